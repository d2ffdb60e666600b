"""What is kept, as tables in the papers about it: ``python -m deploy.privacy.papers``.

``kept.yaml`` has a row for every place where anything is kept. The periods come from the course's own settings. In a
paper a table stands between two marks, and is written anew there; all else in a paper is written by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from trekant.course.base import Model, Text
from trekant.course.people.retention import days_in_words
from trekant.course.store import load_course

ROOT = Path(__file__).parents[2]
KEPT = Path(__file__).parent / "kept.yaml"
PAPERS = tuple(sorted(KEPT.parent.glob("*.md")))

Where = Literal["browser", "cookie", "database", "files", "log", "elsewhere"]
PLACES: dict[Where, str] = {
    "browser": "I deltagerens egen browser",
    "cookie": "Cookies, når man logger ind",
    "database": "I databasen",
    "files": "Filer i mappen `quizzes`",
    "log": "Logs og tal",
    "elsewhere": "Andre systemer",
}

_MARKED = re.compile(r"(<!-- tabel: (?P<name>[a-z]+) -->\n).*?(<!-- slut -->)", re.S)


class Kept(Model):
    """A place where something is kept: what, of whom, why, how long, and who sees it, in Danish.

    ``name`` is a table, the beginning of a key, a cookie, a pattern of files, or what writes a log; ``fields`` are the
    columns of a table or what stands in a line.
    """

    where: Where
    name: Text
    what: Text
    whose: Text
    why: Text
    how_long: Text
    seen_by: Text
    personal: bool
    fields: dict[str, Text] = {}


def everything_kept() -> tuple[Kept, ...]:
    """The rows, with the periods in words."""
    settings = load_course(ROOT).settings
    assert settings is not None
    periods = {name: days_in_words(days) for name, days in settings.model.retention.model_dump().items() if days}
    rows = TypeAdapter(tuple[Kept, ...]).validate_python(yaml.safe_load(KEPT.read_text(encoding="utf-8")))
    return tuple(one.model_copy(update={"how_long": one.how_long.format(**periods)}) for one in rows)


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = tuple(heads)
    lines = [heads, ("---",) * len(heads), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _by_place(rows: Iterable[Kept]) -> dict[Where, list[Kept]]:
    found = defaultdict(list)
    for one in rows:
        found[one.where].append(one)
    return found


def record(rows: tuple[Kept, ...]) -> str:
    """All places, for the record of processing."""
    heads = ("Sted", "Hvad", "Om hvem", "Hvorfor", "Hvor længe", "Hvem ser det")
    parts = [
        f"### {PLACES[place]}\n\n"
        + _table(heads, [(f"`{one.name}`", one.what, one.whose, one.why, one.how_long, one.seen_by) for one in some])
        for place, some in _by_place(rows).items()
    ]
    return "\n".join(parts)


def fields(rows: tuple[Kept, ...]) -> str:
    """Every column and field, for whoever wants to know to the last."""
    parts = [
        f"### `{one.name}`\n\n{one.what[0].upper()}{one.what[1:]}.\n\n"
        + _table(("Felt", "Siger"), [(f"`{name}`", said) for name, said in one.fields.items()])
        for one in rows
        if one.fields
    ]
    return "\n".join(parts)


def personal(rows: tuple[Kept, ...]) -> str:
    """What is kept of people, place by place, for whom it is about."""
    some = [one for one in rows if one.personal]
    return _table(
        ("Hvad", "Om hvem", "Hvor længe", "Hvem ser det"),
        [(one.what, one.whose, one.how_long, one.seen_by) for one in some],
    )


TABLES = {"steder": record, "felter": fields, "personer": personal}
"""The tables that a paper can ask for, by the name in its mark."""


def as_it_should_be(paper: Path) -> str:
    """A paper with its tables anew."""
    rows = everything_kept()
    written = paper.read_text(encoding="utf-8")
    return _MARKED.sub(lambda found: f"{found[1]}\n{TABLES[found['name']](rows)}\n{found[3]}", written)


if __name__ == "__main__":
    for one in PAPERS:
        one.write_text(as_it_should_be(one), encoding="utf-8")
