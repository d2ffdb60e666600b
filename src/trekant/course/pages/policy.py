"""What a page may load and do: nothing from elsewhere, and of what stands in the page only what the build put in."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from trekant.course.files import Saved, UnreadableError, text_of, when_saved
from trekant.course.pages.site_config import configured
from trekant.course.store import CourseError

POLICY_FOLDER = "_policy"
"""Where the build notes what stands in the pages, in the folder of the site, for servers that send the policy too.

A release has some ten styles and scripts there, each the same to the letter on all pages that have it.
"""

_NOTED = "nginx.conf"
"""The note for nginx, which is read here too; ``caddy.conf`` beside it says the same to Caddy."""

_BY_HASH = re.compile(r"'sha256-[A-Za-z0-9+/]{43}='")


class Inline(NamedTuple):
    """The sources of what may stand in a page, as a policy names them."""

    styles: tuple[str, ...] = ()
    scripts: tuple[str, ...] = ()


NOTHING = Inline()


def source_of(text: str) -> str:
    """The source by which a policy lets a style or a script of this text through."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


_KINDS = ("style", "script")


def named_in(policy: str) -> Inline:
    """The sources that a policy, or a note of them, names."""
    parts = re.split(r"[;\n]", policy)
    found = {kind: [one for part in parts if kind in part for one in _BY_HASH.findall(part)] for kind in _KINDS}
    return Inline(tuple(found["style"]), tuple(found["script"]))


def notes(inline: Inline) -> dict[str, str]:
    """The files that say so to a server, by name."""
    values = {"inline_styles": inline.styles, "inline_scripts": inline.scripts}
    return {
        _NOTED: "".join(f'set ${name} "{_listed(sources)}";\n' for name, sources in values.items()),
        "caddy.conf": "".join(f'vars {name} "{_listed(sources)}"\n' for name, sources in values.items()),
    }


def _listed(sources: tuple[str, ...]) -> str:
    return "".join(f" {one}" for one in sources)


def inline_of(site: Path) -> Inline:
    """What the pages of a built site hold; nothing where no build has noted it.

    Pages stay whole without: a script fetches what a browser refuses (``players/refused.js``).
    """
    folder = site / POLICY_FOLDER
    return _read(folder / _NOTED, when_saved({folder: [_NOTED]}))


@lru_cache(maxsize=8)
def _read(path: Path, saved: Saved) -> Inline:
    try:
        return named_in(text_of(path)) if saved else NOTHING
    except UnreadableError:
        return NOTHING


_POLICY = (
    "default-src 'none'; script-src 'self'{scripts}; style-src 'self'{styles}; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'"
)


def page_policy(inline: Inline = NOTHING) -> str:
    """The Content-Security-Policy of a page that holds these styles and scripts, and lets no other through."""
    styles, scripts = ("".join(f" {one}" for one in sources) for sources in inline)
    return _POLICY.format(styles=styles, scripts=scripts)


def meta_policy(inline: Inline = NOTHING) -> str:
    """The policy as a page carries it, for servers that send no headers, and for files."""
    return f'<meta http-equiv="Content-Security-Policy" content="{page_policy(inline)}">'


SELF = "'self'"
"""Who may show the course in a frame, when the configuration says nothing: pages of the same server."""

FRAMING = "trekant_frame_ancestors"
"""The line of ``_config.yml`` (below ``sphinx: config:``) that says who may: the sources of ``frame-ancestors``."""

_SOURCE = r"('self'|https?://[^\s;,\"']+)"
_SOURCES = re.compile(rf"'none'|\*|{_SOURCE}( {_SOURCE})*")


def headers(framing: str = SELF, inline: Inline = NOTHING) -> dict[str, str]:
    """What a server sends with every page; ``deploy/`` has it for nginx and Caddy.

    Args:
        framing: who may show the course in a frame, which a ``<meta>`` cannot say.
        inline: what the pages hold, for a browser does what both this and the page's own policy allow.
    """
    return {
        "Content-Security-Policy": f"{page_policy(inline)}; frame-ancestors {framing}",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


def framing(root: Path) -> str:
    """Who may frame the course, as its configuration says.

    Raises:
        CourseError: the line holds something that is no source, or the file cannot be read.
    """
    said = configured(root, FRAMING)
    if said is None:
        return SELF
    if not isinstance(said, str) or not _SOURCES.fullmatch(said):
        raise CourseError(
            f"_config.yml: »{FRAMING}« er »{said}«; skriv \"'self'\", \"'none'\" eller de adresser, der må vise kurset "
            "i en ramme, med mellemrum imellem, for eksempel \"'self' https://intranet.kommune.dk\"."
        )
    return said


HASHED = re.compile(r"/_static/(v-[0-9a-f]{10}/|(cases|quizzes|practice)/.*\.[0-9a-f]{8}\.json$)")
"""The paths with a hash of the content in them. Python and JavaScript read the pattern alike."""

FOREVER = f"public, max-age={365 * 24 * 3600}, immutable"
"""How long a browser may keep what lies at a hashed path."""

ASK_AGAIN = "no-cache"
"""For everything else: kept, but asked for anew each time, so that no page is older than the release."""
