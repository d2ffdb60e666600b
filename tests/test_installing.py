"""What a machine lacks for the tests is got, or told in one Danish sentence; never a traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests import installing
from tests.browser import driver
from tests.browser.engines import firefox, webkit

ROOT = Path(__file__).parents[1]
LOADER = "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file"


def test_a_driver_without_its_library_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho '{LOADER}' >&2\nexit 127\n")
    node.chmod(0o755)
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(node))
    assert driver.problem() == "Playwright, der styrer browseren, mangler systembiblioteket libatomic.so.1."
    monkeypatch.setenv("PLAYWRIGHT_NODEJS_PATH", str(tmp_path / "intet"))
    assert str(driver.problem()).startswith("Playwright, der styrer browseren, kan ikke starte: ")


def test_what_is_missing_is_installed_before_it_is_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    there: list[str] = []

    def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        there.extend(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(installing.subprocess, "run", run)
    monkeypatch.setattr(installing.sys, "argv", ["x", "--ensure"])
    ways = [[["apt-get", "install", "et-program"]]]
    code = installing.ensure(
        "Det", lambda: None if "et-program" in there else "Det mangler.", ways, instead="Hent det."
    )
    assert code == 0
    assert capsys.readouterr().out == "Det mangler. Prøver: apt-get install et-program\nDet er klar.\n"


def test_what_cannot_be_installed_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(installing.sys, "argv", ["x", "--ensure"])
    ways = [[["sh", "-c", "echo 'E: der er intet net' >&2; exit 100"]]]
    instead = installing.instead_of_apt("en-pakke", "en-til")
    assert installing.ensure("Det", lambda: "Det mangler.", ways, instead=instead) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "E: der er intet net"
    assert said[1].startswith("Det mangler. Installer en-pakke en-til med systemets pakkehåndtering")


def test_what_never_ends_is_ended_and_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def run(command: list[str], *, timeout: float, **_: Any) -> subprocess.CompletedProcess[str]:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(installing.subprocess, "run", run)
    monkeypatch.setattr(installing.sys, "argv", ["x", "--ensure"])
    assert installing.ensure("Det", lambda: "Det mangler.", [[["apt-get", "update"]]], instead="Hent det.") == 1
    said = capsys.readouterr().err.splitlines()
    assert said == ["»apt-get update« blev ikke færdig på 10 minutter.", "Det mangler. Hent det."]


@pytest.mark.parametrize(
    ("engine", "missing"),
    [(firefox, "Der er ingen Firefox."), (webkit, "Der mangler WebKit, dens driver eller skærmen Xvfb.")],
)
def test_an_engine_that_is_missing_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, engine: ModuleType, missing: str
) -> None:
    monkeypatch.delenv(engine.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert engine.find() is None
    assert engine.problem() == missing
    monkeypatch.setenv(engine.VARIABLE, "/findes/ikke")
    assert engine.problem() == f"{engine.VARIABLE} peger på »/findes/ikke«, som ikke findes."


def test_an_engine_that_does_not_start_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    ends = _program(tmp_path / "ender", "exit 3")
    screen = _program(tmp_path / "skaerm", 'echo 99 > "/dev/fd/$2"')
    monkeypatch.setenv(firefox.VARIABLE, ends)
    assert firefox.problem() == f"Firefox ({ends}) kan ikke starte: den endte med det samme."
    monkeypatch.setattr(webkit, "find", lambda: (ends, ends, screen))
    assert webkit.problem() == f"WebKit ({ends}) kan ikke starte: driveren endte med det samme."
    monkeypatch.setattr(webkit, "find", lambda: (ends, ends, ends))
    assert webkit.problem() == f"WebKit ({ends}) kan ikke starte: skærmen Xvfb startede ikke."


def _program(path: Path, does: str) -> str:
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize("program", ["pdftotext", "pdfinfo", "pdffonts", "pdftoppm", "qpdf", "mutool"])
def test_no_test_reads_a_pdf_with_a_program(program: str) -> None:
    """A minimal Debian has none of them, and a wheel does the same everywhere."""
    called = f'"{program}"'
    paths = [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in paths if path != Path(__file__) and called in path.read_text(encoding="utf-8")] == []
