"""Each main task by keyboard alone: no mouse anywhere, and after every step the focus is somewhere, on the screen, and seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.node import Node
from driver.standing import OWNER, Standing, signed_in, standing
from driver.until import until
from driver.watched import Open

MEMBER = "mo@example.com"
# More stops than any page has before what is looked for.
STOPS = 90

FOCUS = """() => {
    const one = document.activeElement;
    if (one === null || one === document.body) return "nothing has the focus";
    const box = one.getBoundingClientRect();
    const name = one.tagName + " " + (one.getAttribute("aria-label") ?? one.textContent.slice(0, 40));
    if (box.width === 0 || box.height === 0) return name + " takes no room";
    if (box.bottom < 0 || box.top > innerHeight || box.right < 0 || box.left > innerWidth) return name + " is off the screen";
    // Headings and the page take it for screen readers; an open dialog may.
    if (one.matches("h1, main, dialog")) return null;
    const style = getComputedStyle(one);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) === 0) return name + " has no outline";
    return null;
}"""


class Place(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.owner.request("PUT", "/api/v1/jobs/queues/analysis/pause")

    def drop(self, company: str, **fields: Any) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/leads", json={"company": company, **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def lead(self, lead: dict[str, Any]) -> dict[str, Any]:
        return self.owner.war_room(lead["id"])["lead"]


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("keyboard"), Place) as place:
        yield place


@pytest.fixture
def word() -> str:
    """A word that no other test's things have."""
    return f"w{uuid4().hex[:10]}"


class Keys:
    """Hands on a keyboard: whatever is pressed leaves the focus where it is seen."""

    def __init__(self, page: Page):
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.look()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.look()

    def look(self) -> None:
        try:
            until("the focus is seen", lambda: self.page.evaluate(FOCUS) is None or None, 3)
        except AssertionError:
            raise AssertionError(self.page.evaluate(FOCUS)) from None

    def tab_to(self, target: Locator, key: str = "Tab") -> None:
        """Goes from stop to stop; each must show that it is one."""
        expect(target).to_be_visible()
        for _ in range(STOPS):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press(key)
            fault = self.page.evaluate(FOCUS)
            # Past its last stop the browser has the focus itself.
            assert fault is None or fault.startswith("nothing"), fault
        raise AssertionError(f"{STOPS} stops do not lead to {target}")


def begin(place: Place, opened: Open, path: str = "/leads") -> tuple[Page, Keys]:
    page = signed_in(place, opened)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page, Keys(page)


def test_the_look_at_the_focus_finds_what_is_not_seen(place: Place, opened: Open) -> None:
    page, keys = begin(place, opened)
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(FOCUS) == "nothing has the focus"
    keys.press("Tab")
    page.evaluate("document.activeElement.style.outline = 'none'")
    assert page.evaluate(FOCUS).endswith("has no outline")


def test_a_lead_is_dropped_found_and_opened(place: Place, opened: Open, word: str) -> None:
    page, keys = begin(place, opened)
    keys.press("n")
    page.wait_for_url("**/leads/new")
    expect(page.locator("input[name=company]")).to_be_focused()
    keys.type(word)
    keys.tab_to(page.locator("input[name=website]"))
    keys.press("Enter")
    page.wait_for_url("**/leads/*-*")
    expect(page.get_by_role("heading", level=1)).to_have_text(word)
    expect(page.locator("main:focus, main h1:focus")).to_have_count(1)
    keys.look()
    page.keyboard.press("g")
    keys.press("l")
    page.wait_for_url("**/leads")
    keys.press("/")
    expect(page.get_by_role("searchbox").first).to_be_focused()
    keys.type(word)
    expect(page.get_by_role("list", name="Leads found").get_by_role("link")).to_have_count(1)
    keys.press("ArrowDown")
    keys.press("Enter")
    page.wait_for_url("**/leads/*-*")
    # On the page that is opened, in its heading or, while that is fetched, in the page itself.
    expect(page.locator("main:focus, main h1:focus")).to_have_count(1)
    keys.look()


