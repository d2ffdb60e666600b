"""What is held on a participant: all of it is handed out, and all of it is removed, and nobody else's."""

from __future__ import annotations

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.grading import feedback, sheet, write_json
from tests.people import FREE_TEXT, NAMES, QUIZ, die, killed, rows, tree, trekant
from trekant.grading.courses import GradingError
from trekant.grading.folders import INCOMING
from trekant.grading.gradebook import open_gradebook
from trekant.grading.intake.foreign import set_foreign_aside
from trekant.grading.people import forget as forgetting
from trekant.grading.people.forget import LOG, forget, held
from trekant.grading.people.locations import safe_code

ANA = NAMES["ana"]


@pytest.fixture(scope="session")
def _everywhere(_graded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = Path(shutil.copytree(_graded, tmp_path_factory.mktemp("everywhere") / "course"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert feedback(root)["success"]
        assert trekant("certificates", QUIZ).exit_code == 0
        submitted = root / "quizzes/submitted"
        (submitted / "ana" / QUIZ / "evil.html").write_text("<b>ana</b>", encoding="utf-8")
        set_foreign_aside(QUIZ, "ana", [str(submitted / "ana" / QUIZ / f"{QUIZ}.ipynb")])
        write_json(submitted / INCOMING / "0f0f" / "svar.json", sheet("ana"))
        write_json(root / "hold/svar-proeve-ana.json", sheet("ana"))
        write_json(root / "hold/svar-proeve-ana.txt", sheet("ana"))
        write_json(root / "quizzes/svar-proeve-bo.json", sheet("bo"))
        assert trekant("participants", "export", "ana").exit_code == 0
    return root


@pytest.fixture
def everywhere(_everywhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course in which something of ana's lies in every place there is; it is the working folder."""
    root = Path(shutil.copytree(_everywhere, tmp_path / "everywhere", symlinks=True))
    monkeypatch.chdir(root)
    return root


def _of_ana(name: str, content: bytes) -> bool:
    return "ana" in name.split("/") or "-ana." in name or b'"ana"' in content or ANA.encode() in content


def test_forget_removes_all_of_one_and_nothing_of_the_others(everywhere: Path) -> None:
    before, tables = tree(everywhere), rows(everywhere)
    result = trekant("participants", "forget", "ana", typed="slet\n")
    assert result.exit_code == 0, result.output
    assert "Det er slettet alt sammen." in result.output
    after = tree(everywhere)
    gone = before.keys() - after.keys()
    for place in ("submitted/ana", "submitted/.replaced/ana", "submitted/.set-aside/ana", "autograded/ana"):
        assert [name for name in gone if name.startswith(f"quizzes/{place}/")], place
    assert {
        "hold/svar-proeve-ana.json",
        "hold/svar-proeve-ana.txt",
        "deltager-ana.zip",
        f"quizzes/certificates/{QUIZ}/ana.pdf",
    } <= gone
    assert f"quizzes/feedback/ana/{QUIZ}/{QUIZ}.html" in gone
    assert f"quizzes/submitted/{INCOMING}/0f0f/svar.json" in gone
    # the answer file that the course's participants were put in from lies in the inbox, under another name
    others = {name: content for name, content in before.items() if name not in gone}
    assert not [name for name, content in after.items() if _of_ana(name, content)]
    assert {name: after[name] for name in others} == others
    assert after.keys() - before.keys() == {f"quizzes/{LOG}"}
    left = rows(everywhere)
    assert "ana" not in repr(left) and ANA.split()[1] not in repr(left)
    for table, whole in tables.items():
        assert set(map(repr, left[table])) <= set(map(repr, whole)), table
    codes = {row[0] for row in left["student"]}
    assert codes == NAMES.keys() - {"ana"}
    assert len(left["grade"]) == len(tables["grade"]) * 2 // 3, "two of three still have their points"


def _bytes_of_database(root: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (root / "quizzes").glob("gradebook.db*"))


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_no_byte_of_the_name_is_left_in_the_database(everywhere: Path, journal: str) -> None:
    """Also where SQLite does not write over what is deleted, and where something was deleted before."""

    def leave_it(connection: sqlite3.Connection, _: Any) -> None:
        if isinstance(connection, sqlite3.Connection):
            connection.execute("PRAGMA secure_delete = OFF")
            connection.execute("PRAGMA wal_autocheckpoint = 0")

    event.listen(Engine, "connect", leave_it)
    try:
        with sqlite3.connect(everywhere / "quizzes/gradebook.db") as database:
            database.execute(f"PRAGMA journal_mode = {journal}")
            database.execute("PRAGMA secure_delete = OFF")
            database.execute("UPDATE comment SET manual_comment = NULL WHERE manual_comment LIKE '%Ana%'")
        database.close()
        assert ANA.encode() in _bytes_of_database(everywhere), "the comment that was deleted the usual way"
        assert trekant("participants", "forget", "ana", "--yes").exit_code == 0
    finally:
        event.remove(Engine, "connect", leave_it)
    left = _bytes_of_database(everywhere)
    for word in (ANA, "Østergård-Ngọc", "ana@fjordby.example"):
        assert word.encode() not in left
    assert NAMES["bo"].split()[1].encode() in left


def test_nothing_goes_before_the_word_is_written(everywhere: Path) -> None:
    before, tables = tree(everywhere), rows(everywhere)
    for typed in ("\n", "ja\n", "y\n", ""):
        result = trekant("participants", "forget", "ana", typed=typed)
        assert result.exit_code == 1
    assert tree(everywhere) == before and rows(everywhere) == tables


def test_what_it_cannot_reach_is_named(everywhere: Path) -> None:
    quizzes = everywhere / "quizzes"
    (quizzes / "grades.csv").write_text(
        f"student_id,first_name\nana,{ANA}\nbo,Bo\n", encoding="cp1252", errors="replace"
    )
    (quizzes / "andre.csv").write_text("student_id\nanart-2\nbo\n")
    (quizzes / "gradebook.db.2026-11-01").write_bytes(_bytes_of_database(everywhere))
    with zipfile.ZipFile(everywhere / "hold.xlsx", "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/sharedStrings.xml", f"<t>{ANA}</t>")
    with zipfile.ZipFile(everywhere / "hold/alle.zip", "w") as archive:
        archive.writestr("svar-proeve-ana.json", "{}")
    output = trekant("participants", "forget", "ana", "--yes").output
    named = output.split("Ret eller slet dem selv:")[1]
    for name in ("quizzes/grades.csv", "quizzes/gradebook.db.2026-11-01", "hold.xlsx", "hold/alle.zip"):
        assert name in named
        assert (everywhere / name).exists()
    assert "andre.csv" not in named and "svar-proeve-bo" not in named
    assert "Sikkerhedskopier" in named


def test_the_log_says_how_much_and_not_whose(everywhere: Path) -> None:
    trekant("participants", "forget", "ana", "--yes")
    text = (everywhere / "quizzes" / LOG).read_text(encoding="utf-8")
    assert "forget: 1 deltager" in text and "ana" not in text.replace("deltager", "")


@pytest.mark.parametrize("code", ["..", ".", "", "../bo", "a/b", "bo\\x", ".replaced", "*"])
def test_no_code_leads_out_of_its_folder(graded: Path, code: str) -> None:
    before = tree(graded)
    with pytest.raises(GradingError, match="er ikke en deltagerkode"):
        safe_code(code)
    assert trekant("participants", "forget", "--yes", code).exit_code == 1
    assert tree(graded) == before


def test_somebody_called_as_a_quiz_takes_nobody_along(graded: Path) -> None:
    trekant("certificates", QUIZ)
    with open_gradebook(graded) as gradebook:
        gradebook.add_student(QUIZ)
    before = tree(graded)
    assert trekant("participants", "forget", QUIZ, "--yes").exit_code == 0
    assert before.items() <= tree(graded).items()


def test_a_link_is_removed_and_not_what_it_leads_to(graded: Path, tmp_path: Path) -> None:
    target = tmp_path / "andres"
    write_json(target / "vigtig.json", {"a": 1})
    (graded / "quizzes/submitted/dan").symlink_to(target)
    assert trekant("participants", "forget", "dan", "--yes").exit_code == 0
    assert not (graded / "quizzes/submitted/dan").is_symlink()
    assert (target / "vigtig.json").exists()


def test_of_whom_nothing_is_held_that_is_said(graded: Path) -> None:
    for command in ("forget", "export"):
        result = trekant("participants", command, "ukendt")
        assert result.exit_code == 1 and "Der er ikke gemt noget om »ukendt«." in result.output


def _die_at(name: str, number: int = 1) -> Callable[[], None]:
    """Let the ``number``-th call of a function of the forgetting be the last thing that happens."""

    def arrange() -> None:
        original, calls = getattr(forgetting, name), iter(range(1, 1_000))
        replacement = lambda *args: die() if next(calls) == number else original(*args)  # noqa: E731
        setattr(forgetting, name, replacement)

    return arrange


@pytest.mark.parametrize(
    "arrange",
    [
        *(pytest.param(_die_at("remove", number), id=f"at file {number}") for number in (1, 3, 6)),
        *(pytest.param(_die_at(name), id=f"at {name}") for name in ("delete_rows", "note", "scrub")),
    ],
)
def test_a_forgetting_that_is_killed_is_finished_by_the_next(everywhere: Path, arrange: Callable[[], None]) -> None:
    with killed() as in_child:
        if in_child:
            arrange()
            with open_gradebook(everywhere) as gradebook:
                forget(everywhere, gradebook, held(everywhere, gradebook, "ana"))
    trekant("participants", "forget", "ana", "--yes")
    assert not [name for name, content in tree(everywhere).items() if _of_ana(name, content)]
    assert ANA.encode() not in _bytes_of_database(everywhere)
    with open_gradebook(everywhere) as gradebook:
        assert held(everywhere, gradebook, "ana").nothing


def _impatient(connection: Any, _: Any) -> None:
    connection.execute("PRAGMA busy_timeout = 50")


def test_while_another_program_reads_the_gradebook_that_is_said(everywhere: Path) -> None:
    with sqlite3.connect(everywhere / "quizzes/gradebook.db") as other:
        other.execute("PRAGMA journal_mode = WAL")
    other.close()
    reader = sqlite3.connect(everywhere / "quizzes/gradebook.db", isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM student").fetchone()
    event.listen(Engine, "connect", _impatient)
    try:
        result = trekant("participants", "forget", "ana", "--yes")
    finally:
        event.remove(Engine, "connect", _impatient)
        reader.close()
    assert result.exit_code == 1 and "Luk formgrader og JupyterLab, og kør kommandoen igen." in result.output
    trekant("participants", "forget", "ana", "--yes")
    assert ANA.encode() not in _bytes_of_database(everywhere)


def test_export_has_everything_and_no_key(everywhere: Path) -> None:
    result = trekant("participants", "export", "ANA", "--to", "ud.zip")
    assert result.exit_code == 0 and "ud.zip" in result.output
    with zipfile.ZipFile("ud.zip") as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    data = json.loads(content["oplysninger.json"])
    assert data["deltager"]["navn"] == ANA and data["deltager"]["hold"] == "2026-1"
    slots = data["karakterbogen"][0]["spørgsmål"]
    assert slots["slot-06"] == {"point": 1.5, "rettet af et menneske": True, "kommentar": f"Fint skrevet, {ANA}."}
    assert sum(slot["point"] for slot in slots.values()) == 10
    assert len(data["kursusbeviser"]) == 1
    assert data["andre filer, hvor koden eller navnet står"] == []
    files = [name for name in content if name.startswith("filer/")]
    for wanted in (
        f"filer/quizzes/submitted/ana/{QUIZ}/svar.json",
        f"filer/quizzes/feedback/ana/{QUIZ}/{QUIZ}.html",
        f"filer/quizzes/certificates/{QUIZ}/ana.pdf",
        "filer/hold/svar-proeve-ana.json",
    ):
        assert wanted in files
    assert [name for name in files if ".replaced/ana/" in name and name.endswith("svar.json")]
    assert [name for name in files if ".set-aside/ana/" in name]
    assert FREE_TEXT.encode() in content[f"filer/quizzes/submitted/ana/{QUIZ}/svar.json"]
    assert not [name for name in files if "autograded" in name or name.endswith(".zip")]
    assert {place["hvad"] for place in data["filer"]} >= {"rettede svar"}, "named, though it is not handed out"
    told = content["oversigt.txt"].decode()
    answers = content["svar.html"].decode()
    assert answers.count("<h2>Fjordbys prøve, afleveret ") == 3, "each attempt once, and the copies not again"
    assert f"<pre>{FREE_TEXT}</pre>" in answers and "Svaret:" in answers
    assert ANA in told and "kommentar: Fint skrevet" in told and "er ikke med, for filerne har også facit" in told
    whole = b"".join(value for name, value in content.items() if not name.endswith(".pdf")).decode()
    graded = (everywhere / f"quizzes/autograded/ana/{QUIZ}/{QUIZ}.ipynb").read_text(encoding="utf-8")
    for of_the_key in ("Det rigtige svar", "rigtig)", "Det skal svaret have med"):
        assert of_the_key in graded and of_the_key not in whole
    assert NAMES["bo"] not in whole


def test_export_of_somebody_who_only_stands_on_the_list(graded: Path) -> None:
    assert trekant("participants", "export", "eva-1").exit_code == 0
    with zipfile.ZipFile("deltager-eva-1.zip") as archive:
        assert archive.namelist() == ["oversigt.txt", "oplysninger.json"]
        assert NAMES["eva-1"] in archive.read("oversigt.txt").decode()


def test_what_was_forgotten_does_not_come_back_with_the_next_collect(everywhere: Path) -> None:
    trekant("participants", "forget", "ana", "--yes")
    result = trekant("collect", ".")
    assert not (everywhere / "quizzes/submitted/ana").exists()
    assert "ana" not in {path.name for path in (everywhere / "quizzes/submitted").iterdir()}
    assert "modtaget" in result.output
