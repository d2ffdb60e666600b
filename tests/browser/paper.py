"""Reading a printed page back, with libraries and no program: its words, its fonts, and what lies outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from ctypes import c_double
from itertools import groupby
from pathlib import Path
from unicodedata import normalize

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject
from pypdfium2 import PdfDocument, PdfTextPage
from pypdfium2.raw import FPDFText_GetCharOrigin

POINTS_A_MM = 72 / 25.4
LEFT_MM = 17
"""The margin at the sides, as assets/css/print.css has it."""
SLACK = 1.5
"""Points that a letter may reach over the edge of its box."""
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")


def sheets_of(path: Path) -> list[str]:
    """The words of each page in the order they were drawn, with one space between, ligatures as letters."""
    return [" ".join(normalize("NFKC", page.extract_text()).split()) for page in PdfReader(path).pages]


def sticking_out(path: Path) -> list[str]:
    """The words that reach into the margin at the side, where the paper cuts them."""
    out = []
    for number, page in enumerate(_pages(path), start=1):
        edge, width = LEFT_MM * POINTS_A_MM, page.page.get_width()
        for word, left, right in _words(page):
            if left < edge - SLACK or right > width - edge + SLACK:
                out.append(f"side {number}: {word}")
    return out


def fonts_left_out(path: Path) -> tuple[int, list[str]]:
    """How many fonts the file uses, and those it does not carry whole: embedded, a subset, with a map to letters."""
    fonts = {}
    for page in PdfReader(path).pages:
        for font in page["/Resources"].get("/Font", {}).values():
            fonts[_number(font)] = font.get_object()
    return len(fonts), [str(font["/BaseFont"]) for font in fonts.values() if not _is_whole(font)]


def _is_whole(font: DictionaryObject) -> bool:
    if font["/Subtype"] == "/Type3":  # its letters are drawings in the file itself
        return "/ToUnicode" in font
    carrier = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    descriptor = carrier["/FontDescriptor"].get_object()
    subset = str(font["/BaseFont"])[1:].partition("+")[1] == "+"
    return "/ToUnicode" in font and subset and any(kind in descriptor for kind in _EMBEDDED)


def _number(reference: object) -> int:
    return reference.idnum if isinstance(reference, IndirectObject) else id(reference)


def _pages(path: Path) -> Iterator[PdfTextPage]:
    with closing(PdfDocument(path)) as document:
        for page in document:
            with closing(page), closing(page.get_textpage()) as text:
                yield text


def _origin(page: PdfTextPage, index: int) -> float:
    """Where a letter is set. What is drawn may begin before it: the J of some fonts hangs out to the left."""
    left, baseline = c_double(), c_double()
    assert FPDFText_GetCharOrigin(page, index, left, baseline)
    return left.value


def _words(page: PdfTextPage) -> Iterator[tuple[str, float, float]]:
    """Each word with its left and right edge, in points."""
    letters = []
    for index in range(page.count_chars()):
        _, _, right, _ = page.get_charbox(index, loose=True)
        letters.append((page.get_text_range(index, 1), _origin(page, index), right))
    for blank, word in groupby(letters, key=lambda letter: not letter[0].strip() or letter[1] == letter[2]):
        if not blank:
            written, lefts, rights = zip(*word, strict=True)
            yield "".join(written), min(lefts), max(rights)
