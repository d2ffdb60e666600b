"""From the inline Markdown of the YAML files to HTML, from what a participant wrote to text, and numbers in Danish."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from markdown_it import MarkdownIt

# Without HTML: what looks like a tag in a YAML file is shown, not run.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(["image", "autolink"])


@lru_cache(4096)  # grading asks for the same few hundred texts thousands of times
def to_html(markdown: str) -> str:
    """Paragraphs and lists as HTML; any HTML in the source comes out as text."""
    return str(_MARKDOWN.render(markdown)).strip()


@lru_cache(4096)
def inline_html(markdown: str) -> str:
    """One line as HTML, without a paragraph around it."""
    return str(_MARKDOWN.renderInline(markdown.strip()))


REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_NOT_TEXT = ("Cc", "Cs")


def danish_number(value: float) -> str:
    """With as many decimals as it needs, two at most: »8,5«."""
    text = f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return "0" if text == "-0" else text.replace("-", "\N{MINUS SIGN}")


def printable(text: str) -> str:
    """One line of text without what is no text: control characters and half characters."""
    return "".join(REPLACEMENT if unicodedata.category(char) in _NOT_TEXT else char for char in text)
