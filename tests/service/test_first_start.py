"""Several services that are started for the first time at the same moment, as replicas are."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from tests import postgres
from trekant.grading.nbgrader_tables import ASSIGNMENT
from trekant.service.grader import bring_up_to_date
from trekant.service.start import prepare_gradebook

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_on_an_empty_database_one_makes_the_gradebook_and_the_others_find_it(
    fictional: Path, tmp_path: Path, kind: str
) -> None:
    shutil.copy(Path(__file__).parents[2] / "quizzes/nbgrader_config.py", fictional / "quizzes")

    def start(url: str) -> None:
        prepare_gradebook(fictional, url)
        bring_up_to_date(url)

    def all_of_them(url: str) -> None:
        with ThreadPoolExecutor(3) as starting:
            list(starting.map(start, [url] * 3))
        with create_engine(url).connect() as connection:
            assert connection.scalar(select(func.count()).select_from(ASSIGNMENT)) == _graded(fictional)

    if kind == "sqlite":
        all_of_them(f"sqlite:///{tmp_path / 'gradebook.db'}")
    else:
        with postgres.running() as server:
            all_of_them(server.url(server.new_database()))


def _graded(root: Path) -> int:
    """How many quizzes of the course are handed in."""
    return len([path for path in (root / "quizzes").glob("*.yaml") if "use: graded" in path.read_text("utf-8")])
