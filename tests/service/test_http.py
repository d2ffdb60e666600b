"""What goes with every answer: nothing from another site, the policy, and errors for people and for scripts."""

from __future__ import annotations

import pytest

from tests.service.conftest import ADDRESS, Running, answers
from trekant.course.pages.policy import POLICY_FOLDER, Inline, notes, page_policy, source_of


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://example.org"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS}, 201),
        ({"Origin": ADDRESS}, 201),
        ({}, 201),
    ],
)
def test_another_sites_page_can_send_nothing(running: Running, headers: dict[str, str], status: int) -> None:
    answer = running.participant("ana").post("/api/hand-ins", json=answers("ana"), headers=headers)
    assert answer.status_code == status


@pytest.mark.parametrize("path", ["/", "/findes-ikke", "/logind", "/api/service", "/mine", "/healthz", "/api/ukendt"])
def test_every_answer_has_the_policy_of_the_site(running: Running, path: str) -> None:
    answer = running.client().get(path)
    assert answer.headers["content-security-policy"].startswith(page_policy())
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_the_policy_lets_through_what_the_build_says_stands_in_the_pages(running: Running) -> None:
    folder = running.service.settings.site / POLICY_FOLDER
    folder.mkdir()
    for text in ("h1{}", "h1{margin:0}"):  # a new release while the service runs
        inline = Inline((source_of(text),), (source_of("look()"),))
        for name, said in notes(inline).items():
            (folder / name).write_text(said, encoding="utf-8")
        for path in ("/", "/logind"):
            assert running.client().get(path).headers["content-security-policy"].startswith(page_policy(inline))


def test_a_page_that_is_as_it_was_keeps_the_policy_it_came_with(running: Running) -> None:
    """A browser takes the headers of this answer for those of the page that it has."""
    site = running.service.settings.site
    for name, text in notes(Inline(styles=(source_of("h1{margin:0}"),))).items():
        (site / POLICY_FOLDER).mkdir(exist_ok=True)
        (site / POLICY_FOLDER / name).write_text(text, encoding="utf-8")
    came = running.client().get("/index.html")
    again = running.client().get("/index.html", headers={"If-None-Match": came.headers["etag"]})
    assert (came.status_code, again.status_code) == (200, 304)
    assert again.headers["content-security-policy"] == came.headers["content-security-policy"]
    assert "sha256-" in came.headers["content-security-policy"]


def test_the_icon_that_a_browser_asks_for_unasked_is_the_courses(running: Running) -> None:
    assert running.client().get("/favicon.ico").status_code == 404
    icon = running.service.settings.site / "_static/v-0/favicon.svg"
    icon.parent.mkdir(parents=True)
    icon.write_text("<svg/>", encoding="utf-8")
    answer = running.client().get("/favicon.ico")
    assert (answer.text, answer.headers["content-type"]) == ("<svg/>", "image/svg+xml")
    assert answer.headers["cache-control"] == "no-cache"


def test_what_is_about_somebody_is_kept_by_no_cache(running: Running) -> None:
    ana = running.participant("ana")
    for path in ("/mine", "/api/service", "/logind"):
        assert ana.get(path).headers["cache-control"] == "no-store"


def test_a_page_of_the_site_is_marked_and_asked_for_again(running: Running) -> None:
    browser = running.client()
    page = browser.get("/index.html")
    assert "<html data-service " in page.text
    again = browser.get("/index.html", headers={"If-None-Match": page.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_site_comes_packed_and_pages_about_people_do_not(running: Running) -> None:
    page = running.service.settings.site / "index.html"
    page.write_text(page.read_text(encoding="utf-8") + "<!-- langt -->" * 100, encoding="utf-8")
    ana = running.participant("ana")
    packed = {"Accept-Encoding": "gzip"}
    assert ana.get("/index.html", headers=packed).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in ana.get("/mine", headers=packed).headers


def test_an_error_is_a_page_for_people_and_details_for_scripts(running: Running) -> None:
    ana = running.participant("ana")
    page = ana.get("/mine/findes-ikke", headers={"Accept": "text/html"})
    details = ana.get("/mine/findes-ikke")
    assert (page.status_code, details.status_code) == (404, 404)
    assert '<article role="main"' in page.text
    assert details.json() == {
        "type": "about:blank",
        "title": "Det findes ikke.",
        "status": 404,
        "detail": "Det findes ikke.",
    }


def test_the_figures_name_nobody(running: Running) -> None:
    ana = running.participant("ana")
    ana.post("/api/hand-ins", json=answers("ana"))
    figures = running.client().get("/metrics").text
    assert 'trekant_hand_ins{state="waiting"} 1' in figures
    assert "ana" not in figures


def test_the_description_has_every_route_and_loads_nothing_from_elsewhere(running: Running) -> None:
    described = running.client().get("/openapi.json").json()
    assert "/api/hand-ins" in described["paths"]
    assert running.client().get("/docs").status_code == 404
