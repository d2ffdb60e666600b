"""Removing a participant: from the course folder, and from every table of the gradebook.

Files go first and the roster's row goes last, so somebody who was forgotten by half is still on the list, and the next
run finishes it. In SQLite what was deleted is written over, and the file is written anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader.api import Comment, Grade, Gradebook, Student, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import OperationalError

from trekant.course.people.participant import Participant, as_code
from trekant.grading.badges.numbers import let_go_of_badges
from trekant.grading.batch.lock import folder_lock
from trekant.grading.courses import GradingError
from trekant.grading.folders import Folders
from trekant.grading.own_tables import ARRIVAL, CERTIFICATE, EXTRA, now
from trekant.grading.people.elsewhere import KeptElsewhere
from trekant.grading.people.locations import DataLocation, loose_answers, places, remove
from trekant.grading.people.roster import participants

LOG = "sletninger.log"
"""In ``quizzes/``: when something was deleted and how much, and never whose it was."""


@dataclass(frozen=True)
class Held:
    """What is held on a participant: files, and rows of the gradebook by what they are, in Danish."""

    participant: Participant
    on_roster: bool
    files: tuple[DataLocation, ...]
    rows: dict[str, int]

    @property
    def nothing(self) -> bool:
        """Whether nothing is held."""
        return not self.files and not any(self.rows.values())


def held(root: Path, gradebook: Gradebook, typed: str, elsewhere: KeptElsewhere | None = None) -> Held:
    """What is held on a participant, whether the roster has the code or not.

    Raises:
        GradingError: it is no code.
    """
    on_roster = {one.code: one for one in participants(gradebook)}
    code = typed.strip() if typed.strip() in on_roster else as_code(typed)
    one = on_roster.get(code) or Participant.model_construct(code=code)
    files = places(Folders.of(root), code, loose_answers(root))
    rows = count_rows(gradebook, code)
    if elsewhere is not None:
        rows["tjenesten"] = elsewhere.count(gradebook.db.connection(), code)
    return Held(one, code in on_roster, tuple(files), rows)


def count_rows(gradebook: Gradebook, code: str) -> dict[str, int]:
    """How many rows of the gradebook are about a participant, by what they are."""
    counts: dict[str, int] = {}
    for what, table, mine in _tables([code]):
        found = gradebook.db.execute(select(func.count()).select_from(table).where(mine)).scalar_one()
        counts[what] = counts.get(what, 0) + found
    return counts


def _tables(codes: list[str]) -> list[tuple[str, Any, Any]]:
    """Every table with rows about participants, in the order in which they can be deleted."""
    submissions = select(SubmittedAssignment.id).where(SubmittedAssignment.student_id.in_(codes))
    notebooks = select(SubmittedNotebook.id).where(SubmittedNotebook.assignment_id.in_(submissions))
    return [
        ("kommentarer", Comment, Comment.notebook_id.in_(notebooks)),
        ("point", Grade, Grade.notebook_id.in_(notebooks)),
        ("afleveringer", SubmittedNotebook, SubmittedNotebook.assignment_id.in_(submissions)),
        ("afleveringer", SubmittedAssignment, SubmittedAssignment.student_id.in_(codes)),
        ("afleveringer", ARRIVAL, ARRIVAL.c.participant.in_(codes)),
        ("kursusbeviser", CERTIFICATE, CERTIFICATE.c.participant.in_(codes)),
        ("deltagerlisten", EXTRA, EXTRA.c.code.in_(codes)),
        ("deltagerlisten", Student, Student.id.in_(codes)),
    ]


def forget(root: Path, gradebook: Gradebook, one: Held, elsewhere: KeptElsewhere | None = None) -> None:
    """Remove everything that is held on a participant. A run that is cut short is finished by the next.

    Raises:
        GradingError: something cannot be removed, somebody is grading, or another program has the gradebook open.
    """
    with folder_lock(Folders.of(root)):  # a grading under way would write it all again
        for place in one.files:
            remove(place.path)
        delete_rows(gradebook, [one.participant.code], elsewhere)
        if not one.nothing:
            rows = sum(one.rows.values())
            note(root, f"forget: 1 deltager, {len(one.files)} filer og mapper, {rows} rækker i karakterbogen")
        scrub(gradebook)


def delete_rows(gradebook: Gradebook, codes: list[str], elsewhere: KeptElsewhere | None = None) -> None:
    """Delete all rows about the participants, in one transaction."""
    overwrite_deleted(gradebook)
    for start in range(0, len(codes), 500):  # a database takes only so many values in one statement
        let_go_of_badges(gradebook, codes[start : start + 500])
        for _, table, mine in _tables(codes[start : start + 500]):
            gradebook.db.execute(delete(table).where(mine), execution_options={"synchronize_session": False})
        if elsewhere is not None:
            elsewhere.forget(gradebook.db.connection(), codes[start : start + 500])
    gradebook.db.commit()


def overwrite_deleted(gradebook: Gradebook) -> None:
    """Let SQLite write zeros over what the open connection deletes; it has to be said before the first deletion."""
    if gradebook.engine.dialect.name == "sqlite":
        gradebook.db.execute(text("PRAGMA secure_delete = ON"))


def scrub(gradebook: Gradebook) -> None:
    """Leave nothing of what was ever deleted in the gradebook's file, nor in the log beside it.

    Other databases do it by themselves, in their own time.

    Raises:
        GradingError: another program has the gradebook open.
    """
    if gradebook.engine.dialect.name != "sqlite":
        return
    gradebook.db.remove()
    try:
        with gradebook.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA secure_delete = ON"))
            connection.execute(text("VACUUM"))
            blocked = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).scalar()
    except OperationalError:
        blocked = 1
    if blocked:
        raise GradingError(
            "Alt er slettet, men et andet program har karakterbogen åben, så noget af det slettede kan ligge i filens "
            "tomme plads. Luk formgrader og JupyterLab, og kør kommandoen igen."
        )


def note(root: Path, sentence: str) -> None:
    """Add a line to the log of deletions. It must not say whose data it was."""
    moment = now().isoformat(sep=" ", timespec="seconds")
    with (Folders.of(root).quizzes / LOG).open("a", encoding="utf-8") as file:
        file.write(f"{moment} UTC {sentence}\n")
