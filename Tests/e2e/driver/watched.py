"""Browser contexts whose pages may not complain."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Response, expect

SCREENSHOTS = Path(__file__).resolve().parents[3] / ".build" / "e2e" / "screenshots"
SEEN_MS = 15_000
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

expect.set_options(timeout=SEEN_MS)


class Watched:
    """A browser context whose pages may not complain: no console error, no exception, no refused or missing content."""

    def __init__(self, context: BrowserContext):
        self.context = context
        self.complaints: list[str] = []

    def page(self) -> Page:
        page = self.context.new_page()
        page.set_default_timeout(SEEN_MS)
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("response", self.answered)
        return page

    def heard(self, message: ConsoleMessage) -> None:
        # The browser notes every refusal of the API, which the page shows in words; other answers are looked at below.
        # And what is asked while a test holds the browser off the network.
        # Nor that a test keeps the browser from keeping the page.
        expected = ("the server responded with a status of", "net::ERR_INTERNET_DISCONNECTED", "Service Worker registration blocked by Playwright")
        if message.type in ("error", "warning") and not any(words in message.text for words in expected):
            self.complaints.append(message.text)

    def answered(self, response: Response) -> None:
        if response.status >= 400 and "/api/" not in response.url:
            self.complaints.append(f"{response.status} for {response.url}")


Open = Callable[..., Watched]


def shoot(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def no_sideways_scroll(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "the page scrolls sideways"
