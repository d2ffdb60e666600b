"""A case, a question or a quiz while it is being written: the live player, and beside it all that it hides.

The page is made anew from the files at every load, and asks every second whether one of them was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from secrets import compare_digest, token_urlsafe
from typing import Any, Literal
from urllib.parse import urlsplit

from trekant.course.base import Status
from trekant.course.cases.roads import Road, count_roads, every_road
from trekant.course.cases.vignette import Vignette
from trekant.course.checks import check
from trekant.course.files import when_saved
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import ENDING_WORDS, quiz_payload, vignette_payload
from trekant.course.pages.picture import picture_of
from trekant.course.quizzes.quiz import Quiz
from trekant.course.spoken import speak_language_of
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.interaction import Task
from trekant.course.writing.text import danish_count, danish_number
from trekant.players import FOLDER as PLAYERS
from trekant.players.words import in_language
from trekant.site.delivery.serve import HOST, QuietHandler, Server, listen
from trekant.site.figures.palette import PALETTE_FILE
from trekant.site.templates import templates

MOST_ROADS = 200
"""The roads that are shown; a page with thousands is of no use to anybody."""
_WATCHED = (
    "assets/**/*.yaml",
    PALETTE_FILE,
    "locale/**/*.po",
    "book/*.md",
    "notebooks/vignettes/*.yaml",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "quizzes/frozen/*.yaml",
)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PLAYERS_SCRIPT = re.compile(r"js/(?:tasks/)?[a-z-]+\.js")
_PLAYERS_STYLE = re.compile(r"css/[a-z-]+\.css")
_WORDS = {"case": "Casen", "quiz": "Testen", "question": "Spørgsmålet"}
_STATUS = {Status.DRAFT: "Kladde", Status.LIVE: "I brug", Status.RETIRED: "Taget ud"}


@dataclass(frozen=True)
class Subject:
    """What is previewed; its kind stays the same while its file may have errors."""

    kind: Literal["case", "quiz", "question"]
    id: str

    @property
    def name(self) -> str:
        """»Casen x«, as a sentence begins."""
        return f"{_WORDS[self.kind]} »{self.id}«"


def find_subject(root: Path, slug: str) -> Subject:
    """The case, the quiz or the question of that name, even if its file cannot be read just now.

    Raises:
        CourseError: there is none.
    """
    if _SLUG.fullmatch(slug):
        if (root / f"notebooks/vignettes/{slug}.yaml").is_file():
            return Subject("case", slug)
        if (root / f"quizzes/{slug}.yaml").is_file():
            return Subject("quiz", slug)
        if _banks_of(Course(root), [slug]):
            return Subject("question", slug)
    raise CourseError(
        f"Der er hverken en case, en test eller et spørgsmål, der hedder »{slug}«. Se id'et i filen, eller lav noget "
        "nyt med »trekant new«."
    )


def _banks_of(course: Course, questions: list[str]) -> set[str]:
    """The bank files that hold any of the questions, by their text: a bank with an error is one of them too."""
    names = "|".join(map(re.escape, questions))
    item = re.compile(rf"^ {{0,2}}- +\{{? *id: *[\"']?(?:{names})[\"']?(?=[\s,}}]|$)", re.M)
    return {name for name, text in course.texts("quizzes/banks/*.yaml") if item.search(text)}


class PreviewServer(Server):
    """Shows keys, so it answers only who knows the address that it was given, by a name that is this machine's."""

    token: str

    @property
    def address(self) -> str:
        """The whole address of the page; nothing is found without it."""
        return f"http://{HOST}:{self.server_address[1]}/{self.token}/"


def preview_server(root: Path, subject: Subject, port: int) -> PreviewServer:
    """A server that shows the subject on the port, or on the first free one after it.

    Raises:
        OSError: none of the ports is free.
    """
    token = token_urlsafe(16)
    handler = partial(_Handler, root=root, subject=subject, token=token, directory=str(PLAYERS))
    serving = listen(handler, port, PreviewServer)
    serving.token = token
    return serving


