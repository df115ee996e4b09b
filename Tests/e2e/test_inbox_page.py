"""What people are told of, in a real browser: the bell, the inbox, what is read on other devices, and the preferences.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.held import Held
from driver.node import Node
from driver.standing import Standing, signed_in, standing
from driver.until import until
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

MEMBER = "mara@example.com"
OTHER = "noah@example.com"


class Place(Standing):
    """A node with an owner who gives leads to members: each gift is a notification."""

    roles = {MEMBER: "member", OTHER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.people = {one["person"]["email"]: one["person"] for one in self.owner.get("/api/v1/members").json()["items"]}
        self.sessions = {email: node.sign_in(email) for email in (MEMBER, OTHER)}

    def close(self) -> None:
        super().close()
        for session in self.sessions.values():
            session.close()

    def give(self, company: str, email: str = MEMBER) -> dict[str, Any]:
        """A lead that the node has done with, and that then becomes someone's."""
        answer = self.owner.post("/api/v1/leads", json={"company": company})
        assert answer.status_code == 201, answer.text
        lead = self.owner.wait_until_ended(answer.json())["lead"]
        return self.owner.edit(lead, ownerId=self.people[email]["id"])

    def inbox(self, email: str = MEMBER) -> dict[str, Any]:
        answer = self.sessions[email].get("/api/v1/notifications")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def empty(self, email: str = MEMBER) -> None:
        for one in self.inbox(email)["items"]:
            assert self.sessions[email].delete(f"/api/v1/notifications/{one['id']}").status_code == 204


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("inbox"), Place) as place:
        yield place


@pytest.fixture
def word() -> str:
    """A word that no other test's leads have."""
    return f"w{uuid4().hex[:10]}"


def bell(page: Page) -> Locator:
    return page.get_by_test_id("bell")


def line(page: Page, text: str) -> Locator:
    return page.get_by_role("main").get_by_test_id("notification").filter(has_text=text)


def test_who_is_told_of_nothing_is_told_what_will_be_here(place: Place, opened: Open) -> None:
    place.empty(OTHER)
    page = signed_in(place, opened, OTHER)
    page.goto(f"{place.node.url}/notifications")
    expect(page.get_by_role("main").get_by_text("Nothing yet")).to_be_visible()
    expect(bell(page)).to_have_attribute("data-unread", "0")
    expect(bell(page)).to_have_accessible_name("Notifications")


def test_the_bell_counts_live_and_only_for_whom_it_is(place: Place, opened: Open, word: str) -> None:
    place.empty()
    page, other = signed_in(place, opened, MEMBER), signed_in(place, opened, OTHER)
    for one in (page, other):
        one.goto(f"{place.node.url}/leads")
        expect(bell(one)).to_have_attribute("data-unread", "0")
    place.give(word)
    expect(bell(page)).to_have_attribute("data-unread", "1")
    expect(bell(page)).to_have_accessible_name("Notifications, 1 unread")
    expect(other.get_by_test_id("bell")).to_have_attribute("data-unread", "0")
    bell(page).click()
    panel = page.get_by_test_id("inbox-panel")
    expect(panel.get_by_test_id("notification")).to_contain_text(f"gave you {word}")
    shoot(page, "inbox-panel")
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(bell(page)).to_be_focused()


def test_opening_what_it_is_about_reads_it(place: Place, opened: Open, word: str) -> None:
    place.empty()
    lead = place.give(word)
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/leads")
    bell(page).click()
    page.get_by_test_id("inbox-panel").get_by_role("link", name=f"gave you {word}").click()
    expect(page.get_by_role("heading", name=word, level=1)).to_be_visible()
    assert page.url.endswith(f"/leads/{lead['id']}")
    expect(bell(page)).to_have_attribute("data-unread", "0")
    until("it is read", lambda: place.inbox()["unread"] == 0)


def test_what_is_read_on_one_device_is_read_on_the_other(place: Place, opened: Open, word: str) -> None:
    place.empty()
    place.give(f"{word} One")
    place.give(f"{word} Two")
    page, phone = signed_in(place, opened, MEMBER), signed_in(place, opened, MEMBER, size=PHONE)
    for one in (page, phone):
        one.goto(f"{place.node.url}/notifications")
        expect(line(one, word)).to_have_count(2)
        expect(bell(one)).to_have_attribute("data-unread", "2")
    line(page, "Two").get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Mark as read").click()
    for one in (page, phone):
        expect(line(one, "Two")).to_have_attribute("data-unread", "false")
        expect(line(one, "One")).to_have_attribute("data-unread", "true")
        expect(bell(one)).to_have_attribute("data-unread", "1")
    # Only what is unread, then none of it.
    phone.get_by_role("button", name="Unread (1)").click()
    expect(line(phone, word)).to_have_count(1)
    page.get_by_role("main").get_by_role("button", name="Mark all as read").click()
    for one in (page, phone):
        expect(bell(one)).to_have_attribute("data-unread", "0")
    line(page, "One").get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Mark as unread").click()
    expect(bell(phone)).to_have_attribute("data-unread", "1")
    line(page, "One").get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Remove").click()
    expect(line(page, "One")).to_have_count(0)
    expect(bell(phone)).to_have_attribute("data-unread", "0")
    assert [one["subject"]["title"] for one in place.inbox()["items"]] == [f"{word} Two"]


