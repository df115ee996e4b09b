"""The page while the node cannot be reached: what is there stays, what is written is kept and sent once, conflicts are shown."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.standing import Standing, signed_in, standing
from driver.until import until
from driver.watched import Open, shoot

BACK_MS = 60_000


class Offline(Standing):
    roles: ClassVar[dict[str, str]] = {"mila@example.com": "member"}


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[Offline]:
    with standing(binary, tmp_path, Offline) as made:
        yield made


def opened_at(place: Offline, opened: Open, path: str, email: str = "camille@example.com", **look) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def bar(page: Page) -> Locator:
    return page.get_by_test_id("offline")


def forgive(opened_watched: list) -> None:
    for watched in opened_watched:
        watched.complaints[:] = [one for one in watched.complaints if "WebSocket connection" not in one and "ERR_CONNECTION" not in one]


def change_phone(page: Page, phone: str) -> None:
    page.get_by_role("button", name="Edit the lead").click()
    page.locator("input[name=phone]").fill(phone)
    page.get_by_role("button", name="Save").click()


def test_what_is_written_while_the_node_is_away_is_there_once_when_it_is_back(place: Offline, opened: Open) -> None:
    lead = place.owner.drop("Avant la panne", phone="+33102030405")
    place.owner.wait_until_ended(lead)
    watched = []

    def keeping(**look):
        watched.append(opened(**look))
        return watched[-1]

    page = opened_at(place, keeping, f"/leads/{lead['id']}")
    room = page
    place.node.stop()
    expect(bar(page)).to_be_visible(timeout=BACK_MS)
    expect(page.get_by_test_id("offline-since")).to_contain_text("cannot be reached")
    expect(page.get_by_role("heading", name="Avant la panne")).to_be_visible()
    shoot(page, "offline-war-room")

    change_phone(room, "+33 6 00 00 00 01")
    expect(room.get_by_text("+33 6 00 00 00 01").first).to_be_visible()
    room.locator("textarea[name=note]").fill("Écrit sans réseau")
    room.get_by_role("button", name="Add the note").click()
    expect(room.get_by_text("Kept here").first).to_be_visible()
    room.get_by_label("Stage").select_option(label="Contacted")
    expect(bar(page)).to_have_attribute("data-waiting", "3")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="New lead").click()
    page.locator("input[name=company]").fill("Déposé sans réseau")
    page.get_by_role("button", name="Drop the lead").click()
    page.wait_for_url("**/leads")
    expect(bar(page)).to_have_attribute("data-waiting", "4")
    bar(page).get_by_role("button", name="Show").click()
    expect(bar(page).get_by_test_id("write")).to_have_count(4)
    shoot(page, "offline-writes")

    place.node.start()
    expect(bar(page)).to_have_count(0, timeout=BACK_MS)
    expect(page.get_by_role("link", name="Déposé sans réseau").first).to_be_visible()
    found = [one for one in place.owner.all_leads() if one["company"] == "Déposé sans réseau"]
    assert len(found) == 1
    after = place.owner.war_room(lead["id"])
    assert after["lead"]["phone"] == "+33 6 00 00 00 01"
    assert [note["text"] for note in after["notesList"]] == ["Écrit sans réseau"]
    stages = place.owner.get(f"/api/v1/projects/{lead['projectId']}/stages").json()["items"]
    assert next(stage["name"] for stage in stages if stage["id"] == after["lead"]["stageId"]) == "Contacted"
    forgive(watched)


def test_what_others_changed_meanwhile_is_not_written_over_unseen(place: Offline, opened: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.drop("Deux plumes", phone="+33102030405"))["lead"]
    page = opened_at(place, opened, f"/leads/{lead['id']}")
    page.context.set_offline(True)
    change_phone(page, "+33 6 11 11 11 11")
    expect(bar(page)).to_have_attribute("data-waiting", "1")
    place.owner.edit(lead, phone="+33 6 22 22 22 22")
    page.context.set_offline(False)
    expect(bar(page)).to_have_attribute("data-undecided", "1")
    expect(bar(page).get_by_test_id("write")).to_contain_text("theirs “+33 6 22 22 22 22”, yours “+33 6 11 11 11 11”")
    expect(page.get_by_test_id("war-room").get_by_text("+33 6 22 22 22 22").first).to_be_visible()
    shoot(page, "offline-conflict")
    bar(page).get_by_role("button", name="Keep mine").click()
    expect(bar(page)).to_have_count(0)
    until("mine is stored", lambda: place.owner.war_room(lead["id"])["lead"]["phone"] == "+33 6 11 11 11 11", 10)


def test_a_change_of_another_field_is_no_conflict_and_what_waits_outlives_the_page(place: Offline, opened: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.drop("Trois plumes", phone="+33102030405"))["lead"]
    page = opened_at(place, opened, f"/leads/{lead['id']}")
    page.context.set_offline(True)
    change_phone(page, "+33 6 33 33 33 33")
    expect(bar(page)).to_have_attribute("data-waiting", "1")
    place.owner.edit(lead, contactName="Zoé")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(again.get_by_text("+33 6 33 33 33 33").first).to_be_visible()
    until("both are stored", lambda: (lambda now: (now["phone"], now["contactName"]) == ("+33 6 33 33 33 33", "Zoé"))(
        place.owner.war_room(lead["id"])["lead"]), 10)
    expect(bar(again)).to_have_count(0)


def test_a_move_that_was_kept_shows_at_once_and_is_made_when_the_network_is_back(place: Offline, opened: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.drop("Carte hors ligne"))["lead"]
    page = opened_at(place, opened, "/pipeline")
    other = opened_at(place, opened, "/pipeline", "mila@example.com")
    page.context.set_offline(True)
    page.get_by_role("link", name="Carte hors ligne", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator("[data-stage=Contacted]").get_by_text("Carte hors ligne")).to_be_visible()
    expect(bar(page)).to_have_attribute("data-waiting", "1")
    expect(other.locator("[data-stage=New]").get_by_text("Carte hors ligne")).to_be_visible()
    page.context.set_offline(False)
    expect(other.locator("[data-stage=Contacted]").get_by_text("Carte hors ligne")).to_be_visible()
    expect(bar(page)).to_have_count(0)
