"""The questions for Moodle: what it would refuse, what it would give other points for, what must never be there."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from tests.copied import ROOT, edit
from tests.moodle import as_text, pairs, read_questions, worth
from trekant.cli import main
from trekant.course.base import Objective
from trekant.course.quizzes.exercises import exercises
from trekant.course.store import Course, CourseError, load_course
from trekant.course.writing.text import plain_text
from trekant.export.moodle import write_questions

GRADE_LIST = {
    *(0, 5, 10, 11.11111, 12.5, 14.28571, 16.66667, 20, 25, 30, 33.33333),
    *(40, 50, 60, 66.66667, 70, 75, 80, 83.33333, 90, 100),
}
A_SENTENCE = 30
"""A text of so many characters that stands inside another is no chance."""

FICTIONAL = ROOT / "tests/fictional"


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="module")
def written(course: Course, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    to = tmp_path_factory.mktemp("moodle") / "moodle.xml"
    made = write_questions(course, to)
    assert made.questions == len(exercises(course)) and not made.left_out
    return to.read_bytes()


@pytest.fixture(scope="module")
def questions(written: bytes) -> dict[str, ET.Element]:
    return read_questions(written)[1]


def test_nothing_of_a_graded_question_is_in_the_file(course: Course, written: bytes) -> None:
    text = written.decode()
    practice = {contact.name for contact in course.municipality.contacts}
    graded: set[str] = set()
    for question, bank in course.questions.values():
        said = _strings(question.model_dump(exclude={"objective", "page", "facts"}))
        (practice if bank.use == "practice" else graded).update(said)
    secret = {plain_text(one) for one in graded - practice}
    whole = {as_text(one.text) for one in ET.fromstring(written).iter() if one.text}
    assert secret & whole == set()
    long = [one for one in secret if len(one) > A_SENTENCE]
    assert len(long) > 500
    assert [one for one in long if one in text] == []


def _strings(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for one in inner for text in _strings(one)]


def test_a_question_of_a_practice_bank_that_a_graded_quiz_asks_stays_out(course: Course) -> None:
    quiz = course.quizzes["hvem-og-hvornaar"]
    asked = quiz.model.questions[0].model_copy(update={"question": "oev-to-der-gaar-alene"})
    moved = type(quiz)(quiz.model.model_copy(update={"questions": (asked,)}), quiz.source)
    other = replace(course, quizzes=course.quizzes | {"hvem-og-hvornaar": moved})
    assert {one.question.id for one in exercises(course)} - {one.question.id for one in exercises(other)} == {
        "oev-to-der-gaar-alene"
    }


def test_every_id_is_the_questions_own_and_the_file_is_the_same_each_time(
    course: Course, written: bytes, tmp_path: Path
) -> None:
    ids = [one.text for one in ET.fromstring(written).iter("idnumber")]
    assert len(ids) == len(set(ids)) and set(ids) == {one.question.id for one in exercises(course)}
    write_questions(course, tmp_path / "igen.xml")
    assert (tmp_path / "igen.xml").read_bytes() == written


def test_every_objective_has_its_category_and_its_own_questions(course: Course, written: bytes) -> None:
    assert course.settings
    objective = None
    seen: dict[str, set[str]] = {}
    for one in ET.fromstring(written):
        if one.get("type") == "category":
            objective = (one.findtext("category/text") or "").rpartition("/")[2]
        else:
            assert objective
            seen.setdefault(objective, set()).add(one.findtext("idnumber") or "")
    words = course.settings.model.objectives
    assert seen == {
        words[goal].rstrip("."): {one.question.id for one in exercises(course) if one.question.objective is goal}
        for goal in Objective
    }


def test_every_part_is_one_that_moodle_knows_and_the_right_ones_make_a_hundred(
    questions: dict[str, ET.Element],
) -> None:
    for name, question in questions.items():
        if question.get("type") == "multichoice":
            parts = worth(question)
            assert {abs(part) for part in parts.values()} <= GRADE_LIST, name
            assert sum(part for part in parts.values() if part > 0) == pytest.approx(100, abs=0.005), name
            assert (question.findtext("single") == "true") == (set(parts.values()) == {0, 100}), name


def test_an_answer_earns_in_moodle_what_it_earns_in_the_course(
    course: Course, questions: dict[str, ET.Element]
) -> None:
    """Whatever is ticked; pairs earn what they can, each on its own."""
    for one in exercises(course):
        task, question = one.task, questions[one.question.id]
        options = {option.id: as_text(option.text) for option in task.options}
        if task.kind.picks == "one":
            for option in task.options:
                [percent] = [part for text, part in worth(question).items() if text == plain_text(option.text)]
                assert percent / 100 == task.share(option.id)
        elif task.kind.picks:
            parts = list(worth(question).values())
            assert len(parts) == len(options)
            every = chain.from_iterable(combinations(range(len(parts)), count) for count in range(1, len(parts) + 1))
            for chosen in every:
                moodle = min(max(sum(parts[at] for at in chosen) / 100, 0), 1)
                assert moodle == pytest.approx(float(task.share([list(options)[at] for at in chosen]) or 0), abs=1e-4)
        elif not task.kind.by_hand:
            stems = [stem for stem, _ in pairs(question) if stem]
            assert len(pairs(question)) >= 3 and len(stems) == len(task.options) == len(set(stems))
            if task.kind.in_order:
                assert [label for _, label in pairs(question)] != sorted(label for _, label in pairs(question))


def test_every_right_pair_is_worth_its_part_as_moodle_has_it() -> None:
    [match] = [one.task for one in exercises(load_course(FICTIONAL)) if one.task.choices]
    right = dict(match.parts(match.key))
    for count in range(len(right) + 1):
        some = dict(list(right.items())[:count]) | dict.fromkeys(list(right)[count:], "med-nabo")
        assert match.share(some) == Fraction(count, len(right))


def test_every_option_says_why_and_every_question_says_what_it_rests_on(
    course: Course, questions: dict[str, ET.Element]
) -> None:
    for one in exercises(course):
        question = questions[one.question.id]
        general = as_text(question.findtext("generalfeedback/text")).casefold()
        assert course.pages[one.question.page].casefold() in general, one.question.id
        if one.question.facts:
            assert "kilde: " in general or "uden for notatet." in general, one.question.id
        told = [as_text(answer.findtext("feedback/text")) for answer in question.findall("answer")]
        assert all(told)
        if not told:  # matching says it of the whole, and free text has a model
            feedback = [option.feedback for option in one.task.options] or [one.task.model or ""]
            assert all(plain_text(text).casefold() in general for text in feedback), one.question.id
        assert bool(question.findtext("graderinfo/text")) == one.task.kind.by_hand


def test_a_question_outside_the_notat_says_so(questions: dict[str, ET.Element]) -> None:
    marked = {name for name, one in questions.items() if "Uden for notatet" in "".join(one.itertext())}
    assert {"oev-leder-to-underskrifter", "oev-pligten-og-tavsheden", "oev-blod-paa-trappen"} <= marked


def test_nothing_in_the_file_leads_out_of_moodle(written: bytes) -> None:
    text = written.decode()
    assert "://" not in text and "href" not in text and "src=" not in text


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The practice bank of a fictional course that a test may change, and that the command stands in."""
    folder = Path(shutil.copytree(FICTIONAL, tmp_path / "kursus"))
    monkeypatch.chdir(folder)
    return folder / "quizzes/banks/oevelse-fjordby.yaml"


