"""The course as the extension sees it: read once a build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from trekant.course.cached import course_as_saved
from trekant.course.files import content_hash
from trekant.course.store import Course

_DATA = (
    "assets/**/*.yaml",
    "assets/palette.css",
    "editions/**/*.yaml",
    "locale/**/*.po",
    "notebooks/vignettes/*.yaml",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
)
_ENGINE = Path(__file__).parents[1]


def course_of(app: Sphinx) -> Course:
    """The course in the build's source folder."""
    course = getattr(app, "trekant_course", None)
    if course is None:
        course = course_as_saved(Path(app.srcdir))  # as the notebooks do: read once for all
        app.trekant_course = course  # type: ignore[attr-defined]
    return course


def course_fingerprint(root: Path) -> str:
    """A hash over what pages are made of beside their own text: the YAML and the engine."""
    return content_hash({root: _DATA, _ENGINE: ["**/*.py", "**/*.po"]})


def outdated(app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]) -> list[str]:
    """Read every page again when the data behind them has changed; else only Sphinx's own findings."""
    now = course_fingerprint(Path(app.srcdir))
    before = getattr(env, "trekant_fingerprint", None)
    env.trekant_fingerprint = now  # type: ignore[attr-defined]
    return [] if now == before else sorted(env.found_docs)


def made_from(app: Sphinx, files: list[Path], make: Callable[[], object]) -> None:
    """Make files beside the pages, unless they are there from an earlier build and nothing they are made of changed."""
    stamp = Path(app.doctreedir) / f"{files[0].name}.made-from"
    now = course_fingerprint(Path(app.srcdir))
    if not all(path.is_file() for path in files) or not stamp.is_file() or stamp.read_text() != now:
        make()
        stamp.write_text(now)
