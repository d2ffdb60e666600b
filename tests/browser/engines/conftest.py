"""The three engines, each started once; a scenario gets a tab and empty storage."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.conftest import Site
from tests.browser.engines import firefox, webkit
from tests.browser.engines.control import Chromium
from tests.browser.engines.driver import Engine


def _firefox() -> Engine:
    path = firefox.find()
    if path is None:
        pytest.fail("Der er ingen Firefox; kør »python -m tests.browser.engines.firefox --ensure«.")
    return firefox.Firefox(path)


def _webkit() -> Engine:
    paths = webkit.find()
    if paths is None:
        pytest.fail("Der er ingen WebKit; kør »python -m tests.browser.engines.webkit --ensure«.")
    return webkit.WebKit(*paths)


ENGINES: dict[str, Callable[[], Engine]] = {"firefox": _firefox, "webkit": _webkit, "chromium": Chromium}


@pytest.fixture(scope="session", params=ENGINES)
def _started(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = ENGINES[request.param]()
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
