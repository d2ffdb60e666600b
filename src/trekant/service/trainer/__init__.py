"""The trainer's pages, at /underviser."""

from __future__ import annotations

from fastapi import APIRouter

from trekant.service.trainer import deadlines, overview

routers: tuple[APIRouter, ...] = (overview.router, deadlines.router)
"""The routes of all of them."""
