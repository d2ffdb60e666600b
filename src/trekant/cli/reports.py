"""Commands for the trainer: what the answers say of the questions."""

from __future__ import annotations

import os
from pathlib import Path

import click

from trekant.cli.base import for_trainers, international_form, main, open_course, say
from trekant.course.response import Responses
from trekant.course.store import CourseError


@main.command()
@click.argument("quiz", required=False, metavar="[QUIZ]")
@click.option(
    "--from",
    "source",
    metavar="FIL",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Regn på en CSV-fil i stedet: kolonnerne participant, question, fraction (tom: ikke besvaret) og points.",
)
@click.option("--to", "folder", metavar="MAPPE", type=click.Path(file_okay=False, path_type=Path), help="Læg det her.")
@click.option("--latest", is_flag=True, help="Brug hver deltagers nyeste forsøg i stedet for det første.")
@international_form
@for_trainers
def report(quiz: str | None, source: Path | None, folder: Path | None, latest: bool, international: bool) -> None:
    """Se, hvordan holdet klarede en quiz, og hvilke spørgsmål du skal se på.

    Der kommer en side, rapport.html, tabeller (questions.csv, quiz.csv og flere) og figurer som SVG og PNG. Siden viser
    facit, så den er kun til undervisere. Uden --to ligger det i quizzes/reports, eller ved siden af filen.
    """
    if (quiz is None) == (source is None):
        raise CourseError("Skriv enten en quiz, som i »trekant report slutproeve«, eller --from og en fil.")
    from trekant.reports.longform import read_responses
    from trekant.reports.report import analyse
    from trekant.reports.write import write_report

    if source is not None:
        if latest:
            raise CourseError("--latest hører til en quiz; i en fil står der kun ét svar fra hver på hvert spørgsmål.")
        analysed, place = analyse(read_responses(source)), source.parent / f"{source.stem}-rapport"
    else:
        assert quiz is not None  # by the first test
        course = open_course()
        objectives = course.settings.model.objectives if course.settings else {}
        from trekant.grading.responses import quiz_responses

        responses = quiz_responses(course, quiz, "latest" if latest else "first")
        _refuse_nothing(quiz, responses)
        analysed, place = analyse(responses, objectives), course.root / "quizzes/reports" / quiz
    made = write_report(analysed, folder or place, international=international)
    say("\n".join(made.summary))
    say(f"Rapporten er her: {os.path.relpath(made.page)}")


def _refuse_nothing(quiz: str, responses: Responses) -> None:
    if not responses.rows:
        left_out = " ".join(responses.notes)
        said = f"Der er ingen svar på »{quiz}« at regne på. Tag dem ind med »trekant collect«, og prøv igen. {left_out}"
        raise CourseError(said.strip())
