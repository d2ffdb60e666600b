"""Rules on the language of pages and cases."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from trekant.course.cases.vignette import Vignette
from trekant.course.checks.files import PAGES
from trekant.course.editions.edition import TEXTS
from trekant.course.store import Course, Problem
from trekant.course.tasks.interaction import Named, Option
from trekant.course.writing.prose import LIX_LIMIT, TEXTS_KEPT, lix, running_text, runs

FINGERPRINTS = "assets/notat-fingerprints.txt"
_OWN_WORDS = (
    *PAGES,
    "notebooks/vignettes/*.yaml",
    "quizzes/banks/*.yaml",
    "assets/notat.yaml",
    "assets/figures/*.yaml",
    TEXTS,
)


def vignette_text(vignette: Vignette) -> list[str]:
    """What one reads in a case, block by block: hook, scenes, choices, consequences, debrief."""
    blocks = [vignette.hook] if vignette.hook else []
    for scene in vignette.scenes:
        blocks += running_text(scene.told)
        decision = scene.decision
        if decision is None:
            continue
        blocks.append(decision.prompt)
        for _, value in decision:
            for one in value if isinstance(value, tuple) else ():
                blocks += [one.text] if isinstance(one, Named) else []
                blocks += [one.feedback] if isinstance(one, Option) else []
    debrief = vignette.debrief
    return [*blocks, *debrief.lessons, *debrief.talk, *running_text(debrief.text)]


def text_readable(course: Course) -> Iterator[Problem]:
    """R011: LIX of every page and every case."""
    texts = [(name, running_text(text)) for name, text in course.texts(*PAGES)]
    texts += [(case.source.name, vignette_text(case.model)) for case in course.vignettes.values()]
    for name, blocks in texts:
        figure = lix(blocks)
        if figure > LIX_LIMIT:
            message = f"LIX er {figure:.0f}, og højst {LIX_LIMIT} er tilladt; skriv kortere sætninger og kortere ord"
            yield Problem(name, 1, "R011", message)


def own_words(course: Course) -> Iterator[Problem]:
    """R012: no run of twelve words in common with the notat."""
    lines = (line for _, text in course.texts(FINGERPRINTS) for line in text.splitlines())
    known = frozenset(line for line in lines if not line.startswith("#"))
    for name, text in course.texts(*_OWN_WORDS) if known else ():
        for run in _copied(text, known):
            yield Problem(name, _line(text, run), "R012", f"ordene »{run}« er notatets egne; sig det med andre ord")


@lru_cache(maxsize=TEXTS_KEPT)
def _copied(text: str, known: frozenset[str]) -> tuple[str, ...]:
    """The first run of each place where a text goes on as the notat does."""
    found, last = [], -2
    for number, (fingerprint, run) in enumerate(runs(text)):
        if fingerprint in known:
            if number != last + 1:
                found.append(run)
            last = number
    return tuple(found)


def _line(text: str, run: str) -> int:
    """The first line that has the run's first words, as near as line breaks let us see."""
    start = " ".join(run.split()[:3])
    for number, line in enumerate(text.lower().splitlines(), start=1):
        if start in line:
            return number
    return 1
