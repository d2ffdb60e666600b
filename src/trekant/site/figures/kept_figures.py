"""Figures as they were drawn last: matplotlib takes a second to load, and most builds change no figure."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

from trekant.course.files import content_hash
from trekant.course.store import Course, CourseError

_CODE = Path(__file__).parents[1]


def kept_svg(name: str, course: Course, folder: Path) -> str:
    """A figure as inline SVG, drawn anew only when something it is made of has changed.

    Args:
        name: which figure.
        course: whose data it shows.
        folder: where figures are kept.

    Raises:
        CourseError: there is no figure of that name, or its data are missing.
    """
    kept = folder / f"{name}-{_made_of(course.root)}.svg"
    if not kept.is_file():
        svg = _drawn(name, course)
        folder.mkdir(parents=True, exist_ok=True)
        beside = kept.with_suffix(f".{os.getpid()}")
        beside.write_text(svg, encoding="utf-8")
        beside.replace(kept)
    return kept.read_text(encoding="utf-8")


def _drawn(name: str, course: Course) -> str:
    from trekant.site.figures import FIGURES, figure_svg

    if name not in FIGURES:
        raise CourseError(f"Figuren »{name}« findes ikke; der er {', '.join(sorted(FIGURES))}.")
    return figure_svg(name, course)


def _made_of(root: Path) -> str:
    """Names the code, the data and the matplotlib of every figure."""
    return f"{content_hash({_CODE: ['**/*.py'], root / 'assets': ['**/*.yaml']})[:16]}-{version('matplotlib')}"
