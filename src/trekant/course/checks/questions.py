"""Rules on the wording of questions and on whole banks: nobody gets the right answer without knowing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trekant.course.base import Objective, Status
from trekant.course.checks import cues
from trekant.course.source import Source
from trekant.course.store import Course, CourseError, Problem
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.question import Bank, Question
from trekant.course.writing.prose import LIX_LIMIT, lix, words

UNLIKE = 2.2
"""How many times as long as the shortest option a right answer may be that is also the longest."""

ENOUGH_OF_USE = {"practice": 120, "graded": 100}
ENOUGH_OF_OBJECTIVE = 10

_USES = {"practice": "øvelsesbankerne", "graded": "de bedømte banker", "package": "pakkens banker"}


@dataclass(frozen=True)
class Posed:
    """A question of a bank with its task, and where it stands."""

    question: Question
    task: Task
    bank: Bank
    source: Source
    index: int

    @cached_property
    def right(self) -> frozenset[str]:
        """The ids of the right options; empty where a task has none (order, rate, match, text)."""
        return frozenset(one for one, _ in self.task.parts(self.task.key)) if self.task.kind.picks else frozenset()

    @cached_property
    def options(self) -> cues.Options:
        """The options as a guesser sees them."""
        options = self.task.options
        return cues.Options(tuple(o.text for o in options), tuple(o.id in self.right for o in options))

    @property
    def worded(self) -> bool:
        """Whether the author has worded right and wrong options; the names of contacts are the municipality's."""
        return bool(self.right) and self.task.kind.worded

    def texts(self, right: bool) -> list[str]:
        """The texts of the right options, or of the wrong ones."""
        return [option.text for option in self.task.options if (option.id in self.right) == right]

    def problem(self, rule: str, message: str, *where: str | int) -> Problem:
        """A problem at a place in the question."""
        line = self.source.line(("questions", self.index, *where))
        return Problem(self.source.name, line, rule, f"»{self.question.id}«: {message}")

    def at_option(self, rule: str, message: str, index: int) -> Problem:
        """A problem with one option; it may stand in the file as an item, or not at all (a contact)."""
        names = [name for name, value in self.question if isinstance(value, tuple) and value == self.task.options]
        names += ["options"] if getattr(self.question, "options", ()) else []
        return self.problem(rule, message, *([names[0], index] if names else ["stem"]))


class _Same:
    """A course that is equal to itself only, so that what is worked out for it can be kept."""

    def __init__(self, course: Course) -> None:
        self.course = course

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.course is other.course

    def __hash__(self) -> int:
        return id(self.course)


def posed(course: Course) -> tuple[Posed, ...]:
    """Every question that is not retired, with its task; without those whose task cannot be made: R006 tells."""
    return _posed(_Same(course))


@lru_cache(maxsize=1)
def _posed(same: _Same) -> tuple[Posed, ...]:
    try:
        municipality = same.course.municipality
    except CourseError:
        return ()  # R001 has told why
    found = []
    for bank in same.course.banks.values():
        for index, question in enumerate(bank.model.questions):
            if question.status is Status.RETIRED:
                continue
            try:
                task = question.task(municipality)
            except (ValueError, KeyError):
                continue
            found.append(Posed(question, task, bank.model, bank.source, index))
    return tuple(found)


def no_all_or_none(course: Course) -> Iterator[Problem]:
    """R017."""
    for one in posed(course):
        for index, option in enumerate(one.task.options):
            if cues.is_all_or_none(option.text):
                message = f"»{option.text}« er et svar om de andre svar; skriv et svar, der kan stå alene"
                yield one.at_option("R017", message, index)


def no_negative_stem(course: Course) -> Iterator[Problem]:
    """R018."""
    for one in posed(course):
        for sentence in cues.negative_sentences(one.question.stem) if one.right else ():
            message = f"»{sentence}« spørger efter det, der ikke passer; spørg efter det, der passer"
            yield one.problem("R018", message, "stem")


def no_telling_absolutes(course: Course) -> Iterator[Problem]:
    """R019."""
    for one in posed(course):
        if one.worded and (found := cues.absolutes_in_distractors(one.texts(True), one.texts(False))):
            message = f"kun de forkerte svar har {_listed(found)}; skriv dem om, så ordet ikke røber dem"
            yield one.problem("R019", message, "options")


def no_echo(course: Course) -> Iterator[Problem]:
    """R020."""
    for one in posed(course):
        if one.worded and (found := cues.echoes(one.question.stem, one.texts(True), one.texts(False))):
            message = (
                f"kun det rigtige svar gentager {_listed(found)} fra spørgsmålet; brug et andet ord, eller lad også et "
                "forkert svar have det"
            )
            yield one.problem("R020", message, "stem")


def alike_in_length(course: Course) -> Iterator[Problem]:
    """R021."""
    for one in posed(course):
        if not (one.worded and one.task.kind.picks == "one"):
            continue
        lengths = sorted(map(len, one.options.texts))
        key = len(one.texts(True)[0])
        if key == lengths[-1] and key > UNLIKE * lengths[0]:
            message = (
                f"det rigtige svar er det længste, {key} tegn, og det korteste er {lengths[0]}; gør dem mere lige lange"
            )
            yield one.problem("R021", message, "options")


