"""A language that is made up: every word of the engine stands between brackets, and what has none was never asked for.

The catalogue is made of what translators get. ``python -m tests.pseudo
FOLDER`` builds the course in the folder in it, as a process of its own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from babel.messages import Catalog, mofile

from trekant.course import words
from trekant.players.extracting import messages

BEGINS, ENDS = "⟦", "⟧"
LANGUAGE = "da-x-prove"


@cache
def pseudo() -> GNUTranslations:
    """The catalogue: what stands between the places of a message is in brackets, and what is put there is not."""
    catalog = Catalog(locale="en")
    for _name, _line, message in messages():
        if isinstance(message, tuple):
            catalog.add(message[:2], [bracketed(form) for form in message[:2]])
        else:
            catalog.add(message, bracketed(message))
    compiled = BytesIO()
    mofile.write_mo(compiled, catalog)
    compiled.seek(0)
    return GNUTranslations(compiled)


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
    words.speak(words.catalogue(words.DANISH), words.DANISH)


if __name__ == "__main__":
    from trekant.site.jupyter_book import main

    speak()
    main(sys.argv[1])
