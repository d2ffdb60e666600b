"""»Dine medarbejdere«: whom a manager leads, and which tests they have handed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import N_, _
from trekant.course.writing.text import in_danish_order
from trekant.service import grader
from trekant.service.kept.access import Account
from trekant.service.leaders.done import Led, tests_and_people
from trekant.service.numbers import LEAST, Share, unless_few
from trekant.service.state import Service
from trekant.service.trainer.people import Query as Asked
from trekant.service.trainer.people import part_of
from trekant.service.trainer.progress import OVERDUE
from trekant.service.web.guard import Managing, ServiceHere

PATH = "/leder"

router = APIRouter(tags=["manager"], default_response_class=HTMLResponse)

Short = Annotated[str, Query(max_length=120)]

LACKING = "mangler"
"""Stands in an address for those who lack a test."""

VIEWS = {"": N_("Alle"), LACKING: N_("Mangler en test"), OVERDUE: N_("Over fristen")}

_ORDERS: dict[str, Callable[[Led], Any]] = {
    "navn": lambda one: in_danish_order(one.participant.name),
    "mangler": lambda one: (not one.late, -one.lacks, in_danish_order(one.participant.name)),
}


@router.get(PATH)
def own_people(
    account: Managing,
    service: ServiceHere,
    q: Short = "",
    vis: Short = "",
    sorter: Short = "navn",
    side: int = 1,
) -> Response:
    """Whom the manager leads, by name, and what they have handed in."""
    quizzes, everybody = tests_and_people(service, grader.led_by(service.database, account.email))
    order = sorter if sorter.removeprefix("-") in _ORDERS else "navn"
    view = vis if vis in VIEWS else ""
    people = [one for one in everybody if _is_wanted(one, q, view)]
    people.sort(key=_ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
    page = service.frame.page(
        "leader/own-people.html",
        _("Dine medarbejdere"),
        email=account.email,
        quizzes=quizzes,
        everybody=everybody,
        asked=Asked(PATH, q=q, vis=view, sorter=order),
        views=[(name, _(words)) for name, words in VIEWS.items()],
        part=part_of(people, side),
        least=LEAST,
        shares=shares_by_test(quizzes, everybody),
        also_participant=_is_on_roster(service, account),
    )
    return HTMLResponse(page)


def _is_wanted(one: Led, search: str, view: str) -> bool:
    found = all(word in one.participant.name.casefold() for word in search.casefold().split())
    return found and (not view or (one.late if view == OVERDUE else one.lacks > 0))


def shares_by_test(quizzes: Sequence[Quiz], people: Sequence[Led]) -> list[tuple[str, Share]]:
    """How many of those who are to take a test have handed it in, by its title, for groups that are large enough."""
    found = []
    for number, quiz in enumerate(quizzes):
        cells = [one.cells[number] for one in people]
        if share := unless_few([cell.done for cell in cells if cell.asked]):
            found.append((quiz.title, share))
    return found


def _is_on_roster(service: Service, account: Account) -> bool:
    with service.database.reading() as connection:
        return bool(account.email and grader.codes_on_roster(connection, email=account.email))
