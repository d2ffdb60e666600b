"""What the service keeps beside the gradebook, for the commands that remove or hand over what is kept of people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbgrader.api import Gradebook

    from trekant.service.kept.own_data import OwnData


def kept_by_service(gradebook: Gradebook) -> OwnData | None:
    """The tables of the service, brought up to date; None where no service was ever started on the gradebook.

    Raises:
        CourseError: they are of a later version.
    """
    from trekant.service.grader import bring_up_to_date
    from trekant.service.kept.own_data import own_data_in

    found = own_data_in(gradebook.engine)
    if found is not None:
        bring_up_to_date(gradebook.engine.url.render_as_string(hide_password=False))
    return found
