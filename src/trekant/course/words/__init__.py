"""The words of the engine that participants meet, in the language of the course.

What stands in the code is Danish, and is the msgid of gettext; a course in Danish needs no catalogue. Where that of
another language lies, ``catalogues`` knows; ``trekant.course.spoken`` takes the one that the course asks for. A message
is one whole text with named places, so that a translator can move them about: ``_("Ring til {name}").format(name=…)``.
What the course itself says (cases, questions, chapters, the municipality's file) is none of this, and neither are
commands and handbooks, which stay Danish.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from gettext import NullTranslations

DANISH = "da"
"""The language of the code."""

_words, _language = NullTranslations(), DANISH


def speak(words: NullTranslations, language: str) -> None:
    """Let everything that is said from now on be said in these words, which are of this language (BCP 47)."""
    global _words, _language
    _words, _language = words, language


def language() -> str:
    """The language that is spoken, as an attribute ``lang`` has it."""
    return _language


@contextmanager
def danish() -> Iterator[None]:
    """For what is held against something that an author wrote: it is said in Danish meanwhile."""
    before = _words, _language
    speak(NullTranslations(), DANISH)
    try:
        yield
    finally:
        speak(*before)


def _(message: str) -> str:
    """The message in the language that is spoken; without its places filled in."""
    return _words.gettext(message)


def ngettext(one: str, many: str, count: float) -> str:
    """The message that goes with a number, in the language that is spoken."""
    return _words.ngettext(one, many, count)  # type: ignore[arg-type]  # a number of points may well be 2.5


def plural_form() -> str:
    """Which form of a message goes with the number ``n``, as an expression of C, which is one of JavaScript too."""
    told = _words.info().get("plural-forms", "nplurals=2; plural=(n != 1);")
    return told.partition("plural=")[2].rstrip("; ")


def plurals(one: str, many: str) -> list[str]:
    """All the forms of a message that goes with a number, in the order that :func:`plural_form` counts them."""
    form = getattr(_words, "plural", lambda count: int(count != 1))
    # no language has a form that none of these numbers takes
    found = {form(count): _words.ngettext(one, many, count) for count in range(1000)}
    return [found[number] for number in sorted(found)]


def with_and(items: Iterable[str]) -> str:
    """``a``, ``a og b``, ``a, b og c``; empty where there are none."""
    *first, last = [*items] or [""]
    return _("{first} og {last}").format(first=", ".join(first), last=last) if first else last


def with_or(items: Iterable[str]) -> str:
    """``a``, ``a eller b``, ``a eller b eller c``; empty where there are none."""
    return reduce(lambda first, last: _("{first} eller {last}").format(first=first, last=last), [*items] or [""])


def capital(words: str) -> str:
    """The words as a line begins with them."""
    return words[:1].upper() + words[1:]


def N_(message: str) -> str:  # noqa: N802 - what translators' tools know it by
    """A message where it stands as a constant, before anybody knows the language; ``_`` says it later."""
    return message
