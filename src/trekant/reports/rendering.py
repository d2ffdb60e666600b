"""The templates of what this package writes as HTML, with Danish numbers."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from trekant.course.words import _, language, ngettext
from trekant.course.writing.text import inline_html, number_in_words
from trekant.reports import words

REPORT_STYLE = Path(__file__).parent / "templates/rapport.css"
"""The style of the report, which the report as a file has in it."""


def report_templates() -> Environment:
    """The templates in ``templates/``: everything is escaped, and a name that is missing is an error."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"_": _, "ngettext": ngettext, "language": language}
    environment.filters |= {
        "inline": inline,
        "number": words.number,
        "percent": words.percent,
        "short_percent": words.short_percent,
        "points": words.points_in_words,
        "number_in_words": number_in_words,
        "people": words.people,
    }
    return environment


def inline(markdown: str) -> Markup:
    """One line of an author's Markdown; any HTML in it comes out as text."""
    return Markup(inline_html(markdown))  # noqa: S704 - escaped where it was made
