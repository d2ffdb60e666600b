"""Texts that wait for a person: one question through all participants, without names until they are asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from trekant.course.people.participant import Participant
from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import _
from trekant.course.writing.text import inline_html, number_in_words, to_html
from trekant.service.kept.access import Account
from trekant.service.state import Service
from trekant.service.texts import OvertakenError, Reading, asked_in, give_points, one_reading, readings_of, written_in
from trekant.service.told import may_know
from trekant.service.trainer.overview import Short
from trekant.service.trainer.passed import settle_certificates
from trekant.service.trainer.people import Query as Asked
from trekant.service.trainer.people import one_seen_by, seen_by
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

PATH = "/underviser/fritekst"
router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

_NUMBER = re.compile(r"(\d{1,4})(?:[.,](\d{1,4}))?")

Field = Annotated[str, Form(max_length=128)]
Comment = Annotated[str, Form(max_length=5000)]


@dataclass(frozen=True)
class Pile:
    """Some texts to go through, and how they were asked for; people by code are those that the trainer sees."""

    asked: Asked
    texts: Sequence[Reading]
    people: Mapping[str, Participant]

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(one.waits for one in self.texts)

    def called(self, one: Reading) -> str:
        """What a participant is called: a number, until the name is asked for."""
        if self.asked["navne"] or self.asked["deltager"]:
            return self.people[one.participant].shown
        number = [other.id for other in self.texts].index(one.id) + 1
        return _("Deltager {number}").format(number=number)

    def beside(self, one: Reading, step: int) -> Reading | None:
        """The text that is so many before or after another."""
        place = [other.id for other in self.texts].index(one.id) + step
        return self.texts[place] if 0 <= place < len(self.texts) else None

    def next_to_read(self, after: str = "") -> Reading | None:
        """The next that waits, from the beginning again where none follows."""
        place = next((place for place, one in enumerate(self.texts, 1) if one.id == after), 0)
        return next((one for one in [*self.texts[place:], *self.texts[:place]] if one.waits), None)


def _pile(service: Service, account: Account, test: str, opgave: str, deltager: str, navne: str) -> Pile:
    """The texts that are asked for, of the participants whom the trainer sees."""
    quizzes = {quiz.id: quiz for quiz in service.graded_quizzes()}
    seen = {one.code: one for one in seen_by(service, account)}
    if deltager:
        seen = {deltager: one_seen_by(service, account, deltager)}
    found = [
        one
        for one in readings_of(service.database, list(quizzes))
        if one.participant in seen and test in ("", one.quiz) and opgave in ("", one.slot)
    ]

    def place(one: Reading) -> tuple[str, ...]:
        # where each participant was asked something else, those with the same question come together
        quiz = quizzes[one.quiz]
        question = asked_in(quiz, one.slot, one.participant) if quiz.blueprint else ""
        return quiz.title, one.slot, question, one.id

    asked = Asked(PATH, test=test, opgave=opgave, deltager=deltager, navne=navne)
    return Pile(asked, sorted(found, key=place), seen)


@router.get("", responses={404: {}})
def texts(
    account: Training,
    service: ServiceHere,
    test: Short = "",
    opgave: Short = "",
    deltager: Short = "",
    navne: Short = "",
    svar: Short = "",
) -> Response:
    """The questions that somebody has to read, or the next text to one of them, or of one participant."""
    pile = _pile(service, account, test, opgave, deltager, navne)
    if not (test and opgave) and not deltager:
        return _questions(service, pile)
    chosen = next((one for one in pile.texts if one.id == svar), None) if svar else pile.next_to_read()
    if svar and chosen is None:
        raise ProblemError(404)
    return _page(service, pile, chosen)


def _questions(service: Service, pile: Pile) -> Response:
    rows: dict[tuple[str, str], list[Reading]] = {}
    for one in pile.texts:
        rows.setdefault((one.quiz, one.slot), []).append(one)
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    found = [
        (titles[quiz], slot.rpartition("-")[2].lstrip("0"), pile.asked.but(test=quiz, opgave=slot), texts)
        for (quiz, slot), texts in rows.items()
    ]
    return HTMLResponse(service.frame.page("trainer/texts.html", _("Fritekst"), here=PATH, rows=found))


def _page(service: Service, pile: Pile, one: Reading | None, status: int = 200, **more: Any) -> Response:
    """A text with what it is read by; ``more`` is what was just saved, or what stands in the way of that."""
    shown: dict[str, Any] = {"one": one, "pile": pile, "saved": None, "now": None, "typed": None, "wrong": "", **more}
    if one is not None:
        quiz = _quiz_of(service, one)[0]
        shown |= {"quiz": quiz, "written": _shown(service, one), "most": number_in_words(one.maximum)}
        typed = (one.points is not None and number_in_words(one.points, 4)) or "", one.comment
        shown |= {"typed": shown["typed"] or typed}
    return HTMLResponse(service.frame.page("trainer/text.html", _("Fritekst"), here=PATH, **shown), status)


def _quiz_of(service: Service, one: Reading) -> tuple[Quiz, Any]:
    found = service.quiz(one.quiz)
    if found is None:
        raise ProblemError(404)
    return found


def _shown(service: Service, one: Reading) -> dict[str, Any] | None:
    """The question, what it is read by and what was written."""
    quiz, tasks = _quiz_of(service, one)
    found = written_in(service.course.root, quiz, tasks, one)
    if found is None:
        return None
    return {
        "prompt": Markup(to_html(found.task.prompt)),  # noqa: S704  the course's own text, in which HTML is text
        "rubric": [Markup(inline_html(line)) for line in found.task.rubric],  # noqa: S704
        "model": Markup(to_html(found.task.model or "")),  # noqa: S704
        "text": found.text,
    }


def _mine(service: Service, account: Account, grade: str) -> Reading:
    """A text of a participant whom the trainer sees.

    Raises:
        ProblemError: there is none.
    """
    found = one_reading(service.database, grade)
    if found is None or service.quiz(found.quiz) is None:
        raise ProblemError(404)
    one_seen_by(service, account, found.participant)
    return found


@router.post("/{grade}", responses={400: {}, 404: {}, 409: {}})
def save_points(
    grade: str,
    account: Training,
    service: ServiceHere,
    point: Annotated[str, Form(max_length=20)] = "",
    kommentar: Comment = "",
    version: Field = "",
    test: Field = "",
    opgave: Field = "",
    deltager: Field = "",
    navne: Field = "",
) -> Response:
    """Save the points and the comment of a text, and show the next one that waits."""
    one = _mine(service, account, grade)
    comment = kommentar.replace("\r\n", "\n").strip()
    points, wrong = _points(point, one.maximum)
    pile = _pile(service, account, test, opgave, deltager, navne)
    if points is None:
        return _page(service, pile, one, 400, typed=(point, comment), wrong=wrong)
    try:
        saved = give_points(service.database, grade, version, points, comment)
    except OvertakenError as error:
        return _page(service, pile, error.now, 409, typed=(point, comment), now=error.now)
    if saved is None:
        raise ProblemError(404)
    if saved[0] != saved[1]:
        service.note(account, "text-marked", about=one.participant, quiz=one.quiz)
        _settle(service, one)
    pile = _pile(service, account, test, opgave, deltager, navne)
    return _page(service, pile, pile.next_to_read(grade), saved=saved)


def _points(typed: str, most: float) -> tuple[float | None, str]:
    """The points that are typed; without them, what is wrong."""
    found = _NUMBER.fullmatch(typed.strip())
    if not found:
        return None, _("Skriv point som et tal, for eksempel 1,5.")
    points = float(f"{found[1]}.{found[2] or 0}")
    if points > most:
        return None, _("Man kan højst få {most} point.").format(most=number_in_words(most))
    return points, ""


def _settle(service: Service, one: Reading, *, undone: bool = False) -> None:
    """See to the certificate, where the participant may know how it went."""
    quiz = _quiz_of(service, one)[0]
    if may_know(service.database, quiz):
        settle_certificates(service, quiz, [one.participant], undone=undone)


@router.post("/{grade}/fortryd", responses={400: {}, 404: {}, 409: {}})
def undo_points(
    grade: str,
    account: Training,
    service: ServiceHere,
    point: Annotated[str, Form(max_length=20)] = "",
    kommentar: Comment = "",
    venter: Field = "",
    version: Field = "",
    test: Field = "",
    opgave: Field = "",
    deltager: Field = "",
    navne: Field = "",
) -> Response:
    """Take back what was just saved, so that a text has what it had before."""
    one = _mine(service, account, grade)
    points, wrong = _points(point, one.maximum) if point else (None, "")
    if wrong:
        raise ProblemError(400, wrong)
    pile = _pile(service, account, test, opgave, deltager, navne)
    try:
        undone = give_points(
            service.database, grade, version, points, kommentar.replace("\r\n", "\n"), waits=bool(venter)
        )
    except OvertakenError as error:
        return _page(service, pile, error.now, 409, typed=(point, kommentar), now=error.now)
    if undone is None:
        raise ProblemError(404)
    if undone[0] != undone[1]:
        service.note(account, "text-mark-undone", about=one.participant, quiz=one.quiz)
        _settle(service, one, undone=True)
    return _page(service, _pile(service, account, test, opgave, deltager, navne), undone[1])
