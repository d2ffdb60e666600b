"""``trekant preview``: all roads and answers, errors on the page, and a page that follows the file."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page, expect

from tests.browser.material import ROOT
from tests.patience import MILLISECONDS, PATIENCE
from trekant.cli import main
from trekant.course.cases.roads import every_road
from trekant.course.checks import check
from trekant.course.store import CourseError, load_course
from trekant.site import preview
from trekant.site.preview import Subject, find_subject, preview_page, preview_server

CASE = "notebooks/vignettes/den-nye-guitar.yaml"
BANK = "quizzes/banks/oevelse-fjordby.yaml"


@pytest.fixture
def course(fictional: Path) -> Path:
    shutil.copy(ROOT / "assets/palette.css", fictional / "assets")
    return fictional


def change(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def shown(course: Path, slug: str) -> str:
    return preview_page(course, find_subject(course, slug))


@pytest.fixture
def address(course: Path) -> Iterator[Callable[[str], str]]:
    """Starts a preview and gives its address."""
    servers = []

    def start(slug: str) -> str:
        serving = preview_server(course, find_subject(course, slug), 0)
        threading.Thread(target=serving.serve_forever, daemon=True).start()
        servers.append(serving)
        return serving.address

    yield start
    for serving in servers:
        serving.shutdown()
        serving.server_close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[[str], Page]]:
    contexts, said = [], []

    def open_page(url: str) -> Page:
        context = browser.new_context(locale="da-DK", viewport={"width": 1280, "height": 900})
        context.set_default_timeout(MILLISECONDS)
        contexts.append(context)
        opened = context.new_page()
        opened.on("console", lambda message: said.append(message.text))
        opened.on("pageerror", lambda error: said.append(str(error)))
        opened.goto(url)
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.mark.browser
def test_a_case_is_played_beside_all_its_roads(address, visit) -> None:
    opened = visit(address("den-nye-guitar"))
    opened.get_by_role("button", name="Start casen").click()
    expect(opened.locator(".trk-text")).to_contain_text("Alma har fået en guitar")
    rows = opened.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("Spørger, hvad hun er ved at øve. (1)")
    expect(rows.nth(0)).to_contain_text("1–2 af 2")
    expect(rows.nth(0)).to_contain_text("Det endte godt")
    expect(rows.nth(1)).to_contain_text("Det endte skidt")


@pytest.mark.browser
def test_the_page_follows_the_file_through_an_error_and_back(course: Path, address, visit) -> None:
    opened = visit(address("den-nye-guitar"))
    expect(opened.get_by_role("heading", level=1)).to_have_text("Den nye guitar")
    change(course / CASE, "title: Den nye guitar", "title: Den nye violin")
    expect(opened.get_by_role("heading", level=1)).to_have_text("Den nye violin")
    change(course / CASE, "place: school", "place: maanen")
    problems = opened.get_by_role("region", name="Fejl")
    expect(problems).to_contain_text("»maanen« kan ikke stå i »place«")
    expect(problems).to_contain_text(f"{CASE}, linje 7")
    change(course / CASE, "place: maanen", "place: club")
    expect(opened.get_by_role("button", name="Start casen")).to_be_visible()
    expect(problems).to_have_count(0)


@pytest.mark.browser
def test_a_question_is_answered_beside_its_key(address, visit) -> None:
    opened = visit(address("harmloest"))
    expect(opened.get_by_role("radio").or_(opened.get_by_role("checkbox"))).to_have_count(3)
    rows = opened.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("Rigtigt: Ny frisure.")
    expect(rows.nth(0)).to_contain_text("0,5")
    expect(rows.nth(2)).to_contain_text("−1")
    expect(rows.nth(2)).to_contain_text("Det er alvorligt.")


def test_every_option_of_every_question_has_score_and_feedback(course: Path) -> None:
    loaded = load_course(course)
    for question, _ in loaded.questions.values():
        html, task = shown(course, question.id), question.task(loaded.municipality)
        assert "Det skal rettes" not in html
        assert html.count("<tr><td>") == len(task.options)
        assert question.type != "text" or "Det retter underviseren efter" in html
    assert html


@pytest.mark.parametrize("quiz", ["oevelse", "proeve"])
def test_a_quiz_shows_all_its_questions(course: Path, quiz: str) -> None:
    html = shown(course, quiz)
    for question in load_course(course).quiz(quiz).pool:
        assert f"<h2>{question} <" in html


def test_a_draft_is_shown_like_any_other(course: Path) -> None:
    change(course / CASE, "status: live", "status: draft")
    change(course / BANK, "  - id: harmloest\n", "  - id: harmloest\n    status: draft\n")
    for slug in ("den-nye-guitar", "harmloest"):
        html = shown(course, slug)
        assert "Kladde" in html and 'class="trekant-player"' in html


def test_only_so_many_roads_are_shown_and_it_says_so(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "MOST_ROADS", 1)
    html = shown(course, "den-nye-guitar")
    assert "Her er de første 1 af 2 veje gennem casen." in html
    assert html.count('<th scope="row">') == 1


def test_the_real_cases_show_all_their_roads() -> None:
    loaded = load_course(ROOT)
    case = loaded.vignette("den-tomme-plads")
    html = preview_page(ROOT, Subject("case", case.id))
    assert html.count('<th scope="row">') == len(list(every_road(case, loaded.municipality)))


@pytest.mark.parametrize(
    ("broken", "line", "rule"),
    [
        ("", 1, "R001"),
        ("id: [", 1, "R001"),
        ("- en liste", 1, "R001"),
        ("\tindhold", 1, "R001"),
        ("id: harmloest\nid: x", 2, "R041"),
        ("\x00", 1, "R001"),
    ],
)
@pytest.mark.parametrize(("slug", "file"), [("den-nye-guitar", CASE), ("oevelse", "quizzes/oevelse.yaml")])
def test_a_file_that_cannot_be_read_is_told_on_the_page(
    course: Path, slug: str, file: str, broken: str, line: int, rule: str
) -> None:
    subject = find_subject(course, slug)
    (course / file).write_text(broken, encoding="utf-8")
    html = preview_page(course, subject)
    assert re.search(rf"<code>{file}, linje {line}</code>: [^<]+ \({rule}\)</li>", html), html
    assert "trekant-player" not in html


def test_a_question_is_found_though_its_bank_has_an_error(course: Path) -> None:
    change(course / BANK, "objective: notice", "objective: se")
    html = shown(course, "harmloest")
    assert f"<code>{BANK}, linje " in html and "»se« kan ikke stå i »objective«" in html


def test_an_error_of_the_rules_is_told_in_the_same_place(course: Path) -> None:
    change(course / BANK, "options: [leder, ssp, ssp-plus]", "options: [ssp, ssp-plus, infohus]")
    html = shown(course, "ida-paa-enogtyve")
    assert "kan ikke vises, før fejlene er rettet" in html and "R006" in html


def test_a_broken_municipality_is_the_case_s_own_trouble(course: Path) -> None:
    change(course / "assets/municipalities/fjordby.yaml", "name: SSP Fjordby", "navn: SSP Fjordby")
    html = shown(course, "den-nye-guitar")
    assert "<code>assets/municipalities/fjordby.yaml, linje " in html and "»navn« findes ikke" in html


def test_errors_elsewhere_are_counted_not_listed(course: Path) -> None:
    change(course / BANK, "page: book/tegn", "page: book/vaek")
    html = shown(course, "den-nye-guitar")
    errors = len(check(load_course(course)))
    assert errors > 1
    assert "Det skal rettes" not in html and f"Der er også fejl andre steder i kurset: {errors}." in html


def test_a_deleted_file_is_told(course: Path) -> None:
    subject = find_subject(course, "den-nye-guitar")
    (course / CASE).unlink()
    assert "Casen »den-nye-guitar« kan ikke læses" in preview_page(course, subject)


@pytest.mark.parametrize("slug", ["findes-ikke", "../assets/course", "banks/oevelse-fjordby", "", "bog", "leder"])
def test_what_is_not_there_is_told_in_one_sentence(course: Path, slug: str) -> None:
    with pytest.raises(CourseError, match="Der er hverken en case, en test eller et spørgsmål, der hedder"):
        find_subject(course, slug)


def test_text_from_the_file_is_never_markup(course: Path) -> None:
    change(course / CASE, "title: Den nye guitar", 'title: "<b>fed</b>"')
    change(course / CASE, "text: Ringer til SSP.", 'text: "<img src=x> *ringer*"')
    html = shown(course, "den-nye-guitar")
    assert "<b>fed" not in html and "<img" not in html
    assert "&lt;img src=x&gt; <em>ringer</em>" in html


def test_only_the_players_files_are_served(course: Path, address) -> None:
    start = address("den-nye-guitar").rstrip("/")
    with urllib.request.urlopen(f"{start}/js/page.js") as answer:
        assert answer.headers["Content-Type"].startswith("text/javascript")
        assert answer.headers["Cache-Control"] == "no-store"
    for path in (
        "/municipalities/fjordby.yaml",
        "/js/../course.yaml",
        "/js/%2e%2e/course.yaml",
        "/../quizzes/proeve.yaml",
        "/js/%00.js",
    ):
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(start + path)
        assert refused.value.code == 404


@pytest.mark.parametrize("path", ["/", "/stamp", "/js/page.js", "/forkert/", "/forkert/stamp", "/%C3%B8/", "//"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_nothing_is_told_to_who_does_not_know_the_address(address, path: str, method: str) -> None:
    """Any page in any browser on this machine can ask a port of it; what is shown are keys."""
    place = urlsplit(address("den-nye-guitar"))
    status, text = _asked(place.netloc, path, {"Host": place.netloc}, method)
    assert status in (404, 405)
    assert "guitar" not in text


@pytest.mark.parametrize("host", ["fremmed.invalid", "fremmed.invalid:{port}", "127.0.0.1", "localhost:1", "", None])
def test_another_name_that_was_made_to_point_at_this_machine_gets_nothing(address, host: str | None) -> None:
    place = urlsplit(address("den-nye-guitar"))
    headers = {} if host is None else {"Host": host.format(port=place.port)}
    status, text = _asked(place.netloc, place.path, headers)
    assert status == 421
    assert "guitar" not in text


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_the_names_of_this_machine_are_answered(address, host: str) -> None:
    place = urlsplit(address("den-nye-guitar"))
    status, text = _asked(place.netloc, place.path, {"Host": f"{host}:{place.port}"})
    assert status == 200
    assert "Den nye guitar" in text


def test_every_preview_has_an_address_of_its_own(address) -> None:
    one, other = (urlsplit(address("den-nye-guitar")).path for _ in range(2))
    assert one != other
    assert len(one) > 20


def _asked(place: str, path: str, headers: dict[str, str], method: str = "GET") -> tuple[int, str]:
    connection = http.client.HTTPConnection(place, timeout=PATIENCE)
    connection.putrequest(method, path, skip_host=True)
    for name, value in headers.items():
        connection.putheader(name, value)
    connection.endheaders()
    answer = connection.getresponse()
    found = answer.status, answer.read().decode()
    connection.close()
    return found


def test_a_port_that_cannot_be_is_told_in_danish() -> None:
    result = CliRunner().invoke(main, ["preview", "den-nye-guitar", "--port", "70000"])
    assert result.exit_code == 2 and "70000 er uden for det tilladte" in result.output


@pytest.mark.skipif(os.name == "nt", reason="Ctrl+C is sent in another way")
def test_the_command_serves_until_it_is_stopped(course: Path) -> None:
    command = [sys.executable, "-u", "-m", "trekant.cli", "preview", "den-nye-guitar", "--no-open", "--port", "8340"]

    def heed_interrupts() -> None:
        # a suite that was started in the background has been told to ignore them, and so would its children
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    with subprocess.Popen(
        command, cwd=course, stdout=subprocess.PIPE, text=True, preexec_fn=heed_interrupts
    ) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        assert line.startswith("Casen »den-nye-guitar« er her: http://127.0.0.1:83")
        with urllib.request.urlopen(line.split()[4]) as answer:
            assert "Alle veje" in answer.read().decode()
        running.send_signal(signal.SIGINT)
        assert running.stdout.read().strip() == "Stoppet."
        assert running.wait(PATIENCE) == 0
