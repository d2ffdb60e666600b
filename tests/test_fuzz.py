"""Answer files of every kind end as a checked sheet or as a Danish sentence, and nothing else comes of them.

The long run is ``python -m tests.fuzz``; here hypothesis has a share of it, and what was found once is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.guard import Forbidden, guarded
from tests.fuzz.inputs import FILE_NAMES, NAMES, PEOPLE, SCALARS, Mutator, beginnings, in_bytes
from tests.fuzz.targets import Collector, Grader, Reader, packed
from tests.generated import sheets
from trekant.course.quizzes.answers import MAX_BYTES
from trekant.course.store import Course, load_course
from trekant.grading.gradebook_url import URL_VARIABLE
from trekant.grading.intake.inbox import inbox_files

FICTIONAL = load_course(Path(__file__).parent / "fictional")
SOUND = sheets(FICTIONAL, "proeve", PEOPLE)
READER, MUTATE = Reader(FICTIONAL), Mutator(FICTIONAL)

_scalars = st.sampled_from([one for one in SCALARS if not isinstance(one, int) or abs(one) < 10**400]) | st.text()
_values = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES) | st.text(), inner, max_size=4),
    max_leaves=10,
)


@st.composite
def _spoilt(draw: st.DrawFn) -> bytes:
    """A sound answer file with some of its fields or answers changed."""
    sheet = json.loads(json.dumps(draw(st.sampled_from(SOUND))))
    for field in draw(st.lists(st.sampled_from([*sheet, "points"]), max_size=2)):
        sheet[field] = draw(_values)
    if isinstance(sheet["answers"], dict):
        for question in draw(st.lists(st.sampled_from([*sheet["answers"], "andet"]), max_size=3)):
            sheet["answers"][question] = draw(_values)
    return json.dumps(sheet, ensure_ascii=draw(st.booleans())).encode("utf-8", errors="surrogatepass")


@settings(max_examples=500)
@given(_spoilt())
def test_a_spoilt_file(raw: bytes) -> None:
    READER(raw)


@settings(max_examples=1_000)
@given(st.sampled_from([json.dumps(one).encode() for one in SOUND]), st.randoms(use_true_random=False))
def test_a_mutated_file(raw: bytes, generator: random.Random) -> None:
    READER(MUTATE(raw, generator))


@settings(max_examples=500)
@given(st.binary())
def test_any_bytes(raw: bytes) -> None:
    assert READER(raw) is False


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for courses whose gradebook is a file in them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(URL_VARIABLE, raising=False)
        yield tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def collector(place: Path) -> Collector:
    return Collector(Path(shutil.copytree(FICTIONAL.root, place / "collect" / "course")))


def _mutations(course: Course, count: int) -> list[bytes]:
    sound, mutate, generator = beginnings(course), Mutator(course), random.Random(20261122)
    return [mutate(generator.choice(sound), generator) for _ in range(count)]


def test_the_whole_way_in(collector: Collector) -> None:
    generator = random.Random(1)
    made = _mutations(collector.course, 300)
    zips = [packed([(generator.choice(FILE_NAMES), raw) for raw in made[at : at + 10]]) for at in range(150, 300, 10)]
    report = collector(made[:150], [*zips, *(in_bytes(one, generator) for one in zips)])
    assert report.accepted and report.refused


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.text(max_size=20) | st.sampled_from(FILE_NAMES), _spoilt()), min_size=1, max_size=8),
    st.data(),
)
def test_zips_with_any_names(collector: Collector, entries: list[tuple[str, bytes]], data: st.DataObject) -> None:
    whole = packed([(name.encode(errors="replace").decode(), raw) for name, raw in entries])
    at = data.draw(st.integers(0, len(whole) - 1))
    collector([], [whole, whole[:at], whole[:at] + data.draw(st.binary(max_size=4)) + whole[at:]])


def test_what_did_not_come_by_collect_is_graded_or_told(place: Path) -> None:
    grader = Grader(Path(shutil.copytree(FICTIONAL.root, place / "grade" / "course")))
    made = [raw for raw in _mutations(grader.course, 600) if b'"genereret"' in raw][:200]
    report = grader(made)
    assert report.graded and report.failed


WORST: dict[str, bytes] = {
    "deep": b"[" * MAX_BYTES,
    "deep objects": b'{"a":' * (MAX_BYTES // 5),
    "many lists": b"[" + b"[]," * (MAX_BYTES // 3 - 2) + b"[]]",
    "many fields": b"{" + b",".join(b'"%d":1' % number for number in range(20_000)) + b"}",
    "many numbers": b"[" + b"1e9," * (MAX_BYTES // 4 - 2) + b"1]",
    "long numbers": b"[" + b",".join([b"9" * 4_300] * 60) + b"]",
    "escapes": b'"' + b"\\ud800" * (MAX_BYTES // 6 - 1) + b'"',
    "an answer to everything": json.dumps(SOUND[0] | {"answers": {f"q{n}": "x" * 500 for n in range(500)}}).encode(),
    "one long text": json.dumps(SOUND[0] | {"answers": {"med-dine-ord": "\n" * 200_000}}).encode()[:MAX_BYTES],
}


def _limited() -> None:
    """Half a gigabyte more than now, and a minute of processor time: as much as a run away from them would pass."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    memory = pages * resource.getpagesize() + 512 * 1024**2
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


