"""What a platform refuses a package for, or takes and then shows nothing: looked for before a package is handed on.

From the specifications (SCORM 1.2 and 2004, Content Aggregation Model) and from what platforms were seen to refuse. A
schema finds neither a reference to what is not there nor a file that is missing.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

from trekant.export.manifest import NAME, STANDARDS, Scorm

REFUSED = {".mjs", ".wasm", ".py", ".sh", ".php", ".exe", ".bat"}
"""Endings that some platform will not take, or sends as something that a browser will not run."""

HEAVIEST = 3_000_000
"""Bytes of a package."""

_PLAIN = re.compile(r"[A-Za-z0-9._/-]+")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9._-]*")


def problems_of(package: Path) -> list[str]:
    """What is wrong with a package, each as a Danish sentence; nothing when it is sound."""
    try:
        with ZipFile(package) as archive:
            names = archive.namelist()
            found = list(_of_files(names))
            if NAME not in names:
                return [*found, f"{NAME} ligger ikke øverst i pakken."]
            content = archive.read(NAME)
    except (OSError, BadZipFile) as error:
        return [f"Pakken kan ikke læses: {error}."]
    if package.stat().st_size > HEAVIEST:
        found.append(f"Pakken fylder {package.stat().st_size / 1e6:.1f} MB; den må højst fylde {HEAVIEST / 1e6:.0f}.")
    try:
        root = ET.fromstring(content)  # noqa: S314 - it is our own, or a test's
    except ET.ParseError as error:
        return [*found, f"{NAME} kan ikke læses: {error}."]
    return [*found, *_of_manifest(root, set(names) - {NAME})]


def _of_files(names: list[str]) -> Iterator[str]:
    for name in names:
        if not _PLAIN.fullmatch(name) or name.startswith("/") or ".." in name.split("/"):
            yield f"Filen »{name}« har et navn, som ikke alle læringsportaler tager."
        if posixpath.splitext(name)[1].lower() in REFUSED:
            yield f"Filen »{name}« er af en slags, som nogle læringsportaler afviser."
    for name, times in Counter(map(str.lower, names)).items():
        if times > 1:
            yield f"Filen »{name}« er der {times} gange, når store og små bogstaver er det samme."


def _of_manifest(root: ET.Element, files: set[str]) -> Iterator[str]:
    standard = next((one for one in STANDARDS.values() if root.tag == f"{{{one.packaging}}}manifest"), None)
    if standard is None:
        yield f"{NAME} begynder ikke med manifest."
        return
    here = {"": standard.packaging}
    parts = [child.tag.partition("}")[2] for child in root]
    if parts != ["metadata", "organizations", "resources"]:
        yield f"{NAME} har {', '.join(parts)}; det skal være metadata, organizations og resources."
    told = [root.findtext(f"metadata/{name}", namespaces=here) for name in ("schema", "schemaversion")]
    if told != ["ADL SCORM", standard.version]:
        yield f"{NAME} siger ikke, at pakken er ADL SCORM {standard.version}."
    ids = [one.get("identifier", "") for one in root.iter() if "identifier" in one.attrib]
    for one, times in Counter(ids).items():
        if times > 1 or not _ID.fullmatch(one):
            yield f"Navnet »{one}« i {NAME} er ikke et navn, eller det er der to gange."
    yield from _of_organizations(root, here)
    yield from _of_resources(root, files, standard)


def _of_organizations(root: ET.Element, here: dict[str, str]) -> Iterator[str]:
    organizations = root.find("organizations", here)
    listed = [] if organizations is None else organizations.findall("organization", here)
    default = "" if organizations is None else organizations.get("default")
    if default not in [one.get("identifier") for one in listed]:
        yield f"{NAME} peger på »{default}«, som der ikke er noget, der hedder."
    resources = {one.get("identifier") for one in root.iterfind(".//resource", here)}
    items = root.findall(".//item", here)
    if not items:
        yield f"{NAME} har intet at åbne."
    for one in [*listed, *items]:
        if not (one.findtext("title", namespaces=here) or "").strip():
            yield f"»{one.get('identifier')}« i {NAME} har ingen titel."
    for item in items:
        if item.get("identifierref") not in resources:
            yield f"»{item.get('identifier')}« i {NAME} peger på »{item.get('identifierref')}«, som ikke er der."


def _of_resources(root: ET.Element, files: set[str], standard: Scorm) -> Iterator[str]:
    named: set[str] = set()
    here = {"": standard.packaging}
    for resource in root.iterfind(".//resource", here):
        if resource.get(f"{{{standard.scorm}}}{standard.kind}") not in ("sco", "asset"):
            yield f"»{resource.get('identifier')}« i {NAME} siger ikke, om det er en sco."
        named |= {resource.get("href", ""), *(one.get("href", "") for one in resource.iterfind("file", here))}
    yield from (f"{NAME} nævner »{name}«, som ikke er i pakken." for name in sorted(named - files))
    yield from (f"»{name}« er i pakken, men ikke nævnt i {NAME}." for name in sorted(files - named))
