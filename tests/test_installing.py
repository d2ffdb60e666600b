"""What a machine lacks for the tests is got, or told in one Danish sentence; never a traceback."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests import installing
from tests.browser import driver, engines

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


def test_a_firefox_of_ones_own_is_believed_only_when_it_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(engines.FIREFOX_VARIABLE, "/findes/ikke")
    assert engines.firefox() is None
    monkeypatch.setenv(engines.FIREFOX_VARIABLE, "/bin/sh")
    assert engines.firefox() == "/bin/sh"


@pytest.mark.parametrize("program", ["pdftotext", "pdfinfo", "pdffonts", "pdftoppm", "qpdf", "mutool"])
def test_no_test_reads_a_pdf_with_a_program(program: str) -> None:
    """A minimal Debian has none of them, and a wheel does the same everywhere."""
    called = f'"{program}"'
    paths = [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert [path for path in paths if path != Path(__file__) and called in path.read_text(encoding="utf-8")] == []
