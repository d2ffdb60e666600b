"""»Fejl på siden?« in the foot of every page, and whom the sources' page says to tell."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from trekant.course.corrections import Played, mail_link
from trekant.site.content import course_of
from trekant.site.serve import NOT_FOUND

PAGE, SECTION = "book/kilder", "hvis-noget-er-forkert"
"""Where the course says whom to tell; the foot leads there as long as the municipality has no address for it."""

_PLAYER = re.compile(
    r'<div class="trekant-player" data-player="(?P<kind>vignette|quiz)"[^>]*>'
    r'<script type="application/json">(?P<data>.*?)</script>',
    re.DOTALL,
)
_KINDS = {"vignette": "Case", "quiz": "Quiz"}
_TAG = re.compile(r"<[^>]+>")


class CorrectionsRole(SphinxRole):
    """``{ret}`til din leder` `` is whom to write to about a fault; the text is for where nobody has an address."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The words, or who it is with a link to the address."""
        told = course_of(self.env.app).municipality.corrections
        if told is None:
            return [nodes.Text(self.text)], []
        return [nodes.Text(f"til {told.who} på "), nodes.reference("", told.email, refuri=f"mailto:{told.email}")], []


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
    """The cases and the quizzes of a page, in their order."""
    for player in _PLAYER.finditer(body):
        payload = json.loads(player["data"])
        yield Played(_KINDS[player["kind"]], payload["id"], payload["revision"])
