"""What a trainer reads in the formgrader and a participant in the feedback: true, inert, and from this host only."""

from __future__ import annotations

import html
import json
import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbconvert.exporters.html import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from nbformat.v4 import new_markdown_cell, new_notebook
from traitlets.config import Config

from tests.grading import QUIZ, RIGHT, autograde, feedback, formgrader_of, hand_in, sheet, submission_of
from tests.patience import PATIENCE
from trekant.grading.assignments.freetext import WIDTH, code_block, is_code_block
from trekant.grading.config import configure

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "</code></pre><script>alert(1)</script>",
    "[klik](javascript:alert(1)) ![x](javascript:alert(1)) <http://example.invalid>",
    "$$ <script>alert(1)</script> $$ \\begin{x} <b>b</b> \\end{x} $<i>$",
    "# slot-01\n\n---\n> citat\n\n| a |\n|---|\n| b |\n\nord\n: forklaring",
    "```html\n<script>alert(1)</script>\n```\n~~~mermaid\n<img src=x onerror=alert(1)>\n~~~",
    "a\r<script>alert(1)</script>\x0b<script>\x0c<script>\x1c<script>\x85<script>\u2028<script>alert(2)</script>",
    "\t<script>alert(1)</script>\n \t <script>alert(1)</script>",
    "{{ config }} {% raw %} ro & orden &amp; &lt;b&gt; a < b",
]


class _Page(HTMLParser):
    """The tags with their attributes, and the text of each code block."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[str] = []
        self._inside: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "code" and self._inside[-1:] == ["pre"]:
            self.blocks.append("")
        if tag in ("pre", "code"):
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside[-1:] == [tag]:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if self._inside == ["pre", "code"]:
            self.blocks[-1] += data

    def outside(self) -> list[str]:
        """Addresses that a browser would fetch from another host."""
        fetched = [
            value for tag, attrs in self.tags for name, value in attrs.items()
            if name in ("src", "srcset", "data", "poster", "action") or (name == "href" and tag == "link")
        ]  # fmt: skip
        return [value for value in fetched if value and re.match(r"(\w+:)?//", value)]


def _visible(text: str) -> str:
    """Free text as far as it can be seen: words in a row."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffd]", " ", text).split())


@settings(deadline=None)  # the first example pays for nbconvert's imports
@given(st.lists(st.sampled_from([*ATTACKS, *"<>&$`~|:#[]()\\-=_*+ \t\n\rab"]) | st.text(max_size=5), max_size=12))
def test_free_text_is_shown_and_does_nothing(parts: list[str]) -> None:
    """Whatever it holds, the free text comes out as one code block with the same words in it."""
    text = "".join(parts)
    block = code_block(text)
    if not block:
        assert not _visible(text)
        return
    cell = new_markdown_cell(block)
    assert is_code_block(cell)
    page = MarkdownWithMath(renderer=IPythonRenderer(escape=False)).render(block)
    inside = re.fullmatch(r"<pre><code>(.*)</code></pre>\s*", page, flags=re.DOTALL)
    assert inside and "<" not in inside[1]
    shown = html.unescape(inside[1])
    assert _visible(shown).replace(" ", "") == _visible(text).replace(" ", "")
    assert max(len(line) for line in shown.splitlines()) <= WIDTH


@pytest.mark.parametrize(
    "source",
    ["tekst <b>b</b>", "    kode\ntekst", "    a\r<script>", "> citat", "", " \n    a\n<p>", "\t<script>"],
)
def test_only_a_whole_code_block_is_left_alone(source: str) -> None:
    assert not is_code_block(new_markdown_cell(source))


def test_everything_else_is_sanitised(tmp_path: Path) -> None:
    config = Config()
    configure(config, tmp_path)
    cells = [new_markdown_cell(attack) for attack in ATTACKS]
    page, _ = HTMLExporter(config=config, template_name="classic").from_notebook_node(new_notebook(cells=cells))
    body = _Page(page.partition("<body")[2])
    assert not [tag for tag, attrs in body.tags if tag in ("script", "svg", "iframe") or "onerror" in attrs]


@pytest.fixture
def graded(released: Path) -> Path:
    text = "\n".join(ATTACKS)
    wrong = {**RIGHT, "nyt-skaeg": "forhoer", "med-dine-ord": text}
    hand_in(released, sheet("ana", wrong), sheet("bo"))
    assert autograde(released)["success"]
    return released


