"""Writing in the cells of the list of leads, in real browsers: by mouse and keys, with others, and out of reach.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.axe import violations
from driver.standing import Standing, signed_in, standing
from driver.until import until
from driver.watched import Open, shoot

MEMBER = "mo@example.com"
VIEWER = "vera@example.com"
COLUMNS = ["stage", "owner", "value", "tags", "nextStep", "due"]


class Place(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member", VIEWER: "viewer"}

    def drop(self, **fields: Any) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/leads", json={"company": f"w{uuid4().hex[:10]}", **fields})
        assert answer.status_code == 201, answer.text
        return self.owner.wait_until_ended(answer.json())["lead"]

    def lead(self, lead: dict[str, Any]) -> dict[str, Any]:
        return self.owner.war_room(lead["id"])["lead"]

    def change(self, lead: dict[str, Any], **fields: Any) -> None:
        answer = self.owner.http.patch(
            f"/api/v1/leads/{lead['id']}", json=fields, headers={"If-Match": f'"{self.lead(lead)["version"]}"'})
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("cells"), Place) as place:
        yield place


def open_list(place: Place, opened: Open, columns: list[str] = COLUMNS, **look: Any) -> Page:
    page = signed_in(place, opened, size={"width": 1440, "height": 900}, **look)
    page.add_init_script(f"window.localStorage?.setItem('uprising.columns', '{json.dumps(columns)}')")
    page.goto(f"{place.node.url}/leads")
    return page


def row(page: Page, lead: dict[str, Any]) -> Locator:
    return page.locator(f'[data-testid=lead-row][data-lead-id="{lead["id"]}"]')


def cell(page: Page, lead: dict[str, Any], name: str) -> Locator:
    return row(page, lead).locator(f'[data-cell="{name}"]')


def editor(page: Page) -> Locator:
    return page.get_by_test_id("cell-editor")


def ready(page: Page) -> None:
    expect(page.locator("[data-cells] [data-testid=lead-list]")).to_be_visible()


def test_who_may_only_look_opens_the_lead_wherever_the_row_is_clicked(place: Place, opened: Open) -> None:
    lead = place.drop(tags=["hot"])
    page = open_list(place, opened, email=VIEWER)
    expect(cell(page, lead, "tags")).to_contain_text("hot")
    page.wait_for_load_state("networkidle")
    row(page, lead).locator("[data-lead-link]").focus()
    page.keyboard.press("F2")
    expect(editor(page)).to_have_count(0)
    cell(page, lead, "tags").click()
    expect(page.get_by_test_id("war-room")).to_be_visible()


def test_cells_are_written_in_by_keys_alone(place: Place, opened: Open) -> None:
    lead = place.drop()
    page = open_list(place, opened)
    ready(page)
    link = row(page, lead).locator("[data-lead-link]")
    link.focus()
    page.keyboard.press("F2")
    expect(editor(page).get_by_label("Stage")).to_be_focused()
    # Escape leaves it as it was.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(editor(page)).to_have_count(0)
    expect(link).to_be_focused()
    assert place.lead(lead)["stageId"] == lead["stageId"]
    page.keyboard.press("F2")
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Owner")).to_be_focused()
    page.keyboard.press("End")
    owner = editor(page).get_by_label("Owner").evaluate("one => one.value")
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Value")).to_be_focused()
    page.keyboard.type("1200")
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Currency")).to_be_focused()
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Tags")).to_be_focused()
    page.keyboard.type("hot")
    page.keyboard.press("Enter")
    expect(editor(page).get_by_test_id("tags")).to_contain_text("hot")
    page.keyboard.press("Tab")
    expect(editor(page).get_by_label("Next step")).to_be_focused()
    page.keyboard.type("Call back")
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_count(0)
    expect(link).to_be_focused()
    expect(cell(page, lead, "nextStep")).to_have_text("Call back")
    expect(cell(page, lead, "tags")).to_have_text("hot")
    expect(cell(page, lead, "value")).to_contain_text("1,200")
    stored = place.lead(lead)
    assert (stored["ownerId"], stored["value"], stored["tags"], stored["nextStep"]) == (
        owner, {"amount": 120_000, "currency": "EUR"}, ["hot"], "Call back")
    # Arrows and letters in a cell are the cell's.
    page.keyboard.press("F2")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("x")
    expect(page.get_by_test_id("bulk")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(editor(page).get_by_test_id("field-fault")).to_be_visible()
    page.keyboard.press("Escape")


def test_a_click_on_a_cell_writes_in_it_and_a_click_elsewhere_stores_it(place: Place, opened: Open) -> None:
    lead = place.drop(nextStep="Call")
    page, onlooker = open_list(place, opened), open_list(place, opened)
    ready(page)
    cell(page, lead, "nextStep").click()
    expect(editor(page)).to_have_attribute("aria-label", f"Next step of {lead['company']}")
    editor(page).get_by_label("Next step").fill("Send the offer")
    shoot(page, "cells")
    assert violations(page) == []
    page.get_by_role("heading", level=1).click()
    expect(editor(page)).to_have_count(0)
    for one in (page, onlooker):
        expect(cell(one, lead, "nextStep")).to_have_text("Send the offer")
    cell(page, lead, "due").click()
    editor(page).get_by_label("Due").fill("2031-05-06")
    editor(page).get_by_role("button", name="Save").click()
    expect(cell(page, lead, "due")).to_contain_text("6 May 2031")
    cell(page, lead, "stage").click()
    # A choice from the opened list needs no further word.
    editor(page).get_by_label("Stage").select_option("Contacted")
    expect(editor(page)).to_have_count(0)
    for one in (page, onlooker):
        expect(cell(one, lead, "stage")).to_have_text("Contacted")
    # The rest of the row leads to the lead.
    row(page, lead).get_by_text(lead["company"]).click()
    expect(page.get_by_test_id("war-room")).to_be_visible()


def test_what_others_wrote_meanwhile_shows_beside_ones_own(place: Place, opened: Open) -> None:
    lead = place.drop(nextStep="Call")
    page = open_list(place, opened)
    ready(page)
    cell(page, lead, "nextStep").click()
    editor(page).get_by_label("Next step").fill("Mine")
    place.change(lead, nextStep="Theirs", tags=["new"])
    conflict = editor(page).locator("[data-field=nextStep]")
    expect(conflict.get_by_test_id("theirs")).to_have_text("Theirs")
    expect(conflict.get_by_test_id("yours")).to_have_text("Mine")
    shoot(page, "cells-conflict")
    editor(page).get_by_role("textbox", name="Next step").press("Enter")
    expect(editor(page)).to_be_visible()
    assert place.lead(lead)["nextStep"] == "Theirs"
    editor(page).get_by_role("button", name="Keep mine: Next step").click()
    editor(page).get_by_role("button", name="Save").click()
    expect(editor(page)).to_have_count(0)
    expect(cell(page, lead, "nextStep")).to_have_text("Mine")
    assert (place.lead(lead)["nextStep"], place.lead(lead)["tags"]) == ("Mine", ["new"])


def test_a_cell_that_is_written_in_out_of_reach_is_stored_once_it_can_be(place: Place, opened: Open) -> None:
    lead = place.drop()
    page = open_list(place, opened)
    ready(page)
    cell(page, lead, "nextStep").click()
    page.context.set_offline(True)
    editor(page).get_by_label("Next step").fill("Later")
    page.keyboard.press("Enter")
    expect(editor(page)).to_have_count(0)
    expect(cell(page, lead, "nextStep")).to_have_text("Later")
    assert place.lead(lead)["nextStep"] is None
    page.context.set_offline(False)
    until("it is stored", lambda: place.lead(lead)["nextStep"] == "Later")
    expect(cell(page, lead, "nextStep")).to_have_text("Later")


def test_cells_in_french_at_night(place: Place, opened: Open) -> None:
    lead = place.drop(tags=["Salon", "VIP"])
    page = open_list(place, opened, language="fr", theme="dark")
    ready(page)
    cell(page, lead, "tags").click()
    expect(editor(page).get_by_label("Étiquettes")).to_be_focused()
    shoot(page, "cells-fr-dark")
    assert violations(page) == []
