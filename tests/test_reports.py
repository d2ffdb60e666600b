"""The report as a trainer meets it: who counts, what is pointed out and why, and what the files hold."""

from __future__ import annotations

import csv
import re
import shutil
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.grading import MAXIMUM, RIGHT, autograde, grades, hand_in, sheet, write_json
from tests.spreadsheet import table
from trekant.cli import main
from trekant.course.quizzes.response import AskedOption, AskedQuestion, Response, Responses, guess_score
from trekant.course.store import CourseError, load_course
from trekant.course.tasks.single import SINGLE
from trekant.course.tasks.text import TEXT as FREE
from trekant.grading.gradebook import open_gradebook
from trekant.grading.marks.responses import quiz_responses
from trekant.reports.figures import distribution, map_of_questions
from trekant.reports.flags import Reason
from trekant.reports.page import report_page
from trekant.reports.report import Report, analyse
from trekant.reports.statistics import question_figures
from trekant.reports.tables import report_tables
from trekant.reports.write import write_report

TODAY = date(2026, 11, 22)
WRONG: dict[str, Any] = {
    "nyt-skaeg": "forhoer",
    "hvilke-tegn": ["musik", "bluse"],
    "kenneth-paa-nitten": "politi",
    "rette-raekkefoelge": ["plan", "leder-ringer", "sig-det", "skriv"],
    "fire-svar": {"citat": 1, "fornemmelse": 4, "rygte": 4},
}
TEXT = {"med-dine-ord": "Jeg har set det selv i går."}


def place(root: Path, *sheets: dict[str, Any], replaced: bool = False) -> None:
    """Put answer files where ``collect`` puts them."""
    for number, one in enumerate(sheets):
        code, quiz = one["participant"], one["quiz"]
        folder = root / "quizzes/submitted"
        folder = folder / f".replaced/{code}/{quiz}.{number:08x}" if replaced else folder / code / quiz
        write_json(folder / "svar.json", one)


def cohort(right: int, wrong: int, **changes: Any) -> list[dict[str, Any]]:
    """Participants who know everything, and participants who know nothing."""
    answers = [RIGHT] * right + [WRONG] * wrong
    return [sheet(f"nr-{at:03}", {**one, **changes}) for at, one in enumerate(answers)]


def report_on(root: Path, quiz: str = "proeve") -> Report:
    return analyse(quiz_responses(load_course(root), quiz))


def html(report: Report) -> str:
    return report_page(report, {"fordeling": distribution(report), "spoergsmaal": map_of_questions(report)}, TODAY)


# Who counts


def test_the_first_attempt_counts_and_the_latest_on_request(fictional: Path) -> None:
    place(fictional, sheet("ana", RIGHT, handed_in="2026-11-22T10:00:00+01:00"))
    place(
        fictional,
        sheet("ana", {}, handed_in="2026-11-21T10:00:00+01:00"),
        sheet("ana", WRONG, handed_in="2026-11-20T10:00:00+01:00"),
        replaced=True,
    )
    course = load_course(fictional)
    first, latest = quiz_responses(course, "proeve"), quiz_responses(course, "proeve", "latest")
    assert {row.question: row.chosen for row in first.rows}["nyt-skaeg"] == (("forhoer", "chosen"),)
    assert {row.question: row.fraction for row in latest.rows}["nyt-skaeg"] == 1
    assert first.basis == "Hver deltagers første forsøg" and "nyeste" in latest.basis


def test_a_row_has_what_was_answered_and_earned(fictional: Path) -> None:
    answers = {**RIGHT, "fire-svar": {"citat": 3, "fornemmelse": 2, "rygte": 1}, "nyt-skaeg": None}
    place(fictional, sheet("ana", answers))
    rows = {row.question: row for row in quiz_responses(load_course(fictional), "proeve").rows}
    assert [row.slot for row in rows.values()] == [f"slot-0{number}" for number in range(1, 7)]
    # half for the near miss, a third of the question; 3 points
    assert rows["fire-svar"].fraction == pytest.approx(2.5 / 3) and rows["fire-svar"].points == 3
    assert set(rows["fire-svar"].chosen) == {("citat", "3"), ("fornemmelse", "2"), ("rygte", "1")}
    assert rows["nyt-skaeg"].fraction is None and rows["nyt-skaeg"].chosen == ()
    assert rows["rette-raekkefoelge"].chosen[0] == ("skriv", "0")
    assert rows["med-dine-ord"].fraction is None and not rows["med-dine-ord"].pending_manual


