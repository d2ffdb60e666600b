"""The sheet of whoever shows a case at a meeting: made of the case, whole, and in the minutes that were measured."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.test_kinds import EACH, task
from trekant.course.cases.vignette import Vignette
from trekant.course.pages.timing import MINUTES_OF_TALK, READ_IN_A_GROUP, case_minutes, wall_minutes
from trekant.course.store import Course, load_course
from trekant.course.tasks.interaction import Kind
from trekant.course.writing.text import inline_html
from trekant.players import modules
from trekant.site.chapters.meeting_sheets import FOLDER, meeting_sheet

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


def _sheet(course: Course, case: Vignette) -> dict[str, list[str]]:
    """The lines below each heading of a sheet; those before the first heading are under nothing."""
    page = BeautifulSoup(meeting_sheet(course, case), "html.parser")
    found: dict[str, list[str]] = {"": []}
    for part in page.select(".meeting-sheet > *"):
        if part.name == "h2":
            found[part.get_text()] = []
        else:
            lines = part.find_all("li", recursive=False) or [part]
            list(found.values())[-1].extend(" ".join(one.get_text(" ").split()) for one in lines)
    return found


def _plain(text: str) -> str:
    return " ".join(BeautifulSoup(inline_html(text), "html.parser").get_text(" ").split())


def test_the_sheet_says_what_the_case_is_for_and_what_is_best_at_every_decision(course: Course) -> None:
    case = course.vignette("cykelnoeglen")
    sheet = _sheet(course, case)
    assert course.settings
    assert sheet["Målet"] == [_plain(course.settings.model.objectives[one]) for one in case.objectives]
    assert sheet["Til at tale om"][:2] == [_plain(one) for one in case.debrief.talk]
    assert sheet["Det kan gruppen tage med"] == [_plain(one) for one in case.debrief.lessons]
    whens = [case.scene(one).when for one in case.best_path() if case.scene(one).decision]
    decisions = sheet["Valgene og den bedste vej"]
    assert [one.partition(". ")[0] for one in decisions if one] == [when.partition(". ")[0] for when in whens]
    assert "Bedst: Du beder Ditte tage sig af de andre" in decisions[0]
    assert "Hamza skriver, at han bliver hentet i aften" in decisions[1] and "skæg" not in decisions[1]
    assert f"Bedst: {course.municipality.contact('alarm').name}" in decisions[2]
    assert any(line.startswith("Han er vred over krigen") for line in sheet["Hold øje med"])


def test_every_case_has_something_to_watch_for_and_its_own_words_only(course: Course) -> None:
    for one in course.stages:
        sheet = _sheet(course, course.vignette(one))
        assert sheet["Hold øje med"], one
        assert "{" not in str(list(sheet.values())), one
        alarm = course.municipality.contact("alarm").phone
        assert f"så ring {alarm} med det samme" in sheet["Til at tale om"][-1], one


@EACH
def test_what_a_group_may_take_for_right_is_never_right(kind: Kind) -> None:
    asked = task(kind)
    tempting = {one.id for one in kind.tempting(asked)}
    right = [asked.key] if isinstance(asked.key, str) else list(asked.key or ()) if kind.picks else []
    assert not tempting & set(right)
    assert bool(tempting) == (kind.picks == "several" or str(kind) == "rate")


def test_the_minutes_on_the_wall_are_those_of_reading_and_of_talk(course: Course) -> None:
    case = course.vignette("cykelnoeglen")
    decisions = sum(course.vignette(case.id).scene(one).decision is not None for one in case.best_path())
    measured = READ_IN_A_GROUP * case_minutes(case, course.municipality) + MINUTES_OF_TALK * decisions
    assert abs(wall_minutes(case, course.municipality) - measured) <= 2.5
    assert all(wall_minutes(course.vignette(one), course.municipality) <= 30 for one in course.stages)


def test_a_case_on_a_page_leads_to_the_folder_of_the_sheets() -> None:
    assert f"${{root}}{FOLDER}/${{payload.id}}.html" in modules()["meeting-door.js"]
