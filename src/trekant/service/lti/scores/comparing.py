"""What the outbox lacks: results that were read, released or changed since, by whatever way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.service.grader import GradedAs, exact_standings_of
from trekant.service.kept.database import Database, alone
from trekant.service.kept.hand_ins import HandIns, State, whose_turn
from trekant.service.lti.scores.outbox import ScoreOutcome, launches_of, put_scores
from trekant.service.told import may_know

_AT_ONCE = 100
"""So many people's results are put into the outbox together; whoever of them hands in meanwhile waits for that."""


def put_what_is_missing(database: Database, course: Course) -> int:
    """Put into the outbox what people got in the tests that they opened from a platform, as far as they may know it.

    Returns of how many people there was news.
    """
    graded = [loaded.model for loaded in course.quizzes.values() if loaded.model.use == "graded"]
    return sum(_put_missing_of(database, quiz) for quiz in graded if not quiz.measures)


def _put_missing_of(database: Database, quiz: Quiz) -> int:
    with database.reading() as connection:
        rows = launches_of(connection, quiz.id)
    if not rows or not may_know(database, quiz):
        return 0
    found = _outcomes(database, quiz, sorted({row.participant for row in rows}))
    news = sorted({row.participant for row in rows if (one := found.get(row.participant)) and not one.is_kept_in(row)})
    for codes in _parts(news):
        with database.writing() as connection:
            for code in codes:
                alone(connection, whose_turn(code, quiz.id))
            # once more, now that none of them can hand in meanwhile
            for code, outcome in _outcomes(database, quiz, codes).items():
                put_scores(connection, code, quiz.id, outcome)
    return len(news)


def _outcomes(database: Database, quiz: Quiz, codes: Sequence[str]) -> dict[str, ScoreOutcome]:
    """What some people got: as the gradebook has it, or as their newest hand-in says while it is on its way there."""
    hand_ins = HandIns(database)
    away = hand_ins.on_the_way(quiz.id)
    there = [code for code in codes if code not in away]
    found = {
        code: ScoreOutcome(one.points if one.state is GradedAs.DONE else None, one.maximum)
        for code, one in exact_standings_of(database, quiz, there).items()
        if one.state in (GradedAs.DONE, GradedAs.TO_READ)
    }
    waiting = [code for code in codes if away.get(code) is State.WAITING]
    for some in _parts(waiting):
        for one in reversed(hand_ins.all_by(some, quiz.id)):  # the newest last
            found[one.participant] = ScoreOutcome(None if one.pending else one.points, one.maximum)
    return found


def _parts(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    return (codes[start : start + _AT_ONCE] for start in range(0, len(codes), _AT_ONCE))
