"""The files of an edition beside those that they were made from, text by text: what the rules and the author ask."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from trekant.course.editions.edition import PAGES, TEXTS, Edition, EditionTexts
from trekant.course.editions.sections import sections_of
from trekant.course.editions.texts import texts_by_path
from trekant.course.files import UnreadableError, text_of
from trekant.course.quizzes.opaque import letters
from trekant.course.store import Course, load_into, load_source

_PROSE_MARK = re.compile(r"\{(notat|kontakt|alder)\}`([^` ]+)")
_OUTSIDE = re.compile(r"\{uden\}`|\{uden-for-notatet\}")
_FILLED_IN = re.compile(r"(?<!\S)\{([a-z]+)\}(?!`)")
_KINDS = {"notat": "faktummet", "kontakt": "kontakten", "alder": "aldersgruppen"}


@dataclass(frozen=True)
class Original:
    """A text of the source: what has to be there in an edition.

    ``marks`` are what it rests on and leads to (:func:`marks_in`); ``needed`` is whether it has words of its own.
    """

    line: int
    text: str
    marks: frozenset[str]
    needed: bool = True

    @property
    def fingerprint(self) -> str:
        """Eight letters, which are others when the words are; where lines break is of no matter."""
        return letters(" ".join(self.text.split()).encode())


@dataclass(frozen=True)
class MadeText:
    """A text of an edition that was made from a text of the source.

    ``line`` is where that stands, ``text_line`` where its own words begin. ``kept`` is the fingerprint of the source's
    text when somebody last saw that both say the same.
    """

    id: str
    kept: str | None
    line: int
    text_line: int
    text: str
    marks: frozenset[str]


@dataclass(frozen=True)
class MirroredFile:
    """A file of an edition, and the file of the source with the same name; both by their names from the course."""

    name: str
    source: str
    originals: dict[str, Original]
    made: tuple[MadeText, ...]

    @property
    def missing(self) -> list[str]:
        """The ids of the texts that the edition lacks."""
        there = {one.id for one in self.made}
        return [name for name, original in self.originals.items() if original.needed and name not in there]

    @property
    def unknown(self) -> list[MadeText]:
        """What was made from something that the source does not have."""
        return [one for one in self.made if one.id not in self.originals]

    @property
    def stale(self) -> list[MadeText]:
        """What nobody has seen since the source's text was changed, or at all."""
        known = [one for one in self.made if one.id in self.originals]
        return [one for one in known if one.kept != self.originals[one.id].fingerprint]


def marks_in(text: str, phones: Collection[str]) -> frozenset[str]:
    """What a text rests on and leads to, in words: facts, contacts, ages, what is outside the notat.

    ``phones`` are the numbers of the contacts, of which one may stand in a text as it is.
    """
    found = {f"{_KINDS[kind]} »{said.lower()}«" for kind, said in _PROSE_MARK.findall(text)}
    found |= {f"»{{{word}}}«" for word in _FILLED_IN.findall(text)}
    found |= {"»uden for notatet«"} if _OUTSIDE.search(text) else set()
    found |= {f"nummeret »{phone}«" for phone in phones if re.search(rf"(?<!\d){re.escape(phone)}(?!\d)", text)}
    return frozenset(found)


def mirrored_files(course: Course, edition: Edition) -> list[MirroredFile]:
    """Every file of the edition that can be read and has one of the same name in the source."""
    read = (_mirrored(course, edition, name) for name in edition.settings.model.files)
    return [one for one in read if one is not None]


def foreign_files(course: Course, edition: Edition) -> list[str]:
    """The files in the edition's folder that its settings do not name."""
    named = {edition.own(name) for name in edition.settings.model.files}
    there = [path.relative_to(course.root).as_posix() for path in course.files(PAGES, TEXTS)]
    return [name for name in there if name.startswith(edition.own("")) and name not in named]


def _mirrored(course: Course, edition: Edition, name: str) -> MirroredFile | None:
    own = edition.own(name)
    towns = (town.model for town in course.municipalities.values())  # R001 tells of one that is missing
    phones = {contact.phone for town in towns for contact in town.contacts if contact.phone}
    try:
        if name.endswith(".md"):
            return _chapter(own, name, (text_of(course.root / own), text_of(course.root / name)), phones)
    except UnreadableError:
        return None  # R001 or R060 tells of it
    apart = Course(course.root)
    source, loaded = load_source(apart, course.root / name), load_into(apart, course.root / own, EditionTexts)
    if source is None or loaded is None:
        return None
    originals = {
        path: Original(source.line(where), text, marks_in(text, phones)) for path, where, text in texts_by_path(source)
    }
    lines = {path: loaded.source.line((path,)) for path in loaded.model.root}
    texts = {path: str(loaded.source.at((path, "text"))) for path in lines}
    made = (
        MadeText(path, one.of, lines[path], lines[path], texts[path], marks_in(texts[path], phones))
        for path, one in loaded.model.root.items()
    )
    return MirroredFile(own, name, originals, tuple(made))


def _chapter(own: str, name: str, texts: tuple[str, str], phones: Collection[str]) -> MirroredFile:
    """``texts`` are that of the edition and that of the source."""
    text, source = map(sections_of, texts)
    originals = {
        one.id: Original(one.line, words, marks_in(words, phones), needed=bool(one.words))
        for one in source
        for words in [f"{one.heading}\n{one.words}"]
    }
    made = (
        MadeText(named.id, named.kept, named.line, section.line, words, marks_in(words, phones))
        for section in text
        for words in [f"{section.heading}\n{section.text}"]
        for named in section.made_from
    )
    return MirroredFile(own, name, originals, tuple(made))
