"""What »Læs op« gets."""

from __future__ import annotations

from trekant.course.tasks.shown import Shown


class SpokenTable(Shown):
    """How words are said that are written otherwise: the course's table (``PronunciationTable`` tells what each means).

    ``one_by_one`` are numbers that are said digit by digit.
    """

    said: dict[str, str]
    digits: tuple[str, ...]
    one_by_one: tuple[str, ...]
    ordinals: tuple[str, ...]
    to: str
    at: str
    dot: str
