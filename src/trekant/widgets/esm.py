"""The players' files as a widget wants them: one string each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import trekant
from trekant.course.words import language
from trekant.players import modules
from trekant.players.bundle import one_module
from trekant.players.minify import minified


def palette_css() -> str:
    """The course's colours: from the installed package, or from the course that a development install stands in."""
    package = Path(trekant.__file__).parent
    packed = package / "_assets/palette.css"
    path = packed if packed.exists() else package.parents[1] / "assets/palette.css"
    return path.read_text(encoding="utf-8")


def module(name: str) -> str:
    """An ES module of ``players`` that stands alone, in the language that is spoken."""
    return _module(name, language())


@cache
def _module(name: str, language: str) -> str:
    del language  # only there so that another one makes another entry
    return minified(one_module(name, modules()), name)
