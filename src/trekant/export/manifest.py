"""What a package says of itself: ``imsmanifest.xml``, by SCORM 1.2 or SCORM 2004 (4th edition)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

NAME = "imsmanifest.xml"
SEQUENCING = "http://www.imsglobal.org/xsd/imsss"


@dataclass(frozen=True)
class Scorm:
    """One of the two SCORMs: what it calls itself, its two vocabularies, and how it says that a resource is launched.

    The vocabularies are names; nothing is fetched from there.
    """

    name: Literal["1.2", "2004"]
    version: str
    packaging: str
    scorm: str
    kind: str


SCORM_12 = Scorm(
    "1.2",
    "1.2",
    "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
    "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    "scormtype",
)
SCORM_2004 = Scorm(
    "2004",
    "2004 4th Edition",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "http://www.adlnet.org/xsd/adlcp_v1p3",
    "scormType",
)
STANDARDS: dict[str, Scorm] = {one.name: one for one in (SCORM_12, SCORM_2004)}


def manifest(identifier: str, title: str, launch: str, files: Iterable[str], standard: Scorm = SCORM_12) -> bytes:
    """The manifest of a package with one thing to launch.

    There is no mastery score in it: platforms let it overrule what the launch page says, each in its own way.

    Args:
        identifier: what the package is called, in ASCII.
        title: what the platform shows.
        launch: the file that it opens.
        files: all files of the package but the manifest.
        standard: the SCORM that the platform speaks.
    """
    ET.register_namespace("", standard.packaging)
    ET.register_namespace("adlcp", standard.scorm)
    ET.register_namespace("imsss", SEQUENCING)
    root = ET.Element(f"{{{standard.packaging}}}manifest", identifier=identifier, version="1.2")
    metadata = _below(root, "metadata")
    _below(metadata, "schema").text = "ADL SCORM"
    _below(metadata, "schemaversion").text = standard.version
    organization = _below(_below(root, "organizations", default="indhold"), "organization", identifier="indhold")
    _below(organization, "title").text = title
    item = _below(organization, "item", identifier="kursus", identifierref="kursusside", isvisible="true")
    _below(item, "title").text = title
    if standard is SCORM_2004:
        # else a platform calls passed what nobody has said anything of
        _sequencing(item, "deliveryControls", completionSetByContent="true", objectiveSetByContent="true")
        _sequencing(organization, "controlMode", choice="true", flow="true")
    resource = _below(_below(root, "resources"), "resource", identifier="kursusside", type="webcontent", href=launch)
    resource.set(f"{{{standard.scorm}}}{standard.kind}", "sco")
    for name in sorted(files):
        _below(resource, "file", href=name)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


def _below(parent: ET.Element, name: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, parent.tag.partition("}")[0] + "}" + name, attributes)


def _sequencing(parent: ET.Element, name: str, **attributes: str) -> None:
    ET.SubElement(ET.SubElement(parent, f"{{{SEQUENCING}}}sequencing"), f"{{{SEQUENCING}}}{name}", attributes)
