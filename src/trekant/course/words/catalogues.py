"""Where the catalogue of a language is looked up: in the course's own ``locale``, and beside this file.

A course may bring a language that the engine has not, and other words than the engine's in one that it has. Folders
are named as gettext and Sphinx name them, so that a course's words for Sphinx lie beside those for the engine.
"""

from __future__ import annotations

import re
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

from trekant.course.files import Saved, UnreadableError, text_of, when_saved
from trekant.course.words import DANISH

FOLDER = Path(__file__).parent
"""The languages that the engine brings, each in ``<language>.po``."""

_PLACE = re.compile(r"\{(\w*)\}")


class CatalogueError(Exception):
    """A language that cannot be spoken; the message is a Danish sentence without its full stop."""


def gettext_name(language: str) -> str:
    """A language as folders and files of translations are named: ``en_GB`` for ``en-GB``."""
    return language.replace("-", "_")


def own_catalogue(language: str) -> str:
    """The file of a course that has its own words of a language."""
    return f"locale/{gettext_name(language)}/LC_MESSAGES/trekant.po"


def catalogue(language: str, root: Path | None = None) -> NullTranslations:
    """The words of a language, for the course in a folder; of Danish there is no catalogue, and none is needed.

    What the course's own catalogue does not have is said as the engine's has it, and else in Danish.

    Raises:
        CatalogueError: nobody has the language, or a catalogue has a fault that a participant would meet.
    """
    if language == DANISH:
        return NullTranslations()
    places = {FOLDER / f"{gettext_name(language)}.po": f"{gettext_name(language)}.po i motoren"}
    if root is not None:
        places = {root / own_catalogue(language): own_catalogue(language)} | places
    found = [path for path in places if path.exists()]
    if not found:
        raise CatalogueError(
            f"sproget »{language}« er ikke oversat; læg oversættelsen i {own_catalogue(language)}, eller skriv {DANISH}"
        )
    read = [_read(path, places[path], when_saved({path.parent: [path.name]})) for path in found]
    for one, behind in pairwise(read):
        one.add_fallback(behind)
    return read[0]


def _read(path: Path, name: str, saved: Saved) -> GNUTranslations:
    return GNUTranslations(BytesIO(_compiled(path, name, saved)))


@lru_cache(maxsize=8)
def _compiled(path: Path, name: str, saved: Saved) -> bytes:
    """A catalogue as gettext wants it; made again when it has been saved."""
    del saved  # only there so that another one makes another entry
    from babel.messages import mofile, pofile  # Sphinx has it, and a course in Danish does without

    compiled = BytesIO()
    try:
        read = pofile.read_po(BytesIO(text_of(path).encode()), abort_invalid=True)
        for message in read:
            _check_places(message, name)
        read.locale = read.locale or "en"  # Babel writes no forms of number for a language that it does not know
        mofile.write_mo(compiled, read)
        compiled.seek(0)
        GNUTranslations(compiled)
    except UnreadableError as error:
        raise CatalogueError(f"oversættelsen {name} kan ikke bruges: {error}") from None
    except pofile.PoFileError as error:
        raise CatalogueError(f"oversættelsen {name} kan ikke læses; se på linje {error.lineno + 1}") from None
    except ValueError:  # what the head says is no language, or no formula
        raise CatalogueError(f"hovedet i oversættelsen {name} kan ikke læses; se på Language og Plural-Forms") from None
    return compiled.getvalue()


def _check_places(message: Any, name: str) -> None:
    """A translation with a place that its text has not would fail when somebody reads it, and one without tells less.

    Raises:
        CatalogueError: the places are not the same.
    """
    texts = [message.id] if isinstance(message.id, str) else [*message.id]
    said = [message.string] if isinstance(message.string, str) else [*message.string]
    known = {place for text in texts for place in _PLACE.findall(text)}
    for text in filter(None, said):
        places = set(_PLACE.findall(text))
        # a form that goes with one may say so in words
        if places - known or (len(texts) == 1 and places != known):
            raise CatalogueError(
                f"oversættelsen {name} har på linje {message.lineno} ikke de samme pladser i krøllede parenteser som "
                f"»{texts[0]}«"
            )
