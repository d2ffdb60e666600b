"""The roster: what a spreadsheet writes comes in whole or not at all, and what is listed can be opened safely."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert

from tests.people import NAMES, put_on_roster, rows, trekant
from trekant.course.people.participant import MAX_FIELD, Participant
from trekant.course.writing.table import safe_cell
from trekant.grading.gradebook import open_gradebook
from trekant.grading.own_tables import EXTRA
from trekant.grading.people import roster as roster_module
from trekant.grading.people.roster import Import, import_roster, participants
from trekant.grading.people.roster_file import RosterError, read_roster

HEADERS = {
    "code": ["kode", "Deltagerkode", "CODE", "id", "student_id"],
    "name": ["navn", "Navn", "NAME", "Fulde navn"],
    "email": ["e-mail", "E-Mail", "mail", "Email", "e-mailadresse"],
    "workplace": ["arbejdssted", "Arbejdsplads", "workplace"],
    "cohort": ["hold", "Hold", "COHORT"],
    "manager": ["leder", "Leder", "Lederens e-mail", "MANAGER"],
}
CODES = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
# Danish first, and what Windows-1252 has not; no characters that are no text, and no leading or double spaces
LINES = st.text(st.sampled_from("abcæøåÆØÅéü ;,\"'-=+@\t.ÖłЖمNguyễn"), max_size=30).map(
    lambda text: " ".join(text.split())
)
PEOPLE = st.lists(
    st.builds(
        Participant,
        code=CODES,
        name=LINES.map(lambda text: f"Å {text}".strip()),
        email=st.sampled_from(["", "a@b.dk", "Åse.Ø+x@skole.fjordby.example"]),
        workplace=LINES,
        cohort=LINES,
        manager=st.sampled_from(["", "Lene@B.dk", "lene@b.dk"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda one: one.code,
)


@settings(max_examples=60)
@given(
    people=PEOPLE,
    header=st.fixed_dictionaries({field: st.sampled_from(names) for field, names in HEADERS.items()}),
    order=st.permutations(list(HEADERS)),
    delimiter=st.sampled_from(";,\t"),
    newline=st.sampled_from(["\r\n", "\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    coding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    empty_rows=st.booleans(),
)
def test_what_a_spreadsheet_writes_is_read_back(
    people: list[Participant],
    header: dict[str, str],
    order: list[str],
    delimiter: str,
    newline: str,
    quoting: int,
    coding: str,
    empty_rows: bool,
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerow(header[field] for field in order)
    for one in people:
        writer.writerow(safe_cell(getattr(one, field)) for field in order)
        if empty_rows:
            writer.writerow([""] * len(order))
    try:
        raw = out.getvalue().encode(coding)
    except UnicodeEncodeError:
        return
    assert list(read_roster(raw).participants) == people


@given(st.binary(max_size=300) | st.text(st.sampled_from('kode;navn,"\n\rab\0ø@=-'), max_size=200).map(str.encode))
def test_no_file_makes_it_stumble(raw: bytes) -> None:
    try:
        found = read_roster(raw)
    except RosterError as error:
        assert error.problems
        assert all(problem.startswith(("Linje ", "Der er ingen", "Filen ")) for problem in error.problems)
    else:
        assert found.participants


def test_every_bad_row_is_named_with_line_and_field() -> None:
    text = (
        "Navn;E-mail;Kode;Hold;Leder\r\n"
        "Åse Bo;aase@b.dk;aase;1;Lene@B.dk\r\n"
        "Kim;kim@;k im;1;Lene Leder\r\n"
        ";;lone;1\r\n"
        '"To\r\nlinjer";;to-linjer;1\r\n'
        "Åse To;;AASE;1\r\n"
        "SÃ¸ren;;soeren;1\r\n"
        "17;;sytten;1;;for meget\r\n"
        f"Lang;;lang;{'x' * (MAX_FIELD + 1)}\r\n"
    )
    with pytest.raises(RosterError) as caught:
        read_roster(text.encode())
    assert caught.value.problems == [
        "Linje 3, kode: »k im« er ikke en deltagerkode; brug små bogstaver a-z, tal og bindestreg.",
        "Linje 3, e-mail: »kim@« er ikke en mailadresse.",
        "Linje 3, leder: »Lene Leder« er ikke en mailadresse; skriv lederens mailadresse, eller lad feltet være tomt.",
        "Linje 5, navn: har et linjeskift eller et tegn, der ikke kan læses.",
        "Linje 7, kode: »aase« står også i linje 2.",
        "Linje 8, navn: »SÃ¸ren« er gemt med en forkert tegnkodning; gem filen igen som CSV UTF-8.",
        "Linje 9: Der er 6 felter, men overskriften har 5.",
        "Linje 10, hold: er for lang; højst 120 tegn.",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Linje 1: Kolonnen »kode« mangler."),
        ("navn;hold\nÅse;1", "Linje 1: Kolonnen »kode« mangler."),
        ('kode,"navn, fornavn"\na,"Bo, Åse"', "Kolonnen »navn, fornavn« kendes ikke"),
        ("kode;id;navn\na;b;c", "»kode« og »id« er den samme oplysning"),
        ("kode;navn;fornavn;efternavn\na;b;c;d", "Navnet står både i en kolonne og delt i to"),
        ("kode;navn\n", "Der er ingen deltagere i filen."),
        ('kode;navn\na;"Åse\n' + "x;y\n" * 60_000, "Resten kan ikke læses; der mangler nok et anførselstegn."),
    ],
)
def test_what_is_wrong_with_the_whole_file_is_told(text: str, says: str) -> None:
    with pytest.raises(RosterError, match=says.replace("(", r"\(")):
        read_roster(text.encode())


def test_only_the_code_is_needed() -> None:
    assert read_roster(b"kode\nsol-4h7\nregn-2k9\n").participants == (
        Participant(code="sol-4h7"),
        Participant(code="regn-2k9"),
    )
    assert read_roster("kode;navn\nsol-4h7;\nregn-2k9;Åse".encode()).participants[0] == Participant(code="sol-4h7")


@pytest.mark.parametrize(
    "row",
    [
        "0101701234;Åse;;", "010170-1234;Åse;;", "sol-4h7;Åse 010170 1234;;", "sol-4h7;Åse;310599–4321;",
        "sol-4h7;Åse;;CPR: 010170-1234", "hold-010170-1234;Åse;;", "sol-4h7;Åse;;610170.1234", "0101701234x;Åse;;",
    ],
)  # fmt: skip
def test_a_personal_number_is_refused_wherever_it_stands_and_is_not_repeated(row: str) -> None:
    with pytest.raises(RosterError) as caught:
        read_roster(f"kode;navn;arbejdssted;bemærkning\nregn-2k9;Bo;;\n{row}\n".encode())
    [said] = caught.value.problems
    assert said.startswith("Linje 3, ") and "CPR-nummer" in said and "trekant participants codes" in said
    assert "1234" not in said and "4321" not in said


@pytest.mark.parametrize("row", ["1234567890;Åse", "sol-4h7;Åse 2026-2027", "a12345678;Bo", "sol-4h7;Bo 12345678901"])
def test_other_numbers_are_no_personal_numbers(row: str) -> None:
    assert read_roster(f"kode;navn\n{row}\n".encode()).participants


def test_a_personal_number_in_the_first_line_is_refused() -> None:
    with pytest.raises(RosterError, match="Linje 1: Der står noget, der ligner et CPR-nummer"):
        read_roster(b"kode;010170-1234\na;b")


@pytest.mark.parametrize(
    "char", ["<", ">", "&", "¿", "›", "†", "\N{BOX DRAWINGS LIGHT VERTICAL}", "\x1b", "\x85", "\ufffd"]
)
def test_a_name_with_what_no_name_is_spelt_with_is_refused(char: str) -> None:
    with pytest.raises(RosterError, match="Linje 2, navn: "):
        read_roster(f"kode;navn\na;S{char}ren\n".encode())


def test_marks_that_nobody_sees_are_left_out_of_a_name() -> None:
    [one] = read_roster("kode;navn\na;\ufeffAbe\ufeff R\u202een\u200b\xad\n".encode()).participants
    assert one.name == "Abe Ren"
    [one] = read_roster("kode;navn\na;رضا\u200cزاده O’Brien-Nguyễn\n".encode()).participants
    assert "\u200c" in one.name and "O’Brien-Nguyễn" in one.name


def test_names_in_two_columns_and_nbgraders_own_file_are_read() -> None:
    found = read_roster(b"sep=,\r\nid,first_name,last_name,email\r\nana,Ana Maria,Bo,\r\n")
    assert found.participants == (Participant(code="ana", name="Ana Maria Bo"),)
    assert found.columns == {"code", "name", "email"}


def _import(root: Path, text: str, *, dry_run: bool = False) -> Import:
    with open_gradebook(root) as gradebook:
        return import_roster(gradebook, read_roster(text.encode()), dry_run=dry_run)


def _everybody(root: Path) -> dict[str, Participant]:
    with open_gradebook(root) as gradebook:
        return {one.code: one for one in participants(gradebook)}


def test_those_whom_nbgrader_has_are_there_and_get_what_the_file_says(released: Path) -> None:
    assert _everybody(released)["bo"] == Participant(code="bo")
    put_on_roster(released)
    done = _import(released, "kode;navn;hold\nana;Ana Ny Østergård;2026-1\nbo;Bo Skjaldborg;2026-2\nfie;Fie Å;2026-2\n")
    assert done == Import(
        new=("fie",), changed={"ana": ("name",), "bo": ("cohort",)}, unchanged=(), absent=("cilla", "dan", "eva-1")
    )
    now = _everybody(released)
    assert now["ana"].name == "Ana Ny Østergård"
    assert now["bo"].workplace == "Børnehuset Kvisten", "a column that the file has not leaves what is there"
    assert now["bo"].cohort == "2026-2"
    assert now["fie"] == Participant(code="fie", name="Fie Å", cohort="2026-2")
    with open_gradebook(released) as gradebook:
        assert gradebook.find_student("ana").last_name == "Østergård"


def test_a_dry_run_says_the_same_and_writes_nothing(released: Path) -> None:
    put_on_roster(released)
    before = rows(released)
    text = "kode;navn\nana;En Anden\nfie;Fie\n"
    tried = _import(released, text, dry_run=True)
    assert rows(released) == before
    assert tried == _import(released, text)
    assert rows(released) != before


def test_a_failure_in_the_middle_imports_nobody(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_on_roster(released)
    before = rows(released)

    def break_down(table: object) -> object:
        if table is EXTRA:
            raise KeyboardInterrupt
        return insert(table)  # type: ignore[arg-type]

    monkeypatch.setattr(roster_module, "insert", break_down)
    with pytest.raises(KeyboardInterrupt):
        _import(released, "kode;navn\nfie;Fie\nana;Ana Anden\n")
    assert rows(released) == before


def test_one_whom_nbgrader_removed_leaves_nothing_behind(released: Path) -> None:
    put_on_roster(released)
    with open_gradebook(released) as gradebook:
        gradebook.remove_student("bo")
    assert "bo" not in _everybody(released)
    _import(released, "kode;navn\nfie;Fie\n")
    assert {row[0] for row in rows(released)["trekant_participant"]} == {*NAMES.keys() - {"bo"}, "fie"}


def test_import_and_list_on_the_command_line(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    Path("hold.csv").write_bytes("Kode;Navn;Telefon\r\nåse;Åse;1\r\n".encode("cp1252"))
    bad = trekant("participants", "import", "hold.csv")
    assert bad.exit_code == 1
    assert "Linje 2, kode: »åse«" in bad.output and "Intet er ændret." in bad.output
    Path("hold.csv").write_bytes("Kode;Navn;Telefon\r\naase;Åse Øer;1\r\nana;Ana;2\r\n".encode("cp1252"))
    tried = trekant("participants", "import", "--dry-run", "hold.csv").output
    assert "Nye: aase" in tried and "Ændrede: ana (navn)" in tried and "Intet er ændret endnu" in tried
    assert "Kolonnen »Telefon« bliver ikke gemt." in tried
    assert "Åse" not in trekant("participants", "list").output
    assert "1 ny, 1 ændret, 0 uændret." in trekant("participants", "import", "hold.csv").output
    lines = trekant("participants", "list").output.splitlines()
    assert lines[0].split() == ["kode", "navn", "e-mail", "arbejdssted", "hold", "leder"]
    assert lines[1].split() == ["aase", "Åse", "Øer"] and lines[-1] == "6 deltagere."


def test_no_cell_of_the_list_is_run_by_a_spreadsheet(released: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(released)
    put_on_roster(released)
    _import(released, "kode;navn;arbejdssted;hold\nana;=cmd|' /C calc'!A0;@SUM(A1);'+1\n")
    before = _everybody(released)["ana"]
    assert before.name.startswith("=cmd") and before.cohort == "+1"
    assert trekant("participants", "list", "--csv", "ud.csv").exit_code == 0
    with Path("ud.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert "'=cmd|' /C calc'!A0" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert _import(released, Path("ud.csv").read_text(encoding="utf-8")).changed == {}
    again = trekant("participants", "list", "--csv", "ud.csv")
    assert again.exit_code == 1 and "findes allerede" in again.output
