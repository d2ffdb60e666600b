"""The whole course as one PDF: whole, tagged, with numbers that hold, and without a key to a graded quiz."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from pdfua import Severity, validate
from pikepdf import Pdf
from playwright.sync_api import Browser
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject
from pypdfium2 import PdfDocument

from tests.browser.material import ROOT
from tests.browser.paper import fonts_left_out, sheets_of, sticking_out
from trekant.course.store import Course, CourseError
from trekant.printing.pdf import CHROMIUM, show_link, write_pdf
from trekant.printing.whole_course import WholeCourse, parts_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def site(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, in a folder of its own."""
    return Path(shutil.copytree(folder, tmp_path_factory.mktemp("pdf") / "html"))


@pytest.fixture(scope="module")
def pdf(course: Course, site: Path, browser: Browser) -> Path:
    """The PDF; that there is a Chromium to print it, the browser of the other tests has shown."""
    return write_pdf(course, site)


@pytest.fixture(scope="module")
def reader(pdf: Path) -> PdfReader:
    return PdfReader(pdf)


@pytest.fixture(scope="module")
def sheets(pdf: Path) -> list[str]:
    return sheets_of(pdf)


def _elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """The elements of the structure tree, in reading order."""
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"].get_object()]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield element
        if "/K" not in element:
            continue
        kids = element["/K"].get_object()
        for kid in reversed(kids if isinstance(kids, ArrayObject) else [kids]):
            if isinstance(kid.get_object(), DictionaryObject) and kid.get_object().get("/Type") != "/MCR":
                waiting.append(kid.get_object())


@pytest.fixture(scope="module")
def elements(reader: PdfReader) -> list[DictionaryObject]:
    return list(_elements(reader))


def test_the_contents_name_the_page_that_each_page_begins_on(sheets: list[str], course: Course) -> None:
    contents = sheets[1]
    pages = {page: course.pages[page] for part in parts_of(ROOT) for page in part.pages if page in course.pages}
    assert len(pages) > 10
    for title in pages.values():
        listed = re.search(rf"{re.escape(title)} (\d+)", contents)
        assert listed, title
        assert title in sheets[int(listed[1]) - 1]
    last = re.search(r"Handlingskort (\d+)$", re.sub(r" \d+ / \d+$", "", contents))
    assert last and int(last[1]) == len(sheets)


def test_the_card_is_the_last_page(sheets: list[str], course: Course) -> None:
    for contact in course.municipality.contacts:
        assert not contact.phone or contact.phone in sheets[-1]
    assert f"{len(sheets)} / {len(sheets)}" in sheets[-1]


def test_nothing_is_missing_and_nothing_is_cut(pdf: Path, sheets: list[str], site: Path) -> None:
    """Word by word against the pages, as many of each as they have."""
    assert sticking_out(pdf) == []
    words = re.compile(r"[^\W_]+")
    printed = Counter(words.findall(" ".join(re.sub(r" \d+ / \d+$", "", sheet) for sheet in sheets).lower()))
    for page in (page for part in parts_of(ROOT) for page in part.pages):
        soup = BeautifulSoup((site / f"{page}.html").read_text(encoding="utf-8"), "html.parser")
        article = soup.find("article")
        for one in article.select("script, .print-card, svg title, svg desc, .course-pdf, pre"):
            one.decompose()
        asked = Counter(words.findall(article.get_text(" ").lower()))
        short = {word: count for word, count in asked.items() if printed[word] == 0 and len(word) > 3}
        assert len(short) <= len(asked) / 100, f"{page}: {sorted(short)[:20]}"  # words that a line break divides


def _kids(element: DictionaryObject) -> list[DictionaryObject]:
    """What an element holds, without the numbers of content on its own page."""
    kids = element.get("/K", [])
    found = [kid.get_object() for kid in (kids if isinstance(kids, list) else [kids])]
    return [kid for kid in found if isinstance(kid, DictionaryObject)]


def test_it_is_tagged_throughout(reader: PdfReader, elements: list[DictionaryObject]) -> None:
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "da"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert all("/StructParents" in page for page in reader.pages)
    # what goes on over the page's edge belongs to an element of the page before, by a reference of its own
    references = [kid for element in elements for kid in _kids(element) if kid.get("/Type") == "/MCR"]
    tagged = {one.raw_get("/Pg").idnum for one in (*elements, *references) if "/Pg" in one}
    assert tagged == {page.indirect_reference.idnum for page in reader.pages}
    kinds = Counter(element["/S"] for element in elements)
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/LBody", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= set(kinds)
    assert root["/StructTreeRoot"]["/RoleMap"]["/Strong"] == "/Span"


