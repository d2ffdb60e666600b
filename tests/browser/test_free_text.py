"""What somebody hands in as free text is inert where people read it: formgrader, nbgrader's feedback and ours."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from tests.grading import QUIZ, RIGHT, feedback, formgrader_of, hand_in, sheet, submission_of
from trekant.cli import main
from trekant.course.store import load_course
from trekant.course.tasks.text import MAX_TEXT
from trekant.grading.batch import grade

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RUNS = "document.documentElement.dataset.ran=1;fetch('http://evil.invalid/')"
HOSTILE = "\n".join(
    [
        f"<script>{RUNS}</script>",
        f'<img src="http://evil.invalid/x.png" onerror="{RUNS}">',
        f"<svg/onload={RUNS}>",
        f"</code></pre></div><iframe srcdoc='<script>parent.{RUNS}</script>'></iframe>",
        f"[klik](javascript:{RUNS}) ![x](http://evil.invalid/y.png)",
        "<style>body{display:none}</style><base href='http://evil.invalid/'>",
        "# slot-01\n\n---\n> citat\n\n$$\\href{javascript:1}{x}$$",
        "\u202een baglæns linje\u202c og \u2067en isoleret, der aldrig slutter",
    ]
)
RIGHT_TO_LEFT = "\u202e" * 500
LONG = (HOSTILE + "\n" + RIGHT_TO_LEFT + "ordudenmellemrum" * MAX_TEXT)[: MAX_TEXT - 4] + "SLUT"
"""As much as is taken in. 100 KB is refused: see ``test_a_text_of_100_kb_is_refused``."""


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, _released: Path) -> Path:
    root = Path(shutil.copytree(_released, tmp_path_factory.mktemp("fritekst") / "course"))
    hand_in(root, sheet("ana", {**RIGHT, "med-dine-ord": LONG}), sheet("bo", {**RIGHT, "med-dine-ord": HOSTILE}))
    grade(load_course(root), QUIZ)
    return root


@pytest.fixture(scope="module")
def formgrader(graded: Path) -> Iterator[str]:
    with formgrader_of(graded) as address:
        yield address


@pytest.fixture
def watched(browser: Browser) -> Iterator[Callable[[str], tuple[Page, list[str]]]]:
    """Opens a page, and says what it asked of other hosts and what it tried to say."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})

    def open_page(address: str) -> tuple[Page, list[str]]:
        page, asked = context.new_page(), []
        allowed = ("http://localhost", "file://", "data:")
        page.on("request", lambda request: request.url.startswith(allowed) or asked.append(request.url))
        page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
        page.goto(address, wait_until="networkidle")
        return page, asked

    yield open_page
    context.close()


def inert(page: Page, asked: list[str]) -> None:
    assert asked == []
    assert page.evaluate("document.documentElement.dataset.ran") is None
    assert page.locator("body").is_visible()
    # the text pushes nothing out of the window, and turns nothing round but itself
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate("getComputedStyle(document.body).direction") == "ltr"


@pytest.mark.parametrize("student", ["ana", "bo"])
def test_in_our_feedback(
    graded: Path, student: str, watched: Callable[[str], tuple[Page, list[str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graded)
    assert CliRunner().invoke(main, ["feedback", QUIZ]).exit_code == 0
    page, asked = watched((graded / "quizzes/feedback" / student / QUIZ / f"{QUIZ}.html").as_uri())
    inert(page, asked)
    shown = page.locator(".text").first
    assert "<script>" in shown.inner_text()
    assert student == "bo" or shown.inner_text().endswith("SLUT")
    # what stands after it is read from left to right, with its words in their order
    after = page.locator(".again").last
    box = after.evaluate("one => [one.getBoundingClientRect().left, getComputedStyle(one).direction]")
    assert box[1] == "ltr" and box[0] < 400


def test_in_nbgraders_feedback(graded: Path, watched: Callable[[str], tuple[Page, list[str]]]) -> None:
    assert feedback(graded, force=True)["success"]
    for student in ("ana", "bo"):
        page, asked = watched((graded / "quizzes/feedback" / student / QUIZ / f"{QUIZ}.html").as_uri())
        inert(page, asked)
        assert "<script>" in page.inner_text("body")


def test_in_the_formgrader(graded: Path, formgrader: str, watched: Callable[[str], tuple[Page, list[str]]]) -> None:
    for student in ("ana", "bo"):
        with submission_of(graded, student) as submission:
            notebook = submission.notebooks[0].id
        page, asked = watched(f"{formgrader}/formgrader/submissions/{notebook}/?token=t")
        inert(page, asked)
        assert "<script>" in page.inner_text("body")
        # the field for the points stands beside it, and is not pushed away
        field = page.locator("#slot-06")
        expect(field).to_be_visible()
        expect(field).to_be_enabled()


def test_a_text_of_100_kb_is_refused(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    path = released / "svar-stor.json"
    path.write_text(json.dumps(sheet("ana", {**RIGHT, "med-dine-ord": "a" * 100_000})), encoding="utf-8")
    result = CliRunner().invoke(main, ["collect", str(path)])
    assert result.exit_code == 1
    assert "teksten er for lang; højst 20000 tegn" in result.output
