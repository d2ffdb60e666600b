"""One participant: how far in each quiz, what was handed in and when, and what the trainer can do."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, Response

from trekant.course.store import CourseError
from trekant.course.words import N_, _
from trekant.service.background.errands import EXPORT, FORGET, run_errand
from trekant.service.kept.moments import aware
from trekant.service.trainer.people import one_seen_by
from trekant.service.trainer.progress import WORDS, progress_of
from trekant.service.trainer.roster import PATH, with_code
from trekant.service.web.attached import attached
from trekant.service.web.guard import ServiceHere, Training
from trekant.service.web.problems import ProblemError

router = APIRouter(prefix=PATH, tags=["trainer"], default_response_class=HTMLResponse)


@router.get("/{code}", responses={404: {}})
def person_page(code: str, account: Training, service: ServiceHere) -> Response:
    """One participant."""
    one = one_seen_by(service, account, code)
    titles = {quiz.id: quiz.title for quiz in service.graded_quizzes()}
    page = service.frame.page(
        "trainer/person.html",
        one.shown,
        here=PATH,
        one=one,
        steps=[(quiz, found, _(WORDS[found.step])) for quiz, found in progress_of(service, one)],
        hand_ins=[(aware(sent.arrived), titles.get(sent.quiz, sent.quiz)) for sent in service.hand_ins.of(one.code)],
        word=_(WORD),
        can_sign_in=one.code in with_code(service, [one.code]),
    )
    return HTMLResponse(page)


WORD = N_("slet")
"""What one writes to have somebody deleted: a yes is given in one's sleep."""


@router.post("/{code}/hent", response_class=Response, responses={200: {"content": {"application/zip": {}}}, 404: {}})
def export_person(code: str, account: Training, service: ServiceHere) -> Response:
    """Everything that is kept about a participant, as a zip to hand over."""
    one = one_seen_by(service, account, code)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "alt.zip"
        try:
            run_errand(service.settings, EXPORT, one.code, path)
        except CourseError as error:
            raise ProblemError(409, str(error)) from None
        content = path.read_bytes()
    service.note(account, "exported", about=one.code)
    return attached(content, f"deltager-{one.code}.zip", "application/zip")


@router.post("/{code}/slet", responses={400: {}, 404: {}, 409: {}})
def forget_person(
    code: str, account: Training, service: ServiceHere, ord: Annotated[str, Form(max_length=20)] = ""
) -> Response:
    """Remove everything that is kept about a participant."""
    one = one_seen_by(service, account, code)
    if ord.strip().casefold() != _(WORD):
        said = _("Skriv ordet »{word}«, når alt om {name} skal slettes.")
        raise ProblemError(400, said.format(word=_(WORD), name=one.shown))
    try:
        files = run_errand(service.settings, FORGET, one.code)
    except CourseError as error:
        raise ProblemError(409, str(error)) from None
    service.note(account, "forgotten")  # and not whom: that is forgotten
    page = service.frame.page("trainer/forgotten.html", _("Det er slettet"), here=PATH, files=files)
    return HTMLResponse(page)