def test_a_lead_is_edited(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page, keys = begin(place, opened, f"/leads/{lead['id']}")
    edit = page.get_by_role("button", name="Edit the lead")
    keys.tab_to(edit)
    keys.press("Enter")
    form = page.get_by_test_id("lead-form")
    expect(form.get_by_label("Company")).to_be_focused()
    keys.tab_to(form.get_by_label("Phone"))
    keys.type("+33 1 02 03 04 05")
    keys.press("Enter")
    expect(form).to_have_count(0)
    expect(edit).to_be_focused()
    keys.look()
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 02 03 04 05")
    # Escape leaves a form in which nothing was written.
    keys.press("Enter")
    expect(form.get_by_label("Company")).to_be_focused()
    keys.press("Escape")
    expect(edit).to_be_focused()
    plan = page.get_by_role("button", name="Plan a next step")
    keys.tab_to(plan, "Shift+Tab")
    keys.press("Enter")
    expect(page.get_by_test_id("plan-form").get_by_label("What is to be done")).to_be_focused()
    keys.type("Call back")
    keys.press("Enter")
    expect(page.get_by_test_id("next-step")).to_contain_text("Call back")
    keys.look()
    note = page.get_by_role("region", name="Notes", exact=True).get_by_role("textbox")
    keys.tab_to(note)
    keys.type("Written without a mouse")
    add = page.get_by_role("button", name="Add the note")
    keys.tab_to(add)
    keys.press("Enter")
    expect(page.get_by_test_id("notes")).to_contain_text("Written without a mouse")
    keys.look()


def test_a_lead_is_moved_on_the_board(place: Place, opened: Open, word: str) -> None:
    project = place.owner.post("/api/v1/projects", json={"name": word}).json()["id"]
    lead = place.drop(word, projectId=project)
    place.drop(f"{word} other", projectId=project)
    page, keys = begin(place, opened, f"/pipeline?project={project}")
    card = page.locator(f'[data-card-link="{lead["id"]}"]')
    first = page.locator("[data-card-link][tabindex='0']")
    keys.tab_to(first)
    keys.press("ArrowDown")
    expect(card).to_be_focused()
    keys.press(" ")
    keys.press("ArrowRight")
    keys.press(" ")
    expect(page.locator("[data-testid=stage][data-stage=Contacted]").get_by_test_id("card")).to_contain_text(word)
    expect(card).to_be_focused()
    keys.look()
    stages = place.owner.get(f"/api/v1/projects/{project}/stages").json()["items"]
    contacted = next(stage["id"] for stage in stages if stage["name"] == "Contacted")
    until("the node has it", lambda: place.lead(lead)["stageId"] == contacted)
    # Into a stage that asks why.
    keys.press(" ")
    last = len(stages) - 2
    for _ in range(last):
        keys.press("ArrowRight")
    keys.press(" ")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    keys.look()
    keys.tab_to(dialog.get_by_label("Reason"))
    keys.type("Too dear")
    keys.tab_to(dialog.locator("button[type=submit]"))
    keys.press("Enter")
    expect(dialog).to_have_count(0)
    until("it is closed", lambda: place.lead(lead)["closeReason"] == "Too dear")
    expect(card).to_be_focused()
    keys.look()


def test_a_message_is_written_and_answered(place: Place, opened: Open, word: str) -> None:
    channel = place.owner.post("/api/v1/channels", json={"name": word}).json()
    page, keys = begin(place, opened, f"/chat/{channel['id']}")
    field = page.get_by_test_id("conversation").get_by_role("textbox").first
    keys.tab_to(field)
    keys.type("A question")
    keys.press("Enter")
    message = page.get_by_test_id("conversation").get_by_test_id("message").filter(has_text="A question")
    expect(message).to_have_count(1)
    expect(field).to_be_focused()
    menu = message.get_by_role("button", name="What to do with the message")
    keys.tab_to(menu, "Shift+Tab")
    keys.press("Enter")
    answer = page.get_by_role("menuitem", name="Answer in a thread")
    expect(answer).to_be_focused()
    keys.press("Enter")
    thread = page.get_by_test_id("thread")
    expect(thread).to_contain_text("A question")
    expect(thread.get_by_role("textbox")).to_be_focused()
    keys.type("An answer")
    keys.press("Enter")
    expect(thread.get_by_test_id("message")).to_have_count(2)
    expect(thread.get_by_role("textbox")).to_be_focused()
    close = page.get_by_role("button", name="Close the thread")
    keys.tab_to(close, "Shift+Tab")
    keys.press("Enter")
    expect(thread).to_have_count(0)
    keys.look()


def test_a_payout_is_approved(place: Place, opened: Open, word: str) -> None:
    camille = place.node.sign_in(OWNER)
    members = place.owner.get("/api/v1/members").json()["items"]
    mo = next(one["person"]["id"] for one in members if one["person"]["email"] == MEMBER)
    answer = camille.post("/api/v1/payouts", headers={"Idempotency-Key": word}, json={
        "personId": mo, "amount": {"amount": 5_000, "currency": "EUR"}, "description": word, "leadId": None})
    assert answer.status_code == 201, answer.text
    camille.close()
    page, keys = begin(place, opened)
    page.keyboard.press("g")
    keys.press("m")
    page.wait_for_url("**/payouts")
    row = page.locator(f'[data-payout="{answer.json()["id"]}"]')
    keys.tab_to(row.get_by_role("button", name="Approve"))
    keys.press("Enter")
    yes = page.get_by_role("dialog").get_by_role("button", name="Approve it")
    keys.tab_to(yes)
    keys.press("Enter")
    expect(row.get_by_test_id("payout-state")).to_have_attribute("data-state", "approved")
    expect(page.get_by_role("dialog")).to_have_count(0)
    keys.look()


def test_many_leads_are_changed_and_taken_back(place: Place, opened: Open, word: str) -> None:
    leads = [place.drop(f"{word} {number}") for number in range(3)]
    page, keys = begin(place, opened)
    first = page.locator(f'[data-lead-id="{leads[2]["id"]}"] [data-lead-link]')
    keys.tab_to(first)
    keys.press("x")
    keys.press("ArrowDown")
    keys.press("x")
    expect(page.get_by_test_id("chosen-count")).to_have_text("2 chosen")
    owner = page.get_by_test_id("bulk").get_by_role("button", name="Owner…")
    keys.tab_to(owner)
    keys.press("Enter")
    expect(page.get_by_role("menuitem", name="Nobody")).to_be_focused()
    # Letters and arrows only lead to a name, and Escape back to where one was.
    keys.press("c", "ArrowDown", "ArrowDown", "Escape")
    expect(owner).to_be_focused()
    expect(page.get_by_test_id("chosen-count")).to_have_text("2 chosen")
    keys.press("Enter", "c")
    expect(page.get_by_role("menuitem", name="Camille Owner")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_test_id("bulk")).to_contain_text("Owner changed: 2.")
    keys.look()
    until("they have an owner", lambda: all(place.lead(lead)["ownerId"] is not None for lead in leads[1:]))
    keys.tab_to(page.get_by_test_id("bulk").get_by_role("button", name="Undo"))
    keys.press("Enter")
    expect(page.get_by_test_id("bulk")).to_contain_text("Taken back: 2.")
    keys.look()
    assert all(place.lead(lead)["ownerId"] is None for lead in leads)


def test_a_choice_that_is_stored_is_made_by_enter_and_not_by_every_key(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    stages = [stage["name"] for stage in place.owner.get(f"/api/v1/projects/{lead['projectId']}/stages").json()["items"]]
    page, keys = begin(place, opened, f"/leads/{lead['id']}")
    written: list[str] = []
    page.on("request", lambda asked: written.append(asked.url) if asked.method != "GET" and f"/leads/{lead['id']}" in asked.url and "visit" not in asked.url else None)
    stage = page.get_by_label("Stage", exact=True)
    owner = page.get_by_label("Owner", exact=True)
    keys.tab_to(stage)
    hint = page.get_by_text("Enter chooses it, Escape does not")
    keys.press("ArrowDown", "ArrowDown")
    expect(hint).to_be_visible()
    expect(stage.locator("option:checked")).to_have_text(stages[2])
    # What it stood at is there again, and nothing was asked of the node.
    keys.press("Escape")
    expect(hint).to_have_count(0)
    expect(stage.locator("option:checked")).to_have_text(stages[0])
    keys.press("ArrowDown", "ArrowDown", "ArrowUp")
    assert written == []
    keys.press("Enter")
    until("it is moved", lambda: place.lead(lead)["stageId"] != lead["stageId"])
    expect(stage.locator("option:checked")).to_have_text(stages[1])
    expect(stage).to_be_focused()
    assert len(written) == 1
    # Whoever goes on has chosen.
    keys.tab_to(owner, "Shift+Tab")
    keys.type("c")
    expect(owner.locator("option:checked")).to_have_text("Camille Owner")
    assert len(written) == 1
    keys.press("Tab")
    until("it has an owner", lambda: place.lead(lead)["ownerId"] is not None)
    assert len(written) == 2
    keys.look()
