"""Taking in answer files, and the ways in which a file can be no answer file."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from nbgrader.utils import parse_utc

from tests.grading import QUIZ, RIGHT, hand_in, sheet, write_json
from trekant.course.quizzes.answers import MAX_BYTES, read_kept
from trekant.course.store import load_course
from trekant.grading.intake import inbox, zips
from trekant.grading.intake.collect import CollectReport, collect


@pytest.fixture
def inbox_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def _collect(root: Path, *paths: Path) -> CollectReport:
    return collect(load_course(root), paths)


def _submission(root: Path, student: str) -> Path:
    return root / "quizzes" / "submitted" / student / QUIZ


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _sentences(root: Path, *paths: Path) -> tuple[list[str], list[str], list[str]]:
    """What was accepted, skipped and refused, without the folder in front of the file."""
    report = _collect(root, *paths)
    return tuple(  # type: ignore[return-value]
        [entry.sentence.replace(f"{root.parent}/inbox/", "") for entry in entries]
        for entries in (report.accepted, report.skipped, report.refused)
    )


def test_writes_the_submission_anew(released: Path, inbox_folder: Path) -> None:
    given = sheet("ana", {**RIGHT, "med-dine-ord": "Æblegrød \ud800 og\u2028mere"})
    before = datetime.now(UTC)
    report = _collect(released, write_json(inbox_folder / "min fil.json", given))
    assert [(entry.quiz, entry.participant) for entry in report.accepted] == [(QUIZ, "ana")]
    folder = _submission(released, "ana")
    assert _files(folder) == ["proeve.ipynb", "svar.json", "timestamp.txt"]
    assert (folder / "proeve.ipynb").read_bytes() == (released / "quizzes/release/proeve/proeve.ipynb").read_bytes()
    kept = read_kept((folder / "svar.json").read_bytes())
    assert kept.arrived is not None and before <= kept.arrived <= datetime.now(UTC), "the file's own time counts not"
    assert parse_utc((folder / "timestamp.txt").read_text().strip()) == kept.arrived.replace(tzinfo=None)
    assert kept.handed_in == datetime(2026, 11, 20, 9, tzinfo=UTC)
    assert kept.answers == {**RIGHT, "med-dine-ord": "Æblegrød ? og\u2028mere"}


def test_takes_files_folders_and_zips(released: Path, inbox_folder: Path) -> None:
    loose = write_json(inbox_folder / "loose.json", sheet("ana"))
    write_json(inbox_folder / "class" / "deep" / "b.JSON", sheet("bo"))
    (inbox_folder / "class" / ".DS_Store").write_bytes(b"x")
    (inbox_folder / "class" / "notes.docx").write_bytes(b"x")
    with zipfile.ZipFile(inbox_folder / "all.zip", "w") as archive:
        archive.writestr("../../../evil.json", json.dumps(sheet("cilla")))
        archive.writestr("__MACOSX/._evil.json", "x")
        archive.writestr("read me.txt", "x")
    accepted, skipped, refused = _sentences(released, loose, inbox_folder / "class", inbox_folder / "all.zip")
    assert accepted == [
        "loose.json: taget ind.",
        "class/deep/b.JSON: taget ind.",
        "all.zip/../../../evil.json: taget ind.",
    ]
    assert skipped == [
        "class/notes.docx: kun .json, .zip og svar….txt bliver læst.",
        "all.zip/read me.txt: kun .json, .zip og svar….txt bliver læst.",
    ]
    assert not refused
    assert not list(released.parent.rglob("evil.json"))


def test_the_last_one_handed_in_counts(released: Path, inbox_folder: Path) -> None:
    early = write_json(inbox_folder / "2.json", sheet("ana", {}, handed_in="2026-11-20T08:00:00+00:00"))
    late = write_json(inbox_folder / "1.json", sheet("ana", handed_in="2026-11-20T09:30:00+01:00"))
    accepted, skipped, refused = _sentences(released, early, late)
    assert accepted[0] == "2.json: taget ind." and accepted[1].startswith("1.json: taget ind i stedet for en, der kom")
    assert not refused and not skipped
    assert read_kept((_submission(released, "ana") / "svar.json").read_bytes()).answers == RIGHT


def test_what_was_taken_in_before_is_known_again(released: Path, inbox_folder: Path) -> None:
    hand_in(released, sheet("ana"))
    same = write_json(inbox_folder / "same.json", sheet("ana"))
    before = (_submission(released, "ana") / "svar.json").stat().st_mtime_ns
    assert _sentences(released, same)[1] == ["same.json: den er taget ind før."]
    assert (_submission(released, "ana") / "svar.json").stat().st_mtime_ns == before
    newer = write_json(inbox_folder / "newer.json", sheet("ana", {}, handed_in="2026-11-20T09:00:01Z"))
    assert _sentences(released, newer)[0][0].startswith("newer.json: taget ind i stedet for en, der kom den 20. nov")
    assert _sentences(released, same, newer)[1] == [f"{name}.json: den er taget ind før." for name in ("same", "newer")]
    assert read_kept((_submission(released, "ana") / "svar.json").read_bytes()).answers == {}
    replaced = list((released / "quizzes/submitted/.replaced/ana").glob("*/svar.json"))
    assert [read_kept(path.read_bytes()).answers for path in replaced] == [RIGHT]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"quiz": "ukendt"}, "Testen »ukendt« kan ikke læses fra quizzes/ukendt.yaml. Der er: oevelse, proeve, "),
        ({"quiz": "oevelse"}, "»oevelse« er en øvelse, og øvelser bliver ikke bedømt."),
        ({"participant": "fremmed"}, "deltageren »fremmed« står ikke på deltagerlisten."),
        ({"participant": "../bo"}, "deltagerkoden mangler eller har andet end små bogstaver a-z, tal og bindestreg."),
        ({"revision": 1}, "filen svarer på udgave 1 af testen, men den gældende er udgave 2; deltageren skal tage"),
        ({"answers": {"ukendt": "a"}}, "spørgsmålet »ukendt« hører ikke til deltagerens test."),
        ({"answers": {"nyt-skaeg": 3}}, "svaret på »nyt-skaeg« kan ikke bruges: svaret skal være én valgmulighed."),
        ({"handed_in": "0001-01-01T00:00:00+14:00"}, "feltet »handed_in« mangler eller er ikke et tidspunkt"),
        ({"handed_in": "9999-12-31T23:59:59-14:00"}, "feltet »handed_in« mangler eller er ikke et tidspunkt"),
        ({"arrived": "2026-11-20T10:00:00Z"}, "feltet »arrived« hører ikke til i en svarfil."),
        ({"drawn_for": "bo"}, "feltet »drawn_for« hører ikke til i en svarfil."),
        (
            {"format": "trekant-forloeb-1"},
            "det er deltagerens egne data fra »Mit forløb« og ikke en svarfil; bed",
        ),
        ({"\x1b[2Jfelt": 1}, "feltet »�[2Jfelt« hører ikke til i en svarfil."),
        ({"\ud800": 1}, "filen er ikke en svarfil."),
        ({"answers": {"\ud800": 1}}, "feltet »answers« mangler eller er ikke svar efter spørgsmålets navn."),
    ],
)
def test_refuses_with_file_and_reason(released: Path, inbox_folder: Path, changes: dict[str, Any], said: str) -> None:
    bad = write_json(inbox_folder / "a-bad.json", sheet("ana") | changes)
    good = write_json(inbox_folder / "b-good.json", sheet("bo"))
    accepted, skipped, refused = _sentences(released, bad, good)
    assert len(refused) == 1 and refused[0].startswith(f"a-bad.json: {said}") and refused[0].endswith(".")
    refused[0].encode()
    assert accepted == ["b-good.json: taget ind."] and not skipped
    assert _files(released / "quizzes/submitted") == [".incoming", "bo"]


def test_refuses_before_the_assignment_is_made(released: Path, inbox_folder: Path) -> None:
    (released / "quizzes/release/proeve/proeve.ipynb").unlink()
    path = write_json(inbox_folder / "a.json", sheet("ana"))
    assert _sentences(released, path)[2] == ["a.json: opgaven til »proeve« er ikke lavet endnu; lav den, og prøv igen."]


def _link(path: Path) -> None:
    path.symlink_to(write_json(path.parent.parent / "elsewhere.json", sheet("ana")))


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_link, "filen er et link, og et link bliver ikke fulgt"),
        (_large, "filen er for stor (256 KB; grænsen er 256 KB)"),
        (os.mkfifo, "det er ikke en almindelig fil"),
        (lambda path: path.write_bytes(b"\x89PNG"), "filen er ikke tekst i UTF-8"),
    ],
)
def test_refuses_what_is_no_plain_file(
    released: Path, inbox_folder: Path, make: Callable[[Path], object], said: str
) -> None:
    make(inbox_folder / "a.json")
    assert _sentences(released, inbox_folder) == ([], [], [f"a.json: {said}."])


def test_never_follows_a_link_to_a_folder(released: Path, inbox_folder: Path) -> None:
    elsewhere = write_json(inbox_folder.parent / "elsewhere" / "a.json", sheet("ana")).parent
    (inbox_folder / "link").symlink_to(elsewhere)
    assert _sentences(released, inbox_folder) == ([], [], ["link: et link bliver ikke fulgt."])
    assert [
        entry.sentence.endswith("et link bliver ikke fulgt.")
        for entry in _collect(released, inbox_folder / "link").refused
    ]


def test_says_what_is_missing(released: Path, inbox_folder: Path) -> None:
    names = ("a.json", "a.zip", "a", "a.txt")
    assert _sentences(released, *(inbox_folder / name for name in names))[2] == [f"{n}: filen mangler." for n in names]


def test_a_file_without_a_name_in_a_zip_is_passed_over(released: Path, inbox_folder: Path) -> None:
    with zipfile.ZipFile(inbox_folder / "all.zip", "w") as archive:
        archive.writestr(zipfile.ZipInfo("\0"), "{}")
        archive.writestr("ana.json", json.dumps(sheet("ana")))
    accepted, skipped, refused = _sentences(released, inbox_folder / "all.zip")
    assert (accepted, skipped, refused) == (
        ["all.zip/ana.json: taget ind."],
        ["all.zip/: kun .json, .zip og svar….txt bliver læst."],
        [],
    )


def _zip(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(f"{name}.json", content)
    return path


def _patch_central(path: Path, offset: int, value: bytes) -> Path:
    """Change the zip's directory; ``offset`` is within its one entry."""
    raw = bytearray(path.read_bytes())
    start = raw.index(b"PK\x01\x02") + offset
    raw[start : start + len(value)] = value
    path.write_bytes(raw)
    return path


