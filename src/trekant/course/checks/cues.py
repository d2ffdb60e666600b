"""What tells the right answer to somebody who knows nothing: words, lengths, places.

Here is only the counting; which rule it breaks, and where, stands in ``questions``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from trekant.course.writing.prose import words

ABSOLUTE = frozenset({"altid", "aldrig", "alle", "ingen", "kun"})

MARGIN = Fraction(1, 10)
"""How much better than chance a cue may do: 10 percentage points."""

ENOUGH = 8
"""A cue is judged by this many questions or more.

With seven questions of four options, two right answers in the same place are already 4 points more than chance,
and three are 18: what such a bank shows is how small it is. Small banks are judged together with the others of
the same use.
"""

_HEDGE = re.compile(r"\b(?:måske|ofte|kan|nogle gange|som regel|tit)\b", re.IGNORECASE)
_SHORTEST_WORD = 5
_SHORTEST_STEM = 4
_ENDING = re.compile(r"(?:ernes|erne|ens|ets|ers|ene|ere|er|en|et|es|e|s|t)$")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        "andre andet begge bliver blive burde denne deres derfor disse eller efter engang enten fordi foran gennem "
        "hende hendes hverken hvilke hvilken hvilket hvordan hvorfor hvornår ingen inden igennem imellem imens "
        "kunne ligesom mange meget mellem mindre måtte nogen noget nogle omkring sammen selvom siden skulle sådan "
        "sådanne under uden ville været",
    )
)

_ONE_OF_MANY = re.compile(
    r"(?:alle|begge|både|ingen|intet|alt|samtlige|hverken)"
    r"(?: (?:af|de|dem|disse|det|dele|delene|her|er|to|tre|fire|nævnte|svar|svarene|muligheder|mulighederne|punkter"
    r"|punkterne|udsagn|udsagnene|rigtige|forkerte|passer|lige|mulige|andre))*"
)
_LETTERS = re.compile(r"(?:både |hverken |svar |kun )*[a-e1-5](?:, [a-e1-5])* (?:og|eller|samt) [a-e1-5]")
_ABOVE = re.compile(r"\b(?:oven|neden)(?:stående|nævnte|for nævnte)\b|\bførnævnte\b")
_SENTENCE = re.compile(r"[^.!?:]+[.!?]?")
# up to the first comma: what comes after is a clause of the situation (»Hvad gør du, når hun ikke svarer?«)
_NEGATIVE = re.compile(
    r"^\W*(?:og |men )?(?:(?:i|af|på|med|til|for|hos) )?(?:hvilke[nt]?|hvad|hvem|hvor|vælg|find|markér|marker|peg på)\b"
    r"(?:[^,?]*\b(?:er det|den|det|dem|dér),? (?:der|som))?"
    r"[^,?]*\b(?:ikke|undtagen|aldrig|forkerte?|usandt?|falske?)\b",
    re.IGNORECASE,
)


def is_all_or_none(text: str) -> bool:
    """Whether an option is only about the other options: »alle ovenstående«, »ingen af dem«, »a og c«."""
    plain = text.lower().strip("»«›‹\"'.! ")
    return bool(_ONE_OF_MANY.fullmatch(plain) or _LETTERS.fullmatch(plain) or _ABOVE.search(plain))


def negative_sentences(stem: str) -> list[str]:
    """The sentences of a stem that ask for what does not fit."""
    sentences = (sentence.strip() for sentence in _SENTENCE.findall(stem))
    return [sentence for sentence in sentences if _NEGATIVE.match(sentence)]


def content_words(text: str) -> dict[str, str]:
    """The words that carry the meaning, by their stems: five letters or more, no function words.

    The stem is what is left when a Danish ending is cut off, crudely: enough to see that ``lederens`` and ``leder``
    are one word.
    """
    long = (word for word in words(text) if len(word) >= _SHORTEST_WORD and word not in _FUNCTION_WORDS)
    return {_stem(word): word for word in long}


def _stem(word: str) -> str:
    cut = _ENDING.sub("", word)
    return cut if len(cut) >= _SHORTEST_STEM else word


def echoes(stem: str, right: Sequence[str], wrong: Sequence[str]) -> set[str]:
    """The words of a question that stand again in each of its right options and in none of the wrong ones."""
    if not right:
        return set()
    asked = content_words(stem)
    shared = asked.keys() & set.intersection(*(set(content_words(text)) for text in right))
    return {asked[one] for one in shared.difference(*map(content_words, wrong))}


def absolutes_in_distractors(right: Sequence[str], wrong: Sequence[str]) -> set[str]:
    """The absolute words of the wrong options, where no right option has any."""
    if any(ABSOLUTE.intersection(words(text)) for text in right):
        return set()
    return {word for text in wrong for word in ABSOLUTE.intersection(words(text))}


@dataclass(frozen=True)
class Options:
    """The options of a question, in the order of the file, and which of them are right."""

    texts: tuple[str, ...]
    right: tuple[bool, ...]

    @property
    def chance(self) -> Fraction:
        """How often an option picked blindly is a right one."""
        return Fraction(sum(self.right), len(self.right))


Cue = Callable[[Sequence[str]], int | None]
"""Which option one picks who goes by the cue; None where the cue does not point at exactly one."""


def longest(texts: Sequence[str]) -> int | None:
    """The option with the most letters."""
    return _only([len(text) for text in texts])


def shortest(texts: Sequence[str]) -> int | None:
    """The option with the fewest letters."""
    return _only([-len(text) for text in texts])


def most_hedged(texts: Sequence[str]) -> int | None:
    """The option with the most reservations (måske, ofte, kan …)."""
    hedges = [len(_HEDGE.findall(text)) for text in texts]
    return _only(hedges) if any(hedges) else None


def option_at(number: int) -> Cue:
    """The option at a place, from 1; -1 is the last."""

    def pick(texts: Sequence[str]) -> int | None:
        if number < 0:
            return len(texts) - 1
        return number - 1 if number <= len(texts) else None

    return pick


def _only(figures: Sequence[int]) -> int | None:
    best = max(figures)
    return figures.index(best) if figures.count(best) == 1 else None


@dataclass(frozen=True)
class Tally:
    """How one fares who goes by a cue.

    ``asked`` is in how many questions the cue points at an option, ``hits`` how often that is a right one, and
    ``expected`` how often blind picks in the same questions would be right on average.
    """

    asked: int
    hits: int
    expected: Fraction

    @property
    def judged(self) -> bool:
        """Whether there are enough questions to say anything."""
        return self.asked >= ENOUGH

    @property
    def better(self) -> bool:
        """Whether the cue does more than 10 points better than chance."""
        return self.judged and self.hits > self.expected + MARGIN * self.asked

    @property
    def worse(self) -> bool:
        """Whether the cue does more than 10 points worse, so that one can rule out what it points at."""
        return self.judged and self.hits < self.expected - MARGIN * self.asked


def tally(cue: Cue, questions: Iterable[Options]) -> Tally:
    """Go by a cue through a number of questions."""
    asked = hits = 0
    expected = Fraction(0)
    for options in questions:
        pick = cue(options.texts)
        if pick is not None:
            asked += 1
            hits += options.right[pick]
            expected += options.chance
    return Tally(asked, hits, expected)
