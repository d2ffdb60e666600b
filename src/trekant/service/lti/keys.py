"""The keys that we sign with to platforms: one signs, and those before it are still shown for a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jwcrypto.jwk import JWK
from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from trekant.service.kept.database import Database
from trekant.service.kept.lti_tables import KEY_SHOWN, LTI_KEY
from trekant.service.kept.moments import utc_now

ALGORITHM = "RS256"
"""What LTI 1.3 asks every platform to understand."""

_BITS = 2048


@dataclass(frozen=True)
class SigningKey:
    """A key pair, each half in PEM; ``kid`` is the thumbprint of the public one (RFC 7638)."""

    kid: str
    private: str
    public: str


class Keys:
    """The keys of a service."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def signing(self) -> SigningKey:
        """The key that signs now; it is made at the first time."""
        with self._database.reading() as connection:
            row = _newest(connection)
        if row is None:
            with self._database.writing() as connection:  # another process may have been here in the meantime
                row = _newest(connection) or _made(connection)
        key = _read(row)
        return SigningKey(row.kid, row.private_key, key.export_to_pem().decode())

    def rotate(self) -> str:
        """Let a new key sign from now on; returns its name. The one before is shown for :data:`KEY_SHOWN`."""
        with self._database.writing() as connection:
            connection.execute(update(LTI_KEY).where(LTI_KEY.c.retired.is_(None)).values(retired=utc_now()))
            connection.execute(delete(LTI_KEY).where(LTI_KEY.c.retired < utc_now() - KEY_SHOWN))
            return str(_made(connection).kid)

    def shown(self) -> dict[str, list[dict[str, Any]]]:
        """The public halves, as a JSON Web Key Set (RFC 7517)."""
        self.signing()
        still = or_(LTI_KEY.c.retired.is_(None), LTI_KEY.c.retired >= utc_now() - KEY_SHOWN)
        with self._database.reading() as connection:
            rows = connection.execute(select(LTI_KEY).where(still).order_by(LTI_KEY.c.made.desc())).all()
        use = {"alg": ALGORITHM, "use": "sig"}
        return {"keys": [{**_read(row).export_public(as_dict=True), "kid": row.kid, **use} for row in rows]}


def _newest(connection: Connection) -> Row[Any] | None:
    active = select(LTI_KEY).where(LTI_KEY.c.retired.is_(None))
    return connection.execute(active.order_by(LTI_KEY.c.made.desc(), LTI_KEY.c.kid)).first()


def _made(connection: Connection) -> Row[Any]:
    key = JWK.generate(kty="RSA", size=_BITS)
    private = key.export_to_pem(private_key=True, password=None).decode()
    connection.execute(insert(LTI_KEY).values(kid=key.thumbprint(), private_key=private, made=utc_now()))
    return connection.execute(select(LTI_KEY).where(LTI_KEY.c.kid == key.thumbprint())).one()


def _read(row: Row[Any]) -> JWK:
    return JWK.from_pem(row.private_key.encode())
