"""Time limits guard against hanging and stand in one place, so that no slow machine fails a sound test."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.patience import MILLISECONDS, PATIENCE

ROOT = Path(__file__).parents[1]
LIMIT = re.compile(r"""(?<!\?)\b(?:timeout|deadline)=\d|_timeout\(\d|\.(?:wait|join)\(\d|mark\.timeout\(""")
"""A limit as Playwright, subprocess, urllib, threading or pytest take it; »?timeout=« in a database's URL is none."""


def test_no_test_has_a_limit_of_its_own() -> None:
    own = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LIMIT.search(line)
    ]
    assert own == [], "use tests.patience"


def test_a_whole_test_may_take_longer_than_any_of_its_steps() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    assert settings["timeout"] > 2 * PATIENCE > 2 * MILLISECONDS / 1000


@pytest.mark.parametrize(
    "line",
    ["page.click(timeout=500)", "context.set_default_timeout(5_000)", "server.wait(20)", "@pytest.mark.timeout(9)"],
)
def test_a_limit_is_seen(line: str) -> None:
    assert LIMIT.search(line)
