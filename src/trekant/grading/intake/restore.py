"""Bringing back a hand-in that another took the place of: with a wrong code, a clock or ill will behind it."""

from __future__ import annotations

from trekant.course.store import Course
from trekant.grading.batch.lock import folder_lock
from trekant.grading.courses import GradingError
from trekant.grading.folders import REPLACED, Folders
from trekant.grading.intake.handins import HandIn, came, hand_ins
from trekant.grading.intake.placing import finish_what_was_begun, put_back
from trekant.grading.people.locations import safe_code


def hand_ins_by_quiz(course: Course, code: str, quiz: str | None = None) -> dict[str, tuple[HandIn, ...]]:
    """What a participant has handed in, by quiz and in order of arrival; a quiz that is gone has its own too.

    Raises:
        GradingError: the code is none.
    """
    folders = Folders.of(course.root)
    current, replaced = folders.submitted / safe_code(code), folders.submitted / REPLACED / code
    names = {path.name for path in current.glob("*")} | {path.name.rpartition(".")[0] for path in replaced.glob("*.*")}
    found = {name: hand_ins(folders, code, name) for name in sorted(names) if quiz in (None, name)}
    return {name: ones for name, ones in found.items() if ones}


def restore(course: Course, code: str, quiz: str, number: int | None = None) -> HandIn:
    """Let one of those that were replaced count again; what counted until now is kept among the replaced.

    ``number`` is its place in the order of arrival, from 1. It may be left out where only one was replaced.

    Raises:
        GradingError: there is no such hand-in, or it cannot be moved, or somebody is grading.
    """
    folders = Folders.of(course.root)
    with folder_lock(folders):
        finish_what_was_begun(folders)
        one = _chosen(hand_ins_by_quiz(course, code, quiz).get(quiz, ()), code, quiz, number)
        put_back(one, folders)
    return one


def _chosen(ones: tuple[HandIn, ...], code: str, quiz: str, number: int | None) -> HandIn:
    replaced = [one for one in ones if not one.counts]
    if not replaced:
        said = f"Intet, som »{code}« har afleveret til »{quiz}«, er erstattet."
        raise GradingError(f"Der er intet at hente tilbage: {said}")
    if number is None:
        if len(replaced) > 1:
            raise GradingError(
                f"Der er {len(replaced)} at vælge imellem. Se dem med »trekant handins list {code} {quiz}«, og skriv "
                "nummeret med --number."
            )
        return replaced[0]
    if number > len(ones):
        raise GradingError(f"Der er ingen nummer {number}; se efter med »trekant handins list {code} {quiz}«.")
    if ones[number - 1].counts:
        raise GradingError(f"Nummer {number} gælder allerede.")
    return ones[number - 1]


def described(one: HandIn) -> str:
    """One hand-in as the end of a Danish sentence: when it came, and what its file says."""
    said = came(one.arrived, one.sheet, estimated=one.estimated)
    if one.sheet and one.sheet.drawn_for:
        said += f"; koden i filen er »{one.sheet.drawn_for}«"
    return said
