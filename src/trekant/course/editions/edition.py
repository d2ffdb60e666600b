"""What an edition is: a folder that mirrors the course's own files and has words only.

``editions/<id>/edition.yaml`` says what it is called and which files it has. Under each of them stands the path of the
file that it was made from: ``editions/da-let/book/trekanten.md`` is ``book/trekanten.md`` in other words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, RootModel, StringConstraints

from trekant.course.base import Model, Text
from trekant.course.quizzes.opaque import EightLetters
from trekant.course.store import Course, Loaded, load_into

FOLDER = "editions"
PAGES = f"{FOLDER}/*/book/*.md"
"""The pattern of the chapters of every edition."""
TEXTS = f"{FOLDER}/*/assets/*.yaml"
"""The pattern of the other texts of every edition."""
SETTINGS = f"{FOLDER}/*/edition.yaml"


class EditionSettings(Model):
    """What an edition is called, what the course itself is called beside it, and what is asked of its words.

    ``lix`` is what the readability figure of each file must be under; ``words`` how many words the chapters have
    together at most.
    """

    name: Text
    source: Text
    files: tuple[Annotated[str, StringConstraints(pattern=r"^(book/[a-z0-9-]+\.md|assets/[a-z0-9-]+\.yaml)$")], ...]
    lix: int | None = Field(default=None, ge=15, le=60)
    words: int | None = Field(default=None, ge=1)


class EditionText(Model):
    """The words of one text, and the fingerprint of that which they were made from; none until somebody accepts it."""

    of: EightLetters | None = None
    text: Text


class EditionTexts(RootModel[dict[str, EditionText]]):
    """The words of a YAML file, each under the path of the text in the source (``say.1.text``)."""


@dataclass(frozen=True)
class Edition:
    """An edition as read; ``id`` is the name of its folder."""

    id: str
    settings: Loaded[EditionSettings]

    @property
    def pages(self) -> tuple[str, ...]:
        """The chapters that it has, by the source's name (``book/trekanten``)."""
        files = self.settings.model.files
        return tuple(name.removesuffix(".md") for name in files if name.endswith(".md"))

    def own(self, name: str) -> str:
        """The name that a file or a page of the source has in the edition."""
        return f"{FOLDER}/{self.id}/{name}"


def editions_of(course: Course) -> tuple[Edition, ...]:
    """The editions of a course, by name; one with an error in its settings is left out, which R001 tells of."""
    apart = Course(course.root)
    read = ((path.parent.name, load_into(apart, path, EditionSettings)) for path in course.files(SETTINGS))
    return tuple(Edition(name, settings) for name, settings in read if settings is not None)


def parted(page: str) -> tuple[str | None, str]:
    """The edition that a page belongs to (None for the course itself), and the name of the page in the source."""
    folder, _, rest = page.partition("/")
    edition, _, name = rest.partition("/")
    return (edition, name) if folder == FOLDER and name else (None, page)
