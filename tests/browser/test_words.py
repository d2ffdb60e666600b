"""Every word that a participant meets goes through gettext: in a made-up language nothing of the engine is Danish.

The fictional course is built in it, and everything that is read or read aloud is either in its brackets or stands in
the course's own files: pages, their text without JavaScript, the players in all their states, and what is on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.audit import STATES, roads
from tests.browser.danish import said_in
from tests.browser.served import served
from tests.browser.words import authors_words, built, made, untranslated
from tests.patience import MILLISECONDS
from tests.pseudo import LANGUAGE, spoken

pytestmark = pytest.mark.browser

PLAYED = (
    *("book/forside", "book/tegn", "book/kontakt", "book/mit-forloeb", "notebooks/fjordby", "quizzes/proeve"),
    *("quizzes/udtraek", "book/genopfriskning", "book/cases", "search"),
)
_HEARD = """
const axe = { run: async () => ({ violations: [] }) };
Audit.prototype.fits = () => {};
Audit.prototype.isNew = () => false;
Audit.prototype.listen = function (root) {
  const texts = document.createTreeWalker(root.body ?? root, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { parentElement, textContent } = texts.currentNode;
    if (!parentElement.closest("script, style, template")) this.words.add(textContent);
  }
  for (const element of (root.body ?? root).querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) this.words.add(element.getAttribute(name) ?? "");
  }
};
"""


@pytest.fixture(scope="module")
def fictional_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("opdigtet") / "kursus")


@pytest.fixture(scope="module")
def fictional_site(fictional_course: Path) -> Path:
    return built(fictional_course)


@pytest.fixture(scope="module")
def authors(fictional_course: Path) -> str:
    return authors_words(fictional_course)


@pytest.fixture(scope="module")
def address(fictional_site: Path) -> Iterator[str]:
    with served(fictional_site) as found:
        yield found


def test_no_page_has_a_word_of_the_engine_that_cannot_be_translated(fictional_site: Path, authors: str) -> None:
    pages = sorted(fictional_site.rglob("*.html"))
    said = {path.relative_to(fictional_site).as_posix(): said_in(path.read_text(encoding="utf-8")) for path in pages}
    assert len(pages) >= 14 and sum("⟦" in text for texts in said.values() for text in texts) > 300
    assert {name: found for name, texts in said.items() if (found := untranslated(texts, authors))} == {}
    assert f'lang="{LANGUAGE}"' in (fictional_site / "was/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PLAYED)
def test_no_player_has_one_in_any_state(browser: Browser, address: str, authors: str, name: str) -> None:
    page = browser.new_page(locale="da-DK")
    page.set_default_timeout(MILLISECONDS)
    page.goto(f"{address}/{name}.html")
    with spoken():
        script = f"{roads()}; {STATES}; {_HEARD}; return walkPage({{}});"
    heard = page.evaluate(f"async () => {{ {script} }}")
    page.close()
    assert heard["problems"] == []
    assert untranslated(heard["words"], authors) == []
