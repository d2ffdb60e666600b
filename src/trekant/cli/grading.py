"""Commands for the trainer: hand quizzes out and take answers in."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import CANNOT, for_people, for_trainers, main, open_course, progress_bar, say
from trekant.course.store import Course, find_root
from trekant.course.writing.text import danish_number

if TYPE_CHECKING:  # nbgrader takes seconds to import, and most commands do without it
    from trekant.grading.batch import GradeReport
    from trekant.grading.intake.collect import CollectedFile, CollectReport


@main.command()
@click.argument("quizzes", nargs=-1, metavar="[TEST]...")
@for_people
def assignments(quizzes: tuple[str, ...]) -> None:
    """Gør de bedømte tests klar til nbgrader: alle, eller dem, der nævnes."""
    from trekant.grading.assignments.assignment import write_assignments

    for made in write_assignments(open_course(), quizzes or None):
        words = "er lavet" if made.changed else "er uændret"
        say(f"»{made.quiz}« {words}: {os.path.relpath(made.notebook)}")


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FIL...", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as", "code", metavar="KODE", help="Tag filen ind som denne deltagers, når koden i filen er skrevet forkert."
)
@for_trainers
def collect(files: tuple[Path, ...], code: str | None) -> None:
    """Tag imod svarfiler: enkeltvis, i mapper eller i zip-filer. Det, der kommer sidst fra en deltager, gælder."""
    from trekant.course.people.participant import as_code
    from trekant.grading.intake.take_in import collect_files

    report = collect_files(open_course(), files, None if code is None else as_code(code))
    _tell_collected(report)
    if report.refused:
        sys.exit(CANNOT)


@main.command()
@click.option("--no-browser", is_flag=True, help="Åbn ikke browseren, men skriv adressen.")
@for_people
def formgrader(no_browser: bool) -> None:
    """Åbn formgrader, hvor du læser fritekst og giver point."""
    from trekant.grading.formgrader import serve

    root = find_root()
    where = "Formgrader er klar om lidt." if no_browser else "Formgrader åbner i din browser om lidt."
    say(f"{where} Stop den med Ctrl+C.")
    serve(root, open_browser=not no_browser)


@main.command()
@click.argument("quiz", metavar="TEST")
@click.argument("files", nargs=-1, metavar="[FIL]...", type=click.Path(exists=True, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Ret alle igen, når et facit er rettet.")
@click.option("--dry-run", is_flag=True, help="Vis, hvad det ville ændre at rette alle igen, uden at ændre noget.")
@for_trainers
def grade(quiz: str, files: tuple[Path, ...], everything: bool, dry_run: bool) -> None:
    """Tag imod det, der er kommet i indbakken, og ret alt nyt og ændret i en test."""
    from trekant.grading.batch import grade as grade_quiz
    from trekant.grading.intake.take_in import collect_new, inbox

    course = open_course()
    if dry_run:
        _tell_foreseen(course, quiz)
        return
    collected = collect_new(course, files)
    if not (collected.accepted or collected.skipped or collected.refused):
        say(f"Der er ikke kommet noget nyt i {os.path.relpath(inbox(course))}.")
    else:
        _tell_collected(collected)
    with progress_bar("Retter") as advance:
        report = grade_quiz(course, quiz, everything=everything, progress=advance, tell=_tell_graded)
    if collected.refused or report.refused or report.failed:
        sys.exit(CANNOT)


def _tell_foreseen(course: Course, quiz: str) -> None:
    from trekant.grading.batch.foresight import foresee

    with progress_bar("Ser efter") as advance:
        found = foresee(course, quiz, advance)
    for one in found.shifts:
        say(f"  {one.participant}: {danish_number(one.before)} → {danish_number(one.after)}")
    say(f"Intet er ændret endnu. {len(found.shifts)} ville få andre point.")
    for codes, words in ((found.passing, "ville bestå"), (found.failing, "ville ikke bestå mere")):
        if codes:
            say(f"{len(codes)} {words}: {', '.join(codes)}")


SHOWN = 20
"""So many files are named one by one for each thing that is said of them."""


def _tell_collected(report: CollectReport) -> None:
    for title, entries in (("Afvist", report.refused), ("Sprunget over", report.skipped), ("Over tiden", report.late)):
        for line in _summed(entries):
            say(f"{title}: {line}", problem=title == "Afvist")
    for entry in report.replaced:
        say(f"Erstattet: {entry.sentence}")
    if report.replaced:
        say("Er det en fejl, så se dem med »trekant handins list KODE«, og hent den rigtige tilbage.")
    counts = f"{len(report.accepted)} modtaget, {len(report.skipped)} sprunget over, {len(report.refused)} afvist"
    say(f"{counts}.")


def _summed(entries: Sequence[CollectedFile]) -> Iterator[str]:
    """The sentences; where the same is said of very many files, the first of them and how many more there are."""
    said: dict[str, int] = {}
    for entry in entries:
        said[entry.why] = said.get(entry.why, 0) + 1
        if said[entry.why] <= SHOWN and len(said) <= SHOWN:
            yield entry.sentence
    left = {why: count - SHOWN for why, count in list(said.items())[:SHOWN] if count > SHOWN}
    for why, count in left.items():
        yield f"… og {count} filer til: {why}"
    others = sum(list(said.values())[SHOWN:])
    if others:
        yield f"… og {others} filer til med andre fejl. Ret først dem, der er nævnt."


def _tell_graded(report: GradeReport) -> None:
    for trouble in (*report.refused, *report.failed):
        say(trouble.sentence, problem=True)
    if report.changed:
        say("Disse deltagere har fået andre point end før:")
        for change in report.changed:
            say(f"  {change.participant}: {danish_number(change.before)} → {danish_number(change.after)}")
    counts = f"{report.graded} rettet, {report.unchanged} uændret"
    stopped = len(report.refused) + len(report.failed)
    say(f"»{report.quiz}«: {counts}{f', {stopped} kunne ikke rettes' if stopped else ''}.")
    if report.earlier:
        say(f"{report.earlier} har afleveret en tidligere udgave af testen; deres resultater står, som de var.")
    if report.regraded:
        say(f"{_submissions(report.regraded)} er rettet om efter et facit, der er ændret siden.")
    if report.key_changed:
        say(
            f"Facit er ændret, siden {_submissions(report.key_changed)} blev rettet. "
            f"De har stadig de gamle point; kør »trekant grade {report.quiz} --all« for at rette dem om."
        )
    if report.needs_manual:
        say(f"{_submissions(report.needs_manual)} venter på en underviser; se dem i formgrader.")


def _submissions(count: int) -> str:
    return f"{count} {'besvarelse' if count == 1 else 'besvarelser'}"
