"""Filling a blueprint: which questions each variant of a drawn quiz has."""

from __future__ import annotations

from collections.abc import Iterable

from trekant.course.base import Objective, Status
from trekant.course.quizzes.quiz import VARIANTS, Quiz, shuffled
from trekant.course.tasks.question import Bank


class BlueprintError(ValueError):
    """A blueprint that the banks cannot fill. The message is a Danish sentence without its full stop."""

    def __init__(self, objective: Objective, message: str) -> None:
        super().__init__(message)
        self.objective = objective


def fill(quiz: Quiz, banks: Iterable[Bank]) -> Quiz:
    """The quiz with its draws made: every question of the pool is used as often as the others to its objective.

    Which bank a question stands in, and where, does not matter.

    Raises:
        BlueprintError: there are not enough questions to an objective.
    """
    pool = _pool(quiz, banks)
    hands = []
    for objective in Objective:  # in this order, however the file has them
        wanted, there = quiz.blueprint.get(objective, 0), pool[objective]
        if len(there) < wanted:
            raise BlueprintError(
                objective,
                f"»blueprint« vil have {wanted} spørgsmål til »{objective}«, men bankerne har kun {len(there)}, der "
                "kan trækkes; skriv flere spørgsmål, eller sæt tallet ned",
            )
        hands.append(_deal(there, wanted, quiz.id, quiz.revision, objective))
    variants = []
    for number in range(VARIANTS):
        questions = [question for hand in hands for question in hand[number]]
        variants.append(tuple(shuffled(questions, quiz.id, quiz.revision, "slots", number)))
    return quiz.with_variants(tuple(variants))


def _pool(quiz: Quiz, banks: Iterable[Bank]) -> dict[Objective, list[str]]:
    pool: dict[Objective, set[str]] = {objective: set() for objective in Objective}
    for bank in banks:
        for question in bank.questions:
            if bank.use == quiz.use and question.status is Status.LIVE and question.type in quiz.kinds:
                pool[question.objective].add(question.id)
    return {objective: sorted(ids) for objective, ids in pool.items()}


def _deal(pool: list[str], count: int, *seed: str | int) -> list[list[str]]:
    """A hand of ``count`` for each variant, dealt like cards: the pack is shuffled anew when it is used up."""
    hands: list[list[str]] = []
    pack: list[str] = []
    packs = 0
    for _ in range(VARIANTS):
        hand: list[str] = []
        while len(hand) < count:
            if not pack:
                pack = shuffled(pool, *seed, packs)
                packs += 1
            # what is left of one pack may meet its like from the next one, which then waits its turn
            hand.append(pack.pop(next(place for place, one in enumerate(pack) if one not in hand)))
        hands.append(hand)
    return hands
