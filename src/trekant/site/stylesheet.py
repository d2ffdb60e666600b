"""Stylesheets cut down to what the built pages use: furo's is 11 KB gzipped, of which the course needs a third.

Own code, because the kept tools for this run on Node, which nobody needs to build the course.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import tinycss2
from tinycss2 import ast

_TAG = re.compile(r"<([a-zA-Z][\w-]*)([^>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:-]+)(?:=\\?(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_NAMES = {"class", "id"}
_WORD = re.compile(r"[\w-]+")
_BEGUN = re.compile(r"([\w-]+-)\$\{")
"""A class that a script puts together: ``trk-${look}``."""
_DATASET = re.compile(r"\bdataset\.(\w+)")
_SCOPES = {"media", "supports", "layer", "container", "scope"}
"""At-rules that hold rules, which are looked at one by one; any other is kept as it is."""


def words_of_markup(text: str) -> set[str]:
    """The elements, attributes, classes and ids in a text."""
    words = set()
    for tag, attributes in set(_TAG.findall(text)):
        words.add(tag)
        for name, *values in _ATTRIBUTE.findall(attributes):
            words.add(name)
            if name in _NAMES:
                words.update(_WORD.findall(" ".join(values)))
    return words


def words_of_script(text: str) -> set[str]:
    """Every word in a script, any of which may be a class that it sets; those it puts together; and ``data-`` names."""
    words = set(_WORD.findall(text))
    together = {beginning + word for beginning in set(_BEGUN.findall(text)) for word in words}
    data = {f"data-{re.sub('[A-Z]', lambda big: f'-{big[0].lower()}', name)}" for name in _DATASET.findall(text)}
    return words | together | data


@dataclass(frozen=True)
class _Rule:
    """A rule, or an at-rule with rules in it. ``prelude`` is the selector, or the at-rule's own words."""

    prelude: str
    content: tuple[_Rule | _Declaration | str, ...]

    def __str__(self) -> str:
        return f"{self.prelude}{{{''.join(map(str, self.content)).removesuffix(';')}}}"


@dataclass(frozen=True)
class _Declaration:
    name: str
    value: str

    def __str__(self) -> str:
        return f"{self.name}:{self.value or ' '};"  # nothing at all is a value only to new browsers


_Node = _Rule | _Declaration | str


def slim(sheet: str, words: set[str]) -> str:
    """The sheet without comments, spare whitespace, rules for what ``words`` lacks, and properties nobody reads.

    A selector stays when every element, class, id and attribute that it names is one of the words; what stands in
    the brackets of ``:not()`` and its like is not looked at.
    """
    parsed = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    nodes = tuple(_nodes(parsed, words))
    while True:
        text = "".join(map(str, nodes))
        read = set(re.findall(r"var\((--[\w-]+)", text)) | words
        fewer = tuple(_without_unread(nodes, read))
        if fewer == nodes:
            return text
        nodes = fewer


def _nodes(parsed: Iterable[ast.Node], words: set[str]) -> Iterator[_Node]:
    for node in parsed:
        if isinstance(node, ast.QualifiedRule):
            kept = [one for one in _selectors(node.prelude) if _used(one, words)]
            content = tuple(_nodes(_inside(node), words))
            if kept and content:
                yield _Rule(",".join(_compact(one) for one in kept), content)
        elif isinstance(node, ast.AtRule):
            yield from _at_rule(node, words)
        elif isinstance(node, ast.Declaration):
            name = node.name if node.name.startswith("--") else node.lower_name
            yield _Declaration(name, _compact(node.value) + ("!important" if node.important else ""))
        elif isinstance(node, ast.ParseError):
            raise ValueError(f"linje {node.source_line}: {node.message}")


def _at_rule(node: ast.AtRule, words: set[str]) -> Iterator[_Node]:
    prelude = f"@{node.at_keyword} {_compact(node.prelude)}".rstrip()
    if node.content is None:
        yield f"{prelude};"
    elif node.lower_at_keyword in _SCOPES:
        content = tuple(_nodes(_inside(node), words))
        if content:
            yield _Rule(prelude, content)
    else:
        yield f"{prelude}{{{_compact(node.content)}}}"


def _inside(node: ast.QualifiedRule | ast.AtRule) -> list[ast.Node]:
    found: list[ast.Node] = tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
    return found


def _without_unread(nodes: Iterable[_Node], read: set[str]) -> Iterator[_Node]:
    for node in nodes:
        if isinstance(node, _Rule):
            content = tuple(_without_unread(node.content, read))
            if content:
                yield _Rule(node.prelude, content)
        elif not (isinstance(node, _Declaration) and node.name.startswith("--") and node.name not in read):
            yield node


def _selectors(prelude: list[ast.Node]) -> list[list[ast.Node]]:
    """The selectors of a list, which commas part."""
    found: list[list[ast.Node]] = [[]]
    for part in prelude:
        if part == ",":
            found.append([])
        else:
            found[-1].append(part)
    return found


def _used(selector: list[ast.Node], words: set[str]) -> bool:
    before: ast.Node | None = None
    for token in selector:
        if (isinstance(token, ast.IdentToken) and before != ":") or isinstance(token, ast.HashToken):
            needed = [token.value]
        elif isinstance(token, ast.SquareBracketsBlock):
            needed = [one.value for one in token.content if isinstance(one, ast.IdentToken)][:1]
        else:
            needed = []
        if not words.issuperset(needed):
            return False
        before = token
    return True


_TIGHT = {",", ">"}
"""Where whitespace says nothing, in selectors and values alike; in ``calc()`` it does around + and -."""


def _compact(tokens: Iterable[ast.Node]) -> str:
    out: list[str] = []
    for token in tokens:
        if isinstance(token, ast.Comment):
            continue
        if isinstance(token, ast.WhitespaceToken):
            text = "" if out and out[-1] in {*_TIGHT, " "} else " "
        elif isinstance(token, ast.FunctionBlock):
            text = f"{token.name}({_compact(token.arguments)})"
        elif isinstance(token, ast.ParenthesesBlock):
            text = f"({_compact(token.content)})"
        elif isinstance(token, ast.SquareBracketsBlock):
            text = f"[{_compact(token.content)}]"
        elif isinstance(token, ast.CurlyBracketsBlock):
            text = f"{{{_compact(token.content)}}}"
        else:
            text = tinycss2.serialize([token])
        if text in _TIGHT and out and out[-1] == " ":
            out.pop()
        if text:
            out.append(text)
    return "".join(out).strip()
