"""What is in a package for a learning platform, for the tests that look into one."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from trekant.export.package import Package


def texts_in(package: Package) -> dict[str, str]:
    """Its files of text by name."""
    with ZipFile(package.path) as archive:
        names = [name for name in archive.namelist() if Path(name).suffix not in (".png", ".pdf")]
        return {name: archive.read(name).decode() for name in names}


def table_in(package: Package) -> dict[str, Any]:
    """What its launch page gets."""
    found = re.search(r'<script type="application/json" id="package">(.*?)</script>', texts_in(package)["index.html"])
    assert found
    table: dict[str, Any] = json.loads(found[1])
    return table
