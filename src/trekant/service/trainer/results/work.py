"""Long work that a trainer asked for: how far it is, what it made, and once more."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from sse_starlette import EventSourceResponse
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from trekant.course.words import _
from trekant.service.kept.jobs import Job, JobState
from trekant.service.kept.moments import aware, utc_now
from trekant.service.kept.tables import RESULT_KEPT
from trekant.service.state import Service
from trekant.service.trainer.results.kinds import KINDS, TITLES
from trekant.service.trainer.results.reach import is_within
from trekant.service.trainer.results.shifts import foreseen_of
from trekant.service.web.attached import attached
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

WORK = "/underviser/arbejde"

router = APIRouter(prefix=WORK, tags=["trainer"], default_response_class=HTMLResponse)

REPORT = "report"

_LOOK = 0.5
"""Seconds between two looks at how far it is."""

_STREAM = 60.0
"""Seconds after which a browser has to ask again, and to show again who it is."""

_LONG = timedelta(minutes=1)
"""What waits for longer, nobody may be there to do."""


class HowFarItIs(BaseModel):
    """How far a job is: ``total`` is 0 as long as nobody knows how much there is; ``said`` is it in words."""

    state: JobState
    done: int
    total: int
    said: str


def told(job: Job) -> HowFarItIs:
    """How far a job is, as a page and an event tell it."""
    return HowFarItIs(state=job.state, done=job.done, total=job.total, said=_in_words(job))


def _in_words(job: Job) -> str:
    if job.ended:
        return job.said
    if job.state is JobState.RUNNING:
        if not job.total:
            return _("Det er i gang.")
        return _("{done} af {total} er klar.").format(done=job.done, total=job.total)
    if utc_now() - job.at > _LONG:
        return _("Det venter stadig på en server, der har tid. Sig det til it-afdelingen, hvis det bliver ved.")
    return _("Det går i gang om lidt.")


def _own_job(job: str, account: Training, service: ServiceHere) -> Job:
    """A job of the trainer's who asks; somebody else's is not there.

    Raises:
        ProblemError: there is none, or it is about people whom the trainer sees no more.
    """
    found = service.jobs.one(job)
    if found is None or found.account != account.id or not is_within(account, found.asked.cohorts):
        raise ProblemError(404)
    return found


OwnJob = Annotated[Job, Depends(_own_job)]


@router.get("/{job}", responses={404: {}})
def work_page(own: OwnJob, service: ServiceHere) -> Response:
    """How far a job is; without scripts the page asks again by itself."""
    kind = KINDS[own.asked.kind]
    found = service.quiz(own.asked.quiz)
    page = service.frame.page(
        "trainer/results/work.html",
        f"{_(TITLES[kind.name])}: {found[0].title if found else own.asked.quiz}",
        here="",
        job=own,
        kind=kind,
        told=told(own),
        work=WORK,
        foreseen=foreseen_of(service, own),
        gone_at=aware(own.ended_at + RESULT_KEPT) if own.ended_at else None,
    )
    return HTMLResponse(page)


@router.get(
    "/{job}/haendelser",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}}, 404: {}},
)
async def events(own: OwnJob, service: ServiceHere) -> EventSourceResponse:
    """How far a job is, as server-sent events: one whenever something has changed, until it has ended."""
    return EventSourceResponse(_events(service, own.id))


async def _events(service: Service, job: str) -> AsyncIterator[dict[str, str]]:
    last, end = "", time.monotonic() + _STREAM
    while time.monotonic() < end:
        found = await run_in_threadpool(service.jobs.one, job)
        if found is None:
            return
        now = json.dumps(told(found).model_dump(mode="json"))
        if now != last:
            yield {"data": now}
        if found.ended:
            return
        last = now
        await asyncio.sleep(_LOOK)


@router.post("/{job}/igen", status_code=303, response_class=RedirectResponse, responses={404: {}})
def once_more(own: OwnJob, account: Training, service: ServiceHere) -> Response:
    """Let a job be done once more that failed, or whose file is gone."""
    if own.ended and not own.fetchable:
        service.jobs.again(own.id)
        service.note(account, f"{own.asked.kind}-asked", quiz=own.asked.quiz)
        service.grading.wake()
    return RedirectResponse(f"{WORK}/{own.id}", 303)


@router.get("/{job}/hent", response_class=Response, responses={200: {"content": {"application/zip": {}}}, 404: {}})
def fetch_file(own: OwnJob, account: Training, service: ServiceHere) -> Response:
    """The file that a job made."""
    kind = KINDS[own.asked.kind]
    if not own.fetchable or not kind.file:
        raise ProblemError(404, _("Filen er slettet igen. Lav den en gang til."))
    service.note(account, f"{kind.name}-fetched", quiz=own.asked.quiz)
    return attached(service.jobs.parts(own.id), kind.file.format(quiz=own.asked.quiz), kind.media_type)


@router.get("/{job}/rapport", responses={404: {}})
def report_shown(own: OwnJob, account: Training, service: ServiceHere) -> Response:
    """The report that a job made: a page of its own, with the key in it."""
    if own.asked.kind != REPORT or not own.fetchable:
        raise ProblemError(404, _("Rapporten er slettet igen. Lav den en gang til."))
    service.note(account, "report-read", quiz=own.asked.quiz)
    return HTMLResponse(b"".join(service.jobs.parts(own.id)))
