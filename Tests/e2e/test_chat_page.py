"""The chat in real browsers: what one writes the others have, once, also where the network fails in between.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from driver.held import Held
from driver.standing import Standing, signed_in, standing
from driver.until import until
from driver.watched import PHONE, Open, no_sideways_scroll, shoot

MEMBER = "bo@example.com"
VIEWER = "vera@example.com"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763b8f1e3030004a201e7d2e6e4e10000000049454e44ae426082")


class Place(Standing):
    """A node with an owner, a member and a viewer; each test has a channel of its own."""

    roles = {MEMBER: "member", VIEWER: "viewer"}

    def channel(self, name: str) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/channels", json={"name": name, "topic": "What is new"})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def say(self, channel: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
        """A message of the owner's token."""
        answer = self.owner.post(
            f"/api/v1/channels/{channel['id']}/messages", json={"clientId": str(uuid4()), "text": text, **more})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def texts(self, channel: dict[str, Any]) -> list[str]:
        answer = self.owner.get(f"/api/v1/channels/{channel['id']}/messages?limit=200")
        assert answer.status_code == 200, answer.text
        return [message["text"] for message in answer.json()["items"]]


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("chat"), Place) as place:
        yield place


@pytest.fixture
def channel(place: Place) -> dict[str, Any]:
    return place.channel(f"c-{uuid4().hex[:8]}")


def open_channel(page: Page, place: Place, channel: dict[str, Any], query: str = "") -> None:
    page.goto(f"{place.node.url}/chat/{channel['id']}{query}")
    expect(page.get_by_test_id("channel-name")).to_contain_text(channel["name"])


def field(page: Page) -> Locator:
    return page.get_by_test_id("conversation").get_by_role("textbox").first


def write(page: Page, text: str) -> None:
    field(page).fill(text)
    field(page).press("Enter")


def messages(page: Page) -> Locator:
    return page.get_by_test_id("conversation").get_by_test_id("message")


def message(page: Page, text: str) -> Locator:
    return page.get_by_test_id("message").filter(has_text=text)


def act_on(page: Page, row: Locator, act: str) -> None:
    row.hover()
    row.get_by_role("button", name="What to do with the message").click()
    page.get_by_role("menuitem", name=act, exact=True).click()


def row_of(page: Page, channel: dict[str, Any]) -> Locator:
    return page.get_by_test_id("channel").filter(has_text=channel["name"])


# Who may not


def test_who_may_only_read_is_offered_nothing_to_write(place: Place, channel: dict[str, Any], opened: Open) -> None:
    place.say(channel, "Seen by all")
    page = signed_in(place, opened, VIEWER)
    open_channel(page, place, channel)
    expect(message(page, "Seen by all")).to_be_visible()
    expect(page.get_by_test_id("conversation").get_by_role("textbox")).to_have_count(0)
    expect(page.get_by_role("button", name="React")).to_have_count(0)
    expect(page.get_by_role("button", name="New channel")).to_have_count(0)


