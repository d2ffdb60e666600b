"""Who asks: accounts, sessions, and what each role may do."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, and_, bindparam, case, delete, insert, null, select, update

from trekant.course.people.sign_in_codes import hash_of, new_sign_in_code
from trekant.service.kept.database import Database
from trekant.service.kept.lti_tables import LTI_LAUNCH, LTI_SCORE
from trekant.service.kept.moments import utc_now
from trekant.service.kept.tables import ACCOUNT, SESSION

LASTS = timedelta(hours=12)
"""How long one is signed in; a working day, and whoever forgets to sign out is out the next morning."""


class Role(StrEnum):
    """What somebody is here."""

    PARTICIPANT = "participant"
    TRAINER = "trainer"
    MANAGER = "manager"


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in.

    ``participant`` is the code of a participant; ``cohorts`` those that a trainer is limited to, None for all of them.
    """

    id: str
    role: Role
    participant: str | None
    name: str
    email: str
    cohorts: tuple[str, ...] | None

    def may_see(self, cohort: str) -> bool:
        """Whether a trainer may see the people of a cohort."""
        return self.role is Role.TRAINER and (self.cohorts is None or cohort in self.cohorts)


_OF_SESSION = (
    select(ACCOUNT)
    .join(SESSION, SESSION.c.account == ACCOUNT.c.id)
    .where(SESSION.c.token == bindparam("token"), SESSION.c.expires > bindparam("at"), ACCOUNT.c.revoked.is_(None))
)
"""Asked with every request, so it is put together once."""


def account_of(row: Row[Any]) -> Account:
    """The account in a row."""
    cohorts = None if row.cohorts is None else tuple(json.loads(row.cohorts))
    return Account(row.id, Role(row.role), row.participant, row.name, row.email, cohorts)


class Accounts:
    """The accounts and sessions of a service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def by_secret(self, code: str) -> Account | None:
        """Whose sign-in code it is; None when it is nobody's, or was revoked."""
        return self._one(ACCOUNT.c.secret == hash_of(code))

    def of_participant(self, code: str) -> Account | None:
        """The account of a participant, where there is one."""
        return self._one(ACCOUNT.c.participant == code)

    def of_id(self, account: str) -> Account | None:
        """The account of an id, unless it was revoked."""
        return self._one(ACCOUNT.c.id == account)

    def of_manager(self, email: str) -> Account | None:
        """The account of a manager by the e-mail address on the roster, where there is one."""
        return self._one(and_(ACCOUNT.c.role == Role.MANAGER, ACCOUNT.c.email == email))

    def _one(self, wanted: Any) -> Account | None:
        with self._database.reading() as connection:
            row = connection.execute(select(ACCOUNT).where(wanted, ACCOUNT.c.revoked.is_(None))).first()
        return account_of(row) if row else None

    def any_there(self) -> bool:
        """Whether anybody can sign in at all."""
        with self._database.reading() as connection:
            return connection.execute(select(ACCOUNT.c.id).limit(1)).first() is not None

    def add(self, role: Role, *, participant: str | None = None, **more: Any) -> Account:
        """A new account, which nobody can use before it has a sign-in code or a subject."""
        values = {"id": uuid4().hex, "role": role, "participant": participant, "name": "", "email": "", **more}
        with self._database.writing() as connection:
            connection.execute(insert(ACCOUNT).values(**values, created=utc_now()))
            return account_of(connection.execute(select(ACCOUNT).where(ACCOUNT.c.id == values["id"])).one())

    def new_codes(self, accounts: list[str]) -> dict[str, str]:
        """A new sign-in code for each account, by its id; the old ones stop working, and so do their sessions.

        Participants and managers are also let go of the account elsewhere that was used until now, in a learning
        platform too: whoever has the e-mail address by then is known by it the next time. Of a trainer it stays, since
        nothing else says who it is.
        """
        codes = {account: new_sign_in_code() for account in accounts}
        subject = case((ACCOUNT.c.role != Role.TRAINER, null()), else_=ACCOUNT.c.subject)
        with self._database.writing() as connection:
            for account, code in codes.items():
                made = {"secret": hash_of(code), "secret_made": utc_now(), "revoked": None, "subject": subject}
                connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(**made))
                whose = select(ACCOUNT.c.participant).where(ACCOUNT.c.id == account)
                for table in (LTI_LAUNCH, LTI_SCORE):
                    connection.execute(delete(table).where(table.c.participant.in_(whose)))
                _end_sessions(connection, account)
        return codes

    def revoke(self, account: str) -> None:
        """Let an account be used no more, from now on."""
        with self._database.writing() as connection:
            connection.execute(update(ACCOUNT).where(ACCOUNT.c.id == account).values(revoked=utc_now(), secret=None))
            _end_sessions(connection, account)

    def begin_session(self, account: Account) -> str:
        """Sign somebody in; returns what the browser is to hold."""
        token = secrets.token_urlsafe(32)
        with self._database.writing() as connection:
            made = {"token": hash_of(token), "account": account.id, "created": utc_now(), "expires": utc_now() + LASTS}
            connection.execute(insert(SESSION).values(**made))
        return token

    def end_session(self, token: str) -> None:
        """Sign somebody out."""
        with self._database.writing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.token == hash_of(token)))

    def of_session(self, token: str, at: datetime | None = None) -> Account | None:
        """Who holds a session; None when it has ended, or the account was revoked."""
        with self._database.reading() as connection:
            row = connection.execute(_OF_SESSION, {"token": hash_of(token), "at": at or utc_now()}).first()
        return account_of(row) if row else None

    def forget(self, participant: str) -> None:
        """Remove a participant's account and sessions."""
        with self._database.writing() as connection:
            forget_account(connection, participant)


