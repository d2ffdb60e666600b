"""The three engines, each started once; a scenario gets a tab and empty storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.conftest import Site
from tests.browser.engines import firefox, webkit
from tests.browser.engines.control import Chromium
from tests.browser.engines.driver import Engine

MISSING = "Der er ingen {}; kør »python -m tests.browser.engines --ensure«."


def _firefox(_: pytest.FixtureRequest) -> Engine:
    path = firefox.find()
    if path is None:
        pytest.fail(MISSING.format(firefox.Firefox.name))
    return firefox.Firefox(path)


def _webkit(_: pytest.FixtureRequest) -> Engine:
    paths = webkit.find()
    if paths is None:
        pytest.fail(MISSING.format(webkit.WebKit.name))
    return webkit.WebKit(*paths)


def _chromium(request: pytest.FixtureRequest) -> Engine:
    return Chromium(request.getfixturevalue("remembering"))


ENGINES: dict[str, Callable[[pytest.FixtureRequest], Engine]] = {
    "firefox": _firefox,
    "webkit": _webkit,
    "chromium": _chromium,
}


@pytest.fixture(scope="session", params=ENGINES)
def _started(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = ENGINES[request.param](request)
    yield engine
    engine.quit()


@pytest.fixture
def engine(_started: Engine, site: Site) -> Iterator[Engine]:
    """An engine with nothing kept, showing a page of the site that does nothing."""
    site.put(name="tom.html")
    first = _started.current()
    own = _started.tab()
    _started.open(f"{site.address}/tom.html")
    _started.evaluate("(localStorage.clear(), sessionStorage.clear())")
    yield _started
    _started.show(own)
    _started.shut()
    _started.show(first)
