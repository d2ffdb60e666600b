"""Commands about participants: the roster, and what is held on whom for how long."""

from __future__ import annotations

import os
from collections.abc import Sequence, Sized
from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import for_trainers, international_form, main, open_course, say
from trekant.course.outside import OutsideError, read_outside
from trekant.course.people.codes import MOST, new_codes
from trekant.course.people.participant import Participant
from trekant.course.people.retention import Retention, days_in_words
from trekant.course.store import CourseError, find_root
from trekant.course.writing.table import MARK
from trekant.course.writing.text import printable

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from trekant.service.kept.own_data import OwnData

SHOWN = 20
"""So many codes are named one by one."""

OUT_OF_REACH = (
    "Sikkerhedskopier, mails, udskrifter og filer uden for kursets mappe kan kommandoen ikke nå. Dem må du selv tage."
)


def kept_by_service(gradebook: Gradebook) -> OwnData | None:
    """The tables of the service, brought up to date; None where no service was ever started on the gradebook.

    Raises:
        CourseError: they are of a later version.
    """
    from trekant.service.grader import bring_up_to_date
    from trekant.service.kept.own_data import own_data_in

    found = own_data_in(gradebook.engine)
    if found is not None:
        bring_up_to_date(gradebook.engine.url.render_as_string(hide_password=False))
    return found


@main.group()
def participants() -> None:
    """Deltagerlisten: hvem der er med, og hvad der bliver gemt om dem."""


