"""The trainer's pages, at /underviser."""

from __future__ import annotations

from fastapi import APIRouter

from trekant.service.trainer import (
    cards,
    deadlines,
    mending,
    overview,
    paper,
    person,
    reading,
    release,
    results,
    retention,
    roster,
)

routers: tuple[APIRouter, ...] = (
    overview.router,
    release.router,
    mending.router,
    reading.router,
    *results.routers,
    deadlines.router,
    retention.router,
    roster.router,
    cards.router,
    paper.router,
    person.router,  # its address takes any code, so it stands last
)
"""The routes of all of them."""
