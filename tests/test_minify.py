"""What is made small does what it did, and what cannot be read is named. Styles: see also browser/test_site.py."""

from __future__ import annotations

import sys

import pytest

from trekant.course.store import CourseError
from trekant.players.minify import minified

needs_minifier = pytest.mark.skipif(sys.platform == "darwin", reason="there is no minifier for it")


@needs_minifier
def test_texts_stay_and_comments_go() -> None:
    script = (
        'const one = 1;\n/* a */ one.call("// text");\n/* b */ // c\nconst lines = `\n  // text\n`;\none.call(lines);\n'
    )
    small = minified(script, "one.js")
    assert '"// text"' in small and "`\n  // text\n`" in small
    assert "/*" not in small and "// c" not in small


@needs_minifier
def test_what_others_ask_for_keeps_its_name() -> None:
    small = minified('"use strict";(() => { const inner = 1; globalThis.trekantModules ??= { inner }; })();', "one.js")
    assert "trekantModules" in small and "inner:" in small


@needs_minifier
def test_a_script_that_cannot_be_read_is_named() -> None:
    with pytest.raises(
        CourseError, match=r"^Scriptet one\.js kan ikke læses \([^\n]* line 1 [^\n]*\)\. Ret det, og byg igen\.$"
    ):
        minified("const a = {;", "one.js")


@needs_minifier
def test_what_would_be_moved_above_what_it_needs_is_refused() -> None:
    with pytest.raises(CourseError, match=r"^Scriptet one\.js tager i linje 2 noget fra hinanden"):
        minified("const a = make();\nconst { x } = other({ a });\ncall(x, a);\n", "one.js")
    kept = minified(
        "(() => { const a = make(); const made = other({ a }); const { x } = made; call(x, a); })();", "o.js"
    )
    assert kept.index("make()") < kept.index("other(")


@needs_minifier
def test_an_empty_property_keeps_its_space_which_old_browsers_ask_for() -> None:
    sheet = ":root { --dark: ; }\np { color: var(--dark); }"
    assert minified(sheet, "one.css") == ":root{--dark: }p{color:var(--dark)}"


@pytest.mark.parametrize(
    ("sheet", "said"),
    [
        ("p { a: b }\nh1 { c: d\nh2 { a: b }\n", "mangler en } til den {, der står i linje 2"),
        ("p { a: b }\n/* { */ } h1 { c: d }", "har en } for meget i linje 2"),
    ],
)
def test_a_brace_that_is_missing_is_told_with_its_line(sheet: str, said: str) -> None:
    with pytest.raises(CourseError, match=rf"^Stilarket one\.css {said}\. Ret det, og byg igen\.$"):
        minified(sheet, "one.css")


def test_a_brace_in_a_text_is_none() -> None:
    assert minified("p::before{content:\"}\";quotes:'{' '\\'}'}", "one.css")
