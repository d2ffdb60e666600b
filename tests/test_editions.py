"""The course in other words: what goes with what, what an author is told and does, and what a reader gets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.copied import ROOT, edit
from trekant.cli import main
from trekant.course.checks import check
from trekant.course.contact.guide import GUIDE, GuideText
from trekant.course.editions.edition import editions_of, parted
from trekant.course.editions.mirrored import Original, marks_in
from trekant.course.editions.rules import edition_words
from trekant.course.editions.sections import section_id, sections_of
from trekant.course.editions.texts import worded
from trekant.course.pages.way import way_of
from trekant.course.store import load_course, read_data

EASY = "editions/let/book/tegn.md"


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(ROOT / "tests/fictional", tmp_path / "kurset"))
    monkeypatch.chdir(folder)
    return folder


def _told(folder: Path) -> list[str]:
    return [str(problem) for problem in check(load_course(folder))]


def _typed(*words: str) -> str:
    done = CliRunner().invoke(main, ["editions", *words])
    assert done.exit_code == 0, done.output
    return done.output


def test_easy_danish_has_every_module_and_the_guide() -> None:
    course = load_course(ROOT)
    [easy] = [edition for edition in editions_of(course) if edition.id == "da-let"]
    way = way_of(course)
    assert way and {*way.modules, "book/kontakt"} == set(easy.pages)
    assert easy.settings.model.lix == 25 and easy.settings.model.words == 2200, "what was promised"
    assert edition_words(course, easy) > 1000


def test_a_section_goes_by_its_target_or_its_words() -> None:
    text = "# Én {alder}`ung` på årets tur\n\na\n\n(egen)=\n## En anden\n% af: to abcdefgh\n% af: tre\n\nb\n\n"
    text += "```\n# kode\n```\n"
    first, second = sections_of(text)
    assert (first.id, first.line, first.words) == ("en-paa-aarets-tur", 1, "a")
    assert (second.id, second.line) == ("egen", 6)
    assert [(one.id, one.kept, one.line) for one in second.made_from] == [("to", "abcdefgh", 7), ("tre", None, 8)]
    assert section_id("Hvad gør du, når …?") == "hvad-goer-du-naar"


def test_what_only_plays_is_no_text_of_a_section() -> None:
    [section] = sections_of("## Prøv selv\n\n:::{quiz} en\n:::\n")
    assert section.words == ""


def test_a_fingerprint_is_of_the_words_and_not_of_where_lines_break() -> None:
    one, same, other = (Original(1, text, frozenset()).fingerprint for text in ("to ord", "to\n  ord\n", "to ord."))
    assert one == same != other
    assert len(one) == 8 and set(one) <= set("abcdefghijklmnop"), "letters: YAML takes no word of them for a number"


def test_what_a_text_rests_on() -> None:
    text = "A.{notat}`x` {uden}``Om {alder}`Ung fra`. Ring 112`` til {kontakt}`ssp telefon`, eller {modtager} gør det."
    assert marks_in(text, {"112"}) == {
        *(
            "faktummet »x«",
            "aldersgruppen »ung«",
            "kontakten »ssp«",
            "»uden for notatet«",
            "nummeret »112«",
            "»{modtager}«",
        )
    }
    assert marks_in("A 1124 B", {"112"}) == frozenset()


def test_a_page_of_an_edition_belongs_to_a_page_of_the_course() -> None:
    assert parted("editions/da-let/book/trekanten") == ("da-let", "book/trekanten")
    assert parted("book/trekanten") == (None, "book/trekanten")


def test_an_author_is_told_of_what_changed_reads_it_again_and_says_so(course: Path) -> None:
    assert _told(course) == []
    edit(course / "book/tegn.md", ("Radikalisering sker over tid.", "Radikalisering sker langsomt."))
    [problem] = _told(course)
    assert problem.startswith(f"{EASY}:2: R062 ") and f"trekant editions --accept {EASY}" in problem
    assert "»tegn« skal læses igen; se book/tegn.md:1" in _typed()
    assert "1 tekst er set efter" in _typed("--accept", f"{EASY}#tegn")
    assert _told(course) == []
    assert "0 tekster" in _typed("--accept", EASY)


def test_a_new_section_needs_no_fingerprint_until_it_is_read(course: Path) -> None:
    path = course / EASY
    path.write_text(re.sub(r"(% af: tegn) \w+", r"\1", path.read_text("utf-8")), encoding="utf-8")
    assert "er ikke set efter endnu" in _told(course)[0]
    _typed("--accept", EASY)
    assert _told(course) == []


def test_what_cannot_be_accepted_is_told(course: Path) -> None:
    for named in ("book/tegn.md", f"{EASY}#andet"):
        done = CliRunner().invoke(main, ["editions", "--accept", named])
        assert done.exit_code == 1 and named.partition("#")[0] in done.output


def _with_guide(folder: Path) -> str:
    """Gives the fictional course the real guide in both ways; the name of its file in the edition."""
    own, easy = folder / GUIDE, folder / "editions/let" / GUIDE
    easy.parent.mkdir()
    shutil.copy(ROOT / GUIDE, own)
    shutil.copy(ROOT / "editions/da-let" / GUIDE, easy)
    edit(folder / "editions/let/edition.yaml", ("[book/tegn.md]", f"[book/tegn.md, {GUIDE}]"))
    return easy.relative_to(folder).as_posix()


def test_the_guide_speaks_the_words_of_the_edition_and_keeps_its_facts(course: Path) -> None:
    _with_guide(course)
    read = load_course(course)
    own, easy = read_data(course, GUIDE, GuideText), worded(read, "let", GUIDE, GuideText)
    assert [one.source for one in easy.what_if] == [one.source for one in own.what_if]
    assert easy.say[2].text == "Sig, hvad du ikke ved. Sig også, hvad der går godt." != own.say[2].text
    assert worded(read, None, GUIDE, GuideText) == own == worded(read, "findes-ikke", GUIDE, GuideText)


def test_texts_in_yaml_are_accepted_too(course: Path) -> None:
    name = _with_guide(course)
    edit(course / GUIDE, ("Sig, hvad der er blevet anderledes end før.", "Sig, hvad der er nyt."))
    [stale] = _told(course)
    assert "»say.2.text« i assets/guide.yaml" in stale and stale.startswith(f"{name}:")
    lines = (course / name).read_text("utf-8").splitlines()
    place = next(index for index, line in enumerate(lines) if line.startswith("intro"))
    del lines[place + 1]  # of a text that nobody has read yet
    (course / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert len(_told(course)) == 2
    assert "2 tekster" in _typed("--accept", name)
    assert _told(course) == []
