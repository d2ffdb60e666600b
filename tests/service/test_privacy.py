"""Whatever is kept stands in the record of it: every column, every key in the browser, every field of a log."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from nbgrader.api import Base
from sqlalchemy import inspect

from deploy.privacy.papers import PAPERS, Kept, as_it_should_be, everything_kept
from tests.copied import ROOT
from tests.service.conftest import Running
from trekant.grading.folders import PERSONAL
from trekant.grading.gradebook import open_gradebook
from trekant.grading.own_tables import TABLES
from trekant.service.kept.keeping import KEPT
from trekant.service.kept.tables import SERVICE_TABLES

SOURCE = ROOT / "src/trekant"
PLAYERS = list((SOURCE / "players").rglob("*.js"))
ROWS = everything_kept()


def told(where: str) -> dict[str, Kept]:
    return {one.name: one for one in ROWS if one.where == where}


def compare(found: Iterable[str], rows: Iterable[str], what: str) -> None:
    """The same on both sides, or a sentence that says which row is missing or left over."""
    there, said = set(found), set(rows)
    assert there <= said, f"no row in deploy/privacy/kept.yaml for {what}: {sorted(there - said)}"
    assert said <= there, f"deploy/privacy/kept.yaml has rows for what is no more, {what}: {sorted(said - there)}"


def _columns(of: dict[str, list[str]]) -> set[str]:
    return {f"{table}.{column}" for table, columns in of.items() for column in columns}


def test_every_column_of_the_database_has_its_row(running: Running) -> None:
    with open_gradebook(running.root) as gradebook:  # as both have made it, with what the migrations keep
        looked = inspect(gradebook.engine)
        real = {name: [one["name"] for one in looked.get_columns(name)] for name in looked.get_table_names()}
    rows = {name: list(one.fields) for name, one in told("database").items()}
    compare(_columns(real), _columns(rows), "columns")
    for tables in (SERVICE_TABLES, TABLES, Base.metadata):
        assert set(tables.tables) <= set(real)


def test_a_table_of_the_service_that_is_about_participants_is_said_to_be() -> None:
    rows = told("database")
    for one in KEPT:
        assert one.whose is None or rows[one.table.name].personal, one.table.name
    for one in rows.values():
        assert one.personal != one.whose.startswith("ingen"), f"{one.name}: of nobody, or personal"


def test_every_key_in_the_browser_has_its_row() -> None:
    texts = {path.name: path.read_text(encoding="utf-8") for path in PLAYERS}
    everything = "\n".join(texts.values())
    named = {f"trekant:{word}" for word in re.findall(r"\$\{PREFIX\}([a-z]+)", everything)}
    contract = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "course/contract").glob("*.py"))
    players = {
        one for some in re.findall(r"player: Literal\[(.*?)\]", contract) for one in re.findall(r'"(.*?)"', some)
    }
    assert players, "a player keeps what one has answered under its own name"
    named |= {f"trekant:{one}" for one in players if "keep: []" not in texts[f"{one}.js"]}
    literal = set(re.findall(r'(?:setItem|getItem|removeItem)\("([^"]+)"', everything))
    literal |= set(re.findall(r'const (?:key|THEME) = "([a-z-]+)"', everything))
    caches = {"kopi af siderne"} if "caches.open" in everything else set()
    others = re.findall(r"sessionStorage|indexedDB|document\.cookie", everything)
    assert not others, "say in deploy/privacy/kept.yaml what is kept there, and look for it here"
    compare(named | literal | caches, (name.rstrip(":") for name in told("browser")), "keys in the browser")


def test_every_cookie_has_its_row() -> None:
    texts = [path.read_text(encoding="utf-8") for path in (SOURCE / "service").rglob("*.py")]
    names = {name for text in texts for name in re.findall(r'return "__\w+-[\w-]+" if .*? else "([\w-]+)"', text)}
    assert sum(text.count(".set_cookie(") for text in texts) == len(names)
    compare(names, told("cookie"), "cookies")


def _logged(path: Path) -> list[str]:
    """What a module writes to a log: the text of each message, with its places."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    return [
        ast.unparse(call.args[0]).strip("'\"")
        for call in calls
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in ("debug", "info", "warning", "error", "exception", "critical", "log")
        and ast.unparse(call.func.value).split(".")[-1] in ("log", "logger", "logging", "LOG")
    ]


def test_every_line_of_a_log_has_its_row() -> None:
    lines = {line for path in SOURCE.rglob("*.py") for line in _logged(path)}
    assert len(lines) > 5
    compare(lines, told("log")["tjenesten"].fields, "lines of the log")


def test_what_the_web_servers_write_is_what_they_write_by_themselves() -> None:
    set_up = [path for path in (ROOT / "deploy").rglob("*") if path.name.startswith(("nginx", "Caddyfile"))]
    assert len(set_up) >= 3
    for path in set_up:
        written = path.read_text(encoding="utf-8")
        assert not re.search(r"log_format|access_log|^\s*log\b", written, re.M), (
            f"{path}: say in kept.yaml what it writes"
        )
    combined = ("remote_addr", "remote_user", "time_local", "request", "status", "body_bytes_sent", "http_referer")
    assert set(told("log")["nginx"].fields) == {*combined, "http_user_agent"}


def test_every_figure_for_machines_has_its_row(running: Running) -> None:
    client: TestClient = running.client()
    figures = set(re.findall(r"^# TYPE (\w+)", client.get("/metrics").text, re.M))
    compare(figures, told("log")["/metrics"].fields, "figures")


def test_every_folder_and_file_about_people_has_its_row() -> None:
    compare(PERSONAL, set(told("files")) - {"svar.json"}, "files in quizzes/")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.stem)
def test_the_papers_have_the_tables_of_the_record(paper: Path) -> None:
    assert paper.read_text(encoding="utf-8") == as_it_should_be(paper), "run python -m deploy.privacy.papers"
