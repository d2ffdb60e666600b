"""Rules on what is typed where the municipality's file should speak: limits of age, hours, names of contacts.

A person's age in a case (»Emil er 14 år«) is no limit, and neither is a time of day that something happens at. Texts of
wrong options are passed over: they are meant to be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from trekant.course.checks.files import PAGES
from trekant.course.contact.clock import parse_time
from trekant.course.contact.municipality import Municipality
from trekant.course.editions.edition import TEXTS
from trekant.course.source import Source
from trekant.course.store import Course, CourseError, Problem, load_source
from trekant.course.writing.placeholders import MARK, MarkError, meaning
from trekant.course.writing.text import on_one_line
from trekant.course.writing.texts import TEXT_FILES

_CODE = re.compile(r"^(`{3,})(?!\{(?!literalinclude|code-block)).*?^\1\s*$", re.M | re.S)
_INLINE_CODE = re.compile(r"(\{[a-z-]+\}(`{1,2}).{1,2000}?\2(?!`))|`[^`\n]+`|``[^\n]{1,200}?``", re.S)

_YOUNGEST = 6
"""Below this a number with »år« is a stretch of time or a small child, and no limit of a group."""
_AFTER = r"(?=\s+år\b|-årig|\s*[.,;:!?»«)]|\s*$|\s+(?:og|eller|er|så|går|har|skal|kan|hører|det|som|får|ved|til)\b)"
_AGES = tuple(
    re.compile(pattern.replace(" ", r"\s+"), re.I)
    for pattern in (
        rf"\b(?:under|over) (\d{{1,3}})\b{_AFTER}",
        r"\bfyld(?:t|er|e) (\d{1,3})\b",
        r"\b(?:fra|ved|højst|mindst|yngre end|ældre end|til og med) (\d{1,3}) år\b",
        r"\b(\d{1,3})(?:\s*[-–]\s*| til | og )\d{1,3}(?: år\b|-årige\b)",
        r"\b(\d{1,3})-? og \d{1,3}-årige\b",
        r"\b(\d{1,3}) år (?:eller|og) (?:derover|derunder|opefter|ældre|yngre|over|under)\b",
    )
)
_CLOCK = r"(\d{1,2}(?:[.:]\d{2})?)"
_HOURS = re.compile(
    rf"(?<![\d.,-]){_CLOCK}\s*(?:[-–]|til|og)\s*(?:kl\.|klokken)?\s*{_CLOCK}(?![\d.,]*\d)(?!\s*(?:år|-år))"
)
_OPENS = re.compile(r"\b(?:åben|åbent|åbner|lukker|telefontid|træffes)\b[^.!?]{0,40}?\b(?:kl\.|klokken)\s*\d", re.I)


@dataclass(frozen=True)
class Passage:
    """A piece of text, and the line that each place in it stands on."""

    name: str
    text: str
    first: int
    lines: tuple[str, ...] = ()
    """The lines of the file that it stands on, where they are not those of the text itself (YAML folds them)."""

    def line(self, at: int, found: str) -> int:
        """The line of something found in the text."""
        if not self.lines:
            return self.first + self.text.count("\n", 0, at)
        word = found.split()[-1]
        return self.first + next((number for number, line in enumerate(self.lines) if word in line), 0)


def passages(course: Course) -> Iterator[Passage]:
    """Every text that a learner reads: pages without their code, and the values of the YAML files."""
    for name, text in course.texts(*PAGES, "notebooks/*.ipynb"):
        blanked = _CODE.sub(lambda code: "\n" * code[0].count("\n"), text)
        yield Passage(name, _INLINE_CODE.sub(lambda code: code[1] or "", blanked), 1)
    for source in _sources(course):
        for where, node in source.texts():
            if not _is_passed_over(source, where):
                first = node.start_mark.line
                lines = source.lines[first : node.end_mark.line + 1]
                yield Passage(source.name, node.value, first + 1, lines)


def _sources(course: Course) -> Iterator[Source]:
    yield from (loaded.source for loaded in course.municipalities.values())
    for folder in (course.vignettes, course.banks, course.quizzes):
        yield from (loaded.source for loaded in folder.values())
    beside = (course.root / name for name in TEXT_FILES)
    for path in (*beside, *course.files(TEXTS)):
        source = load_source(Course(course.root), path) if path.is_file() else None
        if source is not None:
            yield source


def _is_passed_over(source: Source, where: tuple[str | int, ...]) -> bool:
    """Whether a text is no text of the course's own: a sentence the rules are tried with, or a wrong option."""
    if where[0] in ("cases", "notat", "as_of") or "hours" in where:
        return True
    if len(where) > 2 and where[-1] == "text" and "options" in where:
        options = source.at(where[:-2])
        judged = [one for one in options if isinstance(one, dict) and one.get("right")] if options else []
        return bool(judged) and source.at(where[:-1]) not in judged
    return False


