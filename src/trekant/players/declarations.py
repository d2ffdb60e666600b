"""The payloads as types for JavaScript: ``python -m trekant.players.declarations`` writes ``payloads.d.ts`` anew.

Made from the JSON schema of the models in ``course/contract``. Own code, because the kept converters run on
Node, and the models use few of the schema's forms; another form is an error.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from trekant.course.contract import PAYLOADS
from trekant.players import FOLDER

FILE = FOLDER / "payloads.d.ts"
TASK = "Task"
"""What a task of any kind is called."""

_HEAD = "// Made by »python -m trekant.players.declarations« from course/contract; do not change it by hand.\n"
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def schema() -> dict[str, Any]:
    """The JSON schema of all payloads, each below ``$defs`` by the name of its model."""
    _, found = models_json_schema([(one, "validation") for one in PAYLOADS], by_alias=True)
    return found


def declarations() -> str:
    """The text of ``payloads.d.ts``."""
    models = schema()["$defs"]
    tasks = sorted(name for name, model in models.items() if "kind" in model["properties"])
    parts = [_interface(name, model) for name, model in sorted(models.items())]
    union = " | ".join(tasks)
    return "\n".join([_HEAD, *parts, f"/** A task of any kind. */\nexport type {TASK} = {union};\n"])


def _interface(name: str, model: Mapping[str, Any]) -> str:
    required = model.get("required", ())
    lines = [f"  readonly {field}{_kept(value, field in required)};" for field, value in model["properties"].items()]
    return "\n".join([*_comment(model["description"]), f"export interface {name} {{", *lines, "}", ""])


def _comment(text: str) -> Iterator[str]:
    lines = text.replace("``", "`").splitlines()
    if len(lines) == 1:
        yield f"/** {lines[0]} */"
        return
    yield from ("/**", *(f" * {line}".rstrip() for line in lines), " */")


def _kept(value: Mapping[str, Any], required: bool) -> str:
    """The field's type; one that may be left out is never null."""
    if required:
        return f": {_type(value)}"
    return "?: " + " | ".join(one for one in _alternatives(value) if one != "null")


def _alternatives(value: Mapping[str, Any]) -> list[str]:
    return [_type(one) for one in value["anyOf"]] if "anyOf" in value else [_type(value)]


def _type(value: Mapping[str, Any]) -> str:
    if "$ref" in value:
        return str(value["$ref"]).rpartition("/")[2]
    if "discriminator" in value:
        return TASK
    if "anyOf" in value:
        return " | ".join(_alternatives(value))
    if "const" in value or "enum" in value:
        return " | ".join(json.dumps(one) for one in value.get("enum", [value.get("const")]))
    if value["type"] == "array":
        return _array(value)
    if value["type"] == "object":
        return f"Readonly<Record<string, {_type(value['additionalProperties'])}>>"
    return _PLAIN[value["type"]]


def _array(value: Mapping[str, Any]) -> str:
    if "prefixItems" in value:
        return f"readonly [{', '.join(map(_type, value['prefixItems']))}]"
    item = _type(value["items"])
    return f"readonly ({item})[]" if " " in item else f"readonly {item}[]"


if __name__ == "__main__":
    FILE.write_text(declarations(), encoding="utf-8")
