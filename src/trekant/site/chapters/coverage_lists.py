"""The facts and where they are taught and tested, as docutils nodes."""

from __future__ import annotations

from docutils import nodes

from trekant.course.coverage import FactUse, fact_uses
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.store import Course
from trekant.course.words import _, ngettext
from trekant.site.chapters.roles import ANCHOR


def coverage_lists(course: Course, page: str) -> list[nodes.Node]:
    """A list of facts a section, each with links to its places.

    Args:
        course: the course.
        page: the page that the lists stand on, for links from it.
    """
    if course.notat is None:
        return []
    uses = fact_uses(course)
    found: list[nodes.Node] = []
    for number, title in sorted(course.notat.model.sections.items()):
        items = nodes.definition_list(classes=["coverage"])
        for fact in course.notat.model.facts:
            if fact.section == number:
                term = nodes.term("", fact.text)
                places = nodes.definition("", nodes.paragraph("", "", *_places(course, uses[fact.id], fact.id, page)))
                items += nodes.definition_list_item("", term, places)
        found += [nodes.rubric("", _("Afsnit {number}: {title}").format(number=number, title=title)), items]
    return found


def _places(course: Course, use: FactUse, fact: str, page: str) -> list[nodes.Node]:
    up = "../" * page.count("/")
    links = [(f"{up}{one}.html#{ANCHOR}{fact}", course.pages[one]) for one in use.taught]
    shown: list[nodes.Node] = [nodes.Text(f"{_('Står i')} ")]
    for index, (target, title) in enumerate(links):
        shown += [nodes.Text(", ")] if index else []
        shown.append(nodes.reference("", title, refuri=target))
    tested = []
    for case_id in use.cases:
        case = course.vignettes[case_id].model
        if case_id in course.stages:
            tested.append(
                nodes.reference("", case.title, refuri=f"{up}{course.stages[case_id]}.html#{PLAYER_ID}{case_id}")
            )
    for index, link in enumerate(tested):
        shown += [nodes.Text(", " if index else f". {_('Prøves i casen')} "), link]
    if use.questions:
        count = len(use.questions)
        asked = (
            ngettext("og i {count} spørgsmål", "og i {count} spørgsmål", count)
            if tested
            else ngettext("Prøves i {count} spørgsmål", "Prøves i {count} spørgsmål", count)
        )
        shown.append(nodes.Text(f"{' ' if tested else '. '}{asked.format(count=count)}"))
    return [*shown, nodes.Text(".")]
