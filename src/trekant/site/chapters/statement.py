"""The accessibility statement: the municipality's fields on the page, and the short address ``/was``."""

from __future__ import annotations

from datetime import date
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxRole

from trekant.course.contact.clock import date_in_words
from trekant.course.pages.accessibility import AccessibilityStatement, Compliance, Shortcoming
from trekant.course.words import N_, _, language
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.content import course_of

PAGE = "book/was"
MISSING = N_("Udfyldes af kommunen")

_COMPLIANCE = {
    Compliance.FULL: N_("Kurset lever op til alle kravene."),
    Compliance.PARTIAL: N_("Kurset lever op til de fleste af kravene. Det, der mangler, står nedenfor."),
    Compliance.NONE: N_("Kurset lever ikke op til kravene."),
}


class StatementRole(SphinxRole):
    """``{was}`phone` `` is a field of the municipality's statement; one that is empty says so."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Text or a link; an unknown field is a warning, and so fails the build."""
        name = self.text.strip()
        if name not in AccessibilityStatement.model_fields or name == "shortcomings":
            message = (
                f"Feltet »{name}« findes ikke i tilgængelighedserklæringen; se under accessibility i kommunens fil."
            )
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        return [_shown(name, getattr(course_of(self.env.app).municipality.accessibility, name))], []


def _shown(name: str, value: object) -> Node:
    if value is None:
        return nodes.strong("", _(MISSING), classes=["outside-label"])
    if isinstance(value, date):
        return nodes.Text(date_in_words(value))
    if isinstance(value, Compliance):
        return nodes.Text(_(_COMPLIANCE[value]))
    text = str(value)
    before = {"phone": "tel:", "email": "mailto:", "address": "", "official": ""}.get(name)
    if before is None:
        return nodes.Text(text)
    return nodes.reference("", text, refuri=before + (text.replace(" ", "") if name == "phone" else text))


class ShortcomingsDirective(CourseDirective):
    """What not everybody can use, as the municipality has written it; the content is what to say where it has not."""

    def nodes(self) -> list[Node]:
        """A list, or the content."""
        found = course_of(self.env.app).municipality.accessibility.shortcomings
        if found:
            return [nodes.bullet_list("", *[nodes.list_item("", nodes.paragraph("", _told(one))) for one in found])]
        return self.boxed(_(MISSING), "outside-notat")


def _told(one: Shortcoming) -> str:
    told = [one.what]
    if one.instead:
        told.append(_("I stedet: {instead}").format(instead=one.instead))
    if one.mended_by:
        told.append(_("Det bliver rettet senest {day}.").format(day=date_in_words(one.mended_by)))
    return " ".join(told)


def _short_address(app: Sphinx, error: Exception | None) -> None:
    """Put a page at ``/was`` that sends the reader on, without a script."""
    if error is not None or app.builder.name != "html" or PAGE not in app.env.found_docs:
        return
    target = f"../{PAGE}.html"
    title = escape(course_of(app).pages[PAGE])
    path = Path(app.outdir) / "was" / "index.html"
    path.parent.mkdir(exist_ok=True)
    path.write_text(
        f'<!doctype html>\n<html lang="{language()}"><head><meta charset="utf-8"><title>{title}</title>\n'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f'<meta http-equiv="refresh" content="0; url={target}"><link rel="canonical" href="{target}"></head>\n'
        f'<body><main><h1>{title}</h1><p><a href="{target}">{_("Læs erklæringen")}</a></p>'
        f'<p><a href="../book/kontakt.html">{_("Hvem kontakter jeg?")}</a></p></main></body></html>\n',
        encoding="utf-8",
    )


def register(app: Sphinx) -> None:
    """Register the role, the directive and the short address."""
    app.add_role("was", StatementRole())
    app.add_directive("mangler", ShortcomingsDirective)
    app.connect("build-finished", _short_address)
