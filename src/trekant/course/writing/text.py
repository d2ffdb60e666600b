"""From the inline Markdown of the YAML files to HTML, from what a participant wrote to text, and numbers in Danish."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import floor

from markdown_it import MarkdownIt
from markdown_it.token import Token

from trekant.course.tasks.points import rounded
from trekant.course.words import _

# Without HTML: what looks like a tag in a YAML file is shown, not run.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(["image", "autolink"])


@lru_cache(4096)  # grading asks for the same few hundred texts thousands of times
def to_html(markdown: str) -> str:
    """Paragraphs and lists as HTML; any HTML in the source comes out as text."""
    return str(_MARKDOWN.render(markdown)).strip()


@lru_cache(4096)
def inline_html(markdown: str) -> str:
    """One line as HTML, without a paragraph around it."""
    return str(_MARKDOWN.renderInline(markdown.strip()))


def parsed(markdown: str) -> list[Token]:
    """The same taken apart, for what is set without HTML."""
    return _MARKDOWN.parse(markdown)


def plain_text(markdown: str) -> str:
    """What somebody reads of inline Markdown, on one line and without any marks."""
    inline = [child for token in _MARKDOWN.parseInline(markdown) for child in token.children or ()]
    return " ".join("".join(child.content or " " * child.type.endswith("break") for child in inline).split())


REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_MOST = 6
_NOT_TEXT = ("Cc", "Cs")
_SHOWN = "\n\N{SOFT HYPHEN}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def danish_number(value: float, decimals: int = 2, *, whole: bool = False) -> str:
    """With as many decimals as it needs, ``decimals`` at most: »8,5«; with ``whole`` just so many: »8,50«.

    Halves go up (see :func:`~trekant.course.tasks.points.rounded`); ``number`` in players/dom.js writes the same.
    """
    number = rounded(value, decimals)
    text = f"{abs(number):f}"
    if decimals and not whole:
        text = text.rstrip("0").rstrip(".")
    return ("\N{MINUS SIGN}" if number < 0 else "") + text.replace(".", ",")


def danish_count(count: int) -> str:
    """A whole number with its thousands apart: »3.300«."""
    return f"{count:,}".replace(",", ".")


def number_in_words(value: float, decimals: int = 2) -> str:
    """The same for participants, with the decimal mark of the language of the course."""
    return with_decimal_mark(danish_number(value, decimals))


def with_decimal_mark(number: str) -> str:
    """A Danish number with the decimal mark of the language of the course."""
    # the decimal mark, as in 8,5
    return number.replace(",", _(","))


def danish_percent(share: float, unit: str = " procent") -> str:
    """A share as »70 procent«."""
    return f"{danish_number(100 * share, 0)}{unit}"


def number_under(value: float, limit: float, decimals: int = 2) -> str:
    """A number that is under a limit, so that it can be seen: 13.997 of the 14 that it takes is »13,997«, not »14«.

    It has as many decimals as that takes, six at most; what is nearer to the limit than that is cut and not rounded.
    """
    for places in range(decimals, _MOST):
        if rounded(value, places) < rounded(limit, places):
            return danish_number(value, places)
    return danish_number(floor(value * 10**_MOST) / 10**_MOST, _MOST)


def printable(text: str) -> str:
    """One line of text without what is no text: control characters and half characters."""
    return "".join(REPLACEMENT if unicodedata.category(char) in _NOT_TEXT else char for char in text)


def on_one_line(text: str) -> str:
    """The text as one line of a message: breaks and runs of blanks are one blank, what cannot be shown is a mark."""
    return "".join(char if char.isprintable() else REPLACEMENT for char in " ".join(text.split()))


_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
"""Names in Persian, Hindi and others are spelt with these."""


def without_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """One line of text without marks that nobody sees, and those marks, each once.

    They come along when a name is copied: byte-order marks, and marks that turn the direction of what follows, which
    on a paper would turn it for everybody.
    """
    marks = [char for char in text if unicodedata.category(char) == "Cf" and char not in _JOINERS]
    kept = "".join(char for char in text if char not in marks)
    return " ".join(unicodedata.normalize("NFC", kept).split()), tuple(dict.fromkeys(marks))


def code_point(char: str) -> str:
    """A character to be shown to somebody: itself, or its number (U+FEFF) where it is none that can be seen."""
    return char if char.isprintable() and not char.isspace() else f"U+{ord(char):04X}"


_LAST = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


@lru_cache(8192)  # a roster of thousands is put in order again and again
def in_danish_order(text: str) -> str:
    """What texts are put in order by, as a Danish register has them: æ, ø and å last, other accents passed over."""
    last = unicodedata.normalize("NFC", text.casefold()).translate(_LAST)
    return "".join(char for char in unicodedata.normalize("NFD", last) if not unicodedata.combining(char))


def fnv1a(text: str) -> int:
    """FNV-1a over 32 bits, which players/variant.js works out just so."""
    value = 0x811C9DC5
    for byte in text.encode("utf-8", errors="replace"):
        value = (value ^ byte) * 0x1000193 & 0xFFFFFFFF
    return value


def on_screen(text: str) -> str:
    """Text that a terminal shows and does not obey: without control characters and marks that turn lines round.

    Line feeds and the joiners that Persian and others are spelt with are left.
    """
    return "".join(char if char in _SHOWN else _on_screen(char) for char in text)


def _on_screen(char: str) -> str:
    return REPLACEMENT if unicodedata.category(char) in (*_NOT_TEXT, "Cf", "Zl", "Zp") else char
