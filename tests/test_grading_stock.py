"""Our way of scoring gives the points that nbgrader's own does, which runs every cell in a kernel."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from traitlets.config import Config

from tests.grading import RIGHT, autograde, hand_in, scores, sheet
from tests.patience import patient_kernels
from trekant.course.store import load_course
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook

WRONG: dict[str, Any] = {
    "nyt-skaeg": "forhoer",
    "hvilke-tegn": ["musik", "bluse"],
    "kenneth-paa-nitten": "politi",
    "rette-raekkefoelge": ["plan", "leder-ringer", "sig-det", "skriv"],
    "fire-svar": {"citat": 1, "fornemmelse": 4, "rygte": 4},
}


def stock(root: Path) -> Config:
    """The same pipeline with nbgrader's Execute in the place of ours; it needs an empty ``TREKANT_GRADEBOOK``."""
    config = Config()
    configure(config, root / "quizzes")
    ours = "trekant.grading.preprocessors.ScoreFromBank"
    steps = config.Autograde.autograde_preprocessors
    config.Autograde.autograde_preprocessors = [
        "nbgrader.preprocessors.Execute" if step == ours else step for step in steps
    ]
    patient_kernels(config)
    return config


def partly(generator: random.Random) -> dict[str, Any]:
    """Any answers, of the right shape, to some of the questions."""
    tegn, trin = ["trusler", "brud", "musik", "bluse"], RIGHT["rette-raekkefoelge"]
    answers: dict[str, Any] = {
        "nyt-skaeg": generator.choice(["ingenting", "ring-ssp", "forhoer", None]),
        "hvilke-tegn": generator.sample(tegn, generator.randint(0, 4)),
        "kenneth-paa-nitten": generator.choice(["ssp", "ssp-plus", "infohus", "politi"]),
        "rette-raekkefoelge": generator.sample(trin, 4),
        "fire-svar": {item: generator.randint(1, 4) for item in RIGHT["fire-svar"] if generator.random() < 0.8},
        "med-dine-ord": generator.choice(["", "  ", "Hun sagde det i går.", "1.0", "<script>"]),
    }
    return {question: answer for question, answer in answers.items() if generator.random() < 0.8}


@pytest.mark.slow
def test_thirty_submissions_get_the_same_points(released: Path) -> None:
    generator = random.Random(20261122)
    given = [RIGHT, WRONG, {}, *(partly(generator) for _ in range(27))]
    students = [f"nr-{number:02d}" for number in range(len(given))]
    with open_gradebook(released) as gradebook:
        for student in students:
            gradebook.add_student(student)
    hand_in(released, *(sheet(student, answers) for student, answers in zip(students, given, strict=True)))
    assert autograde(released)["success"]
    ours = {student: scores(released, student) for student in students}
    by_stock = stock(released)
    result = autograde(released, by_stock, force=True)
    assert result["success"], result
    assert {student: scores(released, student) for student in students} == ours
    totals = {sum(value or 0 for value in points.values()) for points in ours.values()}
    assert {0.0, 8.5} < totals and len(totals) > 10
    notebook = released / "quizzes/autograded/nr-00/proeve/proeve.ipynb"
    assert '"display_data"' not in notebook.read_text(encoding="utf-8").split("slot-01-titel")[1]
    assert load_course(released).quiz("proeve").maximum == 10.5


@pytest.mark.slow
def test_stock_fails_closed_too(released: Path) -> None:
    """Where the banks are gone when the cells are run, an error is a 0 and not full marks."""
    hand_in(released, sheet("ana"))
    config = stock(released)
    # without our first step, so that the cells are reached
    config.Autograde.sanitize_preprocessors = config.Autograde.sanitize_preprocessors[2:]
    bank = released / "quizzes/banks/bedoemt-fjordby.yaml"
    bank.rename(bank.with_suffix(".gone"))
    assert autograde(released, config)["success"]
    assert set(scores(released, "ana").values()) == {0}
