"""The ASGI application: the routes, what goes with every answer, and what starts and stops with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trekant import __version__
from trekant.course.pages.policy import NOTHING, headers, inline_of
from trekant.course.spoken import speak_language_of
from trekant.course.words import _
from trekant.service.background.tidying import Tidying
from trekant.service.background.watching import GradingProcess
from trekant.service.grader import bring_up_to_date
from trekant.service.kept.access import Accounts
from trekant.service.kept.database import CONNECTIONS, Database
from trekant.service.kept.hand_ins import HandIns
from trekant.service.kept.jobs import Jobs
from trekant.service.leaders import routers as leaders_pages
from trekant.service.lti import routers as lti_pages
from trekant.service.lti.scores.sending import ScoreSending
from trekant.service.pages import badges, mine, own, running, voting
from trekant.service.reading import CourseReader
from trekant.service.settings import ServiceSettings
from trekant.service.signin import SignIn
from trekant.service.signin.by_code import SignInByCode
from trekant.service.state import Service, service_of
from trekant.service.trainer import overview
from trekant.service.trainer import routers as trainers_pages
from trekant.service.web import api, meetings, sureness
from trekant.service.web.description import description
from trekant.service.web.frame import Frame
from trekant.service.web.guard import SignInFirstError, refuse_foreign
from trekant.service.web.problems import TITLES, ProblemError, as_problem, wants_page
from trekant.service.web.site_files import SiteFiles


def make_service(settings: ServiceSettings) -> Service:
    """The parts of a service in the language of its course, over a database that is brought up to date; nothing runs.

    Raises:
        CourseError: the database is of a later version, there is no site, or the course's language cannot be spoken.
    """
    speak_language_of(settings.root)
    bring_up_to_date(settings.database)
    database = Database(settings.database)
    hand_ins = HandIns(database)
    reader = CourseReader(settings.root)
    jobs = Jobs(database)
    grading = GradingProcess(settings.root, settings.database, hand_ins, jobs)
    return Service(
        settings,
        database,
        Accounts(database),
        hand_ins,
        grading,
        Frame(settings.site, reader.course.title),
        reader,
        jobs,
    )


def make_app(service: Service, sign_ins: tuple[SignIn, ...] = (SignInByCode(),)) -> FastAPI:
    """The application of a service."""

    @asynccontextmanager
    async def running_time(_app: FastAPI) -> AsyncIterator[None]:
        # more threads than connections only wait for one, or open one for themselves
        to_thread.current_default_thread_limiter().total_tokens = CONNECTIONS
        sending = ScoreSending(service.database, lambda: service.course)
        if service.settings.grades:
            service.grading.start()
            sending.start()
        tidying = Tidying(service.database)
        tidying.start()
        yield
        tidying.stop()
        if service.settings.grades:
            sending.stop()
            service.grading.stop()
        service.database.close()

    app = FastAPI(
        title="trekant", version=__version__, lifespan=running_time, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.service, app.state.sign_ins = service, sign_ins
    players = (api.router, meetings.router, voting.router, sureness.router)
    own_pages = (mine.router, badges.router, own.router)
    pages = (*players, *own_pages, running.router, *leaders_pages, *trainers_pages, *lti_pages)
    for router in (*pages, *(one.router() for one in sign_ins)):
        app.include_router(router)
    app.add_api_route("/openapi.json", lambda: description(app), include_in_schema=False)
    # nobody's secrets are in these, so that what comes packed gives nothing away
    app.router.routes.append(Mount("/", GZipMiddleware(SiteFiles(service.settings.site)), name="site"))
    app.add_middleware(_Around)
    for error, handler in _HANDLERS.items():
        app.add_exception_handler(error, handler)
    return app


class _Around:
    """What goes with every request: nothing from another site, and the headers of the course's policy."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(request, MutableHeaders(scope=message))
            await send(message)

        try:
            refuse_foreign(request)
        except ProblemError as error:
            await (await _on_http_error(request, error))(scope, receive, sending)
        else:
            await self._app(scope, receive, sending)


def _add_headers(request: Request, answered: MutableHeaders) -> None:
    settings = service_of(request).settings
    # what is no page holds no styles or scripts; that a page is as it was is said without saying that it is one
    is_page = answered.get("content-type", "text/html").startswith("text/html")
    for name, value in headers(settings.framing, inline_of(settings.site) if is_page else NOTHING).items():
        answered.setdefault(name, value)
    answered.setdefault("Cache-Control", "no-store")  # files of the site say themselves how long they may be kept


async def _on_http_error(request: Request, error: Any) -> Response:
    assert isinstance(error, HTTPException)
    known = TITLES.get(error.status_code)
    own_words = isinstance(error, ProblemError)
    said = error.detail if own_words else _(known) if known else error.detail
    return _told(request, error.status_code, said, error.headers)


async def _on_invalid(request: Request, error: Any) -> Response:
    return _told(request, 422, _(TITLES[422]))


async def _on_database(request: Request, error: Any) -> Response:
    assert isinstance(error, DBAPIError | NoConnectionError)
    return _told(request, 503, _(TITLES[503]), {"Retry-After": "5"})


async def _on_odd(request: Request, error: Any) -> Response:
    # PostgreSQL holds no text with a zero in it, and asks for none
    assert isinstance(error, DataError)
    return _told(request, 400, _(TITLES[400]))


async def _on_sign_in_first(request: Request, error: Any) -> Response:
    assert isinstance(error, SignInFirstError)
    return RedirectResponse(error.address, 303)


def _told(request: Request, status: int, said: str, more: Any = None) -> Response:
    if not wants_page(request):
        return as_problem(status, said, more)
    title = _(TITLES[status]) if status in TITLES else said
    ways = [("/", _("Til kursets forside"))]
    # whoever is no trainer is told that it is not there, and of no other page
    if status != 404 and request.url.path.startswith(f"{overview.PATH}/"):
        ways = [(overview.PATH, _("Til overblikket"))]
    page = service_of(request).frame.page("message.html", title, said=said if said != title else "", ways=ways)
    return HTMLResponse(page, status, dict(more or {}))


_HANDLERS: dict[Any, Any] = {
    HTTPException: _on_http_error,
    RequestValidationError: _on_invalid,
    DataError: _on_odd,
    DBAPIError: _on_database,
    NoConnectionError: _on_database,
    SignInFirstError: _on_sign_in_first,
}
