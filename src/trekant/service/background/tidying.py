"""A thread that removes what ends by itself, once it has had its time, whether anybody comes or not."""

from __future__ import annotations

import logging
from threading import Event, Thread

from sqlalchemy.exc import SQLAlchemyError

from trekant.service.kept.database import Database
from trekant.service.kept.keeping import remove_over
from trekant.service.kept.moments import utc_now

log = logging.getLogger("trekant.service")

_EVERY = 60.0
"""Seconds between two times; several services on one database may do it beside each other."""


class Tidying:
    """Tidies up when it is started, and then every minute."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = Event()
        self._thread = Thread(target=self._run, name="tidying", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End it, before the database is let go of."""
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        while True:
            try:
                with self._database.writing() as connection:
                    remove_over(connection, utc_now())
            except SQLAlchemyError as error:
                log.warning("what has had its time could not be removed: %s", type(error).__name__)
            if self._stopped.wait(_EVERY):
                return
