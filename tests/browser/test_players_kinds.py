"""Every kind of task, played from its own examples: what the browser makes of an answer is what Python makes of it."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site
from tests.test_kinds import FJORDBY, payload, task
from trekant.course.tasks.interaction import Kind
from trekant.course.tasks.kinds import KINDS

pytestmark = pytest.mark.browser

PLAY = """async ([task, answer]) => {
  const names = ["task", "score", "feedback", "in-words", "consequence"];
  const all = Object.assign({}, ...await Promise.all(names.map((name) => import(`/js/${name}.js`))));
  const { createTask, fraction, fits, isWhole, settle, explain, inWords, consequence } = all;
  const asked = createTask(task, { answer });
  document.body.replaceChildren(asked.el);
  const read = asked.answer;
  const share = fraction(task, read);
  const text = (nodes) => nodes.map((node) => node.textContent ?? node).join(" ");
  const words = inWords(task, read);
  const followed = task.model ? { said: [] } : consequence(task, read);
  const told = text([...followed.said, followed.comments, followed.rest].filter(Boolean));
  const explained = task.model || share === 1 ? "" : text(explain(createTask(task, { answer }), task));
  const said = text(settle(asked, task)) + asked.el.textContent;
  const open = asked.el.querySelectorAll(":is(input, select, button):enabled, textarea:not([readonly])").length;
  return { read, share, words, told, explained, said, open, whole: isWhole(task, read), fits: fits(task, read) };
}"""
FITS = "async ([task, answer]) => (await import('/js/score.js')).fits(task, answer)"


@pytest.fixture
def page(watched: Any, site: Site) -> Page:
    opened: Page = watched(site.put(payload(KINDS["single"]), name="slags.html"))
    return opened


@pytest.mark.parametrize("kind", KINDS.values())
def test_a_kind_is_drawn_read_scored_and_told_of(page: Page, kind: Kind) -> None:
    example, shown, asked = kind.example(FJORDBY), payload(kind)["slots"][0]["task"], task(kind)
    feedback = [option.feedback.replace("*", "") for option in asked.options]
    for answer in (example.right, example.partly or example.wrong, example.wrong):
        found = page.evaluate(PLAY, [shown, answer])
        assert found["read"] == answer or sorted(asked.parts(found["read"])) == sorted(asked.parts(answer))
        assert found["fits"] and found["whole"] and found["open"] == 0
        share = asked.share(answer)
        assert found["share"] == (None if share is None else pytest.approx(float(share)))
        assert found["words"]
        if kind.by_hand:
            assert asked.model and asked.model in found["said"]
            continue
        assert found["told"]
        assert ("Det rigtige svar" in found["said"]) <= (share != 1)
        assert any(one in found["said"] for one in feedback)
        assert bool(found["explained"]) == (share != 1)
    if not kind.by_hand:  # a text may be kept, however long it is
        assert not page.evaluate(FITS, [shown, example.invalid])


def test_a_kind_that_nobody_knows_leaves_the_text_that_stands_there(browser: Browser, site: Site) -> None:
    url = site.put(payload(KINDS["single"]), name="ukendt.html")
    path = site.folder / "ukendt.html"
    path.write_text(path.read_text(encoding="utf-8").replace('"kind": "single"', '"kind": "gaet"'), encoding="utf-8")
    said: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto(url)
    expect(page.locator(".trekant-started")).to_be_visible()
    expect(page.get_by_text("Vælg én.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.close()
    assert any("gaet" in one for one in said)


def test_pairs_are_found_with_the_keyboard_and_half_of_them_is_half(watched: Any, site: Site) -> None:
    page = watched(site.put(payload(KINDS["match"]), name="par.html"))
    lists = page.get_by_role("combobox")
    lists.first.focus()
    for name in ("lars", "mette"):
        page.get_by_label(f"Du går til {name}.").focus()
        page.keyboard.type("Døren er aaben")
    page.get_by_role("button", name="Svar", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Vælg noget til hver af dem først.")).to_be_visible()
    page.get_by_label("Du går til niels.").focus()
    page.keyboard.type("Døren er aaben")
    page.get_by_role("button", name="Svar", exact=True).press("Enter")
    expect(page.locator(".trk-result").first).to_contain_text("Delvist rigtigt")
    expect(page.locator(".trk-row", has_text="lars")).to_contain_text("Om lars.")
    expect(page.locator(".trk-row", has_text="mette")).to_contain_text("Hører ikke til")
    page.get_by_role("button", name="Prøv igen").click()
    page.get_by_label("Du går til mette.").select_option("Døren er lukket")
    page.get_by_role("button", name="Svar", exact=True).click()
    expect(page.locator(".trk-result").first).to_contain_text(
        "Rigtigt i andet forsøg · Dit første svar gav 0,67 af 1 point."
    )
    expect(page.locator(".trk-result").first).to_contain_text("Du fandt det rigtige til 3 af 3.")
    expect(lists.first).to_be_disabled()
