"""What a municipality says of the site's accessibility: the fields of its accessibility statement."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from trekant.course.base import Model, Text


class Compliance(StrEnum):
    """How far the site meets the requirements, in the three steps that a statement has."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"


class Shortcoming(Model):
    """Something on the site that not everybody can use."""

    what: Text
    instead: Text | None = None
    mended_by: date | None = None


class AccessibilityStatement(Model):
    """The fields that the municipality fills in; what it has not filled in is None, and is shown as missing."""

    address: Text | None = None
    """Where the municipality has put the course."""
    official: Text | None = None
    """The address of the statement that was made with the authorities' own tool."""
    compliance: Compliance | None = None
    shortcomings: tuple[Shortcoming, ...] = ()
    assessed: date | None = None
    assessed_by: Text | None = None
    updated: date | None = None
    phone: Text | None = None
    email: Text | None = None
    enforcement: Text | None = None
    """Who can be asked when the municipality's answer is no help, and how."""
