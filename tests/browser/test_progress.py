"""»Mit forløb«: what one has practised, what comes back when, and one's own data."""

import json
import re
import shutil
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from icalendar import Calendar
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAGE, Site
from tests.browser.reader import give_code
from tests.conftest import FICTIONAL
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import quiz_payload, vignette_payload
from trekant.course.pages.progress import progress_payload, refresher_payload
from trekant.course.pages.spacing import spacing_table
from trekant.course.store import load_course
from trekant.site.delivery.player_files import put_aside

pytestmark = pytest.mark.browser

DAY_ONE = datetime(2026, 11, 20, 9, 0)
OWN = "/book/mit-forloeb.html"
PRACTICE = "/book/oev.html"
REFRESHER = "/book/genopfriskning.html"


@pytest.fixture(scope="module")
def course(site: Site, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The fictional course's practice, its case and »Mit forløb«, as the site has them; the address."""
    root = tmp_path_factory.mktemp("kursus") / "fictional"
    shutil.copytree(FICTIONAL, root)
    (root / "book/oev.md").write_text("# Øv\n\n:::{quiz} oevelse\n:::\n\n:::{quiz} proeve\n:::\n", encoding="utf-8")
    (root / "book/genopfriskning.md").write_text("# Igen\n\n:::{genopfriskning}\n:::\n", encoding="utf-8")
    found = load_course(root)
    quizzes = [
        quiz_payload(found.quiz(one), found.asked(found.quiz(one)), found.municipality) for one in ("oevelse", "proeve")
    ]
    case = vignette_payload(found.vignette("den-nye-guitar"), found.municipality, found.facts)
    pages = {PRACTICE: quizzes, OWN: [progress_payload(found)], "/notebooks/fjordby.html": [case]}
    pages[REFRESHER] = [refresher_payload(found)]
    look = '<link rel="stylesheet" href="/css/players.css"><link rel="stylesheet" href="/css/progress.css">'
    for name, payloads in pages.items():
        path = site.folder / name.removeprefix("/")
        path.parent.mkdir(exist_ok=True)
        body = put_aside(site.folder, "../", "".join(map(embed, payloads)), OWN.strip("/").removesuffix(".html"))
        text = PAGE.replace('<link rel="stylesheet" href="/css/players.css">', look).replace("{players}", body)
        path.write_text(text, encoding="utf-8")
    return site.address


def press(page: Page, name: str | re.Pattern[str]) -> None:
    page.get_by_role("button", name=name, exact=isinstance(name, str)).click()


def go(page: Page, address: str, day: int = 0) -> Page:
    """Go to a page as many days after the first."""
    page.clock.set_fixed_time(DAY_ONE + timedelta(days=day))
    page.goto(address)
    return page


def open_on(watched, address: str, day: int = 0, **options: object) -> Page:
    return go(watched("about:blank", **options), address, day)


def miss_one_and_know_one(page: Page, course: str) -> None:
    """On the first day: one question wrong and then, told why, right; another one right."""
    go(page, course + PRACTICE)
    quiz = page.locator("#player-oevelse")
    first = quiz.locator(".trk-question").first
    for answer in ("En skarp mening.", "En bevægelse over tid."):
        first.get_by_role("radio", name=answer).check()
        first.get_by_role("button", name="Svar").click()
        if answer == "En skarp mening.":
            first.get_by_role("button", name="Prøv igen").click()
    second = quiz.locator(".trk-question").nth(1)
    second.get_by_role("checkbox", name="Ny frisure.").check()
    second.get_by_role("checkbox", name="En bog om historie.").check()
    second.get_by_role("button", name="Svar").click()


def answer_anything(page: Page) -> None:
    """Answer the question that is asked first; which of the objective's questions that is, is chance."""
    expect(page.get_by_role("heading", name="Spørgsmål 1 af 2")).to_be_focused()
    for choice in page.get_by_role("combobox").all():
        choice.select_option(index=1)
    if page.get_by_role("radio").count():
        page.get_by_role("radio").first.check()
    press(page, "Svar")


def violations(page: Page) -> list[str]:
    """What axe finds, in the light look and in the dark one."""
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        for one in Axe().run(page).response["violations"]:
            found.append(f"{scheme}: {one['id']}: {one['nodes'][0]['html'][:120]}")
    return found


def test_nothing_practised_yet(watched, course: str) -> None:
    page = open_on(watched, course + OWN)
    expect(page.locator(".trk-own")).to_contain_text("Du har ikke øvet dig endnu.")
    expect(page.locator(".trk-own")).to_contain_text("Der er ikke gemt noget om dig i denne browser.")
    expect(page.get_by_role("button", name="Slet alt")).to_have_count(0)
    assert violations(page) == []


def test_what_was_missed_comes_back_the_next_day_and_then_after_growing_gaps(watched, course: str) -> None:
    page = watched("about:blank")
    miss_one_and_know_one(page, course)
    go(page, course + OWN)
    own = page.locator(".trk-own")
    expect(own).to_contain_text("Der er ikke noget, du behøver se igen i dag.")
    expect(own).to_contain_text("I morgen: 1 spørgsmål")
    day, gaps = 1, []
    for _ in range(3):
        go(page, course + OWN, day)
        press(page, "Se spørgsmålet igen")
        expect(page.get_by_role("heading", name="Spørgsmål 1 af 1")).to_be_focused()
        page.get_by_role("radio", name="En bevægelse over tid.").focus()
        page.keyboard.press("Space")
        press(page, "Svar")
        expect(own.get_by_role("status")).to_contain_text("Ja. Det sker skridt for skridt.")
        if day == 1:
            assert violations(page) == []
        expect(page.get_by_role("button", name="Afslut")).to_be_focused()
        page.keyboard.press("Enter")
        expect(own).to_contain_text("Du svarede rigtigt på 1 af 1.")
        press(page, "Tilbage til mit forløb")
        expect(page.get_by_role("heading", name="Se igen nu")).to_be_focused()
        other = page.evaluate("Object.keys(localStorage).find((key) => key.includes('harmloest'))")
        page.evaluate("(key) => localStorage.removeItem(key)", other)  # only the one question is followed
        page.reload()
        coming = own.locator("summary").first.inner_text()
        gaps.append(1 if coming.startswith("I morgen") else int(coming.split()[1]))
        day += gaps[-1]
    assert gaps == sorted(set(gaps)) and gaps[0] > 1
    assert violations(page) == []


def test_what_one_was_sure_of_and_got_wrong_comes_first_until_it_is_right(watched, course: str) -> None:
    page = open_on(watched, course + PRACTICE)
    first = page.locator("#player-oevelse .trk-question").first
    saying = first.get_by_role("group", name="Eller svar, og sig, hvor sikker du er:")
    first.get_by_role("radio", name="En skarp mening.").check()
    page.keyboard.press("Tab")
    expect(first.get_by_role("button", name="Svar", exact=True)).to_be_focused()  # nobody has to pass by the others
    page.keyboard.press("Tab")
    expect(saying.get_by_role("button", name="Sikker")).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_contain_text("Du var sikker. Så er det her værd at læse en gang til.")
    expect(first.get_by_role("button", name="Prøv igen")).to_be_focused()
    expect(saying).to_have_count(0)
    expect(page.locator("#player-proeve .trk-sure")).to_have_count(0)  # a test that is handed in never asks
    page.reload()
    expect(saying).to_have_count(0)

    go(page, course + OWN)
    own = page.locator(".trk-own")
    expect(own.get_by_role("heading").first).to_have_text("Sikker og forkert")
    entry = own.locator("li", has_text="»Fjordbys øvelse«, spørgsmål").first
    ways = entry.get_by_role("link")
    expect(ways).to_have_text(["Gå til spørgsmålet", "Læs »Tegn«"])
    expect(ways.first).to_have_attribute("href", re.compile(r"oev\.html#player-oevelse-1$"))
    expect(own).to_contain_text("Sikker: 0 af 1 svar var rigtigt")
    go(page, course + OWN, 1)
    press(page, "Se spørgsmålet igen")
    page.get_by_role("radio", name="En bevægelse over tid.").check()
    press(page, "Tror det")
    press(page, "Afslut")
    press(page, "Tilbage til mit forløb")
    expect(own.get_by_role("heading").first).to_have_text("Se igen nu")
    expect(own).to_contain_text("Tror det: 1 af 1 svar var rigtigt")


def test_just_good_enough_is_good_and_the_very_day_is_not_too_early(watched, course: str) -> None:
    got = open_on(watched, course + OWN).evaluate(
        """async () => {
            const { standing } = await import("/js/spacing.js");
            const states = [[0, 1, 2], [1, 1, 3], [4, 1, 4], [6, 1, 4], [9, 1, 4]];
            const on = (day, share) => ({ at: new Date((20000 + day + 0.5) * 864e5).toISOString(), share });
            return [[on(0, 0.75)], [on(0, 0.7499)], [on(0, 1), on(4, 1)], [on(0, 1), on(3, 1)]].map((results) => {
                const { due, right } = standing(results, { good: 0.75, states });
                return [due - 20000, right];
            });
        }"""
    )
    assert got == [[4, True], [1, False], [13, True], [4, True]]


def test_the_browser_walks_the_table_as_python_made_it(watched, course: str) -> None:
    """Results on the days something is due, and others too early, which must not count when right."""
    rows = [[True] * 3, [False, True, True], [True, False, False, True, True], [False, False, False, True]]
    table = [[state.days, state.missed, state.right] for state in spacing_table()]
    expected = []
    for row in rows:
        state = 0
        for right in row:
            state = table[state][2 if right else 1]
        expected.append(table[state][0])
    got = open_on(watched, course + OWN).evaluate(
        """async ([rows, states]) => {
            const { dayOf, standing } = await import("/js/spacing.js");
            const noon = (day) => new Date((day + 0.5) * 864e5).toISOString();
            return rows.map((row) => {
              let [day, results] = [20000, []];
              for (const right of row) {
                results.push({ at: noon(day), share: Number(right) });
                const { due } = standing(results, { good: 0.75, states });
                const early = [...results, { at: noon(day), share: 1 }];
                if (standing(early, { good: 0.75, states }).due !== due) throw new Error("too early, and it counted");
                if (due === null) return null;
                [day, row.gap] = [due, due - day];
              }
              return row.gap;
            });
        }""",
        [rows, table],
    )
    assert got == expected


def test_a_result_that_bears_a_date_to_come_blocks_nothing(watched, course: str) -> None:
    """The clock was a year ahead that day. The question is there at once, and then follows what really happened."""
    page = watched("about:blank")
    go(page, course + PRACTICE, 365)
    first = page.locator("#player-oevelse .trk-question").first
    first.get_by_role("radio", name="En bevægelse over tid.").check()
    first.get_by_role("button", name="Svar").click()
    go(page, course + OWN)
    own = page.locator(".trk-own")
    press(page, "Se spørgsmålet igen")
    page.get_by_role("radio", name="En bevægelse over tid.").check()
    press(page, "Svar")
    press(page, "Afslut")
    press(page, "Tilbage til mit forløb")
    expect(own).to_contain_text("Der er ikke noget, du behøver se igen i dag.")
    days = int(own.locator("summary").first.inner_text().split()[1])
    assert 1 < days < 100


def test_two_tabs_with_the_page_leave_each_other_alone(watched, course: str) -> None:
    page = open_on(watched, course + OWN)
    other = page.context.new_page()
    page.evaluate("() => { window.heard = []; addEventListener('storage', ({ key }) => heard.push(key)); }")
    go(other, course + OWN)
    other.evaluate("localStorage.setItem('trekant:view', '\"all\"')")
    page.wait_for_function("() => heard.includes('trekant:view')")
    other.reload()
    expect(other.locator(".trk-own")).to_contain_text("dit valg af, hvordan spørgsmål vises")
    heard = page.evaluate("heard")
    assert len(heard) <= 8, heard


def test_it_says_how_far_one_is_with_tests_cases_and_objectives(watched, course: str) -> None:
    page = watched("about:blank")
    miss_one_and_know_one(page, course)
    go(page, f"{course}/notebooks/fjordby.html")
    press(page, "Start casen")
    answering, told = page.get_by_role("button", name="Svar"), page.get_by_role("link", name="Se dit forløb")
    expect(answering).to_be_visible()
    while answering.count():
        page.locator(".trk-task input").first.check()
        press(page, "Svar")
        press(page, "Videre")
        expect(answering.or_(told)).to_be_visible()
    expect(page.get_by_role("link", name="Se dit forløb, og hvad der er værd at se igen")).to_have_attribute(
        "href", f"..{OWN}"
    )
    go(page, course + OWN)
    own = page.locator(".trk-own")
    expect(own).to_contain_text("Fjordbys øvelse: 2 af 6 besvaret, 1 rigtigt sidst")
    expect(own).to_contain_text("Den nye guitar: spillet til ende én gang")
    expect(own.get_by_role("link", name="Den nye guitar")).to_have_attribute(
        "href", "../notebooks/fjordby.html#player-den-nye-guitar"
    )
    define = own.locator(".trk-objectives > li", has_text="Du kan forklare")
    expect(define).to_contain_text("Rigtige sidst: 0 af 1 spørgsmål.")
    press(page, "Øv dig på målet: Du kan afgøre, hvornår en bekymring skal deles.")
    expect(page.get_by_role("group", name="Hvor meget hjælper det?")).to_be_visible()


def test_a_graded_quiz_shows_no_points(watched, course: str) -> None:
    page = open_on(watched, course + PRACTICE)
    press(page, "Vis alle på én side")
    page.locator("#player-proeve").get_by_role("radio").first.check()
    go(page, course + OWN)
    own = page.locator(".trk-own")
    expect(own).to_contain_text("Fjordbys prøve: begyndt")
    expect(own).to_contain_text("Her står ingen point.")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('result'))") == []
    go(page, course + PRACTICE)
    give_code(page, "hb-042", "Gem min svarfil")
    press(page, "Gem filen alligevel")
    go(page, course + OWN)  # a page cannot know that a file was sent, or even saved
    expect(own).to_contain_text(
        re.compile(r"Fjordbys prøve: svarfil hentet 20\. november kl\. \d\d\.\d\d\. Husk at sende den")
    )
    expect(own).not_to_contain_text("Fjordbys prøve: afleveret")
    go(page, course + PRACTICE)
    press(page, "Jeg har afleveret")
    go(page, course + OWN)
    expect(own).to_contain_text(re.compile(r"Fjordbys prøve: afleveret 20\. november"))
    expect(own).not_to_contain_text(re.compile(r"\d point"))


