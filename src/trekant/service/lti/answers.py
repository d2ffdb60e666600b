"""Answers that a platform may show in a frame on its own pages. None of them has anything of a person, or signs in."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.responses import HTMLResponse, Response

from trekant.course.pages.policy import headers, inline_of
from trekant.course.words import _
from trekant.service.state import Service

_FORMS = "form-action 'self'"


def in_frames(service: Service, answer: Response) -> Response:
    """Let an answer be shown in any frame.

    Which site a platform shows us on, its registration does not say: some sign people in on another one than they are
    seen on.
    """
    answer.headers.update(headers("*", inline_of(service.settings.site)))
    return answer


def leading_to(service: Service, page: str, address: str) -> Response:
    """A page in any frame whose form may lead to the site of an address, by the header and by the page's own policy."""
    parts = urlsplit(address)
    to = f"{_FORMS} {parts.scheme}://{parts.netloc}"
    answer = in_frames(service, HTMLResponse(page.replace(_FORMS, to, 1)))
    policy = answer.headers["Content-Security-Policy"]
    answer.headers["Content-Security-Policy"] = policy.replace(_FORMS, to)
    return answer


def refused(service: Service, said: str, status: int) -> Response:
    """A page that says why nobody is let in."""
    ways = [("/", _("Til kursets forside"))]
    page = service.frame.page("message.html", _("Du kom ikke ind"), said=said, ways=ways)
    return in_frames(service, HTMLResponse(page, status))
