"""A graded quiz on paper: what one participant is asked, in the order and with the numbers that the sheet has.

Both who prints the sheet and who types in what was written on it go by this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trekant.course.pages.payload import as_drawn
from trekant.course.quizzes.quiz import Quiz, draw
from trekant.course.tasks.interaction import Answer, AnswerError, Task, is_empty, known
from trekant.course.words import _


@dataclass(frozen=True)
class SheetQuestion:
    """A question of a sheet: its number from 1, what it counts, and the task with all in the order of the sheet."""

    number: int
    id: str
    points: float
    task: Task

    @property
    def letters(self) -> dict[str, str]:
        """The letter that each option has, by option."""
        return {option.id: chr(ord("a") + place) for place, option in enumerate(self.task.options)}

    @property
    def marks(self) -> dict[str, str]:
        """The numbers that can be written beside an option; none where options are ticked."""
        return self.task.kind.marks(self.task)

    @property
    def to_do(self) -> str:
        """What to do, in a sentence or two."""
        kind = self.task.kind
        return " ".join(filter(None, (kind.on_paper(), kind.on_sheet())))


def sheet_questions(quiz: Quiz, tasks: Mapping[str, Task], participant: str) -> tuple[SheetQuestion, ...]:
    """The questions of the sheet of a participant; ``tasks`` are those of the quiz, by question id."""
    return tuple(
        SheetQuestion(
            number, slot.question, slot.points, as_drawn(quiz, slot.question, tasks[slot.question], participant)
        )
        for number, slot in enumerate(draw(quiz, participant), start=1)
    )


def edition_of(quiz: Quiz) -> str:
    """What a sheet is told by from one of before: the revision, and the mark of the draw."""
    return f"{quiz.revision}-{quiz.draw_mark}"


def answer_on(question: SheetQuestion, written: Mapping[str, str], text: str = "") -> Answer | None:
    """The answer that was written on a sheet; None where nothing was.

    Args:
        question: what was asked.
        written: what stands beside the options, by option: a number of ``marks``, or a tick.
        text: what was written, where it is free text.

    Raises:
        AnswerError: it is no answer to the question; the message is a sentence without its full stop.
    """
    if question.task.kind.by_hand:
        return text if not is_empty(text) else None
    written = {known(option, question.task.options): mark for option, mark in written.items() if mark}
    if not written:
        return None
    if question.marks and (strange := set(written.values()) - set(question.marks)):
        raise AnswerError(_("tallet {number} kan ikke bruges").format(number=min(strange)[:10]))
    return question.task.kind.from_sheet(question.task, written)


def lacking(questions: Sequence[SheetQuestion], answers: Mapping[str, Answer]) -> list[int]:
    """The numbers of the questions that lack an answer, or a part of one."""
    return [
        one.number
        for one in questions
        if one.id not in answers or (one.marks and len(answers[one.id]) < len(one.task.options))
    ]
