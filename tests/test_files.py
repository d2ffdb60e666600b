"""Whether anything has changed: everything that is kept is made anew after a change, and after no other."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from trekant.course.files import Lists, content_hash, when_saved

CHANGES: dict[str, Callable[[Path], object]] = {
    "another content": lambda root: (root / "book/a.md").write_text("B", encoding="utf-8"),
    "another name": lambda root: (root / "book/a.md").rename(root / "book/b.md"),
    "another folder": lambda root: (root / "book/a.md").rename(root / "book/deep/a.md"),
    "one more": lambda root: (root / "book/c.md").write_text("C", encoding="utf-8"),
    "one less": lambda root: (root / "book/a.md").unlink(),
}
NO_CHANGES: dict[str, Callable[[Path], object]] = {
    "a file that is not asked for": lambda root: (root / "book/a.txt").write_text("C", encoding="utf-8"),
    "what Jupyter lays beside": lambda root: _put(root / "book/.ipynb_checkpoints/a.md"),
}


def _put(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("A", encoding="utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    _put(tmp_path / "book/a.md")
    _put(tmp_path / "book/deep/d.md")
    _put(tmp_path / "assets/a.yaml")
    return tmp_path


def lists(root: Path) -> Lists:
    return {root: ["book/**/*.md", "book/*.md"], root / "assets": ["*.yaml"]}


@pytest.mark.parametrize("ask", [content_hash, when_saved])
@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_change_is_seen(root: Path, ask: Callable[[Lists], object], change: Callable[[Path], object]) -> None:
    os.utime(root / "book/a.md", (0, 0))  # on a coarse clock the next saving would be at the same moment
    before = ask(lists(root))
    change(root)
    assert ask(lists(root)) != before


@pytest.mark.parametrize("ask", [content_hash, when_saved])
@pytest.mark.parametrize("change", NO_CHANGES.values(), ids=NO_CHANGES)
def test_nothing_else_is(root: Path, ask: Callable[[Lists], object], change: Callable[[Path], object]) -> None:
    before = ask(lists(root))
    change(root)
    assert ask(lists(root)) == before


def test_a_file_that_was_saved_as_it_was_has_the_same_content(root: Path) -> None:
    before = content_hash(lists(root)), when_saved(lists(root))
    os.utime(root / "book/a.md", (0, 0))
    assert content_hash(lists(root)) == before[0]
    assert when_saved(lists(root)) != before[1]


def test_where_the_course_lies_says_nothing_of_its_content(root: Path, tmp_path: Path) -> None:
    before = content_hash(lists(root))
    moved = tmp_path.parent / f"{tmp_path.name}-moved"
    root.rename(moved)
    assert content_hash(lists(moved)) == before
