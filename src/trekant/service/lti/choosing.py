"""What a platform's teacher puts into it: modules, cases and tests, picked on a page here (LTI Deep Linking 2.0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import HTMLResponse, Response

from trekant.course.words import N_, _
from trekant.service.lti.answers import in_frames, leading_to, refused
from trekant.service.lti.journeys import LtiJourney, LtiJourneys
from trekant.service.lti.launches import Launched, UnusableClaimsError
from trekant.service.lti.places import LtiPlace, PlaceKind, places_of
from trekant.service.lti.platforms import Platform, Platforms
from trekant.service.signin.journeys import NOT_BEGUN
from trekant.service.signin.settings import is_safe_address
from trekant.service.state import Service
from trekant.service.web.guard import ServiceHere

PATH = "/lti/vaelg"
"""Where a platform has to say that it wants to choose; by that it is known before it has said anything else."""

HEADS = {PlaceKind.MODULE: N_("Moduler"), PlaceKind.CASE: N_("Cases"), PlaceKind.TEST: N_("Tests")}

_SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"

router = APIRouter(tags=["lti"], default_response_class=HTMLResponse)


class _Wanted(BaseModel):
    """Where and how a platform wants to have what is picked."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    to: str = Field(alias="deep_link_return_url")
    data: Any = None
    several: bool = Field(alias="accept_multiple", default=False)
    columns: bool = Field(alias="accept_lineitem", default=True)
    deployment: str = ""


def choosing_page(service: Service, claims: Mapping[str, Any], launched: Launched, journey: LtiJourney) -> Response:
    """The page where the teacher picks.

    Raises:
        UnusableClaimsError: the platform does not say where to send what is picked.
    """
    try:
        wanted = _Wanted.model_validate({**claims[_SETTINGS], "deployment": launched.deployment})
    except (ValidationError, TypeError, KeyError):
        raise UnusableClaimsError("deep_linking_settings") from None
    if not is_safe_address(wanted.to, query=True):
        raise UnusableClaimsError("deep_link_return_url")
    said = wanted.model_dump(mode="json", by_alias=True)
    ticket = LtiJourneys(service.database).go_on(LtiJourney(journey.platform, "", said=said))
    found = [(_(HEADS[kind]), some) for kind, some in places_of(service.course).items() if some]
    shown = service.frame.page(
        "lti/choose.html",
        _("Læg en del af kurset ind"),
        here=PATH,
        ticket=ticket,
        places=found,
        several=wanted.several,
    )
    return in_frames(service, HTMLResponse(shown))


@router.post(PATH, responses={400: {}})
def take_choice(
    service: ServiceHere,
    billet: Annotated[str, Form(max_length=200)] = "",
    valgt: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Send the platform what was picked, signed by us."""
    journey = LtiJourneys(service.database).choose(billet)
    platform = Platforms(service.database).of_id(journey.platform) if journey else None
    if journey is None or platform is None:
        return refused(service, _(NOT_BEGUN), 400)
    wanted = _Wanted.model_validate(journey.said)
    every = (one for some in places_of(service.course).values() for one in some)
    picked = [one for one in every if one.path in (valgt or ())]
    message = _signed(service, platform, wanted, picked if wanted.several else picked[:1])
    shown = service.frame.page("lti/chosen.html", _("Det bliver lagt ind"), to=wanted.to, message=message)
    return leading_to(service, shown, wanted.to)


def _signed(service: Service, platform: Platform, wanted: _Wanted, picked: list[LtiPlace]) -> str:
    from trekant.service.lti.adapter import as_chosen
    from trekant.service.lti.keys import Keys

    address, maxima = service.settings.address, {one.id: one.maximum for one in service.graded_quizzes()}
    items = [
        (one.title, f"{address}{one.path}", one.name, maxima.get(one.name) if _counts(wanted, one) else None)
        for one in picked
    ]
    settings = wanted.model_dump(by_alias=True)
    return as_chosen(platform, Keys(service.database).signing(), wanted.deployment, settings, items)


def _counts(wanted: _Wanted, place: LtiPlace) -> bool:
    """Whether the platform is to have a column in its gradebook for it."""
    return wanted.columns and place.kind is PlaceKind.TEST
