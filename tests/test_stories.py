"""What a case must have as a story: rules R054 and R055 beside their defective files."""

from __future__ import annotations

from pathlib import Path

import pytest

from trekant.course.checks import check
from trekant.course.store import load_course

CASE = "notebooks/vignettes/den-nye-guitar.yaml"


def rules(root: Path) -> set[str]:
    return {problem.rule for problem in check(load_course(root))}


def change(root: Path, before: str, after: str) -> None:
    path = root / CASE
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def end_with(root: Path, text: str) -> None:
    change(root, 'at: "10:00", text: Alma er ked af det.', f'at: "10:00", text: "{text}"')


@pytest.mark.parametrize(
    "text",
    [
        "Der er gået to måneder. Alma er ked af det.",
        "Nu er der gået tre uger.",
        "Der er nu gået mere end et halvt år.",
        "To år senere ringer hun.",
        "Ugen efter sidder hun der igen.",
    ],
)
def test_time_that_passed_is_said_above_the_ending(fictional: Path, text: str) -> None:
    end_with(fictional, text)
    assert rules(fictional) == {"R055"}


@pytest.mark.parametrize(
    "text",
    [
        "Alma er gået hjem. Hun har spillet i to år.",
        "Der er gået en time, og hun er ikke kommet.",
        "Hun ventede tre uger, før hun sagde det.",
        "Der er gået hul på guitaren. I to år holdt den.",
    ],
)
def test_an_ending_on_the_same_day_may_speak_of_time(fictional: Path, text: str) -> None:
    end_with(fictional, text)
    assert rules(fictional) == set()


def test_a_draft_may_lack_what_a_case_in_use_has(fictional: Path) -> None:
    change(fictional, "hook: Der ligger et plekter i hendes penalhus.\n", "")
    assert rules(fictional) == {"R054"}
    change(fictional, "status: live", "status: draft")
    assert "R054" not in rules(fictional)
