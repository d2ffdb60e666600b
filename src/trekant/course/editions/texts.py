"""The texts of a YAML file by their paths, and the file with other words in their places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, TypeVar

from trekant.course.base import Model
from trekant.course.editions.edition import FOLDER, EditionTexts
from trekant.course.source import Source
from trekant.course.store import Course, CourseError, load_into, load_source, read_data
from trekant.course.writing.placeholders import filled_data

M = TypeVar("M", bound=Model)

_NO_WORDS = {"id", "source"}
"""Fields whose text is a name that the course goes by, and nothing to read."""

Where = tuple[str | int, ...]


def texts_by_path(source: Source) -> Iterator[tuple[str, Where, str]]:
    """Every text that somebody reads: its path in words, its place in the data, the text.

    In a path a thing of a list goes by its id, or where it has none by its number from 1.
    """
    for where, node in source.texts():
        if where and where[-1] not in _NO_WORDS:
            yield ".".join(_step(source, where, depth) for depth in range(len(where))), where, node.value


def _step(source: Source, where: Where, depth: int) -> str:
    key = where[depth]
    if isinstance(key, str):
        return key
    thing = source.at(where[: depth + 1])
    return str(thing["id"]) if isinstance(thing, dict) and "id" in thing else str(key + 1)


def worded(course: Course, edition: str | None, name: str, model: type[M]) -> M:
    """A file of the course as a model, with the words of an edition where it has them.

    Raises:
        CourseError: the file, or the edition's, has an error.
    """
    own = course.root / FOLDER / (edition or "") / name
    if edition is None or not own.is_file():
        return read_data(course.root, name, model)
    apart = Course(course.root)
    source, words = load_source(apart, course.root / name), load_into(apart, own, EditionTexts)
    if source is None or words is None:
        raise CourseError(" ".join(map(str, apart.problems)))
    said = {path: one.text for path, one in words.model.root.items()}
    return model.model_validate(filled_data(_with_words(source, said), course.municipality))


def _with_words(source: Source, said: Mapping[str, str]) -> Any:
    data = deepcopy(source.data)
    for path, where, _text in texts_by_path(source):
        if path in said:
            holder = data
            for key in where[:-1]:
                holder = holder[key]
            holder[where[-1]] = said[path]
    return data
