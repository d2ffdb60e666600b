"""The mail server that the environment names, and how a mail is handed to it."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Mapping
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from types import TracebackType
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, Field

from trekant.course.people.participant import EMAIL
from trekant.course.store import CourseError

SERVER = "TREKANT_SMTP_SERVER"
SENDER = "TREKANT_SMTP_FROM"
SECURITY = "TREKANT_SMTP_SECURITY"
USER = "TREKANT_SMTP_USER"
PASSWORD = "TREKANT_SMTP_PASSWORD"  # noqa: S105 - the name of the variable

PATIENCE = 30
"""Seconds that a server gets to answer."""

Security = Literal["starttls", "tls", "ingen"]
_PORTS: Mapping[str, int] = {"starttls": 587, "tls": 465, "ingen": 25}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


class MailSettings(BaseModel):
    """A mail server, whom mails are from, and how one comes to it; ``user`` is empty where nobody signs in."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str
    port: int = Field(ge=1, le=65_535)
    sender: str
    security: Security = "starttls"
    user: str = ""
    password: str = ""


def mail_from(environment: Mapping[str, str] = os.environ) -> MailSettings:
    """The mail server that the environment names.

    Raises:
        CourseError: it names none, or a variable is missing or holds what cannot be meant.
    """
    said = {name: environment.get(name, "").strip() for name in (SERVER, SENDER, SECURITY, USER, PASSWORD)}
    if not said[SERVER]:
        raise CourseError(
            f"Mails er slået fra: Sæt {SERVER} til jeres mailserver, for eksempel mail.kommune.dk, og {SENDER} til den "
            "adresse, mails skal komme fra; »--dry-run« viser imens, hvem der ville få en."
        )
    sender = mail_address(said[SENDER])
    if sender is None:
        raise CourseError(f"{SENDER} er »{said[SENDER]}«; skriv den mailadresse, mails skal komme fra.")
    security = said[SECURITY] or "starttls"
    if security not in _PORTS:
        raise CourseError(f"{SECURITY} er »{security}«; skriv {' eller '.join(_PORTS)}.")
    host, port = _host_and_port(said[SERVER], _PORTS[security])
    if bool(said[USER]) != bool(said[PASSWORD]):
        raise CourseError(f"{USER} og {PASSWORD} hører sammen; sæt dem begge, eller lad være med begge.")
    if said[USER] and security == "ingen" and host not in _LOOPBACK:
        raise CourseError(
            f"{SECURITY} er »ingen«, så adgangskoden ville gå åbent over nettet; skriv starttls eller tls."
        )
    return MailSettings(
        host=host,
        port=port,
        sender=sender,
        security=cast("Security", security),
        user=said[USER],
        password=said[PASSWORD],
    )


def _host_and_port(said: str, usual: int) -> tuple[str, int]:
    host, colon, port = said.rpartition(":") if not said.endswith("]") else (said, "", "")
    host, port = (host, port) if colon else (said, str(usual))
    if not host.strip("[]") or not port.isdecimal() or not 0 < int(port) < 65_536 or "/" in host or "@" in host:
        raise CourseError(
            f"{SERVER} er »{said}«; skriv mailserverens navn og måske dens port, som mail.kommune.dk:587."
        )
    return host.strip("[]"), int(port)


def mail_address(said: str) -> str | None:
    """An address that a mail can go to, and to nobody else; None where it is none."""
    if not said.isascii() or not said.isprintable() or not EMAIL.fullmatch(said):
        return None
    try:
        return said if Address(addr_spec=said).addr_spec == said else None
    except (MessageError, ValueError, IndexError):
        return None


class LostError(Exception):
    """The connection was lost while a mail was on its way; nobody knows whether it came through."""


class RefusedError(Exception):
    """The server does not take a mail; the text says why, as the end of a Danish sentence."""


class MailServer:
    """A connection to a mail server, as long as it is used as a context."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._open: smtplib.SMTP | None = None

    def __enter__(self) -> MailServer:
        """Connect, and sign in where there is a user.

        Raises:
            CourseError: the server does not answer, or does not let us in.
        """
        where = f"Mailserveren {self._settings.host}:{self._settings.port}"
        try:
            self._open = self._connected()
        except smtplib.SMTPAuthenticationError:
            raise CourseError(f"{where} tager ikke imod brugernavn og kode; ret {USER} og {PASSWORD}.") from None
        except smtplib.SMTPNotSupportedError:
            raise CourseError(f"{where} kan ikke det, {SECURITY} og {USER} beder om; ret dem.") from None
        except ssl.SSLError as error:
            reason = getattr(error, "verify_message", "") or error.reason or error
            raise CourseError(
                f"{where} har ingen sikker forbindelse, vi stoler på ({reason}); ret {SECURITY}."
            ) from None
        except (OSError, smtplib.SMTPException) as error:
            raise CourseError(f"{where} svarer ikke ({_reason(error)}); se efter, om {SERVER} er rigtig.") from None
        return self

    def _connected(self) -> smtplib.SMTP:
        settings, context = self._settings, ssl.create_default_context()
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(settings.host, settings.port, timeout=PATIENCE, context=context)
        else:
            server = smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE)
        try:
            if settings.security == "starttls":
                server.starttls(context=context)
            if settings.user:
                server.login(settings.user, settings.password)
        except BaseException:
            server.close()
            raise
        return server

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Say goodbye; what was taken stays taken."""
        if self._open is not None:
            try:
                self._open.quit()
            except (OSError, smtplib.SMTPException):
                self._open.close()

    def send(self, message: EmailMessage) -> None:
        """Hand over a mail to the one whom it is to.

        Raises:
            RefusedError: the server does not take it; it takes others.
            LostError: the connection was lost.
        """
        assert self._open is not None, "one is connected"
        try:
            self._open.send_message(message, self._settings.sender, [str(message["To"])])
        except smtplib.SMTPServerDisconnected as error:
            raise LostError(str(error)) from None
        except smtplib.SMTPRecipientsRefused as error:
            _code, reason = next(iter(error.recipients.values()))
            raise RefusedError(f"mailserveren tager ikke imod adressen ({_plain(reason)})") from None
        except smtplib.SMTPResponseException as error:
            raise RefusedError(f"mailserveren tager ikke imod mailen ({_plain(error.smtp_error)})") from None
        except smtplib.SMTPException as error:
            raise RefusedError(f"mailen kan ikke sendes ({error})") from None
        except OSError as error:
            raise LostError(str(error)) from None


def _reason(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _plain(error.smtp_error)
    return error.strerror or _plain(str(error))


def _plain(reason: bytes | str) -> str:
    said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else reason
    return " ".join(said.split())[:120]
