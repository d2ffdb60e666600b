"""What a page has for paper: the answers after the text, the action card last, and a link to the PDF of it all."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from jinja2 import Environment, FileSystemLoader
from sphinx.application import Sphinx

from trekant.course.store import Course
from trekant.site.card import card_data
from trekant.site.content import course_of
from trekant.site.preview import TEMPLATES

PDF = "kursus.pdf"
"""The whole course, beside the site's front page."""
PDF_PLACE = '<div class="course-pdf"></div>'
"""Where a page has the link to it."""

_PDF_PLACE = re.compile(r'(<div class="course-pdf">).*?(</div>)', re.DOTALL)
_PLAYER = re.compile(
    r'<div class="trekant-player" data-player="quiz" id="player-(?P<id>[a-z0-9-]+)".*?'
    r'<div class="trekant-fallback">(?P<fallback>.*?)</div></div>',
    re.DOTALL,
)
_PART = re.compile(r"<h3>(?P<title>.*?)</h3>(?P<text>.*?)(?=<h3>|$)", re.DOTALL)
_ANSWER = re.compile(r"<details[^>]*><summary>(?P<asks>.*?)</summary>(?P<answer>.*?)</details>", re.DOTALL)


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("html-page-context", _for_paper, priority=800)
    app.connect("build-finished", _outdate)


def _for_paper(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    course = course_of(app)
    app.add_css_file("print.css", media="print")
    context["action_card"] = card = _card(app, course)
    if doctree is not None:
        context["body"] += answers(course, context["body"]) + card


def _card(app: Sphinx, course: Course) -> str:
    """The card as HTML; the same for every page, so made once a build."""
    made: str | None = getattr(app, "trekant_card", None)
    if made is None:
        templates = Environment(loader=FileSystemLoader(course.root / TEMPLATES), autoescape=True, trim_blocks=True)
        data = card_data(course)
        made = templates.get_template("card.html").render(**data)
        app.trekant_card = made  # type: ignore[attr-defined]
    return made


def answers(course: Course, body: str) -> str:
    """The answers to the exercises of a page, for paper: a group that meets on the questions can keep them for last.

    On the screen they stay folded up under each question. A case keeps its answers where they are: they are the way
    through it, and would double the weight of a page with six cases.
    """
    found = []
    for player in _PLAYER.finditer(body):
        answered = "".join(
            f"<p><strong>{part['title']}</strong></p>{answer['answer']}"
            for part in _PART.finditer(player["fallback"])
            for answer in _ANSWER.finditer(part["text"])
        )
        if answered:
            found.append(f"<h3>{escape(course.quiz(player['id']).title)}</h3>{answered}")
    return f'<section class="print-answers" hidden><h2>Svar</h2>{"".join(found)}</section>' if found else ""


def _outdate(app: Sphinx, error: Exception | None) -> None:
    """Take away the PDF of the site as it was before: it may say another telephone number than the page."""
    if error is None and app.builder.format == "html":
        (Path(app.outdir) / PDF).unlink(missing_ok=True)
        show_link(Path(app.outdir), there=False)


def show_link(site: Path, *, there: bool) -> None:
    """Show the link to the PDF of the whole course where a page has room for it, or take it away.

    The PDF is printed from the finished pages, by a browser that a machine may lack, so they cannot know of it before.
    """
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        up = "../" * (len(path.relative_to(site).parts) - 1)
        words = f'<p><a href="{up}{PDF}">Hele kurset som PDF</a> – til at skrive ud eller gemme.</p>' if there else ""
        changed = _PDF_PLACE.sub(rf"\g<1>{words}\g<2>", html)
        if changed != html:
            path.write_text(changed, encoding="utf-8")
