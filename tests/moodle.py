"""What a Moodle makes of the file it is given, as far as its own source says: texts, points, and the download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

HEAD = ("Last name", "First name", "Email address", "Status", "Started", "Completed", "Duration", "Grade/10.00")
DANISH_HEAD = (
    "Efternavn",
    "Fornavn",
    "E-mailadresse",
    "Status",
    "Startet",
    "Gennemført",
    "Tidsforbrug",
    "Karakter/10,00",
)


def read_questions(text: bytes) -> tuple[list[str], dict[str, ET.Element]]:
    """The categories in their order, and the questions by ``idnumber``."""
    categories, questions = [], {}
    for one in ET.fromstring(text):
        if one.get("type") == "category":
            categories.append(one.findtext("category/text") or "")
        else:
            questions[one.findtext("idnumber") or ""] = one
    return categories, questions


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.bold = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.bold += tag == "strong"
        self.said.append({"p": "\n\n", "li": "\n * ", "em": "_"}.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.bold -= tag == "strong"
        self.said.append("_" if tag == "em" else "")

    def handle_data(self, data: str) -> None:
        self.said.append(data.upper() if self.bold else data)


def as_text(html: str | None) -> str:
    """HTML as Moodle's reports have it: bold in capitals, emphasis between low lines."""
    reader = _Text()
    reader.feed(html or "")
    return "".join(reader.said).strip()


def summary(question: ET.Element) -> str:
    """What Moodle calls a question in its reports."""
    text = as_text(question.findtext("questiontext/text"))
    answers = [as_text(one.findtext("text")) for one in question.findall("answer")]
    if question.get("type") == "multichoice":
        return f"{text}: {'; '.join(reversed(answers))}"
    if question.get("type") == "matching":
        stems = [stem for stem, _ in pairs(question) if stem]
        labels = dict.fromkeys(label for _, label in pairs(question))
        return f"{text} {{{'; '.join(stems)}}} -> {{{'; '.join(labels)}}}"
    return text


def pairs(question: ET.Element) -> list[tuple[str, str]]:
    """The items of a matching question, each with what it goes with."""
    return [
        (as_text(one.findtext("text")), one.findtext("answer/text") or "") for one in question.findall("subquestion")
    ]


def worth(question: ET.Element) -> dict[str, float]:
    """What each option is worth, in per cent."""
    return {as_text(one.findtext("text")): float(one.get("fraction", "")) for one in question.findall("answer")}


def right_response(question: ET.Element) -> str:
    """What Moodle says that somebody answered who had it all right."""
    if question.get("type") == "matching":
        return "; ".join(f"{stem} -> {label}" for stem, label in pairs(question) if stem)
    return "; ".join(text for text, percent in worth(question).items() if percent > 0) or "Jeg så det selv."


def download(
    attempts: Iterable[Sequence[str]],
    questions: Sequence[str],
    *,
    head: Sequence[str] = HEAD,
    words: tuple[str, str] = ("Question", "Response"),
    delimiter: str = ",",
) -> str:
    """A file of responses: each attempt is the cells before the questions, and then a response to each."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    numbered = [f"{word} {number}" for number in range(1, len(questions) + 1) for word in words]
    writer.writerow([*head, *numbered])
    for attempt in attempts:
        before, said = attempt[: len(head)], attempt[len(head) :]
        writer.writerow([*before, *(cell for pair in zip(questions, said, strict=True) for cell in pair)])
    return file.getvalue()


def who(number: int, state: str = "Finished") -> list[str]:
    """The cells before the questions."""
    when = "30 November 2026 2:00 PM"
    return [f"Efternavnsen{number}", "Fornavna", f"fornavna{number}@example.org", state, when, when, "5 mins", "7.50"]
