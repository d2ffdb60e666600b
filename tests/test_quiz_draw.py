"""The draw: who gets which questions, and what a blueprint needs to be filled."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.browser.material import ROOT
from trekant.course.base import Objective
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import quiz_payload, slot_questions
from trekant.course.quizzes.answers import AnswerFileError, AnswerSheet, check_sheet
from trekant.course.quizzes.blueprint import BlueprintError, fill
from trekant.course.quizzes.quiz import VARIANTS, Quiz, draw, shuffled, variant_of
from trekant.course.store import load_course
from trekant.course.tasks.question import Bank

FICTIONAL = load_course(Path(__file__).parent / "fictional")
DRAWN = FICTIONAL.quiz("udtraek")


def drawn(participant: str, quiz: Quiz = DRAWN) -> list[str]:
    return [slot.question for slot in draw(quiz, participant)]


def bank(count: int, use: str = "graded", objective: str = "judge", **more: Any) -> Bank:
    options = [{"id": one, "text": one, "feedback": one, "right": one == "a"} for one in "abc"]
    questions = [
        {"id": f"{objective}-{number}", "type": "single", "objective": objective, "page": "book/tegn",
         "stem": "Hvad?", "options": options} | more
        for number in range(count)
    ]  # fmt: skip
    return Bank.model_validate({"id": "prove", "use": use, "questions": questions})


def blueprint(**counts: int) -> Quiz:
    return Quiz.model_validate(
        {"id": "prove", "title": "Prøve", "use": "graded", "intro": "Svar.", "minutes": 5, "pass_mark": 0.5,
         "pass_mark_reason": "Til prøven.", "blueprint": counts}
    )  # fmt: skip


def test_a_draw_is_the_same_on_every_machine_and_in_every_version() -> None:
    """When this fails, answers that were handed in would be graded by other questions than they were given to."""
    assert [variant_of(code) for code in ("", "ab1", "ab2", "hb-042")] == [5, 33, 40, 48]
    quiz = fill(blueprint(judge=3), [bank(7)])
    assert drawn("ab1", quiz) == ["judge-3", "judge-1", "judge-2"]
    assert drawn("ab2", quiz) == ["judge-5", "judge-3", "judge-2"]


def test_where_a_question_stands_does_not_matter() -> None:
    one, two = bank(3), bank(7)
    both = [one.model_copy(update={"questions": two.questions[:2:-1]}), one]
    assert fill(blueprint(judge=3), both).variants == fill(blueprint(judge=3), [two]).variants


def test_id_and_revision_change_the_draw_and_the_participant_alone_decides_within_it() -> None:
    quiz = blueprint(judge=3)
    ways = {
        fill(quiz.model_copy(update=changes), [bank(9)]).variants
        for changes in ({}, {"revision": 2}, {"id": "en-anden"})
    }
    assert len(ways) == 3
    assert drawn("ana") == drawn("ana")
    assert load_course(FICTIONAL.root).quiz("udtraek").variants == DRAWN.variants


def test_neighbours_mostly_get_different_questions() -> None:
    codes = [f"ab{number}" for number in range(1, 201)]
    same = sum(drawn(one) == drawn(next_one) for one, next_one in pairwise(codes))
    assert same <= len(codes) // 20
    final = load_course(ROOT).quiz("slutproeve")
    shared = [len(set(one) & set(other)) for one, other in combinations(final.variants, 2)]
    assert sum(shared) / len(shared) < 5


def test_participants_are_spread_over_the_variants() -> None:
    found = Counter(variant_of(f"rk-{number:04d}") for number in range(3300))
    assert len(found) == VARIANTS
    assert max(found.values()) < 2 * min(found.values())


@pytest.mark.parametrize("quiz", [DRAWN, load_course(ROOT).quiz("slutproeve")], ids=lambda quiz: quiz.id)
def test_a_variant_keeps_the_blueprint_and_questions_are_used_evenly(quiz: Quiz) -> None:
    course = FICTIONAL if quiz is DRAWN else load_course(ROOT)
    asked = course.asked(quiz)
    for variant in quiz.variants:
        assert len(set(variant)) == len(variant)
        assert Counter(asked[one].objective for one in variant) == quiz.blueprint
        assert "text" not in {asked[one].type for one in variant}
    used = Counter(one for variant in quiz.variants for one in variant)
    for objective in quiz.blueprint:
        counts = [used[one] for one, question in asked.items() if question.objective is objective]
        assert max(counts) - min(counts) <= 1
    everything = {one for one, (question, bank) in course.questions.items() if bank.use == "graded"
                  and question.status == "live" and question.objective in quiz.blueprint
                  and question.type != "text"}  # fmt: skip
    assert set(quiz.pool) == everything == used.keys()


def test_a_fixed_quiz_is_the_same_for_all() -> None:
    fixed = FICTIONAL.quiz("proeve")
    assert draw(fixed, "ana") == draw(fixed, "bo") == draw(fixed, "")
    assert [slot.points for slot in draw(fixed, "ana")] == [1, 2, 1, 1.5, 3, 2]
    assert (DRAWN.maximum, [slot.id for slot in draw(DRAWN, "ana")][-1]) == (4, "slot-04")


def test_a_draw_that_does_not_fill_the_slots_is_refused() -> None:
    """A participant would else get a shorter test than the others."""
    with pytest.raises(ValueError):
        draw(blueprint(judge=3).with_variants((("judge-1", "judge-2"),)), "ana")


@pytest.mark.parametrize("there", [2, 0])
def test_a_blueprint_that_cannot_be_filled_names_the_objective(there: int) -> None:
    banks = [bank(there)] if there else [bank(9, use="practice"), bank(9, "graded", "levels")]
    with pytest.raises(
        BlueprintError, match=f"vil have 3 spørgsmål til »judge«, men bankerne har kun {there}"
    ) as error:
        fill(blueprint(judge=3), banks)
    assert error.value.objective is Objective.JUDGE


def test_drafts_retired_and_other_types_are_not_drawn() -> None:
    banks = [bank(2), bank(9, status="draft"), bank(9, status="retired")]
    assert set(fill(blueprint(judge=2), banks).pool) == {"judge-0", "judge-1"}
    with pytest.raises(BlueprintError):
        fill(blueprint(judge=2).model_copy(update={"only_types": ("order",)}), banks)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"questions": [{"question": "judge-1"}]}, "enten »questions« eller »blueprint«"),
        ({"blueprint": None, "questions": None}, "enten »questions« eller »blueprint«"),
        ({"blueprint": {"judge": 0}}, "»judge« i »blueprint« skal være mindst 1"),
        ({"only_types": ["single", "text"]}, "kan ikke trække »text«"),
        ({"blueprint": None, "questions": [{"question": "a"}], "only_types": ["single"]}, "hører til »blueprint«"),
    ],
)
def test_what_a_quiz_cannot_say(changes: dict[str, Any], said: str) -> None:
    fields = blueprint(judge=1).model_dump(exclude={"questions", "only_types"}) | changes
    with pytest.raises(ValidationError, match=said):
        Quiz.model_validate({name: value for name, value in fields.items() if value is not None})


def test_a_misspelt_objective_is_told_in_danish(fictional: Path) -> None:
    file = fictional / "quizzes/udtraek.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("judge: 2", "juge: 2"), encoding="utf-8")
    [problem] = load_course(fictional).problems
    assert (problem.line, problem.rule) == (11, "R001")
    assert problem.message.startswith("»juge« kan ikke stå i »blueprint«; skriv define, levels")


def sheet(participant: str, questions: list[str]) -> AnswerSheet:
    return AnswerSheet.model_validate(
        {"format": "trekant-svar-1", "quiz": "udtraek", "revision": 3, "participant": participant,
         "handed_in": "2026-11-20T10:00:00+01:00", "answers": dict.fromkeys(questions)}
    )  # fmt: skip


def test_only_answers_to_ones_own_questions_are_taken() -> None:
    tasks = FICTIONAL.tasks(DRAWN)
    check_sheet(sheet("ab1", drawn("ab1")), DRAWN, tasks)
    other = next(one for one in DRAWN.pool if one not in drawn("ab1"))
    with pytest.raises(AnswerFileError, match=f"spørgsmålet »{other}« hører ikke til deltagerens test"):
        check_sheet(sheet("ab1", [other]), DRAWN, tasks)


def test_a_player_gets_the_pool_without_keys_and_a_table_of_draws() -> None:
    payload = quiz_payload(DRAWN, FICTIONAL.asked(DRAWN), FICTIONAL.municipality)
    assert payload["slots"] == [{"id": f"slot-0{number}", "points": 1} for number in (1, 2, 3, 4)]
    ids = {question: one.id for question, one in DRAWN.opaque_ids(FICTIONAL.tasks(DRAWN)).items()}
    draws = [[ids[question] for question in variant] for variant in DRAWN.variants]
    assert [[question for question, _ in variant] for variant in payload["variants"]] == draws
    assert all(
        task.keys() <= {"hint", "kind", "prompt", "options", "ratings", "revision", "trace"}
        for task in payload["pool"].values()
    )
    for participant in ("ab1", "ab2"):
        assert list(slot_questions(payload, participant)) == [ids[question] for question in drawn(participant)]
    html = embed(payload).partition("<script")[0]
    assert "kræver JavaScript" in html and "Bertil" not in html


def test_options_come_in_another_order_to_another() -> None:
    payload = quiz_payload(DRAWN, FICTIONAL.asked(DRAWN), FICTIONAL.municipality)
    tasks = FICTIONAL.tasks(DRAWN)
    ids = DRAWN.opaque_ids(tasks)
    keys = {
        ids[one].id: [ids[one].options[option] for option in task.key]
        for one, task in tasks.items()
        if task.kind == "order" and isinstance(task.key, list)
    }
    fixed = {ids[one].id for one, task in tasks.items() if task.kind == "contact"}
    orders: dict[str, set[str]] = {}
    for question, order in (slot for variant in payload["variants"] for slot in variant):
        options = [option["id"] for option in payload["pool"][question]["options"]]
        assert order == "" or sorted(order) == sorted(map(str, range(len(options))))
        shown = [options[int(place)] for place in order] or options
        if payload["pool"][question]["kind"] == "order":
            assert shown != keys[question]
        orders.setdefault(question, set()).add("".join(shown))
    assert all((len(found) == 1) == (one in fixed) for one, found in orders.items()), orders


@pytest.mark.parametrize("count", [2, 3, 6])
def test_what_is_to_be_put_in_order_is_never_in_order_from_the_start(count: int) -> None:
    items = list("abcdef"[:count])
    found = [shuffled(items, "proeve", seed, avoid_same=True) for seed in range(100)]
    assert items not in found and all(sorted(one) == items for one in found)


def test_the_mark_of_a_draw_is_another_when_anybody_would_meet_another_question() -> None:
    quiz, pool = blueprint(judge=3), bank(7)
    mark = fill(quiz, [pool]).draw_mark
    assert fill(quiz, [pool]).draw_mark == mark
    assert fill(quiz.model_copy(update={"revision": 2}), [pool]).draw_mark != mark
    assert fill(quiz, [bank(8)]).draw_mark != mark


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"use": "practice", "time_limit": 20}, "en øvelse har hverken »time_limit« eller »attempts«"),
        ({"use": "practice", "attempts": 2}, "en øvelse har hverken »time_limit« eller »attempts«"),
        ({"time_limit": 9}, "»time_limit« skal være mindst de 10 minutter, der står i »minutes«"),
    ],
)
def test_limits_are_for_graded_quizzes_and_leave_the_time_it_takes(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Quiz.model_validate(FICTIONAL.quiz("proeve").model_dump(exclude_defaults=True) | fields)


def test_a_player_is_told_of_limits_where_there_are_any() -> None:
    quiz = FICTIONAL.quiz("proeve")
    limited = Quiz.model_validate(quiz.model_dump(exclude_defaults=True) | {"time_limit": 20, "attempts": 2})
    shown = quiz_payload(limited, FICTIONAL.asked(quiz), FICTIONAL.municipality)
    assert (shown["timeLimit"], shown["attempts"]) == (20, 2)
    assert not {"timeLimit", "attempts"} & quiz_payload(quiz, FICTIONAL.asked(quiz), FICTIONAL.municipality).keys()
