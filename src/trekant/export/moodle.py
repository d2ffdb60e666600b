"""The questions to practise on as one file for Moodle's question bank (Moodle XML), by learning objective.

Each bears the id that it has in the course as its ``idnumber``. No question of a graded quiz is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.dom.minidom import Document, Element

from trekant.course.base import OUTSIDE_NOTAT, Objective
from trekant.course.quizzes.exercises import Exercise, exercises, pair_labels
from trekant.course.store import Course, CourseError
from trekant.course.words import _, with_and
from trekant.export.moodle_questions import MoodleQuestion, below, in_list, moodle_question, put_text
from trekant.export.whole_file import whole_file

TOP = "$course$/top"
"""Where Moodle keeps the question bank of the course that a file is brought into."""


@dataclass(frozen=True)
class QuestionFile:
    """A file for Moodle that has been written.

    ``left_out`` are the ids of questions that Moodle has no type for, ``other_points`` of those where a near miss earns
    less there than in the course.
    """

    path: Path
    questions: int
    objectives: int
    other_points: tuple[str, ...]
    left_out: tuple[str, ...]


def write_questions(course: Course, to: Path, only: Collection[Objective] = ()) -> QuestionFile:
    """Write the questions to practise on, all or those to some objectives.

    Raises:
        CourseError: there are none, or the file cannot be written.
    """
    chosen = [one for one in exercises(course) if not only or one.question.objective in only]
    made = {one.question.id: moodle_question(one, explanation(course, one)) for one in chosen}
    found = {one: question for one, question in made.items() if question is not None}
    fit = [one for one in chosen if one.question.id in found]
    if not fit:
        raise CourseError("Der er ingen øvelser, Moodle kan få. Se i quizzes/banks, hvilke mål der er øvelser til.")
    with whole_file(to) as file:
        file.write_bytes(_document(course, fit, found))
    return QuestionFile(
        to,
        len(fit),
        len({one.question.objective for one in fit}),
        tuple(one for one, question in found.items() if not question.same_points),
        tuple(one for one, question in made.items() if question is None),
    )


def _document(course: Course, chosen: Sequence[Exercise], made: dict[str, MoodleQuestion]) -> bytes:
    document = Document()
    quiz = below(document, "quiz")
    for objective in Objective:
        those = [one for one in chosen if one.question.objective is objective]
        if those:
            _category(quiz, course, objective)
        for one in those:
            question = made[one.question.id]
            element = below(quiz, "question")
            element.setAttribute("type", question.type)
            question.fill(element)
    return bytes(document.toprettyxml(indent="  ", encoding="utf-8"))


def _category(quiz: Element, course: Course, objective: Objective) -> None:
    words = course.settings.model.objectives.get(objective, objective.value) if course.settings else objective.value
    path = "/".join([TOP, *(_in_path(name) for name in (course.title, words.rstrip(".")) if name)])
    element = below(quiz, "question")
    element.setAttribute("type", "category")
    put_text(below(element, "category"), path)


def _in_path(name: str) -> str:
    """A name in a path, where a slash of its own is written twice."""
    return name.replace("/", "//")


def explanation(course: Course, exercise: Exercise) -> str:
    """Why the answer is what it is, where to read on, and what it rests on; Markdown."""
    question = exercise.question
    title = course.pages.get(question.page)
    more = _("Læs mere i kapitlet »{title}«.").format(title=title) if title else ""
    return "\n\n".join(filter(None, [_why(exercise), more, _source(course, question.facts)]))


def _why(exercise: Exercise) -> str:
    task = exercise.task
    if task.key is None:
        return f"{_('Sådan kan det siges:')}\n\n{task.model}" if task.model else ""
    feedback = {option.id: option.feedback for option in task.options}
    text = {option.id: option.text for option in task.options}
    parts = task.parts(task.key)
    if len(parts) == 1:
        return feedback[parts[0][0]]
    label = {value: f"→ {words.rstrip('.')}. " if words else "" for value, words in pair_labels(task).items()}
    return in_list([f"**{text[option]}** {label[value]}{feedback[option]}" for option, value in parts])


def _source(course: Course, facts: Collection[str]) -> str:
    notat = course.notat.model if course.notat else None
    named = dict.fromkeys(notat.sections[fact.section] for fact in notat.facts if fact.id in facts) if notat else {}
    if notat is None or not named:
        return _("Uden for notatet.") if OUTSIDE_NOTAT in facts else ""
    parts = with_and([f"»{name}«" for name in named])
    source = _("Kilde: {title}, {parts}.").format(title=notat.title, parts=parts)
    return f"{source} {_('Noget af det står uden for notatet.')}" if OUTSIDE_NOTAT in facts else source
