"""What a test awaits does not depend on which test ran before it in the same process."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from tests import awaiting

TESTS = Path(__file__).parent
LOOP = re.compile(r"\b(?:asyncio|anyio)\.run\(|\brun_until_complete\(|\bRunner\(")


async def _one() -> int:
    return await asyncio.sleep(0, 1)


async def _among_others() -> int:
    return awaiting.run(_one())


def test_a_loop_that_already_runs_is_not_in_the_way() -> None:
    assert awaiting.run(_among_others()) == 1


def test_every_test_awaits_so() -> None:
    mine = {Path(__file__), Path(awaiting.__file__)}
    own = [
        str(path.relative_to(TESTS))
        for path in sorted(TESTS.rglob("*.py"))
        if path not in mine and LOOP.search(path.read_text(encoding="utf-8"))
    ]
    assert own == [], "use tests.awaiting"