@participants.command("import")
@click.argument("file", metavar="FIL", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville ske, uden at ændre noget.")
@for_trainers
def import_(file: Path, dry_run: bool) -> None:
    """Læg deltagerne fra en CSV-fil på listen, eller ret dem, der står der.

    Filens første linje skal have kolonnernes navne: kode, navn, e-mail, arbejdssted, hold og leder (lederens
    mailadresse). Er der en fejl i filen, bliver intet ændret. Ingen bliver slettet.
    """
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.roster import import_roster
    from trekant.grading.people.roster_file import FIELDS, MAX_BYTES, read_roster

    try:
        wanted = read_roster(read_outside(file, MAX_BYTES))
    except OutsideError as error:
        raise CourseError(f"{file}: {error}.") from None
    with open_gradebook(find_root()) as gradebook:
        done = import_roster(gradebook, wanted, dry_run=dry_run)
    _named("Nye", done.new)
    changed = [f"{code} ({', '.join(FIELDS[field] for field in fields)})" for code, fields in done.changed.items()]
    _named("Ændrede", changed)
    if done.absent:
        say(f"{len(done.absent)} på listen står ikke i filen; de er ladt i fred.")
    for column in wanted.ignored:
        say(f"Kolonnen »{column}« bliver ikke gemt.")
    new = f"{len(done.new)} {'ny' if len(done.new) == 1 else 'nye'}"
    counts = f"{new}, {len(done.changed)} ændret, {len(done.unchanged)} uændret"
    say(f"Intet er ændret endnu. Der ville være {counts}." if dry_run else f"{counts}.")


def _named(title: str, codes: Sequence[str]) -> None:
    if codes:
        more = f" og {len(codes) - SHOWN} til" if len(codes) > SHOWN else ""
        say(f"{title}: {', '.join(codes[:SHOWN])}{more}")


def _count(things: Sized, one: str, more: str) -> str:
    return f"{len(things)} {one if len(things) == 1 else more}"


@participants.command("list")
@click.option("--csv", "file", metavar="FIL", type=click.Path(path_type=Path), help="Skriv listen til en CSV-fil.")
@international_form
@for_trainers
def list_(file: Path | None, international: bool) -> None:
    """Vis deltagerlisten."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.roster import participants as read
    from trekant.grading.people.roster import roster_lines, write_csv

    with open_gradebook(find_root()) as gradebook:
        everybody = read(gradebook)
    count = _count(everybody, "deltager", "deltagere")
    if file is not None:
        write_csv(everybody, file, international=international)
        say(f"{count} i {file}. Filen har navne i sig; slet den, når du har brugt den.")
        return
    for line in roster_lines(everybody):
        say(line)
    say(f"{count}.")


@participants.command()
@click.argument("count", metavar="ANTAL", type=click.IntRange(1, MOST))
@click.option("--csv", "file", metavar="FIL", type=click.Path(path_type=Path), help="Skriv koderne til en CSV-fil.")
@international_form
@for_trainers
def codes(count: int, file: Path | None, international: bool) -> None:
    """Lav deltagerkoder, og vis dem som en liste, hvor du kan skrive navne ud for.

    Det sidste tegn i en kode regnes ud af de andre. Så opdager siden en tastefejl. Koderne kommer først på
    deltagerlisten, når du tager filen ind med »trekant participants import«.
    """
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.gradebook import roster as on_roster
    from trekant.grading.people.roster import csv_of, write_csv

    with open_gradebook(find_root()) as gradebook:
        new = tuple(Participant(code=code) for code in new_codes(count, on_roster(gradebook)))
    if file is None:
        for line in csv_of(new, international=international).removeprefix(MARK).splitlines():
            say(line)
        return
    write_csv(new, file, international=international)
    say(f"{_count(new, 'kode', 'koder')} i {file}. Skriv navne på, og tag filen ind, når du deler dem ud.")


@participants.command()
@click.argument("code", metavar="KODE")
@click.option("--yes", is_flag=True, help="Spørg ikke først.")
@for_trainers
def forget(code: str, yes: bool) -> None:
    """Slet alt om en deltager: svar, point, kommentarer, beviser og navnet på listen."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.forget import forget as remove
    from trekant.grading.people.forget import held, scrub
    from trekant.grading.people.mentions import mentions

    root = find_root()
    with open_gradebook(root) as gradebook:
        service = kept_by_service(gradebook)
        one = held(root, gradebook, code, service)
        if one.nothing:
            scrub(gradebook)  # what a run that was cut short may have left
            raise CourseError(f"Der er ikke gemt noget om »{one.participant.code}«.")
        say(f"Om {one.participant.shown} ({one.participant.code}) er der gemt:")
        for place in one.files:
            say(f"  {place.what}: {os.path.relpath(place.path)}")
        for what, count in one.rows.items():
            if count:
                say(f"  {what}: {count} {'række' if count == 1 else 'rækker'} i karakterbogen")
        elsewhere = mentions(root, one.participant, list(one.files))
        _ask_first(yes)
        remove(root, gradebook, one, service)
    say("Det er slettet alt sammen.")
    _listed("Koden eller navnet står også i filer, som andre også står i. Ret eller slet dem selv:", elsewhere.found)
    _listed("Disse filer kunne ikke læses igennem, så se selv efter i dem:", elsewhere.unread)
    say(OUT_OF_REACH)


LISTED = 200
"""So many files are listed for somebody to look into."""


def _listed(title: str, files: Sequence[Path]) -> None:
    if files:
        say(title)
        for path in files[:LISTED]:
            say(f"  {printable(os.path.relpath(path))}")
        if len(files) > LISTED:
            say(f"  … og {len(files) - LISTED} til")


def _ask_first(yes: bool) -> None:
    """Go on only when the word is written: a y/N is answered in one's sleep.

    Raises:
        CourseError: it was not.
    """
    if not yes and click.prompt("Skriv »slet« for at slette det", default="", show_default=False).strip() != "slet":
        raise CourseError("Intet er slettet.")


@participants.command()
@click.argument("code", metavar="KODE")
@click.option("--to", "file", metavar="FIL", type=click.Path(path_type=Path), help="Den zip-fil, der bliver skrevet.")
@for_trainers
def export(code: str, file: Path | None) -> None:
    """Skriv alt, hvad der er gemt om en deltager, til en zip-fil, som deltageren kan få."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.forget import held
    from trekant.grading.people.locations import export_name
    from trekant.grading.people.personal_data import OVERVIEW, write_export

    course = open_course()
    with open_gradebook(course.root) as gradebook:
        service = kept_by_service(gradebook)
        one = held(course.root, gradebook, code, service)
        if one.nothing:
            raise CourseError(f"Der er ikke gemt noget om »{one.participant.code}«.")
        path = file or Path(export_name(one.participant.code))
        write_export(course, gradebook, one, path, service)
    say(f"Alt om {one.participant.shown} er i {path}. Begynd med {OVERVIEW} i filen.")


@main.command()
@click.option("--dry-run", is_flag=True, help="Vis, hvad der ville blive slettet, uden at slette noget.")
@click.option("--yes", is_flag=True, help="Spørg ikke først.")
@for_trainers
def expire(dry_run: bool, yes: bool) -> None:
    """Slet det, der er gemt så længe, som assets/course.yaml siger."""
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.people.expire import find_expired, remove_expired

    course = open_course()
    if course.settings is None:
        raise CourseError("assets/course.yaml har fejl; kør »trekant check«.")
    periods = course.settings.model.retention
    if periods.keeps_for_ever:
        raise CourseError("Der er ingen frist at slette efter; skriv »retention« i assets/course.yaml.")
    for what, days in _periods(periods).items():
        say(f"{what} bliver gemt i {days_in_words(days)}." if days else f"{what} har ingen frist.")
    with open_gradebook(course.root) as gradebook:
        service = kept_by_service(gradebook)
        old = find_expired(course.root, gradebook, periods, elsewhere=service)
        _named("Svar og kommentarer, der slettes", [f"{code}/{quiz}" for code, quiz in old.answers])
        if old.ungraded:
            _named("Heraf er disse ikke rettet endnu", [f"{code}/{quiz}" for code, quiz in old.ungraded])
        _named("Andre filer, der slettes", [os.path.relpath(path) for path in old.files])
        for what, count in old.elsewhere.items():
            if count:
                say(f"I tjenesten slettes {what}: {count}")
        _named("Deltagere, der slettes helt", old.participants)
        _named("Uden nogen dato, så fristen regnes fra i dag", old.undated)
        counts = (
            f"{_count(old.answers, 'besvarelse', 'besvarelser')}, {_count(old.files, 'anden fil', 'andre filer')} "
            f"og {_count(old.participants, 'deltager', 'deltagere')}"
        )
        if dry_run:
            say(f"Intet er slettet endnu. Det ville være {counts}.")
            return
        if not old.nothing:
            _ask_first(yes)
        remove_expired(course.root, gradebook, old, service)
    if old.nothing:
        say("Der er intet at slette.")
    else:
        say(f"Slettet: {counts}. {OUT_OF_REACH}")


def _periods(retention: Retention) -> dict[str, int | None]:
    told = {"Svar": retention.answers, "Deltagere": retention.participants}
    return told | {"Det, undervisere har gjort i tjenesten,": retention.audit}
