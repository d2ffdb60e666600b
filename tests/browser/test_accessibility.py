"""The built course for one who cannot use a mouse, cannot see well, or cannot see at all.

What is crossed with what: every page and every state of every player is handed to axe at 1280 px, with all rules of
WCAG 2.2 A and AA and of best practice. Contrast is measured in light and in dark for everything that is painted in a
new way (it depends on an element's class and state, not on its words). A narrow window cannot change roles or colours,
only how things fit: so 320 px with text at 200 % is tried on a page of each component, for room and size of targets.
``benchmarks/accessibility.py`` has the whole product.
"""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.audit import large_text, places, walk, wide_text
from tests.browser.kinds import every_page
from tests.patience import MILLISECONDS

pytestmark = pytest.mark.browser

Opener = Callable[..., Page]

CASES = [name for name in every_page() if name.startswith("notebooks/")]
ONE_OF_EACH = [
    "book/forside.html",
    "book/trekanten.html",
    "book/kontakt.html",
    "book/underviser.html",
    "book/mit-forloeb.html",
    CASES[-1],
    "quizzes/slutproeve.html",
    "quizzes/ssp-proeve.html",
    "search.html?q=politi",
]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Opener]:
    contexts: list[BrowserContext] = []

    def open_page(name: str, width: int = 1280, **options: object) -> Page:
        viewport = {"width": width, "height": 800}
        context = browser.new_context(**{"locale": "da-DK", "viewport": viewport, **options})
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{address}/{name}", wait_until="networkidle")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", places())
def test_axe_finds_nothing_in_any_state(visit: Opener, name: str) -> None:
    states, problems = walk(visit(name))
    assert problems == []
    assert states >= (20 if name in CASES else 2)


@pytest.mark.slow
@pytest.mark.parametrize("name", ONE_OF_EACH)
def test_every_state_fits_320_px_with_text_at_200_percent(visit: Opener, name: str) -> None:
    page = visit(name, width=320)
    large_text(page)
    wide_text(page)
    _, problems = walk(page, narrow=True)
    assert problems == []


# Keyboard

RECORD = """() => {
  window.stops = [];
  const all = [...document.querySelectorAll("*")];
  addEventListener("focusin", ({ target }) => {
    const seen = target.type === "file" ? target.labels[0] : target; // the label is the button that one sees
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(seen);
    const { width, height } = seen.getBoundingClientRect();
    window.stops.push({
      place: all.indexOf(target), what: target.outerHTML.slice(0, 90), shown: width > 1 && height > 1,
      ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor),
    });
  });
}"""

