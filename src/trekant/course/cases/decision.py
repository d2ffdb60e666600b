"""The decisions of the cases: every kind of task as a case has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Union

from pydantic import Field

from trekant.course.tasks.kinds import KINDS

if TYPE_CHECKING:
    from trekant.course.tasks.authored import Decision as Decision
else:  # a type checker wants the list of models written out, and the kinds have it
    Decision = Annotated[Union[tuple(kind.decision for kind in KINDS.values())], Field(discriminator="kind")]  # noqa: UP007
