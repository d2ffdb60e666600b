"""The names on certificates: as somebody would write them, and only where they can be set."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from trekant.course.people.participant import MAX_FIELD
from trekant.course.writing.text import code_point, without_marks

_IN_EVERY_FONT = re.compile("[ .'’0-9A-Za-zÀ-ÖØ-öø-ſ-]*")
"""Names of European letters: to look into the fonts takes a second and 40 MB, and the service would do so for each."""

NO_NAME = "Der er intet navn på deltagerlisten. Skriv det, og kør kommandoen igen."


class Names:
    """The names on the roster, by code. ``problems`` say why some cannot be set, ``notes`` what was left out."""

    def __init__(self, root: Path, names: Mapping[str, str]) -> None:
        self._root, self._names = root, names
        self.problems: list[str] = []
        self.notes: list[str] = []

    def good(self, codes: Iterable[str]) -> dict[str, str]:
        """The names of these that can stand on a paper; one that cannot is told of, and stops nobody else's."""
        found = {}
        for code in codes:
            written = self._names.get(code, "")
            name, marks = without_marks(written)
            if trouble := self._trouble(name):
                self.problems.append(f"{code}: {trouble}")
                continue
            if marks:
                self.notes.append(
                    f"{code}: Der er usynlige tegn i navnet ({_listed(marks)}). De er ikke kommet med på beviset; "
                    "ret navnet på deltagerlisten."
                )
            found[code] = name
        return found

    def _trouble(self, name: str) -> str | None:
        if not name:
            return NO_NAME
        if len(name) > MAX_FIELD:
            return f"Navnet har {len(name)} tegn, og der er plads til {MAX_FIELD}. Skriv det kortere på deltagerlisten."
        if missing := self._unprintable(name):
            return (
                f"Skrifttypen har ikke tegnene {_listed(missing)} i navnet. Læg en skrifttype, der har dem, i "
                "assets/fonts/, eller skriv navnet med andre bogstaver på deltagerlisten."
            )
        return None

    def _unprintable(self, name: str) -> tuple[str, ...]:
        if _IN_EVERY_FONT.fullmatch(name):
            return ()
        from trekant.printing.certificates import unprintable

        return unprintable(self._root, name)


def _listed(signs: Iterable[str]) -> str:
    return " ".join(map(code_point, signs))
