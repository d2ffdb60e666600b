"""Rules on files that only the building of the site reads: pages, notebooks, contents, the texts of figures."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel

from trekant.course.editions.edition import PAGES as EDITION_PAGES
from trekant.course.editions.edition import SETTINGS, TEXTS, EditionSettings, EditionTexts
from trekant.course.files import UnreadableError, text_of
from trekant.course.pages.contents import Contents
from trekant.course.pages.one_tap import one_tap
from trekant.course.source import NOT_PLAIN
from trekant.course.spoken import unspoken
from trekant.course.store import Course, CourseError, Loaded, Problem, load_into, load_source
from trekant.course.writing.texts import TEXT_FILES

PAGES = ("book/*.md", "quizzes/*.md", EDITION_PAGES)
"""Every page in Markdown, those of editions too."""
ABOUT = ("*.md", "deploy/*.md")
"""What is written about the course: for strangers, contributors and the IT department."""

ROLES = frozenset(
    {"notat", "kontakt", "alder", "uden", "frist", "kursus", "was", "ret", "term", "ref", "doc", "math", "sub", "sup"}
)
DIRECTIVES = frozenset(
    {
        *("hovedpunkter", "uden-for-notatet", "figur", "kontakttabel", "daekning", "kontaktguide", "handlingskort"),
        *("kursus-pdf", "regler", "quiz", "forloeb", "modul", "moduler", "lige-nu", "mangler", "hvad-hvis"),
        *("spoergsmaal", "case", "cases", "moedeark", "arbejdsplads", "fortsaet", "undertitel", "genopfriskning"),
        "maanedens-case",
        *("note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "admonition", "seealso"),
        *("glossary", "literalinclude", "code-block", "image", "figure", "table", "list-table", "include", "raw"),
        *("toctree", "contents", "epigraph", "topic", "rubric", "container", "only"),
    }
)
"""What can stand in braces on a page; a test holds these two to what the site knows."""

_DIRECTIVE = re.compile(r"^\s*(?:`{3,}|:{3,}|~{3,})\{([^}\s]*)\}\s*(\S*)")
_ROLE = re.compile(r"(?<!`)\{([a-zA-Z:_-]+)\}`[^`]+`")
_CODE = re.compile(r"``+.+?``+")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})(?!\{)")


def files_readable(course: Course) -> Iterator[Problem]:
    """R001 of the files that ``load_course`` does not need, among them the words of the course's language."""
    if course.settings and (problem := unspoken(course.root, course.settings)):
        yield problem
    for path in course.files(*PAGES, *ABOUT):
        yield from _page(path, path.relative_to(course.root).as_posix())
    for path in course.files("notebooks/*.ipynb"):
        yield from _notebook(path, path.relative_to(course.root).as_posix())
    yield from _other_yaml(course)
    yield from _config(course)


def _page(path: Path, name: str) -> Iterator[Problem]:
    try:
        text = text_of(path)
    except UnreadableError as error:
        yield Problem(name, 1, "R001", str(error))
        return
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        if found := NOT_PLAIN.search(line):
            message = f"linjen har et tegn, der ikke kan vises (U+{ord(found[0]):04X}); slet det"
            yield Problem(name, number, "R001", message)


class _Cell(BaseModel):
    cell_type: str
    source: str | list[str]


class _Notebook(BaseModel):
    nbformat: int
    cells: list[_Cell]


def _notebook(path: Path, name: str) -> Iterator[Problem]:
    mend = "åbn den i JupyterLab, og gem den igen, eller hent den, som den var før"
    try:
        _Notebook.model_validate(json.loads(text_of(path)))
    except UnreadableError as error:
        yield Problem(name, 1, "R001", str(error))
    except json.JSONDecodeError as error:
        yield Problem(name, error.lineno, "R001", f"notesbogen er gået i stykker på denne linje; {mend}")
    except (ValueError, RecursionError):  # pydantic's too
        yield Problem(name, 1, "R001", f"filen er ikke en notesbog; {mend}")


def _other_yaml(course: Course) -> Iterator[Problem]:
    """The texts of figures, card, guide, search and editions; and the examples, which no place of their own reads."""
    apart = Course(course.root)
    read = {f"assets/{name}.yaml" for name in ("course", "notat")}
    for path in course.files("assets/*.yaml", "assets/figures/*.yaml", "assets/examples/*.yaml"):
        name = path.relative_to(course.root).as_posix()
        if name in TEXT_FILES:
            load_into(apart, path, TEXT_FILES[name])
        elif name not in read:
            load_source(apart, path)
    for pattern, model in ((SETTINGS, EditionSettings), (TEXTS, EditionTexts)):
        for path in course.files(pattern):
            load_into(apart, path, model)
    yield from apart.problems


