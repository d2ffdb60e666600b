"""What managers see of their own people, at /leder, and how they are let in."""

from __future__ import annotations

from fastapi import APIRouter

from trekant.service.leaders import letting_in, own_people

routers: tuple[APIRouter, ...] = (own_people.router, letting_in.router)
"""The routes of all of it."""
