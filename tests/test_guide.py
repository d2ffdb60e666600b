"""The contact guide: its table says what the rules say, for every situation and every minute of the week."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.clock import MINUTES_A_DAY
from trekant.course.embed import embed
from trekant.course.guide import NOBODY, WEEK, GuideText, age_edges, ages_in_words, guide_payload, what_if
from trekant.course.municipality import Asker, Municipality, Urgency
from trekant.course.player import Payload
from trekant.course.routing import Situation, route, state_on
from trekant.course.store import load_course, read_data
from trekant.site.card import PAPERS, write_cards

ROOT = Path(__file__).parents[1]
COURSE = load_course(ROOT)
TOWN: Municipality = COURSE.municipality
TODAY = date(2026, 11, 28)
GUIDE: Payload = guide_payload(TOWN, read_data(ROOT, "assets/guide.yaml", GuideText), TODAY)


def _group(age: int | None) -> str:
    if age is None:
        return "unknown"
    return f"age-{max(edge for edge in age_edges(TOWN) if edge <= age)}"


@given(st.sampled_from(Asker), st.sampled_from(Urgency), st.none() | st.integers(0, 120))
def test_the_table_gives_the_steps_of_the_rules(asker: Asker, urgency: Urgency, age: int | None) -> None:
    advice = route(Situation(asker=asker, urgency=urgency, age=age), TOWN)
    line = GUIDE["table"][f"{asker}/{urgency}/{_group(age)}"]
    assert [step["contact"] for step in line["steps"]] == [step.contact.id for step in advice.steps]
    assert len(line["notes"]) == len(advice.notes)


@given(st.integers(0, WEEK - 1), st.sampled_from([contact.id for contact in TOWN.contacts]))
def test_the_week_is_open_when_the_rules_say_so(minute: int, contact_id: str) -> None:
    segments = GUIDE["contacts"][contact_id]["segments"]
    hours = TOWN.contact(contact_id).hours
    if not hours.known:
        assert segments is None
        return
    found = next(segment for segment in segments if minute < segment["until"])
    at = time(minute % MINUTES_A_DAY // 60, minute % 60)
    assert found["open"] is hours.is_open(minute // MINUTES_A_DAY, at)
    assert segments[-1]["until"] == WEEK


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2029, 12, 31)),
    st.sampled_from([contact.id for contact in TOWN.contacts if contact.hours.known]),
)
def test_every_moment_is_told_as_the_rules_tell_it(moment: datetime, contact_id: str) -> None:
    """What the player does: first the stretches round closed days, then the week."""
    contact, payload = TOWN.contact(contact_id), GUIDE["contacts"][contact_id]
    stamp, minute = f"{moment:%Y-%m-%dT%H:%M}", moment.weekday() * MINUTES_A_DAY + moment.hour * 60 + moment.minute
    other = next((one for one in payload["otherWeeks"] if one["from"] <= stamp < one["until"]), None)
    found = other or next(segment for segment in payload["segments"] if minute < segment["until"])
    state = state_on(contact, moment.date(), time(moment.hour, moment.minute), TOWN.closed_days)
    assert found["open"] is state.open_now
    assert found["words"].lower() == ("åbent" if state.open_now else state.in_words().lower())


def test_the_days_round_christmas_are_told_one_by_one() -> None:
    stretches = [one for one in GUIDE["contacts"]["infohus"]["otherWeeks"] if one["from"].startswith("2026-12-2")]
    assert [(one["from"][8:], one["words"]) for one in stretches] == [
        ("23T15:00", "Lukket, åbner mandag kl. 07.00"),
        ("24T00:00", "Lukket (juleaften), åbner mandag kl. 07.00"),
        ("25T00:00", "Lukket (juledag), åbner mandag kl. 07.00"),
        ("26T00:00", "Lukket (anden juledag), åbner mandag kl. 07.00"),
        ("27T00:00", "Lukket, åbner mandag kl. 07.00"),
    ]


def test_what_if_stands_once_and_says_what_it_rests_on() -> None:
    rows = what_if(TOWN, read_data(ROOT, "assets/guide.yaml", GuideText))
    cases = " ".join(row.case for row in rows)
    for what in (
        "ikke kan nås",
        "siger nej",
        "din leder, du er bekymret for",
        "kollega",
        "truet",
        "hjem",
        "skade på sig selv",
        "nævnes",
    ):
        assert what in cases
    assert len({row.case for row in rows}) == len(rows)


def test_ages_are_named_as_people_say_them() -> None:
    assert ages_in_words(0, 18) == "Under 18 år"
    assert ages_in_words(16, 18) == "16-17 år"
    assert ages_in_words(17, 18) == "17 år"
    assert ages_in_words(18, NOBODY) == "18 år eller derover"


def test_without_javascript_the_guide_is_tables_with_numbers() -> None:
    html = embed(GUIDE)
    assert html.count("<table>") == len(Urgency)
    for contact in TOWN.contacts:
        if contact.phone:
            assert f'href="tel:{contact.tel}"' in html.split("</script>")[1]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_card_is_one_tagged_page_with_every_number(paper: str, tmp_path: Path) -> None:
    path = next(path for path in write_cards(COURSE, tmp_path) if paper in path.name)
    raw = path.read_bytes()
    assert raw.count(b"/Type/Page/") + raw.count(b"/Type/Page\n") + raw.count(b"/Type/Page>") <= 1
    assert b"<pdfaid" in raw or b"<pdfuaid:part>1</pdfuaid:part>" in raw
    assert b"xmpTPg:NPages>1<" in raw
    assert b"/Lang(da)" in raw
    for contact in TOWN.contacts:
        if contact.tel:
            assert f"(tel:{contact.tel})".encode() in raw
