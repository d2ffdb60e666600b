"""The whole course as one tagged PDF, printed by a Chromium and finished here.

Chromium tags the text, makes the bookmarks and embeds the fonts. What it leaves out is added: page numbers in the
contents, the title, language and owner in the metadata, and words for every link.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from pypdf import PdfReader

from trekant.course.store import Course, CourseError
from trekant.course.words import _
from trekant.printing.pdf_finish import finish
from trekant.printing.whole_course import WholeCourse

PDF = "kursus.pdf"
"""The whole course, beside the site's front page."""
_PLACE = re.compile(r'(<div class="course-pdf">).*?(</div>)', re.DOTALL)
"""Where a page has the link to it."""

CHROMIUM = "TREKANT_CHROMIUM"
"""The environment variable that says which Chromium to use."""

_NAMES = (
    "chromium",
    "chromium-headless-shell",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
)
_LONGEST = 1_800
"""Seconds until printing is taken to hang; it takes ten or so, and some minutes on a slow or loaded machine."""
_PASSES = 4
"""Printings, at most: the second has the numbers, and another is needed only should they have moved a page."""


def find_chromium() -> str | None:
    """The path of a Chromium, Chrome or Edge: TREKANT_CHROMIUM, or one that is installed."""
    wished = os.environ.get(CHROMIUM)
    if wished:
        return shutil.which(wished)
    installed = (path for name in _NAMES if (path := shutil.which(name)))
    return next(installed, None) or next((place for place in _PLACES if Path(place).is_file()), None)


def write_pdf(course: Course, site: Path) -> Path:
    """Print the built site as one PDF, and link to it from the pages that make room for the link.

    Args:
        course: the course, for its title and owner.
        site: the folder of the built site.

    Raises:
        CourseError: there is no Chromium, it fails, or a page is not built.
    """
    chromium = find_chromium()
    if chromium is None:
        raise CourseError(
            "PDF'en bliver lavet med Chromium, Chrome eller Edge, og ingen af dem er fundet. Installer en af dem, "
            f"eller sæt {CHROMIUM} til stien til den."
        )
    title = course.settings.model.title if course.settings else course.municipality.name
    town = course.municipality
    whole = WholeCourse(course.root, site, title, town.name, town.as_of)
    source = site / "kursus.html"  # among the pages, as its styles lie there
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / PDF
        try:
            _print_with_numbers(chromium, whole, source, printed)
        finally:
            source.unlink(missing_ok=True)
        finish(printed, site / PDF, whole)
    show_link(site, there=True)
    return site / PDF


def _print_with_numbers(chromium: str, whole: WholeCourse, source: Path, target: Path) -> None:
    html, numbers = whole.html, dict[str, int]()
    for _pass in range(_PASSES):
        source.write_text(html, encoding="utf-8")
        _print(chromium, source, target)
        found = page_numbers(target, whole.targets)
        if found == numbers:
            return
        numbers, html = found, whole.numbered(found)
    raise CourseError(
        "PDF'ens sidetal falder ikke til ro; prøv igen, og se efter en side, der vipper over et sideskift."
    )


def _print(chromium: str, source: Path, target: Path) -> None:
    with tempfile.TemporaryDirectory() as profile:
        command = [
            chromium,
            "--headless",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={profile}",
            "--no-pdf-header-footer",
            "--generate-pdf-document-outline",
            f"--print-to-pdf={target}",
            source.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # as root it does not run in its own sandbox
        target.unlink(missing_ok=True)
        try:
            done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_LONGEST)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CourseError(f"Chromium ({chromium}) kan ikke lave PDF'en: {error}.") from None
        if done.returncode or not target.is_file():
            last = (done.stderr.strip().splitlines() or ["den sagde ikke hvorfor"])[-1]
            raise CourseError(f"Chromium ({chromium}) kunne ikke lave PDF'en: {last}")


def page_numbers(path: Path, targets: list[str]) -> dict[str, int]:
    """The page, from 1, that each target stands on."""
    reader = PdfReader(path)
    places = reader.named_destinations
    return {target: (reader.get_destination_page_number(places[f"/{target}"]) or 0) + 1 for target in targets}


def take_away(site: Path) -> None:
    """Take away the PDF of the site as it was before: it may say another telephone number than the page."""
    (site / PDF).unlink(missing_ok=True)
    show_link(site, there=False)


def show_link(site: Path, *, there: bool) -> None:
    """Show the link to the PDF of the whole course where a page has room for it, or take it away.

    The PDF is printed from the finished pages, by a browser that a machine may lack, so they cannot know of it before.
    """
    for path in site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        up = "../" * (len(path.relative_to(site).parts) - 1)
        link, what_for = _("Hele kurset som PDF"), _("til at skrive ud eller gemme.")
        words = f'<p><a href="{up}{PDF}">{link}</a> – {what_for}</p>' if there else ""
        changed = _PLACE.sub(rf"\g<1>{words}\g<2>", html)
        if changed != html:
            path.write_text(changed, encoding="utf-8")