def test_a_channel_that_is_not_there_says_so(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/chat/{uuid4()}")
    expect(page.get_by_role("heading", name="This channel does not exist")).to_be_visible()


def test_nothing_of_a_message_runs_in_the_page(place: Place, channel: dict[str, Any], opened: Open) -> None:
    place.say(channel, "<img src=x onerror=alert(1)> **bold** [go](javascript:alert(1)) <b>not</b> https://example.com/a?b=c")
    page = signed_in(place, opened)
    open_channel(page, place, channel)
    body = page.get_by_test_id("message-body")
    expect(body).to_contain_text("<img src=x onerror=alert(1)>")
    expect(body.locator("strong")).to_have_text("bold")
    expect(body.locator("img")).to_have_count(0)
    expect(body.locator("b")).to_have_count(0)
    expect(body.locator("a")).to_have_attribute("href", "https://example.com/a?b=c")
    expect(body.locator("a")).to_have_attribute("rel", "noopener noreferrer nofollow")


# Writing


def test_what_one_writes_the_other_has_and_sees_as_unread(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    other.goto(f"{place.node.url}/chat")
    expect(row_of(other, channel)).to_have_attribute("data-unread", "0")
    open_channel(page, place, channel)
    expect(page.get_by_text("Nothing was said here yet")).to_be_visible()
    write(page, "Hello **there**")
    write(page, "Second")
    expect(messages(page)).to_have_count(2)
    expect(page.get_by_test_id("unsent")).to_have_count(0)
    expect(page.get_by_test_id("day")).to_have_text("Today")
    expect(row_of(other, channel)).to_have_attribute("data-unread", "2")
    expect(other.get_by_test_id("unread-total")).to_be_visible()
    row_of(other, channel).click()
    expect(message(other, "Hello there")).to_be_visible()
    expect(row_of(other, channel)).to_have_attribute("data-unread", "0")
    field(other).press_sequentially("And ")
    expect(page.get_by_test_id("chat-typing")).to_contain_text("is writing")
    field(other).press_sequentially("to you")
    field(other).press("Enter")
    expect(message(page, "And to you")).to_be_visible()
    expect(page.get_by_test_id("chat-typing")).to_have_text("")
    assert place.texts(channel) == ["Hello **there**", "Second", "And to you"]


def test_who_writes_is_seen_by_the_others_until_a_pause(place: Place, channel: dict[str, Any], opened: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.post("/api/v1/leads", json={"company": f"Typed {uuid4().hex[:6]}"}).json())["lead"]
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for path, line in ((f"/chat/{channel['id']}", "chat-typing"), (f"/leads/{lead['id']}", "typing")):
        for one in (page, other):
            one.goto(place.node.url + path)
            expect(field(one)).to_be_visible()
            expect(one.get_by_test_id(line)).to_have_text("")
            expect(one.get_by_role("banner").get_by_test_id("connection")).to_have_attribute("data-status", "live")
        field(other).press_sequentially("I wond")
        expect(page.get_by_test_id(line)).to_contain_text("is writing")
        # Not to whoever writes; and it goes with the pause, though what was written stays.
        expect(other.get_by_test_id(line)).to_have_text("")
        expect(page.get_by_test_id(line)).to_have_text("")
        expect(field(other)).to_have_value("I wond")
        field(other).press_sequentially("er")
        expect(page.get_by_test_id(line)).to_contain_text("is writing")
        # Whoever leaves the field writes no more, without a pause.
        other.get_by_role("heading", level=1).first.focus()
        expect(page.get_by_test_id(line)).to_have_text("", timeout=4_000)


def test_a_draft_is_kept_until_it_is_sent(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page = signed_in(place, opened)
    open_channel(page, place, channel)
    field(page).fill("Half a thought")
    page.reload()
    expect(field(page)).to_have_value("Half a thought")
    field(page).press("Enter")
    expect(messages(page)).to_have_count(1)
    page.reload()
    expect(messages(page)).to_have_count(1)
    expect(field(page)).to_have_value("")


def test_what_was_written_without_a_network_is_sent_once_and_in_order(place: Place, channel: dict[str, Any], opened: Open) -> None:
    watched = opened()
    watched.context.add_cookies([place.node.sign_in_cookie()])
    page = watched.page()
    open_channel(page, place, channel)
    write(page, "Before")
    expect(messages(page)).to_have_count(1)
    taken: list[int] = []

    def swallow(route: Route) -> None:
        """The node has the first one, though its answer is lost on the way; then nothing goes through."""
        if not taken:
            taken.append(route.fetch().status)
        route.abort()

    page.route("**/messages", swallow)
    write(page, "Into the dark")
    write(page, "And more")
    expect(page.get_by_test_id("unsent").last).to_contain_text("And more")
    expect(page.get_by_test_id("unsent").last).to_have_attribute("data-state", "waiting")
    shoot(page, "chat-offline")
    page.reload()
    page.unroute("**/messages", swallow)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_test_id("unsent")).to_have_count(0)
    expect(messages(page)).to_have_count(3)
    assert taken == [201]
    assert place.texts(channel) == ["Before", "Into the dark", "And more"]
    # What the browser says of a line that was cut on purpose.
    watched.complaints[:] = [complaint for complaint in watched.complaints if "ERR_FAILED" not in complaint]


def test_a_name_is_completed_and_whoever_it_is_sees_it(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    other.goto(f"{place.node.url}/chat")
    expect(row_of(other, channel)).to_be_visible()
    open_channel(page, place, channel)
    field(page).press_sequentially("Look @b")
    options = page.get_by_test_id("mention-list").get_by_role("option")
    expect(options).to_have_count(1)
    name = options.inner_text()
    shoot(page, "chat-mention")
    field(page).press("Enter")
    expect(field(page)).to_have_value(f"Look @{name} ")
    field(page).press_sequentially("please")
    field(page).press("Enter")
    expect(page.get_by_test_id("mention")).to_have_text(f"@{name}")
    expect(row_of(other, channel)).to_have_attribute("data-mentions", "1")
    row_of(other, channel).click()
    expect(other.get_by_test_id("mention")).to_have_text(f"@{name}")
    expect(row_of(other, channel)).to_have_attribute("data-mentions", "0")


# What becomes of a message


def test_a_message_is_changed_deleted_and_reacted_to(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for one in (page, other):
        open_channel(one, place, channel)
    write(page, "First words")
    row = message(other, "First words")
    row.hover()
    row.get_by_role("button", name="React").click()
    other.get_by_role("button", name="👍", exact=True).click()
    for one in (page, other):
        expect(message(one, "First words").locator("[data-emoji='👍']")).to_contain_text("1")
    expect(message(other, "First words").locator("[data-emoji='👍']")).to_have_attribute("aria-pressed", "true")
    message(page, "First words").locator("[data-emoji='👍']").click()
    expect(message(other, "First words").locator("[data-emoji='👍']")).to_contain_text("2")
    expect(message(other, "First words").get_by_role("button", name="What to do")).to_be_attached()
    field(page).press("ArrowUp")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Edit").fill("Better words")
    dialog.get_by_role("button", name="Save").click()
    for one in (page, other):
        expect(message(one, "Better words")).to_contain_text("(edited)")
        expect(message(one, "Better words").locator("[data-emoji='👍']")).to_contain_text("2")
    act_on(page, message(page, "Better words"), "Versions…")
    expect(page.get_by_test_id("message-history")).to_contain_text("First words")
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    act_on(page, message(page, "Better words"), "Delete…")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    for one in (page, other):
        expect(one.get_by_test_id("message-deleted")).to_be_visible()
        expect(message(one, "Better words")).to_have_count(0)


def test_answers_stand_in_a_thread(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for one in (page, other):
        open_channel(one, place, channel)
    write(page, "A question")
    act_on(other, message(other, "A question"), "Answer in a thread")
    thread = other.get_by_test_id("thread")
    expect(thread).to_contain_text("A question")
    thread.get_by_role("textbox").fill("An answer")
    thread.get_by_role("textbox").press("Enter")
    expect(thread.get_by_test_id("message")).to_have_count(2)
    shoot(other, "chat-thread")
    expect(page.get_by_test_id("replies")).to_contain_text("1 answer")
    expect(messages(page)).to_have_count(1)
    page.get_by_test_id("replies").click()
    expect(page.get_by_test_id("thread").get_by_test_id("message")).to_have_count(2)
    page.get_by_role("button", name="Close the thread").click()
    expect(page.get_by_test_id("thread")).to_have_count(0)


def test_files_go_with_a_message(place: Place, channel: dict[str, Any], opened: Open) -> None:
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for one in (page, other):
        open_channel(one, place, channel)
    page.get_by_test_id("file-input").set_input_files(
        [{"name": "dot.png", "mimeType": "image/png", "buffer": DOT}, {"name": "été.txt", "mimeType": "text/plain", "buffer": b"soleil"}])
    expect(page.get_by_test_id("picked-files").locator("[data-state=ready]")).to_have_count(2)
    write(page, "Look at these")
    for one in (page, other):
        expect(message(one, "Look at these").get_by_test_id("attachments").get_by_role("listitem")).to_have_count(2)
        expect(message(one, "Look at these").locator("img")).to_be_visible()
        expect(message(one, "Look at these")).to_contain_text("été.txt")
    address = message(other, "Look at these").get_by_role("link").last.get_attribute("href")
    assert other.evaluate("address => fetch(address).then(answer => answer.text())", address) == "soleil"


# Reading


def test_older_messages_are_read_on_and_a_search_leads_to_one(place: Place, channel: dict[str, Any], opened: Open) -> None:
    word = f"w{uuid4().hex[:10]}"
    place.say(channel, f"The {word} of the beginning")
    for number in range(130):
        place.say(channel, f"Line {number}")
    page = signed_in(place, opened)
    open_channel(page, place, channel)
    expect(message(page, "Line 129")).to_be_visible()
    expect(message(page, word)).to_have_count(0)
    box = page.get_by_test_id("messages")

    def beginning() -> bool:
        box.evaluate("element => element.scrollTo(0, 0)")
        return message(page, word).count() == 1

    until("the beginning is there", beginning)
    page.get_by_test_id("to-newest").click()
    expect(message(page, "Line 129")).to_be_in_viewport()
    page.get_by_label("Search messages").fill(word)
    page.get_by_test_id("message-hit").click()
    expect(message(page, word)).to_be_in_viewport()
    expect(page.get_by_test_id("to-newest")).to_be_visible()
    page.get_by_test_id("to-newest").click()
    expect(message(page, "Line 129")).to_be_in_viewport()


def test_the_new_ones_are_marked_and_can_be_marked_again(place: Place, channel: dict[str, Any], opened: Open) -> None:
    place.say(channel, "Old")
    page = signed_in(place, opened, MEMBER)
    open_channel(page, place, channel)
    expect(row_of(page, channel)).to_have_attribute("data-unread", "0")
    page.goto(f"{place.node.url}/chat")
    place.say(channel, "New one")
    place.say(channel, "New two")
    expect(row_of(page, channel)).to_have_attribute("data-unread", "2")
    row_of(page, channel).click()
    expect(page.get_by_test_id("new-line")).to_be_visible()
    expect(row_of(page, channel)).to_have_attribute("data-unread", "0")
    act_on(page, message(page, "New two"), "Mark as unread")
    expect(row_of(page, channel)).to_have_attribute("data-unread", "1")
    page.get_by_role("button", name="What can be done with this channel").click()
    page.get_by_role("menuitem", name="Mute").click()
    expect(row_of(page, channel)).to_contain_text("(muted)")


def test_channels_are_made_named_and_archived(place: Place, opened: Open) -> None:
    name = f"n-{uuid4().hex[:8]}"
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/chat")
    page.get_by_role("button", name="New channel").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Create").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Enter a name.")
    dialog.get_by_label("Name").fill(name)
    dialog.get_by_role("button", name="Create").click()
    expect(page.get_by_test_id("channel-name")).to_contain_text(name)
    page.get_by_role("button", name="What can be done with this channel").click()
    page.get_by_role("menuitem", name="Name and topic…").click()
    dialog.get_by_label("Topic").fill("Of this and that")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Of this and that")).to_be_visible()
    page.get_by_role("button", name="What can be done with this channel").click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(page.get_by_text("This channel is archived.")).to_be_visible()
    expect(page.get_by_test_id("conversation").get_by_role("textbox")).to_have_count(0)


def test_a_lead_has_its_own_chat(place: Place, opened: Open) -> None:
    answer = place.owner.post("/api/v1/leads", json={"company": f"Acme {uuid4().hex[:6]}"})
    lead = place.owner.wait_until_ended(answer.json())["lead"]
    page, other = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for one in (page, other):
        one.goto(f"{place.node.url}/leads/{lead['id']}")
        expect(one.get_by_test_id("lead-chat")).to_be_visible()
    write(page, "About this one")
    expect(message(other, "About this one")).to_be_visible()
    other.goto(f"{place.node.url}/chat")
    expect(row_of(other, {"name": lead["company"]})).to_be_visible()


def test_a_message_that_comes_before_the_first_ones_are_there_is_shown(place: Place, opened: Open) -> None:
    answer = place.owner.post("/api/v1/leads", json={"company": f"Acme {uuid4().hex[:6]}"})
    lead = place.owner.wait_until_ended(answer.json())["lead"]
    page = signed_in(place, opened, MEMBER)
    held = Held(page, f"**/channels/{lead['id']}/messages?*")
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    held.wait()
    place.say(lead, "Faster than the answer")
    expect(page.get_by_text("e2e: Faster than the answer")).to_be_attached()
    held.give_on()
    expect(message(page, "Faster than the answer")).to_be_visible()


def test_messages_after_one_that_is_fetched_need_no_click(place: Place, channel: dict[str, Any], opened: Open) -> None:
    place.say(channel, "The first")
    page = signed_in(place, opened, MEMBER)
    open_channel(page, place, channel)
    expect(messages(page)).to_have_count(1)
    held = Held(page, "**/api/v1/messages/*")
    place.say(channel, "👍🏽" * 4_090)  # as text and as HTML it is longer than an event may be
    held.wait()
    place.say(channel, "Short and fast")
    expect(messages(page)).to_have_count(3)
    held.give_on()
    expect(messages(page)).to_have_count(3)
    expect(page.get_by_role("button", name="Load newer messages")).to_have_count(0)


def test_the_chat_in_french_at_night_and_on_a_phone(place: Place, channel: dict[str, Any], opened: Open) -> None:
    place.say(channel, "Bonjour à tous ! Voici **l’offre** : https://example.com/offre\n\n- un\n- deux\n\n> cité\n\n```\ncode\n```")
    place.say(channel, "مرحبا بالجميع")
    first = place.say(channel, "Qui appelle ?")
    place.say(channel, "Moi.", parentId=first["id"])
    for name, look in (
        ("chat-desk", {}), ("chat-desk-night", {"theme": "dark"}), ("chat-phone", {"size": PHONE, "language": "fr"}),
        ("chat-phone-night", {"size": PHONE, "language": "fr", "theme": "dark"}),
    ):
        page = signed_in(place, opened, **look)
        open_channel(page, place, channel)
        expect(messages(page)).to_have_count(3)
        no_sideways_scroll(page)
        shoot(page, name)
    page.get_by_role("link", name="Tous les canaux").click()
    expect(row_of(page, channel)).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, "chat-phone-channels")
