"""The test of a package: where it stands, when it is passed, and that its keys are there and nowhere else."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.copied import ROOT
from tests.packages import table_in, texts_in
from trekant.cli.base import main
from trekant.cli.site import build_course
from trekant.course.base import Objective
from trekant.course.pages.embedded import players_in
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError, load_course
from trekant.export.moodle import write_questions
from trekant.export.package import Package, write_package
from trekant.export.rule import Completion, rule_for
from trekant.export.selection import Selection, select
from trekant.export.soundness import problems_of
from trekant.grading.assignments.assignment import assignment_notebook
from trekant.grading.courses import graded_quiz
from trekant.site.build import site_folder
from trekant.widgets.players import WidgetError, quiz

TEST = "pakkeproeve"
PAGE = f"book/{TEST}"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="module")
def site() -> Path:
    build_course(ROOT)
    return site_folder(ROOT)


@pytest.fixture(scope="module")
def whole(course: Course, site: Path) -> Selection:
    return select(course, site)


@pytest.fixture(scope="module")
def package(course: Course, site: Path, whole: Selection, tmp_path_factory: pytest.TempPathFactory) -> Package:
    """The whole course, where the test is to be taken."""
    return _written(course, site, whole, rule_for(whole, test=True), tmp_path_factory.mktemp("pakke"))


def _written(course: Course, site: Path, chosen: Selection, rule: Completion, folder: Path) -> Package:
    return write_package(course, site, chosen, rule, folder / "kursus.zip")


def _payload(package: Package) -> dict[str, Any]:
    [player] = players_in(texts_in(package)[f"{PAGE}.html"])
    return player.payload


def _secrets(course: Course) -> list[str]:
    """What is said in the package's questions, and in no others."""
    others: set[str] = set()
    said: set[str] = set()
    for question, bank in course.questions.values():
        texts = {
            question.id,
            question.stem,
            *(text for one in _parts(question) for text in (one.text, one.feedback)),
            *getattr(question, "feedback", {}).values(),
        }
        (said if bank.use == "package" else others).update(texts)
    return sorted(" ".join(one.split()) for one in said - others if len(one) > 25)


def _parts(question: Any) -> list[Any]:
    return [one for one in (*getattr(question, "options", ()), *getattr(question, "items", ())) if hasattr(one, "text")]


def test_its_questions_are_of_every_objective_and_of_many_kinds(course: Course) -> None:
    asked = [question for question, bank in course.questions.values() if bank.use == "package"]
    count = Counter(one.objective for one in asked)
    assert 16 <= len(asked) <= 24 and set(count) == set(Objective)
    weighty = (Objective.JUDGE, Objective.CONTACT, Objective.NOTICE, Objective.DESCRIBE)
    assert min(count[one] for one in weighty) > max(count[one] for one in set(Objective) - {*weighty})
    assert {one.type for one in asked} == {"single", "multiple", "order", "rate", "contact"}
    assert set(course.quiz(TEST).pool) == {one.id for one in asked}


def test_a_second_try_has_other_questions(course: Course) -> None:
    draws = [set(draw) for draw in course.quiz(TEST).variants]
    again = [min(len(draw & other) for other in draws) for draw in draws]
    assert max(again) <= 1 and again.count(0) > len(draws) / 2


def test_one_comes_to_it_after_the_last_module_and_from_every_menu(package: Package, whole: Selection) -> None:
    pages = [page["name"] for page in table_in(package)["pages"]]
    last = whole.modules[-1]
    assert pages[pages.index(last) + 1] == PAGE
    texts = texts_in(package)
    told = f'href="{TEST}.html"'
    assert problems_of(package.path) == []
    menus = {name: text.count(">Afsluttende test</a></li>") for name, text in texts.items() if "sidebar-tree" in text}
    menus = {name: count for name, count in menus.items() if name.endswith(".html") and name != "index.html"}
    assert set(menus.values()) == {1} and len(menus) > 30
    assert f'<a class="next-page" {told}>' in texts[f"{last}.html"]
    after = pages[pages.index(PAGE) + 1]
    assert f'<a class="prev-page" {told}>' in texts[f"{after}.html"]
    own = texts[f"{PAGE}.html"]
    assert '<li class="current-page"><a aria-current="page" href="#">Afsluttende test</a></li>' in own
    assert (
        own.count("current-page")
        == own.count('aria-current="page"') + own.count(".current-page")
        == 1 + own.count(".current-page")
    )
    assert f'href="{last.rpartition("/")[2]}.html"' in own and "<title>Afsluttende test</title>" in own


