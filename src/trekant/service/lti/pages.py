"""The way from a platform to the course: it begins a login, says who comes, and the browser is let in.

In a frame on another site a browser keeps no cookie of ours, and Safari and Firefox by no means, so nobody is signed in
there: the frame shows one button that opens the course in a window of its own, and opens it again for as long as one is
signed in. Only what a teacher picks is picked in
the frame, where the platform waits for it; that needs no cookie.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from trekant.course.words import N_, _
from trekant.service.kept.access import Account
from trekant.service.kept.moments import utc_now
from trekant.service.lti import choosing
from trekant.service.lti.answers import in_frames, refused
from trekant.service.lti.journeys import LtiJourney, LtiJourneys, LtiWindow
from trekant.service.lti.launches import Launched, UnusableClaimsError
from trekant.service.lti.letting_in import let_in
from trekant.service.lti.places import OPEN, LtiPlace, PlaceKind, place_at, places_of
from trekant.service.lti.platforms import Platform, Platforms
from trekant.service.signin.journeys import NOT_BEGUN, mark_traveller, new_traveller, traveller_of
from trekant.service.signin.page import FIRST_PAGE, sign_in_page, signed_in
from trekant.service.signin.recognising import STRANGER, NotRecognisedError
from trekant.service.state import Service
from trekant.service.web.guard import LTI_LAUNCH, LTI_LOGIN, SIGN_IN, Asking, ServiceHere
from trekant.service.web.problems import ProblemError

log = logging.getLogger("trekant.service")

ENTER = "/lti/ind"
IN_WINDOW = "vindue"
"""What the button adds to the address, with a name of its own by which it is known again.

