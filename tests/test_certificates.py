"""Certificates: who gets one, what stands on it, and what the check code confirms."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Student
from pypdf import PdfReader
from sqlalchemy import select, update

from tests.grading import QUIZ, autograde, hand_in, sheet, write_json
from tests.people import FREE_TEXT, NAMES, die, give_points, killed, trekant
from trekant.course.contact.clock import danish_date, danish_day
from trekant.course.people.certificate import ALPHABET, Certificate, as_check_code, in_groups
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.collect import collect
from trekant.grading.marks.certificates import Words, award
from trekant.grading.marks.certificates import certificates_in as all_given
from trekant.grading.marks.results import Results, results
from trekant.grading.own_tables import CERTIFICATE, SECRET
from trekant.printing import certificates
from trekant.service.background import certifying

TEMPLATE = Certificate(
    participant="ana", quiz=QUIZ, revision=2, passed_on=date(2026, 11, 20), points=8.5, maximum=10.5
)  # fmt: skip


def _paper(root: Path, code: str) -> Path:
    return root / "quizzes/certificates" / QUIZ / f"{code}.pdf"


def _text(path: Path) -> str:
    return " ".join(PdfReader(path).pages[0].extract_text().split())


def _code_on(path: Path) -> str:
    found = re.search(r"Kontrolkode ((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})", _text(path))
    assert found
    return found[1]


def _results(root: Path) -> Results:
    with open_gradebook(root) as gradebook:
        return results(gradebook, Folders.of(root), load_course(root).quiz(QUIZ))


def _ledger(root: Path) -> list[Any]:
    with open_gradebook(root) as gradebook:
        return list(gradebook.db.execute(select(CERTIFICATE).order_by(CERTIFICATE.c.issued)))


@given(st.binary(min_size=32, max_size=32), st.sampled_from([" ", "-", ""]), st.booleans())
def test_a_check_code_is_known_however_it_is_typed(secret: bytes, between: str, small: bool) -> None:
    code = TEMPLATE.check_code(secret)
    assert len(code) == 16 and set(code) <= set(ALPHABET)
    typed = between.join(in_groups(code).split("-"))
    assert as_check_code(typed.lower() if small else typed) == code


def test_whatever_a_certificate_says_is_in_its_code() -> None:
    assert len(set(ALPHABET)) == 32 and not set(ALPHABET) & set("01IO")
    others = [
        TEMPLATE.model_copy(update=changed)
        for changed in (
            *({"participant": "bo"}, {"quiz": "udtraek"}, {"revision": 3}),
            *({"passed_on": date(2026, 11, 21)}, {"points": 8.4999}, {"maximum": 10.0}),
            *({"name": "Bo"}, {"quiz_title": "Prøven"}, {"course": "Kurset"}, {"owner": "Fjordby"}, {"version": 1}),
        )
    ]
    codes = {one.check_code(b"k" * 32) for one in [TEMPLATE, *others]}
    assert len(codes) == 12
    assert TEMPLATE.check_code(b"l" * 32) not in codes


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-EFGH-JKLM-NPQ0", "ABCD-EFGH-JKLM-NPQI", "ABCD-EFGH-JKLM-NPQRS"])
def test_what_cannot_be_a_code_is_no_code(typed: str) -> None:
    assert as_check_code(typed) is None


def test_results_are_what_the_gradebook_says(graded: Path) -> None:
    hand_in(graded, sheet("dan"), sheet("eva-1"))
    (graded / "quizzes/submitted/dan/proeve/svar.json").write_text("{")
    autograde(graded)
    hand_in(graded, sheet("bo", handed_in="2026-11-22T00:30:00Z"))
    found = _results(graded)
    known = {one.participant: (one.points, one.passed, one.pending_manual, one.revision) for one in found.known}
    assert known == {
        "ana": (10.0, True, False, 2),
        "cilla": (8.5, False, True, 2),
        "eva-1": (8.5, True, False, 2),
    }
    assert {one.maximum for one in found.known} == {10.5}
    assert found.failed == ("dan",)
    assert found.ungraded == ("bo",), "what was handed in since counts, and nobody has graded it"


def test_points_that_are_just_enough_are_enough(graded: Path) -> None:
    quiz = graded / "quizzes/proeve.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("pass_mark: 0.7", "pass_mark: 0.8"), encoding="utf-8")
    for points, passed in ((0.0, True), (-0.0001, False)):
        give_points(graded, "cilla", points - 0.1)  # 8.4 of 10.5
        assert {one.participant: one.passed for one in _results(graded).known}["cilla"] is passed


def test_who_passed_gets_one_and_the_others_are_told_of(graded: Path) -> None:
    done = trekant("certificates", QUIZ)
    assert done.exit_code == 0, done.output
    assert "1 nyt bevis, 0 fra før." in done.output
    assert "1 har ikke bestået." in done.output
    assert "1 venter på, at du retter fritekst" in done.output
    assert [path.name for path in _paper(graded, "ana").parent.iterdir()] == ["ana.pdf"]
    text = _text(_paper(graded, "ana"))
    assert NAMES["ana"] in text
    assert "22. november 2026" in text, "half past eleven in the evening in UTC is the next day in Denmark"
    assert "med 10 af 10,5 point, det er 95 procent" in text
    assert "»Når du undrer dig«" in text and "Fjordbys prøve" in text and "Fjordby Kommune" in text
    assert FREE_TEXT not in text
    assert trekant("certificates", "oevelse").exit_code == 1


def test_the_paper_can_be_read_by_a_machine(graded: Path) -> None:
    trekant("certificates", QUIZ)
    pdf = PdfReader(_paper(graded, "ana"))
    catalogue = pdf.root_object
    assert catalogue["/MarkInfo"]["/Marked"] and "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith("da")
    assert pdf.metadata is not None and NAMES["ana"] in str(pdf.metadata.title)
    assert b"pdfuaid" in catalogue["/Metadata"].get_data()
    assert len(pdf.pages) == 1


def test_an_unchanged_result_makes_no_new_certificate(graded: Path) -> None:
    trekant("certificates", QUIZ)
    before, ledger = _paper(graded, "ana").stat(), _ledger(graded)
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output
    assert _paper(graded, "ana").stat().st_mtime_ns == before.st_mtime_ns
    assert _ledger(graded) == ledger


def test_verify_says_what_the_paper_says(graded: Path) -> None:
    trekant("certificates", QUIZ)
    code = _code_on(_paper(graded, "ana"))
    for typed in ([code], [code.lower().replace("-", "")], code.split("-")):
        result = trekant("verify", *typed)
        assert result.exit_code == 0
        said = f"Beviset er ægte: {NAMES['ana']} bestod »Fjordbys prøve« den 22. november 2026 med 10 af 10,5 point"
        assert said in result.output


def test_a_code_that_nobody_gave_is_not_confirmed(graded: Path) -> None:
    trekant("certificates", QUIZ)
    real = as_check_code(_code_on(_paper(graded, "ana")))
    assert real
    mistyped = real[:-1] + ("A" if real[-1] != "A" else "B")
    for typed, says in ((mistyped, "Koden kendes ikke."), ("ABCD-0000", "hverken 0, 1, I eller O")):
        result = trekant("verify", typed)
        assert result.exit_code == 1 and says in result.output
        assert NAMES["ana"] not in result.output


def test_another_result_takes_the_place_of_the_old(graded: Path) -> None:
    trekant("certificates", QUIZ)
    old = _code_on(_paper(graded, "ana"))
    give_points(graded, "ana", 2)
    assert "1 nyt bevis, 0 fra før, 1 trukket tilbage." in trekant("certificates", QUIZ).output
    new = _code_on(_paper(graded, "ana"))
    assert trekant("verify", new).exit_code == 0
    withdrawn = trekant("verify", old)
    assert withdrawn.exit_code == 1 and "gælder ikke længere" in withdrawn.output
    give_points(graded, "ana", 1.5)
    trekant("certificates", QUIZ)
    assert _code_on(_paper(graded, "ana")) == old, "the same result has the same code"
    assert trekant("verify", old).exit_code == 0 and trekant("verify", new).exit_code == 1


def test_a_result_that_was_too_good_takes_the_certificate_away(graded: Path) -> None:
    trekant("certificates", QUIZ)
    code = _code_on(_paper(graded, "ana"))
    with open_gradebook(graded) as gradebook:
        for grade in gradebook.find_submission(QUIZ, "ana").notebooks[0].grades:
            grade.manual_score = 0
        gradebook.db.commit()
    assert "1 trukket tilbage" in trekant("certificates", QUIZ).output
    assert not _paper(graded, "ana").exists()
    assert trekant("verify", code).exit_code == 1


def test_what_was_true_stays_true(graded: Path) -> None:
    """A later attempt that is not passed, and a pass mark that is raised, take nothing away."""
    trekant("certificates", QUIZ)
    before = _paper(graded, "ana").read_bytes()
    hand_in(graded, sheet("ana", {}, handed_in="2026-11-22T00:30:00Z"))
    autograde(graded)
    assert not {one.participant: one.passed for one in _results(graded).known}["ana"]
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output
    assert _paper(graded, "ana").read_bytes() == before


def test_a_raised_pass_mark_takes_nothing_away(graded: Path) -> None:
    trekant("certificates", QUIZ)
    quiz = graded / "quizzes/proeve.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("pass_mark: 0.7", "pass_mark: 1"), encoding="utf-8")
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output
    assert trekant("verify", _code_on(_paper(graded, "ana"))).exit_code == 0


def _rename(root: Path, code: str, first: str, last: str) -> None:
    with open_gradebook(root) as gradebook:
        gradebook.db.execute(update(Student).where(Student.id == code).values(first_name=first, last_name=last))
        gradebook.db.commit()


def test_a_name_that_was_put_right_comes_on_the_paper(graded: Path) -> None:
    trekant("certificates", QUIZ)
    code = _code_on(_paper(graded, "ana"))
    _rename(graded, "ana", "Olena", "Ґalaґan-الأمين")
    assert "1 nyt bevis, 0 fra før, 1 trukket tilbage." in trekant("certificates", QUIZ).output
    assert "Olena" in _text(_paper(graded, "ana"))
    new = _code_on(_paper(graded, "ana"))
    assert new != code and "Beviset er ægte: Olena" in trekant("verify", new).output
    old = trekant("verify", code)
    assert old.exit_code == 1 and f"et nyt er trådt i stedet. På det står: {NAMES['ana']} bestod" in old.output
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output


@pytest.mark.parametrize("column", ["name", "quiz_title", "course", "owner"])
def test_whatever_is_printed_and_changed_in_the_database_is_not_confirmed(graded: Path, column: str) -> None:
    trekant("certificates", QUIZ)
    code = _code_on(_paper(graded, "ana"))
    with open_gradebook(graded) as gradebook:
        gradebook.db.execute(update(CERTIFICATE).values({column: "Bo Skjaldborg"}))
        gradebook.db.commit()
    result = trekant("verify", code)
    assert result.exit_code == 1 and "Det kan ikke bekræftes." in result.output
    again = trekant("certificates", QUIZ)
    assert again.exit_code == 1 and "ana: Oplysningerne i karakterbogen er ændret" in again.output
    assert f"så {NAMES['ana']} får det ikke" in again.output
    assert not _paper(graded, "ana").exists(), "nor is an earlier paper left to be handed out"


def test_a_paper_that_is_set_again_says_what_its_code_covers(graded: Path) -> None:
    trekant("certificates", QUIZ)
    before = _text(_paper(graded, "ana"))
    quiz = graded / "quizzes/proeve.yaml"
    quiz.write_text(quiz.read_text(encoding="utf-8").replace("Fjordbys prøve", "En ny titel"), encoding="utf-8")
    _paper(graded, "ana").unlink()
    assert "0 nye beviser, 1 fra før (heraf 1 lavet igen)." in trekant("certificates", QUIZ).output
    assert _text(_paper(graded, "ana")) == before
    assert "bestod »Fjordbys prøve«" in trekant("verify", _code_on(_paper(graded, "ana"))).output


@pytest.mark.parametrize(
    ("first", "last", "shown", "told"),
    [
        ("Abe\ufeff", "Ren", "Abe Ren", "U+FEFF"),
        ("Ana \u202eiL", "Bo\u2069", "Ana iL Bo", "U+202E U+2069"),
        ("A\u00adna", "L\u200bi", "Ana Li", "U+00AD U+200B"),
        ("Ana\u2028", "Li", "Ana Li", None),
        ("مینا می\u200cخواهم", "", None, None),
        ("Олена", "Ґалаґан", "Олена Ґалаґан", None),
        ("Nguye\u0302\u0303n", "Ánh", "Nguyễn Ánh", None),
        ("#text[x] *b*", "$x$ \\", "#text[x] *b* $x$ \\", None),
    ],
)
def test_a_strange_name_gets_its_paper(
    graded: Path, first: str, last: str, shown: str | None, told: str | None
) -> None:
    _rename(graded, "ana", first, last)
    done = trekant("certificates", QUIZ)
    assert done.exit_code == 0 and "1 nyt bevis" in done.output
    assert shown is None or shown in _text(_paper(graded, "ana"))
    assert (f"ana: Der er usynlige tegn i navnet ({told})." in done.output) == bool(told)
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Bo\x1b[31m", "har ikke tegnene U+001B i navnet"),
        ("Bo\x00", "har ikke tegnene U+0000 i navnet"),
        ("Bo\ue000", "har ikke tegnene U+E000 i navnet"),
        ("สมชาย", "har ikke tegnene"),
        ("\ufeff", "Der er intet navn"),
        ("B" * 121, "Navnet har 121 tegn"),
    ],
)
def test_a_name_that_cannot_be_set_is_named_and_stops_nobody(graded: Path, name: str, says: str) -> None:
    _rename(graded, "cilla", "", name)
    give_points(graded, "cilla", 2)
    done = trekant("certificates", QUIZ)
    assert done.exit_code == 1 and f"cilla: {says}" in done.output.replace("Skrifttypen ", "")
    assert "1 nyt bevis, 0 fra før." in done.output and _paper(graded, "ana").exists()
    assert not _paper(graded, "cilla").exists() and "\x1b" not in done.output


def test_a_name_that_only_the_setter_stumbles_over_is_named_too(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    give_points(graded, "cilla", 2)
    _rename(graded, "cilla", "", "Cil\x00la")
    monkeypatch.setattr("trekant.printing.certificates.unprintable", lambda *_: ())
    done = trekant("certificates", QUIZ)
    assert done.exit_code == 1 and "cilla: Navnet kan ikke sættes." in done.output
    assert "1 nyt bevis, 0 fra før." in done.output and _paper(graded, "ana").exists()
    _rename(graded, "cilla", "Cilla", "Fjordhøj")
    assert "1 nyt bevis, 1 fra før, 1 trukket tilbage." in trekant("certificates", QUIZ).output


def test_a_template_with_an_error_is_told_once(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    template = tmp_path / "certificate.typ"
    whole = certificates._TEMPLATE.read_text(encoding="utf-8")
    template.write_text(whole + "\n#nothing-of-the-kind", encoding="utf-8")
    monkeypatch.setattr(certificates, "_TEMPLATE", template)
    done = trekant("certificates", QUIZ)
    assert done.exit_code == 1 and done.output.count("Beviset kan ikke sættes: certificate.typ: unknown variable") == 1


def test_a_very_long_name_stays_on_the_paper(graded: Path) -> None:
    _rename(graded, "ana", "W" * 60, "V" * 59)
    trekant("certificates", QUIZ)
    right: list[float] = []

    def seen(text: str, user: Any, at: Any, _font: Any, size: float) -> None:
        if "W" * 5 in text or "V" * 5 in text:
            right.append(at[4] + 0.6 * size * len(text.strip()))

    page = PdfReader(_paper(graded, "ana")).pages[0]
    page.extract_text(visitor_text=seen)
    assert right and max(right) < float(page.mediabox.width)


# The day that stands on it


@pytest.mark.parametrize(
    ("handed_in", "day"),
    [
        ("2026-11-20T22:59:59Z", "20. november 2026"),
        ("2026-11-20T23:00:00Z", "21. november 2026"),
        ("2026-07-01T21:59:59Z", "1. juli 2026"),
        ("2026-07-01T22:00:00Z", "2. juli 2026"),
        ("2026-12-31T23:00:00Z", "1. januar 2027"),
        # the nights on which the clocks change: midnight before is by the old time, midnight after by the new
        ("2026-03-28T22:59:59Z", "28. marts 2026"),
        ("2026-03-28T23:00:00Z", "29. marts 2026"),
        ("2026-03-29T21:59:59Z", "29. marts 2026"),
        ("2026-03-29T22:00:00Z", "30. marts 2026"),
        ("2026-10-24T21:59:59Z", "24. oktober 2026"),
        ("2026-10-24T22:00:00Z", "25. oktober 2026"),
        ("2026-10-25T22:59:59Z", "25. oktober 2026"),
        ("2026-10-25T23:00:00Z", "26. oktober 2026"),
        ("2026-11-20T23:30:00-05:00", "21. november 2026"),
    ],
)
def test_the_day_on_it_is_the_day_in_denmark(handed_in: str, day: str) -> None:
    assert danish_date(danish_day(datetime.fromisoformat(handed_in))) == day


def test_midnight_in_denmark_is_the_next_day_on_the_paper_and_in_what_is_confirmed(graded: Path) -> None:
    quiz = load_course(graded).quiz(QUIZ)
    moments = ("2026-10-25T22:59:59+00:00", "2026-10-25T23:00:00+00:00")
    with open_gradebook(graded) as gradebook:
        ana = results(gradebook, Folders.of(graded), quiz).known[0]
        for code, moment in zip(("ana", "bo"), moments, strict=True):
            one = ana.model_copy(update={"participant": code, "handed_in": datetime.fromisoformat(moment)})
            award(gradebook, quiz, [one], NAMES, Words("Kurset", "Fjordby"))
        days = {given.certificate.participant: given.certificate.passed_on for given in all_given(gradebook, QUIZ)}
    assert days == {"ana": date(2026, 10, 25), "bo": date(2026, 10, 26)}


# Certificates of before the name was in the code


def _make_old(root: Path, **changes: Any) -> str:
    """Ana's certificate as 4f8afc6 gave it: code and row."""
    trekant("certificates", QUIZ)
    with open_gradebook(root) as gradebook:
        secret = bytes.fromhex(gradebook.db.execute(select(SECRET.c.value)).scalar_one())
        row = gradebook.db.execute(select(CERTIFICATE)).one()
        said = (row.participant, row.quiz, row.revision, row.passed_on.isoformat(), row.points, row.maximum)
        old = {"participant": said[0], "quiz": said[1], "revision": said[2], "passed_on": row.passed_on} | {
            "points": changes.get("points", row.points), "maximum": row.maximum,
        }  # fmt: skip
        code = Certificate(**old, version=1).check_code(secret)
        gone = dict.fromkeys(("quiz_title", "course", "owner"))
        gradebook.db.execute(update(CERTIFICATE).values(check_code=code, version=1, **gone, **changes))
        gradebook.db.commit()
    return code


