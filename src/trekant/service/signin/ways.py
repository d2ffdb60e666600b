"""The ways to sign in that are switched on; what only one of them needs is imported when it is."""

from __future__ import annotations

import os
from collections.abc import Mapping

from trekant.course.store import CourseError
from trekant.service.signin import SignIn
from trekant.service.signin.by_code import SignInByCode
from trekant.service.signin.settings import hub_from, oidc_from


def sign_ins_from(environment: Mapping[str, str] = os.environ) -> tuple[SignIn, ...]:
    """Those that the environment switches on, in the order in which they are offered, and always the one by code.

    Raises:
        CourseError: one of them is set up wrongly, or its package is not there.
    """
    found: list[SignIn] = []
    if oidc := oidc_from(environment):
        try:
            from trekant.service.signin.by_oidc import SignInByOidc
        except ImportError as error:
            raise CourseError(_missing("OIDC", "authlib requests", error)) from None
        found.append(SignInByOidc(oidc))
    if hub := hub_from(environment):
        try:
            from trekant.service.signin.by_hub import SignInByHub
        except ImportError as error:
            raise CourseError(_missing("JupyterHub", "jupyterhub", error)) from None
        found.append(SignInByHub(hub))
    return (*found, SignInByCode())


def _missing(way: str, packages: str, error: ImportError) -> str:
    return f"Login med {way} kræver pakken {error.name}. Skriv: python -m pip install {packages}"
