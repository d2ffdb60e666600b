"""What the search page can find: contacts, chapters by section, cases and the words of the glossary.

An own index instead of Sphinx': that one knows no phone numbers and no irregular plurals, weighs more, and runs a
script that a strict Content-Security-Policy forbids. Here the index is the text itself, and the page does the rest
with Sphinx' own Danish stemmer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from docutils import nodes
from sphinx import addnodes
from sphinx.environment import BuildEnvironment
from sphinx.search.da import danish_stopwords

from trekant.course.base import Model, Status
from trekant.course.contact.guide import CONTACT_PAGE
from trekant.course.contact.municipality import Contact
from trekant.course.editions.edition import editions_of, parted
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.store import Course, read_data
from trekant.course.words import _
from trekant.course.writing.texts import SearchWords
from trekant.site.chapters.contact_table import CONTACT_ID
from trekant.site.chapters.roles import OUTSIDE_LABEL

ResultGroup = Literal["contact", "page", "case", "term"]

_GUIDES = ("book/underviser", "book/forfatter")
"""Handbooks for the few: found by their headings, or a third of the index would be theirs."""

_TITLE = re.compile(r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", re.DOTALL)
_PASSED_OVER = (nodes.raw, nodes.literal_block, nodes.comment, nodes.system_message, addnodes.index)


class SearchEntry(Model):
    """Something that can be found.

    ``where`` stands under the title of a result; ``text`` is searched and quoted, ``keys`` is searched only.
    """

    group: ResultGroup
    title: str
    link: str
    where: str = ""
    text: str = ""
    keys: str = ""
    phone: str | None = None
    email: str | None = None


def search_index(course: Course, entries: Iterable[SearchEntry]) -> dict[str, Any]:
    """The index as the page reads it: ``{"same": [[word]], "stop": [word], "entries": [entry]}``."""
    words = read_data(course.root, "assets/search.yaml", SearchWords)
    found = [entry.model_dump(exclude_defaults=True) for entry in entries]
    return {"same": words.same, "stop": sorted(danish_stopwords | set(words.passed_over)), "entries": found}


def entries(course: Course, env: BuildEnvironment) -> list[SearchEntry]:
    """Everything that can be found, group by group."""
    read = {page: env.get_doctree(page) for page in _in_order(env)}
    return [*_contacts(course), *_pages(course, read), *_cases(course, env), *_terms(read)]


def _contacts(course: Course) -> Iterator[SearchEntry]:
    for contact in course.municipality.contacts:
        yield SearchEntry(
            group="contact",
            title=contact.name,
            link=f"{CONTACT_PAGE}.html#{CONTACT_ID}{contact.id}",
            where=contact.hours.in_words() if contact.hours.known else "",
            text=contact.purpose,
            keys=_contact_keys(contact),
            phone=contact.phone,
            email=contact.email,
        )


def _contact_keys(contact: Contact) -> str:
    reach = [_("telefon") if contact.phone else "", _("mail") if contact.email else "", _("kontakt")]
    return " ".join(filter(None, [contact.short, contact.id, contact.phone, contact.email, *reach]))


def _cases(course: Course, env: BuildEnvironment) -> Iterator[SearchEntry]:
    """The cases as they begin. What comes after, and whether there was cause for concern, is for the reader to find."""
    for case_id, page in course.stages.items():
        case = course.vignettes[case_id].model
        if case.status is not Status.LIVE or page not in env.titles:
            continue
        place = env.titles[page].astext()
        yield SearchEntry(
            group="case",
            title=case.title,
            link=f"{page}.html#{PLAYER_ID}{case_id}",
            where=f"{place} · {_('{minutes} min.').format(minutes=case.minutes)}",
            text=_plain(f"{case.hook or ''} {case.role} {case.scene(case.start).told}"),
            keys=f"{_('case')} {case.person.name} {_('{age} år').format(age=case.person.age)}",
        )


def _plain(markdown: str) -> str:
    return " ".join(re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", markdown).split())


def _terms(read: Mapping[str, nodes.document]) -> Iterator[SearchEntry]:
    for page, doctree in read.items():
        for glossary in doctree.findall(addnodes.glossary):
            for item in glossary.findall(nodes.definition_list_item):
                terms = list(item.findall(nodes.term))
                meaning = " ".join(_text(one) for one in item.findall(nodes.definition))
                for term in terms:
                    [anchor] = term["ids"][:1]
                    yield SearchEntry(group="term", title=term.astext(), link=f"{page}.html#{anchor}", text=meaning)


def _pages(course: Course, read: Mapping[str, nodes.document]) -> Iterator[SearchEntry]:
    names = {edition.id: edition.settings.model.name for edition in editions_of(course)}
    for page, doctree in read.items():
        title = _title(doctree)
        words = names.get(parted(page)[0] or "", "")
        place = f"{title} · {words}" if words else title
        for section in doctree.findall(nodes.section):
            own = section.next_node(nodes.title)
            assert own is not None  # docutils makes no section without
            heading = own.astext()
            first = section.parent is doctree
            if page.startswith("notebooks/") and not first:
                continue  # the cases, which have entries of their own
            link = f"{page}.html" + ("" if first else f"#{section['ids'][0]}")
            text = "" if page in _GUIDES and not first else _section_text(section)
            yield SearchEntry(group="page", title=heading, link=link, where=words if first else place, text=text)
            if not words:  # the figure is the same
                yield from _figures(section, link, title)


def _title(doctree: nodes.document) -> str:
    title = doctree.next_node(nodes.title)
    assert title is not None  # a page without one does not get into the contents
    return title.astext()


def _figures(section: nodes.section, link: str, page: str) -> Iterator[SearchEntry]:
    for child in section.children:
        if not isinstance(child, nodes.raw):
            continue
        for title, told in dict(_TITLE.findall(child.astext())).items():  # the drawing for a phone says the same
            yield SearchEntry(
                group="page", title=title, link=link, where=_("Figur i »{page}«").format(page=page), text=told
            )


def _in_order(env: BuildEnvironment) -> list[str]:
    """The pages as the table of contents has them."""
    root = env.config.root_doc
    return [root, *(page for page in env.toctree_includes.get(root, []) if page in env.titles)]


def _section_text(section: nodes.section) -> str:
    """The words of a section, without its heading, its sections, and what has entries of its own."""
    return " ".join(filter(None, (_text(child) for child in section.children)))


def _elsewhere(node: nodes.Node) -> bool:
    if isinstance(node, nodes.title | nodes.section | addnodes.glossary):
        return True
    # the contacts have entries of their own, the list of facts repeats the chapters, and what is true of the reader's
    # own browser is not so in a learning platform, which has this index too
    passed_over = {"contact-table", "coverage", "own-browser"}
    return isinstance(node, nodes.Element) and bool(passed_over & set(node.get("classes", ())))


def _text(node: nodes.Node) -> str:
    return " ".join(_words(node).split())


def _words(node: nodes.Node) -> str:
    """The text of a node with a blank between blocks, which ``astext`` runs together."""
    if isinstance(node, nodes.Text):
        return str(node)
    if isinstance(node, _PASSED_OVER) or _elsewhere(node) or node.astext() == f"{_(OUTSIDE_LABEL)}: ":
        return ""
    if isinstance(node, nodes.term):
        return f"{node.astext()}:"
    between = "" if isinstance(node, nodes.TextElement) else " "
    return between.join(_words(child) for child in node.children)
