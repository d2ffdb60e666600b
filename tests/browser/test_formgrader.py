"""The real formgrader in Chromium: whatever stands in the gradebook is text, and 1,5 points are 1.5."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.grading import QUIZ, RIGHT, autograde, formgrader_of, hand_in, sheet, submission_of
from tests.patience import PATIENCE
from trekant.grading.gradebook import open_gradebook

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUNS = "document.documentElement.dataset.ran=1"
HOSTILE = f"\"'><b class=evil>ond<script>{RUNS}<img src=x onerror={RUNS}>`${{{RUNS}}}{{{{7*7}}}}"
"""An id: without what has a meaning in an address, for the formgrader's addresses hold ids as they are."""
SLASHED = f"{HOSTILE}</script></textarea><svg/onload={RUNS}>"
"""A name, an address, a comment."""
ENDS_STRING, GOES_ON = "\\", f';{RUNS};"'
"""Two values in two strings after one another: the first swallows the quote that ends its own."""

Opened = tuple[Page, list[str]]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory, _released: Path) -> Path:
    """A gradebook as an older version, or somebody with nbgrader's commands, may have left it."""
    root = Path(shutil.copytree(_released, tmp_path_factory.mktemp("ond") / "course"))
    hand_in(root, sheet("ana", {**RIGHT, "med-dine-ord": "Jeg gik til min leder."}), sheet("bo"))
    assert autograde(root)["success"]
    quizzes = root / "quizzes"
    with open_gradebook(root) as gradebook:
        for student in ("ana", "bo"):
            gradebook.update_or_create_student(student, first_name=SLASHED, last_name=SLASHED, email=SLASHED)
        for comment in gradebook.find_submission(QUIZ, "ana").notebooks[0].comments:
            comment.manual_comment = comment.auto_comment = SLASHED
        for one, other in ((HOSTILE, HOSTILE), (ENDS_STRING, GOES_ON)):
            gradebook.add_assignment(other)
            gradebook.add_notebook(one, other)
            gradebook.add_student(one, first_name=SLASHED, last_name=SLASHED, email=SLASHED)
            gradebook.add_submission(other, one)
            (quizzes / "source" / other).mkdir()
            for step in ("submitted", "autograded"):
                (quizzes / step / one / other).mkdir(parents=True)
        gradebook.db.commit()
    # the list of what was handed in is made of the folders
    (quizzes / "submitted" / HOSTILE / QUIZ).mkdir()
    return root


@pytest.fixture(scope="module")
def formgrader(course: Path) -> Iterator[str]:
    with formgrader_of(course) as address:
        yield f"{address}/formgrader"


