"""The language that a course is spoken in, as ``language`` in ``assets/course.yaml`` says.

Whoever begins to make something for participants (a command, a build, a notebook, nbgrader) asks here first, before the
course is read: what is read may already hold words. A process speaks the language of one course.
"""

from __future__ import annotations

from pathlib import Path

from trekant.course import words
from trekant.course.facts import CourseSettings
from trekant.course.store import Course, CourseError, Loaded, Problem, find_root, load_into
from trekant.course.words.catalogues import CatalogueError, catalogue


def speak_language_of(root: Path) -> None:
    """From now on all is said in the language of the course in a folder; in Danish where its settings have errors.

    Raises:
        CourseError: the language has no catalogue that can be used; the message names file, line and field.
    """
    settings = load_into(Course(root), root / "assets/course.yaml", CourseSettings)
    if settings is None:  # whoever uses the rest of it tells what is wrong
        words.speak(catalogue(words.DANISH), words.DANISH)
        return
    if problem := unspoken(root, settings):
        raise CourseError(f"{problem}.")
    words.speak(catalogue(settings.model.language, root), settings.model.language)


def speak_language_here(otherwise: str = words.DANISH) -> None:
    """The same for the course that the present folder lies in.

    Where there is none, on a participant's own machine, it is the language ``otherwise`` if the engine brings it, and
    else Danish: there a participant can mend nothing.

    Raises:
        CourseError: see :func:`speak_language_of`.
    """
    try:
        root = find_root()
    except CourseError:
        try:
            words.speak(catalogue(otherwise), otherwise)
        except CatalogueError:
            words.speak(catalogue(words.DANISH), words.DANISH)
    else:
        speak_language_of(root)


def unspoken(root: Path, settings: Loaded[CourseSettings]) -> Problem | None:
    """What keeps the engine from speaking the course's language; None where it can."""
    try:
        catalogue(settings.model.language, root)
    except CatalogueError as error:
        return Problem(settings.source.name, settings.source.line(["language"]), "R001", f"»language«: {error}")
    return None
