"""The tables of the learning platforms (LMS) that open the course by LTI 1.3, in the way of ``tables.py``."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Boolean, Column, DateTime, Float, Index, Integer, String, Table, Text, UniqueConstraint

from trekant.service.kept.tables import CODE_TYPE, HASH, ID, SERVICE_TABLES

SAID = String(255)
"""What a platform calls something: LTI 1.3 lets it have 255 characters of ASCII."""

LTI_PLATFORM = Table(
    "service_lti_platform",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("issuer", SAID, nullable=False),
    Column("client_id", SAID, nullable=False),
    Column("deployments", Text, nullable=False),
    Column("auth_login_url", Text, nullable=False),
    Column("token_url", Text, nullable=False),
    Column("token_audience", Text, nullable=False, default=""),
    Column("key_set_url", Text, nullable=False),
    Column("trusts_email", Boolean, nullable=False, default=False),
    Column("makes_trainers", Boolean, nullable=False, default=False),
    Column("made", DateTime, nullable=False),
    UniqueConstraint("issuer", "client_id"),
)
"""A platform that may open the course. Nothing of a person.

``deployments`` is a JSON list; ``token_audience`` is to whom a request for a token is addressed, empty where that is
``token_url``. ``trusts_email`` takes the platform's addresses for those on the roster, ``makes_trainers`` makes its
instructors trainers.
"""

LTI_INVITATION = Table(
    "service_lti_invitation",
    SERVICE_TABLES,
    Column("token", HASH, primary_key=True),
    Column("name", String(120), nullable=False),
    Column("host", String(255), nullable=False),
    Column("trusts_email", Boolean, nullable=False),
    Column("makes_trainers", Boolean, nullable=False),
    Column("made", DateTime, nullable=False, index=True),
)
"""A link by which one platform may register itself, once: ``host`` is the one that it has to be at, with its port."""

INVITATION_LASTS = timedelta(days=7)
"""So long a platform can be registered by a link."""

LTI_KEY = Table(
    "service_lti_key",
    SERVICE_TABLES,
    Column("kid", HASH, primary_key=True),
    Column("private_key", Text, nullable=False),
    Column("made", DateTime, nullable=False),
    Column("retired", DateTime),
)
"""The keys that we sign with to platforms: the one that is not ``retired`` signs, the others are still shown."""

KEY_SHOWN = timedelta(days=30)
"""So long after a key was retired platforms can still look up what it signed."""

LTI_JOURNEY = Table(
    "service_lti_journey",
    SERVICE_TABLES,
    Column("state", HASH, primary_key=True),
    Column("nonce", HASH, nullable=False),
    Column("browser", HASH, nullable=False),
    Column("platform", ID, nullable=False),
    Column("account", ID, nullable=False, default=""),
    Column("onward", String(500), nullable=False, default=""),
    Column("said", Text, nullable=False, default=""),
    Column("button", HASH, nullable=False, default=""),
    Column("begun", DateTime, nullable=False, index=True),
)
"""Somebody on the way from a platform to a page here; each row is used once.

``state``, ``nonce`` and ``browser`` are hashes of what the platform and the browser hold. ``account`` is empty until
the platform has said who it is; ``said`` is where and how the platform wants to have what its teacher picks, as JSON.
``button`` is which row of ``service_lti_window`` it belongs to, empty where no button was pressed.
"""

LTI_WINDOW = Table(
    "service_lti_window",
    SERVICE_TABLES,
    Column("button", HASH, primary_key=True),
    Column("account", ID, nullable=False, default=""),
    Column("onward", String(500), nullable=False, default=""),
    Column("pressed", DateTime, nullable=False, index=True),
)
"""A button in a platform's frame that was pressed, and what came of it: a platform says only once who comes by it.

``button`` is a hash of what the button's address has. ``account`` is who came in, empty for one who only reads, and
``onward`` where to, empty as long as nobody has.
"""

WINDOW_KEPT = timedelta(days=1)
"""So long it is known that a button was pressed; a session has ended by then."""

LTI_LAUNCH = Table(
    "service_lti_launch",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("platform", ID, nullable=False),
    Column("participant", CODE_TYPE, nullable=False),
    Column("link", SAID, nullable=False),
    Column("subject", SAID, nullable=False),
    Column("deployment", SAID, nullable=False),
    Column("context", SAID, nullable=False, default=""),
    Column("title", SAID, nullable=False, default=""),
    Column("kind", String(8), nullable=False),
    Column("name", CODE_TYPE, nullable=False, default=""),
    Column("lineitem", Text, nullable=False, default=""),
    Column("lineitems", Text, nullable=False, default=""),
    Column("scopes", Text, nullable=False, default="[]"),
    Column("memberships", Text, nullable=False, default=""),
    Column("seen", DateTime, nullable=False),
    UniqueConstraint("platform", "participant", "link"),
    Index("ix_service_lti_launch_subject", "platform", "subject"),
    Index("ix_service_lti_launch_participant", "participant", "name"),
)
"""What a participant has opened from a platform: by which ``link`` there, and where its result may be sent.

``subject`` is what the platform calls the participant, ``title`` its course. ``kind`` is ``module``, ``case``, ``test``
or ``course``, and ``name`` which of them, empty for the course. ``lineitem``, ``lineitems`` and ``scopes`` (JSON) are
the platform's claim of its gradebook, ``memberships`` the address of its list of people; empty where it gave none.
"""

LTI_SCORE = Table(
    "service_lti_score",
    SERVICE_TABLES,
    Column("id", ID, primary_key=True),
    Column("platform", ID, nullable=False),
    Column("participant", CODE_TYPE, nullable=False),
    Column("quiz", CODE_TYPE, nullable=False),
    Column("points", Float),
    Column("maximum", Float, nullable=False),
    Column("stamp", DateTime, nullable=False),
    Column("state", String(8), nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("due", DateTime, nullable=False),
    Column("claimed", DateTime),
    Column("problem", String(200), nullable=False, default=""),
    Index("ix_service_lti_score_due", "state", "due"),
)
"""What a platform's gradebook is to say of a test that somebody opened from there: the newest result, and no other.

``id`` is that of the row in ``service_lti_launch``. ``points`` are empty while a person has to read. ``stamp`` is the
moment that goes with the result, and rises with each. ``due`` is when it may be sent, ``claimed`` until when somebody
has it in hand, ``problem`` what the platform said last. All of them by the database's clock.
"""
