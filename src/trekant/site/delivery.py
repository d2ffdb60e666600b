"""How the built pages reach a browser: light, in few round trips, and never an old file with a new page.

Sphinx has laid styles and scripts in ``_static``. Here they are slimmed and moved to ``_static/v-<hash>``, whose hash is
of all that lies there: a server can let browsers keep them for ever, and modules import each other as before. Pages
get a policy, and links that fetch all modules of a player at once instead of one import after the other. A page that
Sphinx has not written anew comes out the same again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from trekant.course.store import CourseError
from trekant.site.policy import meta_policy
from trekant.site.stylesheet import slim, words_of_markup, words_of_script

SHARED = "page.css"
"""The stylesheet that every page has: furo's and the course's own in one file."""

_TOUCH_ICON = "apple-touch-icon.png"
_ASSET = re.compile(r'((?:href|src)=")([./]*_static/)(?!cases/|quizzes/)[\w./-]*?([\w-]+\.(?:css|js|svg|png))(?:\?[^"]*)?"')
_SHEETS = re.compile(r'\s*<link rel="stylesheet"[^>]*? href="[^"]*/(?P<name>[\w-]+\.css)"[^>]*>')
_PRELOAD = re.compile(r'\n?<link rel="modulepreload"[^>]*>')
_PLAYER = re.compile(r'class="trekant-player" data-player="([a-z-]+)"')
_MODULE = re.compile(r'<script type="module" src="[^"]*/([\w-]+\.js)">|class="trekant-player" data-player="([a-z-]+)"')
_IMPORT = re.compile(r"""from "\./([\w-]+\.js)";""")
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

    def modules(self, names: Iterable[str]) -> list[str]:
        """The modules, and all that they import, in the order in which they are met."""
        found = list(dict.fromkeys(names))
        for name in found:
            text = self.files[name].decode()
            found += [one for one in _IMPORT.findall(text) if one not in found]
        return found


def deliver(folder: Path, own: Iterable[Path], shared: list[str], unnamed: Iterable[str] = ()) -> Assets:
    """Move and slim the assets of a built site, and point its pages to them.

    Args:
        folder: the built site.
        own: the course's own styles and scripts, where they are written.
        shared: the stylesheets of every page, by name, in their order.
        unnamed: other files that belong to the release, although no page names them.

    Raises:
        CourseError: a page names a file that is not there, or a stylesheet cannot be read.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}
    data = [path.read_text(encoding="utf-8") for path in (folder / "_static").glob("*/*.json")]
    sources = _sources(folder) | {path.name: path for path in own}
    assets = _collected(sources, list(pages.values()), data, shared, {_TOUCH_ICON, *unnamed})
    place = folder / assets.folder
    for earlier in (folder / "_static").glob("v-*"):
        if earlier != place:
            rmtree(earlier)
    place.mkdir(parents=True, exist_ok=True)
    for name, content in assets.files.items():
        (place / name).write_bytes(content)
    for path, text in pages.items():
        finished = _finished(text, assets, shared)
        if finished != text:
            path.write_text(finished, encoding="utf-8")
    return assets


def _sources(folder: Path) -> dict[str, Path]:
    """What Sphinx has laid in ``_static``, by name, put away beside the site: it writes them at some builds only."""
    static, kept = folder / "_static", folder.parent / ".static"
    kept.mkdir(exist_ok=True)
    for path in [*static.glob("*.*"), *static.glob("styles/*"), *static.glob("scripts/*")]:
        path.replace(kept / path.name)
    for name in ("styles", "scripts"):
        if (static / name).is_dir():
            (static / name).rmdir()
    return {path.name: path for path in kept.iterdir()}


def _collected(sources: dict[str, Path], pages: list[str], data: list[str], shared: list[str], unnamed: set[str]) -> Assets:
    """The assets that pages name and the modules that those import, all slimmed."""
    named = {name for text in pages for _, _, name in _ASSET.findall(text)} - {SHARED} | {*shared} | unnamed
    players = {f"{name}.js" for text in pages for name in _PLAYER.findall(text)}
    missing = sorted((named | players) - sources.keys())
    if missing:
        raise CourseError(f"Siderne bruger filer, som ikke findes: {', '.join(missing)}.")
    files = {name: sources[name].read_bytes() for name in sources if name in named or name.endswith(".js")}
    files = {name: slim_script(content.decode()).encode() if name.endswith(".js") else content for name, content in files.items()}
    scripts = Assets(files).modules(sorted(name for name in named | players if name.endswith(".js")))
    files = {name: content for name, content in files.items() if name in scripts or not name.endswith(".js")}
    words = set().union(
        *map(words_of_markup, [*pages, *(text.replace("\\u003c", "<") for text in data)]),
        *(words_of_script(files[name].decode()) for name in scripts),
    )
    for name in [name for name in files if name.endswith(".css")]:
        try:
            files[name] = slim(files[name].decode(), words).encode()
        except ValueError as error:
            raise CourseError(f"Stilarket {name} kan ikke læses, {error}. Ret det, og byg igen.") from None
    together = b"".join(files.pop(name) for name in shared)
    return Assets(files | {SHARED: together})


def slim_script(text: str) -> str:
    """A script without indentation and the comments that have lines of their own.

    Own code: what a real minifier saves beyond this is 1 KB a page. A text that goes over several lines would
    lose its indentation, so a script with one is left as it is.
    """
    if any(line.count("`") % 2 for line in text.splitlines()):
        return text
    text = re.sub(r"^\s*/\*.*?\*/\s*$", "", text, flags=re.M | re.S)
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _finished(text: str, assets: Assets, shared: list[str]) -> str:
    """A page that names the release's files."""
    text = _ASSET.sub(lambda match: f'{match[1]}{match[2]}{assets.folder.removeprefix("_static/")}/{match[3]}"', text)
    found = re.search(r'data-content_root="([./]*)"', text)
    root = found[1] if found else "./"
    place = f"{root}{assets.folder}/"
    text = _one_sheet(text, place, shared)
    modules = [f"{player}.js" if player else script for script, player in _MODULE.findall(text)]
    text = _PRELOAD.sub("", text)
    needed = assets.modules(modules)
    needed = needed if len(needed) > len(modules) else []  # modules that import nothing are asked for as early
    preload = "".join(f'\n<link rel="modulepreload" href="{place}{name}">' for name in needed)
    text = text.replace("</head>", f"{preload}\n</head>", 1) if preload else text
    if 'http-equiv="Content-Security-Policy"' not in text:
        text = _CHARSET.sub(lambda match: f"{match[0]}{meta_policy()}", text.replace(_TWICE, "", 1), count=1)
        links = f'<link rel="manifest" href="{root}manifest.webmanifest"><link rel="apple-touch-icon" href="{place}{_TOUCH_ICON}">'
        text = text.replace("</head>", f"{links}\n</head>", 1)
    return text


def _one_sheet(text: str, place: str, shared: list[str]) -> str:
    """The shared stylesheets of a page as one link, where the first of them stood."""
    first = True

    def one(match: re.Match[str]) -> str:
        nonlocal first
        if match["name"] not in shared:
            return match[0]
        link = f'\n<link rel="stylesheet" href="{place}{SHARED}">' if first else ""
        first = False
        return link

    return _SHEETS.sub(one, text)
