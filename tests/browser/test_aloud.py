"""»Læs op«: what is read of a page, in which order, and how one stays in command of it, with an engine of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.patience import MILLISECONDS

pytestmark = pytest.mark.browser

ENGINE = """(() => {
  const [said, voices] = [[], []];
  let now = null;
  const tell = (utterance, name) => utterance?.dispatchEvent(new Event(name));
  const engine = {
    said, voices, pending: false, paused: false, cancelled: 0, all: false,
    get speaking() { return now !== null; },
    getVoices: () => voices,
    resume() {},
    cancel() { now = null; engine.cancelled += 1; },
    speak(utterance) {
      if (!utterance.text) return;
      now = utterance;
      said.push(utterance.text);
      engine.rate = utterance.rate;
      setTimeout(() => { tell(utterance, "start"); if (engine.all) engine.finish(); });
    },
    finish() { const one = now; now = null; tell(one, "end"); },
  };
  setInterval(() => tell(now, "boundary"), 200);  // a slow machine is not to be taken for a silent engine
  Object.defineProperty(window, "speechSynthesis", { value: engine });
  window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
  };
})()"""
DANISH = "setTimeout(() => speechSynthesis.voices.push({ lang: 'da-DK', localService: true }), 300)"
ABROAD = "speechSynthesis.voices.push({ lang: 'da-DK', localService: false }, { lang: 'en-US', localService: true })"
MARKED = "[...CSS.highlights.get('trk-aloud') ?? []].map(String)"


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    contexts, said = [], []

    def open_on(name: str, *scripts: str, width: int = 1280) -> Page:
        context = browser.new_context(locale="da-DK", viewport={"width": width, "height": 700})
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type != "error" or said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script("\n".join(scripts))
        page.goto(f"{address}/{name}")
        return page

    yield open_on
    for context in contexts:
        context.close()
    assert said == []


def _press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def _said(page: Page, *, since: int = 0) -> list[str]:
    found: list[str] = page.evaluate("speechSynthesis.said")
    return found[since:]


def _until_said(page: Page, text: str) -> None:
    page.wait_for_function("(text) => speechSynthesis.said.at(-1)?.includes(text)", arg=text)


def _finish(page: Page) -> None:
    """Let the engine come to the end of a sentence, and the next one begin, or the reading stop."""
    before = len(_said(page))
    page.evaluate("speechSynthesis.finish()")
    page.wait_for_function("(before) => speechSynthesis.said.length > before || !speechSynthesis.speaking", arg=before)


def _read_until_it_waits(page: Page) -> None:
    page.evaluate("speechSynthesis.all = true; speechSynthesis.finish()")
    expect(page.get_by_text("Nu er det din tur.")).to_be_visible()
    page.evaluate("speechSynthesis.all = false")


def test_a_page_is_read_from_its_title_to_its_end_and_nothing_else(opened: Callable[..., Page]) -> None:
    page = opened("book/kontakt.html", ENGINE, DANISH, "speechSynthesis.all = true")
    _press(page, "Læs op")
    for _ in range(20):  # it waits where there is something to press
        expect(page.locator(".aloud-said")).not_to_be_empty()
        if page.get_by_text("Der er ikke mere at læse op.").is_visible():
            break
        _press(page, "Læs videre")
    said = _said(page)
    everything = " ".join(said)
    assert said[:3] == ["Hvem kontakter jeg?", "Ring et et to", "Nogen skal komme nu"]
    assert "36, 37, 77, 18" in everything
    for other in ("Menu", "Fejl på siden", "På siden", "Læs op", "Til toppen", "kl.", "SSP"):
        assert other not in everything, other
    assert len(said) == len(set(said)) or len(said) - len(set(said)) < len(said) / 4


def test_the_sentence_is_marked_and_one_stays_in_command(opened: Callable[..., Page]) -> None:
    page = opened("book/trekanten.html", ENGINE, DANISH)
    before = page.locator("article").inner_html()
    _press(page, "Læs op")
    _until_said(page, "Forebyggelsestrekanten")
    assert page.evaluate(MARKED) == ["Forebyggelsestrekanten"]
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    _press(page, "Næste sætning")
    page.wait_for_function("() => speechSynthesis.said.length === 2")
    _press(page, "Forrige sætning")
    _until_said(page, "Forebyggelsestrekanten")
    page.get_by_role("button", name="Pause").press("Enter")
    count = len(_said(page))
    page.get_by_role("button", name="Hastighed: almindelig. Skift").click()
    assert len(_said(page)) == count
    _press(page, "Læs videre")
    page.wait_for_function("(count) => speechSynthesis.said.length > count", arg=count)
    assert page.evaluate("speechSynthesis.rate") == 1.2
    heading = page.locator("article section h2").first
    page.get_by_role("button", name=f"Læs op herfra: {heading.inner_text()}").click()
    _until_said(page, heading.inner_text())
    cancelled = page.evaluate("speechSynthesis.cancelled")
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert page.evaluate("speechSynthesis.cancelled") > cancelled and not page.evaluate("speechSynthesis.speaking")
    page.reload()  # the bar stays for the next page, silent, until it is closed
    expect(page.get_by_role("region", name="Oplæsning")).to_be_visible()
    expect(page.get_by_role("button", name="Hastighed: hurtig. Skift")).to_be_visible()
    assert _said(page) == []
    _press(page, "Luk oplæsning")
    expect(page.get_by_role("button", name="Læs op", exact=True)).to_be_focused()
    assert page.locator("article").inner_html() == before
    assert page.evaluate("localStorage.getItem('trekant:aloud')") is None


def test_a_case_is_read_scene_by_scene_with_its_options_and_what_is_said_to_an_answer(
    opened: Callable[..., Page],
) -> None:
    page = opened("notebooks/begynd-pleje.html", ENGINE, DANISH)
    case = page.locator(".trk")
    expect(case).to_be_visible()
    _press(page, "Læs op")
    _until_said(page, page.locator("h1").inner_text())
    _read_until_it_waits(page)
    case.get_by_role("button", name="Start casen").click()
    _until_said(page, "valg 1")
    _read_until_it_waits(page)
    said = [one[:10] for one in _said(page)]
    places = [said.index(one.inner_text().strip()[:10]) for one in case.locator(".trk-option").all()]
    assert len(places) > 1 and places == sorted(places)
    case.locator("input").first.check()
    case.get_by_role("button", name="Svar", exact=True).click()
    expect(case.locator(".trk-result")).not_to_be_empty()
    _until_said(page, case.locator(".trk-result").inner_text()[:20])
    expect(case.get_by_role("button", name="Læs op herfra: svaret")).to_be_visible()
    _read_until_it_waits(page)
    case.get_by_role("button", name="Videre").click()
    _until_said(page, "valg 2")


def test_without_a_voice_of_the_machine_it_says_how_to_get_one(opened: Callable[..., Page]) -> None:
    page = opened("book/trekanten.html", ENGINE, ABROAD)
    _press(page, "Læs op")
    shown = page.get_by_role("region", name="Oplæsning")
    expect(shown).to_contain_text("ingen dansk stemme")
    for machine in ("Windows 11", "iPhone og iPad", "Android"):
        expect(shown.get_by_text(machine, exact=True)).to_be_visible()
    assert _said(page) == [] and page.evaluate("localStorage.length") == 0
    _press(page, "Luk")
    expect(shown).to_have_count(0)


def test_a_browser_that_cannot_speak_is_not_asked_to(opened: Callable[..., Page]) -> None:
    page = opened("book/trekanten.html", "delete window.speechSynthesis; delete Window.prototype.speechSynthesis")
    assert not page.evaluate("'speechSynthesis' in window")
    expect(page.get_by_role("button", name="Læs op", exact=True)).to_have_count(0)


def test_on_a_phone_the_bar_leaves_the_calls_alone_and_can_be_pressed(opened: Callable[..., Page]) -> None:
    page = opened("book/trekanten.html", ENGINE, DANISH, width=375)
    _press(page, "Læs op")
    bar = page.get_by_role("region", name="Oplæsning")
    expect(bar).to_be_visible()
    for one in bar.get_by_role("button").all():
        box = one.bounding_box()
        assert box and min(box["width"], box["height"]) >= 44, one
    strip, lies = page.locator(".top-contact").bounding_box(), bar.bounding_box()
    assert strip and lies and strip["y"] + strip["height"] <= lies["y"]
    page.locator(".foot").scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    foot, lies = page.locator(".foot").bounding_box(), bar.bounding_box()
    assert foot and lies and foot["y"] + foot["height"] <= lies["y"] + 1
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    violations = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == []
    page.emulate_media(media="print")
    expect(bar).to_be_hidden()
