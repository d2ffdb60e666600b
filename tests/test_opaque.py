"""What a browser calls the questions and options of a graded quiz says nothing, and means the same for ever."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.grading import RIGHT, hand_in, sheet, write_json
from trekant.cli import main
from trekant.course.checks import check
from trekant.course.pages.payload import quiz_payload, variant_payload
from trekant.course.quizzes.answers import AUTHORED, FORMAT, AnswerFileError, check_sheet, read_sheet
from trekant.course.quizzes.opaque import FROZEN, give_out, traces
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, load_course
from trekant.course.tasks.interaction import Task
from trekant.grading.assignments.assignment import write_assignments
from trekant.grading.intake.collect import collect

ROOT = Path(__file__).parents[1]
FICTIONAL = load_course(ROOT / "tests/fictional")
OURS = load_course(ROOT)
QUIZ = FICTIONAL.quiz("proeve")
TASKS = FICTIONAL.tasks(QUIZ)

BANK = "quizzes/banks/bedoemt-fjordby.yaml"


def hidden(answers: dict[str, Any], quiz: Quiz = QUIZ, tasks: dict[str, Task] = TASKS) -> dict[str, Any]:
    """Answers as a page writes them: by opaque ids."""
    ids = quiz.opaque_ids(tasks)

    def hide(question: str, answer: Any) -> Any:
        options = ids[question].options
        if isinstance(answer, dict):
            return {options[one]: given for one, given in answer.items()}
        return [options[one] for one in answer] if isinstance(answer, list) else options.get(answer, answer)

    return {ids[one].id: hide(one, answer) for one, answer in answers.items()}


def _read(answers: dict[str, Any], form: str = FORMAT) -> Any:
    return read_sheet(json.dumps(sheet("ana", answers, format=form)).encode())


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = Path(shutil.copytree(ROOT / "tests/fictional", tmp_path / "course"))
    monkeypatch.chdir(root)
    return root


def _edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def _names(course: Course) -> dict[str, tuple[str, dict[str, str]]]:
    quiz = course.quiz("proeve")
    return {question: (one.id, one.options) for question, one in quiz.opaque_ids(course.tasks(quiz)).items()}


def _payload(course: Course, quiz: Quiz) -> dict[str, Any]:
    return quiz_payload(quiz, course.asked(quiz), course.municipality)


@pytest.mark.parametrize("course", [FICTIONAL, OURS], ids=["fictional", "ours"])
def test_no_authored_id_of_a_graded_question_or_option_reaches_a_browser(course: Course) -> None:
    graded = [loaded.model for loaded in course.quizzes.values() if loaded.model.use == "graded"]
    assert graded
    for quiz in graded:
        tasks = course.tasks(quiz)
        payload = _payload(course, quiz)
        data = [payload, *(variant_payload(payload, n) for n in range(len(quiz.variants)) if quiz.blueprint)]
        strings = set(re.findall(r'"([^"]+)"', json.dumps(data)))
        authored = set(tasks) | {option.id for task in tasks.values() for option in task.options}
        assert not strings & authored, strings & authored


def test_other_authored_ids_and_another_key_give_the_same_page(course: Path) -> None:
    """The strongest that can be said: what a browser gets is no function of ids and keys."""
    bank = course / BANK
    before = _payload(load_course(course), load_course(course).quiz("proeve"))
    (course / FROZEN).unlink()
    data = yaml.safe_load(bank.read_text(encoding="utf-8"))
    for question in data["questions"]:
        for number, option in enumerate(question.get("options", []) if question["type"] != "contact" else []):
            option["id"], option["right"] = f"andet-{number}", not option.get("right") and question["type"] != "single"
        if question["type"] == "single":
            question["options"][-1]["right"] = True
        for number, item in enumerate(question.get("items", [])):
            item["id"] = f"nyt-{number}"
    bank.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")

    def ids(payload: dict[str, Any]) -> dict[str, dict[str, str]]:
        tasks = {slot["question"]: slot["task"] for slot in payload["slots"]}
        return {one: {option["html"]: option["id"] for option in task["options"]} for one, task in tasks.items()}

    after = _payload(load_course(course), load_course(course).quiz("proeve"))
    options = [sorted(found.items()) for found in ids(before).values()]
    assert options == [sorted(found.items()) for found in ids(after).values()]


@given(st.permutations([option.id for option in TASKS["fire-svar"].options]))
def test_ids_are_given_out_in_the_order_of_the_texts(order: list[str]) -> None:
    task = TASKS["fire-svar"]
    options = {option.id: option for option in task.options}
    shuffled = task.model_copy(update={"options": tuple(options[one] for one in order)})
    given_out = give_out({"fire-svar": shuffled})["fire-svar"]
    by_text = sorted(options.values(), key=lambda option: option.text)
    assert [given_out.options[option.id] for option in by_text] == ["S1", "S2", "S3"]


def test_contacts_are_ordered_by_the_names_that_are_shown() -> None:
    task = TASKS["kenneth-paa-nitten"]
    names = {option.text: QUIZ.opaque_ids(TASKS)["kenneth-paa-nitten"].options[option.id] for option in task.options}
    assert [names[name] for name in sorted(names)] == ["S1", "S2", "S3", "S4"]


def test_an_answer_with_opaque_ids_is_read_as_the_authors() -> None:
    answers = {**RIGHT, "med-dine-ord": "S1"}
    read = check_sheet(_read(hidden(RIGHT) | hidden({"med-dine-ord": "S1"})), QUIZ, TASKS)
    assert (read.format, read.answers) == (AUTHORED, answers)


def test_an_answer_from_before_may_stand_among_the_others() -> None:
    later = {one: answer for one, answer in RIGHT.items() if one != "rette-raekkefoelge"}
    opaque = QUIZ.opaque_ids(TASKS)["rette-raekkefoelge"].id
    mixed = hidden(later) | {opaque: RIGHT["rette-raekkefoelge"]}
    assert check_sheet(_read(mixed), QUIZ, TASKS).answers == RIGHT


@pytest.mark.parametrize(
    ("answers", "form", "said"),
    [
        ({"Q99": "S1"}, FORMAT, "spørgsmålet »Q99« hører ikke til deltagerens test"),
        (hidden({"nyt-skaeg": "ingenting"}), AUTHORED, "spørgsmålet »Q2« hører ikke til deltagerens test"),
        ({"Q2": "S9"}, FORMAT, "svaret på »nyt-skaeg« kan ikke bruges: valgmuligheden »S9« findes ikke"),
        ({"Q2": "S1", "nyt-skaeg": "ingenting"}, FORMAT, "spørgsmålet »nyt-skaeg« er besvaret to gange i filen"),
        ({"Q3": ["S1", "S2", "skriv", "plan"]}, FORMAT, "svaret på »rette-raekkefoelge« kan ikke bruges: den har både"),
        ({"Q6": {"S1": 1, "citat": 4}}, FORMAT, "svaret på »fire-svar« kan ikke bruges: den har både"),
        ({"Q14": "S1"}, FORMAT, "spørgsmålet »aase-paa-ti« hører ikke til deltagerens test"),
    ],
)
def test_ids_that_are_none_are_refused(answers: dict[str, Any], form: str, said: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        check_sheet(_read(answers, form), QUIZ, TASKS)
    assert str(caught.value).startswith(said)


_IDS = st.sampled_from(["S1", "S2", "S3", "S9", "Q1", "citat", "rygte", "skriv", "plan", "ingenting", "", "å"])
_ANSWERS = st.one_of(
    _IDS, st.lists(_IDS | st.none(), max_size=5), st.dictionaries(_IDS, st.integers(0, 5)), st.integers(), st.none()
)


@given(st.dictionaries(st.sampled_from([one.id for one in QUIZ.opaque_ids(TASKS).values()] + list(TASKS)), _ANSWERS))
def test_whatever_stands_in_a_file_is_read_or_told_in_one_sentence(answers: dict[str, Any]) -> None:
    try:
        read = check_sheet(_read(answers), QUIZ, TASKS)
    except AnswerFileError as error:
        assert "\n" not in str(error)
    else:
        assert set(read.answers) <= set(TASKS)
        assert check_sheet(_read(read.answers, AUTHORED), QUIZ, TASKS) == read  # what is kept is read again the same


def test_a_typing_error_that_is_mended_changes_no_id(course: Path) -> None:
    _edit(course / BANK, "text: Lader Bertil være, for", "text: Vi lader Bertil være, for")
    after = load_course(course)
    quiz = after.quiz("proeve")
    assert quiz.opaque_ids(after.tasks(quiz)) == QUIZ.opaque_ids(TASKS)
    assert give_out({"nyt-skaeg": after.tasks(quiz)["nyt-skaeg"]})["nyt-skaeg"].options != (
        QUIZ.opaque_ids(TASKS)["nyt-skaeg"].options
    ), "the test mends a text that changes its place"
    assert check(after) == []


def test_a_new_revision_gets_new_ids_and_an_old_file_is_told(course: Path) -> None:
    _edit(course / BANK, "  - id: nyt-skaeg\n", "  - id: nyt-skaeg\n    revision: 2\n")
    assert {problem.rule for problem in check(load_course(course))} == {"R032", "R034"}
    _edit(course / "quizzes/proeve.yaml", "revision: 2", "revision: 3")
    _edit(course / "quizzes/udtraek.yaml", "revision: 3", "revision: 4")
    result = CliRunner().invoke(main, ["freeze"])
    assert result.exit_code == 0 and result.output.startswith("Lagt fast: 1 spørgsmål, 2 tests.\n")
    after = load_course(course)
    assert check(after) == []
    quiz, tasks = after.quiz("proeve"), after.tasks(after.quiz("proeve"))
    assert quiz.opaque_ids(tasks)["nyt-skaeg"].id == "Q15"
    old = read_sheet(json.dumps(sheet("ana", hidden({"nyt-skaeg": "ingenting"}), format=FORMAT, revision=3)).encode())
    with pytest.raises(AnswerFileError, match="filen svarer på en tidligere udgave af spørgsmålet »nyt-skaeg«"):
        check_sheet(old, quiz, tasks)


def test_what_is_not_frozen_yet_gets_an_id_that_no_question_ever_had() -> None:
    assert FICTIONAL.frozen
    quiz = QUIZ.with_frozen(FICTIONAL.frozen.model, dict.fromkeys(TASKS, 1) | {"nyt-skaeg": 2})
    assert quiz.opaque_ids(TASKS)["nyt-skaeg"].id == "Q15"


def test_a_key_that_was_wrong_is_frozen_anew_only_when_one_says_so(course: Path) -> None:
    before = (course / FROZEN).read_text(encoding="utf-8")
    _edit(course / BANK, "rating: 2", "rating: 3")
    [problem] = check(load_course(course))
    assert problem.rule == "R033" and "»trekant freeze --corrected fire-svar«" in problem.message
    assert CliRunner().invoke(main, ["freeze"]).output == "Alle bedømte spørgsmål er lagt fast før.\n"
    assert (course / FROZEN).read_text(encoding="utf-8") == before
    assert CliRunner().invoke(main, ["freeze", "--corrected", "fire-svar"]).exit_code == 0
    after = load_course(course)
    assert check(after) == []
    assert _names(after) == _names(FICTIONAL)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [("id: rygte", "id: sladder", "har fået andre svarmuligheder"), ("x", "x", "er ikke med i nogen bedømt test")],
)
def test_freeze_refuses_what_needs_a_revision(course: Path, before: str, after: str, said: str) -> None:
    if before != after:
        _edit(course / BANK, before, after)
        assert {problem.rule for problem in check(load_course(course))} == {"R033"}
    result = CliRunner().invoke(main, ["freeze", "--corrected", "fire-svar" if before != after else "findes-ikke"])
    assert result.exit_code == 1 and said in result.output and result.output.count("\n") == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [("ingenting: S2", "ingenting: S3"), ("rygte: S1, citat: S2", "rygte: S2, citat: S1"), ("id: Q2\n", "id: Q3\n")],
)
def test_a_file_that_was_changed_by_hand_is_found(course: Path, before: str, after: str) -> None:
    _edit(course / FROZEN, before, after)
    assert {problem.rule for problem in check(load_course(course))} <= {"R001", "R032", "R033"}
    assert check(load_course(course))


def test_assignments_freeze_what_is_new(course: Path) -> None:
    (course / FROZEN).unlink()
    write_assignments(load_course(course))
    after = load_course(course)
    assert [problem.rule for problem in check(after)] == []
    released = json.loads((course / "quizzes/release/proeve/proeve.json").read_text(encoding="utf-8"))
    assert [slot["question"] for slot in released["slots"]] == list(hidden(dict.fromkeys(TASKS), QUIZ, TASKS))


def test_what_is_collected_has_authored_ids_and_is_graded_like_before(released: Path) -> None:
    hand_in(released, sheet("ana"), sheet("bo", hidden(RIGHT), format=FORMAT))
    kept = {
        one: json.loads((released / f"quizzes/submitted/{one}/proeve/svar.json").read_bytes()) for one in ("ana", "bo")
    }
    assert kept["bo"] == kept["ana"] | {"participant": "bo"}


def test_an_opaque_id_that_is_gone_is_told_when_it_is_collected(released: Path) -> None:
    path = write_json(released / "svar.json", sheet("ana", {"Q2": "S8"}, format=FORMAT))
    [refused] = collect(load_course(released), [path]).refused
    assert refused.sentence.endswith("svaret på »nyt-skaeg« kan ikke bruges: valgmuligheden »S8« findes ikke.")


def test_no_two_questions_of_a_quiz_have_one_trace() -> None:
    for loaded in OURS.quizzes.values():
        modulus, found = traces(loaded.model.pool)
        assert len(set(found.values())) == len(found) and max(found.values()) < modulus


def test_a_text_that_looks_like_an_id_stays_a_text() -> None:
    assert check_sheet(_read(hidden({"med-dine-ord": "S1"})), QUIZ, TASKS).answers == {"med-dine-ord": "S1"}
    assert TASKS["med-dine-ord"].kind == "text"
