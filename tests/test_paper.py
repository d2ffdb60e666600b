"""A test on paper: what a participant would have been asked on a page, and no key; and answers back from it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pdfua import Severity, validate
from pypdfium2 import PdfDocument

from tests.conftest import FICTIONAL
from tests.people import trekant
from tests.test_kinds import question
from trekant.course.contact.municipality import Municipality
from trekant.course.pages.payload import quiz_payload, slot_questions, variant_payload
from trekant.course.pages.sheet import SheetQuestion, answer_on, edition_of, lacking, sheet_questions
from trekant.course.quizzes.quiz import variant_of
from trekant.course.store import CourseError, load_course
from trekant.course.tasks.interaction import AnswerError, Kind
from trekant.course.tasks.kinds import KINDS
from trekant.printing.quiz_paper import paper_data, quiz_paper

COURSE = load_course(FICTIONAL)
FJORDBY: Municipality = COURSE.municipality
CODES = ("hb-042", "ana", "bo", "cilla")


def _words(raw: bytes) -> str:
    with closing(PdfDocument(raw)) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("quiz_id", ["proeve", "udtraek"])
def test_the_sheet_asks_what_the_page_asks_in_its_order(quiz_id: str, code: str) -> None:
    quiz = COURSE.quiz(quiz_id)
    tasks = COURSE.tasks(quiz)
    payload = quiz_payload(quiz, COURSE.asked(quiz), FJORDBY)
    if "pool" in payload:
        payload = variant_payload(payload, variant_of(code, len(payload["variants"])))
    hidden = quiz.opaque_ids(tasks)
    asked = sheet_questions(quiz, tasks, code)
    assert [hidden[one.id].id for one in asked] == list(slot_questions(payload, code))
    for one, task in zip(asked, slot_questions(payload, code).values(), strict=True):
        ids = hidden[one.id].options
        assert [ids.get(option.id, option.id) for option in one.task.options] == [it["id"] for it in task["options"]]
        assert [ids[choice.id] for choice in one.task.choices] == [it["id"] for it in task.get("choices", [])]


def test_the_sheet_is_tagged_and_says_whose_it_is_and_which_edition_on_every_page(tmp_path: Path) -> None:
    path = tmp_path / "test.pdf"
    path.write_bytes(quiz_paper(COURSE, "proeve", "hb-042"))
    assert [str(one) for one in validate(str(path)).findings if one.severity is Severity.ERROR] == []
    assert b"/Lang(da)" in path.read_bytes()
    with closing(PdfDocument(path)) as document:
        foot = f"Fjordbys prøve, deltagerkode hb-042, udgave {edition_of(COURSE.quiz('proeve'))}"
        assert all(foot in page.get_textpage().get_text_range() for page in document)
    words = _words(path.read_bytes())
    for place in range(1, 7):
        assert f"Spørgsmål {place} af 6" in words
    assert "Giv alle siderne til Fjordbys undervisere" in words


def test_there_is_no_key_on_it() -> None:
    quiz = COURSE.quiz("proeve")
    words = _words(quiz_paper(COURSE, "proeve", "hb-042"))
    for one in COURSE.tasks(quiz).values():
        told = [option.feedback for option in one.options] + [one.model or "", *one.rubric]
        assert [text for text in told if text and text in words] == []
    said = paper_data(COURSE, quiz, "hb-042")
    assert {name for one in said["questions"] for name in one} == {
        "heading", "prompt", "to_do", "ticked", "options", "marks", "lines",
    }  # fmt: skip


@pytest.mark.parametrize(("quiz_id", "said"), [("oevelse", "er en øvelse"), ("findes-ikke", "findes-ikke")])
def test_only_what_is_handed_in_is_printed(quiz_id: str, said: str) -> None:
    with pytest.raises(CourseError, match=said):
        quiz_paper(COURSE, quiz_id, "hb-042")


def _asked(kind: Kind) -> tuple[SheetQuestion, Any]:
    return SheetQuestion(1, "en", 1.0, question(kind).task(FJORDBY)), kind.example(FJORDBY)


def _written(one: SheetQuestion, answer: Any) -> tuple[dict[str, str], str]:
    """What a person would write to give that answer."""
    if one.task.kind.by_hand:
        return {}, answer
    if isinstance(answer, str):
        return {answer: "x"}, ""
    if one.task.kind.in_order:
        return {item: str(place) for place, item in enumerate(answer, start=1)}, ""
    if isinstance(answer, list):
        return dict.fromkeys(answer, "x"), ""
    numbers = {choice.id: str(number) for number, choice in enumerate(one.task.choices, start=1)}
    return {item: numbers.get(value, str(value)) for item, value in answer.items()}, ""


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_what_is_written_on_a_sheet_is_the_answer(kind: Kind) -> None:
    one, example = _asked(kind)
    for answer in (example.right, example.partly, example.wrong):
        if answer is not None:
            found = answer_on(one, *_written(one, answer))
            one.task.check(found)
            assert found == answer and lacking([one], {"en": answer}) == []
    assert answer_on(one, {}) is None and lacking([one], {}) == [1]


def test_what_is_no_answer_is_told() -> None:
    order, _example = _asked(KINDS["order"])
    first, second, *_others = (option.id for option in order.task.options)
    with pytest.raises(AnswerError, match="netop ét punkt"):
        answer_on(order, {first: "1", second: "1"})
    with pytest.raises(AnswerError, match="tallet 9"):
        answer_on(order, {first: "9"})
    single, _example = _asked(KINDS["single"])
    with pytest.raises(AnswerError, match="ét kryds"):
        answer_on(single, {"anton": "x", "berta": "x"})
    with pytest.raises(AnswerError, match="findes ikke"):
        answer_on(single, {"dora": "x"})


def test_a_part_that_lacks_is_told() -> None:
    rate, example = _asked(KINDS["rate"])
    assert lacking([rate], {"en": {"hans": example.right["hans"]}}) == [1]


def test_the_command_writes_it_for_who_is_on_the_roster(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    said = trekant("paper", "proeve", "ANA ")
    assert said.exit_code == 0 and "test-proeve-ana.pdf" in said.output
    assert "deltagerkode ana" in _words((released / "test-proeve-ana.pdf").read_bytes())
    assert trekant("paper", "proeve", "bo", "--out", "b.pdf").exit_code == 0 and (released / "b.pdf").is_file()
    unknown = trekant("paper", "proeve", "findes-ikke")
    assert unknown.exit_code == 1 and "»findes-ikke« står ikke på deltagerlisten" in unknown.output
    assert trekant("paper", "oevelse", "ana").exit_code == 1
