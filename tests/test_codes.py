"""Participant codes: whatever slip the hand makes, it is no other sound code; and a thousand at a time differ."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.people import trekant
from trekant.course.people.codes import ALPHABET, WEIGHTS, is_sound, new_codes, with_check
from trekant.course.quizzes.answers import CODE
from trekant.grading.people.roster_file import read_roster

SHARED = json.loads((Path(__file__).parent / "codes.json").read_text(encoding="utf-8"))
CODES = st.text(st.sampled_from(ALPHABET), min_size=7, max_size=7).map(with_check)
PLACES = st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8])


def test_the_page_and_the_command_go_by_the_same_rule() -> None:
    assert (SHARED["alphabet"], tuple(SHARED["weights"])) == (ALPHABET, WEIGHTS)
    assert all(is_sound(code) and CODE.fullmatch(code) for code in SHARED["sound"])
    wrong = [code for kind in ("wrong_character", "swapped", "other_form") for code in SHARED[kind]]
    assert not [code for code in wrong if is_sound(code)]


@given(CODES, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(code: str, place: int, typed: str) -> None:
    slip = code[:place] + typed + code[place + 1 :]
    assert is_sound(slip) == (slip == code)


@given(CODES, PLACES.filter(lambda place: place < 8))
def test_two_neighbours_swapped_are_found(code: str, place: int) -> None:
    after = place + 1 if place != 3 else 5
    slip = list(code)
    slip[place], slip[after] = slip[after], slip[place]
    assert is_sound("".join(slip)) == (code[place] == code[after])


def test_new_codes_differ_and_no_spreadsheet_takes_one_for_a_number() -> None:
    codes = new_codes(3000)
    assert len(set(codes)) == 3000
    assert all(is_sound(code) and CODE.fullmatch(code) and not code[5:].isdigit() for code in codes)


def test_a_code_that_is_taken_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = iter("abcdefg" + "abcdefg" + "hjkmnpq")
    monkeypatch.setattr("trekant.course.people.codes.secrets.choice", lambda alphabet: next(drawn))
    assert new_codes(1, {with_check("abcdefg")}) == (with_check("hjkmnpq"),)


def test_the_command_prints_a_roster_to_fill_in(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    done = trekant("participants", "codes", "3")
    assert done.exit_code == 0
    rows = list(csv.reader(io.StringIO(done.stdout), delimiter=";"))
    assert rows[0] == ["kode", "navn", "e-mail", "arbejdssted", "hold", "leder"]
    assert len(rows) == 4 and all(is_sound(row[0]) and row[1:] == [""] * 5 for row in rows[1:])
    assert len(read_roster(done.stdout.encode()).participants) == 3


def test_the_command_writes_a_file_that_a_spreadsheet_opens(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    done = trekant("participants", "codes", "12", "--csv", "koder.csv")
    assert done.exit_code == 0 and "12 koder" in done.stdout
    assert Path("koder.csv").read_bytes().startswith(b"\xef\xbb\xbfkode;navn;")
    assert len(read_roster(Path("koder.csv").read_bytes()).participants) == 12
    again = trekant("participants", "codes", "12", "--csv", "koder.csv")
    assert again.exit_code == 1 and "findes allerede" in again.output


@pytest.mark.parametrize("count", ["0", "-1", "10001", "mange"])
def test_a_count_that_makes_no_sense_is_a_mistyped_command(count: str) -> None:
    assert trekant("participants", "codes", count).exit_code == 2
