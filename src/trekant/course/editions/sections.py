"""Chapters taken apart into sections, each with an id; what an edition has of a chapter is sections too.

The id of a section is the target before its heading (``(din-egen-pligt)=``), or else made of the heading. A section of
an edition says below its heading, in comments, which sections it was made from: ``% af: din-egen-pligt abcdefgh``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_HEADING = re.compile(r"^#{1,4} +(.+?) *$")
_TARGET = re.compile(r"^\(([a-z0-9-]+)\)= *$")
_MADE_FROM = re.compile(r"^% af: *([a-z0-9-]+)(?: +([a-p]{8}))?(?![\w-])")
_FENCE = re.compile(r"^`{3,}")
_PLAYED = re.compile(
    r"^:::\{(?:spoergsmaal|case|quiz|figur|kontaktguide|kontakttabel|handlingskort)\}[^\n]*\n:::[ \t]*$", re.M
)
"""What stands on a page and has its words elsewhere."""
_ROLE = re.compile(r"\{[a-z-]+\}`[^`]*`")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


@dataclass(frozen=True)
class MadeFrom:
    """A section of the source that a section of an edition names: its id, the fingerprint kept of it, and the line."""

    id: str
    kept: str | None
    line: int


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it until the next one. ``line`` is that of the heading, from 1."""

    id: str
    line: int
    heading: str
    text: str
    made_from: tuple[MadeFrom, ...] = ()

    @property
    def words(self) -> str:
        """The words of the section itself, without what has its words elsewhere."""
        return _PLAYED.sub("", self.text).strip()


def sections_of(markdown: str) -> list[Section]:
    """The sections of a chapter in their order; what stands before the first heading belongs to none."""
    found: list[Section] = []
    lines = markdown.splitlines()
    starts = [*_headings(lines), (len(lines), "", None)]
    for (start, heading, target), (stop, _next, after) in pairwise(starts):
        body = lines[start + 1 : stop - (after is not None)]
        made = tuple(
            MadeFrom(named[1], named[2], start + 2 + offset)
            for offset, line in enumerate(body)
            if (named := _MADE_FROM.match(line))
        )
        text = "\n".join(line for line in body if not line.startswith("%"))
        found.append(Section(target or section_id(heading), start + 1, heading, text, made))
    return found


def _headings(lines: list[str]) -> Iterator[tuple[int, str, str | None]]:
    """Index, words and target of every heading outside code."""
    in_code = False
    for index, line in enumerate(lines):
        in_code ^= bool(_FENCE.match(line))
        heading = None if in_code else _HEADING.match(line)
        if heading:
            target = _TARGET.match(lines[index - 1]) if index else None
            yield index, heading[1], target[1] if target else None


def section_id(heading: str) -> str:
    """``naar-det-handler-om-en-voksen``, of the words of a heading without its marks."""
    plain = unicodedata.normalize("NFD", _ROLE.sub("", heading).lower().translate(_LETTERS))
    return "-".join(re.findall(r"[a-z0-9]+", "".join(char for char in plain if not unicodedata.combining(char))))
