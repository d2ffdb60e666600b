"""One result to one platform, by pylti1p3next: with a token that is kept, and only to where it may go.

It is imported when there is something to send, and not before.
"""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import timedelta
from enum import Enum
from typing import Any

import requests
from pylti1p3.assignments_grades import AssignmentsGradesService
from pylti1p3.exception import LtiException, LtiServiceException
from pylti1p3.grade import Grade
from pylti1p3.lineitem import LineItem

from trekant.course.words import _
from trekant.service.lti.asking import NotAllowedError, NoTokenError, PlatformConnector, Token
from trekant.service.lti.keys import SigningKey
from trekant.service.lti.platforms import Platform
from trekant.service.lti.scores.outbox import SCORE_SCOPE, LtiScore

_LINE_ITEM = "https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"
_READ_LINE_ITEM = f"{_LINE_ITEM}.readonly"

_RESTS = frozenset({429, 502, 503, 504})
"""What a platform says that takes nothing from anybody just now."""

_HAS_NEWER = 409


class Then(Enum):
    """What is to be done with a result that a platform did not take."""

    NEVER = "never"
    LATER = "later"
    ALL_LATER = "all-later"


class NotTakenError(Exception):
    """A platform did not take a result; the text says why in Danish, without anything of a person.

    ``pause`` is how long it wants to be left alone, where it says so.
    """

    def __init__(self, said: str, then: Then, pause: timedelta | None = None) -> None:
        super().__init__(said)
        self.then, self.pause = then, pause


class Calling:
    """A platform that is called for one batch; ``tokens`` and ``found``, its line items, are kept for the next."""

    def __init__(
        self,
        platform: Platform,
        key: SigningKey,
        tokens: MutableMapping[str, Token],
        found: MutableMapping[tuple[str, str], str],
    ) -> None:
        self._connector, self._tokens, self._found = PlatformConnector(platform, key, tokens), tokens, found

    def send(self, score: LtiScore, title: str) -> None:
        """Send a result; ``title`` is what its line item is called where it has to be made.

        Raises:
            NotTakenError: the platform did not take it.
        """
        try:
            self._send_with_fresh_token(score, title)
        except LtiServiceException as error:
            if error.response.status_code != _HAS_NEWER:
                raise _not_taken(error.response) from None
        except NoTokenError as error:
            raise NotTakenError(
                _("Jeres LMS giver ikke lov til at sende resultater ({status}).").format(status=error.status),
                Then.ALL_LATER,
            ) from None
        except NotAllowedError:
            said = _("Jeres LMS vil have resultatet sendt et sted hen, hvor det ikke må sendes.")
            raise NotTakenError(said, Then.NEVER) from None
        except (requests.RequestException, OSError) as error:
            del error  # what it says has the address in it
            raise NotTakenError(_("Jeres LMS svarer ikke."), Then.ALL_LATER) from None
        except LtiException:
            said = _("Jeres LMS har ikke sagt, hvor resultatet hører til, eller ikke givet lov til at sende det.")
            raise NotTakenError(said, Then.NEVER) from None
        except (KeyError, TypeError, ValueError, AttributeError):
            raise NotTakenError(_("Jeres LMS svarede noget, der ikke kan forstås."), Then.LATER) from None

    def _send_with_fresh_token(self, score: LtiScore, title: str) -> None:
        try:
            self._send(score, title)
        except LtiServiceException as error:
            if error.response.status_code != 401:
                raise
            self._tokens.clear()
            self._send(score, title)

    def _send(self, score: LtiScore, title: str) -> None:
        wanted = (SCORE_SCOPE, _LINE_ITEM, _READ_LINE_ITEM) if not score.lineitem else (SCORE_SCOPE,)
        data: Any = {"scope": [one for one in wanted if one in score.scopes], "lineitems": score.lineitems}
        service = AssignmentsGradesService(self._connector, data)
        address = score.lineitem or self._found_or_made(service, score, title)
        try:
            service.put_grade(_grade(score), LineItem().set_id(address))
        except requests.JSONDecodeError:
            return  # it is taken, and nobody asked for what it says to that

    def _found_or_made(self, service: AssignmentsGradesService, score: LtiScore, title: str) -> str:
        place = (score.lineitems, score.quiz)
        if place not in self._found:
            item = LineItem().set_label(title).set_score_maximum(score.maximum).set_resource_id(score.quiz)
            self._found[place] = str(service.find_or_create_lineitem(item, find_by="resource_id").get_id())
        return self._found[place]


def _grade(score: LtiScore) -> Grade:
    stamp = f"{score.stamp.isoformat(timespec='milliseconds')}Z"
    grade = Grade().set_timestamp(stamp).set_user_id(score.subject)
    if score.points is None:
        return grade.set_activity_progress("Submitted").set_grading_progress("PendingManual")
    grade.set_score_given(score.points).set_score_maximum(score.maximum)
    return grade.set_activity_progress("Completed").set_grading_progress("FullyGraded")


def _not_taken(answer: requests.Response) -> NotTakenError:
    status = answer.status_code
    said = _("Jeres LMS svarede {status}.").format(status=status)
    if status in _RESTS:
        asked = answer.headers.get("Retry-After", "")
        return NotTakenError(said, Then.ALL_LATER, timedelta(seconds=int(asked)) if asked.isdecimal() else None)
    if status == 401:
        return NotTakenError(said, Then.ALL_LATER)
    return NotTakenError(said, Then.LATER if status >= 500 or status == 408 else Then.NEVER)
