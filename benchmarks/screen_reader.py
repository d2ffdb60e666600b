"""Walks a module, a case, a test and a hand-in with Orca, by keys alone, and keeps what Orca said.

Usage: ``python -m benchmarks.screen_reader [FOLDER [WALK…]]`` at the root, after ``trekant build``; without a folder
what is said is only printed, and without the names of walks all are walked.

Needs a Debian with the packages orca, xvfb, openbox, xdotool, dbus, at-spi2-core, speech-dispatcher, chromium and a
Danish locale, and makes no sound: the speech that Orca sends to its voice is what counts. The keys come from the X
server, as a keyboard's do, for those of a browser's own tools never reach a screen reader. Prints what was pressed and
what was said; nothing here passes or fails but that a walk came to its end.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

from playwright.sync_api import Page, sync_playwright

from tests.browser.material import ROOT
from tests.service.process import started_course
from trekant.site.build import site_folder
from trekant.site.delivery.serve import server

NEEDED = ("orca", "Xvfb", "xvfb-run", "openbox", "xdotool", "dbus-run-session", "speech-dispatcher", "chromium")
LANGUAGE = "da_DK.UTF-8"
FIRST = 5.0
"""Seconds that Orca may take to its first word. What happened last may lie with it until the next key comes: then it is
nudged with one that does nothing."""
QUIET = 2.0
"""Seconds without a word after which Orca has said what it had to say."""
LONGEST = 60.0
"""Seconds after which the reading of a whole page is broken off."""
SAID = re.compile(r"SPEECH OUTPUT: '(.*?)'(?: ?\{[^}]*\})?\n(?=\d\d:\d\d:\d\d|\n|[A-Z]|\Z)", re.S)
ECHO = re.compile(r"(?:\w|tabulator|retur|mellemrum|venstre ctrl|nedpil)", re.I)
"""What Orca says of a key itself."""
CASE_ENDS = "Det kan du tage med"
CHOICES = ("radioknap", "afkrydsningsboks")
HAND_IN = "Gå til aflevering"
ONWARD = ("Næste spørgsmål", HAND_IN)
ALL_THE_SAME = "Aflever alligevel"
CONTROLS = ("radio", "checkbox")
FOCUSED = """() => {
    const { localName, type, textContent } = document.activeElement;
    return localName === "input" ? type : localName === "button" ? textContent.trim() : "";
}"""


class Reader:
    """Orca at work on one window, with what it has said since it was last asked."""

    def __init__(self, log: Path, page: Page, kept: TextIO) -> None:
        self.log, self.page, self.kept = log, page, kept
        self.at = log.stat().st_size

    def open(self, address: str) -> None:
        """Open a page, hear that it is there, and stop the reading of all of it."""
        self.page.goto(address)
        said = self._hear()
        self._tell("siden åbnes", said[:4])
        self.press("ctrl")

    def press(self, *keys: str) -> list[str]:
        """Press keys one after the other; what was said then, without the names of the keys."""
        for key in keys:
            subprocess.run(["xdotool", "key", key], check=True)
        said = self._hear()
        if not said and keys != ("ctrl",):
            subprocess.run(["xdotool", "key", "ctrl"], check=True)
            said = self._hear()
        if said or keys != ("ctrl",):
            self._tell(" ".join(keys), said)
        return said

    def press_until(self, key: str, *words: str, most: int = 60) -> str | None:
        """Press a key until one of some words is heard; the sentence with it, or None if it never was."""
        for _ in range(most):
            for sentence in self.press(key):
                if any(word in sentence for word in words):
                    return sentence
        return None

    def tab_to(self, *names: str, most: int = 40) -> str | None:
        """Press Tab until what has the focus is of a type or bears a name; what it was.

        What is heard may be of the key before, so where one is is asked of the page; it is heard all the same.
        """
        for _ in range(most):
            here = str(self.page.evaluate(FOCUSED))
            if any(here.startswith(name) for name in names):
                return here
            self.press("Tab")
        return None

    def _hear(self) -> list[str]:
        said: list[str] = []
        start = last = time.monotonic()
        while (now := time.monotonic()) - last < (QUIET if said else FIRST) and now - start < LONGEST:
            with self.log.open(encoding="utf-8", errors="replace") as log:
                log.seek(self.at)
                told = log.read()
            if found := list(SAID.finditer(told)):
                self.at += len(told[: found[-1].end()].encode())
                words = (re.sub(r"\s+", " ", one[1]).strip() for one in found)
                said += [one for one in words if one and not ECHO.fullmatch(one)]
                last = time.monotonic()
            time.sleep(0.1)
        return said

    def _tell(self, pressed: str, said: list[str]) -> None:
        for out in (self.kept, sys.stdout):
            print(f"[{pressed}]", *said, sep="\n    ", file=out, flush=True)


def a_module(reader: Reader, address: str) -> bool:
    """The headings, a figure's text, and the question in the middle of a chapter."""
    reader.open(f"{address}/book/bekymringstegn.html")
    reader.press_until("h", "En kort case")
    reader.press("ctrl+Home")
    reader.press_until("g", "Tegn i tre grupper")
    if reader.press_until("Down", "trykknap") is None:
        return False
    said = [*reader.press("Return"), *reader.press("ctrl"), *reader.press("ctrl")]  # one message comes at a time
    return any(one.startswith(("Rigtigt", "Ikke rigtigt")) for one in said)


