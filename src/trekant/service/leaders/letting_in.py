"""How managers are let in: a trainer makes each of them a card, which is shown once, or closes it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form
from sqlalchemy import select
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import N_, _
from trekant.service import grader
from trekant.service.kept.access import Account, Role, ensure_managers
from trekant.service.kept.tables import ACCOUNT
from trekant.service.leaders.managers import Manager, managers_among
from trekant.service.state import Service
from trekant.service.trainer.cards import MOST_CARDS, sheet_of_cards
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

PATH = "/underviser/ledere"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

CLOSED = "closed"
WAYS = {"card": N_("Kort"), "work-account": N_("Arbejdspladsens login"), CLOSED: N_("Spærret")}
"""How a manager signs in."""

Chosen = Annotated[list[str], Form(max_length=MOST_CARDS)]


def managers_seen_by(service: Service, account: Account) -> list[Manager]:
    """The managers that a trainer may let in, by name: those all of whose people the trainer sees.

    A card for anybody else would show the trainer people who are not the trainer's.
    """
    found = managers_among(grader.everybody(service.database))
    return [one for one in found if all(account.may_see(person.cohort) for person in one.people)]


@router.get("")
def managers(account: Training, service: ServiceHere) -> Response:
    """The managers, and how each of them can sign in."""
    seen = managers_seen_by(service, account)
    page = service.frame.page(
        "leader/managers.html",
        _("Ledere"),
        here="/underviser/deltagere",
        managers=seen,
        ways=_ways_in(service),
        closed=_(WAYS[CLOSED]),
        limited=account.cohorts is not None,
    )
    return HTMLResponse(page)


def _ways_in(service: Service) -> dict[str, str]:
    """How each manager has come in or can, in words, by e-mail address."""
    with service.database.reading() as connection:
        rows = connection.execute(select(ACCOUNT).where(ACCOUNT.c.role == Role.MANAGER)).all()
    return {row.email: _(WAYS[_way_of(row)]) for row in rows}


def _way_of(row: Any) -> str:
    if row.revoked is not None:
        return CLOSED
    return "card" if row.secret else "work-account"


@router.post("/kort", responses={400: {}, 404: {}, 422: {}})
def managers_cards(
    account: Training,
    service: ServiceHere,
    leder: Chosen = [],  # noqa: B006  FastAPI copies it
) -> Response:
    """New sign-in codes for chosen managers, on a sheet that is shown once."""
    seen = {one.email: one for one in managers_seen_by(service, account)}
    if not set(leder) <= seen.keys():
        raise ProblemError(404)
    if not leder:
        raise ProblemError(400, _("Der er ingen at lave kort til. Sæt kryds ved en eller flere ledere."))
    chosen = list(dict.fromkeys(leder))
    accounts = ensure_managers(service.database, chosen)
    codes = service.accounts.new_codes([accounts[email] for email in chosen])
    service.note_each(account, "manager-code-made", [""] * len(chosen))
    made = [(seen[email], codes[accounts[email]]) for email in chosen]
    ways = (PATH, _("Tilbage til lederne"), _("Kode til at logge ind som leder"))
    return sheet_of_cards(service, _("Kort til ledere"), made, ways)


@router.post("/spaer", status_code=303, response_class=RedirectResponse, responses={404: {}})
def close_manager(
    account: Training, service: ServiceHere, leder: Annotated[str, Form(max_length=120)] = ""
) -> Response:
    """Let a manager in no more, neither by card nor by the organisation's sign-in."""
    if leder not in {one.email for one in managers_seen_by(service, account)}:
        raise ProblemError(404)
    if found := service.accounts.of_manager(leder):
        service.accounts.revoke(found.id)
        service.note(account, "manager-code-revoked")
    return RedirectResponse(PATH, 303)
