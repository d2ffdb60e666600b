"""What a stranger meets first: documents whose links lead somewhere, and files that say the same as the project."""

from __future__ import annotations

import re
import struct
import subprocess
import tomllib
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml

from tests.copied import ROOT
from tests.documents import DOCUMENTS, FOR_STRANGERS, code, written
from trekant import __version__

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ABOUT = (
    *FOR_STRANGERS,
    "deploy/README.md",
    "deploy/drift.md",
    "deploy/sums.md",
    "LICENSE",
    "publiccode.yml",
    ".pre-commit-config.yaml",
    ".editorconfig",
)
HOMES = {
    *("jupyterbook.org", "github.com", "anywidget.dev", "pre-commit.com", "keepachangelog.com", "semver.org"),
    *("creativecommons.org", "example.org", "intranet.kommune.dk", "bekymret.kommune.dk", "127.0.0.1"),
}
"""The homes of projects and licences, names that are nobody's, and one's own machine."""
_OURS = re.compile(r"^(?:src|book|notebooks|quizzes|assets|tests|benchmarks|deploy|locale|editions|\.ci)/\S+$")
_IN_THE_ENGINE = re.compile(r"^(?:course|players|site|printing|widgets|grading|reports|service|export|cli)/\S+$")
_GENERATED = re.compile(
    r"quizzes/(?:source|release|submitted|autograded|feedback|certificates|reports|inbox|gradebook\.db)\b"
)
"""What nbgrader and the trainer's commands make."""


def test_the_readme_is_short_and_shows_the_course() -> None:
    readme = written("README.md")
    assert len(readme.splitlines()) < 150
    pictures = re.findall(r"!\[[^]]{10,}\]\(([^)]+)\)", readme)
    assert len(pictures) == 2
    for name in pictures:
        head = (ROOT / name).read_bytes()
        assert head[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">I", head[16:20]) == (1280,)
        assert len(head) < 100_000, name


@pytest.mark.parametrize("name", [name for name in DOCUMENTS if not name.startswith("book/")])
def test_every_link_and_every_file_that_is_named_is_there(name: str) -> None:
    here = (ROOT / name).parent
    for target in re.findall(r"\]\(([^)#]+)", written(name)):
        assert urlsplit(target).scheme or (here / target).exists(), target
    for word in (word for line in code(name) for word in line.split()):
        path = re.sub(r"<\w+>|#+", "*", word)
        if _OURS.match(path) and not _GENERATED.match(path):
            assert list(ROOT.glob(path)), word
        elif _IN_THE_ENGINE.match(path):
            assert list((ROOT / "src/trekant").glob(path)), word


@pytest.mark.parametrize("name", ABOUT)
def test_no_document_names_a_host_or_an_address_that_is_somebodys(name: str) -> None:
    text = written(name)
    assert {urlsplit(found).hostname for found in re.findall(r"https?://[^\s)>\"'`]+", text)} <= HOMES
    assert re.findall(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", text) == []


def test_no_section_and_no_line_of_a_table_stands_twice() -> None:
    """Two people who add the same thing are merged without a word."""
    for name in DOCUMENTS:
        lines = written(name).splitlines()
        told = [line for line in lines if line.startswith(("## ", "| `trekant "))]
        assert [line for line in told if told.count(line) > 1] == [], name


def test_the_hooks_prove_what_make_check_proves_and_fetch_nothing() -> None:
    [recipe] = re.findall(r"^check:.*\n((?:\t.*\n)+)", written("Makefile"), re.M)
    proved = [line.strip().replace("$(BIN)", ".venv/bin") for line in recipe.splitlines()]
    [hooks] = yaml.safe_load(written(".pre-commit-config.yaml"))["repos"]
    assert hooks["repo"] == "local" and {hook["language"] for hook in hooks["hooks"]} == {"system"}
    assert [hook["entry"] for hook in hooks["hooks"]] == proved


def test_the_changelog_ends_where_the_project_is() -> None:
    versions = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", written("CHANGELOG.md"), re.M)
    assert versions[0] == ("Unreleased", "")
    assert versions[1][0] == PROJECT["version"] == __version__
    days = [day for _, day in versions[1:]]
    assert all(days) and days == sorted(days, reverse=True)


def test_publiccode_says_what_the_project_says() -> None:
    said: dict[str, Any] = yaml.safe_load(written("publiccode.yml"))
    assert said["softwareVersion"] == PROJECT["version"]
    assert f"## [{said['softwareVersion']}] - {said['releaseDate']}" in written("CHANGELOG.md")
    assert said["maintenance"]["type"] == "internal" and said["maintenance"]["contacts"][0]["name"] == said["name"]
    assert said["localisation"]["availableLanguages"] == ["da"]
    licences = re.findall(r"SPDX-License-Identifier: ([\w.-]*\w)", written("LICENSE"))
    assert said["legal"]["license"].split(" AND ") == licences and PROJECT["license"] == licences[0]


def test_every_file_is_a_file() -> None:
    """A link leads to a place on the machine where it was made."""
    listed = subprocess.run(["git", "ls-files", "--stage"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert [line for line in listed.splitlines() if not line.startswith("100")] == []
