"""The overview: how far everybody is in a quiz, person by person, or by cohort or workplace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from trekant.course.quizzes.quiz import Quiz
from trekant.course.words import N_, _
from trekant.course.writing.text import in_danish_order
from trekant.service import grader
from trekant.service.lti.scores.outbox import Outbox
from trekant.service.lti.scores.page import in_trouble
from trekant.service.state import Service
from trekant.service.told import AT_ONCE, may_know
from trekant.service.trainer.mending import failed_of, refused_of
from trekant.service.trainer.people import NONE_OF_THEM, ORDERS, Part, Wanted, by_name, part_of, values_of
from trekant.service.trainer.people import Query as Asked
from trekant.service.trainer.progress import ORDER, OVERDUE, WORDS, Numbers, Progress, counted, progress_in
from trekant.service.trainer.results.reach import last_of
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix="/underviser", tags=["trainer"], default_response_class=HTMLResponse)

PATH = "/underviser"
Short = Annotated[str, Query(max_length=120)]

VIEWS = {"": N_("Personer"), "hold": N_("Hold"), "sted": N_("Arbejdssteder")}
_FIELD = {"hold": "cohort", "sted": "workplace"}


def _of_person(name: str) -> Callable[[Progress], Any]:
    by = ORDERS[name]
    return lambda one: by(one.participant)


def _by_points(one: Progress) -> float:
    # points that are the same may differ in what rounding left of them
    return round(one.standing.points, 2) if one.standing else -1.0


_ORDERS: dict[str, Callable[[Progress], Any]] = {
    **{name: _of_person(name) for name in ORDERS},
    "status": lambda one: (ORDER.index(one.step), _by_points(one), by_name(one.participant)),
    "point": lambda one: (_by_points(one), by_name(one.participant)),
    "afleveret": lambda one: (str(one.arrived or ""), by_name(one.participant)),
}


@router.get("")
def overview(
    account: Training,
    service: ServiceHere,
    test: Short = "",
    hold: Short = "",
    sted: Short = "",
    status: Short = "",
    q: Short = "",
    sorter: Short = "navn",
    vis: Short = "",
    side: int = 1,
) -> Response:
    """How far everybody is in a quiz."""
    quizzes = service.graded_quizzes()
    quiz = _chosen(quizzes, test)
    if quiz is None:
        return HTMLResponse(service.frame.page("trainer/no-quizzes.html", _("Overblik"), here=PATH))
    asked = Asked(PATH, test=test, hold=hold, sted=sted, status=status, q=q, sorter=_known(sorter), vis=vis)
    everybody = progress_in(service, account, quiz)
    wanted = Wanted(q, hold, sted)
    people = [one for one in everybody if wanted.has(one.participant)]
    page = service.frame.page(
        "trainer/overview.html",
        _("Overblik"),
        here=PATH,
        quizzes=quizzes,
        quiz=quiz,
        asked=asked,
        views=[(name, _(words)) for name, words in VIEWS.items()],
        steps=[(step, _(words)) for step, words in WORDS.items()],
        words_of=WORDS,
        overdue=OVERDUE,
        none_of_them=NONE_OF_THEM,
        cohorts=values_of((one.participant for one in everybody), "cohort"),
        workplaces=values_of((one.participant for one in everybody), "workplace"),
        count=counted(people),
        groups=_groups(people, vis),
        part=_rows(service, quiz, people, asked, side) if vis not in _FIELD else None,
        failed=failed_of(service, account),
        scores=in_trouble(Outbox(service.database)),
        refused=refused_of(service, account),
        may_release=quiz.result != AT_ONCE and account.cohorts is None,
        all_count=counted(everybody),
        released=may_know(service.database, quiz),
    )
    return HTMLResponse(page)


def _chosen(quizzes: Sequence[Quiz], wanted: str) -> Quiz | None:
    """The quiz that is asked for; where none is, the largest that one can pass, which is the last one of a course.

    Raises:
        ProblemError: there is none of the name.
    """
    if wanted:
        found = next((quiz for quiz in quizzes if quiz.id == wanted), None)
        if found is None:
            raise ProblemError(404, _("Der er ingen test, der hedder »{quiz}«.").format(quiz=wanted))
        return found
    return last_of(quizzes)


def _known(order: str) -> str:
    return order if order.removeprefix("-") in _ORDERS else "navn"


def _rows(service: Service, quiz: Quiz, people: Sequence[Progress], asked: Asked, number: int) -> Part[Progress]:
    """A page of those who are asked for; the points of those on it are added up exactly."""
    order = asked["sorter"]
    chosen = sorted(
        (one for one in people if one.is_at(asked["status"])),
        key=_ORDERS[order.removeprefix("-")],
        reverse=order.startswith("-"),
    )
    part = part_of(chosen, number)
    with_points = [one.participant.code for one in part.rows if one.points]
    exactly = grader.exact_standings_of(service.database, quiz, with_points)
    rows = [replace(one, standing=exactly.get(one.participant.code, one.standing)) for one in part.rows]
    return replace(part, rows=rows)


def _groups(people: Sequence[Progress], view: str) -> list[tuple[str, Numbers]]:
    """How many are how far, by cohort or workplace."""
    if view not in _FIELD:
        return []
    found: dict[str, list[Progress]] = defaultdict(list)
    for one in people:
        found[getattr(one.participant, _FIELD[view])].append(one)
    return [(name, counted(found[name])) for name in sorted(found, key=in_danish_order)]