@pytest.mark.skipif(sys.platform != "linux", reason="limits are the operating system's")
def test_the_worst_files_take_neither_memory_nor_time(tmp_path: Path) -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("fork"), initializer=_limited) as limited:
        assert set(limited.map(READER, WORST.values())) == {False}
        for name, bomb, said in _bombs():
            (tmp_path / name).write_bytes(bomb)
            (problem,) = limited.submit(_problems, tmp_path / name).result()
            assert said in problem, name


def _problems(path: Path) -> list[str]:
    with guarded(path.parent):
        return [found.problem or "" for found in inbox_files([path])]


def _bombs() -> Iterator[tuple[str, bytes, str]]:
    """Zips that are small, and would take hundreds of megabytes to unpack or to list."""
    made = BytesIO()
    large = zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
    with large, large.open("a.json", "w") as file:
        for _ in range(600):
            file.write(bytes(1_000_000))
    lying = bytearray(made.getvalue())
    size = lying.index(b"PK\x01\x02") + 24
    lying[size : size + 4] = struct.pack("<I", 1_000)
    yield "large.zip", bytes(lying), "i stykker"
    for kind in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):  # zipfile unpacks these whole: 1.5 KB were 3.9 GB
        made = BytesIO()
        with zipfile.ZipFile(made, "w", kind) as archive:
            archive.writestr("a.json", b"{}")
        yield f"{kind}.zip", made.getvalue(), "pakket på en måde, der ikke bliver læst"
    listed = b"PK\x01\x02" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, *[0] * 7, 1, *[0] * 6) + b"a"
    whole = listed * 1_000_000
    yield "long.zip", whole + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(whole), 0, 0), "for mange filer"


def test_the_end_of_a_zip_is_where_zipfile_looks_for_it(tmp_path: Path) -> None:
    """The length of the list could itself look like the mark that stands where the end begins."""
    length = int.from_bytes(b"PK\x05\x06", "little")
    (tmp_path / "a.zip").write_bytes(b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, length, 0, 0))
    assert [found.problem for found in inbox_files([tmp_path / "a.zip"])] == [
        "zip-filen har for mange filer i sig; del den op i flere"
    ]


def _write(path: Path) -> None:
    path.write_text("x")


FORBIDDEN: dict[str, Callable[[Path], object]] = {
    "code": lambda _: eval("1 + 1"),
    "a program": lambda _: subprocess.run(["true"]),
    "a shell": lambda _: os.system("true"),
    "a fork": lambda _: os.fork(),
    "a socket": lambda _: socket.socket(),
    "a file outside": lambda outside: _write(outside / "x"),
    "a look outside": lambda outside: (outside / "there").read_text(),
    "a folder outside": lambda outside: (outside / "x").mkdir(),
    "a way out by a link": lambda outside: _write(outside.parent / "inside" / "link" / "x"),
    "a move out": lambda outside: (outside.parent / "inside" / "there").rename(outside / "x"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_guard_sees(what: str, tmp_path: Path) -> None:
    """Otherwise the fuzzing proves nothing."""
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "there").write_text("x")
    (inside / "link").symlink_to(outside)
    with pytest.raises(Forbidden), guarded(inside):
        with contextlib.suppress(BaseException):
            FORBIDDEN[what](outside)
        _write(inside / "y")
    assert sorted(path.name for path in outside.iterdir()) == ["there"]
    assert (inside / "there").exists()
