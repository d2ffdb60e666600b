"""Whether the course works: the figures, their limits, what is said of them, and the way from hand-ins to the page."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tests.copied import copied, edit
from tests.grading import write_json
from tests.people import trekant
from tests.spreadsheet import table
from tests.test_reports import Outline
from trekant.course.base import Moment, Objective
from trekant.course.quizzes.answers import FORMAT
from trekant.course.quizzes.measuring import measurings
from trekant.course.quizzes.quiz import Quiz, draw
from trekant.course.quizzes.response import Response, Responses
from trekant.course.store import Course, load_course
from trekant.grading.gradebook import open_gradebook
from trekant.grading.people.roster import participants
from trekant.reports.effect.analysis import Difference, Effect, change, compare, shares_of
from trekant.reports.effect.page import COLUMNS, effect_page, figure, write_effect
from trekant.reports.effect.words import (
    WHOLE,
    cautions,
    difference_in_words,
    figure_in_words,
    interval,
    too_few_in_words,
    verdict,
)

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 29)
OBJECTIVES = (Objective.NOTICE, Objective.JUDGE, Objective.CONTACT)
WORDS = {one: f"Du kan {one.value}." for one in OBJECTIVES}
BEFORE, AFTER, LATER = Moment

THIRDS = st.fractions(min_value=0, max_value=1, max_denominator=18)
SHARES = st.dictionaries(st.integers(0, 40).map("p{}".format), THIRDS, max_size=40)


def rows(moment: Moment, participant: str, *fractions: float | None) -> list[Response]:
    """A participant's answers to the three questions, others at each moment."""
    return [
        Response(participant=participant, question=f"{moment}-{one}", objective=one, fraction=fraction, points=1)
        for one, fraction in zip(OBJECTIVES, fractions, strict=True)
    ]


def measured(**given: Sequence[Sequence[float | None]]) -> dict[Moment, Responses]:
    """The answers at each moment, participant by participant: the first is the same one at all."""
    return {
        Moment(name): Responses(
            title=name,
            basis="",
            rows=tuple(row for at, one in enumerate(people) for row in rows(Moment(name), f"p{at:02}", *one)),
        )
        for name, people in given.items()
    }


def found(**given: Sequence[Sequence[float | None]]) -> Effect:
    return compare(measured(**given), WORDS, WHOLE)


LOW, HIGH = (0.0, 1.0, 0.0), (1.0, 1.0, 0.5)


# The figures


@given(SHARES, SHARES)
def test_a_change_is_the_textbooks_paired_interval(before: dict[str, Fraction], after: dict[str, Fraction]) -> None:
    """Mean and variance by exact fractions in another order, and the interval as SciPy's own paired t test has it."""
    both = sorted(before.keys() & after.keys())
    made = change(before, after)
    assert made.number == len(both)
    if len(both) < 5:
        assert (made.mean, made.low, made.high) == (None, None, None)
        return
    exact = (sum(after[one] for one in both) - sum(before[one] for one in both)) / len(both)
    assert made.mean == float(exact)
    moved = [after[one] - before[one] for one in both]
    if len(set(moved)) == 1:
        assert (made.low, made.high) == (None, None)
        return
    known = stats.ttest_rel([float(after[one]) for one in both], [float(before[one]) for one in both])
    low, high = known.confidence_interval(0.95)
    assert made.low is not None and made.high is not None
    assert math.isclose(made.low, max(-1, low), abs_tol=1e-9) and math.isclose(made.high, min(1, high), abs_tol=1e-9)
    assert -1 <= made.low <= made.mean <= made.high <= 1


@given(SHARES, SHARES)
def test_turned_around_a_change_is_the_same_the_other_way(
    before: dict[str, Fraction], after: dict[str, Fraction]
) -> None:
    there, back = change(before, after), change(after, before)
    turned = Difference(back.number, *(None if one is None else 0.0 - one for one in (back.mean, back.high, back.low)))
    assert there == turned


