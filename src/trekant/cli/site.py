"""Commands for the site: build it, show it, and see one piece while it is being written."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Callable
from pathlib import Path
from socketserver import BaseServer
from threading import Thread
from typing import Any, TypeVar

import click

from trekant.cli.base import PORT, for_people, main, say
from trekant.course.checks import check as check_course
from trekant.course.spoken import speak_language_of
from trekant.course.store import CourseError, find_root, load_course

Serving = TypeVar("Serving", bound=BaseServer)


@main.command()
@for_people
def build() -> None:
    """Byg siden til _build/html, hvis noget er ændret."""
    build_and_tell(find_root())


def build_course(root: Path) -> bool:
    """Check the course and build its site, with what is on paper beside the pages; whether anything was built.

    Raises:
        CourseError: the course has errors, or the site cannot be built.
    """
    from trekant.printing.cards import write_cards
    from trekant.printing.pdf import take_away
    from trekant.site.build import build as build_site

    def check() -> None:
        problems = check_course(load_course(root), reminders=False)
        if problems:
            raise CourseError("\n".join([*map(str, problems), "Ret fejlene, og byg igen."]))
        speak_language_of(root)

    def beside(site: Path) -> None:
        take_away(site)
        write_cards(load_course(root), site)

    return build_site(root, check, beside)


def build_and_tell(root: Path) -> None:
    """Build the site, and say what is done."""
    from trekant.site.build import site_folder

    say("Ser efter, om noget skal bygges. Et helt nyt kursus tager omkring et halvt minut …")
    built = build_course(root)
    place = os.path.relpath(site_folder(root))
    say(f"Siden er bygget i {place}." if built else f"Intet er ændret; siden i {place} er den nyeste.")


def port_option(first: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option of every command that serves something."""
    return click.option("--port", type=PORT, default=first, show_default=True, help="Den port, der prøves først.")


def listening(serve: Callable[[], Serving]) -> Serving:
    """A server that was started; that no port is free comes out as a sentence."""
    try:
        return serve()
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None


def until_stopped(serving: BaseServer) -> None:
    """Serve until somebody stops it in the terminal."""
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        say("\nStoppet.")


@main.command()
@for_people
def pdf() -> None:
    """Byg siden, hvis noget er ændret, og lav hele kurset som én PDF."""
    from trekant.printing.pdf import write_pdf
    from trekant.site.build import site_folder

    root = find_root()
    build_and_tell(root)
    say("Laver PDF'en. Det tager op til et minut …")
    made = write_pdf(load_course(root), site_folder(root))
    say(f"Hele kurset ligger i {os.path.relpath(made)}, og forsiden linker til det.")


@main.command()
@click.argument("slug", metavar="ID")
@port_option(8200)
@click.option("--no-open", is_flag=True, help="Åbn ikke browseren.")
@for_people
def preview(slug: str, port: int, no_open: bool) -> None:
    """Vis en case, et spørgsmål eller en test, mens du skriver, med alle veje eller svar."""
    from trekant.site.preview import find_subject, preview_server

    root = find_root()
    subject = find_subject(root, slug)
    with listening(lambda: preview_server(root, subject, port)) as serving:
        say(f"{subject.name} er her: {serving.address}  (stop med Ctrl+C)")
        if not no_open:
            # a browser in the terminal would not return before it is closed, and nobody would be serving it
            Thread(target=webbrowser.open, args=(serving.address,), daemon=True).start()
        until_stopped(serving)
