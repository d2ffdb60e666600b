"""Estimates how long a newcomer with a phone takes from the front page to the right advice, for six situations.

Usage: ``python -m benchmarks.guide`` at the root, after ``trekant build``. The taps and swipes are walked in Chromium
at 375 pixels; the seconds are an estimate by the keystroke-level model (Card, Moran and Newell: The keystroke-level
model for user performance time with interactive systems, Communications of the ACM 23(7), 1980): a mental operator of
1.35 s before each tap, 1.1 s to point, 0.2 s to press and let go; a swipe is pointed and pressed, too. Every word that
comes into view can be read once: at 238 words a minute (Brysbaert: How many words do we read per minute?, Journal of
Memory and Language 109, 2019), and by a slow reader at half of that. Reading all of it is the upper limit; of a page
people read about 28 percent at most (Nielsen: How little do users read?, 2008, on the data of Weinreich and others: Not
quite the average, ACM Transactions on the Web 2(1), 2008). Prints a table; nothing here passes or fails.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.newcomer import PHONE, ROADS, Newcomer
from tests.browser.served import served
from trekant.site.build import site_folder

ROOT = Path(__file__).parents[1]
THINK, POINT, PRESS = 1.35, 1.1, 0.2
"""Seconds."""
WORDS_A_MINUTE = 238
READ = 0.28
"""The share of the words that is read by one who looks for something."""


def seconds(newcomer: Newcomer, pace: float, share: float) -> float:
    """What the model says of a walk; ``pace`` is in words a minute, ``share`` how much of the words is read."""
    acts = newcomer.taps * (THINK + POINT + PRESS) + newcomer.swipes * (POINT + PRESS)
    return acts + 60 * share * newcomer.words / pace


def main() -> None:
    """Walk each road, and print what it takes."""
    print("situation       taps  swipes  words  seconds, looking  looking, slow reader  all words  all, slow reader")
    with served(site_folder(ROOT)) as address, sync_playwright() as driver:
        browser = chromium.launch(driver, str(chromium.find(driver)))
        for name, told in ROADS.items():
            newcomer = Newcomer(browser.new_context(**PHONE).new_page())
            newcomer.walk(address, told)
            looking, slowly, everything, all_slowly = (
                seconds(newcomer, pace, share) for share in (READ, 1) for pace in (WORDS_A_MINUTE, WORDS_A_MINUTE / 2)
            )
            print(
                f"{name:<14}{newcomer.taps:>6}{newcomer.swipes:>8}{newcomer.words:>7}"
                f"{looking:>18.0f}{slowly:>22.0f}{everything:>11.0f}{all_slowly:>18.0f}"
            )
        browser.close()


if __name__ == "__main__":
    main()
