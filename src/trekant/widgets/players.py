"""The players as widgets. They hold what the player in the browser tells them, and decide nothing."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from trekant.course.base import Status
from trekant.course.cached import course_as_saved
from trekant.course.contact.clock import time_in_words
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload, of_before, quiz_payload, vignette_payload
from trekant.course.pages.picture import picture_of
from trekant.course.quizzes.answers import CODE, AnswerFileError, AnswerSheet, read_sheet
from trekant.course.spoken import speak_language_here
from trekant.course.store import Course, CourseError, find_root
from trekant.course.words import DANISH, _
from trekant.players import FOLDER as PLAYERS
from trekant.widgets import sheet_file
from trekant.widgets.esm import module, palette_css

_CSS = palette_css() + (PLAYERS / "players.css").read_text(encoding="utf-8")


class WidgetError(CourseError):
    """A case or quiz that cannot be shown. A notebook shows the sentence, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        return [str(self)]


class _Player(anywidget.AnyWidget):
    """What the two players share: their data, and the result so far."""

    _css = _CSS
    _script = ""
    payload = traitlets.Dict().tag(sync=True)
    picture = traitlets.Unicode("")  # of the place, which a page shows above the player
    points = traitlets.Float(0).tag(sync=True)
    maximum = traitlets.Float(0).tag(sync=True)
    ended = traitlets.Bool(False).tag(sync=True)

    def __init__(self, **given: Any) -> None:
        """Show what is given, in the language that is spoken."""
        self._esm = module(self._script)
        super().__init__(**given)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """The live widget, and beside it the player as a page has it: a static site picks the HTML."""
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": embed(self.payload, picture=self.picture)}, metadata


class VignettePlayer(_Player):
    """A case. ``path`` holds the decisions of the present road: scene, answer, and share of full marks.

    ``at`` is the scene that is shown, ``seen`` the scenes of all roads.
    """

    _script = "vignette.js"
    path: traitlets.List[Any] = traitlets.List().tag(sync=True)
    at = traitlets.Unicode("").tag(sync=True)
    seen: traitlets.List[Any] = traitlets.List().tag(sync=True)


class QuizPlayer(_Player):
    """A quiz. ``answers`` are by question id; ``sheet`` is what is handed in, and goes to ``svar.json``.

    In practice ``answers`` are the first ones, and ``shown`` those that stood there when the right answer was shown.
    ``begun`` is when one began, in a quiz with a time limit, and ``fetched`` when one pressed »Gem svar«; ``saved`` is
    what the participant is told about the file. In a drawn quiz ``variant`` is the draw of one who practises, and
    ``sittings`` the answers of other participants at the same screen, by their codes.
    """

    _script = "any-quiz.js"
    answers = traitlets.Dict().tag(sync=True)
    shown = traitlets.Dict().tag(sync=True)
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
        before = sheet_file.read_sheet_file(self._file, payload) if graded else None
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
            self.saved = _("Dine svar er ikke gemt: {error}.").format(error=error)
        except OSError:
            self.saved = _("Dine svar er ikke gemt, fordi {file} ikke kan skrives i denne mappe.").format(
                file=self._file.name
            )

    def _write(self, sheet: dict[str, Any]) -> str:
        if not sheet:
            self._file.unlink(missing_ok=True)
            self._known = ("", {})
            return _("Dine svar er slettet.")
        code = str(sheet.get("participant", ""))
        if not CODE.match(code):
            return _("Skriv din deltagerkode, så bliver dine svar gemt.")
        there = sheet_file.read_sheet_file(self._file, self.payload)
        if there and there.participant not in (code, self._known[0]):
            return _(
                "Dine svar er ikke gemt, for i {file} ligger nu svar fra koden {code}. "
                "Er de ikke dine, så flyt filen til en anden mappe, og svar igen."
            ).format(file=self._file.name, code=there.participant)
        sheet_file.check_against(read_sheet(json.dumps(sheet).encode()), self.payload)
        put_by = "" if there else sheet_file.put_by(self._file)
        answers, more = self._together(sheet, there)
        self._known = (code, sheet_file.save_sheet_file(self._file, sheet | {"answers": answers}, self.payload).answers)
        clock = time_in_words(datetime.now().time())
        said = [_("Dine svar er gemt i {file} kl. {time}.").format(file=self._file.name, time=clock), more]
        if put_by:
            said.append(_("Filen fra før hører til en anden udgave og hedder nu {file}.").format(file=put_by))
        return " ".join(filter(None, said))

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
        return answers, _("Det, du har svaret i et andet vindue, er taget med.")


def vignette(vignette_id: str) -> VignettePlayer:
    """A case of the course that the notebook lies in.

    Raises:
        WidgetError: there is no such case, or it is not ready for learners.
    """
    try:
        speak_language_here()
        course = course_as_saved(find_root())
        found = course.vignette(vignette_id)
        if found.status is not Status.LIVE:
            raise CourseError(f"Casen »{vignette_id}« kan ikke vises, for den står som »{found.status}«, ikke »live«.")
        payload = vignette_payload(found, course.municipality, course.facts)
        return VignettePlayer(payload=payload, picture=picture_of(course, found))
    except CourseError as error:
        raise WidgetError(str(error)) from None
    except ValueError as error:
        raise WidgetError(f"Casen »{vignette_id}« kan ikke vises: {error}.") from None


def quiz(path_or_id: str, language: str = DANISH) -> QuizPlayer:
    """A quiz: ``slut-test`` from the course the notebook lies in, or ``quiz.json`` from beside the notebook.

    Args:
        path_or_id: the quiz.
        language: what it is shown in where the notebook lies in no course, as on a participant's own machine.

    Raises:
        WidgetError: there is no such quiz, or it cannot be read.
    """
    try:
        speak_language_here(language)
        if path_or_id.endswith(".json"):
            path = Path(path_or_id)
            return QuizPlayer(_read_payload(path), path.parent)
        return QuizPlayer(_from_course(course_as_saved(find_root()), path_or_id), Path())
    except CourseError as error:
        raise WidgetError(str(error)) from None
    except ValueError as error:
        raise WidgetError(f"Testen »{path_or_id}« kan ikke vises: {error}.") from None


def _from_course(course: Course, quiz_id: str) -> Payload:
    found = course.quiz(quiz_id)
    if found.use == "package":
        raise CourseError(_("Testen »{quiz}« er kun til pakken og kan ikke stå i en notesbog.").format(quiz=quiz_id))
    return quiz_payload(found, course.asked(found), course.municipality)


_FIELDS = {"player", "format", "id", "revision", "use", "title", "intro", "minutes", "slots"}


def _read_payload(path: Path) -> Payload:
    try:
        payload = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            _("Filen »{file}« mangler; læg den i samme mappe som notesbogen, og kør cellen igen.").format(
                file=path.name
            )
        ) from None
    except (OSError, ValueError):
        raise CourseError(
            _("Filen »{file}« kan ikke læses; hent opgaven igen der, hvor du fik den.").format(file=path.name)
        ) from None
    if isinstance(payload, dict) and payload.get("player") == "quiz" and not _FIELDS - payload.keys():
        with suppress(AttributeError, KeyError, TypeError):  # somebody has been at it
            return of_before(payload)
    raise CourseError(
        _("Filen »{file}« er ikke en test; hent opgaven igen der, hvor du fik den.").format(file=path.name)
    )
