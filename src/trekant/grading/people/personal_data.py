"""A copy of everything that is held on a participant, for the participant: a zip that opens with a page to read."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, BaseCell, Comment, Grade, Gradebook, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import Select, select

from trekant.course.outside import OutsideError, read_outside
from trekant.course.people.certificate import in_groups
from trekant.course.store import Course
from trekant.course.writing.text import danish_number
from trekant.grading.badges.numbers import badges_of
from trekant.grading.courses import GradingError
from trekant.grading.marks.answers_page import answers_page
from trekant.grading.marks.arrivals import ARRIVED, with_arrival
from trekant.grading.marks.certificates import certificates_of
from trekant.grading.own_tables import EXTRA
from trekant.grading.people.elsewhere import KeptElsewhere
from trekant.grading.people.forget import Held
from trekant.grading.people.locations import BY_PERSON, EXPORT, WITH_KEY
from trekant.grading.people.mentions import LARGEST, mentions
from trekant.grading.people.roster_file import FIELDS

OVERVIEW, DATA, ANSWERS_PAGE, FILES = "oversigt.txt", "oplysninger.json", "svar.html", "filer"
HOLDS_THE_KEY = "er ikke med, for filerne har også facit; svarene og pointene er de samme som her"


def write_export(
    course: Course, gradebook: Gradebook, one: Held, path: Path, elsewhere: KeptElsewhere | None = None
) -> None:
    """Write what is held to a zip: an overview in Danish, the same as JSON, the answers in words, and the files.

    The trainer's copies of graded answers are named but left out: they show the key.

    Raises:
        GradingError: the file cannot be written.
    """
    root = course.root
    data = everything(root, gradebook, one)
    if elsewhere is not None:
        data["tjenesten"] = elsewhere.export(gradebook.db.connection(), one.participant.code)
    files = _copied(root, one)
    new = path.with_name(f".{path.name}.new")
    try:
        with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(OVERVIEW, _overview(data))
            archive.writestr(DATA, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
            if any(file.suffix == ".json" for file in files):
                archive.writestr(ANSWERS_PAGE, answers_page(course, files))
            for file in files:
                archive.writestr(f"{FILES}/{_place(root, file)}", read_outside(file, LARGEST))
        new.replace(path)
    except OutsideError as error:
        new.unlink(missing_ok=True)
        raise GradingError(f"En af deltagerens filer kan ikke læses: {error}.") from None
    except OSError as error:
        new.unlink(missing_ok=True)
        raise GradingError(f"{path} kan ikke skrives: {error.strerror or error}.") from None


def everything(root: Path, gradebook: Gradebook, one: Held) -> dict[str, Any]:
    """Everything that is held, as JSON takes it, and where it lies; its names are Danish, for it is read."""
    code = one.participant.code
    elsewhere = mentions(root, one.participant, list(one.files))
    return {
        "deltager": {FIELDS[field]: value for field, value in one.participant.model_dump().items()}
        | _dates(gradebook, code),
        "karakterbogen": _points(gradebook, code),
        "kursusbeviser": [
            {
                "kontrolkode": in_groups(given.check_code),
                "navn på beviset": given.certificate.name or None,
                "trukket tilbage": given.withdrawn and given.withdrawn.isoformat(sep=" "),
            }
            | {
                "quiz": given.certificate.quiz,
                "udgave": given.certificate.revision,
                "bestået": given.certificate.passed_on.isoformat(),
                "point": given.certificate.points,
                "af": given.certificate.maximum,
            }
            for given in certificates_of(gradebook, code)
        ],
        "badges": [{"nummer": badge.number, "id": badge.id} for badge in badges_of(gradebook, code)],
        "filer": [
            {
                "hvad": place.what,
                "sted": _named(root, place.path),
                "kopi": HOLDS_THE_KEY if place.what in _left_out() else f"ligger i {FILES}/",
            }
            for place in one.files
            if place.what != EXPORT
        ],
        "andre filer, hvor koden eller navnet står": [_named(root, path) for path in elsewhere.found],
        "filer, der ikke kunne læses igennem": [_named(root, path) for path in elsewhere.unread],
    }


def _named(root: Path, path: Path) -> str:
    """Where a file lies; the inbox may be outside the course's folder."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _place(root: Path, path: Path) -> str:
    """Where a file is put in the zip; one from an inbox outside the course's folder by its name."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"indbakke/{path.name}"


def _left_out() -> set[str]:
    return {what for step, what in BY_PERSON.items() if step in WITH_KEY}


def _dates(gradebook: Gradebook, code: str) -> dict[str, str]:
    row = gradebook.db.execute(select(EXTRA.c.added, EXTRA.c.changed).where(EXTRA.c.code == code)).first()
    return {"på listen siden": f"{row.added:%Y-%m-%d}", "sidst ændret": f"{row.changed:%Y-%m-%d}"} if row else {}


def _points(gradebook: Gradebook, code: str) -> list[dict[str, Any]]:
    """The points and comments of each submission, slot by slot."""
    found: dict[str, dict[str, Any]] = {}
    submission = with_arrival(
        select(ARRIVED.label("arrived"), Assignment.name).join_from(SubmittedAssignment, Assignment)
    )
    for row in gradebook.db.execute(submission.where(SubmittedAssignment.student_id == code).order_by(Assignment.name)):
        handed_in = row.arrived.isoformat(sep=" ", timespec="seconds") + " UTC" if row.arrived else None
        found[row.name] = {"quiz": row.name, "afleveret": handed_in, "spørgsmål": {}}
    of_grades = _rows(Grade, code, Grade.auto_score, Grade.manual_score, Grade.extra_credit)
    for row in gradebook.db.execute(of_grades):
        given = row.auto_score if row.manual_score is None else row.manual_score
        points = {"point": given if row.extra_credit is None else (given or 0) + row.extra_credit}
        if row.manual_score is not None:
            points["rettet af et menneske"] = True
        found[row.quiz]["spørgsmål"].setdefault(row.slot, {}).update(points)
    for row in gradebook.db.execute(_rows(Comment, code, Comment.auto_comment, Comment.manual_comment)):
        said = {"kommentar": row.manual_comment, "automatisk kommentar": row.auto_comment}
        told = {what: words for what, words in said.items() if words}
        found[row.quiz]["spørgsmål"].setdefault(row.slot, {}).update(told)
    return list(found.values())


def _rows(table: Any, code: str, *columns: Any) -> Select[Any]:
    return (
        select(Assignment.name.label("quiz"), BaseCell.name.label("slot"), *columns)
        .select_from(table)
        .join(BaseCell, BaseCell.id == table.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == table.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        .where(SubmittedAssignment.student_id == code)
        .order_by(Assignment.name, BaseCell.name)
    )


def _copied(root: Path, one: Held) -> list[Path]:
    """The files that go along: regular ones, and not the notebooks of ours that lie with the answers."""
    files = []
    for place in one.files:
        if place.what in _left_out() | {EXPORT} or place.path.is_symlink():
            continue
        below = [place.path] if place.path.is_file() else sorted(place.path.rglob("*"))
        files += [file for file in below if file.is_file() and not file.is_symlink() and not _handed_out(root, file)]
    return files


def _handed_out(root: Path, file: Path) -> bool:
    """Whether a file is the notebook that lies with the answers: it is ours, and everybody's is the same."""
    submitted = root / "quizzes" / "submitted"
    return submitted in file.parents and file.name == f"{file.parent.name.split('.')[0]}.ipynb"


