"""Roles: marks for facts, contact details, and what stands outside the notat."""

from __future__ import annotations

from html import escape

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.docutils import SphinxRole

from trekant.course.contact.municipality import Contact
from trekant.course.people.retention import days_in_words
from trekant.course.store import CourseError
from trekant.course.words import N_, _
from trekant.course.writing.placeholders import MarkError, contact_of, detail_of, filled, meaning
from trekant.site.content import course_of

OUTSIDE_LABEL = N_("Uden for notatet")
SOURCES = "book/kilder"
"""The page that says what the notat is, under that heading."""
ANCHOR = "fakta-"
"""What the id of a fact's first mark on a page begins with."""


class FactRole(SphinxRole):
    """``{notat}`kontakt-ssp` `` marks that the text before it teaches that fact."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """An unobtrusive mark; an unknown fact is a warning, and so fails the build."""
        fact_id = self.text.strip()
        if fact_id not in course_of(self.env.app).facts:
            message = f"Faktummet »{fact_id}« står ikke i assets/notat.yaml; ret navnet, eller tilføj det."
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        # the first mark of a fact on a page is where the page »Kilder og dækning« links to
        seen = self.env.temp_data.setdefault("trekant_facts", set())
        anchor = "" if fact_id in seen else f' id="{ANCHOR}{escape(fact_id)}"'
        seen.add(fact_id)
        html = f'<span class="notat-mark"{anchor} data-fact="{escape(fact_id)}" aria-hidden="true"></span>'
        return [nodes.raw("", html, format="html")], []


class ContactRole(SphinxRole):
    """``{kontakt}`ssp` `` is the contact's name; ``ssp telefon``, ``ssp tid`` and so on its details."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Text or a link; an unknown contact or detail is a warning, and so fails the build."""
        try:
            return [_detail(*contact_of(self.text, course_of(self.env.app).municipality))], []
        except (MarkError, CourseError) as error:
            return [], [self.inliner.reporter.warning(str(error), line=self.lineno)]


def _detail(contact: Contact, detail: str) -> Node:
    match detail:
        case "telefon":
            return nodes.reference("", contact.phone or "", refuri=f"tel:{contact.tel}", classes=["telefon"])
        case "mail":
            return nodes.reference("", contact.email or "", refuri=f"mailto:{contact.email}")
    return nodes.Text(detail_of(contact, detail))


class AgeRole(SphinxRole):
    """``{alder}`ung` `` is an age group of the municipality's in words; ``ung fra`` and ``ung til`` its edges."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Text; an unknown group is a warning, and so fails the build."""
        try:
            return [nodes.Text(meaning("alder", self.text, course_of(self.env.app).municipality))], []
        except (MarkError, CourseError) as error:
            return [], [self.inliner.reporter.warning(str(error), line=self.lineno)]


class OutsideRole(SphinxRole):
    """``{uden}`…` `` is a sentence that the notat does not have, marked as such."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The label and the sentence."""
        label = nodes.inline("", "", *outside_label(self.env), nodes.Text(": "), classes=["outside-label"])
        try:
            # a role cannot have another in it, but a sentence outside the notat may need a number of the municipality's
            text = filled(self.text, course_of(self.env.app).municipality)
        except (MarkError, CourseError) as error:
            return [], [self.inliner.reporter.warning(str(error), line=self.lineno)]
        return [nodes.inline("", "", label, nodes.Text(text), classes=["outside-notat"])], []


def outside_label(env: BuildEnvironment) -> list[Node]:
    """The words of the mark. The first on a page leads to what they mean, where the course has a page of sources."""
    told = env.temp_data.setdefault("trekant_outside", env.docname == SOURCES)
    env.temp_data["trekant_outside"] = True
    if told or SOURCES not in course_of(env.app).pages:
        return [nodes.Text(_(OUTSIDE_LABEL))]
    address = f"{'../' * env.docname.count('/')}{SOURCES}.html#notatet"
    return [nodes.reference("", _(OUTSIDE_LABEL), refuri=address, reftitle=_("Hvad er notatet?"))]


class PeriodRole(SphinxRole):
    """``{frist}`answers` `` is how long something is kept, in words: »et år«; see :class:`Retention`."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Text; an unknown kind, or one without a period, is a warning, and so fails the build."""
        settings = course_of(self.env.app).settings
        kind = self.text.strip()
        periods = settings.model.retention.model_dump() if settings else {}
        if periods.get(kind) is None:
            known = " eller ".join(periods)
            message = f"Der er ingen frist for »{kind}« under retention i assets/course.yaml; der kan stå {known}."
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        return [nodes.Text(days_in_words(periods[kind]))], []


class CourseRole(SphinxRole):
    """``{kursus}`kommune` `` is whose course it is, ``{kursus}`minutter` `` how long it takes at most."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Text; another word is a warning, and so fails the build."""
        course = course_of(self.env.app)
        minutes = course.settings.model.minutes if course.settings else None
        said = {"kommune": course.municipality.name, "minutter": minutes and str(minutes)}.get(self.text.strip())
        if not said:
            message = "Mærket {kursus} er »kommune« eller »minutter«, og minutterne skal stå i assets/course.yaml."
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        return [nodes.Text(said)], []


def register(app: Sphinx) -> None:
    """Register the roles."""
    app.add_role("notat", FactRole())
    app.add_role("kontakt", ContactRole())
    app.add_role("alder", AgeRole())
    app.add_role("uden", OutsideRole())
    app.add_role("frist", PeriodRole())
    app.add_role("kursus", CourseRole())
