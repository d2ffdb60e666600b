"""Certificates as PDF, one page each. Typst sets them, as it does the action card: tagged, and PDF/UA-1."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import matplotlib as mpl
import typst
from matplotlib.ft2font import FT2Font

from trekant.course.contact.clock import date_in_words
from trekant.course.people.certificate import Certificate, in_groups
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.words import _, language
from trekant.course.writing.text import number_in_words

_TEMPLATE = Path(__file__).with_name("certificate.typ")
FONTS = "assets/fonts"
"""Where a course may put fonts for names in scripts that ours have not."""

_SIZES = ((24, 30), (34, 26), (60, 21), (120, 18))
"""Names of up to so many characters stand in so many points."""


@dataclass(frozen=True)
class Paper:
    """A certificate to be set, and where the PDF is put."""

    certificate: Certificate
    check_code: str
    name: str
    path: Path


def write_certificates(course: Course, quiz: Quiz, papers: Iterable[Paper]) -> Iterator[tuple[Paper, str | None]]:
    """Set the certificates, and give each back when its file is there; a file is never there by half.

    With one that cannot be set, for what is in its name, comes the reason: a Danish sentence. The others are set.

    Raises:
        CourseError: the template has an error, or a file cannot be written.
    """
    setter = _Setter(course.root)
    for paper in papers:
        try:
            content = setter.set(_data(course, quiz, paper))
        except (typst.TypstError, UnicodeError):
            setter.check(_data(course, quiz, paper))
            yield paper, "Navnet kan ikke sættes. Skriv det med andre bogstaver på deltagerlisten, og prøv igen."
            continue
        try:
            paper.path.parent.mkdir(parents=True, exist_ok=True)
            new = paper.path.with_suffix(".new")
            new.write_bytes(content)
            new.replace(paper.path)
        except OSError as error:
            raise CourseError(f"Beviset kan ikke gemmes: {error.strerror or error}. Ret det, og prøv igen.") from None
        yield paper, None


class _Setter:
    """One compiler for all: the fonts are read once, and a certificate takes 3 ms in place of 19."""

    def __init__(self, root: Path) -> None:
        try:
            folders = _font_folders(root)
            self._compiler = typst.Compiler(_TEMPLATE, font_paths=folders, ignore_system_fonts=True)
        except (typst.TypstError, OSError) as error:
            raise CourseError(f"Beviset kan ikke sættes: {_TEMPLATE.name}: {error}") from None

    def set(self, data: dict[str, object]) -> bytes:
        text = json.dumps(data, ensure_ascii=False)
        content = self._compiler.compile(format="pdf", sys_inputs={"data": text}, pdf_standards=["ua-1"])
        assert isinstance(content, bytes)  # a PDF is one file
        return content

    def check(self, data: dict[str, object]) -> None:
        """Set the same with a plain name.

        Raises:
            CourseError: that fails too, so it is not the name.
        """
        try:
            self.set(data | {"name": "A"})
        except typst.TypstError as error:
            raise CourseError(f"Beviset kan ikke sættes: {_TEMPLATE.name}: {error}") from None


def _data(course: Course, quiz: Quiz, paper: Paper) -> dict[str, object]:
    certificate = paper.certificate
    new = certificate.covers_words  # what is printed is what the code covers, whatever the course is called now
    return {
        "name": paper.name,
        "name_size": next(size for longest, size in _SIZES if len(paper.name) <= longest or longest == _SIZES[-1][0]),
        "course": certificate.course if new else course.title,
        "quiz": certificate.quiz_title if new else quiz.title,
        "owner": certificate.owner if new else course.municipality.name,
        "check_code": in_groups(paper.check_code),
        "language": language().partition("-")[0],  # all that typst knows
        "words": _words_of(certificate),
    }


def _words_of(certificate: Certificate) -> dict[str, str]:
    """What stands on the paper beside the names."""
    return {
        "title": _("Kursusbevis"),
        "passed": _("har bestået"),
        "in_course": _("i kurset"),
        "when": _("den {day}").format(day=date_in_words(certificate.passed_on)),
        "points": _("med {points} af {maximum} point, det er {percent} procent").format(
            points=number_in_words(certificate.points),
            maximum=number_in_words(certificate.maximum),
            percent=number_in_words(100 * certificate.share, 0),
        ),
        "check_code": _("Kontrolkode"),
        "what_for": _("Den, der står for kurset, kan med koden bekræfte, at beviset er ægte."),
    }


def unprintable(root: Path, name: str) -> tuple[str, ...]:
    """The characters of a name that none of our fonts has; they would come out as empty boxes."""
    known = _characters(root)
    return tuple(dict.fromkeys(char for char in name if ord(char) not in known))


def _font_folders(root: Path) -> list[Path]:
    dejavu = Path(mpl.get_data_path()) / "fonts/ttf"  # the same on every machine
    return [dejavu, *([root / FONTS] if (root / FONTS).is_dir() else [])]


@cache
def _characters(root: Path) -> frozenset[int]:
    files = [_font_folders(root)[0] / "DejaVuSans.ttf"]
    files += [path for path in sorted((root / FONTS).glob("*")) if path.suffix.lower() in (".ttf", ".otf")]
    return frozenset(char for file in files for char in FT2Font(str(file)).get_charmap())
