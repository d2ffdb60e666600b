"""What can go wrong with disks and databases, as sentences for the trainer."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, StatementError

from trekant.grading.courses import GradingError

KEPT = "Det, der ikke nåede at blive gemt, står, som det stod."

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)

_DATABASE = (
    # part of the driver's message, what to tell
    ("readonly", "Karakterbogen er skrivebeskyttet. Skaf lov til at skrive i den, og prøv igen."),
    ("read-only", "Karakterbogen er skrivebeskyttet. Skaf lov til at skrive i den, og prøv igen."),
    ("permission denied", "Karakterbogen er skrivebeskyttet. Skaf lov til at skrive i den, og prøv igen."),
    ("disk is full", "Der er ikke plads på disken til karakterbogen. Skaf plads, og prøv igen."),
    ("no space left", "Der er ikke plads på disken til karakterbogen. Skaf plads, og prøv igen."),
    ("disk i/o", "Karakterbogen kunne ikke skrives på disken. Se efter, om der er plads, og prøv igen."),
    ("locked", "Karakterbogen er optaget af et andet program. Vent lidt, og prøv igen."),
    ("not a database", "Karakterbogen er ikke en database, eller filen er i stykker. Hent den fra en sikkerhedskopi."),
    ("malformed", "Karakterbogen er ikke en database, eller filen er i stykker. Hent den fra en sikkerhedskopi."),
    ("unable to open", "Karakterbogen kan ikke åbnes. Se efter, om mappen findes, og om du må skrive i den."),
    # what PostgreSQL says of a password begins with »connection failed«
    ("password", "Karakterbogen tager ikke imod det brugernavn eller den adgangskode, som den er sat op med."),
    ("connect", "Karakterbogen kan ikke nås. Se efter, om databasen kører, og om adressen til den er rigtig."),
    ("unique", "En anden skrev i karakterbogen samtidig. Prøv igen."),
)


@contextmanager
def telling() -> Iterator[None]:
    """Turn an error from a disk or a database into one sentence; the address, which may hold a password, is left out.

    Raises:
        GradingError: there was one.
    """
    try:
        yield
    except StatementError as error:
        raise GradingError(f"{_about_database(error)} {KEPT}") from error
    except OSError as error:
        raise GradingError(f"{_about_file(error)} {KEPT}") from error


def _about_database(error: StatementError) -> str:
    said = str(error.orig).lower()
    for part, sentence in _DATABASE:
        if part in said:
            return sentence
    kind = type(error.orig if isinstance(error, DBAPIError) else error).__name__
    return f"Karakterbogen kunne ikke bruges ({kind})."


def _about_file(error: OSError) -> str:
    where = f" ({error.filename})" if isinstance(error.filename, str) else ""
    if error.errno in _FULL:
        return f"Der er ikke plads på disken{where}. Skaf plads, og prøv igen."
    if error.errno in _FORBIDDEN:
        return f"Der må ikke skrives i mappen{where}. Skaf lov til det, og prøv igen."
    return f"En fil kunne ikke læses eller skrives{where}: {error.strerror or type(error).__name__}."
