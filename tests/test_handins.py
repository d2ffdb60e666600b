"""Whose clock counts: what arrives last, whatever time stands in it; and what was replaced can be brought back."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.grading import QUIZ, RIGHT, autograde, sheet, submission_of, write_json
from tests.people import die, killed, trekant
from trekant.course.contact.clock import danish_moment, distance
from trekant.course.quizzes.answers import read_kept
from trekant.course.store import load_course
from trekant.grading.folders import INCOMING, REPLACED, Folders
from trekant.grading.intake import placing
from trekant.grading.intake.collect import AT_ONCE, CollectReport, collect
from trekant.grading.intake.handins import HandIn, all_hand_ins, hand_ins
from trekant.grading.intake.restore import restore

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
WRONG: dict[str, Any] = {"nyt-skaeg": "forhoer"}


@pytest.fixture
def course(released: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(released)
    return released


def _take_in(root: Path, *sheets: dict[str, Any], at: datetime = NOON) -> CollectReport:
    paths = [write_json(root.parent / "mails" / f"{number}.json", one) for number, one in enumerate(sheets)]
    return collect(load_course(root), paths, at=at)


def _at(moment: datetime, answers: dict[str, Any] | None = None, code: str = "ana", **changes: Any) -> dict[str, Any]:
    return sheet(code, answers, handed_in=moment.isoformat(), **changes)


def _hand_ins(root: Path, code: str = "ana", quiz: str = QUIZ) -> tuple[HandIn, ...]:
    return hand_ins(Folders.of(root), code, quiz)


def _answers(root: Path) -> list[dict[str, Any]]:
    """The answers of ana's hand-ins in order of arrival."""
    return [one.sheet.answers for one in _hand_ins(root) if one.sheet]


def _counting(root: Path) -> dict[str, Any]:
    answers: dict[str, Any] = read_kept((root / f"quizzes/submitted/ana/{QUIZ}/svar.json").read_bytes()).answers
    return answers


@pytest.mark.parametrize("ahead", [-timedelta(days=2500), -HOUR, HOUR, 20 * HOUR, timedelta(days=400)])
def test_what_arrives_later_counts_whatever_the_clocks_say(course: Path, ahead: timedelta) -> None:
    _take_in(course, _at(NOON + ahead, WRONG), at=NOON)
    _take_in(course, _at(NOON + HOUR), at=NOON + HOUR)
    assert _counting(course) == RIGHT
    _take_in(course, _at(NOON + ahead - HOUR, {}), at=NOON + 2 * HOUR)
    assert _counting(course) == {}
    assert _answers(course) == [WRONG, RIGHT, {}]
    assert [one.arrived - NOON for one in _hand_ins(course)] == [0 * HOUR, HOUR, 2 * HOUR]
    assert [one.counts for one in _hand_ins(course)] == [False, False, True]
    assert not any(one.estimated for one in _hand_ins(course))


def test_of_those_that_arrive_together_the_last_by_their_own_times_counts(course: Path) -> None:
    _take_in(course, _at(NOON - HOUR), _at(NOON - 3 * HOUR, WRONG), _at(NOON - 2 * HOUR, {}))
    assert _answers(course) == [WRONG, {}, RIGHT] and _counting(course) == RIGHT


@pytest.mark.parametrize("hours", [-1, 1])
def test_of_two_of_the_same_time_the_first_in_the_paths_counts(course: Path, hours: int) -> None:
    """A time after the arrival is none; two such are the same."""
    later = 2 * hours if hours > 0 else hours
    _take_in(course, _at(NOON + hours * HOUR, WRONG), _at(NOON + later * HOUR, {}))
    assert _counting(course) == WRONG
    assert (
        _take_in(course, _at(NOON + hours * HOUR, WRONG), _at(NOON + later * HOUR, {}), at=NOON + HOUR).accepted == []
    )
    assert _counting(course) == WRONG


def test_every_replacement_is_told_with_both_times(course: Path) -> None:
    _take_in(course, _at(datetime(2020, 1, 2, 9, tzinfo=UTC), WRONG), at=NOON)
    [told] = _take_in(course, _at(NOON + 21 * HOUR), at=NOON + HOUR).replaced
    assert told.why == (
        "taget ind i stedet for en, der kom den 21. november 2026 kl. 13.00 (filen siger den 2. januar 2020 kl. 10.00, "
        "6 år før); den nye kom den 21. november 2026 kl. 14.00 (filen siger den 22. november 2026 kl. 10.00, "
        "20 timer efter)."
    )
    write_json(course / "quizzes/inbox/igen.json", _at(NOON, {}))
    output = trekant("grade", QUIZ).output
    assert "Erstattet: " in output and "i stedet for en, der kom den 21. november 2026 kl. 14.00" in output
    assert "trekant handins list" in output


