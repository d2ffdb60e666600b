"""Which of the players' modules faults are made in, and how a fault is named that may live."""

from __future__ import annotations

import json

import pytest
import yaml

from tests.player_mutants import OWN, PLAYERS, ROOT, Place, changed, main

SETTINGS = json.loads((OWN / "stryker.json").read_text(encoding="utf-8"))


def test_faults_are_made_in_modules_that_are_there() -> None:
    named = {path.removeprefix(f"{PLAYERS}/").removesuffix(".js") for path in SETTINGS["mutate"]}
    assert all((ROOT / path).is_file() for path in SETTINGS["mutate"])
    assert named >= yaml.safe_load((ROOT / "tests/players/mutants.yaml").read_text(encoding="utf-8")).keys()


def test_every_kind_of_task_is_among_them() -> None:
    kinds = {path.relative_to(ROOT).as_posix() for path in (ROOT / PLAYERS / "tasks").glob("*.js")}
    assert kinds <= set(SETTINGS["mutate"])


def test_a_module_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "skore"]) == 1
    assert capsys.readouterr().err == "no such module in src/trekant/players: skore\n"


@pytest.mark.parametrize(
    ("start", "end", "replacement", "line"),
    [
        (Place(line=1, column=16), Place(line=1, column=19), "other", "const right = (other) => {"),
        (Place(line=1, column=24), Place(line=3, column=2), "{}", "const right = (one) => {};"),
        (Place(line=2, column=10), Place(line=2, column=17), "!(\n    one > 0)", "return !( one > 0);"),
    ],
)
def test_a_fault_is_named_by_the_line_that_it_makes(start: Place, end: Place, replacement: str, line: str) -> None:
    source = "const right = (one) => {\n  return one > 0;\n};\n"
    assert changed(source, start, end, replacement) == line
