"""How much is read of what anybody may send."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from trekant.service.web.problems import ProblemError


def at_most(size: int) -> type[APIRoute]:
    """A kind of route that refuses what is larger than so many bytes, or does not say how large it is, unread."""

    class Short(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            handle = super().get_route_handler()

            async def short(request: Request) -> Response:
                length = request.headers.get("content-length", "0")
                if "transfer-encoding" in request.headers or not length.isdigit() or int(length) > size:
                    raise ProblemError(413)
                return await handle(request)

            return short

    return Short


_AROUND = 10_000
"""Bytes that a form has around its file."""

A_FILE = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {"type": "object", "properties": {"fil": {"type": "string", "format": "binary"}}}
            }
        },
    }
}
"""How a form with a file is described."""


async def file_of(request: Request, size: int, too_large: str, missing: str) -> bytes:
    """The file ``fil`` of a form, of at most so many bytes; the sentences are told of one that is not to be had.

    Raises:
        ProblemError: there is none, or it is too large.
    """
    length = request.headers.get("content-length", "")
    if not length.isdigit() or int(length) > size + _AROUND:
        raise ProblemError(413, too_large)
    async with request.form(max_files=1, max_fields=2) as form:
        file = form.get("fil")
        if not isinstance(file, UploadFile) or not file.filename:
            raise ProblemError(400, missing)
        return await file.read()
