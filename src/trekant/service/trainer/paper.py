"""A test that was answered on paper: printing it for a participant, and typing in what was written on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.pages.sheet import SheetQuestion, answer_on, edition_of, lacking, sheet_questions
from trekant.course.people.participant import Participant, as_code
from trekant.course.quizzes.answers import AUTHORED, MAX_BYTES, AnswerFileError, KeptSheet
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import CourseError
from trekant.course.tasks.interaction import Answer, AnswerError, Task
from trekant.course.words import _, capital
from trekant.course.writing.text import inline_html, to_html
from trekant.service.accepting import accept
from trekant.service.kept.hand_ins import Arrived
from trekant.service.kept.moments import aware
from trekant.service.state import Service
from trekant.service.trainer.overview import Short
from trekant.service.trainer.people import by_name, one_seen_by, seen_by
from trekant.service.web.attached import attached
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

PATH = "/underviser/papir"
LISTED = 500
"""So many participants are suggested while one types a code."""

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)


@dataclass(frozen=True)
class Sheet:
    """The sheet of a participant, whom the trainer may see."""

    one: Participant
    quiz: Quiz
    tasks: dict[str, Task]
    questions: tuple[SheetQuestion, ...]

    @property
    def address(self) -> str:
        """Where it is typed in."""
        return f"{PATH}/{self.quiz.id}/{self.one.code}"

    @property
    def edition(self) -> str:
        """What stands on the sheet."""
        return edition_of(self.quiz)


def _sheet(test: str, code: str, account: Training, service: ServiceHere) -> Sheet:
    """The sheet that an address names.

    Raises:
        ProblemError: there is no such test or participant.
    """
    found = service.quiz(test)
    if found is None:
        raise ProblemError(404, _("Der er ingen test, der hedder »{quiz}«, og som bliver afleveret.").format(quiz=test))
    one = one_seen_by(service, account, code)
    return Sheet(one, *found, sheet_questions(*found, one.code))


Named = Annotated[Sheet, Depends(_sheet)]


@router.get("", responses={303: {}, 404: {}})
def choose(account: Training, service: ServiceHere, test: Short = "", kode: Short = "") -> Response:
    """Choose a test and a participant; with both one is led on."""
    people = sorted(seen_by(service, account), key=by_name)
    kode = as_code(kode)
    wrong = ""
    if test and kode:
        if service.quiz(test) and any(one.code == kode for one in people):
            return RedirectResponse(f"{PATH}/{test}/{kode}", 303)
        wrong = _("Der er ingen deltager med koden »{code}« blandt dine. Se efter på papiret.").format(code=kode)
    page = service.frame.page(
        "trainer/paper.html",
        _("Svar på papir"),
        here=PATH,
        quizzes=service.graded_quizzes(),
        people=people[:LISTED],
        asked=(test, kode),
        wrong=wrong,
    )
    return HTMLResponse(page, 404 if wrong else 200)


@dataclass(frozen=True)
class Typed:
    """What was typed in: by question what is no answer and why, what else lacks, and all of it to show again."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    wrong: Mapping[int, str] = field(default_factory=dict)
    missing: Sequence[int] = ()
    form: FormData = field(default_factory=FormData)

    def has(self, name: str, value: str) -> bool:
        """Whether a field has a value."""
        return value in self.form.getlist(name)


@router.get("/{test}/{code}", responses={404: {}})
def type_in(sheet: Named, service: ServiceHere) -> Response:
    """The sheet as a form."""
    return _form(service, sheet, Typed())


def _form(service: Service, sheet: Sheet, typed: Typed, status: int = 200) -> Response:
    before = next((one for one in service.hand_ins.of(sheet.one.code) if one.quiz == sheet.quiz.id), None)
    page = service.frame.page(
        "trainer/paper-form.html",
        sheet.quiz.title,
        here=PATH,
        sheet=sheet,
        typed=typed,
        html=lambda text: Markup(to_html(text)),  # noqa: S704  nothing in it is a tag that the author wrote
        inline=lambda text: Markup(inline_html(text)),  # noqa: S704  the same
        before=aware(before.arrived) if before else None,
    )
    return HTMLResponse(page, status)


