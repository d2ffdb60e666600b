"""A quiz of as many questions as one asks for, of every type in turn, written into a course."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from trekant.course.contact.drill import drill
from trekant.course.store import load_course
from trekant.course.tasks.kinds import KINDS

DEFAULT = "genereret"
"""The quiz's id, where none is given."""

POINTS = (1, 2, 1.5, 3, 0.5, 2.5, 0.3)
"""Points a slot, in turn; some of them give sums that no float holds exactly."""

_PAGE = {"objective": "notice", "page": "book/tegn"}


def add_quiz(root: Path, questions: int, quiz_id: str = DEFAULT) -> str:
    """Write a graded quiz, and the bank with its questions, into the course in ``root``; its id."""
    made = list(_questions(root, quiz_id, questions))
    bank_id = f"bedoemt-{quiz_id}"
    _write(root / f"quizzes/banks/{bank_id}.yaml", {"id": bank_id, "use": "graded", "questions": made})
    items = [{"question": one["id"], "points": POINTS[number % len(POINTS)]} for number, one in enumerate(made)]
    quiz = {
        "id": quiz_id,
        "title": "En lang prøve",
        "use": "graded",
        "revision": 1,
        "intro": "Så mange spørgsmål får ingen.",
        "minutes": 60,
        "pass_mark": 0.7,
        "pass_mark_reason": "Den er kun til afprøvning.",
        "questions": items,
    }
    _write(root / f"quizzes/{quiz_id}.yaml", quiz)
    return quiz_id


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def _questions(root: Path, quiz_id: str, count: int) -> Iterator[dict[str, Any]]:
    kinds = list(KINDS.values())
    municipality = load_course(root).municipality
    contacts = drill(municipality, 1, count)
    for number in range(count):
        kind = kinds[number % len(kinds)]
        yield {
            "id": f"{quiz_id}-{number + 1}",
            "type": str(kind),
            **_PAGE,
            "stem": f"Hvad svarer du på spørgsmål {number + 1}?",
            **(_body(kind, number, contacts[number]) or kind.example(municipality).question),
        }


def _body(kind: str, number: int, contact: Any) -> dict[str, Any] | None:
    """What is asked, of many sizes; None for a kind that its example will do for."""
    match kind:
        case "single":
            return {"options": _options(3 + number % 3, right={number % 3})}
        case "multiple":
            size = 3 + number % 5
            return {"options": _options(size, right=set(range(1 + number % (size - 1))))}
        case "order":
            return {"items": _options(3 + number % 4)}
        case "rate":
            size = 3 + number % 4
            return {"items": [one | {"rating": 1 + (number + i) % 4} for i, one in enumerate(_options(size))]}
        case "contact":
            situation = contact.contact.model_dump(mode="json", exclude_none=True)
            return {"situation": situation, "options": list(contact.options)}
        case "text":
            return {"rubric": ["Siger, hvad der er set."], "model": "Jeg har set det, og jeg siger det til min leder."}
        case _:
            return None


def _options(count: int, right: set[int] | None = None) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for number in range(count):
        made.append({"id": f"m{number + 1}", "text": f"Mulighed *{number + 1}*.", "feedback": "Det er begrundelsen."})
        if number in (right or set()):
            made[-1]["right"] = True
    return made
