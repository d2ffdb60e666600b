"""The palette: the contrasts that the course promises, and that nothing has colours of its own."""

import re

import pytest

from tests.browser.material import ROOT
from tests.styles import style
from trekant.course.store import CourseError
from trekant.site.figures.palette import contrast, palette
from trekant.site.figures.style import PALETTE

COLOURS = palette(ROOT)
GROUNDS = ("course-paper", "course-card", "course-accent-soft", "course-warm-soft")
TEXTS = ("ink", "muted", "accent", "visited", "warm", "right", "partly", "wrong")


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("text", [f"course-{name}" for name in TEXTS])
def test_text_stands_out_seven_to_one_on_every_ground(text: str, mode: str) -> None:
    ratios = {ground: contrast(getattr(COLOURS[text], mode), getattr(COLOURS[ground], mode)) for ground in GROUNDS}
    assert min(ratios.values()) >= 7, ratios


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(
    ("one", "other", "least"),
    [
        ("course-on-accent", "course-accent", 7),
        ("course-on-head", "course-head", 7),
        ("mark-middle", "course-head", 3),  # the focus ring in the head
        *[("course-control", ground, 3) for ground in GROUNDS],
        *[("fig-ink", f"fig-{fill}", 7) for fill in ("one", "two", "three", "four", "paper")],
        ("fig-line", "fig-paper", 3),
    ],
)
def test_what_must_be_told_apart_can_be(one: str, other: str, least: float, mode: str) -> None:
    assert contrast(getattr(COLOURS[one], mode), getattr(COLOURS[other], mode)) >= least


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_colours_stand_in_the_palette_only() -> None:
    written = re.compile(r"#[0-9a-fA-F]{3,8}\b(?![\w-]*[;{]?\s*\{)")
    for name in (
        "course.css",
        "figures.css",
        "tables.css",
        "lists.css",
        "players.css",
        "guide.css",
        "meeting.css",
        "progress.css",
        "search.css",
    ):
        text = re.sub(r"/\*.*?\*/", "", style(name).read_text(encoding="utf-8"), flags=re.S)
        assert written.findall(text) == [], name


def test_every_colour_that_is_used_is_in_the_palette() -> None:
    text = "".join(style(name).read_text(encoding="utf-8") for name in ("course.css", "figures.css", "players.css"))
    used = set(re.findall(r"var\(--((?:course|fig|mark)-[a-z-]+)", text))
    assert used and used <= COLOURS.keys()
    assert {f"fig-{name}" for name in PALETTE} <= COLOURS.keys()


def test_the_favicon_has_the_colours_of_the_mark() -> None:
    found = set(re.findall(r"#[0-9a-f]{6}", (ROOT / "assets/favicon.svg").read_text(encoding="utf-8")))
    wanted = {COLOURS[name].light for name in ("course-head", "mark-top", "mark-middle", "mark-base")}
    assert found == wanted


def test_a_palette_that_is_gone_is_told_of(tmp_path) -> None:
    with pytest.raises(CourseError, match=r"palette\.css kan ikke læses"):
        palette(tmp_path)
