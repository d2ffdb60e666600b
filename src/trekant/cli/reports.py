"""Commands for the trainer: what the answers say of the questions."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import for_people, for_trainers, international_form, main, open_course, say
from trekant.course.store import CourseError
from trekant.course.writing.table import csv_text

if TYPE_CHECKING:
    from trekant.reports.report import Report


@main.command()
@click.argument("quiz", required=False, metavar="[TEST]")
@click.option(
    "--from",
    "source",
    metavar="FIL",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Regn på en CSV-fil i stedet: kolonnerne participant, question, fraction (tom: ikke besvaret) og points.",
)
@click.option(
    "--from-moodle",
    "moodle",
    metavar="FIL",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Regn på Moodles rapport »Besvarelser« (Responses), hentet som CSV, for en test med kursets øvelser.",
)
@click.option("--to", "folder", metavar="MAPPE", type=click.Path(file_okay=False, path_type=Path), help="Læg det her.")
@click.option("--latest", is_flag=True, help="Brug hver deltagers nyeste forsøg i stedet for det første.")
@international_form
@for_trainers
def report(
    quiz: str | None, source: Path | None, moodle: Path | None, folder: Path | None, latest: bool, international: bool
) -> None:
    """Se, hvordan holdet klarede en test, og hvilke spørgsmål du skal se på.

    Der kommer en side, rapport.html, tabeller (questions.csv, quiz.csv og flere) og figurer som SVG og PNG. Siden viser
    facit, så den er kun til undervisere. Uden --to ligger det i quizzes/reports, eller ved siden af filen.
    """
    if [quiz, source, moodle].count(None) != 2:
        raise CourseError(
            "Skriv enten en test, som i »trekant report slutproeve«, eller --from eller --from-moodle og en fil."
        )
    if latest and quiz is None:
        raise CourseError("--latest hører til en test; i en fil er der kun ét svar fra hver på hvert spørgsmål.")
    from trekant.reports.write import write_report

    file = source or moodle
    if file is not None:
        analysed, place = _from_file(source, moodle), file.parent / f"{file.stem}-rapport"
    else:
        assert quiz is not None  # by the first test
        course = open_course()
        from trekant.service.background.reporting import quiz_report

        analysed = quiz_report(course, quiz, latest=latest, hint="Tag dem ind med »trekant collect«, og prøv igen.")
        place = course.root / "quizzes/reports" / quiz
    made = write_report(analysed, folder or place, international=international)
    say("\n".join(made.summary))
    say(f"Rapporten er her: {os.path.relpath(made.page)}")


def _from_file(source: Path | None, moodle: Path | None) -> Report:
    from trekant.reports.report import analyse

    if source is not None:
        from trekant.reports.longform import read_responses

        return analyse(read_responses(source))
    assert moodle is not None  # one of them is there
    from trekant.reports.moodle.responses import moodle_responses

    course = open_course()
    return analyse(moodle_responses(course, moodle), course.settings.model.objectives if course.settings else {})


@main.command()
@click.option("--to", "folder", metavar="MAPPE", type=click.Path(file_okay=False, path_type=Path), help="Læg det her.")
@international_form
@for_trainers
def effect(folder: Path | None, international: bool) -> None:
    """Se, om kurset virker: hvad deltagerne svarede før kurset, efter det og nogle uger senere.

    Der kommer en side, effekt.html, en tabel, effekt.csv, og en figur. Uden --to ligger det i quizzes/reports/effekt.
    """
    from trekant.course.quizzes.measuring import measurings
    from trekant.grading.marks.responses import quiz_responses
    from trekant.reports.effect.analysis import compare as compare
    from trekant.reports.effect.page import write_effect
    from trekant.reports.effect.words import WHOLE, too_few_in_words

    course = open_course()
    measured = {moment: quiz_responses(course, quiz.id) for moment, quiz in measurings(course).items()}
    if not measured:
        raise CourseError("Ingen test måler kurset; skriv »measures« i en, som forfatterens vejledning siger.")
    found = compare(measured, course.settings.model.objectives if course.settings else {}, WHOLE)
    if told := too_few_in_words(found):
        raise CourseError(told)
    made = write_effect(
        found, folder or course.root / "quizzes/reports/effekt", course.title, international=international
    )
    say("\n".join(made.summary))
    say(f"Siden er her: {os.path.relpath(made.page)}")


@main.command()
@click.argument("file", required=False, metavar="[FIL]", type=click.Path(path_type=Path))
@click.option(
    "--sheet",
    "folder",
    metavar="MAPPE",
    type=click.Path(file_okay=False, path_type=Path),
    help="Læg to tomme ark i mappen: vurderinger.csv og beståelsesgrænse.csv.",
)
@for_people
def ratings(file: Path | None, folder: Path | None) -> None:
    """Se, hvad fagpersoner mener: om reaktionerne, der skal være facit, og om, hvad det kræver at bestå.

    Lav arkene med --sheet, lad mindst fem fagpersoner udfylde hver sin kolonne, og kør kommandoen på arket. Den retter
    ikke noget. Den viser, hvor de er enige, og hvad facit eller grænsen ville blive.
    """
    if (file is None) == (folder is None):
        raise CourseError(
            "Skriv enten et udfyldt ark, som i »trekant ratings vurderinger.csv«, eller --sheet og en mappe."
        )
    from trekant.reports.ratings import JUDGES, Rating, rating_sheet, read_ratings, standard_sheet

    course = open_course()
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        for name, sheet in (("vurderinger.csv", rating_sheet), ("beståelsesgrænse.csv", standard_sheet)):
            columns, lines = sheet(course)
            path = folder / name
            if path.exists():
                raise CourseError(
                    f"{path} findes allerede; giv den et andet navn, så det, der står i den, ikke går tabt."
                )
            path.write_text(csv_text(columns, lines), encoding="utf-8", newline="")
            say(f"{path}: {len(lines)} linjer.")
        say("Lad hver fagperson udfylde sin kolonne uden at se de andres. Vejledningen står i underviserens håndbog.")
        return
    assert file is not None  # by the first test
    found = read_ratings(course, file)
    if not found:
        raise CourseError(f"{file.name} er ikke udfyldt endnu.")
    for one in found:
        say(one.in_words())
    rated = [one for one in found if isinstance(one, Rating)]
    if rated:
        changed = sum(one.key is not None and one.key != one.reaction.key for one in rated)
        apart = sum(one.apart or one.key is None for one in rated)
        say(f"{len(rated)} reaktioner: {changed} ville få et andet facit, og {apart} er der uenighed om.")
        if min(len(one.ratings) for one in rated) < JUDGES:
            say(f"Nogle har færre end {JUDGES} vurderinger. Vent med at rette facit, til de har dem.")
