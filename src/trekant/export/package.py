"""The zip: pages, what they load, the launch page and the manifest."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trekant.course.pages.policy import Inline, page_policy, source_of
from trekant.course.store import Course, CourseError
from trekant.course.words import _, language
from trekant.export.final_test import SCRIPT, in_menus, script_of, test_page
from trekant.export.manifest import NAME, SCORM_12, SCORM_2004, Scorm, manifest
from trekant.export.pages import FOLDER, Fitting
from trekant.export.rule import Completion
from trekant.export.selection import Selection, built, listed_pages
from trekant.export.soundness import problems_of
from trekant.export.table import table_of
from trekant.export.whole_file import whole_file
from trekant.players import modules
from trekant.players.bundle import bundle
from trekant.players.minify import minified

LAUNCH = "index.html"
SEARCH = "search"
_INDEX = "_static/search-index.json"
_ASKED_FOR = re.compile(r'\b(?:src|href|data-src|data-later|data-held|data-words)="([^"#?:]+)')
_USES, _SETS = re.compile(r"var\(--([\w-]+)"), re.compile(r"--(?P<name>[\w-]+):[^;}]*;?")
"""What a stylesheet uses of the colours and measures, and where those are set; a colour is made of two that a page has
by light and by dark."""
_HERE = Path(__file__).parent
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day that every file of a package bears: the same course gives the same package."""


@dataclass(frozen=True)
class Package:
    """A package that has been written: where, how many files and bytes, and when one is through with it."""

    path: Path
    files: int
    size: int
    rule: Completion


def write_package(
    course: Course, site: Path, selection: Selection, rule: Completion, to: Path, standard: Scorm = SCORM_12
) -> Package:
    """Write a package of the built site.

    Args:
        course: the course.
        site: the folder of its built site.
        selection: what goes in.
        rule: when one is through.
        to: the zip.
        standard: the SCORM that the platform speaks.

    Raises:
        CourseError: a page is not built, the file cannot be written, or a platform would not take it.
    """
    files = files_of(course, site, selection, rule, standard)
    files[NAME] = manifest(f"trekant-{selection.id}", selection.title, LAUNCH, [*files], standard)
    with whole_file(to) as made:
        _write(made, files)
        if problems := problems_of(made):
            raise CourseError("\n".join(["Pakken er ikke skrevet.", *problems]))
    return Package(to, len(files), to.stat().st_size, rule)


def files_of(course: Course, site: Path, selection: Selection, rule: Completion, standard: Scorm) -> dict[str, bytes]:
    """The files of a package by name, without the manifest."""
    names = [*selection.pages, *([SEARCH] if selection.is_whole else [])]
    fitting = Fitting(frozenset(names), selection.only, _private_page(course), selection.is_whole)
    texts = {page: fitting.fitted(page, text) for page, text in _pages(course, site, selection, rule, names).items()}
    shown = {page: texts[page] for page in selection.pages}
    table = table_of(course, selection, rule, shown, standard)
    files = {f"{page}.html": text.encode() for page, text in texts.items()}
    for name in _loaded(site, texts):
        files[name] = _without_absent(site, selection) if name == _INDEX else (site / name).read_bytes()
    files |= {f"{FOLDER}/{name}": text.encode() for name, text in _scripts(course, selection, rule, standard).items()}
    files[LAUNCH] = _launch_page(selection, rule, table, _styles(course)).encode()
    return files


def _pages(course: Course, site: Path, selection: Selection, rule: Completion, names: list[str]) -> dict[str, str]:
    """The texts of the site's pages, and of the one that only the package has, by name and in their order."""
    test = selection.test
    texts = {page: built(site, page) for page in names if test is None or page != test.page}
    if test is None:
        return texts
    made = test_page(course, test, rule.test or test.quiz, selection, texts)
    texts = in_menus(texts | {test.page: made}, test, selection)
    return {page: texts[page] for page in names}


def _private_page(course: Course) -> str | None:
    """The page that says how long the site keeps what it knows of its readers."""
    texts = {name.removesuffix(".md"): text for name, text in course.texts("book/*.md")}
    return next((page for page in listed_pages(course) if "{frist}`" in texts.get(page, "")), None)


