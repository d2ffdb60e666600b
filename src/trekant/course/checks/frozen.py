"""Rules on what was frozen when participants got the graded questions: it holds until a revision rises."""

from __future__ import annotations

from collections.abc import Iterator

from trekant.course.quizzes.freezing import asked_in_graded_quizzes, graded_quizzes, quiz_mark
from trekant.course.quizzes.opaque import FrozenQuestions, key_mark
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, Problem

_FREEZE = "kør »trekant freeze«, og gem den fil, den skriver, sammen med kurset"


def all_frozen(course: Course) -> Iterator[Problem]:
    """R032."""
    frozen = _frozen(course)
    for question, _ in asked_in_graded_quizzes(course):
        if frozen.of(question.id, question.revision) is None:
            said = f"»{question.id}«: udgave {question.revision} af spørgsmålet er ikke lagt fast endnu; {_FREEZE}"
            yield _at_question(course, question.id, "R032", said)
    for quiz in graded_quizzes(course):
        if quiz.revision not in frozen.quizzes.get(quiz.id, {}):
            said = f"udgave {quiz.revision} af testen er ikke lagt fast endnu; {_FREEZE}"
            yield _at_quiz(course, quiz, "R032", said)


def same_key(course: Course) -> Iterator[Problem]:
    """R033."""
    frozen = _frozen(course)
    for question, task in asked_in_graded_quizzes(course):
        there = frozen.of(question.id, question.revision)
        if there is None or key_mark(task, there) == there.mark:
            continue
        raised = f"sæt »revision« op til {question.revision + 1}, både her og i de tests, der bruger spørgsmålet"
        if there.other_options(task):
            said = f"svarmulighederne hedder ikke det samme, som da udgave {question.revision} blev lagt fast; {raised}"
        else:
            said = (
                f"facit er ikke det, der blev lagt fast for udgave {question.revision}; {raised}. Var facit forkert, "
                f"så de, der har svaret, skal rettes om, så kør i stedet »trekant freeze --corrected {question.id}«"
            )
        yield _at_question(course, question.id, "R033", f"»{question.id}«: {said}")


def same_questions(course: Course) -> Iterator[Problem]:
    """R034."""
    frozen = _frozen(course)
    for quiz in graded_quizzes(course):
        there = frozen.quizzes.get(quiz.id, {}).get(quiz.revision)
        if there and there != quiz_mark(course.asked(quiz)):
            said = (
                f"spørgsmål er kommet til, gået ud eller har fået en ny udgave, siden udgave {quiz.revision} af "
                f"testen blev lagt fast; sæt »revision« op til {quiz.revision + 1}, og kør »trekant freeze«"
            )
            yield _at_quiz(course, quiz, "R034", said)


def _frozen(course: Course) -> FrozenQuestions:
    return course.frozen.model if course.frozen else FrozenQuestions()


def _at_quiz(course: Course, quiz: Quiz, rule: str, message: str) -> Problem:
    source = course.quizzes[quiz.id].source
    return Problem(source.name, source.line(["revision"]), rule, message)


def _at_question(course: Course, question_id: str, rule: str, message: str) -> Problem:
    _, bank = course.questions[question_id]
    source = course.banks[bank.id].source
    place = next(place for place, one in enumerate(bank.questions) if one.id == question_id)
    return Problem(source.name, source.line(("questions", place, "id")), rule, message)