def _nested(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("inner.zip", "PK")
    return path


def _linked(path: Path) -> Path:
    entry = zipfile.ZipInfo("a.json")
    entry.create_system, entry.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "/etc/passwd")
    return path


def _broken(path: Path) -> Path:
    raw = bytearray(_zip(path, a=json.dumps(sheet("ana")).encode()).read_bytes())
    raw[60:70] = bytes(10)
    path.write_bytes(raw)
    return path


BOMB = b"0" * 50_000_000


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: _zip(path, a=BOMB), "all.zip/a.json: filen er for stor; grænsen er 256 KB."),
        (
            lambda path: _patch_central(_zip(path, a=BOMB), 24, struct.pack("<I", 100)),
            "all.zip/a.json: filen er i stykker i zip-filen.",
        ),
        (
            lambda path: _patch_central(_zip(path, a=b"{}"), 8, b"\x01"),
            "all.zip/a.json: zip-filen er låst med en adgangskode; pak den ud først.",
        ),
        (
            lambda path: _patch_central(_zip(path, a=b"{}"), 10, struct.pack("<H", 99)),
            "all.zip/a.json: zip-filen er pakket på en måde, der ikke bliver læst; pak den ud først.",
        ),
        (_nested, "all.zip/inner.zip: en zip i en zip bliver ikke læst; pak den ud først."),
        (_linked, "all.zip/a.json: et link bliver ikke fulgt."),
        (_broken, "all.zip/a.json: filen er i stykker i zip-filen."),
        (lambda path: path.write_bytes(b"not a zip"), "all.zip: det er ikke en zip-fil, der kan læses."),
        (lambda path: path.symlink_to("/etc/passwd"), "all.zip: et link bliver ikke fulgt."),
        (os.mkfifo, "all.zip: det er ikke en almindelig fil."),
        (os.mkdir, None),
    ],
)
def test_hostile_zips(released: Path, inbox_folder: Path, make: Callable[[Path], object], said: str | None) -> None:
    make(inbox_folder / "all.zip")
    good = write_json(inbox_folder / "b.json", sheet("bo"))
    accepted, skipped, refused = _sentences(released, inbox_folder / "all.zip", good)
    assert refused == ([said] if said else [])
    assert accepted == ["b.json: taget ind."] and not skipped


