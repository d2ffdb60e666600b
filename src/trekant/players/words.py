"""The words of the players in the language of the course, laid into their modules when a script is made of them.

A message stands as a double-quoted text in ``_("…")``, ``_("… {name}", { name })`` or ``ngettext("…", "…", count)``.
A browser gets it in the course's language already: one that has no places is not even asked for, and of a catalogue
there is nothing to load. Own code, because what there is for JavaScript runs on Node or carries a catalogue along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from trekant.course import words
from trekant.course.store import CourseError

MODULE = "words.js"
"""The module that fills the places."""

_TEXT = r'"(?:\\.|[^"\\\n])*"'
_CALL = re.compile(
    rf"(?<![\w$.])(?:_\(\s*(?P<message>{_TEXT})\s*(?P<end>[,)])"
    rf"|ngettext\(\s*(?P<one>{_TEXT})\s*,\s*(?P<many>{_TEXT})\s*,)"
)
_ASKED = re.compile(r"(?<![\w$.])(?:_|ngettext)\(.*")
_IMPORT = re.compile(r'^import \{ ([^}]*) \} from "(?:\.\.?/)+words\.js";\n', re.M)
_FORM = re.compile(r"^const form = .*;$", re.M)
_LANGUAGE = re.compile(r'^export const LANGUAGE = ".*";$', re.M)


def in_language(name: str, text: str) -> str:
    """A module with its words in the language of the course.

    Raises:
        CourseError: a message is not a text in double quotes, so that no translator would get it.
    """
    if name == MODULE:
        text = _LANGUAGE.sub("", text)
        return _FORM.sub(lambda _line: f"const form = (n) => Number({words.plural_form()});", text)
    imported = _IMPORT.search(text)
    if imported is None:
        return text
    body = text.replace(imported[0], "", 1)
    for asked in _ASKED.finditer(body):
        if not _CALL.match(body, asked.start()):
            raise CourseError(f"players/{name}: »{asked[0][:60]}« kan ikke oversættes. Skriv teksten i anførselstegn.")
    body = re.sub(r"\bLANGUAGE\b", json.dumps(words.language()), _CALL.sub(_said, body))
    used = [one for one in imported[1].split(", ") if re.search(rf"(?<![\w$.]){re.escape(one)}\b", body)]
    return (
        text[: imported.start()]
        + (imported[0].replace(imported[1], ", ".join(used)) if used else "")
        + (body[imported.start() :])
    )


def messages_in(text: str) -> Iterator[tuple[int, str | tuple[str, ...]]]:
    """The messages of a module, each with its line; two texts where it goes with a number."""
    for call in _CALL.finditer(text):
        line = text.count("\n", 0, call.start()) + 1
        if call["message"]:
            yield line, json.loads(call["message"])
        else:
            yield line, (json.loads(call["one"]), json.loads(call["many"]))


def _said(call: re.Match[str]) -> str:
    if call["message"]:
        text = _quoted(words._(json.loads(call["message"])))
        return text if call["end"] == ")" else f"_({text},"
    first, *others = words.plurals(json.loads(call["one"]), json.loads(call["many"]))
    many = _quoted(others[0]) if len(others) == 1 else json.dumps(others, ensure_ascii=False)
    return f"ngettext({_quoted(first)}, {many},"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
