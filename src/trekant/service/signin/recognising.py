"""Who somebody is here, whom another service has told us of: a trainer by a group, all others by the roster."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from trekant.course.people.sign_in_codes import hash_of
from trekant.course.words import N_, _
from trekant.service.grader import codes_on_roster, leads_somebody
from trekant.service.kept.access import Account, Role, account_of
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT, SESSION
from trekant.service.state import Service

NO_EMAIL = N_(
    "Du er logget ind, men vi har ikke fået en bekræftet e-mail, vi kan finde dig på. Log ind med din kode, eller "
    "spørg den, der står for kurset."
)
STRANGER = N_(
    "Du er logget ind, men du står ikke på deltagerlisten. Har du en kode, så log ind med den; ellers spørg den, der "
    "står for kurset, om at komme på listen."
)
SEVERAL = N_(
    "Din e-mail står ud for flere på deltagerlisten, så vi ved ikke, hvem af dem du er. Log ind med din kode, og sig "
    "det til den, der står for kurset."
)
ANOTHER = N_(
    "Din e-mail hører til en deltager, der plejer at logge ind med en anden konto. Log ind med din kode, eller spørg "
    "den, der står for kurset, om en ny kode; så kan du logge ind her igen."
)
ANOTHER_MANAGER = N_(
    "Din e-mail hører til en leder, der plejer at logge ind med en anden konto. Spørg den, der står for kurset, om et "
    "nyt kort; så kan du logge ind her igen."
)
CLOSED = N_("Din adgang er lukket. Spørg den, der står for kurset.")


class NotRecognisedError(Exception):
    """Somebody has signed in elsewhere, and is nobody here; the text says why."""


@dataclass(frozen=True)
class Told:
    """What another service says of somebody.

    ``subject`` names the person among all services for ever; ``email`` is empty where nobody vouches for it;
    ``participant`` is a participant code that the other service knows the person by, where it knows one. ``leading``
    is whether the person is on the way to the manager's pages; most managers are on the roster themselves too.
    """

    subject: str
    email: str = ""
    name: str = ""
    trainer: bool = False
    participant: str = ""
    leading: bool = False


def recognise(service: Service, told: Told) -> Account:
    """The account of somebody; it is made at the first time.

    Raises:
        NotRecognisedError: the person is nobody here.
    """
    try:
        return _recognise(service, told)
    except IntegrityError:  # two windows came at the same moment, and the other one made the account
        return _recognise(service, told)


def _recognise(service: Service, told: Told) -> Account:
    if not told.trainer:
        with service.database.writing() as connection:  # of its own: it holds also for who turns out to be nobody
            _no_trainer_any_more(connection, told)
    with service.database.writing() as connection:
        if told.trainer:
            return _trainer(connection, told)
        leads = bool(told.email) and leads_somebody(connection, told.email)
        if leads and (told.leading or not _is_participant(connection, told)):
            return _manager(connection, told)
        return _participant(connection, told)


def _subject(told: Told, role: Role) -> str:
    """The same person may be a trainer and on the roster; whom the other service means, only a hash of it tells."""
    return hash_of(f"{role} {told.subject}")


def _trainer(connection: Connection, told: Told) -> Account:
    subject = _subject(told, Role.TRAINER)
    known = _row(connection, ACCOUNT.c.subject == subject)
    said = {"name": told.name[:120] or _("Underviser"), "email": told.email[:120]}
    if known is None:
        return _add(connection, role=Role.TRAINER, subject=subject, **said)
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == known.id).values(**said))
    return _open(_row(connection, ACCOUNT.c.id == known.id))


def _no_trainer_any_more(connection: Connection, told: Told) -> None:
    """Close the account of a trainer who has left the group. It stays, since it says who did what."""
    ended = ACCOUNT.c.subject == _subject(told, Role.TRAINER)
    connection.execute(delete(SESSION).where(SESSION.c.account.in_(select(ACCOUNT.c.id).where(ended))))
    connection.execute(update(ACCOUNT).where(ended).values(subject=None, secret=None, revoked=utc_now()))


def _manager(connection: Connection, told: Told) -> Account:
    """The account of whoever owns an address that the roster has as a manager's.

    Who has had the address before is not whoever has it now. The same person may have another address by now.
    """
    subject, email = _subject(told, Role.MANAGER), told.email.lower()
    known = _row(connection, ACCOUNT.c.subject == subject)
    account = _row(connection, and_(ACCOUNT.c.role == Role.MANAGER, ACCOUNT.c.email == email))
    if account is None and known is None:
        return _add(connection, role=Role.MANAGER, subject=subject, name=told.name[:120], email=email)
    if account is None:
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == known.id).values(email=email))
        return _open(_row(connection, ACCOUNT.c.id == known.id))
    if account.subject not in (None, subject):
        raise NotRecognisedError(_(ANOTHER_MANAGER))
    _open(account)
    if account.subject is None:
        connection.execute(update(ACCOUNT).where(ACCOUNT.c.subject == subject).values(subject=None))
    said = {"subject": subject, "name": told.name[:120]}
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(**said))
    return account_of(_row(connection, ACCOUNT.c.id == account.id))


def _is_participant(connection: Connection, told: Told) -> bool:
    """Whether one is on the roster, or was when one signed in before."""
    known = _row(connection, ACCOUNT.c.subject == _subject(told, Role.PARTICIPANT)) is not None
    by_code = bool(told.participant) and bool(codes_on_roster(connection, code=told.participant))
    return known or by_code or bool(codes_on_roster(connection, email=told.email))


def _participant(connection: Connection, told: Told) -> Account:
    subject = _subject(told, Role.PARTICIPANT)
    if known := _row(connection, ACCOUNT.c.subject == subject):
        return _open(known)
    code = code_of(connection, told)
    account = _row(connection, ACCOUNT.c.participant == code)
    if account is None:
        return _add(connection, role=Role.PARTICIPANT, participant=code, subject=subject, name="", email="")
    if account.subject is not None:
        raise NotRecognisedError(_(ANOTHER))
    _open(account)
    connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account.id).values(subject=subject))
    return account_of(account)


def code_of(connection: Connection, told: Told) -> str:
    """Whom of the roster it is.

    Raises:
        NotRecognisedError: it is nobody there, or nobody can tell which of several.
    """
    found = codes_on_roster(connection, code=told.participant) if told.participant else []
    if not found:
        if not told.email:
            raise NotRecognisedError(_(NO_EMAIL))
        found = codes_on_roster(connection, email=told.email)
    if len(found) != 1:
        raise NotRecognisedError(_(SEVERAL) if found else _(STRANGER))
    return found[0]


def _row(connection: Connection, wanted: Any) -> Any:
    return connection.execute(select(ACCOUNT).where(wanted)).first()


def _open(row: Any) -> Account:
    if row.revoked is not None:
        raise NotRecognisedError(_(CLOSED))
    return account_of(row)


def _add(connection: Connection, **values: Any) -> Account:
    made = {"id": uuid4().hex, "created": utc_now(), **values}
    connection.execute(insert(ACCOUNT).values(**made))
    return account_of(_row(connection, ACCOUNT.c.id == made["id"]))
