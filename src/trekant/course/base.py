"""The ground every model of the course stands on."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
"""An id: kebab-case ASCII. It is never reused, not even when its owner is retired."""

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
"""Text that a person reads; inline Markdown, no HTML."""

FactId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""The id of a fact in ``assets/notat.yaml``, or ``outside-notat``."""

OUTSIDE_NOTAT = "outside-notat"

Use = Literal["practice", "graded", "package"]
"""What a bank or a quiz is for: to practise on, to be handed in, or to be the test of a package for a platform."""


class Model(BaseModel):
    """Frozen, and closed: a misspelt field is an error, not a field that is silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FieldError(ValueError):
    """Something in a model does not go together, and one of its fields is where to mend it.

    ``where`` is the path to that field from the model that says so; the message is a Danish sentence without its full
    stop, ``rule`` the number of the content rule.
    """

    def __init__(self, message: str, *where: str | int, rule: str = "R001") -> None:
        super().__init__(message)
        self.where, self.rule = where, rule


def refuse_repeated(ids: Iterable[str], what: str, *where: str | int, rule: str = "R001") -> None:
    """Refuse an id that stands twice in a list of things that have one each.

    Raises:
        FieldError: one does; it points to the second of them.
    """
    seen = set()
    for index, one in enumerate(ids):
        if one in seen:
            raise FieldError(f"{what} »{one}« står to gange; giv den ene et andet id", *where, index, "id", rule=rule)
        seen.add(one)


class Status(StrEnum):
    """Where a case or a question is in its life. Only ``live`` reaches a learner."""

    DRAFT = "draft"
    LIVE = "live"
    RETIRED = "retired"


class Moment(StrEnum):
    """When a quiz measures the course, in the order in which it is given."""

    BEFORE = "before"
    AFTER = "after"
    LATER = "later"


class Objective(StrEnum):
    """The learning objectives; their wording for learners stands under ``objectives`` in ``assets/course.yaml``."""

    DEFINE = "define"
    LEVELS = "levels"
    NOTICE = "notice"
    JUDGE = "judge"
    CONTACT = "contact"
    DESCRIBE = "describe"
    FOLLOW = "follow"
