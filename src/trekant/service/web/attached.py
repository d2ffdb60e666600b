"""Files that a browser saves under a name."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import CourseError
from trekant.course.words import N_, _
from trekant.service.given import Given
from trekant.service.state import Service
from trekant.service.web.problems import ProblemError

CHANGED = N_(
    "Kursusbeviset kan ikke hentes. Oplysningerne om det er ændret i databasen, siden det blev givet. Sig det til den, "
    "der står for kurset, eller til it-afdelingen."
)


def attached(content: bytes | Iterator[bytes], name: str, media_type: str) -> Response:
    """An answer that is saved; the name is of ASCII without quotation marks, as ids and codes are."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if isinstance(content, bytes):
        return Response(content, media_type=media_type, headers=headers)
    return StreamingResponse(content, media_type=media_type, headers=headers)


def refuse_changed(given: Given) -> None:
    """Hand nothing out of a certificate that somebody has changed in the database.

    Raises:
        ProblemError: it was changed.
    """
    if not given.genuine:
        raise ProblemError(409, _(CHANGED))


def attached_certificate(service: Service, quiz: Quiz, given: Given, whose: str) -> Response:
    """A certificate as a PDF; ``whose`` ends the file's name.

    Raises:
        ProblemError: it cannot be set, or does not say any more what was given.
    """
    refuse_changed(given)
    try:
        content = service.settings.paper.certificate(service.course, quiz, given.certificate, given.check_code)
    except CourseError as error:
        raise ProblemError(409, str(error)) from None
    return attached(content, f"kursusbevis-{whose}.pdf", "application/pdf")
