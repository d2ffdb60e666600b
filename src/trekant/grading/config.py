"""nbgrader's configuration for a course: what ``quizzes/nbgrader_config.py`` calls."""

from __future__ import annotations

from pathlib import Path

import nbgrader.server_extensions.formgrader.handlers as formgrader
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from trekant.course.spoken import speak_language_of
from trekant.course.words import N_, _, language
from trekant.grading.completeness import mark_unfinished
from trekant.grading.engines import share_engines
from trekant.grading.folders import TIMESTAMP
from trekant.grading.formgrader_pages import make_safe
from trekant.grading.gradebook import COURSE_ID, scripts_on_path
from trekant.grading.gradebook_url import gradebook_url

TEMPLATES = Path(__file__).parent / "templates"

TAGS = ["a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "strong", "ul"]
"""What HTML may be left in a notebook that somebody reads: what Markdown makes, save headings and images."""

NO_TEXT_YET = N_("*Her kommer dit svar til at stå, når testen rettes.*")
"""What stands in the cell of a free-text question until it is graded."""

# By name, so that the formgrader can show the configuration as JSON.
_OURS = "trekant.grading.preprocessors"
_NBGRADERS = "nbgrader.preprocessors"


def configure(c: Config, quizzes: Path | None = None) -> None:
    """Set up nbgrader for the course whose ``quizzes/`` folder is given; else the working folder.

    From now on all is said in the language of that course. It also lets nbgrader redo what a run that was killed left
    half done.

    Raises:
        CourseError: the course's language cannot be spoken.
    """
    quizzes = (quizzes or Path.cwd()).resolve()
    speak_language_of(quizzes.parent)
    scripts_on_path()
    share_engines()
    mark_unfinished(quizzes)
    make_safe()

    c.CourseDirectory.course_id = COURSE_ID
    c.CourseDirectory.root = str(quizzes)
    c.CourseDirectory.db_url = gradebook_url(quizzes)
    c.CourseDirectory.ignore = [*CourseDirectory.ignore.default(), TIMESTAMP]
    c.NbGraderAPI.timezone = "Europe/Copenhagen"
    # Folders of participants are never accepted, only answer files, through »trekant collect«. So nbgrader's own
    # way of handing out and in is not used, and has no folder.
    c.Exchange.root = str(quizzes / ".no-exchange")

    c.ClearSolutions.text_stub = _(NO_TEXT_YET)
    _autograde(c, quizzes)
    _feedback(c)
    _reading(c)
    c.ExportApp.plugin_class = "trekant.grading.marks.export.StatusExporter"


def _autograde(c: Config, quizzes: Path) -> None:
    c.Autograde.create_student = False
    c.Autograde.permissions = 400  # as octal: what is graded is its owner's alone, and is not written to
    # what the widget shows is as large as all the questions there are; once for every submission is too often
    shown = {folder.name: [f"{folder.name}.json"] for folder in sorted((quizzes / "source").glob("*"))}
    c.Autograde.exclude_overwriting = shown
    c.Autograde.pre_convert_hook = "trekant.grading.intake.foreign.set_foreign_aside"
    c.Autograde.post_convert_hook = "trekant.grading.completeness.autograde_finished"
    c.Autograde.sanitize_preprocessors = [
        f"{_OURS}.ForgetScores",
        f"{_OURS}.UseReleaseNotebook",
        f"{_NBGRADERS}.ClearOutput",
        f"{_NBGRADERS}.DeduplicateIds",
        f"{_NBGRADERS}.OverwriteKernelspec",
        f"{_NBGRADERS}.OverwriteCells",
        f"{_NBGRADERS}.CheckCellMetadata",
    ]
    # Without Execute: no cell is run. Without IgnorePattern, which changes outputs.
    c.Autograde.autograde_preprocessors = [
        f"{_OURS}.ScoreFromBank",
        f"{_NBGRADERS}.LimitOutput",
        f"{_OURS}.SaveScores",
        f"{_NBGRADERS}.AssignLatePenalties",
        f"{_NBGRADERS}.CheckCellMetadata",
    ]


def _feedback(c: Config) -> None:
    c.GenerateFeedback.permissions = 600
    c.GenerateFeedback.post_convert_hook = "trekant.grading.completeness.feedback_finished"
    c.GenerateFeedback.preprocessors = [
        f"{_OURS}.HideKeys",
        f"{_OURS}.GetScores",
    ]


def _reading(c: Config) -> None:
    """Nothing that a participant wrote runs in the reader's browser, and nothing is fetched from other hosts."""
    c.HTMLExporter.preprocessors = [f"{_OURS}.SanitizeForReading"]
    c.SanitizeHTML.enabled = True
    c.SanitizeHTML.tags = TAGS
    # Ours first: they take the place of nbconvert's macro that fetches MathJax, and of nbgrader's feedback page.
    c.HTMLExporter.extra_template_basedirs = [str(TEMPLATES), formgrader.template_path]
    c.HTMLExporter.language_code = language().partition("-")[0]  # all that nbconvert knows
