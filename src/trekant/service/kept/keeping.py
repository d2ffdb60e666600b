"""How the rows of every table of the service come to an end.

By the participant whom they are about, by age as ``retention`` in the course's settings has it, or by themselves:
within a week, what is of nobody known within 120 days, and keys a month after their last use. Who adds a table adds it
here, and in ``deploy/privacy/kept.yaml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, and_, delete, func, or_, select

from trekant.course.people.retention import Limits
from trekant.course.words import N_
from trekant.service.kept.lti_tables import (
    INVITATION_LASTS,
    KEY_SHOWN,
    LTI_INVITATION,
    LTI_JOURNEY,
    LTI_KEY,
    LTI_LAUNCH,
    LTI_PLATFORM,
    LTI_SCORE,
    LTI_WINDOW,
    WINDOW_KEPT,
)
from trekant.service.kept.tables import (
    ACCOUNT,
    AUDIT,
    DEADLINE,
    HAND_IN,
    IMPORT,
    IMPORT_KEPT,
    JOB,
    JOB_KEPT,
    JOB_PART,
    JOURNEY,
    JOURNEY_LASTS,
    MEETING,
    MEETING_LASTS,
    RELEASED,
    REMINDER,
    RESULT_KEPT,
    SESSION,
    SURENESS,
    SURENESS_TOTAL,
    VOTE,
    WRONG_CODE,
)

Condition = ColumnElement[bool]


@dataclass(frozen=True)
class Keeping:
    """How the rows of a table end.

    ``whose`` is the code of the participant whom a row is about: with that participant it goes, and into the export.
    ``old`` says which rows a limit has passed, ``over`` which have had their time at a moment, whatever the periods;
    ``stays`` why a row ends in no such way. ``called`` is what it is in Danish.
    """

    table: Table
    called: str
    whose: ColumnElement[str] | None = None
    old: Callable[[Limits], Condition | None] | None = None
    over: Callable[[datetime], Condition] | None = None
    stays: str = ""


def _old_account(limits: Limits) -> Condition | None:
    """Those of trainers and managers that were revoked; a participant's goes with the participant."""
    if limits.participants is None:
        return None
    return and_(ACCOUNT.c.participant.is_(None), ACCOUNT.c.revoked < limits.participants)


def _before(column: ColumnElement[Any], limit: str) -> Callable[[Limits], Condition | None]:
    def old(limits: Limits) -> Condition | None:
        moment: datetime | None = getattr(limits, limit)
        return None if moment is None else column < moment

    return old


def _past_deadline(limits: Limits) -> Condition | None:
    return None if limits.participants is None else DEADLINE.c.day < limits.participants.date()


def _reminded_long_ago(limits: Limits) -> Condition | None:
    return None if limits.answers is None else REMINDER.c.day < limits.answers.date()


def _made_long_ago(at: datetime) -> Condition:
    lately = select(JOB.c.id).where(or_(JOB.c.ended.is_(None), JOB.c.ended >= at - RESULT_KEPT))
    return JOB_PART.c.job.not_in(lately)


def _voted_long_ago(at: datetime) -> Condition:
    return VOTE.c.meeting.not_in(select(MEETING.c.id).where(MEETING.c.begun >= at - MEETING_LASTS))