class _Handler(QuietHandler):
    def __init__(self, *args: Any, root: Path, subject: Subject, token: str, directory: str) -> None:
        self.root, self.subject, self.token = root, subject, token
        super().__init__(*args, directory=directory)

    def do_GET(self) -> None:  # noqa: N802 - http.server's name for it
        if not self._is_ours():
            # a page from elsewhere whose name was made to point at this machine
            return self._send(
                "Forhåndsvisningen svarer kun på 127.0.0.1.", "text/plain", HTTPStatus.MISDIRECTED_REQUEST
            )
        _, token, path = (*urlsplit(self.path).path.split("/", 2), "", "")[:3]
        if not compare_digest(token.encode(), self.token.encode()):
            self._send("Brug hele adressen, som den står i terminalen.", "text/plain", HTTPStatus.NOT_FOUND)
        elif path == "":
            self._send(preview_page(self.root, self.subject), "text/html")
        elif path == "stamp":
            self._send(saved_stamp(self.root), "text/plain")
        elif path == "css/palette.css":
            self._send((self.root / PALETTE_FILE).read_text(encoding="utf-8"), "text/css")
        elif _PLAYERS_SCRIPT.fullmatch(path) and (script := PLAYERS / path.removeprefix("js/")).is_file():
            words = in_language(path.removeprefix("js/"), script.read_text(encoding="utf-8"))
            self._send(words, "text/javascript")
        elif _PLAYERS_STYLE.fullmatch(path):
            self.path = path.removeprefix("css")
            super().do_GET()
        else:
            self._send("Den side er ikke med i forhåndsvisningen.", "text/plain", HTTPStatus.NOT_FOUND)

    def do_HEAD(self) -> None:  # noqa: N802 - http.server's name for it
        """Say nothing of any file: nobody asks for the head of a preview."""
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.end_headers()

    def _is_ours(self) -> bool:
        port = self.connection.getsockname()[1]
        return self.headers.get("Host") in (f"{HOST}:{port}", f"localhost:{port}")

    def _send(self, text: str, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # a player that was just saved is the one to see
        self.send_header("Referrer-Policy", "no-referrer")  # the address is what opens it
        super().end_headers()


def saved_stamp(root: Path) -> str:
    """A text that changes whenever a file of the course is saved, added or deleted."""
    return sha256(repr(when_saved({root: _WATCHED, PLAYERS: ["**/*.js", "*.css"]})).encode()).hexdigest()[:16]


def preview_page(root: Path, subject: Subject) -> str:
    """The page as the files are now. Errors in them are shown on it."""
    now = saved_stamp(root)  # before reading: what is saved meanwhile brings the page back
    with suppress(CourseError):  # a language that cannot be spoken is among the errors below
        speak_language_of(root)
    course = load_course(root)
    problems = check(course)
    shown: dict[str, Any] = {"title": subject.id, "player": None, "trouble": ""}
    try:
        shown |= _content(course, subject)
    except (CourseError, ValueError, KeyError) as error:
        told = str(error) if isinstance(error, CourseError) else ""
        shown["trouble"] = told or f"{subject.name} kan ikke vises, før fejlene er rettet."
    files = _files(course, subject)
    own = [problem for problem in problems if problem.path in files]
    if shown["trouble"] and not own:
        own = course.problems  # the reason stands in a file that the subject needs
    return (
        templates()
        .get_template("preview.html")
        .render(**shown, subject=subject, stamp=now, problems=own, elsewhere=len(problems) - len(own))
    )


def _files(course: Course, subject: Subject) -> set[str]:
    """The files whose problems are the subject's."""
    if subject.kind == "case":
        return {f"notebooks/vignettes/{subject.id}.yaml"}
    if subject.kind == "question":
        return _banks_of(course, [subject.id])
    quiz = course.quizzes.get(subject.id)
    banks = _banks_of(course, list(quiz.model.pool)) if quiz else set()
    return {f"quizzes/{subject.id}.yaml"} | banks


def _content(course: Course, subject: Subject) -> dict[str, Any]:
    if subject.kind == "case":
        return _case(course, course.vignette(subject.id))
    if subject.kind == "quiz":
        return _quiz(course, course.quiz(subject.id))
    question, _ = course.questions[subject.id]
    alone = Quiz.model_validate(
        {
            "id": question.id,
            "title": question.id,
            "use": "practice",
            "revision": question.revision,
            "intro": "Sådan ser spørgsmålet ud i en øvelse.",
            "minutes": 1,
            "questions": [{"question": question.id}],
        }
    )
    return _quiz(course, alone) | {"status": _STATUS[question.status]}


def _case(course: Course, case: Vignette) -> dict[str, Any]:
    place = course.municipality
    payload = vignette_payload(case, place, course.facts)
    return {
        "title": case.title,
        "status": _STATUS[case.status],
        "player": embed(payload, picture=picture_of(course, case)),
        "roads": [_road(case, road) for road in islice(every_road(case, place), MOST_ROADS)],
        "all_roads": danish_count(count_roads(case, place)),
    }


def _road(case: Vignette, road: Road) -> dict[str, Any]:
    steps = []
    for turn in road.turns:
        scene = case.scene(turn.scene)
        steps.append(
            {
                "when": scene.when,
                "scene": turn.scene,
                "choice": turn.choice,
                "points": "" if turn.low is None or turn.high is None else _range(turn.low, turn.high),
            }
        )
    points = f"{_range(road.low, road.high)} af {road.maximum}" if road.maximum else "ingen"
    return {"steps": steps, "points": points, "end": road.end, "ending": ENDING_WORDS[road.ending]}


def _quiz(course: Course, quiz: Quiz) -> dict[str, Any]:
    questions = {one: course.questions[one][0] for one in quiz.pool}  # drafts as well
    payload = quiz_payload(quiz, questions, course.municipality)
    tasks = [
        {
            "id": question.id,
            "status": _STATUS[question.status],
            "prompt": question.stem,
            "rows": list(_rows(task)),
            "model": task.model,
            "rubric": task.rubric,
        }
        for question in questions.values()
        for task in (question.task(course.municipality),)
    ]
    return {"title": quiz.title, "player": embed(payload), "tasks": tasks}


def _rows(task: Task) -> Iterator[dict[str, Any]]:
    """Every option with its score and feedback."""
    for option in task.options:
        yield {
            "right": bool(task.kind.picks) and option.id in {item for item, _ in task.parts(task.key)},
            "text": option.text,
            "score": task.kind.credit(task, option.id),
            "feedback": option.feedback,
        }


def _range(low: float, high: float) -> str:
    return danish_number(low) if low == high else f"{danish_number(low)}–{danish_number(high)}"
