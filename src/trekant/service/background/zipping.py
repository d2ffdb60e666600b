"""The certificates of a quiz or of some cohorts in one zip, as ``trekant certificates`` makes them."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from trekant.course.store import Course
from trekant.course.words import ngettext
from trekant.service.background.certifying import Printed, print_certificates
from trekant.service.background.jobs import JobResult, Tell, in_parts
from trekant.service.kept.database import Database
from trekant.service.kept.jobs import JobAsked

_NOT_IN_NAMES = set('/\\:*?"<>|')


def zip_certificates(course: Course, _database: Database, asked: JobAsked, tell: Tell) -> JobResult:
    """Give those who passed their certificates, and pack all that count.

    Raises:
        CourseError: the quiz is not one to pass, or the certificates cannot be set.
    """
    printed = print_certificates(course, asked.quiz, asked.cohorts, tell)
    count, troubles = len(printed.papers), len(printed.problems)
    said = ngettext("{count} bevis er i filen.", "{count} beviser er i filen.", count).format(count=count)
    if troubles:
        told = ngettext(
            "{count} kunne ikke laves; se hvorfor i »{file}« i filen.",
            "{count} kunne ikke laves; se hvorfor i »{file}« i filen.",
            troubles,
        )
        said = f"{said} {told.format(count=troubles, file=_TROUBLES)}"
    return JobResult(said, _packed(printed))


_TROUBLES = "mangler.txt"


def _packed(printed: Printed) -> Iterator[bytes]:
    with tempfile.TemporaryFile() as file:
        _pack(printed, file)
        file.seek(0)
        yield from in_parts(file.read)


def _pack(printed: Printed, file: IO[bytes]) -> None:
    with zipfile.ZipFile(file, "w") as archive:  # PDFs are packed already
        for paper in printed.papers:
            archive.writestr(paper_name(paper.name, paper.certificate.participant), Path(paper.path).read_bytes())
        if printed.problems:
            archive.writestr(_TROUBLES, "\r\n".join(printed.problems).encode())


def paper_name(name: str, code: str) -> str:
    """What the paper of somebody is called, so that it is found by name and no two are called the same."""
    shown = "".join(char for char in name if char.isprintable() and char not in _NOT_IN_NAMES).strip(" .")
    return f"{shown} ({code}).pdf" if shown else f"{code}.pdf"
