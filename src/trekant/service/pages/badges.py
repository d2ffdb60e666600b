"""Badges: a participant fetches one's own, and everybody what it takes to see that one is genuine."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path
from starlette.responses import JSONResponse, Response

from trekant.course.words import _
from trekant.service import given, grader
from trekant.service.pages.mine import Own
from trekant.service.web.attached import attached, refuse_changed
from trekant.service.web.guard import ServiceHere
from trekant.service.web.problems import ProblemError

router = APIRouter()

_FOR_OTHERS = {"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"}
"""Verifiers are often pages of others; nothing here is anybody's secret."""

Number = Annotated[int, Path(ge=0, le=99)]


@router.post(
    "/mine/{hand_in}/badge",
    tags=["participant"],
    response_class=Response,
    responses={200: {"content": {"image/svg+xml": {}}}, 404: {}, 409: {}},
)
def own_badge(own: Own, service: ServiceHere, navn: Annotated[str, Form(max_length=3)] = "") -> Response:
    """The badge of the certificate that a hand-in earned; whether the name is in it is kept nowhere."""
    found = service.quiz(own.quiz)
    certificate = grader.certificate_of(service.database, own.participant, found[0]) if found else None
    if not certificate or not found:
        raise ProblemError(404, _("Der er intet badge til den test endnu."))
    refuse_changed(certificate)
    here = service.settings.address
    content = given.badge_of(service.database, service.course, found[0], certificate, here, with_name=bool(navn))
    return attached(content, f"badge-{own.quiz}.svg", "image/svg+xml")


@router.get(f"/{given.ISSUER_FILE}", tags=["badges"], response_class=JSONResponse, responses={404: {}})
def issuer_file(service: ServiceHere) -> Response:
    """What one needs to verify badges without a network."""
    issuer = given.badge_issuer(service.database, service.course)
    if not issuer.keys:
        raise ProblemError(404, _("Der er ikke hentet noget badge endnu."))
    return JSONResponse(issuer.model_dump(mode="json"), headers=_FOR_OTHERS)


@router.get(f"/{given.FOLDER}/{{key}}/did.json", tags=["badges"], response_class=JSONResponse, responses={404: {}})
def key_document(key: Number, service: ServiceHere) -> Response:
    """A public key, as any verifier takes it."""
    found = given.badge_key_document(service.database, service.course, service.settings.address, key)
    if found is None:
        raise ProblemError(404)
    return JSONResponse(found, headers=_FOR_OTHERS)


@router.get(
    f"/{given.FOLDER}/{{key}}/status/{{part}}",
    tags=["badges"],
    response_class=Response,
    responses={200: {"content": {"application/vc+jwt": {}}}, 404: {}},
)
def withdrawn_badges(key: Number, part: Number, service: ServiceHere) -> Response:
    """Which badges do not count any more, by number: nobody's name or code is in it."""
    found = given.badges_withdrawn(service.database, service.course, service.settings.address, key, part)
    if found is None:
        raise ProblemError(404)
    return Response(found, media_type="application/vc+jwt", headers=_FOR_OTHERS)