def test_who_floods_the_inbox_gets_the_last_ones_taken_in(course: Path) -> None:
    sheets = [_at(NOON - number * HOUR, {"nyt-skaeg": "forhoer"}) for number in range(AT_ONCE + 5)]
    report = _take_in(course, *sheets)
    assert len(report.accepted) == AT_ONCE and len(report.skipped) == 5
    assert _hand_ins(course)[-1].sheet.handed_in == NOON  # type: ignore[union-attr]


def test_a_zip_of_many_files_is_summed_up(course: Path) -> None:
    with zipfile.ZipFile(course / "quizzes/inbox.zip", "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number}.txt", "")
            archive.writestr(f"{number}.json", "{" + "\n" * (number % 40))
    done = trekant("collect", str(course / "quizzes/inbox.zip"))
    assert len(done.output.splitlines()) < 200, "and not six thousand"
    assert "filer til: kun .json, .zip og svar….txt bliver læst." in done.output
    assert "0 modtaget, 3000 sprunget over, 3000 afvist." in done.output


def test_the_older_hand_in_is_listed_brought_back_and_graded(course: Path) -> None:
    _take_in(course, _at(NOON), at=NOON)
    assert autograde(course)["success"]
    _take_in(course, _at(NOON, WRONG), at=NOON + HOUR)
    trekant("grade", QUIZ)
    listed = trekant("handins", "list", "ana").output
    assert "1. kom den 21. november 2026 kl. 13.00 (filen siger den 21. november 2026 kl. 13.00, samtidig)" in listed
    assert "; er erstattet\n  2. kom den 21. november 2026 kl. 14.00" in listed and listed.endswith("; gælder\n")
    done = trekant("handins", "restore", "ana", QUIZ)
    assert done.exit_code == 0 and "Nu gælder det igen, som kom den 21. november 2026 kl. 13.00" in done.output
    assert [one.counts for one in _hand_ins(course)] == [True, False]
    waiting = trekant("certificates", QUIZ).output
    assert "nyt bevis" not in waiting, "the points in the gradebook are still those of the other one"
    assert "1 rettet" in trekant("grade", QUIZ).output
    with submission_of(course, "ana") as ana:
        assert ana.score == 8.5
    assert trekant("handins", "restore", "ana", QUIZ).exit_code == 0
    assert _counting(course) == WRONG, "it can be undone in the same way"


def test_nbgrader_grades_what_was_brought_back_as_well(course: Path) -> None:
    _take_in(course, _at(NOON), at=NOON)
    _take_in(course, _at(NOON, WRONG), at=NOON + HOUR)
    assert autograde(course)["success"]
    restore(load_course(course), "ana", QUIZ)
    assert autograde(course)["success"]
    with submission_of(course, "ana") as ana:
        assert ana.score == 8.5


def test_what_is_found_again_in_the_mails_changes_nothing_that_was_brought_back(course: Path) -> None:
    both = _at(NOON), _at(NOON, WRONG)
    _take_in(course, both[0], at=NOON)
    _take_in(course, both[1], at=NOON + HOUR)
    restore(load_course(course), "ana", QUIZ)
    assert len(_take_in(course, *both, at=NOON + 2 * HOUR).skipped) == 2
    assert _counting(course) == RIGHT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("bo", QUIZ), "Der er intet at hente tilbage"),
        (("ana", QUIZ), "Der er 2 at vælge imellem"),
        (("ana", QUIZ, "--number", "4"), "Der er ingen nummer 4"),
        (("ana", QUIZ, "--number", "3"), "Nummer 3 gælder allerede."),
        (("../ana", QUIZ), "er ikke en deltagerkode"),
    ],
)
def test_what_cannot_be_brought_back_is_told(course: Path, arguments: tuple[str, ...], said: str) -> None:
    for number, answers in enumerate((WRONG, {}, RIGHT)):
        _take_in(course, _at(NOON, answers), at=NOON + number * HOUR)
    result = trekant("handins", "restore", *arguments)
    assert result.exit_code == 1 and said in result.output
    assert _counting(course) == RIGHT
    assert trekant("handins", "restore", "ANA ", QUIZ, "--number", "1").exit_code == 0
    assert _counting(course) == WRONG


def test_of_whom_there_is_nothing_that_is_said(course: Path) -> None:
    result = trekant("handins", "list", "bo", QUIZ)
    assert result.exit_code == 1 and f"»bo« har ikke afleveret noget til »{QUIZ}«" in result.output


