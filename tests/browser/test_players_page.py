"""What holds for every player on a page: the fallback, the scores, the accessibility, the look."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PAGE, Site
from tests.browser.material import (
    OPENING,
    ROOT,
    case_data,
    every_kind_case,
    municipality,
    questions,
    quiz_data,
    real_case,
    said,
    words,
)
from trekant.course.cases.vignette import Scene
from trekant.course.pages.embed import embed
from trekant.course.store import load_course
from trekant.course.tasks.authored import Branches
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.single import Choose

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def all_url(site: Site) -> str:
    players = (case_data(real_case()), quiz_data("practice"), quiz_data("graded"))
    return site.put(*players, name="alt.html")


def test_without_javascript_the_text_stands_there(watched, all_url: str) -> None:
    page = watched(all_url, java_script_enabled=False)
    expect(page.get_by_text(OPENING)).to_be_visible()
    expect(page.get_by_text(words("snakken", "spoerg")).first).to_be_visible()
    assert page.locator("details").count() > 5
    expect(page.get_by_text("for at svare skal JavaScript være slået til")).to_be_visible()
    page.get_by_text("Se svaret").first.click()
    expect(page.get_by_text(said("klubben", "video")).first).to_be_visible()


def test_the_text_comes_back_when_a_player_fails(browser, site: Site) -> None:
    page = browser.new_page()
    html = PAGE.replace("{players}", embed(case_data(real_case())).replace('{"player"', "{player"))
    (site.folder / "fejl.html").write_text(html, encoding="utf-8")
    with page.expect_console_message(lambda message: message.type == "error"):
        page.goto(f"{site.address}/fejl.html")
    expect(page.get_by_text(OPENING)).to_be_visible()
    expect(page.locator(".trk")).to_have_count(0)
    page.close()


def test_the_text_comes_back_when_a_player_fails_half_way(browser, site: Site) -> None:
    page = browser.new_page()
    html = PAGE.replace("{players}", embed(case_data(real_case())).replace('"start": "klubben"', '"start": "vaek"'))
    (site.folder / "fejl-midtvejs.html").write_text(html, encoding="utf-8")
    page.goto(f"{site.address}/fejl-midtvejs.html")
    page.get_by_role("button", name="Start casen").click()
    expect(page.get_by_text(OPENING)).to_be_visible()
    page.close()


def test_the_text_comes_when_the_script_never_does(browser, site: Site) -> None:
    page = browser.new_page()
    page.route("**/page.js", lambda route: route.abort())
    # the place of a player that may still come is kept by the stylesheet of every page
    template = PAGE.replace("</head>", '<link rel="stylesheet" href="/css/course.css"></head>')
    page.goto(site.put(case_data(real_case()), name="uden-script.html", template=template))
    text = page.get_by_text(OPENING)
    expect(text).to_be_hidden()
    expect(text).to_be_visible()
    page.close()


def test_print_shows_the_text_and_not_the_player(watched, all_url: str) -> None:
    page = watched(all_url)
    expect(page.locator(".trk").first).to_be_visible()
    expect(page.get_by_text(OPENING)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text(OPENING)).to_be_visible()
    expect(page.locator(".trk").first).to_be_hidden()


def random_answer(task: Task, draw: random.Random) -> Any:
    ids = [option.id for option in task.options]
    if draw.random() < 0.1:
        return draw.choice([None, [], {}, ""])
    match task.kind:
        case "multiple" | "mark":
            return draw.sample(ids, draw.randint(0, len(ids)))
        case "order":
            return draw.sample(ids, len(ids))
        case "rate":
            return {one: draw.randint(1, 4) for one in draw.sample(ids, draw.randint(1, len(ids)))}
        case "text":
            return "tekst"
        case _:
            return draw.choice(ids)


def test_browser_and_python_give_the_same_score(watched, all_url: str) -> None:
    draw = random.Random(7)
    course = load_course(ROOT)
    tasks = {key: one.task(municipality()) for key, one in questions().items()}
    banks = [question for question, bank in course.questions.values() if bank.use == "practice"][:150]
    payload = quiz_data("practice")
    shown = {slot["question"]: slot["task"] for slot in payload["slots"]}
    for question in banks:
        task = question.task(municipality())
        tasks[question.id] = task
        table = {"table": task.table.for_player()} if task.table else {}
        shown[question.id] = {"kind": task.kind, "options": [{"id": o.id} for o in task.options]} | table
    cases = [(key, random_answer(tasks[key], draw)) for key in tasks for _ in range(5 if len(tasks) > 100 else 60)]
    expected = [tasks[key].fraction(answer) for key, answer in cases]
    got = watched(all_url).evaluate(
        """async ([cases, tasks]) => {
            const { fraction } = await import("/js/score.js");
            return cases.map(([id, answer]) => fraction(tasks[id], answer));
        }""",
        [cases, shown],
    )
    assert len(cases) > 300
    wrong = [(case, a, b) for case, a, b in zip(cases, expected, got, strict=True) if a != b]
    assert not wrong


def _next_in_python(scene: Scene, answer: Any, task: Task) -> str:
    if isinstance(scene.decision, Choose):
        return next(option.next for option in scene.decision.options if option.id == answer)
    target = scene.decision.next
    if not isinstance(target, Branches):
        return target
    assert task.table is not None
    return target.after(task.table.fraction(task.parts(answer)), answer if isinstance(answer, str) else "")


def test_browser_and_python_take_the_same_road(watched, all_url: str) -> None:
    draw = random.Random(11)
    course = load_course(ROOT)
    cases = [loaded.model for loaded in course.vignettes.values()] + [every_kind_case()]
    steps, expected = [], []
    for case in cases:
        shown = case_data(case)["scenes"]
        for scene in case.scenes:
            task = scene.task(municipality())
            if task is None:
                continue
            for _ in range(6):
                answer = random_answer(task, draw) or random_answer(task, draw)
                if task.kind.picks == "several":
                    answer = answer or []
                elif not answer:
                    continue
                steps.append([scene.id, shown[scene.id], answer])
                expected.append(_next_in_python(scene, answer, task))
    got = watched(all_url).evaluate(
        """async (steps) => {
            const { decision, follow } = await import("/js/road.js");
            return steps.map(([id, scene, answer]) => follow(scene, decision(id, scene, answer)));
        }""",
        steps,
    )
    assert got == expected


def test_marking_nothing_scores_in_a_case_and_not_in_a_quiz(watched, all_url: str) -> None:
    """Where the half of what there is to leave alone was left alone, that half counts; in a quiz it is no answer."""
    course = load_course(ROOT)
    cases = [loaded.model for loaded in course.vignettes.values()] + [real_case()]
    marks = [
        (scene.id, case_data(case)["scenes"][scene.id], task.fraction([]), task.table.fraction(task.parts([])))
        for case in cases
        for scene in case.scenes
        if (task := scene.task(municipality())) and task.kind.picks == "several" and task.table
    ]
    got = watched(all_url).evaluate(
        """async (marks) => {
            const { decision } = await import("/js/road.js");
            const { fraction } = await import("/js/score.js");
            return marks.map(([id, scene]) => [fraction(scene.task, []), decision(id, scene, []).fraction]);
        }""",
        [mark[:2] for mark in marks],
    )
    assert got == [[in_quiz, in_case] for _, _, in_quiz, in_case in marks]
    assert any(in_case > 0 for _, _, _, in_case in marks)


def test_roles_and_names(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("practice"), name="roller.html"))
    expect(page.locator(".trk")).to_match_aria_snapshot(
        """
        - 'region "Øvelse: En practice-quiz"':
          - heading "En practice-quiz" [level=3]
          - heading "Spørgsmål 1 af 6" [level=4]
          - group "Hvad svarer du om single?":
            - radio "Du tager berta med <i>her</i>."
          - heading "Spørgsmål 2 af 6" [level=4]
          - group "Hvad svarer du om multiple?":
            - checkbox "Du tager dorthe med <i>her</i>."
          - group "Hvad svarer du om order?":
            - list:
              - listitem:
                - button /Flyt op. Du tager/ [disabled]
                - button /Flyt ned. Du tager/
          - group "Hvad svarer du om rate?":
            - group "Du tager hans med <i>her</i>.":
              - radio "Gør det værre"
              - radio "Gør ingen forskel"
              - radio "Hjælper lidt"
              - radio "Hjælper godt"
          - group "Hvad svarer du om contact?":
            - radio "Din leder"
          - group "Hvad svarer du om text?":
            - textbox "Dit svar"
        """
    )
    described = page.evaluate(
        "[...document.querySelectorAll('fieldset[aria-describedby]')]"
        ".map(f => document.getElementById(f.getAttribute('aria-describedby')).textContent)"
    )
    assert described[0] == "Vælg én."
    ids = page.evaluate("[...document.querySelectorAll('.trk [id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_moving_keeps_the_focus_and_is_announced(watched, site: Site) -> None:
    page = watched(site.put(quiz_data("practice"), name="flyt.html"))
    items = page.locator(".trk-order > li")
    last = items.nth(3).get_attribute("data-text")
    button = page.get_by_role("button", name=f"Flyt op: {last}")
    button.focus()
    for place in (3, 2, 1):
        page.keyboard.press("Enter")
        expect(button).to_be_focused()
        expect(page.locator(".trk-kind-order [role=status]")).to_have_text(f"Nu nummer {place} af 4: {last}")
    assert items.nth(0).get_attribute("data-text") == last
    page.keyboard.press("Enter")
    assert items.nth(0).get_attribute("data-text") == last


@pytest.mark.parametrize("width", [320, 375])
def test_no_sideways_scrolling(watched, all_url: str, width: int) -> None:
    page = watched(all_url, viewport={"width": width, "height": 600})
    page.locator(".trk").nth(2).wait_for()

    def widest(page: Page) -> int:
        return page.evaluate("document.documentElement.scrollWidth")

    assert widest(page) <= width
    page.get_by_role("button", name="Start casen").click()
    page.get_by_role("button", name="Svar").first.click()
    assert widest(page) <= width
    small = page.evaluate(
        "[...document.querySelectorAll('.trk button')].filter(b => b.offsetHeight && b.offsetHeight < 44)"
        ".map(b => b.textContent)"
    )
    assert small == []


CONTRASTS = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (color) => {
    const [r, g, b] = color.map((v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const behind = (el) => {
    const color = getComputedStyle(el).backgroundColor;
    return /, 0\\)$/.test(color) ? behind(el.parentElement) : rgb(color);
  };
  return [...document.querySelectorAll(".trk *")]
    .filter((el) => el.offsetHeight && [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
    .map((el) => [ratio(rgb(getComputedStyle(el).color), behind(el)), el.className, el.textContent.slice(0, 30)]);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(watched, all_url: str, scheme: str) -> None:
    page = watched(all_url, color_scheme=scheme)
    page.get_by_role("button", name="Start casen").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Svar").first.click()
    found = page.evaluate(CONTRASTS)
    assert len(found) > 50
    accent = [one for one in found if "trk-tag" in one[1] or "trk-button" in one[1]]
    assert min(found)[0] >= 4.5, min(found)
    assert min(one for one in accent if one[2] not in ("Flyt op", "Flyt ned"))[0] >= 7, sorted(accent)[:3]


def test_two_players_on_a_page_do_not_mix(watched, site: Site) -> None:
    page = watched(site.put(case_data(real_case()), case_data(every_kind_case()), name="to.html"))
    page.get_by_role("region", name="Case: Alle slags").get_by_role("button", name="Start casen").click()
    expect(page.get_by_role("heading", name="Fredag kl. 09.15")).to_be_visible()
    expect(page.get_by_role("heading", name="Den tomme plads", include_hidden=True)).to_have_count(1)
    levels = page.evaluate("[...document.querySelectorAll('.trk .trk-heading')].map(h => h.tagName)")
    assert levels == ["H3", "H3"]
