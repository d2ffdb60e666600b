"""What comes of a quiz: long work and how far it is, certificates, the table, the report, and grading once more."""

from __future__ import annotations

from fastapi import APIRouter

from trekant.service.trainer.results import certificates, page, regrade, table, work

routers: tuple[APIRouter, ...] = (page.router, table.router, certificates.router, regrade.router, work.router)
"""The routes of all of them."""
