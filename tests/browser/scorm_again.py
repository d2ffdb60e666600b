"""scorm-again, a runtime for platforms, around a package: what is kept comes back over a real connection.

scorm-again takes some of what SCORM does not allow, so all that is said to it is said to the strict platforms too
(``tests/players/lms.js`` and ``lms2004.js``), which have nothing to find fault with.
"""

from __future__ import annotations

import functools
import json
import re
import shutil
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browser.material import ROOT
from tests.browser.portal import put_portal, reach
from tests.patience import wait_until
from trekant.export.package import Package
from trekant.site.delivery.serve import QuietHandler, Server

RUNTIME = ROOT / "node_modules/scorm-again/dist"
PLATFORM = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Portalen</title>
<link rel="icon" href="data:,">
<style>html, body, iframe { margin: 0; border: 0; width: 100%; height: 100%; display: block }</style>
<script src="runtime.js"></script>
<script type="module">
import { $lms as lms, $newcomer as newcomer } from "./$lms.js";
const who = new URLSearchParams(location.search).get("hvem");
const kept = await (await fetch(`kept?hvem=${who}`)).json();
const runtime = new $runtime({ lmsCommitUrl: `commit?hvem=${who}`, dataCommitFormat: "flattened", logLevel: 5 });
runtime.loadFromFlattenedJSON({ "$learner": who, ...kept });

const record = newcomer(who);
for (const [element, value] of Object.entries(kept)) {
  const [, number, part] = /^cmi\\.interactions\\.(\\d+)\\.(\\w+)$/.exec(element) ?? [];
  if (part) (record.interactions[number] ??= {})[part] = value;
  else if (value) record.values[element] = value;
}
const strict = lms(record);
const said = JSON.parse(sessionStorage.getItem("said") ?? "[]");
const api = (window.$name = {});
for (const name of Object.keys(strict)) api[name] = (...given) => {
  const agrees = strict[name](...given);
  const answer = runtime[name](...given);
  said.push({ who, name, given, answer, agrees, error: String(runtime.lastErrorCode), faults: record.faults });
  sessionStorage.setItem("said", JSON.stringify(said));
  return answer;
};
const frame = document.createElement("iframe");
frame.src = "pakke/index.html";
document.body.append(frame);
</script></head><body></body></html>"""


class Platform(Server):
    """A platform that keeps what it is told of each learner, and may refuse to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.kept: dict[str, dict[str, str]] = {}
        self.refuses = False
        self.times: list[str] = []
        """The session times, in the order in which they came."""

    def address(self, learner: str) -> str:
        """Where a learner opens the course."""
        return f"http://127.0.0.1:{self.server_address[1]}/portal.html?hvem={learner}"

    def interactions(self, learner: str) -> list[str]:
        """The ids of what was answered."""
        return [
            value
            for element, value in self.kept[learner].items()
            if re.fullmatch(r"cmi\.interactions\.\d+\.id", element)
        ]


