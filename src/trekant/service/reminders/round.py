"""A round of mails: those that are due and were not sent lately, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from trekant.course.words import _
from trekant.service.reminders.due import Due
from trekant.service.reminders.mail_server import LostError, MailServer, RefusedError
from trekant.service.reminders.sent import Addressee, Sent


@dataclass
class Round:
    """What became of the mails of a round; ``failed`` has why, as the end of a sentence."""

    sent: list[Due] = field(default_factory=list)
    lately: list[Addressee] = field(default_factory=list)
    no_address: list[Addressee] = field(default_factory=list)
    failed: list[tuple[Addressee, str]] = field(default_factory=list)
    cut_short: bool = False


def to_be_sent(due: Iterable[Due], sent: Sent) -> Round:
    """What a round would send now; nothing is sent or noted."""
    would = Round()
    for one in due:
        if one.message is None:
            would.no_address.append(one.to)
        elif sent.lately(one.to, one.again_after):
            would.lately.append(one.to)
        else:
            would.sent.append(one)
    return would


def send_round(due: Iterable[Due], sent: Sent, server: MailServer) -> Round:
    """Send what is due and was not sent lately; what one address does not take keeps no other from its mail."""
    done = Round()
    for one in due:
        if one.message is None:
            done.no_address.append(one.to)
        elif not sent.claim(one.to, one.again_after):
            done.lately.append(one.to)
        else:
            try:
                server.send(one.message)
            except RefusedError as error:
                sent.give_back(one.to)
                done.failed.append((one.to, str(error)))
            except LostError:
                # it may have come through, and nobody is to get it twice
                done.failed.append((one.to, _("forbindelsen gik tabt, så mailen kom måske ikke frem")))
                done.cut_short = True
                return done
            else:
                done.sent.append(one)
    return done
