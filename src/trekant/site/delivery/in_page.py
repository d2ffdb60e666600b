"""What stands in the page itself: its look, the script of its first paint, and what may be fetched ahead of a press.

On a phone a page waits for round trips and not for bytes. So the first answer brings all that the first screen needs;
each style stands there with the address of its file, which is for browsers that refuse it (``players/refused.js``), and
for whoever reads the pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from trekant.course.pages.policy import POLICY_FOLDER, Inline, meta_policy, named_in, notes, source_of

SHARED = "page.css"
"""The stylesheet that every page has: all that the configuration names in one file."""

_LAST = "players.css"
"""The stylesheet that comes after the others of a page."""

FIRST_PAINT = "theme.js"
"""The script that runs before the page is painted."""

_AHEAD = json.dumps(
    {"prerender": [{"where": {"selector_matches": ".next-page, .onward .button"}, "eagerness": "moderate"}]},
    separators=(",", ":"),
)
"""The next page, once somebody reaches for it. Nothing runs there before it is shown (``players/bundle.py``)."""

# these take the whitespace behind them: a pattern that begins with whitespace is ten times slower to find
_SHEET = re.compile(
    r'<link rel="stylesheet"[^>]*? href="[^"]*/(?P<linked>[\w-]+\.css)[^>]*>\s*'
    r'|<style data-href="[^"]*/(?P<held>[\w-]+\.css)">.*?</style>\s*',
    re.S,
)
_SCRIPT = re.compile(rf'<script (?:data-)?src="[^"]*/{re.escape(FIRST_PAINT)}[^"]*">.*?</script>', re.S)
_RULES = re.compile(r'<script type="speculationrules">.*?</script>\n?', re.S)
_LEADS_ON = re.compile(r'class="next-page"|class="onward"')
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')


def hold(page: str, place: str, files: Mapping[str, bytes], shared: list[str]) -> str:
    """The page with all of this in it, and with the policy that lets it through; the same again if it had it before.

    Args:
        page: a page that names its stylesheets, or holds them.
        place: the way from the page to the release's files, with a slash at its end.
        files: these, by name.
        shared: the stylesheets that are one, by name.
    """
    texts = {name: content.decode().replace("\r\n", "\n") for name, content in files.items() if _is_text(name)}
    names = _sheets(page, shared)
    page = _RULES.sub("", _SHEET.sub("", page))
    scripts = []
    if _SCRIPT.search(page):
        scripts.append(texts[FIRST_PAINT])
        held = f'<script data-src="{place}{FIRST_PAINT}">{texts[FIRST_PAINT]}</script>'
        page = _SCRIPT.sub(lambda _match: held, page, count=1)
    if _LEADS_ON.search(page):
        scripts.append(_AHEAD)
        page = page.replace("</body>", f'<script type="speculationrules">{_AHEAD}</script>\n</body>', 1)
    styles = "".join(f'<style data-href="{place}{name}">{texts[name]}</style>\n' for name in names)
    page = page.replace("</head>", f"{styles}</head>", 1)
    policy = meta_policy(Inline(tuple(source_of(texts[name]) for name in names), tuple(map(source_of, scripts))))
    return _META.sub(lambda _match: policy, page, count=1)


def _is_text(name: str) -> bool:
    return name == FIRST_PAINT or name.endswith(".css")


def _sheets(page: str, shared: list[str]) -> list[str]:
    """The stylesheets of a page in their order: the shared ones are one and come first, and the players' last."""
    named = [match["linked"] or match["held"] for match in _SHEET.finditer(page)]
    found = list(dict.fromkeys(SHARED if name in shared else name for name in named))
    return sorted(found, key=lambda name: (name != SHARED, name == _LAST))


def note_policy(folder: Path) -> None:
    """Note beside the pages of a finished site what they hold, for the servers that send the policy too."""
    held = [
        named_in(match[1])
        for path in folder.rglob("*.html")
        if (match := _META.search(path.read_text(encoding="utf-8")))
    ]
    styles, scripts = ({one for inline in held for one in inline[kind]} for kind in (0, 1))
    (folder / POLICY_FOLDER).mkdir(exist_ok=True)
    for name, text in notes(Inline(tuple(sorted(styles)), tuple(sorted(scripts)))).items():
        (folder / POLICY_FOLDER / name).write_text(text, encoding="utf-8")
