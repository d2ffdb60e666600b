"""What every command shares: the group, the way errors are told, and the course at hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any

import click

from trekant import __version__
from trekant.course.private import private_files
from trekant.course.spoken import speak_language_of
from trekant.course.store import Course, CourseError, find_root, load_course
from trekant.course.unneeded import leave_out_grammars
from trekant.course.writing.text import on_screen
from trekant.danish import translate_click

CANNOT = 1
"""Exit code: it could not be done, or something has to be mended. Click's own 2 is for a mistyped command."""

international_form = click.option(
    "--international",
    is_flag=True,
    help="Skriv CSV med komma, punktum i tal og tid i UTC i stedet for den danske form.",
)
"""The option of every command that writes CSV."""

PORT = click.IntRange(1, 65_000)
"""A port with room above it for those that are tried when it is taken."""

translate_click()


def say(text: str = "", *, problem: bool = False) -> None:
    """Print lines. Everything that a command prints goes through here, for much of it is somebody else's words."""
    click.echo(on_screen(text), err=problem)


def for_people(command: Callable[..., Any]) -> Callable[..., Any]:
    """A problem that a person can mend comes out as one sentence, not as a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except CourseError as error:
            say(str(error), problem=True)
            sys.exit(CANNOT)

    return run


def for_trainers(command: Callable[..., Any]) -> Callable[..., Any]:
    """Like :func:`for_people`, and whatever the command writes is for its owner alone: it is about people."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        with private_files():
            command(*args, **kwargs)

    return for_people(run)


class _Command(click.Command):
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[VALG]", **more})


class _Group(click.Group):
    command_class = _Command
    group_class = type  # the groups below are like this one

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"options_metavar": "[VALG]", "subcommand_metavar": "KOMMANDO", **more})


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", message="trekant %(version)s")
def main() -> None:
    """Bygger, prøver og retter kurset »Når du bliver bekymret«."""
    leave_out_grammars()


def open_course() -> Course:
    """The course that the present folder lies in; from now on all that is for participants is in its language.

    Raises:
        CourseError: the present folder lies in no course, or the course's language cannot be spoken.
    """
    root = find_root()
    speak_language_of(root)
    return load_course(root)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar in the terminal, and nothing where there is none; it is told (done, total)."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    with ExitStack() as stack:
        bars: list[Any] = []

        def advance(done: int, total: int) -> None:
            if not bars:
                bars.append(stack.enter_context(click.progressbar(length=total, label=label, file=sys.stderr)))
            bars[0].update(done - bars[0].pos)
            if done >= total:
                stack.close()  # what is said next begins a line of its own

        yield advance
