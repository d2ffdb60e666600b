"""Commands for the trainer: hand quizzes out and take answers in."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from trekant.cli.base import CANNOT, for_people, main, open_course


@main.command()
@click.argument("quizzes", nargs=-1, metavar="[QUIZ]...")
@for_people
def assignments(quizzes: tuple[str, ...]) -> None:
    """Gør de bedømte quizzer klar til nbgrader: alle, eller dem, der nævnes."""
    from trekant.grading.assignment import write_assignments

    for made in write_assignments(open_course(), quizzes or None):
        words = "er lavet" if made.changed else "er uændret"
        click.echo(f"»{made.quiz}« {words}: {os.path.relpath(made.notebook)}")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FIL...", type=click.Path(exists=True, path_type=Path))
@for_people
def collect(files: tuple[Path, ...]) -> None:
    """Tag imod svarfiler: enkeltvis, i mapper eller i zip-filer. Den nyeste fra hver deltager gælder."""
    from trekant.grading.collect import collect as take_in

    report = take_in(open_course(), files)
    for title, entries in (("Afvist", report.refused), ("Sprunget over", report.skipped)):
        for entry in entries:
            click.echo(f"{title}: {entry.sentence}", err=title == "Afvist")
    counts = f"{len(report.accepted)} modtaget, {len(report.skipped)} sprunget over, {len(report.refused)} afvist"
    click.echo(f"{counts}.")
    if report.refused:
        sys.exit(CANNOT)