KEPT: tuple[Keeping, ...] = (
    Keeping(ACCOUNT, N_("konto"), whose=ACCOUNT.c.participant, old=_old_account),
    Keeping(HAND_IN, N_("afleveringer"), whose=HAND_IN.c.participant, old=_before(HAND_IN.c.arrived, "answers")),
    Keeping(AUDIT, N_("det, undervisere har gjort"), whose=AUDIT.c.about, old=_before(AUDIT.c.at, "audit")),
    Keeping(REMINDER, N_("mails"), whose=REMINDER.c.participant, old=_reminded_long_ago),
    Keeping(
        LTI_LAUNCH, N_("åbnet fra jeres LMS"), whose=LTI_LAUNCH.c.participant, old=_before(LTI_LAUNCH.c.seen, "answers")
    ),
    Keeping(
        LTI_SCORE,
        N_("resultater til jeres LMS"),
        whose=LTI_SCORE.c.participant,
        old=_before(LTI_SCORE.c.stamp, "answers"),
    ),
    Keeping(DEADLINE, N_("frister"), old=_past_deadline),
    Keeping(RELEASED, N_("viste resultater"), stays="as long as participants may see the result; of nobody's answers"),
    Keeping(SESSION, N_("hvem der er logget ind"), over=lambda at: SESSION.c.expires < at),
    Keeping(WRONG_CODE, N_("forkerte koder"), over=lambda at: WRONG_CODE.c.minute < _minute(at) - 1),
    Keeping(JOURNEY, N_("på vej til at logge ind"), over=lambda at: JOURNEY.c.begun < at - JOURNEY_LASTS),
    Keeping(LTI_JOURNEY, N_("på vej fra jeres LMS"), over=lambda at: LTI_JOURNEY.c.begun < at - JOURNEY_LASTS),
    Keeping(LTI_WINDOW, N_("åbnet i et nyt vindue"), over=lambda at: LTI_WINDOW.c.pressed < at - WINDOW_KEPT),
    Keeping(LTI_PLATFORM, N_("jeres LMS"), stays="until somebody removes it by the command; of nobody"),
    Keeping(LTI_INVITATION, N_("links til et LMS"), over=lambda at: LTI_INVITATION.c.made < at - INVITATION_LASTS),
    Keeping(LTI_KEY, N_("nøgler til et LMS"), over=lambda at: LTI_KEY.c.retired < at - KEY_SHOWN),
    Keeping(IMPORT, N_("hentede lister"), over=lambda at: IMPORT.c.at <= at - IMPORT_KEPT),
    Keeping(VOTE, N_("stemmer"), over=_voted_long_ago),
    Keeping(MEETING, N_("møder"), over=lambda at: MEETING.c.begun < at - MEETING_LASTS),
    Keeping(SURENESS, N_("tal for, hvor sikre folk er"), over=lambda at: SURENESS.c.expires < at.date()),
    Keeping(SURENESS_TOTAL, N_("de samlede tal"), over=lambda at: SURENESS_TOTAL.c.expires < at.date()),
    Keeping(JOB_PART, N_("det, der er lavet til en underviser"), over=_made_long_ago),
    Keeping(JOB, N_("det, undervisere har bedt om at få lavet"), over=lambda at: JOB.c.at < at - JOB_KEPT),
)
"""Every table, in the order in which rows can be removed."""


def remove_over(connection: Connection, at: datetime) -> None:
    """Remove what has had its time, whatever the periods."""
    for one in KEPT:
        if one.over is not None:
            connection.execute(delete(one.table).where(one.over(at)))


def remove_old(connection: Connection, limits: Limits) -> None:
    """Remove what is too old, and what has had its time."""
    for one, old in _old(limits):
        connection.execute(delete(one.table).where(old))
    remove_over(connection, limits.at)


def count_old(connection: Connection, limits: Limits) -> dict[str, int]:
    """How many rows are too old, by what they are in Danish."""
    return {
        one.called: connection.scalar(select(func.count()).select_from(one.table).where(old)) or 0
        for one, old in _old(limits)
    }


def heard_of(connection: Connection) -> Mapping[str, datetime]:
    """When the last hand-in of each participant came, by code."""
    return _times(connection, HAND_IN.c.participant, func.max(HAND_IN.c.arrived))


def known_since(connection: Connection) -> Mapping[str, datetime]:
    """Since when each participant has an account, by code."""
    return _times(connection, ACCOUNT.c.participant, func.min(ACCOUNT.c.created))


def _old(limits: Limits) -> list[tuple[Keeping, Condition]]:
    found = ((one, one.old(limits)) for one in KEPT if one.old is not None)
    return [(one, old) for one, old in found if old is not None]


def _times(connection: Connection, whose: Any, moment: Any) -> dict[str, datetime]:
    rows = connection.execute(select(whose, moment).where(whose.is_not(None)).group_by(whose))
    return {str(code): at for code, at in rows}


def _minute(at: datetime) -> int:
    return int(at.replace(tzinfo=UTC).timestamp() // 60)
