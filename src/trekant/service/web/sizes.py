"""How much is read of what anybody may send."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
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
