"""Starting the service: what must be there first, a first participant and trainer to try it with, and the server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from sqlalchemy import inspect

from trekant.course.people.codes import new_codes
from trekant.course.people.participant import Participant
from trekant.course.store import CourseError
from trekant.course.words import _
from trekant.service.background.process import PREPARE
from trekant.service.grader import URL_VARIABLE, put_on_roster, upgrade_gradebook
from trekant.service.kept.access import Role
from trekant.service.kept.database import Database
from trekant.service.lasting import take_as_lasting
from trekant.service.state import Service
from trekant.service.web.guard import SIGN_IN

GRACE = 10
"""Seconds that requests in hand get to finish when the service is stopped."""

_STUDENTS = "student"
_BACKLOG = 2048


def prepare_gradebook(root: Path, url: str) -> bool:
    """Make the gradebook where there is none, in a process of its own, and bring an older one up to date.

    Whether it had to be made.

    Raises:
        CourseError: it cannot be made; the sentence says why.
    """
    database = Database(url)
    try:
        there = inspect(database.engine).has_table(_STUDENTS)
    finally:
        database.close()
    if there:
        upgrade_gradebook(root, url)
        return False
    command = [sys.executable, "-m", "trekant.service.background.process", str(root), PREPARE]
    made = subprocess.run(command, env={**os.environ, URL_VARIABLE: url}, capture_output=True, text=True, check=False)
    if made.returncode:
        said = made.stderr.strip().splitlines()
        raise CourseError(f"Karakterbogen kan ikke laves: {said[-1] if said else 'ukendt fejl'}")
    return True


@dataclass(frozen=True)
class TryOut:
    """The links of a participant and a trainer to try the service with."""

    participant: str
    trainer: str


def try_out(service: Service) -> TryOut | None:
    """On a service that nobody can sign in to yet, make a participant and a trainer; None where somebody can."""
    if service.accounts.any_there():
        return None
    (code,) = new_codes(1)
    name = _("Prøve Deltager")
    put_on_roster(service.database, [Participant(code=code, name=name, cohort=_("Prøve"))])
    participant = service.accounts.add(Role.PARTICIPANT, participant=code)
    trainer = service.accounts.add(Role.TRAINER, name=_("Underviser"))
    codes = service.accounts.new_codes([participant.id, trainer.id])
    return TryOut(personal_link(service, codes[participant.id]), personal_link(service, codes[trainer.id]))


def personal_link(service: Service, code: str) -> str:
    """The link that signs somebody in with a sign-in code."""
    return link_to(service.settings.address, code)


def link_to(address: str, code: str) -> str:
    """The link that signs somebody in at an address with a sign-in code."""
    return f"{address}{SIGN_IN}#{code}"


def listen_on(host: str, port: int, attempts: int = 50) -> socket.socket:
    """A socket that listens on the port, or on the first free one after it.

    Raises:
        CourseError: none is free.
    """
    for candidate in range(port, port + attempts):
        found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, candidate))
            found.listen(_BACKLOG)
        except OSError:
            found.close()
            continue
        return found
    raise CourseError(f"Portene {port}-{port + attempts - 1} er alle optaget. Vælg en anden port med --port.")


def run(app: FastAPI, listening: socket.socket) -> None:
    """Serve until somebody stops it; requests in hand are finished first."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, timeout_graceful_shutdown=GRACE, server_header=False
    )
    take_as_lasting()
    uvicorn.Server(config).run(sockets=[listening])
