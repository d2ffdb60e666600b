"""What every player gets, and a task of any kind."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from trekant.course.tasks.kinds import KINDS
from trekant.course.tasks.shown import Shown, ShownTask

if TYPE_CHECKING:
    AnyTask = ShownTask
else:
    AnyTask = Annotated[reduce(or_, (kind.shown for kind in KINDS.values())), Field(discriminator="kind")]


class Player(Shown):
    """What every player has; ``id`` is that of the case, the quiz or the page."""

    id: str

    @classmethod
    def checked(cls, payload: dict[str, Any]) -> dict[str, Any]:
        """The payload, as it is.

        Raises:
            pydantic.ValidationError: it is not what the players expect. That is a fault in the engine.
        """
        cls.model_validate(payload)
        return payload
