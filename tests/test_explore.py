"""The notebook for trainers: choices that a figure and a table follow, and nothing about fewer than five."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.generated import enrol, participants, sheets
from tests.patience import PATIENCE
from tests.test_reports import place
from trekant.course.people.participant import Participant
from trekant.course.store import load_course
from trekant.grading.marks.responses import quiz_responses
from trekant.reports.explore import Explorer

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "notebooks/for-undervisere.ipynb"


@pytest.fixture
def explorer(fictional: Path) -> Explorer:
    """Forty people: a cohort of 30 at two workplaces, one of 7, and three who stand nowhere."""
    course = load_course(fictional)
    place(fictional, *sheets(course, "udtraek", participants(40)))
    people = [
        Participant(
            code=one.code,
            cohort="forår" if at < 30 else "<b>efterår</b>" if at < 37 else "",
            workplace="Fjordskolen" if at < 4 or 30 <= at < 37 else "Havnen" if at < 30 else "",
        )
        for at, one in enumerate(participants(40))
    ]
    return Explorer(course, people, lambda quiz: quiz_responses(course, quiz))


def test_everything_is_shown_to_begin_with(explorer: Explorer) -> None:
    explorer.quiz.value = "udtraek"
    assert "40 deltagere fik i snit" in explorer.summary.value
    assert 'role="img"' in explorer.figure.value and 'aria-label="Søjler: løsningsprocent' in explorer.figure.value
    assert "<caption" in explorer.table.value and explorer.table.value.count("<tr>") > 5
    assert [label for label, _ in explorer.cohort.options] == ["Alle hold", "<b>efterår</b>", "forår"]
    assert [label for label, _ in explorer.workplace.options] == ["Alle arbejdspladser", "Fjordskolen", "Havnen"]


def test_a_choice_changes_whom_the_figures_are_about(explorer: Explorer) -> None:
    explorer.quiz.value = "udtraek"
    everybody = explorer.figure.value
    explorer.cohort.value = "forår"
    assert "30 deltagere" in explorer.summary.value and explorer.figure.value != everybody
    explorer.workplace.value = "Havnen"
    assert "26 deltagere" in explorer.summary.value and "Under 30 deltagere" in explorer.summary.value
    explorer.cohort.value = explorer.workplace.value = ""
    assert explorer.figure.value == everybody


def test_of_fewer_than_five_nothing_is_shown(explorer: Explorer) -> None:
    explorer.quiz.value = "udtraek"
    explorer.cohort.value, explorer.workplace.value = "forår", "Fjordskolen"
    assert "færre end 5 deltagere" in explorer.summary.value
    assert explorer.figure.value == explorer.table.value == ""
    explorer.cohort.value, explorer.workplace.value = "<b>efterår</b>", "Havnen"
    assert "færre end 5 deltagere" in explorer.summary.value


def test_an_objective_narrows_the_questions(explorer: Explorer) -> None:
    explorer.quiz.value = "udtraek"
    everything = explorer.table.value.count("<tr>")
    explorer.objective.value = "notice"
    assert 2 <= explorer.table.value.count("<tr>") < everything
    assert "I målet fik de" in explorer.summary.value
    explorer.objective.value = "define"
    assert "ingen spørgsmål til det mål" in explorer.table.value


def test_a_quiz_without_answers_says_so(explorer: Explorer) -> None:
    explorer.quiz.value = "proeve"
    assert "Der er ingen svar på testen endnu." in explorer.summary.value
    assert explorer.figure.value == ""


@pytest.mark.slow
def test_the_notebook_runs_in_a_course(fictional: Path) -> None:
    shutil.copy(NOTEBOOK, fictional / "notebooks")
    course = load_course(fictional)
    people = participants(12)
    place(fictional, *sheets(course, "proeve", people))
    enrol(fictional, people)
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(
        notebook,
        timeout=PATIENCE,
        startup_timeout=PATIENCE,
        iopub_timeout=PATIENCE,
        kernel_name="python3",
        resources={"metadata": {"path": str(fictional / "notebooks")}},
    ).execute()
    shown = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in shown), shown
    assert "12 deltagere fik i snit" in str(notebook.metadata.widgets)