def test_data_is_taken_along_deleted_and_read_in_again(watched, course: str, tmp_path: Path) -> None:
    page = watched("about:blank")
    miss_one_and_know_one(page, course)
    page.evaluate("localStorage.setItem('theme', 'dark')")
    go(page, course + OWN)
    with page.expect_download() as download:
        press(page, "Hent mine data")
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert file.name == "mit-forloeb-2026-11-20.json"
    assert len(json.loads(file.read_text(encoding="utf-8"))["data"]) == 3

    page.get_by_role("button", name="Slet alt").focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Vil du slette alle dine data?")
    expect(dialog.get_by_role("button", name="Nej, behold")).to_be_focused()
    expect(dialog).to_contain_text("resultater af 2 spørgsmål, svar i 1 øvelse eller test og dit valg af udseende")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Slet alt")).to_be_focused()
    assert page.evaluate("localStorage.length") == 4
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Ja, slet alt").click()
    said = page.get_by_text("Slettet: resultater af 2 spørgsmål, svar i 1 øvelse eller test og dit valg af udseende.")
    expect(said).to_be_focused()
    assert page.evaluate("localStorage.length") == 0

    page.get_by_label("Læs data ind").set_input_files(file)
    expect(page.get_by_text("3 ting er læst ind.")).to_be_focused()
    expect(page.locator(".trk-own")).to_contain_text("I morgen: 1 spørgsmål")
    page.get_by_label("Læs data ind").set_input_files(file)
    expect(page.locator(".trk-own")).to_contain_text("Der var ikke noget i filen, som ikke var her i forvejen.")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "Filen kan ikke læses."),
        ('{"format": "trekant-svar-1"}', "Det er ikke en fil fra Mit forløb."),
        (
            json.dumps({"format": "trekant-forloeb-1", "data": {"trekant:result:question:x:1": 7, "andet": "<b>"}}),
            "Der var ikke noget i filen",
        ),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused(watched, course: str, content: str, said: str) -> None:
    page = open_on(watched, course + OWN)
    page.get_by_label("Læs data ind").set_input_files(
        {"name": "x.json", "mimeType": "application/json", "buffer": content.encode()}
    )
    expect(page.locator(".trk-data")).to_contain_text(said)
    assert page.evaluate("localStorage.length") == 0


