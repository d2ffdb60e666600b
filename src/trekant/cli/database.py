"""Commands for the gradebook as a whole: a copy that is kept, that copy taken into use, and another database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from trekant.cli.base import for_trainers, main, progress_bar, say
from trekant.course.store import CourseError, find_root
from trekant.course.writing.text import danish_count

if TYPE_CHECKING:
    from trekant.grading.database.backup import Kept

_file = click.argument("file", metavar="FIL", type=click.Path(path_type=Path, dir_okay=False))


@main.group()
def database() -> None:
    """Karakterbogen som helhed: sikkerhedskopi, og flytning til en anden database."""


@database.command()
@_file
@for_trainers
def backup(file: Path) -> None:
    """Kopiér karakterbogen til en ny fil. Tjenesten kan køre imens."""
    from trekant.grading.database.backup import back_up

    kept = back_up(_url(find_root()), file)
    say(f"Kopien er i {file}. {_told(kept)}")


@database.command()
@_file
@for_trainers
def restore(file: Path) -> None:
    """Tag en sikkerhedskopi i brug som karakterbog. Der må ikke være en i forvejen."""
    from trekant.grading.database.backup import take_into_use

    kept = take_into_use(file, _url(find_root()))
    say(f"Kopien er taget i brug. {_told(kept)}")
    say("Start tjenesten igen.")


@database.command()
@for_trainers
def move() -> None:
    """Flyt karakterbogen fra filen i »quizzes« til den database, TREKANT_GRADEBOOK nævner."""
    from trekant.grading.database.moving import move_database
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook import open_gradebook
    from trekant.grading.gradebook_url import URL_VARIABLE
    from trekant.service.grader import bring_up_to_date

    root = find_root()
    file, url = Folders.of(root).gradebook, _url(root)
    if url.startswith("sqlite"):
        raise CourseError(f"{URL_VARIABLE} nævner ikke en anden database. Skriv den nyes adresse i den, og prøv igen.")
    if not file.is_file():
        raise CourseError(f"Der er ingen karakterbog i {file}, så der er ikke noget at flytte.")
    for place in (f"sqlite:///{file}", url):
        with open_gradebook(root, place):
            pass
        bring_up_to_date(place)
    with progress_bar("Flytter") as progress:
        moved = move_database(file, url, progress)
    rows = danish_count(sum(moved.values()))
    say(f"{rows} rækker fra {len(moved)} tabeller er flyttet, og tallene er ens begge steder.")
    say(f"Start tjenesten igen, og gem {file}, til I har set, at alt er der.")


def _url(root: Path) -> str:
    from trekant.grading.folders import Folders
    from trekant.grading.gradebook_url import gradebook_url

    return gradebook_url(Folders.of(root).quizzes)


def _told(kept: Kept) -> str:
    return f"Deltagere: {danish_count(kept.participants)}. Rettede afleveringer: {danish_count(kept.hand_ins)}."
