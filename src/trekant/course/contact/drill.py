"""Fresh contact questions, made of a municipality's rules: there are always more of them to practise on.

A question is a situation drawn by a seed, near the ages and the times at which something changes, and its key
is what ``route`` says, as in a question that an author has written.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from itertools import count as numbers
from itertools import islice, product
from string import ascii_lowercase

from trekant.course.base import Model, Slug
from trekant.course.contact.clock import MINUTES_A_DAY, WEEKDAYS, minute_of_week
from trekant.course.contact.guide import age_edges
from trekant.course.contact.municipality import Asker, Municipality, Urgency
from trekant.course.contact.routing import Advice, route, situation_in_words
from trekant.course.quizzes.quiz import shuffled
from trekant.course.tasks.contact import ContactTask, whom_to_contact
from trekant.course.tasks.interaction import Task

MOST_OPTIONS = 4
_PLAIN_AGES = (9, 14, 32, 58)
"""Ages far from most limits, so that not every question is about one."""
_NEAR = 15
"""Minutes before and after an opening or closing time."""
_ASKS = {"first": "Hvem skal have besked først?", "onward": "Hvem bringer lederen det videre til?"}


class DrillQuestion(Model):
    """A situation, and the contacts to choose from, in the order they are shown."""

    contact: ContactTask
    options: tuple[Slug, ...]

    @property
    def prompt(self) -> str:
        """The question as text."""
        return f"{situation_in_words(self.contact.situation())}. {_ASKS[self.contact.ask]}"

    def task(self, municipality: Municipality) -> Task:
        """The question as a task, by the same rule as every other contact question."""
        situation = self.contact.situation()
        return whom_to_contact(self.prompt, self.contact, situation, municipality, self.options, {})

    def reason(self, municipality: Municipality) -> str:
        """Why the key is right, and whether that contact answers at that time."""
        key = self.task(municipality).key
        advice = route(self.contact.situation(), municipality)
        step = next(step for step in advice.steps if step.contact.id == key and step.proviso is None)
        state = step.opens_in_words()
        return f"{step.why} ({step.contact.name}: {state}.)" if state else step.why

    def in_words(self, municipality: Municipality, number: int, *, answers: bool = False) -> str:
        """The question as numbered text with lettered options, and with ``answers`` the key and the reason."""
        task = self.task(municipality)
        lettered = dict(zip(ascii_lowercase, task.options, strict=False))
        lines = [f"{number}. {self.prompt}", *(f"   {letter}) {one.text}" for letter, one in lettered.items())]
        if answers:
            right = next(letter for letter, one in lettered.items() if one.id == task.key)
            lines.append(f"   Svar: {right}) {lettered[right].text}. {self.reason(municipality)}")
        return "\n".join(lines)


def drill(municipality: Municipality, seed: int, count: int) -> list[DrillQuestion]:
    """Questions on whom to contact; the same seed always gives the same ones.

    No situation comes twice before all have been used; after that they come again at other times.

    Raises:
        ValueError: the rules leave no situation with a wrong contact to choose.
    """
    situations = {_key(task): (task, options) for task, options in _situations(municipality)}
    if not situations:
        raise ValueError("kommunens regler giver ingen situation med både en rigtig og en forkert kontakt")
    return list(islice(_questions(situations, _moments(municipality), seed), count))


def _questions(
    situations: dict[str, tuple[ContactTask, list[str]]], moments: list[int], seed: int
) -> Iterator[DrillQuestion]:
    """Questions without end, in rounds of all the situations."""
    names = [str(minute) for minute in moments]
    for turn in numbers():
        for key in shuffled(list(situations), "drill", seed, turn):
            task, (right, *wrong) = situations[key]
            minute = int(shuffled(names, "moment", seed, turn, key)[0])
            clock = {
                "weekday": minute // MINUTES_A_DAY,
                "at": time(minute % MINUTES_A_DAY // 60, minute % 60),
            }
            offered = [right, *shuffled(wrong, "wrong", seed, turn, key)[: MOST_OPTIONS - 1]]
            options = tuple(shuffled(offered, "options", seed, turn, key))
            yield DrillQuestion(contact=task.model_copy(update=clock), options=options)


def _key(task: ContactTask) -> str:
    return f"{task.asker}/{task.urgency}/{task.age}/{task.ask}"


def _situations(municipality: Municipality) -> Iterator[tuple[ContactTask, list[str]]]:
    """Every situation that makes a question, with its options: the right one, then all that are surely wrong."""
    for asker, urgency, age, ask in product(Asker, Urgency, _ages(municipality), ("first", "onward")):
        task = ContactTask.model_validate({"asker": asker, "urgency": urgency, "age": age, "ask": ask})
        advice = route(task.situation(), municipality)
        if ask == "first" and all(step.proviso for step in advice.steps):
            continue
        right = task.accepted(advice)
        wrong = _wrong(municipality, task, advice)
        if right and wrong:
            # where the manager may take it to several, one is offered, and the others are left out
            yield task, [right[0], *wrong]


def _wrong(municipality: Municipality, task: ContactTask, advice: Advice) -> list[str]:
    """The contacts that the rules send such an asker to at times, but surely not as the answer here.

    Those that the advice names for one case only (if the manager cannot be reached) could be defended, and so, for
    what comes after the manager, could all that the advice names.
    """
    sure = {step.contact.id for step in advice.steps if step.proviso is None}
    doubtful = {step.contact.id for step in advice.steps if step.contact.id not in sure or task.ask == "onward"}
    doubtful |= set(task.accepted(advice))
    used = [rule.contact for rule in municipality.routing.steps if task.asker in rule.when.asker]
    return [contact for contact in dict.fromkeys(used) if contact not in doubtful]


def _ages(municipality: Municipality) -> list[int]:
    limits = age_edges(municipality)[1:-1]
    near = {age for limit in limits for age in (limit - 2, limit - 1, limit, limit + 1)}
    return sorted(age for age in near | set(_PLAIN_AGES) if 0 < age <= 120)


def _moments(municipality: Municipality) -> list[int]:
    """Minutes of the week: a quarter before and after somebody opens or closes, on every day; and ten o'clock."""
    clocks = {10 * 60}
    for contact in municipality.contacts:
        for opening in contact.hours.openings:
            for edge in (minute_of_week(0, opening.opens), minute_of_week(0, opening.closes)):
                if edge % MINUTES_A_DAY:  # midnight is where a day ends, not where anybody opens
                    clocks |= {edge - _NEAR, edge + _NEAR}
    inside = sorted(clock for clock in clocks if 0 <= clock < MINUTES_A_DAY)
    return [day * MINUTES_A_DAY + clock for day in range(len(WEEKDAYS)) for clock in inside]
