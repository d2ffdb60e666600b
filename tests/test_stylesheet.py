"""A slimmed stylesheet looks the same on the pages it was slimmed for."""

from __future__ import annotations

import pytest

from trekant.site.stylesheet import slim, words_of_markup, words_of_script

PAGE = '<div class="box wide" id=\'top\' data-open><p title="no such class">Tekst</p></div>'


def test_words_are_the_names_in_tags_and_not_the_words_of_the_text() -> None:
    assert words_of_markup(PAGE) == {"div", "class", "box", "wide", "id", "top", "data-open", "p", "title"}


@pytest.mark.parametrize(
    "rule",
    [
        ".box{a:b}",
        "#top>p{a:b}",
        "div p:first-child::before{a:b}",
        "[data-open] .wide:not(.never){a:b}",
        "*{a:b}",
        ":root{a:b}",
        "@media (width>40rem){.box{a:b}}",
        ".box{a:b;&:hover{c:d}}",
        "@keyframes come{from{a:b}to{a:c}}",
        'p{width:calc(1px + 2px);content:"a  }; b"}',
        "p{a:b!important}",
    ],
)
def test_what_the_page_uses_stays_as_it_is(rule: str) -> None:
    assert slim(rule, words_of_markup(PAGE)) == rule


@pytest.mark.parametrize(
    "rule",
    [
        ".other{a:b}",
        "table{a:b}",
        ".box .other{a:b}",
        "[hidden]{a:b}",
        "@media print{.other{a:b}}",
        ".box{}",
        "/* x */",
    ],
)
def test_what_the_page_lacks_goes(rule: str) -> None:
    assert slim(rule, words_of_markup(PAGE)) == ""


def test_of_a_list_of_selectors_the_used_ones_stay() -> None:
    assert slim(".box , .other,\n p { a : b ; }", words_of_markup(PAGE)) == ".box,p{a:b}"


def test_a_class_that_a_script_sets_is_used() -> None:
    assert slim(".shown{a:b}", words_of_markup(PAGE) | words_of_script('el.classList.add("shown")')) == ".shown{a:b}"


@pytest.mark.parametrize(
    ("script", "rule"),
    [
        ('h("button", { class: `knap knap-${look}` }); button("Videre", "main")', ".knap-main{a:b}"),
        ("const kinds = { rate: 1 }; el.className = `task kind-${task.kind}`", ".kind-rate>p{a:b}"),
        ('button.dataset.sign = "x"', '.box[data-sign="x"]{a:b}'),
        ('dataset.rightToLeft = ""', "[data-right-to-left]{a:b}"),
    ],
)
def test_a_name_that_a_script_puts_together_is_used(script: str, rule: str) -> None:
    assert slim(rule, words_of_markup(PAGE) | words_of_script(script)) == rule


def test_properties_that_nobody_reads_go_also_when_only_such_a_one_read_them() -> None:
    sheet = "p{--used:1;--unused:2;--only-for:var(--gone);width:var(--used)}div{--gone:3}"
    assert slim(sheet, words_of_markup(PAGE)) == "p{--used:1;width:var(--used)}"


def test_an_empty_property_keeps_its_space_which_old_browsers_ask_for() -> None:
    assert slim(":root{--dark: ;}p{color:var(--dark)}", words_of_markup(PAGE)) == ":root{--dark: }p{color:var(--dark)}"


def test_a_mistake_is_told_with_its_line() -> None:
    with pytest.raises(ValueError, match="linje 2"):
        slim("p{a:b}\np{broken", words_of_markup(PAGE)) and slim("\n}", set())
