"""A change in the YAML is a change everywhere: page, case, quiz, guide and check, with no line of Python touched."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.copied import ROOT, copied, edit
from trekant.course.checks import check
from trekant.course.contact.guide import GuideText, guide_payload
from trekant.course.pages.payload import quiz_payload, vignette_payload
from trekant.course.store import Course, load_course, read_data
from trekant.site.build import build

TODAY = date(2026, 11, 28)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The real course, to be changed."""
    (folder := tmp_path / "course").mkdir()
    return copied(folder)


def _town(folder: Path) -> Path:
    return folder / "assets/municipalities/roedovre.yaml"


def _contact_keys(course: Course) -> dict[str, str]:
    """The key of every contact decision and contact question that has one."""
    keys = {}
    for case in course.vignettes.values():
        for scene in case.model.scenes:
            if scene.decision is not None and scene.decision.kind == "contact":
                keys[f"{case.model.id}/{scene.id}"] = scene.task
    for question, _ in course.questions.values():
        if question.type == "contact":
            keys[question.id] = question.task
    return {name: _key(task, course) for name, task in keys.items()}


def _key(task: Callable[..., object], course: Course) -> str:
    try:
        return str(task(course.municipality).key)  # type: ignore[attr-defined]
    except ValueError:
        return "ingen af valgmulighederne"


def test_an_age_limit_changes_keys_guide_and_check(copy: Path) -> None:
    before = load_course(copy)
    edit(_town(copy), ("ung: {to: 17}", "ung: {to: 14}"), ("voksen: {from: 18}", "voksen: {from: 15}"))
    after = load_course(copy)
    old, new = _contact_keys(before), _contact_keys(after)
    changed = {name for name in old if old[name] != new[name]}
    assert any("/" in name for name in changed), "no case noticed the new age limit"
    assert any("/" not in name for name in changed), "no question noticed the new age limit"
    words = read_data(copy, "assets/guide.yaml", GuideText)
    guides = [guide_payload(course.municipality, words, TODAY) for course in (before, after)]
    assert [age["text"] for age in guides[0]["ages"]][:2] == ["Under 16 år", "16-17 år"]
    assert [age["text"] for age in guides[1]["ages"]][:2] == ["Under 15 år", "15 år"]
    assert {problem.rule for problem in check(after)} >= {"R005"}, "the municipality's own sentences no longer hold"


def test_an_hour_changes_what_the_guide_says_is_open(copy: Path) -> None:
    words = read_data(copy, "assets/guide.yaml", GuideText)

    def monday_at_seven() -> str:
        guide = guide_payload(load_course(copy).municipality, words, TODAY)
        segments = guide["contacts"]["infohus"]["segments"]
        return str(next(segment["words"] for segment in segments if segment["until"] > 7 * 60 + 30))

    assert monday_at_seven() == "Åbent"
    edit(_town(copy), ('from: "07:00", to: "15:00"', 'from: "09:00", to: "15:00"'))
    assert monday_at_seven() == "Lukket, åbner mandag kl. 09.00"


def test_another_municipality_gives_other_contacts_in_the_same_cases(copy: Path) -> None:
    shutil.copy(ROOT / "tests/fictional/assets/municipalities/fjordby.yaml", copy / "assets/municipalities")
    ours = load_course(copy)
    edit(copy / "assets/course.yaml", ("municipality: roedovre", "municipality: fjordby"))
    theirs = load_course(copy)
    case = ours.vignette("den-tomme-plads")
    shown = [str(vignette_payload(case, course.municipality, course.facts)) for course in (ours, theirs)]
    assert "SSP Fjordby" not in shown[0] and "SSP Fjordby" in shown[1]
    quiz = ours.quiz("hvem-og-hvornaar")
    questions = {item.question: ours.questions[item.question][0] for item in quiz.questions}
    asked = [str(quiz_payload(quiz, questions, course.municipality)) for course in (ours, theirs)]
    assert "Fjordpolitiet" not in asked[0] and "Fjordpolitiet" in asked[1]


def test_a_changed_sentence_of_a_case_reaches_player_and_fallback(copy: Path) -> None:
    path = copy / "notebooks/vignettes/den-tomme-plads.yaml"
    edit(path, ("Malthe har hånden på døren.", "Malthe står i døren med hætten oppe."))
    payload = vignette_payload(load_course(copy).vignette("den-tomme-plads"), load_course(copy).municipality, {})
    assert "med hætten oppe" in payload["scenes"]["snakken"]["html"]


@pytest.mark.slow
def test_a_changed_number_and_case_reach_the_built_pages(copy: Path) -> None:
    edit(_town(copy), ("36 37 77 18", "36 37 00 00"))
    path = copy / "notebooks/vignettes/gummistoevlerne.yaml"
    title = load_course(copy).vignette("gummistoevlerne").title
    edit(path, (f"title: {title}", "title: Støvlerne på hylden"))
    gone = copy / "_build/html/notebooks/en-side-der-er-slettet.html"
    gone.parent.mkdir(parents=True)
    gone.write_text("<p>gammelt</p>", encoding="utf-8")
    assert build(copy)
    assert not gone.exists()
    contacts = (copy / "_build/html/book/kontakt.html").read_text(encoding="utf-8")
    assert 'href="tel:36370000"' in contacts and "36 37 77 18" not in contacts
    assert "Støvlerne på hylden" in (copy / "_build/html/notebooks/dagtilbud-og-sfo.html").read_text(encoding="utf-8")
