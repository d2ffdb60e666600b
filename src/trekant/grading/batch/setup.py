"""What a run needs to know before the first submission: the quiz, its notebook, its cells, nbgrader's settings."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from nbconvert.exporters.exporter import Exporter
from nbformat import NotebookNode
from nbgrader.api import Gradebook, GradeCell, MissingEntry, SolutionCell
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade
from sqlalchemy import select
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from trekant.course.quizzes.quiz import Quiz, Slot, draw, variant_of
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.grading.assignments.marker import hash_key
from trekant.grading.assignments.notebooks import read_notebook
from trekant.grading.batch.notebook import NotebookWriter
from trekant.grading.batch.penalty import Penalties
from trekant.grading.completeness import leaving_unfinished
from trekant.grading.config import configure
from trekant.grading.courses import GradingError, graded_quiz
from trekant.grading.folders import Folders
from trekant.grading.gradebook_url import gradebook_url
from trekant.grading.intake.submission import Marked
from trekant.grading.preprocessors.base import slot_of
from trekant.grading.preprocessors.score_from_bank import scored_cells

CONFIGURATION = "nbgrader_config.py"

_BEFORE_THE_NOTEBOOK = ("ForgetScores", "UseReleaseNotebook")
"""Our first steps in nbgrader's pipeline, which are about one participant."""


@dataclass(frozen=True)
class Cells:
    """The ids of an assignment in the gradebook; grade cells, their maxima in points, and solution cells by name."""

    assignment: str
    duedate: datetime | None
    notebook: str
    grades: dict[str, str]
    maxima: dict[str, float]
    solutions: dict[str, str]


@dataclass(frozen=True)
class Setup:
    """Everything that is the same for all participants; ``files`` are the contents of the files that it was made of."""

    course: Course
    folders: Folders
    quiz: Quiz
    tasks: dict[str, Task]
    cells: Cells
    template: NotebookNode
    penalties: Penalties
    converter: Autograde
    files: tuple[bytes | None, ...]

    @cached_property
    def writer(self) -> NotebookWriter:
        """Marks the answers, and writes the notebooks; it knows again what many have answered."""
        return NotebookWriter(self.template)

    @cached_property
    def unanswered(self) -> dict[str, float | None]:
        """What nbgrader gives for a free text that nobody wrote, by slot."""
        return {
            slot: determine_grade(cell)[0]
            for cell in self.template.cells
            if (slot := slot_of(cell)) and cell.cell_type == "markdown"
        }

    @cached_property
    def _variants(self) -> dict[int, tuple[tuple[Slot, ...], str]]:
        return {}

    def slots(self, code: str) -> tuple[Slot, ...]:
        """The slots of the draw that a code decides, and the questions in them."""
        return self._variant(code)[0]

    def key(self, code: str) -> str:
        """The hash of the key to the questions of that draw."""
        return self._variant(code)[1]

    def _variant(self, code: str) -> tuple[tuple[Slot, ...], str]:
        variant = variant_of(code, len(self.quiz.variants))
        if variant not in self._variants:
            slots = draw(self.quiz, code)
            self._variants[variant] = slots, hash_key((slot, self.tasks[slot.question]) for slot in slots)
        return self._variants[variant]


def prepare(course: Course, quiz_id: str, gradebook: Gradebook, before: Setup | None = None) -> Setup:
    """Get ready to grade a quiz, or stay so: ``before`` is kept where nothing that it was made of has changed.

    Raises:
        CourseError: the quiz, its assignment or nbgrader's configuration cannot be used; nobody has been graded.
    """
    quiz, tasks = graded_quiz(course, quiz_id)
    folders = Folders.of(course.root)
    cells, files = _cells(gradebook, quiz), _files(folders, quiz)
    if before and before.course is course and (before.quiz.id, before.cells, before.files) == (quiz_id, cells, files):
        return before
    converter = _converter(folders, quiz)
    template = _sanitised(folders, quiz, converter)
    _check(draw(quiz, participant=""), tasks, template, cells)
    penalties = Penalties(converter.exporter, cells.duedate)
    return Setup(course, folders, quiz, tasks, cells, template, penalties, converter, files)


def _files(folders: Folders, quiz: Quiz) -> tuple[bytes | None, ...]:
    """The notebook and nbgrader's configuration; None for one that is not there."""
    found = (folders.release_notebook(quiz.id), folders.quizzes / CONFIGURATION)
    return tuple(one.read_bytes() if one.is_file() else None for one in found)