def typed(course: Course) -> Iterator[Problem]:
    """R049 of marks that name nothing, and R051, R052, R053 of what has no mark: one walk through all texts."""
    try:
        town = course.municipality
    except CourseError:
        return  # R001 has told why
    known = _hours_of(town)
    speaks_of = re.compile("|".join(rf"\b{re.escape(one.short)}(?!\w)" for one in town.contacts if one.phone), re.I)
    names = _names(town)
    for passage in passages(course):
        yield from _marks(course, passage, town)
        yield from _ages(passage)
        if not passage.name.startswith("assets/municipalities/"):
            yield from _hours(passage, known, speaks_of)
            yield from _full_names(passage, names)


def _marks(course: Course, passage: Passage, town: Municipality) -> Iterator[Problem]:
    own = next((one.model for one in course.municipalities.values() if one.source.name == passage.name), town)
    for mark in MARK.finditer(passage.text):
        try:
            meaning(mark[1], mark[2], own)
        except MarkError as error:
            yield Problem(passage.name, passage.line(mark.start(), mark[0]), "R049", str(error))


def _ages(passage: Passage) -> Iterator[Problem]:
    if not re.search(r"\d", passage.text):
        return
    text = MARK.sub(lambda mark: "*" * len(mark[0]), passage.text)
    for pattern in _AGES:
        for found in pattern.finditer(text):
            if int(found[1]) >= _YOUNGEST:
                said = on_one_line(found[0])
                message = f"»{said}« er en aldersgrænse; skriv et mærke, fx {{alder}}`ung` eller {{alder}}`voksen fra`"
                yield Problem(passage.name, passage.line(found.start(1), found[1]), "R051", message)


def _hours_of(town: Municipality) -> set[tuple[time, time]]:
    """The hours that somebody keeps, without those who never close."""
    openings = (opening for contact in town.contacts for opening in contact.hours.openings)
    return {(opening.opens, opening.closes) for opening in openings} - {(time.min, time.max)}


def _hours(passage: Passage, known: set[tuple[time, time]], speaks_of: re.Pattern[str]) -> Iterator[Problem]:
    found = [one for one in _HOURS.finditer(passage.text) if (_moment(one[1]), _moment(one[2])) in known]
    found += [one for one in _OPENS.finditer(passage.text) if speaks_of.search(_sentence(passage.text, one))]
    for one in found:
        said = on_one_line(one[0])
        message = f"»{said}« er en åbningstid; skriv et mærke, fx {{kontakt}}`hotline åbner`"
        yield Problem(passage.name, passage.line(one.start(), one[0]), "R052", message)


def _names(town: Municipality) -> dict[str, str]:
    """The ids by full name, where that is more than what everybody says."""
    return {one.name: one.id for one in town.contacts if one.phone and " " in one.name and one.name != one.short}


def _full_names(passage: Passage, names: dict[str, str]) -> Iterator[Problem]:
    text = passage.text.replace("\n", " ")
    for name, contact in names.items():
        if name not in text:
            continue
        for found in re.finditer(rf"{re.escape(name)}(?!\w)", text):
            message = f"»{name}« er navnet på en kontakt; skriv {{kontakt}}`{contact}`, så det følger kommunens fil"
            yield Problem(passage.name, passage.line(found.start(), name), "R053", message)


def _moment(written: str) -> time | None:
    try:
        return parse_time(written if re.search("[.:]", written) else f"{written}:00")
    except ValueError:
        return None


def _sentence(text: str, found: re.Match[str]) -> str:
    begin = max(text.rfind(end, 0, found.start()) for end in ".!?\n") + 1
    ends = [at for at in (text.find(end, found.end()) for end in ".!?\n") if at >= 0]
    return text[begin : min(ends, default=len(text))]
