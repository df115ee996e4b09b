"""Webhooks in a real browser: made with a secret that is shown once, tried, looked after in their log, disabled with a notice.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.node import Node
from driver.standing import OWNER, Standing, signed_in, standing
from driver.until import until
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

MEMBER = "mara@example.com"


class Receiver:
    """An address that takes events, and answers with the status that the test wants."""

    def __init__(self) -> None:
        self.status = 204
        self.got: list[dict[str, str]] = []
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.got.append({**{name.lower(): value for name, value in self.headers.items()}, "body": body.decode()})
                self.send_response(receiver.status)
                self.send_header("content-length", "0" if receiver.status == 204 else "9")
                self.end_headers()
                if receiver.status != 204:
                    self.wfile.write(b"not today")

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/events"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Place(Standing):
    roles = {MEMBER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.receiver = Receiver()

    def close(self) -> None:
        super().close()
        self.receiver.close()

    def webhooks(self) -> list[dict[str, Any]]:
        return self.owner.get("/api/v1/webhooks").json()["items"]

    def make(self, **fields: Any) -> dict[str, Any]:
        made = self.owner.post("/api/v1/webhooks", json={"url": self.receiver.url, "types": ["lead.*"], **fields})
        assert made.status_code == 201, made.text
        return made.json()

    def clear(self) -> None:
        self.receiver.status = 204
        for webhook in self.webhooks():
            self.owner.request("DELETE", f"/api/v1/webhooks/{webhook['id']}", webhook["version"])


@pytest.fixture(scope="module")
def standing_place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("webhooks"), Place) as place:
        yield place


@pytest.fixture
def place(standing_place: Place) -> Iterator[Place]:
    yield standing_place
    standing_place.clear()


def settings(place: Place, opened: Open, email: str = OWNER, **look: Any) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(f"{place.node.url}/settings/webhooks")
    return page


def choose(page: Page, act: str) -> None:
    page.get_by_test_id("webhook").get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name=act, exact=True).click()


def delivery(page: Page) -> Locator:
    return page.get_by_test_id("delivery")


def test_a_member_is_told_that_the_section_is_not_his(place: Place, opened: Open) -> None:
    page = settings(place, opened, MEMBER)
    expect(page.get_by_text("Your role does not include this page.")).to_be_visible()
    expect(page.get_by_role("link", name="Webhooks")).to_have_count(0)


def test_what_is_no_address_or_no_event_is_refused_in_the_form(place: Place, opened: Open) -> None:
    page = settings(place, opened)
    expect(page.get_by_text("No webhook yet")).to_be_visible()
    page.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Address").fill("example")
    dialog.get_by_role("checkbox", name="Leads").uncheck()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text(
        ["Enter a whole address that begins with https://.", "Choose at least one."])
    dialog.get_by_label("Address").fill("https://events.example.com/")
    dialog.get_by_role("textbox", name="Events").fill("lead.never_heard_of")
    dialog.get_by_role("button", name="Save").click()
    # The node knows which events there are.
    expect(dialog.get_by_test_id("field-fault")).to_contain_text("lead.*")
    assert place.webhooks() == []


def test_a_webhook_is_made_and_its_secret_shown_once(place: Place, opened: Open) -> None:
    page = settings(place, opened)
    page.get_by_role("button", name="New webhook").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Address").fill(place.receiver.url)
    dialog.get_by_role("checkbox", name="Pipeline").check()
    dialog.get_by_label("What it is for").fill("Accounting")
    shoot(page, "webhook-dialog")
    dialog.get_by_role("button", name="Save").click()
    shown = page.get_by_test_id("new-secret")
    expect(shown.get_by_role("heading")).to_be_focused()
    secret = shown.locator("code").inner_text()
    assert secret.startswith("whsec_")
    row = page.get_by_test_id("webhook")
    expect(row).to_contain_text("lead.*")
    expect(row).to_contain_text("pipeline.*")
    expect(row).to_contain_text("Accounting")
    shoot(page, "webhook-secret")
    page.reload()
    expect(row).to_be_visible()
    expect(page.get_by_text(secret)).to_have_count(0)
    choose(page, "New secret")
    page.get_by_role("dialog").get_by_role("button", name="New secret").click()
    expect(shown).to_contain_text("signatures of the one before")
    assert shown.locator("code").inner_text() != secret
    expect(shown.get_by_role("heading")).to_be_focused()
    shown.get_by_role("button", name="I have stored it").click()
    expect(shown).to_have_count(0)


def test_a_test_arrives_and_stands_in_the_log(place: Place, opened: Open) -> None:
    place.make()
    page = settings(place, opened)
    choose(page, "Send a test")
    expect(delivery(page)).to_have_attribute("data-state", "delivered")
    expect(delivery(page)).to_contain_text("HTTP 204")
    until("it arrived", lambda: place.receiver.got)
    delivery(page).get_by_role("button").first.click()
    page.get_by_text("What was sent").click()
    expect(delivery(page).locator("pre")).to_contain_text('"type"')
    shoot(page, "webhook-log")
    count = len(place.receiver.got)
    delivery(page).get_by_role("button", name="again").click()
    until("it arrived again", lambda: len(place.receiver.got) > count)
    expect(delivery(page)).to_contain_text("2 attempts")


def test_what_is_not_taken_waits_and_says_why(place: Place, opened: Open) -> None:
    place.receiver.status = 500
    place.make()
    page = settings(place, opened)
    place.owner.post("/api/v1/leads", json={"company": "Refused"})
    page.get_by_role("button", name="Deliveries to").click()
    waiting = delivery(page).filter(has_text="HTTP 500").first
    expect(waiting).to_have_attribute("data-state", "waiting")
    waiting.get_by_role("button").first.click()
    expect(waiting).to_contain_text("Next attempt")
    waiting.get_by_text("What was answered").click()
    expect(waiting.locator("pre").last).to_have_text("not today")
    page.get_by_role("button", name="Delivered", exact=True).click()
    expect(page.get_by_test_id("delivery-log")).to_contain_text("Nothing was sent")


def test_an_address_that_is_gone_is_switched_off_with_a_notice(place: Place, opened: Open) -> None:
    place.receiver.status = 410
    place.make()
    page = settings(place, opened)
    place.owner.post("/api/v1/leads", json={"company": "Gone"})
    until("the node has given up", lambda: not place.webhooks()[0]["enabled"])
    page.reload()
    notice = page.get_by_test_id("disabled-notice")
    expect(notice).to_contain_text("gone for good (410)")
    shoot(page, "webhook-disabled")
    place.receiver.status = 204
    notice.get_by_role("button", name="Switch on").click()
    expect(notice).to_have_count(0)
    assert place.webhooks()[0]["enabled"]
    choose(page, "Switch off")
    expect(page.get_by_test_id("webhook")).to_contain_text("Off")
    # Whoever switched it off knows why.
    expect(notice).to_have_count(0)


def test_a_webhook_is_changed_and_deleted(place: Place, opened: Open) -> None:
    made = place.make()
    page = settings(place, opened)
    choose(page, "Change")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Address")).to_have_value(made["url"])
    dialog.get_by_role("checkbox", name="Everything").check()
    dialog.get_by_role("button", name="Save").click()
    expect(dialog).to_have_count(0)
    expect(page.get_by_test_id("webhook")).not_to_contain_text("lead.*")
    assert place.webhooks()[0]["types"] == ["*"]
    choose(page, "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.get_by_text("No webhook yet")).to_be_visible()
    assert place.webhooks() == []


@pytest.mark.parametrize(("language", "theme", "size"), [("fr", "dark", DESK), ("fr", "light", PHONE), ("en", "dark", PHONE)])
def test_the_section_fits_every_screen(place: Place, opened: Open, language: str, theme: str, size: dict[str, int]) -> None:
    made = place.make(description="Accounting and everything else that is to hear of leads")
    place.owner.post(f"/api/v1/webhooks/{made['id']}/test")
    page = settings(place, opened, language=language, theme=theme, size=size)
    page.get_by_test_id("webhook").get_by_role("button").first.click()
    expect(delivery(page).first).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"webhooks-{language}-{theme}-{size['width']}")
