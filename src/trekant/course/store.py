"""The one reader of the course's YAML. Every problem comes with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from trekant.course.base import FieldError, Status
from trekant.course.cases.place import Place
from trekant.course.cases.vignette import Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.facts import CourseSettings, Notat
from trekant.course.files import UnreadableError, text_of
from trekant.course.messages import in_danish
from trekant.course.quizzes.blueprint import BlueprintError, fill
from trekant.course.quizzes.opaque import FROZEN, FrozenQuestions
from trekant.course.quizzes.quiz import Quiz
from trekant.course.source import Source, SourceError
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.question import Bank, Question
from trekant.course.writing.placeholders import filled_data
from trekant.course.writing.text import on_one_line

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_PLAYED = re.compile(r"vignette\(\\?[\"']([a-z0-9-]+)\\?[\"']\)")

MOST_PROBLEMS = 50
"""So many problems of one file are told; what is wrong a thousand times over is seen after fifty."""


@dataclass(frozen=True, order=True)
class Problem:
    """Something an author has to mend."""

    path: str
    line: int
    rule: str
    message: str
    stops: bool = field(default=False, compare=False)
    """Whether nothing of the file is used."""

    def __str__(self) -> str:
        return on_one_line(f"{self.path}:{self.line}: {self.rule} {self.message}")


class CourseError(Exception):
    """The course, or a part of it that is asked for, cannot be used. The message is for a person."""


@dataclass
class Loaded(Generic[T]):
    """A model and the file it stands in."""

    model: T
    source: Source


@dataclass
class Course:
    """A whole course as read. What cannot be read is left out, and stands in ``problems``.

    ``pages`` are the titles of the chapters by name (``book/forside``); ``stages`` the notebook
    (``notebooks/klub``) in which each case, by id, is played.
    """

    root: Path
    settings: Loaded[CourseSettings] | None = None
    notat: Loaded[Notat] | None = None
    municipalities: dict[str, Loaded[Municipality]] = field(default_factory=dict)
    places: dict[str, Loaded[Place]] = field(default_factory=dict)
    vignettes: dict[str, Loaded[Vignette]] = field(default_factory=dict)
    banks: dict[str, Loaded[Bank]] = field(default_factory=dict)
    quizzes: dict[str, Loaded[Quiz]] = field(default_factory=dict)
    frozen: Loaded[FrozenQuestions] | None = None
    pages: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the course is called; empty where its settings have an error."""
        return self.settings.model.title if self.settings else ""

    @property
    def municipality(self) -> Municipality:
        """The municipality that the course is set up for.

        Raises:
            CourseError: its file is missing or broken.
        """
        wanted = self.settings.model.municipality if self.settings else None
        if wanted is None or wanted not in self.municipalities:
            raise CourseError(
                f"Kommunens fil assets/municipalities/{wanted or '…'}.yaml mangler eller har fejl; kør »trekant check«."
            )
        return self.municipalities[wanted].model

    @cached_property
    def facts(self) -> dict[str, str]:
        """The facts by id."""
        return {fact.id: fact.text for fact in self.notat.model.facts} if self.notat else {}

    @cached_property
    def questions(self) -> dict[str, tuple[Question, Bank]]:
        """Every question by id, with its bank."""
        return {q.id: (q, bank.model) for bank in self.banks.values() for q in bank.model.questions}

    def vignette(self, vignette_id: str) -> Vignette:
        """A case.

        Raises:
            CourseError: there is none of that name, or its file has an error.
        """
        return _named(self.vignettes, vignette_id, "notebooks/vignettes", "Casen").model

    def quiz(self, quiz_id: str) -> Quiz:
        """A quiz.

        Raises:
            CourseError: there is none of that name, or its file has an error.
        """
        return _named(self.quizzes, quiz_id, "quizzes", "Testen").model

    def texts(self, *patterns: str) -> Iterator[tuple[str, str]]:
        """The files that match any of the patterns, as (name, text), by name; R001 tells of all others."""
        for path in self.files(*patterns):
            try:
                yield path.relative_to(self.root).as_posix(), text_of(path)
            except UnreadableError:
                continue

    def files(self, *patterns: str) -> list[Path]:
        """Every path that matches any of the patterns, by name."""
        return sorted({path for pattern in patterns for path in self.root.glob(pattern)})

    def unread(self, folder: str) -> bool:
        """Whether a file of a folder is left out because it has an error, and what refers to it need not be wrong."""
        return any(problem.path.startswith(f"{folder}/") and problem.stops for problem in self.problems)

    def asked(self, quiz: Quiz) -> dict[str, Question]:
        """Every question that the quiz may draw, by id.

        Raises:
            CourseError: a question is missing from the banks, or is not live.
        """
        asked = {}
        for wanted in quiz.pool:
            question, _ = self.questions.get(wanted, (None, None))
            if question is None or question.status is not Status.LIVE:
                raise CourseError(
                    f"Spørgsmålet »{wanted}« i testen »{quiz.id}« står ikke som »live« i nogen bank "
                    "i quizzes/banks/; kør »trekant check«."
                )
            asked[wanted] = question
        return asked

    def tasks(self, quiz: Quiz) -> dict[str, Task]:
        """The tasks of every question that the quiz may draw, by question id.

        Raises:
            CourseError: a question is missing from the banks, or is not live.
        """
        return {one: question.task(self.municipality) for one, question in self.asked(quiz).items()}


