"""Participant codes that a slip of the finger cannot turn into somebody else's.

A code is an id and no secret. It is eight characters, written ``xxxx-xxxx``; the eighth is a check character, so that
every single wrong character and every swap of two neighbours is found. 31 is a prime and the weights differ, which is
what makes it so. The page that asks for the code knows the rule too; ``tests/codes.json`` holds both to it.
"""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Collection

ALPHABET = "".join(char for char in string.digits + string.ascii_lowercase if char not in "01ilo")
"""31 characters, without 0 and o, 1, i and l, which are read for one another."""

WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 30)
"""A code is sound when its characters' places in the alphabet, each times its weight, sum to a multiple of 31."""

MOST = 10_000
"""As many codes are made at once; the municipality has 3,300 employees."""

_FORM = re.compile(f"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}")


def is_sound(code: str) -> bool:
    """Whether a code is one of ours, written without a slip."""
    if not _FORM.fullmatch(code):
        return False
    places = [ALPHABET.index(char) for char in code.replace("-", "")]
    return sum(weight * place for weight, place in zip(WEIGHTS, places, strict=True)) % len(ALPHABET) == 0


def with_check(seven: str) -> str:
    """The code that begins with seven characters of the alphabet."""
    total = sum(weight * ALPHABET.index(char) for weight, char in zip(WEIGHTS, seven, strict=False))
    eight = seven + ALPHABET[total % len(ALPHABET)]
    return f"{eight[:4]}-{eight[4:]}"


def new_codes(count: int, taken: Collection[str] = ()) -> tuple[str, ...]:
    """So many codes, by chance, all different and none of those that are taken.

    None of them looks like a number or a date to a spreadsheet (»345e-2345«, »2mar-2345«): the last four have a letter.
    """
    found: dict[str, None] = {}
    while len(found) < count:
        code = with_check("".join(secrets.choice(ALPHABET) for _ in range(7)))
        if code not in taken and not code[5:].isdigit():
            found[code] = None
    return tuple(found)
