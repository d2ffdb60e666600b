"""What has been kept for as long as it may is removed: the answers first, and later everything."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from tests.grading import sheet, write_json
from tests.people import NAMES, QUIZ, WORKPLACE, die, killed, rows, tree, trekant
from trekant.course.facts import CourseSettings
from trekant.course.people.retention import Retention
from trekant.course.store import read_data
from trekant.grading.gradebook import open_gradebook
from trekant.grading.own_tables import CERTIFICATE
from trekant.grading.people import expire as expiring
from trekant.grading.people.expire import Expired, find_expired, remove_expired
from trekant.grading.people.forget import LOG

HANDED_IN = datetime(2026, 11, 20, 9)  # in UTC: bo, cilla, and ana's first; her second came the day after
PERIODS = Retention(answers=100, participants=400)


def _expire(root: Path, days: float, periods: Retention = PERIODS, *, remove: bool = True) -> Expired:
    """Apply the periods so many days after bo handed in."""
    with open_gradebook(root) as gradebook:
        found = find_expired(root, gradebook, periods, HANDED_IN + timedelta(days=days))
        if remove:
            remove_expired(root, gradebook, found)
    return found


def _lying(monkeypatch: pytest.MonkeyPatch, since: datetime) -> None:
    """Let what lies in ``hold/`` have come there at a time; a test cannot set both times that a file has."""
    touched = expiring._touched
    monkeypatch.setattr(expiring, "_touched", lambda path: since if path.parent.name == "hold" else touched(path))


def _put(root: Path, *lines: str) -> None:
    with (root / "assets/course.yaml").open("a", encoding="utf-8") as file:
        file.write("\n".join(["retention:", *(f"  {line}" for line in lines), ""]))


def test_nothing_goes_before_its_time(graded: Path) -> None:
    before, tables = tree(graded), rows(graded)
    assert _expire(graded, 99.9).nothing
    assert tree(graded) == before
    assert {name: found for name, found in rows(graded).items() if not name.startswith("trekant")} == {
        name: found for name, found in tables.items() if not name.startswith("trekant")
    }


def test_answers_go_first_and_points_and_certificate_stay(graded: Path) -> None:
    trekant("certificates", QUIZ)
    paper, tables = (graded / f"quizzes/certificates/{QUIZ}/ana.pdf").read_bytes(), rows(graded)
    found = _expire(graded, 100.1)
    assert found.answers == (("bo", QUIZ), ("cilla", QUIZ)), "ana handed in again later"
    assert found.ungraded == (("cilla", QUIZ),), "a trainer is told what nobody has read yet"
    assert [path.parent.name for path in found.files if ".replaced" in path.parts] == ["ana"]
    found = _expire(graded, 150)
    assert found.answers == (("ana", QUIZ),) and not found.participants
    for step in ("submitted", "autograded"):
        assert [path.name for path in (graded / "quizzes" / step).iterdir() if not path.name.startswith(".")] == []
    now = rows(graded)
    assert now["grade"] == tables["grade"] and now["student"] == tables["student"]
    assert "Fint skrevet" in repr(tables["comment"]) and "Fint skrevet" not in repr(now["comment"])
    quiz = graded / "quizzes/proeve.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("revision: 2", "revision: 3"), encoding="utf-8")
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output
    assert (graded / f"quizzes/certificates/{QUIZ}/ana.pdf").read_bytes() == paper
    assert _expire(graded, 151).nothing


def test_in_the_end_everybody_goes_altogether(graded: Path) -> None:
    trekant("certificates", QUIZ)
    found = _expire(graded, 4000)
    assert set(found.participants) == set(NAMES)
    now = rows(graded)
    people = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
    assert not any(now[name] for name in (*people, "trekant_participant", "trekant_certificate"))
    assert not [name for name in tree(graded) if name.endswith((".pdf", "svar.json"))]
    database = (graded / "quizzes/gradebook.db").read_bytes()
    for word in (*NAMES.values(), WORKPLACE):
        assert word.encode() not in database
    assert (graded / "quizzes/release" / QUIZ / f"{QUIZ}.ipynb").exists()


def test_who_was_heard_of_lately_stays_with_all_of_it(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_json(graded / "hold/svar.json", sheet("bo", handed_in="2020-01-01T10:00:00Z"))
    _lying(monkeypatch, HANDED_IN + timedelta(days=3900))
    found = _expire(graded, 4000, Retention(participants=400), remove=False)
    assert "bo" not in found.participants, "an answer file that nobody has collected is news of him"
    assert {"ana", "cilla"} <= set(found.participants)
    assert not found.answers and not found.files


def test_a_certificate_is_kept_as_long_as_its_holder_and_counts_from_its_own_answers(graded: Path) -> None:
    trekant("certificates", QUIZ)
    with open_gradebook(graded) as gradebook:
        gradebook.db.execute(update(CERTIFICATE).values(handed_in=HANDED_IN + timedelta(days=300)))
        gradebook.db.commit()
    found = _expire(graded, 500, Retention(participants=400), remove=False)
    assert "ana" not in found.participants and {"bo", "cilla"} <= set(found.participants)
    assert "ana" in _expire(graded, 701, Retention(participants=400), remove=False).participants


def test_answer_files_that_lie_about_are_no_way_back(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_json(graded / "hold/svar.json", sheet("bo", handed_in="2090-01-01T10:00:00Z"))
    _lying(monkeypatch, HANDED_IN)
    assert path in _expire(graded, 101).files
    assert not path.exists()


def test_of_whom_nothing_is_known_the_time_begins_now(graded: Path) -> None:
    with open_gradebook(graded) as gradebook:
        gradebook.add_student("gitte")
    assert _expire(graded, 10).undated == ("gitte",)
    assert _expire(graded, 10).undated == ()
    assert "gitte" not in _expire(graded, 390, remove=False).participants


def test_a_folder_that_is_being_graded_is_not_taken_for_old(graded: Path) -> None:
    """A run that is cut short leaves a time from 1970."""
    (graded / "quizzes/autograded/bo" / QUIZ / "timestamp.txt").write_text("1970-01-01 00:00:00 UTC\n")
    assert _expire(graded, 50).nothing


def test_a_run_that_is_killed_is_finished_by_the_next(graded: Path) -> None:
    for step in ("delete_rows", "scrub"):
        with killed() as in_child:
            if in_child:
                setattr(expiring, step, die)
                _expire(graded, 4000)
    _expire(graded, 4000)
    assert not rows(graded)["student"]
    trekant("participants", "forget", "ana", "--yes")
    assert NAMES["ana"].encode() not in (graded / "quizzes/gradebook.db").read_bytes()


def test_a_clock_that_stands_in_2020_makes_nothing_old(graded: Path) -> None:
    _put(graded, "answers: 365")
    old = sheet("dan", handed_in="2020-01-01T10:00:00Z")
    write_json(graded / "hold/svar.json", old)
    trekant("grade", QUIZ, str(write_json(graded / "quizzes/inbox/svar.json", old)))
    assert "0 besvarelser, 0 andre filer og 0 deltagere" in trekant("expire", "--dry-run").output


def test_the_command_shows_first_and_asks(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put(graded, "answers: 365")
    write_json(graded / "hold/svar.json", sheet("dan"))
    _lying(monkeypatch, datetime(2020, 1, 1))
    before = tree(graded)
    tried = trekant("expire", "--dry-run")
    assert tried.exit_code == 0 and "Svar bliver gemt i et år." in tried.output
    assert "hold/svar.json" in tried.output and "Det ville være 0 besvarelser, 1 anden fil" in tried.output
    assert trekant("expire", typed="nej\n").exit_code == 1
    assert tree(graded) == before
    done = trekant("expire", typed="slet\n")
    assert done.exit_code == 0 and "Slettet: 0 besvarelser, 1 anden fil og 0 deltagere." in done.output
    assert not (graded / "hold/svar.json").exists()
    assert "Der er intet at slette." in trekant("expire").output
    log = (graded / "quizzes" / LOG).read_text(encoding="utf-8")
    assert "1 andre filer" in log and "dan" not in log and "svar.json" not in log


def test_without_a_period_nothing_is_removed(graded: Path) -> None:
    result = trekant("expire", "--yes")
    assert result.exit_code == 1 and "Der er ingen frist at slette efter" in result.output


def test_periods_that_contradict_each_other_are_found(graded: Path) -> None:
    _put(graded, "answers: 400", "participants: 100")
    result = trekant("check")
    assert result.exit_code == 1 and "»answers« må ikke være længere end »participants«" in result.output


def test_the_page_about_privacy_says_the_periods_of_the_configuration() -> None:
    root = Path(__file__).parents[1]
    assert read_data(root, "assets/course.yaml", CourseSettings).retention != Retention()
    page = (root / "book/privatliv.md").read_text(encoding="utf-8")
    box = page.split(":::{uden-for-notatet}")[1].split(":::")[0]
    assert all(f"{{frist}}`{name}`" in box for name in Retention.model_fields)