def forget_account(connection: Connection, participant: str) -> None:
    """Remove a participant's account and sessions, in the connection's transaction."""
    mine = select(ACCOUNT.c.id).where(ACCOUNT.c.participant == participant)
    connection.execute(delete(SESSION).where(SESSION.c.account.in_(mine)))
    connection.execute(delete(ACCOUNT).where(ACCOUNT.c.participant == participant))


def ensure_participants(database: Database, codes: list[str]) -> Mapping[str, str]:
    """Make an account for each participant who has none; returns the ids of all of them, by code."""
    with database.writing() as connection:
        return ensure_participants_in(connection, codes)


def ensure_participants_in(connection: Connection, codes: list[str]) -> Mapping[str, str]:
    """As :func:`ensure_participants`, in the connection's transaction."""
    wanted = select(ACCOUNT.c.participant, ACCOUNT.c.id).where(ACCOUNT.c.participant.in_(codes))
    known = {row.participant: row.id for row in connection.execute(wanted)}
    for code in (one for one in codes if one not in known):
        known[code] = uuid4().hex
        made = {"id": known[code], "role": Role.PARTICIPANT, "participant": code, "created": utc_now()}
        connection.execute(insert(ACCOUNT).values(**made, name="", email=""))
    return {str(code): account for code, account in known.items()}


def ensure_managers(database: Database, emails: Sequence[str]) -> Mapping[str, str]:
    """Make an account for each manager who has none; returns the ids of all of them, by e-mail address."""
    with database.writing() as connection:
        wanted = select(ACCOUNT.c.email, ACCOUNT.c.id).where(
            ACCOUNT.c.role == Role.MANAGER, ACCOUNT.c.email.in_(emails)
        )
        known = {row.email: row.id for row in connection.execute(wanted)}
        for email in (one for one in emails if one not in known):
            known[email] = uuid4().hex
            made = {"id": known[email], "role": Role.MANAGER, "email": email, "created": utc_now()}
            connection.execute(insert(ACCOUNT).values(**made, name=""))
    return known


def all_trainers(database: Database) -> list[Account]:
    """The trainers, by name."""
    wanted = select(ACCOUNT).where(ACCOUNT.c.role == Role.TRAINER)
    with database.reading() as connection:
        return [account_of(row) for row in connection.execute(wanted.order_by(ACCOUNT.c.name, ACCOUNT.c.id))]


def _end_sessions(connection: Connection, account: str) -> None:
    connection.execute(delete(SESSION).where(SESSION.c.account == account))
