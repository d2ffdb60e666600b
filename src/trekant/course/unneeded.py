"""What a package would load at its start that no file of ours needs.

Tried with jsonschema 4.26.0.
"""

from __future__ import annotations

import sys


def leave_out_grammars() -> None:
    """Keep jsonschema, and so nbformat and nbgrader, from compiling 38 grammars when they are imported: two seconds.

    They are for formats that no file of ours has, and jsonschema takes the package they lie in as not installed. To be
    called before the first import of any of them.
    """
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
