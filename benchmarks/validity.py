"""Can the graded questions be answered by somebody who has not read the course, and by somebody who has?

``python -m benchmarks.validity``                 mechanical guessers against chance, by objective
``python -m benchmarks.validity sheet FILE.md``   every closed graded question, shuffled, without key, for a reader;
                                                  ``local`` behind it: those on local rules only; then ``blind``:
                                                  their options without the questions
``python -m benchmarks.validity score FILE.json`` how a reader did who answered such a sheet, by objective

The guessers know nothing of the subject. Each goes by one thing that can be seen: length, place, reservations, how
much an option resembles the stem, and the words that right options of the practice questions have more often than
wrong ones (naive Bayes, add-one smoothing), which is a reader who is test-wise and has a feeling for the tone.

A reader who sees the options only (partial input, as it is done with test sets for machines) goes by their wording and
by nothing else: what that reader gets above chance is given away by the options. What a reader without the course gets
beyond that was known before, or can be reasoned from the situation.

A reader's answers are JSON, by number on the sheet: ``3`` for one option, ``[1, 4]`` for several or for an order,
``{"1": 4, "2": 1}`` for ratings. »Local« are the questions that rest on this municipality's own arrangement (facts on
who does what here, contacts, hours, age limits) and on nothing else.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from trekant.course.base import Status
from trekant.course.checks import cues
from trekant.course.quizzes.quiz import shuffled
from trekant.course.store import load_course
from trekant.course.tasks.interaction import Answer, Task
from trekant.course.tasks.kinds import kind_of
from trekant.course.tasks.question import Question

ROOT = Path(__file__).parents[1]
LOCAL = re.compile(r"rk-|kontakt-|infohus-|mentor-|ssp-plus$")


@dataclass(frozen=True)
class Item:
    """A closed question as it stands on the sheet."""

    question: Question
    task: Task
    order: tuple[str, ...]

    @property
    def texts(self) -> list[str]:
        """The options in the order of the sheet."""
        by_id = {option.id: option.text for option in self.task.options}
        return [by_id[one] for one in self.order]

    @property
    def local(self) -> bool:
        """Whether it rests on the municipality's own arrangement alone."""
        return bool(self.question.facts) and all(LOCAL.match(fact) for fact in self.question.facts)

    @property
    def groups(self) -> tuple[str, ...]:
        """The rows of the table that the question counts in."""
        local = ("local rules",) if self.local else ()
        return (str(self.question.objective), *local, "all")


def items(use: str) -> list[Item]:
    """Every closed question of the banks of one use, in an order and with options that depend on nothing but ids."""
    course = load_course(ROOT)
    found = []
    for question, bank in course.questions.values():
        if bank.use == use and question.status is Status.LIVE and not kind_of(question.type).by_hand:
            task = question.task(course.municipality)
            ids = [option.id for option in task.options]
            order = shuffled(ids, "sheet", question.id, avoid_same=task.kind.in_order)
            found.append(Item(question, task, tuple(order)))
    wanted = shuffled([item.question.id for item in found], "sheet")
    return sorted(found, key=lambda item: wanted.index(item.question.id))


def share(item: Item, given: object) -> float:
    """What an answer by option numbers earned, 0 to 1; an answer that cannot be read earns nothing."""
    try:
        return item.task.fraction(_answer(item, given)) or 0.0
    except (ValueError, TypeError, IndexError):
        return 0.0


def _answer(item: Item, given: object) -> Answer | None:
    def named(number: object) -> str:
        return item.order[int(str(number)) - 1]

    if given is None:
        return None
    if isinstance(given, dict):
        return {named(number): int(str(rating)) for number, rating in given.items()}
    if item.task.kind.picks == "one":
        return named(given[0] if isinstance(given, list) else given)
    return [named(number) for number in (given if isinstance(given, list) else [given])]


Guess = Callable[[Item], int | None]


def by_cue(cue: cues.Cue) -> Guess:
    """A guesser who goes by what is counted in the content rules too."""
    return lambda item: cue(item.texts)


def likest_stem(item: Item) -> int | None:
    """The option that shares most words with the stem."""
    return _best([fuzz.token_set_ratio(item.question.stem, text) for text in item.texts])


