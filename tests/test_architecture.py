"""What the design promises of the tree: imports one way, no course text in the engine, no file too long."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "src/trekant"
ROOMS = {"site", "widgets", "grading", "service", "reports", "export"}
MODULES = sorted(ENGINE.rglob("*.py"))


def _imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides the direction"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in names if name.startswith("trekant.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ENGINE)))
def test_imports_run_one_way(path: Path) -> None:
    room = path.relative_to(ENGINE).parts[0]
    imported = _imports(path)
    if room == "course":
        assert imported <= {"course"}
    elif room in ROOMS:
        assert imported <= {"course", room}


def test_only_one_module_reads_files() -> None:
    readers = re.compile(r"\b(open|read_text|read_bytes|yaml\.(load|compose))\(")
    found = {
        path.stem for path in (ENGINE / "course").rglob("*.py") if readers.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"files", "outside"}, "what the course is made of, and what strangers give"


def test_the_engine_names_no_municipality_and_no_number() -> None:
    details = re.compile(r"R[øo]dovre|Vestegn|(?<!\d)\d{2} \d{2} \d{2} \d{2}(?!\d)|@rk\.dk|@politi")
    for path in [*MODULES, *(ROOT / "assets/js").glob("*.js")]:
        assert not details.search(path.read_text(encoding="utf-8")), path


def test_modules_hold_one_thing() -> None:
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path


def test_notebooks_are_committed_without_outputs() -> None:
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            assert not cell.get("outputs"), path
            assert cell.get("execution_count") is None, path


def test_locks_have_hashes_and_name_no_host() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index-url" not in text and "--find-links" not in text
        pinned = re.findall(r"^[a-z0-9._-]+==", text, re.M | re.I)
        assert len(pinned) > 5
        for block in re.split(r"\n(?=[a-z0-9])", text, flags=re.I):
            assert "--hash=sha256:" in block, block.splitlines()[0]
