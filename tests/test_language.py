"""The language that a course's settings say: what is spoken in it, and what keeps it from being spoken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from pypdf import PdfReader
from traitlets.config import Config

from tests.copied import ROOT
from tests.people import QUIZ, trekant
from tests.pseudo import LANGUAGE, given
from trekant.cli.service import PrintedPaper
from trekant.course import words
from trekant.course.checks import check
from trekant.course.spoken import speak_language_of
from trekant.course.store import CourseError, load_course
from trekant.course.words import catalogues
from trekant.course.words.catalogues import own_catalogue
from trekant.grading.config import configure
from trekant.service.app import make_service
from trekant.service.settings import ServiceSettings
from trekant.service.web.frame import FRAME
from trekant.site.preview import find_subject, preview_page, preview_server

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
SETTINGS = "assets/course.yaml"


def says(root: Path, language: str, *said: tuple[str, str], head: str = HEAD) -> Path:
    """A course whose settings say the language, of which it has these words; where they stand."""
    with (root / SETTINGS).open("a", encoding="utf-8") as file:
        file.write(f"language: {language}\n")
    path = root / own_catalogue(language)
    path.parent.mkdir(parents=True)
    path.write_text(head + "\n".join(f'msgid "{one}"\nmsgstr "{other}"\n' for one, other in said), encoding="utf-8")
    return path


def test_a_course_that_says_nothing_is_danish(fictional: Path) -> None:
    speak_language_of(given(fictional))
    assert words.language() == LANGUAGE and words._("Ordliste") == "⟦Ordliste⟧"
    speak_language_of(ROOT)
    assert words.language() == "da" and words._("Ordliste") == "Ordliste"


def test_a_course_has_its_own_words_before_those_of_the_engine(
    fictional: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brought = tmp_path / "engine/en_GB.po"
    brought.parent.mkdir()
    brought.write_text(
        f'{HEAD}msgid "Ordliste"\nmsgstr "Glossary"\n\nmsgid "Svar"\nmsgstr "Answer"\n', encoding="utf-8"
    )
    monkeypatch.setattr(catalogues, "FOLDER", brought.parent)
    own = says(fictional, "en-GB", ("Ordliste", "Words"))
    speak_language_of(fictional)
    assert (words._("Ordliste"), words._("Svar"), words._("Kursusbevis")) == ("Words", "Answer", "Kursusbevis")
    own.unlink()
    speak_language_of(fictional)
    assert words._("Ordliste") == "Glossary"


@pytest.mark.parametrize(
    "command", [("assignments",), ("feedback", QUIZ), ("certificates", QUIZ), ("grade", QUIZ), ("build",), ("check",)]
)
def test_every_command_tells_of_a_language_that_nobody_has(graded: Path, command: tuple[str, ...]) -> None:
    with (graded / SETTINGS).open("a", encoding="utf-8") as file:
        file.write("language: tlh\n")
    line = len((graded / SETTINGS).read_text(encoding="utf-8").splitlines())
    done = trekant(*command)
    assert done.exit_code == 1
    assert (
        f"{SETTINGS}:{line}: R001 »language«: sproget »tlh« er ikke oversat; læg oversættelsen i "
        "locale/tlh/LC_MESSAGES/trekant.po, eller skriv da" in done.output
    )


@pytest.mark.parametrize("language", ["dansk!", "Dansk", "../../da", "en_GB", "''"])
def test_what_is_no_language_is_told(fictional: Path, language: str) -> None:
    with (fictional / SETTINGS).open("a", encoding="utf-8") as file:
        file.write(f"language: {language}\n")
    [problem] = [one for one in check(load_course(fictional)) if one.path == SETTINGS]
    assert "»language«" in problem.message and "skriv sprogets kode, for eksempel da eller en-GB" in problem.message


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda path: path.write_text(f'{HEAD}msgid "Svar"\nnoget andet\n'), "kan ikke læses; se på linje 6"),
        (
            lambda path: path.write_text('msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n;\\n"\n'),
            "se på Language og Plural-Forms",
        ),
        (lambda path: path.write_bytes(b"\xff"), "kan ikke bruges: filen er ikke gemt som UTF-8"),
        (
            lambda path: path.write_text(f'{HEAD}msgid "Ring til {{short}}"\nmsgstr "Call {{shrot}}"\n'),
            "har på linje 5 ikke de samme pladser i krøllede parenteser som »Ring til {short}«",
        ),
        (
            lambda path: path.write_text(f'{HEAD}msgid "Ring til {{short}}"\nmsgstr "Call"\n'),
            "har på linje 5 ikke de samme pladser i krøllede parenteser som »Ring til {short}«",
        ),
    ],
)
def test_a_fault_in_a_translation_is_told_before_a_participant_meets_it(
    fictional: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    spoil(says(fictional, "en"))
    [problem] = check(load_course(fictional))
    assert (problem.path, problem.rule) == (SETTINGS, "R001")
    assert own_catalogue("en") in problem.message and sentence in problem.message
    with pytest.raises(CourseError) as refused:
        speak_language_of(fictional)
    assert str(refused.value) == f"{problem}."


def test_paper_says_its_language(graded: Path) -> None:
    says(graded, "de", ("har bestået", "hat bestanden"))
    assert trekant("certificates", QUIZ).exit_code == 0
    [paper, *_others] = graded.rglob("*.pdf")
    reader = PdfReader(paper)
    assert reader.trailer["/Root"]["/Lang"] == "de"
    assert "hat bestanden" in reader.pages[0].extract_text()


def test_a_feedback_page_says_its_language(graded: Path) -> None:
    given(graded)
    assert trekant("feedback", QUIZ).exit_code == 0
    page = next((graded / "quizzes/feedback").rglob("*.html")).read_text(encoding="utf-8")
    assert f'<html lang="{LANGUAGE}">' in page


def test_nbgrader_on_its_own_speaks_it(fictional: Path) -> None:
    config = Config()
    configure(config, given(fictional) / "quizzes")
    assert words.language() == LANGUAGE
    assert "⟦" in config.ClearSolutions.text_stub and config.HTMLExporter.language_code == "da"


def test_the_service_speaks_it(fictional: Path, tmp_path: Path) -> None:
    (tmp_path / FRAME).write_text("<title></title>", encoding="utf-8")
    database, address = f"sqlite:///{tmp_path}/gradebook.db", "http://127.0.0.1:8000"
    make_service(ServiceSettings(given(fictional), tmp_path, database, address, "", PrintedPaper(fictional)))
    assert words.language() == LANGUAGE


def test_a_preview_has_the_player_in_it_and_follows_the_setting(fictional: Path) -> None:
    (fictional / "assets/palette.css").write_text("", encoding="utf-8")
    subject = find_subject(fictional, "den-nye-guitar")
    assert "⟦" not in preview_page(fictional, subject)
    given(fictional)
    assert "⟦" in preview_page(fictional, subject)
    serving = preview_server(fictional, subject, 0)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    with urlopen(f"{serving.address}js/done.js") as script:
        assert script.headers["Content-Type"].startswith("text/javascript") and "⟦" in script.read().decode()
    serving.shutdown()
    serving.server_close()


def test_a_preview_of_a_course_that_cannot_be_spoken_is_danish(fictional: Path) -> None:
    says(fictional, "en").unlink()
    page = preview_page(fictional, find_subject(fictional, "den-nye-guitar"))
    assert words.language() == "da" and "⟦" not in page
