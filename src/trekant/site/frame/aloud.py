"""»Læs op«: how the course's words are said, in a file that a page fetches when somebody wants to be read to."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.contract.spoken import SpokenTable
from trekant.course.store import Course, read_data
from trekant.course.writing.texts import ALOUD, PronunciationTable
from trekant.site.content import course_of

_FILE = "_static/aloud.json"
_SHORT = 4
"""So many digits at most has a number that is said digit by digit: the alarm's, and not a whole telephone number."""


def register(app: Sphinx) -> None:
    """Connect the hook."""
    app.connect("html-page-context", _button)


def _button(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Tell the button of the page where the table lies, with a hash that changes with it."""
    context["spoken"] = _written(app)


def _written(app: Sphinx) -> str | None:
    """The address of the table, which is written once a build; None where the course has none."""
    if not hasattr(app, "trekant_spoken"):
        app.trekant_spoken = _write(Path(app.outdir), spoken_words(course_of(app)))  # type: ignore[attr-defined]
    found: str | None = app.trekant_spoken  # type: ignore[attr-defined]
    return found


def _write(folder: Path, table: str | None) -> str | None:
    if table is None:
        return None
    path = folder / _FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table, encoding="utf-8")
    return f"{_FILE}?v={sha256(table.encode()).hexdigest()[:8]}"


def spoken_words(course: Course) -> str | None:
    """The table as JSON, or None where the course has none.

    Raises:
        CourseError: the file has an error; the message names file, line and field.
    """
    if not (course.root / ALOUD).is_file():
        return None
    written = read_data(course.root, ALOUD, PronunciationTable).model_dump()
    phones = {contact.phone for contact in course.municipality.contacts if contact.phone}
    short = tuple(sorted(phone for phone in phones if len(phone) <= _SHORT))
    table = SpokenTable.model_validate({**written, "oneByOne": short})
    return json.dumps(table.model_dump(mode="json", by_alias=True), ensure_ascii=False, separators=(",", ":"))
