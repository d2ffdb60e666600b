"""The service's door to what grading knows of people: exported, forgotten, and removed in time.

What needs nbgrader is for a process of its own (``background/errands.py``), and imported there.
"""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from trekant.course.store import Course, CourseError
from trekant.course.words import N_, _
from trekant.grading.people.heard import last_in_gradebook
from trekant.service.kept.own_data import OwnData


def write_all_of(course: Course, code: str, path: Path) -> None:
    """Write all that is kept about a participant to a zip; for a process of its own.

    Raises:
        CourseError: there is nothing, or it cannot be read or written.
    """
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.forget import held as all_that_is_held
    from trekant.grading.people.personal_data import write_export

    with open_gradebook(course.root) as gradebook:
        one = all_that_is_held(course.root, gradebook, code, OwnData())
        write_export(course, gradebook, one, path, OwnData())


def last_heard_of(connection: Connection) -> dict[str, datetime]:
    """When something last came from everybody on the roster, or when they came on it, by code."""
    times = dict(last_in_gradebook(connection))
    for code, moment in OwnData().heard_of(connection).items():
        if code in times:
            times[code] = max(times[code], moment)
    return times


def due_now(course: Course) -> list[str]:
    """What is older than the course's settings let it be, in Danish; for a process of its own.

    Raises:
        CourseError: it cannot be read.
    """
    return _expired(course, remove=False)


def expire_now(course: Course) -> list[str]:
    """Remove it; returns what it was.

    Raises:
        CourseError: somebody grades just now, or something cannot be removed; it can be done again.
    """
    return _expired(course, remove=True)


def _expired(course: Course, *, remove: bool) -> list[str]:
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.expire import find_expired, remove_expired

    if course.settings is None:
        raise CourseError(_("Kursets indstillinger har fejl. Sig det til den, der skriver kurset."))
    with open_gradebook(course.root) as gradebook:
        old = find_expired(course.root, gradebook, course.settings.model.retention, elsewhere=OwnData())
        if remove:
            remove_expired(course.root, gradebook, old, OwnData())
    counts = (
        (len(old.participants), N_("Deltagere, som alt bliver slettet om")),
        (len(old.answers), N_("Besvarelser, som kun pointene bliver tilbage af")),
        (len(old.ungraded), N_("Heraf ikke rettet endnu")),
        (len(old.files), N_("Andre filer")),
        *((count, what[0].upper() + what[1:]) for what, count in old.elsewhere.items()),
    )
    return [f"{_(what)}: {count}" for count, what in counts if count]


def forget_all_of(course: Course, code: str) -> list[str]:
    """Remove all that is kept about a participant; returns files that name others too; for a process of its own.

    Raises:
        CourseError: somebody grades just now, or something cannot be removed; it can be done again.
    """
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.forget import forget
    from trekant.grading.people.forget import held as all_that_is_held
    from trekant.grading.people.mentions import mentions

    with open_gradebook(course.root) as gradebook:
        one = all_that_is_held(course.root, gradebook, code, OwnData())
        named = mentions(course.root, one.participant, list(one.files))
        forget(course.root, gradebook, one, OwnData())
    return [os.path.relpath(path, course.root) for path in (*named.found, *named.unread)]
