"""By when each cohort is to hand in: shown, set and taken away."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy import delete, insert, select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.course.writing.text import in_danish_order
from trekant.service.kept.tables import DEADLINE
from trekant.service.trainer.people import seen_by, values_of
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

PATH = "/underviser/frister"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)


@router.get("")
def deadlines(account: Training, service: ServiceHere) -> Response:
    """The days that are set, and a form to set one."""
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    with service.database.reading() as connection:
        rows = [row for row in connection.execute(select(DEADLINE)) if account.may_see(row.cohort)]
    rows.sort(key=lambda row: (in_danish_order(row.cohort), row.day, row.quiz))
    page = service.frame.page(
        "trainer/deadlines.html",
        _("Frister"),
        here=PATH,
        rows=[(row, titles.get(row.quiz, row.quiz)) for row in rows],
        cohorts=values_of(seen_by(service, account), "cohort"),
        quizzes=list(titles.items()),
    )
    return HTMLResponse(page)


@router.post("", status_code=303, response_class=RedirectResponse, responses={400: {}, 404: {}})
def set_deadline(
    account: Training,
    service: ServiceHere,
    hold: Annotated[str, Form(max_length=120)] = "",
    test: Annotated[str, Form(max_length=128)] = "",
    dag: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Set the day for a cohort and a quiz; without a day there is none any more."""
    known = any(one.cohort == hold for one in seen_by(service, account))
    quizzes = {quiz.id for quiz in service.graded_quizzes()}
    if not account.may_see(hold) or (dag and not (known and test in quizzes)):
        raise ProblemError(404)
    day = _day(dag)
    with service.database.writing() as connection:
        connection.execute(delete(DEADLINE).where(DEADLINE.c.cohort == hold, DEADLINE.c.quiz == test))
        if day is not None:
            connection.execute(insert(DEADLINE).values(cohort=hold, quiz=test, day=day))
    service.note(account, "deadline-set" if day else "deadline-removed", quiz=test)
    return RedirectResponse(PATH, 303)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        said = _("»{day}« er ikke en dag. Vælg den i kalenderen, eller skriv den som 2026-12-24.").format(day=typed)
        raise ProblemError(400, said) from None
