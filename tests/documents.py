"""The documents that are written about the course, and what stands in them as code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.copied import ROOT

HANDBOOKS = (
    *("book/underviser.md", "book/forfatter.md"),
    *("deploy/README.md", "deploy/login.md", "deploy/drift.md", "deploy/sums.md", "deploy/lms.md"),
)
"""In Danish: for trainers, authors and the IT department."""
FOR_STRANGERS = (
    "README.md",
    "ARCHITECTURE.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "SECURITY.md",
    "deploy/operations.md",
)
DOCUMENTS = (*HANDBOOKS, *FOR_STRANGERS)

_BLOCK = re.compile(r"^(?P<fence>`{3,})(?P<kind>[a-z]*)\n(?P<text>.*?)^(?P=fence)$", re.M | re.S)
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def written(name: str) -> str:
    """A document as it stands."""
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(name: str) -> list[str]:
    """The blocks of code of a document; of one that shows what is printed, what is typed."""
    found = []
    for block in _BLOCK.finditer(written(name)):
        text = block["text"]
        if block["kind"] == "console":
            text = "".join(f"{line}\n" for line in re.findall(r"^\$ (.*)$", text, re.M))
        if block["kind"] in ("", "text", "console"):
            found.append(text)
    return found


def spans(name: str) -> list[str]:
    """What stands as code within the lines of a document, on one line each."""
    return [" ".join(span.split()) for span in _SPAN.findall(_BLOCK.sub("", written(name)))]


def code(name: str) -> Iterator[str]:
    """All that stands as code in a document, line by line."""
    for text in (*blocks(name), *spans(name)):
        yield from text.splitlines()


def units(name: str) -> list[str]:
    """What is read as one: a row of a table, else a paragraph."""
    found = []
    for paragraph in re.split(r"\n\s*\n", written(name)):
        found += paragraph.splitlines() if paragraph.startswith("|") else [" ".join(paragraph.split())]
    return found