def test_a_code_of_before_verifies_as_what_it_is(graded: Path) -> None:
    code = _make_old(graded)
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output, "it stays while nothing changes"
    said = trekant("verify", code)
    assert said.exit_code == 0
    assert f"Beviset er ægte: {NAMES['ana']} bestod »Fjordbys prøve«" in said.output
    assert "Koden er fra før, den også dækkede navnet. Den bekræfter deltagerkoden »ana«" in said.output
    _rename(graded, "ana", "Ana", "Nygift")
    assert "1 nyt bevis, 0 fra før, 1 trukket tilbage." in trekant("certificates", QUIZ).output
    assert trekant("verify", code).exit_code == 1
    new = trekant("verify", _code_on(_paper(graded, "ana")))
    assert "Beviset er ægte: Ana Nygift" in new.output and "dækkede" not in new.output


def test_a_certificate_of_before_with_rounded_points_is_not_taken_away(graded: Path) -> None:
    code = _make_old(graded, points=9.9999)
    assert "0 nye beviser, 1 fra før." in trekant("certificates", QUIZ).output
    assert "med 10 af 10,5 point" in trekant("verify", code).output


def test_the_first_version_of_the_code_is_what_it_always_was() -> None:
    """As 4f8afc6 made it: with another code nobody's paper could be confirmed."""
    old = TEMPLATE.model_copy(update={"version": 1, "name": "Whoever"})
    assert old.check_code(b"k" * 32) == "MZCQVJKC8DUHNYZK"


