"""Commands for what a participant has handed in: what there is, and bringing back what was replaced wrongly."""

from __future__ import annotations

import click

from trekant.cli.base import for_trainers, main, open_course, say
from trekant.course.people.participant import as_code
from trekant.course.store import Course, CourseError


@main.group()
def handins() -> None:
    """Det, en deltager har afleveret: også det, som noget nyere er trådt i stedet for."""


@handins.command("list")
@click.argument("code", metavar="KODE")
@click.argument("quiz", metavar="[TEST]", required=False)
@for_trainers
def list_(code: str, quiz: str | None) -> None:
    """Vis, hvad en deltager har afleveret, i den rækkefølge det kom."""
    from trekant.grading.intake.restore import described, hand_ins_by_quiz

    course = open_course()
    found = hand_ins_by_quiz(course, as_code(code), quiz)
    if not found:
        where = f" til »{quiz}«" if quiz else ""
        raise CourseError(f"»{as_code(code)}« har ikke afleveret noget{where}, som er gemt her.")
    for name, ones in found.items():
        say(f"»{_title(course, name)}« ({name}):")
        for number, one in enumerate(ones, start=1):
            say(f"  {number}. {described(one)}; {'gælder' if one.counts else 'er erstattet'}")


@handins.command()
@click.argument("code", metavar="KODE")
@click.argument("quiz", metavar="TEST")
@click.option("--number", metavar="NUMMER", type=click.IntRange(1), help="Nummeret fra »trekant handins list«.")
@for_trainers
def restore(code: str, quiz: str, number: int | None) -> None:
    """Lad noget, der er blevet erstattet, gælde igen. Intet bliver slettet: Det kan laves om på samme måde."""
    from trekant.grading.intake.restore import described
    from trekant.grading.intake.restore import restore as bring_back

    one = bring_back(open_course(), as_code(code), quiz, number)
    say(f"Nu gælder det igen, som {described(one)}.")
    say(f"Kør »trekant grade {quiz}«, så bliver det rettet, og derefter feedback og beviser.")


def _title(course: Course, quiz: str) -> str:
    return course.quizzes[quiz].model.title if quiz in course.quizzes else quiz
