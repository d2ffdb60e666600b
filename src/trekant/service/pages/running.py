"""What tells machines how the service is: whether it lives and is ready, and figures without a person in them."""

from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import func, select, text
from starlette.responses import JSONResponse, PlainTextResponse

from trekant.service.kept.hand_ins import State
from trekant.service.kept.tables import HAND_IN, SESSION
from trekant.service.web.guard import ServiceHere

router = APIRouter(tags=["running"])


@router.get("/healthz", response_class=PlainTextResponse)
def alive() -> str:
    """The process answers."""
    return "ok"


@router.get("/readyz", responses={503: {}})
def ready(service: ServiceHere) -> JSONResponse:
    """The database answers; a balancer sends nobody here while it does not."""
    with service.database.reading() as connection:
        connection.execute(text("SELECT 1"))
    return JSONResponse({"ready": True})


@router.get("/metrics", response_class=PlainTextResponse)
def metrics(service: ServiceHere) -> str:
    """Figures in Prometheus' text format."""
    with service.database.reading() as connection:
        counted = select(HAND_IN.c.state, func.count()).group_by(HAND_IN.c.state)
        states: dict[str, int] = {row[0]: row[1] for row in connection.execute(counted)}
        sessions = connection.scalar(select(func.count()).select_from(SESSION)) or 0
    lines = ["# TYPE trekant_hand_ins gauge"]
    lines += [f'trekant_hand_ins{{state="{state.value}"}} {states.get(state.value, 0)}' for state in State]
    lines += ["# TYPE trekant_sessions gauge", f"trekant_sessions {sessions}", ""]
    return "\n".join(lines)