def test_a_change_by_hand() -> None:
    """Differences 1/3 four times and 0 four times: mean 1/6, s = sqrt(2/63), t(0.975, 7) = 2.3646."""
    before = {f"p{at}": Fraction(1, 3) for at in range(8)}
    after = {f"p{at}": Fraction(2, 3) if at < 4 else Fraction(1, 3) for at in range(8)}
    made = change(before, after)
    assert made.mean == pytest.approx(1 / 6)
    assert made.low == pytest.approx(1 / 6 - 2.364624 * math.sqrt(2 / 63 / 8), abs=1e-6)
    assert made.high == pytest.approx(1 / 6 + 2.364624 * math.sqrt(2 / 63 / 8), abs=1e-6)


@given(st.lists(st.tuples(THIRDS, st.integers(1, 4)), min_size=1, max_size=6))
def test_a_share_is_points_earned_of_points_possible(answers: list[tuple[Fraction, int]]) -> None:
    given = [
        Response(participant="p", question=f"q{at}", fraction=float(share), points=worth)
        for at, (share, worth) in enumerate(answers)
    ]
    exact = sum(share * worth for share, worth in answers) / sum(worth for _, worth in answers)
    assert shares_of(given) == {"p": exact}


def test_a_blank_answer_is_nothing_and_counts() -> None:
    made = found(before=[(None, None, 1.0)] * 5)
    assert made.whole.measured[BEFORE].mean == pytest.approx(1 / 3)
    assert [line.measured[BEFORE].mean for line in made.lines[1:]] == [0, 0, 1]


def test_each_objective_has_its_own_line_after_the_whole() -> None:
    made = found(before=[LOW] * 6, after=[HIGH] * 6, later=[LOW] * 5)
    assert [line.objective for line in made.lines] == [None, *OBJECTIVES]
    changes = [line.changes[AFTER].mean for line in made.lines]
    assert changes == [pytest.approx(0.5), 1.0, 0.0, 0.5]
    assert [line.changes[LATER].mean for line in made.lines] == [0.0] * 4


# The limits


@pytest.mark.parametrize(("count", "shown"), [(4, False), (5, True)])
def test_under_five_are_not_shown(count: int, shown: bool) -> None:
    made = found(before=[LOW] * 6, after=[HIGH] * count)
    line = made.whole
    assert (line.measured[AFTER].mean is not None) == shown
    assert (line.changes[AFTER].mean is not None) == shown
    assert line.measured[AFTER].number == line.changes[AFTER].number == count
    text = effect_page(made, figure(made), "Kurset", TODAY)
    assert ("83\N{NO-BREAK SPACE}%" in text) == shown
    assert too_few_in_words(made) is None


def test_four_alone_are_told_to_be_too_few() -> None:
    assert too_few_in_words(found(before=[LOW] * 4)) == (
        "Der er for få svar til at vise noget: 4 før, 0 efter, 0 senere. Tag flere ind med »trekant collect«, så der "
        "er mindst 5 til en af målingerne."
    )


def test_who_all_moved_alike_have_no_interval() -> None:
    made = found(before=[LOW] * 7, after=[HIGH] * 7)
    assert (made.whole.changes[AFTER].low, interval(made.whole.changes[AFTER])) == (None, "–")
    assert verdict(made, AFTER) == (
        "De 7, der svarede både før og efter, flyttede sig alle lige meget (+50 procentpoint), så usikkerheden kan "
        "ikke regnes ud."
    )


@pytest.mark.parametrize(("count", "margin"), [(30, 15), (100, 8)])
def test_the_handbook_says_how_far_the_interval_reaches(count: int, margin: int) -> None:
    """Where half of the answers are right and no answer depends on another, as uncertain as it gets."""
    deviation = math.sqrt(2 * 0.25 / len(OBJECTIVES))
    assert round(100 * stats.t.ppf(0.975, count - 1) * deviation / math.sqrt(count)) == margin
    handbook = " ".join((ROOT / "book/underviser.md").read_text(encoding="utf-8").split())
    assert f"omkring {margin}" in handbook.split("## Virker kurset?")[1].split("## ")[0]


# What is said


def many(first: Sequence[float], second: Sequence[float], seconds: int, of: int = 40) -> list[Sequence[float]]:
    return [second] * seconds + [first] * (of - seconds)


