"""The board divided into lanes, in real browsers: by owner, tag and score; what is moved within a lane, and to another.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.axe import violations
from driver.standing import signed_in, standing
from driver.until import until
from driver.watched import PHONE, Open, no_sideways_scroll, shoot
from test_board_page import MEMBER, Board, Place, card, open_board, shows


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("lanes"), Place) as place:
        yield place


@pytest.fixture
def board(place: Place) -> Board:
    return place.project(f"P {uuid4().hex[:8]}")


def spot(page: Page, lane: str, stage: str) -> Locator:
    return page.locator(f'[data-testid=lane][data-lane-key="{lane}"] [data-stage="{stage}"]')


def drag(page: Page, company: str, to: Locator) -> None:
    start, end = card(page, company).bounding_box(), to.bounding_box()
    assert start is not None and end is not None
    page.mouse.move(start["x"] + 100, start["y"] + 12)
    page.mouse.down()
    page.mouse.move(start["x"] + 120, start["y"] + 20)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    page.mouse.up()


def people(place: Place) -> dict[str, dict[str, str]]:
    return {one["person"]["email"]: one["person"] for one in place.owner.get("/api/v1/members").json()["items"]}


def test_a_board_has_no_lanes_until_they_are_chosen_and_keeps_them(place: Place, board: Board, opened: Open) -> None:
    other = place.project(f"P {uuid4().hex[:8]}")
    board.drop("Acme", tags=["Lyon", "VIP"])
    board.drop("Bolt", tags=["Paris"])
    board.drop("Core")
    page = signed_in(place, opened)
    open_board(page, board)
    expect(page.get_by_test_id("lane")).to_have_count(0)
    shows(page, "New", "Core", "Bolt", "Acme")
    page.get_by_label("Lanes").select_option("Lanes by tag")
    expect(page.get_by_test_id("lane").get_by_role("heading")).to_have_text(["Lyon1", "Paris1", "Without a tag1"])
    expect(spot(page, "Lyon", "New").get_by_test_id("card")).to_have_count(1)
    shoot(page, "lanes")
    assert violations(page) == []
    page.reload()
    expect(page.get_by_test_id("lane")).to_have_count(3)
    open_board(page, other)
    expect(page.get_by_label("Lanes")).to_have_value("none")


def test_a_card_in_another_owners_lane_is_his_and_others_see_it(place: Place, board: Board, opened: Open) -> None:
    bo = people(place)[MEMBER]
    mine = board.drop("Mine")
    board.drop("His", ownerId=bo["id"])
    page, onlooker = signed_in(place, opened), signed_in(place, opened)
    for one in (page, onlooker):
        open_board(one, board)
        one.get_by_label("Lanes").select_option("Lanes by owner")
        expect(spot(one, "", "New").get_by_test_id("card")).to_have_count(1)
    drag(page, "Mine", spot(page, bo["id"], "Contacted"))
    for one in (page, onlooker):
        expect(spot(one, bo["id"], "Contacted").get_by_test_id("card")).to_contain_text("Mine")
        expect(one.get_by_test_id("lane")).to_have_count(1)
    stored = place.owner.war_room(mine["id"])["lead"]
    assert (stored["ownerId"], stored["stageId"]) == (bo["id"], board.stages["Contacted"]["id"])
    # Within one stage, too.
    board.drop("Third")
    expect(spot(page, "", "New").get_by_test_id("card")).to_have_count(1)
    drag(page, "His", spot(page, "", "New"))
    until("it is nobody's", lambda: all(lead["ownerId"] is None for lead in board.get("/board")["stages"][0]["cards"]))


def test_a_card_is_carried_along_its_lane_by_keys(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme", tags=["a"])
    board.drop("Bolt", tags=["b"])
    board.drop("Atom", tags=["a"])
    page = signed_in(place, opened)
    open_board(page, board)
    page.get_by_label("Lanes").select_option("Lanes by tag")
    expect(page.get_by_test_id("lane")).to_have_count(2)
    card(page, "Atom").locator("[data-card-link]").focus()
    # Arrows go on into the next lane, but carry nothing there.
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(card(page, "Bolt").locator("[data-card-link]")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(card(page, "Acme").locator("[data-card-link]")).to_be_focused()
    page.keyboard.press(" ")
    expect(page.get_by_test_id("announcement").last).to_contain_text("place 2 of 2")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.keyboard.press(" ")
    expect(spot(page, "a", "Contacted").get_by_test_id("card")).to_contain_text("Acme")
    expect(card(page, "Acme").locator("[data-card-link]")).to_be_focused()
    until("the node has it", lambda: board.names("Contacted") == ["Acme"])


def test_a_tag_is_not_changed_by_carrying_a_card_into_its_lane(place: Place, board: Board, opened: Open) -> None:
    lead = board.drop("Acme", tags=["a"])
    board.drop("Bolt", tags=["b"])
    page = signed_in(place, opened)
    open_board(page, board)
    page.get_by_label("Lanes").select_option("Lanes by tag")
    expect(page.get_by_test_id("lane")).to_have_count(2)
    drag(page, "Acme", spot(page, "b", "Contacted"))
    expect(spot(page, "a", "Contacted").get_by_test_id("card")).to_contain_text("Acme")
    until("the node has it", lambda: board.names("Contacted") == ["Acme"])
    assert place.owner.war_room(lead["id"])["lead"]["tags"] == ["a"]


def test_lanes_in_french_at_night_and_on_a_phone(place: Place, board: Board, opened: Open) -> None:
    for name, tags in (("Acmé", ["Lyon"]), ("Boulangerie des Trois-Épis", ["Salon de l’agriculture"]), ("Cordier", [])):
        board.drop(name, tags=tags)
    page = signed_in(place, opened, language="fr", theme="dark", size=PHONE)
    open_board(page, board)
    page.get_by_label("Couloirs").select_option("Couloirs par étiquette")
    expect(page.get_by_test_id("lane")).to_have_count(3)
    no_sideways_scroll(page)
    shoot(page, "lanes-fr-dark-phone")
    assert violations(page) == []
