"""What a web server is given: files at paths of their own content, and pages that name them, at every build."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from trekant.course.store import CourseError
from trekant.site.bundle import bundle
from trekant.site.delivery import deliver, slim_script
from trekant.site.offline import ICONS, Shown, write_offline
from trekant.site.policy import HASHED, meta_policy

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
    "one.css": ".big{color:red}.unused{color:blue}",
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
        (source / name).write_text(text, encoding="utf-8")
    return site / deliver(site, source.iterdir(), ["one.css", "two.css"], ICONS).folder


def test_a_page_names_one_stylesheet_first_its_players_last_and_one_script(site: Path) -> None:
    place = _deliver(site)
    assert HASHED.search(f"/{place.relative_to(site)}/page.css")
    page = (site / "book/side.html").read_text(encoding="utf-8")
    assert (place / "page.css").read_text() == ".big{color:red}h1{margin:0}"
    head, body = page.split("<body>")
    up = f"../_static/{place.name}"
    assert re.findall(r'<link rel="stylesheet"[^>]*href="([^"]+)"', head) == [f"{up}/page.css"]
    assert f'href="{up}/players.css"' in body
    assert re.findall(r"<script[^>]*>", page) == [f'<script defer src="{up}/page.quiz.min.js">']
    assert meta_policy() in head.partition("<title>")[0]
    assert {path.name for path in place.iterdir()} >= {"page.css", "players.css", "page.quiz.min.js", "favicon.svg"}


def test_a_colour_that_stands_in_one_sheet_and_is_read_in_another_stays(site: Path) -> None:
    palette = {"one.css": "body{--ink:#111;--nobody-reads-it:#222}", "players.css": ".trekant-player{color:var(--ink)}"}
    assert (_deliver(site, OWN | palette) / "page.css").read_text() == "body{--ink:#111}h1{margin:0}"


def test_a_page_that_was_not_written_anew_comes_out_the_same(site: Path) -> None:
    place = _deliver(site)
    before = (site / "book/side.html").read_text(encoding="utf-8")
    assert _deliver(site) == place
    assert (site / "book/side.html").read_text(encoding="utf-8") == before


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
    places = [text.index(f'm["./{name}"] =') for name in ("dom.js", "quiz.js", "page.js")]
    assert places == sorted(places)
    assert "import" not in text and "export" not in text


def test_a_module_that_is_asked_for_later_is_in_the_script_too() -> None:
    asking = 'export const note = () => import("./dom.js").then(({ h }) => h);\n'
    text = bundle(["later.js"], OWN | {"later.js": asking})
    assert text.index('m["./dom.js"] =') < text.index('Promise.resolve(m["./dom.js"])')


@pytest.mark.parametrize(
    "line", ['import * as all from "./dom.js";', 'export * from "./dom.js";', "export { h };", "import(where);"]
)
def test_a_form_that_is_not_known_fails_the_build(line: str) -> None:
    with pytest.raises(CourseError, match="kan ikke samles"):
        bundle(["new.js"], OWN | {"new.js": f"const h = 1, where = 2;\n{line}\n"})


def test_modules_that_import_each_other_fail_the_build() -> None:
    with pytest.raises(CourseError, match="importerer hinanden"):
        bundle(["a.js"], {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'})


def test_a_script_keeps_what_is_no_comment() -> None:
    assert slim_script('/** Doc\n * of it. */\nconst a = "// text"; // kept\n  // gone\n\n  b();\n') == (
        'const a = "// text"; // kept\nb();'
    )
    lines = "const a = `\n  // text\n`;"
    assert slim_script(lines) == lines


def test_the_worker_knows_every_file_and_another_release_by_any_change(site: Path) -> None:
    def release() -> tuple[str, list[str]]:
        assets = deliver(site, (site.parent / "own").iterdir(), ["one.css", "two.css"], ICONS)
        write_offline(site, assets, "// The worker.\nwork();", Shown("Kursus", "book/side.html", "#000000"))
        name, _, files, code = (site / "sw.js").read_text(encoding="utf-8").splitlines()
        assert code == "work();"
        return name, json.loads(files.partition("= ")[2].rstrip(";"))

    _deliver(site)
    first, files = release()
    expected = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {"sw.js"}
    assert set(files) == expected and "manifest.webmanifest" in expected
    assert release()[0] == first
    path = site / "book/side.html"
    path.write_text(path.read_text(encoding="utf-8").replace("Side", "Ny side"), encoding="utf-8")
    assert release()[0] != first
