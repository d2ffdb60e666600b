"""What authors get wrong, and what they are told: one sentence with file, line and field, and never a traceback.

Each mistake is made in a copy of the fictional course.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from sphinx.application import Sphinx

from tests.fuzz.content import Checker
from trekant.course.checks import check
from trekant.course.checks.files import DIRECTIVES, ROLES
from trekant.course.contact.guide import NOBODY, ages_in_words
from trekant.course.files import MAX_BYTES
from trekant.course.store import load_course
from trekant.site.chapters import directives, roles, statement
from trekant.site.chapters import introductions as opening
from trekant.site.frame import corrections

FICTIONAL = Path(__file__).parent / "fictional"
TOWN = "assets/municipalities/fjordby.yaml"
BANK = "quizzes/banks/oevelse-fjordby.yaml"
CASE = "notebooks/vignettes/den-nye-guitar.yaml"
NEW = "quizzes/banks/ny.yaml"
TEXT_QUESTION = "id: ny\nuse: practice\nquestions:\n  - id: en\n    type: text\n    stem: "

_ENGLISH = re.compile(r"\b(the|should|must|input|value|valid|found|expected|error)\b|Kind\.|datetime|Traceback|<[A-Z]")


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FICTIONAL, tmp_path / "course"))


def told(root: Path) -> list[str]:
    """What ``trekant check`` prints; every line of it is a place and a Danish sentence."""
    lines = [str(problem) for problem in check(load_course(root))]
    for line in lines:
        assert re.match(r"[^:]+:\d+: R\d{3} \S", line) and line.isprintable(), line
        assert not _ENGLISH.search(line), line
    return lines


def put(root: Path, name: str, content: str | bytes) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())


def change(root: Path, name: str, before: str, after: str) -> int:
    """Change a file in one place; the number of the line that it stood on."""
    text = (root / name).read_text(encoding="utf-8")
    assert before in text
    put(root, name, text.replace(before, after, 1))
    return text[: text.index(before)].count("\n") + 1


VALUES = {
    "a date that there is not": ("2026-09-31", 6, "»2026-09-31« er ikke en dato, der findes"),
    "a month that there is not": ("2026-13-01", 6, "er ikke en dato, der findes"),
    "a time zone out of this world": ("2026-01-31T10:00:00+99:99", 6, "er ikke en dato, der findes"),
    "a long number": ("9" * 400, 6, "tallet har 400 tegn"),
    "a number without end": (".inf", 6, "ikke et tal"),
    "what is no number": (".nan", 6, "ikke et tal"),
    "a long word": ("x" * 100_000, 6, "et ord på 100000 tegn er for langt"),
    "a number that is none": ('!!int "abc"', 6, "»!!int« kan ikke bruges"),
    "code": ("!!python/object/apply:os.system [true]", 6, "kan ikke bruges"),
    "a tag": ("!hej der", 6, "»!hej« kan ikke bruges"),
    "an anchor": ("&a hej", 6, "»&a« kan ikke bruges"),
    "an alias": ("*a", 6, "»*a« kan ikke bruges"),
    "deep lists": ("[" * 100_000, 6, "inden i hinanden"),
    "deep fields": ("{a: " * 5_000, 6, "inden i hinanden"),
    "half a character": ('"\\ud800"', 6, "ikke gyldig YAML"),
    "a bell": ('"\\a"', 6, "tegn, der ikke kan vises (U+0007)"),
    "a mark that turns the line": ("hej \u202e der", 6, "tegn, der ikke kan vises (U+202E)"),
    "an open quote": ('"hej', 6, "anførselstegnet bliver ikke lukket"),
    "a colon": ("Hun siger: kom", 6, "der er et kolon for meget"),
    "an open bracket": ("{a: [b}", 6, "komma eller en slutklamme"),
    "a grave accent": ("`hej`", 6, "kan ikke begynde med det tegn"),
    "a list for a name": ("{[a]: b}", 6, "et felt skal have et navn"),
}


@pytest.mark.parametrize("value", VALUES)
def test_a_value_that_cannot_be(value: str, course_folder: Path) -> None:
    written, line, said = VALUES[value]
    put(course_folder, NEW, TEXT_QUESTION + written + "\n")
    (problem,) = told(course_folder)
    assert problem.startswith(f"{NEW}:{line}: ") and said in problem


FILES: dict[str, tuple[str | bytes, int, str]] = {
    "empty": ("", 1, "filen er tom"),
    "a comment": ("# intet\n", 1, "filen er tom"),
    "a list": ("- a\n", 1, "filen skal bestå af felter"),
    "a word": ("hej", 1, "filen skal bestå af felter"),
    "two documents": ("id: ny\n---\nid: ny\n", 2, "nyt dokument"),
    "another coding": ("id: ny\n# æ".encode("latin-1"), 1, "UTF-8"),
    "sixteen bits": ("id: ny".encode("utf-16"), 1, "UTF-8"),
    "a nul": ("id: ny\nuse: \0\n", 2, "U+0000"),
    "a tab before": ("id: ny\nquestions:\n\t- id: en\n", 3, "rykket ind med en tabulator"),
    "a tab inside": ("id: ny\nquestions:\n  - id: en\n  \t  type: text\n", 4, "tabulator"),
    "an invisible end of line": ("id: ny\nuse: practice\u2028", 2, "U+2028"),
    "a field twice": ("id: ny\r\nuse: graded\r\nuse: practice\r\n", 3, "»use« står to gange, først på linje 2"),
    "a merge": ("id: ny\n<<: {use: practice}\n", 2, "»<<« kan ikke bruges"),
    "too large": ("# " + "x" * MAX_BYTES, 1, "over 2 MB"),
    "too many": ("[" + "[]," * 100_000 + "]", 1, "over 50000 felter"),
    "laughs": ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [{'*a,' * 9}]\n" for n in range(9)), 1, "»&a« kan ikke bruges"),
}


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_cannot_be(kind: str, course_folder: Path) -> None:
    content, line, said = FILES[kind]
    put(course_folder, NEW, content)
    (problem,) = told(course_folder)
    assert problem.startswith(f"{NEW}:{line}: ") and said in problem


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_does(line_end: str, course_folder: Path) -> None:
    put(course_folder, NEW, "\ufeffid: ny\nuse: practice\n# en bemærkning\nuze: ja\n".replace("\n", line_end))
    assert f"{NEW}:4: R001 feltet »uze« findes ikke; se stavemåden, eller slet det" in told(course_folder)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


def _dangling(path: Path) -> None:
    path.symlink_to("findes-ikke")


def _forbidden(path: Path) -> None:
    path.write_text("id: ny")
    path.chmod(0)


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a folder": (Path.mkdir, "en mappe og ikke en fil"),
    "a pipe": (os.mkfifo, "ikke en almindelig fil"),
    "a link to itself": (_loop, "går i ring"),
    "a link to nothing": (_dangling, "ikke fører nogen steder hen"),
    "a closed file": (_forbidden, "ikke lov til at læse"),
}


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of another kind")
@pytest.mark.parametrize(
    "name", [NEW, "notebooks/vignettes/ny.yaml", "quizzes/ny.yaml", "book/ny.md", "notebooks/ny.ipynb", "_toc.yml",
             "assets/guide.yaml"]
)  # fmt: skip
@pytest.mark.parametrize("kind", NO_FILES)
def test_what_is_no_file(kind: str, name: str, course_folder: Path) -> None:
    if kind == "a closed file" and os.getuid() == 0:
        pytest.skip("root may read everything")
    make, said = NO_FILES[kind]
    make(course_folder / name)
    assert [problem for problem in told(course_folder) if said not in problem] == []
    assert any(problem.startswith(f"{name}:1: R001 ") for problem in told(course_folder))


NOTEBOOKS = {
    "not JSON": ('{\n"cells": [\n', 3),
    "no notebook": ("[]", 1),
    "no cells": ('{"nbformat": 4, "cells": 3}', 1),
    "deep": ("[" * 100_000, 1),
    "a long number": ("9" * 5_000, 1),
}


@pytest.mark.parametrize("kind", NOTEBOOKS)
def test_a_notebook_that_is_none(kind: str, course_folder: Path) -> None:
    content, line = NOTEBOOKS[kind]
    put(course_folder, "notebooks/ny.ipynb", content)
    (problem,) = told(course_folder)
    assert problem.startswith(f"notebooks/ny.ipynb:{line}: R001 ") and "notesbog" in problem


WEEKS = """\
week: uge
why: x
together: x
weeks: 8
people:
  - rows:
      - seen:
        - {what: x, first: 5, last: 2}
