"""Click's own words in Danish.

Click takes its words from gettext, which wants a compiled catalogue in a folder of its own and a language from the
environment; a word list is simpler to keep, and a word that is missing comes out in English instead of failing. So the
function by which its modules ask for them is replaced. Tried with click 8.5.1.
"""

from __future__ import annotations

import click

WORDS = {
    "Usage:": "Brug:",
    "Options": "Valg",
    "Commands": "Kommandoer",
    "Show this message and exit.": "Vis denne hjælp.",
    "Show the version and exit.": "Vis versionen.",
    "Error: {message}": "Fejl: {message}",
    "Aborted!": "Afbrudt.",
    "Try '{command} {option}' for help.": "Skriv »{command} {option}« for hjælp.",
    "No such command {name!r}.": "Kommandoen {name!r} findes ikke.",
    "No such option {name!r}.": "Valget {name!r} findes ikke.",
    "Missing argument": "Der mangler",
    "Missing option": "Der mangler valget",
    "Missing parameter": "Der mangler",
    "Missing command.": "Skriv også en kommando.",
    "Invalid value: {message}": "Ugyldig værdi: {message}",
    "Invalid value for {param_hint}: {message}": "Ugyldig værdi for {param_hint}: {message}",
    "{name} {filename!r} does not exist.": "{name} {filename!r} findes ikke.",
    "{value!r} is not a valid {number_type}.": "{value!r} er ikke et helt tal.",
    "{value} is not in the range {range}.": "{value} er uden for det tilladte, {range}.",
    "{value!r} is not one of {choices}.": "{value!r} kan ikke stå her; skriv {choices}.",
    "Option {name!r} requires an argument.": "Valget {name!r} skal have en værdi.",
    "Option {name!r} does not take a value.": "Valget {name!r} skal stå uden værdi.",
    "Did you mean {possibility}?": "Mener du {possibility}?",
    "(Did you mean one of: {possibilities}?)": "Mener du en af dem her: {possibilities}?",
    "Got unexpected extra argument ({args})": "Det her skal ikke stå der: {args}.",
    "Got unexpected extra arguments ({args})": "Det her skal ikke stå der: {args}.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} er en mappe.",
    "{name} {filename!r} is a file.": "{name} {filename!r} er en fil.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} kan ikke læses.",
    "file": "filen",
    "directory": "mappen",
    "path": "stien",
    "default: {default}": "ellers: {default}",
    "required": "skal med",
}


def translate_click() -> None:
    """Let click speak Danish."""
    for module in (click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types):
        setattr(module, "_", lambda words: WORDS.get(words, words))  # noqa: B010 - mypy knows no such name
    for module in (click.core, click.exceptions, click.parser, click.types):
        setattr(module, "ngettext", _counted)  # noqa: B010 - mypy knows no such name


def _counted(one: str, many: str, count: int) -> str:
    words = one if count == 1 else many
    return WORDS.get(words, words)
