"""How everybody did in a quiz, as a file for a spreadsheet."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from trekant.service.given import table_of_results
from trekant.service.kept.hand_ins import State
from trekant.service.trainer.people import by_name, seen_by
from trekant.service.trainer.results.reach import reach_of
from trekant.service.web.attached import attached
from trekant.service.web.guard import ServiceHere, Training

router = APIRouter(prefix="/underviser/resultater", tags=["trainer"])


@router.get("/liste", response_class=Response, responses={200: {"content": {"text/csv": {}}}, 404: {}})
def results_as_table(
    account: Training,
    service: ServiceHere,
    test: Annotated[str, Query(max_length=128)] = "",
    hold: Annotated[str, Query(max_length=120)] = "",
) -> Response:
    """The table, of those whom the trainer sees."""
    reach = reach_of(service, account, test, hold)
    people = [one for one in seen_by(service, account) if reach.has(one)]
    on_the_way = service.hand_ins.on_the_way(reach.quiz.id)
    text = table_of_results(
        service.database,
        reach.quiz,
        sorted(people, key=by_name),
        waiting={code for code, state in on_the_way.items() if state is State.WAITING},
        failed={code for code, state in on_the_way.items() if state is State.FAILED},
    )
    service.note(account, "results-fetched", quiz=reach.quiz.id)
    return attached(text.encode(), f"resultater-{reach.quiz.id}.csv", "text/csv")
