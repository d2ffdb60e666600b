"""How people sign in by an identity provider or a JupyterHub, as the environment says."""

from __future__ import annotations

import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from trekant.course.store import CourseError

ISSUER = "TREKANT_OIDC_ISSUER"
CLIENT_ID = "TREKANT_OIDC_CLIENT_ID"
CLIENT_SECRET = "TREKANT_OIDC_CLIENT_SECRET"  # noqa: S105 - the name of the variable
LABEL = "TREKANT_OIDC_NAME"
SCOPE = "TREKANT_OIDC_SCOPE"
GROUP_CLAIM = "TREKANT_OIDC_GROUP_CLAIM"
TRAINER_GROUP = "TREKANT_OIDC_TRAINER_GROUP"
TRUST_EMAIL = "TREKANT_OIDC_TRUST_EMAIL"
_OIDC = (ISSUER, CLIENT_ID, CLIENT_SECRET, LABEL, SCOPE, GROUP_CLAIM, TRAINER_GROUP, TRUST_EMAIL)

HUB = "TREKANT_HUB_ADDRESS"
HUB_TRAINERS = "TREKANT_HUB_TRAINER_GROUP"
HUB_DOMAIN = "TREKANT_HUB_EMAIL_DOMAIN"
FROM_HUB = ("JUPYTERHUB_API_TOKEN", "JUPYTERHUB_API_URL", "JUPYTERHUB_CLIENT_ID")
"""What a Hub gives to a service that it runs."""

_YES, _NO = ("ja", "yes", "true", "1"), ("nej", "no", "false", "0", "")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class OidcSettings(BaseModel):
    """An identity provider, and what it is believed in.

    ``label`` is what the button says one signs in with, empty for the words that fit everywhere; whoever has
    ``trainer_group`` in the claim ``group_claim`` is a trainer; ``trust_email`` takes addresses that the provider does
    not itself call verified, which some never do.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    client_id: str
    client_secret: str = ""
    label: str = ""
    scope: str = "openid profile email"
    group_claim: str = "groups"
    trainer_group: str = ""
    trust_email: bool = False


def oidc_from(environment: Mapping[str, str] = os.environ) -> OidcSettings | None:
    """The identity provider that the environment names; None where it names none.

    Raises:
        CourseError: a variable is missing, or holds what cannot be meant.
    """
    said = {name: environment.get(name, "").strip() for name in _OIDC}
    if not any(said.values()):
        return None
    for name, example in ((ISSUER, "https://login.kommune.dk/realms/ansatte"), (CLIENT_ID, "kursus")):
        if not said[name]:
            others = ", ".join(other for other in _OIDC if said[other])
            raise CourseError(f"{name} mangler, selv om {others} er sat; skriv den, for eksempel {example}.")
    return OidcSettings(
        issuer=_issuer(said[ISSUER]),
        client_id=said[CLIENT_ID],
        client_secret=said[CLIENT_SECRET],
        label=said[LABEL],
        scope=_scope(said[SCOPE]),
        group_claim=said[GROUP_CLAIM] or "groups",
        trainer_group=said[TRAINER_GROUP],
        trust_email=_yes_or_no(TRUST_EMAIL, said[TRUST_EMAIL]),
    )


class HubSettings(BaseModel):
    """A JupyterHub that runs the service.

    ``address`` is what people know it by, without a slash at its end; ``email_domain`` makes a user name the first half
    of an e-mail address; ``prefix`` is where the Hub sends those who look for the service there, empty for nowhere.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str
    trainer_group: str = ""
    email_domain: str = ""
    prefix: str = ""


def hub_from(environment: Mapping[str, str] = os.environ) -> HubSettings | None:
    """The Hub that the environment names; None where it names none.

    Raises:
        CourseError: a variable holds what cannot be meant, or no Hub runs the service.
    """
    address, group, domain = (environment.get(name, "").strip() for name in (HUB, HUB_TRAINERS, HUB_DOMAIN))
    if not address:
        if group or domain:
            raise CourseError(f"{HUB} mangler; skriv den adresse, folk kender jeres JupyterHub på.")
        return None
    if not is_safe_address(address):
        raise CourseError(f"{HUB} er »{address}«; skriv hele adressen, for eksempel https://hub.kommune.dk.")
    if missing := [name for name in FROM_HUB if not environment.get(name)]:
        raise CourseError(
            f"{HUB} er sat, men {' og '.join(missing)} mangler. Dem sætter JupyterHub, når den selv starter kurset; "
            "tilføj det under »services« i jupyterhub_config.py."
        )
    prefix = environment.get("JUPYTERHUB_SERVICE_PREFIX", "")
    return HubSettings(
        address=address.rstrip("/"), trainer_group=group, email_domain=domain.removeprefix("@"), prefix=prefix
    )


def is_safe_address(address: str, *, query: bool = False) -> bool:
    """Whether it is a whole address whose answers nobody on the way can change; it may have a ``query``, or not."""
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
    return bool(safe and parts.hostname and (query or not parts.query) and not parts.fragment)


def _issuer(said: str) -> str:
    if not is_safe_address(said):
        raise CourseError(
            f"{ISSUER} er »{said}«; skriv den adresse, udbyderen selv kalder »issuer«. Den begynder med https:// "
            "og slutter før /.well-known/openid-configuration."
        )
    return said


def _scope(said: str) -> str:
    scope = said or OidcSettings.model_fields["scope"].default
    if "openid" not in scope.split():
        raise CourseError(f"{SCOPE} er »{said}«; »openid« skal være med, for eksempel »openid profile email groups«.")
    return str(scope)


def _yes_or_no(name: str, said: str) -> bool:
    if said.lower() not in (*_YES, *_NO):
        raise CourseError(f"{name} er »{said}«; skriv ja eller nej.")
    return said.lower() in _YES
