"""What a participant got in a graded quiz."""

from __future__ import annotations

from pydantic import AwareDatetime, Field

from trekant.course.base import Model, Slug


class QuizResult(Model):
    """The result of one participant's submission that counts.

    ``handed_in`` is when it arrived, whatever the participant's clock says. ``revision`` is that of the answers; None
    when they have been removed since. ``points`` and ``maximum`` have at most four decimals, ``share`` is between 0
    and 1. While ``pending_manual``, a person still has to read something: the points are what is there so far, and
    ``passed`` is False, as it is where there is nothing to pass. ``passed`` was decided by the exact points, of which
    these are what is written down; ``penalty`` is what was taken off for handing in late, and is off them already.
    """

    participant: str
    quiz: Slug
    revision: int | None
    points: float = Field(ge=0)
    maximum: float = Field(ge=0)
    share: float = Field(ge=0)
    penalty: float = Field(default=0, ge=0)
    passed: bool
    handed_in: AwareDatetime
    pending_manual: bool
