"""``python -m tests.browser.engines --ensure`` finds Firefox and WebKit or installs them; in Danish what is missing."""

from tests.browser.engines import firefox, webkit

if __name__ == "__main__":
    raise SystemExit(max(firefox.main(), webkit.main()))