@pytest.mark.parametrize(
    ("better", "worse", "says"),
    [
        (
            30,
            0,
            "svarer bedre efter end før: +38 procentpoint i snit (95 procents sikkerhedsinterval: fra +30 til +45)",
        ),
        (0, 30, "svarer dårligere efter end før: −38 procentpoint i snit"),
        (20, 20, "kan det lige så godt være et tilfælde"),
    ],
)
def test_only_an_interval_on_one_side_of_nothing_is_a_change(better: int, worse: int, says: str) -> None:
    before = many(LOW, HIGH, worse)
    after = list(reversed(many(LOW, HIGH, better))) if better and worse else many(LOW, HIGH, better)
    assert says in verdict(found(before=before, after=after), AFTER)


def test_nobody_has_answered_later_yet() -> None:
    made = found(before=[LOW] * 9, after=many(LOW, HIGH, 4, 9))
    assert verdict(made, LATER) == "Ingen har svaret både før og senere endnu."


def test_what_may_not_be_concluded_is_always_said() -> None:
    few = " ".join(cautions(found(before=[LOW] * 29, after=many(LOW, HIGH, 9, 29))))
    enough = " ".join(cautions(found(before=[LOW] * 30, after=many(LOW, HIGH, 9, 30))))
    for said in ("intet hold uden kursus", "ikke de samme hver gang", "Hvert mål hviler på få spørgsmål"):
        assert said in few and said in enough
    assert "Under 30 har svaret" in few and "Under 30" not in enough


def test_who_met_a_question_again_are_counted() -> None:
    given = measured(before=[LOW] * 8, after=[HIGH] * 8)
    again = tuple(
        row.model_copy(update={"question": "before-judge"})
        if row.participant < "p05" and row.objective == "judge"
        else row
        for row in given[AFTER].rows
    )
    given[AFTER] = given[AFTER].model_copy(update={"rows": again})
    made = compare(given, WORDS, WHOLE)
    assert made.repeated == {AFTER: 5, LATER: 0}
    assert any(one.startswith("5 af 8 fik mindst ét spørgsmål igen efter") for one in cautions(made))


@pytest.mark.parametrize(("alone", "told"), [(0, False), (1, True), (4, True), (5, False)])
def test_where_a_figure_comes_close_to_a_person_that_is_told(alone: int, told: bool) -> None:
    made = found(before=[LOW] * (12 + alone), after=many(LOW, HIGH, 6, 12))
    assert any("del dem ikke med andre" in one for one in cautions(made)) == told


@pytest.mark.parametrize(
    ("share", "shown"), [(0.124, "+12"), (-0.126, "−13"), (0.0, "0"), (0.004, "+0,4"), (-0.004, "−0,4"), (1.0, "+100")]
)
def test_a_difference_is_signed_and_nothing_is_shown_as_nothing_only_where_it_is(share: float, shown: str) -> None:
    assert difference_in_words(share) == f"{shown} procentpoint"


def test_the_figure_is_told_in_words() -> None:
    said = figure_in_words(found(before=[LOW] * 6, after=[HIGH] * 6))
    assert f"{WHOLE}: før 33\N{NO-BREAK SPACE}%, efter 83\N{NO-BREAK SPACE}%." in said


# The files


def test_the_page_stands_alone_and_names_nobody(tmp_path: Path) -> None:
    made = found(before=[LOW] * 30, after=many(LOW, HIGH, 20, 30), later=many(LOW, HIGH, 12, 30))
    text = write_effect(made, tmp_path, "Kurset", TODAY).page.read_text(encoding="utf-8")
    outline = Outline(text)
    assert "script" not in outline.tags and not [one for one in outline.elsewhere if not one.startswith(("#", "data:"))]
    assert outline.headings[0] == 1 and outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert len(outline.ids) == len(set(outline.ids))
    assert not re.search(r"\bp\d\d\b", text), "a participant's code is on the page"
    assert figure_in_words(made) in text
    assert {path.name for path in tmp_path.iterdir()} == {"effekt.html", "effekt.csv", "effekt.svg", "effekt.png"}


