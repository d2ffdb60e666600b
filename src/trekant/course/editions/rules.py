"""The content rules on editions: nothing missing, nothing left over, nothing stale, and the same ground to stand on."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.editions.edition import Edition, editions_of
from trekant.course.editions.mirrored import MirroredFile, foreign_files, mirrored_files
from trekant.course.store import Course, Problem
from trekant.course.writing.prose import lix, running_text, words

_FACT = "faktummet"


def _each(course: Course) -> Iterator[tuple[Edition, MirroredFile]]:
    for edition in editions_of(course):
        for file in mirrored_files(course, edition):
            yield edition, file


def nothing_missing(course: Course) -> Iterator[Problem]:
    """R060."""
    for edition in editions_of(course):
        settings = edition.settings
        for index, name in enumerate(settings.model.files):
            for wanted in (name, edition.own(name)):
                if not (course.root / wanted).is_file():
                    line = settings.source.line(("files", index))
                    yield Problem(
                        settings.source.name, line, "R060", f"filen {wanted} mangler; lav den, eller slet linjen"
                    )
    for _edition, file in _each(course):
        for name in file.missing:
            message = (
                f"her mangler det, der er lavet af »{name}« i {file.source}:{file.originals[name].line}; skriv det"
            )
            yield Problem(file.name, 1, "R060", message)


def nothing_left_over(course: Course) -> Iterator[Problem]:
    """R061."""
    for edition in editions_of(course):
        for name in foreign_files(course, edition):
            message = f"filen er ikke nævnt i {edition.settings.source.name}; skriv den under »files«, eller slet den"
            yield Problem(name, 1, "R061", message)
    for _edition, file in _each(course):
        for one in file.unknown:
            message = f"»{one.id}« findes ikke i {file.source}; ret navnet, eller slet det, der er lavet af det"
            yield Problem(file.name, one.line, "R061", message)


def nothing_stale(course: Course) -> Iterator[Problem]:
    """R062."""
    for _edition, file in _each(course):
        for one in file.stale:
            was = "er ændret siden" if one.kept else "er ikke set efter endnu"
            message = (
                f"»{one.id}« i {file.source}:{file.originals[one.id].line} {was}; ret teksten her, så de siger det "
                f"samme, og kør »trekant editions --accept {file.name}«"
            )
            yield Problem(file.name, one.line, "R062", message)


def same_ground(course: Course) -> Iterator[Problem]:
    """R063: what a text says in easier words it says of the same facts, contacts and limits, and no other facts."""
    for _edition, file in _each(course):
        said: dict[str, frozenset[str]] = {}
        for one in file.made:
            said[one.id] = said.get(one.id, frozenset()) | one.marks
        for name, first in {one.id: one for one in reversed(file.made) if one.id in file.originals}.items():
            original = file.originals[name]
            for mark in sorted(original.marks - said[name]):
                message = f"her mangler {mark}, som »{name}« i {file.source}:{original.line} har; sig det også her"
                yield Problem(file.name, first.text_line, "R063", message)
        yield from _other_facts(file)


def _other_facts(file: MirroredFile) -> Iterator[Problem]:
    rests_on: dict[int, frozenset[str]] = {}
    for one in file.made:
        marks = file.originals[one.id].marks if one.id in file.originals else frozenset()
        rests_on[one.text_line] = rests_on.get(one.text_line, frozenset()) | marks
    for one in {one.text_line: one for one in file.made}.values():
        for mark in sorted(one.marks - rests_on[one.text_line]):
            if mark.startswith(_FACT):
                message = f"{mark} hører ikke til det, som teksten er lavet af; flyt den, eller slet mærket"
                yield Problem(file.name, one.text_line, "R063", message)


def readable(course: Course) -> Iterator[Problem]:
    """R064: LIX of each file of an edition is under what its settings say."""
    for edition, file in _each(course):
        limit = edition.settings.model.lix
        figure = lix(_blocks(course, file))
        if limit is not None and figure >= limit:
            message = f"LIX er {figure:.0f}, og den skal være under {limit}; skriv kortere sætninger og kortere ord"
            yield Problem(file.name, 1, "R064", message)


def short_enough(course: Course) -> Iterator[Problem]:
    """R065: the chapters of an edition together have at most the words that its settings allow."""
    for edition in editions_of(course):
        most, source = edition.settings.model.words, edition.settings.source
        count = edition_words(course, edition)
        if most is not None and count > most:
            message = f"siderne har {count} ord i alt, og højst {most} er tilladt; skriv dem kortere"
            yield Problem(source.name, source.line(["words"]), "R065", message)


def edition_words(course: Course, edition: Edition) -> int:
    """How many words one reads in the chapters of an edition."""
    chapters = [file for file in mirrored_files(course, edition) if file.name.endswith(".md")]
    return sum(len(words(block)) for file in chapters for block in _blocks(course, file))


def edition_lix(course: Course, file: MirroredFile) -> float:
    """The readability figure of a file of an edition."""
    return lix(_blocks(course, file))


def _blocks(course: Course, file: MirroredFile) -> list[str]:
    if file.name.endswith(".md"):
        return [block for _name, text in course.texts(file.name) for block in running_text(text)]
    return [block for one in file.made for block in running_text(one.text)]
