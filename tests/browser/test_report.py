"""The report in a browser: no rule of accessibility broken, no screen too narrow, nothing fetched, the dark too."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.generated import participants, sheets
from tests.test_effect import HIGH, LOW, OBJECTIVES, many, measured
from tests.test_reports import cohort, place
from trekant.course.store import load_course
from trekant.grading.marks.responses import quiz_responses
from trekant.reports.effect.analysis import compare
from trekant.reports.effect.page import write_effect
from trekant.reports.effect.words import WHOLE
from trekant.reports.report import analyse
from trekant.reports.write import write_report

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports on a fixed quiz with every type of question, on a drawn one and on too few answers; and an effect."""
    made = {}
    for name, quiz in (("fast", "proeve"), ("trukket", "udtraek"), ("faa", "proeve")):
        root = tmp_path_factory.mktemp(name) / "course"
        shutil.copytree(Path(__file__).parents[1] / "fictional", root)
        course = load_course(root)
        answers = {
            "fast": cohort(40, 20),
            "trukket": sheets(course, "udtraek", participants(60)),
            "faa": cohort(3, 1),
        }
        place(root, *answers[name])
        report = analyse(quiz_responses(course, quiz), course.settings.model.objectives if course.settings else {})
        made[name] = write_report(report, root / "ud", date(2026, 11, 22)).page
    words = dict.fromkeys(OBJECTIVES, "Du ved, hvem du kontakter, hvor hurtigt og i hvilken rækkefølge.")
    answers_of = measured(before=[LOW] * 40, after=many(LOW, HIGH, 25), later=many(LOW, HIGH, 12, 20))
    found = compare(answers_of, words, WHOLE)
    made["effekt"] = write_effect(found, tmp_path_factory.mktemp("effekt"), "Kurset", date(2026, 11, 22)).page
    return made


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Pages that may ask nobody for anything and say nothing to the console."""
    contexts, said = [], []

    def open_page(path: Path, width: int = 1280, scheme: str = "light") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale="da-DK",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: request.url.startswith(("file:", "data:")) or said.append(request.url))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["fast", "trukket", "faa", "effekt"])
def test_axe_finds_nothing(name: str, scheme: str, pages: dict[str, Path], opened: Callable[..., Page]) -> None:
    found = Axe().run(opened(pages[name], scheme=scheme)).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("name", ["fast", "trukket", "effekt"])
def test_a_phone_shows_it_without_scrolling_sideways(
    name: str, pages: dict[str, Path], opened: Callable[..., Page]
) -> None:
    page = opened(pages[name], width=375)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    # what is wider may be scrolled by itself, also with the keyboard
    loose = page.evaluate(
        "[...document.querySelectorAll('table')].filter(t => t.getBoundingClientRect().right > 376"
        " && !t.closest('.scroll[tabindex=\"0\"]')).length"
    )
    assert loose == 0


def test_the_first_screen_says_how_many_how_they_did_and_where_to_look(
    pages: dict[str, Path], opened: Callable[..., Page]
) -> None:
    page = opened(pages["fast"])
    seen = page.evaluate(
        "[...document.querySelectorAll('h1, .secret, .cards li, .first li a')]"
        ".filter(e => e.getBoundingClientRect().bottom < innerHeight).map(e => e.innerText)"
    )
    text = " ".join(seen)
    assert "Her står facit" in text and "60" in text and "bestod" in text and "point i snit" in text


def test_the_figures_change_colour_in_the_dark(pages: dict[str, Path], opened: Callable[..., Page]) -> None:
    colours = {
        scheme: opened(pages["fast"], scheme=scheme).evaluate(
            "[getComputedStyle(document.body).backgroundColor,"
            " ...[...document.querySelectorAll('.figure svg text, .figure svg text *')]"
            ".map(e => getComputedStyle(e).fill)]"
        )
        for scheme in ("light", "dark")
    }
    light, dark = (set(colours[scheme][1:]) for scheme in ("light", "dark"))
    assert colours["light"][0] != colours["dark"][0]
    assert not light & dark, "a text of a figure keeps the colour of the light page"


def test_it_prints_whole(pages: dict[str, Path], opened: Callable[..., Page]) -> None:
    page = opened(pages["fast"])
    page.emulate_media(media="print")
    assert page.evaluate("[...document.querySelectorAll('section, table, svg')].every(e => e.checkVisibility())")
    # a sheet of paper is 18 cm across within its margins
    page.set_viewport_size({"width": 680, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