@pytest.mark.parametrize(("name", "says"), [("王小明", "har ikke tegnene 王 小 明"), ("", "Der er intet navn")])
def test_nobody_gets_a_paper_with_boxes_or_without_a_name(graded: Path, name: str, says: str) -> None:
    _rename(graded, "ana", "", name)
    result = trekant("certificates", QUIZ)
    assert result.exit_code == 1 and "ana: " in result.output and says in result.output
    assert not _paper(graded, "ana").exists()
    _rename(graded, "ana", "Ana", "Wang")
    assert "1 nyt bevis, 0 fra før." in trekant("certificates", QUIZ).output


def test_what_was_changed_in_the_database_is_not_confirmed(graded: Path) -> None:
    trekant("certificates", QUIZ)
    code = _code_on(_paper(graded, "ana"))
    with open_gradebook(graded) as gradebook:
        gradebook.db.execute(update(CERTIFICATE).values(participant="bo"))
        gradebook.db.commit()
    result = trekant("verify", code)
    assert result.exit_code == 1 and "Det kan ikke bekræftes." in result.output


def test_the_key_is_made_once_and_never_shown(graded: Path) -> None:
    trekant("certificates", QUIZ)
    with open_gradebook(graded) as gradebook:
        keys = list(gradebook.db.execute(select(SECRET.c.value)).scalars())
    assert len(keys) == 1 and len(keys[0]) == 64
    trekant("participants", "export", "ana")
    trekant("certificates", QUIZ)
    with open_gradebook(graded) as gradebook:
        assert list(gradebook.db.execute(select(SECRET.c.value)).scalars()) == keys
    shown = [path for path in graded.rglob("*") if path.is_file() and not path.name.startswith("gradebook.db")]
    assert not [path for path in shown if keys[0].encode() in path.read_bytes()]


