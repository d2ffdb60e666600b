"""The index of the search: whole, and telling nothing that a reader is to find out."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from trekant.course.store import Course, load_course
from trekant.site.build import build, site_folder

ROOT = Path(__file__).parents[1]
Entries = list[dict[str, Any]]


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="module")
def folder() -> Path:
    build(ROOT)
    return site_folder(ROOT)


@pytest.fixture(scope="module")
def entries(folder: Path) -> Entries:
    found: Entries = json.loads((folder / "_static/search-index.json").read_text(encoding="utf-8"))["entries"]
    return found


def _titles(entries: Entries, group: str) -> set[str]:
    return {entry["title"] for entry in entries if entry["group"] == group}


def test_it_has_every_contact_case_chapter_and_word(entries: Entries, course: Course) -> None:
    assert _titles(entries, "contact") == {contact.name for contact in course.municipality.contacts}
    assert _titles(entries, "case") == {course.vignettes[one].model.title for one in course.stages}
    assert set(course.pages.values()) <= _titles(entries, "page")
    glossary = (ROOT / "book/ordliste.md").read_text(encoding="utf-8").split(":::{glossary}")[1].split(":::")[0]
    assert _titles(entries, "term") == set(re.findall(r"^(\S.*)$", glossary, re.M))


def test_every_entry_leads_to_a_place_that_is_there(entries: Entries, folder: Path) -> None:
    for entry in entries:
        page, _, place = entry["link"].partition("#")
        html = (folder / page).read_text(encoding="utf-8")
        assert not place or f'id="{place}"' in html, entry["link"]


def test_headings_of_figures_are_in_it(entries: Entries) -> None:
    figures = [entry for entry in entries if entry.get("where", "").startswith("Figur i")]
    assert {"Forebyggelsestrekanten", "Tegn i tre grupper"} <= {entry["title"] for entry in figures}
    assert all(entry["text"] for entry in figures)


def test_of_a_case_it_has_only_the_beginning(entries: Entries, course: Course) -> None:
    text = json.dumps(entries, ensure_ascii=False)
    for one in course.stages:
        case = course.vignettes[one].model
        [entry] = [entry for entry in entries if entry["link"].endswith(f"#player-{one}")]
        assert entry["text"].startswith(f"{case.hook} {case.role}"[:40])
        for scene in case.scenes:
            if scene.id != case.start:
                assert " ".join(scene.text.split())[:60] not in text
            for option in getattr(scene.decision, "options", ()):
                assert option if isinstance(option, str) else option.feedback not in text


def test_it_has_no_question_and_no_feedback(entries: Entries, course: Course) -> None:
    text = json.dumps(entries, ensure_ascii=False)
    for question, _ in course.questions.values():
        told = [getattr(option, "feedback", "") for option in getattr(question, "options", ())]
        for words in [" ".join(question.stem.split()), *told]:
            assert len(words) < 25 or words not in text, question.id
