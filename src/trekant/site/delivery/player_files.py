"""The data of the players in files of their own, which a page fetches when the reader starts.

A page holds several cases, a drawn quiz has a pool of questions, and »Mit forløb« and »Genopfriskning« have all there
are to practise on: in the page they would be most of its weight. Names have a hash of the content, so that a browser
never takes an old file for a new one; the files that no page asks for any more are cleared away.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from trekant.course.contract.vignette import BeginningPayload
from trekant.course.pages.embed import DATA
from trekant.course.pages.embedded import Embedded, with_players
from trekant.course.pages.payload import Payload, variant_payload

CASES, QUIZZES, PRACTICE = "cases", "quizzes", "practice"
"""The folders in ``_static``. A quiz has a file a variant, so that nobody fetches the questions of others."""

_BEGINNING = [field.alias or name for name, field in BeginningPayload.model_fields.items()]
_ASKED_FOR = re.compile(rf"\b((?:{CASES}|{QUIZZES}|{PRACTICE})/[a-z0-9-]+\.[0-9a-f]{{8}}[*.a-z0-9-]*)")


def put_aside(folder: Path, root: str, body: str, progress_page: str | None = None) -> str:
    """Move what the players of a page need later into files below ``folder``.

    Args:
        folder: the built site.
        root: the way from the page to the root of the site, e.g. ``../``.
        body: the page's HTML.
        progress_page: the page »Mit forløb«, which the players link to; None where the course has none.
    """
    return with_players(body, partial(_one, folder / "_static", root, progress_page))


def _one(static: Path, root: str, progress_page: str | None, player: Embedded) -> str:
    payload, tag = player.payload, player.tag
    if progress_page is not None:
        tag += f' data-progress="{root}{progress_page}.html"'
    if payload["player"] in ("progress", "refresher"):
        questions = payload["questions"].items()
        payload = payload | {"questions": {one: _own_file(static, one, question) for one, question in questions}}
        tag += f' data-files="{root}_static/"'
    elif payload["player"] == "vignette" or "pool" in payload:
        place = _case(static, payload) if payload["player"] == "vignette" else _drawn(static, payload)
        tag = f'{tag} data-src="{root}_static/{place}"'
        if "pool" in payload:
            tag += f' data-variants="{len(payload["variants"])}"'
        payload = BeginningPayload.checked({field: payload[field] for field in _BEGINNING if field in payload})
    return f"{tag}>{player.fallback}{DATA}{_json(payload)}"


def _own_file(static: Path, question_id: str, question: Payload) -> Payload:
    task = _json(question["task"])
    name = f"{PRACTICE}/{question_id}.{_hash(task)}.json"
    _write(static / name, task)
    return {field: value for field, value in question.items() if field != "task"} | {"file": name}


def _case(static: Path, payload: Payload) -> str:
    data = _json(payload)
    name = f"{CASES}/{payload['id']}.{_hash(data)}.json"
    _write(static / name, data)
    return name


def _drawn(static: Path, payload: Payload) -> str:
    """Write a file a variant; in the name that comes back ``*`` stands for the number of the variant."""
    stem = f"{QUIZZES}/{payload['id']}.{_hash(_json(payload))}"
    for number in range(len(payload["variants"])):
        path = static / f"{stem}-{number}.json"
        if not path.exists():
            _write(path, _json(variant_payload(payload, number)))
    return f"{stem}-*.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:8]


def _json(value: Any) -> str:
    """Small, and nothing in it that a parser takes for markup."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def clear_away(folder: Path) -> list[Path]:
    """Delete the data files that no page of the built site asks for; returns them."""
    asked = set(_asked_for(folder.rglob("*.html")))
    exact, patterns = {name for name in asked if "*" not in name}, [name for name in asked if "*" in name]
    left = []
    for place in (CASES, QUIZZES, PRACTICE):
        for path in sorted((folder / "_static" / place).glob("*.json")):
            name = f"{place}/{path.name}"
            if name not in exact and not any(fnmatchcase(name, pattern) for pattern in patterns):
                path.unlink()
                left.append(path)
    return left


def _asked_for(pages: Iterable[Path]) -> Iterable[str]:
    for page in pages:
        yield from _ASKED_FOR.findall(page.read_text(encoding="utf-8"))