def _named(models: dict[str, Loaded[M]], name: str, folder: str, what: str) -> Loaded[M]:
    if name not in models:
        known = ", ".join(sorted(models)) or "ingen"
        raise CourseError(f"{what} »{name}« kan ikke læses fra {folder}/{name}.yaml. Der er: {known}.")
    return models[name]


def find_root(start: Path | None = None) -> Path:
    """The folder of the course: the nearest one above that holds ``assets/course.yaml``.

    Raises:
        CourseError: there is none.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / "assets" / "course.yaml").is_file():
            return folder
    raise CourseError(f"Der er intet kursus i {here} eller mapperne over den; gå til mappen med assets/course.yaml.")


def load_course(root: Path, *, lean: bool = False) -> Course:
    """Read the whole course; errors are noted in ``problems``. ``lean`` leaves out cases and lines: half the memory."""
    course = Course(root)
    _load_settings(course)
    if not lean:
        _load_cases(course)
    _load_folder(course, "quizzes/banks", Bank, course.banks)
    _load_folder(course, "quizzes", Quiz, course.quizzes)
    _draw_quizzes(course)
    if (root / FROZEN).is_file():
        course.frozen = load_into(course, root / FROZEN, FrozenQuestions)
    revisions = {question_id: question.revision for question_id, (question, _) in course.questions.items()}
    frozen = course.frozen.model if course.frozen else FrozenQuestions()
    for quiz in course.quizzes.values():
        quiz.model = quiz.model.with_frozen(frozen, revisions)
    if course.settings and not (root / f"assets/municipalities/{course.settings.model.municipality}.yaml").exists():
        wanted, source = course.settings.model.municipality, course.settings.source
        message = f"kommunen »{wanted}« har ingen fil assets/municipalities/{wanted}.yaml"
        course.problems.append(Problem(source.name, source.line(["municipality"]), "R001", message))
    # a page that cannot be read is there all the same, for those that refer to it
    course.pages = {f"book/{path.stem}": path.stem for path in course.files("book/*.md")}
    course.pages |= {name.removesuffix(".md"): _title(name, text) for name, text in course.texts("book/*.md")}
    if lean:
        for one in (*course.municipalities.values(), *course.banks.values(), *course.quizzes.values()):
            one.source.forget()  # type: ignore[attr-defined]
    return course


def _load_cases(course: Course) -> None:
    course.notat = load_into(course, course.root / "assets/notat.yaml", Notat)
    _load_folder(course, "assets/places", Place, course.places)
    _load_folder(course, "notebooks/vignettes", Vignette, course.vignettes)
    for name, text in course.texts("notebooks/*.ipynb"):
        course.stages |= dict.fromkeys(_PLAYED.findall(text), name.removesuffix(".ipynb"))


def _load_settings(course: Course) -> None:
    """The settings and the municipalities, which must be known before any text that has marks in it is read."""
    course.settings = load_into(course, course.root / "assets/course.yaml", CourseSettings)
    _load_folder(course, "assets/municipalities", Municipality, course.municipalities)
    for name, loaded in course.municipalities.items():
        filled = filled_data(loaded.source.data, loaded.model)
        if filled != loaded.source.data:  # its own texts have marks too
            course.municipalities[name] = Loaded(Municipality.model_validate(filled), loaded.source)


def _draw_quizzes(course: Course) -> None:
    """Make the draws of the quizzes with a blueprint; one that cannot be filled is left out."""
    banks = [bank.model for bank in course.banks.values()]
    drawn = {one: loaded for one, loaded in course.quizzes.items() if loaded.model.blueprint}
    for quiz_id, loaded in drawn.items():
        if course.unread("quizzes/banks"):
            del course.quizzes[quiz_id]
            continue
        try:
            loaded.model = fill(loaded.model, banks)
        except BlueprintError as error:
            del course.quizzes[quiz_id]
            line = loaded.source.line(("blueprint", error.objective))
            course.problems.append(Problem(loaded.source.name, line, "R031", str(error)))


def _title(name: str, text: str) -> str:
    return next((line[2:].strip() for line in text.splitlines() if line.startswith("# ")), Path(name).stem)


def read_data(root: Path, name: str, model: type[M]) -> M:
    """Read a file of the course that only one place needs, e.g. the data of a figure.

    Raises:
        CourseError: the file is missing or has an error; the message names file, line and field.
    """
    course = Course(root)
    _load_settings(course)
    course.problems.clear()  # only of this file does the caller want to know
    if (loaded := load_into(course, root / name, model)) is None:
        raise CourseError(" ".join(map(str, course.problems)))
    return loaded.model


def _load_folder(course: Course, folder: str, model: type[M], into: dict[str, Loaded[M]]) -> None:
    for path in sorted((course.root / folder).glob("*.yaml")):
        if (loaded := load_into(course, path, model)) is None:
            continue
        named = getattr(loaded.model, "id", path.stem)
        if named != path.stem:
            message = f"»id: {named}« skal være filens navn, {path.stem}"
            course.problems.append(Problem(loaded.source.name, loaded.source.line(["id"]), "R002", message))
        into[path.stem] = loaded


def load_into(course: Course, path: Path, model: type[M]) -> Loaded[M] | None:
    """A YAML file as a model; None where it has an error, and then the course's problems say which."""
    if (source := load_source(course, path)) is None:
        return None
    town = course.municipalities.get(course.settings.model.municipality) if course.settings else None
    try:
        return Loaded(model.model_validate(filled_data(source.data, town.model) if town else source.data), source)
    except ValidationError as error:
        details = error.errors()
        # a list whose parts are wrong is also told to be too short: those that are right are too few
        holders = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
        told = (one for one in details if one["type"] != "too_short" or one["loc"] not in holders)
        course.problems.extend(_problem(source, one) for one in islice(told, MOST_PROBLEMS))
    return None


def load_source(course: Course, path: Path) -> Source | None:
    """A YAML file as data; None where it cannot be read, and then the course's problems say why."""
    name = path.relative_to(course.root).as_posix()
    try:
        return Source(name, text_of(path))
    except UnreadableError as error:
        course.problems.append(Problem(name, 1, "R001", str(error), stops=True))
    except SourceError as error:
        course.problems.append(Problem(name, error.line, error.rule, str(error), stops=True))
    return None


def _problem(source: Source, detail: Mapping[str, Any]) -> Problem:
    error = detail.get("ctx", {}).get("error")
    where, rule = (error.where, error.rule) if isinstance(error, FieldError) else ((), "R001")
    if detail["type"] == "union_tag_invalid":
        where = (detail["ctx"]["discriminator"].strip("'"),)
    line = source.line([*detail["loc"], *where])
    return Problem(source.name, line, rule, in_danish(detail), stops=True)
