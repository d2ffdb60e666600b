"""What is replaced or private in others' packages: in few places, still what it was, and still of use."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import click
import pytest
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades
from nbgrader.server_extensions.formgrader import base
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject

from trekant.danish import WORDS
from trekant.grading.engines import share_engines

ENGINE = Path(__file__).parents[1] / "src/trekant"
REPLACE = {"course/unneeded.py", "danish.py", "grading/engines.py", "grading/formgrader_pages.py"}
PRIVATE = {
    "printing/pdf_finish.py": {"_add_object"},
    "site/language.py": {"_init_i18n"},
    # what the library leaves to those who bring it to another framework
    "service/lti/adapter.py": {"_get_id_token", "_jwt", "_registration", "_request"},
}
EXTEND = {"grading/preprocessors/get_scores.py"}
PARSED = {
    path.relative_to(ENGINE).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in ENGINE.rglob("*.py")
}


def _replaces(tree: ast.Module) -> bool:
    """Whether a module gives another's module or class a new attribute, or keeps one from being loaded."""
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }

    def of_others(target: ast.expr) -> bool:
        if isinstance(target, ast.Subscript):
            return ast.unparse(target.value) == "sys.modules"
        return isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id in imported

    sets = any(
        isinstance(node, ast.Call) and ast.unparse(node.func) in {"setattr", "sys.modules.setdefault"}
        for node in ast.walk(tree)
    )
    return sets or any(
        of_others(one) for node in ast.walk(tree) if isinstance(node, ast.Assign) for one in node.targets
    )


def _own(tree: ast.Module) -> Iterator[str]:
    """The names that a module gives to something itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.attr if isinstance(node, ast.Attribute) else node.id


def test_nothing_else_is_replaced() -> None:
    assert {name for name, tree in PARSED.items() if _replaces(tree)} == REPLACE


def test_nothing_else_that_is_private_is_used() -> None:
    own = {name for tree in PARSED.values() for name in _own(tree)} | {"_replace", "_asdict"}
    used = {
        name: found
        for name, tree in PARSED.items()
        if (
            found := {
                node.attr
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and re.match(r"_[a-z]", node.attr) and node.attr not in own
            }
        )
    }
    assert used == PRIVATE


@pytest.mark.parametrize("name", sorted({*REPLACE, *PRIVATE, *EXTEND}))
def test_it_was_tried_with_the_version_that_is_there(name: str) -> None:
    told = re.search(r"Tried with (\S+) (\d+\.\d+)[.\d]*\.$", ast.get_docstring(PARSED[name]) or "", re.M)
    assert told, "say in the module with which version it was tried"
    assert re.match(r"\d+\.\d+", version(told[1]))[0] == told[2], "look at what has changed, and say so there"


def test_gradebooks_share_an_engine(tmp_path: Path) -> None:
    share_engines()
    address = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(address) as one, Gradebook(address) as other:
        assert one.engine is other.engine


def test_click_still_asks_for_these_words_in_this_way() -> None:
    modules = list(Path(click.__file__).parent.glob("*.py"))
    texts = {
        node.value
        for path in modules
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(WORDS) - texts == set()
    asks = {path.stem for path in modules if "from gettext import gettext as _\n" in path.read_text(encoding="utf-8")}
    assert asks - {"_termui_impl", "_winconsole", "shell_completion", "termui", "utils"} == {
        "core", "decorators", "exceptions", "formatting", "parser", "types"
    }  # fmt: skip


def test_jsonschema_does_without_what_is_kept_out_and_would_load_it() -> None:
    for kept_out, loaded in (("sys.modules['rfc3987_syntax'] = None", "None"), ("", "<module")):
        code = f"import sys; {kept_out}\nimport jsonschema; print(sys.modules.get('rfc3987_syntax'))"
        said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
        assert said.startswith(loaded)


def test_pypdf_puts_in_an_object() -> None:
    writer = PdfWriter()
    body = DictionaryObject()
    assert writer._add_object(body).get_object() is body


@pytest.mark.parametrize(
    ("module", "name", "is_still"),
    [
        (base, "BaseHandler.render", "7e28cc37"),
        (base, "BaseHandler.exporter", "bd20f1f5"),
        (sys.modules[GetGrades.__module__], "GetGrades.preprocess_cell", "6713ea78"),
        (sys.modules[GetGrades.__module__], "GetGrades._get_score", "d4cdce3d"),
    ],
)
def test_what_is_replaced_or_extended_is_what_it_was(module: object, name: str, is_still: str) -> None:
    source = Path(inspect.getfile(module)).read_text(encoding="utf-8")  # in memory it may be replaced already
    owner, _, method = name.partition(".")
    [found] = [
        node
        for above in ast.parse(source).body
        if isinstance(above, ast.ClassDef) and above.name == owner
        for node in above.body
        if isinstance(node, ast.FunctionDef) and node.name == method
    ]
    assert sha256((ast.get_source_segment(source, found) or "").encode()).hexdigest()[:8] == is_still


def test_the_tables_that_are_read_without_nbgrader_are_as_nbgrader_makes_them() -> None:
    from nbgrader.api import Base

    from trekant.grading.nbgrader_tables import READ
    from trekant.grading.own_tables import STUDENT

    for table in (*READ, STUDENT):
        theirs = Base.metadata.tables[table.name]
        assert {one.name for one in table.columns} <= {one.name for one in theirs.columns}, table.name
