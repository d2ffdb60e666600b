"""Everywhere in the course folder that something of a participant's may lie. Who adds a place adds it here."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from trekant.course.facts import CourseSettings
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, read_sheet
from trekant.course.store import read_data
from trekant.grading.courses import GradingError
from trekant.grading.folders import INCOMING, REPLACED, Folders
from trekant.grading.intake.foreign import SET_ASIDE
from trekant.grading.intake.handins import kept_in, origin, taken_as_another
from trekant.grading.intake.inbox import may_hold_answers
from trekant.grading.intake.submission import read_regular

BY_PERSON = {
    "submitted": "afleverede svar",
    f"submitted/{REPLACED}": "tidligere afleverede svar",
    f"submitted/{SET_ASIDE}": "filer, der blev lagt til side",
    "autograded": "rettede svar",
    "feedback": "feedback",
}
"""Folders of ``quizzes/`` that have a folder for each participant, and what lies there."""

WITH_KEY = frozenset({"autograded"})
"""Of these the ones that also hold the key, for the trainer's eyes."""

EXPORT = "udtræk"
"""What a copy of all that is held is called."""

_CONTENT = {
    *(".git", ".venv", ".ci", "_build", "node_modules", "src", "tests", "benchmarks", "deploy", "locale", "editions"),
    *("book", "assets", "notebooks", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
}
_KNOWN = {"banks", "source", "release", "submitted", "autograded", "feedback", "certificates"}
_CONTENT_FILES = re.compile(
    r"(README|ARCHITECTURE|CONTRIBUTING|CHANGELOG|SECURITY)\.md|LICENSE|Makefile|\.gitignore|\.dockerignore|\.editorconfig"
    r"|.*\.toml|.*\.ya?ml|requirements[a-z-]*\.txt|nbgrader_config\.py"
    r"|package(-lock)?\.json|tsconfig[a-z.]*\.json|\.oxlintrc\.json|\.npmrc"
)


@dataclass(frozen=True)
class DataLocation:
    """A file or folder of a participant's, and in Danish what it is."""

    what: str
    path: Path


def safe_code(code: str) -> str:
    """A code that can be part of a path.

    Raises:
        GradingError: it would lead somewhere else.
    """
    if not code or code.startswith(".") or set(code) & set('/\\:*?"<>|\0') or not code.isprintable():
        raise GradingError(f"»{code}« er ikke en deltagerkode; se efter på listen med »trekant participants list«.")
    return code


def places(folders: Folders, code: str, loose: list[tuple[Path, AnswerSheet]]) -> list[DataLocation]:
    """What lies in the course folder of a participant; ``loose`` are the course's loose answer files."""
    safe_code(code)
    found = [DataLocation(what, folders.quizzes / step / code) for step, what in BY_PERSON.items()]
    # a participant's whole folder that turned out to be a link was set aside under a name of its own
    found += [
        DataLocation(BY_PERSON[f"submitted/{SET_ASIDE}"], path)
        for path in _children(folders.submitted / SET_ASIDE)
        if re.fullmatch(re.escape(code) + r"\.[0-9a-f]{8}", path.name)
    ]
    for path in _children(folders.submitted / INCOMING):
        sheet = kept_in(path)
        if sheet and sheet.participant == code:
            found.append(DataLocation("svar, der var ved at blive taget ind", path))
    for quiz in _children(folders.certificates):
        found += [DataLocation("kursusbevis", quiz / f"{code}{end}") for end in (".pdf", ".new")]
    found += [DataLocation("svarfil", path) for path, sheet in loose if sheet.participant == code]
    # the course's own folder and the quizzes' are where one stands when one asks for an export
    found += [DataLocation(EXPORT, folder / export_name(code)) for folder in (folders.quizzes.parent, folders.quizzes)]
    return [place for place in found if os.path.lexists(place.path)]


def export_name(code: str) -> str:
    """The file that ``trekant participants export`` writes."""
    return f"deltager-{code}.zip"


def loose_answers(root: Path) -> list[tuple[Path, AnswerSheet]]:
    """The answer files that lie anywhere in the course folder, as they were handed in.

    One that a trainer has taken in for somebody else than its code says is that participant's.
    """
    files = (path for path in loose_files(root) if may_hold_answers(path.name))
    found = [(path, sheet) for path in files if (sheet := _sheet(path)) is not None]
    owners = taken_as_another(Folders.of(root), {sheet.quiz for _, sheet in found})
    return [
        (path, sheet.model_copy(update={"participant": owners.get(origin(sheet), sheet.participant)}))
        for path, sheet in found
    ]


def loose_files(root: Path) -> Iterator[Path]:
    """The files of a course that are neither its own nor in a place that has an order; with those in its inbox."""
    inbox = root / read_data(root, "assets/course.yaml", CourseSettings).inbox
    for top in (root,) if inbox.is_relative_to(root) else (root, inbox):
        for folder, below, names in os.walk(top, followlinks=False):
            here = Path(folder)
            skipped = _CONTENT if here == root else _KNOWN if here == root / "quizzes" else {".ipynb_checkpoints"}
            below[:] = sorted(set(below) - skipped)
            own = here in (root, root / "quizzes")
            for name in sorted(names):
                if not (here / name).is_symlink() and not (own and _CONTENT_FILES.fullmatch(name)):
                    yield here / name


def _sheet(path: Path) -> AnswerSheet | None:
    try:
        return read_sheet(read_regular(path))
    except AnswerFileError:
        return None


def _children(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def remove(path: Path) -> None:
    """Remove a file, a folder with all in it, or a link but not what it leads to.

    Raises:
        GradingError: it cannot be removed.
    """
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise GradingError(
            f"{path} kan ikke slettes ({error.strerror or error}). Luk den, hvis den er åben, og kør kommandoen igen: "
            "den fortsætter, hvor den slap."
        ) from None
