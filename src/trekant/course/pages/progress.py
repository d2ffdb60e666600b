"""What »Mit forløb« needs to know of the course: an index, which the reader's own results are held against.

No result is in here, and none ever leaves the browser that it was made in.
"""

from __future__ import annotations

import re
from typing import Any

from trekant.course.base import Status
from trekant.course.contract.progress import ProgressPayload
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.pages.payload import Payload, practice_task
from trekant.course.pages.spacing import for_player
from trekant.course.pages.way import page_with, way_of
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.course.tasks.kinds import kind_of

_IN_CONTENTS = re.compile(r"\b(?:root|file): *(\S+)")
_QUIZ_ON_PAGE = re.compile(r"^[`:]{3,}\{quiz\} +([a-z0-9-]+) *$", re.M)


def progress_payload(course: Course) -> Payload:
    """The index: objectives, practice quizzes, cases, graded quizzes, and every live question to practise on.

    ``questions`` hold their whole tasks, by id; a page may put those into files of their own. A graded quiz is in it by
    name only, and stands in ``measures`` where it measures the course.
    """
    pages = quiz_pages(course)
    quizzes = [(course.quizzes[one].model, page) for one, page in pages.items()]
    objectives = course.settings.model.objectives if course.settings else {}
    way = way_of(course)
    payload = {
        "player": "progress",
        "id": "mit-forloeb",
        "objectives": [{"id": objective.value, "text": text} for objective, text in objectives.items()],
        "start": f"{way.front}.html" if way else None,
        "chapters": dict(course.pages),
        "spacing": for_player(),
        "quizzes": [_named(quiz, page) | _asks(quiz) for quiz, page in quizzes if quiz.use == "practice"],
        "graded": [
            _named(quiz, page) | {"final": bool(quiz.blueprint)}
            for quiz, page in quizzes
            if quiz.use == "graded" and not quiz.measures
        ],
        "measures": [_named(quiz, page) for quiz, page in quizzes if quiz.measures],
        "cases": _cases(course),
        "questions": _questions(course),
    }
    return ProgressPayload.checked(payload)


def progress_page(course: Course) -> str | None:
    """The page that shows the reader's progress, as ``book/mit-forloeb``; None where the course has none."""
    return page_with(course, "forloeb")


def quiz_pages(course: Course) -> dict[str, str]:
    """The page and place on it where each quiz stands, by the id of the quiz, in the order of the contents.

    Quizzes on no page are left out; those on a page that the contents lack come last.
    """
    contents = [name for _, text in course.texts("_toc.yml") for name in _IN_CONTENTS.findall(text)]
    place = {name.removesuffix(".md"): number for number, name in enumerate(contents)}
    pages = sorted(
        course.texts("book/*.md", "quizzes/*.md"),
        key=lambda page: place.get(page[0].removesuffix(".md"), len(place)),
    )
    found = {}
    for name, text in pages:
        for quiz_id in _QUIZ_ON_PAGE.findall(text):
            if quiz_id in course.quizzes:
                found[quiz_id] = f"{name.removesuffix('.md')}.html#{PLAYER_ID}{quiz_id}"
    return found


def _named(quiz: Quiz, page: str) -> Payload:
    return {"id": quiz.id, "revision": quiz.revision, "title": quiz.title, "page": page}


def _asks(quiz: Quiz) -> Payload:
    """The questions of a practice quiz, in their order; a drawn one has no order of its own."""
    return {"questions": [] if quiz.blueprint else list(quiz.pool)}


def _cases(course: Course) -> list[dict[str, Any]]:
    cases = [loaded.model for loaded in course.vignettes.values() if loaded.model.status is Status.LIVE]
    return [
        {
            "id": case.id,
            "revision": case.revision,
            "title": case.title,
            "page": f"{course.stages[case.id]}.html#{PLAYER_ID}{case.id}",
            "chapter": case.debrief.page,
            "objectives": list(case.objectives),
        }
        for case in cases
        if case.id in course.stages
    ]


def _questions(course: Course) -> dict[str, Payload]:
    """Every question to practise on, by id. Free text is not among them: nobody but the reader can say how it went."""
    found = {}
    for question, bank in course.questions.values():
        if bank.use == "practice" and question.status is Status.LIVE and not kind_of(question.type).by_hand:
            task = practice_task(question, course.municipality)
            found[question.id] = {
                "objective": question.objective.value,
                "revision": question.revision,
                "chapter": question.page,
                "task": task,
            }
    return found
