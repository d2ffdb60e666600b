"""How long the course takes, measured by its words, so that nobody has to guess and nobody is promised too little.

What is counted is what everybody meets on the way (``course.pages.way``): running prose, the shortest good road through
each case, every question. What folds away, what one looks things up in (figures, tables) and what one writes is not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from trekant.course.cases.vignette import Vignette
from trekant.course.contact.municipality import Municipality
from trekant.course.pages.way import Way, before_the_choice, played_on, way_of
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course
from trekant.course.tasks.interaction import Task
from trekant.course.tasks.kinds import kind_of
from trekant.course.tasks.single import Choose
from trekant.course.writing.prose import TEXTS_KEPT, running_text, words

WORDS_A_MINUTE = 200
"""What is read silently in a minute.

Adults read English non-fiction at 238 words a minute, most of them between 175 and 300 (Brysbaert 2019, Journal of
Memory and Language 109, 104047, over 190 studies). For Danish there is no such figure; read aloud, 17 languages are
read at 184 on average (Trauzettel-Klosinski & Dietz 2012, Investigative Ophthalmology & Visual Science 53, 5452).
200 lies between, in the slower half: for many at work reading is not what they do most.
"""

SECONDS_A_CHOICE = 5
"""What it takes to make up one's mind and press, beside the reading. Our own estimate."""

SECONDS_OF_WRITING = 60
"""What a text task is meant to take."""

READ_IN_A_GROUP = 1.5
"""How many times as long a group reads: it goes by the slowest. Our own estimate."""

MINUTES_OF_TALK = 3
"""What a decision takes in a group: two minutes in pairs, and one to agree. Our own estimate."""

_FOLDED = re.compile(r"^:::\{modul\}.*?^:::[ \t]*$", re.M | re.S)
"""What a module answers and is for folds away at its head."""

_TOLD = re.compile(r"^:::\{modul\}\s*\n(?::.*\n)*?:minutter: *(\d+)", re.M)
"""A module may say its minutes itself; where it does not, it is told what was measured."""


@dataclass(frozen=True)
class Stretch:
    """A page of the way, in minutes; ``told`` is what the page itself says, and None where it says nothing.

    ``asked`` are the questions on the way and what one is asked to write; ``own_test`` is the self-test at the end of a
    module, which is for those who want it and no part of ``total``.
    """

    page: str
    reading: float
    cases: float
    asked: float
    own_test: float
    told: int | None

    @property
    def total(self) -> float:
        """The whole page."""
        return self.reading + self.cases + self.asked

    @property
    def minutes(self) -> int:
        """What a reader is told."""
        return self.told or max(1, round(self.total))


@dataclass(frozen=True)
class Timing:
    """The whole way, in minutes. ``opener`` is the longest of the cases that one chooses among on the front page.

    ``final_test`` may be taken another day, and is no part of ``total``.
    """

    front: Stretch
    opener: float
    pages: tuple[Stretch, ...]
    first_module: Stretch
    final_test: float

    @property
    def reading(self) -> float:
        """What is read."""
        return self.front.reading + sum(page.reading for page in self.pages)

    @property
    def cases(self) -> float:
        """What is played."""
        return self.opener + sum(page.cases for page in self.pages)

    @property
    def asked(self) -> float:
        """What is answered and written on the way."""
        return sum(page.asked for page in self.pages)

    @property
    def total(self) -> float:
        """The course, up to its tests."""
        return self.reading + self.cases + self.asked

    @property
    def act(self) -> float:
        """Until one knows the act: the front page, the case, the first module."""
        return self.front.total + self.opener + self.first_module.total

    @property
    def own_tests(self) -> float:
        """The self-tests of the modules together."""
        return sum(page.own_test for page in self.pages)


def timing(course: Course) -> Timing | None:
    """The minutes of a course; None where it has no way through it (see ``way_of``)."""
    way = way_of(course)
    if way is None:
        return None
    texts = {name.removesuffix(".md"): text for name, text in course.texts("book/*.md", "quizzes/*.md")}
    # what stands below the choice on the front page is for those who want to know more before they begin
    texts[way.front] = before_the_choice(texts.get(way.front, ""))
    stretches = {page: _stretch(course, page, texts.get(page, "")) for page in (way.front, *way.pages)}
    return Timing(
        front=stretches[way.front],
        opener=_opener(course, way),
        pages=tuple(stretches[page] for page in way.pages),
        first_module=stretches[way.modules[0]],
        final_test=max(
            (_drawn(course, one.model) for one in course.quizzes.values() if one.model.blueprint), default=0.0
        ),
    )


