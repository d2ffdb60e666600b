"""Commands for the author: prove the content, begin something new, practise whom to contact."""

from __future__ import annotations

import os
import sys
from collections import Counter
from secrets import randbelow

import click

from trekant.cli.base import CANNOT, for_people, main, open_course, say
from trekant.course.checks import check as check_course
from trekant.course.coverage import case_table, fact_uses
from trekant.course.editions.accepting import accept_texts
from trekant.course.editions.edition import editions_of
from trekant.course.editions.mirrored import mirrored_files
from trekant.course.editions.rules import edition_lix, edition_words
from trekant.course.pages.timing import Timing, timing
from trekant.course.store import CourseError, find_root, load_course


@main.command()
@for_people
def check() -> None:
    """Prøv alt indhold mod reglerne, og vis hver fejl med fil og linje."""
    course = load_course(find_root())  # whether its language can be spoken is one of the rules
    problems = check_course(course)
    for problem in problems:
        say(str(problem))
    if problems:
        files = len({problem.path for problem in problems})
        say(f"{len(problems)} fejl i {files} {'fil' if files == 1 else 'filer'}.", problem=True)
        sys.exit(CANNOT)
    uses = Counter(quiz.model.use for quiz in course.quizzes.values())
    exercises = uses["practice"]
    sets = f"{_tests(uses['graded'])} og {exercises} {'øvelse' if exercises == 1 else 'øvelser'}"
    sets += ", og en test til pakken" if uses["package"] else ""
    say(f"Alt er i orden: {len(course.vignettes)} cases, {len(course.questions)} spørgsmål, {sets}.")
    if took := timing(course):
        say(_minutes(took))


def _minutes(took: Timing) -> str:
    return (
        f"Minutter: læsning {took.reading:.0f}, cases {took.cases:.0f}, spørgsmål undervejs {took.asked:.0f}, "
        f"i alt {took.total:.0f}. De første, til man ved, hvad man gør: {took.act:.0f}. "
        f"Oven i: selvtest {took.own_tests:.0f}, sluttest {took.final_test:.0f}."
    )


@main.command()
@for_people
def coverage() -> None:
    """Vis, hvordan casene er fordelt, og hvor hvert faktum bliver lært og prøvet."""
    course = open_course()
    group = ""
    for count in case_table(course):
        if count.group != group:
            group = count.group
            say(f"\n{group}")
        mark = "" if count.enough else "  ← for få"
        say(f"  {count.value:<14}{count.found:>4}  (mindst {count.wanted}){mark}")
    say("\nfakta                      sider  cases  spørgsmål")
    for fact, use in fact_uses(course).items():
        mark = "" if use.taught else "  ← mangler på en side"
        say(f"  {fact:<24}{len(use.taught):>6}{len(use.cases):>7}{len(use.questions):>11}{mark}")


@main.command()
@click.option("--accept", multiple=True, metavar="FIL", help="Du har læst filen, og den siger det samme som kilden.")
@for_people
def editions(accept: tuple[str, ...]) -> None:
    """Vis kursets udgaver (som let dansk), og hvad der skal læses igen, fordi kilden er ændret."""
    course = open_course()
    for name in accept:
        path, count = accept_texts(course, name)
        say(f"{os.path.relpath(path)}: {count} {'tekst' if count == 1 else 'tekster'} er set efter.")
    for edition in editions_of(course):
        say(f"{edition.id}: {edition.settings.model.name}, {edition_words(course, edition)} ord på siderne")
        for file in mirrored_files(course, edition):
            say(f"  {file.name}: {len(file.made)} tekster, LIX {edition_lix(course, file):.0f}")
            for one in file.stale:
                say(f"    linje {one.line}: »{one.id}« skal læses igen; se {file.source}:{file.originals[one.id].line}")
            for name in file.missing:
                say(f"    »{name}« mangler; se {file.source}:{file.originals[name].line}")


@main.command()
@click.argument("kind", metavar="SLAGS", type=click.Choice(["question", "vignette", "municipality"]))
@click.argument("slug", metavar="ID")
@for_people
def new(kind: str, slug: str) -> None:
    """Lav en ny fil ud fra et eksempel. SLAGS er question, vignette eller municipality."""
    from trekant.site.new import new as make_new

    made = make_new(open_course(), kind, slug)
    say(f"Lavet: {os.path.relpath(made.path)}\n{made.then}")


@main.command()
@click.option("--seed", type=int, help="Det tal, spørgsmålene trækkes efter; ellers et tilfældigt.")
@click.option("--count", type=click.IntRange(1, 500), default=10, show_default=True, help="Hvor mange spørgsmål.")
@click.option("--answers", is_flag=True, help="Vis svaret og begrundelsen efter hvert spørgsmål.")
@for_people
def drill(seed: int | None, count: int, answers: bool) -> None:
    """Lav nye spørgsmål om, hvem man kontakter, ud fra kommunens regler."""
    from trekant.course.contact.drill import drill as make_questions

    municipality = open_course().municipality
    used = randbelow(10_000) if seed is None else seed
    try:
        questions = make_questions(municipality, used, count)
    except ValueError as error:
        raise CourseError(f"Der kan ikke laves spørgsmål: {error}.") from None
    for number, question in enumerate(questions, start=1):
        say(question.in_words(municipality, number, answers=answers) + "\n")
    say(f"De samme spørgsmål igen: trekant drill --seed {used} --count {count}")


@main.command()
@click.option("--corrected", multiple=True, metavar="SPØRGSMÅL", help="Facit var forkert og er rettet; det nye gælder.")
@for_people
def freeze(corrected: tuple[str, ...]) -> None:
    """Læg nye bedømte spørgsmål fast: hvad de hedder i en browser, og hvad facit er."""
    from trekant.grading.assignments.frozen import freeze as freeze_questions

    froze = freeze_questions(open_course(), corrected)
    if not froze.questions and not froze.quizzes:
        say("Alle bedømte spørgsmål er lagt fast før.")
        return
    say(f"Lagt fast: {len(froze.questions)} spørgsmål, {_tests(len(froze.quizzes))}.")
    say(f"Gem {os.path.relpath(froze.path)} sammen med kurset.")


def _tests(count: int) -> str:
    return "1 test" if count == 1 else f"{count} tests"
