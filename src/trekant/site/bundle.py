"""The modules of a page as one classic script.

A player has a dozen modules: as many requests, each packed by itself, and none at all where the course is opened as a
file, because browsers import no module from there. One script is 3 KB lighter, comes in one round trip, and runs from
a file too. Own code, because the kept bundlers run on Node; it knows the few forms of import and export that
``assets/js`` uses, and says so when it meets another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from trekant.course.store import CourseError

_IMPORT = re.compile(r'^import (?:(\w+)|\{([^}]*)\}) from "\./([\w-]+\.js)";\n?', re.M)
_SIDE_EFFECT = re.compile(r'^import "\./([\w-]+\.js)";\n?', re.M)
_NAMED = re.compile(r"^export ((?:async )?(?:const|let|function\*?|class)) (\w+)", re.M)
_DEFAULT = re.compile(r"^export default ", re.M)
_LATER = re.compile(r"\bimport\((`\./[^`]*`|\"\./[\w-]+\.js\")\)")
_NAMED_LATER = re.compile(r"\bimport\(\"\./([\w-]+\.js)\"\)")
_UNKNOWN = re.compile(r"^\s*(?:import|export)\b.*|\bimport[.(].*", re.M)


def imported(text: str) -> list[str]:
    """The modules that a module imports, now or later, by name."""
    return [match[3] for match in _IMPORT.finditer(text)] + _SIDE_EFFECT.findall(text) + _NAMED_LATER.findall(text)


def in_order(names: list[str], modules: Mapping[str, str]) -> list[str]:
    """The modules and all that they import, each after those it needs.

    Raises:
        CourseError: a module that is imported is not there, or two import each other.
    """
    order: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in order:
            return
        if name in above:
            raise CourseError(f"Modulerne {name} og {above[-1]} i assets/js importerer hinanden; skil dem ad.")
        if name not in modules:
            raise CourseError(
                f"Modulet {name} findes ikke i assets/js; {above[-1] if above else 'en side'} bruger det."
            )
        for one in imported(modules[name]):
            add(one, (*above, name))
        order.append(name)

    for name in names:
        add(name, ())
    return order


def bundle(names: list[str], modules: Mapping[str, str]) -> str:
    """A script that runs the modules as a page would have that asked for them, in this order.

    Raises:
        CourseError: a module is missing, or has an import or export of a form that is not known here.
    """
    order = in_order(names, modules)
    body = "\n".join(_wrapped(name, modules[name]) for name in order)
    return f'"use strict";(() => {{\nconst here = document.currentScript.src, m = {{}};\n{body}\n}})();\n'


def _wrapped(name: str, text: str) -> str:
    """A module as a function that is called at once, and what it exports in ``m``."""
    exported = [match[2] for match in _NAMED.finditer(text)]
    text = _NAMED.sub(r"\1 \2", text)
    if _DEFAULT.search(text):
        text = _DEFAULT.sub("const theDefault = ", text, count=1)
        exported.append("default: theDefault")
    text = _IMPORT.sub(_taken, text)
    text = _SIDE_EFFECT.sub("", text)
    text = _LATER.sub(r"Promise.resolve(m[\1])", text).replace("import.meta.url", "here")
    unknown = _UNKNOWN.search(text)
    if unknown:
        raise CourseError(
            f"assets/js/{name}: »{unknown[0].strip()[:60]}« kan ikke samles til én fil. Skriv importen eller eksporten "
            "som i de andre moduler."
        )
    return f'm["./{name}"] = (() => {{\n{text}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _taken(match: re.Match[str]) -> str:
    default, names, module = match.groups()
    wanted = f"default: {default}" if default else re.sub(r"\s+as\s+", ": ", " ".join(names.split()).rstrip(", "))
    return f'const {{ {wanted} }} = m["./{module}"];\n'
