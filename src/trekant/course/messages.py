"""Pydantic's findings in Danish."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from trekant.course.base import FieldError

_LONGEST = 60
_ENUM = re.compile(r"<\w+\.\w+: ('[^']*')>")
"""How pydantic writes a member of an enumeration, e.g. ``<Status.LIVE: 'live'>``."""
_BRANCH = re.compile(r"function-|constrained-|tagged-union|\[key\]|[A-Z]|(str|int|float|bool)$")
"""The names of a union's branches and of validators, which pydantic puts among those of the fields."""

_SENTENCES = {
    "missing": "feltet »{field}« mangler",
    "extra_forbidden": "feltet »{field}« findes ikke; se stavemåden, eller slet det",
    "invalid_key": "feltet »{field}« findes ikke; se stavemåden, eller slet det",
    "enum": "»{input}« kan ikke stå i »{field}«; skriv {expected}",
    "literal_error": "»{input}« kan ikke stå i »{field}«; skriv {expected}",
    "union_tag_invalid": "»{tag}« kan ikke stå i »{discriminator}«; skriv {expected_tags}",
    "union_tag_not_found": "det fremgår ikke, hvilken slags det er; feltet »{discriminator}« mangler",
    "string_pattern_mismatch": "»{input}« i »{field}« har ikke den rette form; {form}",
    "string_too_short": "»{field}« er tomt; skriv en tekst",
    "string_too_long": "»{field}« er for langt; højst {max_length} tegn",
    "string_type": "»{field}« skal være tekst; sæt anførselstegn om",
    "int_type": "»{field}« skal være et helt tal, ikke »{input}«",
    "int_parsing": "»{field}« skal være et helt tal, ikke »{input}«",
    "int_parsing_size": "tallet i »{field}« er for stort",
    "int_from_float": "»{field}« skal være et helt tal, ikke »{input}«",
    "float_type": "»{field}« skal være et tal, ikke »{input}«",
    "float_parsing": "»{field}« skal være et tal, ikke »{input}«",
    "finite_number": "»{field}« skal være et tal, ikke »{input}«",
    "bool_type": "»{field}« skal være true eller false, ikke »{input}«",
    "bool_parsing": "»{field}« skal være true eller false, ikke »{input}«",
    "too_short": "»{field}« har for lidt: mindst {min_length}",
    "too_long": "»{field}« har for meget: højst {max_length}",
    "greater_than": "»{field}« skal være over {gt}",
    "greater_than_equal": "»{field}« skal være mindst {ge}",
    "less_than": "»{field}« skal være under {lt}",
    "less_than_equal": "»{field}« må højst være {le}",
    "date_type": "»{field}« skal være en dato som 2026-01-31, ikke »{input}«",
    "date_parsing": "»{field}« skal være en dato som 2026-01-31, ikke »{input}«",
    "date_from_datetime_parsing": "»{field}« skal være en dato som 2026-01-31, ikke »{input}«",
    "date_from_datetime_inexact": "»{field}« skal være en dato uden klokkeslæt, ikke »{input}«",
    "model_type": "»{field}« skal have felter under sig",
    "model_attributes_type": "»{field}« skal have felter under sig",
    "tuple_type": "»{field}« skal være en liste",
    "list_type": "»{field}« skal være en liste",
    "dict_type": "»{field}« skal have felter under sig",
}
_FORMS = {
    "^book/": "skriv siden som book/navn, uden .md",
    "^[a-z]{2,3}(-": "skriv sprogets kode, for eksempel da eller en-GB",
    "^[MmLl": "skriv kun de bogstaver og tal, som en »path« i SVG består af, med mellemrum imellem",
    "^[a-p]{8}$": "det er de otte bogstaver, »trekant check« siger",
}
_ID_FORM = "brug små bogstaver a-z, tal og bindestreg"
_OTHERWISE = "»{field}« kan ikke være »{input}«; se i forfatterens vejledning, hvad der kan stå"


def in_danish(detail: Mapping[str, Any]) -> str:
    """One error of ``ValidationError.errors()`` as a Danish sentence without its full stop."""
    names = [str(key) for key in detail["loc"] if isinstance(key, str)]
    if names and names[-1] == "[key]":  # pydantic's way to say that the name of a field is wrong, not its value
        names = names[:-2]
    if not detail["loc"] and detail["type"] in ("model_type", "model_attributes_type", "dict_type"):
        empty = detail["input"] is None
        return "filen er tom" if empty else "filen skal bestå af felter, hvert med navn, kolon og det, der hører til"
    field = next((name for name in reversed(names) if not _BRANCH.match(name)), "filen")
    if detail["type"] == "value_error":
        error = detail["ctx"]["error"]
        return str(error) if isinstance(error, FieldError) else f"»{field}«: {error}"
    context = {key: _or(value) for key, value in detail.get("ctx", {}).items()}
    sentence = _SENTENCES.get(detail["type"], _OTHERWISE)
    pattern = str(context.get("pattern", ""))
    context["form"] = next((said for begins, said in _FORMS.items() if pattern.startswith(begins)), _ID_FORM)
    return sentence.format(**{"field": field, "input": _shown(detail["input"])} | context)


def _shown(value: Any) -> str:
    """What stands there, as its author wrote it, or what it is where that is long."""
    if isinstance(value, dict):
        return "felter"
    if isinstance(value, list):
        return "en liste"
    if isinstance(value, bool):
        return str(value).lower()
    return "ingenting" if value is None else str(value)[:_LONGEST]


def _or(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return _ENUM.sub(r"\1", value).replace(" or ", " eller ").replace("'", "")
