"""The one reader of the course's YAML. Every problem comes with its file and line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from trekant.course.base import Status
from trekant.course.blueprint import BlueprintError, fill
from trekant.course.facts import CourseSettings, Notat
from trekant.course.interaction import Task
from trekant.course.messages import in_danish
from trekant.course.municipality import Municipality
from trekant.course.question import Bank, Question
from trekant.course.quiz import Quiz
from trekant.course.vignette import Vignette

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)

_PLAYED = re.compile(r"vignette\(\\?[\"']([a-z0-9-]+)\\?[\"']\)")

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster, where it is there


@dataclass(frozen=True, order=True)
class Problem:
    """Something an author has to mend."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.rule} {self.message}"


class CourseError(Exception):
    """The course, or a part of it that is asked for, cannot be used. The message is for a person."""


class Source:
    """A YAML file with the line of every value in it."""

    def __init__(self, path: Path, name: str) -> None:
        """Read the file.

        Raises:
            yaml.YAMLError: it is not YAML.
        """
        self.path, self.name = path, name
        self.text = path.read_text(encoding="utf-8")
        self.data: Any = yaml.load(self.text, Loader=Loader)  # noqa: S506 - a safe loader, C or not

    @cached_property
    def _node(self) -> Any:
        return yaml.compose(self.text, Loader=Loader)

    def line(self, where: Sequence[str | int] = ()) -> int:
        """The line (from 1) of the value at a path of keys and indexes, or of what is nearest above it.

        Names in the path that are not in the file (pydantic puts in the name of a union's branch) are
        passed over.
        """
        node, line = self._node, 1
        for key in where:
            found = _child(node, key)
            if found is not None:
                node, line = found
        return line


def _child(node: Any, key: str | int) -> tuple[Any, int] | None:
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            if name.value == str(key):
                return value, name.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        value = node.value[key]
        return value, value.start_mark.line + 1
    return None


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
    vignettes: dict[str, Loaded[Vignette]] = field(default_factory=dict)
    banks: dict[str, Loaded[Bank]] = field(default_factory=dict)
    quizzes: dict[str, Loaded[Quiz]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    stages: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        return _named(self.quizzes, quiz_id, "quizzes", "Quizzen").model

    def texts(self, *patterns: str) -> Iterator[tuple[str, str]]:
        """The files that match any of the patterns, as (name, text), by name."""
        for path in sorted({path for pattern in patterns for path in self.root.glob(pattern)}):
            yield path.relative_to(self.root).as_posix(), path.read_text(encoding="utf-8", errors="replace")

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
                    f"Spørgsmålet »{wanted}« i quizzen »{quiz.id}« står ikke som »live« i nogen bank "
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


def load_course(root: Path) -> Course:
    """Read the whole course. Never stops at an error: it is noted in ``problems``, and reading goes on."""
    course = Course(root)
    course.settings = _load(course, root / "assets/course.yaml", CourseSettings)
    course.notat = _load(course, root / "assets/notat.yaml", Notat)
    _load_folder(course, "assets/municipalities", Municipality, course.municipalities)
    _load_folder(course, "notebooks/vignettes", Vignette, course.vignettes)
    _load_folder(course, "quizzes/banks", Bank, course.banks)
    _load_folder(course, "quizzes", Quiz, course.quizzes)
    _draw_quizzes(course)
    if course.settings and course.settings.model.municipality not in course.municipalities:
        wanted, source = course.settings.model.municipality, course.settings.source
        if not (root / f"assets/municipalities/{wanted}.yaml").exists():
            message = f"kommunen »{wanted}« har ingen fil assets/municipalities/{wanted}.yaml"
            course.problems.append(Problem(source.name, source.line(["municipality"]), "R001", message))
    for path in sorted((root / "notebooks").glob("*.ipynb")):
        played = _PLAYED.findall(path.read_text(encoding="utf-8"))
        course.stages |= dict.fromkeys(played, f"notebooks/{path.stem}")
    course.pages = {f"book/{path.stem}": _title(path) for path in sorted((root / "book").glob("*.md"))}
    return course


def _draw_quizzes(course: Course) -> None:
    """Make the draws of the quizzes with a blueprint; one that cannot be filled is left out."""
    banks = [bank.model for bank in course.banks.values()]
    for quiz_id, loaded in list(course.quizzes.items()):
        if not loaded.model.blueprint:
            continue
        try:
            loaded.model = fill(loaded.model, banks)
        except BlueprintError as error:
            del course.quizzes[quiz_id]
            line = loaded.source.line(("blueprint", error.objective))
            course.problems.append(Problem(loaded.source.name, line, "R031", str(error)))


def _title(page: Path) -> str:
    lines = page.read_text(encoding="utf-8", errors="replace").splitlines()
    return next((line[2:].strip() for line in lines if line.startswith("# ")), page.stem)


def site_address(root: Path) -> str | None:
    """Where the site is to be found, as ``html_baseurl`` in ``_config.yml`` says; None while that says nothing.

    Raises:
        CourseError: the file cannot be read.
    """
    path = root / "_config.yml"
    try:
        config = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        address = config.get("sphinx", {}).get("config", {}).get("html_baseurl")
    except (OSError, ValueError, yaml.YAMLError, AttributeError) as error:
        raise CourseError(f"_config.yml kan ikke læses: {error}.") from None
    return address or None


def read_data(root: Path, name: str, model: type[M]) -> M:
    """Read a file of the course that only one place needs, e.g. the data of a figure.

    Raises:
        CourseError: the file is missing or has an error; the message names file, line and field.
    """
    course = Course(root)
    loaded = _load(course, root / name, model)
    if loaded is None:
        raise CourseError(" ".join(map(str, course.problems)))
    return loaded.model


def _load_folder(course: Course, folder: str, model: type[M], into: dict[str, Loaded[M]]) -> None:
    for path in sorted((course.root / folder).glob("*.yaml")):
        loaded = _load(course, path, model)
        if loaded is None:
            continue
        named = getattr(loaded.model, "id", path.stem)
        if named != path.stem:
            message = f"»id: {named}« skal være filens navn, {path.stem}"
            course.problems.append(Problem(loaded.source.name, loaded.source.line(["id"]), "R002", message))
        into[path.stem] = loaded


def _load(course: Course, path: Path, model: type[M]) -> Loaded[M] | None:
    name = path.relative_to(course.root).as_posix()
    try:
        source = Source(path, name)
        return Loaded(model.model_validate(source.data), source)
    except FileNotFoundError:
        course.problems.append(Problem(name, 1, "R001", "filen mangler"))
    except UnicodeDecodeError:
        course.problems.append(Problem(name, 1, "R001", "filen er ikke gemt som UTF-8; gem den igen med den kodning"))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = "filen er ikke gyldig YAML; se efter indrykning, kolon og anførselstegn på linjen"
        course.problems.append(Problem(name, mark.line + 1 if mark else 1, "R001", message))
    except ValidationError as error:
        course.problems.extend(_problems(source, error))
    return None


def _problems(source: Source, error: ValidationError) -> Iterable[Problem]:
    for detail in error.errors():
        where = [key for key in detail["loc"] if key != "function-before"]
        yield Problem(source.name, source.line(where), "R001", in_danish(detail))