def contents(course: Course) -> Iterator[Problem]:
    """R046, and R001 of the table of contents itself."""
    path = course.root / "_toc.yml"
    if not path.exists() and not path.is_symlink():
        return
    apart = Course(course.root)
    loaded: Loaded[Contents] | None = load_into(apart, path, Contents)
    yield from apart.problems
    for where, named in loaded.model.files() if loaded else ():
        stem = named.removesuffix(".md").removesuffix(".ipynb")
        if not any((course.root / f"{stem}{suffix}").is_file() for suffix in (".md", ".ipynb")):
            message = f"siden »{named}« findes ikke; der er hverken {stem}.md eller {stem}.ipynb"
            yield Problem("_toc.yml", loaded.source.line(where) if loaded else 1, "R046", message)


def _config(course: Course) -> Iterator[Problem]:
    path = course.root / "_config.yml"
    if not path.exists() and not path.is_symlink():
        return
    apart = Course(course.root)
    source = load_source(apart, path)
    yield from apart.problems
    if source is None:
        return
    where = ("sphinx", "config", "html_baseurl")
    data: Any = source.data
    for depth, key in enumerate(where):
        if not isinstance(data, dict):
            named = f"»{where[depth - 1]}«" if depth else "filen"
            yield Problem("_config.yml", source.line(where[:depth]), "R001", f"{named} skal have felter under sig")
            return
        data = data.get(key, "" if depth == 2 else {})
    if data is not None and (not isinstance(data, str) or (data and urlsplit_scheme(data) not in ("http", "https"))):
        message = f"»html_baseurl« skal være en adresse, der begynder med https://, ikke »{data}«"
        yield Problem("_config.yml", source.line(where), "R001", message)


def urlsplit_scheme(address: str) -> str:
    """``https`` of an address with a host; empty for what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return parts.scheme if parts.netloc else ""


def markup(course: Course) -> Iterator[Problem]:
    """R047: what stands in braces on a page is something that the site knows."""
    for name, text in course.texts(*PAGES):
        for number, kind, word, argument in _braces(text):
            if kind == "role" and word not in ROLES:
                yield Problem(name, number, "R047", f"mærket »{{{word}}}« findes ikke; ret navnet")
            elif kind == "directive" and word not in DIRECTIVES:
                yield Problem(name, number, "R047", f"»{{{word}}}« findes ikke; ret navnet")
            elif word == "quiz" and argument not in course.quizzes and not course.unread("quizzes"):
                yield Problem(name, number, "R047", f"testen »{argument}« findes ikke; der er ingen fil til den")
            elif word == "quiz" and argument in course.quizzes and course.quiz(argument).use == "package":
                message = f"testen »{argument}« er kun til pakken og kan ikke stå på en side; slet linjen"
                yield Problem(name, number, "R047", message)
            elif word == "spoergsmaal" and not course.unread("quizzes/banks"):
                try:
                    one_tap(course, argument)
                except CourseError as error:
                    yield Problem(name, number, "R047", str(error)[0].lower() + str(error)[1:].rstrip("."))
            elif word == "case" and argument not in course.vignettes and not course.unread("notebooks/vignettes"):
                yield Problem(name, number, "R047", f"casen »{argument}« findes ikke; der er ingen fil til den")


def _braces(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Every directive and role outside code, as (line, kind, name, argument)."""
    code = ""
    for number, line in enumerate(text.splitlines(), start=1):
        fence = _FENCE.match(line)
        if code:
            code = "" if fence and fence[1].startswith(code) and line.strip() == fence[1] else code
            continue
        if found := _DIRECTIVE.match(line):
            if found[1] in ("literalinclude", "code-block", "raw"):
                code = re.match(r"\s*([`:~]+)", line)[1] if line.lstrip()[0] in "`~" else ""  # type: ignore[index]
            yield number, "directive", found[1], found[2]
        elif fence:
            code = fence[1]
        else:
            for role in _ROLE.finditer(_CODE.sub("", line)):
                yield number, "role", role[1], ""