def words_of_right_options(practice: Iterable[Item]) -> Guess:
    """A guesser who has learnt from the practice questions which words right options have, and nothing else."""
    seen: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for item in practice:
        if item.task.kind.picks == "one" and item.task.kind.worded:
            for one, text in zip(item.order, item.texts, strict=True):
                seen[one == item.task.key].update(_words(text))
    vocabulary = set(seen[True]) | set(seen[False])
    total = {right: sum(counts.values()) + len(vocabulary) for right, counts in seen.items()}

    def weight(word: str) -> float:
        return math.log((seen[True][word] + 1) / total[True]) - math.log((seen[False][word] + 1) / total[False])

    return lambda item: _best([sum(map(weight, _words(text) & vocabulary)) for text in item.texts])


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _best(figures: Sequence[float]) -> int | None:
    best = max(figures)
    return figures.index(best) if figures.count(best) == 1 else None


def table(columns: dict[str, list[tuple[Item, float]]]) -> str:
    """Mean share by objective, a column a reader."""
    rows: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for name, results in columns.items():
        for item, figure in results:
            for group in item.groups:
                rows[group][name].append(figure)
    lines = [f"{'':<12}{'n':>4}" + "".join(f"{name:>10}" for name in columns)]
    for group in sorted(rows, key=lambda one: (one in ("all", "local rules"), one)):
        count = max(len(figures) for figures in rows[group].values())
        means = [sum(figures) / len(figures) if (figures := rows[group][name]) else math.nan for name in columns]
        lines.append(f"{group:<12}{count:>4}" + "".join(f"{mean:>10.2f}" for mean in means))
    return "\n".join(lines)


def guessers() -> None:
    """How often each guesser is right where one option is to be chosen; where the cue points nowhere it is chance."""
    graded = [item for item in items("graded") if item.task.kind.picks == "one"]
    ways: dict[str, Guess] = {
        "longest": by_cue(cues.longest),
        "shortest": by_cue(cues.shortest),
        "hedged": by_cue(cues.most_hedged),
        "first": by_cue(cues.option_at(1)),
        "last": by_cue(cues.option_at(-1)),
        "stem": likest_stem,
        "tone": words_of_right_options(items("practice")),
    }
    columns: dict[str, list[tuple[Item, float]]] = {"chance": [(item, 1 / len(item.order)) for item in graded]}
    for name, way in ways.items():
        picks = [(item, way(item)) for item in graded]
        columns[name] = [
            (item, 1 / len(item.order) if pick is None else float(item.order[pick] == item.task.key))
            for item, pick in picks
        ]
    print(table(columns))


def write_sheet(path: Path, *, local: bool = False, blind: bool = False) -> None:
    """The sheet for a reader; ``blind`` leaves the questions themselves out."""
    lines = []
    for number, item in enumerate(items("graded"), start=1):
        if item.local or not local:
            lines += ["", f"### {number} ({item.question.type})", *([] if blind else [item.question.stem])]
            lines += [f"  {place}) {text}" for place, text in enumerate(item.texts, start=1)]
    path.write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def read_sheet(path: Path) -> None:
    """How a reader did, and which questions did not get full marks."""
    answers = json.loads(path.read_text(encoding="utf-8"))
    asked = [(n, item) for n, item in enumerate(items("graded"), start=1) if str(n) in answers]
    results = [(item, share(item, answers[str(n)])) for n, item in asked]
    chance = [(item, 1 / len(item.order)) for _, item in asked if item.task.kind.picks == "one"]
    chosen = [(item, figure) for item, figure in results if item.task.kind.picks == "one"]
    print(table({"reader": results, "one of n": chosen, "chance": chance}))
    for (number, item), (_, figure) in zip(asked, results, strict=True):
        if figure < 1:
            print(f"{number:>4} {figure:.2f} {item.question.type:<9}{item.question.id}")


def main(arguments: Sequence[str]) -> None:
    """Do what the command line asks for."""
    match arguments:
        case ["sheet", path]:
            write_sheet(Path(path))
        case ["sheet", path, "local"]:
            write_sheet(Path(path), local=True)
        case ["sheet", path, "local", "blind"]:
            write_sheet(Path(path), local=True, blind=True)
        case ["score", path]:
            read_sheet(Path(path))
        case _:
            guessers()


if __name__ == "__main__":
    main(sys.argv[1:])
