"""The way through the course: the front page, a case where one works, the modules, and what comes after them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trekant.course.pages.contents import Contents, ContentsPart
from trekant.course.store import Course, load_into

_MODULE = re.compile(r"^:::\{modul\}", re.M)
_PLAYED = re.compile(r"^[`:]{3,}\{(case|quiz|spoergsmaal)\} +([a-z0-9-]+) *$", re.M)
_CHOICE = re.compile(r"^[`:]{3,}\{arbejdsplads\}[^\n]*\n(.*?)^[`:]{3,} *$", re.M | re.S)


@dataclass(frozen=True)
class Way:
    """The pages that everybody is led along, by name (``book/forside``).

    ``openers`` are what the front page lets one choose among: the words and the page with the case. ``pages`` are the
    modules, and what stands among them in the contents; ``modules`` those of them that open with ``{modul}``.
    """

    front: str
    openers: tuple[tuple[str, str], ...]
    pages: tuple[str, ...]
    modules: tuple[str, ...]


def contents_of(course: Course) -> Contents | None:
    """The table of contents; None where it is missing or cannot be read, which a rule tells of."""
    path = course.root / "_toc.yml"
    loaded = load_into(Course(course.root), path, Contents) if path.is_file() else None
    return loaded.model if loaded else None


def way_of(course: Course) -> Way | None:
    """The way through the course; None where the contents cannot be read or hold no module."""
    contents = contents_of(course)
    if contents is None:
        return None
    texts = {name.removesuffix(".md"): text for name, text in course.texts("book/*.md")}
    for part in contents.parts:
        pages = tuple(pages_of(part))
        modules = tuple(page for page in pages if _MODULE.search(texts.get(page, "")))
        if modules:
            front = contents.root.removesuffix(".md")
            return Way(front, tuple(openers_on(texts.get(front, ""))), pages, modules)
    return None


def openers_on(text: str) -> Iterator[tuple[str, str]]:
    """The lines ``words: page`` of the directive ``{arbejdsplads}`` on a page."""
    for block in _CHOICE.findall(text):
        for line in block.splitlines():
            words, colon, page = line.rpartition(":")
            if colon and not line.startswith(":"):
                yield words.strip(), page.strip()


def before_the_choice(text: str) -> str:
    """What one reads of a page until one is asked where one works; all of it where it does not ask."""
    found = _CHOICE.search(text)
    return text[: found.start()] if found else text


def played_on(text: str) -> list[tuple[str, str]]:
    """What a page holds to play, in its order: the directive (``case``, ``quiz``, ``spoergsmaal``) and the id."""
    return _PLAYED.findall(text)


def pages_of(part: ContentsPart) -> list[str]:
    """The pages of a part of the contents, by name."""
    return [name.removesuffix(".md").removesuffix(".ipynb") for _, name in part.files()]


def page_with(course: Course, directive: str) -> str | None:
    """The first chapter that holds a directive; None where none does."""
    opens = re.compile(rf"^[`:]{{3,}}\{{{directive}\}}", re.M)
    found = (name.removesuffix(".md") for name, text in course.texts("book/*.md") if opens.search(text))
    return next(found, None)
