"""The contract between Python and the browser: what leaves is what the players know, and the types say the same."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import ValidationError

from tests.conftest import FICTIONAL
from trekant.course.contract import PAYLOADS
from trekant.course.contract.quiz import QuestionPayload, QuizPayload
from trekant.course.pages.payload import Payload, quiz_payload, variant_payload
from trekant.course.store import Course, load_course
from trekant.course.tasks.kinds import KINDS
from trekant.course.tasks.shown import KEYS
from trekant.players.declarations import FILE, declarations


@pytest.fixture(scope="module")
def fictional() -> Course:
    return load_course(FICTIONAL)


def _quiz(course: Course, quiz_id: str) -> Payload:
    quiz = course.quiz(quiz_id)
    return quiz_payload(quiz, course.asked(quiz), course.municipality)


def test_the_types_of_the_players_are_made_of_the_models() -> None:
    assert FILE.read_text(encoding="utf-8") == declarations(), "Kør »python -m trekant.players.declarations«."


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_a_task_names_its_kind(kind) -> None:
    assert get_args(kind.shown.model_fields["kind"].annotation) == (str(kind),)


@pytest.mark.parametrize("kind", KINDS.values(), ids=str)
def test_what_tells_the_key_of_a_kind_is_known(kind) -> None:
    """A graded quiz is searched for these fields; one that a kind adds would not be looked for."""
    common = {"kind", "prompt", "options", "hint", "hint_in_case", "revision", "trace", "page"}
    assert set(kind.shown.model_fields) - common - KEYS <= {"choices", "ratings", "max_length"}


@pytest.mark.parametrize("field", sorted(KEYS))
def test_a_graded_quiz_with_a_key_does_not_leave(fictional: Course, field: str) -> None:
    payload = _quiz(fictional, "proeve")
    told = {"table": {"of": 1, "base": 0, "weights": {}}, "key": "a", "feedback": {"a": "Ja."}, "model": "Sådan."}
    [first, *others] = payload["slots"]
    assert first["task"]["kind"] == "single"
    spoilt = payload | {"slots": [first | {"task": first["task"] | {field: told[field]}}, *others]}
    assert QuizPayload.checked(payload) == payload
    with pytest.raises(ValidationError, match=field):
        QuizPayload.checked(spoilt)


def test_the_pool_of_a_drawn_quiz_is_searched_too() -> None:
    payload = _quiz(load_course(FICTIONAL.parents[1]), "slutproeve")
    question, task = next(iter(payload["pool"].items()))
    with pytest.raises(ValidationError, match="model"):
        QuizPayload.checked(payload | {"pool": payload["pool"] | {question: task | {"model": "Sådan."}}})
    assert isinstance(variant_payload(payload, 0)["variants"], int)


def test_a_field_that_no_player_knows_does_not_leave() -> None:
    task = {"kind": "single", "prompt": "<p>Hvad?</p>", "options": [], "hint": "Vælg én."}
    whole = {"player": "question", "id": "et", "revision": 1, "task": task}
    assert QuestionPayload.checked(whole) == whole
    for wrong in (
        whole | {"secret": 1},
        whole | {"task": task | {"secret": 1}},
        whole | {"task": task | {"kind": "x"}},
    ):
        with pytest.raises(ValidationError):
            QuestionPayload.checked(whole | wrong)


def test_every_player_has_a_contract() -> None:
    named = {
        one for model in PAYLOADS if (player := model.model_fields.get("player")) for one in get_args(player.annotation)
    }
    assert named == {"vignette", "quiz", "question", "contact-guide", "progress", "refresher"}
