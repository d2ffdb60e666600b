"""``trekant new``: what it makes is whole, breaks no rule, and takes nobody's place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trekant.cli import main
from trekant.course.base import Status
from trekant.course.checks import check
from trekant.course.store import CourseError, Problem, load_course
from trekant.site.new import KINDS, LONGEST, PLACEHOLDER, new

ROOT = Path(__file__).parents[1]
GENERATED = shutil.ignore_patterns("source", "release", "submitted", "autograded", "feedback", "*.db")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """The real course, in a folder of its own."""
    for folder in ("assets", "book", "editions", "notebooks", "quizzes"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=GENERATED)
    return tmp_path


def problems(root: Path) -> set[Problem]:
    return set(check(load_course(root)))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_what_is_new_breaks_no_rule(real: Path) -> None:
    before = problems(real)
    for kind in KINDS:
        made = new(load_course(real), kind, f"helt-ny-{kind}")
        text = made.path.read_text(encoding="utf-8")
        assert PLACEHOLDER not in text and f"id: helt-ny-{kind} " in text
    assert problems(real) - before == set()
    course = load_course(real)
    assert course.vignettes["helt-ny-vignette"].model.status is Status.DRAFT
    question, bank = course.questions["helt-ny-question-1"]
    assert (question.status, bank.use) == (Status.DRAFT, "practice")
    assert course.municipalities["helt-ny-municipality"].model.cases


def test_the_course_can_be_set_up_for_the_new_municipality(real: Path) -> None:
    before = problems(real)
    new(load_course(real), "municipality", "bakkeby")
    settings = real / "assets/course.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("municipality: roedovre", "municipality: bakkeby"))
    assert load_course(real).municipality.id == "bakkeby"
    assert problems(real) - before == set()


def test_drafts_that_go_live_break_no_rule_of_their_own(real: Path) -> None:
    for kind in ("question", "vignette"):
        path = new(load_course(real), kind, f"helt-ny-{kind}").path
        path.write_text(path.read_text(encoding="utf-8").replace("status: draft", "status: live"), encoding="utf-8")
    found = {(one.path, one.rule) for one in problems(real) if "helt-ny" in one.path}
    # only that it is not yet in a notebook
    assert found == {("notebooks/vignettes/helt-ny-vignette.yaml", "R016")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_there_stays_as_it_is(real: Path, kind: str) -> None:
    path = new(load_course(real), kind, "min-egen").path
    path.write_text("mit arbejde", encoding="utf-8")
    with pytest.raises(CourseError, match=r"min-egen\.yaml findes allerede; vælg et andet id\."):
        new(load_course(real), kind, "min-egen")
    assert path.read_text(encoding="utf-8") == "mit arbejde"


@pytest.mark.parametrize(
    "slug",
    ["Stort", "æble", "to ord", "-foran", "bagved-", "to--streger", "../ud", "a/b", "x.yaml", "", "a" * 51, "a\n"],
)
def test_an_id_that_cannot_be_one_is_refused(fictional: Path, slug: str) -> None:
    shutil.copytree(ROOT / "assets/examples", fictional / "assets/examples")
    files = set(fictional.rglob("*"))
    with pytest.raises(CourseError, match="kan ikke være et id; brug små bogstaver"):
        new(load_course(fictional), "vignette", slug)
    assert set(fictional.rglob("*")) == files


def test_a_questions_id_is_used_only_once(real: Path) -> None:
    path = new(load_course(real), "question", "foerste").path
    path.write_text(path.read_text(encoding="utf-8").replace("id: foerste-1", "id: anden-1"), encoding="utf-8")
    with pytest.raises(CourseError, match="Spørgsmålet »anden-1« findes allerede"):
        new(load_course(real), "question", "anden")


def test_the_longest_id_leaves_room_for_the_questions(real: Path) -> None:
    new(load_course(real), "question", "a" * LONGEST)
    assert "a" * LONGEST + "-1" in load_course(real).questions


def test_a_course_without_examples_says_so(fictional: Path) -> None:
    with pytest.raises(CourseError, match=r"Eksemplet assets/examples/vignette\.yaml mangler"):
        new(load_course(fictional), "vignette", "ny")


def test_the_command_tells_where_and_what_next(real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(real)
    made = run("new", "vignette", "min-case")
    assert made.exit_code == 0
    assert made.output.startswith("Lavet: notebooks/vignettes/min-case.yaml\n")
    assert "»trekant preview min-case«" in made.output
    again = run("new", "vignette", "min-case")
    assert again.exit_code == 1 and again.output.count("\n") == 1
    unknown = run("new", "digt", "min-case")
    assert unknown.exit_code == 2 and "'digt' kan ikke stå her; skriv 'question', 'vignette'" in unknown.output
