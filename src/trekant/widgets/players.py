"""The players as widgets. They hold what the player in the browser tells them, and decide nothing."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from trekant.course.answers import CODE, AnswerFileError, AnswerSheet, read_sheet
from trekant.course.base import Status
from trekant.course.embed import embed
from trekant.course.player import Payload, quiz_payload, vignette_payload
from trekant.course.saved import course_as_saved
from trekant.course.store import Course, CourseError, find_root
from trekant.widgets import sheet_file
from trekant.widgets.esm import asset, module

_CSS = "".join(asset(f"css/{name}.css").read_text(encoding="utf-8") for name in ("palette", "players"))


class WidgetError(CourseError):
    """A case or quiz that cannot be shown. A notebook shows the sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class _Player(anywidget.AnyWidget):
    """What the two players share: their data, and the result so far."""

    _css = _CSS
    payload = traitlets.Dict().tag(sync=True)
    points = traitlets.Float(0).tag(sync=True)
    maximum = traitlets.Float(0).tag(sync=True)
    ended = traitlets.Bool(False).tag(sync=True)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The live widget, and beside it the player as a page has it: a static site picks the HTML."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": embed(self.payload)}, metadata


class VignettePlayer(_Player):
    """A case. ``path`` holds the decisions of the present road: scene, answer, and share of full marks.

    ``at`` is the scene that is shown, ``seen`` the scenes of all roads.
    """

    _esm = module("vignette.js")
    path: traitlets.List[Any] = traitlets.List().tag(sync=True)
    at = traitlets.Unicode("").tag(sync=True)
    seen: traitlets.List[Any] = traitlets.List().tag(sync=True)


class QuizPlayer(_Player):
    """A quiz. ``answers`` are by question id; ``sheet`` is what is handed in, and goes to ``svar.json``.

    ``begun`` is when one began, in a quiz with a time limit, and ``fetched`` when one pressed »Gem svar«; ``saved`` is
    what the participant is told about the file. In a drawn quiz ``variant`` is the draw of one who practises, and
    ``sittings`` the answers of other participants at the same screen, by their codes.
    """

    _esm = module("graded.js")
    answers = traitlets.Dict().tag(sync=True)
    participant = traitlets.Unicode("").tag(sync=True)
    fetched = traitlets.Unicode("").tag(sync=True)
    begun = traitlets.Unicode("").tag(sync=True)
    sheet = traitlets.Dict().tag(sync=True)
    saved = traitlets.Unicode("").tag(sync=True)
    variant = traitlets.Int(None, allow_none=True).tag(sync=True)
    sittings = traitlets.Dict().tag(sync=True)

    def __init__(self, payload: Payload, folder: Path) -> None:
        """Show a quiz; its answer file, where it is graded, is kept in the folder."""
        self._file = folder / sheet_file.NAME
        graded = payload["use"] == "graded"
        before = sheet_file.read(self._file, payload) if graded else None
        given: dict[str, Any] = {"answers": before.answers, "participant": before.participant} if before else {}
        if before and before.begun:
            given["begun"] = before.begun.isoformat()
        self._known: tuple[str, dict[str, Any]] = (before.participant, before.answers) if before else ("", {})
        super().__init__(payload=payload, **given)
        if graded:
            self.observe(self._keep, names="sheet")

    def _keep(self, change: dict[str, Any]) -> None:
        try:
            self.saved = self._write(change["new"])
        except AnswerFileError as error:
            self.saved = f"Dine svar er ikke gemt: {error}."
        except OSError:
            self.saved = f"Dine svar er ikke gemt, fordi {self._file.name} ikke kan skrives i denne mappe."

    def _write(self, sheet: dict[str, Any]) -> str:
        if not sheet:
            self._file.unlink(missing_ok=True)
            self._known = ("", {})
            return "Dine svar er slettet."
        code = str(sheet.get("participant", ""))
        if not CODE.match(code):
            return "Skriv din deltagerkode, så bliver dine svar gemt."
        there = sheet_file.read(self._file, self.payload)
        if there and there.participant not in (code, self._known[0]):
            return (
                f"Dine svar er ikke gemt, for i {self._file.name} ligger nu svar fra koden {there.participant}. "
                "Er de ikke dine, så flyt filen til en anden mappe, og svar igen."
            )
        sheet_file.check(read_sheet(json.dumps(sheet).encode()), self.payload)
        put_by = "" if there else sheet_file.put_by(self._file)
        answers, more = self._together(sheet, there)
        self._known = (code, sheet_file.save(self._file, sheet | {"answers": answers}, self.payload).answers)
        said = f"Dine svar er gemt i {self._file.name} kl. {datetime.now():%H.%M}.{more}"
        return f"{said} Filen fra før hører til en anden udgave og hedder nu {put_by}." if put_by else said

    def _together(self, sheet: dict[str, Any], there: AnswerSheet | None) -> tuple[dict[str, Any], str]:
        """The sheet's answers with those that another view has written to the file, and what is said of them."""
        ours, (code, before) = sheet["answers"], self._known
        if code != sheet["participant"]:
            before = {}
        theirs = there.answers if there and there.participant == sheet["participant"] else {}
        answers = sheet_file.merged(ours, before, theirs)
        if answers == ours:
            return ours, ""
        self.answers = answers
        return answers, " Det, du har svaret i et andet vindue, er taget med."


def vignette(vignette_id: str) -> VignettePlayer:
    """A case of the course that the notebook lies in.

    Raises:
        WidgetError: there is no such case, or it is not ready for learners.
    """
    try:
        course = course_as_saved(find_root())
        found = course.vignette(vignette_id)
        if found.status is not Status.LIVE:
            raise CourseError(f"Casen »{vignette_id}« kan ikke vises, for den står som »{found.status}«, ikke »live«.")
        return VignettePlayer(payload=vignette_payload(found, course.municipality, course.facts))
    except CourseError as error:
        raise WidgetError(str(error)) from None
    except ValueError as error:
        raise WidgetError(f"Casen »{vignette_id}« kan ikke vises: {error}.") from None


def quiz(path_or_id: str) -> QuizPlayer:
    """A quiz: ``slut-test`` from the course the notebook lies in, or ``quiz.json`` from beside the notebook.

    Raises:
        WidgetError: there is no such quiz, or it cannot be read.
    """
    try:
        if path_or_id.endswith(".json"):
            path = Path(path_or_id)
            return QuizPlayer(_read_payload(path), path.parent)
        return QuizPlayer(_from_course(course_as_saved(find_root()), path_or_id), Path())
    except CourseError as error:
        raise WidgetError(str(error)) from None
    except ValueError as error:
        raise WidgetError(f"Quizzen »{path_or_id}« kan ikke vises: {error}.") from None


def _from_course(course: Course, quiz_id: str) -> Payload:
    found = course.quiz(quiz_id)
    return quiz_payload(found, course.asked(found), course.municipality)


_FIELDS = {"player", "format", "id", "revision", "use", "title", "intro", "minutes", "slots"}


def _read_payload(path: Path) -> Payload:
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            f"Filen »{path.name}« mangler; læg den i samme mappe som notesbogen, og kør cellen igen."
        ) from None
    except (OSError, ValueError):
        raise CourseError(f"Filen »{path.name}« kan ikke læses; hent opgaven hos underviseren igen.") from None
    if not isinstance(payload, dict) or payload.get("player") != "quiz" or _FIELDS - payload.keys():
        raise CourseError(f"Filen »{path.name}« er ikke en quiz; hent opgaven hos underviseren igen.")
    return payload
