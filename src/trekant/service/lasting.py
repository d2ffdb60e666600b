"""What has been loaded when the work begins, and stays: no garbage is looked for in it."""

from __future__ import annotations

import gc

_NEW = 20_000
"""So many new objects before a look for garbage among them; Python's own 700 are soon there where rows are read."""


def take_as_lasting() -> None:
    """Leave what is loaded by now out of every later look for garbage.

    Libraries and course are three hundred thousand objects. A look at all of them takes a third of a second on a slow
    machine, nobody is answered meanwhile, and they are still there after it.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW, 10, 10)