def _cells(gradebook: Gradebook, quiz: Quiz) -> Cells:
    try:
        notebook = gradebook.find_notebook(quiz.id, quiz.id)
    except MissingEntry:
        raise GradingError(
            f"Opgaven til »{quiz.id}« er ikke lavet endnu; kør »trekant assignments {quiz.id}«."
        ) from None
    # nbgrader's own properties ask once more for each cell
    ask, assignment = gradebook.db.execute, notebook.assignment
    of_it = select(GradeCell.name, GradeCell.id, GradeCell.max_score).where(GradeCell.notebook_id == notebook.id)
    grades = sorted(ask(of_it).all())
    written = select(SolutionCell.name, SolutionCell.id).where(SolutionCell.notebook_id == notebook.id)
    return Cells(
        assignment=assignment.id,
        duedate=assignment.duedate,
        notebook=notebook.id,
        grades={name: cell for name, cell, _most in grades},
        maxima={name: most for name, _cell, most in grades},
        solutions=dict(sorted(ask(written).all())),
    )


def _converter(folders: Folders, quiz: Quiz) -> Autograde:
    """The converter of nbgrader, as the trainer has configured it."""
    ours = Config()
    with leaving_unfinished():  # a folder without a time is done again here in any case
        config = _config(folders)
        configure(ours, folders.quizzes)
    for steps in ("sanitize_preprocessors", "autograde_preprocessors"):
        if list(config.Autograde[steps]) != list(ours.Autograde[steps]):
            raise GradingError(
                f"I nbgrader_config.py er »{steps}« lavet om, og det kan kun nbgrader selv følge; "
                f"ret med »nbgrader autograde {quiz.id}« i stedet."
            )
    if config.CourseDirectory.db_url != gradebook_url(folders.quizzes):
        raise GradingError(
            "nbgrader_config.py nævner en anden karakterbog end kurset; sæt dens adresse i TREKANT_GRADEBOOK."
        )
    # nobody reads nbgrader's log here, and what it says of each submission is in English
    quiet = logging.getLogger("trekant.nbgrader")
    quiet.addHandler(logging.NullHandler())
    quiet.propagate = False
    converter = Autograde(coursedir=CourseDirectory(config=config), config=config, log=quiet)
    converter.exporter = converter.exporter_class(
        parent=converter, config=config, default_preprocessors=[], preprocessors=[]
    )  # the steps are put in where they are needed
    return converter


def _config(folders: Folders) -> Config:
    if not (folders.quizzes / CONFIGURATION).is_file():
        config = Config()
        configure(config, folders.quizzes)
        return config
    try:
        return PyFileConfigLoader(CONFIGURATION, path=str(folders.quizzes)).load_config()
    except Exception as error:
        # the trainer's own Python
        raise GradingError(f"quizzes/{CONFIGURATION} kan ikke læses ({type(error).__name__}: {error}).") from error


def _sanitised(folders: Folders, quiz: Quiz, converter: Autograde) -> NotebookNode:
    """The release notebook after nbgrader's own sanitising steps, as the steps after them read it."""
    release = folders.release_notebook(quiz.id)
    try:
        notebook = read_notebook(release)
    except (OSError, ValueError):
        raise GradingError(
            f"Opgaven til »{quiz.id}« mangler i release/; kør »trekant assignments {quiz.id}«."
        ) from None
    exporter = converter.exporter
    for step in converter.sanitize_preprocessors:
        if str(step).rpartition(".")[2] not in _BEFORE_THE_NOTEBOOK:
            exporter.register_preprocessor(step)
    where = {"student": "", "assignment": quiz.id, "notebook": quiz.id, "db_url": converter.coursedir.db_url}
    made, _ = Exporter.from_notebook_node(exporter, notebook, {"nbgrader": where})
    return made


def _check(slots: tuple[Slot, ...], tasks: dict[str, Task], template: NotebookNode, cells: Cells) -> None:
    """Check that the quiz, the notebook and the gradebook have the same slots, as the preprocessors do for each."""
    found = {slot_of(cell): cell for cell in template.cells if slot_of(cell)}
    if list(found) != [slot.id for slot in slots]:
        raise GradingError("Opgaven har andre spørgsmål end testen; lav opgaven igen, og ret så.")
    if cells.grades.keys() != found.keys():
        raise GradingError("Opgaven har andre spørgsmål end karakterbogen; lav opgaven igen, og ret så.")
    for slot in slots:
        task = tasks[slot.question]
        points = None if task.kind.by_hand else 0.0
        scored_cells(found[slot.id].copy(), Marked(slot, task, None, points))
