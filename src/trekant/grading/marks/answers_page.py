"""What somebody answered, as a page to read: questions and answers in words, and no key."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from trekant.course.contact.clock import danish_date, danish_day
from trekant.course.quizzes.answers import AnswerFileError, KeptSheet, check_sheet, read_kept, with_authored_ids
from trekant.course.store import Course, CourseError
from trekant.grading.assignments.answer_html import for_participant
from trekant.grading.courses import graded_quiz
from trekant.grading.intake.handins import sheet_fingerprint
from trekant.grading.intake.submission import Marked, mark_sheet, read_regular

_HEAD = '<!doctype html>\n<html lang="da">\n<meta charset="utf-8">\n<title>Svar</title>\n<h1>Svar</h1>\n'


def answers_page(course: Course, files: Iterable[Path]) -> str:
    """The answer files among ``files``, in their order; a file that is none, or a copy of another, is passed over."""
    sheets: dict[str, KeptSheet] = {}
    for file in files:
        sheet = _read(course, file)
        if sheet is not None:
            sheets.setdefault(sheet_fingerprint(sheet), sheet)
    return _HEAD + "\n".join(_sheet(course, sheet) for sheet in sheets.values()) + "\n"


def _read(course: Course, file: Path) -> KeptSheet | None:
    """The answers with authored ids, where the quiz still knows what they mean."""
    try:
        sheet = read_kept(read_regular(file))
    except AnswerFileError:
        return None
    try:
        return with_authored_ids(sheet, *graded_quiz(course, sheet.quiz))
    except (CourseError, AnswerFileError):
        return sheet


def _sheet(course: Course, sheet: KeptSheet) -> str:
    title, slots = sheet.quiz, None
    try:
        quiz, tasks = graded_quiz(course, sheet.quiz)
        title = quiz.title
        slots = mark_sheet(check_sheet(sheet, quiz, tasks), quiz, tasks)
    except (CourseError, AnswerFileError):
        pass  # the quiz is not what it was when this was handed in
    heading = f"<h2>{escape(title)}, afleveret {danish_date(danish_day(sheet.stamp))}</h2>"
    return heading + ("".join(map(_slot, slots)) if slots else _raw(sheet))


def _slot(marked: Marked) -> str:
    written = f"<p><strong>Svaret:</strong></p><pre>{escape(str(marked.answer or 'Intet svar.'))}</pre>"
    return f"<section>{for_participant(marked)}{written if marked.task.kind.by_hand else ''}</section><hr>"


def _raw(sheet: KeptSheet) -> str:
    """The answers as they were handed in, where the quiz has changed since and cannot say what they mean."""
    lines = "".join(f"<li>{escape(question)}: {escape(str(answer))}</li>" for question, answer in sheet.answers.items())
    return f"<p>Testen er ændret siden, så svarene står her med deres korte navne.</p><ul>{lines}</ul>"
