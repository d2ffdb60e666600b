"""The templates of the pages, and an environment for those that Sphinx does not fill."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from trekant.course import words
from trekant.course.writing.text import inline_html, to_html

FOLDER = Path(__file__).parent


@cache
def templates() -> Environment:
    """The templates of this folder; everything is escaped, and ``inline`` and ``blocks`` make HTML of Markdown."""
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True)
    environment.filters |= {"inline": inline_html, "blocks": to_html}
    environment.globals |= {"_": words._}
    return environment
