"""What somebody else wrote is shown in the terminal and never obeyed, whatever command prints it."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grading import QUIZ, sheet, write_json
from tests.people import graded as grade_all
from tests.people import trekant
from trekant.course.writing.text import on_screen
from trekant.grading.gradebook import open_gradebook

ENGINE = Path(__file__).parents[1] / "src/trekant"
EVIL = "\x1b[2J\x1b]0;PWN\x07\x9b31m\u202eabc\u2066\ufeff\r"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]")


@given(st.text())
def test_a_terminal_finds_nothing_to_obey(text: str) -> None:
    shown = on_screen(text)
    assert not OBEYED.search(shown) and len(shown) == len(text)
    kept = [char for char in text if unicodedata.category(char)[0] in "LMNPS"]
    assert list(on_screen("".join(kept))) == kept


def test_there_is_one_way_to_the_terminal() -> None:
    ways = re.compile(r"click\.(echo|secho)\(|\bprint\(|std(out|err)\.write\(")
    found = [path.name for path in (ENGINE / "cli").glob("*.py") if ways.search(path.read_text(encoding="utf-8"))]
    assert found == ["base.py"]


def _hostile(root: Path) -> None:
    """Files, codes, ids and names that hold what a terminal obeys; what a file system and YAML let through."""
    grade_all(root)
    with open_gradebook(root) as gradebook:
        for student in ("ana", "bo"):
            gradebook.update_or_create_student(student, first_name=EVIL, last_name=EVIL, email=EVIL)
        gradebook.add_student(f"x{EVIL}", first_name=EVIL)
        gradebook.db.commit()
    Path(f"liste{EVIL}.csv").write_text(f"kode;navn;x{EVIL}\nq-1;Hans;1\nana;Ana;2\n", encoding="utf-8")
    Path("koder.csv").write_text(f'kode;navn\n"{EVIL}";"{EVIL}"\n"a b{EVIL}";Bo\n', encoding="utf-8")
    Path("svar.csv").write_text(
        "participant,question,fraction,points\n" + f'a,"q{EVIL}",1,1\na,"q{EVIL}",1,1\n', encoding="utf-8"
    )
    Path("ord.csv").write_text(f'participant,question,fraction,points\na,q,"{EVIL}",1\n', encoding="utf-8")
    write_json(Path(f"svar{EVIL}.json"), sheet("ana", handed_in="2027-01-01T00:00:00Z"))
    write_json(Path("evil.json"), sheet(f"a{EVIL}", quiz=f"q{EVIL}"))
    Path("skrald.json").write_text(json.dumps({EVIL: EVIL, "format": EVIL}), encoding="utf-8")
    (root / f"quizzes/banks/evil{EVIL}.yaml").write_text(f'use: "{EVIL.encode("unicode_escape").decode()}"\n')
    (root / "quizzes/evil.yaml").write_text(
        f'id: "x{EVIL.encode("unicode_escape").decode()}"\n"{EVIL.encode("unicode_escape").decode()}": 1\n'
    )


COMMANDS = [
    ("participants", "import", "--dry-run", f"liste{EVIL}.csv"),
    ("participants", "import", "koder.csv"),
    ("participants", "list"),
    ("participants", "codes", "2", "--csv", f"nye{EVIL}.csv"),
    ("participants", "list", "--csv", f"ud{EVIL}.csv"),
    ("participants", "export", "ana"),
    ("participants", "export", f"x{EVIL}"),
    ("participants", "forget", f"x{EVIL}", "--yes"),
    ("participants", "forget", f"{EVIL}"),
    ("collect", f"svar{EVIL}.json", "evil.json", "skrald.json"),
    ("grade", QUIZ, "--all"),
    ("grade", f"q{EVIL}"),
    ("feedback", QUIZ, "--to", f"sider{EVIL}"),
    ("report", QUIZ, "--to", f"rapport{EVIL}"),
    ("report", "--from", "svar.csv"),
    ("report", "--from", "ord.csv"),
    ("verify", EVIL),
    ("expire", "--dry-run"),
    ("check",),
    ("coverage",),
    ("preview", f"q{EVIL}"),
    ("new", "question", f"q{EVIL}"),
    ("assignments", f"q{EVIL}"),
]


def test_no_command_lets_a_terminal_obey(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    _hostile(released)
    said = {}
    for command in COMMANDS:
        done = trekant(*command)
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        said[command] = done.output
    obeyed = {command: OBEYED.findall(output) for command, output in said.items() if OBEYED.search(output)}
    assert obeyed == {}
    assert "\N{REPLACEMENT CHARACTER}" in said["participants", "list"]
