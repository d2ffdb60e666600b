"""Firefox by WebDriver BiDi, which it speaks itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import websocket

from tests.browser.engines.driver import ASKED, Engine, GoneError, click_actions, end, key_actions
from tests.installing import by_apt, ensure, instead_of_apt
from tests.patience import wait_until

VARIABLE = "TREKANT_FIREFOX"
"""The environment variable that may hold the path of a Firefox."""

NAMES = ("firefox-esr", "firefox")
PREFERENCES = {
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.sessionhistory.max_total_viewers": 8,  # else a small machine gets no back-forward cache
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.disable_open_during_load": False,
    "fission.bfcacheInParent": True,
    "intl.accept_languages": "da-DK, da",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}


def find() -> str | None:
    """The path of a Firefox: TREKANT_FIREFOX, or one that is installed."""
    wished = os.environ.get(VARIABLE)
    return shutil.which(wished) if wished else next((path for name in NAMES if (path := shutil.which(name))), None)


class Firefox(Engine):
    """A Firefox without a window, with a profile that goes when it ends."""

    name = "Firefox"

    def __init__(self, path: str) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="trekant-firefox-", ignore_cleanup_errors=True)
        profile = Path(self._home.name) / "profile"
        profile.mkdir()
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in PREFERENCES.items()]
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [path, "--headless", "--no-remote", "--remote-debugging-port", "0", "--profile", str(profile)],
            env=os.environ | {"HOME": self._home.name, "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = self._address(profile / "WebDriverBiDiServer.json")
            # Firefox refuses whoever comes with an Origin: that would be a page
            self._socket = websocket.create_connection(f"{address}/session", timeout=ASKED, suppress_origin=True)
            self._number = 0
            self._ask("session.new", capabilities={})
            self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
            self._size()
        except BaseException:
            self._end()
            raise

    def _address(self, told: Path) -> str:
        """Where it listens, which it writes into its profile."""
        wait_until(lambda: bool(_read(told)) or self._process.poll() is not None, "den svarer ikke")
        found = _read(told)
        if not found:
            raise RuntimeError("den endte med det samme")
        return f"ws://{found['ws_host']}:{found['ws_port']}"

    def _ask(self, method: str, **params: Any) -> dict[str, Any]:
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") != self._number:
                continue  # an event
            if answer["type"] == "error":
                raise GoneError(f"{method}: {answer['error']}: {answer['message']}")
            return dict(answer["result"])

    def _size(self) -> None:
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": 1024, "height": 800})

    def open(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._tab},
            awaitPromise=True,
        )
        if answer["type"] == "exception":
            raise AssertionError(f"{self.name}: {answer['exceptionDetails']['text']} i {expression[:200]}")
        return json.loads(answer["result"]["value"])

    def click_at(self, x: int, y: int) -> None:
        self._ask("input.performActions", context=self._tab, actions=click_actions(x, y))

    def press(self, *keys: str) -> None:
        self._ask("input.performActions", context=self._tab, actions=key_actions(keys))

    def back(self) -> None:
        self._ask("browsingContext.traverseHistory", context=self._tab, delta=-1)

    def tab(self) -> str:
        self._tab = self._ask("browsingContext.create", type="tab")["context"]
        self._size()
        return self._tab

    def show(self, tab: str) -> None:
        self._tab = tab
        self._ask("browsingContext.activate", context=tab)

    def current(self) -> str:
        return str(self._tab)

    def shut(self) -> None:
        self._ask("browsingContext.close", context=self._tab)

    def quit(self) -> None:
        self._socket.close()
        self._end()

    def _end(self) -> None:
        end(self._process)
        self._home.cleanup()


def _read(told: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(told.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError):  # not there yet, or half written
        return {}


def problem() -> str | None:
    """Why no Firefox starts, as a Danish sentence; None when one does."""
    path = find()
    if path is None:
        wished = os.environ.get(VARIABLE)
        return f"{VARIABLE} peger på »{wished}«, som ikke findes." if wished else "Der er ingen Firefox."
    try:
        Firefox(path).quit()
    except (OSError, RuntimeError, GoneError, websocket.WebSocketException) as error:
        return f"Firefox ({path}) kan ikke starte: {error}."
    return None


def main() -> int:
    """Report whether it works, with ``--ensure`` also install it; an exit code."""
    return ensure(
        "Firefox",
        problem,
        [way for name in NAMES for way in by_apt(name)],
        variable=VARIABLE,
        instead=instead_of_apt(NAMES[0], variable=VARIABLE, what="stien til en Firefox"),
    )
