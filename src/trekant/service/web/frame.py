"""Pages of the service in the frame of the course: its head, menu, foot and look, around what the service says."""

from __future__ import annotations

import hashlib
import re
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from trekant.course.contact.clock import danish_moment, date_in_words
from trekant.course.store import CourseError
from trekant.course.words import _, language, ngettext
from trekant.course.writing.text import danish_number, number_in_words
from trekant.service.told import REPORT_STYLE

HERE = Path(__file__).parents[1]
FRAME = "404.html"
"""The page of the built site whose frame is used: its addresses hold wherever it is shown."""

_TITLE = re.compile(r"<title>[^<]*</title>")
_ARTICLE = re.compile(r'(<article role="main" id="furo-main-content">).*?(</article>)', re.S)

REPORT = "report.css"

STATIC = {path.name: path for path in sorted((HERE / "static").iterdir()) if path.is_file()} | {REPORT: REPORT_STYLE}
"""The style sheets and the scripts of the service's own pages."""


@cache
def static_name(name: str) -> str:
    """The address of a file of :data:`STATIC`, with a hash of its content, so that it can be kept for ever."""
    digest = hashlib.sha256(STATIC[name].read_bytes()).hexdigest()[:10]
    return f"/tjeneste/v-{digest}/{name}"


class Frame:
    """The frame of the built site, and the templates that fill it."""

    def __init__(self, site: Path, title: str) -> None:
        self._site, self._title = site, title
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals |= {
            "_": _,
            "ngettext": ngettext,
            "language": language,
            "static": static_name,
            "course_title": title,
        }
        self._templates.filters |= {
            "number": danish_number,
            "number_in_words": number_in_words,
            "moment": danish_moment,
            "date": date_in_words,
        }

    @cached_property
    def _page(self) -> str:
        try:
            page = (self._site / FRAME).read_text(encoding="utf-8")
        except OSError:
            raise CourseError("Der er ingen side at vise endnu; kør »trekant build« først.") from None
        if not _ARTICLE.search(page):
            raise CourseError(f"Rammen i {FRAME} kan ikke bruges; byg siden igen med »trekant build«.")
        style = f'<link rel="stylesheet" href="{static_name("service.css")}">'
        return page.replace("</head>", f"{style}</head>", 1)

    def page(self, template: str, title: str, **values: Any) -> str:
        """A page: a template filled in, in the frame."""
        body = self._templates.get_template(template).render(title=title, **values)
        named = f"<title>{escape(title)} - {escape(self._title)}</title>"
        page = _TITLE.sub(lambda _match: named, self._page, count=1)
        return _ARTICLE.sub(lambda match: match[1] + body + match[2], page, count=1)
