"""A platform that registers itself, and us with it (LTI Dynamic Registration 1.0): only by a link of ours, and once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.responses import HTMLResponse, Response

from trekant.course.store import CourseError
from trekant.course.words import N_, _
from trekant.service.lti import choosing
from trekant.service.lti.answers import in_frames, refused
from trekant.service.lti.places import OPEN
from trekant.service.lti.platforms import Invitation, Platform, Platforms
from trekant.service.lti.scores.outbox import SCORE_SCOPE
from trekant.service.state import Service
from trekant.service.web.guard import LTI_LAUNCH, LTI_LOGIN, ServiceHere
from trekant.service.web.problems import ProblemError

log = logging.getLogger("trekant.service")

PATH = "/lti/tilmeld"

_TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"

SCOPES = (
    "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem",
    "https://purl.imsglobal.org/spec/lti-ags/scope/result.readonly",
    SCORE_SCOPE,
    "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly",
)
"""What we ask to do in a platform: to give results, and to see who follows the course there."""

GIVE_IT = N_("Giv linket til den, der passer jeres LMS. Det skal bruges dér, hvor man tilføjer et værktøj.")
ELSEWHERE = N_("Linket er til {host}, og det LMS, der brugte det, er et andet sted. Der er ikke gemt noget.")
NOT_TAKEN = N_(
    "Jeres LMS svarede ikke med det, der skal til, så det er ikke forbundet. Prøv igen, eller forbind det i hånden."
)
DONE = N_("Kurset og jeres LMS kender nu hinanden. Du kan lukke vinduet.")
NO_PLACE = N_(
    "Kurset og jeres LMS kender nu hinanden, men jeres LMS har ikke sagt, hvor kurset er lagt ind (»deployment id«). "
    "Find det dér, og kør »trekant lti place«."
)

router = APIRouter(tags=["lti"], default_response_class=HTMLResponse)


class _Platform(BaseModel):
    """What a platform says of itself."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    issuer: str
    auth_login_url: str = Field(alias="authorization_endpoint")
    token_url: str = Field(alias="token_endpoint")
    token_audience: str = Field(alias="authorization_server", default="")
    key_set_url: str = Field(alias="jwks_uri")
    registration: str = Field(alias="registration_endpoint")


class _Placed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    deployment_id: str = ""


class _Registered(BaseModel):
    """What it says when it has registered us."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    client_id: str
    tool: _Placed = Field(alias=_TOOL, default=_Placed())


@router.get(PATH + "/{token}", responses={400: {}, 403: {}, 404: {}})
def register(
    token: str, service: ServiceHere, openid_configuration: str = "", registration_token: str = ""
) -> Response:
    """A platform comes with where it tells of itself; it is told of us, and both are kept."""
    platforms = Platforms(service.database)
    invitation = platforms.invitation(token)
    if invitation is None:
        raise ProblemError(404, _("Linket gælder ikke, eller ikke mere. Få lavet et nyt."))
    if not openid_configuration:
        return _told(service, _(GIVE_IT))
    from trekant.service.lti.addresses import UnreachableError, host_of

    if host_of(openid_configuration) != invitation.host:
        return refused(service, _(ELSEWHERE).format(host=invitation.host), 403)
    try:
        platform = _registered(service, invitation, openid_configuration, registration_token)
        if not platforms.accept(token, platform):
            raise ProblemError(404)
    except (UnreachableError, ValidationError) as error:
        log.warning("an LMS could not be registered: %s", _why(error))
        return refused(service, _(NOT_TAKEN), 400)
    except CourseError as error:
        return refused(service, str(error), 400)
    return _told(service, _(DONE) if platform.deployments else _(NO_PLACE))


def _registered(service: Service, invitation: Invitation, configuration: str, token: str) -> Platform:
    """Ask a platform who it is, and have us registered there.

    Raises:
        UnreachableError: it answers nothing that can be used, or names an address that it may not.
        ValidationError: it says too little.
    """
    from trekant.service.lti.addresses import UnreachableError, fetch_json, host_of, may_be_asked
    from trekant.service.lti.keys import Keys

    said = _Platform.model_validate(fetch_json(configuration))
    if host_of(said.registration) != invitation.host or host_of(said.issuer) != invitation.host:
        raise UnreachableError("an issuer or a place to register at another host")
    for address in (said.auth_login_url, said.token_url, said.key_set_url):
        if not may_be_asked(address, invitation.host):
            raise UnreachableError("an address that not everybody can reach")
    Keys(service.database).signing()
    given = {"Authorization": f"Bearer {token}"} if token else {}
    answer = _Registered.model_validate(fetch_json(said.registration, posted=_of_us(service), headers=given))
    more = said.model_dump(exclude={"registration"}) | invitation.model_dump(exclude={"host"})
    placed = (answer.tool.deployment_id,) if answer.tool.deployment_id else ()
    return Platform(client_id=answer.client_id, deployments=placed, **more)


def addresses_for(address: str) -> dict[str, str]:
    """What a platform is to be given of us by hand, by what platforms call it; ``address`` is the service's."""
    return {
        "Tool URL": f"{address}{OPEN}",
        "Initiate login URL": address + LTI_LOGIN,
        "Redirection URI": address + LTI_LAUNCH,
        "Public keyset": f"{address}/lti/jwks",
        "Content selection": address + choosing.PATH,
    }


def _of_us(service: Service) -> Mapping[str, Any]:
    """What a platform has to know of us."""
    address, title = service.settings.address, service.course.title
    target = f"{address}{OPEN}"
    return {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": address + LTI_LOGIN,
        "redirect_uris": [address + LTI_LAUNCH],
        "client_name": title,
        "jwks_uri": f"{address}/lti/jwks",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(SCOPES),
        _TOOL: {
            "domain": address.partition("://")[2],
            "target_link_uri": target,
            "claims": ["iss", "sub", "name", "email"],
            "messages": [
                {"type": "LtiResourceLinkRequest", "target_link_uri": target},
                {"type": "LtiDeepLinkingRequest", "target_link_uri": address + choosing.PATH, "label": title},
            ],
        },
    }


def _told(service: Service, said: str) -> Response:
    page = service.frame.page("lti/registered.html", _("Kurset i jeres LMS"), said=said, done=said != _(GIVE_IT))
    return in_frames(service, HTMLResponse(page))


def _why(error: Exception) -> str:
    """What was wrong, without what stood there."""
    if isinstance(error, ValidationError):
        return ", ".join(".".join(map(str, one["loc"])) for one in error.errors())
    return str(error)
