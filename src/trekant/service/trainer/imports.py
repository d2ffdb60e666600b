"""A roster on its way in: kept until it is confirmed, and what was there before kept for a day, to be undone.

Who is new in an LMS has got a code by then, and another one where somebody else has fetched the same people. So whose
e-mail address is on the roster when it counts is not put there once more. In a file people may share an address.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, delete, insert, select, update

from trekant.course.people.participant import Participant
from trekant.course.words import _
from trekant.service import grader
from trekant.service.kept.access import Account, forget_account
from trekant.service.kept.database import Database
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import HAND_IN, IMPORT, IMPORT_KEPT
from trekant.service.state import Service
from trekant.service.web.problems import ProblemError


@dataclass(frozen=True)
class Preview:
    """What an uploaded roster would do to the people that the trainer sees."""

    upload: str
    file: grader.RosterFile
    would: grader.Import


def upload_roster(service: Service, account: Account, raw: bytes, *, from_lms: bool = False) -> str:
    """Keep a roster that can be used, until it is confirmed; returns the id of the upload.

    Raises:
        RosterError: there is something to mend in it.
    """
    _checked(account, raw, _known(service), from_lms)
    row = {"id": uuid4().hex, "account": account.id, "at": utc_now(), "content": raw, "before": None}
    row |= {"from_lms": from_lms}
    with service.database.writing() as connection:
        connection.execute(insert(IMPORT).values(**row))
    return str(row["id"])


def preview_of(service: Service, account: Account, upload: str) -> Preview:
    """What an upload of the trainer's would do now.

    Raises:
        ProblemError: there is none, or it counts already.
        RosterError: it cannot be used any more.
    """
    known = _known(service)
    with service.database.reading() as connection:
        row = _waiting(connection, account, upload)
    file = _checked(account, bytes(row.content), known, row.from_lms)
    would = grader.compared(known, file)
    absent = tuple(code for code in would.absent if account.may_see(known[code].cohort))
    return Preview(upload, file, grader.Import(would.new, would.changed, would.unchanged, absent))


def _known(service: Service) -> dict[str, Participant]:
    return {one.code: one for one in grader.everybody(service.database)}


def _waiting(connection: Connection, account: Account, upload: str) -> Any:
    """An upload of the trainer's that does not count yet.

    Raises:
        ProblemError: there is none.
    """
    wanted = (IMPORT.c.id == upload, IMPORT.c.account == account.id, IMPORT.c.before.is_(None))
    row = connection.execute(select(IMPORT).where(*wanted, IMPORT.c.at > utc_now() - IMPORT_KEPT)).first()
    if row is None:
        raise ProblemError(404, _("Den liste er der ikke mere. Hent filen ind igen under »Deltagere«."))
    return row


def _checked(account: Account, raw: bytes, known: Mapping[str, Participant], from_lms: bool) -> grader.RosterFile:
    """The roster in a file, when the trainer may put all of it on the list; ``known`` are those who are there.

    Raises:
        RosterError: it cannot be used, or has people of other cohorts than the trainer's.
    """
    file = grader.read_roster(raw)
    if from_lms:
        there = {one.email.lower() for one in known.values() if one.email}
        once = (one for one in file.participants if one.code in known or one.email.lower() not in there)
        file = replace(file, participants=tuple(once))
    if account.cohorts is None:
        return file
    problems = [
        _("»{code}« kan du ikke lægge på listen. Du kan kun have deltagere på {cohorts}.").format(
            code=one.code, cohorts=", ".join(f"»{cohort}«" for cohort in account.cohorts)
        )
        for one in file.participants
        if not _may_put(account, one, known.get(one.code), file.columns)
    ]
    if problems:
        raise grader.RosterError(problems)
    return file


def _may_put(account: Account, one: Participant, before: Participant | None, columns: frozenset[str]) -> bool:
    cohort = one.cohort if "cohort" in columns or before is None else before.cohort
    return account.may_see(cohort) and (before is None or account.may_see(before.cohort))


def confirm_import(service: Service, account: Account, upload: str) -> grader.Import:
    """Let an upload count, and keep what was there before; two that are confirmed at once wait for each other.

    Raises:
        ProblemError: there is none, or it counts already.
        RosterError: it cannot be used any more.
    """
    with grader.roster_in_hand(service.database) as (held, before):
        connection = held.db.connection()
        row = _waiting(connection, account, upload)
        file = _checked(account, bytes(row.content), before, row.from_lms)
        would = grader.compared(before, file)
        kept = {
            "new": list(would.new),
            "changed": {
                code: {field: getattr(before[code], field) for field in fields}
                for code, fields in would.changed.items()
            },
        }
        connection.execute(delete(IMPORT).where(IMPORT.c.before.is_not(None), IMPORT.c.account == account.id))
        done = {"before": json.dumps(kept), "content": b"", "at": utc_now()}
        connection.execute(update(IMPORT).where(IMPORT.c.id == upload).values(**done))
        return grader.import_roster(held, file)


def last_import(service: Service, account: Account) -> tuple[str, Mapping[str, Any]] | None:
    """The trainer's last import that can still be undone, with its id."""
    wanted = (IMPORT.c.account == account.id, IMPORT.c.before.is_not(None), IMPORT.c.at > utc_now() - IMPORT_KEPT)
    with service.database.reading() as connection:
        row = connection.execute(select(IMPORT).where(*wanted).order_by(IMPORT.c.at.desc()).limit(1)).first()
    return (row.id, {"at": row.at, **json.loads(row.before)}) if row else None


def undo_import(service: Service, account: Account, upload: str) -> tuple[str, ...]:
    """Take an import back; returns the codes that stay on the roster, because they have handed in since.

    Raises:
        ProblemError: it is not the last one, or too old.
    """
    found = last_import(service, account)
    if found is None or found[0] != upload:
        raise ProblemError(404, _("Den ændring kan ikke fortrydes mere."))
    kept = found[1]
    _put_back(service.database, kept["changed"])
    with service.database.writing() as connection:
        handed_in = set(connection.scalars(select(HAND_IN.c.participant).where(HAND_IN.c.participant.in_(kept["new"]))))
    gone = grader.take_off(service.database, [code for code in kept["new"] if code not in handed_in])
    with service.database.writing() as connection:
        for code in gone:
            forget_account(connection, code)
        connection.execute(delete(IMPORT).where(IMPORT.c.id == upload))
    return tuple(code for code in kept["new"] if code not in gone)


def _put_back(database: Database, changed: Mapping[str, Mapping[str, str]]) -> None:
    """What was changed as it was before; who has been taken off the list since stays off it."""
    now = {one.code: one for one in grader.everybody(database)}
    people: Sequence[Participant] = [
        now[code].model_copy(update=dict(fields)) for code, fields in changed.items() if code in now
    ]
    grader.put_on_roster(database, people)
