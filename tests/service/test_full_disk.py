"""A disk that is full is said, nothing that was acknowledged is lost, and with room again all goes on."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.awaiting import run
from tests.service.conftest import a_site, answers, say_result
from tests.service.real import Load, Process, all_graded, as_acknowledged, made_ready, send, serve
from tests.webservers import free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="how large files get is limited from outside on Linux"),
]


@contextmanager
def no_room(process: Process) -> Iterator[None]:
    """No file that a running process writes gets larger than a few bytes."""
    pid, (soft, hard) = process.running.pid, resource.prlimit(process.running.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (4096, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform != "linux", reason="as above")
def test_what_cannot_be_kept_is_not_acknowledged(released: Path) -> None:
    say_result(released, "at-once")
    a_site(released / "_build/html")
    url = f"sqlite:///{released / 'quizzes/service.db'}"
    load = Load(free_port(), made_ready(released, url, 6))
    service = serve(released, url, load.port, "--no-grading")
    before, (first, *others) = list(load.tokens)[:3], list(load.tokens)[3:]
    try:
        for code in before:
            run(load.press(code))
        with no_room(service):
            for code in (first, *others):
                answer = run(send(load.port, load.tokens[code], answers(code)))
                assert answer.status == 503
                assert answer.said["detail"] == (
                    "Serveren kan ikke gemme noget lige nu. Prøv igen om lidt; dine svar er stadig på siden."
                )
            again = run(send(load.port, load.tokens[before[0]], answers(before[0])))
            assert (again.status, again.said["id"]) == (200, load.acknowledged[before[0]]), "what is kept is there"
        for code in (first, *others):
            run(load.press(code))
        grading = Process.start(released, url, "worker")
        try:
            all_graded(url)
        finally:
            grading.terminate()
    finally:
        service.terminate()
    as_acknowledged(url, load)
