"""All the kinds of task. Whatever does something with tasks loops over these, and knows none of them by name.

A new kind is a module here and one in ``players/tasks``, and a line in this list and in ``players/kinds.js``.
"""

from __future__ import annotations

from collections.abc import Mapping

from trekant.course.tasks.contact import CONTACT
from trekant.course.tasks.interaction import Kind
from trekant.course.tasks.mark import MARK
from trekant.course.tasks.match import MATCH
from trekant.course.tasks.multiple import MULTIPLE
from trekant.course.tasks.order import ORDER
from trekant.course.tasks.rate import RATE
from trekant.course.tasks.single import SINGLE
from trekant.course.tasks.text import TEXT

KINDS: Mapping[str, Kind] = {kind: kind for kind in (SINGLE, MULTIPLE, ORDER, RATE, CONTACT, MARK, MATCH, TEXT)}
"""By name, which is the ``type`` of a question and what stands in a payload."""


def kind_of(name: str) -> Kind:
    """The kind of that name.

    Raises:
        ValueError: there is none. The message is a Danish sentence without its full stop.
    """
    if name not in KINDS:
        raise ValueError(f"der er ingen slags opgave, der hedder »{name}«; der er {', '.join(KINDS)}")
    return KINDS[name]