@pytest.fixture
def opened(browser: Browser, formgrader: str) -> Iterator[Callable[..., Opened]]:
    """Opens a page of the formgrader and says what it complained of, the policy's refusals among it."""
    contexts = []

    def open_page(path: str, locale: str = "da-DK") -> Opened:
        # not in the address: nbgrader's cookie of it holds for the folder of the page alone
        context = browser.new_context(locale=locale, extra_http_headers={"Authorization": "token t"})
        contexts.append(context)
        page, said = context.new_page(), []
        page.on("console", lambda message: message.type == "error" and said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{formgrader}/{path}", wait_until="networkidle")
        return page, said

    yield open_page
    for context in contexts:
        context.close()


def _is_inert(page: Page, said: list[str]) -> None:
    assert said == []
    assert page.evaluate("document.documentElement.dataset.ran") is None
    assert page.locator(".evil").count() == 0, page.locator(":has(> .evil)").first.evaluate("one => one.outerHTML")


def _name(text: str) -> str:
    return quote(text, safe="")


PAGES = {
    "manage_assignments": HOSTILE,
    f"manage_submissions/{QUIZ}": "<b class=evil>",
    f"manage_submissions/{_name(HOSTILE)}": "<b class=evil>",
    "gradebook": HOSTILE,
    f"gradebook/{_name(HOSTILE)}": HOSTILE,
    f"gradebook/{QUIZ}/{QUIZ}": "Submission #1",
    f"gradebook/{_name(HOSTILE)}/{_name(HOSTILE)}": HOSTILE,
    "manage_students": "<b class=evil>",
    "manage_students/ana": QUIZ,
    f"manage_students/{_name(HOSTILE)}": HOSTILE,
    f"manage_students/ana/{QUIZ}": QUIZ,
    f"manage_students/{_name(HOSTILE)}/{_name(HOSTILE)}": f"{HOSTILE} (file missing)",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_values_as_text(path: str, opened: Callable[..., Opened]) -> None:
    page, said = opened(path)
    expect(page.locator("body")).to_contain_text(PAGES[path].splitlines()[0])
    _is_inert(page, said)
    # what was asked of the server came and was shown
    expect(page.locator("#main-table")).not_to_contain_text("Loading")


@pytest.mark.parametrize(
    "path",
    [f"gradebook/{_name(GOES_ON)}/{_name(ENDS_STRING)}", f"manage_students/{_name(ENDS_STRING)}/{_name(GOES_ON)}"],
)
def test_no_two_values_join_to_a_program(path: str, opened: Callable[..., Opened]) -> None:
    page, said = opened(path)
    expect(page.locator(".breadcrumb")).to_contain_text(GOES_ON)
    # nbgrader asks for them by an address that a backslash breaks
    _is_inert(page, [one for one in said if "404" not in one])


def test_names_are_text_when_they_are_shown(opened: Callable[..., Opened]) -> None:
    page, said = opened(f"gradebook/{QUIZ}/{QUIZ}")
    page.get_by_text("Show All Names").click()
    expect(page.locator("a.name-shown").first).to_be_visible()
    expect(page.locator("a.name-shown").first).to_contain_text("<b class=evil>")
    _is_inert(page, said)


def test_a_submission_shows_name_and_comments_as_text(course: Path, opened: Callable[..., Opened]) -> None:
    page, said = opened(_submission(course, "ana"))
    page.locator("span.glyphicon.name-hidden").click()
    expect(page.locator("a.name-shown")).to_contain_text("<b class=evil>")
    expect(page.locator("textarea.comment").first).to_have_value(SLASHED)
    _is_inert(page, said)


def test_the_dialogs_show_values_as_text(opened: Callable[..., Opened]) -> None:
    page, said = opened(f"manage_submissions/{QUIZ}")
    page.route("**/autograde", lambda route: route.abort())
    whose = page.locator(".student-id", has_text="<b class=evil>")
    page.locator("tr").filter(has=whose).locator(".autograde a").click()
    expect(page.locator(".modal-body")).to_contain_text("<b class=evil>")
    assert [one for one in said if "ERR_FAILED" not in one] == []
    _is_inert(page, [])
    page, said = opened("manage_students")
    page.locator(".edit a").first.click()
    expect(page.locator(".modal-title")).to_be_visible()
    _is_inert(page, said)
    page.get_by_text("Cancel").click()
    page.get_by_text("Add new student").click()
    expect(page.locator("#add-student-modal")).to_be_visible()
    _is_inert(page, said)


def _submission(root: Path, student: str) -> str:
    with submission_of(root, student) as submission:
        return f"submissions/{submission.notebooks[0].id}/"


def _saved(formgrader: str, page: Page, cell: str) -> object:
    notebook = page.evaluate("submission_id")
    request = Request(f"{formgrader}/api/grades?submission_id={notebook}", headers={"Authorization": "token t"})
    with urlopen(request, timeout=PATIENCE) as response:
        return next(one["manual_score"] for one in json.load(response) if one["name"] == cell)


@pytest.mark.parametrize("locale", ["en-US", "da-DK"])
@pytest.mark.parametrize(("typed", "points"), [("1,5", 1.5), ("0.5", 0.5), (" 2 ", 2), ("0,125", 0.125)])
def test_points_are_what_was_typed(
    course: Path, formgrader: str, opened: Callable[..., Opened], locale: str, typed: str, points: float
) -> None:
    page, said = opened(_submission(course, "ana"), locale)
    field = page.locator("#slot-06")
    with page.expect_response("**/api/grade/*"):
        field.press_sequentially(typed)
        field.blur()
    assert _saved(formgrader, page, "slot-06") == points
    expect(field).to_have_value(typed.strip().replace(".", ","))
    assert said == []
    field.fill("")
    with page.expect_response("**/api/grade/*"):
        field.blur()
    assert _saved(formgrader, page, "slot-06") is None


@pytest.mark.parametrize("typed", ["15", "2,1", "1.000,5", "1,5,", "en", "-1", "1e0", "½", "1 5"])
def test_points_that_are_unclear_are_refused_and_told(
    course: Path, formgrader: str, opened: Callable[..., Opened], typed: str
) -> None:
    page, said = opened(_submission(course, "bo"), "en-US")
    field = page.locator("#slot-06")
    before = _saved(formgrader, page, "slot-06")
    asked: list[str] = []
    page.on("request", lambda request: request.method == "PUT" and asked.append(request.url))
    field.fill(typed)
    field.blur()
    message = page.get_by_role("alert")
    expect(message).to_contain_text("Intet er gemt.")
    expect(message).to_contain_text("man kan højst få 2 point" if typed in ("15", "2,1") else typed)
    expect(field).to_have_attribute("aria-invalid", "true")
    # and it goes away when the number is right
    with page.expect_response("**/api/grade/*"):
        field.fill("1,5")
        field.blur()
    expect(message).to_have_count(0)
    assert len(asked) == 1 and _saved(formgrader, page, "slot-06") == 1.5
    assert before in (None, 1.5) and said == []


def test_the_keyboard_moves_between_the_fields(course: Path, opened: Callable[..., Opened]) -> None:
    """The formgrader waits for MathJax before it listens to the keyboard, and the course has none."""
    page, said = opened(_submission(course, "ana"))
    page.locator("#slot-01").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#slot-01_extra_credit")).to_be_focused()
    page.locator(".help").click()
    expect(page.get_by_text("Keyboard shortcuts")).to_be_visible()
    assert said == []
