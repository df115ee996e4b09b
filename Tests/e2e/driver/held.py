"""Answers that a page does not get yet: what happens before it has them."""

from playwright.sync_api import APIResponse, Page, Route

from .until import until


class Held:
    """What the node answers to a page, kept from it until it is given on."""

    def __init__(self, page: Page, pattern: str, times: int | None = None):
        self.page = page
        self.answers: list[tuple[Route, APIResponse]] = []
        page.route(pattern, lambda route: self.answers.append((route, route.fetch())), times=times)

    def wait(self) -> None:
        """Returns when there is one."""
        until("the page asks, and the node answers", lambda: self.page.wait_for_timeout(20) or self.answers)

    def give_on(self) -> None:
        for route, response in self.answers:
            route.fulfill(response=response)
