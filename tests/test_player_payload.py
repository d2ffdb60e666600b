"""What a player gets, and the text that stands in its place."""

import json
import re
from html.parser import HTMLParser

import pytest

from tests.browser.material import case_data, every_kind_case, questions, quiz_data, real_case
from trekant.course.pages.embed import embed
from trekant.course.pages.payload import Payload

SECRETS = {"key", "table", "feedback", "model", "rubric", "page", "right"}


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | set().union(*map(_keys, value.values()))
    return set().union(*map(_keys, value)) if isinstance(value, list) else set()


def test_graded_quiz_leaves_without_its_keys() -> None:
    payload = quiz_data("graded")
    assert not _keys(payload["slots"]) & SECRETS
    assert "derfor" not in embed(payload)
    assert "Jeg så, at døren stod åben" not in embed(payload)


def test_graded_order_does_not_stand_in_the_right_one() -> None:
    task = next(slot["task"] for slot in quiz_data("graded")["slots"] if slot["task"]["kind"] == "order")
    assert [option["id"] for option in task["options"]] != ["laes", "maal", "noter", "orden"]


def test_practice_has_what_feedback_takes() -> None:
    for slot in quiz_data("practice")["slots"]:
        task = slot["task"]
        assert task["page"] == "book/bekymringstegn"
        if task["kind"] == "text":
            assert task["model"] == "<p>Jeg så, at døren stod åben.</p>"
        else:
            assert (
                set(task["feedback"]) == {option["id"] for option in task["options"]} == set(task["table"]["weights"])
            )


def test_endings_are_told_in_words() -> None:
    scenes = case_data(every_kind_case())["scenes"]
    assert scenes["slut-godt"]["endingWords"] == "Det endte godt"
    assert "Her slutter casen. Det endte skidt." in embed(case_data(every_kind_case()))


def test_an_ending_says_how_long_after_it_is() -> None:
    payload = case_data(every_kind_case())
    assert payload["scenes"]["slut-godt"]["when"] == "Tre uger senere"
    assert payload["scenes"]["slut-skidt"]["when"] == "Fredag kl. 09.15"
    assert re.search(r"<h3>\d\. Tre uger senere</h3>", embed(payload))


def test_the_text_of_a_case_has_its_hook_and_what_one_takes_along() -> None:
    html = embed(case_data(every_kind_case())).partition("<script")[0]
    for said in ("Døren står åben.", "<li>Spørg <em>først</em>.</li>", "<li>Hvem spørger I?</li>"):
        assert html.count(said) == 1, said


@pytest.mark.parametrize("payload", [case_data(real_case()), quiz_data("practice"), quiz_data("graded")])
def test_data_survives_the_way_through_html(payload: Payload) -> None:
    html = embed(payload | {"title": "</script><b>&amp;"})
    data = re.search(r'<script type="application/json">(.*?)</script>', html, re.DOTALL)
    assert data is not None
    assert json.loads(data[1]) == json.loads(json.dumps(payload)) | {"title": "</script><b>&amp;"}


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.styled: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("br", "hr"):
            self.open.append(tag)
        self.styled += [tag for name, _ in attrs if name == "style" or name.startswith("on")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("payload", [case_data(real_case()), case_data(every_kind_case()), quiz_data("practice")])
def test_the_text_is_whole_and_without_styles(payload: Payload) -> None:
    parser = _Tags()
    parser.feed(embed(payload))
    assert parser.open == []
    assert parser.styled == []


def test_the_text_has_every_scene_option_and_key() -> None:
    case, html = real_case(), embed(case_data(real_case()))
    for scene in case.scenes:
        assert scene.text.split(".")[0].split("»")[-1] in html
    assert html.count("<details>") == len([scene for scene in case.scenes if scene.decision]) + 1
    quiz = embed(quiz_data("practice"))
    for question in questions().values():
        assert f"Hvad svarer du om {question.type}?" in quiz
    assert "<li>Du tager <strong>karen</strong> med &lt;i&gt;her&lt;/i&gt;.</li>" in quiz
    assert re.search(r"Det bedste svar: A [a-zæøå ]+; B [a-zæøå ]+", quiz)