def test_html_is_shielded_and_what_looks_like_a_tag_is_text(bank: Path, tmp_path: Path) -> None:
    stem = "Er 1 < 2 & <b>3</b> ]]> 4? [Her](https://example.org)"
    edit(bank, ("stem: Hvad er radikalisering?", f"stem: '{stem}'"))
    write_questions(load_course(bank.parents[2]), tmp_path / "m.xml")
    raw = (tmp_path / "m.xml").read_text(encoding="utf-8")
    assert "<![CDATA[<p>Er 1 &lt; 2 &amp; &lt;b&gt;3&lt;/b&gt; ]]&gt; 4? Her</p>" in raw
    question = read_questions(raw.encode())[1]["hvad-er-radikalisering"]
    assert question.findtext("name/text") == "Er 1 < 2 & <b>3</b> ]]> 4? Her"


def test_what_moodle_has_nothing_like_is_left_out_and_told(bank: Path) -> None:
    """Its matching wants three answers to choose from."""
    edit(bank, ("      - {id: med-nabo, text: Naboen}\n", ""))
    result = CliRunner().invoke(main, ["export", "moodle"])
    assert result.exit_code == 0, result.output
    assert "1 spørgsmål er ikke med, for Moodle har ikke noget, der ligner: hvem-hoerer-til-hvem." in result.output
    assert "hvem-hoerer-til-hvem" not in read_questions(Path("moodle.xml").read_bytes())[1]


def test_the_command_takes_an_objective_and_says_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FICTIONAL)
    to = tmp_path / "m.xml"
    result = CliRunner().invoke(main, ["export", "moodle", "--objective", "judge", "--out", str(to)])
    assert (result.exit_code, [*read_questions(to.read_bytes())[1]]) == (0, ["tre-reaktioner"])
    assert "1 spørgsmål til 1 mål" in result.output and "De bedømte tests er ikke med" in result.output
    for arguments, says in (
        (["--objective", "findes-ikke"], "Der er intet mål, der hedder »findes-ikke«. Skriv define, levels"),
        (["--objective", "levels"], "Der er ingen øvelser, Moodle kan få."),
        (["--out", str(tmp_path / "mangler" / "m.xml")], "kan ikke skrives"),
    ):
        refused = CliRunner().invoke(main, ["export", "moodle", *arguments])
        assert refused.exit_code == 1 and says in refused.output, refused.output
    assert [path.name for path in tmp_path.iterdir()] == ["m.xml"]


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "m.xml").mkdir()
    with pytest.raises(CourseError, match="kan ikke skrives"):
        write_questions(load_course(FICTIONAL), tmp_path / "m.xml")
    assert [path.name for path in tmp_path.iterdir()] == ["m.xml"]
