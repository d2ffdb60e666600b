"""The players' files as a widget wants them: one string each."""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path

import trekant

_IMPORT = re.compile(r"""(?<=from )"\./([a-z-]+\.js)"(?=;)""")


def asset(name: str) -> Path:
    """A file of ``assets``: in the installed package, or at the root of a development install."""
    package = Path(trekant.__file__).parent
    packed = package / "_assets" / name
    return packed if packed.exists() else package.parents[1] / "assets" / name


@cache
def module(name: str) -> str:
    """An ES module of ``assets/js`` that stands alone: the modules it imports are put in as data: URLs."""

    def inlined(match: re.Match[str]) -> str:
        encoded = base64.b64encode(module(match[1]).encode()).decode()
        return f'"data:text/javascript;base64,{encoded}"'

    return _IMPORT.sub(inlined, asset(f"js/{name}").read_text(encoding="utf-8"))