def test_a_checker_of_pdf_ua_finds_no_error(pdf: Path, site: Path) -> None:
    """What it cannot check, and that the file does not claim to be PDF/UA, is not an error to it."""
    for path in (pdf, *site.glob("handlingskort-*.pdf")):
        wrong = [str(found) for found in validate(str(path)).findings if found.severity is Severity.ERROR]
        assert wrong == []


def test_headings_nest_and_figures_have_words(elements: list[DictionaryObject]) -> None:
    levels = [int(one["/S"][2]) for one in elements if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    figures = [one.get("/Alt", "") for one in elements if one["/S"] == "/Figure"]
    assert len(figures) >= 6
    assert all(len(words) > 40 for words in figures)


def test_every_link_has_words_and_leads_somewhere(reader: PdfReader) -> None:
    places = reader.named_destinations
    links = [one.get_object() for page in reader.pages for one in page.annotations or []]
    assert len(links) > 100
    for link in links:
        assert link["/Contents"]
        assert "/StructParent" in link
        if "/Dest" in link:
            assert str(link["/Dest"]) in places
        else:
            assert re.match(r"(tel|mailto):", link["/A"]["/URI"]), link["/A"]


def test_bookmarks_are_the_parts_and_their_pages(reader: PdfReader, course: Course) -> None:
    titles = [one.title for one in reader.outline if not isinstance(one, list)]
    captions = [part.caption for part in parts_of(ROOT) if part.caption]
    assert [title for title in titles if title in captions] == captions
    nested = [
        one.title for below in reader.outline if isinstance(below, list) for one in below if hasattr(one, "title")
    ]
    alone = {course.pages[page] for part in parts_of(ROOT) if not part.caption for page in part.pages}
    assert alone <= set(titles)
    assert set(course.pages.values()) - alone <= set(nested)


def test_title_owner_and_fonts_are_in_it(reader: PdfReader, pdf: Path, course: Course) -> None:
    assert reader.metadata.title == course.settings.model.title
    assert reader.metadata.author == course.municipality.name
    assert reader.xmp_metadata.dc_title == {"x-default": course.settings.model.title}
    number, left_out = fonts_left_out(pdf)
    assert number > 1
    assert left_out == []


def test_three_libraries_read_it_without_complaint(pdf: Path, reader: PdfReader) -> None:
    with Pdf.open(pdf) as opened:
        assert opened.check_pdf_syntax() == []
    with closing(PdfDocument(pdf)) as opened:
        assert opened.is_tagged()
        assert len(opened) == len(reader.pages)
    assert len(PdfReader(pdf, strict=True).pages) > 100


def test_no_key_of_a_graded_quiz_is_in_it(sheets: list[str], course: Course) -> None:
    text = " ".join(sheets)
    for question, bank in course.questions.values():
        if bank.use == "graded":
            task = question.task(course.municipality)
            written = [*getattr(question, "options", ()), *getattr(question, "items", ())]
            told = [one.feedback for one in written if not isinstance(one, str)]
            told += [*getattr(question, "feedback", {}).values(), *task.rubric, task.model or ""]
            for words in told:
                assert len(words) < 25 or " ".join(words.split()) not in text, question.id


def test_the_front_page_links_to_it_while_it_is_there(pdf: Path, site: Path) -> None:
    front = site / "book/forside.html"
    assert f'href="../{pdf.name}"' in front.read_text(encoding="utf-8")
    show_link(site, there=False)
    assert pdf.name not in front.read_text(encoding="utf-8")


def test_without_a_browser_it_says_what_to_do(course: Course, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHROMIUM, "/findes/ikke")
    with pytest.raises(CourseError, match=CHROMIUM):
        write_pdf(course, site)


def test_a_browser_that_fails_is_told_of(
    course: Course, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho i stykker >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv(CHROMIUM, str(broken))
    with pytest.raises(CourseError, match="i stykker"):
        write_pdf(course, site)
    assert not (site / "kursus.html").exists()


def test_a_page_that_is_not_built_is_named(course: Course, site: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(site / "book", tmp_path / "book")).parent
    (folder / "book/trekanten.html").unlink()
    with pytest.raises(CourseError, match=r"book/trekanten\.html"):
        WholeCourse(ROOT, folder, "t", "o", "n")
