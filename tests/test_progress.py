"""What »Mit forløb« gets of the course, and the files that the players fetch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.browser.material import ROOT, drawn_data, quiz_data
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload, variant_payload
from trekant.course.pages.progress import progress_page, progress_payload, quiz_pages, refresher_payload
from trekant.course.store import load_course
from trekant.site.delivery.player_files import clear_away, put_aside


@pytest.fixture
def root(fictional: Path) -> Path:
    page = "# Øv dig\n\n:::{quiz} oevelse\n:::\n\n```{quiz} proeve\n```\n\n:::{quiz} findes-ikke\n:::\n"
    (fictional / "book/oev.md").write_text(page, encoding="utf-8")
    return fictional


def test_quizzes_are_found_where_they_stand(root: Path) -> None:
    assert quiz_pages(load_course(root)) == {
        "oevelse": "book/oev.html#player-oevelse",
        "proeve": "book/oev.html#player-proeve",
    }


def test_quizzes_come_in_the_order_of_the_contents(root: Path) -> None:
    (root / "book/a-sidst.md").write_text("# Sidst\n\n:::{quiz} proeve\n:::\n", encoding="utf-8")
    (root / "book/oev.md").write_text("# Øv dig\n\n:::{quiz} oevelse\n:::\n", encoding="utf-8")
    assert list(quiz_pages(load_course(root))) == ["proeve", "oevelse"]
    contents = "root: book/oev.md\nchapters:\n  - file: book/a-sidst\n"
    (root / "_toc.yml").write_text(contents, encoding="utf-8")
    assert list(quiz_pages(load_course(root))) == ["oevelse", "proeve"]


def test_the_final_test_is_told_from_those_that_one_may_take() -> None:
    index = progress_payload(load_course(ROOT))
    assert [quiz["id"] for quiz in index["graded"] if quiz["final"]] == ["slutproeve"]
    assert len(index["graded"]) > 1


def test_the_page_is_linked_to_only_where_there_is_one(root: Path) -> None:
    assert progress_page(load_course(root)) is None
    (root / "book/mit-forloeb.md").write_text("# Mit forløb\n\n:::{forloeb}\n:::\n", encoding="utf-8")
    assert progress_page(load_course(root)) == "book/mit-forloeb"


def test_the_index_holds_what_there_is_to_practise_on_and_nothing_of_graded_questions(root: Path) -> None:
    course = load_course(root)
    index = progress_payload(course)
    graded = {question.id for question, bank in course.questions.values() if bank.use == "graded"}
    assert set(index["questions"]) == {
        question.id
        for question, bank in course.questions.values()
        if bank.use == "practice" and question.type != "text"
    }
    text = json.dumps(index)
    assert not [one for one in graded if one in text]
    assert [quiz.keys() for quiz in index["graded"]] == [{"id", "revision", "title", "page", "final"}]
    assert [case["page"] for case in index["cases"]] == ["notebooks/fjordby.html#player-den-nye-guitar"]


def test_the_refresher_chooses_among_what_there_is_to_practise_on_wherever_one_works() -> None:
    course = load_course(ROOT)
    refresher, index = refresher_payload(course), progress_payload(course)
    assert index["refresher"] == refresher["refresher"] == "book/genopfriskning.html"
    assert refresher["questions"].keys() == index["questions"].keys()
    cases = {case["id"] for case in refresher["cases"]}
    assert cases == {case["id"] for case in index["cases"]}
    assert len(refresher["workplaces"]) == 8
    for workplace in refresher["workplaces"]:
        assert workplace["cases"] and set(workplace["cases"]) <= cases, workplace["text"]
    chapters = [question["chapter"] for question in refresher["questions"].values()]
    assert sum(chapter in refresher["chapters"] for chapter in chapters) > 100
    assert "book/leder" not in refresher["chapters"], "what is for leaders is not asked of everybody"


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder / "_static").as_posix() for path in (folder / "_static").rglob("*.json"))


def test_tasks_of_the_index_are_files_of_their_own(root: Path, tmp_path: Path) -> None:
    course = load_course(root)
    page = put_aside(tmp_path, "../", embed(progress_payload(course)), "book/mit-forloeb")
    assert 'data-files="../_static/" data-progress' in page or 'data-progress="../book/mit-forloeb.html"' in page
    assert "Tro er ikke et tegn i sig selv" not in page
    [name] = [name for name in _files(tmp_path) if "hvad-er-radikalisering" in name]
    assert name in page
    task = json.loads((tmp_path / "_static" / name).read_text())
    assert task["feedback"]["religion"] == "Tro er ikke et tegn i sig selv."


def _whole_variant(payload: Payload, number: int) -> list[Any]:
    """The slots of a variant, looked up as the player of a notebook does it."""
    slots = []
    for slot, (question, order) in zip(payload["slots"], payload["variants"][number], strict=True):
        options = payload["pool"][question]["options"]
        ids = [options[int(place)]["id"] for place in order] if order else [option["id"] for option in options]
        slots.append([slot["id"], question, ids])
    return slots


def test_a_drawn_quiz_has_a_file_a_variant_with_its_questions_only(tmp_path: Path) -> None:
    payload = drawn_data("graded")
    page = put_aside(tmp_path, "", embed(payload))
    files = [tmp_path / "_static" / name for name in _files(tmp_path)]
    assert len(files) == len(payload["variants"]) == 64
    assert 'data-variants="64"' in page
    for path in files:
        data = json.loads(path.read_text())
        number = int(path.stem.rpartition("-")[2])
        assert data == json.loads(json.dumps(variant_payload(payload, number)))
        shown = [[s["id"], s["question"], [o["id"] for o in s["task"]["options"]]] for s in data["slots"]]
        assert shown == _whole_variant(payload, number)
        assert "pool" not in data and data["variants"] == 64
        assert {key for slot in data["slots"] for key in slot["task"]} <= {
            "kind",
            "prompt",
            "options",
            "ratings",
            "revision",
            "trace",
            "hint",
        }


def test_files_that_no_page_asks_for_are_cleared_away(tmp_path: Path) -> None:
    pages = {
        "proeve.html": put_aside(tmp_path, "", embed(drawn_data("graded"))),
        "fast.html": put_aside(tmp_path, "", embed(quiz_data("practice"))),
    }
    for name, text in pages.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = _files(tmp_path)
    old = [f"quizzes/drawn-graded.01234567-{number}.json" for number in range(3)]
    old += [
        "cases/en-case.01234567.json",
        "practice/et-spoergsmaal.01234567.json",
        "quizzes/drawn-graded.01234567.json",
    ]
    for name in old:
        path = tmp_path / "_static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{}")
    assert len(clear_away(tmp_path)) == len(old)
    assert _files(tmp_path) == before
