"""What practitioners think of keys and pass marks: the sheets, what is read from them, and what is refused."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from trekant.cli import main
from trekant.course.store import CourseError, load_course
from trekant.reports.ratings import Rating, Standard, rating_sheet, reactions, read_ratings, standard_sheet

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)


def _filled(
    path: Path, sheet: tuple[tuple[str, ...], list[tuple[str, ...]]], said: list[str], lines: int = 10**6
) -> Path:
    columns, rows = sheet
    first = columns.index("fagperson 1")
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";")
    writer.writerow(columns)
    writer.writerows([*row[:first], *said] for row in rows[:lines])
    path.write_text("\ufeff" + file.getvalue(), encoding="utf-8", newline="")
    return path


def test_the_sheet_has_every_reaction_and_none_of_the_keys() -> None:
    columns, rows = rating_sheet(COURSE)
    assert len(rows) == len({row[:3] for row in rows}) == len(list(reactions(COURSE))) > 100
    assert all(set(row[3:]) == {""} for row in rows)
    assert not {cell for row in rows for cell in row} & {one.item for one in reactions(COURSE)}
    assert columns[-1] == "fagperson 5"


def test_agreement_gives_a_key_and_disagreement_is_told(tmp_path: Path) -> None:
    sheet = rating_sheet(COURSE)
    agreed = read_ratings(COURSE, _filled(tmp_path / "enige.csv", sheet, ["4", "4", "4", "3", "4"], 1))
    assert isinstance(agreed[0], Rating)
    assert (agreed[0].key, agreed[0].apart) == (4, False)
    apart = read_ratings(COURSE, _filled(tmp_path / "uenige.csv", sheet, ["1", "4", "4", "4", "2"], 1))[0]
    assert isinstance(apart, Rating)
    assert (apart.key, apart.apart) == (4, True)
    assert "De er uenige" in apart.in_words()
    between = read_ratings(COURSE, _filled(tmp_path / "mellem.csv", sheet, ["2", "3", "", "", ""], 1))[0]
    assert isinstance(between, Rating)
    assert between.key is None
    assert "mellem to tal" in between.in_words()


def test_a_standard_is_the_sum_of_what_the_judges_expect(tmp_path: Path) -> None:
    found = read_ratings(COURSE, _filled(tmp_path / "graense.csv", standard_sheet(COURSE), ["60", "80", "70", "", ""]))
    standards = {one.quiz.id: one for one in found if isinstance(one, Standard)}
    quizzes = [one.model for one in COURSE.quizzes.values() if one.model.use != "package"]
    assert standards.keys() == {one.id for one in quizzes if one.pass_mark}
    assert standards["slutproeve"].points == pytest.approx(14)
    assert "14 af 20 point efter 3 dommere (nu 14)" in standards["slutproeve"].in_words()


def test_a_quiz_with_a_question_that_nobody_judged_has_no_standard(tmp_path: Path) -> None:
    found = read_ratings(COURSE, _filled(tmp_path / "halvt.csv", standard_sheet(COURSE), ["70"], 1))
    assert "slutproeve" not in {one.quiz.id for one in found if isinstance(one, Standard)}


@pytest.mark.parametrize("cell", ["5", "0", "2,5", "fire", "²", "9" * 5000])
def test_what_is_no_rating_is_told_with_line_and_column(tmp_path: Path, cell: str) -> None:
    path = _filled(tmp_path / "ark.csv", rating_sheet(COURSE), ["1", cell, "1", "1", "1"], 1)
    with pytest.raises(CourseError, match="linje 2, kolonnen »fagperson 2«") as error:
        read_ratings(COURSE, path)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "er tom"),
        (b"a;b;c\n1;2;3\n", "er ikke et af de to ark"),
        (b"sted;situation;reaktion;fagperson 1\nfindes-ikke;x;y;4\n", "står ikke sådan"),
        ("spørgsmål;tekst;fagperson 1\nfindes-ikke;x;70\n".encode(), "findes ikke"),
        ("sted;situation;reaktion\n".encode("utf-16"), "UTF-8"),
        (b'sted;situation;reaktion\n"aldrig lukket', "kan ikke læses som CSV"),
    ],
)
def test_another_file_is_refused_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "fil.csv"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=said):
        read_ratings(COURSE, path)


def test_the_command_makes_the_sheets_once_and_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    made = CliRunner().invoke(main, ["ratings", "--sheet", str(tmp_path)])
    assert made.exit_code == 0, made.output
    again = CliRunner().invoke(main, ["ratings", "--sheet", str(tmp_path)])
    assert again.exit_code == 1
    assert "findes allerede" in again.output
    empty = CliRunner().invoke(main, ["ratings", str(tmp_path / "vurderinger.csv")])
    assert "er ikke udfyldt endnu" in empty.output
    _filled(tmp_path / "udfyldt.csv", rating_sheet(COURSE), ["1", "2", "1", "1", "1"])
    read = CliRunner().invoke(main, ["ratings", str(tmp_path / "udfyldt.csv")])
    assert read.exit_code == 0, read.output
    assert "ville få et andet facit" in read.output
