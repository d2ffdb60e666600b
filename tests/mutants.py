"""Makes faults in the modules that reckon and looks whether the tests see them: ``python -m tests.mutants [NAME* …]``.

mutmut makes the faults and tries them, each in a fork of one process that has run all tests before. What is kept there
(a cached table, a constant worked out on import) is then the right one for every fault, so each fault that seems to
live is tried again in a process of its own. The faults that may live stand with their reasons in ``mutants.yaml``.

The exit code is 1 when a fault lives that stands in no reason, when under nine of ten are seen, and when no fault could
be tried: mutmut stops at once where a test fails without one.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
ENOUGH = 0.9
_STRING = re.compile(r'"([^"]*)"')
_SENTENCE = re.compile(r"[^\W\d_]{2,} [^\W\d_]{2,}")
"""Two words and a space between them: an id or a format has none."""
SELECTED = {
    "trekant.course.quizzes.answers": ["test_answers.py", "test_opaque.py"],
    "trekant.course.tasks.points": ["test_points.py"],
    "trekant.course.quizzes.quiz": ["test_quiz_draw.py", "test_points.py", "test_answers.py", "test_opaque.py"],
    "trekant.course.people.retention": ["test_retention.py"],
    "trekant.course.contact.routing": ["test_routing.py"],
    "trekant.course.tasks.scoring": ["test_scoring.py", "test_points.py"],
    "trekant.course.pages.spacing": ["test_spacing.py"],
    "trekant.reports.flags": ["test_reports_flags.py"],
    "trekant.reports.statistics": ["test_reports_statistics.py"],
}
"""The tests that are to see a fault in a module."""


def main(patterns: list[str]) -> int:
    """Runs mutmut, tries what lives again, prints the rates; the exit code is as the module says."""
    mutmut = Path(sys.executable).with_name("mutmut")
    # a fork waits for ever for what a thread of the process before it did; no test that sets type (typst) is selected
    alone = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    ran = subprocess.run(
        [mutmut, "run", "--max-children", "1", *patterns], cwd=ROOT, env={**os.environ, **alone}, check=False
    )
    if ran.returncode:
        print(f"mutmut did not come to its end (exit code {ran.returncode}), so nothing is counted", file=sys.stderr)
        return 1
    found = _results(mutmut)
    for name in sorted(found):
        if found[name] != "killed" and not _lives(name):
            found[name] = "killed"
    return _report(found, mutmut)


def _results(mutmut: Path) -> dict[str, str]:
    """Every fault that was tried, with what became of it."""
    lines = subprocess.run([mutmut, "results", "--all", "true"], cwd=ROOT, check=True, capture_output=True, text=True)
    pairs = (line.strip().rpartition(": ") for line in lines.stdout.splitlines() if ": " in line)
    return {name: what for name, _, what in pairs if what != "not checked"}


def _lives(name: str) -> bool:
    """Whether the tests of a module pass in a process of their own that has the fault from its start."""
    tests = [f"tests/{one}" for one in SELECTED[_module(name)]]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", *tests],
        cwd=ROOT / "mutants",
        env={**os.environ, "MUTANT_UNDER_TEST": name, "PYTHONPATH": str(ROOT / "mutants" / "src")},
        capture_output=True,
        check=False,
    )
    return ran.returncode == 0


def _report(found: dict[str, str], mutmut: Path) -> int:
    """Prints the rate of each module and the faults that live."""
    reasons = yaml.safe_load((ROOT / "tests" / "mutants.yaml").read_text(encoding="utf-8"))
    alive = [name for name, what in sorted(found.items()) if what != "killed"]
    of_module, living = Counter(map(_module, found)), Counter(map(_module, alive))
    for module, total in sorted(of_module.items()):
        print(f"{module:32} {total - living[module]:5} of {total:5} seen")
    rate = 1 - len(alive) / max(len(found), 1)
    print(f"{'':32} {len(found) - len(alive):5} of {len(found):5} seen: {rate:.1%}")
    changes = {name: _change(name, mutmut) for name in alive}
    unexplained = {
        name: new
        for name, (old, new) in changes.items()
        if not only_words(old, new) and new not in reasons.get(_module(name), {})
    }
    print(f"{sum(only_words(old, new) for old, new in changes.values())} that live change words for people alone")
    for name, new in unexplained.items():
        print(f"lives without a reason: {name}\n    {new}")
    return int(bool(unexplained) or rate < ENOUGH)


def _change(name: str, mutmut: Path) -> tuple[str, str]:
    """The lines that a fault takes the place of, and what it puts there."""
    shown = subprocess.run([mutmut, "show", name], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    lines = [line for line in shown.splitlines() if line[:3] not in ("---", "+++")]
    old, new = ([line[1:].strip() for line in lines if line[:1] == sign] for sign in "-+")
    return " ".join(old), " ".join(new)


def only_words(old: str, new: str) -> bool:
    """Whether only words for people are others: marked with XX, or in small or capital letters."""
    if new.replace("XX", "").lower() != old.lower():
        return False
    strings = zip(_STRING.findall(old), _STRING.findall(new), strict=True)
    changed = [before for before, after in strings if before != after]
    return bool(changed) and all(map(_SENTENCE.search, changed))


def _module(name: str) -> str:
    """``trekant.course.tasks.points`` of ``trekant.course.tasks.points.x_rounded__mutmut_3``."""
    return name.rpartition(".")[0]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
