"""What is said of a wrong answer to practise on: one may try again, so the right one is not named."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.material import quiz_data
from trekant.course.pages.embed import embed
from trekant.course.store import load_course
from trekant.course.tasks.rate import RATING_WORDS

ROOT = Path(__file__).parents[1]


def test_what_is_said_of_a_wrong_contact_does_not_name_the_right_one() -> None:
    course = load_course(ROOT)
    told = []
    for question, bank in course.questions.values():
        if bank.use != "practice" or question.type != "contact":
            continue
        task = question.task(course.municipality)
        key = course.municipality.contact(str(task.key))
        names = "|".join(re.escape(name) for name in (key.short, key.phone) if name)
        named = re.compile(rf"(?<!\w)(?:{names})(?![\w+])", re.I)
        told += [
            (question.id, one.feedback) for one in task.options if one.id != task.key and named.search(one.feedback)
        ]
    assert told == []


def test_what_the_numbers_of_a_rating_mean_stands_where_they_are_asked_for() -> None:
    page = embed(quiz_data("practice"))
    for number, words in enumerate(RATING_WORDS, start=1):
        assert f"{number} {words.lower()}" in page
    assert len({word for words in RATING_WORDS for word in words.lower().split()[-1:]}) == len(RATING_WORDS)
