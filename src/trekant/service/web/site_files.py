"""The built site, with the headers that a server ought to send, and the mark by which pages know that we are here."""

from __future__ import annotations

import hashlib
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from trekant.course.pages.policy import ASK_AGAIN, FOREVER, HASHED

MARK = "data-service"
"""The attribute of ``<html>`` that tells a page's players to ask the service: a plain web server has none, and a page
that asked it would get an error for nothing."""

NOT_FOUND = "404.html"

ASKED_FOR_UNASKED = "favicon.ico"
"""What a browser asks for beside a page that names no icon."""


class SiteFiles(StaticFiles):
    """The files of the built site."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, marked when it is a page; the site's own page where there is none."""
        try:
            found = await super().get_response(self._icon() if path == ASKED_FOR_UNASKED else path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            return _marked(self._folder / NOT_FOUND, 404, scope)
        if isinstance(found, FileResponse) and str(found.path).endswith(".html"):
            found = _marked(Path(found.path), found.status_code, scope)
        forever = found.status_code in (200, 304) and HASHED.search("/" + path)
        found.headers["Cache-Control"] = FOREVER if forever else ASK_AGAIN
        return found

    def _icon(self) -> str:
        """Where the course's icon is in the site."""
        icons = (
            one for pattern in ("_static/*/favicon.svg", "_static/favicon.svg") for one in self._folder.glob(pattern)
        )
        return next((one.relative_to(self._folder).as_posix() for one in icons), ASKED_FOR_UNASKED)


def _marked(page: Path, status: int, scope: Scope) -> Response:
    text = page.read_text(encoding="utf-8").replace("<html ", f"<html {MARK} ", 1)
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'
    if status == 200 and Headers(scope=scope).get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(text, status, {"ETag": tag}, media_type="text/html")