def three_or_four(course: Course) -> Iterator[Problem]:
    """R022."""
    for one in posed(course):
        count = len(one.task.options)
        if one.worded and one.task.kind.picks == "one" and not 3 <= count <= 4:
            message = f"der er {count} valgmuligheder; der skal være tre eller fire, når ét svar er rigtigt"
            yield one.problem("R022", message, "options")


def own_feedback(course: Course) -> Iterator[Problem]:
    """R023."""
    for one in posed(course):
        seen: set[str] = set()
        for index, option in enumerate(one.task.options):
            said = " ".join(words(option.feedback))
            if said in seen:
                message = f"»{option.feedback}« siges også om en anden valgmulighed; sig, hvad der gælder netop denne"
                yield one.at_option("R023", message, index)
            seen.add(said)


def readable_stems(course: Course) -> Iterator[Problem]:
    """R025."""
    for bank in _by_bank(posed(course)).values():
        figure = lix([one.question.stem for one in bank])
        if figure > LIX_LIMIT:
            message = (
                f"LIX over spørgsmålene i banken er {figure:.0f}, og højst {LIX_LIMIT} er tilladt; skriv kortere "
                "sætninger og kortere ord"
            )
            yield _at_bank(bank, "R025", message)


def length_tells_nothing(course: Course) -> Iterator[Problem]:
    """R026."""
    worded = [one for one in posed(course) if one.worded]
    mend = "gør nogle af de andre svar lige så"
    yield from _too_good(worded, "R026", cues.longest, "det længste svar", f"{mend} lange")
    yield from _too_good(worded, "R026", cues.shortest, "det korteste svar", f"{mend} korte")


def place_tells_nothing(course: Course) -> Iterator[Problem]:
    """R027."""
    chosen = [one for one in posed(course) if one.right]
    places = {-1: "det sidste svar", 1: "det første svar"} | {n: f"svar nummer {n}" for n in (2, 3, 4)}
    for number, name in places.items():
        mend = "flyt rundt på valgmulighederne"
        yield from _too_good(chosen, "R027", cues.option_at(number), name, mend, both_ways=True)


def hedging_tells_nothing(course: Course) -> Iterator[Problem]:
    """R028."""
    worded = [one for one in posed(course) if one.worded]
    what = "svaret med flest forbehold (måske, ofte, kan …)"
    mend = "tag forbehold ud, eller sæt dem i forkerte svar"
    yield from _too_good(worded, "R028", cues.most_hedged, what, mend)


def _too_good(
    questions: Iterable[Posed], rule: str, cue: cues.Cue, what: str, mend: str, *, both_ways: bool = False
) -> Iterator[Problem]:
    """Problems where a cue does too well in a bank, or in all banks of one use together.

    Questions with one and with several right answers are counted apart: blind picks hit twice as often in the latter,
    and a cue in few of them would drown in the many of the former.
    """
    groups: dict[tuple[str, bool], list[Posed]] = defaultdict(list)
    for one in questions:
        groups[one.bank.use, one.task.kind.picks == "several"].append(one)
    for (use, several), group in groups.items():
        banks = list(_by_bank(group).values())
        kind = "med flere rigtige svar" if several else "med ét rigtigt svar"
        told = False
        for bank in [*banks, group]:
            count = cues.tally(cue, (one.options for one in bank))
            # what is wrong in one bank is not told once more of them all
            if not (count.better or (both_ways and count.worse)) or (bank is group and told):
                continue
            told = True
            where = "banken" if bank is not group else f"{_USES[use]} tilsammen"
            message = (
                f"{what} er rigtigt i {count.hits} af {count.asked} spørgsmål {kind} i {where}, og et tilfældigt svar "
                f"ville være det i {float(count.expected):.0f}; {mend}"
            )
            yield _at_bank(max(banks, key=len) if bank is group else bank, rule, message)


def enough_questions(course: Course) -> Iterator[Problem]:
    """R029. Holds for the whole course: the settings ask for it, so that a small course may leave it out."""
    if course.settings is None or not course.settings.model.question_counts:
        return
    source = course.settings.source
    asked = course.questions.values()
    live = [(str(bank.use), question.objective) for question, bank in asked if question.status is Status.LIVE]
    for use, wanted in ENOUGH_OF_USE.items():
        counts = {"": (wanted, sum(other == use for other, _ in live))}
        counts |= {f" til målet »{goal}«": (ENOUGH_OF_OBJECTIVE, live.count((use, goal))) for goal in Objective}
        for what, (least, found) in counts.items():
            if found < least:
                message = f"{_USES[use]} skal have mindst {least} spørgsmål{what}, men har {found}; skriv flere"
                yield Problem(source.name, source.line(["question_counts"]), "R029", message)


def _by_bank(questions: Iterable[Posed]) -> dict[str, list[Posed]]:
    banks: dict[str, list[Posed]] = defaultdict(list)
    for one in questions:
        banks[one.bank.id].append(one)
    return banks


def _at_bank(bank: list[Posed], rule: str, message: str) -> Problem:
    source = bank[0].source
    return Problem(source.name, source.line(["questions"]), rule, message)


def _listed(found: Iterable[str]) -> str:
    return ", ".join(f"»{word}«" for word in sorted(found))
