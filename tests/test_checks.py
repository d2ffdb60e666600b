"""The content rules: each finds its own defect, in the right file and line, and nothing else.

``tests/broken/<rule>/`` holds the file that breaks the rule, laid over the fictional course. The line that the
problem must name is the one that says »<- her«, or, where that stands in a comment of its own, the one after.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from trekant.course.checks import RULES, check
from trekant.course.store import load_course

TESTS = Path(__file__).parent
BROKEN = sorted(path for path in (TESTS / "broken").iterdir() if path.is_dir())


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TESTS / "fictional", tmp_path / "course"))


def _marked_line(path: Path) -> int:
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if "<- her" in line:
            own_comment = path.suffix == ".yaml" and line.lstrip().startswith("#")
            return number + 1 if own_comment else number
    raise AssertionError(f"{path} does not say where its defect is")


def test_the_real_course_breaks_no_rule() -> None:
    assert [str(problem) for problem in check(load_course(TESTS.parent))] == []


def test_the_fictional_course_breaks_no_rule(course_folder: Path) -> None:
    assert [str(problem) for problem in check(load_course(course_folder))] == []


@pytest.mark.parametrize("folder", BROKEN, ids=lambda path: path.name)
def test_a_defect_is_found_where_it_is(folder: Path, course_folder: Path) -> None:
    defective = next(p for p in folder.rglob("*") if p.is_file() and "<- her" in p.read_text(encoding="utf-8"))
    shutil.copytree(folder, course_folder, dirs_exist_ok=True)
    problems = check(load_course(course_folder))
    found = [problem for problem in problems if problem.rule == folder.name.partition("-")[0]]
    places = {(problem.path, problem.line) for problem in found}
    assert (defective.relative_to(folder).as_posix(), _marked_line(defective)) in places, [*map(str, problems)]
    # a file that cannot be read is missed by those who use it; any other defect stands alone
    assert folder.name.startswith("R001") or {problem.rule for problem in problems} == {folder.name.partition("-")[0]}


def test_every_rule_has_a_defective_file() -> None:
    assert {rule.number for rule in RULES} == {path.name.partition("-")[0] for path in BROKEN}


def test_all_problems_are_told_at_once(course_folder: Path) -> None:
    for rule in ("R003", "R008", "R009"):
        shutil.copytree(TESTS / "broken" / rule, course_folder, dirs_exist_ok=True)
    assert {problem.rule for problem in check(load_course(course_folder))} == {"R003", "R008", "R009"}


def test_messages_are_danish_and_say_which_field(course_folder: Path) -> None:
    shutil.copytree(TESTS / "broken/R001", course_folder, dirs_exist_ok=True)
    messages = [problem.message for problem in check(load_course(course_folder))]
    assert "feltet »titel« findes ikke; se stavemåden, eller slet det" in messages
    assert "feltet »title« mangler" in messages


def test_a_missing_municipality_is_told_not_raised(course_folder: Path) -> None:
    (course_folder / "assets/municipalities/fjordby.yaml").unlink()
    assert check(load_course(course_folder)) != []
