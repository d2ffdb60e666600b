"""What the description of the routes says holds for whatever is sent to them, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.patience import PATIENCE
from tests.service.conftest import a_site
from tests.service.serving import serving
from trekant.service.app import make_app
from trekant.service.kept.access import Role, ensure_participants
from trekant.service.state import Service
from trekant.service.web.description import description
from trekant.service.web.guard import SIGN_OUT, cookie_name

HELD = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
ROUNDS = settings(
    max_examples=12,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
SLOW_ERRANDS = ("/underviser/deltagere/{code}/hent", "/underviser/deltagere/{code}/slet")
"""They start a process for whoever is there, so they are asked for nobody alone."""


@pytest.fixture
def service(graded: Path, graded_url: str, tmp_path: Path) -> Iterator[Service]:
    with serving(graded, a_site(tmp_path / "site"), graded_url, 8290) as running:
        yield running


def _signed_in(service: Service, role: str) -> dict[str, str]:
    """What the browser of somebody sends."""
    if role == "nobody":
        return {}
    if role == "participant":
        ensure_participants(service.database, ["ana"])
        account = service.accounts.of_participant("ana")
    else:
        account = service.accounts.add(Role(role), name="Tine Træner")
    assert account
    return {cookie_name(service): service.accounts.begin_session(account)}


def _cases(operation: Any) -> st.SearchStrategy[Any]:
    """Requests that are as they should be, and others that are not; some about somebody who is there."""
    kinds = [operation.as_strategy(mode) for mode in GenerationMode]
    if "{code}" in operation.path and operation.path not in SLOW_ERRANDS:
        kinds += [operation.as_strategy(mode, path_parameters={"code": "bo"}) for mode in GenerationMode]
    return st.one_of(kinds)


@pytest.mark.slow
@pytest.mark.parametrize("role", ["nobody", "participant", "trainer"])
def test_every_route_answers_as_it_is_described(service: Service, role: str) -> None:
    schema = schemathesis.openapi.from_dict(description(make_app(service)))
    operations = [found.ok() for found in schema.get_all_operations()]
    operations.sort(key=lambda one: one.path == SIGN_OUT)  # after that nobody is signed in
    problems: list[str] = []
    with requests.Session() as session:
        cookies = _signed_in(service, role)
        for operation in operations:

            @ROUNDS
            @seed(20261129)
            @given(case=_cases(operation))
            def asked(case: Any) -> None:
                case.call_and_validate(
                    base_url=service.settings.address,
                    session=session,
                    cookies=cookies,
                    checks=HELD,
                    allow_redirects=False,
                    timeout=PATIENCE,
                )

            try:
                asked()
            except BaseExceptionGroup as error:
                problems.append(f"{operation.label}: {error}: {[str(one) for one in error.exceptions]}")
            except Exception as error:
                problems.append(f"{operation.label}: {error}")
    assert problems == []
