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
from trekant.course.base import Objective
from trekant.course.checks import check as check_course
from trekant.course.spoken import speak_language_of
from trekant.course.store import Course, CourseError, find_root, load_course
from trekant.course.writing.text import danish_number

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
        sound_course(root, "byg igen")
        speak_language_of(root)

    def beside(site: Path) -> None:
        take_away(site)
        write_cards(load_course(root), site)

    return build_site(root, check, beside)


def sound_course(root: Path, again: str) -> Course:
    """The course, when there is nothing to mend in it; ``again`` is what one does after mending it.

    Raises:
        CourseError: there is.
    """
    course = load_course(root)
    if problems := check_course(course, reminders=False):
        raise CourseError("\n".join([*map(str, problems), f"Ret fejlene, og {again}."]))
    return course


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


@main.group()
def export() -> None:
    """Lav kurset til en fil, som et andet system kan vise."""


@export.command("scorm")
@click.option("--module", metavar="MODUL", help="Kun dette modul, for eksempel trekanten.")
@click.option("--case", metavar="CASE", help="Kun denne case.")
@click.option("--also", metavar="SIDE", multiple=True, help="En side, der også skal med; kan gives flere gange.")
@click.option("--cases", metavar="ANTAL", type=click.IntRange(min=0), help="Så mange cases skal være spillet.")
@click.option("--pass", "pass_from", metavar="PROCENT", type=click.IntRange(1, 100), help="Bestået fra så mange.")
@click.option("--test", is_flag=True, help="Den afsluttende test skal være taget; dens facit er i pakken.")
@click.option("--answers", is_flag=True, help="Fortæl også læringsportalen, hvad der blev svaret i øvelserne.")
@click.option("--standard", type=click.Choice(["1.2", "2004"]), default="1.2", help="Den SCORM, portalen forstår.")
@click.option("--out", "file", metavar="FIL", type=click.Path(path_type=Path), help="Den zip, der bliver skrevet.")
@for_people
def export_scorm(
    module: str | None,
    case: str | None,
    also: tuple[str, ...],
    cases: int | None,
    pass_from: int | None,
    test: bool,
    answers: bool,
    standard: str,
    file: Path | None,
) -> None:
    """Lav en SCORM-pakke til jeres læringsportal (LMS), og byg siden først, hvis noget er ændret.

    Pakken med hele kurset har sin egen afsluttende test. Den retter sig selv, så facit ligger i deltagerens browser.
    Den er til at lære af og til fluebenet i portalen, og den beviser ikke noget. Kursusbeviset kommer fra sluttesten.
    """
    from trekant.export.manifest import STANDARDS
    from trekant.export.package import write_package
    from trekant.export.rule import rule_for
    from trekant.export.selection import select
    from trekant.site.build import site_folder

    root = find_root()
    build_and_tell(root)
    course, site = load_course(root), site_folder(root)
    chosen = select(course, site, module, case, also)
    rule = rule_for(chosen, cases, pass_from, answers, test)
    name = f"scorm-{chosen.id}.zip" if standard == "1.2" else f"scorm-{standard}-{chosen.id}.zip"
    made = write_package(course, site, chosen, rule, file or Path(name), STANDARDS[standard])
    say(f"Pakken »{chosen.title}« ligger i {made.path}: {made.files} filer, {danish_number(made.size / 1e6)} MB.")
    say(f"Læringsportalen siger »gennemført«, når {rule.in_words()}.")
    if chosen.test:
        say(f"Pakkens test »{chosen.test.quiz.title}« har sit facit i browseren, så den beviser ikke noget.")
    say("Sluttesten er ikke i pakken. Den tager man på kursets eget websted; se »Læg kurset i jeres LMS«.")


@export.command("moodle")
@click.option("--objective", "objectives", metavar="MÅL", multiple=True, help="Kun dette mål; kan gives flere gange.")
@click.option("--out", "file", metavar="FIL", type=click.Path(path_type=Path), help="Den fil, der bliver skrevet.")
@for_people
def export_moodle(objectives: tuple[str, ...], file: Path | None) -> None:
    """Lav øvelsernes spørgsmål til en fil (Moodle XML), som Moodles spørgsmålsbank kan importere."""
    from trekant.export.moodle import write_questions

    root = find_root()
    speak_language_of(root)
    known = {one.value: one for one in Objective}
    if unknown := [one for one in objectives if one not in known]:
        raise CourseError(f"Der er intet mål, der hedder »{unknown[0]}«. Skriv {', '.join(known)}.")
    made = write_questions(
        sound_course(root, "prøv igen"), file or Path("moodle.xml"), [known[one] for one in objectives]
    )
    say(f"{made.questions} spørgsmål til {made.objectives} mål ligger i {made.path}. Importér den som »Moodle XML«.")
    if left := made.left_out:
        say(f"{len(left)} spørgsmål er ikke med, for Moodle har ikke noget, der ligner: {', '.join(left)}.")
    if made.other_points:
        say(f"I {len(made.other_points)} af dem giver »næsten rigtigt« færre point i Moodle end i kurset.")
    say("De bedømte tests er ikke med, for deres facit skal blive hos jer; se »Læg kurset i jeres LMS«.")
