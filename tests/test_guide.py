"""The contact guide: its table says what the rules say, for every situation and every minute of the week."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.contact.clock import MINUTES_A_DAY
from trekant.course.contact.guide import NOBODY, WEEK, GuideText, age_edges, ages_in_words, guide_payload, what_if
from trekant.course.contact.municipality import Asker, Municipality, Urgency
from trekant.course.contact.routing import Situation, route, state_on
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload
from trekant.course.store import load_course, read_data
from trekant.site.chapters.contact_table import UNCONFIRMED, contact_table

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


def test_without_javascript_the_guide_says_it_all_with_numbers() -> None:
    html = embed(GUIDE).partition("<script")[0]
    assert html.count("<ol>") == len(Urgency)
    for contact in TOWN.contacts:
        if contact.phone:
            assert f'href="tel:{contact.tel}"' in html
    assert (
        html.index("Ring 112 nu") < html.index("Sig det til din leder straks efter") < html.index("Det gør din leder")
    )
    assert "Under 18 år: Din leder kontakter SSP" in html
    assert html.index("* Uden for notatet.") > html.rindex("&nbsp;*")


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("employee/now/unknown", ["Ring 112 nu", "Sig det til din leder straks efter"]),
        ("employee/today/unknown", ["Ring 114 nu", "Sig det til din leder straks efter"]),
        ("employee/concrete/unknown", ["Gå til din leder nu"]),
        ("employee/advice/unknown", ["Bed din leder om et råd"]),
        ("manager/now/age-18", ["Ring 112 nu", "Ring til SSP+ bagefter"]),
        ("citizen/concrete/age-0", ["Ring til SSP", "Ring til Infohuset"]),
    ],
)
def test_what_one_does_oneself_is_said_in_a_few_words(line: str, own: list[str]) -> None:
    steps = GUIDE["table"][line]["steps"]
    assert [step["title"] for step in steps if step["actor"] == "you" and not step["proviso"]] == own


def test_it_is_told_who_takes_the_concern_on_at_each_age() -> None:
    ages = ["age-0", "age-16", "age-18", "unknown"]
    assert [GUIDE["takers"][age] for age in ages] == ["SSP", "SSP", "SSP+", "SSP eller SSP+"]
    assert GUIDE["onward"]["age-18"] == "Din leder giver det videre til SSP+ i Jobcentret."


@given(st.sampled_from(Asker), st.sampled_from(Urgency), st.integers(0, 120))
def test_what_is_shown_before_the_age_holds_at_every_age(asker: Asker, urgency: Urgency, age: int) -> None:
    count = GUIDE["sure"][f"{asker}/{urgency}"]

    def early(group: str) -> list[tuple[str, str]]:
        steps = GUIDE["table"][f"{asker}/{urgency}/{group}"]["steps"]
        own = [(step["contact"], step["why"]) for step in steps if step["actor"] == "you" and not step["proviso"]]
        return own[:count]

    assert early("unknown") == early(_group(age))
    assert count >= (urgency in (Urgency.NOW, Urgency.TODAY) or asker is Asker.EMPLOYEE)


def test_which_numbers_nobody_has_confirmed_is_said_once_and_of_the_right_ones() -> None:
    first, *rest = contact_table(TOWN).children
    unsure = [contact.short for contact in TOWN.contacts if contact.unconfirmed]
    assert 0 < len(unsure) < len(TOWN.contacts)
    assert first.astext() == f"{UNCONFIRMED}: {', '.join(unsure)}."
    assert not any("bekræftet endnu" in node.astext() for node in rest)
