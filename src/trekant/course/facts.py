"""What the course teaches, taken apart into facts, and the objectives it teaches for."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from trekant.course.base import FactId, Model, Objective, Slug, Text
from trekant.course.people.retention import Retention
from trekant.course.words import DANISH


class Fact(Model):
    """One thing that the notat says, in the course's own words."""

    id: FactId
    section: int = Field(ge=1, le=6)
    text: Text


class Notat(Model):
    """The source of the course, as facts."""

    title: Text
    sections: dict[int, Text]
    facts: tuple[Fact, ...] = Field(min_length=1)


Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)]
"""A language as web pages name it (BCP 47), for example ``da`` or ``en-GB``."""


class CourseSettings(Model):
    """What course this is: the municipality whose file counts, and the objectives in words.

    ``inbox`` is the folder where answer files wait for »trekant grade«: within the course, or anywhere by a full path.
    """

    title: Text
    municipality: Slug
    language: Language = Field(default=DANISH, description="What participants are spoken to in")
    inbox: Text = "quizzes/inbox"
    balanced_cases: bool = Field(default=False, description="Whether the spread of the cases is checked")
    question_counts: bool = Field(default=False, description="Whether the number of questions is checked")
    minutes: int | None = Field(default=None, ge=5, le=240, description="What the course may take, up to its tests")
    minutes_to_act: int | None = Field(default=None, ge=1, le=60, description="What it may take until one can act")
    retention: Retention = Field(default=Retention(), description="How long what is held on participants is kept")
    objectives: dict[Objective, Text]
    sureness_totals: bool = Field(default=True, description="Whether people are asked to share how sure they were")
