"""What a participant hands in: one JSON document, and nothing in it is trusted.

The document is read here and nowhere else, by rules that are the same for a file that was mailed, a file
from a notebook and a file that came in a zip.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, AwareDatetime, Field, StrictInt, ValidationError

from trekant.course.base import Model, Slug
from trekant.course.quizzes.opaque import OpaqueQuestion
from trekant.course.quizzes.quiz import Quiz, variant_of
from trekant.course.tasks.interaction import AnswerError, Task
from trekant.course.words import N_, _

AUTHORED, FORMAT = "trekant-svar-1", "trekant-svar-2"
"""The formats of answer files. In ``AUTHORED`` questions and options have the names that their author gave them: so had
every file before there were opaque ids, and so has what the trainer's side keeps. ``FORMAT`` is what a page writes now.
In it each answer has either opaque ids or, if it was given before the page was renewed, authored ones."""

OWN_DATA = "trekant-forloeb-1"
"""The format of the file with all that a reader's browser has kept, which is easily taken for an answer file."""

MAX_BYTES = 256 * 1024
"""An answer file is a few KB; the limit leaves room for ten pages of free text in every question."""

MAX_REVISION = 1_000_000
"""A larger one is no revision; and numbers of any length would stand in full in what the trainer reads."""

CODE = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
MAX_CODE = 40


class AnswerFileError(ValueError):
    """An answer file that cannot be used. The message is a Danish sentence without file name and full stop."""


def _can_be_told(moment: datetime) -> datetime:
    """A time that has a day in every time zone; a clock may stand as wrong as it likes."""
    if not 1 < moment.year < 9999:
        raise ValueError("no such time")
    return moment


Timestamp = Annotated[AwareDatetime, AfterValidator(_can_be_told)]


class AnswerSheet(Model):
    """The answers of one participant to one quiz; ``answers`` by question id.

    ``handed_in`` is by the participant's own clock. It is shown, and nothing but the order of hand-ins that arrive
    together follows from it.

    In a quiz with a time limit ``begun`` says when the participant began, and ``time_up`` when the time ran out, if
    it had when the answers were handed in. Both are by the participant's own clock and count for nothing here.
    """

    format: Literal["trekant-svar-1", "trekant-svar-2"]
    quiz: Slug
    revision: StrictInt = Field(ge=1, le=MAX_REVISION)
    participant: str = Field(pattern=CODE.pattern, max_length=MAX_CODE)
    handed_in: Timestamp
    begun: Timestamp | None = None
    time_up: Timestamp | None = None
    answers: dict[Slug | OpaqueQuestion, Any] = Field(max_length=500)

    @property
    def drawn_by(self) -> str:
        """The code that decided which questions were asked."""
        return self.participant

    @property
    def minutes_over(self) -> int | None:
        """How many minutes after the time ran out the answers were handed in; None when it had not run out."""
        return None if self.time_up is None else max(0, round((self.handed_in - self.time_up).total_seconds() / 60))


class KeptSheet(AnswerSheet):
    """A sheet as it lies in ``submitted/``, with what was noted when it was taken in; no file from outside may say it.

    ``arrived`` is None for what was taken in before arrivals were kept. ``drawn_for`` is the code that the quiz was
    drawn for where it is another than the participant's: somebody mistyped it, and a trainer knew whose answers it is.
    """

    arrived: Timestamp | None = None
    drawn_for: str | None = Field(default=None, pattern=CODE.pattern, max_length=MAX_CODE)

    @property
    def drawn_by(self) -> str:
        """The code that decided which questions were asked."""
        return self.drawn_for or self.participant

    @property
    def stamp(self) -> datetime:
        """The time that nbgrader has for it: the arrival, or of before arrivals were kept the participant's own."""
        return self.arrived or self.handed_in


_FIELDS = {
    "format": N_("feltet »format« skal være »{format}« eller »{authored}«; filen er ikke hentet fra kursets side"),
    "quiz": N_("feltet »quiz« mangler eller er ikke navnet på en test"),
    "revision": N_("feltet »revision« mangler eller er ikke et helt tal"),
    "participant": N_("deltagerkoden mangler eller har andet end små bogstaver a-z, tal og bindestreg"),
    "handed_in": N_("feltet »handed_in« mangler eller er ikke et tidspunkt med tidszone"),
    "begun": N_("feltet »begun« er ikke et tidspunkt med tidszone"),
    "time_up": N_("feltet »time_up« er ikke et tidspunkt med tidszone"),
    "answers": N_("feltet »answers« mangler eller er ikke svar efter spørgsmålets navn"),
}


_Sheet = TypeVar("_Sheet", bound=AnswerSheet)


def read_sheet(raw: bytes) -> AnswerSheet:
    """Read an answer file that comes from outside.

    Raises:
        AnswerFileError: it is too large, not JSON, or not an answer file.
    """
    return _read(raw, AnswerSheet)


def _refuse_others(data: dict[str, Any]) -> None:
    if data.get("format") == OWN_DATA:
        raise AnswerFileError(
            _(
                "det er deltagerens egne data fra »Mit forløb« og ikke en svarfil; bed deltageren åbne testen, trykke "
                "på »Gem min svarfil« og sende den fil, der så bliver hentet"
            )
        )


