"""Content files as nobody should write them: ``python -m tests.fuzz.content [FILES] [--seed N]``.

Each input is the fictional course with one file changed in a place or two. Whatever stands in it, ``check`` ends,
and all it says is places and sentences.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tests.fuzz.inputs import in_bytes
from trekant.course.checks import check
from trekant.course.store import load_course

ROOT = Path(__file__).parents[2]
FICTIONAL = ROOT / "tests" / "fictional"
OF_THE_COURSE = ("_config.yml", *(f"assets/{name}.yaml" for name in ("guide", "handlingskort", "search")),
                 "assets/figures/trekant.yaml", "assets/figures/tegn.yaml")  # fmt: skip
"""Files that the fictional course does without; the course's own stand in for them."""
CONTENTS = (
    "format: jb-book\nroot: book/tegn\nchapters:\n  - file: book/kontakt\n    sections: [{file: notebooks/fjordby}]\n"
)
FOUND = ROOT / "_build" / "fuzz"
SECONDS = 60
"""Only against hanging; a check takes a twentieth of a second."""

VALUES: tuple[str, ...] = (
    *("", "~", "null", "true", "no", "0", "-1", "1.5", ".inf", ".nan", "1e999", "0x1F", "0b1", "1_000", "9" * 5_000),
    *("2026-09-31", "2026-01-31", "0001-01-01", "9999-12-31", "10:00", "24:30", "1:2:3:4:5", "-99:99", "100000000000"),
    *("[]", "{}", "[[]]", "[a, b]", "{a: b}", "{a: 1, a: 2}", "[" * 5_000, "{a: " * 3_000, "- " * 3_000 + "x"),
    *("&a x", "*a", "!!int x", "!!python/name:os.system", "!<x> y", "<<: x", "? x", "|", ">-", "|9", "%", "@", "`"),
    *(
        '"',
        "'",
        '"\\ud800"',
        '"\\0"',
        '"\\x1b[2J"',
        '"\\u2028"',
        "\ufeff",
        "\u202e",
        "\x85",
        "\t",
        "\r",
        "#",
        "---",
        "...",
    ),
    *("a" * 100_000, "ab " * 20_000, "@" * 5_000, "a.a@" * 5_000, "[" + "[](" * 5_000, "{term}`" * 5_000, "`" * 5_000),
    *(
        "{alder}`ung`",
        "{alder}`x`",
        "{kontakt}`ssp tid`",
        "{kontakt}`",
        "{uden}``" * 500,
        "under 18 " * 2_000,
        "1 til " * 5_000,
    ),
    *(
        "112233-4455",
        "36 37 77 18",
        "kl. 8-21",
        "leder",
        "ssp",
        "graded",
        "practice",
        "single",
        "contact",
        "outside-notat",
    ),
)
LINES = (
    "x: 1",
    "  - a",
    "- {}",
    "\t- x",
    "---",
    "...",
    "%YAML 9.9",
    "# x",
    ":::{quiz} x",
    "```{x}",
    "<<: *a",
    "id: id",
    "}",
    "]",
)
_VALUE = re.compile(r"(?<=: )[^\n{\[]+|(?<=- )[^\n{\[]+|(?<=, )[^\n,{}\[\]]+")


class Checker:
    """Mutated courses are checked."""

    def __init__(self, root: Path) -> None:
        """Make a course in ``root`` whose files can be changed one by one."""
        self._root = Path(shutil.copytree(FICTIONAL, root))
        for name in OF_THE_COURSE:
            (self._root / name).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / name, self._root / name)
        (self._root / "_toc.yml").write_text(CONTENTS, encoding="utf-8")
        files = (path for path in self._root.rglob("*") if path.is_file())
        self.files = sorted(path.relative_to(self._root).as_posix() for path in files)

    def __call__(self, changed: dict[str, bytes]) -> Sequence[str]:
        """Check the course with some files changed; what is said, and the files are as before."""
        before = {name: (self._root / name).read_bytes() for name in changed}
        try:
            for name, raw in changed.items():
                (self._root / name).write_bytes(raw)
            with in_time():
                said = [str(problem) for problem in check(load_course(self._root))]
        finally:
            for name, raw in before.items():
                (self._root / name).write_bytes(raw)
        for line in said:
            assert re.match(r"[^:]+:[1-9]\d*: R\d{3} \S", line) and line.isprintable() and len(line) < 2_000, line
            assert not re.search(r"<[A-Z]\w+\.|datetime\.|Traceback| at 0x", line), line
        return said

    def mutation(self, generator: random.Random) -> dict[str, bytes]:
        """One file changed in a place or two."""
        name = generator.choice(self.files)
        raw = (self._root / name).read_bytes()
        for _ in range(generator.choice((1, 1, 1, 2, 5))):
            way = generator.choice((_other_value, _other_value, _other_line, in_bytes))
            raw = way(raw, generator)
        return {name: raw}


@contextmanager
def in_time() -> Iterator[None]:
    """A check that hangs is an error."""

    def late(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"longer than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _other_value(raw: bytes, generator: random.Random) -> bytes:
    """Something else stands at a field, or in a list."""
    text = raw.decode(errors="replace")
    places = list(_VALUE.finditer(text))
    if not places:
        return in_bytes(raw, generator)
    place = generator.choice(places)
    other = generator.choice((generator.choice(VALUES), generator.choice(places)[0]))
    return (text[: place.start()] + other + text[place.end() :]).encode(errors="surrogatepass")


def _other_line(raw: bytes, generator: random.Random) -> bytes:
    """A line is gone, is there twice, stands elsewhere, is moved in or out, or is another."""
    lines = raw.split(b"\n")
    at, to = generator.randrange(len(lines)), generator.randrange(len(lines))
    match generator.randrange(6):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, lines[at])
        case 2:
            lines.insert(to, lines[at])
        case 3:
            lines[at] = b"  " + lines[at]
        case 4:
            lines[at] = lines[at].removeprefix(b"  ")
        case _:
            lines.insert(at, generator.choice(LINES).encode())
    return b"\n".join(lines)


def main() -> int:
    """Run, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="?", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    generator, begun, longest = random.Random(arguments.seed), time.perf_counter(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(Path(folder) / "course")
        for _ in range(arguments.files):
            changed, before = checker.mutation(generator), time.perf_counter()
            try:
                checker(changed)
            except BaseException:
                FOUND.mkdir(parents=True, exist_ok=True)
                for name, raw in changed.items():
                    (FOUND / name.replace("/", "+")).write_bytes(raw)
                print(f"The file is in {FOUND}: {', '.join(changed)}", file=sys.stderr)  # noqa: T201
                raise
            longest = max(longest, time.perf_counter() - before)
    took = time.perf_counter() - begun
    print(f"{arguments.files} files, nothing found, {took:.0f} s, the longest check {longest:.1f} s")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
