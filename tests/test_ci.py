"""``.ci/run``: a failing test is a failure, a machine that cannot be made is none, and it says where it ran."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CI = Path(__file__).parents[1] / ".ci"
DIRECTLY = "Derfor kører prøverne direkte på denne maskine og ikke på en nøgen."

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="den nøgne maskine er et Debian")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with our ``.ci``, whose steps only say that they ran and fail with 3."""
    shutil.copytree(CI, tmp_path / "kurset/.ci")
    _program(tmp_path / "kurset/.ci/steps", "echo Her er prøverne.; exit 3")
    return tmp_path / "kurset"


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)


def _run(command: Path, **surroundings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([command], capture_output=True, text=True, env=os.environ | surroundings)


@pytest.mark.parametrize("code", [0, 1, 3])
def test_what_happened_in_the_bare_machine_is_the_result(checkout: Path, code: int) -> None:
    _program(checkout / ".ci/bare-machine", f"echo Bart.; exit {code}")
    done = _run(checkout / ".ci/run")
    assert done.returncode == code
    assert done.stdout == "Bart.\n"


def test_without_a_bare_machine_it_says_why_and_runs_here(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin/id", "echo 1000")
    done = _run(checkout / ".ci/run", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert done.returncode == 3
    assert done.stderr == "Ingen nøgen maskine: det kræver root.\n"
    assert done.stdout.splitlines() == [DIRECTLY, "Her er prøverne."]


def test_where_nothing_may_be_mounted_it_says_so(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin/id", "echo 0")
    _program(tmp_path / "bin/unshare", "exit 1")
    surroundings = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "TREKANT_BARE_CACHE": str(tmp_path / "cache")}
    done = _run(checkout / ".ci/bare-machine", **surroundings)
    assert done.returncode == 125
    assert done.stderr == "Ingen nøgen maskine: her må intet monteres.\n"


def test_a_base_that_cannot_be_got_is_no_failure_and_leaves_none_behind(checkout: Path, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin/id", "echo 0")
    _program(tmp_path / "bin/unshare", 'while [ "${1#-}" != "$1" ] || [ "$1" = private ]; do shift; done; exec "$@"')
    _program(tmp_path / "bin/mount", "exit 0")
    _program(tmp_path / "bin/debootstrap", "echo E: intet net; exit 1")
    half_made = tmp_path / "cache/base"
    half_made.mkdir(parents=True)
    surroundings = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "TREKANT_BARE_CACHE": str(tmp_path / "cache")}
    done = _run(checkout / ".ci/bare-machine", **surroundings)
    assert done.returncode == 125
    assert done.stderr == "Ingen nøgen maskine: Debian kunne ikke hentes: E: intet net\n"
    assert not list((tmp_path / "cache").glob("run-*"))


def test_the_steps_tell_the_time_of_each_and_of_the_one_that_failed(checkout: Path, tmp_path: Path) -> None:
    shutil.copy(CI / "steps", checkout / ".ci/steps")
    (tmp_path / "bin").mkdir()
    _program(tmp_path / "bin/make", '[ "$1" != test ]')
    (checkout / ".venv/bin").mkdir(parents=True)
    _program(checkout / ".venv/bin/pytest", "exit 0")
    _program(checkout / ".venv/bin/python", "exit 0")
    done = _run(checkout / ".ci/steps", PATH=f"{tmp_path / 'bin'}:{os.environ['PATH']}")
    assert done.returncode == 1
    told = done.stdout.partition("=== Så længe tog det:\n")[2].splitlines()
    assert [line.partition(" s  ")[2] for line in told] == [
        "make build",
        "make test (fejl 1)",
        "make slow",
        ".venv/bin/python -m tests.fuzz 100000",
    ]
