"""Links as pictures that a phone reads, off paper or off a wall."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_of(link: str, *, grows: bool = False) -> Markup:
    """A link as a QR code; its picture says nothing to who cannot see it. One that ``grows`` has no size of its own.

    Its ground is white whatever is around it: a phone reads dark on light.
    """
    picture = segno.make(link, error="m", micro=False).svg_inline(scale=3, border=4, omitsize=grows, light="#fff")
    return Markup(picture.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704  made here
