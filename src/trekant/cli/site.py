"""Commands for the site: build it, show it, and see one piece while it is being written."""

from __future__ import annotations

import os
import webbrowser
from pathlib import Path
from socketserver import BaseServer
from threading import Thread

import click

from trekant.cli.base import PORT, for_people, main, say
from trekant.course.checks import check as check_course
from trekant.course.store import CourseError, find_root, load_course


@main.command()
@for_people
def build() -> None:
    """Byg siden til _build/html, hvis noget er ændret."""
    _build(find_root())


def _build(root: Path) -> None:
    from trekant.site.build import build as build_site
    from trekant.site.build import site_folder

    def check() -> None:
        problems = check_course(load_course(root), reminders=False)
        if problems:
            raise CourseError("\n".join([*map(str, problems), "Ret fejlene, og byg igen."]))

    say("Ser efter, om noget skal bygges. Et helt nyt kursus tager omkring et halvt minut …")
    built = build_site(root, check)
    place = os.path.relpath(site_folder(root))
    say(f"Siden er bygget i {place}." if built else f"Intet er ændret; siden i {place} er den nyeste.")


@main.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="Den port, der prøves først.")
@for_people
def course(port: int) -> None:
    """Byg siden, hvis noget er ændret, og vis den på denne maskine."""
    root = find_root()
    _build(root)
    _serve(root, port)


@main.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="Den port, der prøves først.")
@for_people
def serve(port: int) -> None:
    """Vis den byggede side på denne maskine."""
    _serve(find_root(), port)


def _serve(root: Path, port: int) -> None:
    from trekant.site.build import site_folder
    from trekant.site.policy import framing
    from trekant.site.serve import HOST, server

    folder = site_folder(root)
    if not (folder / "index.html").is_file():
        raise CourseError("Der er ingen side at vise endnu; kør »trekant build« først.")
    try:
        serving = server(folder, port, framing=framing(root))
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None
    with serving:
        used = serving.server_address[1]
        if used != port:
            say(f"Port {port} er optaget, så siden er på {used}.")
        say(f"Kurset er her: http://{HOST}:{used}  (stop med Ctrl+C)")
        _until_stopped(serving)


def _until_stopped(serving: BaseServer) -> None:
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        say("\nStoppet.")


@main.command()
@for_people
def pdf() -> None:
    """Byg siden, hvis noget er ændret, og lav hele kurset som én PDF."""
    from trekant.site.build import site_folder
    from trekant.site.pdf import write_pdf

    root = find_root()
    _build(root)
    say("Laver PDF'en. Det tager op til et minut …")
    made = write_pdf(load_course(root), site_folder(root))
    say(f"Hele kurset ligger i {os.path.relpath(made)}, og forsiden linker til det.")


@main.command()
@click.argument("slug", metavar="ID")
@click.option("--port", type=PORT, default=8200, show_default=True, help="Den port, der prøves først.")
@click.option("--no-open", is_flag=True, help="Åbn ikke browseren.")
@for_people
def preview(slug: str, port: int, no_open: bool) -> None:
    """Vis en case, et spørgsmål eller en quiz, mens du skriver, med alle veje eller svar."""
    from trekant.site.preview import find, preview_server

    root = find_root()
    subject = find(root, slug)
    try:
        serving = preview_server(root, subject, port)
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None
    with serving:
        say(f"{subject.name} er her: {serving.address}  (stop med Ctrl+C)")
        if not no_open:
            # a browser in the terminal would not return before it is closed, and nobody would be serving it
            Thread(target=webbrowser.open, args=(serving.address,), daemon=True).start()
        _until_stopped(serving)
