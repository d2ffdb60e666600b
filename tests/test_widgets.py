"""The players as widgets, without a browser."""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser.material import ROOT, case_data, drawn_data, hidden, quiz_data, real_case
from trekant.course.pages.payload import slot_questions
from trekant.course.quizzes.answers import AUTHORED, FORMAT
from trekant.widgets import QuizPlayer, VignettePlayer, WidgetError, quiz, vignette
from trekant.widgets.esm import module, palette_css


def sheet(**changes: Any) -> dict[str, Any]:
    given = {
        "format": FORMAT, "quiz": "prove-graded", "revision": 1, "participant": "hb-042",
        "handed_in": "2026-12-03T13:05:00.000Z", "answers": hidden({"om-single": "anton"}),
    }  # fmt: skip
    return given | changes


SPOILT = json.dumps(quiz_data("graded") | {"slots": [{"task": []}]})


@pytest.fixture
def handed_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a graded quiz in it, and nothing of the course."""
    (tmp_path / "quiz.json").write_text(json.dumps(quiz_data("graded")), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in (
        "assets/course.yaml",
        "assets/municipalities/roedovre.yaml",
        "notebooks/vignettes/den-tomme-plads.yaml",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path / "notebooks")
    return tmp_path


@pytest.mark.parametrize("name", ["vignette.js", "any-quiz.js"])
def test_a_module_stands_alone_and_is_light(name: str) -> None:
    text = module(name)
    assert not re.search(r"\bimport\b(?!\.meta\.url)", text)
    assert re.findall(r"\bexport\b[^;]*", text) == [f'export default $modules["./{name}"].default']
    assert len(text.encode()) < 60_000 or sys.platform == "darwin"  # where there is no minifier


def test_the_palette_comes_from_the_package_where_it_has_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import trekant

    course, packed = tmp_path / "assets/palette.css", tmp_path / "src/trekant/_assets/palette.css"
    for path in (course, packed):
        path.parent.mkdir(parents=True)
        path.write_text(path.parent.name, encoding="utf-8")
    monkeypatch.setattr(trekant, "__file__", str(tmp_path / "src/trekant/__init__.py"))
    assert palette_css() == "_assets"
    packed.unlink()
    assert palette_css() == "assets"


def test_a_case_is_found_from_a_folder_below_the_course(course: Path) -> None:
    player = vignette("den-tomme-plads")
    assert player.payload["start"] == "klubben"
    assert (player.path, player.points, player.ended) == ([], 0, False)


def test_a_widget_is_also_html() -> None:
    player = VignettePlayer(payload=case_data(real_case()))
    data, _ = player._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].startswith('<div class="trekant-player" data-player="vignette"')


@pytest.mark.parametrize(
    ("ask", "sentence"),
    [
        (lambda: vignette("findes-ikke"), "Casen »findes-ikke« kan ikke læses"),
        (lambda: quiz("findes-ikke"), "Testen »findes-ikke« kan ikke læses"),
        (lambda: quiz("findes-ikke.json"), "Filen »findes-ikke.json« mangler"),
    ],
)
def test_what_is_not_there(course: Path, ask: Any, sentence: str) -> None:
    with pytest.raises(WidgetError) as error:
        ask()
    [shown] = error.value._render_traceback_()
    assert shown.startswith(sentence)
    assert "\n" not in shown


def test_outside_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WidgetError, match="Der er intet kursus i"):
        vignette("den-tomme-plads")


def test_a_draft_is_not_shown(course: Path) -> None:
    file = course / "notebooks/vignettes/den-tomme-plads.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("status: live", "status: draft"), encoding="utf-8")
    with pytest.raises(WidgetError, match="står som »draft«"):
        vignette("den-tomme-plads")


@pytest.mark.parametrize("text", ["[]", "{", '{"player": "vignette"}', '{"player": "quiz"}', "\x00", SPOILT])
def test_a_file_that_is_no_quiz(handed_out: Path, text: str) -> None:
    (handed_out / "quiz.json").write_text(text, encoding="utf-8")
    with pytest.raises(WidgetError, match="hent opgaven igen der, hvor du fik den"):
        quiz("quiz.json")


def test_an_assignment_of_before_is_completed(handed_out: Path) -> None:
    now = json.loads((handed_out / "quiz.json").read_text(encoding="utf-8"))
    later = ("hint", "hintInCase", "maxLength")
    slots = [slot | {"task": {k: v for k, v in slot["task"].items() if k not in later}} for slot in now["slots"]]
    before = {name: value for name, value in now.items() if name != "longestCode"} | {"slots": slots}
    (handed_out / "quiz.json").write_text(json.dumps(before), encoding="utf-8")
    assert quiz("quiz.json").payload == now


def test_answers_are_written_whole_and_read_again(handed_out: Path) -> None:
    player = quiz("quiz.json")
    player.sheet = sheet()
    assert player.saved.startswith("Dine svar er gemt i svar.json kl. ")
    assert json.loads((handed_out / "svar.json").read_text(encoding="utf-8")) == sheet()
    assert sorted(path.name for path in handed_out.iterdir()) == ["quiz.json", "svar.json"]
    again = quiz("quiz.json")
    assert (again.answers, again.participant) == (hidden({"om-single": "anton"}), "hb-042")


@pytest.mark.parametrize("participant", ["", "Søren", "HB-042", "hb 042"])
def test_nothing_is_written_without_a_code(handed_out: Path, participant: str) -> None:
    player = quiz("quiz.json")
    player.sheet = sheet(participant=participant)
    assert player.saved == "Skriv din deltagerkode, så bliver dine svar gemt."
    assert not (handed_out / "svar.json").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"quiz": "en-anden"},
        {"revision": 2},
        {"answers": {"findes-ikke": "a"}},
        {"answers": {"om-single": "anton"}},
        {"answers": hidden({"om-single": "S9"})},
        {"answers": hidden({"om-single": ["anton"]})},
        {"answers": hidden({"om-rate": {"hans": 5}})},
        {"answers": {hidden({"om-rate": {}}).popitem()[0]: {"hans": 5}}},
        {"answers": {hidden({"om-single": "anton"}).popitem()[0]: ["anton"]}},
        {"handed_in": "i går"},
        {"mere": 1},
    ],
)
def test_bad_answers_are_not_written(handed_out: Path, changes: dict[str, Any]) -> None:
    player = quiz("quiz.json")
    player.sheet = sheet()
    player.sheet = sheet(**changes)
    assert player.saved.startswith("Dine svar er ikke gemt: ")
    assert json.loads((handed_out / "svar.json").read_text(encoding="utf-8")) == sheet()


def test_answers_from_before_the_opaque_ids_go_on_and_are_kept(handed_out: Path) -> None:
    old = sheet(format=AUTHORED, answers={"om-single": "anton", "om-rate": {"hans": 2}, "om-text": "Mine ord."})
    (handed_out / "svar.json").write_text(json.dumps(old), encoding="utf-8")
    player = quiz("quiz.json")
    assert (player.answers, player.participant) == (old["answers"], "hb-042")
    names = {one: name for one in old["answers"] for name in hidden({one: None})}
    player.sheet = sheet(answers={names[one]: answer for one, answer in old["answers"].items()})
    assert player.saved.startswith("Dine svar er gemt")
    assert quiz("quiz.json").answers == player.sheet["answers"]


def test_deleting_takes_the_file_away(handed_out: Path) -> None:
    player = quiz("quiz.json")
    player.sheet = sheet()
    player.sheet = {}
    assert player.saved == "Dine svar er slettet."
    assert not (handed_out / "svar.json").exists()


def test_a_file_of_another_edition_is_left_alone(handed_out: Path) -> None:
    old = json.dumps(sheet(revision=2))
    (handed_out / "svar.json").write_text(old, encoding="utf-8")
    assert quiz("quiz.json").answers == {}
    assert (handed_out / "svar.json").read_text(encoding="utf-8") == old


def test_a_drawn_quiz_takes_the_answers_of_the_participants_own_draw(tmp_path: Path) -> None:
    payload = drawn_data("graded")
    player = QuizPlayer(payload, tmp_path)
    mine, others = (
        {one: [option["id"] for option in task["options"]] for one, task in asked.items() if task["kind"] == "order"}
        | {one: task["options"][0]["id"] for one, task in asked.items() if task["kind"] == "single"}
        for asked in (slot_questions(payload, code) for code in ("ab1", "ab2"))
    )
    given = {"quiz": "drawn-graded", "participant": "ab1"}
    player.sheet = sheet(**given, answers=mine)
    assert player.saved.startswith("Dine svar er gemt")
    player.sheet = sheet(**given, answers=others)
    assert "hører ikke til testen" in player.saved
    assert QuizPlayer(payload, tmp_path).participant == "ab1"


def test_practice_writes_no_file(tmp_path: Path) -> None:
    player = QuizPlayer(quiz_data("practice"), tmp_path)
    player.sheet = sheet()
    assert list(tmp_path.iterdir()) == []


def _written(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "svar.json").read_text(encoding="utf-8"))
    return data


def test_two_views_of_a_quiz_write_each_others_answers_into_the_file(handed_out: Path) -> None:
    """Two cells, or two notebooks, beside one file: the one that writes last must not undo the other."""
    one, other = quiz("quiz.json"), quiz("quiz.json")
    one.sheet = sheet()
    other.sheet = sheet(answers=hidden({"om-multiple": ["dorthe"]}))
    assert "Det, du har svaret i et andet vindue, er taget med." in other.saved
    assert other.answers == hidden({"om-single": "anton", "om-multiple": ["dorthe"]})
    one.sheet = sheet(answers=hidden({"om-single": "berta"}))
    kept = _written(handed_out)
    assert kept["answers"] == hidden({"om-single": "berta", "om-multiple": ["dorthe"]})
    other.sheet = sheet(answers=hidden({"om-single": "anton"}))  # what was taken away here stays away
    assert _written(handed_out)["answers"] == hidden({"om-single": "berta"})


def test_what_another_view_deleted_does_not_come_back(handed_out: Path) -> None:
    one, other = quiz("quiz.json"), quiz("quiz.json")
    one.sheet = sheet()
    other.sheet = sheet()
    one.sheet = {}
    other.sheet = sheet(answers=hidden({"om-single": "anton", "om-multiple": ["dorthe"]}))
    assert _written(handed_out)["answers"] == hidden({"om-multiple": ["dorthe"]})


def test_the_file_of_another_participant_is_not_written_over(handed_out: Path) -> None:
    one, other = quiz("quiz.json"), quiz("quiz.json")
    one.sheet = sheet()
    other.sheet = sheet(participant="hb-043")
    assert other.saved.startswith("Dine svar er ikke gemt, for i svar.json ligger nu svar fra koden hb-042.")
    assert _written(handed_out) == sheet()
    one.sheet = sheet(participant="hb-043")  # one's own may be given another code
    assert one.saved.startswith("Dine svar er gemt")


def test_a_file_of_another_edition_is_put_by_before_it_is_written_over(handed_out: Path) -> None:
    old = json.dumps(sheet(revision=2))
    (handed_out / "svar.json").write_text(old, encoding="utf-8")
    player = quiz("quiz.json")
    player.sheet = sheet()
    assert "hedder nu svar-tidligere-1.json" in player.saved
    assert (handed_out / "svar-tidligere-1.json").read_text(encoding="utf-8") == old
    assert quiz("quiz.json").answers == hidden({"om-single": "anton"})


@pytest.mark.slow
def test_a_static_page_takes_the_html(course: Path) -> None:
    """MyST-NB runs the notebook and picks the HTML, as the site is set up."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
    from sphinx.application import Sphinx

    source = course / "sider"
    source.mkdir()
    cells = [
        new_markdown_cell("# En case"),
        new_code_cell("from trekant.widgets import vignette\nvignette('den-tomme-plads')"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), source / "index.ipynb")
    (source / "conf.py").write_text(
        "extensions = ['myst_nb']\nnb_execution_mode = 'force'\nnb_execution_raise_on_error = True\n"
        "nb_mime_priority_overrides = [['html', 'text/html', 5]]\n",
        encoding="utf-8",
    )
    built = course / "bygget"
    Sphinx(source, source, built, course / "doctrees", "html", status=None, warning=None).build()
    html = (built / "index.html").read_text(encoding="utf-8")
    assert '<div class="trekant-player" data-player="vignette" id="player-den-tomme-plads">' in html
    assert "application/vnd.jupyter.widget-view+json" not in html
