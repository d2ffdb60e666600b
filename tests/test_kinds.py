"""Every kind of task, played from its own examples: in a quiz, in a case, on paper and where it is graded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from trekant.course.cases.decision import Decision
from trekant.course.cases.vignette import Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import quiz_payload, vignette_payload
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet
from trekant.course.quizzes.opaque import give_out, has_authored_ids, ids_in
from trekant.course.quizzes.quiz import Quiz, Slot
from trekant.course.quizzes.response import asked_options, guess_score
from trekant.course.store import load_course
from trekant.course.tasks.interaction import AnswerError, Kind, Task
from trekant.course.tasks.kinds import KINDS, kind_of
from trekant.course.tasks.question import Question
from trekant.grading.assignments.answer_html import for_participant, for_trainer
from trekant.grading.intake.submission import mark_slot
from trekant.reports.feedback import said
from trekant.widgets import sheet_file

FJORDBY = load_course(Path(__file__).parent / "fictional").municipality
EACH = pytest.mark.parametrize("kind", KINDS.values())
SCORED = pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if not kind.by_hand])


def question(kind: Kind, municipality: Municipality = FJORDBY) -> Question:
    common = {"id": f"om-{kind}", "type": str(kind), "objective": "judge", "page": "book/tegn", "stem": "Hvad så?"}
    return TypeAdapter(Question).validate_python(common | kind.example(municipality).question)


def task(kind: Kind) -> Task:
    return question(kind).task(FJORDBY)


def quiz(kind: Kind, use: str = "practice") -> Quiz:
    graded = {"pass_mark": 0.5, "pass_mark_reason": "Til prøven."} if use == "graded" else {}
    fields = {"id": "proeven", "title": "En prøve", "use": use, "intro": "Svar.", "minutes": 5}
    return Quiz.model_validate(fields | {"questions": [{"question": f"om-{kind}"}]} | graded)


def payload(kind: Kind, use: str = "practice") -> dict[str, Any]:
    return quiz_payload(quiz(kind, use), {f"om-{kind}": question(kind)}, FJORDBY)


@SCORED
def test_the_examples_turn_out_as_they_are_called(kind: Kind) -> None:
    example, asked = kind.example(FJORDBY), task(kind)
    assert asked.share(example.right) == 1
    assert asked.share(asked.key) == 1
    low = asked.share(example.wrong)
    assert low is not None and low < 0.5
    if example.partly is not None:
        share = asked.share(example.partly)
        assert share is not None and low < share < 1
    with pytest.raises(AnswerError):
        asked.check(example.invalid)


def test_a_text_waits_for_a_person_and_may_not_be_endless() -> None:
    by_hand = [kind for kind in KINDS.values() if kind.by_hand]
    assert by_hand
    for kind in by_hand:
        example, asked = kind.example(FJORDBY), task(kind)
        assert asked.share(example.right) is None
        with pytest.raises(AnswerError):
            asked.check(example.invalid)


@EACH
def test_paper_has_the_task_and_its_answer(kind: Kind) -> None:
    html = embed(payload(kind)).split("<script")[0]
    asked = task(kind)
    assert kind.on_paper() in html
    assert html.count("<details>") == 1
    answer = html.partition("<details>")[2]
    assert ("Det bedste svar: " in answer) != kind.by_hand
    for one in asked.named:
        assert one.text.replace("*", "") in html.replace("<em>", "").replace("</em>", "")


@EACH
def test_a_graded_quiz_tells_nothing_of_the_key(kind: Kind) -> None:
    shown = payload(kind, "graded")
    for word in ("table", "key", "feedback", "model", "rubric"):
        assert f'"{word}"' not in json.dumps(shown)
    if not kind.by_hand:
        [slot] = shown["slots"]
        assert not {one.id for one in task(kind).named} & set(json.dumps(slot["task"]).split('"'))


@SCORED
def test_an_answer_with_opaque_ids_means_what_the_authored_one_does(kind: Kind) -> None:
    asked, example = task(kind), kind.example(FJORDBY)
    [ids] = give_out({"om": asked}).values()

    def hidden(answer: Any) -> Any:
        if isinstance(answer, dict):
            return {ids.options[one]: ids.options.get(given, given) for one, given in answer.items()}
        return [ids.options[one] for one in answer] if isinstance(answer, list) else ids.options[answer]

    for answer in (example.right, example.partly or example.wrong, example.wrong):
        assert ids.authored(hidden(answer), kind) == answer
        assert has_authored_ids(answer, kind)
        assert not any(has_authored_ids([one], kind) for one in ids_in(hidden(answer)))


@EACH
def test_the_notebook_takes_a_fitting_answer_and_no_other(kind: Kind) -> None:
    shown = payload(kind) | {"use": "graded"}
    example = kind.example(FJORDBY)
    common = {"format": shown["format"], "quiz": shown["id"], "revision": 1, "participant": "ab1c"}

    def sheet(answer: Any) -> AnswerSheet:
        whole = common | {"handed_in": "2026-01-05T08:00:00Z", "answers": {f"om-{kind}": answer}}
        return AnswerSheet.model_construct(**whole)

    sheet_file.check_against(sheet(example.right), shown)
    if not kind.by_hand:  # that a text is too long is told when it is handed in
        with pytest.raises(AnswerFileError):
            sheet_file.check_against(sheet(["findes", {}]), shown)


@EACH
def test_the_graded_notebook_and_the_feedback_have_the_answer_in_words(kind: Kind) -> None:
    asked, example = task(kind), kind.example(FJORDBY)
    marked = mark_slot(Slot(id="slot-01", question="om", points=2), asked, example.right)
    if kind.by_hand:
        assert asked.rubric[0] in for_trainer(marked)
        return
    assert marked.points == 2
    for one in dict(asked.parts(example.right)):
        text = next(option.text for option in asked.options if option.id == one).replace("*", "")
        for html in (for_participant(marked), for_trainer(marked), "".join(said(asked, example.right))):
            assert text in html.replace("<em>", "").replace("</em>", "")


@SCORED
def test_the_report_knows_all_that_can_be_done_and_what_is_right(kind: Kind) -> None:
    asked, example = task(kind), kind.example(FJORDBY)
    values = kind.values(asked)
    for answer in (example.right, example.wrong):
        assert {value for _, value in asked.parts(answer)} <= values.keys()
    assert {(one.id, one.right) for one in asked_options(asked) if one.right} == set(asked.parts(asked.key))
    assert guess_score(asked) is None or 0 < (guess_score(asked) or 0) < 1
    assert all(kind.credit(asked, option.id) for option in asked.options)


@EACH
def test_every_kind_is_a_decision_of_a_case_too(kind: Kind) -> None:
    prompt = {"prompt": "Hvad så?", "kind": kind.decision.model_fields["kind"].annotation.__args__[0]}
    body: dict[str, Any] = kind.example(FJORDBY).question
    if "next" in kind.decision.model_fields:
        by_hand_to = {"right": "godt", "wrong": "skidt"}
        more: dict[str, Any] = {"next": "godt" if kind.by_hand else by_hand_to}
    else:
        ways = [{"points": 2 * one.pop("right"), "next": "godt", **one} for one in body["options"]]
        more = {"options": ways}
    body = {name: value for name, value in body.items() if name in kind.decision.model_fields}
    decision = TypeAdapter(Decision).validate_python(prompt | body | more)
    scenes = [
        {"id": "start", "weekday": "mandag", "at": "10:00", "text": "Det sker.", "decision": decision.model_dump()},
        {"id": "godt", "later": "Senere", "text": "Godt.", "ending": "good"},
        {"id": "skidt", "later": "Senere", "text": "Skidt.", "ending": "bad"},
    ]
    reached = {target for _, target in decision.ways()}
    case = Vignette.model_validate(
        {
            "id": "en-case", "title": "En case", "minutes": 3, "place": "school", "role": "Du er der.",
            "person": {"name": "Bo", "age": 12}, "form": "none", "level": "building", "outcome": "no-concern",
            "objectives": ["judge"], "start": "start", "scenes": [s for s in scenes if s["id"] in reached | {"start"}],
            "debrief": {
                "lessons": ["En.", "To.", "Tre."], "talk": ["Hvad?", "Hvem?"], "text": "Det var det.",
                "facts": ["outside-notat"], "page": "book/tegn",
            },
        }
    )  # fmt: skip
    shown = vignette_payload(case, FJORDBY, {})
    assert shown["scenes"]["start"]["task"]["kind"] == kind
    assert kind.on_paper() in embed(shown)
    assert "godt" in case.best_path()


def test_a_kind_that_nobody_knows_is_an_error_everywhere() -> None:
    with pytest.raises(ValueError, match="der hedder »gaet«"):
        kind_of("gaet")
    shown = payload(KINDS["single"])
    shown["slots"][0]["task"]["kind"] = "gaet"
    with pytest.raises(ValueError, match="»gaet«"):
        embed(shown)
    with pytest.raises(AnswerFileError, match="»gaet«"):
        sheet_file.check_against(
            AnswerSheet.model_construct(format=shown["format"], quiz="proeven", revision=1, participant="", answers={}),
            shown,
        )
    with pytest.raises(ValidationError):
        TypeAdapter(Question).validate_python({"id": "om", "type": "gaet"})
    fields = {"id": "proeven", "title": "En prøve", "use": "practice", "intro": "Svar.", "minutes": 5}
    with pytest.raises(ValidationError, match="»gaet« kan ikke stå i »only_types«; skriv single, "):
        Quiz.model_validate(fields | {"blueprint": {"judge": 1}, "only_types": ["gaet"]})


HANDBOOK = (Path(__file__).parents[1] / "book/forfatter.md").read_text(encoding="utf-8")


@EACH
def test_the_authors_guide_shows_every_kind(kind: Kind) -> None:
    assert f": `{kind}`\n\n```{{literalinclude}}" in HANDBOOK
    in_a_case = kind.decision.model_fields["kind"].annotation.__args__[0]
    assert f"\n| `{in_a_case}` |" in HANDBOOK


def test_an_item_that_is_matched_with_nothing_is_told() -> None:
    wrong = KINDS["match"].example(FJORDBY).question | {"choices": [{"id": "a", "text": "A"}, {"id": "b", "text": "B"}]}
    common = {"id": "om", "type": "match", "objective": "judge", "page": "book/tegn", "stem": "Hvad så?"}
    with pytest.raises(ValidationError, match="»aaben« står ikke i »choices«; skriv a eller b"):
        TypeAdapter(Question).validate_python(common | wrong)
