"""The routes as OpenAPI, with what each of them says when something goes wrong."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from trekant.service.web.problems import MEDIA_TYPE

_PROBLEM = "#/components/schemas/ProblemDetails"

_BY_TAG = {"trainer": (401, 404), "manager": (401, 404), "participant": (401, 403), "players": ()}
"""How it is said to somebody that a route is not for them, by the tag of the route."""


def description(app: FastAPI) -> dict[str, Any]:
    """The routes as OpenAPI."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, routes=app.routes)
        for path in found["paths"].values():
            for method, operation in path.items():
                _complete(method, operation)
        for unused in ("HTTPValidationError", "ValidationError"):
            found["components"]["schemas"].pop(unused, None)
        app.openapi_schema = found
    return app.openapi_schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Add what many routes may answer, and that it is a page to a browser and else problem details."""
    answers = operation.setdefault("responses", {})
    for status in _may_come(method, operation):
        answers.setdefault(str(status), {})
    for status, answer in answers.items():
        if status.isdigit() and int(status) >= 400:
            answer["description"] = answer.get("description") or "problem"
            answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}, "text/html": {}}


def _may_come(method: str, operation: dict[str, Any]) -> set[int]:
    found = {503}  # the database does not answer
    for tag in operation.get("tags", ()):
        found |= set(_BY_TAG.get(tag, ()))
    if method != "get":
        found.add(403)  # sent by a page of another site
    if "requestBody" in operation:
        found |= {400, 422}
    if parameters := operation.get("parameters"):
        found |= {400, 422}
        if any(one["in"] == "path" for one in parameters):
            found.add(404)
    return found
