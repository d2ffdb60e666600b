"""What ``_config.yml`` says that more than the building of the site needs."""

from __future__ import annotations

from pathlib import Path

from trekant.course.files import UnreadableError, text_of
from trekant.course.source import Source, SourceError
from trekant.course.store import CourseError


def site_address(root: Path) -> str | None:
    """Where the site is to be found, as ``html_baseurl`` in ``_config.yml`` says; None while that says nothing.

    Raises:
        CourseError: the file cannot be read.
    """
    path = root / "_config.yml"
    if not path.is_file():
        return None
    try:
        config = Source(path.name, text_of(path)).data
        address = config.get("sphinx", {}).get("config", {}).get("html_baseurl")
    except (UnreadableError, SourceError) as error:
        raise CourseError(f"_config.yml kan ikke bruges: {error}.") from None
    except AttributeError:
        raise CourseError(
            "_config.yml skal have »html_baseurl« under »sphinx« og »config«; ret indrykningen."
        ) from None
    return address or None
