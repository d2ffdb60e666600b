"""A certificate, and the check code that tells a real one from one that somebody made."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import date
from typing import Literal

from pydantic import Field

from trekant.course.base import Model, Slug

ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ" + "".join(map(str, range(2, 10)))
"""Thirty-two characters that nobody mistakes for each other in a telephone: no 0 and O, no 1 and I."""

LENGTH, GROUP = 16, 4
"""Sixteen characters of five bits, 80 in all: a code cannot be found by trying."""


class Certificate(Model):
    """That somebody passed a quiz, with everything that stands on the paper.

    ``points`` and ``maximum`` have at most four decimals; ``passed_on`` is the day on which the answers arrived, as it
    was in Denmark; no clock of the participant's decides it. In ``version`` 1 the code did not cover what is printed in
    words: the name, the titles of the quiz and the course, and the owner.
    """

    participant: str
    quiz: Slug
    revision: int
    passed_on: date
    points: float = Field(ge=0)
    maximum: float = Field(gt=0)
    version: Literal[1, 2] = 2
    name: str = ""
    quiz_title: str = ""
    course: str = ""
    owner: str = ""

    @property
    def covers_words(self) -> bool:
        """Whether the code covers the name and the rest of what is printed in words."""
        return self.version > 1

    @property
    def share(self) -> float:
        """The share of full marks, 0 to 1."""
        return self.points / self.maximum

    def check_code(self, secret: bytes) -> str:
        """The code of this certificate: an HMAC (RFC 2104, SHA-256) over all that its version covers, cut to 80 bits.

        The same certificate has the same code every time, so one that is made again is no new one.
        """
        said = (self.participant, self.quiz, self.revision, self.passed_on.isoformat(), self.points, self.maximum)
        text = "\n".join(map(str, said))
        if self.covers_words:
            text = json.dumps([self.version, *said, self.name, self.quiz_title, self.course, self.owner])
        digest = hmac.digest(secret, text.encode(), hashlib.sha256)
        number = int.from_bytes(digest[: LENGTH * 5 // 8])
        return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def as_check_code(typed: str) -> str | None:
    """A check code as it was meant, whatever its case, spaces and dashes; None when it cannot be one."""
    code = "".join(char for char in typed.upper() if char.isalnum())
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else None


def in_groups(code: str) -> str:
    """``ABCD-EFGH-JKLM-NPQR``, as it stands on the paper."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))
