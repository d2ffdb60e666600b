"""What goes into a package: the whole course, a module or a case, and always the guide that says whom to contact."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from trekant.course.pages.embedded import players_in
from trekant.course.pages.progress import cases_with_pages, progress_page, quiz_pages
from trekant.course.pages.way import Way, contents_of, page_with, way_of
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError

_ARTICLE = re.compile(r"<article.*?</article>", re.S)
_LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#?:]+)')


@dataclass(frozen=True)
class FinalTest:
    """The test of a package, and the page that it gets there: the site has none."""

    quiz: Quiz
    page: str


@dataclass(frozen=True)
class Selection:
    """The pages of a package by name, in the order of the contents, and what it is called.

    ``start`` is the page that one begins with, ``only`` the one case of it, ``modules`` the modules among the pages,
    and ``cases`` the cases that are played there. The whole course has a ``test``, where there is one for packages.
    """

    id: str
    title: str
    start: str
    pages: tuple[str, ...]
    modules: tuple[str, ...]
    guide: str | None
    cases: tuple[str, ...]
    only: str | None = None
    test: FinalTest | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is the whole course, with what one finds one's way by."""
        return self.only is None and len(self.modules) != 1


def select(
    course: Course, site: Path, module: str | None = None, case: str | None = None, also: Iterable[str] = ()
) -> Selection:
    """What goes into a package of the whole course, or of one module or case.

    Args:
        course: the course.
        site: the folder of its built site.
        module: a module by its page, with or without its folder.
        case: the id of a case.
        also: pages that come along, by name.

    Raises:
        CourseError: there is no such module, case or page, or the course has no modules.
    """
    way = way_of(course)
    if way is None:
        raise CourseError("Kurset har ingen moduler, så der er intet at lægge i en pakke. Se efter i _toc.yml.")
    if module is not None and case is not None:
        raise CourseError("En pakke har ét modul eller én case, ikke begge dele. Giv kun --module eller --case.")
    made = _Making(course, site, way)
    extra = tuple(map(made.page, also))
    if case is not None:
        return made.case(case, extra)
    return made.whole(extra) if module is None else made.module(module, extra)


class _Making:
    def __init__(self, course: Course, site: Path, way: Way) -> None:
        self.course, self.site, self.way = course, site, way
        self.guide = page_with(course, "kontaktguide")
        self.order = listed_pages(course)
        self.stages = {one.id: page.partition(".html")[0] for one, page in cases_with_pages(course)}
        graded = {page for one, page in quiz_pages(course).items() if course.quiz(one).use == "graded"}
        # what is handed in has its answers at the service, and how far one is is for the platform to show
        self.left_out = {page.partition(".html")[0] for page in graded} | {
            page for page in (progress_page(course), page_with(course, "genopfriskning")) if page
        }

    def page(self, name: str) -> str:
        found = [page for page in self.order if name == page or page.endswith(f"/{name}")]
        if len(found) > 1:
            raise CourseError(f"Der er {len(found)} sider, der hedder »{name}«: {', '.join(found)}. Skriv mappen med.")
        if not found:
            raise CourseError(f"Der er ingen side, der hedder »{name}«. Skriv den, som den står i _toc.yml.")
        if found[0] in self.left_out:
            raise CourseError(f"Siden »{name}« kan ikke komme med i en pakke: Den virker kun på kursets eget websted.")
        return found[0]

    def whole(self, also: tuple[str, ...]) -> Selection:
        pointing = [*self.way.pages, *self.stages.values(), *self._guide()]
        pages = {self.way.front, *pointing, *also, *self._linked(pointing)}
        return self._with_test(self._made("kursus", self.course.title, self.way.front, pages, self.way.modules))

    def _with_test(self, made: Selection) -> Selection:
        """The same with the test, right after the last module: there one comes to it by going on."""
        quiz = next((one.model for one in self.course.quizzes.values() if one.model.use == "package"), None)
        if quiz is None:
            return made
        last = made.modules[-1]
        after = made.pages.index(last) + 1
        page = posixpath.join(posixpath.dirname(last), quiz.id)
        return replace(made, pages=(*made.pages[:after], page, *made.pages[after:]), test=FinalTest(quiz, page))

    def module(self, name: str, also: tuple[str, ...]) -> Selection:
        modules = {page.rpartition("/")[2]: page for page in self.way.modules}
        page = modules.get(name.rpartition("/")[2])
        if page is None:
            raise CourseError(f"Der er intet modul, der hedder »{name}«; der er {', '.join(modules)}.")
        others = {self.way.front, *self.way.pages, *self.stages.values()} - {page}
        pages = {page, *self._guide(), *also, *self._linked([page, *self._guide()]) - others}
        title = self.course.pages[page]
        return self._made(f"modul-{page.rpartition('/')[2]}", title, page, pages, (page,))

    def case(self, case: str, also: tuple[str, ...]) -> Selection:
        page = self.stages.get(case)
        if page is None:
            raise CourseError(f"Der er ingen case, der hedder »{case}«. Den hedder som sin fil i notebooks/vignettes.")
        title = self.course.vignettes[case].model.title
        pages = {page, *self._guide(), *also}
        return self._made(f"case-{case}", title, page, pages, (), case)

    def _made(
        self, name: str, title: str, start: str, pages: Iterable[str], modules: tuple[str, ...], only: str | None = None
    ) -> Selection:
        there = self._ordered(pages)
        played = [player.payload for page in there for player in players_in(built(self.site, page))]
        every = dict.fromkeys(str(one["id"]) for one in played if one["player"] == "vignette")
        cases = [case for case in every if only in (None, case)]
        return Selection(name, title, start, there, modules, self.guide, tuple(cases), only)

    def _guide(self) -> list[str]:
        return [self.guide] if self.guide else []

    def _ordered(self, pages: Iterable[str]) -> tuple[str, ...]:
        wanted = set(pages) - self.left_out
        return tuple(page for page in dict.fromkeys(self.order) if page in wanted)

    def _linked(self, pages: Iterable[str]) -> set[str]:
        """What the text of the pages leads to."""
        return {to for page in pages for to in links_in(self.site, page)} & set(self.order)


def listed_pages(course: Course) -> list[str]:
    """The pages by name, in the order of the contents."""
    contents = contents_of(course)
    return [name.removesuffix(".md").removesuffix(".ipynb") for _, name in contents.files()] if contents else []


def links_in(site: Path, page: str) -> Iterator[str]:
    """The pages that the text of a page links to, by name.

    Raises:
        CourseError: the page has not been built.
    """
    article = _ARTICLE.search(built(site, page))
    for href in _LINK.findall(article[0]) if article else ():
        if href.endswith(".html"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page), href)).removesuffix(".html")


def built(site: Path, page: str) -> str:
    """The text of a built page.

    Raises:
        CourseError: it has not been built.
    """
    try:
        return (site / f"{page}.html").read_text(encoding="utf-8")
    except OSError:
        raise CourseError(f"Siden {page} er ikke bygget. Byg kurset med »trekant build«, og prøv igen.") from None
