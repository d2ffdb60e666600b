"""nbgrader læser denne fil, når dens kommandoer køres i denne mappe. Opsætningen står i trekant.grading.config."""

import os
from pathlib import Path

from trekant.course.private import OWNERS
from trekant.grading.config import configure

os.umask(OWNERS)  # hvad nbgrader skriver, er kun for den, der retter
configure(get_config(), Path(__file__).parent)  # noqa: F821 - nbgrader giver filen get_config
