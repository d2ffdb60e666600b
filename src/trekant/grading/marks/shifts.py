"""Whose points grading once more would change; without nbgrader."""

from __future__ import annotations

from trekant.course.base import Model


class Shift(Model):
    """A participant who would get other points; whether it was enough, and would be."""

    participant: str
    before: float
    after: float
    passed: bool
    passes: bool


class Foresight(Model):
    """Whose points grading everybody once more would change."""

    quiz: str
    shifts: tuple[Shift, ...]

    @property
    def passing(self) -> tuple[str, ...]:
        """Who would pass and did not."""
        return tuple(one.participant for one in self.shifts if one.passes and not one.passed)

    @property
    def failing(self) -> tuple[str, ...]:
        """Who did pass and would not any more."""
        return tuple(one.participant for one in self.shifts if one.passed and not one.passes)