def test_feedback_is_inert_and_holds_no_key(graded: Path) -> None:
    assert feedback(graded)["success"]
    folder = graded / "quizzes/feedback/ana" / QUIZ
    page = (folder / "proeve.html").read_text(encoding="utf-8")
    parsed = _Page(page)
    assert not [tag for tag, _ in parsed.tags if tag in ("script", "img", "svg", "iframe", "link")]
    assert not [name for _, attrs in parsed.tags for name in attrs if name.startswith("on")]
    assert [_visible(block).replace(" ", "") for block in parsed.blocks] == [
        _visible("\n".join(ATTACKS)).replace(" ", "")
    ]
    assert not parsed.outside()
    assert "Beder ham om at forklare, hvad han tror på." in page  # what was answered
    assert "Point: 0 af 1" in page and "Bliver rettet af en underviser (højst 2 point)." in page
    assert "Du fik 7,5 af 10,5 point. Tallet er foreløbigt" in page
    for secret in ("Lader Bertil være", "rigtige svar", "rigtig)", "Ringer til SSP, så", "Tolker ikke", "forslag"):
        assert secret not in page
    assert sorted(path.name for path in folder.iterdir()) == [
        "proeve.html",
        "svar.json",
        "timestamp.txt",
    ]
    assert len(page) < 8_000


def test_an_output_that_nobody_marked_does_not_reach_feedback(graded: Path) -> None:
    """As nbgrader's own Execute, or an older version of ours, might leave it."""
    path = graded / "quizzes/autograded/ana" / QUIZ / "proeve.ipynb"
    path.chmod(0o644)
    data = json.loads(path.read_text(encoding="utf-8"))
    outputs = next(cell for cell in data["cells"] if cell["id"] == "slot-01")["outputs"]
    for output in outputs:
        output["metadata"] = {}
    shown = {"output_type": "execute_result", "data": {"text/plain": "nøglen er ingenting"}, "metadata": {}}
    outputs += [shown | {"execution_count": None}, {"output_type": "stream", "name": "stdout", "text": "nøglen"}]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert feedback(graded)["success"]
    page = (graded / "quizzes/feedback/ana" / QUIZ / "proeve.html").read_text(encoding="utf-8")
    assert "nøglen" not in page and "Bertil" not in page


@pytest.fixture
def formgrader(graded: Path, tmp_path: Path) -> Iterator[str]:
    with formgrader_of(graded) as address:
        yield address


def _get(address: str, *, post: bool = False) -> str:
    request = Request(address, headers={"Authorization": "token t"}, method="POST" if post else "GET")
    with urlopen(request, timeout=PATIENCE) as response:
        text: str = response.read().decode()
    return text


def test_the_formgrader_shows_question_answer_key_and_points(formgrader: str, graded: Path) -> None:
    with submission_of(graded, "ana") as ana:
        address = f"{formgrader}/formgrader/submissions/{ana.notebooks[0].id}/"
    page = _get(address)
    parsed = _Page(page)
    assert "Bertil har ladet skægget gro" in page
    assert "<li>Beder ham om at forklare, hvad han tror på. <strong>(valgt)</strong></li>" in page
    assert "<li>Lader Bertil være, for der er ikke sket andet. <strong>(rigtig)</strong></li>" in page
    assert "<strong>Point:</strong> 0 af 1" in page and "<strong>Point:</strong> 3 af 3" in page
    assert "SSP Fjordby <strong>(valgt, rigtig)</strong>" in page
    assert "Siger, hvad der er set og hørt." in page
    # the trainer's fields for the scores are there, and the free text can do nothing
    fields = [attrs.get("id") for tag, attrs in parsed.tags if tag == "input"]
    assert {f"slot-{number:02d}" for number in range(1, 7)} < set(fields)
    ids = [attrs["id"] for _, attrs in parsed.tags if "id" in attrs]
    assert [ids.count(f"slot-{number:02d}") for number in range(1, 7)] == [1] * 6
    assert _visible("\n".join(ATTACKS)).replace(" ", "") in [_visible(b).replace(" ", "") for b in parsed.blocks]
    assert "alert(" not in re.sub(r"<code>.*?</code>", "", page, flags=re.DOTALL)
    assert not [tag for tag, _ in parsed.tags if tag in ("img", "iframe", "object", "embed")]
    assert not parsed.outside() and "mathjax.js" not in page.lower()
    # the button »autograde« works, without a kernel, as do the pages around it
    shutil.rmtree(graded / "quizzes/autograded/bo")
    done = json.loads(_get(f"{formgrader}/formgrader/api/submission/{QUIZ}/bo/autograde", post=True))
    assert done["success"] and (graded / "quizzes/autograded/bo" / QUIZ / "timestamp.txt").exists()
    done = json.loads(_get(f"{formgrader}/formgrader/api/assignment/{QUIZ}/ana/generate_feedback", post=True))
    page = (graded / "quizzes/feedback/ana" / QUIZ / "proeve.html").read_text(encoding="utf-8")
    assert done["success"] and "Tilbagemelding: Fjordbys prøve" in page and "Lader Bertil være" not in page
    for name in ("manage_assignments", f"manage_submissions/{QUIZ}", "gradebook", "manage_students"):
        around = _Page(_get(f"{formgrader}/formgrader/{name}"))
        assert around.tags and not around.outside()
    listed = json.loads(_get(f"{formgrader}/formgrader/api/submissions/{QUIZ}"))
    assert {one["student"]: one["needs_manual_grade"] for one in listed} == {"ana": True, "bo": False}
