"""No English on any page: text, labels, tooltips, alternative texts, and the words of the players."""

import re
from pathlib import Path

import pytest

from tests.browser.danish import english, said_in, theme_phrases
from tests.browser.material import ROOT
from trekant.players import FOLDER as PLAYERS
from trekant.site.build import build, site_folder

pytestmark = pytest.mark.browser  # beside the other tests that need the built site


@pytest.fixture(scope="module")
def pages() -> dict[str, list[str]]:
    build(ROOT)
    folder = site_folder(ROOT)
    return {
        path.relative_to(folder).as_posix(): said_in(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.html")
    }


def test_the_check_knows_english_when_it_sees_it() -> None:
    html = '<p title="Search this page">Skriv <code>search</code></p><label>Previous</label><p>In [1]:</p>'
    assert english(said_in(html)) == ["Search this page", "Previous", "In [1]:"]
    assert english(["Ring til byen, top", "Hvad står der på siden?"]) == []
    assert {"Search Page", "Table of Contents"} <= theme_phrases()


def test_no_page_has_english(pages: dict[str, list[str]]) -> None:
    assert len(pages) > 25
    found = {name: english(said) for name, said in pages.items()}
    assert {name: texts for name, texts in found.items() if texts} == {}


def test_no_phrase_of_the_theme_is_left(pages: dict[str, list[str]]) -> None:
    phrases = theme_phrases()
    left = {(name, one) for name, said in pages.items() for one in phrases if one in said}
    assert left == set()


@pytest.mark.parametrize("path", sorted(PLAYERS.rglob("*.js")), ids=lambda path: path.name)
def test_the_players_say_nothing_in_english(path: Path) -> None:
    text = re.sub(r"^\s*(//|/?\*).*$", "", path.read_text(encoding="utf-8"), flags=re.M)
    # what is said has a capital or a blank in it; names of classes, events and files have neither
    quoted = re.findall(r"""["`]([^"`\n]*[A-ZÆØÅ ][^"`\n]*)["`]""", text)
    quoted = [re.sub(r"\$\{.*\}|\{\w+\}", "…", one) for one in quoted]  # what is worked out is no text
    said = [one for one in quoted if re.match(r"[A-ZÆØÅ]", one) and " " in one and "Error" not in one]
    assert english(said) == []
