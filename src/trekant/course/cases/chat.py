"""What people write to each other in a scene: who, and what."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from trekant.course.base import Model, Text
from trekant.course.writing.text import inline_html


class Message(Model):
    """A message; ``own`` ones are the reader's and stand on the other side."""

    who: Text
    text: Text
    own: bool = False


def chat_html(messages: Iterable[Message]) -> str:
    """The messages as a list; the name stands in the text, so that no side and no colour is needed to know it."""
    items = "".join(map(_item, messages))
    # Safari takes a list without marks for none, unless it says that it is one
    return f'<ul class="trk-chat" role="list">{items}</ul>' if items else ""


def _item(message: Message) -> str:
    side = ' class="trk-own"' if message.own else ""
    return f"<li{side}><strong>{escape(message.who)}:</strong> {inline_html(message.text)}</li>"
