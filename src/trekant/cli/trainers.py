"""Commands of the service for trainers: letting the first one in, and what people are sure of.

The rest trainers do in their browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import for_people, for_trainers, main, open_course, say
from trekant.course.store import CourseError, find_root

if TYPE_CHECKING:
    from trekant.service.kept.database import Database


@main.command()
@click.argument("name", metavar="NAVN")
@click.option("--cohort", "cohorts", multiple=True, metavar="HOLD", help="Kun dette hold. Kan skrives flere gange.")
@click.option("--revoke", is_flag=True, help="Luk adgangen i stedet.")
@for_trainers
def trainer(name: str, cohorts: tuple[str, ...], revoke: bool) -> None:
    """Lav et personligt link, som en underviser logger ind i tjenesten med, eller luk adgangen."""
    from trekant.service.kept.access import Accounts, Role, all_trainers
    from trekant.service.settings import address_from
    from trekant.service.start import link_to

    address = address_from(otherwise="http://127.0.0.1:8000")
    with _database_of(find_root()) as database:
        accounts = Accounts(database)
        known = next((one for one in all_trainers(database) if one.name == name), None)
        if revoke:
            if known is None:
                raise CourseError(f"Der er ingen underviser, der hedder »{name}«.")
            accounts.revoke(known.id)
            say(f"{name} kan ikke logge ind mere.")
            return
        limited = json.dumps(list(cohorts), ensure_ascii=False) if cohorts else None
        account = known or accounts.add(Role.TRAINER, name=name, cohorts=limited)
        say(link_to(address, accounts.new_codes([account.id])[account.id]))
        say("Linket virker kun for den, der har det. Et link, du har lavet til samme navn før, virker ikke mere.")


@main.command()
@for_people
def sureness() -> None:
    """Se, hvad folk er sikre på og svarer forkert på, når de øver sig, mål for mål.

    Tallene er fra dem, der har sagt ja til at dele dem: uden navne, for hele kommunen, og mindst fem ad gangen.
    """
    from trekant.service.trainer.results.sureness import WORDS, sure_of

    course = open_course()
    with _database_of(course.root) as database:
        for one in sure_of(database, course):
            say(one.text)
            if one.total is None:
                say("  Færre end fem har sagt ja.")
                continue
            parts = [f"{WORDS[part.name].lower()} {part.words}" for part in one.parts]
            say(f"  {', '.join(parts)} ({one.total.people} personer, {one.total.answers} svar).")


@contextmanager
def _database_of(root: Path) -> Iterator[Database]:
    """The course's database, with all that the service keeps in it."""
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook_url import gradebook_url
    from trekant.service.grader import bring_up_to_date
    from trekant.service.kept.database import Database
    from trekant.service.start import prepare_gradebook

    url = gradebook_url(Folders.of(root).quizzes)
    prepare_gradebook(root, url)
    bring_up_to_date(url)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()
