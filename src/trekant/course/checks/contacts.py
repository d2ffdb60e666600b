"""Rules on whom to contact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import product

from pydantic import ValidationError

from trekant.course.checks.files import ABOUT, PAGES
from trekant.course.contact.guide import age_edges
from trekant.course.contact.municipality import Actor, Asker, Urgency
from trekant.course.contact.routing import Situation, differences, parse_situation, route, situation_in_words
from trekant.course.editions.edition import TEXTS
from trekant.course.messages import in_danish
from trekant.course.store import Course, CourseError, Problem
from trekant.course.writing.prose import TEXTS_KEPT

_DETAIL = re.compile(
    r"(?<![\d.,])\d{2}[ .]?\d{2}[ .]?\d{2}[ .]?\d{2}(?![\d.,]\d|\d)|(?<![\w.+-])[\w.+-]+@[\w-]+\.[a-z]{2,}|\b114\b"
)
_PERHAPS = re.compile(r"\d\d|@")
"""What all of those have; few lines have it, and it is found in no time."""
PLACES = (
    *ABOUT,
    *PAGES,
    TEXTS,
    "notebooks/*.ipynb",
    "quizzes/*.yaml",
    "quizzes/banks/*.yaml",
    "notebooks/vignettes/*.yaml",
    "assets/*.yaml",
    "assets/figures/*.yaml",
    "src/**/*.py",
)


def routing_cases(course: Course) -> Iterator[Problem]:
    """R005."""
    for town in course.municipalities.values():
        for index, case in enumerate(town.model.cases):
            try:
                found = list(differences(case.advice, route(parse_situation(case.case), town.model)))
            except ValueError as error:
                found = [str(error)]
            for message in found:
                line = town.source.line(("cases", index))
                yield Problem(town.source.name, line, "R005", f"»{case.case}«: {message}")


def one_right_contact(course: Course) -> Iterator[Problem]:
    """R006."""
    try:
        municipality = course.municipality
    except CourseError:
        return  # R001 has told why
    for case in course.vignettes.values():
        for index, scene in enumerate(case.model.scenes):
            try:
                scene.task(municipality)
            except (ValueError, KeyError) as error:
                line = case.source.line(("scenes", index, "decision"))
                yield Problem(case.source.name, line, "R006", _said(error))
    for bank in course.banks.values():
        for index, question in enumerate(bank.model.questions):
            try:
                question.task(municipality)
            except (ValueError, KeyError) as error:
                line = bank.source.line(("questions", index, "situation"))
                yield Problem(bank.source.name, line, "R006", f"»{question.id}«: {_said(error)}")


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"kontakten »{error.args[0]}« står ikke i kommunens fil; ret id'et i »options«"
    if isinstance(error, ValidationError):
        return in_danish(error.errors()[0])
    return str(error)


def details_elsewhere(course: Course) -> Iterator[Problem]:
    """R009. 112 may be named everywhere: it is the same in every municipality."""
    for name, text in course.texts(*PLACES):
        for number, found in _details(text):
            message = (
                f"»{found}« ligner et telefonnummer eller en mailadresse; den slags står kun i kommunens fil "
                "(på en side skrives fx {kontakt}`ssp telefon`)"
            )
            yield Problem(name, number, "R009", message)


@lru_cache(maxsize=TEXTS_KEPT)
def _details(text: str) -> tuple[tuple[int, str], ...]:
    lines = ((number, line) for number, line in enumerate(text.splitlines(), start=1) if _PERHAPS.search(line))
    return tuple((number, found[0]) for number, line in lines for found in _DETAIL.finditer(line))


def onward(course: Course) -> Iterator[Problem]:
    """R050: the action card, and all that comes after the manager, tell whom the manager takes it to."""
    for town in course.municipalities.values():
        for age in age_edges(town.model)[:-1]:
            situation = Situation(urgency=Urgency.CONCRETE, age=age)
            if not any(step.actor is not Actor.YOU for step in route(situation, town.model).steps):
                message = (
                    f"reglerne siger ikke, hvem lederen går videre til: »{situation_in_words(situation)}«; tilføj "
                    "et trin med »actor: manager«"
                )
                yield Problem(town.source.name, town.source.line(("routing", "steps")), "R050", message)
                break


def no_gap(course: Course) -> Iterator[Problem]:
    """R010: every situation there can be gets at least one step that is for everybody."""
    for town in course.municipalities.values():
        groups = town.model.routing.age_groups.values()
        edges = {edge for group in groups for edge in (group.low - 1, group.low, group.high, group.high + 1)}
        ages = sorted(age for age in edges if 0 <= age <= 120)
        for asker, urgency, age in product(Asker, Urgency, ages):
            situation = Situation(asker=asker, urgency=urgency, age=age)
            if not any(step.proviso is None for step in route(situation, town.model).steps):
                message = f"reglerne giver intet råd for »{situation_in_words(situation)}«; tilføj et trin"
                yield Problem(town.source.name, town.source.line(("routing", "steps")), "R010", message)
                break
