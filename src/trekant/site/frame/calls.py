"""The two calls that cannot wait, as large buttons: in the strip of every page, on the guide, and in »lige nu«."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx

from trekant.course.contact.calls import urgent_calls
from trekant.course.contact.guide import GUIDE, GuideText
from trekant.course.store import Course, read_data
from trekant.site.chapters.course_directive import CourseDirective
from trekant.site.content import course_of
from trekant.site.templates import templates


class NowDirective(CourseDirective):
    """For one who cannot wait: a box that stands out, the calls first."""

    required_arguments = 1
    final_argument_whitespace = True

    def nodes(self) -> list[Node]:
        """The box."""
        [box] = self.boxed(self.arguments[0], "now")
        assert isinstance(box, nodes.Element)
        box.insert(1, calls_node(self.env.app))  # after the title
        return [box]


def calls_node(app: Sphinx) -> nodes.raw:
    """The calls as they stand in a page."""
    return nodes.raw("", calls_html(app), format="html")


def calls_html(app: Sphinx) -> str:
    """The calls as HTML; the same for every page, so made once a build."""
    made: str | None = getattr(app, "trekant_calls", None)
    if made is None:
        made = write_calls(course_of(app))
        app.trekant_calls = made  # type: ignore[attr-defined]
    return made


def write_calls(course: Course) -> str:
    """The calls as HTML.

    Raises:
        CourseError: ``assets/guide.yaml`` or the municipality's file is missing or has an error.
    """
    words = read_data(course.root, GUIDE, GuideText).calls
    calls = urgent_calls(course.municipality, words)
    return templates().get_template("partials/calls.html").render(calls=calls, after=words.after)


def _strip(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    context["calls"] = calls_html(app)


def register(app: Sphinx) -> None:
    """Register the directive, and give every page its strip."""
    app.add_directive("lige-nu", NowDirective)
    app.connect("html-page-context", _strip)
