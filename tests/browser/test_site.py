"""The built site as a reader meets it: Danish, light, quiet, whole, and without a key to a graded quiz."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.browser.audit import large_text
from tests.browser.kinds import every_page
from tests.browser.material import ROOT
from tests.browser.reader import give_code
from tests.styles import style
from trekant.course.quizzes.quiz import draw
from trekant.course.store import Course, load_course
from trekant.players.bundle import bundle
from trekant.players.minify import minified
from trekant.site.delivery.player_files import clear_away

HINTS = ("hint", "hintInCase")
BUDGET = 40_000
"""Bytes that the final test may weigh with one's own draw, gzipped, on a first visit."""


class Visit:
    """A page on a first visit, and all that came with it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.responses: list[Response] = []
        self.said: list[str] = []
        page.on("response", lambda response: self.responses.append(response))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def go(self, name: str) -> Visit:
        self.page.goto(f"{self.address}/{name}", wait_until="networkidle")
        return self


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
    yield Visit(context.new_page(), address)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("name", every_page())
def test_a_page_is_danish_quiet_asks_no_other_host_and_fits_its_window(visit: Visit, name: str) -> None:
    visit.go(name)
    hosts = {urlsplit(response.url).netloc for response in visit.responses if not response.url.startswith("data:")}
    assert hosts == {urlsplit(visit.address).netloc}
    assert all(response.ok for response in visit.responses), [r.url for r in visit.responses if not r.ok]
    assert visit.said == []
    assert visit.page.locator("html").get_attribute("lang") == "da"
    for width, large in ((320, False), (320, True), (1280, True)):
        visit.page.set_viewport_size({"width": width, "height": 700})
        if large:
            large_text(visit.page)
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width, (width, large)


_STYLED = re.compile(r"(?<=\.)[a-z][\w-]*|(?<=\[)data-[\w-]+")
"""The classes and data attributes that a stylesheet names."""


@pytest.mark.parametrize("name", ["players.css", "guide.css", "meeting.css", "progress.css", "search.css"])
def test_no_style_of_what_a_script_shows_is_thrown_away(folder: Path, name: str) -> None:
    source = re.sub(r"/\*.*?\*/", "", style(name).read_text(encoding="utf-8"), flags=re.S)
    [built] = folder.glob(f"_static/v-*/{name}")
    assert set(_STYLED.findall(source)) - set(_STYLED.findall(built.read_text(encoding="utf-8"))) == set()


MEANING = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const told = (rules) => [...rules].flatMap((rule) => [
    rule.selectorText ?? rule.conditionText ?? rule.cssText.split("{")[0],
    ...[...(rule.style ?? [])].map((name) =>
      `${name}: ${rule.style.getPropertyValue(name)} ${rule.style.getPropertyPriority(name)}`),
    ...told(rule.cssRules ?? []),
  ]);
  return told(sheet.cssRules);
}"""
"""What a browser makes of a stylesheet: the selector or condition of each rule, its properties and their values."""


@pytest.mark.browser
@pytest.mark.parametrize(
    "name",
    [
        "palette.css",
        "course.css",
        "figures.css",
        "tables.css",
        "lists.css",
        "print.css",
        "players.css",
        "guide.css",
        "meeting.css",
        "search.css",
    ],
)
def test_a_style_made_small_says_the_same_to_a_browser(visit: Visit, name: str) -> None:
    source = ROOT / "assets" / name if name == "palette.css" else style(name)
    written = source.read_text(encoding="utf-8").replace("background: none;", "background: 0 0;")  # in fewer bytes
    meant, small = (_plain(visit.page.evaluate(MEANING, text)) for text in (written, minified(written, name)))
    assert len(meant) > 20
    assert small == meant


def _plain(told: list[str]) -> list[str]:
    """Without what says nothing: the spaces and zeros of a value with ``var()``, which a browser leaves as they are."""
    return [re.sub(r"\s*([,:/>()+])\s*|\b0(?=\.)", r"\1", one).strip() for one in told]


