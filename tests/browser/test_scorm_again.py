"""The package in scorm-again: one leaves and comes back, fails and passes, loses the connection and gets it again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.reader import reading
from tests.browser.scorm_again import OF_12, OF_2004, Learner, Platform, is_sound, platform_with, serving
from trekant.course.store import Course
from trekant.export.manifest import SCORM_2004
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select


@pytest.fixture(scope="module")
def whole(folder: Path, course: Course, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A platform with the package of the whole course, passed from half of the points."""
    place = tmp_path_factory.mktemp("portal")
    chosen = select(course, folder)
    rule = rule_for(chosen, pass_from=50, answers=True)
    return platform_with(place, write_package(course, folder, chosen, rule, place / "kursus.zip"), OF_12)


@pytest.fixture
def platform(whole: Path) -> Iterator[Platform]:
    """The platform, where nobody has begun."""
    yield from serving(whole)


@pytest.fixture
def platform_2004(folder: Path, course: Course, tmp_path: Path) -> Iterator[Platform]:
    """One that speaks SCORM 2004, with a module and its case."""
    chosen = select(course, folder, module="trekanten")
    rule = rule_for(chosen, cases=1, pass_from=50, answers=True)
    package = write_package(course, folder, chosen, rule, tmp_path / "modul.zip", SCORM_2004)
    yield from serving(platform_with(tmp_path, package, OF_2004))


@pytest.mark.slow
def test_one_fails_comes_back_to_the_very_scene_and_passes(browser: Browser, platform: Platform) -> None:
    with reading(browser) as page:
        page.clock.install()
        sara = Learner(page, platform, "47")
        sara.opens()
        for words in ("Hvem går du til", "Hvad er radikalisering", "Forebyggelsestrekanten"):
            sara.goes_on(words)
            sara.reads_to_the_end()
        sara.starts_case()
        sara.chooses("karantaene")
        sara.awaits("cmi.core.lesson_status", "incomplete")
        page.clock.set_system_time(datetime.now(UTC) - timedelta(days=400))
        for words in ("Tegn, du kan lægge mærke til", "Hvad sker der, når du har sagt det?"):
            sara.goes_on(words)
            sara.reads_to_the_end()
        sara.awaits("cmi.core.lesson_status", "failed")
        assert sara.told("cmi.core.score.raw") == "0"

        sara.goes_back("Tegn, du kan lægge mærke til")
        sara.goes_back("Forebyggelsestrekanten")
        sara.starts_case()
        sara.case.get_by_role("button", name="Start forfra").click()
        sara.chooses("leder")
        page.clock.set_system_time(datetime.now(UTC) + timedelta(days=4000))
        scene = sara.scene()
        sara.is_kept()
        sara.leaves()
        assert sara.left_behind() == [], "nothing of the learner is left in the browser"
        sara.opens()
        expect(sara.case.get_by_role("heading", name=scene)).to_be_visible()
        sara.answers()
        sara.chooses("hej")
        sara.awaits("cmi.core.lesson_status", "passed")
        assert 50 <= int(sara.told("cmi.core.score.raw")) <= 100
        assert "case-bane-fem" in platform.interactions("47")
        sara.leaves()

        ida = Learner(page, platform, "48")
        ida.opens()
        ida.is_at("Når du bliver bekymret")
        expect(ida.inner.locator(".tick")).to_have_count(0)
        ida.awaits("cmi.suspend_data", "1~~~~")
        assert platform.interactions("48") == []
        ida.leaves()
        # the platform gives her another attempt
        del platform.kept["47"]
        sara.opens()
        sara.is_at("Når du bliver bekymret")
        sara.awaits("cmi.suspend_data", "1~~~~")
        sara.awaits("cmi.core.lesson_status", "incomplete")
        is_sound(sara.said())
        # whatever the clock was set to, it has been minutes
        odd = [time for time in platform.times if not re.fullmatch(r"00:\d\d:\d\d(\.\d\d?)?", time)]
        assert odd == [] and len(platform.times) > 20


