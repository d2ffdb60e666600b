"""The service's one door to grading.

What is asked at every request is light; what needs nbgrader, which takes seconds and 70 MB to import, is asked by the
process that grades alone (``background/process.py``), and imported there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, NullPool, create_engine, func, select

from trekant.course.people.participant import Participant
from trekant.course.quizzes.answers import KeptSheet
from trekant.course.quizzes.feedback import Answered, Feedback
from trekant.course.quizzes.quiz import Quiz
from trekant.course.quizzes.result import QuizResult
from trekant.course.store import Course
from trekant.course.tasks.points import as_written, decimal, exact, is_enough
from trekant.grading.courses import BusyError
from trekant.grading.folders import Folders
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.grading.intake.handins import sheet_fingerprint
from trekant.grading.intake.placing import content_of
from trekant.grading.intake.submission import Marked, mark_sheet
from trekant.grading.marks.certificates import Given, Words, award, certificates_of
from trekant.grading.marks.standings import GradedAs, Standing, exact_standings, standings
from trekant.grading.migrations import Steps, run_steps, upgrade
from trekant.grading.nbgrader_tables import GradedCell, graded_cells
from trekant.grading.own_tables import EXTRA, STUDENT
from trekant.grading.people.roster import (
    Import,
    compared,
    csv_of,
    import_roster,
    is_on_roster,
    participant_of,
    participants,
    take_off_roster,
)
from trekant.grading.people.roster_file import FIELDS, RosterError, RosterFile, read_roster
from trekant.grading.people.roster_file import MAX_BYTES as MOST_OF_A_ROSTER
from trekant.service.kept.database import Database, HeldSession, alone
from trekant.service.migrations import HEAD, VERSION_TABLE

if TYPE_CHECKING:
    from trekant.grading.batch import Grader

_FEW = 20
"""So few people are looked up one by one."""

UsableNames = Callable[[Mapping[str, str]], Mapping[str, str]]
"""Which names, by code, can be set on a certificate; the command line passes it in."""

__all__ = [
    "FIELDS",
    "MOST_OF_A_ROSTER",
    "URL_VARIABLE",
    "BusyError",
    "GradedAs",
    "GradedCell",
    "Import",
    "RosterError",
    "RosterFile",
    "Standing",
    "compared",
    "content_of",
    "csv_of",
    "gradebook_url",
    "import_roster",
    "mark_sheet",
    "read_roster",
    "sheet_fingerprint",
]


def bring_up_to_date(url: str) -> None:
    """Make the tables of the service, or bring them to this version.

    Raises:
        CourseError: they are of a later version.
    """
    engine = create_engine(url, poolclass=NullPool)  # the steps begin and end their transactions themselves
    run_steps(engine, Steps(Path(__file__).parent / "migrations", VERSION_TABLE, HEAD))


def upgrade_gradebook(root: Path, url: str) -> None:
    """Bring the tables beside a gradebook that is there to this version, as its own commands do.

    Raises:
        CourseError: they are of a later version.
    """
    upgrade(create_engine(url, poolclass=NullPool), Folders.of(root).quizzes)


def person(database: Database, code: str) -> Participant | None:
    """Somebody on the roster."""
    with database.reading() as connection:
        return participant_of(connection, code)


def on_roster(database: Database, code: str) -> bool:
    """Whether somebody is on the roster."""
    with database.reading() as connection:
        return is_on_roster(connection, code)


def everybody(database: Database) -> tuple[Participant, ...]:
    """The whole roster, by code."""

    def make() -> tuple[Participant, ...]:
        with database.session() as held:
            return participants(held)

    return database.unless_changed("roster", make)


def standings_of(database: Database, quiz: Quiz) -> Mapping[str, Standing]:
    """Where everybody is in a quiz, by code."""

    def make() -> Mapping[str, Standing]:
        with database.reading() as connection:
            return standings(connection, quiz)

    return database.unless_changed(("standings", quiz.id, quiz.pass_mark), make)


def exact_standings_of(database: Database, quiz: Quiz, codes: Sequence[str]) -> Mapping[str, Standing]:
    """Where some participants are in a quiz, by code, with their points to the last part."""
    with database.reading() as connection:
        return exact_standings(connection, quiz, codes)


def codes_on_roster(connection: Connection, *, code: str = "", email: str = "") -> list[str]:
    """The codes of those on the roster who have this code or this e-mail address, whatever its case; two at most."""
    wanted = STUDENT.c.id == code if code else func.lower(STUDENT.c.email) == email.lower()
    return [str(one) for one in connection.scalars(select(STUDENT.c.id).where(wanted).limit(2))]


def led_by(database: Database, manager: str) -> tuple[Participant, ...]:
    """Whom a manager leads, by e-mail address, by code; who has no address leads nobody."""
    return tuple(one for one in everybody(database) if manager and one.manager == manager)


def leads_somebody(connection: Connection, email: str) -> bool:
    """Whether the roster has somebody whom the owner of an e-mail address leads."""
    wanted = select(STUDENT.c.id).join(EXTRA, EXTRA.c.code == STUDENT.c.id).where(EXTRA.c.manager == email.lower())
    return connection.execute(wanted.limit(1)).first() is not None


@contextmanager
def roster_in_hand(database: Database) -> Iterator[tuple[HeldSession, dict[str, Participant]]]:
    """The roster by code, which nobody else changes until the transaction ends; ``import_roster`` ends it."""
    with database.session() as held:
        alone(held.db.connection(), STUDENT.name)
        yield held, {one.code: one for one in participants(held)}


def take_off(database: Database, codes: Sequence[str]) -> tuple[str, ...]:
    """Take people off the roster again of whom the gradebook has nothing else; returns the codes of those."""
    with database.session() as held:
        return take_off_roster(held, codes)


def put_on_roster(database: Database, people: Sequence[Participant]) -> None:
    """Put people on the roster, or change what it has of them."""
    columns = frozenset(FIELDS)
    with roster_in_hand(database) as (held, _before):
        import_roster(held, RosterFile(tuple(people), columns, ()))


@dataclass(frozen=True)
class Earned:
    """What a hand-in came to, and the answers with their points, slot by slot."""

    result: QuizResult
    marked: tuple[Marked, ...]


def outcome(
    sheet: KeptSheet, quiz: Quiz, marked: tuple[Marked, ...], by_hand: Mapping[str, float] | None = None
) -> Earned:
    """Add up what was marked; ``by_hand`` are the points that a trainer gave, by slot."""
    given = by_hand or {}
    marked = tuple(replace(one, points=given[one.slot.id]) if one.slot.id in given else one for one in marked)
    found = [(one.points, one.slot.points) for one in marked]
    points = sum((exact(one, worth) for one, worth in found if one is not None), decimal(0))
    maximum, pending = decimal(quiz.maximum), any(one is None for one, _ in found)
    result = QuizResult(
        participant=sheet.participant,
        quiz=quiz.id,
        revision=sheet.revision,
        points=as_written(points),
        maximum=as_written(maximum),
        share=float(points / maximum),
        passed=not pending and quiz.pass_mark is not None and is_enough(points, maximum, quiz.pass_mark),
        handed_in=sheet.stamp,
        pending_manual=pending,
    )
    return Earned(result, marked)


def as_feedback(
    course: Course, sheet: KeptSheet, quiz: Quiz, found: Earned, comments: Mapping[str, str | None]
) -> Feedback:
    """What a participant is told of a hand-in; ``comments`` are what a trainer wrote, by slot."""
    pages = {name: question.page for name, question in course.asked(quiz).items()}
    answered = tuple(
        Answered(
            question=one.slot.question,
            task=one.task,
            page=pages[one.slot.question],
            answer=sheet.answers.get(one.slot.question),
            points=one.points,
            maximum=one.slot.points,
            comment=comments.get(one.slot.id),
        )
        for one in found.marked
    )
    return Feedback(found.result, answered)


def give_certificate(
    database: Database, course: Course, quiz: Quiz, results: Sequence[QuizResult], usable: UsableNames
) -> bool:
    """Give those who passed a certificate, where the roster has a name for it, as ``trekant certificates`` does.

    Returns whether anybody was given one; who had the same one already was not.
    """
    codes = {one.participant for one in results}
    known = [person(database, code) for code in codes] if len(codes) < _FEW else everybody(database)
    names = usable({one.code: one.name for one in known if one and one.code in codes})
    with database.session() as held:
        return bool(award(held, quiz, results, names, Words.of(course)).new)


def had_certificate(database: Database, participant: str, quiz: Quiz) -> bool:
    """Whether a participant was ever given a certificate for a quiz."""
    return any(one.certificate.quiz == quiz.id for one in own_certificates(database, participant))


def certificate_of(database: Database, participant: str, quiz: Quiz) -> Given | None:
    """The certificate that a participant has for a quiz."""
    mine = own_certificates(database, participant)
    return next((one for one in reversed(mine) if one.withdrawn is None and one.certificate.quiz == quiz.id), None)


def own_certificates(database: Database, participant: str) -> tuple[Given, ...]:
    """The certificates of a participant, also those that were withdrawn."""
    with database.session() as held:
        return certificates_of(held, participant)


@dataclass(frozen=True)
class ReadyToGrade:
    """A course whose gradebook and assignments are made, and what grades it; for the process that grades."""

    course: Course
    grader: Grader


def make_ready(course: Course) -> ReadyToGrade:
    """Make the gradebook and the assignments, where they are not there; for the process that grades.

    nbgrader makes its tables and files without asking whether somebody else does, so only one at a time may.

    Raises:
        BusyError: somebody else does so just now, or grades.
        CourseError: they cannot be made.
    """
    from trekant.grading.assignments.assignment import write_assignments
    from trekant.grading.batch import Grader
    from trekant.grading.batch.lock import folder_lock, gradebook_lock
    from trekant.grading.errors import telling
    from trekant.grading.gradebook import open_gradebook

    folders = Folders.of(course.root)
    engine = create_engine(gradebook_url(folders.quizzes), poolclass=NullPool)
    with folder_lock(folders), telling(), gradebook_lock(engine, ""):
        with open_gradebook(course.root):
            pass
        write_assignments(course)
    return ReadyToGrade(course, Grader(course))


def take_in_and_grade(ready: ReadyToGrade, quiz: str, sheets: Sequence[KeptSheet]) -> dict[str, str]:
    """Put hand-ins where nbgrader looks for them, and grade their participants; for the process that grades.

    Returns why some could not be graded, by participant.

    Raises:
        BusyError: somebody else grades just now.
        CourseError: a disk or database fails; all of it can be done again.
    """
    from trekant.grading.batch.lock import folder_lock
    from trekant.grading.errors import telling
    from trekant.grading.intake.placing import finish_what_was_begun, place_by_arrival

    folders = Folders.of(ready.course.root)
    with folder_lock(folders), telling():
        finish_what_was_begun(folders)
        for sheet in sheets:
            place_by_arrival(sheet, folders)
    report = ready.grader.grade(quiz, only={sheet.participant for sheet in sheets})
    return {one.participant: one.sentence for one in (*report.refused, *report.failed)}


def cells_of(database: Database, quiz: str, participant: str) -> list[GradedCell]:
    """What the gradebook has of a participant in a quiz, cell by cell."""
    with database.reading() as connection:
        return graded_cells(connection, quiz, [participant])