REACHABLE = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((el) => {
    if (el.disabled || el.tabIndex < 0 || el.type === "hidden") return false;
    if (!el.checkVisibility({ visibilityProperty: true })) return false;
    if (el.type !== "radio") return true;
    return !groups.has(el.name) && groups.add(el.name);
  }).length;
}"""


ROOM_FOR_THE_RING = """(el) => {
  const { outlineWidth, outlineOffset } = getComputedStyle(el);
  const { top, left } = el.getBoundingClientRect();
  return Math.min(top, left) - parseFloat(outlineWidth) - parseFloat(outlineOffset);
}"""


@pytest.mark.parametrize(
    "name", [name if name in ONE_OF_EACH else pytest.param(name, marks=pytest.mark.slow) for name in places()]
)
def test_tab_goes_through_the_page_in_reading_order_and_shows_where_it_is(visit: Opener, name: str) -> None:
    page = visit(name)
    expected = page.evaluate(REACHABLE)
    page.evaluate(RECORD)
    for _ in range(expected):
        page.keyboard.press("Tab")
    stops = page.evaluate("window.stops")
    assert len(stops) == expected, "a trap, or something that cannot be reached"
    assert "skip-to-content" in stops[0]["what"]
    places = [stop["place"] for stop in stops]
    assert places == sorted(places), "the order is not that of the page"
    assert [stop["what"] for stop in stops if not (stop["ring"] and stop["shown"])] == []
    page.keyboard.press("Tab")
    # a trap would keep it, and the wait ends without
    page.wait_for_function("!document.activeElement || document.activeElement.matches('body, .skip-to-content')")


def test_the_skip_link_leads_past_the_menu(visit: Opener) -> None:
    page = visit("book/hvad-er-det.html")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Gå til indholdet")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    assert link.evaluate(ROOM_FOR_THE_RING) >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('article'))")


def test_the_menu_of_a_phone_is_a_button(visit: Opener) -> None:
    page = visit("book/trekanten.html", width=320)
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Menu")
    expect(menu).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Hvem kontakter jeg?")).to_be_visible()
    expect(button).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('#menu'))")
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()


def test_without_javascript_the_menu_of_a_phone_opens_too(visit: Opener) -> None:
    page = visit("book/trekanten.html", width=320, java_script_enabled=False)
    page.get_by_role("link", name="Menu").click()
    expect(page.get_by_role("navigation", name="Menu").get_by_role("link", name="Hvem kontakter jeg?")).to_be_visible()


def test_the_look_is_chosen_by_a_button_that_says_what_it_is(visit: Opener) -> None:
    page = visit("book/trekanten.html", color_scheme="light")
    button = page.locator(".theme-toggle")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    assert button.get_attribute("aria-label") == "Udseende: følger din enhed. Skift"
    for said in ("lyst", "mørkt"):
        button.press("Enter")
        assert button.get_attribute("aria-label") == f"Udseende: {said}. Skift"
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark


# What a screen reader is told


def test_the_frame_of_a_page(visit: Opener) -> None:
    page = visit("book/trekanten.html")
    expect(page.locator("body")).to_match_aria_snapshot(
        """
        - link "Gå til indholdet"
        - banner:
          - link "Når du bliver bekymret"
          - group: Hvem kontakter jeg?
          - 'button "Udseende: følger din enhed. Skift"'
        - navigation "Menu":
          - search
          - list:
            - listitem:
              - group: Begynd
            - listitem:
              - group: Cases for mit arbejde
            - listitem:
              - group: Test
            - listitem:
              - link "Hvem kontakter jeg?"
            - listitem:
              - group: Mere
        - main:
          - heading "Forebyggelsestrekanten" [level=1]
        - contentinfo:
          - paragraph:
            - link "Hvem kontakter jeg?"
          - link "Tilgængelighedserklæring"
        """
    )
    assert page.locator("svg[role=img]").first.get_attribute("aria-labelledby")


def test_a_case_tells_what_is_chosen_and_what_came_of_it(visit: Opener) -> None:
    page = visit("notebooks/klub.html")
    case = page.get_by_role("region", name="Case: Den tomme plads")
    case.get_by_role("button", name="Start casen").click()
    expect(case.get_by_role("heading").first).to_be_focused()
    box = case.get_by_role("checkbox").first
    box.check()
    expect(case).to_match_aria_snapshot(
        """
        - heading [level=3]
        - group:
          - checkbox [checked]
          - checkbox
        - status
        - button "Svar"
        """
    )
    case.get_by_role("button", name="Svar").click()
    expect(case).to_match_aria_snapshot(
        """
        - paragraph:
          - button "Alle cases på siden"
        - heading [level=3]
        - status:
          - paragraph: "/Du markerede én ting/"
          - list:
            - listitem
        - group: Det, du ikke markerede
        - button "Videre"
        - button "Vælg om"
        """
    )
    expect(case.get_by_role("button", name="Videre")).to_be_focused()


def test_a_dialog_before_deleting_is_a_named_group_and_can_be_undone(visit: Opener) -> None:
    page = visit("quizzes/test-hvad-er-det.html")
    quiz = page.locator(".trk")
    quiz.get_by_role("button", name="Vis alle på én side").press("Enter")
    quiz.get_by_role("radio").first.check()
    quiz.get_by_role("button", name="Slet mine svar").press("Enter")
    question = quiz.get_by_role("group", name="Vil du slette alle dine svar her?")
    expect(question.get_by_role("button", name="Nej, behold")).to_be_focused()
    question.get_by_role("button", name="Ja, slet").press("Enter")
    expect(quiz.get_by_text("Dine svar er slettet.")).to_be_visible()
    quiz.get_by_role("button", name="Fortryd").press("Enter")
    expect(quiz.get_by_role("radio").first).to_be_checked()


def test_a_code_that_is_missing_is_said_at_its_field(visit: Opener) -> None:
    page = visit("quizzes/slutproeve.html")
    page.get_by_role("button", name="Vis mine spørgsmål").press("Enter")
    field = page.get_by_role("textbox", name="Deltagerkode")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(
        "Den får du af din leder eller den, der står for kurset. Skriv din deltagerkode først."
    )


def test_the_guide_leads_to_its_answer_and_says_when_it_changes(visit: Opener) -> None:
    page = visit("book/kontakt.html")
    guide = page.locator(".trk")
    guide.get_by_label("Nej, men jeg er bekymret for noget bestemt").check()
    expect(guide.get_by_role("status")).to_have_text("Svaret står herunder: Gå til din leder nu.")
    expect(guide).to_match_aria_snapshot(
        """
        - group: Ansat i kommunen? Ellers skift her
        - group "Haster det?":
          - radio "Ja, nogen skal komme nu. Der er fare"
          - radio "Ja, politiet skal vide det i dag, men ingen er i fare lige nu"
          - radio "Nej, men jeg er bekymret for noget bestemt" [checked]
        - status
        - heading "Det gør du"
        - list:
          - listitem:
            - paragraph: Gå til din leder nu
        - group "Hvor gammel er den, du er bekymret for?":
          - radio "Under 16 år"
        - group: Det gør din leder
        """
    )
    guide.get_by_label("18 år eller derover").check()
    expect(guide.get_by_role("status")).to_have_text("Din leder giver det videre til SSP+ i Jobcentret.")


# The reader's own settings


def test_forced_colours_keep_focus_choice_and_figures(visit: Opener) -> None:
    page = visit("book/trekanten.html", forced_colors="active")
    system = page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("i"));
            const of = (colour) => { probe.style.color = colour; return getComputedStyle(probe).color; };
            return { text: of("CanvasText"), canvas: of("Canvas"), highlight: of("Highlight") };
        }"""
    )
    look = "(el, name) => getComputedStyle(el)[name]"
    figure = page.locator(".course-figure")
    for text in figure.locator("text").all():
        assert text.evaluate(look, "fill") == system["text"]
    assert figure.locator("path[class*=fig-stroke]").first.evaluate(look, "stroke") == system["text"]
    option = page.locator("#player-oev-trekanten .trk-option").first
    option.click()
    assert option.evaluate(look, "outlineColor") == system["highlight"]
    assert option.evaluate(look, "outlineStyle") == "solid"
    link = page.locator(".sidebar-tree a").first
    link.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert link.evaluate(look, "outlineStyle") == "solid"
    here = page.locator(".sidebar-tree .current-page > a")
    assert here.evaluate(look, "borderInlineStartColor") == system["highlight"]


def test_nothing_moves(visit: Opener) -> None:
    page = visit(CASES[0], reduced_motion="reduce")
    page.get_by_role("button", name="Start casen").first.click()
    page.locator(".trk fieldset").first.wait_for()
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((el) => {
            const style = getComputedStyle(el);
            const lasts = style.transitionDuration.split(", ").some((time) => parseFloat(time) > 0);
            const animated = style.animationName !== "none" && el.checkVisibility();
            return lasts || animated || style.scrollBehavior === "smooth";
        }).map((el) => el.outerHTML.slice(0, 80))"""
    )
    assert moving == []
