"""The table of a package: what is in it, with the short codes by which the platform keeps what a reader has done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

from trekant.course.contract.package import PackageTable
from trekant.course.pages.embedded import Embedded, players_in
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.scoring import CHOSEN
from trekant.export.manifest import Scorm
from trekant.export.rule import Completion
from trekant.export.selection import Selection

_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CODE = 3  # characters: a quarter of a million codes, for a few hundred things


class _Codes:
    """A code for a name: always the same one, so that a newer package knows what an older has kept."""

    def __init__(self) -> None:
        self._used = set[str]()

    def of(self, *name: str | int) -> str:
        seed = ":".join(map(str, name))
        code = ""
        while not code or code in self._used:
            digest = sha256(seed.encode()).digest()
            code, seed = "".join(_DIGITS[byte % 64] for byte in digest[:_CODE]), f"{seed}+"
        self._used.add(code)
        return code


def table_of(
    course: Course,
    selection: Selection,
    rule: Completion,
    texts: Mapping[str, str],
    standard: Scorm,
) -> dict[str, Any]:
    """What the launch page gets.

    Args:
        course: the course.
        selection: what is in the package.
        rule: when one is through.
        texts: the pages as they are in the package, by name.
        standard: the SCORM that the platform speaks.
    """
    codes = _Codes()
    players = {page: list(players_in(text)) for page, text in texts.items()}
    quizzes = _first(players, "quiz")
    asked = _asked(players, quizzes.values())
    return PackageTable.checked(
        {
            "id": selection.id,
            "standard": standard.name,
            "title": selection.title,
            "start": selection.start,
            "rule": rule.for_player(),
            "pages": [{"name": page, "code": codes.of("page", page)} for page in texts],
            "cases": [_case(course, one, page, codes) for one, page in _places(players, "vignette").items()],
            "questions": [_question(course, one, codes) for one in asked],
            "quizzes": [
                {
                    "id": one,
                    "revision": payload["revision"],
                    "code": codes.of("quiz", one, payload["revision"], *_asked_in(course, payload)),
                    "page": _places(players, "quiz")[one],
                    "slots": _slots(payload),
                }
                | ({"drawn": True} if "pool" in payload else {})
                for one, payload in quizzes.items()
            ],
        }
        | ({"guide": selection.guide} if selection.guide in texts else {})
    )


def _first(players: Mapping[str, Iterable[Embedded]], kind: str) -> dict[str, dict[str, Any]]:
    """The payloads of a kind of player by id; the words of another edition tell nothing new."""
    found: dict[str, dict[str, Any]] = {}
    for page in players.values():
        for player in page:
            if player.payload["player"] == kind:
                found.setdefault(player.payload["id"], player.payload)
    return found


def _places(players: Mapping[str, Iterable[Embedded]], kind: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for page, on_it in players.items():
        for player in on_it:
            if player.payload["player"] == kind:
                found.setdefault(player.payload["id"], page)
    return found


def _slots(quiz: Mapping[str, Any]) -> list[str]:
    """Its questions, or all that it may draw."""
    if "pool" in quiz:
        return list(quiz["pool"])
    return [slot["question"] for slot in quiz["slots"] if "question" in slot]


def _asked_in(course: Course, quiz: Mapping[str, Any]) -> list[int | str]:
    """What its questions are: answers are kept by the places of options, which are others in another revision.

    In a quiz that is drawn, the number of the draw is kept too, which is another in another draw.
    """
    model = course.quiz(quiz["id"])
    revisions = [course.questions[one][0].revision for one in _slots(quiz)]
    return [*revisions, model.draw_mark] if model.blueprint else [*revisions]


def _asked(players: Mapping[str, Iterable[Embedded]], quizzes: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys([*_first(players, "question"), *(one for quiz in quizzes for one in _slots(quiz))]))


def _case(course: Course, case_id: str, page: str, codes: _Codes) -> dict[str, Any]:
    case = course.vignettes[case_id].model
    scenes = []
    for scene in case.scenes:
        task = scene.task(course.municipality)
        scenes.append({"id": scene.id} | ({"task": _task(task)} if task else {}))
    return {
        "id": case.id,
        "revision": case.revision,
        "code": codes.of("case", case.id, case.revision),
        "page": page,
        "scenes": scenes,
    }


def _question(course: Course, question_id: str, codes: _Codes) -> dict[str, Any]:
    question, _ = course.questions[question_id]
    return {
        "id": question.id,
        "revision": question.revision,
        "code": codes.of("question", question.id, question.revision),
        "task": _task(question.task(course.municipality)),
    }


def _task(task: Task) -> dict[str, Any]:
    """How an answer to a task is written short; nothing of what is right."""
    kind, values = task.kind, list(task.kind.values(task))
    each = values != [CHOSEN] and not kind.in_order and not kind.by_hand
    form = "text" if kind.by_hand else "order" if kind.in_order else "each" if each else None
    return {
        "form": form or ("one" if kind.picks == "one" else "some"),
        "options": [option.id for option in task.options],
        "choices": values if each else [],
    } | ({"numbers": True} if each and not task.choices else {})
