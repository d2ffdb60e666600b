"""Pydantic's findings in Danish."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_SENTENCES = {
    "missing": "feltet »{field}« mangler",
    "extra_forbidden": "feltet »{field}« findes ikke; se stavemåden, eller slet det",
    "enum": "»{input}« kan ikke stå i »{field}«; skriv {expected}",
    "literal_error": "»{input}« kan ikke stå i »{field}«; skriv {expected}",
    "union_tag_invalid": "»{tag}« findes ikke her; skriv {expected_tags}",
    "union_tag_not_found": "det fremgår ikke, hvilken slags det er; feltet {discriminator} mangler",
    "string_pattern_mismatch": (
        "»{input}« i »{field}« har ikke den rette form; brug små bogstaver a-z, tal og bindestreg"
    ),
    "string_too_short": "»{field}« er tomt; skriv en tekst",
    "string_too_long": "»{field}« er for langt; højst {max_length} tegn",
    "string_type": "»{field}« skal være tekst; sæt anførselstegn om",
    "int_type": "»{field}« skal være et helt tal",
    "int_parsing": "»{field}« skal være et helt tal, ikke »{input}«",
    "int_from_float": "»{field}« skal være et helt tal, ikke »{input}«",
    "float_parsing": "»{field}« skal være et tal, ikke »{input}«",
    "bool_type": "»{field}« skal være true eller false",
    "bool_parsing": "»{field}« skal være true eller false, ikke »{input}«",
    "too_short": "»{field}« har for lidt: mindst {min_length}",
    "too_long": "»{field}« har for meget: højst {max_length}",
    "greater_than": "»{field}« skal være over {gt}",
    "greater_than_equal": "»{field}« skal være mindst {ge}",
    "less_than_equal": "»{field}« må højst være {le}",
    "date_from_datetime_parsing": "»{field}« skal være en dato som 2026-01-31, ikke »{input}«",
    "model_type": "»{field}« skal have felter under sig",
    "model_attributes_type": "»{field}« skal have felter under sig",
    "tuple_type": "»{field}« skal være en liste",
    "list_type": "»{field}« skal være en liste",
    "dict_type": "»{field}« skal have felter under sig",
}


def in_danish(detail: Mapping[str, Any]) -> str:
    """One error of ``ValidationError.errors()`` as a Danish sentence without its full stop."""
    names = [str(key) for key in detail["loc"] if isinstance(key, str)]
    if names and names[-1] == "[key]":  # pydantic's way to say that the name of a field is wrong, not its value
        names = names[:-2]
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    sentence = _SENTENCES.get(detail["type"], "»{field}« kan ikke bruges: {msg}")
    context = {key: _or(value) for key, value in detail.get("ctx", {}).items()}
    return sentence.format(
        **{"field": names[-1] if names else "filen", "input": str(detail["input"])[:60], "msg": detail["msg"]} | context
    )


def _or(value: Any) -> Any:
    return value.replace(" or ", " eller ").replace("'", "") if isinstance(value, str) else value
