"""The package's own test in a platform: left and resumed, failed, tried again with other questions, and passed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Locator, expect

from tests.browser.audit import AXE
from tests.browser.reader import reading
from tests.browser.scorm_again import OF_12, OF_2004, Learner, Platform, is_sound, platform_with, serving
from trekant.course.store import Course
from trekant.export.manifest import SCORM_12, SCORM_2004, Scorm
from trekant.export.package import write_package
from trekant.export.rule import rule_for
from trekant.export.selection import select

TEST = "pakkeproeve"
FIELDS = {
    SCORM_12.name: ("cmi.core.lesson_status", "cmi.core.score.raw"),
    SCORM_2004.name: ("cmi.success_status", "cmi.score.raw"),
}


@pytest.fixture(params=[(SCORM_12, OF_12), (SCORM_2004, OF_2004)], ids=["1.2", "2004"])
def platform(
    request: pytest.FixtureRequest, folder: Path, course: Course, tmp_path: Path
) -> Iterator[tuple[Platform, Scorm]]:
    """A platform with the whole course, where one is through when the test is taken."""
    standard, names = request.param
    chosen = select(course, folder)
    rule = replace(rule_for(chosen, cases=0, test=True), pages=())
    package = write_package(course, folder, chosen, rule, tmp_path / "kursus.zip", standard)
    for running in serving(platform_with(tmp_path, package, names)):
        yield running, standard


class Taker(Learner):
    """Somebody who takes the test and knows all the answers, and none of them when it is wanted."""

    course: Course

    def goes_to_the_test(self) -> None:
        self.goes_on("Hvem går du til")
        self.inner.locator(".sidebar-tree").get_by_role("link", name="Afsluttende test").click()
        self.is_at("Afsluttende test")

    @property
    def pages(self) -> tuple[Frame, Frame]:
        """The launch page, and the page in it."""
        [launch] = self.page.main_frame.child_frames
        [page] = launch.child_frames
        return launch, page

    def draw(self) -> tuple[str, ...]:
        """The questions that stand there."""
        kept = f"JSON.parse(trekantPackage.store.getItem('trekant:quiz:{TEST}:1')).variant"
        number: int = self.pages[0].evaluate(kept)
        return self.course.quiz(TEST).variants[number]

    def box(self) -> Locator:
        return self.inner.locator(".trk-question:not([hidden])")

    def answers_all(self, first: int, last: int, right: bool) -> None:
        for number in range(first, last + 1):
            box = self.box()
            expect(box.get_by_role("heading", name=f"Spørgsmål {number} af 10")).to_be_visible()
            question = self.course.questions[self.draw()[number - 1]][0]
            key = question.task(self.course.municipality).key
            self._gives(box, question.type, key, right)
            box.get_by_role("button", name="Svar", exact=True).click()
            expect(box.locator(".trk-result")).not_to_be_empty()
            box.locator(".trk-actions .trk-main").click()

    def _gives(self, box: Locator, kind: str, key: object, right: bool) -> None:
        options = box.locator(".trk-option")
        if kind in ("single", "contact", "multiple"):
            keys = set(key) if isinstance(key, list | tuple | set | frozenset) else {key}
            values = options.locator("input").evaluate_all("inputs => inputs.map((input) => input.value)")
            chosen = [one for one in values if (one in keys) == right]
            for value in chosen if kind == "multiple" and right else chosen[:1]:
                box.locator(f".trk-option:has([value={value}])").click()
        elif kind == "rate":  # any answer will do: seven of ten are to be had without
            for name in dict.fromkeys(box.locator("input").evaluate_all("all => all.map((one) => one.name)")):
                box.locator(f'label:has(input[name="{name}"])').first.click()

    def axe(self) -> list[str]:
        """What axe finds on the page in the frame."""
        found: list[str] = self.pages[1].evaluate(
            f"async () => {{ {AXE}; return (await axe.run()).violations.map((one) => `${{one.id}}: "
            "${one.nodes[0].html}`); }"
        )
        return found


@pytest.mark.slow
def test_one_leaves_comes_back_fails_and_passes_with_other_questions(
    browser: Browser, course: Course, platform: tuple[Platform, Scorm]
) -> None:
    running, standard = platform
    status, score = FIELDS[standard.name]
    with reading(browser) as page:
        sara = Taker(page, running, "47")
        sara.course = course
        sara.opens()
        sara.goes_to_the_test()
        assert sara.axe() == []
        sara.inner.get_by_role("button", name="Begynd testen").click()
        first = sara.draw()
        sara.answers_all(1, 4, right=False)
        sara.awaits("cmi.interactions.3.id", f"question-{first[3]}")
        asked = sara.box().inner_text()
        sara.leaves()
        assert sara.left_behind() == [], "nothing of the learner is left in the browser"
        sara.opens()
        sara.is_at("Afsluttende test")
        expect(sara.box()).to_have_text(asked, use_inner_text=True)
        assert sara.draw() == first
        sara.answers_all(5, 10, right=False)
        result = sara.inner.locator(".trk > .trk-result")
        expect(result).to_contain_text("Du har ikke bestået denne gang.")
        expect(result).to_be_focused()
        assert sara.axe() == []
        sara.awaits(status, "failed")
        assert int(sara.told(score)) < 70

        sara.inner.get_by_role("button", name="Prøv igen med nye spørgsmål").click()
        expect(sara.box().get_by_role("heading", name="Spørgsmål 1 af 10")).to_be_visible()
        second = sara.draw()
        assert len({*first} & {*second}) <= 1
        sara.answers_all(1, 10, right=True)
        expect(result).to_contain_text("Du har bestået.")
        sara.awaits(status, "passed")
        assert 70 <= int(sara.told(score)) <= 100
        told = [*(f"question-{one}" for one in first), f"test-{TEST}", *(f"question-{one}" for one in second)]
        assert running.interactions("47") == [*told, f"test-{TEST}"]
        assert len(sara.told("cmi.suspend_data")) < 4096
        is_sound(sara.said())
