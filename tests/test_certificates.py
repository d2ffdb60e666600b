"""Certificates: who gets one, what stands on it, and what the check code confirms."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Student
from pypdf import PdfReader
from sqlalchemy import select, update

from tests.grading import QUIZ, autograde, hand_in, sheet
from tests.people import FREE_TEXT, NAMES, die, give_points, killed, trekant
from trekant.cli import printing
from trekant.course.certificate import ALPHABET, Certificate, as_check_code, in_groups
from trekant.course.store import load_course
from trekant.grading.folders import Folders
from trekant.grading.gradebook import open_gradebook
from trekant.grading.own_tables import CERTIFICATE, SECRET
from trekant.grading.results import Results, results

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
        )
    ]
    codes = {one.check_code(b"k" * 32) for one in [TEMPLATE, *others]}
    assert len(codes) == 7
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
    assert "0 nye beviser, 1 fra før (heraf 1 lavet igen)." in trekant("certificates", QUIZ).output
    assert "Olena" in _text(_paper(graded, "ana"))
    assert _code_on(_paper(graded, "ana")) == code
    assert "Olena" in trekant("verify", code).output


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
            printing.write_certificates = die  # type: ignore[assignment]
            trekant("certificates", QUIZ)
    assert len(_ledger(graded)) == 1 and not _paper(graded, "ana").exists()
    _is_finished_by_the_next_run(graded)


def test_a_run_that_is_stopped_before_the_papers_are_noted(graded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # not in a forked process: the threads that set the paper would not be there
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(printing, "note_printed", stop)
        printing.print_certificates(load_course(graded), QUIZ)
    assert _paper(graded, "ana").exists() and _ledger(graded)[0].name is None
    _is_finished_by_the_next_run(graded)
