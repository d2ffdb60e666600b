"""The words of the mails that remind people, as an author writes them, and what is filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field, model_validator

from trekant.course.base import FieldError, Model, Text

REMINDERS = "assets/paamindelser.yaml"
"""The file that they stand in."""

_PLACE = re.compile(r"\{(\w+)\}")


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """A text with the values in their places, a paragraph a line; one that would end in a blank ends before it."""
    lines = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text))
    return "\n\n".join(_PLACE.sub(lambda place: values.get(place[1], place[0]), line).rstrip() for line in lines)


def _refuse_unknown(model: Model, fields: Mapping[str, tuple[str, ...]]) -> None:
    for field, known in fields.items():
        text = getattr(model, field)
        if field in ("subject", "event") and "\n" in text:
            raise FieldError(f"»{field}« skal stå på én linje", field)
        for name in _PLACE.findall(text):
            if name not in known:
                may = " eller ".join(f"{{{one}}}" for one in known)
                raise FieldError(f"{{{name}}} kan ikke fyldes ud i »{field}«; skriv {may}", field)


class ParticipantMail(Model):
    """To whoever has not handed in when the day is past; ``again_after`` is days."""

    again_after: int = Field(ge=1, le=365)
    subject: Text
    text: Text

    @model_validator(mode="after")
    def _known(self) -> ParticipantMail:
        _refuse_unknown(self, {"subject": ("kursus",), "text": ("navn", "kursus", "tests", "adresse")})
        return self


class ManagerMail(Model):
    """To whoever leads somebody who has not handed in; ``again_after`` is days."""

    again_after: int = Field(ge=1, le=365)
    subject: Text
    text: Text

    @model_validator(mode="after")
    def _known(self) -> ManagerMail:
        _refuse_unknown(self, {"subject": ("kursus",), "text": ("navn", "kursus", "liste", "adresse")})
        return self


class RefresherMail(Model):
    """To whoever handed in nearly a year ago, with a day for the calendar; it is sent ``days_before`` that day."""

    days_before: int = Field(ge=1, le=90)
    subject: Text
    text: Text
    event: Text
    event_text: Text

    @model_validator(mode="after")
    def _known(self) -> RefresherMail:
        in_text = ("navn", "kursus", "dag", "adresse")
        fields = {"subject": ("kursus",), "text": in_text, "event": ("kursus",), "event_text": ("kursus", "adresse")}
        _refuse_unknown(self, fields)
        return self


class ReminderTexts(Model):
    """The mails of a course."""

    participants: ParticipantMail
    managers: ManagerMail
    refresher: RefresherMail
