"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from trekant.cli import main
from trekant.site import build as site_build
from trekant.site.delivery.serve import HOST, server

TESTS = Path(__file__).parent


@pytest.fixture
def course_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(TESTS / "fictional", tmp_path / "course"))
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_help_is_danish() -> None:
    below = [f"{name} {one}" for name, group in main.commands.items() for one in getattr(group, "commands", ())]
    for command in ("", *main.commands, *below):
        text = run(*command.split(), "--help").output
        assert "Brug:" in text and "Vis denne hjælp." in text
        assert not re.search(r"\b(Usage|Options|OPTIONS|COMMAND|Show|Commands|default)\b", text), text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["findes-ikke"], "Kommandoen 'findes-ikke' findes ikke."),
        (["check", "--nej"], "Valget"),
        (["collect"], "Der mangler"),
        (["serve", "--port", "ti"], "er ikke et helt tal"),
        (["collect", "findes-ikke.json"], "Stien 'findes-ikke.json' findes ikke."),
        (["buidl"], "Mener du 'build'?"),
        (["eksport"], "Mener du en af dem her: 'export', 'report'?"),
        (["check", "en", "to"], "Det her skal ikke stå der: en to."),
        (["check", "--help=ja"], "Valget '--help' skal stå uden værdi."),
    ],
)
def test_a_mistyped_command_is_told_in_danish_with_code_2(arguments: list[str], says: str, course_folder: Path) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert says in result.output
    assert not re.search(r"Error|Did you|Got|does not", result.output)


def test_check_says_that_all_is_well(course_folder: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert result.output.startswith("Alt er i orden: 1 case")


def test_check_shows_every_problem_with_its_place_and_code_1(course_folder: Path) -> None:
    shutil.copytree(TESTS / "broken/R003", course_folder, dirs_exist_ok=True)
    shutil.copytree(TESTS / "broken/R009", course_folder, dirs_exist_ok=True)
    result = run("check")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert re.match(r"book/ny-side\.md:3: R009 »00 00 00 03«", lines[0])
    assert re.match(r"quizzes/banks/ekstra\.yaml:7: R003 ", lines[1])
    assert lines[-1] == "2 fejl i 2 filer."


def test_outside_a_course_the_way_back_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("check")
    assert result.exit_code == 1
    assert "gå til mappen med assets/course.yaml" in result.output


def test_serve_without_a_site_says_what_to_do(course_folder: Path) -> None:
    result = run("serve")
    assert result.exit_code == 1
    assert "kør »trekant build« først" in result.output


def test_build_refuses_a_broken_course_before_sphinx_does(course_folder: Path) -> None:
    shutil.copytree(TESTS / "broken/R008", course_folder, dirs_exist_ok=True)
    result = run("build")
    assert result.exit_code == 1
    assert "R008" in result.output and "Ret fejlene, og byg igen." in result.output


def test_coverage_counts_cases_and_facts(course_folder: Path) -> None:
    lines = run("coverage").output.splitlines()
    assert any(re.match(r"\s+i alt\s+1  \(mindst 36\)  ← for få", line) for line in lines)
    assert any(re.match(r"\s+kontakt-ssp\s+1\s", line) for line in lines)


def test_a_taken_port_gives_way_to_the_next(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        with server(tmp_path, port) as serving:
            assert serving.server_address[1] > port


def test_an_unchanged_course_is_not_built_again(course_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Path] = []

    def jupyter_book(root: Path, check: Callable[[], None], stamp: Path) -> int:
        started.append(root)
        site = site_build.site_folder(root)
        site.mkdir(parents=True, exist_ok=True)
        (site / "index.html").write_text("<p>siden</p>", encoding="utf-8")
        return 0

    monkeypatch.setattr(site_build, "_jupyter_book", jupyter_book)
    assert site_build.build(course_folder) is True
    assert site_build.build(course_folder) is False
    assert len(started) == 1
    contacts = course_folder / "assets/municipalities/fjordby.yaml"
    contacts.write_text(contacts.read_text(encoding="utf-8").replace("00 00 00 03", "00 00 00 09"), encoding="utf-8")
    assert site_build.build(course_folder) is True


def test_a_failed_build_is_not_taken_for_a_finished_one(course_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_build, "_jupyter_book", lambda *_: 1)
    for _ in range(2):
        with pytest.raises(site_build.CourseError, match="kunne ikke bygges"):
            site_build.build(course_folder)


def test_a_course_that_does_not_hold_is_not_built(course_folder: Path) -> None:
    def check() -> None:
        raise site_build.CourseError("det holder ikke")

    with pytest.raises(site_build.CourseError, match="det holder ikke"):
        site_build.build(course_folder, check)
    assert not site_build.site_folder(course_folder).exists()


def test_assignments_and_collect_walk_the_trainers_road(course_folder: Path) -> None:
    shutil.copy(TESTS.parent / "quizzes/nbgrader_config.py", course_folder / "quizzes")
    made = run("assignments")
    assert made.exit_code == 0, made.output
    assert "»proeve« er lavet: quizzes/release/proeve/proeve.ipynb" in made.output
    assert "er uændret" in run("assignments").output
    sheet = {
        "format": "trekant-svar-1",
        "quiz": "proeve",
        "revision": 1,
        "participant": "ukendt-1",
        "handed_in": "2026-11-22T10:00:00+01:00",
        "answers": {},
    }
    (course_folder / "svar-proeve-ukendt-1.json").write_text(json.dumps(sheet), encoding="utf-8")
    result = run("collect", "svar-proeve-ukendt-1.json")
    assert result.exit_code == 1
    assert "Afvist: svar-proeve-ukendt-1.json" in result.output
    assert "0 modtaget, 0 sprunget over, 1 afvist." in result.output


def test_the_formgrader_needs_nbgraders_configuration(course_folder: Path) -> None:
    (course_folder / "quizzes/nbgrader_config.py").unlink(missing_ok=True)
    result = run("formgrader")
    assert result.exit_code == 1
    assert "nbgrader_config.py mangler" in result.output
