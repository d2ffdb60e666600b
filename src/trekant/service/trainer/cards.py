"""Sign-in codes: made for some people, shown once on a sheet of cards to print, and revoked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.people.participant import Participant
from trekant.course.words import _
from trekant.service.kept.access import Account, ensure_participants
from trekant.service.start import personal_link
from trekant.service.state import Service
from trekant.service.trainer.people import NONE_OF_THEM, by_name, one_seen_by, seen_by
from trekant.service.trainer.roster import PATH, with_code
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError
from trekant.service.web.qr import qr_of

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

MOST_CARDS = 200
"""So many cards are made at once; for the rest of a large cohort one presses again."""

Codes = Annotated[list[str], Form(max_length=MOST_CARDS)]


@router.post("/kort", responses={404: {}, 422: {}})
def cards(
    account: Training,
    service: ServiceHere,
    kode: Codes = [],  # noqa: B006  FastAPI copies it
    hold: Annotated[str, Form(max_length=120)] = "",
    alle: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """New sign-in codes for chosen people, or for those of a cohort who have none, on a sheet that is shown once."""
    seen = {one.code: one for one in seen_by(service, account)}
    if hold:
        cohort = "" if hold == NONE_OF_THEM else hold
        people = [one for one in seen.values() if one.cohort == cohort]
        have = set() if alle else with_code(service, [one.code for one in people])
        people = [one for one in people if one.code not in have]
    else:
        if not set(kode) <= seen.keys():
            raise ProblemError(404)
        people = [seen[code] for code in dict.fromkeys(kode)]
    if not people:
        said = _("Der er ingen at lave kort til. Sæt kryds ved nogen, eller vælg et hold, hvor nogen mangler et kort.")
        raise ProblemError(400, said)
    return _sheet(service, account, sorted(people, key=by_name))


@router.post("/{code}/kort", responses={404: {}})
def card(code: str, account: Training, service: ServiceHere) -> Response:
    """A new sign-in code for one person."""
    return _sheet(service, account, [one_seen_by(service, account, code)])


def _sheet(service: Service, account: Account, people: Sequence[Participant]) -> Response:
    now, later = people[:MOST_CARDS], people[MOST_CARDS:]
    accounts = ensure_participants(service.database, [one.code for one in now])
    codes = service.accounts.new_codes(list(accounts.values()))
    service.note_each(account, "sign-in-code-made", [one.code for one in now])
    made = [(one, codes[accounts[one.code]]) for one in now]
    ways = (PATH, _("Tilbage til deltagerne"), _("Kode til at logge ind"))
    return sheet_of_cards(service, _("Kort til at logge ind med"), made, ways, later=len(later))


def sheet_of_cards(
    service: Service, title: str, made: Sequence[tuple[Any, str]], ways: tuple[str, str, str], *, later: int = 0
) -> Response:
    """Cards to print, each of somebody and a code; ``ways`` are the way back, its words, and what the code is called.

    ``later`` is how many are to have a card yet.
    """
    back, back_words, code_words = ways
    page = service.frame.page(
        "trainer/cards.html",
        title,
        here=PATH,
        cards=[(one, code, qr_of(personal_link(service, code))) for one, code in made],
        address=service.settings.address,
        back=back,
        back_words=back_words,
        code_words=code_words,
        later=later,
    )
    return HTMLResponse(page)


@router.post("/{code}/spaer", status_code=303, response_class=RedirectResponse, responses={404: {}})
def revoke(code: str, account: Training, service: ServiceHere) -> Response:
    """Let the sign-in code of somebody work no more."""
    one = one_seen_by(service, account, code)
    if found := service.accounts.of_participant(one.code):
        service.accounts.revoke(found.id)
        service.note(account, "sign-in-code-revoked", about=one.code)
    return RedirectResponse(f"{PATH}/{one.code}", 303)
