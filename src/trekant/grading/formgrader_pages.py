"""nbgrader's formgrader, made safe to read with: no value that it prints is taken for HTML or a program.

Its templates print names, addresses, ids and comments as they are, and whoever gets a script into Jupyter's origin runs
what they like on the trainer's machine. Its templates stay where they are and are mended as they are read: values are
escaped, and a program runs only when it stands in a template (see :func:`policy`). There is no setting for any of it,
so three attributes of the class below all its pages are replaced. Tried with nbgrader 0.9.6.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from functools import cache
from pathlib import Path
from typing import Any

import nbgrader.server_extensions.formgrader.handlers as stock
from jinja2 import Environment, FileSystemLoader
from jinja2.ext import Extension
from nbconvert.exporters import HTMLExporter
from nbgrader.server_extensions.formgrader.base import BaseHandler

OURS = (Path(__file__).parent / "templates" / "formgrader.js").read_text(encoding="utf-8")
"""What is mended of the formgrader's own programs; it stands at the end of every page."""

_HANDLER = re.compile(r'\son\w+="([^"]*)"', re.IGNORECASE)
_QUOTED_IN_SCRIPT = re.compile(r'"\{\{\s*([\w.]+)\s*\}\}((?:/\w+)?)"(?=;)')
_PRINTED = re.compile(r"\{\{\s*((?:resources|cell\.metadata)(?:\.\w+)+)\s*\}\}")
_POINTS_FIELD = re.compile(r'(<input class="(?:score|extra-credit) [^>]*)type="number"')


def make_safe() -> None:
    """Let the formgrader of this process print through here; whether it is started already does not matter."""
    BaseHandler.render = _render
    BaseHandler.exporter = property(_Exporter)
    BaseHandler.content_security_policy = property(policy)


def policy(handler: Any, nonce: str = "") -> str:
    """The Content-Security-Policy of a page, with what Jupyter says itself.

    Programs run that a template has marked with the page's nonce, and the few handlers that stand in the templates
    word for word; nothing else, whatever a value holds. What is no page runs nothing.
    """
    scripts = " ".join([f"'nonce-{nonce}'", "'unsafe-hashes'", *_handlers()]) if nonce else "'none'"
    ours = f"script-src {scripts}; object-src 'none'; base-uri 'none'; form-action 'self'; img-src 'self' data:"
    return f"{super(BaseHandler, handler).content_security_policy}; {ours}"


@cache
def _handlers() -> list[str]:
    """The hashes of ``onclick="…"`` and the like in the stock templates."""
    files = [path for path in Path(stock.template_path).rglob("*") if path.suffix in (".tpl", ".j2")]
    found = {match for path in files for match in _HANDLER.findall(path.read_text(encoding="utf-8"))}
    return sorted(f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in found)


class SafeTemplates(Extension):
    """Mends a template of the formgrader's as it is read; another's is left alone."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The template, with values in programs as JSON, values in HTML escaped, and a nonce on every program."""
        if filename is None or not Path(filename).is_relative_to(stock.template_path):
            return source
        in_notebook = Path(filename).suffix == ".j2"
        source = _QUOTED_IN_SCRIPT.sub(r'{{ (\1 ~ "\2") | tojson }}', source)
        source = _PRINTED.sub(r"{{ \1 | e }}", source)
        source = _POINTS_FIELD.sub(r'\1type="text" inputmode="decimal" autocomplete="off"', source)
        nonce = "resources.nonce" if in_notebook else "nonce"
        source = source.replace("</body>", f"<script>{{% raw %}}{OURS}{{% endraw %}}</script>\n</body>")
        return re.sub(r"<script\b", f'<script nonce="{{{{ {nonce} | e }}}}"', source)


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader([stock.template_path]), extensions=[SafeTemplates], autoescape=True)


def _begin(handler: Any) -> str:
    """The nonce of the page that a handler is about to write; its header says so."""
    nonce = secrets.token_urlsafe(16)
    handler.set_header("Content-Security-Policy", policy(handler, nonce))
    return nonce


def _render(handler: Any, name: str, **values: Any) -> str:
    return _pages().get_template(name).render(nonce=_begin(handler), **values)


class _Exporter:
    """In the place of the exporter that shows a notebook with the fields for points."""

    def __init__(self, handler: Any) -> None:
        self._handler = handler

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, Any]:
        settings, config = self._handler.settings, self._handler.settings["nbgrader_formgrader"].config
        known, exporter = settings.get("trekant_exporter", (None, None))
        if known is not config:
            # nbgrader's own keeps the configuration that it was started with, also in another course's folder
            exporter = HTMLExporter(config=config)  # type: ignore[no-untyped-call]
            exporter.environment.add_extension(SafeTemplates)
            settings["trekant_exporter"] = (config, exporter)
        shown: tuple[str, Any] = exporter.from_filename(
            filename, resources=resources | {"nonce": _begin(self._handler)}
        )
        return shown
