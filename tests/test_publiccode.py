"""``publiccode.yml`` against version 0.4 of its standard: what must stand there, and in which form.

The standard's own validator is a Go program that fetches its modules, so the fields are held here, from its text.
"""

from __future__ import annotations

import datetime
from typing import Annotated, Any, Literal

import pytest
import yaml
from cyclonedx.spdx import is_expression
from pydantic import AfterValidator, AnyHttpUrl, BaseModel, ConfigDict, Field, StringConstraints, ValidationError
from pydantic.alias_generators import to_camel

from tests.copied import ROOT
from tests.documents import written

Said = Annotated[str, StringConstraints(min_length=1, strict=True)]
Day = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$", strict=True),
    AfterValidator(lambda day: str(datetime.date.fromisoformat(day))),
]
Country = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]
Category = Literal["learning-management-system", "website-builder", "educational-content", "knowledge-management"]
"""Those of the standard's list that could be said of a course."""
Scope = Literal[
    "agriculture", "culture", "defence", "education", "emergency-services", "employment", "energy", "environment",
    "finance-and-economic-development", "foreign-affairs", "government", "healthcare", "infrastructures", "justice",
    "local-authorities", "manufacturing", "research", "science-and-technology", "security", "society", "sport",
    "tourism", "transportation", "welfare",
]  # fmt: skip


def _picture(name: str) -> str:
    """A file of the repository in a form that the standard allows."""
    if not name.endswith(".png") or (ROOT / name).read_bytes()[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("no picture")
    return name


def _licence(expression: str) -> str:
    if not is_expression(expression):
        raise ValueError("no SPDX expression")
    return expression


class Part(BaseModel):
    """A section; what the standard does not know, or calls outdated, is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel)


class Description(Part):
    localised_name: Said | None = None
    short_description: Annotated[Said, StringConstraints(max_length=150, pattern=r"^[^\n]*$")]
    long_description: Annotated[Said, StringConstraints(min_length=150, max_length=10_000)]
    features: list[Said] = Field(min_length=1)
    screenshots: list[Annotated[str, AfterValidator(_picture)]] = []


class Audience(Part):
    countries: list[Country] = []
    scope: list[Scope] = []


class Legal(Part):
    license: Annotated[str, AfterValidator(_licence)]
    main_copyright_owner: Said | None = None
    repo_owner: Said | None = None


class Contact(Part):
    name: Said
    email: Said | None = None
    phone: Said | None = None
    affiliation: Said | None = None


class Maintenance(Part):
    type: Literal["internal", "community"]
    contacts: list[Contact] = Field(min_length=1)


class Localisation(Part):
    localisation_ready: bool = Field(strict=True)
    available_languages: list[Language] = Field(min_length=1)


class Dependency(Part):
    name: Said
    version_min: Said | None = None
    version_max: Said | None = None
    version: Said | None = None
    optional: bool = False


class Dependencies(Part):
    open: list[Dependency] = []
    proprietary: list[Dependency] = []
    hardware: list[Dependency] = []


class Publiccode(Part):
    publiccode_yml_version: Literal["0.4"]
    name: Said
    url: AnyHttpUrl
    software_version: Said | None = None
    release_date: Day | None = None
    platforms: list[Literal["web", "windows", "mac", "linux", "ios", "android"]] = Field(min_length=1)
    categories: list[Category] = Field(min_length=1)
    development_status: Literal["concept", "development", "beta", "stable", "obsolete"]
    software_type: Literal[
        "standalone/mobile", "standalone/iot", "standalone/desktop", "standalone/web", "standalone/backend",
        "standalone/other", "addon", "library", "configurationFiles",
    ]  # fmt: skip
    intended_audience: Audience = Audience()
    description: dict[Language, Description] = Field(min_length=1)
    legal: Legal
    maintenance: Maintenance
    localisation: Localisation
    depends_on: Dependencies = Dependencies()


@pytest.fixture
def said() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(written("publiccode.yml"))
    return data


def test_it_is_as_the_standard_asks(said: dict[str, Any]) -> None:
    assert Publiccode.model_validate(said).name == said["name"]


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (("publiccodeYmlVersion",), 0.4),
        (("releaseDate",), datetime.date(2026, 11, 22)),
        (("releaseDate",), "22-11-2026"),
        (("releaseDate",), "2026-02-30"),
        (("developmentStatus",), "alpha"),
        (("softwareType",), "website"),
        (("categories",), []),
        (("intendedAudience", "countries"), ["DK"]),
        (("legal", "license"), "MIT and CC-BY"),
        (("maintenance", "contacts"), []),
        (("localisation", "localisationReady"), "nej"),
        (("description", "da", "shortDescription"), 151 * "x"),
        (("description", "da", "genericName"), "Kursus"),
        (("dependsOn", "open"), [{"name": "Python", "versionMin": 3.11}]),
    ],
)
def test_what_the_standard_does_not_allow_is_seen(said: dict[str, Any], where: tuple[str, ...], wrong: Any) -> None:
    part = said
    for name in where[:-1]:
        part = part[name]
    part[where[-1]] = wrong
    with pytest.raises(ValidationError):
        Publiccode.model_validate(said)


@pytest.mark.parametrize(
    "field",
    ["publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType",
     "description", "legal", "maintenance", "localisation"],
)  # fmt: skip
def test_what_must_stand_there_is_missed(said: dict[str, Any], field: str) -> None:
    del said[field]
    with pytest.raises(ValidationError):
        Publiccode.model_validate(said)
