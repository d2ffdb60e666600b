"""What comes first and what last in a batch, for a run that is stopped in between."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from trekant.grading.batch import files
from trekant.grading.batch.journal import Journal
from trekant.grading.folders import TIMESTAMP, Folders


def test_the_time_is_moved_in_last_for_it_says_that_the_folder_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    converter: Any = SimpleNamespace(permissions=644, coursedir=SimpleNamespace(groupshared=False))
    setup: Any = SimpleNamespace(folders=Folders(tmp_path), quiz=SimpleNamespace(id="proeve"), converter=converter)
    graded = files.GradedFolders(setup)
    place = tmp_path / "autograded/ana/proeve"
    for stamp in ("first\n", "second\n"):
        graded.stage("ana", stamp, stamp.encode(), stamp)
        if stamp == "first\n":
            graded.move_in("ana")
    moved: list[str] = []

    def stop_at_the_second(new: Path, target: Path) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(target.name)
        new.replace(target)

    monkeypatch.setattr(files, "_replace", stop_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        graded.move_in("ana")
    assert (place / TIMESTAMP).read_text() == "first\n", "a folder that is half new must not look done"
    monkeypatch.undo()
    order: list[str] = []
    graded.clear()
    graded.stage("ana", "third\n", b"third\n", "third\n")
    monkeypatch.setattr(files, "_replace", lambda new, target: order.append(target.name))
    graded.move_in("ana")
    assert order[-1] == TIMESTAMP and len(order) == 3


def test_of_the_points_of_several_runs_that_were_stopped_the_first_count(tmp_path: Path) -> None:
    Journal(tmp_path, "proeve").note({"ana": 1.0})
    Journal(tmp_path, "proeve").note({"ana": 2.0, "bo": 3.0})
    journal = Journal(tmp_path, "proeve")
    assert journal.before == {"ana": 1.0, "bo": 3.0}
    journal.note({"ana": 4.0, "bo": 5.0})
    assert journal.before == {"ana": 1.0, "bo": 3.0}
    journal.close()
    assert Journal(tmp_path, "proeve").before == {}
