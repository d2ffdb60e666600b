"""Signing in: each way is a class of its own behind one interface, and any of them may be switched on."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from trekant.service.state import Service


class SignIn(Protocol):
    """A way to sign in."""

    @property
    def name(self) -> str:
        """The file of its part of the page where one signs in, ``signin-<name>.html``; ``way`` is this object there."""

    def router(self) -> APIRouter:
        """Its routes."""

    def sign_out(self, request: Request, service: Service) -> Response | None:
        """What signs a browser out elsewhere too; None where nothing is to be done. Here it is signed out already."""
