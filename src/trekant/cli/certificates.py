"""Commands about what participants got: the table of results, and certificates."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from trekant.cli.base import CANNOT, for_trainers, international_form, main, open_course, progress_bar, say
from trekant.course.private import private_files
from trekant.course.store import CourseError, find_root


@main.command()
@click.argument("quiz", metavar="TEST")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@international_form
@for_trainers
def results(quiz: str, file: Path, international: bool) -> None:
    """Skriv, hvordan hver deltager klarede en test, i en CSV-fil."""
    from trekant.grading.courses import graded_quiz
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.marks.result_table import result_table
    from trekant.grading.marks.results import results as all_results
    from trekant.grading.marks.standings import standings
    from trekant.grading.people.roster import participants

    course = open_course()
    asked, _tasks = graded_quiz(course, quiz)
    with open_gradebook(course.root) as gradebook:
        people, found = participants(gradebook), all_results(gradebook, Folders.of(course.root), asked)
        everybody = standings(gradebook.db.connection(), asked)
    waiting, failed = found.ungraded, found.failed
    text = result_table(people, asked, everybody, waiting=waiting, failed=failed, international=international)
    try:
        with private_files(), file.open("x", encoding="utf-8", newline="") as written:
            written.write(text)
    except FileExistsError:
        raise CourseError(f"{file} findes allerede; vælg et andet navn.") from None
    except OSError as error:
        raise CourseError(f"{file} kan ikke skrives: {error.strerror or error}.") from None
    say(f"{len(people)} linjer i {file}. Filen har navne i sig; slet den, når du har brugt den.")


@main.command()
@click.argument("quiz_id", metavar="TEST")
@for_trainers
def certificates(quiz_id: str) -> None:
    """Lav et kursusbevis som PDF til hver, der har bestået en test."""
    from trekant.service.background.certifying import print_certificates

    with progress_bar("Laver beviser") as advance:
        done = print_certificates(open_course(), quiz_id, advance=advance)
    for line in done.said:
        say(line)
    for problem in done.problems:
        say(problem, problem=True)
    if done.problems:
        sys.exit(CANNOT)


@main.command()
@click.argument("check_code", metavar="KONTROLKODE", nargs=-1, required=True)
@for_trainers
def verify(check_code: tuple[str, ...]) -> None:
    """Se efter, om et kursusbevis er ægte, ud fra kontrolkoden på det."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.marks.certificates import confirm
    from trekant.grading.marks.verdict import typed_code, verdict_on
    from trekant.grading.people.roster import participants

    code, course = typed_code("".join(check_code)), open_course()
    with open_gradebook(course.root) as gradebook:
        given = confirm(gradebook, code)
        names = {one.code: one.shown for one in participants(gradebook)}
    found = verdict_on(course, given, names.get(given.certificate.participant, "") if given else "")
    if not found.holds:
        raise CourseError(found.said)
    say(found.said)
    if found.more:
        say(found.more)


@main.command()
@click.argument("check_code", metavar="KONTROLKODE", nargs=-1, required=True)
@click.option("--undo", is_flag=True, help="Lad det gælde igen.")
@for_trainers
def withdraw(check_code: tuple[str, ...], undo: bool) -> None:
    """Træk et kursusbevis tilbage, så det ikke længere kan bekræftes."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.marks.certificates import withdraw as take_back
    from trekant.grading.marks.verdict import typed_code

    code = typed_code("".join(check_code))
    with open_gradebook(find_root()) as gradebook:
        if not take_back(gradebook, code, undo=undo):
            raise CourseError("Intet er ændret. Se med »trekant verify«, hvad der står om beviset.")
    say("Beviset er ikke længere trukket tilbage." if undo else "Beviset er trukket tilbage. Fortryd det med --undo.")
