"""How long everything is kept, what is next to be removed, and what is too old now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form
from sqlalchemy import func, select
from starlette.responses import HTMLResponse, Response

from trekant.course.people.retention import Retention, days_in_words
from trekant.course.store import CourseError
from trekant.course.words import N_, _
from trekant.service.background.errands import DUE, EXPIRE, run_errand
from trekant.service.kept.access import Account
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import AUDIT, HAND_IN
from trekant.service.people_kept import last_heard_of
from trekant.service.state import Service
from trekant.service.trainer.person import WORD
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

PATH = "/underviser/opbevaring"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

NOT_ALL = N_("Det, der er for gammelt, bliver slettet for alle hold på én gang af en underviser, der har alle hold.")


@dataclass(frozen=True)
class KeptFor:
    """Something that is kept: for how long in words, since when the oldest of it counts, and when that is to go."""

    what: str
    period: str
    oldest: datetime | None
    goes: datetime | None


@router.get("")
def retention_page(account: Training, service: ServiceHere) -> Response:
    """How long everything is kept, and when the oldest of it is to go."""
    return _page(service, account)


@router.post("", responses={403: {}, 409: {}})
def what_is_due(account: Training, service: ServiceHere) -> Response:
    """What is too old now; nothing is removed yet."""
    _sees_everybody(account)
    return _page(service, account, due=_errand(service, DUE))


@router.post("/slet", responses={400: {}, 403: {}, 409: {}})
def remove_what_is_due(
    account: Training, service: ServiceHere, ord: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Remove what is too old."""
    _sees_everybody(account)
    if ord.strip().casefold() != _(WORD):
        said = _("Skriv ordet »{word}«, når det, der er for gammelt, skal slettes.")
        raise ProblemError(400, said.format(word=_(WORD)))
    removed = _errand(service, EXPIRE)
    service.note(account, "expired")
    return _page(service, account, removed=removed)


def _sees_everybody(account: Account) -> None:
    if account.cohorts is not None:
        raise ProblemError(403, _(NOT_ALL))


def _errand(service: Service, what: str) -> list[str]:
    try:
        return run_errand(service.settings, what)
    except CourseError as error:
        raise ProblemError(409, str(error)) from None


def _page(
    service: Service, account: Account, due: Sequence[str] | None = None, removed: Sequence[str] | None = None
) -> Response:
    settings = service.course.settings
    retention = settings.model.retention if settings else Retention()
    page = service.frame.page(
        "trainer/retention.html",
        _("Opbevaring"),
        here=PATH,
        kinds=_kinds(service, retention),
        any_period=not retention.keeps_for_ever,
        may_remove=account.cohorts is None,
        not_all=_(NOT_ALL),
        due=due,
        removed=removed,
        word=_(WORD),
    )
    return HTMLResponse(page)


def _kinds(service: Service, retention: Retention) -> list[KeptFor]:
    with service.database.reading() as connection:
        answers = connection.scalar(select(func.min(HAND_IN.c.arrived)))
        audit = connection.scalar(select(func.min(AUDIT.c.at)))
        people = min(last_heard_of(connection).values(), default=None)
    return [
        _kind(_("Svar, der er afleveret med knappen"), retention.answers, answers),
        _kind(_("Navn, point og kursusbevis"), retention.participants, people),
        _kind(_("Det, undervisere har gjort"), retention.audit, audit),
    ]


def _kind(what: str, days: int | None, oldest: datetime | None) -> KeptFor:
    since = aware(oldest) if oldest else None
    goes = since + timedelta(days=days) if since and days else None
    return KeptFor(what, days_in_words(days) if days else "", since, goes)
