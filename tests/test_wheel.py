"""The wheel alone, on a course in another place: neither the checkout nor its sources are there."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.copied import ROOT, copied

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def trekant(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command as the wheel installs it, beside the packages that are here, among which our sources are not."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    _run([*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, ROOT])
    _run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"])
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    places = _run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]).strip()
    # a folder that is named so is searched, but the editable install's own pointer in it is not followed
    Path(places, "beside.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    [wheel] = folder.glob("trekant-*.whl")
    _run([*pip, "--python", python, "install", "--no-deps", "--no-index", "--ignore-installed", wheel])
    where = Path(_run([python, "-c", "import trekant; print(trekant.__file__)"], cwd=folder).strip())
    assert where.is_relative_to(folder), where
    return python.with_name("trekant")


def _run(command: list[str | Path], cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


def test_it_checks_and_builds_a_course_outside_the_checkout(trekant: Path, tmp_path: Path) -> None:
    (course := tmp_path / "kurset").mkdir()
    copied(course)
    assert "Alt er i orden" in _run([trekant, "check"], cwd=course)
    assert "Siden er bygget i _build/html." in _run([trekant, "build"], cwd=course)
    assert (course / "_build/html/book/forside.html").is_file()
