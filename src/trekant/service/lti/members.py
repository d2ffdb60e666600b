"""Who learns in a course of a platform, by LTI 1.3's names and roles (NRPS 2.0): fetched page by page.

It is imported when somebody wants to know, and not before.
"""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from pydantic import BaseModel, ConfigDict, ValidationError
from pylti1p3.exception import LtiServiceException
from pylti1p3.names_roles import NamesRolesProvisioningService

from trekant.course.people.codes import MOST
from trekant.course.words import _
from trekant.service.lti.asking import NotAllowedError, NoTokenError, PlatformConnector, TooLargeError
from trekant.service.lti.keys import SigningKey
from trekant.service.lti.launches import has_role
from trekant.service.lti.platforms import NotFetchedError, Platform

_PAGE = 5_000_000
"""So many bytes a page may have: Moodle sends everybody in one, and 10,000 people are about 4 MB."""

_PAGES = 100
"""So many pages are read; a platform's list may have no end."""

_PATIENCE = 60.0
"""Seconds after which no further page is asked for; a trainer waits for it."""


class LmsMember(BaseModel):
    """Somebody in a course, as a platform says it: NRPS 2.0, section 2.2. What it does not send is empty."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    user_id: str
    roles: list[str]
    status: str = "Active"
    name: str | None = None
    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None

    @property
    def learns(self) -> bool:
        """Whether the person takes part, and has not left."""
        return has_role(self.roles, "Learner") and self.status == "Active"

    @property
    def address(self) -> str:
        """The e-mail address; empty where the platform sends none."""
        return (self.email or "").strip()

    @property
    def full_name(self) -> str:
        """The name; put together where a platform sends it in parts."""
        return (self.name or f"{self.given_name or ''} {self.family_name or ''}").strip()


def learners_of(platform: Platform, key: SigningKey, memberships: str) -> list[LmsMember]:
    """Everybody who learns in the course whose list of people is at an address.

    Raises:
        NotFetchedError: they cannot be had, or there are none.
    """
    service = NamesRolesProvisioningService(
        PlatformConnector(platform, key, {}, _PAGE), {"context_memberships_url": memberships}
    )
    try:
        found = _every_page(service, memberships)
    except TooLargeError:
        said = _("Listen fra jeres LMS er for stor. Del forløbet op, eller hent listen ind som en fil.")
        raise NotFetchedError(said) from None
    except LtiServiceException as error:
        raise NotFetchedError(_refused(error.response.status_code)) from None
    except NoTokenError as error:
        raise NotFetchedError(_refused(error.status if error.status >= 500 else 403)) from None
    except NotAllowedError:
        said = _("Jeres LMS henviser til en adresse, som kurset ikke må hente fra. Sig det til it-afdelingen.")
        raise NotFetchedError(said) from None
    except (requests.JSONDecodeError, ValidationError, TypeError, RecursionError):
        said = _("Jeres LMS svarede noget, der ikke er en deltagerliste. Sig det til it-afdelingen.")
        raise NotFetchedError(said) from None
    except (requests.RequestException, OSError):
        raise NotFetchedError(_("Jeres LMS svarer ikke lige nu. Prøv igen om lidt.")) from None
    if not found:
        raise NotFetchedError(_("Der er ingen deltagere i det forløb i jeres LMS endnu."))
    return found


def _every_page(service: NamesRolesProvisioningService, memberships: str) -> list[LmsMember]:
    found: list[LmsMember] = []
    following, until = memberships, time.monotonic() + _PATIENCE
    for _page in range(_PAGES):
        if time.monotonic() > until:
            raise requests.Timeout
        answer: Any = service.get_nrps_data(following)
        found += [one for one in _members(answer["body"]) if one.learns]
        if len(found) > MOST:
            raise TooLargeError
        if not answer["next_page_url"]:
            return found
        following = urljoin(following, answer["next_page_url"])
        if _origin(following) != _origin(memberships):  # the token is for that one alone
            raise NotAllowedError
    raise TooLargeError


def _members(body: Any) -> list[LmsMember]:
    if not isinstance(body, dict) or not isinstance(body.get("members"), list):
        raise TypeError
    return [LmsMember.model_validate(one) for one in body["members"]]


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc.lower()


def _refused(status: int) -> str:
    if status in (401, 403):
        return _(
            "Jeres LMS giver ikke lov til at hente deltagerne. Bed it-afdelingen om at slå navne og roller til for "
            "kurset i LMS'et."
        )
    return _("Jeres LMS svarede {status}. Prøv igen om lidt, eller sig det til it-afdelingen.").format(status=status)