def read_kept(raw: bytes) -> KeptSheet:
    """Read an answer file that was written here when the answers were taken in.

    Raises:
        AnswerFileError: it is too large, not JSON, or not an answer file.
    """
    return _read(raw, KeptSheet)


def _read(raw: bytes, kind: type[_Sheet]) -> _Sheet:
    data = _parse(raw)
    _refuse_others(data)
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        where = error.errors()[0]["loc"]
        if not where:  # a field's name with half a character in it
            raise AnswerFileError(_("filen er ikke en svarfil")) from None
        field = str(where[0])
        raise AnswerFileError(_wrong_field(field)) from None


def _wrong_field(name: str) -> str:
    if name in _FIELDS:
        return _(_FIELDS[name]).format(format=FORMAT, authored=AUTHORED)
    return _("feltet »{field}« hører ikke til i en svarfil").format(field=name[:40])


def _parse(raw: bytes) -> dict[str, Any]:
    if len(raw) > MAX_BYTES:
        raise AnswerFileError(
            _("filen er for stor ({size} KB; grænsen er {most} KB)").format(
                size=len(raw) // 1024, most=MAX_BYTES // 1024
            )
        )
    try:
        # not strict: what was pasted into a mail may have got line breaks in its texts
        data = json.loads(
            raw.decode("utf-8-sig"), strict=False, parse_constant=_no_constant, object_pairs_hook=_no_doubles
        )
    except UnicodeDecodeError:
        raise AnswerFileError(_("filen er ikke tekst i UTF-8")) from None
    except RecursionError:
        raise AnswerFileError(_("filen er ikke gyldig JSON: den er for dybt indlejret")) from None
    except json.JSONDecodeError as error:
        raise AnswerFileError(_("filen er ikke gyldig JSON (linje {line})").format(line=error.lineno)) from None
    except AnswerFileError:
        raise
    except ValueError:
        # json.loads refuses integers of thousands of digits with a bare ValueError
        raise AnswerFileError(_("filen er ikke gyldig JSON: et tal er for stort")) from None
    if not isinstance(data, dict):
        raise AnswerFileError(_("filen er ikke en svarfil"))
    return data


def check_sheet(sheet: _Sheet, quiz: Quiz, tasks: Mapping[str, Task]) -> _Sheet:
    """Check that a sheet answers this quiz: revision, questions, and the shape of every answer.

    ``tasks`` are the quiz's questions by id. Returns the sheet with authored ids, which all of grading goes by.

    Raises:
        AnswerFileError: it does not.
    """
    if sheet.quiz != quiz.id:
        raise AnswerFileError(
            _("filen svarer på testen »{quiz}«, ikke på »{right}«").format(quiz=sheet.quiz, right=quiz.id)
        )
    if sheet.revision != quiz.revision:
        raise AnswerFileError(
            _(
                "filen svarer på udgave {revision} af testen, men den gældende er udgave {right}; "
                "deltageren skal tage testen igen"
            ).format(revision=sheet.revision, right=quiz.revision)
        )
    sheet = with_authored_ids(sheet, quiz, tasks)
    drawn = quiz.variants[variant_of(sheet.drawn_by, len(quiz.variants))]
    for question_id, answer in sheet.answers.items():
        if question_id not in drawn:
            raise AnswerFileError(
                _("spørgsmålet »{question}« hører ikke til deltagerens test").format(question=question_id)
            )
        try:
            tasks[question_id].check(answer)
        except AnswerError as error:
            raise AnswerFileError(
                _("svaret på »{question}« kan ikke bruges: {why}").format(question=question_id, why=error)
            ) from None
    return sheet


def with_authored_ids(sheet: _Sheet, quiz: Quiz, tasks: Mapping[str, Task]) -> _Sheet:
    """The sheet with authored ids, whichever its answers have; nothing else of it is checked.

    Raises:
        AnswerFileError: an opaque id was given to no question of the quiz as it is now.
    """
    if sheet.format == AUTHORED:
        return sheet
    ids = quiz.opaque_ids(tasks)
    questions = {one.id: question for question, one in ids.items()}
    answers: dict[str, Any] = {}
    for name, answer in sheet.answers.items():
        question = questions.get(name, name)
        if question in answers:
            raise AnswerFileError(_("spørgsmålet »{question}« er besvaret to gange i filen").format(question=question))
        if question not in ids:
            raise AnswerFileError(_not_asked(name, quiz))
        try:
            answers[question] = ids[question].authored(answer, tasks[question].kind)
        except AnswerError as error:
            raise AnswerFileError(
                _("svaret på »{question}« kan ikke bruges: {why}").format(question=question, why=error)
            ) from None
    return sheet.model_copy(update={"format": AUTHORED, "answers": answers})


def _not_asked(name: str, quiz: Quiz) -> str:
    before = quiz.question_of(name)
    if before in quiz.pool:
        return _(
            "filen svarer på en tidligere udgave af spørgsmålet »{question}«; deltageren skal tage testen igen"
        ).format(question=before)
    return _("spørgsmålet »{question}« hører ikke til deltagerens test").format(question=before or name)


def _no_constant(name: str) -> None:
    raise AnswerFileError(_("filen er ikke gyldig JSON: {value} er ikke et tal").format(value=name))


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _other in pairs}) != len(pairs):
        raise AnswerFileError(_("det samme felt står flere gange i filen"))
    return dict(pairs)