It also tells of browsers that do not say themselves whether they are in a frame.
"""

_ON_THE_WAY = timedelta(seconds=20)
"""So long somebody is waited for who has just pressed the same button; people press twice."""

UNKNOWN = N_("Kurset kender ikke det LMS, du kommer fra. Sig det til it-afdelingen.")
REFUSED = N_(
    "Det, dit LMS sagde, kan ikke bruges, så du er ikke logget ind. Prøv at åbne kurset derfra igen. Sker det igen, så "
    "sig det til it-afdelingen."
)
SPENT = N_(
    "Knappen virker, så længe du er logget ind på kurset i denne browser. Det er du ikke lige nu. Gå tilbage til dit "
    "LMS, og åbn kurset derfra igen."
)
ON_THE_LIST = N_(
    "Testen skal afleveres, og du står ikke på deltagerlisten. Bed den, der står for kurset, om at sætte dig på den, "
    "og åbn så testen fra dit LMS igen. Har du en kode, så log ind med den."
)
TEACHES = N_(
    "Testen bliver afleveret af deltagerne, og du underviser på forløbet i LMS'et. Du skal ikke gøre noget her. Vil du "
    "selv tage testen, så bed den, der står for kurset, om at komme på deltagerlisten."
)
OPENING = N_("Vent et øjeblik. Så kommer du videre af dig selv.")
DOWN = N_("Dit LMS svarer ikke lige nu. Prøv igen om lidt.")

router = APIRouter(tags=["lti"], default_response_class=HTMLResponse)


async def _sent(request: Request) -> Mapping[str, str]:
    """What a platform sends, by address or by form; files are none of it."""
    given: Any = request.query_params if request.method == "GET" else await request.form(max_files=0)
    return {name: value for name, value in given.items() if isinstance(value, str)}


Sent = Annotated[Mapping[str, str], Depends(_sent)]


@router.get(LTI_LOGIN, responses={303: {}, 400: {}, 403: {}})
@router.post(LTI_LOGIN, responses={303: {}, 400: {}, 403: {}})
def begin_login(request: Request, service: ServiceHere, sent: Sent, account: Asking) -> Response:
    """A platform begins a login (OpenID Connect Core 1.0, section 4): it is asked who comes."""
    platform = Platforms(service.database).find(sent.get("iss", ""), sent.get("client_id", ""))
    if platform is None:
        return refused(service, _(UNKNOWN), 403)
    choosing_now = urlsplit(sent.get("target_link_uri", "")).path == choosing.PATH
    if not choosing_now and not _in_window(request, sent):
        address = f"{LTI_LOGIN}?{urlencode({**sent, IN_WINDOW: secrets.token_urlsafe(16)})}"
        page = service.frame.page("lti/window.html", _("Kurset åbner i et nyt vindue"), address=address)
        return in_frames(service, HTMLResponse(page))
    journeys, button = LtiJourneys(service.database), "" if choosing_now else sent.get(IN_WINDOW, "")
    before = journeys.press(button) if button else None
    if before is not None:
        return _pressed_again(service, before, account)
    from trekant.service.lti.adapter import NotBelievedError, where_to_begin

    browser = traveller_of(request, service) or new_traveller()
    back = service.settings.address + LTI_LAUNCH
    try:
        held = None if choosing_now else browser
        address = where_to_begin(platform, sent, back, journeys, held, button)
    except NotBelievedError as error:
        log.warning("a login from an LMS was refused: %s", error)
        return refused(service, _(REFUSED), 400)
    answer = RedirectResponse(address, 303)
    mark_traveller(answer, service, browser)
    return answer


def _in_window(request: Request, sent: Mapping[str, str]) -> bool:
    """Whether a browser shows the answer in a window of its own; where it does not say it, whether the button was."""
    said = request.headers.get("sec-fetch-dest")
    return said == "document" if said is not None else IN_WINDOW in sent


def _pressed_again(service: Service, before: LtiWindow, account: Account | None) -> Response:
    """The button was pressed before, and its platform has nothing more to say of it."""
    if before.onward and before.account in ("", account.id if account else ""):
        return RedirectResponse(before.onward, 303)
    if before.onward or utc_now() - before.pressed > _ON_THE_WAY:
        return refused(service, _(SPENT), 400)
    page = service.frame.page("message.html", _("Kurset åbner"), said=_(OPENING), ways=[])
    return HTMLResponse(page, headers={"Refresh": "1"})


@router.post(LTI_LAUNCH, responses={303: {}, 400: {}, 403: {}, 503: {}})
def take_launch(request: Request, service: ServiceHere, sent: Sent) -> Response:
    """A platform says who comes, and what is to be opened; no cookie is asked here, and none counts."""
    journeys = LtiJourneys(service.database)
    platform = Platforms(service.database).of_id(journeys.platform_of(sent.get("state", "")))
    if platform is None:
        return refused(service, _(NOT_BEGUN), 400)
    from trekant.service.lti.adapter import NotBelievedError, believed
    from trekant.service.lti.addresses import UnreachableError

    try:
        found = believed(platform, sent, journeys)
        launched = Launched.of(found.claims)
        if found.chooses:
            return choosing.choosing_page(service, found.claims, launched, found.journey)
    except UnreachableError as error:
        log.warning("the keys of an LMS cannot be fetched: %s", error)
        return refused(service, _(DOWN), 503)
    except (NotBelievedError, UnusableClaimsError) as error:
        log.warning("a message from an LMS was refused: %s", error)
        return refused(service, _(REFUSED), 400)
    return _arrived(request, service, platform, launched, found.journey)


def _arrived(
    request: Request, service: Service, platform: Platform, launched: Launched, journey: LtiJourney
) -> Response:
    place = place_at(service.course, service.settings.address, launched.target)
    try:
        account = let_in(service, platform, launched, place)
    except NotRecognisedError as error:
        return _nobody(request, service, launched, place, journey, str(error))
    onward = FIRST_PAGE[account.role] if place.page == "/" and account.participant is None else place.page
    entering = LtiJourney(platform.id, journey.browser, journey.button, account.id, onward)
    ticket = LtiJourneys(service.database).go_on(entering)
    return RedirectResponse(f"{ENTER}?{urlencode({'billet': ticket})}", 303)


def _nobody(
    request: Request, service: Service, launched: Launched, place: LtiPlace, journey: LtiJourney, said: str
) -> Response:
    """Whoever is nobody here reads and practises all the same; only a test has to be somebody's."""
    if place.kind is not PlaceKind.TEST:
        LtiJourneys(service.database).came_in(journey, "", place.page)
        return RedirectResponse(place.page, 303)
    if launched.only_teaches:
        sign_in = f"{SIGN_IN}?{urlencode({'videre': place.page})}"
        ways = [("/", _("Til kursets forside")), (sign_in, _("Log ind"))]
        page = service.frame.page("message.html", _("Testen er for deltagerne"), said=_(TEACHES), ways=ways)
        return HTMLResponse(page, 403)
    said = _(ON_THE_LIST) if said == _(STRANGER) else said
    return sign_in_page(service, request, None, said=said, onward=place.page, status=403)


@router.get(ENTER, responses={303: {}, 400: {}})
def enter(request: Request, service: ServiceHere, billet: str = "") -> Response:
    """Let somebody in of whom the platform has said who it is: in the browser that began, and once."""
    journeys = LtiJourneys(service.database)
    journey = journeys.enter(billet, traveller_of(request, service))
    account = service.accounts.of_id(journey.account) if journey else None
    if journey is None or account is None:
        return refused(service, _(NOT_BEGUN), 400)
    journeys.came_in(journey, account.id, journey.onward)
    return signed_in(service, account, journey.onward)


@router.get(OPEN + "/{kind}/{name}", responses={303: {}})
def open_place(service: ServiceHere, kind: str, name: str) -> Response:
    """The address of a place, opened by itself and not from a platform."""
    every = (one for some in places_of(service.course).values() for one in some)
    found = next((one for one in every if (one.kind, one.name) == (kind, name)), None)
    if found is None:
        raise ProblemError(404)
    return RedirectResponse(found.page, 303)


@router.get("/lti/jwks", response_class=JSONResponse, responses={404: {}})
def lti_key_set(service: ServiceHere) -> Response:
    """The public halves of the keys that we sign with."""
    try:
        from trekant.service.lti.keys import Keys
    except ImportError:
        raise ProblemError(404) from None
    return JSONResponse(Keys(service.database).shown())
