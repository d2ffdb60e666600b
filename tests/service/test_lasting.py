"""Nobody who asks waits while all of the course and the libraries are looked through for garbage."""

from __future__ import annotations

import gc
import os
import socket
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn
from fastapi import FastAPI

from tests.service.conftest import Running, answers
from trekant.service import start
from trekant.service.background import process


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def _is_looked_at(loaded: object) -> bool:
    return any(one is loaded for one in gc.get_objects())


def test_what_is_loaded_before_the_first_is_answered_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded, seen = [FastAPI()], []
    monkeypatch.setattr(uvicorn.Server, "run", lambda _server, sockets: seen.append(_is_looked_at(loaded)))
    with socket.socket() as listening:
        start.run(loaded[0], listening)
    assert seen == [False]


def test_what_is_loaded_before_the_first_is_graded_is_left_out(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    running.participant("ana").post("/api/hand-ins", json=answers("ana"))
    loaded, seen, grade = [running], [], process.take_in_and_grade

    def grading(*given: Any) -> dict[str, str]:
        seen.append(_is_looked_at(loaded))
        return grade(*given)

    monkeypatch.setattr(process, "take_in_and_grade", grading)
    monkeypatch.setattr(process, "IDLE", 0.1)
    for name in ("signal.signal", "os.nice"):  # these would stay as they are when it ends
        monkeypatch.setattr(name, lambda *_given: None)
    process.main(running.root, os.getppid())
    assert seen == [False]