class _Handler(QuietHandler):
    server: Platform

    def do_GET(self) -> None:  # noqa: N802 - http.server's name for it
        if urlsplit(self.path).path == "/kept":
            self._answer(HTTPStatus.OK, self.server.kept.get(self._learner(), {}))
        else:
            super().do_GET()

    def do_POST(self) -> None:  # noqa: N802 - http.server's name for it
        told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.refuses:
            return self._answer(HTTPStatus.SERVICE_UNAVAILABLE, {"result": False, "errorCode": 391})
        # the time of a sitting is the platform's to add up; a new one begins without
        self.server.times.append(told.pop("cmi.core.session_time", "") or told.pop("cmi.session_time", ""))
        self.server.kept[self._learner()] = told
        self._answer(HTTPStatus.OK, {"result": True, "errorCode": 0})

    def _learner(self) -> str:
        return parse_qs(urlsplit(self.path).query)["hvem"][0]

    def _answer(self, status: HTTPStatus, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


OF_12 = {
    "runtime": "Scorm12API",
    "name": "API",
    "lms": "lms",
    "newcomer": "newcomer",
    "learner": "cmi.core.student_id",
}
OF_2004 = {
    "runtime": "Scorm2004API",
    "name": "API_1484_11",
    "lms": "lms2004",
    "newcomer": "newcomer2004",
    "learner": "cmi.learner_id",
}


def platform_with(place: Path, package: Package, names: dict[str, str]) -> Path:
    """A folder with a platform that has the package."""
    runtime = RUNTIME / f"{names['runtime'].removesuffix('API').lower()}.min.js"
    if not runtime.is_file():
        pytest.skip("scorm-again er ikke hentet fra npm, så prøven springes over. Kør »make check« først.")
    page = re.sub(r"\$(" + "|".join(names) + r")\b", lambda name: names[name[1]], PLATFORM)
    put_portal(place, package.path, page)
    shutil.copy(runtime, place / "runtime.js")
    return place


def serving(place: Path) -> Iterator[Platform]:
    """The platform of a folder, as long as it is wanted."""
    server = Platform(place)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()


class Learner:
    """Somebody who takes the course on a page."""

    def __init__(self, page: Page, platform: Platform, name: str) -> None:
        self.page, self.platform, self.name = page, platform, name
        self.outer: FrameLocator = page.frame_locator("iframe")
        self.inner: FrameLocator = self.outer.frame_locator("iframe")
        self.case = self.inner.locator("#player-bane-fem")

    def opens(self) -> None:
        self.page.goto(self.platform.address(self.name))
        expect(self.inner.locator("h1")).to_be_visible()

    def leaves(self) -> None:
        """Go elsewhere at the platform without a word, as people do."""
        self.page.goto(self.platform.address(self.name).replace("portal.html", "kept"))

    def is_kept(self) -> None:
        """The platform has all there is: whoever leaves while it is asked leaves a gap, in case it has not."""
        self.page.wait_for_function("localStorage.length === 0")

    def left_behind(self) -> list[str]:
        """What lies in the browser."""
        names: list[str] = self.page.evaluate("Object.keys(localStorage)")
        return names

    def is_at(self, words: str) -> None:
        expect(self.inner.locator("h1")).to_contain_text(words)

    def goes_on(self, words: str) -> None:
        self.outer.get_by_role("button", name="Næste").click()
        self.is_at(words)

    def goes_back(self, words: str) -> None:
        self.outer.get_by_role("button", name="Forrige").click()
        self.is_at(words)

    def scene(self) -> str:
        """The heading of the scene that one is at."""
        return self.case.get_by_role("heading", level=3).first.inner_text()

    def reads_to_the_end(self) -> None:
        self.inner.locator("footer.foot").scroll_into_view_if_needed()
        expect(self.inner.locator(".current-page .tick")).to_have_count(1)

    def chooses(self, option: str) -> None:
        self.case.locator(f".trk-option:has([value={option}])").click()
        self.answers()

    def answers(self) -> None:
        self.case.get_by_role("button", name="Svar", exact=True).click()
        self.case.get_by_role("button", name="Videre").click()

    def starts_case(self) -> None:
        reach(self.case)
        self.case.get_by_role("button", name="Start casen").click()

    def answers_question(self, number: int) -> None:
        question = self.inner.locator('.trekant-player[data-player="question"]').nth(number)
        reach(question)
        question.locator("button.trk-option").first.click()

    def hears(self, words: str) -> None:
        expect(self.outer.get_by_role("status")).to_contain_text(words)

    def told(self, element: str) -> str:
        """What the platform has."""
        return self.platform.kept.get(self.name, {}).get(element, "")

    def awaits(self, element: str, value: str) -> None:
        wait_until(lambda: self.told(element) == value, f"{element}: {value}")

    def said(self) -> list[dict[str, Any]]:
        """All that was said to the platform on this page, by everybody."""
        said: list[dict[str, Any]] = json.loads(self.page.evaluate("sessionStorage.getItem('said')"))
        return said


def is_sound(said: list[dict[str, Any]]) -> None:
    """Whether every value was taken, and was one that SCORM has."""
    assert [one for one in said if one["faults"]] == []
    told = [one for one in said if one["name"].endswith("SetValue")]
    assert len(told) > 20 and [one for one in told if (one["answer"], one["error"]) != ("true", "0")] == []
