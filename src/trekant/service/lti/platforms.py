"""The learning platforms that may open the course: registered by hand, or by themselves with an invitation."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import delete, insert, select, update

from trekant.course.people.sign_in_codes import hash_of
from trekant.course.store import CourseError
from trekant.service.kept.database import Database
from trekant.service.kept.lti_tables import (
    INVITATION_LASTS,
    LTI_INVITATION,
    LTI_JOURNEY,
    LTI_LAUNCH,
    LTI_PLATFORM,
    LTI_SCORE,
    SAID,
)
from trekant.service.kept.moments import utc_now
from trekant.service.signin.settings import is_safe_address

_Model = TypeVar("_Model", bound=BaseModel)

MOST = SAID.length
"""So long is what a platform may call itself and us, in characters."""


class NotFetchedError(Exception):
    """A platform gives no people for the roster; the text says why in Danish, without anything of a person."""


class Platform(BaseModel):
    """A platform, as its registration says; see :data:`~trekant.service.kept.lti_tables.LTI_PLATFORM`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(default_factory=lambda: uuid4().hex)
    name: str = Field(min_length=1, max_length=120)
    issuer: str = Field(min_length=1, max_length=MOST)
    client_id: str = Field(min_length=1, max_length=MOST)
    deployments: tuple[str, ...] = ()
    auth_login_url: str
    token_url: str
    token_audience: str = ""
    key_set_url: str
    trusts_email: bool = False
    makes_trainers: bool = False


class Invitation(BaseModel):
    """What is settled before a platform registers itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=120)
    host: str = Field(min_length=1, max_length=MOST)
    trusts_email: bool = False
    makes_trainers: bool = False


class Platforms:
    """The platforms of a service, and the invitations."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Platform]:
        """Every platform, by name."""
        return self._some()

    def of_id(self, platform: str) -> Platform | None:
        """The platform of an id."""
        return next(iter(self._some(LTI_PLATFORM.c.id == platform)), None)

    def named(self, name: str) -> Platform:
        """The platform that is called so here.

        Raises:
            CourseError: there is none.
        """
        found = self._some(LTI_PLATFORM.c.name == name)
        if not found:
            raise CourseError(f"Der er intet LMS, der hedder »{name}«. »trekant lti list« viser, hvilke der er.")
        return found[0]

    def find(self, issuer: str, client_id: str = "") -> Platform | None:
        """The one of that issuer that calls us so; where it does not say, the issuer's only one."""
        wanted = [LTI_PLATFORM.c.issuer == issuer]
        if client_id:
            wanted.append(LTI_PLATFORM.c.client_id == client_id)
        found = self._some(*wanted)
        return found[0] if len(found) == 1 else None

    def add(self, platform: Platform) -> None:
        """Let a platform open the course.

        Raises:
            CourseError: it may already.
        """
        with self._database.writing() as connection:
            self._add(connection, platform)

    def _add(self, connection: Any, platform: Platform) -> None:
        same = (LTI_PLATFORM.c.issuer == platform.issuer, LTI_PLATFORM.c.client_id == platform.client_id)
        if connection.execute(select(LTI_PLATFORM.c.id).where(*same)).first():
            raise CourseError(
                f"»{platform.issuer}« kender allerede kurset som »{platform.client_id}«. Fjern det først, hvis det "
                "skal gøres om."
            )
        if connection.execute(select(LTI_PLATFORM.c.id).where(LTI_PLATFORM.c.name == platform.name)).first():
            raise CourseError(f"Der er allerede et LMS, der hedder »{platform.name}«. Giv det et andet navn.")
        values = platform.model_dump() | {"deployments": json.dumps(platform.deployments)}
        connection.execute(insert(LTI_PLATFORM).values(**values, made=utc_now()))

    def add_deployment(self, platform: Platform, deployment: str) -> None:
        """Let a platform open the course from one more place in it."""
        every = json.dumps(list(dict.fromkeys((*platform.deployments, deployment))))
        with self._database.writing() as connection:
            connection.execute(update(LTI_PLATFORM).where(LTI_PLATFORM.c.id == platform.id).values(deployments=every))

    def remove(self, platform: Platform) -> None:
        """Let a platform open the course no more; what people opened from it is forgotten."""
        with self._database.writing() as connection:
            for table in (LTI_SCORE, LTI_LAUNCH, LTI_JOURNEY):
                connection.execute(delete(table).where(table.c.platform == platform.id))
            connection.execute(delete(LTI_PLATFORM).where(LTI_PLATFORM.c.id == platform.id))

    def invite(self, invitation: Invitation) -> str:
        """Let one platform register itself, once; returns the secret of the link."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            row = {"token": hash_of(token), "made": utc_now(), **invitation.model_dump()}
            connection.execute(insert(LTI_INVITATION).values(**row))
        return token

    def invitation(self, token: str) -> Invitation | None:
        """What a link invites; None where it was used, or is too old."""
        with self._database.reading() as connection:
            row = connection.execute(select(LTI_INVITATION).where(*_open(token))).mappings().first()
        return Invitation(**{name: row[name] for name in Invitation.model_fields}) if row else None

    def accept(self, token: str, platform: Platform) -> bool:
        """Add the platform that came by a link; False where somebody else has used it by now.

        Raises:
            CourseError: it may open the course already.
        """
        with self._database.writing() as connection:
            if connection.execute(delete(LTI_INVITATION).where(*_open(token))).rowcount != 1:
                return False
            self._add(connection, platform)
        return True

    def _some(self, *wanted: Any) -> list[Platform]:
        asked = select(LTI_PLATFORM).where(*wanted).order_by(LTI_PLATFORM.c.name, LTI_PLATFORM.c.id)
        with self._database.reading() as connection:
            rows: Sequence[Any] = connection.execute(asked).mappings().all()
        return [_platform(row) for row in rows]


def _platform(row: Any) -> Platform:
    said = {name: row[name] for name in Platform.model_fields}
    return Platform(**said | {"deployments": json.loads(row["deployments"])})


def _open(token: str) -> tuple[Any, ...]:
    return LTI_INVITATION.c.token == hash_of(token), LTI_INVITATION.c.made >= utc_now() - INVITATION_LASTS


def platform_by_hand(**said: Any) -> Platform:
    """A platform as somebody typed it.

    Raises:
        CourseError: something in it cannot be meant.
    """
    for name in ("issuer", "auth_login_url", "token_url", "key_set_url"):
        if not is_safe_address(said[name], query=True):
            raise CourseError(
                f"»{said[name]}« er ikke en hel adresse med https://. Skriv den, som jeres LMS viser den."
            )
    return _checked(Platform, **said)


def invitation_to(name: str, address: str, **more: bool) -> Invitation:
    """An invitation for the platform at an address.

    Raises:
        CourseError: the address cannot be one.
    """
    host = urlsplit(address).netloc.lower() if is_safe_address(address) else ""
    if not host:
        raise CourseError(f"»{address}« er ikke adressen på et LMS. Skriv den med https://, som i en browser.")
    return _checked(Invitation, name=name, host=host, **more)


def _checked(model: type[_Model], **said: Any) -> _Model:
    try:
        return model(**said)
    except ValidationError as error:
        wrong = ", ".join(repr(one["input"])[:60] for one in error.errors())
        raise CourseError(f"Det kan ikke bruges: {wrong}. Det er for langt eller tomt.") from None
