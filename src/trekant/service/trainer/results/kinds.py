"""The kinds of long work: what each is called, and what it makes."""

from __future__ import annotations

from dataclasses import dataclass

from trekant.course.words import N_


@dataclass(frozen=True)
class KindOfWork:
    """A kind of long work; ``background/jobs.py`` has under the same name who does it.

    ``file`` is what the file that it makes is called, ``for_passing`` whether it is about those who passed;
    ``begun_here`` whether it is asked for without having seen anything first, ``for_everybody`` whether it is about all
    cohorts at once.
    """

    name: str
    file: str = ""
    media_type: str = ""
    for_passing: bool = False
    begun_here: bool = True
    for_everybody: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        KindOfWork("certificates", "kursusbeviser-{quiz}.zip", "application/zip", for_passing=True),
        KindOfWork("report"),
        KindOfWork("foresee", for_everybody=True),
        KindOfWork("regrade", begun_here=False, for_everybody=True),
    )
}

TITLES = {
    "certificates": N_("Kursusbeviser"),
    "report": N_("Rapport"),
    "foresee": N_("Det ville ændre sig"),
    "regrade": N_("Rettet om"),
}
"""What each is called."""
