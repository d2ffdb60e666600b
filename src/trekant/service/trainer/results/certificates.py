"""The certificates that were given: one by one, withdrawn and given back, and confirmed by their check codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.people.certificate import in_groups
from trekant.course.store import CourseError
from trekant.course.words import _
from trekant.course.writing.text import in_danish_order
from trekant.service import given, grader
from trekant.service.given import Given
from trekant.service.kept.access import Account
from trekant.service.state import Service
from trekant.service.trainer.people import Query as Asked
from trekant.service.trainer.people import Wanted, part_of, seen_by
from trekant.service.trainer.results.reach import Reach, reach_of
from trekant.service.web.attached import attached_certificate
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError
from trekant.service.web.sizes import A_FILE, file_of

PATH = "/underviser/beviser"

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)

Short = Annotated[str, Query(max_length=120)]


@dataclass(frozen=True)
class CertificateRow:
    """A certificate, and what the one is called who has it."""

    given: Given
    name: str
    code: str

    @property
    def shown_code(self) -> str:
        """The check code as it stands on the paper."""
        return in_groups(self.given.check_code)


@router.get("", responses={404: {}})
def certificates_page(
    account: Training, service: ServiceHere, test: Short = "", hold: Short = "", q: Short = "", side: int = 1
) -> Response:
    """The certificates of a quiz that the trainer may see."""
    reach = reach_of(service, account, test, hold)
    rows = sorted(_rows(service, account, reach, q), key=lambda row: (in_danish_order(row.name), row.code))
    page = service.frame.page(
        "trainer/results/certificates.html",
        _("Kursusbeviser"),
        here="/underviser/resultater",
        path=PATH,
        quiz=reach.quiz,
        asked=Asked(PATH, test=reach.quiz.id, hold=hold, q=q),
        part=part_of(rows, side),
    )
    return HTMLResponse(page)


def _rows(service: Service, account: Account, reach: Reach, search: str) -> Iterator[CertificateRow]:
    people, wanted = {one.code: one for one in seen_by(service, account)}, Wanted(search)
    for one in given.certificates_given(service.database, reach.quiz.id).values():
        person = people.get(one.certificate.participant)
        name = one.certificate.name or (person.shown if person else one.certificate.participant)
        if person is not None and reach.has(person) and wanted.has(person):
            yield CertificateRow(one, name, one.certificate.participant)


@router.post("/bekraeft", responses={400: {}})
def confirm_certificate(
    account: Training, service: ServiceHere, kontrolkode: Annotated[str, Form(max_length=60)] = ""
) -> Response:
    """Whether the certificate with a check code holds; whoever has the code has the paper before them."""
    try:
        code = given.typed_code(kontrolkode)
    except CourseError as error:
        raise ProblemError(400, str(error)) from None
    found = given.certificate_with(service.database, code)
    owner = grader.person(service.database, found.certificate.participant) if found else None
    said = given.verdict_on(service.course, found, owner.shown if owner else "")
    service.note(account, "certificate-confirmed", about=found.certificate.participant if found else "")
    title = _("Beviset gælder") if said.holds else _("Beviset kan ikke bekræftes")
    return _told(service, title, said)


async def _badge_file(request: Request) -> bytes:
    too_large = _("Filen er for stor til at være et badge.")
    return await file_of(request, given.MOST_OF_A_BADGE, too_large, _("Vælg filen med badget."))


@router.post("/badge", responses={400: {}, 413: {}}, openapi_extra=A_FILE)
def confirm_badge(account: Training, service: ServiceHere, content: Annotated[bytes, Depends(_badge_file)]) -> Response:
    """Whether a badge is genuine; the file is not kept."""
    said = given.verdict_on_file(service.database, service.course, content)
    service.note(account, "badge-confirmed")
    return _told(service, _("Badget er ægte") if said.holds else _("Badget kan ikke bekræftes"), said)


def _told(service: Service, title: str, said: given.Verdict) -> Response:
    ways = [("/underviser/resultater", _("Til resultaterne"))]
    return HTMLResponse(service.frame.page("message.html", title, said=f"{said.said} {said.more}".strip(), ways=ways))


def _one_seen(service: Service, account: Account, check_code: str) -> Given:
    """A certificate of somebody whom the trainer sees; another one is not there.

    Raises:
        ProblemError: there is none.
    """
    found = given.certificate_with(service.database, check_code)
    owner = grader.person(service.database, found.certificate.participant) if found else None
    if found is None or owner is None or not account.may_see(owner.cohort):
        raise ProblemError(404)
    return found


@router.get(
    "/{check_code}/hent",
    response_class=Response,
    responses={200: {"content": {"application/pdf": {}}}, 404: {}, 409: {}},
)
def one_certificate(check_code: str, account: Training, service: ServiceHere) -> Response:
    """A certificate as a PDF."""
    found = _one_seen(service, account, check_code)
    quiz = service.quiz(found.certificate.quiz)
    if quiz is None or found.withdrawn:
        raise ProblemError(404)
    file = attached_certificate(service, quiz[0], found, found.certificate.participant)
    service.note(account, "certificate-fetched", about=found.certificate.participant, quiz=found.certificate.quiz)
    return file


@router.post("/{check_code}", status_code=303, response_class=RedirectResponse, responses={404: {}})
def withdraw_or_give_back(
    check_code: str, account: Training, service: ServiceHere, fortryd: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """Withdraw a certificate, or give it back."""
    found = _one_seen(service, account, check_code)
    if given.withdraw_certificate(service.database, check_code, undo=bool(fortryd)):
        action = "certificate-given-back" if fortryd else "certificate-withdrawn"
        service.note(account, action, about=found.certificate.participant, quiz=found.certificate.quiz)
    return RedirectResponse(f"{PATH}?test={found.certificate.quiz}", 303)
