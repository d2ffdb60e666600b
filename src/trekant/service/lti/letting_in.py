"""Who somebody is here, for whom a platform opens the course: as before, or one of the roster by e-mail address.

A platform's instructors are trainers only where its registration says so. Nobody is put on the roster by coming.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from trekant.course.words import N_, _
from trekant.service.grader import codes_on_roster
from trekant.service.kept.access import Account, account_of, ensure_participants_in
from trekant.service.kept.tables import ACCOUNT
from trekant.service.lti.launches import Launched, keep_launch, participant_of_subject, subject_of_participant
from trekant.service.lti.places import LtiPlace
from trekant.service.lti.platforms import Platform
from trekant.service.signin.recognising import (
    ANOTHER,
    CLOSED,
    STRANGER,
    NotRecognisedError,
    Told,
    code_of,
    recognise,
)
from trekant.service.state import Service

NO_ADDRESS = N_(
    "Dit LMS har ikke sagt, hvem du er, på en måde vi kan bruge. Log ind med din kode, eller spørg den, der står for "
    "kurset."
)


def let_in(service: Service, platform: Platform, launched: Launched, place: LtiPlace) -> Account:
    """The account of whom a platform opens the course for; of a participant it is kept what was opened.

    Raises:
        NotRecognisedError: the person is nobody here.
    """
    if platform.makes_trainers and launched.instructs:
        subject = f"lti {platform.issuer} {platform.client_id} {launched.subject}"
        return recognise(service, Told(subject, launched.email, launched.name, trainer=True))
    with service.database.writing() as connection:
        code = _code(connection, platform, launched)
        account = _account(connection, code)
        keep_launch(connection, platform, launched, code, place)
    return account


def _code(connection: Connection, platform: Platform, launched: Launched) -> str:
    known = participant_of_subject(connection, platform, launched.subject)
    if known is not None:
        if not codes_on_roster(connection, code=known):
            raise NotRecognisedError(_(STRANGER))
        return known
    if not platform.trusts_email or not launched.email:
        raise NotRecognisedError(_(NO_ADDRESS))
    code = code_of(connection, Told(launched.subject, email=launched.email))
    if subject_of_participant(connection, platform, code) is not None:
        raise NotRecognisedError(_(ANOTHER))
    return code


def _account(connection: Connection, code: str) -> Account:
    ensure_participants_in(connection, [code])
    row = connection.execute(select(ACCOUNT).where(ACCOUNT.c.participant == code)).one()
    if row.revoked is not None:
        raise NotRecognisedError(_(CLOSED))
    return account_of(row)
