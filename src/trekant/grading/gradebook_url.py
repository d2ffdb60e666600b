"""Where the gradebook is."""

from __future__ import annotations

import os
import re
from pathlib import Path

from trekant.grading.folders import Folders

URL_VARIABLE = "TREKANT_GRADEBOOK"
"""The environment variable that may hold the SQLAlchemy URL of another database."""


def gradebook_url(quizzes: Path) -> str:
    """The SQLAlchemy URL of the gradebook.

    The address of a PostgreSQL may stand as servers and hosts write it, ``postgresql://`` or ``postgres://``: the
    driver that the course installs is put in.
    """
    url = os.environ.get(URL_VARIABLE) or f"sqlite:///{Folders(quizzes).gradebook}"
    return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", url)
