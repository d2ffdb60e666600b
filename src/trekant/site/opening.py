"""How the course and its modules open: the start button, the list of modules, and a module's head."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import ClassVar, NamedTuple

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives as options
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from trekant.course.base import Objective
from trekant.course.store import CourseError
from trekant.site.content import course_of
from trekant.site.course_directive import CourseDirective

_MINUTES = re.compile(r"^:::\{modul\}\s*\n(?::.*\n)*?:minutter: *(\d+)", re.MULTILINE)

_MARK = '<svg class="start-mark" viewBox="0 0 32 32" aria-hidden="true"><use href="#svg-mark"></use></svg>'


class Module(NamedTuple):
    """A chapter of the course that opens with ``{modul}``."""

    page: str
    title: str
    minutes: int


def modules(env: BuildEnvironment) -> list[Module]:
    """The modules in the order of the contents; the minutes are read from the pages themselves."""
    course = course_of(env.app)
    found = []
    for page in env.app.config.external_site_map:
        source = Path(env.doc2path(page)) if page in course.pages else None
        match = _MINUTES.search(source.read_text(encoding="utf-8")) if source and source.is_file() else None
        if match:
            found.append(Module(page, course.pages[page], int(match[1])))
    return found


class ModuleDirective(CourseDirective):
    """How a module opens: which one it is, its minutes, the questions it answers, and its objectives."""

    option_spec: ClassVar[dict[str, Callable[[str], object]] | None] = {
        "minutter": options.positive_int,
        "maal": options.unchanged_required,
    }

    def nodes(self) -> list[Node]:
        """The box."""
        words = course_of(self.env.app).settings
        wanted = nodes.bullet_list()
        for name in self.options.get("maal", "").split():
            if name not in list(Objective) or words is None:
                raise CourseError(f"Målet »{name}« findes ikke; skriv et eller flere af {', '.join(Objective)}.")
            wanted += nodes.list_item("", nodes.paragraph("", words.model.objectives[Objective(name)]))
        box = nodes.container("", self._place(), classes=["course-box", "module"])
        asked = nodes.container("")
        asked += _title("Modulet svarer på")
        self.state.nested_parse(self.content, self.content_offset, asked)
        after = nodes.container("", _title("Når du er færdig"), wanted)
        box += nodes.container("", asked, after, classes=["module-columns"])
        return [box]

    def _place(self) -> Node:
        minutes = f"cirka {self.options.get('minutter', 5)} minutter"
        pages = [module.page for module in modules(self.env)]
        line = nodes.paragraph("", classes=["module-place"])
        if self.env.docname in pages:
            place = f"Modul {pages.index(self.env.docname) + 1} af {len(pages)}"
            line += [nodes.strong("", place), nodes.Text(f" · {minutes}")]
        else:
            line += nodes.Text(f"Modulet tager {minutes}")
        return line


class ModuleListDirective(CourseDirective):
    """The modules, each with its minutes."""

    def nodes(self) -> list[Node]:
        """A numbered list of links."""
        up = "../" * self.env.docname.count("/")
        rows = "".join(
            f'<li><a href="{up}{one.page}.html">{escape(one.title)}</a> '
            f'<span class="minutes">{one.minutes} minutter</span></li>'
            for one in modules(self.env)
        )
        # a list without marks is no list to VoiceOver, unless it says so
        return [nodes.raw("", f'<ol class="module-list" role="list">{rows}</ol>', format="html")]


class StartDirective(CourseDirective):
    """The button that begins the course; the lines below it are what to know before, each with an icon."""

    required_arguments = 1
    final_argument_whitespace = True

    def nodes(self) -> list[Node]:
        """The button, named by the argument, and the facts: a line ``icon: words`` each."""
        first = next(iter(modules(self.env)), None)
        if first is None:
            raise CourseError("Der er intet modul at begynde med; skriv {modul} øverst i det første kapitel.")
        up = "../" * self.env.docname.count("/")
        facts = [_fact(*line.split(":", 1)) for line in self.content if ":" in line]
        button = f'<a class="button" href="{up}{first.page}.html">{escape(self.arguments[0])}{_icon("arrow-right")}</a>'
        html = f'<div class="start">{button}{_MARK}<ul class="start-facts" role="list">{"".join(facts)}</ul></div>'
        return [nodes.raw("", html, format="html")]


class NowDirective(CourseDirective):
    """For one who cannot wait: a box that stands out."""

    required_arguments = 1
    final_argument_whitespace = True

    def nodes(self) -> list[Node]:
        """The box."""
        return self.boxed(self.arguments[0], "now")


def _fact(icon: str, words: str) -> str:
    return f"<li>{_icon(icon.strip())}<span>{escape(words.strip())}</span></li>"


def _icon(name: str) -> str:
    """An icon of ``assets/templates/partials/icons.html``, which stands on every page."""
    return f'<svg class="icon" aria-hidden="true"><use href="#svg-{escape(name)}"></use></svg>'


def _title(words: str) -> nodes.paragraph:
    return nodes.paragraph("", words, classes=["course-box-title"])


def register(app: Sphinx) -> None:
    """Register the directives."""
    app.add_directive("modul", ModuleDirective)
    app.add_directive("moduler", ModuleListDirective)
    app.add_directive("begynd", StartDirective)
    app.add_directive("lige-nu", NowDirective)
