"""What »Mit forløb« and »Genopfriskning« need to know of the course: an index, against which results are held.

No result is in here, and none ever leaves the reader's own browser.
"""

from __future__ import annotations

import re

from trekant.course.base import Status
from trekant.course.cases.vignette import Vignette
from trekant.course.contract.progress import ProgressPayload, RefresherPayload
from trekant.course.pages.embed import PLAYER_ID
from trekant.course.pages.payload import Payload, practice_task
from trekant.course.pages.spacing import GOOD_FROM, for_player
from trekant.course.pages.timing import question_minutes
from trekant.course.pages.way import contents_of, page_with, pages_of, way_of
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
    quizzes = _quizzes(course)
    objectives = course.settings.model.objectives if course.settings else {}
    way = way_of(course)
    payload = {
        "player": "progress",
        "id": "mit-forloeb",
        "title": course.title,
        "objectives": [{"id": objective.value, "text": text} for objective, text in objectives.items()],
        "start": f"{way.front}.html" if way else None,
        "chapters": dict(course.pages),
        "spacing": for_player(),
        "quizzes": [_named(quiz, page) | _asks(quiz) for quiz, page in quizzes if quiz.use == "practice"],
        "graded": graded_places(course),
        "measures": [_named(quiz, page) for quiz, page in quizzes if quiz.measures],
        "cases": [
            _case(case, page) | {"chapter": case.debrief.page, "objectives": list(case.objectives)}
            for case, page in cases_with_pages(course)
        ],
        "questions": practice_questions(course),
    }
    if refresher := page_with(course, "genopfriskning"):
        payload["refresher"] = f"{refresher}.html"
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


def _quizzes(course: Course) -> list[tuple[Quiz, str]]:
    """The quizzes that stand on a page, each with its page."""
    return [(course.quizzes[one].model, page) for one, page in quiz_pages(course).items()]


def graded_places(course: Course) -> list[Payload]:
    """The quizzes that are handed in, where they stand; not those that measure the course."""
    return [
        _named(quiz, page) | {"final": bool(quiz.blueprint)}
        for quiz, page in _quizzes(course)
        if quiz.use == "graded" and not quiz.measures
    ]


def cases_with_pages(course: Course) -> list[tuple[Vignette, str]]:
    """The live cases, each with the page and the place on it where it is played."""
    cases = [loaded.model for loaded in course.vignettes.values() if loaded.model.status is Status.LIVE]
    places = [(case, course.stages[case.id]) for case in cases if case.id in course.stages]
    return [(case, f"{page}.html#{PLAYER_ID}{case.id}") for case, page in places]


def _case(case: Vignette, page: str) -> Payload:
    return {"id": case.id, "revision": case.revision, "title": case.title, "page": page}


def refresher_payload(course: Course) -> Payload:
    """What »Genopfriskning« chooses from: every live case and question to practise on, and where one may work.

    Raises:
        ValueError: the course has no such page.
    """
    way, contents, page = way_of(course), contents_of(course), page_with(course, "genopfriskning")
    if page is None:
        raise ValueError("there is no page with {genopfriskning}")
    parts = [pages_of(part) for part in contents.parts] if contents else []
    questions = practice_questions(course)
    payload = {
        "player": "refresher",
        "id": "genopfriskning",
        "title": course.title,
        "refresher": f"{page}.html",
        "good": GOOD_FROM,
        "workplaces": [
            {"text": text, "cases": [case for case, stage in course.stages.items() if stage in pages]}
            for text, opener in (way.openers if way else ())
            for pages in parts
            if opener in pages
        ],
        "chapters": list(way.pages if way else course.pages),
        "graded": graded_places(course),
        "cases": [_case(case, place) | {"minutes": case.minutes} for case, place in cases_with_pages(course)],
        "pace": round(question_minutes(course, questions), 2),
        "questions": questions,
    }
    return RefresherPayload.checked(payload)


def practice_questions(course: Course) -> dict[str, Payload]:
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
