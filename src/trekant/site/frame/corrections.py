"""»Fejl på siden?« in the foot of every page, and whom the sources' page says to tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from trekant.course.pages.corrections import Played, mail_link
from trekant.course.pages.embedded import players_in
from trekant.course.words import N_, _
from trekant.site.content import course_of
from trekant.site.delivery.serve import NOT_FOUND

PAGE, SECTION = "book/kilder", "hvis-noget-er-forkert"
"""Where the course says whom to tell; the foot leads there as long as the municipality has no address for it."""

_KINDS = {"vignette": N_("Case"), "graded": N_("Test"), "practice": N_("Øvelse"), "question": N_("Spørgsmål")}
_TAG = re.compile(r"<[^>]+>")


class CorrectionsRole(SphinxRole):
    """``{ret}`til din leder` `` is whom to write to about a fault; the text is for where nobody has an address."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The words, or who it is with a link to the address."""
        told = course_of(self.env.app).municipality.corrections
        if told is None:
            return [nodes.Text(self.text)], []
        to = _("til {who} på").format(who=told.who)
        return [nodes.Text(f"{to} "), nodes.reference("", told.email, refuri=f"mailto:{told.email}")], []


def register(app: Sphinx) -> None:
    """Register the role, and the foot's link."""
    app.add_role("ret", CorrectionsRole())
    app.connect("html-page-context", _foot)


def _foot(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    course = course_of(app)
    told = course.municipality.corrections
    if told is None:
        context["corrections"] = {"page": PAGE, "section": SECTION} if PAGE in course.pages else None
        return
    title = unescape(_TAG.sub("", context.get("title") or ""))
    address = None if template == NOT_FOUND else app.builder.get_target_uri(page)
    link = mail_link(told.email, title, address, _played(context.get("body", "")))
    context["corrections"] = {"link": link, "who": told.who}


def _played(body: str) -> Iterator[Played]:
    """The cases, quizzes and questions in the text of a page, in their order."""
    for player in players_in(body):
        payload = player.payload
        kind = payload.get("use") or payload["player"]
        if kind in _KINDS:
            yield Played(_(_KINDS[kind]), payload["id"], payload["revision"])
