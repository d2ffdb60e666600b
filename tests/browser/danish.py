"""English in what a reader sees or hears: words that Danish has not, and the theme's own phrases."""

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

import furo
import sphinx

WORDS = re.compile(
    r"\b(about|answers?|are|back|by|click|close|contents?|copy|dark|default|download|edit|empty|error|expand|find|from|"
    r"hide|home|in \[\d*\]|index|light|link to|loading|made with|match(?:es|ing)?|more|navigation|next|not found|of|on|"
    r"out|page|pages|permalink|please|previous|print|question|read|required|results?|search|searching|select|settings|"
    r"skip|sources?|submit|table of|this|toggle|top|view|warning|which|with|you|your)\b",
    re.I,
)
DANISH_TOO = {"are", "by", "copy", "default", "error", "find", "from", "index", "link to", "more", "navigation", "of",
              "on", "out", "print", "source", "top"}  # fmt: skip
"""Words on the list that Danish has as well, or that stand in names (»Time out«); phrases are looked for whole."""

_PHRASE = re.compile(
    r"""\b_\(\s*(["'])(.+?)\1\s*\)"""
    r"""|Documentation\.gettext\(\s*(["'])(.+?)\3"""
    r"""|{% trans %}(.+?){% endtrans %}"""
)
_QUOTED = re.compile(r"»[^«]*«")  # what another program says, told to one who meets it there
_OF_OTHERS = {"No student with ID … exists"}
"""What nbgrader answers, in the guide's table of its answers."""

_PROMPT = re.compile(r"(In|Out) ?\[[\d ]*\]:?")
"""What stands before a code cell."""

_SPOKEN = {"aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt", "aria-valuetext"}
_SILENT = {"script", "style", "code", "pre", "kbd"}


def theme_phrases() -> set[str]:
    """What furo and Sphinx say on a page, in English, as far as it is more than a word that Danish has too."""
    folders = [Path(furo.__file__).parent / "theme", Path(sphinx.__file__).parent / "themes/basic"]
    texts = [path.read_text("utf-8") for root in folders for path in root.rglob("*") if path.suffix in (".html", ".js")]
    found = {match[2] or match[4] or match[5] for text in texts for match in _PHRASE.finditer(text)}
    return {phrase for phrase in found if " " in phrase and "%" not in phrase}


class _Said(HTMLParser):
    """Everything in a page that is read or read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in _SILENT
        self.said += [value for name, value in attrs if name in _SPOKEN and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.said.append(" ".join(data.split()))


def said_in(html: str) -> list[str]:
    """The texts of a page, code left out, and what its attributes say."""
    parser = _Said()
    parser.feed(html)
    return parser.said


def english(said: Iterable[str]) -> list[str]:
    """Those of the texts that have English in them."""
    ours = [text for text in said if text not in _OF_OTHERS]
    return [text for text in ours if _PROMPT.fullmatch(text) or _english_words(text)]


def _english_words(text: str) -> set[str]:
    return {word.lower() for word in WORDS.findall(_QUOTED.sub("", text))} - DANISH_TOO
