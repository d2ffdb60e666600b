"""The tables of the service, in the gradebook's database. Times are in UTC and without a time zone, as nbgrader's are.

A change here needs a step in ``migrations/``, and a table a row in ``keeping.py`` that says how it ends. What is kept
of whom, and why, stands in ``deploy/privacy/kept.yaml``.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SERVICE_TABLES = MetaData()

ID = String(32)
CODE_TYPE = String(128)
COHORT = String(120)
HASH = String(64)

ACCOUNT = Table(
    "service_account",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("role", String(12), nullable=False),
    Column("participant", CODE_TYPE, unique=True),
    Column("name", String(120), nullable=False, default=""),
    Column("email", String(120), nullable=False, default=""),
    Column("subject", String(255), unique=True),
    Column("cohorts", Text),
    Column("secret", HASH, unique=True),
    Column("secret_made", DateTime),
    Column("revoked", DateTime),
    Column("created", DateTime, nullable=False),
)
"""Who may sign in. Of a participant it has the code alone; name and address stand on the roster.

``subject`` is a hash of what an identity provider calls the person; ``cohorts`` limits a trainer to some (JSON; NULL
is all); ``secret`` is the hash of the sign-in code, which nobody can read back.
"""

SESSION = Table(
    "service_session",
    SERVICE_TABLES,
    Column("token", HASH, primary_key=True),
    Column("account", ID, nullable=False, index=True),
    Column("created", DateTime, nullable=False),
    Column("expires", DateTime, nullable=False, index=True),
)
"""Who is signed in; ``token`` is the hash of what the browser holds."""

WRONG_CODE = Table(
    "service_wrong_code",
    SERVICE_TABLES,
    Column("address", HASH, primary_key=True),
    Column("minute", Integer, primary_key=True),
    Column("count", Integer, nullable=False),
)
"""How often a wrong sign-in code came from an address within a minute, which is counted since 1970."""

JOURNEY = Table(
    "service_journey",
    SERVICE_TABLES,
    Column("state", HASH, primary_key=True),
    Column("way", String(12), nullable=False),
    Column("browser", HASH, nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(64), nullable=False),
    Column("onward", String(500), nullable=False),
    Column("begun", DateTime, nullable=False, index=True),
)
"""Who is on the way to another service to sign in there; nothing of a person.

``state`` and ``browser`` are hashes of what the other service and the browser hold.
"""

JOURNEY_LASTS = timedelta(minutes=15)
"""How long one may be away; whoever has to find a telephone for a second factor is back by then."""

HAND_IN = Table(
    "service_hand_in",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("participant", CODE_TYPE, nullable=False),
    Column("quiz", CODE_TYPE, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("fingerprint", HASH, nullable=False),
    Column("arrived", DateTime, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("points", Float),
    Column("maximum", Float, nullable=False),
    Column("pending", Boolean, nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("claimed", DateTime),
    Column("problem", Text),
    UniqueConstraint("participant", "quiz", "fingerprint"),
    Index("ix_service_hand_in_waiting", "state", "quiz", "arrived"),
)
"""What was handed in by button, and where it is on its way to the gradebook; see ``hand_ins.State``.

``points`` are those that need nobody to read anything, NULL when even they could not be worked out; ``pending`` that
somebody has to. ``claimed`` is when a grader took it, ``problem`` why it could not be graded.
"""

RELEASED = Table(
    "service_released",
    SERVICE_TABLES,
    Column("quiz", CODE_TYPE, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("account", ID, nullable=False),
)
"""The quizzes with ``result: when-released`` whose results participants may see."""

DEADLINE = Table(
    "service_deadline",
    SERVICE_TABLES,
    Column("cohort", COHORT, primary_key=True),
    Column("quiz", CODE_TYPE, primary_key=True),
    Column("day", Date, nullable=False),
)
"""The last day on which a cohort is to hand in a quiz; nobody is kept from handing in later."""

IMPORT = Table(
    "service_import",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("account", ID, nullable=False),
    Column("at", DateTime, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),
    Column("from_lms", Boolean, nullable=False, default=False),
    Column("before", Text),
)
"""A roster that was uploaded, for a day: the file while it waits to be confirmed, and then what was there before.

``before`` is JSON, NULL until the roster counts; from then on ``content`` is empty. ``from_lms`` says that the people
were fetched from an LMS, and their codes drawn for them.
"""

IMPORT_KEPT = timedelta(days=1)
"""So long an upload can be confirmed, and an import be undone; after that nothing of it is kept."""

JOB = Table(
    "service_job",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("asked", Text, nullable=False),
    Column("account", ID, nullable=False, index=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("state", String(8), nullable=False, index=True),
    Column("done", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False, default=0),
    Column("said", Text, nullable=False, default=""),
    Column("tries", Integer, nullable=False, default=0),
    Column("claimed", DateTime),
    Column("ended", DateTime),
)
"""Long work that a trainer asked for, and how far it is; see ``jobs.JobState``. Nothing of a participant.

