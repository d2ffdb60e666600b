"""Commands about what participants got: the table of results, and certificates."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import CANNOT, for_trainers, international_form, main, open_course, progress_bar, say
from trekant.course.outside import OutsideError, read_outside
from trekant.course.private import private_files
from trekant.course.store import CourseError, find_root

if TYPE_CHECKING:
    from trekant.grading.badges.issuer import BadgeIssuer
    from trekant.grading.marks.verdict import Verdict


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
    _write_new(file, text)
    say(f"{len(people)} linjer i {file}. Filen har navne i sig; slet den, når du har brugt den.")


def _write_new(file: Path, text: str) -> None:
    try:
        with private_files(), file.open("x", encoding="utf-8", newline="") as written:
            written.write(text)
    except FileExistsError:
        raise CourseError(f"{file} findes allerede; vælg et andet navn.") from None
    except OSError as error:
        raise CourseError(f"{file} kan ikke skrives: {error.strerror or error}.") from None


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
@click.argument("check_code", metavar="KONTROLKODE|FIL", nargs=-1, required=True)
@click.option(
    "--issuer",
    metavar="FIL",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Udstederens fil, når karakterbogen ikke er på maskinen.",
)
@for_trainers
def verify(check_code: tuple[str, ...], issuer: Path | None) -> None:
    """Se efter, om et kursusbevis er ægte, ud fra kontrolkoden på det, eller om et badge er det, ud fra filen."""
    file = Path(check_code[0])
    of_badge = len(check_code) == 1 and (issuer is not None or file.suffix != "" or file.is_file())
    found = _verdict_on_badge(file, issuer) if of_badge else _verdict_on_code("".join(check_code))
    if not found.holds:
        raise CourseError(found.said)
    say(found.said)
    if found.more:
        say(found.more)


def _verdict_on_code(typed: str) -> Verdict:
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.marks.certificates import confirm
    from trekant.grading.marks.verdict import typed_code, verdict_on
    from trekant.grading.people.roster import participants

    code, course = typed_code(typed), open_course()
    with open_gradebook(course.root) as gradebook:
        given = confirm(gradebook, code)
        names = {one.code: one.shown for one in participants(gradebook)}
    return verdict_on(course, given, names.get(given.certificate.participant, "") if given else "")


def _verdict_on_badge(file: Path, issuer: Path | None) -> Verdict:
    from trekant.grading.badges.issuer import MOST_OF_A_BADGE, MOST_OF_AN_ISSUER
    from trekant.grading.badges.verifying import read_issuer, verdict_on_badge

    content = _read(file, MOST_OF_A_BADGE)
    known = read_issuer(_read(issuer, MOST_OF_AN_ISSUER)) if issuer else _own_issuer()
    return verdict_on_badge(content, known)


def _read(file: Path, limit: int) -> bytes:
    try:
        return read_outside(file, limit)
    except OutsideError as error:
        raise CourseError(f"{file}: {error}.") from None


def _own_issuer() -> BadgeIssuer:
    from trekant.grading.badges.issuer import issuer_now
    from trekant.grading.gradebook import open_gradebook

    course = open_course()
    with open_gradebook(course.root) as gradebook:
        return issuer_now(gradebook, course.municipality.name)


@main.group()
def badges() -> None:
    """Kursusbeviset som badge: det, andre skal bruge for at se, om et er ægte, og en ny nøgle."""


@badges.command("issuer")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@for_trainers
def write_issuer(file: Path) -> None:
    """Skriv filen, som andre kan se efter med, uden net og uden karakterbogen."""
    known = _own_issuer()
    if not known.keys:
        raise CourseError("Der er ikke hentet noget badge endnu, så der er intet at se efter med.")
    _write_new(file, known.model_dump_json(indent=1) + "\n")
    say(f"{file} er skrevet. Der er hverken navne eller koder i den, så den må gives videre.")


@badges.command("renew")
@click.option("--leaked", is_flag=True, help="Andre har fået fat i den gamle: Lad intet gælde, den har underskrevet.")
@for_trainers
def renew(leaked: bool) -> None:
    """Lav en ny nøgle, som badges bliver underskrevet med fra nu af. De gamle badges gælder stadig."""
    from trekant.grading.badges.keys import renew_key
    from trekant.grading.gradebook import open_gradebook

    with open_gradebook(find_root()) as gradebook:
        key = renew_key(gradebook, leaked=leaked)
    say(f"Nøgle nummer {key.number} underskriver fra nu af. Giv udstederens fil ud igen til dem, der har den gamle.")
    if leaked:
        say("Badges fra før kan ikke længere bekræftes. Bed deltagerne hente deres igen.")


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
