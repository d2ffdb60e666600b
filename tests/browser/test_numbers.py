"""One rule for numbers that people read, in Python and in the browser: the same table through both."""

import random

import pytest

from tests.browser.conftest import Site
from trekant.course.writing.text import danish_number, danish_percent, number_under
from trekant.reports import words

TABLE = {
    # number: with two decimals at most, without any
    0.0: ("0", "0"),
    0.125: ("0,13", "0"),
    0.375: ("0,38", "0"),
    0.5: ("0,5", "1"),
    0.995: ("1", "1"),
    1.0: ("1", "1"),
    1.005: ("1,01", "1"),
    2.5: ("2,5", "3"),
    2.675: ("2,68", "3"),
    8.4999: ("8,5", "8"),
    13.994: ("13,99", "14"),
    14.000000000000002: ("14", "14"),
    0.1 + 0.2: ("0,3", "0"),
    1 / 3 + 1 / 3 + 1 / 3 + 0.125: ("1,13", "1"),
    69.5: ("69,5", "70"),
    1e-9: ("0", "0"),
    -0.001: ("0", "0"),
    -0.125: ("−0,13", "0"),
    -2.5: ("−2,5", "−3"),
    1234567.125: ("1234567,13", "1234567"),
}

pytestmark = pytest.mark.browser


def test_browser_and_python_write_the_same_number(watched, site: Site) -> None:
    draw = random.Random(3)
    eighths = [draw.randint(-160, 160) / 8 for _ in range(200)]
    others = [draw.uniform(-20, 20) for _ in range(500)] + [draw.randint(-4000, 4000) / 1000 for _ in range(500)]
    numbers = [*TABLE, *eighths, *others]
    page = watched(site.put(name="tal.html"))
    got = page.evaluate(
        """async (numbers) => {
            const { number } = await import("/js/dom.js");
            return numbers.map((one) => [number(one), number(one, 0)]);
        }""",
        numbers,
    )
    ours = [[danish_number(one), danish_number(one, 0)] for one in numbers]
    assert [(one, *pair) for one, pair, mine in zip(numbers, got, ours, strict=True) if pair != mine] == []


@pytest.mark.parametrize(("value", "shown"), TABLE.items())
def test_a_half_goes_up(value: float, shown: tuple[str, str]) -> None:
    assert (danish_number(value), danish_number(value, 0)) == shown


def test_reports_round_as_everything_else_does() -> None:
    assert words.number(0.125) == "0,13" and words.number(-0.125) == "−0,13" and words.number(0.5) == "0,50"
    assert words.number(-0.001) == "0,00" and words.number(None) == "–" and words.number(12.5, 0) == "13"
    assert words.percent(0.125) == "13 procent" and words.short_percent(0.005) == "1\N{NO-BREAK SPACE}%"
    assert danish_percent(0.7) == "70 procent" and danish_percent(0.285) == "29 procent"


@pytest.mark.parametrize(
    ("value", "limit", "shown"),
    [(13.5, 14, "13,5"), (13.997, 14, "13,997"), (13.9972, 14, "13,997"), (13.99996, 14, "13,99996"), (0.0, 14, "0")],
)
def test_what_is_under_a_limit_is_seen_to_be(value: float, limit: float, shown: str) -> None:
    assert number_under(value, limit) == shown


def test_what_is_a_millionth_under_a_limit_is_cut() -> None:
    assert number_under(13.99999999, 14) == "13,999999"
