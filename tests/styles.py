"""Where the stylesheets of the pages and of the players stand."""

from __future__ import annotations

from pathlib import Path

from trekant.players import FOLDER
from trekant.site.build_hooks import STYLES


def style(name: str) -> Path:
    """The stylesheet of a name."""
    [found] = [path for folder in (STYLES, FOLDER) if (path := folder / name).is_file()]
    return found
