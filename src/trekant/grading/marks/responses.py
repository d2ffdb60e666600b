"""The answers to a graded quiz as rows for item analysis: scored from the bank, texts as the trainer scored them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from trekant.course.base import Objective
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, KeptSheet, with_authored_ids
from trekant.course.quizzes.quiz import Quiz, Slot, draw, variant_of
from trekant.course.quizzes.response import AskedQuestion, Response, Responses, asked_question
from trekant.course.store import Course
from trekant.course.tasks.interaction import AnswerError, Task, is_empty
from trekant.course.tasks.points import decimal, exact
from trekant.course.tasks.scoring import AnswerPart
from trekant.grading.courses import graded_quiz
from trekant.grading.folders import Folders
from trekant.grading.intake.handins import HandIn, all_hand_ins

Which = Literal["first", "latest"]
"""Which of a participant's attempts count."""

ManualScores = Mapping[tuple[str, str], tuple[datetime | None, float]]
"""By participant and slot: when what was scored was handed in, and the points; see ``manual``."""

Earned = tuple[Fraction | None, tuple[AnswerPart, ...]]
"""The share of the points, exactly, and the parts of the answer."""

_BASIS = {"first": "Hver deltagers første forsøg", "latest": "Hver deltagers nyeste forsøg"}


@dataclass
class _LeftOut:
    unreadable: int = 0
    other_revisions: int = 0
    overtaken: int = 0
    """Participants whose first attempt has a text without points that nobody can give any more."""

    def notes(self, quiz: Quiz) -> Iterator[str]:
        if self.other_revisions:
            yield (
                f"{_files(self.other_revisions)} er svar på en anden udgave af testen end den gældende, udgave "
                f"{quiz.revision}, og er ikke regnet med. To udgaver bliver aldrig blandet."
            )
        if self.unreadable:
            yield f"{_files(self.unreadable)} kan ikke læses og er ikke regnet med."
        if self.overtaken:
            who = "1 deltager" if self.overtaken == 1 else f"{self.overtaken} deltagere"
            yield (
                f"{who} har afleveret igen, og en tekst i det første forsøg har ingen point, for kun det nyeste forsøg "
                "bliver rettet. Derfor er det nyeste forsøg regnet med."
            )


def _files(count: int) -> str:
    return "1 aflevering" if count == 1 else f"{count} afleveringer"


def quiz_responses(
    course: Course, quiz_id: str, which: Which = "first", only: Collection[str] | None = None
) -> Responses:
    """Everybody's answers to a quiz: of each participant the first attempt, or the latest.

    With ``only`` nobody's but these participants'.

    An attempt that something newer took the place of counts too: ``collect`` keeps it. Only attempts at the quiz's
    present revision are read. The gradebook has points for the texts of the newest attempt alone, so where the first
    has a text the newest stands in for it, and that is told.

    Raises:
        CourseError: there is no such quiz, it is not graded, or a question cannot be used.
    """
    quiz, tasks = graded_quiz(course, quiz_id)
    left_out = _LeftOut()
    questions = {question.id: question for question in _questions(course, quiz, tasks)}
    scorer = _Scorer(quiz, tasks)
    by_hand = any(task.kind.by_hand for task in tasks.values())
    manual = _manual_scores(course.root, quiz.id) if by_hand else {}
    rows: list[Response] = []
    for _, sheet in sorted(_sheets(course, scorer, which, left_out, manual, only).items()):
        rows += (_row(sheet, slot, scorer, questions[slot.question], manual) for slot in scorer.slots(sheet))
    return Responses(
        title=quiz.title,
        basis=_BASIS[which],
        drawn=bool(quiz.blueprint),
        pass_mark=quiz.pass_mark,
        questions=tuple(_in_order(questions.values(), quiz)),
        rows=tuple(rows),
        notes=tuple(left_out.notes(quiz)),
    )


def _manual_scores(root: Path, quiz: str) -> ManualScores:
    # nbgrader takes seconds to load, and only a quiz with free text needs it
    from trekant.grading.marks.manual import manual_scores

    return manual_scores(root, quiz)