def test_revisions_are_not_mixed_and_what_is_left_out_is_told(fictional: Path) -> None:
    place(fictional, sheet("ana", RIGHT), sheet("bo", RIGHT, revision=1), sheet("cilla", RIGHT, revision=1))
    place(fictional, sheet("dan", {"nyt-skaeg": "findes-ikke"}), sheet("eva-1", {"findes-ikke": "ja"}))
    (fictional / "quizzes/submitted/ana/udtraek").mkdir()
    (fictional / "quizzes/submitted/falsk").symlink_to(fictional / "quizzes/submitted/ana")
    found = quiz_responses(load_course(fictional), "proeve")
    assert {row.participant for row in found.rows} == {"ana"}
    assert found.notes[0].startswith("2 afleveringer er svar på en anden udgave")
    assert found.notes[1] == "2 afleveringer kan ikke læses og er ikke regnet med."


def test_texts_count_as_the_trainer_scored_them(released: Path) -> None:
    students = ("ana", "bo", "cilla", "dan")
    hand_in(released, *(sheet(one, {**RIGHT, **TEXT}) for one in students))
    autograde(released)
    with open_gradebook(released) as gradebook:
        for student, points in zip(students, (2, 1, 0.5), strict=False):
            grade = next(one for one in grades(gradebook, student) if one.name == "slot-06")
            grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()
    rows = quiz_responses(load_course(released), "proeve").rows
    texts = {row.participant: row for row in rows if row.question == "med-dine-ord"}
    assert [texts[one].fraction for one in students] == [1, 0.5, 0.25, None]
    assert [texts[one].pending_manual for one in students] == [False, False, False, True]
    report = report_on(released)
    assert report.quiz.number == 3 and report.quiz.mean == pytest.approx((3 * 8.5 + 3.5) / 3)
    assert report.maximum == MAXIMUM and report.passed == 3
    assert "1 deltager er ikke med, fordi en tekst ikke er læst og givet point endnu." in report.notes
    # points for the newest attempt are not points for the first
    hand_in(released, sheet("ana", {**RIGHT, **TEXT}, handed_in="2026-11-21T10:00:00+01:00"))
    autograde(released)
    with open_gradebook(released) as gradebook:
        grade = next(one for one in grades(gradebook, "ana") if one.name == "slot-06")
        grade.manual_score, grade.needs_manual_grade = 2, False
        gradebook.db.commit()
    course = load_course(released)
    # so the newest stands in for it, ana is not left out, and it is told
    first = quiz_responses(course, "proeve")
    assert {row.participant for row in first.rows if row.pending_manual} == {"dan"}
    assert {row.participant: row.fraction for row in first.rows if row.question == "med-dine-ord"}["ana"] == 1
    assert any(note.startswith("1 deltager har afleveret igen, og en tekst i det første") for note in first.notes)
    assert {row.participant for row in quiz_responses(course, "proeve", "latest").rows if row.pending_manual} == {"dan"}


def test_a_text_that_nobody_has_read_is_left_out_and_nobody_is_said_to_have_passed(fictional: Path) -> None:
    place(fictional, *cohort(6, 2, **TEXT))
    report = report_on(fictional)
    assert [one.asked.id for one in report.questions][-1] == "fire-svar"
    assert report.passed is None and report.quiz.number == 8
    assert any("»med-dine-ord« er ikke med: 8 af 8 svar" in note for note in report.notes)
    assert "kan ikke siges endnu" in html(report)


