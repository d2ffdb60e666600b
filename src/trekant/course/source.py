"""YAML as an author of the course writes it: a value, and the lines that it came from.

Content needs little of what YAML can do. What else it can do makes a file mean something other than what stands in it
(anchors, merges, tags), or makes it endless to read (aliases of aliases), and is refused with a sentence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any
from weakref import WeakValueDictionary

import yaml
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it is there

MAX_DEPTH = 20
MAX_VALUES = 50_000
MAX_NUMBER = 20
"""Digits; more than that is no number that anything in a course can be."""
MAX_WORD = 500
"""Letters without a blank; a long web address is shorter."""

NOT_PLAIN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that no editor shows, that end a line for some readers only, or that turn the direction of reading."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD + 1},}}")

_TAG = "tag:yaml.org,2002:"
_resolver: Any = Resolver()
_constructor = SafeConstructor()


class SourceError(Exception):
    """A file that is not YAML, or not the plain YAML of a course; the message is a sentence without its full stop."""

    def __init__(self, line: int, message: str, rule: str = "R001") -> None:
        super().__init__(message)
        self.line, self.rule = line, rule


class Source:
    """The data of a YAML file, with the line of every value in it."""

    def __init__(self, name: str, text: str) -> None:
        """Take the text apart.

        Raises:
            SourceError: it cannot be used.
        """
        self.name = name
        self.lines = tuple(_LINE_END.split(text))
        _refuse_characters(text)
        self._root = _composed(text)
        self.data: Any = _data(self._root)

    def forget(self) -> None:
        """Let go of all but the name, which is most of what reading a course takes up; every line is 1 from then on."""
        self.lines, self._root, self.data = (), None, None

    def line(self, where: Sequence[str | int] = ()) -> int:
        """The line (from 1) of the value at a path of keys and indexes, or of what is nearest above it.

        Names in the path that are not in the file (pydantic puts in the name of a union's branch) are
        passed over.
        """
        node, line = self._root, 1
        for key in where:
            found = _child(node, key)
            if found is not None:
                node, line = found
        return line

    def at(self, where: Sequence[str | int]) -> Any:
        """The data at a path of keys and indexes.

        Raises:
            LookupError: there is nothing at that path.
        """
        data = self.data
        for key in where:
            data = data[key]
        return data

    def texts(self) -> Iterator[tuple[tuple[str | int, ...], yaml.ScalarNode]]:
        """Every value that is one piece of text, with its path; the node knows the lines that it begins and ends on."""
        yield from _scalars(self._root, ())


def _scalars(node: Any, where: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], yaml.ScalarNode]]:
    if isinstance(node, yaml.ScalarNode):
        yield where, node
    elif isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            yield from _scalars(value, (*where, name.value))
    elif node is not None:
        for index, value in enumerate(node.value):
            yield from _scalars(value, (*where, index))


def _child(node: Any, key: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        value = node.value[key]
        return value, value.start_mark.line + 1
    return None


_composed_and_held: WeakValueDictionary[str, Any] = WeakValueDictionary()
"""What has been taken apart and is still in use, by its text: who reads a course anew has changed one file of many."""


def _composed(text: str) -> Any:
    root = _composed_and_held.get(text)
    if root is None:
        try:
            root = _Composer(text).document()
        except yaml.YAMLError as error:
            raise _explained(error, text) from None
        if root is not None:
            _composed_and_held[text] = root
    return root


class _Composer:
    """From events to nodes. PyYAML's own would follow every alias and go as deep as the file says."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
        self._values = 0

    def document(self) -> Any:
        """The root of the only document; None where the file is empty."""
        next(self._events)  # the stream's start
        if isinstance(next(self._events), yaml.StreamEndEvent):
            return None
        root = self._node(next(self._events), 0)
        next(self._events)  # the document's end
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise SourceError(_line(after), "her begynder et nyt dokument med »---«; slet linjen, eller del filen i to")
        return root

    def _node(self, event: Any, depth: int) -> Any:
        self._refuse(event, depth)
        marks = (event.start_mark, event.end_mark)
        if isinstance(event, yaml.ScalarEvent):
            _refuse_text(event)
            tag = _resolver.resolve(yaml.ScalarNode, event.value, event.implicit)
            return yaml.ScalarNode(tag, event.value, *marks, style=event.style)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return yaml.SequenceNode(f"{_TAG}seq", items, *marks)
        pairs: list[tuple[Any, Any]] = []
        seen: dict[str, int] = {}
        while not isinstance(inner := next(self._events), yaml.MappingEndEvent):
            key = self._key(inner, depth + 1)
            if key.value in seen:
                message = f"feltet »{key.value[:60]}« står to gange, først på linje {seen[key.value]}; slet det ene"
                raise SourceError(_line(key), message, "R041")
            seen[key.value] = _line(key)
            pairs.append((key, self._node(next(self._events), depth + 1)))
        return yaml.MappingNode(f"{_TAG}map", pairs, *marks)

    def _key(self, event: Any, depth: int) -> Any:
        key = self._node(event, depth)
        if not isinstance(key, yaml.ScalarNode):
            raise SourceError(_line(event), "et felt skal have et navn; her står en liste eller felter i stedet")
        if key.tag == f"{_TAG}merge":
            raise SourceError(_line(event), "»<<« kan ikke bruges her; skriv felterne, som de skal være", "R042")
        return key

    def _refuse(self, event: Any, depth: int) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            raise SourceError(line, f"»*{event.anchor}« kan ikke bruges her; skriv selv, hvad der skal stå", "R042")
        if event.anchor is not None:
            message = f"»&{event.anchor}« kan ikke bruges her; slet det, eller sæt anførselstegn om hele teksten"
            raise SourceError(line, message, "R042")
        if event.tag is not None:
            message = (
                f"»{event.tag.replace(_TAG, '!!')}« kan ikke bruges her; slet det, eller sæt anførselstegn om teksten"
            )
            raise SourceError(line, message, "R042")
        if depth > MAX_DEPTH:
            raise SourceError(line, f"der er mere end {MAX_DEPTH} felter inden i hinanden; se efter klammer for mange")
        self._values += 1
        if self._values > MAX_VALUES:
            raise SourceError(line, f"filen har over {MAX_VALUES} felter; del den i flere")


def _data(node: Any) -> Any:
    """What pydantic is to read. The name of a field is always text, also where YAML would see a number in it."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: _data(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_data(value) for value in node.value]
    return None if node is None else _scalar(node)


def _scalar(node: Any) -> Any:
    kind, text, line = node.tag.removeprefix(_TAG), node.value, _line(node)
    if kind in ("int", "float") and len(text) > MAX_NUMBER:
        raise SourceError(line, f"tallet har {len(text)} tegn og er for langt; ret det, eller sæt anførselstegn om")
    if kind not in ("null", "bool", "int", "float", "timestamp"):
        return text
    try:
        value = getattr(_constructor, f"construct_yaml_{kind}")(node)
    except (ValueError, OverflowError, IndexError):
        what = "en dato, der findes" if kind == "timestamp" else "et tal"
        raise SourceError(line, f"»{text}« er ikke {what}; ret det, eller sæt anførselstegn om") from None
    if isinstance(value, float) and not math.isfinite(value):
        raise SourceError(line, f"»{text}« er ikke et tal, kurset kan bruge; ret det, eller sæt anførselstegn om")
    return value


def _refuse_text(event: Any) -> None:
    if found := NOT_PLAIN.search(event.value):
        message = f"teksten har et tegn, der ikke kan vises (U+{ord(found[0]):04X}); slet det"
        raise SourceError(_line(event), message)
    if found := _LONG_WORD.search(event.value):
        raise SourceError(_line(event), f"et ord på {len(found[0])} tegn er for langt; højst {MAX_WORD}")


def _refuse_characters(text: str) -> None:
    if found := NOT_PLAIN.search(text):
        line = len(_LINE_END.findall(text[: found.start()])) + 1
        raise SourceError(line, f"linjen har et tegn, der ikke kan vises (U+{ord(found[0]):04X}); slet det")


_EXPLAINED = (
    (
        re.compile("mapping values are not allowed"),
        "der er et kolon for meget; er det en del af teksten, så sæt anførselstegn om den hele",
    ),
    (
        re.compile("found unexpected end of stream"),
        "anførselstegnet bliver ikke lukket; sæt et til sidst i teksten",
    ),
    (
        re.compile(r"expected ',' or '[\]}]'"),
        "her mangler et komma eller en slutklamme; er kommaet en del af teksten, så sæt anførselstegn om den",
    ),
    (
        re.compile("could not find expected ':'"),
        "her mangler et kolon efter feltets navn, eller indrykningen er gal",
    ),
    (
        re.compile("cannot start any token|found undefined tag|found character"),
        "teksten kan ikke begynde med det tegn; sæt anførselstegn om den",
    ),
    (
        re.compile("did not find expected (key|'-' indicator|node content)|block (entries|sequence)"),
        "linjen passer ikke sammen med dem over den; se efter indrykning, streg, kolon og anførselstegn",
    ),
)


def _explained(error: yaml.YAMLError, text: str) -> SourceError:
    """What the scanner or the parser found, in words for somebody who does not know YAML."""
    problem = f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or ''}"
    mark = getattr(error, "problem_mark", None)
    if "unexpected end of stream" in problem:
        mark = getattr(error, "context_mark", None) or mark
    number = mark.line if mark else 0
    lines = _LINE_END.split(text)
    line = lines[number] if number < len(lines) else ""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return SourceError(number + 1, "linjen er rykket ind med en tabulator; brug mellemrum i stedet")
    if mark and line[mark.column : mark.column + 1] == "\t":
        return SourceError(number + 1, "der står en tabulator på linjen; brug mellemrum i stedet")
    default = "filen er ikke gyldig YAML; se efter indrykning, kolon og anførselstegn på linjen"
    message = next((said for pattern, said in _EXPLAINED if pattern.search(problem)), default)
    return SourceError(min(number + 1, len(lines)), message)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
