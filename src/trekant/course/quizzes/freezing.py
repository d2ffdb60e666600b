"""What is frozen when graded questions are given to participants, and how it compares with what they are now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from trekant.course.base import Status
from trekant.course.quizzes.opaque import Frozen, FrozenQuestions, give_out, key_mark, mark_of
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.question import Question


def asked_in_graded_quizzes(course: Course) -> Iterator[tuple[Question, Task]]:
    """Every question that somebody may meet in a graded quiz, with its task; not what another rule tells of."""
    asked = {one: question for quiz in graded_quizzes(course) for one, question in course.asked(quiz).items()}
    for _, question in sorted(asked.items()):
        try:
            yield question, question.task(course.municipality)
        except (CourseError, ValueError, KeyError):
            continue


def graded_quizzes(course: Course) -> Iterator[Quiz]:
    """Every graded quiz, if all its questions are live graded ones."""
    for loaded in course.quizzes.values():
        found = [course.questions.get(question) for question in loaded.model.pool]
        if loaded.model.use == "graded" and all(
            one and one[0].status is Status.LIVE and one[1].use == "graded" for one in found
        ):
            yield loaded.model


def quiz_mark(questions: Mapping[str, Question]) -> str:
    """The mark of a quiz: which revision of each question it has."""
    return mark_of(sorted((question.id, question.revision) for question in questions.values()))


class Freezer:
    """Adds to what is frozen. ``questions`` and ``quizzes`` are those of which something was added."""

    def __init__(self, frozen: FrozenQuestions) -> None:
        self._before, self._wanted = frozen, dict[str, tuple[Question, Task]]()
        self._entries = {question: dict(revisions) for question, revisions in frozen.questions.items()}
        self._marks = {quiz: dict(revisions) for quiz, revisions in frozen.quizzes.items()}
        self.questions: list[str] = []
        self.quizzes: list[str] = []

    def add(self, question: Question, task: Task, *, corrected: bool = False) -> None:
        """Freeze a question, unless its revision is frozen; with ``corrected`` the mark of its key is renewed.

        Raises:
            CourseError: the key is to be renewed, but the options are others.
        """
        there = self._before.of(question.id, question.revision)
        if there is None:
            self._wanted[question.id] = question, task
            self.questions.append(question.id)
        elif corrected:
            if there.other_options(task):
                raise CourseError(
                    f"Spørgsmålet »{question.id}« har fået andre svarmuligheder; sæt dets »revision« op i stedet."
                )
            renewed = there.model_copy(update={"mark": key_mark(task, there)})
            if renewed != there:
                self._entries[question.id][question.revision] = renewed
                self.questions.append(question.id)

    def add_quiz(self, quiz: Quiz, questions: Mapping[str, Question]) -> None:
        """Freeze a quiz, unless its revision is frozen."""
        if quiz.revision not in self._marks.setdefault(quiz.id, {}):
            self._marks[quiz.id][quiz.revision] = quiz_mark(questions)
            self.quizzes.append(quiz.id)

    def frozen(self) -> FrozenQuestions:
        """All that is frozen."""
        given = give_out({one: task for one, (_, task) in self._wanted.items()}, after=self._before.highest)
        for question_id, ids in given.items():
            question, task = self._wanted[question_id]
            entry = Frozen(id=ids.id, options=ids.options, mark=key_mark(task, ids))
            self._entries.setdefault(question_id, {})[question.revision] = entry
        return FrozenQuestions(questions=self._entries, quizzes=self._marks)
