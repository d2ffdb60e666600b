"""Every message of the engine as a template for translators: ``python -m trekant.players.extracting > words.pot``.

``msginit`` and ``msgmerge``, or ``pybabel init`` and ``pybabel update``, make a language's catalogue of it, which lies
in ``course/words``. Babel writes it, and finds what stands in templates. In code it does not find all: nothing within
an f-string before Python 3.12, and not all within a template literal of JavaScript.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from io import BytesIO

from babel.messages import Catalog, extract, pofile

from trekant.players import FOLDER
from trekant.players.words import messages_in

ENGINE = FOLDER.parent
Message = str | tuple[str, ...]
"""A text; where it goes with a number, the one for one and the one for more."""

_CALLS = {"_": 1, "N_": 1, "ngettext": 2}
"""What says a message, and how many texts it is said with."""


def messages() -> Iterator[tuple[str, int, Message]]:
    """Every message with its file, below the engine's folder, and its line."""
    for path in sorted(ENGINE.rglob("*")):
        find = {".py": _in_python, ".js": messages_in, ".html": _in_template, ".j2": _in_template}.get(path.suffix)
        if find is not None:
            name = path.relative_to(ENGINE).as_posix()
            for line, message in find(path.read_text(encoding="utf-8")):
                yield name, line, message


def _in_python(text: str) -> Iterator[tuple[int, Message]]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
            said = [one.value for one in node.args[: _CALLS[node.func.id]] if isinstance(one, ast.Constant)]
            if said and all(isinstance(one, str) for one in said):
                texts = tuple(map(str, said))
                yield node.lineno, texts if len(texts) > 1 else texts[0]


def _in_template(text: str) -> Iterator[tuple[int, Message]]:
    found = extract.extract("jinja2.ext:babel_extract", BytesIO(text.encode()))
    yield from ((line, message) for line, message, _comments, _context in found)


def template() -> Catalog:
    """The messages with their places, and no translations."""
    catalog = Catalog(project="trekant", charset="utf-8")
    for name, line, message in messages():
        catalog.add(message, locations=[(f"src/trekant/{name}", line)])
    return catalog


if __name__ == "__main__":
    pofile.write_po(sys.stdout.buffer, template(), width=120)
