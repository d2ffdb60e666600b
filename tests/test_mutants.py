"""Where faults are made and which tests are to see them: a module that was moved is not lost on the way."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

from tests.mutants import SELECTED, only_words

ROOT = Path(__file__).parents[1]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]


def test_faults_are_made_in_modules_that_are_there() -> None:
    assert all((ROOT / path).is_file() for path in SETTINGS["only_mutate"])
    modules = {".".join(Path(path).with_suffix("").parts[1:]) for path in SETTINGS["only_mutate"]}
    assert modules == SELECTED.keys()
    assert modules >= yaml.safe_load((ROOT / "tests/mutants.yaml").read_text(encoding="utf-8")).keys()


def test_the_tests_that_are_to_see_a_fault_are_run() -> None:
    tests = {f"tests/{name}" for names in SELECTED.values() for name in names}
    assert tests == set(SETTINGS["pytest_add_cli_args_test_selection"])
    assert all((ROOT / path).is_file() for path in tests)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('said = "Det er svært."', 'said = "XXDet er svært.XX"', True),
        ('"points forskel." + few', '"POINTS FORSKEL." + few', True),
        (
            '{"good": 1, "states": [one for one in all_of_them]}',
            '{"XXgoodXX": 1, "states": [one for one in all_of_them]}',
            False,
        ),
        ('_FIELDS["quiz"], "feltet er der ikke"', '_FIELDS["QUIZ"], "feltet er der ikke"', False),
        ('say("Det er svært.", 1)', 'say("Det er svært.", 2)', False),
    ],
)
def test_only_words_for_people_may_be_others_without_a_reason(old: str, new: str, words: bool) -> None:
    assert only_words(old, new) is words
