"""What the launch page of a package for an LMS gets: what is in the package, and by which short codes it is kept."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from trekant.course.tasks.shown import Shown


class AskedTask(Shown):
    """A task as far as an answer to it has to be written short.

    ``form`` is how it is answered: ``one`` option, ``some`` of them, all in an ``order``, ``each`` with one of the
    ``choices`` (as text; ``numbers`` says that they are numbers), or ``text``, which is never kept.
    """

    form: Literal["one", "some", "order", "each", "text"]
    options: tuple[str, ...]
    choices: tuple[str, ...]
    numbers: bool = False


class PackagePage(Shown):
    """A page by its name (``book/forside``)."""

    name: str
    code: str


class PackageScene(Shown):
    """A scene of a case, with what is asked there; nothing in one that ends the case."""

    id: str
    task: AskedTask | None = None


class PackageCase(Shown):
    """A case, and the page where it is played."""

    id: str
    revision: int = Field(ge=1)
    code: str
    page: str
    scenes: tuple[PackageScene, ...]


class PackageQuestion(Shown):
    """A question to practise on, or one that the test may ask."""

    id: str
    revision: int = Field(ge=1)
    code: str
    task: AskedTask


class PackageQuiz(Shown):
    """A quiz to practise on, with its questions in their order; or the test, which is ``drawn`` from all of them."""

    id: str
    revision: int = Field(ge=1)
    code: str
    page: str
    slots: tuple[str, ...]
    drawn: bool = False


class PackageRule(Shown):
    """When the package is through: these pages read, so many of its cases played to their end, and the ``test`` taken.

    ``pass`` is the score in percent from which it is passed; without it the package is completed and never failed.
    Where the test is asked for, the score is that of the test. ``score`` and ``answers`` say whether the platform is
    told the score, and what was answered in the exercises; what is answered in a test that is asked for it is told.
    """

    pages: tuple[str, ...]
    cases: int = Field(ge=0)
    test: bool = False
    score: bool
    answers: bool
    pass_: int | None = Field(default=None, ge=1, le=100, alias="pass")


class PackageTable(Shown):
    """All of it, the pages in their order.

    ``start`` is the page that one begins with, ``guide`` the one that says whom to contact, ``standard``
    the SCORM that the platform speaks.
    """

    id: str
    standard: Literal["1.2", "2004"]
    title: str
    start: str
    guide: str | None = None
    rule: PackageRule
    pages: tuple[PackagePage, ...]
    cases: tuple[PackageCase, ...]
    questions: tuple[PackageQuestion, ...]
    quizzes: tuple[PackageQuiz, ...]

    @classmethod
    def checked(cls, table: dict[str, object]) -> dict[str, object]:
        """The table, as it is.

        Raises:
            pydantic.ValidationError: it is not what the launch page expects. That is a fault in the engine.
        """
        cls.model_validate(table)
        return table
