"""Scripts and styles made small: without comments and blanks, and with short names for what nobody outside can see."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from importlib import import_module

from trekant.course.store import CourseError

_minify: Callable[[str, str], str] | None
# pyproject.toml leaves it out where it has no wheel; there scripts and styles are sent as they are written
if sys.platform == "darwin":
    _minify = None
else:
    _minify = import_module("minify").string

_BRACES = re.compile(r"""/\*.*?\*/|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]""", re.S)
"""The braces of a stylesheet, and the comments and texts in which a brace is none."""


def minified(text: str, name: str) -> str:
    """What does the same in fewer bytes; the text itself on a Mac, which the minifier has no wheel for.

    Args:
        text: a classic script or a stylesheet.
        name: its file's name, which says which of the two it is, and is told when something is wrong with it.

    Raises:
        CourseError: it cannot be read.
    """
    style = name.endswith(".css")
    if style:
        _refuse_open(text, name)
    else:
        _refuse_moved(text, name)
    if _minify is None:
        return text
    try:
        return _minify("text/css" if style else "application/javascript", text)
    except ValueError as error:
        where = str(error).partition("\n")[0]
        what = "Stilarket" if style else "Scriptet"
        raise CourseError(f"{what} {name} kan ikke læses ({where}). Ret det, og byg igen.") from None


_MOVED = re.compile(r"\b(?:const|let|var)\s*[{\[][^;=]*[}\]]\s*=[^;={]*[(,\[]\s*\{")
"""A declaration that takes apart what is made with an object written there: ``const { a } = make({ b });``."""


def _refuse_moved(script: str, name: str) -> None:
    """Refuse what the minifier (tried: 2.24.12) moves in front of the declarations above it, which it may need."""
    for match in _MOVED.finditer(script):
        line = script.count("\n", 0, match.start()) + 1
        raise CourseError(
            f"Scriptet {name} tager i linje {line} noget fra hinanden, der bliver lavet med et objekt på stedet. Giv "
            "objektet eller det, der kommer ud af det, et navn først; ellers bliver linjen flyttet."
        )


def _refuse_open(sheet: str, name: str) -> None:
    """Refuse a stylesheet in which a brace is missing: the minifier takes it, and a browser drops all that follows."""
    opened: list[int] = []
    for match in _BRACES.finditer(sheet):
        line = sheet.count("\n", 0, match.start()) + 1
        if match[0] == "{":
            opened.append(line)
        elif match[0] == "}":
            if not opened:
                raise CourseError(f"Stilarket {name} har en }} for meget i linje {line}. Ret det, og byg igen.")
            opened.pop()
    if opened:
        raise CourseError(
            f"Stilarket {name} mangler en }} til den {{, der står i linje {opened[-1]}. Ret det, og byg igen."
        )
