"""From the inline Markdown of the YAML files to HTML."""

from __future__ import annotations

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