class _Scorer:
    """Scores answers, each different answer to a question once: thousands of participants give the same few."""

    def __init__(self, quiz: Quiz, tasks: dict[str, Task]) -> None:
        self.quiz, self._tasks = quiz, tasks
        self._slots: dict[int, tuple[Slot, ...]] = {}
        self._earned: dict[tuple[str, str], Earned] = {}

    def slots(self, sheet: AnswerSheet) -> tuple[Slot, ...]:
        """The participant's own draw."""
        variant = variant_of(sheet.drawn_by, len(self.quiz.variants))
        if variant not in self._slots:
            self._slots[variant] = draw(self.quiz, sheet.drawn_by)
        return self._slots[variant]

    def earned(self, slot: Slot, answer: Any) -> Earned:
        """The share for an answer (None where a person has to read it), and the parts it is made of.

        Raises:
            AnswerError: the answer does not fit the task.
        """
        key = slot.question, json.dumps(answer, sort_keys=True)
        if key not in self._earned:
            task = self._tasks[slot.question]
            parts = () if is_empty(answer) else tuple(task.parts(answer))
            self._earned[key] = task.share(answer), parts
        return self._earned[key]

    def check(self, sheet: KeptSheet) -> KeptSheet:
        """Check a sheet as ``check_sheet`` does, remembering the answers that were checked before.

        Raises:
            AnswerFileError: it does not answer this quiz.
        """
        sheet = with_authored_ids(sheet, self.quiz, self._tasks)
        slots = {slot.question: slot for slot in self.slots(sheet)}
        if sheet.quiz != self.quiz.id or not sheet.answers.keys() <= slots.keys():
            raise AnswerFileError("den svarer på noget andet")
        try:
            for question, answer in sheet.answers.items():
                self.earned(slots[question], answer)
        except AnswerError as error:
            raise AnswerFileError(str(error)) from None
        return sheet


def _in_order(questions: Iterable[AskedQuestion], quiz: Quiz) -> list[AskedQuestion]:
    """As the quiz has them; where each has others, by objective."""
    if not quiz.blueprint:
        return list(questions)
    objectives = list(Objective)
    return sorted(questions, key=lambda one: (objectives.index(one.objective or objectives[0]), one.id))


def _questions(course: Course, quiz: Quiz, tasks: dict[str, Task]) -> Iterator[AskedQuestion]:
    numbers = {item.question: number for number, item in enumerate(quiz.questions, start=1)}
    for question_id, question in course.asked(quiz).items():
        yield asked_question(question, tasks[question_id], numbers.get(question_id))


def _sheets(
    course: Course,
    scorer: _Scorer,
    which: Which,
    left_out: _LeftOut,
    manual: ManualScores,
    only: Collection[str] | None,
) -> dict[str, KeptSheet]:
    """The attempt of each participant that counts: the first to arrive, or the one that was graded."""
    chosen: dict[str, KeptSheet] = {}
    quiz = scorer.quiz
    for ones in all_hand_ins(Folders.of(course.root), quiz.id):
        if only is not None and ones[0].participant not in only:
            continue
        usable = [(one, sheet) for one in ones if (sheet := _usable(one, quiz, scorer, left_out)) is not None]
        if usable:
            latest = next((sheet for one, sheet in usable if one.counts), usable[-1][1])
            first = usable[0][1]
            is_overtaken = which == "first" and first is not latest and _lacks_points(first, scorer, manual)
            left_out.overtaken += is_overtaken
            chosen[ones[0].participant] = latest if which == "latest" or is_overtaken else first
    return chosen


def _lacks_points(sheet: KeptSheet, scorer: _Scorer, manual: ManualScores) -> bool:
    """Whether there is a text in the answers that has no points from a trainer."""
    return any(
        scorer.earned(slot, sheet.answers.get(slot.question))[0] is None and _given(sheet, slot, manual) is None
        for slot in scorer.slots(sheet)
    )


def _given(sheet: KeptSheet, slot: Slot, manual: ManualScores) -> Fraction | None:
    """The share that a trainer gave; points that were given for another attempt say nothing about this one."""
    handed_in, given = manual.get((sheet.participant, slot.id), (None, 0.0))
    if handed_in != sheet.stamp.astimezone(UTC).replace(tzinfo=None):
        return None
    return min(max(exact(given, slot.points) / decimal(slot.points), Fraction(0)), Fraction(1))


def _usable(one: HandIn, quiz: Quiz, scorer: _Scorer, left_out: _LeftOut) -> KeptSheet | None:
    """The answers of a hand-in with authored ids; None when they are not counted."""
    try:
        if one.sheet is None or one.sheet.participant != one.participant:
            raise AnswerFileError("filen er fra en anden eller kan ikke læses")
        if one.sheet.quiz == quiz.id and one.sheet.revision != quiz.revision:
            left_out.other_revisions += 1
            return None
        return scorer.check(one.sheet)
    except AnswerFileError:
        left_out.unreadable += 1
        return None


def _row(sheet: KeptSheet, slot: Slot, scorer: _Scorer, question: AskedQuestion, manual: ManualScores) -> Response:
    answer = sheet.answers.get(slot.question)
    share, parts = scorer.earned(slot, answer)
    empty = is_empty(answer)
    if share is None:
        share = _given(sheet, slot, manual)
    return Response(
        participant=sheet.participant,
        question=slot.question,
        revision=question.revision,
        slot=slot.id,
        objective=question.objective,
        fraction=None if empty or share is None else float(share),
        points=slot.points,
        chosen=parts,
        pending_manual=share is None,
    )