@pytest.mark.browser
def test_a_module_may_use_any_name_for_its_own(visit: Visit) -> None:
    own = ["m", "here", "theDefault", "whenAsked", "modules"]
    text = f'import {{ one }} from "./one.js";\nconst {", ".join(f"{name} = one" for name in own)};\n'
    modules = {"one.js": "export const one = 1;\n", "new.js": f"{text}globalThis.together = {' + '.join(own)};\n"}
    visit.page.add_script_tag(content=bundle(["new.js"], modules))
    assert visit.page.evaluate("together") == len(own)


@pytest.mark.browser
def test_the_button_for_the_look_shows_the_look_that_is_chosen(browser: Browser, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/book/trekanten.html")
    button = page.locator(".theme-toggle")
    for look in ("auto", "light", "dark"):
        assert [icon.get_attribute("class") for icon in button.locator("svg").all() if icon.is_visible()] == [
            f"icon for-{look}"
        ]
        button.click()
    page.close()


def test_what_the_contents_name_is_a_page_and_nothing_else_is(pages: list[str]) -> None:
    assert (ROOT / "notebooks/for-undervisere.ipynb").is_file(), "the trainers' notebook is what must stay out"
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    named = {f"{name}.html" for name in re.findall(r"(?:file|root): (\S+)", contents)}
    assert {page for page in pages if page.startswith(("book/", "editions/", "notebooks/", "quizzes/"))} == named


def test_links_lead_somewhere(folder: Path, pages: list[str]) -> None:
    broken = []
    for name in pages:
        text = (folder / name).read_text(encoding="utf-8")
        for target in re.findall(r'(?:href|src)="([^"#]+)', text):
            parts = urlsplit(target)
            if parts.scheme in ("tel", "mailto", "data"):
                continue
            assert not parts.netloc, f"{name} points at {target}"
            path = urljoin(f"/{name}", parts.path).lstrip("/").replace("*", "0") or "index.html"
            if not (folder / path).exists():
                broken.append(f"{name}: {target}")
    assert broken == []


def test_the_contact_guide_is_one_click_from_every_page(folder: Path, pages: list[str]) -> None:
    for name in set(pages) - {"index.html"}:  # which only sends the reader on to the front page
        text = (folder / name).read_text(encoding="utf-8")
        assert re.search(
            r'<a[^>]* href="(?:[./]*(?:book/)?kontakt\.html|#)"[^>]*>(?:<[^>]+>)*Hvem kontakter jeg\?', text
        ), name


def test_the_accessibility_statement_is_linked_from_every_foot(folder: Path, pages: list[str]) -> None:
    for name in set(pages) - {"index.html", "was/index.html"}:
        foot = (folder / name).read_text(encoding="utf-8").partition('<footer class="foot">')[2]
        assert re.search(r'href="(?:[./]*(?:book/)?was\.html|#)">Tilgængelighedserklæring<', foot), name


@pytest.mark.browser
def test_the_accessibility_statement_has_a_short_address(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/was")
    visit.page.wait_for_url("**/book/was.html")
    assert visit.page.get_by_text("Udfyldes af kommunen").count() >= 8


def test_no_id_stands_twice_on_a_page(folder: Path, pages: list[str]) -> None:
    for name in pages:
        ids = re.findall(r'<[a-z][^>]*\sid="([^"]+)"', (folder / name).read_text(encoding="utf-8"))
        assert {one for one in ids if ids.count(one) > 1} == set(), name


def test_no_key_of_a_graded_quiz_is_published(folder: Path, course: Course) -> None:
    secrets = {}
    for question, bank in course.questions.values():
        if bank.use != "graded":
            continue
        task = question.task(course.municipality)
        written = [option.feedback for option in getattr(question, "options", ()) if not isinstance(option, str)]
        written += [item.feedback for item in getattr(question, "items", ())]
        written += [*getattr(question, "feedback", {}).values(), *task.rubric, task.model or ""]
        secrets[question.id] = [" ".join(text.split()) for text in written if len(text) > 20]
    assert sum(map(len, secrets.values())) > 200
    published = [
        path for path in folder.rglob("*") if path.suffix in (".html", ".js", ".json", ".txt", ".ipynb", ".yaml")
    ]
    for path in published:
        text = " ".join(path.read_text(encoding="utf-8", errors="replace").split())
        for question_id, words in secrets.items():
            assert not [one for one in words if one in text], f"{path.name} tells the key of {question_id}"


def test_a_graded_quiz_leaves_with_named_fields_only(folder: Path) -> None:
    embedded = re.compile(r'<script type="application/json">(.*?)</script>', re.S)
    texts = [data for path in folder.rglob("*.html") for data in embedded.findall(path.read_text(encoding="utf-8"))]
    texts += [path.read_text(encoding="utf-8") for path in folder.glob("_static/quizzes/*.json")]
    payloads = [payload for payload in map(json.loads, texts) if payload.get("use") == "graded"]
    fixed = [payload for payload in payloads if "slots" in payload and "variants" not in payload]
    drawn = [payload for payload in payloads if "variants" in payload]
    begun = [payload for payload in payloads if "slots" not in payload]
    assert fixed and drawn and begun
    assert not [payload for payload in payloads if "pool" in payload]
    shown = {"player", "id", "revision", "title", "minutes", "use", "intro", "measures", "longestCode"}
    assert all(payload.keys() <= shown for payload in begun)
    tasks = []
    for slot in (slot for payload in fixed + drawn for slot in payload["slots"]):
        assert slot.keys() == {"id", "question", "points", "task"}
        tasks.append(slot["task"])
    for task in tasks:
        assert task.keys() <= {"kind", "prompt", "options", "ratings", "maxLength", "revision", "trace", *HINTS}
        assert all(option.keys() == {"id", "html"} for option in task["options"])


def test_the_way_through_the_course_ends_with_its_one_final_test(folder: Path) -> None:
    """What measures the course is drawn and handed in too, but is no test of the reader."""
    [way] = re.findall(r'<ol class="module-list".*?</ol>', (folder / "book/forside.html").read_text(encoding="utf-8"))
    assert [one for one in re.findall(r'data-done="([^"]+)"', way) if one.startswith("quiz:")] == ["quiz:slutproeve"]


def test_every_fact_has_its_mark_where_the_coverage_page_says(folder: Path, course: Course) -> None:
    sources = (folder / "book/kilder.html").read_text(encoding="utf-8")
    for fact in course.facts:
        targets = re.findall(rf'href="\.\./(book/[a-z-]+\.html)#fakta-{fact}"', sources)
        assert targets, fact
        for target in targets:
            page = (folder / target).read_text(encoding="utf-8")
            assert f'id="fakta-{fact}" data-fact="{fact}"' in page


def test_the_contact_page_has_every_contact_of_the_notat(folder: Path, course: Course) -> None:
    page = (folder / "book/kontakt.html").read_text(encoding="utf-8")
    for contact in course.municipality.contacts:
        assert contact.name in page
        if contact.phone:
            assert f'href="tel:{contact.tel}"' in page
        if contact.email:
            assert contact.email in page
        if contact.hours.known:
            assert contact.hours.in_words() in page


@pytest.mark.browser
def test_without_javascript_cases_quizzes_and_guide_can_be_read(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/notebooks/klub.html")
    assert page.locator(".trekant-fallback").first.is_visible()
    assert page.locator("#player-den-tomme-plads .trekant-fallback").get_by_text("Malthe").first.is_visible()
    page.goto(f"{address}/book/kontakt.html")
    assert page.get_by_role("table").first.is_visible()
    assert page.locator(".trekant-fallback").get_by_text("Din leder kontakter SSP").first.is_visible()
    context.close()


@pytest.mark.browser
def test_figures_are_text_with_a_name_and_a_description(visit: Visit) -> None:
    visit.go("book/trekanten.html")
    figure = visit.page.get_by_role("img", name="Forebyggelsestrekanten")
    assert figure.locator("text", has_text="Indgribende").first.is_visible()
    assert "Kriminalforsorgen" in (figure.locator("desc").text_content() or "")
    assert figure.locator("[style]").count() == 0


@pytest.mark.browser
def test_a_case_is_fetched_when_it_is_started_and_goes_on_after_a_reload(visit: Visit) -> None:
    visit.go("notebooks/klub.html")
    assert not [response for response in visit.responses if "/cases/" in response.url]
    case = visit.page.locator("#player-den-tomme-plads")
    case.get_by_role("button", name="Start casen").click()
    case.get_by_role("checkbox").first.wait_for()
    assert len([response for response in visit.responses if "/cases/den-tomme-plads." in response.url]) == 1
    visit.page.reload()
    case.get_by_role("button", name="Fortsæt, hvor du slap").wait_for()
    assert visit.said == []


@pytest.mark.browser
def test_a_case_that_cannot_be_fetched_can_still_be_read(visit: Visit) -> None:
    visit.page.route("**/cases/**", lambda route: route.abort())
    visit.go("notebooks/klub.html")
    case = visit.page.locator("#player-den-tomme-plads")
    case.get_by_role("button", name="Start casen").click()
    case.locator(".trekant-fallback").wait_for(state="visible")


@pytest.mark.browser
def test_what_was_practised_stands_on_the_readers_own_page(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{address}/book/trekanten.html")
    question = page.locator(".trk-question").first
    question.get_by_role("radio").first.check()
    question.get_by_role("button", name="Svar", exact=True).click()
    page.goto(f"{address}/book/mit-forloeb.html")
    page.get_by_text("1 af 3 besvaret").wait_for()
    assert wrong == []
    context.close()


def _drawn_for(code: str) -> list[str]:
    """The questions of a participant's final test, as a browser calls them."""
    course = load_course(ROOT)
    quiz = course.quiz("slutproeve")
    opaque = quiz.opaque_ids(course.tasks(quiz))
    return [opaque[slot.question].id for slot in draw(quiz, code)]


@pytest.mark.browser
def test_the_final_test_is_fetched_when_the_code_is_there(visit: Visit) -> None:
    visit.go("quizzes/slutproeve.html")
    assert not [response for response in visit.responses if "_static/quizzes/" in response.url]
    expect(visit.page.locator(".trk")).to_contain_text("Alle får deres egne spørgsmål.")
    give_code(visit.page, "hb-042", "Vis mine spørgsmål")
    visit.page.locator(".trk-question").nth(19).wait_for(state="attached")
    [fetched] = [response for response in visit.responses if "_static/quizzes/" in response.url]
    assert sum(len(gzip.compress(response.body(), 9)) for response in visit.responses) <= BUDGET
    assert [slot["question"] for slot in fetched.json()["slots"]] == _drawn_for("hb-042")
    first = visit.page.locator(".trk-question legend").first.inner_text()
    visit.page.reload()
    visit.page.locator(".trk-question").nth(19).wait_for(state="attached")
    assert visit.page.locator(".trk-question legend").first.inner_text() == first
    assert visit.said == []


@pytest.mark.browser
def test_another_code_fetches_another_draw(visit: Visit) -> None:
    visit.go("quizzes/slutproeve.html")
    for code in ("hb-042", "hb-043"):
        give_code(visit.page, code, "Vis mine spørgsmål")
        visit.page.get_by_text(f"Din deltagerkode er {code}.").wait_for()
        last = [response for response in visit.responses if "_static/quizzes/" in response.url][-1]
        assert [slot["question"] for slot in last.json()["slots"]] == _drawn_for(code)
        visit.page.get_by_role("button", name="Skift deltagerkode").click()
    assert visit.said == []


def test_a_page_asks_for_every_data_file_that_is_there(folder: Path) -> None:
    assert len(list((folder / "_static").rglob("*.json"))) > 100
    assert clear_away(folder) == []