``asked`` is JSON; ``claimed`` is when the process that has it last said that it lives; ``said`` what it came to, or why
it failed.
"""

JOB_PART = Table(
    "service_job_part",
    SERVICE_TABLES,
    Column("job", ID, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
"""What a job made, in parts, so that neither side has to hold it whole. It may name people: see ``RESULT_KEPT``."""

RESULT_KEPT = timedelta(hours=1)
"""So long what a job made can be fetched."""

JOB_KEPT = timedelta(days=7)
"""So long it is told that there was a job, and how it ended."""

REMINDER = Table(
    "service_reminder",
    SERVICE_TABLES,
    Column("participant", CODE_TYPE, primary_key=True),
    Column("manager", String(120), primary_key=True),
    Column("kind", String(12), primary_key=True),
    Column("day", Date, nullable=False),
)
"""When somebody last got a mail of a kind: a participant by the code, or a manager by the e-mail address.

The other of the two is empty. What stood in the mail is not kept.
"""

MEETING = Table(
    "service_meeting",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("leader", HASH, nullable=False),
    Column("address", HASH, nullable=False, index=True),
    Column("begun", DateTime, nullable=False, index=True),
    Column("question", Integer, nullable=False, default=0),
    Column("options", Integer, nullable=False, default=0),
    Column("several", Boolean, nullable=False, default=False),
    Column("is_open", Boolean, nullable=False, default=False),
)
"""Who votes with phones, for a few hours, and what about: the number of a question and of its options, and no text.

``id`` is the code that stands on the wall; ``leader`` the hash of what the wall itself holds; ``address`` the hash of
where it was opened from, so that nobody can open thousands. ``several`` options may be chosen, while it ``is_open``.
"""

VOTE = Table(
    "service_vote",
    SERVICE_TABLES,
    Column("meeting", ID, primary_key=True),
    Column("phone", HASH, primary_key=True),
    Column("question", Integer, nullable=False, default=0),
    Column("letters", String(26), nullable=False, default=""),
)
"""The phones of a meeting, each with its last vote, which the next one takes the place of.

``phone`` is the hash of what the phone holds, and of the meeting: of one phone in two meetings nobody can tell.
"""

MEETING_LASTS = timedelta(hours=3)
"""So long one votes by the same code, and no vote is kept longer."""

SURENESS = Table(
    "service_sureness",
    SERVICE_TABLES,
    Column("sender", HASH, primary_key=True),
    Column("objective", String(20), primary_key=True),
    Column("sure_wrong", Integer, nullable=False, default=0),
    Column("sure_right", Integer, nullable=False, default=0),
    Column("think", Integer, nullable=False, default=0),
    Column("guess", Integer, nullable=False, default=0),
    Column("added", Boolean, nullable=False, default=False),
    Column("waits", Boolean, nullable=False, default=True),
    Column("expires", Date, nullable=False, index=True),
)
"""How many questions to an objective somebody was sure of, and so on, when practising; of whom is not known.

``sender`` is the hash of what the browser holds and of the objective: which rows are of one browser, nobody can tell.
``added`` says that the totals have the row in them, ``waits`` that it has changed since. A row without numbers is what
is left of one that was taken back, until the totals are without it. There is no moment, only the last day it is kept.
"""

SURENESS_TOTAL = Table(
    "service_sureness_total",
    SERVICE_TABLES,
    Column("objective", String(20), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("sure_wrong", Integer, nullable=False),
    Column("sure_right", Integer, nullable=False),
    Column("think", Integer, nullable=False),
    Column("guess", Integer, nullable=False),
    Column("day", Date, nullable=False),
    Column("expires", Date, nullable=False),
)
"""What trainers see of an objective: the numbers of five people at least, added up on a day."""

SURENESS_KEPT = timedelta(days=120)
"""So long numbers are kept after they were last sent, and a total after it was added up."""

AUDIT = Table(
    "service_audit",
    SERVICE_TABLES,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("account", ID, nullable=False),
    Column("action", String(40), nullable=False),
    Column("about", CODE_TYPE, nullable=False, default=""),
    Column("quiz", CODE_TYPE, nullable=False, default=""),
)
"""What trainers and managers did: who, what, and the code of whom it was about. Nothing that anybody wrote."""
