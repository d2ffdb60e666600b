"""What a platform says when it opens the course for somebody, and what is kept of it, so that a result can go back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Self
from uuid import uuid4

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, delete, select

from trekant.service.kept.database import insert_into
from trekant.service.kept.lti_tables import LTI_LAUNCH, LTI_SCORE
from trekant.service.kept.moments import utc_now
from trekant.service.lti.places import LtiPlace
from trekant.service.lti.platforms import MOST, Platform
from trekant.service.lti.scores.outbox import ScoreState

_CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
_GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_PEOPLE = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"

_ROLE = "http://purl.imsglobal.org/vocab/lis/v2/membership"

INSTRUCTOR = f"{_ROLE}#Instructor"
"""The role of whoever teaches in the very course of the platform that we are opened from."""


def has_role(roles: Iterable[str], name: str) -> bool:
    """Whether somebody has a role in a course, or one of those under it, such as that of a guest under a learner's.

    The standard lets a platform write it short, too.
    """
    return any(one in (name, f"{_ROLE}#{name}") or one.startswith(f"{_ROLE}/{name}#") for one in roles)


class UnusableClaimsError(Exception):
    """A platform says something in another form than LTI 1.3 has; the text says which, without anything of a person."""


class _Said(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class _Link(_Said):
    id: str = Field(min_length=1, max_length=MOST)


class _Context(_Said):
    id: str = Field(default="", max_length=MOST)
    title: Any = ""
    label: Any = ""

    @property
    def called(self) -> str:
        """What people call the course; empty where the platform does not say, or says no text: nothing hangs on it."""
        said = (one.strip() for one in (self.title, self.label) if isinstance(one, str))
        return next(filter(None, said), "")[:MOST]


class _Grades(_Said):
    lineitem: str = ""
    lineitems: str = ""
    scope: list[str] = []


class _People(_Said):
    context_memberships_url: str = ""


class Launched(_Said):
    """What a platform says of somebody and of where in it the person is; the rest of its message is left alone."""

    subject: str = Field(alias="sub", min_length=1, max_length=MOST)
    name: str = ""
    email: str = ""
    roles: list[str] = Field(alias=f"{_CLAIM}roles")
    deployment: str = Field(alias=f"{_CLAIM}deployment_id", max_length=MOST)
    target: str = Field(alias=f"{_CLAIM}target_link_uri", default="")
    context: _Context = Field(alias=f"{_CLAIM}context", default=_Context())
    link: _Link | None = Field(alias=f"{_CLAIM}resource_link", default=None)
    grades: _Grades = Field(alias=_GRADES, default=_Grades())
    people: _People = Field(alias=_PEOPLE, default=_People())

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> Self:
        """What the claims of a message say.

        Raises:
            UnusableClaimsError: one of them has another form.
        """
        try:
            return cls.model_validate(dict(claims))
        except ValidationError as error:
            wrong = {str(one["loc"][0]).removeprefix(_CLAIM) for one in error.errors() if one["loc"]}
            raise UnusableClaimsError(", ".join(sorted(wrong))) from None

    @property
    def instructs(self) -> bool:
        """Whether the person teaches there."""
        return INSTRUCTOR in self.roles

    @property
    def only_teaches(self) -> bool:
        """Whether the person teaches there in any way, and takes no part; a gradebook has no row for such a one."""
        return has_role(self.roles, "Instructor") and not has_role(self.roles, "Learner")


def participant_of_subject(connection: Connection, platform: Platform, subject: str) -> str | None:
    """The code of the participant whom a platform has opened the course for before, by what it calls the person."""
    known = (LTI_LAUNCH.c.platform == platform.id, LTI_LAUNCH.c.subject == subject)
    found = connection.scalar(select(LTI_LAUNCH.c.participant).where(*known).limit(1))
    return None if found is None else str(found)


def subject_of_participant(connection: Connection, platform: Platform, participant: str) -> str | None:
    """What a platform calls a participant, as far as it has opened the course for that one."""
    known = (LTI_LAUNCH.c.platform == platform.id, LTI_LAUNCH.c.participant == participant)
    found = connection.scalar(select(LTI_LAUNCH.c.subject).where(*known).limit(1))
    return None if found is None else str(found)


def keep_launch(
    connection: Connection, platform: Platform, launched: Launched, participant: str, place: LtiPlace
) -> None:
    """Keep what was opened, in the place of what was known of the same link in the platform.

    The gradebook there has no row for one who only teaches, so none is kept for a result, and none waits any more.
    """
    assert launched.link is not None
    grades = _Grades() if launched.only_teaches else launched.grades
    now = {
        "subject": launched.subject,
        "deployment": launched.deployment,
        "context": launched.context.id,
        "title": launched.context.called,
        "kind": place.kind,
        "name": place.name,
        "lineitem": grades.lineitem,
        "lineitems": grades.lineitems,
        "scopes": json.dumps(grades.scope),
        "memberships": launched.people.context_memberships_url,
        "seen": utc_now(),
    }
    one = {"platform": platform.id, "participant": participant, "link": launched.link.id}
    row = insert_into(connection, LTI_LAUNCH).values(id=uuid4().hex, **one, **now)
    connection.execute(row.on_conflict_do_update(index_elements=list(one), set_=now))
    if launched.only_teaches:
        this = [getattr(LTI_LAUNCH.c, name) == value for name, value in one.items()]
        untold = (LTI_SCORE.c.id.in_(select(LTI_LAUNCH.c.id).where(*this)), LTI_SCORE.c.state != ScoreState.SENT)
        connection.execute(delete(LTI_SCORE).where(*untold))