def told_minutes(text: str) -> int | None:
    """The minutes that a module says it takes."""
    match = _TOLD.search(text)
    return int(match[1]) if match else None


def _stretch(course: Course, page: str, text: str) -> Stretch:
    cases, asked, own_test = 0.0, 0.0, 0.0
    for kind, one in played_on(text):
        if kind == "case" and one in course.vignettes:
            cases += case_minutes(course.vignettes[one].model, course.municipality)
        elif kind == "spoergsmaal":
            asked += _answered(course, one)
        elif kind == "quiz" and one in course.quizzes:
            pool = course.quizzes[one].model.pool
            asked += sum(_answered(course, question) for question in pool if _written(course, question))
            own_test += sum(_answered(course, question) for question in pool if not _written(course, question))
    return Stretch(page, _read(running_text(_FOLDED.sub("", text))), cases, asked, own_test, told_minutes(text))


def _opener(course: Course, way: Way) -> float:
    pages = {page for _, page in way.openers}
    cases = [course.vignettes[case].model for case, page in course.stages.items() if page in pages]
    return max((case_minutes(case, course.municipality) for case in cases), default=0.0)


def case_minutes(case: Vignette, municipality: Municipality) -> float:
    """The best road through a case: its scenes, all that one chooses among, what one is told, and the lessons."""
    blocks, choices = [case.hook or "", case.role, *(case.debrief.lessons or (case.debrief.text,))], 0
    for scene in map(case.scene, case.best_path()):
        blocks.append(scene.told)
        if task := scene.task(municipality):
            choices += 1
            blocks += _asked(task) + _told(task, one=isinstance(scene.decision, Choose))
    return _read(blocks) + choices * SECONDS_A_CHOICE / 60


def wall_minutes(case: Vignette, municipality: Municipality) -> int:
    """What a case takes on the wall of a meeting, to the nearest five minutes; the talk afterwards is not in it."""
    decisions = sum(case.scene(one).decision is not None for one in case.best_path())
    minutes = READ_IN_A_GROUP * case_minutes(case, municipality) + MINUTES_OF_TALK * decisions
    return 5 * max(1, round(minutes / 5))


def question_minutes(course: Course, questions: Collection[str]) -> float:
    """What one of some questions takes on average, in minutes; 0 where there are none."""
    return sum(_answered(course, question) for question in questions) / len(questions) if questions else 0.0


def _drawn(course: Course, quiz: Quiz) -> float:
    """A drawn quiz, by the average of its pool."""
    return question_minutes(course, quiz.pool) * len(quiz.points)


def _written(course: Course, question_id: str) -> bool:
    return question_id in course.questions and kind_of(course.questions[question_id][0].type).by_hand


def _answered(course: Course, question_id: str) -> float:
    """A question, with what is said of the right answer where that is told; one that is not there takes no time."""
    question, bank = course.questions.get(question_id, (None, None))
    if question is None or bank is None:
        return 0.0
    task = question.task(course.municipality)
    if task.kind.by_hand:
        return _read([task.prompt, task.model or ""]) + SECONDS_OF_WRITING / 60
    told = _told(task, one=True) if bank.use != "graded" else []
    return _read(_asked(task) + told) + SECONDS_A_CHOICE / 60


def _asked(task: Task) -> list[str]:
    return [task.prompt, *(option.text for option in task.options)]


def _told(task: Task, *, one: bool) -> list[str]:
    """What is said of the answers; of one, the middle in length, where only the chosen one is told of."""
    said = sorted((option.feedback for option in task.options if option.feedback), key=len)
    return [said[len(said) // 2]] if one and said else said


def _read(blocks: Iterable[str]) -> float:
    return sum(map(_words_in, blocks)) / WORDS_A_MINUTE


@lru_cache(maxsize=TEXTS_KEPT)
def _words_in(text: str) -> int:
    return sum(len(words(block)) for block in running_text(text))
