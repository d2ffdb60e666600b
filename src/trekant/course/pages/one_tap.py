"""Questions in the running text of a chapter, where a tap on an option is the answer."""

from __future__ import annotations

from trekant.course.base import Status
from trekant.course.store import Course, CourseError
from trekant.course.tasks.kinds import KINDS
from trekant.course.tasks.question import Question

TYPES = tuple(kind for kind in KINDS.values() if kind.picks == "one")
"""The types with one right option: in the others one tap is not a whole answer."""


def one_tap(course: Course, question_id: str) -> Question:
    """A question that can stand in the running text.

    Raises:
        CourseError: there is none of that name, it is not a live one to practise on, or it takes more than one tap.
    """
    question, bank = course.questions.get(question_id, (None, None))
    if question is None or bank is None:
        raise CourseError(f"Spørgsmålet »{question_id}« står ikke i nogen bank i quizzes/banks/; ret navnet.")
    if bank.use != "practice" or question.status is not Status.LIVE:
        wanted = "være »live« og stå i en bank med »use: practice«"
        raise CourseError(f"Spørgsmålet »{question_id}« skal {wanted}, for at det kan stå i teksten; vælg et andet.")
    if question.type not in TYPES:
        types = " eller ".join(f"»{kind}«" for kind in TYPES)
        raise CourseError(f"Spørgsmålet »{question_id}« er »{question.type}«; i teksten kan der stå {types}.")
    return question
