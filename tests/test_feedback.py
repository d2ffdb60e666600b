"""What participants are told: true, in their own words, and nothing that gives away a key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.grading import QUIZ, RIGHT, grades, hand_in, sheet
from trekant.cli import main
from trekant.course.store import load_course
from trekant.grading.batch import grade
from trekant.grading.gradebook import open_gradebook

WRONG = {
    **RIGHT,
    "nyt-skaeg": "forhoer",
    "hvilke-tegn": ["trusler"],
    "med-dine-ord": "Jeg ville gå til\n\n<b>min leder</b>.",
}
KEYS = ("Lader Bertil være, for der er ikke sket andet.", "Det rigtige svar", "Et forslag til svar")
"""Right options of what ana got wrong, and the headings over keys."""


@pytest.fixture
def course_folder(released: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    hand_in(released, sheet("ana", WRONG), sheet("bo"))
    grade(load_course(released), QUIZ)
    monkeypatch.chdir(released)
    return released


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["feedback", QUIZ, *arguments])
    assert result.exit_code == 0, result.output
    return result


def page_of(root: Path, student: str) -> str:
    return (root / "quizzes/feedback" / student / QUIZ / f"{QUIZ}.html").read_text(encoding="utf-8")


def question(page: str, number: int) -> str:
    """The text of a question's part of the page."""
    part = re.search(rf'aria-labelledby="nr-{number}">(.*?)</article>', page, re.DOTALL)
    assert part
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part[1]))


def give_points(root: Path, student: str, points: float, comment: str) -> None:
    """What the trainer does in the formgrader."""
    with open_gradebook(root) as gradebook:
        cell = next(one for one in grades(gradebook, student) if one.name == "slot-06")
        cell.manual_score, cell.needs_manual_grade = points, False
        submission = gradebook.find_submission(QUIZ, student)
        submission.notebooks[0].comments[0].manual_comment = comment
        gradebook.db.commit()


def test_each_answer_has_its_points_and_a_page_to_read_again(course_folder: Path) -> None:
    output = run().output
    assert "2 sider skrevet, 0 uændrede." in output
    assert "2 venter på, at du retter fritekst" not in output and "1 venter på" in output  # bo wrote nothing
    page = page_of(course_folder, "ana")
    first = question(page, 1)
    assert "Du svarede Beder ham om at forklare, hvad han tror på." in first and "0 af 1 point" in first
    assert "Læs igen: »Tegn" in first
    assert "1 af 2 point" in question(page, 2)
    assert "Hvorfor det er rigtigt" in question(page, 3)
    assert "Bliver læst af en underviser" in question(page, 6)
    assert "Derfor er der ikke noget resultat endnu" in page and "bestået" not in page


def test_no_key_of_a_question_that_may_come_again_stands_on_the_page(course_folder: Path) -> None:
    run()
    page = page_of(course_folder, "ana")
    for key in KEYS:
        assert key not in page
    bank = load_course(course_folder)
    tasks = [bank.questions[item.question][0].task(bank.municipality) for item in bank.quiz(QUIZ).questions]
    # of what was not wholly right, not a word of what is said about the options, nor the model and the rubric
    for task in (tasks[0], tasks[1]):
        assert not [option.feedback for option in task.options if option.feedback in page]
    assert tasks[5].model and tasks[5].model.split(".")[0] not in page and tasks[5].rubric[0] not in page


def test_the_keys_come_when_the_trainer_says_so(course_folder: Path) -> None:
    assert "Siderne viser facit." in run("--with-keys").output
    page = page_of(course_folder, "ana")
    for key in KEYS:
        assert key in page


def test_the_result_and_the_trainers_words(course_folder: Path) -> None:
    give_points(course_folder, "ana", 2, "Godt set. Husk <i>stedfortræderen</i>.")
    run()
    page = page_of(course_folder, "ana")
    assert "Du fik 8,5 af 10,5 point, og det er 81 procent. Du har bestået." in page
    assert "Man består med 7,35 af 10,5 point." in page
    last = question(page, 6)
    assert "2 af 2 point" in last and "Godt set. Husk &lt;i&gt;stedfortræderen&lt;/i&gt;." in last


def test_one_who_did_not_pass_is_told_what_to_do(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(released, sheet("cilla", {"nyt-skaeg": "ingenting"}))
    grade(load_course(released), QUIZ)
    monkeypatch.chdir(released)
    run()
    page = page_of(released, "cilla")
    assert "Du fik 1 af 10,5 point, og det er 10 procent. Du har ikke bestået endnu." in page
    assert "spørg den, der står for kurset, hvornår du kan prøve igen" in page
    assert "Du svarede ikke." in question(page, 2)


def test_what_has_not_changed_is_not_written_again_and_what_no_longer_holds_is_taken_away(course_folder: Path) -> None:
    run()
    assert "0 sider skrevet, 2 uændrede." in run().output
    hand_in(course_folder, sheet("bo", {**RIGHT, "nyt-skaeg": "forhoer"}, handed_in="2026-11-21T10:00:00+01:00"))
    output = run().output
    assert "0 sider skrevet, 1 uændrede." in output and "1 har ingen side" in output
    assert not (course_folder / "quizzes/feedback/bo" / QUIZ / f"{QUIZ}.html").exists()


def test_copies_to_send_have_the_code_in_their_names(course_folder: Path, tmp_path: Path) -> None:
    run("--to", str(tmp_path / "send"))
    assert sorted(path.name for path in (tmp_path / "send").iterdir()) == [f"{QUIZ}-ana.html", f"{QUIZ}-bo.html"]


def test_the_address_of_the_site_makes_links(course_folder: Path) -> None:
    config = "sphinx:\n  config:\n    html_baseurl: https://kursus.example/\n"
    (course_folder / "_config.yml").write_text(config, encoding="utf-8")
    run()
    assert '<a href="https://kursus.example/book/tegn.html">' in page_of(course_folder, "ana")


def test_how_long_it_is_kept_counts_from_handing_in(course_folder: Path) -> None:
    run()
    stamp = (course_folder / "quizzes/feedback/ana" / QUIZ / "timestamp.txt").read_text(encoding="ascii")
    assert stamp == "2026-11-20 09:00:00.000000 UTC\n"


def test_a_quiz_that_nobody_has_graded(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    assert "0 sider skrevet" in run().output
    result = CliRunner().invoke(main, ["feedback", "findes-ikke"])
    assert result.exit_code == 1 and "findes-ikke" in result.output
