"""The service over a course with hand-ins that are graded, and browsers of those who may see them, or may not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.service.conftest import ADDRESS, a_service, a_site
from trekant.service.app import make_app
from trekant.service.kept.access import Account, Role
from trekant.service.state import Service
from trekant.service.web.guard import cookie_name

SignedIn = Callable[..., TestClient]


@pytest.fixture
def service(graded: Path, graded_url: str, tmp_path: Path) -> Iterator[Service]:
    """The service over the course of ``graded``, on each database; nothing is graded in the background."""
    made = a_service(graded, a_site(tmp_path / "site"), graded_url)
    yield made
    made.database.close()


@pytest.fixture
def signed_in(service: Service) -> SignedIn:
    """A browser that somebody is signed in with: an account, or a trainer limited to some cohorts (None: to none)."""
    app = make_app(service)

    def sign_in(account: Account | None = None, cohorts: str | None = None) -> TestClient:
        who = account or service.accounts.add(Role.TRAINER, name="Underviser", cohorts=cohorts)
        browser = TestClient(app, base_url=ADDRESS, follow_redirects=False, headers={"accept": "text/html"})
        browser.cookies.set(cookie_name(service), service.accounts.begin_session(who))
        return browser

    return sign_in


@pytest.fixture
def trainer(signed_in: SignedIn) -> TestClient:
    """A browser of a trainer who sees everybody."""
    return signed_in()