def test_its_keys_are_in_the_package_and_nowhere_else(
    course: Course, site: Path, package: Package, tmp_path: Path
) -> None:
    secrets = _secrets(course)
    assert len(secrets) > 120
    write_questions(course, tmp_path / "moodle.xml")
    elsewhere = [path for path in site.rglob("*") if path.suffix in (".html", ".json", ".js", ".txt", ".xml", ".css")]
    assert len(elsewhere) > 200
    for path in [*elsewhere, tmp_path / "moodle.xml"]:
        text = path.read_text(encoding="utf-8")
        found = [one for one in secrets if one in text or json.dumps(one, ensure_ascii=False)[1:-1] in text]
        assert found == [], path.name
    for name, loaded in course.quizzes.items():
        if loaded.model.use == "graded":
            told = json.dumps(assignment_notebook(*graded_quiz(course, name)), ensure_ascii=False)
            assert [one for one in secrets if one in told] == []
    page = texts_in(package)[f"{PAGE}.html"]
    assert [name for name, text in texts_in(package).items() if '"pakke-siljes-efteraar"' in text] == [
        f"{PAGE}.html",
        "index.html",
    ]
    assert sum(one in page for one in secrets) > 40


def test_its_key_is_not_in_the_launch_page(package: Package) -> None:
    asked = {one["id"]: one for one in table_in(package)["questions"]}
    assert set(_payload(package)["pool"]) <= set(asked)
    assert {field for one in asked.values() for field in one["task"]} <= {"form", "options", "choices", "numbers"}


def test_no_other_road_leads_to_it(course: Course, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(WidgetError, match="kun til pakken"):
        quiz(TEST)
    with pytest.raises(CourseError):
        graded_quiz(course, TEST)
    for chosen in (select(course, site, module="trekanten"), select(course, site, case="vasketid")):
        assert chosen.test is None and PAGE not in chosen.pages


def test_the_rule_says_whether_it_is_to_be_taken_and_from_where_it_is_passed(
    course: Course, site: Path, whole: Selection, package: Package, tmp_path: Path
) -> None:
    assert table_in(package)["rule"] | {"pages": []} == {
        "pages": [], "cases": 1, "score": True, "answers": False, "test": True, "pass": 70,
    }  # fmt: skip
    rule = rule_for(whole, test=True)
    assert rule.in_words().endswith("én case er spillet og den afsluttende test er taget, og »bestået« fra 70 procent")
    assert _payload(package)["passPoints"] == 7
    stricter = _written(course, site, whole, rule_for(whole, pass_from=75, test=True), tmp_path)
    assert (_payload(stricter)["passPoints"], table_in(stricter)["rule"]["pass"]) == (8, 80)
    free = _written(course, site, whole, rule_for(whole), tmp_path)
    assert "test" not in table_in(free)["rule"] and _payload(free)["passPoints"] == 7
    told = "dine svar og dit resultat i den afsluttende test"
    assert told in texts_in(package)["index.html"] and told not in texts_in(free)["index.html"]


def test_where_there_is_no_test_that_is_told(course: Course, site: Path, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match="kun i pakken med hele kurset"):
        rule_for(select(course, site, module="trekanten"), test=True)
    without = load_course(ROOT)
    del without.quizzes[TEST]
    chosen = select(without, site)
    assert chosen.test is None
    with pytest.raises(CourseError, match="ingen test til pakken"):
        rule_for(chosen, test=True)
    made = _written(without, site, chosen, rule_for(chosen), tmp_path)
    assert "Afsluttende test" not in "".join(texts_in(made).values())


def test_the_command_says_plainly_that_it_proves_nothing() -> None:
    told = " ".join(CliRunner().invoke(main, ["export", "scorm", "--help"]).output.split())
    assert "facit i deltagerens browser" in told.replace("ligger ", "") and "beviser ikke noget" in told
    handbook = (ROOT / "deploy/lms.md").read_text(encoding="utf-8")
    assert "--test" in handbook and "facit" in handbook


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"time_limit": 20}, "slet »time_limit«"),
        ({"attempts": 2}, "slet »attempts«"),
        ({"result": "at-once"}, "har ikke »result«"),
        ({"pass_mark": None}, "skal have »pass_mark«"),
        ({"questions": [{"question": "pakke-emnefeltet"}], "blueprint": {}}, "trækker sine spørgsmål"),
        ({"only_types": ["text"]}, "kan ikke trække »text«"),
        ({"measures": "before"}, "kun en bedømt test kan måle"),
    ],
)
def test_what_a_test_of_a_package_may_not_be(wrong: dict[str, Any], told: str) -> None:
    sound: dict[str, Any] = {
        "id": "prove", "title": "Test", "use": "package", "intro": "Svar.", "minutes": 5,
        "pass_mark": 0.5, "pass_mark_reason": "Halvdelen.", "blueprint": {"judge": 1},
    }  # fmt: skip
    assert Quiz.model_validate(sound).use == "package"
    given = {name: value for name, value in (sound | wrong).items() if value not in (None, {})}
    with pytest.raises(ValueError, match=told):
        Quiz.model_validate(given)
