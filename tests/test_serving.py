"""What a server of the site must do, whichever it is: each test knows only an address."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from tests.patience import PATIENCE
from tests.webservers import DEPLOY, SERVERS
from trekant.course.pages.policy import (
    ASK_AGAIN,
    FOREVER,
    HASHED,
    POLICY_FOLDER,
    Inline,
    framing,
    headers,
    notes,
    source_of,
)
from trekant.course.store import CourseError
from trekant.site.delivery.serve import server

HASHED_FILES = (
    "_static/v-0123456789/page.css",
    "_static/cases/en.0123abcd.json",
    "_static/quizzes/en.0123abcd.json",
    "_static/practice/en.0123abcd.json",
)
INLINE = Inline((source_of("h1{}"), source_of("h2{}")), (source_of("look()"),))
"""What stands in the pages, as the build has noted it beside them."""
FILES = {
    "index.html": "<title>Forsiden</title>",
    "404.html": "<title>Siden findes ikke</title>",
    "book/kontakt.html": "<title>Kontakt</title>",
    "was/index.html": "<title>Erklæring</title>",
    "manifest.webmanifest": "{}",
    "sw.js": "work();",
} | dict.fromkeys(HASHED_FILES, "{}")
NOTED = {f"{POLICY_FOLDER}/{name}": text for name, text in notes(INLINE).items()}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str


Ask = Callable[[str], Answer]


def _folder(top: Path, noted: dict[str, str] = NOTED) -> Path:
    """The site, two folders down from something that is no part of it."""
    folder = top / "www" / "kursus"
    for name, text in (FILES | noted).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (top / "hemmeligt.txt").write_text("Ikke en del af siden.", encoding="utf-8")
    return folder


def _others(name: str) -> list[pytest.MarkDecorator]:
    return [] if name == "own" else [pytest.mark.slow]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((name, prefix), id=f"{name}{prefix}", marks=_others(name))
        for name in SERVERS
        for prefix in ("", "/kursus")
        if name != "own" or not prefix  # »trekant serve« shows the site from the top
    ],
)
def ask(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks for a path of the site, as it is written."""
    name, prefix = request.param
    with SERVERS[name](_folder(tmp_path_factory.mktemp("server")), prefix) as address:
        yield lambda path: _ask(address, path)


def _ask(address: str, path: str) -> Answer:
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.netloc, timeout=PATIENCE)
    connection.request("GET", place.path + path)
    answer = connection.getresponse()
    found = Answer(answer.status, answer.headers, answer.read().decode())
    connection.close()
    return found


@pytest.mark.parametrize("path", ["/", "/book/kontakt.html", "/404.html", "/findes-ikke", "/sw.js"])
def test_every_answer_has_the_policy_and_is_asked_for_again(ask: Ask, path: str) -> None:
    answer = ask(path)
    for name, value in headers(inline=INLINE).items():
        assert answer.headers[name] == value
    assert answer.headers["Cache-Control"] in (ASK_AGAIN, None if answer.status == 404 else ASK_AGAIN)


@pytest.mark.parametrize("name", [pytest.param(name, marks=_others(name)) for name in SERVERS])
def test_where_nothing_is_noted_a_server_starts_and_lets_nothing_in_the_page_through(name: str, tmp_path: Path) -> None:
    with SERVERS[name](_folder(tmp_path, {}), "") as address:
        for path in ("/", "/findes-ikke"):
            answer = _ask(address, path)
            assert answer.headers["Content-Security-Policy"] == headers()["Content-Security-Policy"]


@pytest.mark.parametrize("path", HASHED_FILES)
def test_what_has_a_hash_in_its_path_is_kept_for_ever(ask: Ask, path: str) -> None:
    answer = ask(f"/{path}")
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == FOREVER


@pytest.mark.parametrize(
    "path",
    ["/_static/v-0123456789/old.css", "/_static/v-abcdef0123/page.css", "/_static/practice/en.ffffffff.json"],
)
def test_what_is_missing_is_never_kept_whatever_its_path(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status == 404
    assert "immutable" not in (answer.headers["Cache-Control"] or "")


@pytest.mark.parametrize("path", ["/findes-ikke", "/book/findes-ikke.html", "/a/b/c", "/book/", "/_static/", "/book"])
def test_where_there_is_no_page_the_danish_one_is_shown_and_no_list(ask: Ask, path: str) -> None:
    answer = ask(path)
    if answer.status == 301:  # first to the folder
        answer = ask(path + "/")
    assert (answer.status, answer.text) == (404, FILES["404.html"])
    assert answer.headers["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "path", ["/%00", "/book/kontakt.html%00", "/..%2f..%2fhemmeligt.txt", "/%2e%2e/%2e%2e/hemmeligt.txt", "/%ff"]
)
def test_a_path_that_no_file_can_have_is_answered(ask: Ask, path: str) -> None:
    answer = ask(path)
    assert answer.status in (400, 404)
    assert "Ikke en del" not in answer.text
    assert ask("/book/kontakt.html").status == 200


def test_the_manifest_has_its_type(ask: Ask) -> None:
    assert ask("/manifest.webmanifest").headers.get_content_type() == "application/manifest+json"


def test_an_address_without_html_leads_to_the_page(ask: Ask, request: pytest.FixtureRequest) -> None:
    if "own" in request.node.name:
        pytest.skip("»trekant serve« er til et kig på siden")
    assert ask("/book/kontakt").text == FILES["book/kontakt.html"]
    answer = ask("/was")  # a folder's page has relative links, so it needs its slash
    assert answer.status in (301, 308) and answer.headers["Location"].endswith("/was/")


@pytest.mark.parametrize("example", ["nginx.conf", "Caddyfile"])
def test_the_examples_say_what_the_engine_says(example: str) -> None:
    text = re.sub(r"\$inline_\w+|\{vars\.inline_\w+\}", "", (DEPLOY / example).read_text(encoding="utf-8"))
    for value in (*headers().values(), FOREVER):
        assert f'"{value}"' in text
    pattern = text.count(HASHED.pattern)
    assert pattern == len(re.findall(r"/_static/\(", text)) > 0


def test_the_configuration_says_who_may_frame_the_course(tmp_path: Path) -> None:
    line = "\"'self' https://intranet.fjordby.invalid\""
    (tmp_path / "_config.yml").write_text(
        f"sphinx:\n  config:\n    trekant_frame_ancestors: {line}\n", encoding="utf-8"
    )
    allowed = framing(tmp_path)
    assert allowed == "'self' https://intranet.fjordby.invalid"
    with server(_folder(tmp_path), 0, framing=allowed) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        policy = _ask(f"http://127.0.0.1:{serving.server_address[1]}", "/").headers["Content-Security-Policy"]
        serving.shutdown()
    assert policy.endswith(f"; frame-ancestors {allowed}")


def test_who_may_frame_is_the_same_server_where_nothing_is_said(tmp_path: Path) -> None:
    assert framing(tmp_path) == "'self'"
    (tmp_path / "_config.yml").write_text("title: Kursus\n", encoding="utf-8")
    assert framing(tmp_path) == "'self'"


@pytest.mark.parametrize(
    "wrong", ["self", "https://a.invalid; script-src *", "17", "[a]", '"https://a.invalid\\r\\nX: y"']
)
def test_a_line_that_would_change_the_policy_is_refused(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "_config.yml").write_text(
        f"sphinx:\n  config:\n    trekant_frame_ancestors: {wrong}\n", encoding="utf-8"
    )
    with pytest.raises(CourseError, match=r"_config\.yml: »trekant_frame_ancestors«"):
        framing(tmp_path)
