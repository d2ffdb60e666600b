"""What a web server is given: files at paths of their own content, and pages that name them, at every build."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from trekant.course.pages.policy import (
    HASHED,
    POLICY_FOLDER,
    Inline,
    headers,
    inline_of,
    named_in,
    page_policy,
    source_of,
)
from trekant.course.store import CourseError
from trekant.course.tasks.kinds import KINDS
from trekant.players import modules
from trekant.players.bundle import bundle, one_module, with_kinds
from trekant.site.chapters.meeting_sheets import FOLDER as SHEETS
from trekant.site.delivery.assets import deliver
from trekant.site.delivery.in_page import note_policy
from trekant.site.delivery.offline import ICONS, InstalledLook, write_offline

PAGE = """<!doctype html>
<html lang="da" data-content_root="../"><head><meta charset="utf-8"><title>Side</title>
<link rel="shortcut icon" href="../_static/favicon.svg">
<link rel="stylesheet" type="text/css" href="../_static/one.css?v=1" />
<link rel="stylesheet" type="text/css" href="../_static/two.css?v=2" />
<link rel="stylesheet" type="text/css" href="../_static/players.css?v=3" />
</head><body><h1 class="big">Side</h1>
<div class="trekant-player" data-player="quiz"></div><script type="module" src="../_static/page.js?v=4"></script>
</body></html>
"""
OWN = {
    "one.css": ".big { color: red; }",
    "two.css": "h1{margin:0}",
    "players.css": ".trekant-player{margin:0}",
    "page.js": 'import { h } from "./dom.js";\nimport(`./${name}.js`).then((found) => found.default.render(h));\n',
    "quiz.js": 'import { h } from "./dom.js";\nexport default { render: () => h };\n',
    "dom.js": "// A comment.\nexport const h = 1;\n",
    "favicon.svg": "<svg/>",
    "apple-touch-icon.png": "",
} | dict.fromkeys(ICONS, "")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "html"
    (folder / "book").mkdir(parents=True)
    (folder / "_static").mkdir()
    (folder / "book/side.html").write_text(PAGE, encoding="utf-8")
    return folder


def _deliver(site: Path, own: dict[str, str] = OWN) -> Path:
    source = site.parent / "own"
    source.mkdir(exist_ok=True)
    for name, text in own.items():
        (source / name).parent.mkdir(exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    files = {path.relative_to(source).as_posix(): path for path in source.rglob("*.*")}
    return site / deliver(site, files, ["one.css", "two.css"], ICONS).folder


STYLE = re.compile(r'<style data-href="([^"]+)">(.*?)</style>', re.S)
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


def test_a_page_has_its_styles_in_it_the_players_last_and_names_one_script(site: Path) -> None:
    place = _deliver(site)
    assert HASHED.search(f"/{place.relative_to(site)}/page.css")
    page = (site / "book/side.html").read_text(encoding="utf-8")
    head, body = page.split("<body>")
    up = f"../_static/{place.name}"
    shared, last = ".big{color:red}h1{margin:0}", ".trekant-player{margin:0}"
    assert STYLE.findall(head) == [(f"{up}/page.css", shared), (f"{up}/players.css", last)]
    assert 'rel="stylesheet"' not in page and "<style" not in body
    assert re.findall(r"<script[^>]*>", page) == [f'<script async src="{up}/page.quiz.min.js">']
    assert POLICY.findall(head.partition("<title>")[0]) == [page_policy(Inline((source_of(shared), source_of(last))))]
    files = {path.name: path for path in place.iterdir()}
    assert files.keys() >= {"page.css", "players.css", "page.quiz.min.js", "favicon.svg"}
    assert files["page.css"].read_text() == shared, "for a browser that is told by an old policy to refuse it"


LEADING_ON = PAGE.replace("<body>", '<body>\n<script src="../_static/theme.js"></script>').replace(
    "</body>", '<a class="next-page" href="en.html">Den næste</a></body>'
)
THEME = "document.body.dataset.theme=1"


def test_what_stands_in_a_page_is_what_its_policy_and_the_servers_let_through_and_follows_each_change(
    site: Path,
) -> None:
    (site / "book/side.html").write_text(LEADING_ON, encoding="utf-8")
    (site / "book/uden.html").write_text(PAGE.replace("players", "two"), encoding="utf-8")
    served = []
    for color in ("red", "blue"):
        own = {"theme.js": f"{THEME};\n", "one.css": f".big {{ color: {color}; }}"}
        _deliver(site, OWN | own)
        note_policy(site)
        page = (site / "book/side.html").read_text(encoding="utf-8")
        [said] = POLICY.findall(page)
        styles = [source_of(text) for _, text in STYLE.findall(page)]
        scripts = [
            source_of(text)
            for text in re.findall(
                r'<script (?:data-src="[^"]*/theme\.js"|type="speculationrules")>(.*?)</script>', page
            )
        ]
        assert len(styles) == len(scripts) == 2 and f">{THEME}</script>" in page
        assert {name: set(found) for name, found in named_in(said)._asdict().items()} == {
            "styles": set(styles),
            "scripts": set(scripts),
        }
        served.append(inline_of(site))
        assert (set(served[-1].styles), set(served[-1].scripts)) == (set(styles), set(scripts))
        for file in (site / POLICY_FOLDER).iterdir():
            assert named_in(file.read_text(encoding="utf-8")) == served[-1], f"{file.name} says the same"
        assert page_policy(served[-1]) in headers(inline=served[-1])["Content-Security-Policy"]
    assert len(set(served[0].styles) & set(served[1].styles)) == 1, "the players' is the same"
    assert served[0].scripts == served[1].scripts
    assert inline_of(site / "book") == Inline(), "where no build has noted anything"


def test_a_page_that_was_not_written_anew_comes_out_the_same(site: Path) -> None:
    (site / "book/side.html").write_text(LEADING_ON, encoding="utf-8")
    place = _deliver(site, OWN | {"theme.js": THEME})
    before = (site / "book/side.html").read_text(encoding="utf-8")
    assert _deliver(site, OWN | {"theme.js": THEME}) == place
    assert (site / "book/side.html").read_text(encoding="utf-8") == before


def test_what_is_there_for_those_who_write_a_page_is_left_out_and_commands_stay_as_they_are(site: Path) -> None:
    command = "<pre>make\n    course <!-- now --></pre>"
    page = site / "book/side.html"
    page.write_text(
        PAGE.replace("</h1>", f"</h1>\n    <p>En\n  <b>ting</b></p>\n<!-- remark -->{command}"), encoding="utf-8"
    )
    _deliver(site)
    assert f"</h1>\n<p>En\n<b>ting</b></p>\n{command}" in page.read_text(encoding="utf-8")


def test_a_changed_file_gives_another_path_on_every_page_and_the_old_one_goes(site: Path) -> None:
    before = _deliver(site)
    after = _deliver(site, OWN | {"two.css": "h1{margin:1px}"})
    assert after != before and not before.exists()
    assert before.name not in (site / "book/side.html").read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_told(site: Path) -> None:
    with pytest.raises(CourseError, match=r"ikke findes: players\.css"):
        _deliver(site, {name: text for name, text in OWN.items() if name != "players.css"})


def test_modules_become_one_script_in_the_order_they_need_each_other() -> None:
    text = bundle(["quiz.js", "page.js"], OWN)
    places = [text.index(f'$modules["./{name}"] =') for name in ("dom.js", "quiz.js", "page.js")]
    assert places == sorted(places)
    assert "import" not in text and "export" not in text


def test_a_module_that_is_asked_for_later_is_in_the_script_too() -> None:
    asking = 'export const note = () => import("./dom.js").then(({ h }) => h);\n'
    text = bundle(["later.js"], OWN | {"later.js": asking})
    assert text.index('$modules["./dom.js"] =') < text.index('Promise.resolve($modules["./dom.js"])')


NESTED = {
    "dom.js": "export const h = 1;\n",
    "kinds.js": 'import { order } from "./tasks/order.js";\nexport default { order };\n',
    "tasks/order.js": """import { h } from "../dom.js";
