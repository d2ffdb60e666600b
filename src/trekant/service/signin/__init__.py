"""Signing in: each way is a class of its own behind one interface, and any of them may be switched on."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter


class SignIn(Protocol):
    """A way to sign in."""

    @property
    def name(self) -> str:
        """The file of its part of the page where one signs in, ``signin-<name>.html``."""

    def router(self) -> APIRouter:
        """Its routes."""

    def sign_out(self, back: str) -> str | None:
        """Where a browser is sent to sign out elsewhere too, to come ``back``; None where nothing is to be done."""
