"""The table of contents, ``_toc.yml``, as Jupyter Book 1 reads it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from trekant.course.base import Model, Text

FieldPath = tuple[str | int, ...]


class ContentsPage(Model):
    """A page, and the pages under it."""

    file: Text | None = None
    url: Text | None = None
    title: Text | None = None
    sections: tuple[ContentsPage, ...] = ()

    def files(self, *where: str | int) -> Iterator[tuple[FieldPath, str]]:
        """Every file named here, with its path in the table."""
        if self.file:
            yield (*where, "file"), self.file
        for index, entry in enumerate(self.sections):
            yield from entry.files(*where, "sections", index)


class ContentsPart(Model):
    """A heading in the menu and its pages."""

    caption: Text | None = None
    numbered: bool | int = False
    maxdepth: int | None = None
    chapters: tuple[ContentsPage, ...] = Field(min_length=1)

    def files(self, *where: str | int) -> Iterator[tuple[FieldPath, str]]:
        """Every file named in the part, with its path in the table."""
        for index, entry in enumerate(self.chapters):
            yield from entry.files(*where, "chapters", index)


class Contents(Model):
    """The whole table."""

    format: Literal["jb-book", "jb-article"]
    root: Text
    parts: tuple[ContentsPart, ...] = ()
    chapters: tuple[ContentsPage, ...] = ()
    sections: tuple[ContentsPage, ...] = ()

    def files(self) -> Iterator[tuple[FieldPath, str]]:
        """Every file named in the table, with its path in it."""
        yield ("root",), self.root
        for name in ("chapters", "sections"):
            for index, entry in enumerate(getattr(self, name)):
                yield from entry.files(name, index)
        for place, part in enumerate(self.parts):
            yield from part.files("parts", place)
