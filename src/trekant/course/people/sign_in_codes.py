"""Sign-in codes: a secret that lets somebody in, and is apart from the participant code, which is none.

Sixteen characters of the alphabet of participant codes, in four groups. Fifteen are by chance, 74 bits; the last is a
check character, so that a slip of the finger is told as one and never counts as a wrong try. Only the hash is kept:
what has so many bits of chance needs no slow one.
"""

from __future__ import annotations

import hashlib
import secrets

from trekant.course.people.codes import ALPHABET

_RANDOM, _GROUP = 15, 4
_LENGTH = _RANDOM + 1


def new_sign_in_code() -> str:
    """A code, by chance: ``abcd-efgh-jkmn-pqrs``."""
    chance = "".join(secrets.choice(ALPHABET) for _ in range(_RANDOM))
    return in_four(chance + _check(chance))


def as_sign_in_code(typed: str) -> str | None:
    """A code as it was meant, whatever its case, spaces and dashes; None when it has a slip in it."""
    code = "".join(char for char in typed.lower() if char.isalnum())
    if len(code) != _LENGTH or not set(code) <= set(ALPHABET) or code[-1] != _check(code[:-1]):
        return None
    return in_four(code)


def in_four(code: str) -> str:
    """In groups of four, with dashes between."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def hash_of(secret: str) -> str:
    """What is kept of a secret that has enough chance in it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(chance: str) -> str:
    """The character that makes the places in the alphabet, each times its own place in the code, sum to nothing.

    31 is a prime and the weights 1 to 15 differ, so every single wrong character and every swap of two neighbours is
    found (the last one counts for 30, which is minus one).
    """
    total = sum(weight * ALPHABET.index(char) for weight, char in enumerate(chance, start=1))
    return ALPHABET[total % len(ALPHABET)]
