"""A player that was put into a page is found there again, whole."""

from __future__ import annotations

import pytest

from tests.browser.material import case_data, drawn_data, every_kind_case, quiz_data, real_case
from trekant.course.pages.embed import embed
from trekant.course.pages.embedded import players_in, with_players

PAYLOADS = [
    case_data(every_kind_case()) | {"title": 'En "case" </script></div> & mere'},
    drawn_data("graded"),
    quiz_data("practice"),
]


def _page(*html: str) -> str:
    return (
        "<h1>Før</h1>" + "<p>Imellem <b>dem</b>.</p>".join(html) + '<script type="application/json">{}</script></div>'
    )


def test_all_the_players_of_a_page_are_found_in_their_order() -> None:
    assert [one.payload for one in players_in(_page(*map(embed, PAYLOADS)))] == PAYLOADS
    assert list(players_in(_page())) == []


@pytest.mark.parametrize("payload", PAYLOADS, ids=["case", "drawn", "practice"])
def test_the_fallback_is_what_was_written(payload) -> None:
    [found] = players_in(_page(embed(payload)))
    assert f"{found.tag}>{found.fallback}" == embed(payload).partition('<script type="application/json">')[0]


def test_what_stands_around_a_player_stays_when_it_is_changed() -> None:
    html = [embed(case_data(real_case())), embed(quiz_data("practice"))]
    assert with_players(_page(*html), lambda found: "«") == _page(*["«</script></div>"] * 2)
