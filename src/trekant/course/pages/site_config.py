"""What ``_config.yml`` says that more than the building of the site needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trekant.course.files import UnreadableError, text_of
from trekant.course.source import Source, SourceError
from trekant.course.store import CourseError


def site_address(root: Path) -> str | None:
    """Where the site is to be found, as ``html_baseurl`` in ``_config.yml`` says; None while that says nothing.

    Raises:
        CourseError: the file cannot be read.
    """
    return configured(root, "html_baseurl") or None


def configured(root: Path, name: str) -> Any:
    """What a line below ``sphinx: config:`` in ``_config.yml`` says; None where it is not there.

    Raises:
        CourseError: the file cannot be read.
    """
    path = root / "_config.yml"
    if not path.is_file():
        return None
    try:
        config = Source(path.name, text_of(path)).data
        return config.get("sphinx", {}).get("config", {}).get(name)
    except (UnreadableError, SourceError) as error:
        raise CourseError(f"_config.yml kan ikke bruges: {error}.") from None
    except AttributeError:
        raise CourseError(f"_config.yml skal have »{name}« under »sphinx« og »config«; ret indrykningen.") from None