async def _fields(request: Request) -> FormData:
    """What was typed in.

    Raises:
        ProblemError: it is more than any answers are.
    """
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > 3 * MAX_BYTES:  # a letter may take three bytes more in a form
        raise ProblemError(413)
    return await request.form(max_files=0, max_fields=1000)


def _typed(sheet: Sheet, form: FormData) -> Typed:
    answers: dict[str, Answer] = {}
    wrong: dict[int, str] = {}
    for one in sheet.questions:
        name = f"s{one.number}"
        ids = {letter: option for option, letter in one.letters.items()}
        if one.marks:
            written = {option: str(form.get(f"{name}{letter}", "")) for letter, option in ids.items()}
        else:
            written = {ids.get(letter, letter): "x" for letter in map(str, form.getlist(name)) if letter}
        text = str(form.get(name, "")).replace("\r\n", "\n")
        try:
            found = answer_on(one, {} if one.task.kind.by_hand else written, text)
            one.task.check(found)
        except AnswerError as error:
            wrong[one.number] = f"{capital(str(error))}."
        else:
            if found is not None:
                answers[one.id] = found
    missing = [number for number in lacking(sheet.questions, answers) if number not in wrong]
    return Typed(answers, wrong, missing, form)


@router.post("/{test}/{code}", responses={303: {}, 400: {}, 404: {}, 409: {}, 413: {}})
def hand_in_for(
    sheet: Named, account: Training, service: ServiceHere, form: Annotated[FormData, Depends(_fields)]
) -> Response:
    """Hand in what was typed in, for the participant; what lacks is asked about first."""
    if form.get("udgave") != sheet.edition:
        raise ProblemError(409, _("Testen er lavet om, siden papiret blev printet. Print den nye udgave."))
    typed = _typed(sheet, form)
    if typed.wrong:
        return _form(service, sheet, typed, 400)
    if typed.missing and not form.get("alligevel"):
        return _form(service, sheet, typed)
    arrived, new = _handed_in(service, sheet, typed.answers)
    if new:
        service.note(account, "keyed-in", about=sheet.one.code, quiz=sheet.quiz.id)
    return RedirectResponse(f"{sheet.address}/{arrived.id}{'' if new else '?igen=ja'}", 303)


def _handed_in(service: Service, sheet: Sheet, answers: Mapping[str, Answer]) -> tuple[Arrived, bool]:
    """The way of a hand-in by button; the moment of it is now."""
    made = KeptSheet(
        format=AUTHORED,
        quiz=sheet.quiz.id,
        revision=sheet.quiz.revision,
        participant=sheet.one.code,
        handed_in=datetime.now(UTC),
        answers=dict(answers),
    )
    try:
        accepted = accept(service, made, sheet.quiz, sheet.tasks)
    except AnswerFileError as error:
        raise ProblemError(400, f"{capital(str(error))}.") from None
    return accepted.arrived, accepted.new


# before the address of a receipt, which takes any name
@router.get(
    "/{test}/{code}/print",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, 404: {}, 409: {}},
)
def print_sheet(sheet: Named, service: ServiceHere, account: Training) -> Response:
    """The sheet as a PDF to print."""
    try:
        content = service.settings.paper.sheet(service.course, sheet.quiz.id, sheet.one.code)
    except CourseError as error:
        raise ProblemError(409, str(error)) from None
    service.note(account, "paper-printed", about=sheet.one.code, quiz=sheet.quiz.id)
    return attached(content, f"test-{sheet.quiz.id}-{sheet.one.code}.pdf", "application/pdf")


@router.get("/{test}/{code}/{hand_in}", responses={404: {}})
def receipt(sheet: Named, hand_in: str, service: ServiceHere, igen: Short = "") -> Response:
    """That a sheet was handed in, and what it came to."""
    found = service.hand_ins.one(hand_in)
    if found is None or (found.participant, found.quiz) != (sheet.one.code, sheet.quiz.id):
        raise ProblemError(404)
    page = service.frame.page(
        "trainer/paper-receipt.html",
        _("Svarene er afleveret"),
        here=PATH,
        sheet=sheet,
        found=found,
        when=aware(found.arrived),
        again=bool(igen),
    )
    return HTMLResponse(page)
