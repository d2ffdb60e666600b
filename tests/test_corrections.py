"""A mail about a fault on a page: whatever the title holds, it reaches the mail as it is."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from trekant.course.pages.corrections import Played, mail_link

TO = "rettelser@fjordby.invalid"


def _fields(link: str) -> dict[str, str]:
    """The fields as a mail program reads them: a plus is a plus."""
    pairs = [field.split("=") for field in urlsplit(link).query.split("&")]
    return {name: unquote(value, errors="strict") for name, value in pairs}


def test_the_mail_says_where_and_what_and_asks_for_the_rest() -> None:
    link = mail_link(
        TO, "Få øje på det", "book/side.html", [Played("Case", "en-case", 2), Played("Test", "en-quiz", 3)]
    )
    assert link.startswith(f"mailto:{TO}?subject=Fejl%20p%C3%A5%20siden%20%C2%BBF%C3%A5%20%C3%B8je")
    assert "%0D%0A%0D%0ASkriv%20ikke%20om%20rigtige%20mennesker.%0D%0A" in link
    fields = _fields(link)
    assert fields["subject"] == "Fejl på siden »Få øje på det«"
    assert fields["body"].splitlines() == [
        "Hvad er forkert, og hvordan skulle der stå?",
        "",
        "",
        "Skriv ikke om rigtige mennesker.",
        "",
        "Side: Få øje på det",
        "Adresse: book/side.html",
        "Case: en-case, udgave 2",
        "Test: en-quiz, udgave 3",
    ]


def test_a_page_that_shows_itself_at_every_address_asks_for_it() -> None:
    lines = _fields(mail_link(TO, "Siden findes ikke", None))["body"].splitlines()
    assert lines[-1] == "Hvor du kom fra, og hvad der stod i adressen:"


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029\x85"), max_size=60))
def test_no_title_breaks_the_link(title: str) -> None:
    link = mail_link(TO, title, "book/side.html")
    assert re.fullmatch(r"mailto:[\w.@-]+\?subject=[\w.~%-]+&body=[\w.~%-]+", link, re.ASCII)
    fields = _fields(link)
    assert fields["subject"] == f"Fejl på siden »{title}«"
    assert f"\r\nSide: {title}\r\n" in fields["body"]
    assert "\n" not in fields["body"].replace("\r\n", "")


def test_a_plus_in_the_address_is_no_blank() -> None:
    link = mail_link("kurset+ret@fjordby.invalid", "Side", None)
    assert unquote(urlsplit(link).path) == "kurset+ret@fjordby.invalid" and "+" not in link
