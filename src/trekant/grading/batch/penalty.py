"""Late penalties by nbgrader's own plugin, whichever the trainer has configured."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from nbgrader.preprocessors import AssignLatePenalties
from traitlets.config import LoggingConfigurable

from trekant.grading.courses import GradingError


class Penalties:
    """The penalties of an assignment; ``parent`` carries nbgrader's configuration."""

    def __init__(self, parent: LoggingConfigurable, duedate: datetime | None) -> None:
        self._duedate = duedate
        self._assign = AssignLatePenalties(parent=parent)
        self._assign.init_plugin()

    def penalty(self, student: str, score: float, timestamp: datetime, extension: timedelta | None) -> float | None:
        """The penalty for a submission, 0 to ``score``; None for one in time. Times are in UTC, without a zone.

        Raises:
            GradingError: the plugin failed.
        """
        if self._duedate is None:
            return None
        late = (timestamp - self._duedate - (extension or timedelta())).total_seconds()
        if late <= 0:
            return None
        try:
            found = self._assign.plugin_inst.late_submission_penalty(student, score, late)
            return None if found is None else min(max(_number(found), 0.0), score)
        except Exception as error:
            # somebody's own code, which may fail in any way
            kind = type(error).__name__
            raise GradingError(f"Reglen om for sen aflevering i nbgrader_config.py fejlede ({kind}).") from error


def _number(found: float) -> float:
    if math.isnan(found):  # it is neither more nor less than anything, and points less it would be no points
        raise ValueError("not a number")
    return float(found)
