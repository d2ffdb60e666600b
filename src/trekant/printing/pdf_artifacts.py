"""Marks what is printed around the text (page numbers, grounds, rules) as no part of it.

Chromium tags the text and leaves the margins of the page and the grounds untagged, which PDF/UA-1 (7.1) forbids: each
thing that is painted belongs to the text or is an artifact. No kept library does it, so it is done here, and only for
content streams as Chromium writes them: an operator a line.
"""

from __future__ import annotations

from collections.abc import Iterator

_BEGIN, _END = b"/Artifact BMC", b"EMC"
_DRAWS = {b"m", b"l", b"c", b"v", b"y", b"h", b"re"}
_PAINTS = {b"f", b"F", b"f*", b"S", b"s", b"B", b"B*", b"b", b"b*"}
_BEGINS, _ENDS = {b"BT", b"Do", b"sh"}, {b"ET", b"Do", b"sh"}


def mark_artifacts(content: bytes) -> bytes:
    """The content stream of a page with everything painted outside its marked content marked as an artifact."""
    return b"\n".join(_marked(content.split(b"\n")))


def _marked(lines: list[bytes]) -> Iterator[bytes]:
    depth, path = 0, list[bytes]()
    for line in lines:
        operator = line.rpartition(b" ")[2]
        depth += operator.endswith((b"BDC", b"BMC")) - (operator == b"EMC")
        if depth or operator == b"EMC":
            yield line
        elif operator in _DRAWS:
            path.append(line)
        elif path:
            # a path that only clips is not painted
            yield from [_BEGIN, *path, line, _END] if operator in _PAINTS else [*path, line]
            path.clear()
        else:
            if operator in _BEGINS:
                yield _BEGIN
            yield line
            if operator in _ENDS:
                yield _END
