"""The answer file beside a notebook: ``svar.json``."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from trekant.course.outside import OutsideError, read_outside
from trekant.course.pages.payload import Payload, slot_questions
from trekant.course.private import private_files
from trekant.course.quizzes.answers import AUTHORED, FORMAT, MAX_BYTES, AnswerFileError, AnswerSheet, read_sheet
from trekant.course.quizzes.opaque import has_authored_ids, ids_in
from trekant.course.tasks.interaction import AnswerError, Option, Task
from trekant.course.tasks.kinds import kind_of
from trekant.course.tasks.scoring import ScoreTable
from trekant.course.words import _

NAME = "svar.json"


def read_sheet_file(path: Path, payload: Payload) -> AnswerSheet | None:
    """The answers of an earlier sitting; None where there are none, or none to this edition of the quiz."""
    try:
        sheet = read_sheet(read_outside(path, MAX_BYTES))
        check_against(sheet, payload)
    except (OutsideError, AnswerFileError):
        return None
    return sheet


def save_sheet_file(path: Path, data: dict[str, Any], payload: Payload) -> AnswerSheet:
    """Check an answer sheet and write it, whole or not at all.

    Raises:
        AnswerFileError: it is no answer to this quiz.
        OSError: the file cannot be written.
    """
    raw = json.dumps(data, ensure_ascii=False, indent=1).encode()
    sheet = read_sheet(raw)
    check_against(sheet, payload)
    temporary = path.with_name(f".{path.name}.tmp")
    with private_files():
        temporary.write_bytes(raw)
    temporary.replace(path)
    return sheet


def merged(ours: Mapping[str, Any], before: Mapping[str, Any], theirs: Mapping[str, Any]) -> dict[str, Any]:
    """The answers in the file with what was changed here: ``before`` is what both started from.

    A quiz may stand in two views or two notebooks beside one file; the one that writes last must not undo the other.
    """
    changed = {one for one in {*ours, *before} if ours.get(one) != before.get(one)}
    kept = {one: answer for one, answer in theirs.items() if one not in changed}
    return kept | {one: ours[one] for one in changed if one in ours}


def put_by(path: Path) -> str:
    """Give a file that holds no answers to this edition another name, so that it is not written over.

    Returns:
        The new name; empty where there is no file.

    Raises:
        OSError: the file cannot be renamed.
    """
    if not path.exists():
        return ""
    number = next(one for one in count(1) if not _earlier(path, one).exists())
    return path.rename(_earlier(path, number)).name


def _earlier(path: Path, number: int) -> Path:
    return path.with_stem(f"{path.stem}-tidligere-{number}")


def check_against(sheet: AnswerSheet, payload: Payload) -> None:
    """Check a sheet against what the player was given, which holds no keys.

    Of a sheet from before there were opaque ids, and of an answer from then, only the trainer's side can say more.

    Raises:
        AnswerFileError: it answers another quiz or edition, or an answer does not fit its question.
    """
    if (sheet.quiz, sheet.revision) != (payload["id"], payload["revision"]):
        raise AnswerFileError(_("svarene hører til en anden test eller en anden udgave af den"))
    if sheet.format == AUTHORED != payload["format"]:
        return  # the player finds the questions again
    tasks = {question: _shape(task) for question, task in slot_questions(payload, sheet.participant).items()}
    for question, answer in sheet.answers.items():
        if question not in tasks:
            raise AnswerFileError(_("spørgsmålet »{question}« hører ikke til testen").format(question=question))
        task = tasks[question]
        if payload["format"] == FORMAT and has_authored_ids(answer, task.kind):
            named = _options(ids_in(answer))
            task = task.model_copy(update={"options": named, "choices": named})
        try:
            task.parts(answer)
        except AnswerError as error:
            raise AnswerFileError(
                _("svaret på »{question}« kan ikke bruges: {why}").format(question=question, why=error)
            ) from None


def _shape(task: Payload) -> Task:
    """The task as far as the shape of an answer goes."""
    try:
        kind = kind_of(task["kind"])
    except ValueError as error:
        raise AnswerFileError(_("opgaven er lavet til en nyere udgave af kurset: {why}").format(why=error)) from None
    table = None if kind.by_hand else ScoreTable(weights={})
    options, choices = (_options(one["id"] for one in task.get(field, ())) for field in ("options", "choices"))
    return Task.model_construct(kind=kind, prompt="-", options=options, choices=choices, table=table)


def _options(ids: Iterable[str]) -> tuple[Option, ...]:
    # opaque ids are no slugs, so that no author gives one to an option, and here nothing else is known of it
    return tuple(Option.model_construct(id=one, text="-", feedback="-") for one in ids)