def test_random_guesses_score_what_moodle_says(fictional: Path) -> None:
    tasks = load_course(fictional).tasks(load_course(fictional).quiz("proeve"))
    assert guess_score(tasks["nyt-skaeg"]) == pytest.approx(1 / 3)
    assert guess_score(tasks["kenneth-paa-nitten"]) == pytest.approx(1 / 4)
    assert guess_score(tasks["hvilke-tegn"]) is None and guess_score(tasks["med-dine-ord"]) is None
    # of four ratings one is right and one or two are near: (1 + 1/2) / 4 at an end, (1 + 2/2) / 4 within
    rated = tasks["fire-svar"]
    ends = sum(rating in (1, 4) for rating in rated.key.values()) if isinstance(rated.key, dict) else 0
    assert guess_score(rated) == pytest.approx((ends * 1.5 + (len(rated.options) - ends) * 2) / 4 / len(rated.options))
    assert 0 < (guess_score(tasks["rette-raekkefoelge"]) or 0) < 0.5


# What is pointed out


def asked(name: str, **changes: Any) -> AskedQuestion:
    options = (
        AskedOption(id="a", text="Det rigtige.", right="chosen"),
        AskedOption(id="b", text="Det nærliggende."),
        AskedOption(id="c", text="Det sære."),
    )
    return AskedQuestion(**{"id": name, "kind": SINGLE, "stem": name, "options": options, "guess": 1 / 3} | changes)


def answered(**columns: str) -> Responses:
    """A question for each column: what everybody in turn chose; ``-`` is nothing."""
    rows = [
        Response(
            participant=f"p{at:03}",
            question=name,
            fraction=None if letter == "-" else float(letter == "a"),
            points=1,
            chosen=() if letter == "-" else ((letter, "chosen"),),
        )
        for name, letters in columns.items()
        for at, letter in enumerate(letters)
    ]
    questions = tuple(asked(name) for name in columns)
    return Responses(title="Prøve", basis="Alle", pass_mark=0.5, questions=questions, rows=tuple(rows))


ABLE = "a" * 20 + "b" * 14 + "c" * 6
GOOD = {f"god{number}": ABLE[number:20] + "a" * number + ABLE[20:] for number in range(4)}


def reasons(report: Report) -> dict[str, list[Reason]]:
    return {one.asked.id: [flag.reason for flag in one.flags] for one in report.questions if one.flags}


def test_nothing_is_pointed_out_in_a_good_test() -> None:
    assert reasons(analyse(answered(**GOOD))) == {}


def test_a_wrong_key_comes_first_and_is_said_in_plain_words() -> None:
    turned = "b" * 20 + "a" * 14 + "c" * 6
    report = analyse(answered(**GOOD, forkert=turned, doed=ABLE.replace("c", "b")))
    assert reasons(report)["forkert"][0] is Reason.NEGATIVE
    assert [flag.question for flag in report.first] == ["forkert", "doed"]
    text = html(report)
    assert "De, der klarer resten godt, svarer oftere forkert her end de andre. Det tyder på et forkert facit." in text
    assert '<a href="#spoergsmaal-5">Spørgsmål 5</a>' in text


def test_that_nearly_all_can_do_it_is_no_fault() -> None:
    report = analyse(answered(**GOOD, alle="a" * 40, naesten="a" * 38 + "bb"))
    assert reasons(report) == {}
    by_chance = analyse(answered(**GOOD, naesten="bb" + "a" * 38))
    assert reasons(by_chance) == {"naesten": [Reason.NEGATIVE]}


@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ("a" * 3 + "b" * 27 + "c" * 10, [Reason.RIVAL, Reason.GUESSING]),
        ("a" * 14 + "-" * 6 + "bbc" * 6 + "bc", []),
        ("ab" * 9 + "aa" + "ba" * 9 + "bb", [Reason.WEAK]),
        ("a" * 30 + "b" * 9 + "c", [Reason.IDLE]),
    ],
)
def test_each_reason_is_found(letters: str, expected: list[Reason]) -> None:
    found = reasons(analyse(answered(**GOOD, denne=letters)))
    assert [one for one in found.get("denne", []) if one in expected] == expected
    assert bool(found.get("denne")) == bool(expected)