def test_a_year_after_one_is_asked_again_and_the_next_year_goes_into_the_calendar(watched, course: str) -> None:
    page = open_on(watched, course + REFRESHER)
    own = page.locator(".trk-own")
    expect(own).to_contain_text("I denne browser er der ikke gemt noget om, hvad du har øvet dig på.")
    miss_one_and_know_one(page, course)
    go(page, course + REFRESHER, 365)
    expect(own).to_contain_text("Casen »Den nye guitar«: den har du ikke spillet")
    expect(own).to_contain_text("1 har du svaret forkert på")
    assert violations(page) == []
    press(page, "Begynd")
    press(page, "Svar på spørgsmålene")
    expect(page.get_by_role("heading", name="Spørgsmål 1 af")).to_be_focused()
    page.get_by_role("radio", name="En bevægelse over tid.").check()  # what was missed comes first
    press(page, "Svar")
    press(page, "Stop her")
    expect(own).to_contain_text(re.compile(r"1 af \d+ besvaret"))
    page.evaluate("""() => {
        const kept = JSON.parse(localStorage.getItem("trekant:refresher:genopfriskning:1"));
        const result = JSON.stringify([{ at: kept.begun, share: 1 }]);
        for (const id of kept.questions) localStorage.setItem(`trekant:result:question:${id}:1`, result);
        localStorage.setItem("trekant:result:case:den-nye-guitar:1", result);
    }""")
    page.reload()
    expect(own.get_by_role("heading").first).to_have_text("Så er det genopfrisket")
    expect(own).to_contain_text("Om et år er det 20. november 2028.")
    assert violations(page) == []
    with page.expect_download() as download:
        press(page, "Læg dagen i min kalender")
    expect(own.get_by_role("status")).to_contain_text("Filen genopfriskning-2028-11-20.ics er hentet.")
    [event] = Calendar.from_ical(Path(download.value.path()).read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date(2028, 11, 20)
    assert str(event["url"]) == course + REFRESHER
    press(page, "Vælg noget andet")
    expect(own.get_by_role("heading").first).to_be_focused()
    expect(page.get_by_role("button", name="Begynd")).to_be_visible()


def test_what_another_tab_notes_is_added_and_shown(watched, course: str) -> None:
    own = open_on(watched, course + OWN)
    expect(own.locator(".trk-own")).to_contain_text("Du har ikke øvet dig endnu.")
    practice = own.context.new_page()
    miss_one_and_know_one(practice, course)
    expect(own.locator(".trk-own")).to_contain_text("I morgen: 1 spørgsmål")
    press(own, "Øv dig på målet: Du ved, hvem du kontakter, og i hvilken rækkefølge.")
    answer_anything(own)
    kept = own.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('trekant:result:')).length")
    assert kept == 3


