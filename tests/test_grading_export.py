"""The CSV with the status, and the configuration that ``nbgrader`` reads."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from nbgrader.apps import ExportApp
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from tests.grading import QUIZ, RIGHT, autograde, hand_in, sheet
from tests.spreadsheet import table
from trekant.grading.config import configure
from trekant.grading.gradebook import open_gradebook
from trekant.grading.gradebook_url import URL_VARIABLE, gradebook_url
from trekant.grading.marks.export import StatusExporter


def _export(root: Path, *arguments: str) -> list[dict[str, str]]:
    """What ``nbgrader export`` writes when it is run in the quizzes folder."""
    config = Config()
    configure(config, root / "quizzes")
    to = root / "out.csv"
    app = ExportApp(config=config)
    app.load_cwd_config = False
    app.initialize(["--to", str(to), "--log-level", "ERROR", *arguments])
    app.start()
    if any("international" in one for one in arguments):
        with to.open(encoding="utf-8", newline="") as file:
            return [row for row in csv.DictReader(file) if row["assignment"] == QUIZ]
    return [row for row in table(to) if row["assignment"] == QUIZ]


def test_columns_are_nbgraders_and_one_more(released: Path) -> None:
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    rows = _export(released, "--StatusExporter.international=True")
    with open_gradebook(released) as gradebook:
        CsvExportPlugin(to=str(released / "theirs.csv")).export(gradebook)
    with (released / "theirs.csv").open(encoding="utf-8", newline="") as file:
        theirs = [row for row in csv.DictReader(file) if row["assignment"] == QUIZ]
    assert list(rows[0]) == [*theirs[0], "status"]
    ana = next(row for row in rows if row["student_id"] == "ana")
    as_iso = {"timestamp": "2026-11-20T09:00:00Z", "status": ""}
    assert {**ana, **as_iso} == {**next(row for row in theirs if row["student_id"] == "ana"), **as_iso}
    assert ana["timestamp"] == as_iso["timestamp"]


def test_a_danish_spreadsheet_opens_it(released: Path) -> None:
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    ana = next(row for row in _export(released) if row["student_id"] == "ana")
    assert (ana["score"], ana["max_score"], ana["timestamp"]) == ("8,5", "10,5", "20-11-2026 10:00")


def test_every_status(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo", {**RIGHT, "med-dine-ord": "tekst"}), sheet("cilla"))
    (released / "quizzes/submitted/cilla/proeve/svar.json").write_text("{")
    assert not autograde(released)["success"]
    hand_in(released, sheet("dan"))
    found = {row["student_id"]: (row["status"], row["score"], row["raw_score"]) for row in _export(released)}
    assert found == {
        "ana": ("rettet", "8,5", "8,5"),
        "bo": ("rettes manuelt", "", ""),
        "cilla": ("kunne ikke rettes", "", ""),
        "dan": ("ikke rettet endnu", "", ""),
        "eva-1": ("ikke afleveret", "", ""),
    }
    hand_in(released, sheet("ana", {}, handed_in="2026-11-21T10:00:00Z"))
    ana = next(row for row in _export(released) if row["student_id"] == "ana")
    assert (ana["status"], ana["score"]) == ("ikke rettet endnu", "")


def test_a_time_that_cannot_be_read_stops_nobody_else(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo"), sheet("cilla"))
    assert autograde(released)["success"]
    hand_in(released, sheet("bo", {}, handed_in="2026-11-21T10:00:00Z"), sheet("dan"))
    for student in ("ana", "dan"):
        (released / "quizzes/submitted" / student / QUIZ / "timestamp.txt").write_text("i går")
    assert not autograde(released)["success"]
    found = {row["student_id"]: (row["status"], row["score"]) for row in _export(released)}
    assert found == {
        "ana": ("ikke rettet endnu", ""),
        "bo": ("rettet", "0,0"),
        "cilla": ("rettet", "8,5"),
        "dan": ("ikke rettet endnu", ""),
        "eva-1": ("ikke afleveret", ""),
    }


def test_names_with_commas_and_quotation_marks_stay_in_their_column(released: Path) -> None:
    with open_gradebook(released) as gradebook:
        gradebook.update_or_create_student("ana", first_name='Ana "Æ"', last_name="Øst, Vest\nNord")
    ana = next(row for row in _export(released) if row["student_id"] == "ana")
    assert (ana["first_name"], ana["last_name"], ana["status"]) == ('Ana "Æ"', "Øst, Vest\nNord", "ikke afleveret")


def test_exports_those_asked_for(released: Path) -> None:
    assert [row["student_id"] for row in _export(released, "--student", "['bo']")] == ["bo"]
    assert _export(released, "--assignment", "['en-anden']") == []


def test_the_gradebook_may_be_another_database(released: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quizzes = released / "quizzes"
    assert gradebook_url(quizzes) == f"sqlite:///{quizzes / 'gradebook.db'}"
    other = quizzes.joinpath("gradebook.db").rename(tmp_path / "other.db")
    monkeypatch.setenv(URL_VARIABLE, f"sqlite:///{other}")
    hand_in(released, sheet("ana"))
    assert autograde(released)["success"]
    assert next(row for row in _export(released) if row["student_id"] == "ana")["status"] == "rettet"
    assert not (quizzes / "gradebook.db").exists()


def test_the_configuration_can_be_shown_as_json(released: Path) -> None:
    """The formgrader shows it to the trainer."""
    config = Config()
    configure(config, released / "quizzes")
    assert json.loads(json.dumps(config))["ExportApp"]["plugin_class"].endswith(StatusExporter.__name__)


def test_the_exchange_is_off(released: Path) -> None:
    """Folders of participants are not accepted, also where a machine has an exchange."""
    from nbgrader.apps.api import NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    config = Config()
    configure(config, released / "quizzes")
    api = NbGraderAPI(CourseDirectory(config=config), config=config)
    assert not api.exchange_is_functional
    assert not api.collect(QUIZ)["success"]


def test_no_name_is_run_by_a_spreadsheet(released: Path) -> None:
    with open_gradebook(released) as gradebook:
        gradebook.update_or_create_student("ana", first_name="=cmd|' /C calc'!A0", last_name="@x", email="-1")
    ana = next(row for row in _export(released) if row["student_id"] == "ana")
    assert (ana["first_name"], ana["last_name"], ana["email"]) == ("'=cmd|' /C calc'!A0", "'@x", "'-1")
