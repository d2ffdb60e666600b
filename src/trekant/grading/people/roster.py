"""The roster: nbgrader's own students, and beside them what nbgrader has no column for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from trekant.course.people.participant import Participant
from trekant.course.private import private_files
from trekant.course.writing.table import csv_text
from trekant.course.writing.text import printable
from trekant.grading.courses import GradingError
from trekant.grading.nbgrader_tables import SUBMITTED_ASSIGNMENT
from trekant.grading.own_tables import CERTIFICATE, EXTRA, STUDENT, InDatabase, now
from trekant.grading.people.roster_file import FIELDS, RosterFile


@dataclass(frozen=True)
class Import:
    """What an import does: codes, by what becomes of them; ``changed`` with the fields of Participant that change.

    ``absent`` are on the roster and not in the file; they are left alone.
    """

    new: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]


def participants(gradebook: InDatabase) -> tuple[Participant, ...]:
    """Everybody on the roster, by code; also those that were put there with nbgrader's own commands."""
    return tuple(map(_participant, gradebook.db.execute(_ROSTER.order_by(STUDENT.c.id))))


def participant_of(connection: Connection, code: str) -> Participant | None:
    """Somebody on the roster."""
    row = connection.execute(_ONE, {"code": code}).first()
    return _participant(row) if row else None


def is_on_roster(connection: Connection, code: str) -> bool:
    """Whether somebody is on the roster."""
    return connection.execute(_ON_IT, {"code": code}).first() is not None


_ON_IT = select(STUDENT.c.id).where(STUDENT.c.id == bindparam("code"))
_ROSTER = select(*STUDENT.c, EXTRA.c.workplace, EXTRA.c.cohort, EXTRA.c.manager).join_from(
    STUDENT, EXTRA, EXTRA.c.code == STUDENT.c.id, isouter=True
)
_ONE = _ROSTER.where(STUDENT.c.id == bindparam("code"))


def _participant(row: Any) -> Participant:
    # what nbgrader let in need not follow our rules, and must be seen all the same: no validation
    return Participant.model_construct(
        code=row.id,
        name=f"{row.first_name or ''} {row.last_name or ''}".strip(),
        email=row.email or "",
        workplace=row.workplace or "",
        cohort=row.cohort or "",
        manager=row.manager or "",
    )


def import_roster(gradebook: InDatabase, file: RosterFile, *, dry_run: bool = False) -> Import:
    """Put everybody in the file on the roster, all of them or (when something fails) nobody.

    Who is there already gets what the file says; a column that the file has not leaves what is there.
    With ``dry_run`` nothing is written.
    """
    would = compared({one.code: one for one in participants(gradebook)}, file)
    if not dry_run:
        inside = {one.code: one for one in file.participants}
        changes = [(inside[code], fields) for code, fields in would.changed.items()]
        _write(gradebook, [inside[code] for code in would.new], changes)
    gradebook.db.rollback() if dry_run else gradebook.db.commit()
    return would


def compared(before: Mapping[str, Participant], file: RosterFile) -> Import:
    """What an import of a file does to a roster, which is given by code."""
    changes = {
        one.code: fields
        for one in file.participants
        if one.code in before and (fields := _differences(before[one.code], one, file.columns))
    }
    inside = {one.code for one in file.participants}
    return Import(
        new=tuple(one.code for one in file.participants if one.code not in before),
        changed=changes,
        unchanged=tuple(sorted(inside & before.keys() - changes.keys())),
        absent=tuple(sorted(before.keys() - inside)),
    )


def take_off_roster(gradebook: InDatabase, codes: Collection[str]) -> tuple[str, ...]:
    """Take people off the roster again of whom there is nothing else; returns the codes of those."""
    execute = gradebook.db.execute
    wanted = list(codes)
    have = set(
        execute(
            select(SUBMITTED_ASSIGNMENT.c.student_id).where(SUBMITTED_ASSIGNMENT.c.student_id.in_(wanted))
        ).scalars()
    )
    have |= set(execute(select(CERTIFICATE.c.participant).where(CERTIFICATE.c.participant.in_(wanted))).scalars())
    gone = tuple(code for code in wanted if code not in have)
    execute(delete(EXTRA).where(EXTRA.c.code.in_(gone)))
    execute(delete(STUDENT).where(STUDENT.c.id.in_(gone)))
    gradebook.db.commit()
    return gone


def _differences(old: Participant, new: Participant, columns: frozenset[str]) -> tuple[str, ...]:
    return tuple(
        field
        for field in ("name", "email", "workplace", "cohort", "manager")
        if field in columns and getattr(old, field) != getattr(new, field)
    )


_IN_STUDENT = {"name", "email"}
_IN_EXTRA = {"code", "workplace", "cohort", "manager"}


def _write(gradebook: InDatabase, new: list[Participant], changes: list[tuple[Participant, tuple[str, ...]]]) -> None:
    execute, moment = gradebook.db.execute, now()
    # what »nbgrader db student remove« left behind of somebody is nobody's
    execute(delete(EXTRA).where(EXTRA.c.code.not_in(select(STUDENT.c.id))))
    have = set(execute(select(EXTRA.c.code)).scalars())
    if new:
        execute(insert(STUDENT), [{"id": one.code, **_student(one, ("name", "email"))} for one in new])
    for one, fields in changes:
        if _IN_STUDENT & set(fields):
            execute(
                update(STUDENT).where(STUDENT.c.id == one.code).values(**_student(one, fields)),
                execution_options={"synchronize_session": False},
            )
        extra = {field: getattr(one, field) for field in fields if field in EXTRA.c} | {"changed": moment}
        execute(update(EXTRA).where(EXTRA.c.code == one.code).values(**extra))
    lacking = new + [one for one, _ in changes if one.code not in have]
    if lacking:
        rows = [one.model_dump(include=_IN_EXTRA) for one in lacking]
        execute(insert(EXTRA), [row | {"added": moment, "changed": moment} for row in rows])


def _student(one: Participant, fields: tuple[str, ...]) -> dict[str, Any]:
    """The columns of nbgrader for some fields. The last word is the last name, by which the formgrader sorts."""
    first, _, last = one.name.rpartition(" ")
    values = {"name": {"first_name": first or last, "last_name": last if first else ""}, "email": {"email": one.email}}
    return {column: value for field in fields if field in values for column, value in values[field].items()}


def roster_lines(everybody: tuple[Participant, ...]) -> Iterator[str]:
    """The roster as lines of text, in columns."""
    rows = [tuple(FIELDS.values()), *(tuple(printable(getattr(one, field)) for field in FIELDS) for one in everybody)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def csv_of(everybody: tuple[Participant, ...], *, international: bool = False) -> str:
    """The roster as a CSV file that a spreadsheet opens and the import reads."""
    lines = ([getattr(one, field) for field in FIELDS] for one in everybody)
    return csv_text(FIELDS.values(), lines, international=international)


def write_csv(everybody: tuple[Participant, ...], path: Path, *, international: bool = False) -> None:
    """Write the roster to a file of its own.

    Raises:
        GradingError: the file is there already, or cannot be written.
    """
    try:
        with private_files(), path.open("x", encoding="utf-8", newline="") as file:
            file.write(csv_of(everybody, international=international))
    except FileExistsError:
        raise GradingError(f"{path} findes allerede; vælg et andet navn.") from None
    except OSError as error:
        raise GradingError(f"{path} kan ikke skrives: {error.strerror or error}.") from None
