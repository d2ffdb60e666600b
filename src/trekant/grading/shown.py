"""What a marked answer looks like in the graded notebook: simple HTML that survives nbconvert's SanitizeHTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from trekant.course.interaction import Answer, Kind, Task, is_empty
from trekant.course.player import RATING_WORDS
from trekant.course.text import danish_number, inline_html, to_html
from trekant.grading.submission import Marked


def for_participant(marked: Marked) -> str:
    """The question and what was answered; nothing that tells the right answer."""
    if marked.task.kind is Kind.TEXT:
        return to_html(marked.task.prompt)
    return f"{to_html(marked.task.prompt)}<p><strong>Svaret:</strong></p>{_answer(marked.task, marked.answer)}"


def for_trainer(marked: Marked) -> str:
    """The options, which of them were chosen and which are right, and the points; or the rubric."""
    task = marked.task
    if task.kind is Kind.TEXT:
        rubric = _list([inline_html(line) for line in task.rubric])
        model = f"<p><strong>Et forslag:</strong></p>{to_html(task.model or '')}"
        return f"<p><strong>Det skal svaret have med:</strong></p>{rubric}{model}"
    earned = f"{danish_number(marked.points or 0)} af {danish_number(marked.slot.points)}"
    points = f"<p><strong>Point:</strong> {earned}</p>"
    return f"{_options(task, marked.answer)}<p><strong>Det rigtige svar:</strong></p>{_answer(task, task.key)}{points}"


def _answer(task: Task, answer: Answer | None) -> str:
    if is_empty(answer):
        return "<p>Intet svar.</p>"
    text = {option.id: inline_html(option.text) for option in task.options}
    if isinstance(answer, dict):
        return _list([f"{text[item]} – {_rating(rating)}" for item, rating in answer.items()])
    chosen = [answer] if isinstance(answer, str) else answer or []
    return _list([text[one] for one in chosen], tag="ol" if task.kind is Kind.ORDER else "ul")


def _options(task: Task, answer: Answer | None) -> str:
    """All the options, with a word on those that were chosen and those that are right."""
    if task.kind in (Kind.ORDER, Kind.RATE):
        return ""  # all of them stand in the answer already
    chosen, right = _ids(answer), _ids(task.key)
    lines = []
    for option in task.options:
        words = ["valgt"] * (option.id in chosen) + ["rigtig"] * (option.id in right)
        lines.append(inline_html(option.text) + (f" <strong>({', '.join(words)})</strong>" if words else ""))
    return f"<p><strong>Valgmulighederne:</strong></p>{_list(lines)}"


def _ids(answer: Answer | None) -> set[str]:
    return set() if is_empty(answer) else {answer} if isinstance(answer, str) else set(answer or ())


def _rating(rating: int) -> str:
    return f"{rating} ({escape(RATING_WORDS[rating - 1].lower())})"


def _list(lines: Sequence[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
