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
from trekant.course.store import CourseError, find_root, load_course

Serving = TypeVar("Serving", bound=BaseServer)


@main.command()
@for_people
def build() -> None:
    """Byg siden til _build/html, hvis noget er ændret."""
    _build(find_root())


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

    def beside(site: Path) -> None:
        take_away(site)
        write_cards(load_course(root), site)

    return build_site(root, check, beside)


def _build(root: Path) -> None:
    from trekant.site.build import site_folder

    say("Ser efter, om noget skal bygges. Et helt nyt kursus tager omkring et halvt minut …")
    built = build_course(root)
    place = os.path.relpath(site_folder(root))
    say(f"Siden er bygget i {place}." if built else f"Intet er ændret; siden i {place} er den nyeste.")


def _port(first: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option("--port", type=PORT, default=first, show_default=True, help="Den port, der prøves først.")


@main.command()
@_port(8000)
@for_people
def course(port: int) -> None:
    """Byg siden, hvis noget er ændret, og vis den på denne maskine."""
    root = find_root()
    _build(root)
    _serve(root, port)


@main.command()
@_port(8000)
@for_people
def serve(port: int) -> None:
    """Vis den byggede side på denne maskine."""
    _serve(find_root(), port)


def _serve(root: Path, port: int) -> None:
    from trekant.site.build import site_folder
    from trekant.site.delivery.policy import framing
    from trekant.site.delivery.serve import HOST, server

    folder = site_folder(root)
    if not (folder / "index.html").is_file():
        raise CourseError("Der er ingen side at vise endnu; kør »trekant build« først.")
    with _listening(lambda: server(folder, port, framing=framing(root))) as serving:
        used = serving.server_address[1]
        if used != port:
            say(f"Port {port} er optaget, så siden er på {used}.")
        say(f"Kurset er her: http://{HOST}:{used}  (stop med Ctrl+C)")
        _until_stopped(serving)


def _listening(serve: Callable[[], Serving]) -> Serving:
    try:
        return serve()
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None


def _until_stopped(serving: BaseServer) -> None:
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
    _build(root)
    say("Laver PDF'en. Det tager op til et minut …")
    made = write_pdf(load_course(root), site_folder(root))
    say(f"Hele kurset ligger i {os.path.relpath(made)}, og forsiden linker til det.")


@main.command()
@click.argument("slug", metavar="ID")
@_port(8200)
@click.option("--no-open", is_flag=True, help="Åbn ikke browseren.")
@for_people
def preview(slug: str, port: int, no_open: bool) -> None:
    """Vis en case, et spørgsmål eller en test, mens du skriver, med alle veje eller svar."""
    from trekant.site.preview import find_subject, preview_server

    root = find_root()
    subject = find_subject(root, slug)
    with _listening(lambda: preview_server(root, subject, port)) as serving:
        say(f"{subject.name} er her: {serving.address}  (stop med Ctrl+C)")
        if not no_open:
            # a browser in the terminal would not return before it is closed, and nobody would be serving it
            Thread(target=webbrowser.open, args=(serving.address,), daemon=True).start()
        _until_stopped(serving)
