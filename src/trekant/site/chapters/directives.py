"""Directives of the chapters: key points, figures, the contact table, quizzes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx

from trekant.course.base import OUTSIDE_NOTAT
from trekant.course.checks import RULES
from trekant.course.contact.action_card import PAPERS, card_name
from trekant.course.contact.guide import GUIDE, GuideText, guide_payload, what_if
from trekant.course.editions.edition import parted
from trekant.course.editions.texts import worded
from trekant.course.pages.embed import PLAYER_ID, embed
from trekant.course.pages.one_tap import one_tap
from trekant.course.pages.payload import question_payload, quiz_payload, vignette_payload
from trekant.course.pages.picture import picture_of
from trekant.course.pages.progress import progress_payload, refresher_payload
from trekant.course.store import CourseError, read_data
from trekant.course.words import _
from trekant.site.chapters.contact_table import contact_table
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.chapters.coverage_lists import coverage_lists
from trekant.site.chapters.roles import OUTSIDE_LABEL, outside_label
from trekant.site.content import course_of
from trekant.site.figures.kept_figures import kept_svg
from trekant.site.frame.calls import calls_node


class KeyPointsDirective(CourseDirective):
    """How a module ends."""

    def nodes(self) -> list[Node]:
        """The box."""
        return self.boxed(_("Det vigtigste"), "key-points")


class OutsideDirective(CourseDirective):
    """What the notat does not say, marked as such."""

    def nodes(self) -> list[Node]:
        """The box."""
        return self.boxed(outside_label(self.env), "outside-notat")


class FigureDirective(CourseDirective):
    """A figure drawn from data, as SVG in the page."""

    required_arguments = 1

    def nodes(self) -> list[Node]:
        """The figure, with its alternative text."""
        app = self.env.app
        svg = kept_svg(self.arguments[0], course_of(app), Path(app.doctreedir) / "figures")
        return [nodes.raw("", f'<figure class="course-figure">{svg}</figure>', format="html")]


class ContactTableDirective(CourseDirective):
    """Everybody one can contact, as a table."""

    def nodes(self) -> list[Node]:
        """The table."""
        return [contact_table(course_of(self.env.app).municipality)]


class CoverageDirective(CourseDirective):
    """Every fact, with links to the places that teach and test it."""

    def nodes(self) -> list[Node]:
        """The lists, a section of the notat each."""
        return coverage_lists(course_of(self.env.app), self.env.docname)


class CardDirective(CourseDirective):
    """Links to the action card."""

    def nodes(self) -> list[Node]:
        """A list with a link a paper size."""
        up = "../" * self.env.docname.count("/")
        items = nodes.bullet_list()
        for paper in PAPERS:
            words = _("Handlingskort på {paper} (PDF)").format(paper=paper.upper())
            link = nodes.reference("", words, refuri=f"{up}{card_name(paper)}")
            items += nodes.list_item("", nodes.paragraph("", "", link))
        return [items]


class CoursePdfDirective(CourseDirective):
    """Where the link to the whole course as a PDF stands, once ``trekant pdf`` has made it."""

    def nodes(self) -> list[Node]:
        """An empty place."""
        return [nodes.raw("", '<div class="course-pdf"></div>', format="html")]


class RulesDirective(CourseDirective):
    """The content rules with their numbers."""

    def nodes(self) -> list[Node]:
        """A definition list."""
        items = nodes.definition_list()
        for rule in RULES:
            term = nodes.term("", rule.number)
            items += nodes.definition_list_item("", term, nodes.definition("", nodes.paragraph("", rule.asks)))
        return [items]


class ContactGuideDirective(CourseDirective):
    """The contact guide: the calls that cannot wait, then a few questions and the steps."""

    def nodes(self) -> list[Node]:
        """The calls, and the player with its fallback."""
        course = course_of(self.env.app)
        words = worded(course, parted(self.env.docname)[0], GUIDE, GuideText)
        payload = guide_payload(course.municipality, words, date.today())
        return [calls_node(self.env.app), nodes.raw("", embed(payload), format="html")]


class WhatIfDirective(CourseDirective):
    """What to do when the ordinary way does not fit: the same words as in the guide."""

    def nodes(self) -> list[Node]:
        """A definition list; each answer says what it rests on."""
        items = nodes.definition_list(classes=["what-if"])
        course = course_of(self.env.app)
        for one in what_if(course.municipality, read_data(course.root, GUIDE, GuideText)):
            answer = nodes.paragraph("", one.text)
            if one.source == OUTSIDE_NOTAT:
                answer += nodes.inline("", f" {_(OUTSIDE_LABEL)}", classes=["outside-label"])
            items += nodes.definition_list_item("", nodes.term("", one.case), nodes.definition("", answer))
        return [items]


class QuizDirective(CourseDirective):
    """A quiz, by its id."""

    required_arguments = 1

    def nodes(self) -> list[Node]:
        """The player with its fallback."""
        course = course_of(self.env.app)
        quiz = course.quiz(self.arguments[0])
        if quiz.use == "package":
            raise CourseError(f"Testen »{quiz.id}« er kun til pakken og kan ikke stå på en side; slet linjen.")
        payload = quiz_payload(quiz, course.asked(quiz), course.municipality)
        return [nodes.raw("", embed(payload), format="html")]


class QuestionDirective(CourseDirective):
    """One question to practise on in the running text, by its id."""

    required_arguments = 1

    def nodes(self) -> list[Node]:
        """The player with its fallback."""
        course = course_of(self.env.app)
        payload = question_payload(one_tap(course, self.arguments[0]), course.municipality)
        return [nodes.raw("", embed(payload), format="html")]


class CaseDirective(CourseDirective):
    """A case in the middle of a chapter, by its id; it can be read whole on the page of cases where it also stands."""

    required_arguments = 1

    def nodes(self) -> list[Node]:
        """The player with its fallback."""
        course = course_of(self.env.app)
        case = course.vignette(self.arguments[0])
        if case.id not in course.stages:
            raise CourseError(
                f"Casen »{case.id}« står ikke på en side med cases; sæt den ind i en af notebooks/*.ipynb."
            )
        up = "../" * self.env.docname.count("/")
        payload = vignette_payload(case, course.municipality, course.facts)
        whole = f"{up}{course.stages[case.id]}.html#{PLAYER_ID}{case.id}"
        return [nodes.raw("", embed(payload, whole, picture_of(course, case)), format="html")]


class ProgressDirective(CourseDirective):
    """What one has done oneself, and what to see again."""

    def nodes(self) -> list[Node]:
        """The player with its fallback."""
        # which quiz stands on which page may change without a change in this page or in the data
        self.env.note_reread()
        return [nodes.raw("", embed(progress_payload(course_of(self.env.app))), format="html")]


class RefresherDirective(CourseDirective):
    """Three cases and twelve questions for whoever took the course a year ago."""

    def nodes(self) -> list[Node]:
        """The player with its fallback."""
        self.env.note_reread()  # a case may have come to any page
        return [nodes.raw("", embed(refresher_payload(course_of(self.env.app))), format="html")]


def register(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("hovedpunkter", KeyPointsDirective)
    app.add_directive("uden-for-notatet", OutsideDirective)
    app.add_directive("figur", FigureDirective)
    app.add_directive("kontakttabel", ContactTableDirective)
    app.add_directive("daekning", CoverageDirective)
    app.add_directive("kontaktguide", ContactGuideDirective)
    app.add_directive("hvad-hvis", WhatIfDirective)
    app.add_directive("handlingskort", CardDirective)
    app.add_directive("kursus-pdf", CoursePdfDirective)
    app.add_directive("regler", RulesDirective)
    app.add_directive("quiz", QuizDirective)
    app.add_directive("case", CaseDirective)
    app.add_directive("spoergsmaal", QuestionDirective)
    app.add_directive("forloeb", ProgressDirective)
    app.add_directive("genopfriskning", RefresherDirective)
