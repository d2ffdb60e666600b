"""What the course is made of, as CycloneDX 1.6: ``make sbom``, or ``python deploy/sbom.py > sbom.json``.

Names, versions and hashes are those of ``requirements.txt``, the very file that pip installs from. A licence is what
the installed package says of itself. What is only installed on other systems is not here to be asked, so its licence
stands below.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType, Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.txt"

OF_OTHER_SYSTEMS = {"appnope": "BSD-2-Clause", "colorama": "BSD-3-Clause", "pywinpty": "MIT"}
"""The licences of packages that only macOS or Windows gets."""

_PINNED = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>\S+)(?: ; (?P<marker>.*?))?(?P<hashes>(?: \\\n +--hash=\S+)+)", re.M
)
_SAYS_NOTHING = ("UNKNOWN", "DUAL LICENSE")
_SHORT = 60
"""Characters; a longer field holds the licence's text, and the classifier its name."""


@dataclass(frozen=True)
class Locked:
    """A package of the lock. Of some there are two versions, for different Pythons; the marker says which."""

    name: str
    version: str
    marker: str
    sha256: tuple[str, ...]


def locked(lock: str) -> Iterator[Locked]:
    """The packages of a lock file, in its order."""
    for found in _PINNED.finditer(lock):
        hashes = re.findall(r"--hash=sha256:([0-9a-f]{64})", found["hashes"])
        yield Locked(found["name"], found["version"], found["marker"] or "", tuple(hashes))


def licence_of(name: str) -> str:
    """The licence of a package, as SPDX where it says so.

    Raises:
        LookupError: the package is not installed, or says nothing, and does not stand above.
    """
    try:
        said = metadata(name)
    except PackageNotFoundError:
        found = None
    else:
        found = said.get("License-Expression") or _short(said) or _classified(said)
    found = found or OF_OTHER_SYSTEMS.get(name)
    if not found:
        raise LookupError(
            f"{name}: licensen kendes ikke. Slå den op, og skriv den i OF_OTHER_SYSTEMS i deploy/sbom.py."
        )
    return found


def _short(said: PackageMetadata) -> str | None:
    field = (said.get("License") or "").strip()
    return field if 0 < len(field) <= _SHORT and field.upper() not in _SAYS_NOTHING else None


def _classified(said: PackageMetadata) -> str | None:
    names = [one.rpartition(" :: ")[2] for one in said.get_all("Classifier") or [] if one.startswith("License ::")]
    return " / ".join(names) or None


def bom(lock: str) -> Bom:
    """The inventory of a lock file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    made = Bom()
    made.metadata.component = Component(
        name=project["name"], version=project["version"], type=ComponentType.APPLICATION, bom_ref=project["name"]
    )
    components = [_component(package) for package in locked(lock)]
    made.components.update(components)
    made.register_dependency(made.metadata.component, components)
    return made


def _component(package: Locked) -> Component:
    # the lock may have a file for each system, and the hash of any of them is a hash of the package
    return Component(
        name=package.name,
        version=package.version,
        type=ComponentType.LIBRARY,
        purl=(reference := PackageURL("pypi", None, package.name, package.version)),
        bom_ref=str(reference),
        licenses=[LicenseFactory().make_from_string(licence_of(package.name))],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one) for one in package.sha256],
        properties=[Property(name="trekant:marker", value=package.marker)] if package.marker else [],
    )


if __name__ == "__main__":
    try:
        sys.stdout.write(JsonV1Dot6(bom(LOCK.read_text(encoding="utf-8"))).output_as_string(indent=2) + "\n")
    except LookupError as error:
        sys.exit(str(error.args[0]))
