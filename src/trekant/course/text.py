"""From the inline Markdown of the YAML files to HTML."""

from __future__ import annotations

from markdown_it import MarkdownIt

# Without HTML: what looks like a tag in a YAML file is shown, not run.
_MARKDOWN = MarkdownIt("commonmark", {"html": False, "typographer": False}).disable(["image", "autolink"])


def to_html(markdown: str) -> str:
    """Paragraphs and lists as HTML; any HTML in the source comes out as text."""
    return str(_MARKDOWN.render(markdown)).strip()


def inline_html(markdown: str) -> str:
    """One line as HTML, without a paragraph around it."""
    return str(_MARKDOWN.renderInline(markdown.strip()))
