"""The answer file: what is read, and in which words the rest is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grading import RIGHT, sheet
from trekant.course.quizzes.answers import (
    MAX_BYTES,
    OWN_DATA,
    AnswerFileError,
    AnswerSheet,
    KeptSheet,
    check_sheet,
    read_kept,
    read_sheet,
)
from trekant.course.store import load_course

FICTIONAL = load_course(Path(__file__).parent / "fictional")
QUIZ = FICTIONAL.quiz("proeve")
TASKS = FICTIONAL.tasks(QUIZ)


def _raw(**changes: Any) -> bytes:
    return json.dumps(sheet("ana", **changes)).encode()


def test_reads_what_the_player_writes() -> None:
    read = read_sheet(_raw())
    assert (read.quiz, read.participant, read.answers) == ("proeve", "ana", RIGHT)
    check_sheet(read, QUIZ, TASKS)


def test_reads_a_file_with_a_byte_order_mark() -> None:
    assert read_sheet(b"\xef\xbb\xbf" + _raw()).participant == "ana"


def test_reads_a_text_whose_lines_a_mail_has_broken() -> None:
    raw = _raw(answers={"med-dine-ord": "Jeg har set to ting."}).replace(b"set to", b"set\r\nto")
    assert read_sheet(raw).answers == {"med-dine-ord": "Jeg har set\r\nto ting."}


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"x" * (MAX_BYTES + 1), "filen er for stor (256 KB; grænsen er 256 KB)"),
        (b"\xff\xfe", "filen er ikke tekst i UTF-8"),
        (b"", "filen er ikke gyldig JSON (linje 1)"),
        (b'{\n"format": ', "filen er ikke gyldig JSON (linje 2)"),
        (b"[" * 100_000, "filen er ikke gyldig JSON: den er for dybt indlejret"),
        (b'{"a": NaN}', "filen er ikke gyldig JSON: NaN er ikke et tal"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "filen er ikke gyldig JSON: et tal er for stort"),
        (b'{"a": 1, "a": 2}', "det samme felt står flere gange i filen"),
        (b"[]", "filen er ikke en svarfil"),
        (b"null", "filen er ikke en svarfil"),
        (b'{"\\ud800": 1}', "filen er ikke en svarfil"),
    ],
)
def test_refuses_what_is_no_answer_file(raw: bytes, said: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_sheet(raw)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"format": "trekant-svar-3"}, "feltet »format« skal være »trekant-svar-2« eller »trekant-svar-1«"),
        ({"quiz": "../proeve"}, "feltet »quiz« mangler"),
        ({"quiz": None}, "feltet »quiz« mangler"),
        ({"revision": "2"}, "feltet »revision« mangler"),
        ({"revision": True}, "feltet »revision« mangler"),
        ({"revision": 0}, "feltet »revision« mangler"),
        ({"revision": 10**400}, "feltet »revision« mangler"),
        ({"participant": "../../etc"}, "deltagerkoden mangler"),
        ({"participant": "ana/bo"}, "deltagerkoden mangler"),
        ({"participant": "ana\n"}, "deltagerkoden mangler"),
        ({"participant": "ANA"}, "deltagerkoden mangler"),
        ({"participant": ".."}, "deltagerkoden mangler"),
        ({"participant": ""}, "deltagerkoden mangler"),
        ({"participant": "a" * 41}, "deltagerkoden mangler"),
        ({"participant": "\ud800"}, "deltagerkoden mangler"),
        ({"handed_in": "2026-11-20T10:00:00"}, "feltet »handed_in« mangler"),
        ({"handed_in": "i går"}, "feltet »handed_in« mangler"),
        ({"answers": []}, "feltet »answers« mangler"),
        ({"answers": {"Et Spørgsmål": "a"}}, "feltet »answers« mangler"),
        ({"answers": {f"q{n}": "a" for n in range(501)}}, "feltet »answers« mangler"),
        ({"points": 10}, "feltet »points« hører ikke til i en svarfil"),
        ({"x" * 40 + "y" * 9_000: 10}, f"feltet »{'x' * 40}« hører ikke til i en svarfil"),
    ],
)
def test_refuses_a_wrong_field(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_sheet(_raw(**changes))
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize(
    ("year", "told"), [("0001", False), ("0002", True), ("2026", True), ("9998", True), ("9999", False)]
)
def test_a_year_at_the_ends_of_time_is_no_time(year: str, told: bool) -> None:
    """In another time zone it would be a year that does not exist."""
    raw = _raw(handed_in=f"{year}-06-01T10:00:00+00:00")
    if told:
        assert read_sheet(raw).handed_in.year == int(year)
    else:
        with pytest.raises(AnswerFileError, match="handed_in"):
            read_sheet(raw)


def test_a_participants_own_data_are_told_from_an_answer_file() -> None:
    with pytest.raises(AnswerFileError) as caught:
        read_sheet(json.dumps({"format": OWN_DATA, "answers": {}}).encode())
    assert str(caught.value) == (
        "det er deltagerens egne data fra »Mit forløb« og ikke en svarfil; bed deltageren åbne testen, trykke på »Gem "
        "min svarfil« og sende den fil, der så bliver hentet"
    )


def test_a_file_of_the_largest_size_is_read() -> None:
    raw = _raw()
    assert read_sheet(raw + b" " * (MAX_BYTES - len(raw))).participant == "ana"


def test_only_what_was_written_here_may_say_when_it_came_and_for_whom_it_was_drawn() -> None:
    raw = _raw(arrived="2026-11-20T12:00:00+01:00", drawn_for="bo")
    kept = read_kept(raw)
    assert isinstance(kept, KeptSheet)
    assert (kept.drawn_by, kept.stamp) == ("bo", kept.arrived)
    with pytest.raises(AnswerFileError, match="hører ikke til i en svarfil"):
        read_sheet(raw)
    before = read_kept(_raw())
    assert (before.drawn_by, before.stamp) == ("ana", before.handed_in)


@pytest.mark.parametrize("missing", ["format", "quiz", "revision", "participant", "handed_in", "answers"])
def test_refuses_a_missing_field(missing: str) -> None:
    data = sheet("ana")
    del data[missing]
    with pytest.raises(AnswerFileError, match=missing if missing != "participant" else "deltagerkoden"):
        read_sheet(json.dumps(data).encode())


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quiz": "oevelse"}, "filen svarer på testen »oevelse«, ikke på »proeve«"),
        ({"revision": 1}, "filen svarer på udgave 1 af testen, men den gældende er udgave 2"),
        ({"answers": {"hvad-er-radikalisering": "mening"}}, "spørgsmålet »hvad-er-radikalisering« hører ikke til"),
        ({"answers": {"nyt-skaeg": "findes-ikke"}}, "svaret på »nyt-skaeg« kan ikke bruges: valgmuligheden »findes-"),
        ({"answers": {"nyt-skaeg": ["ingenting"]}}, "svaret på »nyt-skaeg« kan ikke bruges: svaret skal være én"),
        ({"answers": {"nyt-skaeg": {"ingenting": 1}}}, "svaret på »nyt-skaeg« kan ikke bruges"),
        ({"answers": {"nyt-skaeg": 0}}, "svaret på »nyt-skaeg« kan ikke bruges"),
        ({"answers": {"nyt-skaeg": False}}, "svaret på »nyt-skaeg« kan ikke bruges"),
        ({"answers": {"hvilke-tegn": "trusler"}}, "svaret på »hvilke-tegn« kan ikke bruges: svaret skal være en liste"),
        ({"answers": {"hvilke-tegn": ["brud", "brud"]}}, "svaret på »hvilke-tegn« kan ikke bruges: den samme"),
        ({"answers": {"hvilke-tegn": [["brud"]]}}, "svaret på »hvilke-tegn« kan ikke bruges"),
        ({"answers": {"rette-raekkefoelge": ["skriv"]}}, "svaret på »rette-raekkefoelge« kan ikke bruges: rækkefølgen"),
        ({"answers": {"fire-svar": {"citat": 5}}}, "svaret på »fire-svar« kan ikke bruges: en vurdering skal være"),
        ({"answers": {"fire-svar": {"citat": True}}}, "svaret på »fire-svar« kan ikke bruges"),
        ({"answers": {"fire-svar": {"citat": 1.0}}}, "svaret på »fire-svar« kan ikke bruges"),
        ({"answers": {"fire-svar": {"ukendt": 1}}}, "svaret på »fire-svar« kan ikke bruges: valgmuligheden"),
        ({"answers": {"med-dine-ord": ["tekst"]}}, "svaret på »med-dine-ord« kan ikke bruges: svaret skal være tekst"),
        ({"answers": {"med-dine-ord": "x" * 20_001}}, "svaret på »med-dine-ord« kan ikke bruges: teksten er for lang"),
    ],
)
def test_refuses_answers_to_something_else(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(AnswerFileError) as caught:
        check_sheet(read_sheet(_raw(**changes)), QUIZ, TASKS)
    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("nothing", [None, "", "  ", [], {}])
@pytest.mark.parametrize("question", list(TASKS))
def test_no_answer_is_an_answer_to_everything(question: str, nothing: Any) -> None:
    check_sheet(read_sheet(_raw(answers={question: nothing})), QUIZ, TASKS)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*TASKS, "andet"]), _JSON, max_size=4), _JSON)
def test_whatever_is_sent_is_a_sheet_or_a_sentence(answers: dict[str, Any], other: Any) -> None:
    """No answer file brings anything but an AnswerFileError about."""
    for data in (sheet("ana", answers), sheet("ana") | {"revision": other, "handed_in": other}, other):
        try:
            read = read_sheet(json.dumps(data).encode())
            check_sheet(read, QUIZ, TASKS)
        except AnswerFileError:
            continue
        assert isinstance(read, AnswerSheet)


@given(st.binary(max_size=200))
def test_whatever_bytes_are_sent_are_refused_in_words(raw: bytes) -> None:
    with pytest.raises(AnswerFileError):
        read_sheet(raw)


def test_a_file_says_that_the_time_had_run_out() -> None:
    """Of a quiz with a time limit; in others neither field is there."""
    times = {"begun": "2026-11-20T09:30:00+01:00", "time_up": "2026-11-20T09:50:00+01:00"}
    assert read_sheet(_raw()).minutes_over is None
    assert read_sheet(_raw(begun=times["begun"])).minutes_over is None
    assert read_sheet(_raw(**times)).minutes_over == 10
    assert read_sheet(_raw(time_up="2026-11-20T10:05:00+01:00")).minutes_over == 0  # a clock that was put back
    with pytest.raises(AnswerFileError, match="feltet »time_up« er ikke et tidspunkt med tidszone"):
        read_sheet(_raw(time_up="kvart i ti"))
