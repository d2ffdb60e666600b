"""A task as a player gets it. What a kind has beside this stands in its own module, as the model ``shown`` of the kind.

What tells the key (``table``, ``key``, ``feedback``, ``model``) and the page to read are left out of a graded quiz.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Shown(BaseModel):
    """Part of what a player gets: closed, and named as JavaScript names things.

    A field whose default is None is left out where there is nothing to say.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class ShownOption(Shown):
    """Something that an answer can name; ``html`` is inline."""

    id: str
    html: str


class ShownTable(Shown):
    """The points in whole numbers, ``of`` to full marks: ``base`` and, by option and what is done with it, a weight."""

    of: int = Field(ge=1)
    base: int
    weights: dict[str, dict[str, int]]


class ShownTask(Shown):
    """What all kinds have. ``prompt``, ``feedback`` (by option) and ``model`` are HTML.

    ``hint`` is what to do, and ``hint_in_case`` what a case says beside that.
    ``revision`` is the question's, and ``trace`` finds answers that were kept before there were opaque ids.
    """

    kind: str
    prompt: str
    options: tuple[ShownOption, ...]
    hint: str
    hint_in_case: str | None = None
    revision: int | None = Field(default=None, ge=1)
    trace: int | None = None
    table: ShownTable | None = None
    feedback: dict[str, str] | None = None
    page: str | None = None
    model: str | None = None


KEYS = frozenset({"table", "key", "feedback", "model"})
"""The fields that tell what is right."""
