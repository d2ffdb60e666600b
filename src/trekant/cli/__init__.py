"""The command line: each command parses, calls one function, and prints. A module for each kind of user's work."""

from __future__ import annotations

from trekant.cli import (
    certificates,
    content,
    database,
    grading,
    handback,
    handins,
    paper,
    people,
    reminding,
    reports,
    service,
    site,
    trainers,
)
from trekant.cli.base import main

__all__ = [
    "certificates",
    "content",
    "database",
    "grading",
    "handback",
    "handins",
    "main",
    "paper",
    "people",
    "reminding",
    "reports",
    "service",
    "site",
    "trainers",
]
