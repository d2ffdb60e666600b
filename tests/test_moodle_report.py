"""The item report of a quiz in Moodle: from what was exported to what is downloaded, and every file that is not one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from tests.copied import ROOT
from tests.moodle import DANISH_HEAD, download, read_questions, right_response, summary, who
from trekant.cli import main
from trekant.course.quizzes.exercises import exercises, pair_labels
from trekant.course.quizzes.response import Response, Responses
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.scoring import CHOSEN
from trekant.course.writing.text import plain_text
from trekant.export.moodle import write_questions
from trekant.reports.moodle.matching import answered
from trekant.reports.moodle.responses import moodle_responses

FICTIONAL = ROOT / "tests/fictional"
SINGLE, ORDER, RATE, TEXT = "hvad-er-radikalisering", "fra-tanke-til-plan", "tre-reaktioner", "sig-det-selv"
ASKED = ("hvad-er-radikalisering", "harmloest", "fra-tanke-til-plan", "tre-reaktioner", "hvem-hoerer-til-hvem")


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(FICTIONAL)


@pytest.fixture(scope="module")
def real() -> Course:
    return load_course(ROOT)


def _exported(course: Course, folder: Path) -> dict[str, ET.Element]:
    write_questions(course, folder / "moodle.xml")
    return read_questions((folder / "moodle.xml").read_bytes())[1]


@pytest.fixture
def questions(course: Course, tmp_path: Path) -> dict[str, ET.Element]:
    return _exported(course, tmp_path)


Read = Callable[[str | bytes], Responses]


@pytest.fixture
def read(course: Course, tmp_path: Path) -> Read:
    def reading(text: str | bytes) -> Responses:
        path = tmp_path / "svar.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return moodle_responses(course, path)

    return reading


def _rows(responses: Responses) -> dict[tuple[str, str], Response]:
    return {(row.participant, row.question): row for row in responses.rows}


def test_every_exported_question_is_known_again_and_full_marks_are_full_marks(real: Course, tmp_path: Path) -> None:
    """Of the real course: all of its questions in one quiz, by one who knows it all and one who knows nothing."""
    asked = {name: one for name, one in _exported(real, tmp_path).items() if one.get("type") != "essay"}
    titles = [summary(one) for one in asked.values()]
    right = [right_response(one) for one in asked.values()]
    text = download([[*who(1), *right], [*who(2), *["-"] * len(asked)]], titles)
    (tmp_path / "svar.csv").write_text(text, encoding="utf-8")
    responses = moodle_responses(real, tmp_path / "svar.csv")
    found = _rows(responses)
    assert {name for name in asked if found["1", name].fraction != 1} == set()
    assert all(found["2", name].fraction is None for name in asked)
    assert [one.id for one in responses.questions] == [*asked] and not responses.drawn
    assert [one.number for one in responses.questions] == [*range(1, len(asked) + 1)]


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"delimiter": ";"},
        {"head": DANISH_HEAD, "words": ("Spørgsmål", "Svar")},
        {"head": DANISH_HEAD, "words": ("Spørgsmål", "Besvarelse"), "delimiter": ";"},
        {"head": tuple(name.upper() for name in DANISH_HEAD), "words": ("SPØRGSMÅL", "SVAR"), "delimiter": "\t"},
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_every_form_of_the_file_says_the_same(
    form: dict[str, object], mark: str, questions: dict[str, ET.Element], read: Read
) -> None:
    titles = [summary(questions[name]) for name in ASKED]
    right = [right_response(questions[name]) for name in ASKED]
    text = download([[*who(1), *right]], titles, **form)  # type: ignore[arg-type]
    found = _rows(read(mark + text))
    assert {name: row.fraction for (_, name), row in found.items()} == dict.fromkeys(ASKED, 1.0)


def _share(course: Course, name: str, answer: object) -> float | None:
    [one] = [one for one in exercises(course) if one.question.id == name]
    return one.task.fraction(answer)


def test_points_are_those_of_the_course_and_not_moodles(
    course: Course, questions: dict[str, ET.Element], read: Read
) -> None:
    """A neighbour of the right rating is worth half, and an item that nobody placed stands as far off as it can."""
    titles = [summary(questions[name]) for name in (ORDER, RATE)]
    turned = "Du går til din leder. -> 1.; Du undrer dig. -> 2.; Der bliver lagt en plan. -> 3."
    near = "Du lytter. -> 3 (hjælper lidt); Du siger ingenting. -> 2 (gør ingen forskel)"
    found = _rows(read(download([[*who(1), turned, near], [*who(2), "Du undrer dig. -> 1.", "-"]], titles)))
    assert found["1", ORDER].fraction == _share(course, ORDER, ["leder", "undren", "plan"])
    assert found["1", RATE].fraction == _share(course, RATE, {"lyt": 3, "tie": 2})
    assert found["1", RATE].chosen == (("lyt", "3"), ("tie", "2"))
    assert found["2", ORDER].fraction == 0.25 and found["2", RATE].fraction is None


def test_people_become_numbers_and_only_the_first_attempt_counts(questions: dict[str, ET.Element], read: Read) -> None:
    title = [summary(questions[SINGLE])]
    attempts = [
        [*who(1), "En skarp mening."],
        [*who(1), "En bevægelse over tid."],
        [*who(2, "In progress"), "En bevægelse over tid."],
        [*who(3, "-"), "-"],
        [*who(4), "En bevægelse over tid."],
    ]
    responses = read(download(attempts, title))
    assert {key: row.fraction for key, row in _rows(responses).items()} == {("1", SINGLE): 0, ("2", SINGLE): 1}
    assert "1 forsøg er ikke regnet med, for samme deltager står tidligere i filen." in responses.notes
    assert "2 forsøg er ikke afleveret og er ikke regnet med." in responses.notes


def test_nobodys_name_is_in_anything_that_is_written_or_printed(
    questions: dict[str, ET.Element], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(FICTIONAL)
    file = tmp_path / "svar.csv"
    names = (*ASKED, TEXT)
    titles = [summary(questions[name]) for name in names]
    right = [right_response(questions[name]) for name in ASKED]
    private = "Min nabo hedder Ernestine."
    file.write_text(download([[*who(at), *right, private] for at in range(12)], titles), encoding="utf-8")
    result = CliRunner().invoke(main, ["report", "--from-moodle", str(file)])
    assert result.exit_code == 0 and "12 deltagere har svaret på 5 spørgsmål." in result.output, result.output
    made = sorted((tmp_path / "svar-rapport").iterdir())
    assert {"rapport.html", "questions.csv", "options.csv", "objectives.csv"} <= {path.name for path in made}
    for written in [result.output, *(path.read_bytes().decode(errors="replace") for path in made)]:
        assert not any(name in written for name in ("Efternavnsen", "Fornavna", "fornavna", "example.org", "Ernestine"))
    page = (tmp_path / "svar-rapport/rapport.html").read_text(encoding="utf-8")
    assert "Du siger ingenting." in page and "1 spørgsmål med fritekst er ikke med" in page


def test_a_quiz_that_draws_and_that_has_others_questions_too(questions: dict[str, ET.Element], read: Read) -> None:
    first, second = (summary(questions[name]) for name in (SINGLE, "harmloest"))
    lines = [
        download([[*who(1), "En skarp mening.", "Ja"]], [first, "Hvor ligger kantinen?: Kælderen; Loftet"]),
        download([[*who(2), "Ny frisure.", "Nej"]], [second, "Hvor ligger kantinen?: Kælderen; Loftet"]),
    ]
    responses = read(lines[0] + lines[1].split("\n", 1)[1])
    assert responses.drawn and {row.question for row in responses.rows} == {SINGLE, "harmloest"}
    assert responses.notes[0].startswith("1 spørgsmål i filen er ikke med, for de er ikke kursets øvelser")


GOOD = [
    "Efternavn,Fornavn,E-mailadresse,Status,Question 1,Response 1",
    "B,A,a@example.org,Finished,{title},En skarp mening.",
]


def _edited(title: str, *changes: tuple[str, str]) -> str:
    text = "\n".join(GOOD).replace("{title}", f'"{title}"') + "\n"
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([("Response 1", "Svarene")], "linje 1: kolonnen »Response 1« eller »Svar 1« mangler; hent rapporten"),
        ([("Question 1", "Karakter")], "linje 1: kolonnen »Question 1« eller »Spørgsmål 1« mangler; hent rapporten"),
        ([("Status", "Response 1")], "linje 1: kolonnen »response 1« står to gange; hent rapporten"),
        ([("Finished", "Finished,Finished")], "linje 2: der er 7 felter, men 6 kolonner; hent rapporten"),
        ([("Finished", "In progress")], "linje 1: under overskriften er der ingen forsøg, der er afleveret; hent"),
        ([("Hvad er radikalisering?", "Hvad er klokken?")], "linje 2: ingen af spørgsmålene er kursets øvelser"),
        ([("En skarp mening.\n", "En skarp\n")], "linje 2: svaret i kolonnen »Response 1« er ikke et af dem"),
        ([("En skarp mening.\n", "En skarp mening.; En stærk tro.\n")], "linje 2: svaret i kolonnen »Response 1«"),
        ([("En skarp mening.\n", '"En skarp mening.\n')], "linje 2: linjen er ikke gyldig CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_where_and_what_to_do(
    changes: list[tuple[str, str]], says: str, questions: dict[str, ET.Element], read: Read
) -> None:
    with pytest.raises(CourseError) as caught:
        read(_edited(summary(questions[SINGLE]), *changes))
    told = str(caught.value)
    assert told.startswith(f"svar.csv, {says}") and told.endswith(".") and "\n" not in told
    assert "example.org" not in told and "skarp" not in told


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kolonnen »Response 1« eller »Svar 1« mangler"),
        (b'[{"lastname": "B"}]', "det er ikke en CSV-fil; hent rapporten"),
        (b"<html>Log ind</html>", "det er ikke en CSV-fil; hent rapporten"),
        ("Spørgsmål 1;Svar 1\n".encode("latin-1"), "er ikke gemt som UTF-8; gem den igen som »CSV UTF-8«"),
    ],
)
def test_a_file_of_another_kind_is_told_to_be_one(content: bytes, says: str, read: Read) -> None:
    with pytest.raises(CourseError, match=r"svar\.csv") as caught:
        read(content)
    assert says in str(caught.value)


def test_a_broken_cell_is_told_at_the_line_where_it_begins(questions: dict[str, ET.Element], read: Read) -> None:
    """A text of several lines above it moves the rest down."""
    titles = [summary(questions[name]) for name in (TEXT, SINGLE)]
    text = download([[*who(1), "Jeg så\ndet\nselv.", "En skarp mening."], [*who(2), "Ja", "Noget andet"]], titles)
    rows = list(csv.reader(io.StringIO(text)))
    begins = text.split("\n").index(next(line for line in text.split("\n") if line.startswith("Efternavnsen2"))) + 1
    assert len(rows) == 3 and begins > 3
    with pytest.raises(CourseError, match=f"linje {begins}: svaret i kolonnen »Response 2«"):
        read(text)


def test_the_command_asks_for_one_thing_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FICTIONAL)
    file = tmp_path / "svar.csv"
    file.write_text("", encoding="utf-8")
    for arguments, says in (
        (["--from", str(file), "--from-moodle", str(file)], "Skriv enten en test"),
        (["--from-moodle", str(file), "--latest"], "--latest hører til en test"),
        (["--from-moodle", str(file)], "svar.csv, linje 1: kolonnen"),
    ):
        result = CliRunner().invoke(main, ["report", *arguments])
        assert result.exit_code == 1 and says in result.output, result.output
        assert not (tmp_path / "svar-rapport").exists()


def test_whatever_is_chosen_in_the_real_course_is_read_as_that(real: Course) -> None:
    for one in exercises(real):
        task = one.task
        if task.kind.picks:
            for option in task.options:
                assert answered(task, plain_text(option.text)) == ((option.id, CHOSEN),), one.question.id
        elif not task.kind.by_hand:
            for value, label in pair_labels(task).items():
                said = "; ".join(f"{plain_text(option.text)} -> {label}" for option in task.options)
                assert answered(task, said) == tuple((option.id, value) for option in task.options), one.question.id


def test_texts_are_told_apart_where_one_begins_as_another(course: Course) -> None:
    """»Lederen« and »Lederen og dig« are both to choose, and the response names them one after the other."""
    [one] = [one for one in exercises(course) if one.question.id == "harmloest"]
    options = tuple(
        option.model_copy(update={"text": text})
        for option, text in zip(one.task.options, ("Lederen", "Lederen og dig", "og dig"), strict=True)
    )
    task = one.task.model_copy(update={"options": options})
    ids = [option.id for option in options]
    assert answered(task, "Lederen og dig") == ((ids[1], "chosen"),)
    assert {part[0] for part in answered(task, "Lederen og dig; Lederen; og dig") or ()} == set(ids)
    assert answered(task, "Lederen og dig; naboen") is None
