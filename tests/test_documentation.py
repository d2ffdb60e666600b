"""Whatever one can type or set stands in a document, and what stands there can be typed and set."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tests.copied import ROOT, copied
from tests.documents import DOCUMENTS, HANDBOOKS, blocks, code, units, written
from trekant.cli import main
from trekant.course.checks import RULES
from trekant.course.facts import CourseSettings
from trekant.course.pages.policy import FRAMING
from trekant.course.people.retention import Retention
from trekant.reports.effect.page import COLUMNS
from trekant.reports.tables import HEADS
from trekant.site.chapters.directives import RulesDirective


def _commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{above}{name} ")
        else:
            yield above + name, command


COMMANDS = dict(_commands(main))
OPTIONS = {
    (name, max(parameter.opts, key=len))
    for name, command in COMMANDS.items()
    for parameter in command.params
    if isinstance(parameter, click.Option)
}


def _typed(line: str) -> list[str]:
    """What follows ``trekant`` where a line is that command; nothing in any other line."""
    found = re.fullmatch(r"(?:\$ )?(?:\S*[/\\])?trekant ([a-z-].*?)(?:\s+#.*)?", line.strip())
    return found[1].split() if found else []


def test_every_command_stands_in_one_table_of_the_handbooks_and_no_other_does() -> None:
    rows = [row for name in HANDBOOKS for row in re.findall(r"^\| `trekant ([a-z]+(?: [a-z]+)?)", written(name), re.M)]
    assert sorted(rows) == sorted(COMMANDS)


@pytest.mark.parametrize(("command", "option"), sorted(OPTIONS))
def test_every_option_is_told_where_its_command_is(command: str, option: str) -> None:
    told = [unit for name in HANDBOOKS for unit in units(name) if f"`trekant {command}" in unit]
    assert any(re.search(rf"{option}(?![a-z-])", unit) for unit in told), told


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_command_in_a_document_is_one_that_can_be_typed(name: str) -> None:
    for words in filter(None, map(_typed, code(name))):
        command: click.Command = main
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            assert words[0] in command.commands, f"trekant {' '.join(words)}"
            command = command.commands[words.pop(0)]
        known = {opt for parameter in command.params for opt in parameter.opts} | {"--help"}
        assert {word for word in words if word.startswith("-")} <= known, f"{name}: {command.name} {words}"


def test_what_make_can_do_is_told_and_what_is_told_it_can() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)", makefile, re.M)
    lines = [line for name in DOCUMENTS for line in code(name)]
    told = {target for line in lines for target in re.findall(r"\bmake ([a-z-]+)", line)}
    assert told == set(phony.split())
    set_by_hand = {*re.findall(r"^(\w+) \?=", makefile, re.M), *re.findall(r"\$\((\w+)\)", makefile)}
    set_by_hand -= set(re.findall(r"^(\w+) :=", makefile, re.M))
    assert {found for line in lines for found in re.findall(r"\bmake .*?(\b[A-Z]+)=", line)} == set_by_hand


def test_every_field_of_the_course_stands_in_the_authors_handbook() -> None:
    [table] = re.findall(r"^## Kursets indstillinger\n(.*?)^## ", written("book/forfatter.md"), re.M | re.S)
    assert sorted(re.findall(r"^\| `(\w+)`", table, re.M)) == sorted(CourseSettings.model_fields)
    [row] = re.findall(r"^\| `retention`.*", table, re.M)
    assert all(f"`{field}`" in row for field in Retention.model_fields)


def test_every_setting_of_the_site_stands_in_the_it_departments_handbook() -> None:
    source = [path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py")]
    read = {name for text in source for name in re.findall(r'configured\(\w+, "(\w+)"\)', text)}
    own = set(re.findall(r"^ +(trekant_\w+):", written("_config.yml"), re.M))
    assert own == {FRAMING} and read == {"html_baseurl"}
    told = set(re.findall(r"^\| `((?:html|trekant)_\w+)` \|", written("deploy/README.md"), re.M))
    assert told == own | read


def test_every_variable_is_told_to_whom_it_is_for() -> None:
    def named(*folders: str) -> set[str]:
        files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in ("", ".py")]
        texts = [path.read_text(encoding="utf-8") for path in files if path.is_file()]
        return {one for text in texts for one in re.findall(r"\bTREKANT_[A-Z_]+", text)}

    def told(name: str) -> set[str]:
        return set(re.findall(r"^\| `([A-Z_]+)` \|", written(name), re.M))

    assert told("deploy/README.md") | told("deploy/login.md") == named("src")
    assert told("CONTRIBUTING.md") == named("tests", "benchmarks", ".ci") - {"TREKANT_GRADEBOOK"}
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    others = set(re.findall(r'environ(?:\.get\(|\[)"([A-Z_]+)"', source))
    assert others == {"PATH", "NBGRADER_EXECUTION"}, "what the system and nbgrader set, and nobody else needs to"


def test_every_rule_stands_in_the_authors_handbook_with_what_it_asks_for() -> None:
    assert ":::{regler}\n:::" in written("book/forfatter.md")
    [listed] = RulesDirective.nodes(object.__new__(RulesDirective))
    shown = {item.children[0].astext(): item.children[1].astext() for item in listed.children}
    assert shown == {rule.number: rule.asks for rule in RULES}
    for name in DOCUMENTS:
        assert set(re.findall(r"\bR\d{3}\b", written(name))) <= set(shown), name


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(ROOT / "tests/fictional", tmp_path / "kurset"))
    monkeypatch.chdir(folder)
    return folder


def test_the_report_on_answers_from_elsewhere_has_the_columns_of_the_handbook(course: Path) -> None:
    handbook = written("book/underviser.md")
    [command] = [line for block in blocks("book/underviser.md") for line in block.splitlines() if "--from" in line]
    [wanted] = re.findall(r"Kolonnerne\s+hedder (`participant`.*?)\n\n", handbook, re.S)
    columns = re.findall(r"`(\w+)`", wanted)
    with Path("svar.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(columns)
        rows.writerows([f"p-{who}", f"q-{what}", (who + what) % 3 / 2, 1] for who in range(8) for what in range(4))
    done = CliRunner().invoke(main, _typed(command))
    assert done.exit_code == 0, done.output
    made = {path.name for path in (course / "mappe").glob("*.csv")}
    told = dict(re.findall(r"^\| `(\w+\.csv)` \| (.*) \|$", handbook, re.M))
    assert set(told) == set(HEADS) and made == {"questions.csv", "quiz.csv"}
    for name, (danish, _) in HEADS.items():
        assert sorted(re.findall(r"`(\w+)`", told[name])) == sorted(danish.split(";")), name
    [effect] = [unit for unit in units("book/underviser.md") if "`effekt.csv`" in unit]
    assert set(re.findall(r"`(\w+)`", effect)) - {"all"} == set(COLUMNS)


def test_what_a_contributor_types_to_begin_a_case_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copied(tmp_path))
    [block] = [block for block in blocks("CONTRIBUTING.md") if "trekant new" in block]
    new, preview, check = map(_typed, block.splitlines())
    assert CliRunner().invoke(main, new).exit_code == 0
    assert (tmp_path / f"notebooks/vignettes/{new[-1]}.yaml").is_file() and preview == ["preview", new[-1]]
    assert CliRunner().invoke(main, check).output.startswith("Alt er i orden")