def _overview(data: dict[str, Any]) -> str:
    one = data["deltager"]
    lines = [f"Hvad kurset har om {one['navn'] or one['kode']}", ""]
    lines += [f"{name[0].upper()}{name[1:]}: {value or '–'}" for name, value in one.items()]
    for quiz in data["karakterbogen"]:
        lines += ["", f"Testen »{quiz['quiz']}«, afleveret {quiz['afleveret'] or 'uden tidspunkt'}"]
        for slot, said in quiz["spørgsmål"].items():
            words = [f"{what}: {_in_words(value)}" for what, value in said.items()]
            lines.append(f"  {slot}: {', '.join(words)}")
    for given in data["kursusbeviser"]:
        lines += ["", f"Kursusbevis for »{given['quiz']}«"]
        lines += [f"  {what}: {_in_words(value)}" for what, value in given.items() if what != "quiz" and value]
    lines += [f"Badge nummer {badge['nummer']}, som er hentet" for badge in data["badges"]]
    if any(data.get("tjenesten", {}).values()):
        lines += ["", f"I kursets tjeneste (det hele står i {DATA}):"]
        lines += [f"  {what}: {len(rows)}" for what, rows in data["tjenesten"].items() if rows]
    lines += ["", "Her ligger det:"]
    lines += [f"  {file['sted']} – {file['hvad']} ({file['kopi']})" for file in data["filer"]]
    others = data["andre filer, hvor koden eller navnet står"]
    if others:
        lines += ["", "Koden eller navnet står også i disse filer, som andre også står i:"]
        lines += [f"  {path}" for path in others]
    unread = data["filer, der ikke kunne læses igennem"]
    if unread:
        lines += ["", "Disse filer kunne ikke læses igennem, så se selv efter i dem:"]
        lines += [f"  {path}" for path in unread]
    return "\n".join([*lines, ""])


def _in_words(value: Any) -> str:
    if value is None:
        return "ikke givet endnu"
    return "ja" if value is True else danish_number(value) if isinstance(value, float) else str(value)
