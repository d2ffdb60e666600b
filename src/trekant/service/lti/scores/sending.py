"""Sending what is in the outbox, in the background: again after growing pauses, until a platform takes it."""

from __future__ import annotations

import logging
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from trekant.course.store import Course
from trekant.service.kept.database import Database
from trekant.service.lti.platforms import Platforms
from trekant.service.lti.scores.comparing import put_what_is_missing
from trekant.service.lti.scores.outbox import LtiScore, Outbox

if TYPE_CHECKING:
    from trekant.service.lti.asking import Token
    from trekant.service.lti.scores.calling import Calling, NotTakenError

log = logging.getLogger("trekant.service")

_PATIENCE = 8.0
"""Seconds that a sender gets to end; what it has in hand then is sent once more at the next start."""


@dataclass(frozen=True)
class Pace:
    """How often something is done, in seconds: a look into the outbox, a comparison, the pauses after trouble.

    ``held`` is how long one sender may have results in hand before it is taken for dead.
    """

    look: float = 5.0
    compare: float = 60.0
    first_pause: float = 10.0
    longest_pause: float = 3600.0
    held: float = 300.0

    def pause(self, failures: int) -> timedelta:
        """How long to wait after so many failures in a row."""
        return timedelta(seconds=min(self.longest_pause, self.first_pause * 2.0 ** min(failures, 30)))


class ScoreSender:
    """Sends results, a batch at a time."""

    def __init__(self, database: Database, course: Callable[[], Course], pace: Pace) -> None:
        self._database, self._course, self._pace = database, course, pace
        self._outbox = Outbox(database, timedelta(seconds=pace.held))
        self._tokens: defaultdict[str, dict[str, Token]] = defaultdict(dict)
        self._found: defaultdict[str, dict[tuple[str, str], str]] = defaultdict(dict)
        self._failures: defaultdict[str, int] = defaultdict(int)

    def send_next(self, stopped: Callable[[], bool]) -> bool:
        """Send the next ones that are due, to one platform; whether there were any."""
        claimed = self._outbox.claim()
        if not claimed:
            return False
        platform = Platforms(self._database).of_id(claimed[0].platform)
        try:
            if platform is not None:
                from trekant.service.lti.keys import Keys
                from trekant.service.lti.scores.calling import Calling

                key = Keys(self._database).signing()
                self._send_each(
                    Calling(platform, key, self._tokens[platform.id], self._found[platform.id]), claimed, stopped
                )
        finally:
            self._outbox.give_back(claimed)
        return platform is not None

    def _send_each(self, calling: Calling, scores: list[LtiScore], stopped: Callable[[], bool]) -> None:
        from trekant.service.lti.scores.calling import NotTakenError, Then

        # whoever is slow lets go in time, for another is about to take this sender for dead
        end = time.monotonic() + self._pace.held / 2
        quizzes = self._course().quizzes
        for one in scores:
            if stopped() or time.monotonic() > end:
                return
            loaded = quizzes.get(one.quiz)
            try:
                calling.send(one, loaded.model.title if loaded else one.quiz)
            except NotTakenError as error:
                log.warning("an LMS did not take a result: %s", error)
                self._note(one, error)
                if error.then is Then.ALL_LATER:
                    return
            else:
                self._failures[one.platform] = 0
                self._outbox.sent(one)

    def _note(self, score: LtiScore, error: NotTakenError) -> None:
        from trekant.service.lti.scores.calling import Then

        said = str(error)
        if error.then is Then.NEVER:
            self._outbox.refused(score, said)
            return
        if error.then is Then.LATER:
            self._outbox.later(score, self._pace.pause(score.tries), said)
            return
        pause = self._pace.pause(self._failures[score.platform])
        longest = timedelta(seconds=self._pace.longest_pause)
        self._failures[score.platform] += 1
        pause = min(max(pause, error.pause or pause), longest)
        self._outbox.later(score, pause, said)
        self._outbox.platform_rests(score.platform, pause, said)


class ScoreSending:
    """A thread that puts into the outbox what is missing there, and sends what is due."""

    def __init__(self, database: Database, course: Callable[[], Course], pace: Pace = Pace()) -> None:
        self._database, self._course, self._pace = database, course, pace
        self._sender = ScoreSender(database, course, pace)
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="scores", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it, before the database is let go of; what is in hand is finished first, unless a platform is slow."""
        self._stopped.set()
        self._thread.join(_PATIENCE)

    def _run(self) -> None:
        compared, told = -self._pace.compare, False
        while True:
            try:
                if Platforms(self._database).all():
                    if time.monotonic() - compared >= self._pace.compare:
                        put_what_is_missing(self._database, self._course())
                        compared = time.monotonic()
                    while not self._stopped.is_set() and self._sender.send_next(self._stopped.is_set):
                        pass
            except SQLAlchemyError as error:
                log.warning("the database does not answer: %s", type(error).__name__)
            except ImportError:
                if not told:
                    log.error("results for an LMS wait, since the package pylti1p3next is not installed")
                told = True
            except Exception as error:  # what it says may name somebody
                log.error("results could not be sent to an LMS: %s", type(error).__name__)
            if self._stopped.wait(self._pace.look):
                return
