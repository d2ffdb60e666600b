"""When what was taken in before arrivals were kept is likely to have come.

Until then the gradebook had the participant's own time. What is known better is when the answer file was written here,
which was at the moment of collecting; where it is gone, the participant's time has to do, but no later than now.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_SUBMISSIONS = sa.text(
    "SELECT s.student_id, a.name, s.timestamp FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id "
    "WHERE s.timestamp IS NOT NULL"
).columns(sa.column("student_id", sa.String), sa.column("name", sa.String), sa.column("timestamp", sa.DateTime))

_CERTIFICATE = sa.table(
    "trekant_certificate",
    sa.column("participant", sa.String),
    sa.column("quiz", sa.String),
    sa.column("handed_in", sa.DateTime),
    sa.column("issued", sa.DateTime),
)


def upgrade(quizzes: Path) -> None:
    """Keep an arrival for each submission, and let the certificates go by it as well."""
    arrivals = op.create_table(
        "trekant_arrival",
        sa.Column("participant", sa.String(128), primary_key=True),
        sa.Column("quiz", sa.String(128), primary_key=True),
        sa.Column("stamp", sa.DateTime, nullable=False),
        sa.Column("arrived", sa.DateTime, nullable=False),
    )
    connection = op.get_bind()
    for participant, quiz, stamp in connection.execute(_SUBMISSIONS).all():
        arrived = _arrived(quizzes, participant, quiz, stamp)
        row = {"participant": participant, "quiz": quiz, "stamp": stamp, "arrived": arrived}
        connection.execute(sa.insert(arrivals).values(**row))
        connection.execute(
            sa.update(_CERTIFICATE)
            .where(
                _CERTIFICATE.c.participant == participant,
                _CERTIFICATE.c.quiz == quiz,
                _CERTIFICATE.c.handed_in == stamp,
            )
            .values(handed_in=arrived)
        )
    # of an attempt that another took the place of since, the clock may have been ahead
    ahead = _CERTIFICATE.c.handed_in > _CERTIFICATE.c.issued
    connection.execute(sa.update(_CERTIFICATE).where(ahead).values(handed_in=_CERTIFICATE.c.issued))


def _arrived(quizzes: Path, participant: str, quiz: str, stamp: datetime) -> datetime:
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        written = (quizzes / "submitted" / participant / quiz / "svar.json").lstat().st_mtime
    except (OSError, ValueError):
        return min(stamp, now)
    return min(datetime.fromtimestamp(written, UTC).replace(tzinfo=None), now)
