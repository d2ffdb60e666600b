"""The course with what a municipality fills in, below a path of its server: what every built page says and leads to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from tests.copied import copied, edit
from trekant.cli.site import build_course
from trekant.course.store import load_course
from trekant.site.build import site_folder
from trekant.site.search.finding import rooted

TOWN = "assets/municipalities/roedovre.yaml"
CORRECTIONS = "corrections: {email: rettelser@fjordby.invalid, who: kursets redaktør}\n"
BASE = "https://www.fjordby.invalid/kursus/"
ASKED = [("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"), ("form", "action")]

pytestmark = pytest.mark.slow


QUIZZES = {"graded": "Test", "practice": "Øvelse"}
KINDS = ("Case: ", "Spørgsmål: ", *(f"{kind}: " for kind in QUIZZES.values()))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real course with an address for corrections, built for an address with a path."""
    folder = copied(tmp_path_factory.mktemp("andetsteds"))
    edit(folder / TOWN, ("\ncontacts:\n", f"\n{CORRECTIONS}contacts:\n"))
    edit(folder / "_config.yml", ('html_baseurl: ""', f"html_baseurl: {BASE}"))
    assert build_course(folder)
    return folder


@pytest.fixture(scope="module")
def pages(course: Path) -> dict[str, BeautifulSoup]:
    """Every page with a foot: all but those that only lead to another."""
    site = site_folder(course)
    read = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    found = {
        name: BeautifulSoup(text, "html.parser") for name, text in read.items() if 'http-equiv="refresh"' not in text
    }
    assert len(found) > 30
    return found


def test_every_page_opens_a_mail_that_says_which_page_and_what_stands_on_it(
    course: Path, pages: dict[str, BeautifulSoup]
) -> None:
    loaded = load_course(course)
    several = 0
    for name, page in pages.items():
        [link] = page.select("footer a[href^='mailto:']")
        assert link.get_text() == "Skriv til kursets redaktør"
        mail = urlsplit(str(link["href"]))
        assert mail.path == "rettelser@fjordby.invalid"
        fields = {key: unquote(value) for key, value in (one.split("=") for one in mail.query.split("&"))}
        heading = page.h1.get_text() if page.h1 else ""
        assert fields["subject"] == f"Fejl på siden »{heading}«", name
        cases = [("Case", one) for one in _ids(page, "vignette")]
        quizzes = [(QUIZZES[loaded.quizzes[one].model.use], one) for one in _ids(page, "quiz")]
        questions = [("Spørgsmål", one) for one in _ids(page, "question")]
        several += len(cases) > 1
        told = fields["body"].split("\r\n")
        assert "Skriv ikke om rigtige mennesker." in told
        revisions = {one: loaded_one.model.revision for one, loaded_one in (loaded.vignettes | loaded.quizzes).items()}
        revisions |= {one: question.revision for one, (question, _) in loaded.questions.items()}
        expected = {f"{kind}: {one}, udgave {revisions[one]}" for kind, one in cases + quizzes + questions}
        assert {line for line in told if line.startswith(KINDS)} == expected, name
        assert (f"Adresse: {name}" in told) == (name != "404.html"), name
    assert several > 4


def _ids(page: BeautifulSoup, player: str) -> list[str]:
    return [str(one["id"]).removeprefix("player-") for one in page.select(f"[data-player='{player}']")]


def test_the_sources_name_the_same_address(pages: dict[str, BeautifulSoup]) -> None:
    section = pages["book/kilder.html"].find(id="hvis-noget-er-forkert")
    assert isinstance(section, Tag)
    assert "så giv besked til kursets redaktør på rettelser@fjordby.invalid." in " ".join(section.get_text().split())


def test_all_that_a_page_asks_for_lies_below_the_path(course: Path, pages: dict[str, BeautifulSoup]) -> None:
    site, prefix = site_folder(course), urlsplit(BASE).path
    for name, page in pages.items():
        # the page for a missing one is shown at any address
        for address in [name] if name != "404.html" else [name, "a/b/c", "book/vaek.html"]:
            for link in _asked(page):
                found = urlsplit(urljoin(BASE + address, link))
                assert found.netloc == urlsplit(BASE).netloc and found.path.startswith(prefix), (address, link)
                file = site / unquote(found.path.removeprefix(prefix))
                assert (file / "index.html" if file.is_dir() else file).is_file(), (address, link)


def _asked(page: BeautifulSoup) -> Iterator[str]:
    for tag, attribute in ASKED:
        for one in page.select(f"{tag}[{attribute}]"):
            if not urlsplit(str(one[attribute])).scheme and not str(one[attribute]).startswith("#"):
                yield str(one[attribute])


def test_without_its_styles_no_drawing_of_the_missing_page_fills_the_screen(pages: dict[str, BeautifulSoup]) -> None:
    """Below a path that the configuration does not name, the page finds no styles, and the numbers must be seen."""
    drawings = pages["404.html"].select("svg:not([hidden]):has(use)")
    assert len(drawings) > 4
    assert all(int(str(one["width"])) <= 32 and int(str(one["height"])) <= 32 for one in drawings)


def test_what_is_installed_begins_below_the_path(course: Path) -> None:
    site = site_folder(course)
    manifest = json.loads((site / "manifest.webmanifest").read_text(encoding="utf-8"))
    at = BASE + "manifest.webmanifest"
    assert urljoin(at, manifest["scope"]) == BASE
    for address in [manifest["start_url"], *(icon["src"] for icon in manifest["icons"])]:
        assert (site / urljoin(at, address).removeprefix(BASE)).is_file()


def test_the_missing_page_is_rooted_once() -> None:
    page = '<a href="book/kontakt.html"><a href="mailto:x@fjordby.invalid?subject=a&amp;body=b"><use href="#svg-x">'
    assert rooted(rooted(page, "/kursus/"), "/kursus/") == rooted(page, "/kursus/")
    assert 'href="mailto:' in rooted(page, "/kursus/") and 'href="/kursus/book' in rooted(page, "/kursus/")