def a_case(reader: Reader, address: str) -> bool:
    """A short case from its beginning to its end, always the first that can be chosen."""
    reader.open(f"{address}/notebooks/begynd-pleje.html")
    if reader.press_until("b", "Start casen", most=14) is None:
        return False
    reader.press("Return")
    for _ in range(10):
        met = reader.press_until("Down", *CHOICES, CASE_ENDS)
        if met is None or CASE_ENDS in met:
            return met is not None
        reader.press("space")
        if reader.press_until("b", "Svar", "Vis et forslag", most=4) is None:
            return False
        reader.press("Return")
        reader.press("Return")  # the focus is on what leads on
    return False


def a_test_and_hand_in(reader: Reader, link: str, address: str) -> bool:
    """Sign in by the personal link, answer a test one question at a time, hand in, and hear the result."""
    reader.open(link)
    if reader.press_until("b", "Log ind trykknap") is None:
        return False
    reader.press("Return")
    reader.open(f"{address}/quizzes/test-hvad-er-det.html")
    reader.press_until("h", "Spørgsmål 1 af")
    for _ in range(20):
        here = reader.tab_to(*CONTROLS, *ONWARD)
        if here in CONTROLS:
            reader.press("space")
            here = reader.tab_to(*ONWARD)
        if here is None:
            return False
        reader.press("Return")
        if here == HAND_IN:
            break
    if reader.tab_to("Aflever") is None:
        return False
    said = reader.press("Return")
    if reader.page.get_by_role("button", name=ALL_THE_SAME).count():
        if reader.tab_to(ALL_THE_SAME) is None:
            return False
        said = reader.press("Return")
    said += [*reader.press("ctrl"), *reader.press("Down", "Down", "Down")]
    return any("point" in one or "bestået" in one.lower() for one in said)


@contextmanager
def _orca(home: Path) -> Iterator[Path]:
    """Orca with a voice that makes no sound; its log."""
    speech = home / ".config/speech-dispatcher/speechd.conf"
    speech.parent.mkdir(parents=True)
    speech.write_text('AddModule "dummy" "sd_dummy" ""\nDefaultModule dummy\nDefaultLanguage "da"\n', encoding="utf-8")
    for schema, key in (
        ("org.gnome.desktop.interface", "toolkit-accessibility"),
        ("org.gnome.desktop.a11y.applications", "screen-reader-enabled"),
    ):
        subprocess.run(["gsettings", "set", schema, key, "true"], check=True)
    log = home / "orca.log"
    log.touch()
    programs = [["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"], ["openbox"]]
    programs.append(["orca", "--replace", f"--debug-file={log}"])
    running = []
    for program in programs:
        running.append(subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))
        time.sleep(2)
    try:
        yield log
    finally:
        for one in reversed(running):
            one.terminate()


def _walked(folder: Path | None, wished: list[str]) -> int:
    """All walks; how many did not come to their end."""
    with (
        TemporaryDirectory() as place,
        _orca(Path(os.environ["HOME"])) as log,
        server(site_folder(ROOT), 0) as serving,
        started_course(Path(place)) as service,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{serving.server_address[1]}"
        context = playwright.chromium.launch_persistent_context(
            f"{place}/profile",
            executable_path=shutil.which("chromium"),
            headless=False,
            locale="da-DK",
            no_viewport=True,
            args=[
                "--no-sandbox",
                "--force-renderer-accessibility",
                "--lang=da",
                "--disable-features=Translate",
                f"--app={address}/404.html",
            ],
        )
        walks: dict[str, Callable[[Reader], bool]] = {
            "modul": lambda reader: a_module(reader, address),
            "case": lambda reader: a_case(reader, address),
            "test-og-aflevering": lambda reader: a_test_and_hand_in(reader, service.participant, service.address),
        }
        lost = 0
        for name, walk in walks.items():
            if wished and name not in wished:
                continue
            with (folder / f"{name}.txt" if folder else Path(os.devnull)).open("w", encoding="utf-8") as kept:
                whole = walk(Reader(log, context.pages[0], kept))
            print(f"=== {name}: {'to its end' if whole else 'NOT to its end'}")
            lost += not whole
        context.close()
        serving.shutdown()
        return lost


def main(folder: Path | None, wished: list[str]) -> int:
    """Start a screen, a bus and a home of their own, and walk there."""
    missing = [one for one in NEEDED if shutil.which(one) is None]
    if missing:
        print(f"Det her mangler på maskinen: {', '.join(missing)}. Installér det, og prøv igen.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as home:
        own = {"HOME": home, "XDG_RUNTIME_DIR": home, "XDG_CONFIG_HOME": f"{home}/.config", "LC_ALL": LANGUAGE}
        own |= {"LANG": LANGUAGE, "ACCESSIBILITY_ENABLED": "1"}
        inside = [
            sys.executable,
            "-m",
            "benchmarks.screen_reader",
            "--inside",
            *([str(folder)] if folder else []),
            *wished,
        ]
        screen = ["xvfb-run", "-a", "-s", "-screen 0 1280x1000x24"]
        return subprocess.run(
            ["dbus-run-session", "--", *screen, *inside], env=os.environ | own, check=False
        ).returncode


if __name__ == "__main__":
    given = [one for one in sys.argv[1:] if one != "--inside"]
    place = Path(given[0]) if given else None
    raise SystemExit((_walked if "--inside" in sys.argv else main)(place, given[1:]))
