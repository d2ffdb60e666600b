"""Marks for what the municipality's file says: filled in everywhere, and a new limit is a new limit everywhere."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from trekant.course.checks import check
from trekant.course.contact.guide import age_edges
from trekant.course.contact.municipality import AgeGroup
from trekant.course.pages.payload import practice_task, quiz_payload, vignette_payload
from trekant.course.store import Course, load_course, read_data
from trekant.course.writing.placeholders import MARK, MarkError, ages_of, filled, filled_data
from trekant.course.writing.texts import TEXT_FILES

ROOT = Path(__file__).parents[1]
FICTIONAL = load_course(ROOT / "tests" / "fictional")
TOWN = FICTIONAL.municipality


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The course itself, without what is generated."""
    for folder in ("assets", "book", "editions", "notebooks", "quizzes"):
        shutil.copytree(
            ROOT / folder,
            tmp_path / folder,
            ignore=shutil.ignore_patterns("source", "release", "submitted", "autograded", "feedback", "*.db"),
        )
    return tmp_path


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("dem {alder}`ung` år", "dem under 21 år"),
        ("{alder}`Ung` er det SSP", "Under 21 er det SSP"),
        ("{alder}`Voksen` år", "Fra 21 år"),
        ("fyldt {alder}`voksen fra`", "fyldt 21"),
        ("til og med {alder}`ung til` år", "til og med 20 år"),
        ("Ring til {kontakt}`ssp` på {kontakt}`ssp telefon`.", "Ring til SSP Fjordby på 00 00 00 03."),
        ("Skriv til {kontakt}`ssp mail`", "Skriv til ssp@fjordby.invalid"),
        ("{kontakt}`hotline tid`", "lørdag, søndag kl. 10.00–18.00"),
        ("kl. {kontakt}`infohus åbner`-{kontakt}`infohus lukker`", "kl. 8.30-16"),
        ("uden mærker, men med { og `kode`", "uden mærker, men med { og `kode`"),
    ],
)
def test_what_a_mark_means(text: str, means: str) -> None:
    assert filled(text, TOWN) == means
    assert filled_data({"a": [text, 3, None]}, TOWN) == {"a": [means, 3, None]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{alder}`unge`", "aldersgruppen »unge« står ikke i kommunens fil; der er ung, voksen"),
        ("{alder}`ung fra`", "»ung fra« kan ikke læses"),
        ("{alder}`ung midt`", "»ung midt« kan ikke læses"),
        ("{alder}``", "aldersgruppen »«"),
        ("{kontakt}`sps`", "kontakten »sps« står ikke i kommunens fil"),
        ("{kontakt}`leder telefon`", "kontakten »leder« har ikke »telefon«"),
        ("{kontakt}`ssp-plus åbner`", "kontakten »ssp-plus« har ikke »åbner«"),
    ],
)
def test_a_mark_that_names_nothing(text: str, said: str) -> None:
    with pytest.raises(MarkError, match=re.escape(said)):
        filled(text, TOWN)
    assert filled_data(text, TOWN) == text


@pytest.mark.parametrize(
    ("edges", "words"),
    [
        ({"to": 17}, "under 18"),
        ({"from": 18}, "fra 18"),
        ({"from": 16, "to": 25}, "fra 16 til 25"),
        ({}, "i alle aldre"),
    ],
)
def test_groups_in_words(edges: dict[str, int], words: str) -> None:
    assert ages_of(AgeGroup.model_validate(edges)) == words


def _said(course: Course) -> str:
    """Everything of cases, questions and other texts that reaches a learner, right or wrong."""
    town = course.municipality
    told = [vignette_payload(case.model, town, {}) for case in course.vignettes.values()]
    told += [quiz_payload(quiz.model, course.asked(quiz.model), town) for quiz in course.quizzes.values()]
    told += [practice_task(question, town) for question, _ in course.questions.values()]
    told += [read_data(course.root, name, model).model_dump(mode="json") for name, model in TEXT_FILES.items()]
    return json.dumps([*told, town.model_dump(mode="json")], ensure_ascii=False)


def test_no_mark_reaches_a_learner(copy: Path) -> None:
    assert not MARK.search(_said(load_course(copy)))