def _is_finished_by_the_next_run(root: Path) -> None:
    assert trekant("certificates", QUIZ).exit_code == 0
    assert trekant("verify", _code_on(_paper(root, "ana"))).exit_code == 0
    assert len(_ledger(root)) == 1 and _ledger(root)[0].name == NAMES["ana"]


def test_a_run_that_is_killed_before_the_papers(graded: Path) -> None:
    with killed() as in_child:
        if in_child:
            certifying.write_certificates = die  # type: ignore[assignment]
            trekant("certificates", QUIZ)
    assert len(_ledger(graded)) == 1 and not _paper(graded, "ana").exists()
    _is_finished_by_the_next_run(graded)


def test_a_run_that_is_stopped_before_the_papers_are_noted(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # not in a forked process: the threads that set the paper would not be there
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(certifying, "note_printed", stop)
        certifying.print_certificates(load_course(graded), QUIZ)
    assert _paper(graded, "ana").exists() and _ledger(graded)[0].printed is None
    _is_finished_by_the_next_run(graded)


def test_the_day_is_that_of_the_arrival_and_no_clock_of_a_participants(graded: Path) -> None:
    path = write_json(graded / "mails/dan.json", sheet("dan", handed_in="2020-03-01T10:00:00Z"))
    collect(load_course(graded), [path], at=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    trekant("grade", QUIZ), trekant("certificates", QUIZ)
    [given] = [row for row in _ledger(graded) if row.participant == "dan"]
    assert given.passed_on == date(2026, 11, 23), "half past midnight in Denmark"


def test_what_was_given_on_a_hand_in_that_counts_no_more_is_withdrawn(graded: Path) -> None:
    """Somebody handed in for bo, who had not passed; the trainer brings bo's own answers back."""
    hand_in(graded, sheet("bo", handed_in="2026-11-22T10:00:00Z"))
    trekant("grade", QUIZ), trekant("certificates", QUIZ)
    assert [row.withdrawn for row in _ledger(graded) if row.participant == "bo"] == [None]
    trekant("handins", "restore", "bo", QUIZ)
    assert "0 nye beviser" in trekant("certificates", QUIZ).output, "not graded yet"
    trekant("grade", QUIZ), trekant("certificates", QUIZ)
    [given] = [row for row in _ledger(graded) if row.participant == "bo"]
    assert given.withdrawn is not None and not _paper(graded, "bo").exists()
