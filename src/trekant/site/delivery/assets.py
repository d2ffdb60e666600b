"""How the built pages reach a browser: light, in few round trips, and never an old file with a new page.

Sphinx has laid styles and scripts in ``_static``. Here they are made small and moved to ``_static/v-<hash>``, a hash
of all that lies there, so that a server can let browsers keep them for ever. The modules that a page asks for become
one script and what its players need later, its stylesheets stand in the page, and it gets a policy. A page that Sphinx
has not written anew comes out the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from trekant.course.pages.policy import meta_policy
from trekant.course.store import CourseError
from trekant.players.bundle import apart, bundle, dependency_order, with_kinds
from trekant.players.minify import minified
from trekant.players.words import in_language
from trekant.site.delivery.in_page import SHARED, hold

MODULES = ("aloud", "tasks")
"""The folders with modules of their own that others import; no page names one of them."""

_TOUCH_ICON = "apple-touch-icon.png"
_ASSET = re.compile(r'((?:href|src)=")([^":?]*?_static/)(?!cases/|quizzes/)([\w./-]+)(?:\?[^"]*)?"')
# these two take the whitespace behind them: a pattern that begins with whitespace is ten times slower to find
_ENTRY = re.compile(
    r'<script (?:type="module"|defer|async) src="[^"]*/([\w-]+)(?:[\w.-]*\.min)?\.js(?:\?[^"]*)?"></script>\s*'
)
_DEFERRED = re.compile(r'(<script defer="defer" [^>]*></script>)\s*')
"""Other scripts that wait for the page: they run in the order in which they stand, and before the modules."""

_TASK = re.compile(r'"kind": ?"(\w+)"')
"""The kind of a task in the data of a player."""
_PLAYER = re.compile(
    r'class="trekant-player" data-player="([a-z-]+)"(?![^>]* data-later)(?:[^>]*? data-module="([a-z-]+)")?'
)
_LATER = re.compile(r'(class="trekant-player" data-player="([a-z-]+)"[^>]* data-later=")[^"]*"')
"""A player whose script the page fetches when the reader starts it."""
_STARTS_PLAYERS = "page"
"""The module that imports players by their names."""
_FIRST = "site"
"""The module of every page: the other scripts do without what it has brought."""
_EARLY = {_FIRST, _STARTS_PLAYERS}
"""The modules that begin while the page is still on its way, with as much of it as there is."""

_AS_WRITTEN = r"<(?P<tag>pre|textarea|script|style)\b.*?</(?P=tag)>"
_UNREAD = re.compile(rf"(?P<kept>{_AS_WRITTEN})|<!--.*?-->|(?<=\n)\s+", re.S)
"""What a page has for those who write it: remarks, and blanks before a line."""

_CHARSET = re.compile(r'<meta charset="?utf-8"?\s*/?>', re.I)
_TWICE = '<meta name="viewport" content="width=device-width, initial-scale=1" />\n'
"""Docutils' own, which furo has already written."""


@dataclass(frozen=True)
class Assets:
    """The files of a release, by name, and where they lie below the site's root."""

    files: Mapping[str, bytes]

    @property
    def folder(self) -> str:
        """``_static/v-…``."""
        digest = sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return f"_static/v-{digest.hexdigest()[:10]}"


@dataclass(frozen=True)
class _Page:
    """A page as Sphinx wrote it, or as it was finished before."""

    text: str
    up: str = "./"
    """The way from the page to the top of the site, where the page does not say it."""

    @property
    def named(self) -> set[str]:
        """The assets that the page names; not the modules, which become scripts of another name."""
        places = [place for _, _, place in _ASSET.findall(_ENTRY.sub("", self.text))]
        return {place.rpartition("/")[2] for place in places} - {SHARED}

    @property
    def scripts(self) -> dict[str, list[str]]:
        """The scripts of the page's modules: the name of each, and the modules that it starts from."""
        players = sorted({module or player for player, module in _PLAYER.findall(self.text)})
        found = {}
        for entry in sorted(dict.fromkeys(_ENTRY.findall(self.text)), key=lambda one: one != _FIRST):
            parts = [entry, *players] if entry == _STARTS_PLAYERS else [entry]
            # the players first: the module that starts them finds them there
            found[f"{'.'.join(parts)}.min.js"] = [f"{part}.js" for part in (*parts[1:], parts[0])]
        return found

    @property
    def starts_early(self) -> bool:
        """Whether its scripts run as soon as they are here: then all of them know how to wait for each other."""
        return set(_ENTRY.findall(self.text)) <= _EARLY and _STARTS_PLAYERS in _ENTRY.findall(self.text)

    @property
    def later(self) -> set[str]:
        """The players that have scripts of their own, which the page fetches when one starts them."""
        return {player for _, player in _LATER.findall(self.text)}


