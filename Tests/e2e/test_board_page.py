"""The pipeline in a real browser: cards moved by mouse, finger and keys, races, what stages ask for, the report, and
the settings of stages.

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


class Place(Standing):
    """A node with an owner, a member and a viewer; each test has a project of its own."""

    roles = {MEMBER: "member", VIEWER: "viewer"}

    def project(self, name: str) -> "Board":
        answer = self.owner.post("/api/v1/projects", json={"name": name})
        assert answer.status_code == 201, answer.text
        return Board(self, answer.json()["id"])


class Board:
    """A project with its stages, seen through the API."""

    def __init__(self, place: Place, project_id: str):
        self.place = place
        self.id = project_id
        self.stages = {stage["name"]: stage for stage in self.get("/stages")["items"]}

    @property
    def url(self) -> str:
        return f"{self.place.node.url}/pipeline?project={self.id}"

    def get(self, rest: str) -> Any:
        answer = self.place.owner.get(f"/api/v1/projects/{self.id}{rest}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def begin(self, company: str, **fields: Any) -> dict[str, Any]:
        """A lead that the node begins to analyse."""
        answer = self.place.owner.post("/api/v1/leads", json={"company": company, "projectId": self.id, **fields})
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def drop(self, company: str, stage: str = "New", **fields: Any) -> dict[str, Any]:
        lead = self.place.owner.wait_until_ended(self.begin(company, **fields))["lead"]
        return lead if stage == "New" else self.move(lead, stage)

    def move(self, lead: dict[str, Any], stage: str, **more: Any) -> dict[str, Any]:
        version = self.place.owner.war_room(lead["id"])["lead"]["version"]
        answer = self.place.owner.http.post(
            f"/api/v1/leads/{lead['id']}/move",
            json={"stageId": self.stages[stage]["id"], "after": None, "before": None, "closeReason": None, "fields": {}, **more},
            headers={"If-Match": f'"{version}"', "Idempotency-Key": uuid4().hex})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def change_stage(self, name: str, **fields: Any) -> None:
        stage = next(stage for stage in self.get("/stages")["items"] if stage["name"] == name)
        answer = self.place.owner.http.patch(
            f"/api/v1/stages/{stage['id']}", json=fields, headers={"If-Match": f'"{stage["version"]}"'})
        assert answer.status_code == 200, answer.text

    def names(self, stage: str) -> list[str]:
        """The companies of a stage in their order, as the node has them."""
        column = next(column for column in self.get("/board")["stages"] if column["stage"]["name"] == stage)
        return [card["company"] for card in column["cards"]]


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("board"), Place) as place:
        yield place


@pytest.fixture
def board(place: Place) -> Board:
    return place.project(f"P {uuid4().hex[:8]}")


def open_board(page: Page, board: Board, query: str = "") -> None:
    page.goto(board.url + query)
    expect(page.get_by_test_id("board")).to_have_attribute("data-loading", "false")


def column(page: Page, stage: str) -> Locator:
    return page.locator(f'[data-testid=stage][data-stage="{stage}"]')


def cards(page: Page, stage: str) -> Locator:
    return column(page, stage).get_by_test_id("card")


def card(page: Page, company: str) -> Locator:
    return page.get_by_test_id("card").filter(has=page.get_by_role("link", name=company, exact=True))


def shows(page: Page, stage: str, *companies: str) -> None:
    """The companies stand in the stage, in this order and nobody else."""
    expect(cards(page, stage).locator("[data-card-link]")).to_have_text(list(companies))


def stands(board: Board, stage: str, *companies: str) -> None:
    """The same of the node, which has it a moment after the page shows it."""
    until(f"{companies} stand in {stage}", lambda: board.names(stage) == list(companies))


def drag(page: Page, company: str, target: Locator, depth: float = 0.5) -> None:
    """Takes a card by the mouse, and puts it down in `target`, as far below its top as `depth` says of its height; the board is scrolled
    along to what is out of sight."""
    box = card(page, company).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 30, box["y"] + 20, steps=4)
    expect(page.get_by_test_id("drag-ghost")).to_be_visible()
    width = page.evaluate("window.innerWidth")

    def is_out_of_sight() -> bool:
        seen = target.bounding_box()
        return seen is not None and seen["x"] + seen["width"] / 2 > width - 60

    if is_out_of_sight():
        page.mouse.move(width - 10, box["y"] + 30, steps=4)
        until("the board is scrolled to the target", lambda: not is_out_of_sight())
    end = target.bounding_box()
    assert end is not None
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] * depth, steps=8)
    page.mouse.up()


# Who may not


def test_who_may_only_look_moves_nothing(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme")
    page = signed_in(place, opened, VIEWER)
    open_board(page, board)
    box = card(page, "Acme").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 400, box["y"] + 40, steps=6)
    expect(page.get_by_test_id("drag-ghost")).to_have_count(0)
    page.mouse.up()
    page.get_by_role("link", name="Acme", exact=True).press("Space")
    expect(page.get_by_test_id("announcement").first).to_have_text("")
    expect(page.get_by_role("link", name="Stages")).to_have_count(0)
    page.goto(f"{place.node.url}/pipeline/stages?project={board.id}")
    expect(page.get_by_text("You may not change stages")).to_be_visible()


# Moving


def test_a_card_is_dragged_and_every_other_board_follows(place: Place, board: Board, opened: Open) -> None:
    for company in ("Cesar", "Berta", "Anton"):
        board.drop(company, value={"amount": 100_000, "currency": "EUR"})
    page, onlooker = signed_in(place, opened), signed_in(place, opened, MEMBER)
    for one in (page, onlooker):
        open_board(one, board)
        shows(one, "New", "Anton", "Berta", "Cesar")
    drag(page, "Berta", column(page, "Contacted"))
    for one in (page, onlooker):
        shows(one, "New", "Anton", "Cesar")
        shows(one, "Contacted", "Berta")
        expect(column(one, "Contacted").get_by_test_id("stage-count")).to_contain_text("1")
        expect(column(one, "New").get_by_test_id("stage-sum")).to_have_text("€2,000.00")
        expect(column(one, "Contacted").get_by_test_id("stage-sum")).to_have_text("€1,000.00")
    expect(onlooker.get_by_test_id("announcement").first).to_contain_text("moved Berta to Contacted")
    # Within a stage: above the upper half of the last one it stays where it was, below the lower half it comes last.
    drag(page, "Anton", cards(page, "New").last, depth=0.2)
    shows(page, "New", "Anton", "Cesar")
    drag(page, "Anton", cards(page, "New").last, depth=0.9)
    for one in (page, onlooker):
        shows(one, "New", "Cesar", "Anton")
    stands(board, "New", "Cesar", "Anton")
    assert page.url == board.url


def test_cards_glide_when_others_move_them_and_not_when_their_texts_change(place: Place, board: Board, opened: Open) -> None:
    """Counted as often as a card is set in motion: what one sees of it is over in a quarter of a second."""
    leads = [board.drop(company) for company in ("Cesar", "Berta", "Anton")]
    page = signed_in(place, opened)
    page.add_init_script(
        "window.inMotion = []; const animate = Element.prototype.animate;"
        "Element.prototype.animate = function (...all) { window.inMotion.push(this.querySelector('a').textContent); return animate.apply(this, all); };")
    open_board(page, board)
    shows(page, "New", "Anton", "Berta", "Cesar")
    changed = place.owner.http.patch(
        f"/api/v1/leads/{leads[2]['id']}", json={"nextStep": "Rappeler lundi"}, headers={"If-Match": f'"{leads[2]["version"]}"'})
    assert changed.status_code == 200, changed.text
    expect(card(page, "Anton")).to_contain_text("Rappeler lundi")
    assert page.evaluate("window.inMotion") == []
    board.move(leads[0], "New")
    shows(page, "New", "Cesar", "Anton", "Berta")
    until("all three are in motion", lambda: page.evaluate("window.inMotion.length") == 3)
    board.move(leads[1], "Contacted")
    shows(page, "Contacted", "Berta")
    until("the one that came from elsewhere grows in", lambda: "Berta" in page.evaluate("window.inMotion.slice(3)"))


def test_a_card_is_moved_by_keys(place: Place, board: Board, opened: Open) -> None:
    for company in ("Cesar", "Berta", "Anton"):
        board.drop(company)
    page = signed_in(place, opened)
    open_board(page, board)
    said = page.get_by_test_id("announcement").first
    first = page.get_by_role("link", name="Anton", exact=True)
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Berta", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    expect(said).to_contain_text("Berta taken up: New, place 2 of 3.")
    page.keyboard.press("ArrowRight")
    expect(said).to_contain_text("Contacted, place 1 of 1.")
    shows(page, "Contacted", "Berta")
    page.keyboard.press("Escape")
    shows(page, "New", "Anton", "Berta", "Cesar")
    expect(page.get_by_role("link", name="Berta", exact=True)).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(said).to_contain_text("Berta is now in Contacted.")
    expect(page.get_by_role("link", name="Berta", exact=True)).to_be_focused()
    shows(page, "Contacted", "Berta")
    stands(board, "Contacted", "Berta")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("war-room")).to_be_visible()


def test_a_card_is_moved_by_a_finger_that_rests_on_it(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme")
    page = signed_in(place, opened, size=PHONE, has_touch=True, is_mobile=True)
    open_board(page, board)
    no_sideways_scroll(page)
    box, end = card(page, "Acme").bounding_box(), column(page, "Contacted").bounding_box()
    assert box is not None and end is not None
    touch = page.context.new_cdp_session(page)

    def finger(kind: str, x: float, y: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    x, y = box["x"] + 60, box["y"] + 14
    finger("touchStart", x, y)
    expect(page.get_by_test_id("drag-ghost")).to_be_visible()
    goal = min(end["x"] + 20, PHONE["width"] - 60)
    for step in range(1, 9):
        finger("touchMove", x + (goal - x) * step / 8, y + step)
    shoot(page, "board-phone-drag")
    finger("touchEnd", goal, y + 8)
    shows(page, "Contacted", "Acme")
    stands(board, "Contacted", "Acme")


def test_the_loser_of_a_race_sees_the_winners_move(place: Place, board: Board, opened: Open) -> None:
    lead = board.drop("Acme")
    page = signed_in(place, opened, MEMBER)
    open_board(page, board)
    # The owner is faster by the time that the request is on its way.
    page.route("**/move", lambda route: (board.move(lead, "Meeting"), route.continue_()), times=1)
    drag(page, "Acme", column(page, "Contacted"))
    notice = page.get_by_test_id("lost-move")
    expect(notice).to_contain_text("Acme was moved meanwhile")
    expect(notice).to_contain_text("put it into Meeting just before you wanted it in Contacted")
    shows(page, "Meeting", "Acme")
    shows(page, "Contacted")
    shoot(page, "board-race")
    stands(board, "Meeting", "Acme")
    notice.get_by_role("button", name="Move it to Contacted all the same").click()
    shows(page, "Contacted", "Acme")
    expect(notice).to_have_count(0)
    stands(board, "Contacted", "Acme")


def test_a_change_that_is_no_race_does_not_keep_a_move_from_being_made(place: Place, board: Board, opened: Open) -> None:
    lead = board.drop("Acme")
    page = signed_in(place, opened, MEMBER)
    open_board(page, board)

    def rename_first(route: Route) -> None:
        answer = place.owner.http.patch(
            f"/api/v1/leads/{lead['id']}", json={"company": "Acme & Fils"}, headers={"If-Match": f'"{lead["version"]}"'})
        assert answer.status_code == 200, answer.text
        route.continue_()

    page.route("**/move", rename_first, times=1)
    drag(page, "Acme", column(page, "Contacted"))
    shows(page, "Contacted", "Acme & Fils")
    expect(page.get_by_test_id("lost-move")).to_have_count(0)


# What stages ask for


def test_a_stage_asks_for_what_it_needs(place: Place, board: Board, opened: Open) -> None:
    board.change_stage("Proposal", requiredFields=["value", "email"])
    board.drop("Acme")
    page = signed_in(place, opened)
    open_board(page, board)
    drag(page, "Acme", column(page, "Proposal"))
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Acme: Proposal")
    shoot(page, "board-required")
    dialog.get_by_role("button", name="Leave it where it was").click()
    shows(page, "New", "Acme")
    drag(page, "Acme", column(page, "Proposal"))
    dialog.get_by_role("button", name="Move").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text(["This is needed here.", "This is needed here."])
    dialog.get_by_label("Value", exact=True).fill("12.345")
    dialog.get_by_label("E-mail").fill("ada@example.com")
    dialog.get_by_role("button", name="Move").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("This currency has fewer decimals.")
    dialog.get_by_label("Value", exact=True).fill("1,250.5")
    dialog.get_by_role("button", name="Move").click()
    expect(dialog).to_have_count(0)
    shows(page, "Proposal", "Acme")
    [found] = [one for one in board.get("/board")["stages"] if one["stage"]["name"] == "Proposal"]
    assert found["sums"] == [{"amount": 125_050, "currency": "EUR"}]
    assert found["cards"][0]["email"] == "ada@example.com"


def test_a_lost_lead_keeps_why_and_the_report_counts_it(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme", stage="Contacted", value={"amount": 50_000, "currency": "EUR"})
    board.move(board.drop("Borealis", value={"amount": 70_000, "currency": "EUR"}), "Won", closeReason="Demo")
    page = signed_in(place, opened)
    open_board(page, board)
    drag(page, "Acme", column(page, "Lost"))
    page.get_by_role("dialog").get_by_label("Reason").fill("Too dear")
    page.get_by_role("dialog").get_by_role("button", name="Move").click()
    expect(card(page, "Acme")).to_contain_text("Too dear")
    page.get_by_role("navigation", name="Pipeline").get_by_role("link", name="Report").click()
    expect(page.get_by_role("region", name="Lost")).to_contain_text("Too dear")
    expect(page.get_by_role("region", name="Won")).to_contain_text("€700.00")
    expect(page.get_by_test_id("report-table").get_by_role("row", name="Contacted")).to_contain_text("1")
    shoot(page, "report-desk")
    page.get_by_label("From").fill("2020-01-01")
    page.get_by_label("To").fill("2020-01-31")
    expect(page.get_by_role("region", name="Won")).to_contain_text("0")


# Looking


def test_filters_narrow_the_board_and_stand_in_its_address(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme", tags=["hot"])
    board.drop("Borealis")
    page = signed_in(place, opened)
    open_board(page, board)
    shows(page, "New", "Borealis", "Acme")
    page.get_by_label("Search the board").fill("acm")
    shows(page, "New", "Acme")
    expect(column(page, "New").get_by_test_id("stage-count")).to_contain_text("1")
    page.reload()
    shows(page, "New", "Acme")
    page.get_by_label("Search the board").fill("zzz")
    expect(page.get_by_text("No lead matches")).to_be_visible()
    page.get_by_label("Search the board").fill("")
    shows(page, "New", "Borealis", "Acme")
    page.get_by_test_id("filters").click()
    page.get_by_test_id("filter-panel").get_by_label("Tags").select_option(value="hot")
    shows(page, "New", "Acme")
    # What comes meanwhile and does not pass stays out.
    board.drop("Cesar")
    board.drop("Dora", tags=["hot"])
    shows(page, "New", "Dora", "Acme")


def long_board(place: Place, board: Board, opened: Open) -> Page:
    """A page with fifty of the fifty-five cards that there are."""
    for number in range(55):
        board.begin(f"C {number:02}")
    page = signed_in(place, opened)
    open_board(page, board)
    expect(cards(page, "New")).to_have_count(50)
    return page


def test_more_cards_of_a_stage_are_loaded(place: Place, board: Board, opened: Open) -> None:
    page = long_board(place, board, opened)
    expect(column(page, "New").get_by_test_id("stage-count")).to_contain_text("55")
    page.get_by_role("button", name="Load more of New").click()
    expect(cards(page, "New")).to_have_count(55)
    expect(cards(page, "New").last).to_contain_text("C 00")


def test_more_cards_are_loaded_while_the_board_is_fetched_again(place: Place, board: Board, opened: Open) -> None:
    page = long_board(place, board, opened)
    held = Held(page, "**/board?*", times=1)
    board.begin("C 55")
    held.wait()
    page.get_by_role("button", name="Load more of New").click()
    expect(cards(page, "New")).to_have_count(56)
    # The answer that was asked for before, of fewer cards, comes to nothing.
    held.give_on()
    page.wait_for_timeout(300)
    expect(cards(page, "New")).to_have_count(56)


def test_the_counts_are_not_those_of_an_answer_that_was_overtaken(place: Place, board: Board, opened: Open) -> None:
    anton = board.drop("Anton")
    page = signed_in(place, opened)
    open_board(page, board)
    shows(page, "New", "Anton")
    held = Held(page, "**/board?*", times=1)
    board.drop("Berta")
    held.wait()
    board.move(anton, "Contacted")
    shows(page, "Contacted", "Anton")
    held.give_on()
    page.wait_for_timeout(300)
    shows(page, "Contacted", "Anton")
    expect(column(page, "Contacted").get_by_test_id("stage-count")).to_contain_text("1")
    expect(column(page, "New").get_by_test_id("stage-count")).to_contain_text("1")


# Stages


def test_stages_are_added_changed_ordered_and_deleted(place: Place, board: Board, opened: Open) -> None:
    board.drop("Acme", stage="Contacted")
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/pipeline/stages?project={board.id}")
    rows = page.get_by_test_id("stage-row")
    expect(rows.first).to_contain_text("New")
    count = rows.count()
    page.get_by_role("button", name="Add a stage").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Enter a name.")
    dialog.get_by_label("Name").fill("Trial")
    dialog.get_by_label("Probability").fill("70")
    dialog.get_by_label("Value").check()
    dialog.get_by_role("button", name="Add").click()
    expect(rows).to_have_count(count + 1)
    # Behind the open ones, before Won and Lost.
    expect(rows.nth(4)).to_contain_text("Trial")
    expect(rows.nth(4)).to_contain_text("Requires Value")
    page.get_by_role("button", name="Move Trial earlier").click()
    expect(rows.nth(3)).to_contain_text("Trial")
    shoot(page, "stages-desk")
    page.get_by_role("button", name="What to do with Contacted").click()
    page.get_by_role("menuitem", name="Delete…").click()
    dialog.get_by_role("button", name="Delete").click()
    expect(dialog).to_contain_text("1 lead is in it.")
    dialog.get_by_label("Its leads go to").select_option(label="Trial")
    dialog.get_by_role("button", name="Delete").click()
    expect(rows).to_have_count(count)
    board.stages = {stage["name"]: stage for stage in board.get("/stages")["items"]}
    assert "Contacted" not in board.stages
    stands(board, "Trial", "Acme")


def test_the_board_in_french_at_night_and_on_a_phone(place: Place, board: Board, opened: Open) -> None:
    board.drop("Ateliers de l’Étoile", value={"amount": 1_250_000, "currency": "EUR"}, tags=["chaud", "Lyon", "export"])
    board.drop("Boréal", stage="Contacted", nextStep="Rappeler", nextStepDue="2020-01-31T23:59:59Z", ownerId=None)
    board.move(board.drop("Cesar"), "Lost", closeReason="Trop cher")
    for name, look in (
        ("board-desk", {}), ("board-desk-night", {"theme": "dark"}), ("board-phone", {"size": PHONE, "language": "fr"}),
        ("board-phone-night", {"size": PHONE, "language": "fr", "theme": "dark"}),
    ):
        page = signed_in(place, opened, **look)
        open_board(page, board)
        expect(page.get_by_test_id("card")).to_have_count(3)
        no_sideways_scroll(page)
        shoot(page, name)
