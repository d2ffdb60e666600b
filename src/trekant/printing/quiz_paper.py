"""A graded quiz on paper for one participant, as a PDF. Typst sets it, as it does the action card."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markdown_it.token import Token

from trekant.course.pages.sheet import SheetQuestion, edition_of, sheet_questions
from trekant.course.quizzes.quiz import Quiz
from trekant.course.store import Course, CourseError
from trekant.course.words import _, language
from trekant.course.writing.text import number_in_words, parsed

_TEMPLATE = Path(__file__).with_name("quiz_paper.typ")


def quiz_paper(course: Course, quiz_id: str, participant: str) -> bytes:
    """The sheet of a participant: what the draw asks that code, with boxes to tick and lines to write on, and no key.

    Raises:
        CourseError: there is no such quiz, it is an exercise, or it cannot be set.
    """
    import matplotlib as mpl  # these two take a second, and few commands need them
    import typst

    quiz = course.quiz(quiz_id)
    if quiz.use != "graded":
        raise CourseError(f"»{quiz_id}« er en øvelse. Kun en test, der bliver afleveret, kan printes til en deltager.")
    data = json.dumps(paper_data(course, quiz, participant), ensure_ascii=False)
    try:
        content = typst.compile(
            _TEMPLATE,
            format="pdf",
            font_paths=[Path(mpl.get_data_path()) / "fonts/ttf"],
            ignore_system_fonts=True,
            sys_inputs={"data": data},
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as error:
        raise CourseError(f"Testen kan ikke sættes: {_TEMPLATE.name}: {error}") from None
    assert isinstance(content, bytes)  # a PDF is one file
    return content


def paper_data(course: Course, quiz: Quiz, participant: str) -> dict[str, Any]:
    """All that stands on the sheet."""
    town = course.municipality
    questions = sheet_questions(quiz, course.tasks(quiz), participant)
    to = town.hand_ins.who if town.hand_ins else _("den, der gav dig din kode")
    edition = edition_of(quiz)
    return {
        "language": language().partition("-")[0],  # all that typst knows
        "title": quiz.title,
        "document": _("{title} – deltagerkode {code}").format(title=quiz.title, code=participant),
        "owner": town.name,
        "intro": _blocks(quiz.intro),
        "code": [_("Deltagerkode"), participant],
        "edition": [_("Udgave"), edition],
        "foot": _("{title}, deltagerkode {code}, udgave {edition}").format(
            title=quiz.title, code=participant, edition=edition
        ),
        "page": [_("side"), _("af")],
        "how": [
            _("Skriv tydeligt med kuglepen. Sætter du et kryds forkert, så stryg det ud, og sæt et nyt."),
            _("Skriv ikke dit navn på papiret. Din deltagerkode står på hver side."),
            _(
                "Giv alle siderne til {who}, når du er færdig. Svarene bliver tastet ind og rettet som de andres."
            ).format(who=to),
        ],
        "how_title": _("Sådan gør du"),
        "questions": [_question(one, len(questions)) for one in questions],
    }


def _question(one: SheetQuestion, count: int) -> dict[str, Any]:
    worth = _("Tæller {points} point.").format(points=number_in_words(one.points)) if one.points != 1 else ""
    return {
        "heading": _("Spørgsmål {number} af {all}").format(number=one.number, all=count),
        "prompt": _blocks(one.task.prompt),
        "to_do": " ".join(filter(None, (one.to_do, worth))),
        "ticked": not one.marks,
        "options": [[one.letters[option.id], _runs(option.text)] for option in one.task.options],
        "marks": [[mark, _runs(means)] for mark, means in one.marks.items() if means],
        "lines": one.task.kind.by_hand,
    }


def _blocks(markdown: str) -> list[dict[str, Any]]:
    """Paragraphs and items of lists; ``list`` is empty for a paragraph."""
    blocks: list[dict[str, Any]] = []
    lists: list[str] = []
    for token in parsed(markdown):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append(token.type.partition("_")[0])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "inline":
            blocks.append({"list": lists[-1] if lists else "", "runs": _spans(token.children or [])})
    return blocks


def _runs(markdown: str) -> list[dict[str, Any]]:
    """One line."""
    return [run for block in _blocks(markdown) for run in block["runs"]]


def _spans(tokens: list[Token]) -> list[dict[str, Any]]:
    """The text of a paragraph, and how it is set."""
    spans: list[dict[str, Any]] = []
    strong = emphasised = 0
    for token in tokens:
        strong += (token.type == "strong_open") - (token.type == "strong_close")
        emphasised += (token.type == "em_open") - (token.type == "em_close")
        words = " " if token.type in ("softbreak", "hardbreak") else token.content
        if words:
            spans.append({"words": words, "strong": strong > 0, "emphasised": emphasised > 0})
    return spans
