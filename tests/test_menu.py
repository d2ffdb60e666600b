"""The menu: few lines for a newcomer, the rest folded away, and the place where one is shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from trekant.course.store import load_course
from trekant.site.frame.menu import Link, MenuGroup, drawn, plan

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def lines() -> list[Link | MenuGroup]:
    return plan(load_course(ROOT), {})


def _menu(lines: list[Link | MenuGroup], here: str) -> BeautifulSoup:
    return BeautifulSoup(drawn(lines, here, lambda page: f"{page}.html"), "html.parser")


def test_a_newcomer_sees_five_lines(lines: list[Link | MenuGroup]) -> None:
    shown = [line.caption if isinstance(line, MenuGroup) else line.page for line in lines]
    assert shown == ["Begynd", "Cases for mit arbejde", "Test", "book/kontakt", "Mere"]
    assert not _menu(lines, "book/forside").select("details[open]")


def test_every_page_is_in_the_menu_of_its_own_page_and_its_part_is_open(lines: list[Link | MenuGroup]) -> None:
    contents = load_course(ROOT).texts("_toc.yml")
    pages = [line.split("file:")[1].strip() for _, text in contents for line in text.splitlines() if "file:" in line]
    assert len(pages) > 40
    for page in pages:
        [here] = _menu(lines, page).select('[aria-current="page"]')
        assert here["href"] == f"{page}.html"
        assert all(one.has_attr("open") for one in here.find_parents("details"))


def test_the_pages_of_other_workplaces_are_out_of_the_way(lines: list[Link | MenuGroup]) -> None:
    links = {str(one["href"]) for one in _menu(lines, "notebooks/klub").select("a")}
    assert {"notebooks/klub.html", "notebooks/begynd-klub.html", "book/cases.html#bolig"} <= links
    assert "notebooks/bolig.html" not in links


def test_what_can_be_done_with_has_a_name_to_keep_it_under(lines: list[Link | MenuGroup]) -> None:
    done = {str(one["href"]): str(one["data-done"]) for one in _menu(lines, "book/forside").select("[data-done]")}
    assert done["book/trekanten.html"] == "read:book/trekanten"
    assert done["quizzes/slutproeve.html"] == "quiz:slutproeve"
    assert "book/kontakt.html" not in done
