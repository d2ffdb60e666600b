"""What a page has for paper: the answers after the text, the action card last, and a link to the PDF of it all."""

from __future__ import annotations

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.contact.action_card import card_data
from trekant.course.pages.embed import answer_html, question_heading
from trekant.course.pages.embedded import players_in
from trekant.course.store import Course
from trekant.course.words import _
from trekant.site.content import course_of
from trekant.site.templates import templates


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("html-page-context", _for_paper, priority=800)


def _for_paper(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    course = course_of(app)
    app.add_css_file("print.css", media="print")
    context["action_card"] = card = _card(app, course)
    if doctree is not None:
        context["body"] += answers(context["body"]) + card


def _card(app: Sphinx, course: Course) -> str:
    """The card as HTML; the same for every page, so made once a build."""
    made: str | None = getattr(app, "trekant_card", None)
    if made is None:
        made = card_html(course)
        app.trekant_card = made  # type: ignore[attr-defined]
    return made


def card_html(course: Course) -> str:
    """The card as it is the last page of whatever one prints.

    Raises:
        CourseError: a file that the card is made of is missing or has an error.
    """
    return templates().get_template("card.html").render(**card_data(course))


def answers(body: str) -> str:
    """The answers to the exercises of a page, for paper: a group that meets on the questions can keep them for last.

    On the screen they stay folded up under each question. A case keeps its answers where they are: they are the way
    through it, and would double the weight of a page with six cases.
    """
    found: list[str] = []
    for player in players_in(body):
        payload = player.payload
        if payload["player"] == "question" and (answer := answer_html(payload["task"])):
            found.append(payload["task"]["prompt"] + answer)
        elif payload["player"] == "quiz":
            told = [
                (place, answer_html(slot.get("task", {})))
                for place, slot in enumerate(payload.get("slots", ()), start=1)
            ]
            answered = "".join(f"<p><strong>{question_heading(place)}</strong></p>{one}" for place, one in told if one)
            if answered:
                found.append(f"<h3>{escape(payload['title'])}</h3>{answered}")
    return f'<section class="print-answers" hidden><h2>{_("Svar")}</h2>{"".join(found)}</section>' if found else ""