def test_reads_no_more_of_a_zip_than_it_should(
    released: Path, inbox_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_ENTRIES", 2)
    sheets = {name: json.dumps(sheet(name)).encode() for name in ("ana", "bo", "cilla", "dan")}
    accepted, _, refused = _sentences(released, _zip(inbox_folder / "all.zip", **sheets))
    assert len(accepted) == 2
    assert refused == ["all.zip/cilla.json: zip-filen har for meget i sig; resten af den er ikke læst."]
    monkeypatch.setattr(zips, "MAX_ZIP", 10)
    assert _sentences(released, inbox_folder / "all.zip")[2][0].startswith("all.zip: filen er for stor (")


def test_a_submission_is_never_there_by_half(
    released: Path, inbox_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(released, sheet("ana"))
    newer = write_json(inbox_folder / "newer.json", sheet("ana", {}, handed_in="2026-11-20T12:00:00Z"))
    rename = Path.rename

    def fail(self: Path, target: Path) -> Path:
        if ".incoming" in self.parts:
            raise OSError(28, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    [said] = _sentences(released, newer)[2]
    assert said.startswith("newer.json: den kunne ikke gemmes i submitted/; se efter")
    assert read_kept((_submission(released, "ana") / "svar.json").read_bytes()).answers == RIGHT
    monkeypatch.undo()
    assert _sentences(released, newer)[0][0].startswith("newer.json: taget ind i stedet for en, der kom")
    assert _files(released / "quizzes/submitted/.incoming") == []


@pytest.mark.parametrize(
    ("time_up", "said"),
    [
        ("2026-11-20T09:48:00+01:00", "taget ind; tiden var gået, da der blev afleveret, med 12 min."),
        ("2026-11-20T09:59:50+01:00", "taget ind; tiden var gået, da der blev afleveret, med under et minut."),
    ],
)
def test_tells_that_the_time_had_run_out_and_takes_the_file_in(
    released: Path, inbox_folder: Path, time_up: str, said: str
) -> None:
    begun = "2026-11-20T09:28:00+01:00"
    path = write_json(inbox_folder / "svar.json", sheet("ana", begun=begun, time_up=time_up))
    accepted, _, refused = _sentences(released, path)
    assert refused == [] and accepted[0].endswith(said)
    kept = read_kept((_submission(released, "ana") / "svar.json").read_bytes())
    assert kept.begun == datetime.fromisoformat(begun) and kept.time_up == datetime.fromisoformat(time_up)
