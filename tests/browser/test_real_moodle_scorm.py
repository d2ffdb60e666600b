"""The package in a real Moodle: it is taken, one leaves and comes back, fails and passes, and the gradebook has it.

Skipped where the environment names no Moodle (tests/browser/moodle_site.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.moodle_site import Moodle, MoodleCourse, needs_moodle, running_moodle
from tests.browser.scorm_again import Learner
from tests.browser.test_final_test import Taker
from trekant.course.store import Course
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select

pytestmark = [pytest.mark.browser, pytest.mark.slow, needs_moodle]

_LISTENING = """if (window === top) {
  let real;
  Object.defineProperty(window, "API", { configurable: true, get: () => real, set: (api) => {
    for (const name of Object.keys(api).filter((one) => one.startsWith("LMS"))) {
      const says = api[name];
      api[name] = (...given) => {
        const answer = says(...given);
        const said = JSON.parse(sessionStorage.getItem("said") ?? "[]");
        const error = name === "LMSGetLastError" ? "0" : api.LMSGetLastError.quiet();
        sessionStorage.setItem("said", JSON.stringify([...said, { name, given, answer, error }]));
        return answer;
      };
      api[name].quiet = says;
    }
    real = api;
  } });
}"""
"""Writes down what the package says to Moodle, and what Moodle answers."""


class InMoodle(Taker):
    """Somebody who takes the package in Moodle."""

    def __init__(self, page: Page, moodle: Moodle, activity: int, course: Course) -> None:
        self.page, self.moodle, self.activity, self.course = page, moodle, activity, course
        page.add_init_script(_LISTENING)
        self.outer = page.frame_locator("#scorm_object")
        self.inner = self.outer.frame_locator("iframe")
        self.case = self.inner.locator("#player-bane-fem")

    def opens(self, *, anew: bool = False) -> None:
        self.moodle.opens(f"/mod/scorm/view.php?id={self.activity}", self.page)
        if anew:
            self.page.locator("#scormviewform [name=newattempt]").check()
        self.page.locator("#scormviewform [type=submit]").last.click()
        expect(self.inner.locator("h1")).to_be_visible()

    def leaves(self) -> None:
        self.moodle.opens("/my/", self.page)

    def left_behind(self) -> list[str]:
        return [one for one in super().left_behind() if "trekant" in one]

    def goes_to_the_test(self) -> None:
        for words in ("Hvem går du til", "Hvad er radikalisering", "Forebyggelsestrekanten"):
            self.goes_on(words)
        for words in ("Tegn, du kan lægge mærke til", "Hvad sker der, når du har sagt det?", "Afsluttende test"):
            self.goes_on(words)

    def told(self, element: str) -> str:
        values = [one["given"] for one in self.said() if one["name"] == "LMSSetValue"]
        return next((value for name, value in reversed(values) if name == element), "")

    @property
    def pages(self) -> Any:
        launch = next(one for one in self.page.frames if re.search(r"pluginfile\.php/.*index\.html", one.url))
        return launch, launch.child_frames[0]


def _took_all(sara: Learner) -> None:
    said = sara.said()
    assert len(said) > 20
    assert [one for one in said if one["answer"] == "false" or one["error"] not in ("", "0")] == []


@pytest.fixture(scope="module")
def moodle(browser: Browser) -> Iterator[Moodle]:
    with running_moodle(browser) as running:
        yield running


@pytest.fixture(scope="module")
def there(moodle: Moodle) -> MoodleCourse:
    return moodle.new_course()


@pytest.fixture(params=["strict", "lax"])
def strictness(request: pytest.FixtureRequest, moodle: Moodle) -> Iterator[str]:
    """Whether Moodle holds to the lengths and words of SCORM 1.2; as it comes, it does not."""
    moodle.setting("modsettingscorm", "s_scorm_scormstandard", request.param == "strict")
    yield request.param
    moodle.setting("modsettingscorm", "s_scorm_scormstandard", False)


def _grade(moodle: Moodle, there: MoodleCourse, email: str, name: str) -> str:
    row = moodle.grades(there)[email]
    return next(value for head, value in row.items() if name in head)


def _reads_all(one: InMoodle) -> None:
    """Read every module but the case."""
    for words in ("Hvem går du til", "Hvad er radikalisering", "Forebyggelsestrekanten"):
        one.goes_on(words)
        one.reads_to_the_end()
    for words in ("Tegn, du kan lægge mærke til", "Hvad sker der, når du har sagt det?"):
        one.goes_on(words)
        one.reads_to_the_end()
    one.goes_back("Tegn, du kan lægge mærke til")
    one.goes_back("Forebyggelsestrekanten")


def _plays_badly(one: InMoodle) -> None:
    one.case.get_by_role("button", name="Start casen").click()
    one.chooses("karantaene")


def _plays_well(one: InMoodle) -> None:
    one.chooses("leder")
    one.answers()
    one.chooses("hej")


def test_the_whole_course_is_left_and_resumed_failed_and_passed(
    moodle: Moodle, there: MoodleCourse, strictness: str, course: Course, folder: Path, tmp_path: Path
) -> None:
    chosen = select(course, folder)
    rule = rule_for(chosen, pass_from=50, answers=True)
    package = write_package(course, folder, chosen, rule, tmp_path / "kursus.zip").path
    name = f"Hele kurset {strictness}"
    activity = moodle.new_activity(there, "scorm", name, packagefile=package)
    expect(moodle.page.locator(".alert-danger, .errorbox, .alert-warning")).to_have_count(0)
    with moodle.visiting(there.sara) as page:
        sara = InMoodle(page, moodle, activity, course)
        sara.opens()
        _reads_all(sara)
        sara.case.get_by_role("button", name="Start casen").click()
        sara.chooses("leder")
        scene = sara.scene()
        sara.leaves()
        assert sara.left_behind() == []
        sara.opens()
        sara.is_at("Forebyggelsestrekanten")
        expect(sara.case.get_by_role("heading", name=scene)).to_be_visible()
        sara.answers()
        sara.chooses("hej")
        sara.awaits("cmi.core.lesson_status", "passed")
        score = int(sara.told("cmi.core.score.raw"))
        _took_all(sara)
        sara.leaves()
        assert score >= 50 and float(_grade(moodle, there, there.sara.email, name)) == score
    with moodle.visiting(there.ida) as page:
        ida = InMoodle(page, moodle, activity, course)
        ida.opens()
        ida.is_at("Når du bliver bekymret")
        expect(ida.inner.locator(".tick")).to_have_count(0)
        _reads_all(ida)
        _plays_badly(ida)
        ida.awaits("cmi.core.lesson_status", "failed")
        assert float(_grade(moodle, there, there.ida.email, name)) == 0
        ida.case.get_by_role("button", name=re.compile("^Prøv igen fra")).click()
        _plays_well(ida)
        ida.awaits("cmi.core.lesson_status", "passed")
        ida.leaves()
        assert float(_grade(moodle, there, there.ida.email, name)) >= 50

        ida.opens(anew=True)
        ida.is_at("Når du bliver bekymret")
        expect(ida.inner.locator(".tick")).to_have_count(0)
        _reads_all(ida)
        _plays_badly(ida)
        ida.awaits("cmi.core.lesson_status", "failed")
        ida.leaves()
        # to Moodle who has failed is through, and it only shows what was
        ida.opens()
        ida.hears("gemmer ikke")
        ida.leaves()
        ida.opens(anew=True)
        ida.is_at("Når du bliver bekymret")
        _took_all(ida)


def test_a_module_and_a_case_are_packages_of_their_own(
    moodle: Moodle, there: MoodleCourse, strictness: str, course: Course, folder: Path, tmp_path: Path
) -> None:
    for name, only in (("modul", {"module": "trekanten"}), ("case", {"case": "bane-fem"})):
        chosen = select(course, folder, **only)
        rule = rule_for(chosen, cases=1, pass_from=50)
        package = write_package(course, folder, chosen, rule, tmp_path / f"{name}.zip").path
        activity = moodle.new_activity(there, "scorm", f"{name} {strictness}", packagefile=package)
        with moodle.visiting(there.sara, viewport={"width": 375, "height": 800}) as page:
            sara = InMoodle(page, moodle, activity, course)
            sara.opens()
            sara.case.get_by_role("button", name="Start casen").click()
            _plays_well(sara)
            if name == "modul":
                sara.reads_to_the_end()
            sara.awaits("cmi.core.lesson_status", "passed")
            _took_all(sara)
            sara.leaves()
        assert float(_grade(moodle, there, there.sara.email, f"{name} {strictness}")) >= 50


def test_the_packages_own_test_is_left_in_the_middle_and_resumed(
    moodle: Moodle, there: MoodleCourse, strictness: str, course: Course, folder: Path, tmp_path: Path
) -> None:
    chosen = select(course, folder)
    rule = replace(rule_for(chosen, cases=0, test=True), pages=())
    package = write_package(course, folder, chosen, rule, tmp_path / "test.zip").path
    name = f"Testen {strictness}"
    activity = moodle.new_activity(there, "scorm", name, packagefile=package)
    with moodle.visiting(there.sara) as page:
        sara = InMoodle(page, moodle, activity, course)
        sara.opens()
        sara.goes_to_the_test()
        sara.inner.get_by_role("button", name="Begynd testen").click()
        drawn = sara.draw()
        sara.answers_all(1, 4, right=True)
        asked = sara.box().inner_text()
        sara.leaves()
        sara.opens()
        sara.is_at("Afsluttende test")
        expect(sara.box()).to_have_text(asked, use_inner_text=True)
        assert sara.draw() == drawn
        sara.answers_all(5, 10, right=True)
        sara.awaits("cmi.core.lesson_status", "passed")
        score = int(sara.told("cmi.core.score.raw"))
        assert len(sara.told("cmi.suspend_data")) < 4096
        _took_all(sara)
        sara.leaves()
    assert float(_grade(moodle, there, there.sara.email, name)) == score >= 70
