"""nbgrader's own templates as they are read: what they print is escaped, and only their own programs run."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import nbgrader.server_extensions.formgrader.handlers as stock
import pytest
from jinja2 import Environment, FileSystemLoader

from trekant.grading import formgrader_pages as formgrader

TEMPLATES = sorted(
    path
    for path in Path(stock.template_path).rglob("*")
    if path.suffix in (".tpl", ".j2") and "feedback" not in path.parts
)
BREAKS_OUT = "\\\"><script>alert(1)</script>'</script><img onerror=alert(1)>"


def _read(path: Path) -> str:
    source = path.read_text(encoding="utf-8")
    return formgrader.SafeTemplates(Environment()).preprocess(source, path.name, str(path))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_program_in_a_template_is_marked_and_holds_values_as_json(path: Path) -> None:
    text = _read(path).replace(formgrader.OURS, "")
    scripts = re.findall(r"(<script[^>]*>)(.*?)</script>", text, re.DOTALL)
    assert all("nonce=" in tag for tag, _ in scripts)
    values = [value for _, inside in scripts for value in re.findall(r"\{\{(.*?)\}\}", inside)]
    assert all(value.rstrip().endswith("| tojson") for value in values), values


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path.suffix == ".j2"], ids=lambda path: path.name)
def test_a_template_that_escapes_nothing_by_itself_prints_no_bare_value(path: Path) -> None:
    """Those that nbconvert reads; the others are read with everything escaped."""
    printed = re.findall(r"\{\{-?\s*(.*?)\s*-?\}\}", _read(path))
    makes_html = (
        "nav(",
        "header(",
        "mathjax(",
        "super()",
        "css",
        "self.",
        "score(",
        "nbgrader_heading(",
        "nbgrader_footer(",
    )
    numbers = ("| float | round(2)", "resources.index + 1", "(resources.index + 1)")
    sanitised = ("markdown2html", "highlight_code")
    left = [
        one
        for one in printed
        if not one.endswith(("| e", "| tojson", *numbers))
        and not one.startswith(makes_html)
        and not any(word in one for word in sanitised)
    ]
    assert left == []


@pytest.mark.parametrize(
    "name",
    ["manage_submissions.tpl", "gradebook_notebooks.tpl", "gradebook_notebook_submissions.tpl",
     "manage_students_assignments.tpl", "manage_students_notebook_submissions.tpl", "manage_assignments.tpl"],
)  # fmt: skip
def test_a_value_breaks_out_of_nothing(name: str) -> None:
    values = dict.fromkeys(
        ("assignment_id", "notebook_id", "student_id", "course_dir", "url_prefix", "current_config", "exchange"),
        BREAKS_OUT,
    )
    page = formgrader._pages().get_template(name).render(nonce="n", base_url="", exchange_missing=True, **values)
    assert "<script>alert" not in page and "<img" not in page and "\\\\\\u0022" not in page
    assert "&lt;img onerror" in page


def test_what_is_no_page_runs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        formgrader, "super", lambda *_: SimpleNamespace(content_security_policy="frame-ancestors 'self'"), raising=False
    )
    said = formgrader.policy(SimpleNamespace())
    assert said.startswith("frame-ancestors 'self'; script-src 'none';")
    page = formgrader.policy(SimpleNamespace(), "abc")
    assert "'nonce-abc'" in page and "'unsafe-inline'" not in page and "'self' 'nonce" not in page


def test_templates_of_others_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "other.tpl").write_text("<script>{{ resources.x }}</script></body>")
    environment = Environment(loader=FileSystemLoader([tmp_path]), extensions=[formgrader.SafeTemplates])
    assert environment.get_template("other.tpl").render(resources={"x": "<b>"}) == "<script><b></script></body>"
