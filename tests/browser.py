"""A real Chromium against a real server, with the checks every page must pass.

`page` is a fresh browser window; `site` is the address of a live server; `page_checks(page)` fails on
accessibility violations, on anything said to the console, on a broken content security policy
and on sideways scrolling at 320 pixels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from playwright._impl._driver import compute_driver_executable
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge"]
PLACES = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
# Without the last four Chromium calls home when it starts.
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

PageChecks = Callable[..., None]


def chromium_path() -> str | None:
    """The Chromium of this machine; BRIDGEWORK_CHROMIUM names another. None leaves it to Playwright's own."""
    named = os.environ.get("BRIDGEWORK_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in PLACES if Path(place).exists()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    # Playwright runs an event loop in this thread, and Django refuses its database there without this.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield launched
        launched.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session", autouse=True)
def _static_files() -> None:
    """Collected before any live server starts: it looks at the folder only then."""
    if settings.PRODUCTION_STATIC:
        call_command("collectstatic", interactive=False, verbosity=0)


@pytest.fixture
def site(live_server: Any) -> str:
    """The address of a live server, without a slash at its end."""
    address: str = live_server.url
    # The live server fills ALLOWED_HOSTS itself; secure links in messages should lead to it too.
    settings.SITE_ADDRESS = address
    return address


def _window(browser: Browser, **options: Any) -> BrowserContext:
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London", **options)
    context.set_default_timeout(8_000)
    return context


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh window with no cookies."""
    context = _window(browser)
    window = context.new_page()
    _listen(window)
    yield window
    context.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Make more windows, each with cookies of its own: `new_page(java_script_enabled=False)`."""
    contexts: list[BrowserContext] = []

    def make(**options: Any) -> Page:
        context = _window(browser, **options)
        contexts.append(context)
        window = context.new_page()
        _listen(window)
        return window

    yield make
    for context in contexts:
        context.close()


def _listen(page: Page) -> None:
    said: list[str] = []
    page.said = said  # type: ignore[attr-defined]
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))


# Only what is wrong comes back: all that axe found right is some megabytes, and reading them took longer than looking.
AXE_RUN = """tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}).then(
  found => found.violations.flatMap(violation => violation.nodes.map(node =>
    `${violation.id}: ${violation.help} at ${node.target.join(' ')}\\n    ${node.html.slice(0, 200)}`)))"""


def axe_violations(page: Page) -> list[str]:
    """What axe finds wrong with this page, one line for each element."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[str] = page.evaluate(AXE_RUN, AXE_TAGS)
    return found


def sideways_scroll(page: Page, width: int = 320) -> int:
    """How many pixels the page is wider than a window of `width`; the window's size is put back."""
    size = page.viewport_size
    page.set_viewport_size({"width": width, "height": 640})
    page.wait_for_timeout(50)
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if size:
        page.set_viewport_size(size)
    return int(wider)


@pytest.fixture(scope="session")
def page_checks() -> PageChecks:
    """Check the page as it stands: `page_checks(page)`. `allow_said` lists console texts that are expected."""

    def check(page: Page, *, allow_said: tuple[str, ...] = ()) -> None:
        wrong = axe_violations(page)
        said: list[str] = getattr(page, "said", [])
        wrong += [f"console: {text}" for text in said if not any(part in text for part in allow_said)]
        wider = sideways_scroll(page)
        if wider > 0:
            wrong.append(f"at 320 pixels the page scrolls sideways by {wider}")
        assert not wrong, f"{page.url}\n" + "\n".join(wrong)

    return check


def can_drive() -> bool:
    """Whether there is a Chromium, and Playwright's own program runs: on a bare machine it lacks a library."""
    node, _script = compute_driver_executable()
    try:
        runs = subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        runs = False
    return runs and chromium_path() is not None


if __name__ == "__main__":
    raise SystemExit(0 if can_drive() else 1)