@pytest.mark.parametrize("step", ["_put_away", "do_again"])
def test_a_restoring_that_is_killed_loses_nothing(course: Path, step: str) -> None:
    _take_in(course, _at(NOON), at=NOON)
    _take_in(course, _at(NOON, WRONG), at=NOON + HOUR)
    with killed() as in_child:
        if in_child:
            setattr(placing, step, die)
            restore(load_course(course), "ana", QUIZ)
    _take_in(course)
    assert sorted(map(str, _answers(course))) == sorted(map(str, (RIGHT, WRONG)))
    assert list((course / "quizzes/submitted" / INCOMING).iterdir()) == []
    assert len(list((course / "quizzes/submitted" / REPLACED / "ana").iterdir())) == 1


# the file of somebody else ------------------------------------------------------------------------------------------

DRAWN = "udtraek"


def _drawn_sheet(root: Path, code: str) -> dict[str, Any]:
    """Every question of the code's own draw answered rightly."""
    course = load_course(root)
    quiz = course.quiz(DRAWN)
    from trekant.course.quizzes.quiz import draw

    tasks = course.tasks(quiz)
    answers = {slot.question: tasks[slot.question].key for slot in draw(quiz, code)}
    return sheet(code, json.loads(json.dumps(answers)), quiz=DRAWN, revision=quiz.revision)


@pytest.mark.parametrize("road", ["batch", "nbgrader"])
def test_a_file_with_a_mistyped_code_keeps_the_draw_that_was_answered(course: Path, road: str) -> None:
    path = write_json(course / "quizzes/inbox/svar.json", _drawn_sheet(course, "bo-og-ana"))
    refused = trekant("collect", str(path))
    assert refused.exit_code == 1 and "»bo-og-ana« står ikke på deltagerlisten" in refused.output
    assert path.exists()
    done = trekant("collect", str(path), "--as", "Bo")
    assert done.exit_code == 0 and "1 modtaget" in done.output
    assert not path.exists(), "left there, it would be refused every time"
    [one] = _hand_ins(course, "bo", DRAWN)
    assert one.sheet and (one.sheet.participant, one.sheet.drawn_for) == ("bo", "bo-og-ana")
    if road == "batch":
        assert "1 rettet" in trekant("grade", DRAWN).output
        assert "0 rettet, 1 uændret" in trekant("grade", DRAWN).output
    else:
        assert _nbgrader(course)
    from trekant.grading.gradebook import open_gradebook

    with open_gradebook(course) as gradebook:
        submission = gradebook.find_submission(DRAWN, "bo")
        assert submission.score == submission.max_score > 0
    feedback = trekant("feedback", DRAWN)
    assert "1 sider skrevet" in feedback.output, feedback.output
    assert "4" in trekant("report", DRAWN).output
    copied = trekant("participants", "export", "bo")
    assert copied.exit_code == 0
    with zipfile.ZipFile("deltager-bo.zip") as archive:
        page = archive.read("svar.html").decode()
        assert any("taget-ind" in name for name in archive.namelist()), "the file as it came is bo's as well"
    assert "Testen er ændret" not in page and page.count("<section>") == 4
    assert trekant("participants", "forget", "bo", "--yes").exit_code == 0
    assert "bo-og-ana" not in repr([path.read_bytes() for path in course.rglob("*.json")])


def _nbgrader(root: Path) -> bool:
    from nbgrader.converters import Autograde
    from nbgrader.coursedir import CourseDirectory
    from nbgrader.utils import capture_log
    from traitlets.config import Config

    from trekant.grading.config import configure

    config = Config()
    configure(config, root / "quizzes")
    app = Autograde(coursedir=CourseDirectory(config=config), config=config)
    app.coursedir.assignment_id = DRAWN
    return bool(capture_log(app)["success"])


def test_what_was_taken_in_for_another_is_not_taken_in_for_its_code_as_well(course: Path) -> None:
    path = write_json(course.parent / "mails/svar.json", _drawn_sheet(course, "ana"))
    assert trekant("collect", str(path), "--as", "bo").exit_code == 0
    again = trekant("collect", str(path))
    assert "den er taget ind før, som »bo«" in again.output and not _hand_ins(course, "ana", DRAWN)
    output = trekant("participants", "export", "ana").output
    assert "Alt om" in output
    with zipfile.ZipFile("deltager-ana.zip") as archive:
        assert "svar.html" not in archive.namelist(), "they are bo's answers"


def test_only_one_code_can_be_meant_by_another(course: Path) -> None:
    paths = [write_json(course.parent / f"mails/{code}.json", _drawn_sheet(course, code)) for code in ("x", "y")]
    result = trekant("collect", *map(str, paths), "--as", "bo")
    assert result.exit_code == 1 and "Filerne har flere koder: »x«, »y«." in result.output
    assert "står ikke på deltagerlisten" in trekant("collect", str(paths[0]), "--as", "ukendt").output


