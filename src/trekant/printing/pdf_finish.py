"""What a PDF from Chromium lacks for a reader who uses a screen reader, the keyboard or the bookmarks.

pypdf has no public way to put a new object into a file; its own documentation uses the private one, and so does
:func:`_give_body`. Tried with pypdf 7.1.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    TextStringObject,
)
from pypdf.xmp import XmpInformation

from trekant.course.words import _, language
from trekant.printing.pdf_artifacts import mark_artifacts
from trekant.printing.whole_course import WholeCourse

_ROLES = {"/Strong": "/Span", "/Em": "/Span"}
"""Chromium's tags that only PDF 2.0 has, and what they stand for in 1.7."""
_OPEN_LEVELS = 1
"""Levels of bookmarks that are unfolded at first: the parts. All of them would be some five hundred lines."""


def finish(source: Path, target: Path, whole: WholeCourse) -> None:
    """Add what Chromium leaves out, and write the file.

    The title is shown instead of the file's name, as WCAG's technique PDF18 asks; the links get words (PDF/UA-1,
    7.18.5) and the pages the order of the tags for the tabulator key (7.18.3).
    """
    writer = PdfWriter(clone_from=PdfReader(source))
    writer.metadata = {"/Title": whole.title, "/Author": whole.owner, "/Creator": "trekant"}
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(language())
    root[NameObject("/PageMode")] = NameObject("/UseOutlines")
    shown = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    root[NameObject("/ViewerPreferences")] = shown
    for page in writer.pages:
        _set_apart(page)
        annotations = page.annotations
        if not annotations:
            continue
        page[NameObject("/Tabs")] = NameObject("/S")
        for annotation in annotations:
            link = annotation.get_object()
            assert isinstance(link, DictionaryObject)
            link[NameObject("/Contents")] = TextStringObject(_words_of(link, whole))
    _name_tags(writer)
    _fold_bookmarks(writer)
    _add_xmp(writer, whole)
    writer.pdf_header = "%PDF-1.7"  # pypdf writes 1.3 otherwise, which knows no tags
    writer.write(target)


def _set_apart(page: PageObject) -> None:
    content = page.get_contents()
    assert content is not None  # Chromium writes no page without
    content.set_data(mark_artifacts(content.get_data()))
    page.replace_contents(content.flate_encode())


def _words_of(link: DictionaryObject, whole: WholeCourse) -> str:
    if "/Dest" in link:
        return _("Gå til »{place}«").format(place=whole.words.get(str(link["/Dest"]).lstrip("/"), whole.title))
    action = link["/A"].get_object()
    address = str(action["/URI"]) if isinstance(action, DictionaryObject) and "/URI" in action else ""
    scheme, _colon, rest = address.partition(":")
    return {
        "tel": _("Ring til {short}").format(short=rest),
        "mailto": _("Skriv til {who}").format(who=rest),
    }.get(scheme, address)


def _add_xmp(writer: PdfWriter, whole: WholeCourse) -> None:
    xmp = XmpInformation.create()
    xmp.dc_title = {"x-default": whole.title}
    xmp.dc_creator = [whole.owner]
    xmp.dc_language = ["da"]
    writer.xmp_metadata = xmp
    metadata = writer.root_object["/Metadata"].get_object()
    assert isinstance(metadata, DictionaryObject)  # the stream that was just made, without the two names it must have
    metadata[NameObject("/Type")] = NameObject("/Metadata")
    metadata[NameObject("/Subtype")] = NameObject("/XML")


def _name_tags(writer: PdfWriter) -> None:
    """Give the tags names that PDF 1.7 knows, and the text of a list item its own (PDF/UA-1, 7.6)."""
    tree = writer.root_object["/StructTreeRoot"].get_object()
    assert isinstance(tree, DictionaryObject)
    tree[NameObject("/RoleMap")] = DictionaryObject({NameObject(a): NameObject(b) for a, b in _ROLES.items()})
    waiting = list(_children(tree))
    while waiting:
        element = waiting.pop()
        below = list(_children(element))
        if element.get("/S") == "/LI":
            _give_body(writer, element, [child for child in below if str(child["/S"]) != "/Lbl"])
        waiting += below


def _give_body(writer: PdfWriter, item: DictionaryObject, content: list[DictionaryObject]) -> None:
    if len(content) == 1 and str(content[0]["/S"]) == "/NonStruct":
        content[0][NameObject("/S")] = NameObject("/LBody")
        return
    kids = item["/K"].get_object()
    held = list(kids) if isinstance(kids, ArrayObject) else [item.raw_get("/K")]
    moved = [kid for kid in held if kid.get_object() in content]
    if not moved or any(isinstance(kid, NumberObject) for kid in held):
        return  # text that lies in the item itself would have to be tagged anew
    body = DictionaryObject({NameObject("/Type"): NameObject("/StructElem"), NameObject("/S"): NameObject("/LBody")})
    body[NameObject("/P")] = item.indirect_reference or content[0].raw_get("/P")
    body[NameObject("/K")] = ArrayObject(moved)
    reference = writer._add_object(body)
    for child in content:
        child[NameObject("/P")] = reference
    item[NameObject("/K")] = ArrayObject([*(kid for kid in held if kid not in moved), reference])


def _children(element: DictionaryObject) -> Iterator[DictionaryObject]:
    kids = element["/K"].get_object() if "/K" in element else None
    for kid in kids if isinstance(kids, ArrayObject) else [kids]:
        found = kid.get_object() if isinstance(kid, PdfObject) else None
        if isinstance(found, DictionaryObject) and "/S" in found:
            yield found


def _fold_bookmarks(writer: PdfWriter) -> None:
    outlines = writer.root_object["/Outlines"].get_object()
    assert isinstance(outlines, DictionaryObject)
    outlines[NameObject("/Count")] = NumberObject(_fold(outlines, 0))


def _fold(parent: DictionaryObject, level: int) -> int:
    """Fold what is below a bookmark; returns how many lines of it then show."""
    shown, item = 0, parent.get("/First")
    while item is not None:
        bookmark = item.get_object()
        assert isinstance(bookmark, DictionaryObject)
        below = _fold(bookmark, level + 1)
        folded = level >= _OPEN_LEVELS
        if below:
            bookmark[NameObject("/Count")] = NumberObject(-below if folded else below)
        shown += 1 if folded else 1 + below
        item = bookmark.get("/Next")
    return shown
