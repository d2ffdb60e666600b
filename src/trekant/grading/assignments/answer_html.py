"""What a marked answer looks like in the graded notebook: simple HTML that survives nbconvert's SanitizeHTML."""

from __future__ import annotations

from collections.abc import Sequence

from trekant.course.tasks.interaction import Answer, Task, is_empty
from trekant.course.words import _
from trekant.course.writing.text import danish_number, inline_html, to_html
from trekant.grading.intake.submission import Marked


def for_participant(marked: Marked) -> str:
    """The question and what was answered; nothing that tells the right answer."""
    if marked.task.kind.by_hand:
        return to_html(marked.task.prompt)
    return f"{to_html(marked.task.prompt)}<p><strong>{_('Svaret:')}</strong></p>{_answer(marked.task, marked.answer)}"


def for_trainer(marked: Marked) -> str:
    """The options, which of them were chosen and which are right, and the points; or the rubric."""
    task = marked.task
    if task.kind.by_hand:
        rubric = _list([inline_html(line) for line in task.rubric])
        model = f"<p><strong>Et forslag:</strong></p>{to_html(task.model or '')}"
        return f"<p><strong>Det skal svaret have med:</strong></p>{rubric}{model}"
    earned = f"{danish_number(marked.points or 0)} af {danish_number(marked.slot.points)}"
    points = f"<p><strong>Point:</strong> {earned}</p>"
    return f"{_options(task, marked.answer)}<p><strong>Det rigtige svar:</strong></p>{_answer(task, task.key)}{points}"


def _answer(task: Task, answer: Answer | None) -> str:
    if answer is None or is_empty(answer):
        return f"<p>{_('Intet svar.')}</p>"
    lines = [inline_html(text) + (f" – {inline_html(beside)}" if beside else "") for text, beside in task.said(answer)]
    return _list(lines, tag="ol" if task.kind.in_order else "ul")


def _options(task: Task, answer: Answer | None) -> str:
    """All the options, with a word on those that were chosen and those that are right."""
    if not task.kind.picks:
        return ""  # all of them stand in the answer already
    chosen, right = _ids(task, answer), _ids(task, task.key)
    lines = []
    for option in task.options:
        words = ["valgt"] * (option.id in chosen) + ["rigtig"] * (option.id in right)
        lines.append(inline_html(option.text) + (f" <strong>({', '.join(words)})</strong>" if words else ""))
    return f"<p><strong>Valgmulighederne:</strong></p>{_list(lines)}"


def _ids(task: Task, answer: Answer | None) -> set[str]:
    return set() if is_empty(answer) else {item for item, _other in task.parts(answer)}


def _list(lines: Sequence[str], tag: str = "ul") -> str:
    return f"<{tag}>{''.join(f'<li>{line}</li>' for line in lines)}</{tag}>"
