"""The command line: each command parses, calls one function, and prints."""

from __future__ import annotations

import os
import sys
import webbrowser
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from secrets import randbelow
from socketserver import BaseServer
from threading import Thread
from typing import Any

import click

from trekant import __version__
from trekant.course.checks import check as check_course
from trekant.course.coverage import case_table, fact_uses
from trekant.course.store import Course, CourseError, find_root, load_course
from trekant.danish import translate_click

CANNOT = 1
"""Exit code: it could not be done, or something has to be mended. Click's own 2 is for a mistyped command."""

PORT = click.IntRange(1, 65_000)
"""A port with room above it for those that are tried when it is taken."""

translate_click()


def _for_people(command: Callable[..., Any]) -> Callable[..., Any]:
    """A problem that a person can mend comes out as one sentence, not as a traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except CourseError as error:
            click.echo(str(error), err=True)
            sys.exit(CANNOT)

    return run


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]}, options_metavar="[VALG]", subcommand_metavar="KOMMANDO"
)
@click.version_option(__version__, "--version", message="trekant %(version)s")
def main() -> None:
    """Bygger, prøver og retter kurset »Når du bliver bekymret«."""


def _course() -> Course:
    return load_course(find_root())


@main.command()
@_for_people
def check() -> None:
    """Prøv alt indhold mod reglerne, og vis hver fejl med fil og linje."""
    course = _course()
    problems = check_course(course)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        files = len({problem.path for problem in problems})
        click.echo(f"{len(problems)} fejl i {files} {'fil' if files == 1 else 'filer'}.", err=True)
        sys.exit(CANNOT)
    counts = f"{len(course.vignettes)} cases, {len(course.questions)} spørgsmål, {len(course.quizzes)} quizzer"
    click.echo(f"Alt er i orden: {counts}.")


@main.command()
@_for_people
def coverage() -> None:
    """Vis, hvordan casene er fordelt, og hvor hvert faktum bliver lært og prøvet."""
    course = _course()
    group = ""
    for count in case_table(course):
        if count.group != group:
            group = count.group
            click.echo(f"\n{group}")
        mark = "" if count.enough else "  ← for få"
        click.echo(f"  {count.value:<14}{count.found:>4}  (mindst {count.wanted}){mark}")
    click.echo("\nfakta                      sider  cases  spørgsmål")
    for fact, use in fact_uses(course).items():
        mark = "" if use.taught else "  ← mangler på en side"
        click.echo(f"  {fact:<24}{len(use.taught):>6}{len(use.cases):>7}{len(use.questions):>11}{mark}")


@main.command()
@_for_people
def build() -> None:
    """Byg siden til _build/html, hvis noget er ændret."""
    _build(find_root())


def _build(root: Path) -> None:
    from trekant.site.build import build as build_site
    from trekant.site.build import site_folder

    problems = check_course(load_course(root))
    if problems:
        raise CourseError("\n".join([*map(str, problems), "Ret fejlene, og byg igen."]))
    click.echo("Ser efter, om noget skal bygges. Et helt nyt kursus tager omkring et minut …")
    built = build_site(root)
    place = os.path.relpath(site_folder(root))
    click.echo(f"Siden er bygget i {place}." if built else f"Intet er ændret; siden i {place} er den nyeste.")


@main.command()
@click.argument("quizzes", nargs=-1, metavar="[QUIZ]...")
@_for_people
def assignments(quizzes: tuple[str, ...]) -> None:
    """Gør de bedømte quizzer klar til nbgrader: alle, eller dem, der nævnes."""
    from trekant.grading.assignment import write_assignments

    for made in write_assignments(_course(), quizzes or None):
        words = "er lavet" if made.changed else "er uændret"
        click.echo(f"»{made.quiz}« {words}: {os.path.relpath(made.notebook)}")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FIL...", type=click.Path(exists=True, path_type=Path))
@_for_people
def collect(files: tuple[Path, ...]) -> None:
    """Tag imod svarfiler: enkeltvis, i mapper eller i zip-filer. Den nyeste fra hver deltager gælder."""
    from trekant.grading.collect import collect as take_in

    report = take_in(_course(), files)
    for title, entries in (("Afvist", report.refused), ("Sprunget over", report.skipped)):
        for entry in entries:
            click.echo(f"{title}: {entry.sentence}", err=title == "Afvist")
    counts = f"{len(report.accepted)} modtaget, {len(report.skipped)} sprunget over, {len(report.refused)} afvist"
    click.echo(f"{counts}.")
    if report.refused:
        sys.exit(CANNOT)


@main.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="Den port, der prøves først.")
@_for_people
def course(port: int) -> None:
    """Byg siden, hvis noget er ændret, og vis den på denne maskine."""
    root = find_root()
    _build(root)
    _serve(root, port)


@main.command()
@click.option("--port", type=PORT, default=8000, show_default=True, help="Den port, der prøves først.")
@_for_people
def serve(port: int) -> None:
    """Vis den byggede side på denne maskine."""
    _serve(find_root(), port)


def _serve(root: Path, port: int) -> None:
    from trekant.site.build import site_folder
    from trekant.site.serve import HOST, server

    folder = site_folder(root)
    if not (folder / "index.html").is_file():
        raise CourseError("Der er ingen side at vise endnu; kør »trekant build« først.")
    try:
        serving = server(folder, port)
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None
    with serving:
        used = serving.server_address[1]
        if used != port:
            click.echo(f"Port {port} er optaget, så siden er på {used}.")
        click.echo(f"Kurset er her: http://{HOST}:{used}  (stop med Ctrl+C)")
        _until_stopped(serving)


def _until_stopped(serving: BaseServer) -> None:
    try:
        serving.serve_forever()
    except KeyboardInterrupt:
        click.echo("\nStoppet.")


@main.command()
@click.argument("kind", metavar="SLAGS", type=click.Choice(["question", "vignette", "municipality"]))
@click.argument("slug", metavar="ID")
@_for_people
def new(kind: str, slug: str) -> None:
    """Lav en ny fil ud fra et eksempel. SLAGS er question, vignette eller municipality."""
    from trekant.site.new import new as make_new

    made = make_new(_course(), kind, slug)
    click.echo(f"Lavet: {os.path.relpath(made.path)}\n{made.then}")


@main.command()
@click.argument("slug", metavar="ID")
@click.option("--port", type=PORT, default=8200, show_default=True, help="Den port, der prøves først.")
@click.option("--no-open", is_flag=True, help="Åbn ikke browseren.")
@_for_people
def preview(slug: str, port: int, no_open: bool) -> None:
    """Vis en case, et spørgsmål eller en quiz, mens du skriver, med alle veje eller svar."""
    from trekant.site.preview import find, preview_server
    from trekant.site.serve import HOST

    root = find_root()
    subject = find(root, slug)
    try:
        serving = preview_server(root, subject, port)
    except OSError as error:
        raise CourseError(f"Siden kan ikke vises: {error.strerror or error}. Vælg en anden port med --port.") from None
    with serving:
        address = f"http://{HOST}:{serving.server_address[1]}"
        click.echo(f"{subject.name} er her: {address}  (stop med Ctrl+C)")
        if not no_open:
            # a browser in the terminal would not return before it is closed, and nobody would be serving it
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()
        _until_stopped(serving)


@main.command()
@click.option("--seed", type=int, help="Det tal, spørgsmålene trækkes efter; ellers et tilfældigt.")
@click.option("--count", type=click.IntRange(1, 500), default=10, show_default=True, help="Hvor mange spørgsmål.")
@click.option("--answers", is_flag=True, help="Vis svaret og begrundelsen efter hvert spørgsmål.")
@_for_people
def drill(seed: int | None, count: int, answers: bool) -> None:
    """Lav nye spørgsmål om, hvem man kontakter, ud fra kommunens regler."""
    from trekant.course.drill import drill as make_questions

    municipality = _course().municipality
    used = randbelow(10_000) if seed is None else seed
    try:
        questions = make_questions(municipality, used, count)
    except ValueError as error:
        raise CourseError(f"Der kan ikke laves spørgsmål: {error}.") from None
    for number, question in enumerate(questions, start=1):
        click.echo(question.in_words(municipality, number, answers=answers) + "\n")
    click.echo(f"De samme spørgsmål igen: trekant drill --seed {used} --count {count}")


if __name__ == "__main__":
    main()
