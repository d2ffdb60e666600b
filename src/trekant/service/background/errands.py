"""What a trainer asks for that needs nbgrader, each in a process of its own that ends: JSON in, JSON out.

Started as ``python -m trekant.service.background.errands FOLDER``; the address of the database stands in the
environment.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from trekant.course.private import private_files
from trekant.course.spoken import speak_language_of
from trekant.course.store import CourseError, load_course
from trekant.course.words import _
from trekant.service.grader import URL_VARIABLE
from trekant.service.people_kept import due_now, expire_now, forget_all_of, write_all_of
from trekant.service.settings import ServiceSettings

EXPORT, FORGET, DUE, EXPIRE = "export", "forget", "due", "expire"

_OF_ALL = {DUE: due_now, EXPIRE: expire_now}
"""What is about nobody alone."""

_PATIENCE = 300


def run_errand(settings: ServiceSettings, what: str, code: str = "", path: Path | None = None) -> list[str]:
    """Do it in a process of its own, and wait for it; returns what is to be told.

    That is files that name the participant beside others, or what is too old, by how much there is of it.

    Raises:
        CourseError: it could not be done; the sentence says why.
    """
    command = [sys.executable, "-m", "trekant.service.background.errands", str(settings.root)]
    asked = json.dumps({"what": what, "code": code, "path": str(path or "")})
    environment = {**os.environ, URL_VARIABLE: settings.database}
    try:
        done = subprocess.run(
            command, input=asked, env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        failed = _("Det gik galt på serveren. Prøv igen, og sig det til it-afdelingen, hvis det sker igen.")
        raise CourseError(failed) from None
    if "problem" in said:
        raise CourseError(said["problem"])
    return list(said["told"])


def _do(root: Path, asked: dict[str, str]) -> dict[str, Any]:
    try:
        speak_language_of(root)
        course = load_course(root)
        if asked["what"] == EXPORT:
            write_all_of(course, asked["code"], Path(asked["path"]))
            return {"told": []}
        if asked["what"] in _OF_ALL:
            return {"told": _OF_ALL[asked["what"]](course)}
        return {"told": forget_all_of(course, asked["code"])}
    except CourseError as error:
        return {"problem": str(error)}


if __name__ == "__main__":
    with private_files():
        answer = _do(Path(sys.argv[1]), json.load(sys.stdin))
    print(json.dumps(answer))  # noqa: T201  the answer to who started it
