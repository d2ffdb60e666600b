"""What others show of a page: its description, and the picture that stands by a link to it."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from trekant.course.store import Course
from trekant.course.writing.text import to_html
from trekant.site.content import course_of, made_from
from trekant.site.figures.palette import palette

PICTURE = "del.png"
_SIZE = (1200, 630)  # pixels; what those who show links ask for
_BANDS = (("mark-top", 0.0, 1 / 3), ("mark-middle", 1 / 3, 2 / 3), ("mark-base", 2 / 3, 1.0))
_LONGEST = 155  # characters of a description that search engines show


def register(app: Sphinx) -> None:
    """Connect the hooks."""
    app.connect("html-page-context", _meta, priority=700)
    app.connect("build-finished", _picture)


def _meta(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """The description of the page, and with an address of the site (``html_baseurl``) also its picture.

    The picture needs its whole address: those who fetch it do not know where the page stands.
    """
    tags = [('property="og:title"', _plain(context.get("title") or "")), ('property="og:locale"', "da_DK")]
    said = _short(context.get("description") or _running_text(doctree) or _introduction(app, page))
    if said:
        tags.append(('name="description" property="og:description"', said))
    if app.config.html_baseurl:
        address = f"{app.config.html_baseurl.rstrip('/')}/{PICTURE}"
        tags += [('property="og:image"', address), ('property="og:image:alt"', course_of(app).municipality.name)]
        tags.append(('name="twitter:card"', "summary_large_image"))
    tags.append(('name="theme-color"', palette(Path(app.srcdir))["course-head"].light))
    written = "".join(f'\n<meta {names} content="{escape(value)}">' for names, value in tags)
    context["metatags"] = context.get("metatags", "") + written


def _plain(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


def _running_text(doctree: nodes.document | None) -> str:
    running = doctree.findall(nodes.paragraph) if doctree else ()
    return " ".join(one.astext() for one in running if isinstance(one.parent, nodes.section))


def _introduction(app: Sphinx, page: str) -> str:
    """What the quiz of the page says first."""
    loaded = course_of(app).quizzes.get(page.rpartition("/")[2])
    return _plain(to_html(loaded.model.intro)) if loaded else ""


def _short(text: str) -> str:
    """The beginning of a text, ended at a sentence where one ends in time."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST:
        return text
    cut = text[:_LONGEST]
    sentence = cut.rfind(". ")
    return cut[: sentence + 1] if sentence > _LONGEST // 2 else f"{cut[: cut.rfind(' ')]} …"


def _picture(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        path = Path(app.outdir) / PICTURE
        made_from(app, [path], lambda: write_picture(course_of(app), app.config.html_title, path))


def write_picture(course: Course, title: str, path: Path) -> None:
    """The mark, the course's title and the municipality's name, 1200 by 630 pixels, as PNG."""
    import matplotlib as mpl  # a second to load, and most builds leave the picture as it is
    from matplotlib.figure import Figure
    from matplotlib.patches import Polygon, Rectangle

    colours = palette(course.root)
    with mpl.rc_context({"font.family": "DejaVu Serif", "svg.fonttype": "none"}):
        figure = Figure(figsize=(_SIZE[0] / 100, _SIZE[1] / 100), dpi=100, facecolor=colours["course-head"].light)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, _SIZE[0]), ylim=(_SIZE[1], 0))
        axes.axis("off")
        for name, upper, lower in _BANDS:
            axes.add_patch(Polygon(_band(upper, lower), closed=True, facecolor=colours[name].light, edgecolor="none"))
        axes.add_patch(Rectangle((0, _SIZE[1] - 16), _SIZE[0], 16, facecolor=colours["mark-middle"].light))
        ink = colours["course-on-head"].light
        first, _, rest = title.rpartition(" ")
        axes.text(470, 285, f"{first}\n{rest}".strip(), fontsize=46, color=ink, va="center", linespacing=1.3)
        axes.text(470, 430, course.municipality.name, fontsize=24, color=ink, va="center", family="DejaVu Sans")
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, metadata={"Software": None})


def _band(upper: float, lower: float) -> list[tuple[float, float]]:
    """A third of the triangle, in pixels of the picture."""
    centre, top, height, slope, gap = 255.0, 150.0, 320.0, 0.56, 5.0
    y1, y2 = height * upper + gap * (upper > 0), height * lower - gap * (lower < 1)
    return [
        (centre - y1 * slope, top + y1),
        (centre + y1 * slope, top + y1),
        (centre + y2 * slope, top + y2),
        (centre - y2 * slope, top + y2),
    ]
