"""Running prose: what a reader reads of a page, how hard it is, and whether it is somebody else's words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

RUN = 12
"""A run of this many words in common with the notat counts as copied."""

LIX_LIMIT = 44

TEXTS_KEPT = 4096
"""Of so many texts it is remembered what was found in them: who checks while writing changes one of hundreds."""

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:…]+(?=[\s»«\"')]|$)")
_OUTSIDE = re.compile(r"\{uden\}(`{1,2})(.{1,2000}?)\1(?!`)")
_AGE = re.compile(r"\{alder\}`[^`]*`")
_ROLE_WITH_TEXT = re.compile(r"\{(?:term|ref|doc)\}`([^`<]*)(?:<[^>`]*>)?`")
_ROLE = re.compile(r"\{[a-z-]+\}`[^`]*`")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_FENCE = re.compile(r"^(:::|~~~)")
_DIRECTIVE = re.compile(r"^```\{[a-z-]+\}")
_OPTION = re.compile(r"^:[a-z-]+:")


def running_text(markdown: str) -> list[str]:
    """The paragraphs and list items of a MyST page, without headings, code, tables, options and marks."""
    blocks: list[list[str]] = [[]]
    fence = ""  # what the open ``` fence is: code, or a directive, whose content is prose
    for line in markdown.splitlines():
        stripped = line.strip()
        if stripped.startswith("```"):
            if not fence:
                fence = "directive" if _DIRECTIVE.match(stripped) else "code"
            elif stripped == "```":
                fence = ""
            blocks.append([])
            continue
        if (
            fence == "code"
            or _FENCE.match(stripped)
            or _OPTION.match(stripped)
            or stripped.startswith(("#", "|", "%", "---"))
        ):
            blocks.append([])
            continue
        item = re.match(r"^(?:[-*]|\d+\.|:)\s+(.*)", stripped)
        if item or not stripped:
            blocks.append([])
        blocks[-1].append(item[1] if item else stripped)
    plain = (_plain(" ".join(block)) for block in blocks)
    return [text for text in plain if text]


def _plain(text: str) -> str:
    text = _AGE.sub("under 18", text)  # as many words as it stands for
    text = _OUTSIDE.sub(r"\2", text)
    text = _ROLE_WITH_TEXT.sub(lambda role: role[1].rstrip(), text)
    text = _ROLE.sub("", text)
    text = _LINK.sub(r"\1", text)
    return text.replace("*", "").replace("`", "").strip()


def words(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return [word.lower() for word in _WORD.findall(text)]


def lix(blocks: list[str]) -> float:
    """The readability figure LIX: words per sentence plus the percentage of words over six letters.

    Each block (paragraph, list item) ends a sentence. 0 for no words. Source: C.-H. Björnsson (1968), Läsbarhet.
    """
    count = sentences = long = 0
    for block in blocks:
        found = words(block)
        if not found:
            continue
        count += len(found)
        long += sum(len(word) > 6 for word in found)
        sentences += max(1, len(_SENTENCE_END.findall(block)))
    return count / sentences + 100 * long / count if count else 0.0


def runs(text: str) -> Iterator[tuple[str, str]]:
    """Every run of twelve words in a text, as (fingerprint, the words)."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        run = " ".join(found[start : start + RUN])
        yield hashlib.sha256(run.encode()).hexdigest()[:12], run
