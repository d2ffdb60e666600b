"""What comes from outside is read guarded: no pipe, no link, no end in sight; and where somebody is named is found."""

from __future__ import annotations

import email.message
import os
import shutil
import struct
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.copied import ROOT
from tests.grading import QUIZ
from tests.people import NAMES, trekant
from trekant.course.outside import OutsideError, opened, read_outside
from trekant.course.people.participant import Participant
from trekant.grading.people import mentions as looking
from trekant.grading.people.mentions import Mentions, mentions

ANA = Participant(code="ana", name=NAMES["ana"])


@pytest.fixture
def course(graded: Path) -> Path:
    """The fictional course with an empty inbox, and nobody's files lying about."""
    shutil.rmtree(graded / "inbox")
    (graded / "quizzes/inbox").mkdir()
    return graded


def _link(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(3 * 1024 * 1024)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (os.mkfifo, "det er ikke en almindelig fil"),
        (Path.mkdir, "det er ikke en almindelig fil"),
        (_link, "filen er et link, og et link bliver ikke fulgt"),
        (_large, "filen er for stor (3 MB; grænsen er 1 KB)"),
        (lambda path: None, "filen mangler"),
    ],
)
def test_only_a_plain_file_of_some_size_is_read(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    make(tmp_path / "fil")
    with pytest.raises(OutsideError) as caught:
        read_outside(tmp_path / "fil", 1024)
    assert str(caught.value) == said


def test_a_device_has_no_end_and_is_not_read() -> None:
    with pytest.raises(OutsideError, match="ikke en almindelig fil"), opened(Path("/dev/zero"), 1024):
        pass


def test_no_more_is_read_than_agreed_of_a_file_that_grows(tmp_path: Path) -> None:
    path = tmp_path / "fil"
    path.write_bytes(b"x" * 10)
    with opened(path, 20) as file:
        path.write_bytes(b"x" * 1000)
        assert len(file.read(21)) == 21
    assert read_outside(path, 1000) == b"x" * 1000


@pytest.mark.parametrize(
    "command", [("participants", "import"), ("report", "--from"), ("collect",), ("grade", QUIZ)], ids=lambda one: one[0]
)
def test_no_command_waits_for_a_pipe(graded: Path, command: tuple[str, ...]) -> None:
    for name in ("liste.csv", "svar.json", "svar.zip"):
        os.mkfifo(graded / name)
        result = trekant(*command, name)
        assert result.exit_code == 1 and ("ikke en almindelig fil" in result.output or name == "liste.csv")
        assert not result.exception or isinstance(result.exception, SystemExit), result.exception


# where a participant is mentioned -----------------------------------------------------------------------------------


def _bomb(path: Path) -> None:
    """Some KB that unpack to 300 MB and say that they are 100 bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive, archive.open("noter.txt", "w") as file:
        for _ in range(300):
            file.write(b"0" * 1024 * 1024)
    raw = bytearray(path.read_bytes())
    start = raw.index(b"PK\x01\x02") + 24
    raw[start : start + 4] = struct.pack("<I", 100)
    path.write_bytes(raw)


def _document(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w:t>Svaret fra an</w:t><w:t>a er læst</w:t>")


def _mail(path: Path) -> None:
    mail = email.message.EmailMessage()
    mail["Subject"] = "Noter"
    mail["From"] = "underviser@fjordby.example"
    mail.set_content("Se vedhæftet.")
    inner = path.with_suffix(".docx")
    _document(inner)
    mail.add_attachment(inner.read_bytes(), maintype="application", subtype="msword", filename="noter.docx")
    inner.unlink()
    path.write_bytes(mail.as_bytes())


def _look(root: Path) -> Mentions:
    found = mentions(root, ANA, [])
    return Mentions(*(tuple(Path(path.name) for path in paths) for paths in (found.found, found.unread)))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("noter.txt", lambda path: path.write_text("Husk ana.", encoding="utf-8")),
        ("noter.md", lambda path: path.write_text(f"Husk {NAMES['ana']}.", encoding="utf-8")),
        ("windows.txt", lambda path: path.write_text("Husk ana.", encoding="utf-16")),
        ("noter", lambda path: path.write_text("x ana x")),
        ("noter.docx", _document),
        ("mail.eml", _mail),
        ("ana.docx", lambda path: path.write_bytes(b"")),
        ("svar_ana (2).jpeg", lambda path: path.write_bytes(b"")),
        ("Ana_Østergård-Ngọc.txt", lambda path: path.write_bytes(b"")),
    ],
)
def test_a_code_or_a_name_is_found_in_files_of_every_kind_and_in_their_names(
    course: Path, name: str, make: Callable[[Path], object]
) -> None:
    folder = course / "quizzes/inbox"
    make(folder / name)
    (folder / "andre.txt").write_text("banan og anart-2")
    assert _look(course) == Mentions((Path(name),), ())


@pytest.mark.parametrize("make", [_bomb, lambda path: path.write_bytes(b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18)])
def test_what_cannot_be_looked_into_is_told(course: Path, make: Callable[[Path], object]) -> None:
    make(course / "quizzes/inbox/noter.zip")
    os.mkfifo(course / "quizzes/inbox/pipe.txt")
    assert _look(course) == Mentions((), (Path("noter.zip"),))
    copied = trekant("participants", "export", "ana")
    assert copied.exit_code == 0
    with zipfile.ZipFile("deltager-ana.zip") as archive:
        overview = archive.read("oversigt.txt").decode()
    assert "Disse filer kunne ikke læses igennem, så se selv efter i dem:\n  quizzes/inbox/noter.zip" in overview
    done = trekant("participants", "forget", "ana", "--yes")
    assert done.exit_code == 0 and "så se selv efter i dem:\n  quizzes/inbox/noter.zip" in done.output


def test_a_zip_of_zips_is_looked_into_so_far_and_no_further(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = course / "quizzes/inbox/alt.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("tom.txt", "0" * 10_000)
    for _ in range(10):
        inner = path.read_bytes()
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("indre.zip", inner)
    assert _look(course).unread == (Path("alt.zip"),)
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", "0" * 10_000)
    assert _look(course) == Mentions((), ())
    monkeypatch.setattr(looking, "LARGEST", 41_000)
    assert _look(course) == Mentions((), ())
    monkeypatch.setattr(looking, "LARGEST", 35_000)
    assert _look(course).unread == (Path("alt.zip"),)


def test_the_files_of_the_course_itself_are_not_looked_into(course: Path) -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in (name for name in listed.split("\0") if name and "/" not in name):
        (course / name).write_text("ana")
    (course / "book/ana.md").write_text("ana")
    assert _look(course) == Mentions((), ())
    (course / "NOTER.md").write_text("ana")
    assert _look(course) == Mentions((Path("NOTER.md"),), ())
