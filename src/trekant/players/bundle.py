"""Modules that import each other as one script: a classic one for a page, a module for a notebook.

A player has a dozen modules: as many requests, each packed by itself, and none at all where the course is opened as a
file, because browsers import no module from there. One script is 3 KB lighter, comes in one round trip, and runs from
a file too. Own code, because the kept bundlers run on Node; it knows the few forms of import and export that
``players`` uses, and says so when it meets another. A module is named by its path below ``players``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import partial
from posixpath import dirname, join, normpath

from trekant.course.store import CourseError

APART = frozenset(
    {
        "again.js",
        "aloud.js",
        "calendar-file.js",
        "debrief.js",
        "edition.js",
        "embedded.js",
        "meeting.js",
        "place.js",
        "send.js",
        "sharing.js",
        "unsent.js",
    }
)
"""Modules that a page does without at first: each comes in a script of its own when it is asked for."""

_PATH = r"(\.{1,2}/(?:[\w-]+/)*[\w-]+\.js)"
_IMPORT = re.compile(rf'^import (?:([\w$]+)|\{{([^}}]*)\}}) from "{_PATH}";\n?', re.M)
_SIDE_EFFECT = re.compile(rf'^import "{_PATH}";\n?', re.M)
_NAMED = re.compile(r"^export ((?:async )?function\*?|class|const) ([\w$]+)", re.M)
_DEFAULT = re.compile(r"^export default (?!(?:async +)?(?:function|class)\b)", re.M)
_LATER = re.compile(r"\bimport\((`\./[^`]*`|\"\./[\w-]+\.js\")\)")
_NAMED_LATER = re.compile(r"\bimport\(\"\./([\w-]+\.js)\"\)")
_UNKNOWN = re.compile(r"^\s*(?:import|export)\b.*|\bimport[.(].*", re.M)
_OURS = re.compile(r"\$(?:modules|here|whenAsked|default|run|begin|begun)\b")
"""The names that are put in; no module may have them."""

_NEXT = re.compile(
    r"""/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<=[(,=:\[!&|?{}; ])/(?![ *=/])(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/"""
    r"""|(?P<open>[(\[{])|(?P<close>[)\]}])|[,;]""",
    re.S,
)
"""What a declaration is parted by, and the comments, texts and patterns in which the same characters say nothing."""


def imported(name: str, text: str, without: Collection[str] = APART) -> list[str]:
    """The modules that a module imports, now or later; not those that come apart."""
    later = [one for one in _NAMED_LATER.findall(text) if one not in without]
    now = [match[3] for match in _IMPORT.finditer(text)] + _SIDE_EFFECT.findall(text)
    return [_from(name, path) for path in now] + later


def _from(name: str, path: str) -> str:
    """The module that another one means by a path."""
    return normpath(join(dirname(name), path))


def dependency_order(names: list[str], modules: Mapping[str, str], without: Collection[str] = APART) -> list[str]:
    """The modules and all that they import, each after those it needs.

    Raises:
        CourseError: a module that is imported is not there, or two import each other.
    """
    order: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in order:
            return
        if name in above:
            raise CourseError(f"Modulerne {name} og {above[-1]} i players/ importerer hinanden; skil dem ad.")
        if name not in modules:
            raise CourseError(f"Modulet {name} findes ikke i players/; {above[-1] if above else 'en side'} bruger det.")
        for one in imported(name, modules[name], without):
            add(one, (*above, name))
        order.append(name)

    for name in names:
        add(name, ())
    return order


def apart(names: list[str], modules: Mapping[str, str]) -> list[str]:
    """The modules that come apart and that a script of these modules asks for."""
    return sorted(
        {one for name in dependency_order(names, modules) for one in _NAMED_LATER.findall(modules[name])} & APART
    )


def bundle(names: list[str], modules: Mapping[str, str], there: Collection[str] = (), *, begins: bool = False) -> str:
    """A script that runs the modules as a page would have that asked for them, in this order.

    The scripts of a page share their modules, as modules do: those that are ``there`` already stay out, and keep their
    state. One with which a page ``begins`` waits until the page is shown, and for the script above it, which brings
    them: browsers run first what comes first.

    Raises:
        CourseError: a module is missing, or has an import or export of a form that is not known here.
    """
    order = [name for name in dependency_order(names, modules) if name not in there]
    body = "\n".join(_wrapped(name, modules[name], APART) for name in order)
    if apart(names, modules):
        body = _FETCHING + body
    if begins:
        waiting = _AFTER_IT.replace("$needed", f'"./{min(there)}"') if there else _AT_ONCE
        body = f"const $run = () => {{\n{body}\n}};\n{waiting}"
    return f'"use strict";(() => {{\n{_BEGINNING}\n{body}\n}})();\n'


def one_module(name: str, modules: Mapping[str, str]) -> str:
    """An ES module that does what this one does and imports none; nothing comes apart.

    Raises:
        CourseError: a module is missing, or has an import or export of a form that is not known here.
    """
    body = "\n".join(_wrapped(one, modules[one], ()) for one in dependency_order([name], modules, ()))
    return f'const $here = import.meta.url, $modules = {{}};\n{body}\nexport default $modules["./{name}"].default;\n'


_KINDS = "kinds.js"
_KIND = re.compile(r'^import \{ (\w+) \} from "\./tasks/[\w-]+\.js";\n', re.M)


def with_kinds(modules: Mapping[str, str], used: Collection[str]) -> dict[str, str]:
    """The modules, where the list of the kinds of task has those that are used; the others are on no page's way."""
    if _KINDS not in modules:
        return dict(modules)
    text = _KIND.sub(lambda match: match[0] if match[1] in used else "", modules[_KINDS])
    listed = ", ".join(match[1] for match in _KIND.finditer(text))
    return {**modules, _KINDS: re.sub(r"^const KINDS = \{.*\};$", f"const KINDS = {{ {listed} }};", text, flags=re.M)}


_BEGINNING = "const $here = document.currentScript.src, $modules = globalThis.trekantModules ??= {};"

# A page that a browser makes ready ahead is like one that nobody has opened: it reads and keeps nothing.
_AT_ONCE = """\
if (document.prerendering) document.addEventListener("prerenderingchange", $run, { once: true });
else $run();
"""
# Browsers run first what comes first, and when such a page is shown, what began to wait first.
_AFTER_IT = """\
let $begun = false;
const $begin = () => {
  if ($begun || document.prerendering || !($needed in $modules)) return;
  $begun = true;
  $run();
};
document.addEventListener("prerenderingchange", () => setTimeout($begin));
document.currentScript.previousElementSibling?.addEventListener("load", $begin);
$begin();
"""

# The script is the page's with the module's name in it.
_FETCHING = """\
const $whenAsked = (name) => new Promise((ready, failed) => {
  if ($modules[name]) return ready($modules[name]);
  document.head.append(Object.assign(document.createElement("script"), {
    src: $here.replace(".min.js", `.${name.slice(2, -3)}.min.js`),
    onload: () => ready($modules[name]),
    onerror: () => failed(new Error(name)),
  }));
});
"""


def _wrapped(name: str, text: str, without: Collection[str]) -> str:
    """A module as a function that is called at once, and what it exports in ``$modules``."""
    _refuse_lists(name, text)
    if ours := _OURS.search(text):
        _refuse(name, ours[0])
    exported = [match[2] for match in _NAMED.finditer(text)]
    text = _NAMED.sub(r"\1 \2", text)
    if _DEFAULT.search(text):
        text = _DEFAULT.sub("const $default = ", text, count=1)
        exported.append("default: $default")
    text = _IMPORT.sub(partial(_taken, name), text)
    text = _SIDE_EFFECT.sub("", text)
    text = _LATER.sub(partial(_later, without), text).replace("import.meta.url", "$here")
    if unknown := _UNKNOWN.search(text):
        _refuse(name, unknown[0])
    return f'$modules["./{name}"] = (() => {{\n{text}\nreturn {{ {", ".join(exported)} }};\n}})();'


def _refuse(name: str, form: str) -> None:
    raise CourseError(
        f"players/{name}: »{form.strip()[:60]}« kan ikke samles til én fil. Skriv det, som de andre moduler gør."
    )


def _refuse_lists(name: str, text: str) -> None:
    """Refuse ``export const one = 1, two = 2``: only the first of them would be seen."""
    for match in _NAMED.finditer(text):
        depth = 0
        for part in _NEXT.finditer(text, match.end()) if match[1] == "const" else ():
            depth += bool(part["open"]) - bool(part["close"])
            if part[0] == "," and depth == 0:
                _refuse(name, text[match.start() : part.end()])
            if part[0] == ";" and depth == 0:
                break


def _later(without: Collection[str], match: re.Match[str]) -> str:
    return f"$whenAsked({match[1]})" if match[1].strip('"`./') in without else f"Promise.resolve($modules[{match[1]}])"


def _taken(name: str, match: re.Match[str]) -> str:
    default, names, path = match.groups()
    wanted = f"default: {default}" if default else re.sub(r"\s+as\s+", ": ", " ".join(names.split()).rstrip(", "))
    return f'const {{ {wanted} }} = $modules["./{_from(name, path)}"];\n'