def test_what_the_platform_refuses_it_gets_when_it_takes_it(browser: Browser, platform: Platform) -> None:
    with reading(browser, expected="503") as page:
        bo = Learner(page, platform, "49")
        bo.opens()
        bo.goes_on("Hvem går du til")
        platform.refuses = True
        bo.answers_question(0)
        bo.hears("svarer ikke")
        platform.refuses = False
        bo.answers_question(1)
        bo.hears("Dit forløb er gemt.")
        first = platform.interactions("49")
        assert len(set(first)) == len(first) == 2

        platform.refuses = True
        bo.goes_on("Hvad er radikalisering")
        bo.answers_question(0)
        bo.hears("svarer ikke")
        bo.leaves()
        assert platform.interactions("49") == first
        [gap] = bo.left_behind()
        assert "49" not in gap
        platform.refuses = False
        eva = Learner(page, platform, "50")
        eva.opens()
        eva.is_at("Når du bliver bekymret")
        eva.awaits("cmi.suspend_data", "1~~~~")
        eva.leaves()
        bo.opens()
        bo.is_at("Hvad er radikalisering")
        bo.hears("Dit forløb er gemt.")
        assert platform.interactions("49")[:2] == first and len(platform.interactions("49")) == 3
        assert bo.left_behind() == []
        is_sound(bo.said())


def test_a_package_for_2004_says_apart_how_far_one_is_and_how_it_went(
    browser: Browser, platform_2004: Platform
) -> None:
    with reading(browser) as page:
        sara = Learner(page, platform_2004, "47")
        sara.opens()
        sara.is_at("Forebyggelsestrekanten")
        sara.starts_case()
        sara.chooses("karantaene")
        sara.awaits("cmi.score.scaled", "0")
        assert (sara.told("cmi.completion_status"), sara.told("cmi.success_status")) == ("incomplete", "unknown")
        sara.reads_to_the_end()
        sara.awaits("cmi.success_status", "failed")
        sara.awaits("cmi.completion_status", "completed")
        sara.case.get_by_role("button", name=re.compile("^Prøv igen fra")).click()
        sara.chooses("leder")
        scene = sara.scene()
        sara.is_kept()
        sara.leaves()
        assert sara.left_behind() == []
        sara.opens()
        expect(sara.case.get_by_role("heading", name=scene)).to_be_visible()
        sara.answers()
        sara.chooses("hej")
        sara.awaits("cmi.success_status", "passed")
        assert 0.5 <= float(sara.told("cmi.score.scaled")) <= 1
        assert set(platform_2004.interactions("47")) == {"case-bane-fem"}
        assert sara.told("cmi.interactions.0.result") == "incorrect"
        is_sound(sara.said())
        assert all(time.startswith("PT") for time in platform_2004.times)


def test_in_2004_too_a_gap_is_closed_later_and_the_clock_says_nothing(
    browser: Browser, platform_2004: Platform
) -> None:
    with reading(browser, expected="503") as page:
        page.clock.install()
        bo = Learner(page, platform_2004, "49")
        bo.opens()
        bo.starts_case()
        bo.chooses("karantaene")
        bo.awaits("cmi.score.scaled", "0")
        first = platform_2004.interactions("49")
        page.clock.set_system_time(datetime.now(UTC) - timedelta(days=400))
        platform_2004.refuses = True
        bo.answers_question(0)
        bo.hears("svarer ikke")
        bo.leaves()
        assert platform_2004.interactions("49") == first
        [gap] = bo.left_behind()
        assert "49" not in gap
        platform_2004.refuses = False
        page.clock.set_system_time(datetime.now(UTC) + timedelta(days=4000))
        bo.opens()
        bo.hears("Dit forløb er gemt.")
        assert bo.left_behind() == []
        told = platform_2004.interactions("49")
        assert told[:1] == first == ["case-bane-fem"] and len(set(told)) == len(told) == 2
        is_sound(bo.said())
        odd = [time for time in platform_2004.times if not re.fullmatch(r"PT0H\d+M\d+(\.\d+)?S", time)]
        assert odd == [] and len(platform_2004.times) > 3
