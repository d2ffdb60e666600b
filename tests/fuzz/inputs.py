"""Inputs: answer files, and what becomes of one when it is changed in a place or two."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.generated import HOSTILE_TEXTS, Manner, Shares, participants, possible, sheets
from tests.generated_quiz import add_quiz
from trekant.course.quizzes.answers import MAX_BYTES
from trekant.course.store import Course, load_course

PEOPLE = participants(8)

LARGE = "@large@"
"""Stands for an integer of five thousand digits, which Python will not write."""

SCALARS: tuple[Any, ...] = (
    *(None, True, False, 0, -0.0, -1, 1, 2, 4, 5, 1.0, 2**31, 2**63, -(2**63) - 1, 10**400, LARGE),
    *(float("nan"), float("inf"), float("-inf"), 1e-320, 1.7e308),
    *("", " ", "\x00", "\ud800", "\udfff\ud800", "\u202e", "\ufeff", "a" * 41, "x" * 20_001, "[]", "null"),
    *("../../etc/passwd", "..", ".", "/", "C:\\", "\\\\host\\x", "aux", "nul", "-", "a--b", "ana\n", "ana/bo", "~root"),
    *("%s%n", "${HOME}", "$(id)", "{0.__class__}", "__import__('os').system('id')", "'; DROP TABLE grade;--", "1_000"),
    *("2026-01-05T07:00:00Z", "2026-01-05T07:00:00+23:59", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59"),
    *("2026-02-30T00:00:00Z", "2026-01-05", "P1D", "1767596400", 1767596400, 1767596400.5, 1e18, -1e18, "now"),
    *HOSTILE_TEXTS,
)
NAMES = ("__class__", "__proto__", "answers", "participant", "points", "", "\ud800", "Et Navn", "a" * 61, "../x")
TOKENS = (
    *(b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"\\u", b"\\ud800", b"NaN", b"-Infinity", b"1e999", b"-", b"//"),
    *(b"\xef\xbb\xbf", b"\xff", b"\x00", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80", b"\xe2\x80\xa8"),
)
DIGITS = (20, 400, 4_300, 4_301, 50_000)
FILE_NAMES = (
    *("a.json", "a.JSON", "a.json/", ".json", "a.zip", "b.txt", "", "con.json", "\u202e.json", "æ\x1b[31m.json"),
    *("../../evil.json", "/etc/evil.json", "C:\\evil.json", "x/../../y.json", "__MACOSX/a.json", "a/" * 300 + "b.json"),
)
"""What files in a zip are called; some of the names lead out of it."""

DEPTHS = (10, 300, 900, 1_000, 3_000, 100_000)
_FIELD = re.compile(rb'"[a-z0-9_-]*": ')


def course_to_attack(root: Path) -> Course:
    """The fictional course in ``root`` with one more quiz, of every type of question."""
    add_quiz(root, 12)
    return load_course(root)


def beginnings(course: Course) -> list[bytes]:
    """Sound answer files to every graded quiz; with them the mutations begin."""
    quizzes = [quiz_id for quiz_id, quiz in course.quizzes.items() if quiz.model.use == "graded"]
    shares = Shares(odd=0.1)
    return [json.dumps(one).encode() for quiz in quizzes for one in sheets(course, quiz, PEOPLE, shares=shares)]


class Mutator:
    """Changes an answer file in a place or two: in what it says, in its text, or in its bytes."""

    def __init__(self, course: Course) -> None:
        tasks = [task for quiz in course.quizzes.values() for task in course.tasks(quiz.model).values()]
        self._answers = [one for task in tasks for how in Manner for one in possible(task)[how]]
        self._ids = list(course.questions) + [option.id for task in tasks for option in task.options]

    def __call__(self, raw: bytes, generator: random.Random) -> bytes:
        """One more input near this one."""
        for _ in range(generator.choice((1, 1, 1, 2, 4))):
            ways: tuple[Callable[[bytes, random.Random], bytes], ...] = (self._said, self._said, _in_text, in_bytes)
            raw = generator.choice(ways)(raw, generator)
        return raw[: MAX_BYTES + 1]

    def _said(self, raw: bytes, generator: random.Random) -> bytes:
        """Another value, another name, or one of them gone."""
        try:
            tree = json.loads(raw)
        except (ValueError, RecursionError):
            return in_bytes(raw, generator)
        places = list(_places(tree))
        if not places:
            return json.dumps(self._value(generator)).encode()
        holder, key = generator.choice(places)
        match generator.randrange(5):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[generator.choice((*NAMES, *self._ids))] = holder.pop(key)
            case _:
                holder[key] = self._value(generator)
        text = json.dumps(tree, ensure_ascii=generator.random() < 0.7).replace(f'"{LARGE}"', "9" * 5_000)
        return text.encode("utf-8", errors="surrogatepass")

    def _value(self, generator: random.Random) -> Any:
        match generator.randrange(6):
            case 0 | 1:
                return generator.choice(self._answers)
            case 2:
                return generator.choice(self._ids)
            case 3:
                return [self._value(generator) for _ in range(generator.randrange(4))]
            case _:
                return generator.choice(SCALARS)


def _places(tree: Any, depth: int = 0) -> Iterator[tuple[Any, Any]]:
    if depth > 20:
        return
    if isinstance(tree, dict):
        inner: Any = tree.items()
    elif isinstance(tree, list):
        inner = enumerate(tree)
    else:
        return
    for key, value in inner:
        yield tree, key
        yield from _places(value, depth + 1)


def _in_text(raw: bytes, generator: random.Random) -> bytes:
    """A field twice, something deep, something long, or a token out of place."""
    fields = list(_FIELD.finditer(raw))
    if not fields or generator.random() < 0.3:
        at = generator.randrange(len(raw) + 1)
        return raw[:at] + generator.choice(TOKENS) + raw[at:]
    field = generator.choice(fields)
    match generator.randrange(4):
        case 0:
            return raw[: field.start()] + field[0] + b"1, " + raw[field.start() :]
        case 1:
            opened, closed = generator.choice(((b"[", b"]"), (b'{"a":', b"}")))
            depth = generator.choice(DEPTHS)
            return raw[: field.end()] + opened * depth + b"1" + closed * depth + b", " + raw[field.start() :]
        case 2:
            return (
                raw[: field.end()]
                + b"9" * generator.choice((20, 400, 4_300, 4_301, 50_000))
                + b","
                + raw[field.end() :]
            )
        case _:
            return b"\xef\xbb\xbf" + raw


def in_bytes(raw: bytes, generator: random.Random) -> bytes:
    """Some bytes are others, are gone, or are there twice."""
    begin, end = sorted(generator.randrange(len(raw) + 1) for _ in range(2))
    match generator.randrange(4):
        case 0:
            return raw[:begin] + generator.randbytes(generator.randrange(1, 5)) + raw[begin:]
        case 1:
            return raw[:begin]
        case 2:
            return raw[:begin] + raw[min(end, begin + 8) :]
        case _:
            return raw[:end] + raw[begin:]
