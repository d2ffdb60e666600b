"""Errors as problem details (RFC 9457), each with a sentence for whoever reads it."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse

from trekant.course.words import N_, _

MEDIA_TYPE = "application/problem+json"

TITLES = {
    400: N_("Det kan ikke bruges."),
    401: N_("Log ind først."),
    403: N_("Det har du ikke adgang til."),
    404: N_("Det findes ikke."),
    405: N_("Det kan man ikke her."),
    409: N_("Det passer ikke med det, der er gemt."),
    413: N_("Det er for stort."),
    415: N_("Det er ikke JSON."),
    422: N_("Det kan ikke bruges."),
    429: N_("Vent lidt, og prøv igen."),
    503: N_("Serveren kan ikke gemme noget lige nu. Prøv igen om lidt; dine svar er stadig på siden."),
}


class ProblemError(HTTPException):
    """Something that is told with a status and a Danish sentence."""

    def __init__(self, status: int, detail: str = "", **headers: str) -> None:
        super().__init__(status, detail or _(TITLES[status]), headers or None)


def as_problem(status: int, detail: str, headers: Any = None) -> JSONResponse:
    """The answer that tells of it."""
    known = TITLES.get(status)
    body = {"type": "about:blank", "title": _(known) if known else detail, "status": status, "detail": detail}
    return JSONResponse(body, status, dict(headers or {}), MEDIA_TYPE)


def wants_page(request: Request) -> bool:
    """Whether a browser asks for a page, and not a script for data."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith("/api/")
