"""A course folder of an earlier version goes on as if it had always been this one's."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.people import NAMES, QUIZ, trekant
from tests.upgrade import old_course

CERTIFICATES = {"ana": "Q3T2CVQJSKXNU2FB", "dan": "WVPDM7A5UPQDCHDA"}


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = old_course(tmp_path / "old")
    monkeypatch.chdir(root)
    return root


def test_certificates_of_before_are_still_genuine(old: Path) -> None:
    for code, check_code in CERTIFICATES.items():
        said = trekant("verify", check_code)
        assert said.exit_code == 0 and f"Beviset er ægte: {NAMES[code]} bestod" in said.output, said.output


def test_what_was_graded_before_is_not_graded_again(old: Path) -> None:
    assert "»proeve«: 0 rettet, 4 uændret." in trekant("grade", QUIZ).output
