"""A newcomer with a phone who looks for whom to contact: the situations, the taps to their advice, what is read."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

from trekant.course.contact.municipality import Asker, Urgency
from trekant.course.contact.routing import Situation

PHONE = {"viewport": {"width": 375, "height": 667}, "locale": "da-DK", "has_touch": True, "is_mobile": True}
START = "book/forside.html"
STRIP, GUIDE = ".top-contact summary", ".top-contact a:not(.call)"
"""What folds out of the head of every page, and in it the way to the guide."""

CATCH_CALLS = """addEventListener("click", (event) => {
  const call = event.target.closest("a[href^='tel:']");
  if (!call) return;
  event.preventDefault();
  document.documentElement.dataset.called = call.getAttribute("href");
}, true)"""
"""A machine without a telephone notes whom one rang."""

_NEW_WORDS = """() => {
  const words = [];
  const read = (window.alreadyRead ??= new WeakSet());
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const inView = ({ top, bottom, width }) => width > 1 && bottom > 0 && top < innerHeight;
    const shown = walker.currentNode.parentElement.checkVisibility({ visibilityProperty: true });
    if (read.has(walker.currentNode) || !shown || ![...range.getClientRects()].some(inView)) continue;
    read.add(walker.currentNode);
    words.push(...walker.currentNode.data.split(/\\s+/).filter(Boolean));
  }
  return words.length;
}"""
"""How many words have come into view since it was asked last."""


@dataclass(frozen=True)
class Told:
    """A situation as it is described to somebody, and the taps that lead to its advice."""

    words: str
    situation: Situation
    taps: tuple[str, ...]
    most: int
    """How many taps it may take."""


def _choice(label: str) -> str:
    return f"label:has-text('{label}')"


_CONCERNED, _MANAGERS = _choice("Nej, men jeg er bekymret for noget bestemt"), ".trk-guide-manager > summary"
_CALL = ".top-contact .call"

ROADS = {
    "112": Told(
        "En mand står og truer folk med en kniv.",
        Situation(urgency=Urgency.NOW, age=None),
        (STRIP, f"{_CALL}:has-text('Nogen skal komme nu')"),
        2,
    ),
    "114": Told(
        "En borger siger, at han på lørdag vil angribe et møde.",
        Situation(urgency=Urgency.TODAY, age=None),
        (STRIP, f"{_CALL}:has-text('Politiet skal vide det i dag')"),
        2,
    ),
    "a boy of 14": Told(
        "En dreng på 14 år er begyndt at hylde vold og ser ikke sine venner mere.",
        Situation(urgency=Urgency.CONCRETE, age=14),
        (STRIP, GUIDE, _CONCERNED, _choice("Under 16 år"), _MANAGERS),
        5,
    ),
    "a grown-up": Told(
        "En mand på 34 år taler mere og mere om hævn.",
        Situation(urgency=Urgency.CONCRETE, age=34),
        (STRIP, GUIDE, _CONCERNED, _choice("18 år eller derover"), _MANAGERS),
        5,
    ),
    "no manager": Told(
        "Din leder kan ikke nås, eller det er din leder, du er bekymret for.",
        Situation(urgency=Urgency.CONCRETE, age=None),
        (STRIP, GUIDE, _CONCERNED, ".trk-what-if > summary"),
        4,
    ),
    "a citizen": Told(
        "Du er mor til en på 19 år og er bekymret for ham.",
        Situation(asker=Asker.CITIZEN, urgency=Urgency.CONCRETE, age=19),
        (STRIP, GUIDE, ".trk-guide-asker > summary", _choice("Borger"), _CONCERNED, _choice("18 år eller derover")),
        6,
    ),
}


@dataclass
class Newcomer:
    """Reads every screen, swipes until what is looked for is in view, and taps it."""

    page: Page
    taps: int = 0
    swipes: int = 0
    words: int = 0

    def walk(self, address: str, told: Told) -> None:
        """Go from the front page to the advice."""
        self.page.add_init_script(CATCH_CALLS)
        self.page.goto(f"{address}/{START}", wait_until="networkidle")
        for selector in told.taps:
            self._tap(self.page.locator(selector).first)
        self._read()

    def _tap(self, wanted: Locator) -> None:
        wanted.wait_for()
        self._read()
        while not wanted.evaluate("(one) => one.getBoundingClientRect().bottom <= innerHeight"):
            self.page.evaluate("scrollBy({ top: innerHeight * 0.8, behavior: 'instant' })")
            self.swipes += 1
            self._read()
        wanted.tap()
        self.taps += 1
        self.page.wait_for_load_state("networkidle")

    def _read(self) -> None:
        self.words += self.page.evaluate(_NEW_WORDS)
