"""Many leads at once, on the list and on the board, and taken back; columns that are chosen; rows that are there as one scrolls."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.standing import Standing, signed_in, standing
from driver.watched import PHONE, Open, shoot

MEMBER = "mila@example.com"
VIEWER = "vic@example.com"


class Many(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member", VIEWER: "viewer"}


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[Many]:
    with standing(binary, tmp_path, Many) as made:
        made.owner.request("PUT", "/api/v1/jobs/queues/analysis/pause")
        yield made


def opened_at(place: Many, opened: Open, path: str = "/leads", email: str = "camille@example.com", **look) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def row(page: Page, company: str) -> Locator:
    return page.get_by_test_id("lead-row").filter(has_text=company)


def bar(page: Page) -> Locator:
    return page.get_by_test_id("bulk")


def choose(page: Page, menu: str, item: str) -> None:
    bar(page).get_by_role("button", name=menu).click()
    page.get_by_role("menuitem", name=item, exact=True).click()


def leads_by_name(place: Many) -> dict:
    return {lead["company"]: lead for lead in place.owner.all_leads()}


def test_a_viewer_chooses_nothing(place: Many, opened: Open) -> None:
    place.owner.drop("Seul")
    page = opened_at(place, opened, email=VIEWER)
    expect(row(page, "Seul")).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_leads_are_chosen_by_keys_and_given_to_someone_and_back(place: Many, opened: Open) -> None:
    for name in ("Alpha", "Berta", "Caesar"):
        place.owner.drop(name)
    page = opened_at(place, opened)
    page.get_by_role("link", name="Caesar").focus()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("x")
    expect(page.get_by_test_id("chosen-count")).to_have_text("2 chosen")
    choose(page, "Owner…", "Camille Owner")
    expect(bar(page)).to_contain_text("Owner changed: 2.")
    owners = {name: lead["ownerId"] for name, lead in leads_by_name(place).items()}
    assert owners["Caesar"] is not None and owners["Caesar"] == owners["Berta"] and owners["Alpha"] is None
    bar(page).get_by_role("button", name="Undo").click()
    expect(bar(page)).to_contain_text("Taken back: 2.")
    assert all(lead["ownerId"] is None for lead in leads_by_name(place).values())


def test_a_tag_is_taken_from_those_that_have_it(place: Many, opened: Open) -> None:
    place.owner.drop("Alpha", tags=["VIP", "Lyon"])
    place.owner.drop("Berta", tags=["Lyon"])
    page = opened_at(place, opened)
    page.get_by_role("checkbox", name="Choose all that is shown").check()
    choose(page, "Remove a tag…", "Lyon")
    expect(bar(page)).to_contain_text("Tag Lyon removed: 2.")
    assert {name: lead["tags"] for name, lead in leads_by_name(place).items()} == {"Alpha": ["VIP"], "Berta": []}


def test_what_was_deleted_together_comes_back_together_but_not_over_others(place: Many, opened: Open) -> None:
    for name in ("Alpha", "Berta", "Caesar"):
        place.owner.drop(name, tags=["VIP"] if name == "Berta" else [])
    page = opened_at(place, opened)
    page.get_by_role("checkbox", name="Choose all that is shown").check()
    bar(page).get_by_role("textbox", name="Add a tag").fill("VIP")
    page.keyboard.press("Enter")
    expect(bar(page)).to_contain_text("Tag VIP added: 3.")
    place.owner.edit(leads_by_name(place)["Alpha"], phone="+33102030405")
    bar(page).get_by_role("button", name="Undo").click()
    expect(bar(page)).to_contain_text("Changed by others meanwhile, left as they are: 1.")
    assert {name: lead["tags"] for name, lead in leads_by_name(place).items()} == {"Alpha": ["VIP"], "Berta": ["VIP"], "Caesar": []}
    page.get_by_role("checkbox", name="Choose all that is shown").check()
    bar(page).get_by_role("button", name="Delete").click()
    expect(bar(page)).to_contain_text("In the trash: 3.")
    expect(page.get_by_test_id("lead-row")).to_have_count(0)
    bar(page).get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("lead-row")).to_have_count(3)


def test_cards_are_moved_together_and_the_other_board_follows(place: Many, opened: Open) -> None:
    for name in ("Alpha", "Berta", "Caesar"):
        place.owner.drop(name)
    page, other = opened_at(place, opened, "/pipeline"), opened_at(place, opened, "/pipeline", MEMBER)
    page.get_by_role("link", name="Alpha", exact=True).focus()
    page.keyboard.press("x")
    page.get_by_role("checkbox", name="Choose Berta").check()
    shoot(page, "board-chosen")
    choose(page, "Stage…", "Meeting")
    meeting = '[data-testid=stage][data-stage="Meeting"] [data-testid=card]'
    for board in (page, other):
        expect(board.locator(meeting)).to_have_count(2)
    bar(page).get_by_role("button", name="Undo").click()
    for board in (page, other):
        expect(board.locator(meeting)).to_have_count(0)


def test_columns_are_chosen_order_the_list_and_go_with_a_view(place: Many, opened: Open) -> None:
    for name, value in (("Alpha", 100), ("Berta", 300), ("Caesar", 200)):
        place.owner.drop(name, value={"amount": value, "currency": "EUR"})
    page = opened_at(place, opened)
    page.get_by_test_id("columns").click()
    for name in ("Stage", "Value"):
        page.get_by_role("dialog").get_by_role("checkbox", name=name).check()
    page.keyboard.press("Escape")
    expect(row(page, "Alpha")).to_contain_text("€1.00")
    expect(row(page, "Alpha")).to_contain_text("New")
    page.get_by_role("button", name="Sort by Value").click()
    expect(page.get_by_test_id("lead-row").first).to_contain_text("Berta")
    page.get_by_test_id("views").select_option(value="save")
    page.get_by_role("dialog").get_by_label("Name").fill("By value")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    page.get_by_role("dialog").wait_for(state="detached")
    page.get_by_test_id("views").select_option(label="All leads")
    page.get_by_test_id("columns").click()
    page.get_by_role("dialog").get_by_role("button", name="The usual ones").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sort by Value")).to_have_count(0)
    page.get_by_test_id("views").select_option(label="By value")
    expect(page.get_by_role("button", name="Sort by Value")).to_be_visible()
    expect(page.get_by_test_id("lead-row").first).to_contain_text("Berta")


def test_of_many_rows_only_those_around_the_screen_are_there_and_all_are_reached(place: Many, opened: Open) -> None:
    for number in range(420):
        place.owner.drop(f"Lead {number:04}")
    page = opened_at(place, opened)
    listed = page.get_by_test_id("lead-list")
    rows = page.get_by_test_id("lead-row")
    for _ in range(40):
        page.mouse.wheel(0, 4_000)
        page.wait_for_timeout(50)
        if page.get_by_text("Lead 0000").count():
            break
    expect(page.get_by_text("Lead 0000")).to_be_visible()
    assert rows.count() < 120
    assert listed.bounding_box()["height"] >= 420 * 50
    page.get_by_role("link", name="Lead 0000").focus()
    page.keyboard.press("Home")
    expect(page.get_by_role("link", name="Lead 0419")).to_be_focused()
    expect(rows.first).to_have_attribute("aria-posinset", "1")
    page.keyboard.press("End")
    expect(page.get_by_role("link", name="Lead 0000")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_phone_chooses_too(place: Many, opened: Open) -> None:
    place.owner.drop("Alpha")
    page = opened_at(place, opened, size=PHONE, has_touch=True, is_mobile=True)
    row(page, "Alpha").get_by_role("checkbox").tap()
    expect(page.get_by_test_id("chosen-count")).to_have_text("1 chosen")
    shoot(page, "bulk-phone")
    # What is opened from the foot of the page is on the screen as a whole.
    bar(page).get_by_role("button", name="Stage…").tap()
    box = page.get_by_role("menu").bounding_box()
    assert box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= PHONE["width"] and box["y"] + box["height"] <= PHONE["height"]
    shoot(page, "bulk-phone-menu")
    page.get_by_role("menuitem", name="Contacted").tap()
    expect(bar(page)).to_contain_text("Moved to Contacted: 1.")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