@pytest.mark.parametrize(
    ("rival", "key", "pointed_out"),
    [(16, 15, False), (14, 6, False), (15, 6, True), (27, 3, True), (6, 15, False), (3, 27, False), (5, 0, True)],
)
def test_a_wrong_answer_beats_the_right_one_only_where_it_is_not_chance(
    rival: int, key: int, pointed_out: bool
) -> None:
    """By a sign test of the two, one-sided at 5 percent: 15 against 6 (p = 0.039), and not 14 against 6 (0.058)."""
    letters = ("b" * rival + "a" * key).ljust(40, "-")
    found = reasons(analyse(answered(**GOOD, denne=letters)))
    assert (Reason.RIVAL in found.get("denne", [])) == pointed_out


def test_a_text_has_no_key_that_could_be_wrong() -> None:
    turned = "b" * 20 + "a" * 14 + "c" * 6
    responses = answered(**GOOD, tekst=turned)
    questions = (*responses.questions[:-1], asked("tekst", kind=FREE, options=(), guess=None))
    text = html(analyse(responses.model_copy(update={"questions": questions})))
    assert "De, der klarer resten godt, får færre point her end de andre." in text
    assert "Er der givet point efter det samme hver gang" in text
    assert "forkert facit" not in text and "Læs facit igen" not in text


def test_a_question_has_the_number_that_participants_know_it_by(fictional: Path) -> None:
    """Also where a text before it is not in the report, since nobody has read it."""
    quiz = fictional / "quizzes/proeve.yaml"
    lines = quiz.read_text(encoding="utf-8").splitlines()
    lines.insert(lines.index("  - question: nyt-skaeg") + 1, lines.pop())
    quiz.write_text("\n".join(lines), encoding="utf-8")
    place(fictional, *cohort(6, 2, **TEXT))
    report = report_on(fictional)
    assert [(one.number, one.asked.id) for one in report.questions][:2] == [(1, "nyt-skaeg"), (3, "hvilke-tegn")]
    shown = html(report)
    assert re.findall(r"<h3 id=\"spoergsmaal-(\d)\">Spørgsmål (\d)</h3>", shown) == [(n, n) for n in "13456"]
    targets = set(re.findall(r'href="#(spoergsmaal-\d)"', shown))
    assert targets == {f"spoergsmaal-{n}" for n in "13456"}


def test_of_few_answers_none_is_not_yet_a_dead_distractor() -> None:
    few = analyse(answered(en="aaaaaaabbb", to="aaaaaabbbb", tre="aaaaabbbbb"))
    assert reasons(few) == {}
    assert any("Kun 10 deltagere har svaret" in note for note in few.notes)
    assert any("lige så godt have været" in note for note in few.notes)


def test_of_four_no_question_is_pointed_out_and_no_answer_is_shown() -> None:
    report = analyse(answered(en="aabb", to="bbaa", tre="aaab"))
    assert reasons(report) == {} and not any(one.choices for one in report.questions)
    assert "Vis ikke siden til andre" in report.notes[0]
    assert "Under 5 har fået spørgsmålet" in html(report)


def test_options_are_counted_with_those_who_do_well_and_badly_apart() -> None:
    report = analyse(answered(**GOOD))
    a, b, c = report.questions[0].choices
    assert (a.count, b.count, c.count) == (20, 14, 6) and a.right and not b.right
    assert (a.share, b.share) == (0.5, 0.35)
    assert a.upper == 1 and a.lower == 0 and (b.lower or 0) + (c.lower or 0) == pytest.approx(1)


def test_objectives_are_points_earned_of_points_possible(fictional: Path) -> None:
    place(fictional, *cohort(6, 2))
    found = {one.objective.value: one for one in report_on(fictional).objectives}
    assert found["contact"].facility == pytest.approx(6 / 8)
    assert found["describe"].questions == 2


def test_passing_is_not_lost_to_floating_point() -> None:
    rows = [
        Response(participant=f"p{at}", question=f"q{number}", fraction=0.7, points=0.1 * number)
        for at in range(6)
        for number in range(1, 10)
    ]
    assert analyse(Responses(title="x", basis="x", pass_mark=0.7, questions=(), rows=())).passed == 0
    questions = tuple(AskedQuestion(id=f"q{number}") for number in range(1, 10))
    made = Responses(title="x", basis="x", pass_mark=0.7, questions=questions, rows=tuple(rows))
    assert analyse(made).passed == 6


# The drawn quiz


