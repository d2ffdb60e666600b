"""Every word of the engine that a participant meets can be translated, and what stands in the code can be extracted."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pseudo import bracketed, left, pseudo
from trekant.course import words
from trekant.course.store import CourseError
from trekant.course.words.catalogues import catalogue, own_catalogue
from trekant.players import modules
from trekant.players.extracting import ENGINE, template
from trekant.players.words import in_language

CALLS = {"_", "N_", "ngettext"}


@pytest.fixture
def pseudo_language() -> Iterator[None]:
    words.speak(pseudo(), "en")
    yield
    words.speak(catalogue(words.DANISH), words.DANISH)


def _asked(path: Path) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            yield node


def test_every_message_of_python_is_a_text_that_can_be_extracted() -> None:
    """A message with a value in it already is another one every time, and no translator gets it."""
    for path in ENGINE.rglob("*.py"):
        for call in _asked(path):
            said = call.args[:2] if getattr(call.func, "id", "") == "ngettext" else call.args[:1]
            for text in said:
                # a name or a place in a table stands for what N_ marked
                assert isinstance(text, ast.Constant | ast.Name | ast.Subscript), f"{path}, line {call.lineno}"


def test_the_template_for_translators_has_every_kind_of_file() -> None:
    catalog = template()
    found = {Path(name).suffix for message in catalog for name, _line in message.locations}
    assert found == {".py", ".js", ".html", ".j2"}
    assert catalog.get("Gå til indholdet") and catalog.get("Næste spørgsmål") and catalog.get("Kursusbevis")
    assert catalog.get(("en dag", "{days} dage")), "what stands for one and for more is one message"


def test_nothing_else_is_called_by_the_name_of_gettext() -> None:
    """``name, _, rest = …`` in a module that says words takes them away from it, and no type checker sees it."""
    for path in ENGINE.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if any(isinstance(one, ast.alias) and one.name == "_" for one in ast.walk(tree)):
            stored = [one for one in ast.walk(tree) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)]
            assert "_" not in {one.id for one in stored} | {
                one.arg for one in ast.walk(tree) if isinstance(one, ast.arg)
            }, path


def test_every_message_of_the_players_is_laid_into_them(pseudo_language: None) -> None:
    for name, text in modules().items():
        asked = re.findall(r'(?<![\w$.])(?:_|ngettext)\(\s*"((?:\\.|[^"\\])*)"', text)
        assert [one for one in asked if "⟦" not in one] == [], name


@pytest.mark.parametrize("wrong", ["_(`Spørgsmål ${number}`)", "_(words)", 'ngettext("én", several, count)'])
def test_a_message_that_no_translator_would_get_is_refused(wrong: str) -> None:
    module = f'import {{ _, ngettext }} from "./words.js";\n\nexport const said = {wrong};\n'
    with pytest.raises(CourseError, match=r"players/ny\.js: .* kan ikke oversættes"):
        in_language("ny.js", module)


def test_what_a_tick_is_called_is_said_in_the_language(pseudo_language: None) -> None:
    """It is read aloud beside a link, and only to one who has done something."""
    said = re.findall(r'\bword: "([^"]*)"', in_language("done.js", modules()["done.js"]))
    assert len(said) == 3 and all("⟦" in one for one in said), said


def test_the_words_of_a_language_are_laid_into_the_scripts(pseudo_language: None) -> None:
    module = (
        'import { _, ngettext } from "./words.js";\n\nconst a = _("Svar"), b = _("Du fik {points}.", { points });\n'
    )
    said = in_language("ny.js", module)
    assert '"⟦Svar⟧"' in said and "⟦Du fik ⟧" in said and "⟦.⟧" in said
    assert 'Svar")' not in said, "a text without places is asked for nowhere"
    plural = (
        'import { ngettext } from "./words.js";\n'
        'const a = ngettext("Der er et minut tilbage.", "Der er {count} minutter tilbage.", left);\n'
    )
    assert "⟦Der er et minut tilbage.⟧" in in_language("ny.js", plural)
    assert "⟦ minutter tilbage.⟧" in in_language("ny.js", plural)


def test_a_language_with_three_forms_has_all_three_in_python_and_in_a_browser(tmp_path: Path) -> None:
    catalogue_of = tmp_path / own_catalogue("pl")
    catalogue_of.parent.mkdir(parents=True)
    catalogue_of.write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
        'msgid "Svar"\nmsgstr "Odpowiedz"\n\n'
        'msgid "en dag"\nmsgid_plural "{days} dage"\n'
        'msgstr[0] "dzień"\nmsgstr[1] "{days} dni"\nmsgstr[2] "{days} dni i więcej"\n',
        encoding="utf-8",
    )
    words.speak(catalogue("pl", tmp_path), "pl")
    try:
        assert words._("Svar") == "Odpowiedz" and words._("Ordliste") == "Ordliste"
        assert [words.ngettext("en dag", "{days} dage", days) for days in (1, 3, 5)] == [
            "dzień",
            "{days} dni",
            "{days} dni i więcej",
        ]
        module = 'import { ngettext } from "./words.js";\nconst a = ngettext("en dag", "{days} dage", days);\n'
        assert 'ngettext("dzień", ["{days} dni", "{days} dni i więcej"], days)' in in_language("ny.js", module)
        assert "n%10>=2" in in_language("words.js", modules()["words.js"])
    finally:
        words.speak(catalogue(words.DANISH), words.DANISH)


def test_danish_needs_no_catalogue() -> None:
    assert words._("Ordliste") == "Ordliste"
    assert words.ngettext("en dag", "{days} dage", 2) == "{days} dage"
    assert words.language() == "da"
    assert words.with_and([]) == words.with_or([]) == ""
    assert words.with_and(["a"]) == "a" and words.with_and(["a", "b", "c"]) == "a, b og c"
    assert words.with_or(["a", "b", "c"]) == "a eller b eller c"


def test_what_stands_in_no_brackets_is_seen() -> None:
    assert left("⟦Ring til ⟧Ane⟦ nu⟧").split() == ["Ane"]
    assert left(bracketed("Ring til {short} nu").format(short="straks")).split() == ["straks"]
    assert left("⟦man").split() == []
