"""Commands of the service for trainers and IT: letting the first one in, what people are sure of, and the platforms.

The rest trainers do in their browser.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from trekant.cli.base import for_people, for_trainers, main, open_course, say
from trekant.course.store import CourseError, find_root

if TYPE_CHECKING:
    from trekant.service.kept.database import Database
    from trekant.service.lti.platforms import Platforms

_HERE = "http://127.0.0.1:8000"

_name = click.argument("name", metavar="NAVN")
_trust_email = click.option(
    "--trust-email", is_flag=True, help="Find folk på deltagerlisten ved den e-mail, jeres LMS giver."
)
_trainers = click.option("--trainers", is_flag=True, help="Lad dem, der underviser dér, være undervisere her.")


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

    address = address_from(otherwise=_HERE)
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


@main.group()
def lti() -> None:
    """Kurset i jeres LMS: hvilke der kan åbne det, og nøglen, det skriver under med."""


@lti.command("list")
@for_people
def list_platforms() -> None:
    """Se, hvilke LMS'er der kan åbne kurset, og de adresser, de skal have."""
    from trekant.service.lti.registering import addresses_for

    with _platforms() as platforms:
        for one in platforms.all():
            say(f"{one.name}: {one.issuer}, som »{one.client_id}«, lagt ind som {', '.join(one.deployments) or '…'}")
    for called, address in addresses_for(_address()).items():
        say(f"{called}: {address}")


@lti.command("add")
@_name
@click.option("--issuer", required=True, metavar="ADRESSE", help="Hvad jeres LMS kalder sig selv.")
@click.option("--client-id", required=True, metavar="ID", help="Hvad jeres LMS kalder kurset.")
@click.option("--deployment", "deployments", multiple=True, required=True, metavar="ID", help="Hvor det er lagt ind.")
@click.option("--login", "auth_login_url", required=True, metavar="ADRESSE", help="Hvor jeres LMS siger, hvem man er.")
@click.option("--token", "token_url", required=True, metavar="ADRESSE", help="Hvor det giver lov til at sende svar.")
@click.option("--keys", "key_set_url", required=True, metavar="ADRESSE", help="Hvor dets nøgler er.")
@click.option(
    "--audience",
    "token_audience",
    default="",
    metavar="ADRESSE",
    help="Hvem der bedes om lov, hvis ikke --token.",
)
@_trust_email
@_trainers
@for_people
def add_platform(name: str, trust_email: bool, trainers: bool, **said: Any) -> None:
    """Lad et LMS åbne kurset, når du selv har oprettet kurset dér."""
    from trekant.service.lti.platforms import platform_by_hand

    with _platforms() as platforms:
        platforms.add(platform_by_hand(name=name, trusts_email=trust_email, makes_trainers=trainers, **said))
    say(f"{name} kan åbne kurset nu.")


@lti.command()
@_name
@click.argument("address", metavar="ADRESSE")
@_trust_email
@_trainers
@for_people
def invite(name: str, address: str, trust_email: bool, trainers: bool) -> None:
    """Lav et link, som LMS'et på den adresse kan forbinde sig selv med, én gang."""
    from trekant.service.lti.platforms import invitation_to
    from trekant.service.lti.registering import PATH

    with _platforms() as platforms:
        token = platforms.invite(invitation_to(name, address, trusts_email=trust_email, makes_trainers=trainers))
    say(f"{_address()}{PATH}/{token}")
    say("Sæt linket ind dér, hvor man tilføjer et værktøj i jeres LMS. Det virker én gang, og højst en uge.")


@lti.command()
@_name
@click.argument("deployment", metavar="ID")
@for_people
def place(name: str, deployment: str) -> None:
    """Lad et LMS åbne kurset fra ét sted mere, som det selv kalder »deployment id«."""
    with _platforms() as platforms:
        platforms.add_deployment(platforms.named(name), deployment)
    say(f"{name} kan åbne kurset fra »{deployment}«.")


@lti.command("remove")
@_name
@for_people
def remove_platform(name: str) -> None:
    """Lad et LMS ikke åbne kurset mere. Det, folk har afleveret, bliver."""
    with _platforms() as platforms:
        platforms.remove(platforms.named(name))
    say(f"{name} kan ikke åbne kurset mere.")


@lti.command()
@for_people
def rotate() -> None:
    """Skriv under med en ny nøgle. Den gamle kan stadig slås op i 30 dage."""
    from trekant.service.lti.keys import Keys

    with _database_of(find_root()) as database:
        say(f"Kurset skriver nu under med nøglen {Keys(database).rotate()}.")


@lti.command()
@click.option("--again", is_flag=True, help="Send dem igen nu, der venter, ikke kunne sendes eller er lagt til side.")
@for_people
def scores(again: bool) -> None:
    """Se, hvilke resultater der ikke er nået frem til jeres LMS, og hvad det svarede."""
    from trekant.service.lti.scores.outbox import Outbox
    from trekant.service.lti.scores.page import pending_in_words

    with _database_of(find_root()) as database:
        outbox = Outbox(database)
        if again:
            say(f"{outbox.send_again(aside=True)} bliver prøvet igen.")
        for line in [pending_in_words(one) for one in outbox.pending()] or ["Alle resultater er nået frem."]:
            say(line)


def _address() -> str:
    from trekant.service.settings import address_from

    return address_from(otherwise=_HERE)


@contextmanager
def _platforms() -> Iterator[Platforms]:
    """The platforms of the course.

    Raises:
        CourseError: the package that speaks with them is not there.
    """
    from trekant.service.lti.platforms import Platforms

    if find_spec("pylti1p3") is None:
        raise CourseError("LTI kræver en pakke mere. Skriv: python -m pip install pylti1p3next")
    with _database_of(find_root()) as database:
        yield Platforms(database)


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