def _loaded(site: Path, texts: dict[str, str]) -> Iterator[str]:
    """What the pages load, now or later, by name."""
    asked = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page), address))
        for page, text in texts.items()
        for address in _ASKED_FOR.findall(text)
    }
    found = {name for name in asked if not name.endswith(".html") and (site / name).is_file()}
    # a script has others by its side, which it fetches by their names
    beside = {posixpath.dirname(name) for name in found if posixpath.dirname(name).startswith("_static/v-")}
    found |= {path.relative_to(site).as_posix() for folder in beside for path in (site / folder).iterdir()}
    if SEARCH in texts:
        found.add(_INDEX)
    yield from sorted(name for name in found if not posixpath.basename(name).startswith("icon-"))


def _without_absent(site: Path, selection: Selection) -> bytes:
    """The index of the search, with what is in the package."""
    index = json.loads((site / _INDEX).read_text(encoding="utf-8"))
    there = {f"{page}.html" for page in selection.pages}
    kept = [one for one in index["entries"] if one["link"].partition("#")[0] in there]
    return json.dumps(index | {"entries": kept}, ensure_ascii=False, separators=(",", ":")).encode()


def _scripts(course: Course, selection: Selection, rule: Completion, standard: Scorm) -> dict[str, str]:
    """The package's own, with no more than what its platform is told, and how."""
    written = modules()
    told = {"scorm2004": standard is SCORM_2004, "interactions": rule.tells_answers or rule.test is not None}
    launch = [f"package/{name}.js" for name in [*(one for one, is_told in told.items() if is_told), "launch"]]
    starts = {"launch.js": launch, "inside.js": ["package/inside.js"]}
    scripts = {name: minified(bundle(start, written), name) for name, start in starts.items()}
    return scripts | ({SCRIPT: script_of(course, selection.test.quiz)} if selection.test else {})


def _styles(course: Course) -> str:
    """The look of the launch page, in the course's colours. It stands in the page, so that nothing waits for it."""
    sheets = (course.root / "assets/palette.css", _HERE / "launch.css")
    colours, look = (minified(one.read_text(encoding="utf-8"), one.name) for one in sheets)
    used = {*_USES.findall(look), "light", "dark"}
    kept = _SETS.sub(lambda found: found[0] if found["name"] in used else "", colours)
    return kept + look


def _launch_page(selection: Selection, rule: Completion, table: dict[str, object], styles: str) -> str:
    data = json.dumps(table, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return Template((_HERE / "launch.html").read_text(encoding="utf-8")).substitute(
        language=language(),
        policy=f"{page_policy(Inline(styles=(source_of(styles),)))}; frame-src 'self'",
        title=escape(selection.title),
        styles=styles,
        scorm=FOLDER,
        before=_("Forrige"),
        after=_("Næste"),
        guide=_("Hvem kontakter jeg?"),
        again=_("Prøv igen"),
        close=_("Gem og luk"),
        asked=_("Hvad bliver gemt?"),
        kept=_kept(rule),
        table=data,
    )


def _kept(rule: Completion) -> str:
    """What the platform gets to know, said to the reader."""
    told = [
        _("Læringsportalen gemmer, hvor langt du er, og hvad du har valgt, så du kan gå videre, hvor du slap."),
        _("Den får også at vide, hvor længe du har været her, og om du er færdig."),
        *([_("Den får dine svar og dit resultat i den afsluttende test.")] if rule.test else []),
        *(
            [_("Den får dit resultat i procent, når du har spillet en case.")]
            if rule.tells_score and not rule.test
            else []
        ),
        *([_("Den får dine svar på øvelserne, og hvordan hver case gik.")] if rule.tells_answers else []),
        _("Det, du skriver med dine egne ord, bliver ikke gemt."),
    ]
    return " ".join(told)


def _write(path: Path, files: dict[str, bytes]) -> None:
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=9) as archive:
        for name in [NAME, *sorted(set(files) - {NAME})]:
            info = ZipInfo(name, _EARLIEST)
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(info, files[name])