def test_a_drawn_quiz_says_what_is_not_worked_out_and_why(fictional: Path) -> None:
    from tests.generated import participants, sheets

    course = load_course(fictional)
    place(fictional, *sheets(course, "udtraek", participants(60)))
    report = report_on(fictional, "udtraek")
    assert report.drawn and report.each == 4 and report.quiz.number == 60 and report.maximum == 4
    assert report.quiz.coefficient_of_internal_consistency is None and report.passed is not None
    assert all(one.figures.number < 60 for one in report.questions if one.asked.objective != "contact")
    assert any("ikke de samme spørgsmål" in note for note in report.notes)
    text = html(report)
    assert f"hver på 4 af {len(report.questions)} spørgsmål" in text and "Alpha uden" not in text.split("Sådan er")[0]


# The files


class Outline(HTMLParser):
    """What a page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.elsewhere: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        self.ids += [given["id"]] if given.get("id") else []
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.elsewhere += [given[name] or "" for name in ("src", "href", "action") if name in given and tag != "a"]


def test_the_page_stands_alone_and_is_well_made(fictional: Path) -> None:
    place(fictional, *cohort(30, 10))
    text = html(report_on(fictional))
    outline = Outline(text)
    assert '<html lang="da">' in text and "script" not in outline.tags
    assert not [one for one in outline.elsewhere if not one.startswith(("#", "data:"))]
    assert "url(http" not in text and "@import" not in text
    assert len(outline.ids) == len(set(outline.ids))
    assert {link.removeprefix("#") for link in outline.links} <= set(outline.ids)
    assert outline.headings[0] == 1 and outline.headings.count(1) == 1
    assert all(after - before <= 1 for before, after in zip(outline.headings, outline.headings[1:], strict=False))
    assert "Her står facit." in text and "30 af 40" in text
    assert not re.search(r"nr-\d{3}", text), "a participant's code is on the page"


HOSTILE = "=HYPERLINK(\"x\"),<script>alert('a')</script>&\u0001"


def test_names_from_elsewhere_are_harmless_everywhere(tmp_path: Path) -> None:
    names = [HOSTILE, "+1", "-1", "@x", 'a,"b"', "*stjerne*"]
    rows = [
        Response(participant=f"=p{at}", question=name, fraction=float(at % 3 > at_question % 2), points=1)
        for at in range(12)
        for at_question, name in enumerate(names)
    ]
    questions = tuple(AskedQuestion(id=name) for name in names)
    report = analyse(Responses(title=HOSTILE, basis=HOSTILE, questions=questions, rows=tuple(rows)))
    written = write_report(report, tmp_path / "ud", TODAY)
    text = written.page.read_text(encoding="utf-8")
    assert "<script" not in text and "&lt;script&gt;" in text and "*stjerne*" in text
    found = [line["question"] for line in table(tmp_path / "ud/questions.csv")]
    assert found == [f"'{HOSTILE}", "'+1", "'-1", "'@x", 'a,"b"', "*stjerne*"]


def test_the_tables_have_every_figure_at_full_precision() -> None:
    responses = answered(**GOOD, alle="a" * 40)
    report = analyse(responses)
    made = report_tables(report, international=True)
    lines = list(csv.DictReader(made["questions.csv"].splitlines()))
    for line, one in zip(lines, report.questions, strict=True):
        for name, value in one.figures:
            if name != "question":
                assert line[name] == ("" if value is None else repr(value)), name
    assert lines[-1]["discrimination_index"] == "" and lines[-1]["facility_index"] == "1.0"
    whole = next(csv.DictReader(made["quiz.csv"].splitlines()))
    for name, value in report.quiz:
        assert whole[name] == ("" if value is None else repr(value)), name
    assert (whole["passed"], whole["pass_share"], whole["maximum"]) == ("20", "0.5", "5.0")
    options = list(csv.DictReader(made["options.csv"].splitlines()))
    assert options[0]["count"] == "20" and options[0]["right"] == "1"


def test_own_files_are_replaced_and_others_are_not(tmp_path: Path) -> None:
    report = analyse(answered(**GOOD))
    write_report(report, tmp_path, TODAY)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {
        *("rapport.html", "quiz.csv", "questions.csv", "options.csv"),
        *("fordeling.svg", "fordeling.png", "spoergsmaal.svg", "spoergsmaal.png"),
    }
    write_report(report, tmp_path, TODAY)
    for name in names:
        (tmp_path / name).write_text("noget andet")
        with pytest.raises(CourseError, match=f"{name} er ikke lavet af »trekant«"):
            write_report(report, tmp_path, TODAY)
        assert (tmp_path / name).read_text() == "noget andet"
        (tmp_path / name).unlink()
    (tmp_path / "fil").write_text("")
    with pytest.raises(CourseError, match="kan ikke skrives"):
        write_report(report, tmp_path / "fil", TODAY)


# The command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["report", *arguments])


def test_the_command_on_a_quiz(fictional: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fictional)
    place(fictional, *cohort(30, 10))
    result = run("proeve")
    assert result.exit_code == 0, result.output
    assert "40 deltagere har svaret på 6 spørgsmål." in result.output and "30 bestod (75 procent)." in result.output
    folder = fictional / "quizzes/reports/proeve"
    assert (folder / "rapport.html").is_file() and (folder / "objectives.csv").is_file()
    assert run("proeve", "--latest", "--to", "andet").exit_code == 0
    assert "Hver deltagers nyeste forsøg" in (fictional / "andet/rapport.html").read_text(encoding="utf-8")


def test_the_command_on_a_file_needs_no_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lines = [f"p{at},q{number},{int(at % 5 > number)},2" for at in range(40) for number in range(4)]
    Path("svar.csv").write_text("participant,question,fraction,points\n" + "\n".join(lines), encoding="utf-8")
    result = run("--from", "svar.csv")
    assert result.exit_code == 0, result.output
    assert "svar-rapport/rapport.html" in result.output.replace("\\", "/")
    found = [line["facility_index"] for line in table(tmp_path / "svar-rapport/questions.csv")]
    assert found == ["0,8", "0,6", "0,4", "0,2"]
    # the other form, into the same folder: both are known as our own
    assert run("--from", "svar.csv", "--international").exit_code == 0
    with (tmp_path / "svar-rapport/questions.csv").open(encoding="utf-8", newline="") as file:
        assert [line["facility_index"] for line in csv.DictReader(file)] == ["0.8", "0.6", "0.4", "0.2"]
    assert run("--from", "svar.csv").exit_code == 0
    assert run("--from", "svar.csv", "--to", "ud").exit_code == 0
    assert Path("ud/quiz.csv").read_text() == Path("svar-rapport/quiz.csv").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "Skriv enten en test"),
        (["proeve", "--from", "tom.csv"], "Skriv enten en test"),
        (["--from", "tom.csv", "--latest"], "--latest hører til en test"),
        (["--from", "tom.csv"], "tom.csv, linje 1"),
        (["proeve"], "Der er ingen svar på »proeve« at regne på."),
        (["oevelse"], "er en øvelse"),
        (["findes-ikke"], "kan ikke læses"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    arguments: list[str], says: str, fictional: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fictional)
    Path("tom.csv").write_text("")
    result = run(*arguments)
    assert result.exit_code == 1 and says in result.output and "Traceback" not in result.output


def test_reports_stay_on_the_trainers_side() -> None:
    root = Path(__file__).parents[1]
    assert "/quizzes/reports/" in (root / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert '"quizzes/reports"' in (root / "_config.yml").read_text(encoding="utf-8")


def test_the_figures_of_a_quiz_are_those_of_its_rows(fictional: Path, tmp_path: Path) -> None:
    """The two ways in, a quiz and a file with the same answers, give the same figures."""
    place(fictional, *cohort(12, 5))
    responses = quiz_responses(load_course(fictional), "proeve")
    file = tmp_path / "svar.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["participant", "question", "fraction", "points"])
        for row in responses.rows:
            writer.writerow([row.participant, row.question, row.fraction, row.points])
    shutil.rmtree(fictional)
    from trekant.reports.longform import read_responses
    from trekant.reports.marks import marks_table

    one = question_figures(marks_table(responses.rows))
    assert one == question_figures(marks_table(read_responses(file).rows))