def test_what_is_being_pressed_is_not_drawn_anew_before_it_is_let_go(watched, course: str) -> None:
    own = open_on(watched, course + OWN)
    own.evaluate("window.heard = new Promise((told) => addEventListener('storage', told, { once: true })), 0")
    own.get_by_role("button", name="Øv dig på målet: Du ved, hvem du kontakter, og i hvilken rækkefølge.").hover()
    own.mouse.down()
    miss_one_and_know_one(own.context.new_page(), course)
    own.evaluate("heard.then(() => 0)")
    own.mouse.up()
    expect(own.get_by_role("heading", name="Spørgsmål 1 af 2")).to_be_focused()


def test_a_browser_that_keeps_nothing_is_told_of(watched, course: str) -> None:
    page = watched("about:blank")
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })")
    go(page, course + OWN)
    expect(page.locator(".trk-own")).to_contain_text("Din browser gemmer ikke noget fra kurset")
    expect(page.get_by_role("button", name="Slet alt")).to_have_count(0)


def test_without_javascript_the_page_says_what_it_would_show(watched, course: str) -> None:
    page = watched(course + OWN, java_script_enabled=False)
    expect(page.get_by_text("Her kan du se dit forløb, og det kræver JavaScript.")).to_be_visible()
    expect(page.get_by_text("Du ved, hvem du kontakter, og i hvilken rækkefølge.")).to_be_visible()


def test_it_fits_a_phone(watched, course: str) -> None:
    page = watched("about:blank", viewport={"width": 320, "height": 700})
    miss_one_and_know_one(page, course)
    go(page, course + OWN, 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        "[...document.querySelectorAll('.trk button, .trk label')].filter(b => b.offsetHeight && b.offsetHeight < 44)"
        ".map(b => b.textContent)"
    )
    assert small == []
