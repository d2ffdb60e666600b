"""Whether what was read is what was written: a name that is imported ruined stands on a certificate.

Excel offers »CSV«, »CSV (Macintosh)« and »CSV (MS-DOS)« beside »CSV UTF-8«. Nothing in a file says which it is, so
what is not plainly Danish Windows or Unicode is asked about and never guessed.
"""

from __future__ import annotations

import re
import unicodedata

_OF_WINDOWS = frozenset("æøåÆØÅäöüÄÖÜßéÉèÈêëáàâãÁÀÂóòôõÓíìîïÍúùûñÑçÇ")
"""What a file in Windows-1252 may hold. Not ð, þ and ý, where a Turkish file has ğ, ş and ı, nor what Macintosh and
MS-DOS have in the places of Danish letters: ¿, ›, œ, š and their like."""

_READ_TWICE = ("cp1252", "latin-1", "cp1254", "cp1250")
"""What UTF-8 may have been read as, once too many."""

_TEXT = re.compile("[\u00c0-\u024f\u0370-\u052f\u0600-\u06ff\u1e00-\u1eff\u2010-\u2026]+")
_IN_NAMES = frozenset("‐‑–—‘’ʼ´·\N{NO-BREAK SPACE}")
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Invisible characters that Persian and others are spelt with."""

SAVE_AS = "gem den igen som »CSV UTF-8«, ikke som »CSV (Macintosh)« eller »CSV (MS-DOS)«"


class UnclearError(ValueError):
    """It is not clear which letters are meant. The message is a Danish sentence without full stop."""


def decode(raw: bytes) -> str:
    """The text of a file: what begins with a mark is what the mark says, else UTF-8, else plain Danish Windows.

    Raises:
        UnclearError: it is none of these.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", errors="replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not all(char.isascii() or char in _OF_WINDOWS for char in line.replace(" – ", " ")):
            raise UnclearError(f"Linje {number}: Bogstaverne i filen er ikke til at læse sikkert; {SAVE_AS}")
    return text


def is_misread(text: str) -> bool:
    """Whether a text is UTF-8 that was read as something else and saved again: »Å‚« for »ł«."""
    return any(_is_utf8(run, coding) for run in re.findall(r"[^\x00-\x7f]+", text) for coding in _READ_TWICE)


def _is_utf8(run: str, coding: str) -> bool:
    try:
        return bool(_TEXT.fullmatch(run.encode(coding).decode("utf-8")))
    except UnicodeError:
        return False


def odd_in_a_name(name: str) -> str:
    """The first character that no name is spelt with: »¿« in »S¿ren«, and »<«; nothing when there is none."""
    return next((char for char in name if char in "<>&" or not (char.isascii() or _spells(char))), "")


def _spells(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or char in _IN_NAMES or char in _JOINERS
