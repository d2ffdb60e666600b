"""What the design promises of the tree: imports one way, no course text in the engine, no file too long."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from trekant.course.store import load_course

ROOT = Path(__file__).parents[1]
ENGINE = ROOT / "src/trekant"
ROOMS = {"site", "printing", "widgets", "grading", "service", "reports", "export"}
ENGINE_TEXT = {".py", ".js", ".css", ".html", ".typ", ".j2"}
MODULES = sorted(ENGINE.rglob("*.py"))


DOORS = {
    "service/grader.py": {"grading"},
    "service/people_kept.py": {"grading"},
    "service/texts.py": {"grading"},
    "service/told.py": {"reports"},
    "service/given.py": {"grading"},
    "service/background/regrading.py": {"grading"},
    "service/background/reporting.py": {"grading", "reports"},
    "service/background/certifying.py": {"grading", "printing"},
}
"""The modules by which the service calls another room."""


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
    elif room == "players":
        assert imported <= {"course", "players"}
    elif room in ROOMS:
        through = DOORS.get(path.relative_to(ENGINE).as_posix(), set())
        assert imported - {"__version__"} <= {"course", "players", room} | through


def test_only_one_module_reads_files() -> None:
    readers = re.compile(r"\b(open|read_text|read_bytes|yaml\.(load|compose))\(")
    found = {
        path.stem for path in (ENGINE / "course").rglob("*.py") if readers.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"files", "outside"}, "what the course is made of, and what strangers give"


def test_the_engine_names_no_municipality_and_no_number() -> None:
    details = re.compile(r"R[øo]dovre|Vestegn|(?<!\d)\d{2} \d{2} \d{2} \d{2}(?!\d)|@rk\.dk|@politi")
    for path in [*MODULES, *(ENGINE / "players").rglob("*.js")]:
        assert not details.search(path.read_text(encoding="utf-8")), path


def test_the_content_holds_no_code() -> None:
    code = {".py", ".js", ".css", ".html", ".typ", ".sh"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in _tracked("book", "editions", "notebooks", "quizzes", "assets")
        if path.suffix in code
    }
    assert found == {"quizzes/nbgrader_config.py", "assets/palette.css"}, "what nbgrader looks for, and the colours"


def test_the_engine_holds_no_text_of_the_course() -> None:
    course = load_course(ROOT)
    texts = {case.model.title for case in course.vignettes.values()}
    texts |= {question.stem for question, _ in course.questions.values()}
    engine = {path: path.read_text(encoding="utf-8") for path in _tracked("src") if path.suffix in ENGINE_TEXT}
    assert len(engine) > 200
    for text in (text for text in texts if len(text) > 12):
        assert [path for path, written in engine.items() if text in written] == [], text


def test_no_folder_is_a_heap() -> None:
    for folder in {path.parent for path in MODULES}:
        modules = [path.name for path in folder.glob("*.py") if path.name != "__init__.py"]
        assert len(modules) <= 15, folder


def _tracked(*folders: str) -> list[Path]:
    """The files of these folders that belong to the repository; a course folder holds hand-ins beside them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


SAME_EVERYWHERE = {"register", "draw", "main", "upgrade", "Where"}
"""What modules of a kind have by that name: a hook for Sphinx, a figure, a migration."""


def test_a_public_name_means_one_thing() -> None:
    """A command may be called as the function that it calls."""
    found: dict[str, set[Path]] = {}
    for path in MODULES:
        if path.relative_to(ENGINE).parts[0] != "cli":
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                    found.setdefault(node.name, set()).add(path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1 and name not in SAME_EVERYWHERE} == {}


def test_modules_hold_one_thing() -> None:
    for path in MODULES:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 320, path


def test_what_a_notebook_imports_is_there() -> None:
    """Modules move, and a notebook is run by nobody until a trainer opens it."""
    named = set()
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "code":
                named |= _imported_names("".join(cell["source"]))
    assert named
    _assert_there(named)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("benchmarks/*.py")) + sorted(ROOT.glob("deploy/*.py")), ids=lambda path: path.name
)
def test_what_is_run_now_and_then_finds_what_it_imports(path: Path) -> None:
    named = _imported_names(path.read_text(encoding="utf-8"))
    _assert_there({(module, name) for module, name in named if module.split(".")[0] in ("trekant", "tests")})


def _assert_there(named: Iterable[tuple[str, str]]) -> None:
    for module, name in named:
        there = importlib.import_module(module)
        assert hasattr(there, name) or importlib.util.find_spec(f"{module}.{name}"), f"{module}.{name}"


def _imported_names(code: str) -> set[tuple[str, str]]:
    froms = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.ImportFrom)]
    return {(node.module or "", alias.name) for node in froms for alias in node.names}


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
    for name in ("package-lock.json", "benchmarks/node/package-lock.json", "tests/players/mutation/package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text, name
        packages = {place: one for place, one in json.loads(text)["packages"].items() if place}
        assert packages and all(one["integrity"].startswith("sha512-") for one in packages.values()), name
