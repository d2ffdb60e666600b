"""The switch between the course's own words and those of its editions, and links that stay with the words one chose.

A page in other words is a page of its own: it is found, printed and read without a script. What the build makes there
(menu, head, foot, next and previous) leads on in the same words; from other pages a browser that keeps the choice does
(``players/edition.js``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.editions.edition import Edition, editions_of, parted
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.pages.way import played_on
from trekant.site.content import course_of


def _editions(app: Sphinx) -> tuple[Edition, ...]:
    found: tuple[Edition, ...] | None = getattr(app, "trekant_editions", None)
    if found is None:
        found = app.trekant_editions = editions_of(course_of(app))  # type: ignore[attr-defined]
    return found


def _switch(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """The switch of the page, the list of all pages that have one, and in other words all that the page links to."""
    own, source = parted(page)
    pathto = context["pathto"]
    pages = {edition.id: _built(app, edition) for edition in _editions(app)}
    having = [edition for edition in _editions(app) if source in pages[edition.id]]
    context["edition_pages"] = {edition: built for edition, built in pages.items() if built}
    if having:
        context["editions"] = [
            {"id": "", "name": having[0].settings.model.source, "link": pathto(source), "here": own is None},
            *(
                {"id": one.id, "name": one.settings.model.name, "link": pathto(one.own(source)), "here": own == one.id}
                for one in having
            ),
        ]
    edition = next((one for one in having if one.id == own), None)
    if edition:
        context["pathto"] = _in_the_same_words(edition, pathto)
        _go_on(app, edition, source, context)
        context["practise"] = _practice(app, source, pathto)


def _built(app: Sphinx, edition: Edition) -> list[str]:
    """The pages of an edition that the contents have too."""
    return [page for page in edition.pages if edition.own(page) in app.env.found_docs]


def _in_the_same_words(edition: Edition, pathto: Callable[..., str]) -> Callable[..., str]:
    def found(page: str, *more: Any, **other: Any) -> str:
        return pathto(edition.own(page) if page in edition.pages else page, *more, **other)

    return found


def _go_on(app: Sphinx, edition: Edition, source: str, context: dict[str, Any]) -> None:
    """Next and previous are those of the source's page."""
    _parent, *around = app.builder.relations.get(source) or (None, None, None)  # type: ignore[attr-defined]
    for name, page in zip(("prev", "next"), around, strict=True):
        there = page and (edition.own(page) if page in edition.pages else page)
        title = there and app.builder.render_partial(app.env.titles[there])["title"]  # type: ignore[attr-defined]
        context[name] = {"link": context["pathto"](page), "title": title} if there else None


def _practice(app: Sphinx, source: str, pathto: Callable[..., str]) -> str | None:
    """Where the source's page has something to play at its end: an edition has none of its own."""
    text = next((text for _name, text in course_of(app).texts(f"{source}.md")), "")
    played = [one for kind, one in played_on(text) if kind != "spoergsmaal"]
    return f"{pathto(source)}#{PLAYER_ID}{played[0]}" if played else None


def register(app: Sphinx) -> None:
    """Let every page know its other words before the menu is drawn."""
    app.connect("html-page-context", _switch, priority=400)
