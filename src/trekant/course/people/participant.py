"""Who takes part: a row of the roster."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, field_validator

from trekant.course.base import Model
from trekant.course.quizzes.answers import CODE, MAX_CODE
from trekant.course.writing.spelling import is_misread, odd_in_a_name
from trekant.course.writing.text import without_marks

MAX_FIELD = 120
"""The longest name, e-mail address, workplace or cohort; nbgrader's own columns hold 128 characters."""

_LOST = "\N{REPLACEMENT CHARACTER}"
_CPR = re.compile(
    r"(?<!\d)(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?:0[1-9]|1[0-2])\d{2}[-\u2010-\u2015 \u00a0./]{0,3}\d{4}(?!\d)"
)
"""A day (61-91 for somebody who has a number in place of one), a month, a year, and four figures."""

EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def as_code(text: str) -> str:
    """A code as it is meant: the players' field for it takes capitals and spaces around it too."""
    return text.strip().lower()


def has_cpr(text: str) -> bool:
    """Whether something in a text looks like a Danish personal number, however it is written."""
    return bool(_CPR.search(text))


def _one_line(value: Any) -> Any:
    """Text in composed characters that can be seen, with one space where there are several."""
    if not isinstance(value, str):
        return value
    if any(char == _LOST or unicodedata.category(char) in ("Cc", "Cs") for char in value.strip()):
        raise ValueError("har et linjeskift eller et tegn, der ikke kan læses")
    if is_misread(value):
        raise ValueError(f"»{value[:60]}« er gemt med en forkert tegnkodning; gem filen igen som CSV UTF-8")
    return without_marks(value)[0]


OneLine = Annotated[str, Field(max_length=MAX_FIELD), BeforeValidator(_one_line)]
"""One line of text; empty where nothing is known."""


class Participant(Model):
    """Somebody on the roster. Only the code is sure to be there: nbgrader keeps participants without a name too."""

    code: str = Field(pattern=CODE.pattern, max_length=MAX_CODE)
    name: OneLine = ""
    email: OneLine = ""
    workplace: OneLine = ""
    cohort: OneLine = ""
    manager: OneLine = Field(default="", description="The e-mail address of whoever leads the person, in small letters")

    @field_validator("name")
    @classmethod
    def _is_a_name(cls, name: str) -> str:
        if name and not any(char.isalpha() for char in name):
            raise ValueError(f"»{name}« er ikke et navn")
        if odd := odd_in_a_name(name):
            raise ValueError(
                f"»{name[:60]}« har tegnet »{odd}«, som ikke hører til i et navn; ret det, eller gem filen igen som "
                "CSV UTF-8"
            )
        return name

    @field_validator("email")
    @classmethod
    def _is_an_address(cls, email: str) -> str:
        if email and not EMAIL.fullmatch(email):
            raise ValueError(f"»{email}« er ikke en mailadresse")
        return email

    @field_validator("manager")
    @classmethod
    def _is_the_address_of_a_manager(cls, manager: str) -> str:
        if manager and not EMAIL.fullmatch(manager):
            raise ValueError(
                f"»{manager}« er ikke en mailadresse; skriv lederens mailadresse, eller lad feltet være tomt"
            )
        return manager.lower()  # the same address, however each row writes it

    @property
    def shown(self) -> str:
        """The name, or the code where there is no name."""
        return self.name or self.code


_SENTENCES = {
    "string_pattern_mismatch": "»{input}« er ikke en deltagerkode; brug små bogstaver a-z, tal og bindestreg",
    "string_too_long": "er for lang; højst {max_length} tegn",
    "string_type": "skal være tekst",
}


def in_words(detail: Mapping[str, Any]) -> str:
    """One error of ``ValidationError.errors()`` about a participant, as the end of a Danish sentence."""
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    sentence = _SENTENCES.get(detail["type"], "kan ikke bruges")
    return sentence.format(**{"input": str(detail["input"])[:60]} | dict(detail.get("ctx", {})))