def test_a_refused_act_brings_back_what_is(place: Place, opened: Open, word: str) -> None:
    place.empty()
    place.give(word)
    page = signed_in(place, opened, MEMBER)
    page.route("**/api/v1/notifications/*/read", lambda route: route.fulfill(
        status=503, content_type="application/problem+json", body='{"code":"busy","status":503,"title":"Busy","detail":"Busy","fields":[]}'))
    page.goto(f"{place.node.url}/notifications")
    line(page, word).get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Mark as read").click()
    expect(page.get_by_role("main").get_by_test_id("failure-code")).to_have_text("busy")
    expect(line(page, word)).to_have_attribute("data-unread", "true")
    expect(bell(page)).to_have_attribute("data-unread", "1")


def test_a_bell_that_was_away_catches_up(place: Place, opened: Open, word: str) -> None:
    place.empty()
    page = signed_in(place, opened, MEMBER)
    sockets: list[Any] = []
    page.route_web_socket("**/realtime/**", lambda socket: (sockets.append(socket), socket.connect_to_server())[0])
    page.goto(f"{place.node.url}/leads")
    expect(bell(page)).to_have_attribute("data-unread", "0")
    page.context.set_offline(True)
    sockets[-1].close()
    place.give(word)
    page.context.set_offline(False)
    expect(bell(page)).to_have_attribute("data-unread", "1")


def test_what_comes_while_the_list_is_fetched_is_in_it(place: Place, opened: Open, word: str) -> None:
    place.empty()
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/notifications")
    expect(page.get_by_role("main").get_by_text("Nothing yet")).to_be_visible()
    held = Held(page, "**/api/v1/notifications?*", times=1)
    page.get_by_role("button", name="Unread", exact=True).click()
    held.wait()
    place.give(word)
    expect(bell(page)).to_have_attribute("data-unread", "1")
    # The answer is from before, and its list was empty.
    held.give_on()
    expect(line(page, word)).to_have_count(1)
    expect(page.get_by_role("button", name="Unread (1)")).to_be_visible()


def test_the_preferences_are_kept_as_they_are_made(place: Place, opened: Open) -> None:
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/notifications")
    page.get_by_role("link", name="Preferences").click()
    expect(page.get_by_role("heading", name="Notifications", level=1)).to_be_visible()
    kinds = page.get_by_test_id("notification-kinds")
    kinds.get_by_label("Mentions, by mail").select_option(label="Once a day")
    expect(page.get_by_text("Saved.")).to_be_visible()
    kinds.get_by_label("Reminders, on the page").uncheck()
    page.get_by_label("Mail of the day at").fill("07:30")
    page.get_by_label("Mail of the day at").blur()
    page.get_by_label("Language of the mails").select_option(label="Français")
    page.get_by_label("Time zone").select_option(value="Europe/Paris")

    wanted = {
        "mention": {"page": True, "mail": "daily"}, "reminder": False, "dailyAt": "07:30", "timeZone": "Europe/Paris", "language": "fr"}

    def stored() -> dict[str, Any]:
        all = place.sessions[MEMBER].get("/api/v1/notifications/preferences").json()
        return {
            "mention": all["kinds"]["mention"], "reminder": all["kinds"]["reminder"]["page"],
            **{name: all[name] for name in ("dailyAt", "timeZone", "language")}}

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert stored() == wanted
    page.reload()
    expect(kinds.get_by_label("Mentions, by mail")).to_have_value("daily")
    expect(kinds.get_by_label("Reminders, on the page")).not_to_be_checked()
    shoot(page, "notification-preferences")


@pytest.mark.parametrize(("language", "theme", "size"), [("en", "light", DESK), ("fr", "dark", DESK), ("fr", "light", PHONE), ("en", "dark", PHONE)])
def test_the_inbox_fits_every_screen(place: Place, opened: Open, word: str, language: str, theme: str, size: dict[str, int]) -> None:
    place.give(f"{word} with a name that is longer than a phone is wide, as names of companies are")
    page = signed_in(place, opened, MEMBER, language=language, theme=theme, size=size)
    page.goto(f"{place.node.url}/notifications")
    expect(line(page, word)).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"inbox-{language}-{theme}-{size['width']}")
    bell(page).click()
    expect(page.get_by_test_id("inbox-panel")).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"inbox-open-{language}-{theme}-{size['width']}")
    page.goto(f"{place.node.url}/settings/notifications")
    expect(page.get_by_test_id("notification-kinds")).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"preferences-{language}-{theme}-{size['width']}")


def test_the_keyboard_leads_to_the_inbox(place: Place, opened: Open) -> None:
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_test_id("list-tools")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="Notifications", level=1)).to_be_focused()
