"""The servers that can stand before the site: our own, and nginx and Caddy with the examples of ``deploy/``.

``python -m tests.webservers --ensure`` finds nginx and Caddy or installs them, and says in Danish what is missing.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.installing import by_apt, ensure
from tests.patience import PATIENCE
from trekant.site.delivery.serve import server

DEPLOY = Path(__file__).parents[1] / "deploy"


@contextmanager
def own(folder: Path, prefix: str) -> Iterator[str]:
    """``trekant serve``."""
    with server(_top(folder, prefix), 0) as serving:
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_address[1]}{prefix}"
        serving.shutdown()


@contextmanager
def nginx(folder: Path, prefix: str) -> Iterator[str]:
    """nginx with ``deploy/nginx.conf``, without its certificate."""
    work, port = folder.parent, free_port()
    example = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    changes = {"listen 443 ssl http2;": f"listen 127.0.0.1:{port};", "server_name kursus.example.dk;": ""}
    changes |= {"root /srv/kursus;": f"root {_top(folder, prefix)};", "=404 /404.html": f"=404 {prefix}/404.html"}
    changes |= {"include /srv/kursus/": f"include {folder}/"}
    with _nginx(example, changes, work, port):
        yield f"http://127.0.0.1:{port}{prefix}"


@contextmanager
def in_front(work: Path, ports: Sequence[int]) -> Iterator[int]:
    """nginx with ``deploy/service/nginx.conf``, without its certificate, before services on two ports; its own port."""
    port = free_port()
    example = (DEPLOY / "service/nginx.conf").read_text(encoding="utf-8")
    changes = {"listen 443 ssl http2;": f"listen 127.0.0.1:{port};", "server_name kursus.example.dk;": ""}
    changes |= {f"server 127.0.0.1:{8001 + number} ": f"server 127.0.0.1:{one} " for number, one in enumerate(ports)}
    with _nginx(example, changes, work, port):
        yield port


@contextmanager
def in_front_caddy(work: Path, ports: Sequence[int]) -> Iterator[int]:
    """Caddy with ``deploy/service/Caddyfile``, without its certificate, before services on two ports; its own port."""
    port = free_port()
    changes = {"\nkursus.example.dk {": f"\nhttp://127.0.0.1:{port} {{"}
    changes |= {f"127.0.0.1:{8001 + number}": f"127.0.0.1:{one}" for number, one in enumerate(ports)}
    with _caddy("service/Caddyfile", changes, work, port):
        yield port


@contextmanager
def _nginx(example: str, changes: Mapping[str, str], work: Path, port: int) -> Iterator[None]:
    for before, after in changes.items():
        assert before in example, before
        example = example.replace(before, after)
    example = "\n".join(line for line in example.splitlines() if "ssl_certificate" not in line)
    user = "user root;" if os.geteuid() == 0 else ""
    temps = "".join(f"{name}_temp_path {work}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config = work / "nginx.conf"
    config.write_text(
        f"{user} daemon off; pid {work}/nginx.pid; error_log {work}/nginx.log;\nevents {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temps}\n{example}\n}}\n",
        encoding="utf-8",
    )
    with _running([_program("nginx"), "-e", f"{work}/nginx.log", "-p", str(work), "-c", str(config)], work, port):
        yield


@contextmanager
def caddy(folder: Path, prefix: str) -> Iterator[str]:
    """Caddy with ``deploy/Caddyfile``, without its certificate."""
    work, port = folder.parent, free_port()
    changes = {"\nkursus.example.dk {": f"\nhttp://127.0.0.1:{port} {{", "rewrite * /404": f"rewrite * {prefix}/404"}
    changes |= {"root * /srv/kursus": f"root * {_top(folder, prefix)}", "import /srv/kursus/": f"import {folder}/"}
    with _caddy("Caddyfile", changes, work, port):
        yield f"http://127.0.0.1:{port}{prefix}"


@contextmanager
def _caddy(name: str, changes: Mapping[str, str], work: Path, port: int) -> Iterator[None]:
    example = (DEPLOY / name).read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in example, before
        # the first comes in the comment that says what to change
        head, _, tail = example.rpartition(before)
        example = head + after + tail
    config = work / "Caddyfile"
    config.write_text("{\n\tadmin off\n}\n" + example, encoding="utf-8")
    command = [_program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    with _running(command, work, port):
        yield


SERVERS: dict[str, Callable[[Path, str], AbstractContextManager[str]]] = {"own": own, "nginx": nginx, "caddy": caddy}
"""Each serves a folder below a prefix (``""``, or ``/`` and the folder's name) and gives its address."""


def _top(folder: Path, prefix: str) -> Path:
    return folder.parent if prefix else folder


def _program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}{os.pathsep}/usr/sbin")
    if found is None:
        raise AssertionError(f"Der er ingen {name}; kør »python -m tests.webservers --ensure«.")
    return found


@contextmanager
def _running(command: list[str], home: Path, port: int) -> Iterator[None]:
    environment = os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    with (home / "server.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None and time.monotonic() < end, (home / "server.log").read_text()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _problem() -> str | None:
    for name in ("nginx", "caddy"):
        try:
            _program(name)
        except AssertionError:
            return f"Der er ingen {name}."
    return None


if __name__ == "__main__":
    raise SystemExit(
        ensure(
            "nginx og Caddy",
            _problem,
            by_apt("nginx", "caddy"),
            variable="TREKANT_WEBSERVERS",
            instead="Installer nginx og Caddy med systemets pakkehåndtering (Debian: »sudo apt-get install nginx "
            "caddy«); prøverne af eksemplerne i deploy/ bruger dem.",
        )
    )