"""

OTHERS = {
    "_toc.yml": ("root: book/tegn\nformat: jb-book\nchapter: []\n", 3, "feltet »chapter« findes ikke"),
    "_config.yml": ("title: x\nsphinx: {config: {html_baseurl: rk.dk}}\n", 2, "»html_baseurl« skal være en adresse"),
    "assets/search.yaml": ("passed_over: []\nsame: 3\n", 2, "»same« skal være en liste"),
    "assets/figures/tegn.yaml": ("title: x\nalt: x\npanels: [{name: x, facts: []}]\n", 3, "feltet »lines« mangler"),
    "assets/figures/uger.yaml": (WEEKS, 8, "»first« er 5 og »last« er 2; skriv den første uge først"),
    "assets/handlingskort.yaml": ("title: x\ntitle: y\n", 2, "»title« står to gange"),
    "assets/notat.yaml": ("title: x\nsections: {a: b}\nfacts: []\n", 2, "skal være et helt tal, ikke »a«"),
    "assets/course.yaml": ("title: x\nmunicipality: fjordby\nobjectives: {defin: x}\n", 3, "kan ikke stå i"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_files(name: str, course_folder: Path) -> None:
    content, line, said = OTHERS[name]
    put(course_folder, name, content)
    assert any(one.startswith(f"{name}:{line}: ") and said in one for one in told(course_folder)), told(course_folder)


FIELDS = [
    (BANK, "type: single", "type: singel", "»singel« kan ikke stå i »type«; skriv single, multiple, order"),
    (BANK, "objective: define", "objective: defin", "»defin« kan ikke stå i »objective«; skriv define, levels"),
    (BANK, "page: book/tegn", "page: tegn.md", "skriv siden som book/navn, uden .md"),
    (TOWN, "checked: 2026-11-01", "checked: i går", "»checked« skal være en dato som 2026-01-31, ikke »i går«"),
    (TOWN, 'from: "08:30"', "from: halv ni", "»from«: »halv ni« er ikke et klokkeslæt"),
    (TOWN, "days: [mandag", "days: [manddag", "»manddag« er ikke en ugedag"),
    (TOWN, "ung: {to: 20}", "ung: {from: 30, to: 20}", "»from« er 30 og »to« er 20"),
    (TOWN, "age: ung", "age: unge", "aldersgruppen »unge« står ikke under »age_groups«"),
    (TOWN, "    - contact: hotline", "    - contact: hotlinie", "kontakten »hotlinie« står ikke under »contacts«"),
    (TOWN, "  - id: hotline", "  - id: infohus", "kontakten »infohus« står to gange"),
    (CASE, "start: ", "start: x", "der er ingen scene »x"),
    (CASE, "next: slut", "next: slud", "der er ingen scene »slud«; ret navnet"),
    (CASE, "wrong: snak", "wrong: snakken", "der er ingen scene »snakken«; ret navnet"),
    (CASE, "- id: snak", "- id: frikvarter", "scenen »frikvarter« står to gange"),
    (CASE, "later: Tre uger senere", "later: Tre uger senere, weekday: fredag", "hverken »weekday« eller »at«"),
    (CASE, "later: Tre uger senere", "weekday: tirsdag", "feltet »at« mangler; en scene har en dag og en tid"),
    (CASE, "{id: slut, later: Tre uger senere", "{id: slut", "En slutning kan have »later« i stedet"),
    (CASE, "hook: Der", "hook: Der" + 90 * "r", "»hook« er for langt; højst 90 tegn"),
    (CASE, "hook: Der", "kinds: [kollega]\nhook: Der", "»kollega« kan ikke stå i »kinds«; skriv colleague"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "said"), FIELDS, ids=[after for _, _, after, _ in FIELDS])
def test_a_field_is_told_on_its_own_line(name: str, before: str, after: str, said: str, course_folder: Path) -> None:
    line = change(course_folder, name, before, after)
    assert any(one.startswith(f"{name}:{line}: R001 ") and said in one for one in told(course_folder)), told(
        course_folder
    )


def test_a_scene_with_a_choice_has_its_own_clock(course_folder: Path) -> None:
    line = change(course_folder, CASE, '    weekday: mandag\n    at: "12:00"\n', "    later: Lidt senere\n")
    assert f"{CASE}:{line}: R001 »later« er til en slutning, men her skal der vælges noget" in told(course_folder)


def test_a_debrief_has_three_lessons_and_two_questions(course_folder: Path) -> None:
    change(course_folder, CASE, "    - Er der ikke noget, så er der ikke noget.\n", "")
    change(course_folder, CASE, "  talk:\n", "  talk:\n    - Og hvad så?\n")
    said = " ".join(told(course_folder))
    assert "»lessons« har for lidt: mindst 3" in said and "»talk« har for meget: højst 2" in said


def test_one_mistake_is_told_once(course_folder: Path) -> None:
    """What refers to a file that cannot be used is not wrong for that."""
    for name in (BANK, CASE, "assets/notat.yaml"):
        copy = course_folder.parent / name.replace("/", "-")
        shutil.copytree(course_folder, copy)
        put(copy, name, (copy / name).read_text(encoding="utf-8") + "\nx: [\n")
        (problem,) = told(copy)
        assert problem.startswith(f"{name}:"), name


def test_what_stands_in_braces_is_what_the_site_knows() -> None:
    """R047 reads pages without the site, so it has lists of its own."""

    class App:
        roles: set[str] = set()
        directives: set[str] = set()

        def add_role(self, name: str, role: object) -> None:
            self.roles.add(name)

        def connect(self, event: str, hook: object) -> None:
            pass

        def add_directive(self, name: str, directive: object) -> None:
            self.directives.add(name)

    for module in (corrections, directives, opening, roles, statement):
        module.register(cast("Sphinx", App()))
    assert App.roles <= ROLES and App.directives <= DIRECTIVES


def test_rules_with_a_gap_are_told_with_every_question_that_falls_into_it(course_folder: Path) -> None:
    change(course_folder, TOWN, "when: {asker: [employee]}", "when: {asker: [employee], urgency: [now, today]}")
    for age in ("ung", "voksen"):
        before = f"when: {{asker: [employee], urgency: [now, today, concrete], age: {age}}}"
        change(course_folder, TOWN, before, before.replace(", concrete", ""))
    rules = {line.split()[1] for line in told(course_folder)}
    assert {"R006", "R010", "R050"} <= rules


SILENT = [
    (BANK, "id: mening", "id: religion", "R040 id'et »religion« står to gange; giv den ene et andet id", 1),
    (BANK, "id: mening", "id: bevaegelse", "R040 id'et »bevaegelse« står to gange", 0),
    (TOWN, "phone: 00 00 00 03", "phone: ring til Lone", "R044 »ring til Lone« i »phone« er ikke et telefonnummer", 0),
    (TOWN, "phone: 00 00 00 03", "phone: 00 00 00 0", "R044 »00 00 00 0« i »phone«", 0),
    (TOWN, "ssp@fjordby.invalid", "sspfjordby.invalid", "R044 »sspfjordby.invalid« i »email« er ikke", 0),
    (TOWN, "rettelser@fjordby.invalid", "kursets postkasse", "R044 »kursets postkasse« i »email« er ikke", 0),
    (TOWN, "https://was.fjordby.invalid", "was.fjordby.invalid", "R044 »was.fjordby.invalid« i »official«", 0),
    (TOWN, "review_by: 2099-11-01", "review_by: 2026-11-02", "R045 »Din leder« skulle være set efter", 0),
    (TOWN, "checked: 2026-11-01", "checked: 2098-11-01", "R045 »checked« er 1. november 2098", 0),
    (TOWN, "review_by: 2099-11-01", "review_by: 2020-11-01", "R045 »review_by« ligger før »checked«", 0),
    (TOWN, "SSP Fjordby arbejder", "(111299 1234) SSP arbejder", "R048 linjen har noget, der ligner et CPR-nummer", 0),
    (CASE, "wrong: snak}", "wrong: snak, chosen: {ssp: snak}}", "R043 »chosen« hører til »kind: contact«", 0),
]  # fmt: skip


@pytest.mark.parametrize(("name", "before", "after", "said", "below"), SILENT, ids=[one[2] for one in SILENT])
def test_what_was_passed_over_in_silence(
    name: str, before: str, after: str, said: str, below: int, course_folder: Path
) -> None:
    line = change(course_folder, name, before, after) + below
    assert any(one.startswith(f"{name}:{line}: {said}") for one in told(course_folder)), told(course_folder)


@pytest.mark.parametrize(
    "phone", ["112", "1813", "116 111", "36 37 77 18", "36377718", "+45 36 37 77 18", "+46 8 123 456"]
)
def test_numbers_that_can_be_rung(phone: str, course_folder: Path) -> None:
    change(course_folder, TOWN, "phone: 00 00 00 03", f'phone: "{phone}"')
    assert told(course_folder) == []


def test_time_alone_does_not_stop_the_building(course_folder: Path) -> None:
    change(course_folder, TOWN, "checked: 2026-11-01\n    review_by: 2099-11-01", "review_by: 2020-11-01")
    course = load_course(course_folder)
    assert check(course) and check(course, reminders=False) == []


def test_one_group_of_all_ages_is_called_so() -> None:
    assert ages_in_words(0, NOBODY) == "Alle aldre"


def test_no_change_of_a_content_file_ends_check(tmp_path: Path) -> None:
    """A share of ``python -m tests.fuzz.content``."""
    checker, generator = Checker(tmp_path / "course"), random.Random(20261128)
    unchanged = checker({})
    assert sum(checker(checker.mutation(generator)) != unchanged for _ in range(60)) > 20