def test_the_table_has_every_figure_at_full_precision(tmp_path: Path) -> None:
    made = found(before=[LOW] * 9, after=many(LOW, HIGH, 4, 9), later=[HIGH] * 3)
    write_effect(made, tmp_path, "Kurset", TODAY, international=True)
    lines = (tmp_path / "effekt.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == ",".join(COLUMNS) and len(lines) == 5
    whole = dict(zip(COLUMNS, lines[1].split(","), strict=True))
    moved = made.whole.changes[AFTER]
    assert whole["objective"] == "all" and whole["before_number"] == "9" and whole["after_change"] == repr(moved.mean)
    assert (whole["after_low"], whole["after_high"]) == (repr(moved.low), repr(moved.high))
    assert (whole["later_number"], whole["later_mean"], whole["later_change"]) == ("3", "", "")


def test_own_files_are_replaced_and_others_are_not(tmp_path: Path) -> None:
    made = found(before=[LOW] * 9)
    write_effect(made, tmp_path, "Kurset", TODAY)
    write_effect(made, tmp_path, "Kurset", TODAY, international=True)
    for name in ("effekt.csv", "effekt.html", "effekt.svg"):
        (tmp_path / name).write_text("noget andet")
        with pytest.raises(Exception, match="bliver ikke overskrevet"):
            write_effect(made, tmp_path, "Kurset", TODAY)
        (tmp_path / name).unlink()


# The course's own three, from hand-ins to the figures


def test_the_course_measures_before_after_and_later_by_one_question_to_each_objective() -> None:
    course = load_course(ROOT)
    found = measurings(course)
    assert list(found) == list(Moment)
    for quiz in found.values():
        assert quiz.blueprint == dict.fromkeys(OBJECTIVES, 1) and quiz.points_to_pass is None
        asked = [question for variant in quiz.variants for question in variant]
        for objective in OBJECTIVES:
            pool = [one for one in quiz.pool if course.questions[one][0].objective is objective]
            counts = {asked.count(one) for one in pool}
            assert max(counts) - min(counts) <= 1, "over a group all questions come equally often"
    assert len({quiz.variants for quiz in found.values()}) == 3


def answered(course: Course, quiz: Quiz, code: str, right: int) -> dict[str, object]:
    """An answer file as a browser writes it: the key to so many of the participant's questions, nothing to the rest."""
    tasks = course.tasks(quiz)
    ids = quiz.opaque_ids(tasks)
    answers = {}
    for slot in draw(quiz, code)[:right]:
        key, named = tasks[slot.question].key, ids[slot.question]
        answers[named.id] = [named.options[one] for one in key] if isinstance(key, list) else named.options[str(key)]
    return {
        "format": FORMAT,
        "quiz": quiz.id,
        "revision": quiz.revision,
        "participant": code,
        "handed_in": "2026-11-20T10:00:00+01:00",
        "answers": answers,
    }


CODES = [f"hold-{at}" for at in range(1, 8)]
RIGHT = {BEFORE: [0, 1, 1, 2, 0, 1, 2], AFTER: [2, 3, 2, 3, 1, 3], LATER: [2, 2, 1, 3]}
"""How many each has right: six hand in both before and after, and too few weeks later."""


@pytest.fixture(scope="module")
def _handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = copied(tmp_path_factory.mktemp("effekt") / "kurset")
    course = load_course(root)
    with open_gradebook(root) as gradebook, pytest.MonkeyPatch.context() as patch:
        for code in CODES:
            gradebook.add_student(code)
        gradebook.db.commit()
        patch.chdir(root)
        assert trekant("assignments", *(quiz.id for quiz in measurings(course).values())).exit_code == 0
        for moment, quiz in measurings(course).items():
            folder = root / "quizzes/inbox" / moment
            for code, right in zip(CODES, RIGHT[moment], strict=False):
                write_json(folder / f"{code}.json", answered(course, quiz, code, right))
            collected = trekant("collect", str(folder))
            assert f"{len(RIGHT[moment])} modtaget, 0 sprunget over, 0 afvist" in collected.output, collected.output
            graded = trekant("grade", quiz.id)
            assert graded.exit_code == 0, graded.output
    return root


@pytest.fixture
def handed_in(_handed_in: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(_handed_in)
    return _handed_in


@pytest.mark.slow
def test_from_hand_ins_to_the_figures(handed_in: Path) -> None:
    result = trekant("effect")
    assert result.exit_code == 0, result.output
    assert "Svar: 7 før, 6 efter, 4 senere." in result.output
    assert "Siden er her: quizzes/reports/effekt/effekt.html" in result.output
    whole = table(handed_in / "quizzes/reports/effekt/effekt.csv")[0]
    course = load_course(handed_in)
    with open_gradebook(handed_in) as gradebook:  # as nbgrader keeps it
        graded = {
            moment: [
                gradebook.find_submission(quiz.id, code).score for code, _ in zip(CODES, RIGHT[moment], strict=False)
            ]
            for moment, quiz in measurings(course).items()
        }
    assert graded == RIGHT
    assert float(whole["before_mean"].replace(",", ".")) == pytest.approx(sum(RIGHT[BEFORE]) / 7 / 3)
    assert float(whole["after_mean"].replace(",", ".")) == pytest.approx(sum(RIGHT[AFTER]) / 6 / 3)
    moved = [(after - before) / 3 for before, after in zip(RIGHT[BEFORE], RIGHT[AFTER], strict=False)]
    assert float(whole["after_change"].replace(",", ".")) == pytest.approx(sum(moved) / 6)
    assert whole["after_paired"] == "6" and whole["later_number"] == "4" and whole["later_mean"] == ""
    for path in (handed_in / "quizzes/reports/effekt").iterdir():
        assert not any(code.encode() in path.read_bytes() for code in CODES), path.name


@pytest.mark.slow
def test_nobody_passes_or_fails_what_measures_the_course(handed_in: Path) -> None:
    refused = trekant("certificates", "effekt-foer")
    assert refused.exit_code == 1
    assert refused.output == (
        "»effekt-foer« måler kurset, og der er ikke noget at bestå, så den giver ingen beviser. Se, hvad den viser, "
        "med »trekant effect«.\n"
    )
    assert trekant("feedback", "effekt-efter").exit_code == 0
    for code in CODES[:6]:
        told = (handed_in / f"quizzes/feedback/{code}/effekt-efter/effekt-efter.html").read_text(encoding="utf-8")
        assert "Her er ikke noget at bestå." in told and "bestået" not in told
    reported = trekant("report", "effekt-efter")
    assert reported.exit_code == 0 and "bestod" not in reported.output
    notebook = (handed_in / "quizzes/release/effekt-foer/effekt-foer.ipynb").read_text(encoding="utf-8")
    assert "Det er ikke en test." in notebook and "best" not in notebook


@pytest.mark.slow
def test_who_is_forgotten_is_in_no_figure(handed_in: Path, tmp_path: Path) -> None:
    assert trekant("participants", "forget", CODES[5], "--yes").exit_code == 0
    assert trekant("effect", "--to", str(tmp_path)).exit_code == 0
    whole = table(tmp_path / "effekt.csv")[0]
    assert (whole["before_number"], whole["after_paired"]) == ("6", "5")
    with open_gradebook(handed_in) as gradebook:
        assert CODES[5] not in {one.code for one in participants(gradebook)}


def test_without_hand_ins_or_measurings_the_way_on_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = copied(tmp_path / "kurset")
    monkeypatch.chdir(root)
    nothing = trekant("effect")
    assert nothing.exit_code == 1 and nothing.output.startswith("Der er for få svar til at vise noget: 0 før, 0 efter")
    for name in ("foer", "efter", "otte-uger"):
        (root / f"quizzes/effekt-{name}.yaml").unlink()
    without = trekant("effect")
    assert without.exit_code == 1 and without.output.startswith("Ingen test måler kurset")


def test_a_quiz_that_does_not_measure_still_needs_its_pass_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path / "kurset")
    monkeypatch.chdir(root)
    edit(root / "quizzes/effekt-foer.yaml", ("measures: before\n", ""))
    assert "en bedømt test skal have »pass_mark« og »pass_mark_reason«" in trekant("check").output
