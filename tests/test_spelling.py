"""No file is read as something else than what was written: it is read right, or asked about."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekant.course.writing.spelling import UnclearError, decode, is_misread, odd_in_a_name

DANISH = ["Søren Kjær", "Åse Østergård", "Ægir Åkjær", "Bøje Nørø", "Kåre Ågård", "SØREN KJÆR"]
GERMAN = ["Jörg Müller", "Jürgen Weiß", "Käthe Schröder", "Öznur Groß"]
POLISH = ["Michał Wiśniewski", "Łukasz Żak", "Jeżyk Śliwa", "Różycki", "Gąsior Źrebię"]
TURKISH = ["Ayşe Yıldız", "Erdoğan Şahin", "Gülşen Çağlar", "İbrahim Kılıç"]
OTHERS = [
    "Jákup Óðinsson",
    "Guðrún Þórsdóttir",
    "René à Bella",
    "Garcíá Ñuñez",
    "Nguyễn Thị Hương",
    "Ольга",
    "محمد رضا",
]
NAMES = DANISH + GERMAN + POLISH + TURKISH + OTHERS


def _file(names: list[str]) -> str:
    return "kode;navn\n" + "".join(f"x-{number};{name}\n" for number, name in enumerate(names))


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_unicode_is_read_as_it_is(names: list[str], coding: str) -> None:
    assert decode(_file(names).encode(coding)) == _file(names)
    assert not any(is_misread(name) or odd_in_a_name(name) for name in names)


@pytest.mark.parametrize("name", DANISH + GERMAN)
def test_what_danish_windows_writes_is_read(name: str) -> None:
    assert decode(_file([name]).encode("cp1252")) == _file([name])


@pytest.mark.parametrize("coding", ["mac_roman", "cp850", "cp865", "cp437"])
@pytest.mark.parametrize("name", DANISH)
def test_what_macintosh_and_msdos_write_is_asked_about(name: str, coding: str) -> None:
    try:
        raw = _file([name]).encode(coding)
    except UnicodeEncodeError:
        return
    with pytest.raises(UnclearError, match=r"Linje 2: .*gem den igen som »CSV UTF-8«"):
        decode(raw)


@given(
    st.lists(st.sampled_from(DANISH + POLISH + TURKISH), min_size=1, max_size=4),
    st.sampled_from(["cp1250", "cp1254", "iso8859_2", "iso8859_9", "mac_roman", "cp852", "cp857"]),
)
def test_no_name_is_read_as_another(names: list[str], coding: str) -> None:
    try:
        raw = _file(names).encode(coding)
    except UnicodeEncodeError:
        return
    with contextlib.suppress(UnclearError):
        assert decode(raw) == _file(names)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.isascii()])
@pytest.mark.parametrize("coding", ["cp1252", "latin-1", "cp1254", "cp1250"])
def test_what_was_read_once_too_many_is_noticed(name: str, coding: str) -> None:
    try:
        twice = name.encode("utf-8").decode(coding)
    except UnicodeDecodeError:
        return
    ruined = is_misread(twice) or odd_in_a_name(twice) or not twice.isprintable()
    assert ruined, twice