def deliver(folder: Path, own: Mapping[str, Path], shared: list[str], unnamed: Iterable[str] = ()) -> Assets:
    """Move the assets of a built site, made small, and point its pages to them.

    Args:
        folder: the built site.
        own: the course's own styles and scripts by name, where they are written; a module may lie in a folder.
        shared: the stylesheets of every page, by name, in their order.
        unnamed: other files that belong to the release, although no page names them.

    Raises:
        CourseError: a page names a file that is not there, or a stylesheet or module cannot be read.
    """
    pages = {
        path: _Page(path.read_text(encoding="utf-8"), _up(folder, path)) for path in sorted(folder.rglob("*.html"))
    }
    data = [path.read_text(encoding="utf-8") for path in (folder / "_static").glob("*/*.json")]
    sources = {**_sources(folder), **own}
    assets = _collected(sources, list(pages.values()), data, shared, {_TOUCH_ICON, *unnamed})
    place = folder / assets.folder
    for earlier in (folder / "_static").glob("v-*"):
        if earlier != place:
            rmtree(earlier)
    place.mkdir(parents=True, exist_ok=True)
    for name, content in assets.files.items():
        (place / name).write_bytes(content)
    for path, page in pages.items():
        finished = _finished(page, assets, shared)
        if finished != page.text:
            path.write_text(finished, encoding="utf-8")
    return assets


def _up(folder: Path, page: Path) -> str:
    return "../" * (len(page.relative_to(folder).parts) - 1) or "./"


def _sources(folder: Path) -> dict[str, Path]:
    """What Sphinx has laid in ``_static``, by name, put away beside the site: it writes them at some builds only."""
    static, kept = folder / "_static", folder.parent / ".static"
    kept.mkdir(exist_ok=True)
    for path in [*static.glob("*.*"), *static.glob("styles/*"), *static.glob("scripts/*")]:
        if path.suffix != ".json":  # data are fetched where they lie
            path.replace(kept / path.name)
    for name in ("styles", "scripts"):
        if (static / name).is_dir():
            (static / name).rmdir()
    for name in MODULES:
        rmtree(static / name, ignore_errors=True)  # they are read where they are written
    return {path.name: path for path in kept.iterdir()}


def _collected(
    sources: dict[str, Path], pages: list[_Page], data: list[str], shared: list[str], unnamed: set[str]
) -> Assets:
    """The assets that pages name, and their modules as scripts, all made small."""
    needed = set(shared) | unnamed | set().union(*(page.named for page in pages))
    missing = sorted(needed - sources.keys())
    if missing:
        raise CourseError(f"Siderne bruger filer, som ikke findes: {', '.join(missing)}.")
    modules = {
        name: in_language(name, path.read_text(encoding="utf-8"))
        for name, path in sources.items()
        if name.endswith(".js")
    }
    files = {name: sources[name].read_bytes() for name in needed}
    for name in [name for name in needed if name.endswith((".js", ".css"))]:
        files[name] = minified(files[name].decode(), name).encode()
    used = {kind for text in (*(page.text for page in pages), *data) for kind in _TASK.findall(text)}
    for name, text in _bundled(pages, with_kinds(modules, used)).items():
        files[name] = minified(text, name).encode()
    together = b"".join(files.pop(name) for name in shared)
    return Assets(files | {SHARED: together})


_LATER_SCRIPT = "later."


def later_script(player: str) -> str:
    """The name of the script of a player that is fetched when one starts it."""
    return f"{_LATER_SCRIPT}{player}.min.js"


def _bundled(pages: list[_Page], modules: Mapping[str, str]) -> dict[str, str]:
    """The scripts of the pages, with those that they ask for later, by the names under which they ask."""
    entries: dict[str, list[str]] = {}
    there: dict[str, set[str]] = {}  # what is there before a script, wherever it is loaded
    for page in pages:
        loaded: set[str] = set()
        for name, parts in page.scripts.items():
            entries[name] = parts
            there[name] = there.get(name, loaded) & loaded
            loaded |= set(dependency_order(parts, modules))
        for player in page.later:
            name = later_script(player)
            entries[name] = [f"{player}.js"]
            there[name] = there.get(name, loaded) & loaded
    files = {}
    for name, parts in entries.items():
        files[name] = bundle(parts, modules, there[name], begins=not name.startswith(_LATER_SCRIPT))
        whole = there[name] | set(dependency_order(parts, modules))
        for one in apart(parts, modules):
            files[name.replace(".min.js", f".{one.removesuffix('.js')}.min.js")] = bundle([one], modules, whole)
    return files


def _finished(page: _Page, assets: Assets, shared: list[str]) -> str:
    """A page that names the release's files."""
    text = _ENTRY.sub("", page.text)
    found = re.search(r'data-content_root="([^"]*)"', text)
    root = found[1] if found else page.up
    place = f"{root}{assets.folder}/"
    text = _ASSET.sub(lambda match: f'{match[1]}{place}{match[3].rpartition("/")[2]}"', text)
    text = _LATER.sub(lambda match: f'{match[1]}{place}{later_script(match[2])}"', text)
    tag = "async" if page.starts_early else "defer"
    scripts = "".join(f'\n<script {tag} src="{place}{name}"></script>' for name in page.scripts)
    scripts = "".join(_DEFERRED.findall(text)) + scripts
    text = _DEFERRED.sub("", text).replace("</head>", f"{scripts.strip()}\n</head>", 1)
    if 'http-equiv="Content-Security-Policy"' not in text:
        links = f'<link rel="manifest" href="{root}manifest.webmanifest">'
        links += f'<link rel="apple-touch-icon" href="{place}{_TOUCH_ICON}">'
        head = f"{meta_policy()}\n{links}"
        text = _CHARSET.sub(lambda match: f"{match[0]}{head}", text.replace(_TWICE, "", 1), count=1)
    text = hold(text, place, assets.files, shared)
    return _UNREAD.sub(lambda match: match["kept"] or "", text)