import { rate } from "./rate.js";
export const order = h + rate;
""",
    "tasks/rate.js": 'import { h } from "../dom.js";\nexport const rate = h + 40;\n',
}


def test_a_module_may_lie_in_a_folder_and_import_from_there_and_from_above() -> None:
    text = bundle(["kinds.js"], NESTED)
    places = [
        text.index(f'$modules["./{name}"] =') for name in ("dom.js", "tasks/rate.js", "tasks/order.js", "kinds.js")
    ]
    assert places == sorted(places)
    assert text.count('= $modules["./dom.js"]') == 2 and text.count('$modules["./dom.js"] =') == 1
    assert 'const { rate } = $modules["./tasks/rate.js"]' in text


def test_a_module_for_a_notebook_imports_nothing_and_has_what_comes_apart_on_a_page() -> None:
    own = NESTED | {"later.js": 'export default () => import("./debrief.js");\n', "debrief.js": "export const d = 1;\n"}
    assert one_module("kinds.js", NESTED).endswith('\nexport default $modules["./kinds.js"].default;\n')
    text = one_module("later.js", own)
    assert 'Promise.resolve($modules["./debrief.js"])' in text and '$modules["./debrief.js"] =' in text
    assert "import(" not in text


def test_a_kind_of_task_that_no_page_has_is_in_no_script(site: Path) -> None:
    page = site / "book/side.html"
    data = '<script type="application/json">{"kind": "order"}</script></body>'
    page.write_text(page.read_text(encoding="utf-8").replace("</body>", data), encoding="utf-8")
    kinds = {
        "quiz.js": 'import { all } from "./kinds.js";\nexport default all;\n',
        "kinds.js": 'import { order } from "./tasks/order.js";\nimport { rate } from "./tasks/rate.js";\n\n'
        "export const all = 1;\nconst KINDS = { order, rate };\n",
        "tasks/order.js": "export const order = 1;\n",
        "tasks/rate.js": "export const rate = 1;\n",
    }
    script = (_deliver(site, OWN | kinds) / "page.quiz.min.js").read_text(encoding="utf-8")
    assert _holds(script, "tasks/order.js") and not _holds(script, "tasks/rate.js")


def test_the_list_of_kinds_can_be_made_shorter() -> None:
    whole = modules()
    shorter = with_kinds(whole, {"order", "text"})["kinds.js"]
    assert "const KINDS = { order, text };" in shorter and shorter.count("\nimport ") == 2
    assert with_kinds(whole, KINDS)["kinds.js"].count("\nimport ") == len(KINDS)


def _holds(script: str, module: str) -> bool:
    return re.search(rf'\["\./{re.escape(module)}"\] ?= ?\(', script) is not None


def test_what_a_page_does_without_at_first_is_a_script_of_its_own(site: Path) -> None:
    asking = 'import { h } from "./dom.js";\nexport default { over: () => import("./debrief.js"), h };\n'
    over = 'import { h } from "./dom.js";\nimport { map } from "./map.js";\nexport const debrief = () => map(h);\n'
    own = OWN | {"quiz.js": asking, "debrief.js": over, "map.js": "export const map = (one) => one;\n"}
    place = _deliver(site, own)
    first, later = ((place / f"page.quiz{part}.min.js").read_text(encoding="utf-8") for part in ("", ".debrief"))
    assert re.search(r'(?<!import)\("\./debrief\.js"\)', first) and "map" not in first
    assert not _holds(first, "debrief.js"), "it comes when it is asked for"
    for name, whole in (("debrief.js", later), ("map.js", later), ("dom.js", first)):
        assert _holds(whole, name)
    assert not _holds(later, "dom.js"), "what is there already keeps its state"
    assert "page.quiz.debrief.min.js" not in (site / "book/side.html").read_text(encoding="utf-8")


def test_a_script_that_comes_later_is_there_after_the_next_build_too(site: Path) -> None:
    page = site / "book/side.html"
    page.write_text(PAGE.replace('data-player="quiz"', 'data-player="quiz" data-later=""'), encoding="utf-8")
    for _ in range(2):  # the second time the page is as the first one left it
        place = _deliver(site)
        assert (place / "later.quiz.min.js").is_file()
        later = f'data-later="../_static/{place.name}/later.quiz.min.js"'
        assert later in page.read_text(encoding="utf-8")


def test_the_scripts_of_a_page_share_their_modules(site: Path) -> None:
    page = site / "book/side.html"
    frame = '<script type="module" src="../_static/page.js?v=4">'
    page.write_text(PAGE.replace(frame, f'{frame}</script><script type="module" src="../_static/site.js">'), "utf-8")
    place = _deliver(site, OWN | {"site.js": 'import { h } from "./dom.js";\nh();\n'})
    names = re.findall(r'<script async src="[^"]*/([^"/]+)">', page.read_text(encoding="utf-8"))
    assert names == ["site.min.js", "page.quiz.min.js"]
    holds = [_holds((place / name).read_text(encoding="utf-8"), "dom.js") for name in names]
    assert holds == [True, False], "what the frame has brought comes once"


@pytest.mark.parametrize(
    "line",
    [
        'import * as all from "./dom.js";',
        'import h, { b } from "./dom.js";',
        'export * from "./dom.js";',
        "export { h };",
        "export const { a, b } = where;",
        "export const A = 1, B = 2;",
        'export const A = [",", { b: /[,;]/ }], B = 2;',
        "export const A = (one, two) => `,${one}`,\n  B = 2;",
        "export let a = 1;",
        "export var a = 1;",
        "export default function f() {}",
        "export default async function f() {}",
        "export default class F {}",
        "const $modules = 1;",
        "import(where);",
    ],
)
def test_a_form_that_is_not_known_fails_the_build_with_its_file(line: str) -> None:
    with pytest.raises(CourseError) as error:
        bundle(["new.js"], OWN | {"new.js": f"const h = 1, where = 2;\n{line}\n"})
    form = re.fullmatch(r"players/new\.js: »(.+)« kan ikke samles til én fil\. .+", str(error.value), re.S)
    assert form and form[1] in line


@pytest.mark.parametrize(
    "line",
    [
        "export const A = [1, 2].map((one, two) => one);",
        'export const A = (one, { two }) => { const a = 1, b = /[,"]/; return `,${[a, b]}`; };',
        "export async function* f(one, two) {}",
        "export class F { a = 1; }",
        "export default { a: 1, b: 2 };",
        "export default async (one, two) => one;",
    ],
)
def test_a_form_that_is_known_is_taken(line: str) -> None:
    assert bundle(["new.js"], {"new.js": f"{line}\n"})


def test_modules_that_import_each_other_fail_the_build() -> None:
    with pytest.raises(CourseError, match="importerer hinanden"):
        bundle(["a.js"], {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'})


def test_the_worker_knows_every_file_and_another_release_by_any_change(site: Path) -> None:
    def release() -> tuple[str, list[str]]:
        own = {path.name: path for path in (site.parent / "own").iterdir()}
        assets = deliver(site, own, ["one.css", "two.css"], ICONS)
        write_offline(site, assets, "// The worker.\nwork();", InstalledLook("Kursus", "book/side.html", "#000000"))
        name, _, files, code = (site / "sw.js").read_text(encoding="utf-8").splitlines()
        assert code == "work()"
        return name, json.loads(files.partition("= ")[2].rstrip(";"))

    _deliver(site)
    first, files = release()
    expected = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"sw.js"}
    assert set(files) == expected and "manifest.webmanifest" in expected
    assert release()[0] == first
    path = site / "book/side.html"
    path.write_text(path.read_text(encoding="utf-8").replace("Side", "Ny side"), encoding="utf-8")
    assert release()[0] != first
    sheet = site / f"{SHEETS}/ark.html"
    sheet.parent.mkdir()
    sheet.write_text(PAGE, encoding="utf-8")
    assert "book/side.html" in release()[1] and not any(SHEETS in name for name in release()[1]), "it is for paper"
