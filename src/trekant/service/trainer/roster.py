"""The roster: looked at, uploaded, seen before it counts, and undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.people.codes import MOST, new_codes
from trekant.course.people.participant import MAX_FIELD, Participant
from trekant.course.words import _
from trekant.service import grader
from trekant.service.kept.moments import aware
from trekant.service.kept.tables import ACCOUNT, AUDIT
from trekant.service.lti.platforms import NotFetchedError
from trekant.service.pages.mine import ASKED_FOR_DELETION
from trekant.service.state import Service
from trekant.service.trainer.from_lms import fetch_from_lms, lms_courses
from trekant.service.trainer.imports import confirm_import, last_import, preview_of, undo_import, upload_roster
from trekant.service.trainer.people import NONE_OF_THEM, ORDERS, Wanted, part_of, seen_by, values_of
from trekant.service.trainer.people import Query as Asked
from trekant.service.web.attached import attached
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.sizes import A_FILE, file_of

PATH = "/underviser/deltagere"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

Short = Annotated[str, Query(max_length=120)]


@router.get("")
def roster_page(
    account: Training,
    service: ServiceHere,
    hold: Short = "",
    sted: Short = "",
    q: Short = "",
    sorter: Short = "navn",
    side: int = 1,
) -> Response:
    """The roster, with what can be done to it."""
    order = sorter if sorter.removeprefix("-") in ORDERS else "navn"
    everybody = seen_by(service, account)
    wanted = Wanted(q, hold, sted)
    people = [one for one in everybody if wanted.has(one)]
    people.sort(key=ORDERS[order.removeprefix("-")], reverse=order.startswith("-"))
    part = part_of(people, side)
    last = last_import(service, account)
    page = service.frame.page(
        "trainer/roster.html",
        _("Deltagere"),
        here=PATH,
        asked=Asked(PATH, hold=hold, sted=sted, q=q, sorter=order),
        part=part,
        can_sign_in=with_code(service, [one.code for one in part.rows]),
        cohorts=values_of(everybody, "cohort"),
        workplaces=values_of(everybody, "workplace"),
        none_of_them=NONE_OF_THEM,
        asking=_asking_for_deletion(service, everybody),
        undo=last[0] if last else "",
        undo_from=aware(last[1]["at"]) if last else None,
        most=MOST,
        lms_courses=[(one, aware(one.seen)) for one in lms_courses(service, account)],
    )
    return HTMLResponse(page)


def _asking_for_deletion(service: Service, people: Sequence[Participant]) -> list[Participant]:
    """Those who have asked to have it all deleted; once that is done, nobody knows that they had."""
    with service.database.reading() as connection:
        wanted = select(AUDIT.c.about).where(AUDIT.c.action == ASKED_FOR_DELETION)
        asking = set(connection.scalars(wanted.distinct()))
    return [one for one in people if one.code in asking]


def with_code(service: Service, codes: list[str]) -> set[str]:
    """Those of some participants who have a sign-in code that works."""
    found: set[str] = set()
    with service.database.reading() as connection:
        for start in range(0, len(codes), 500):
            wanted = (ACCOUNT.c.participant.in_(codes[start : start + 500]), ACCOUNT.c.secret.is_not(None))
            found |= set(connection.scalars(select(ACCOUNT.c.participant).where(*wanted, ACCOUNT.c.revoked.is_(None))))
    return found


async def _file(request: Request) -> bytes:
    too_large = _("Filen er for stor. En deltagerliste må højst fylde fem megabyte.")
    return await file_of(request, grader.MOST_OF_A_ROSTER, too_large, _("Vælg den fil, der skal hentes ind."))


@router.post("", status_code=303, response_class=RedirectResponse, responses={400: {}, 413: {}}, openapi_extra=A_FILE)
def upload(account: Training, service: ServiceHere, raw: Annotated[bytes, Depends(_file)]) -> Response:
    """Take a roster in to be looked at; nothing is changed yet."""
    try:
        kept = upload_roster(service, account, raw)
    except grader.RosterError as error:
        return _refused(service, str(error))
    return RedirectResponse(f"{PATH}/hentet/{kept}", 303)


@router.post("/fra-lms", status_code=303, response_class=RedirectResponse, responses={400: {}, 404: {}})
def fetch_members(
    account: Training,
    service: ServiceHere,
    forloeb: Annotated[str, Form(max_length=32)],
    hold: Annotated[str, Form(max_length=MAX_FIELD)] = "",
) -> Response:
    """Fetch the people of a course in an LMS to be looked at; nothing is changed yet."""
    try:
        found = fetch_from_lms(service, account, forloeb, hold.strip())
    except NotFetchedError as error:
        return _refused(service, str(error))
    left_out = {"mangler": found.no_email, "andre": found.elsewhere, "ubrugelige": found.unusable}
    return RedirectResponse(f"{PATH}/hentet/{found.upload}?{urlencode({'fra': 'lms'} | left_out)}", 303)


def _refused(service: Service, said: str) -> Response:
    page = service.frame.page(
        "trainer/refused.html", _("Listen kan ikke bruges endnu"), here=PATH, lines=said.splitlines()
    )
    return HTMLResponse(page, 400)


Count = Annotated[int, Query(ge=0)]


@router.get("/hentet/{kept}", responses={404: {}})
def look_at_upload(
    kept: str,
    account: Training,
    service: ServiceHere,
    fra: Short = "",
    mangler: Count = 0,
    andre: Count = 0,
    ubrugelige: Count = 0,
) -> Response:
    """What an uploaded roster would do, and of one from an LMS how many are not in it."""
    try:
        found = preview_of(service, account, kept)
    except grader.RosterError as error:
        return _refused(service, str(error))
    page = service.frame.page(
        "trainer/preview.html",
        _("Se listen, før den gælder"),
        here=PATH,
        found=found,
        people={one.code: one for one in found.file.participants},
        before={one.code: one for one in seen_by(service, account)},
        fields=grader.FIELDS,
        shown=SHOWN,
        from_lms=fra == "lms",
        no_email=mangler,
        elsewhere=andre,
        unusable=ubrugelige,
    )
    return HTMLResponse(page)


SHOWN = 200
"""So many people are listed of each kind."""


@router.post("/hentet/{kept}", status_code=303, response_class=RedirectResponse, responses={404: {}})
def let_upload_count(kept: str, account: Training, service: ServiceHere) -> Response:
    """Let an uploaded roster count."""
    try:
        done = confirm_import(service, account, kept)
    except grader.RosterError as error:
        return _refused(service, str(error))
    service.note_each(account, "roster-added", done.new)
    service.note_each(account, "roster-changed", list(done.changed))
    return RedirectResponse(PATH, 303)


@router.post("/hentet/{kept}/fortryd", responses={404: {}})
def take_back(kept: str, account: Training, service: ServiceHere) -> Response:
    """Take the last import back."""
    stay = undo_import(service, account, kept)
    service.note(account, "roster-undone")
    if not stay:
        return RedirectResponse(PATH, 303)
    said = _("Alt er som før, men de her har allerede afleveret, så de står stadig på listen: {codes}.")
    ways = [(PATH, _("Deltagere"))]
    title = _("Det er fortrudt")
    return HTMLResponse(service.frame.page("message.html", title, said=said.format(codes=", ".join(stay)), ways=ways))


@router.post("/nye-koder", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def fresh_codes(account: Training, service: ServiceHere, antal: Annotated[int, Form(ge=1, le=MOST)]) -> Response:
    """Participant codes that nobody has, as a roster to write names into."""
    taken = {one.code for one in grader.everybody(service.database)}
    content = grader.csv_of(tuple(Participant(code=code) for code in new_codes(antal, taken)))
    return _as_file(content, "deltagere.csv")


@router.get("/liste", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
def whole_roster(account: Training, service: ServiceHere) -> Response:
    """The roster as a CSV file that can be changed and uploaded again."""
    service.note(account, "roster-downloaded")
    return _as_file(grader.csv_of(tuple(seen_by(service, account))), "deltagere.csv")


def _as_file(content: str, name: str) -> Response:
    return attached(content.encode(), name, "text/csv; charset=utf-8")
