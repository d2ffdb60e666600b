"""What comes of a quiz: long work and how far it is, certificates, the table, the report, and grading once more.

Beside that: what people are sure of and wrong about when they practise.
"""

from __future__ import annotations

from fastapi import APIRouter

from trekant.service.trainer.results import certificates, page, regrade, sureness, table, work

routers: tuple[APIRouter, ...] = (
    page.router,
    table.router,
    certificates.router,
    regrade.router,
    work.router,
    sureness.router,
)
"""The routes of all of them."""
