"""Reading anybody's answers: every form a spreadsheet gives them, and a clear sentence for what cannot be read."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.quizzes.response import Response
from trekant.course.store import CourseError
from trekant.reports.longform import read_responses

HEAD = "participant,question,fraction,points\n"


def read(folder: Path, text: str | bytes) -> dict[tuple[str, str], Response]:
    path = folder / "svar.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return {(row.participant, row.question): row for row in read_responses(path).rows}


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "a,q,0.5,2\nb,q,,2\n",
        "\ufeff" + HEAD + "a,q,0.5,2\nb,q,,2\n",
        HEAD + 'a,q,"0,5",2\n"b",q,"",2.0\n',
        "Points;Fraction;Question;Participant\r\n2;0,5;q;a\r\n\r\n2;;q;b\r\n",
        "participant\tquestion\tfraction\tpoints\na\tq\t5e-1\t2\nb\tq\t \t2",
        "participant;note;question;fraction;points\na;x,y;q;.5;2,0\nb;;q;;2\n;;;;\n",
    ],
)
def test_every_form_says_the_same(text: str, tmp_path: Path) -> None:
    found = read(tmp_path, text)
    assert {key: (row.fraction, row.points) for key, row in found.items()} == {
        ("a", "q"): (0.5, 2),
        ("b", "q"): (None, 2),
    }


def test_a_row_that_is_not_there_is_no_answer(tmp_path: Path) -> None:
    found = read(tmp_path, HEAD + "a,q1,1,1\nb,q2,-0.25,3\n")
    assert {key: (row.fraction, row.points) for key, row in found.items()} == {
        ("a", "q1"): (1, 1),
        ("a", "q2"): (None, 3),
        ("b", "q1"): (None, 1),
        ("b", "q2"): (-0.25, 3),
    }


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "linje 1: kolonnen »participant« mangler"),
        ("participant,question,points\na,q,1\n", "linje 1: kolonnen »fraction« mangler"),
        ("participant,question,points,fraction,points\n", "linje 1: kolonnen »points« står to gange"),
        (HEAD, "har ingen svar"),
        (HEAD + "a,q,1,1\na,q,0,1\n", "linje 3: deltageren »a« har allerede et svar på »q« i linje 2"),
        (HEAD + "a,q,1,1\nb,q,0,2\n", "linje 3: »q« giver her 2 point, men 1 i linje 2"),
        (HEAD + "a,q,1.5,1\n", "linje 2: »fraction« er 1.5, men skal ligge mellem -1 og 1"),
        (HEAD + "a,q,-1.01,1\n", "»fraction« er -1.01"),
        (HEAD + "a,q,ja,1\n", "linje 2: »fraction« er »ja«, som ikke er et tal"),
        (HEAD + "a,q,nan,1\n", "som ikke er et tal"),
        (HEAD + "a,q,1_0,1\n", "som ikke er et tal"),
        (HEAD + "a,q,1,inf\n", "»points« er »inf«"),
        (HEAD + "a,q,1,-2\n", "»points« er -2, men skal være"),
        (HEAD + "a,q,1,1e9\n", "»points« er 1e9"),
        (HEAD + "a,q,1,\n", "»points« er tomt"),
        (HEAD + ",q,1,1\n", "»participant« er tomt"),
        (HEAD + "a,q,1\n", "linje 2: der er 3 felter, men 4 kolonner"),
        (HEAD + "a,q,0,5,2\n", "der er 5 felter, men 4 kolonner; se efter tegnet »,«"),
        (HEAD + 'a,"q,1,1\n', "linje 2: linjen er ikke gyldig CSV"),
        ((HEAD + "a,spørgsmål,1,1\n").encode("cp1252"), "er ikke gemt som UTF-8"),
        ("participant,question".encode("utf-16"), "er ikke gemt som UTF-8"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str | bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        read(tmp_path, text)
    said = str(caught.value)
    assert says in said and said.startswith("svar.csv") and said.endswith(".")


def test_a_question_may_be_worth_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, HEAD + "a,q,0,0\n")["a", "q"].points == 0


NAMES = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(lambda s: s.strip())


@given(st.dictionaries(st.tuples(NAMES.map(str.strip), NAMES.map(str.strip)), st.none() | st.floats(-1, 1), min_size=1))
def test_whatever_the_names_they_come_back(
    tmp_path_factory: pytest.TempPathFactory, data: dict[tuple[str, str], float | None]
) -> None:
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(["participant", "question", "fraction", "points"])
    for (participant, question), fraction in data.items():
        text = "" if fraction is None else f"{fraction:.17f}"
        writer.writerow([participant, question, text, 1])
    found = read(tmp_path_factory.mktemp("csv"), file.getvalue())
    for key, fraction in data.items():
        assert found[key].fraction == pytest.approx(fraction, abs=1e-15) if fraction else not found[key].fraction


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: (HEAD + text).encode("utf-8", "replace")))
def test_any_bytes_are_read_or_told_in_one_sentence(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    try:
        assert read(tmp_path_factory.mktemp("csv"), raw)
    except CourseError as error:
        assert str(error).isprintable() and str(error).startswith("svar.csv") and str(error).endswith(".")
