"""WebKit, which every iPhone runs, by its own WebDriver on a screen that nobody sees (Xvfb)."""

from __future__ import annotations

import json
import os
import select
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from tests.browser.engines.driver import ASKED, Engine, GoneError, click_actions, end, key_actions
from tests.installing import by_apt, ensure, instead_of_apt
from tests.patience import wait_until

VARIABLE = "TREKANT_WEBKIT"
"""The environment variable that may hold the path of another WebKitWebDriver."""

PACKAGES = ("webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb")
PLACES = (
    "/usr/lib/*/webkit2gtk-4.1",
    "/usr/lib/webkit2gtk-4.1",
    "/usr/libexec/webkit2gtk-4.1",
    "/usr/lib/*/webkitgtk-6.0",
)
_OPENER = build_opener(ProxyHandler({}))  # the driver stands on this machine, whatever proxy is set
_ELSEWHERE = {"no such window", "no such frame", "stale element reference"}


def find() -> tuple[str, str, str] | None:
    """The paths of the driver, the browser and the screen: TREKANT_WEBKIT names another driver."""
    driver = shutil.which(os.environ.get(VARIABLE, "WebKitWebDriver"))
    screen = shutil.which("Xvfb")
    browsers = [one for place in PLACES for one in Path("/").glob(f"{place.lstrip('/')}/MiniBrowser")]
    return (driver, str(browsers[0]), screen) if driver and screen and browsers else None


def _environment(home: str, display: str) -> dict[str, str]:
    """No window system but Xvfb, no graphics card, no home but its own; as root WebKit has no sandbox."""
    ours = {
        "DISPLAY": display,
        "GDK_BACKEND": "x11",
        "HOME": home,
        "LIBGL_ALWAYS_SOFTWARE": "1",
        "NO_AT_BRIDGE": "1",
        "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        "XDG_RUNTIME_DIR": home,
        "GIO_USE_PROXY_RESOLVER": "dummy",
    }
    if os.geteuid() == 0:
        ours["WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS"] = "1"
    return os.environ | ours


class WebKit(Engine):
    """WebKit's MiniBrowser; what it keeps goes when it ends."""

    name = "WebKit"

    def __init__(self, driver: str, browser: str, screen: str) -> None:
        self._home = tempfile.TemporaryDirectory(prefix="trekant-webkit-", ignore_cleanup_errors=True)
        self._processes: list[subprocess.Popen[bytes]] = []
        try:
            environment = _environment(self._home.name, self._screen(screen))
            port = _free_port()
            self._start([driver, f"--port={port}"], env=environment, cwd=self._home.name)
            self._address = f"http://127.0.0.1:{port}"
            self._wait(port)
            options = {"binary": browser, "args": ["--automation"]}
            wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
            self._address += f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"
            self._size()
        except BaseException:
            self._end()
            raise

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command, stderr=subprocess.DEVNULL, **{"stdout": subprocess.DEVNULL, **options})
        self._processes.append(process)
        return process

    def _screen(self, path: str) -> str:
        """Start a screen under the first free number, which it tells on the pipe."""
        read, write = os.pipe()
        command = [path, "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
        self._start(command, pass_fds=(write,))
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip() if select.select([told], [], [], ASKED)[0] else ""
        if not number:
            raise RuntimeError("skærmen Xvfb startede ikke")
        return f":{number}"

    def _wait(self, port: int) -> None:
        driver = self._processes[-1]
        wait_until(lambda: _listens(port) or driver.poll() is not None, "driveren svarer ikke")
        if driver.poll() is not None:
            raise RuntimeError("driveren endte med det samme")

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = Request(self._address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with _OPENER.open(request, timeout=ASKED) as answer:
                return json.load(answer)["value"]
        except HTTPError as error:
            told = json.load(error)["value"]
            if told["error"] in _ELSEWHERE:
                raise GoneError(told["message"]) from None
            raise AssertionError(f"{self.name}: {path}: {told['error']}: {told['message']}") from None

    def _size(self) -> None:
        self._ask("POST", "/window/rect", {"width": 1024, "height": 900})

    def open(self, url: str) -> None:
        self._ask("POST", "/url", {"url": url})

    def evaluate(self, expression: str) -> Any:
        # the callback of an asynchronous script; a promise that is returned is not waited for everywhere
        script = (
            "const tell = arguments[0]; Promise.resolve().then(async () => "
            f"tell(JSON.stringify({{ is: (await ({expression})) ?? null }}))"
            ").catch((error) => tell(JSON.stringify({ error: String(error) })));"
        )
        answer = json.loads(self._ask("POST", "/execute/async", {"script": script, "args": []}))
        if "error" in answer:
            raise AssertionError(f"{self.name}: {answer['error']} i {expression[:200]}")
        return answer["is"]

    def click_at(self, x: int, y: int) -> None:
        self._ask("POST", "/actions", {"actions": click_actions(x, y)})

    def press(self, *keys: str) -> None:
        self._ask("POST", "/actions", {"actions": key_actions(keys)})

    def back(self) -> None:
        self._ask("POST", "/back")

    def tab(self) -> str:
        made = self._ask("POST", "/window/new", {"type": "window"})["handle"]  # a tab stays hidden, and hears no click
        self.show(made)
        self._size()
        return str(made)

    def show(self, tab: str) -> None:
        self._ask("POST", "/window", {"handle": tab})

    def current(self) -> str:
        return str(self._ask("GET", "/window"))

    def shut(self) -> None:
        self._ask("DELETE", "/window")

    def quit(self) -> None:
        try:
            self._ask("DELETE", "")
        finally:
            self._end()

    def _end(self) -> None:
        for process in reversed(self._processes):
            end(process)
        self._home.cleanup()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as one:
        return one.connect_ex(("127.0.0.1", port)) == 0


def problem() -> str | None:
    """Why no WebKit starts, as a Danish sentence; None when one does."""
    paths = find()
    if paths is None:
        wished = os.environ.get(VARIABLE)
        if wished and not shutil.which(wished):
            return f"{VARIABLE} peger på »{wished}«, som ikke findes."
        return "Der mangler WebKit, dens driver eller skærmen Xvfb."
    try:
        WebKit(*paths).quit()
    except (OSError, RuntimeError, AssertionError, GoneError) as error:
        return f"WebKit ({paths[1]}) kan ikke starte: {error}."
    return None


def main() -> int:
    """Report whether it works, with ``--ensure`` also install it; an exit code."""
    return ensure(
        "WebKit",
        problem,
        by_apt(*PACKAGES),
        variable=VARIABLE,
        instead=instead_of_apt(*PACKAGES, variable=VARIABLE, what="stien til WebKits driver"),
    )
