"""The real course in another place, for tests that change it or have nothing but it."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
_CONTENT = (
    "assets",
    "book",
    "notebooks",
    "quizzes",
    "locale",
    "editions",
    "_config.yml",
    "_toc.yml",
    "tests/fictional",
)
"""What a course is made of; the author's guide shows files of the fictional one."""
_GENERATED = ("source", "release", "submitted", "autograded", "feedback", "*.db*", "reports", ".*")


def copied(folder: Path) -> Path:
    """The real course without what is generated, in a folder that may be there already."""
    for name in _CONTENT:
        if (source := ROOT / name).is_dir():
            ignore = shutil.ignore_patterns(*_GENERATED)
            shutil.copytree(source, folder / name, ignore=ignore, dirs_exist_ok=True)
        else:
            shutil.copy(source, folder)
    return folder


def edit(path: Path, *changes: tuple[str, str]) -> None:
    """Replace texts that must be in a file."""
    text = path.read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")
