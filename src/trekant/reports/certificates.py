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

from trekant.course.certificate import Certificate, in_groups
from trekant.course.clock import danish_date
from trekant.course.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.text import danish_number

TEMPLATE = "assets/certifikat.typ"
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


def write_certificates(course: Course, quiz: Quiz, papers: Iterable[Paper]) -> Iterator[Paper]:
    """Set the certificates, and give each back when its file is there; a file is never there by half.

    Raises:
        CourseError: the template has an error, or a file cannot be written.
    """
    folders = _font_folders(course.root)
    try:
        # one compiler for all: the fonts are read once, and a certificate takes 3 ms in place of 19
        compiler = typst.Compiler(course.root / TEMPLATE, font_paths=folders, ignore_system_fonts=True)
        for paper in papers:
            data = json.dumps(_data(course, quiz, paper), ensure_ascii=False)
            paper.path.parent.mkdir(parents=True, exist_ok=True)
            new = paper.path.with_suffix(".new")
            compiler.compile(output=new, format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"])
            new.replace(paper.path)
            yield paper
    except typst.TypstError as error:
        raise CourseError(f"Beviset kan ikke sættes: {TEMPLATE}: {error}") from None
    except OSError as error:
        raise CourseError(f"Beviset kan ikke gemmes: {error.strerror or error}. Ret det, og prøv igen.") from None


def _data(course: Course, quiz: Quiz, paper: Paper) -> dict[str, object]:
    certificate = paper.certificate
    return {
        "name": paper.name,
        "name_size": next(size for longest, size in _SIZES if len(paper.name) <= longest or longest == _SIZES[-1][0]),
        "course": course.settings.model.title if course.settings else "",
        "quiz": quiz.title,
        "owner": course.municipality.name,
        "date": danish_date(certificate.passed_on),
        "points": danish_number(certificate.points),
        "maximum": danish_number(certificate.maximum),
        "percent": danish_number(100 * certificate.share, 0),
        "check_code": in_groups(paper.check_code),
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
