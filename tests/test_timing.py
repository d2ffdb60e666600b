"""The minutes that the course takes: measured by its words, told as measured, and held to a limit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from trekant.course.pages.timing import SECONDS_A_CHOICE, WORDS_A_MINUTE, Timing, case_minutes, timing
from trekant.course.pages.way import way_of
from trekant.course.store import load_course

ROOT = Path(__file__).parents[1]
TOC = """format: jb-book
root: book/tegn
parts:
  - caption: Begynd
    chapters:
      - file: book/hunden
      - file: book/katten
  - caption: Slå op
    chapters:
      - file: book/kontakt
"""
MINUTE = "Hun ser en hund i dag, og den er glad. " * 20


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = Path(shutil.copytree(ROOT / "tests/fictional", tmp_path / "course"))
    (made / "_toc.yml").write_text(TOC, encoding="utf-8")
    (made / "book/tegn.md").write_text("# Forside\n", encoding="utf-8")
    (made / "book/katten.md").write_text("# Katten\n", encoding="utf-8")
    return made


def _timed(folder: Path, text: str, page: str = "hunden") -> Timing:
    (folder / f"book/{page}.md").write_text(text, encoding="utf-8")
    if page != "hunden":
        (folder / "book/hunden.md").write_text(f"# Hunden\n\n:::{{modul}}\n:::\n\n{MINUTE}\n", encoding="utf-8")
    took = timing(load_course(folder))
    assert took
    return took


def test_reading_is_counted_at_the_rate_and_headings_and_code_are_not(folder: Path) -> None:
    assert len(MINUTE.split()) / WORDS_A_MINUTE == pytest.approx(1)
    took = _timed(folder, f"# Hunden\n\n:::{{modul}}\n:::\n\n{MINUTE}\n\n```\nen hund\n```\n")
    assert took.reading == took.total == pytest.approx(1)


@pytest.mark.parametrize(("page", "minutes"), [("katten", 2), ("kontakt", 1)])
def test_a_page_among_the_modules_is_on_the_way_and_one_to_look_up_in_is_not(
    folder: Path, page: str, minutes: int
) -> None:
    assert _timed(folder, f"# Siden\n\n{MINUTE}\n", page).reading == pytest.approx(minutes)


def test_below_the_choice_of_a_workplace_the_front_page_is_for_the_curious(folder: Path) -> None:
    choice = ":::{arbejdsplads}\nI Fjordby: notebooks/fjordby\n:::\n"
    took = _timed(folder, f"# Forside\n\n{MINUTE}\n\n{choice}\n{MINUTE}\n", "tegn")
    assert took.front.reading == pytest.approx(1)
    case = load_course(folder).vignettes["den-nye-guitar"].model
    assert took.opener == case_minutes(case, load_course(folder).municipality) > 0
    assert took.act == pytest.approx(2 + took.opener)


def test_a_case_in_a_module_counts_and_its_self_test_is_beside_the_way(folder: Path) -> None:
    played = ":::{case} den-nye-guitar\n:::\n\n:::{quiz} oevelse\n:::\n"
    took = _timed(folder, f"# Hunden\n\n:::{{modul}}\n:::\n\n{played}")
    assert took.cases > SECONDS_A_CHOICE / 60
    assert took.own_tests > 0
    assert took.total == pytest.approx(took.reading + took.cases + took.asked)


def test_a_module_is_told_what_was_measured_unless_it_says_so_itself(folder: Path) -> None:
    assert _timed(folder, f"# Hunden\n\n:::{{modul}}\n:::\n\n{MINUTE * 3}\n").first_module.minutes == 3
    told = _timed(folder, f"# Hunden\n\n:::{{modul}}\n:minutter: 2\n:::\n\n{MINUTE * 3}\n")
    assert told.first_module.minutes == 2


def test_what_folds_away_at_the_head_of_a_module_is_not_counted(folder: Path) -> None:
    took = _timed(folder, f"# Hunden\n\n:::{{modul}}\n- {MINUTE}\n:::\n\n{MINUTE}\n")
    assert took.first_module.total == pytest.approx(1)


def test_a_course_without_contents_has_no_way_and_no_minutes(folder: Path) -> None:
    (folder / "_toc.yml").unlink()
    assert way_of(load_course(folder)) is None
    assert timing(load_course(folder)) is None


def test_the_course_teaches_the_act_first_and_takes_forty_minutes() -> None:
    course = load_course(ROOT)
    way, took = way_of(course), timing(course)
    assert way and took and course.settings
    assert way.modules[0] == "book/hvem-og-hvornaar"
    assert took.act <= 10
    assert took.total <= 40
    assert course.settings.model.minutes == 40


def test_whoever_takes_the_course_plays_four_cases_at_least() -> None:
    course = load_course(ROOT)
    way, took = way_of(course), timing(course)
    assert way and took
    assert len(way.openers) == 8
    for _, page in way.openers:
        assert list(course.stages.values()).count(page) == 1, f"{page} is to hold one case"
    assert [page.cases > 0 for page in took.pages if page.page in way.modules] == [False, True, True, True, True]