# what was taken in before arrivals were kept ------------------------------------------------------------------------


def test_of_before_arrivals_were_kept_the_file_says_when_it_was_written(course: Path) -> None:
    folder = course / f"quizzes/submitted/ana/{QUIZ}"
    write_json(folder / "svar.json", _at(datetime(2020, 1, 2, tzinfo=UTC), WRONG))
    os.utime(folder / "svar.json", (NOON.timestamp(), NOON.timestamp()))
    [one] = _hand_ins(course)
    assert one.estimated and one.arrived == NOON
    ahead = (datetime.now(UTC) + timedelta(days=9)).timestamp()
    os.utime(folder / "svar.json", (ahead, ahead))
    assert _hand_ins(course)[0].arrived <= datetime.now(UTC)
    _take_in(course, _at(datetime(2019, 1, 1, tzinfo=UTC)), at=NOON)
    assert _answers(course) == [WRONG, RIGHT], "what has an arrival came after what has none"
    assert "kom omkring den" in trekant("handins", "list", "ana").output


def test_hand_ins_that_cannot_be_read_are_there_all_the_same(course: Path) -> None:
    _take_in(course, _at(NOON), _at(NOON, code="bo"), at=NOON)
    (course / f"quizzes/submitted/ana/{QUIZ}/svar.json").write_text("{")
    assert [(ones[0].participant, ones[0].sheet is None) for ones in all_hand_ins(Folders.of(course), QUIZ)] == [
        ("ana", True),
        ("bo", False),
    ]
    assert "og ikke kan læses" in trekant("handins", "list", "ana").output


# the inbox ----------------------------------------------------------------------------------------------------------


def _overwrite(path: Path) -> None:
    write_json(path, _at(NOON, {}))


def _replace(path: Path) -> None:
    write_json(path.with_suffix(".new"), _at(NOON, {})).replace(path)


@pytest.mark.parametrize("save", [_overwrite, _replace])
def test_a_file_saved_under_the_name_while_the_other_is_read_is_read_next_time(
    course: Path, monkeypatch: pytest.MonkeyPatch, save: Callable[[Path], None]
) -> None:
    path = write_json(course / "quizzes/inbox/svar.json", _at(NOON))
    move = shutil.move

    def late(source: Path, target: Path) -> Any:
        monkeypatch.setattr(shutil, "move", move)
        save(path)
        return move(source, target)

    monkeypatch.setattr(shutil, "move", late)
    assert "1 rettet" in trekant("grade", QUIZ).output
    assert _counting(course) == RIGHT and path.exists()
    assert "1 rettet" in trekant("grade", QUIZ).output
    assert _counting(course) == {} and not path.exists()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.json.txt", "det er nok en svarfil, der har fået en endelse for meget; omdøb den"),
        ("svar.json.download", "den er ikke hentet færdig, eller browseren har givet den et andet navn; omdøb den"),
    ],
)
def test_a_file_of_a_wrong_name_is_told_what_it_is(course: Path, name: str, said: str) -> None:
    write_json(course / "quizzes/inbox" / name, _at(NOON))
    result = trekant("grade", QUIZ)
    assert result.exit_code == 1 and said in result.output


@pytest.mark.parametrize("name", ["svar-proeve-ana.txt", "Svar-proeve-ana (1).TXT", "svar-x.json.txt"])
def test_a_file_that_a_phone_sent_is_taken_as_it_comes(course: Path, name: str) -> None:
    write_json(course / "mails" / name, _at(NOON))
    (course / "mails/noter.txt").write_text("Ring til Ana.", encoding="utf-8")
    said = trekant("grade", QUIZ, "mails").output
    assert "1 modtaget, 1 sprunget over, 0 afvist." in said and "noter.txt" in said
    assert _counting(course) == RIGHT


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "samtidig"), (1, "1 minut efter"), (-119, "119 minutter før"), (120, "2 timer efter"),
        (-47 * 60, "47 timer før"), (48 * 60, "2 dage efter"), (-2 * 365 * 1440, "2 år før"),
    ],
)  # fmt: skip
def test_a_distance_in_words(minutes: int, said: str) -> None:
    assert distance(NOON + timedelta(minutes=minutes), NOON) == said


def test_a_moment_is_told_by_the_clocks_in_denmark() -> None:
    assert danish_moment(datetime(2026, 12, 31, 23, 5, tzinfo=UTC)) == "1. januar 2027 kl. 00.05"
