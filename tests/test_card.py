"""The action card: one tagged page, read from afar, with a code that a phone takes to the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdfium2 import PdfDocument

from tests.copied import copied
from trekant.course.contact.action_card import PAPERS, card_data, card_name, qr_code
from trekant.course.store import CourseError, load_course
from trekant.printing.cards import write_cards
from trekant.site.paper import card_html

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)
ADDRESS = "https://kurser.example/bekymret/"
MM = 25.4 / 72
HEIGHT = {"a4": 18, "a6": 8}
"""Millimetres that the figures of a number are high at least. 18 are read at about six metres (3 mm a metre)."""
SMALLEST = 5.5
"""Points of the smallest print."""


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The cards of the course as it is: with no address, so with no code."""
    folder = tmp_path_factory.mktemp("kort")
    write_cards(COURSE, folder)
    return {paper: folder / card_name(paper) for paper in PAPERS}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course that says where it is put."""
    root = copied(tmp_path_factory.mktemp("kursus"))
    config = root / "_config.yml"
    config.write_text(config.read_text(encoding="utf-8").replace('html_baseurl: ""', f'html_baseurl: "{ADDRESS}"'))
    return root


def _drawn(path: Path, dots_a_mm: float = 8) -> Image.Image:
    with closing(PdfDocument(path)) as document:
        assert len(document) == 1
        image: Image.Image = document[0].render(scale=dots_a_mm * MM).to_pil()
        return image


def _words(path: Path) -> str:
    with closing(PdfDocument(path)) as document:
        return " ".join(document[0].get_textpage().get_text_range().split())


def _heights(path: Path, words: str) -> Iterator[float]:
    """How high the letters of the first place of some words are drawn, in millimetres."""
    with closing(PdfDocument(path)) as document:
        text = document[0].get_textpage()
        start = text.get_text_range().index(words)
        for index in range(start, start + len(words)):
            _, bottom, _, top = text.get_charbox(index)
            yield (top - bottom) * MM


@pytest.mark.parametrize("paper", PAPERS)
def test_the_card_is_one_tagged_page_with_every_number(cards: dict[str, Path], paper: str) -> None:
    raw = cards[paper].read_bytes()
    assert b"<pdfaid" in raw or b"<pdfuaid:part>1</pdfuaid:part>" in raw
    assert b"xmpTPg:NPages>1<" in raw
    assert b"/Lang(da)" in raw
    for contact in COURSE.municipality.contacts:
        if contact.tel:
            assert f"(tel:{contact.tel})".encode() in raw


@pytest.mark.parametrize("paper", PAPERS)
def test_the_three_steps_come_first_and_are_read_from_afar(cards: dict[str, Path], paper: str) -> None:
    data, words = card_data(COURSE), _words(cards[paper])
    big = [call["number"] for call in data["calls"]] + [data["other"]["name"]]
    assert [words.index(one) for one in big] == sorted(words.index(one) for one in big)
    for number in big[:2]:
        assert min(_heights(cards[paper], number)) >= HEIGHT[paper]
    last = max(words.index(one) for one in big)
    assert words.index(data["onward"]) > last
    assert all(words.index(one["phone"]) > last for one in data["contacts"])


@pytest.mark.parametrize("paper", PAPERS)
def test_the_smallest_print_can_be_read(cards: dict[str, Path], paper: str) -> None:
    capital = 0.729  # of the size, in DejaVu Sans
    [owner, *_] = COURSE.municipality.name.split()
    assert next(_heights(cards[paper], owner)) / MM / capital >= SMALLEST


def test_what_the_manager_does_is_one_line(cards: dict[str, Path]) -> None:
    onward = card_data(COURSE)["onward"]
    for path in cards.values():
        with closing(PdfDocument(path)) as document:
            assert onward in document[0].get_textpage().get_text_range().splitlines()


@pytest.mark.parametrize("paper", PAPERS)
def test_a_printer_without_colours_can_print_it(cards: dict[str, Path], paper: str) -> None:
    red, green, blue = _drawn(cards[paper], 3).convert("RGB").split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()


def test_what_is_not_known_is_left_out_and_what_is_unsure_said_once(cards: dict[str, Path]) -> None:
    for path in cards.values():
        words = _words(path)
        assert "Tiden står ikke" not in words
        assert len(re.findall("bekræftet", words)) == 1
        assert words.count("Uden for notatet") == 1


@pytest.mark.parametrize("paper", PAPERS)
def test_a_phone_reads_the_way_to_the_guide(published: Path, tmp_path: Path, paper: str) -> None:
    write_cards(load_course(published), tmp_path)
    path = tmp_path / card_name(paper)
    [found] = zxingcpp.read_barcodes(_drawn(path))
    assert found.text == f"{ADDRESS}book/kontakt.html"
    assert b"/Alt" in path.read_bytes() or b"QR-kode" in path.read_bytes()


def test_the_code_stands_on_the_last_sheet_of_every_printout_too(published: Path) -> None:
    html = card_html(load_course(published))
    assert qr_code(load_course(published), "Se trin for trin") in html
    assert 'role="img" aria-label="QR-kode: ' in html
    assert "<svg" not in card_html(COURSE)


def test_without_an_address_there_is_no_code(cards: dict[str, Path]) -> None:
    assert qr_code(COURSE, "x") == ""
    assert all(zxingcpp.read_barcodes(_drawn(path)) == [] for path in cards.values())


def test_a_municipality_whose_rules_ring_nobody_is_told_what_is_missing(tmp_path: Path) -> None:
    root = copied(tmp_path)
    town = root / "assets/municipalities/roedovre.yaml"
    text = town.read_text(encoding="utf-8")
    town.write_text(text.replace('    phone: "112"\n    nationwide: true\n', ""), encoding="utf-8")
    with pytest.raises(CourseError, match=r"mangler et nummer at ringe til.*»phone« i roedovre\.yaml"):
        card_data(load_course(root))