def test_a_new_limit_is_the_limit_everywhere(copy: Path) -> None:
    town = copy / "assets/municipalities/roedovre.yaml"
    text = town.read_text(encoding="utf-8")
    assert "    ung: {to: 17}" in text
    moved = text.replace("    ung: {to: 17}", "    ung: {to: 20}").replace(
        "    voksen: {from: 18}", "    voksen: {from: 21}"
    )
    before = _said(load_course(copy))
    town.write_text(moved, encoding="utf-8")
    course = load_course(copy)
    after = _said(course)
    assert before.count("under 18") > 30 and "under 21" not in before
    # the duty to notify is law, and stays where it is; nothing else says 18
    left = [after[found.start() - 200 : found.end() + 200] for found in re.finditer("under 18|fyldt 18|over 18", after)]
    assert left and all(re.search("underret|pligt|fare", said) for said in left), left
    assert after.count("under 21") > 30
    # and check finds nothing that is typed: only the sentences that rules are tried with, and questions by their keys
    assert {problem.rule for problem in check(course)} <= {"R005", "R006", "R020", "R021", "R026", "R028"}


def test_groups_that_are_only_spoken_of_do_not_divide_the_guide() -> None:
    groups = TOWN.routing.age_groups | {"barn": AgeGroup.model_validate({"to": 17})}
    spoken = TOWN.model_copy(update={"routing": TOWN.routing.model_copy(update={"age_groups": groups})})
    assert age_edges(spoken) == age_edges(TOWN)


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        ("Er han under 18, går du til SSP.", {"R051"}),
        ("Det er for de 16-25-årige.", {"R051"}),
        ("Samarbejdet er for unge fra\n16 til 25 år.", {"R051"}),
        ("Det gælder alle på 18 år og derover.", {"R051"}),
        ("Emil er 14 år, og Noor er 17.", set()),
        ("Der er under 30 elever, og over 10 minutter til toget.", set()),
        ("Det tog 2-3 år, og hun har ventet i over et år.", set()),
        ("Hotlinen svarer klokken 10 til 18.", {"R052"}),
        ("De er der kl. 8.30-16.", {"R052"}),
        ("Fjordlinjen åbner kl. 10.", {"R052"}),
        ("Skolen åbner kl. 8, og timen er kl. 8-9.", set()),
        ("Ring til SSP\nFjordby i dag.", {"R053"}),
        ("Ring til {kontakt}`ssp` i dag, også dem {alder}`ung`.", set()),
        ("Skriv {uden}``Er man {alder}`ung`, er det SSP.``", set()),
        ("Skriv `{alder}` og `under 18` i filen.", set()),
        ("Skriv {alder}`unge` i filen.", {"R049"}),
    ],
)
def test_what_is_typed_is_found(sentence: str, rules: set[str], tmp_path: Path) -> None:
    shutil.copytree(FICTIONAL.root, tmp_path / "course")
    (tmp_path / "course/book/ny.md").write_text(f"# Ny\n\n{sentence}\n", encoding="utf-8")
    problems = [one for one in check(load_course(tmp_path / "course")) if one.rule != "R011"]
    assert {one.rule for one in problems} == rules
    assert {one.path for one in problems} <= {"book/ny.md"}


def test_wrong_options_may_say_what_is_wrong_and_right_ones_may_not(tmp_path: Path) -> None:
    shutil.copytree(FICTIONAL.root, tmp_path / "course")
    bank = tmp_path / "course/quizzes/banks/oevelse-fjordby.yaml"
    text = bank.read_text(encoding="utf-8")
    for option, found in (("En skarp mening.", False), ("En bevægelse over tid.", True)):
        bank.write_text(text.replace(option, "Noget for dem under 18."), encoding="utf-8")
        assert ("R051" in {one.rule for one in check(load_course(tmp_path / "course"))}) is found


def test_so_may_they_in_a_case(tmp_path: Path) -> None:
    shutil.copytree(FICTIONAL.root, tmp_path / "course")
    case = tmp_path / "course/notebooks/vignettes/den-nye-guitar.yaml"
    text = case.read_text(encoding="utf-8")
    text = (
        text.replace("kind: mark", "kind: multiple").replace("sentences:", "options:").replace(", worrying: false", "")
    )
    text = text.replace("{id: venner,", "{id: venner, right: true,")
    for option, found in (("Hun spiller guitar.", False), ("Hun griner med sine venner.", True)):
        case.write_text(text.replace(f"text: {option}", "text: Noget for dem under 18."), encoding="utf-8")
        assert ("R051" in {one.rule for one in check(load_course(tmp_path / "course"))}) is found
