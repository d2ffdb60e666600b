"""The answers of a quiz in Moodle as rows for item analysis, scored by the course's own tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trekant.course.quizzes.exercises import Exercise, exercises
from trekant.course.quizzes.response import Response, Responses, asked_question
from trekant.course.store import Course
from trekant.reports.longform import error_at
from trekant.reports.moodle.download import MoodleDownload, MoodleResponse, read_download
from trekant.reports.moodle.matching import KnownQuestions, answered, earned, squeezed

_KEEP = "hent rapporten fra Moodle igen, og lad være med at rette i filen"


@dataclass
class _Read:
    """What has been read of a file so far: the questions by id, with the numbers that each had in the quiz."""

    asked: dict[str, Exercise] = field(default_factory=dict)
    numbers: dict[str, set[int]] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    by_hand: set[str] = field(default_factory=set)
    rows: dict[tuple[str, str], Response] = field(default_factory=dict)


def moodle_responses(course: Course, path: Path) -> Responses:
    """The answers in a file that was downloaded from Moodle, of everybody's first attempt there.

    Every question counts for one point, for the file does not say more. Nobody's name is in what comes out.

    Raises:
        CourseError: the file cannot be used, or has none of the course's questions.
    """
    download = read_download(path)
    known, read = KnownQuestions(exercises(course)), _Read()
    for one in download.responses:
        _take(path, known, read, one)
    if not read.rows:
        said = (
            "ingen af spørgsmålene er kursets øvelser, som »trekant export moodle« laver dem nu; læg dem i Moodle "
            "igen, hvis de er rettet siden"
        )
        raise error_at(path, download.responses[0].line if download.responses else 1, said)
    met = {name for _, name in read.rows}
    everybody = {who for who, _ in read.rows}
    return Responses(
        title=path.stem,
        basis=f"Svarene i {path.name}, som er hentet fra Moodle: hver deltagers første forsøg",
        drawn=len(read.rows) < len(everybody) * len(met),
        questions=tuple(
            asked_question(one.question, one.task, min(numbers) if len(numbers := read.numbers[name]) == 1 else None)
            for name, one in read.asked.items()
        ),
        rows=tuple(read.rows.values()),
        notes=tuple(_notes(download, read)),
    )


def _take(path: Path, known: KnownQuestions, read: _Read, one: MoodleResponse) -> None:
    exercise = known.find(one.question)
    if exercise is None:
        read.unknown.add(squeezed(one.question))
        return
    question, task = exercise.question, exercise.task
    if task.kind.by_hand:
        read.by_hand.add(question.id)
        return
    parts = answered(task, one.response)
    if parts is None:
        said = f"svaret i kolonnen »{one.column}« er ikke et af dem, »{question.id}« har; {_KEEP}"
        raise error_at(path, one.line, said)
    read.asked[question.id] = exercise
    read.numbers.setdefault(question.id, set()).add(one.number)
    row = Response(
        participant=one.participant,
        question=question.id,
        revision=question.revision,
        objective=question.objective,
        fraction=float(earned(task, parts)) if parts else None,
        points=1,
        chosen=parts,
    )
    read.rows.setdefault((one.participant, question.id), row)


def _notes(download: MoodleDownload, read: _Read) -> Iterator[str]:
    if read.unknown:
        yield (
            f"{_questions(len(read.unknown))} i filen er ikke med, for de er ikke kursets øvelser, eller de er rettet, "
            "siden de blev lagt i Moodle."
        )
    if read.by_hand:
        yield f"{_questions(len(read.by_hand))} med fritekst er ikke med, for filen siger ikke, hvad teksterne fik."
    if download.later:
        yield f"{_attempts(download.later)} er ikke regnet med, for samme deltager står tidligere i filen."
    if download.unfinished:
        yield f"{_attempts(download.unfinished)} er ikke afleveret og er ikke regnet med."
    yield "Hvert spørgsmål tæller ét point, og pointene er regnet ud, som kurset gør det, ikke som Moodle."


def _questions(count: int) -> str:
    return "1 spørgsmål" if count == 1 else f"{count} spørgsmål"


def _attempts(count: int) -> str:
    return "1 forsøg" if count == 1 else f"{count} forsøg"
