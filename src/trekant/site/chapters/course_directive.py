"""What the course's directives have in common."""

from __future__ import annotations

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from trekant.course.store import CourseError


class CourseDirective(SphinxDirective):
    """A directive that turns a mistake in its arguments into a warning with file and line."""

    has_content = True

    def nodes(self) -> list[Node]:
        """What the directive puts on the page.

        Raises:
            CourseError: an argument does not name anything in the course.
        """
        raise NotImplementedError

    def run(self) -> list[Node]:
        """The nodes, or a warning, which fails the build."""
        try:
            return self.nodes()
        except CourseError as error:
            return [self.state.document.reporter.warning(str(error), line=self.lineno)]

    def boxed(self, title: str | list[Node], *classes: str) -> list[Node]:
        """The directive's content in a box with a title that is not a heading."""
        words = [nodes.Text(title)] if isinstance(title, str) else title
        box = nodes.container("", classes=["course-box", *classes])
        box += nodes.paragraph("", "", *words, classes=["course-box-title"])
        self.state.nested_parse(self.content, self.content_offset, box)
        return [box]
