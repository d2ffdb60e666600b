"""The action card as a PDF: Typst sets it, because it makes tagged PDF that meets PDF/UA-1 and needs no browser."""

from __future__ import annotations

import json
from pathlib import Path

from trekant.course.contact.action_card import PAPERS, card_data, card_name
from trekant.course.store import Course, CourseError

_TEMPLATE = Path(__file__).with_name("action_card.typ")


def write_cards(course: Course, folder: Path) -> list[Path]:
    """Set the card in each paper size; returns the files.

    Raises:
        CourseError: the card's data are missing, or the card cannot be set.
    """
    import matplotlib as mpl  # these two take a second, and the directive that links to the cards needs neither
    import typst

    data = json.dumps(card_data(course), ensure_ascii=False)
    fonts = Path(mpl.get_data_path()) / "fonts/ttf"  # DejaVu Sans: the same on every machine
    written = []
    for paper in PAPERS:
        path = folder / card_name(paper)
        try:
            typst.compile(
                _TEMPLATE,
                output=path,
                font_paths=[fonts],
                ignore_system_fonts=True,
                sys_inputs={"data": data, "paper": paper},
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            raise CourseError(f"Handlingskortet kan ikke sættes: {_TEMPLATE.name}: {error}") from None
        written.append(path)
    return written
