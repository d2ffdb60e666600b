"""A language that is made up: every word of the engine stands between brackets, and what has none was never asked for.

The catalogue is made of what translators get. A course is given it as any other language is given: a file in its
``locale``, and a line in its settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, mofile, pofile

from trekant.course import words
from trekant.course.words.catalogues import catalogue, own_catalogue
from trekant.players.extracting import messages

BEGINS, ENDS = "⟦", "⟧"
LANGUAGE = "da-x-prove"


@cache
def pseudo() -> GNUTranslations:
    """The catalogue, as the engine reads it."""
    compiled = BytesIO()
    mofile.write_mo(compiled, _catalog())
    compiled.seek(0)
    return GNUTranslations(compiled)


def given(course: Path) -> Path:
    """The course, whose participants are from now on spoken to in the made-up language."""
    lay(course / own_catalogue(LANGUAGE))
    settings = course / "assets/course.yaml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}language: {LANGUAGE}\n", encoding="utf-8")
    return course


def lay(path: Path) -> None:
    """Write the catalogue as translators do."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        pofile.write_po(file, _catalog())


@cache
def _catalog() -> Catalog:
    """What stands between the places of a message is in brackets, and what is put there is not."""
    catalog = Catalog(locale="en")
    for _name, _line, message in messages():
        if isinstance(message, tuple):
            catalog.add(message[:2], [bracketed(form) for form in message[:2]])
        else:
            catalog.add(message, bracketed(message))
    return catalog


def bracketed(message: str) -> str:
    """``⟦Ring til ⟧{short}``."""
    return re.sub(r"(\{\w+\})|([^{]+)", lambda part: part[1] or f"{BEGINS}{part[2]}{ENDS}", message)


def left(text: str) -> str:
    """What of a text stands in no brackets; a word that was cut off has lost its second."""
    return " ".join(re.sub(rf"{BEGINS}[^{BEGINS}{ENDS}]*({ENDS}|$)", "\n", text).replace(ENDS, "").split(" "))


def speak() -> None:
    """From now on the engine speaks it."""
    words.speak(pseudo(), LANGUAGE)


@contextmanager
def spoken() -> Iterator[None]:
    """The engine speaks it meanwhile."""
    speak()
    yield
    words.speak(catalogue(words.DANISH), words.DANISH)
