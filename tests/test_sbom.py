"""The inventory for the IT department: every locked package with version, hash and licence, as CycloneDX has it."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written() -> str:
    done = subprocess.run([sys.executable, ROOT / "deploy/sbom.py"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def components(written: str) -> dict[tuple[str, str], dict[str, Any]]:
    return {(one["name"], one["version"]): one for one in json.loads(written)["components"]}


@pytest.fixture
def sbom() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "deploy/sbom.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["sbom"] = module
    spec.loader.exec_module(module)
    return module


def test_it_is_what_the_standard_says(written: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    assert json.loads(written)["metadata"]["component"]["name"] == "trekant"


def test_every_locked_package_is_in_it_and_no_other(components: dict[tuple[str, str], Any]) -> None:
    lines = [line.split()[0] for line in LOCK.splitlines() if line[:1].strip() and "==" in line]
    assert len(lines) > 100
    assert set(components) == {tuple(line.split("==")) for line in lines}


def test_all_hashes_of_the_lock_are_in_it(components: dict[tuple[str, str], Any]) -> None:
    told = [one["content"] for component in components.values() for one in component["hashes"]]
    assert sorted(told) == sorted(re.findall(r"--hash=sha256:(\w+)", LOCK))
    assert all(component["hashes"] for component in components.values())


def test_every_package_has_a_licence(components: dict[tuple[str, str], Any]) -> None:
    for component in components.values():
        [licence] = component["licenses"]
        said = licence.get("expression") or licence["license"].get("id") or licence["license"]["name"]
        assert re.search(r"[A-Z]", said) and "UNKNOWN" not in said, component["name"]


def test_a_package_without_a_licence_is_told_of(sbom: ModuleType) -> None:
    with pytest.raises(LookupError, match="findes-ikke: licensen kendes ikke"):
        sbom.licence_of("findes-ikke")
