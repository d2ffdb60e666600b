"""Files that a browser saves under a name."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response, StreamingResponse

from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import CourseError
from trekant.service.given import Given
from trekant.service.state import Service
from trekant.service.web.problems import ProblemError


def attached(content: bytes | Iterator[bytes], name: str, media_type: str) -> Response:
    """An answer that is saved; the name is of ASCII without quotation marks, as ids and codes are."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if isinstance(content, bytes):
        return Response(content, media_type=media_type, headers=headers)
    return StreamingResponse(content, media_type=media_type, headers=headers)


def attached_certificate(service: Service, quiz: Quiz, given: Given, whose: str) -> Response:
    """A certificate as a PDF; ``whose`` ends the file's name.

    Raises:
        ProblemError: it cannot be set.
    """
    try:
        content = service.settings.paper.certificate(service.course, quiz, given.certificate, given.check_code)
    except CourseError as error:
        raise ProblemError(409, str(error)) from None
    return attached(content, f"kursusbevis-{whose}.pdf", "application/pdf")
