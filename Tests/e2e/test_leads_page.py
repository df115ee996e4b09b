"""Working on leads in a real browser: editing with others, contacts, notes, history, duplicates, the trash, finding,
views, export, imports, projects and public forms.

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

VIEWER = "vera@example.com"
# Enough that a debug build is still at it when a hand stops it.
IMPORTED_ROWS = 5_000


class Place(Standing):
    """A node with an owner and a viewer, and leads that the owner's token drops."""

    roles = {VIEWER: "viewer"}

    def drop(self, company: str, **fields: Any) -> dict[str, Any]:
        """A lead that the node has done with, so that nothing but the test changes it."""
        answer = self.owner.post("/api/v1/leads", json={"company": company, **fields})
        assert answer.status_code in (200, 201), answer.text
        return self.owner.wait_until_ended(answer.json())["lead"]

    def lead(self, lead_id: str) -> dict[str, Any]:
        return self.owner.war_room(lead_id)["lead"]

    def set_policy(self, policy: str) -> None:
        """What becomes of duplicates in the project into which people drop."""
        [project] = [one for one in self.owner.get("/api/v1/projects").json()["items"] if one["isDefault"]]
        answer = self.owner.http.patch(
            f"/api/v1/projects/{project['id']}", json={"duplicatePolicy": policy}, headers={"If-Match": f'"{project["version"]}"'})
        assert answer.status_code == 200, answer.text

    def change(self, lead_id: str, **fields: Any) -> None:
        version = self.lead(lead_id)["version"]
        answer = self.owner.http.patch(f"/api/v1/leads/{lead_id}", json=fields, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("leads"), Place) as place:
        yield place


@pytest.fixture
def word() -> str:
    """A word that no other test's leads have."""
    return f"w{uuid4().hex[:10]}"


def open_lead(page: Page, place: Place, lead: dict[str, Any]) -> None:
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(page.get_by_test_id("war-room")).to_be_visible()
    expect(page.get_by_role("button", name="More actions")).to_be_visible()


def open_list(page: Page, place: Place, query: str = "") -> None:
    page.goto(f"{place.node.url}/leads{query}")
    expect(page.get_by_test_id("list-tools")).to_be_visible()


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def choose(page: Page, menu: str, act: str) -> None:
    page.get_by_role("button", name=menu, exact=True).click()
    page.get_by_role("menuitem", name=act, exact=True).click()


def rows(page: Page) -> Locator:
    return page.get_by_test_id("lead-list").get_by_test_id("lead-row")


# Changing a lead


def test_who_may_only_look_is_offered_no_change(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, notes="Seen by all")
    page = signed_in(place, opened, VIEWER)
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(page.get_by_test_id("lead-details")).to_contain_text("Seen by all")
    for name in ("Edit the lead", "More actions", "Analyse again", "Add a contact", "Plan a next step"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)
    page.goto(f"{place.node.url}/leads/import")
    expect(page.get_by_role("heading", name="You may not import leads")).to_be_visible()


def test_a_lead_is_edited_in_place_and_others_see_it(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, email="ada@example.com")
    page, onlooker = signed_in(place, opened), signed_in(place, opened)
    open_lead(onlooker, place, lead)
    open_lead(page, place, lead)
    page.get_by_role("button", name="Edit the lead").click()
    form = page.get_by_test_id("lead-form")
    expect(form.get_by_label("Company")).to_be_focused()
    form.get_by_label("Company").fill("")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_test_id("field-fault")).to_have_text("Enter the company’s name.")
    form.get_by_label("Company").fill(f"{word} & Fils")
    form.get_by_label("Phone").fill("+33 1 23 45 67 89")
    form.get_by_label("E-mail").fill("")
    form.get_by_label("Tags").press_sequentially("hot,Lyon")
    form.get_by_label("Tags").press("Enter")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    expect(page.get_by_role("button", name="Edit the lead")).to_be_focused()
    for one in (page, onlooker):
        expect(one.get_by_role("heading", level=1)).to_have_text(f"{word} & Fils")
        expect(one.get_by_test_id("lead-details")).to_contain_text("+33 1 23 45 67 89")
        expect(one.get_by_test_id("lead-details")).to_contain_text("Lyon")
        expect(one.get_by_test_id("lead-details")).not_to_contain_text("ada@example.com")
    stored = place.lead(lead["id"])
    assert (stored["email"], stored["tags"]) == (None, ["hot", "Lyon"])


def test_what_others_change_shows_beside_what_is_written(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, phone="1")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    page.get_by_role("button", name="Edit the lead").click()
    form = page.get_by_test_id("lead-form")
    form.get_by_label("Phone").fill("+33 1 11 11 11 11")
    form.get_by_label("Description").fill("Mine")
    place.change(lead["id"], phone="+33 2 22 22 22 22", email="new@example.com")
    # The field that is not being written in follows; the other one is to be decided.
    expect(form.get_by_label("E-mail")).to_have_value("new@example.com")
    conflict = form.get_by_test_id("conflicts").locator("[data-field=phone]")
    expect(conflict.get_by_test_id("theirs")).to_have_text("+33 2 22 22 22 22")
    expect(conflict.get_by_test_id("yours")).to_have_text("+33 1 11 11 11 11")
    shoot(page, "lead-conflict")
    form.get_by_role("button", name="Take theirs: Phone").click()
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    stored = place.lead(lead["id"])
    assert (stored["phone"], stored["notes"], stored["email"]) == ("+33 2 22 22 22 22", "Mine", "new@example.com")


def test_a_stale_change_is_refused_and_nothing_of_it_is_lost(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, phone="1")
    page = signed_in(place, opened)
    # Without events the page finds out by the node's refusal.
    page.route_web_socket("**/realtime/**", lambda socket: None)
    open_lead(page, place, lead)
    page.get_by_role("button", name="Edit the lead").click()
    form = page.get_by_test_id("lead-form")
    form.get_by_label("Phone").fill("+33 1 11 11 11 11")
    place.change(lead["id"], phone="+33 2 22 22 22 22", vat="FR40303265045")
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_test_id("conflicts").locator("[data-field=phone]").get_by_test_id("theirs")).to_have_text("+33 2 22 22 22 22")
    expect(form.get_by_role("textbox", name="Phone")).to_have_value("+33 1 11 11 11 11")
    expect(form.get_by_role("textbox", name="VAT number")).to_have_value("FR40303265045")
    assert place.lead(lead["id"])["phone"] == "+33 2 22 22 22 22"
    form.get_by_role("button", name="Keep mine: Phone").click()
    # A change that meets no other one goes through on what is there by then.
    place.change(lead["id"], email="late@example.com")
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)
    stored = place.lead(lead["id"])
    assert (stored["phone"], stored["vat"], stored["email"]) == ("+33 1 11 11 11 11", "FR40303265045", "late@example.com")


def test_owner_stage_and_next_step_are_set(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page = signed_in(place, opened, size=PHONE)
    open_lead(page, place, lead)
    follow = section(page, "Next step")
    follow.get_by_label("Owner").select_option(label="Camille Owner")
    until("the owner is stored", lambda: place.lead(lead["id"])["ownerId"])
    follow.get_by_label("Stage").select_option(label="Meeting")
    until("the stage is stored", lambda: place.lead(lead["id"])["stageId"] != lead["stageId"])
    follow.get_by_role("button", name="Plan a next step").click()
    follow.get_by_label("What is to be done").fill("Send the offer")
    follow.get_by_label("Due on").fill("2020-01-31")
    follow.get_by_label("Remind the owner at").fill("2099-01-30T09:00")
    follow.get_by_role("button", name="Save").click()
    expect(follow.get_by_test_id("next-step")).to_contain_text("Send the offer")
    expect(follow.get_by_test_id("next-step")).to_contain_text("Overdue")
    assert place.lead(lead["id"])["remindAt"] is not None
    no_sideways_scroll(page)
    follow.get_by_role("button", name="Done").click()
    expect(follow).to_contain_text("Nothing is planned.")


def test_a_choice_made_while_another_is_on_its_way_is_stored_after_it(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    owner = section(page, "Next step").get_by_label("Owner")
    held: list[Route] = []
    page.route(f"**/api/v1/leads/{lead['id']}", lambda route: held.append(route) if route.request.method == "PATCH" else route.continue_())
    for choice in ("Camille Owner", "Nobody"):
        owner.select_option(label=choice)
        expect(owner.locator("option:checked")).to_have_text(choice)
    until("the first is on its way", lambda: page.wait_for_timeout(50) or held)
    page.wait_for_timeout(200)
    assert len(held) == 1
    held[0].continue_()
    until("the second follows", lambda: page.wait_for_timeout(50) or len(held) == 2)
    assert [route.request.post_data_json["ownerId"] is None for route in held] == [False, True]
    with page.expect_response(lambda answer: answer.request.method == "PATCH" and answer.ok):
        held[1].continue_()
    expect(owner.locator("option:checked")).to_have_text("Nobody")
    assert place.lead(lead["id"])["ownerId"] is None


def test_contacts_come_change_and_go_with_undo(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, contactName="Ada", email="ada@example.com")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    contacts = section(page, "Further contacts")
    contacts.get_by_role("button", name="Add a contact").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Add").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Enter a name.")
    dialog.get_by_label("Name").fill("Ben")
    dialog.get_by_label("E-mail").fill("ben@example.com")
    dialog.get_by_role("button", name="Add").click()
    expect(contacts.get_by_test_id("contact")).to_contain_text("ben@example.com")
    choose(page, "Actions for Ben", "Edit")
    page.get_by_role("dialog").get_by_label("Function").fill("Purchasing")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(contacts.get_by_test_id("contact")).to_contain_text("Purchasing")
    choose(page, "Actions for Ben", "Make main contact")
    expect(page.get_by_test_id("lead-details")).to_contain_text("ben@example.com")
    expect(contacts.get_by_test_id("contact")).to_contain_text("Ada")
    choose(page, "Actions for Ada", "Remove")
    expect(contacts.get_by_test_id("contact")).to_have_count(0)
    contacts.get_by_role("button", name="Undo").click()
    expect(contacts.get_by_test_id("contact")).to_contain_text("ada@example.com")


def test_notes_are_written_changed_and_removed_with_undo(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page, onlooker = signed_in(place, opened), signed_in(place, opened)
    open_lead(onlooker, place, lead)
    open_lead(page, place, lead)
    notes = section(page, "Notes")
    notes.get_by_label("New note").fill("Called, wants an offer.")
    notes.get_by_role("button", name="Add the note").click()
    expect(notes.get_by_test_id("note")).to_contain_text("Called, wants an offer.")
    expect(section(onlooker, "Notes").get_by_test_id("note")).to_contain_text("Camille Owner")
    choose(page, "Actions for the note by Camille Owner", "Edit")
    notes.get_by_label("Note", exact=True).fill("Called; send the offer.")
    notes.get_by_role("button", name="Save").click()
    expect(notes.get_by_test_id("note")).to_contain_text("edited")
    expect(section(onlooker, "Notes").get_by_test_id("note")).to_contain_text("send the offer")
    choose(page, "Actions for the note by Camille Owner", "Remove")
    expect(notes.get_by_test_id("note")).to_have_count(0)
    notes.get_by_role("button", name="Undo").click()
    expect(notes.get_by_test_id("note")).to_contain_text("send the offer")


def test_history_tells_who_changed_what(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word, phone="+33 1 11 11 11 11")
    for number in range(25):
        place.change(lead["id"], nextStep=f"Step {number}")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    history = page.get_by_test_id("history")
    history.locator("summary").press("Enter")
    expect(history.get_by_test_id("history-entry").first).to_contain_text("Step 23")
    expect(history.get_by_test_id("history-entry").first).to_contain_text("Step 24")
    shown = history.get_by_test_id("history-entry").count()
    history.get_by_role("button", name="Show more").click()
    expect(history.get_by_test_id("history-entry").nth(shown)).to_be_visible()
    section(page, "Next step").get_by_label("Stage").select_option(label="Won")
    page.get_by_role("dialog").get_by_role("button", name="Move").click()
    expect(history.get_by_test_id("history-entry").first).to_contain_text("Camille Owner")
    expect(history.get_by_test_id("history-entry").first.locator("ins")).to_have_text("Won")


def test_a_duplicate_is_merged_into_the_lead(place: Place, opened: Open, word: str) -> None:
    mail = f"{word}@example.com"
    lead = place.drop(f"{word} one", email=mail)
    other = place.drop(f"{word} two", email=mail, siren="732829320")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    expect(section(page, "Perhaps the same company")).to_contain_text("same e-mail")
    page.get_by_role("button", name=f"Merge {word} two into this lead").click()
    page.get_by_role("dialog").get_by_role("button", name="Merge", exact=True).click()
    expect(page.get_by_test_id("said").first).to_contain_text("is merged into this lead")
    expect(page.get_by_test_id("lead-details")).to_contain_text("732829320")
    expect(page.get_by_test_id("duplicates")).to_have_count(0)
    page.goto(f"{place.node.url}/leads/{other['id']}")
    page.get_by_role("link", name="Open the other lead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} one")


def test_a_refused_duplicate_leads_to_the_lead_that_is_there(place: Place, opened: Open, word: str) -> None:
    place.drop(f"{word} first", email=f"{word}@example.com")
    place.set_policy("refuse")
    try:
        page = signed_in(place, opened)
        page.goto(f"{place.node.url}/leads/new")
        page.get_by_label("Company").fill(f"{word} second")
        page.get_by_label("E-mail").fill(f"{word}@example.com")
        page.get_by_role("button", name="Drop the lead").click()
        expect(page.get_by_test_id("drop-duplicates")).to_contain_text("same e-mail")
        page.get_by_role("link", name=f"{word} first").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(f"{word} first")
    finally:
        place.set_policy("keep")


def test_a_lead_is_archived_and_deleted_and_comes_back(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    choose(page, "More actions", "Archive")
    expect(page.get_by_test_id("lead-place")).to_contain_text("Archived on")
    page.get_by_test_id("said").first.get_by_role("button", name="Undo").click()
    expect(page.get_by_test_id("lead-place")).to_have_count(0)
    choose(page, "More actions", "Move to the trash")
    expect(page.get_by_test_id("lead-place")).to_contain_text("In the trash")
    expect(page.get_by_role("button", name="Edit the lead")).to_have_count(0)
    page.get_by_test_id("lead-place").get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Edit the lead")).to_be_visible()
    assert place.lead(lead["id"])["deletedAt"] is None


def test_the_dossier_is_written_again(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    before = place.owner.get(f"/api/v1/leads/{lead['id']}/dossiers").json()["items"]
    choose(page, "More actions", "Write the dossier again")
    expect(page.get_by_test_id("said").first).to_contain_text("being written")
    until("a second dossier", lambda: len(place.owner.get(f"/api/v1/leads/{lead['id']}/dossiers").json()["items"]) > len(before))


# Finding leads


def first_slices(page: Page) -> list[str]:
    """The addresses of the first slices of lists that the page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/api/v1/leads?" in request.url else None)
    return asked


def test_the_list_of_the_address_is_asked_for_once(place: Place, opened: Open, word: str) -> None:
    place.drop(f"Asked for {word}", tags=[word])
    page = signed_in(place, opened)
    asked = first_slices(page)
    open_list(page, place, f"?tag={word}")
    expect(rows(page)).to_have_count(1)
    assert [f"tag={word}" in url for url in asked] == [True], asked


def test_a_search_at_the_start_asks_for_the_whole_list_behind_it_once(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    asked = first_slices(page)
    page.goto(f"{place.node.url}/leads?q={word}")
    expect(page.get_by_test_id("list-tools")).to_be_visible()
    assert [word in url for url in asked if "cursor=" not in url] == [False], asked


def test_a_first_list_that_does_not_come_is_asked_for_again(place: Place, opened: Open, word: str) -> None:
    place.drop(f"Asked again {word}", tags=[word])
    page = signed_in(place, opened)
    asked = first_slices(page)
    page.route("**/api/v1/leads?*", lambda route: route.fulfill(status=503), times=1)
    open_list(page, place, f"?tag={word}")
    expect(rows(page)).to_have_count(1)
    assert len(asked) == 2, asked


def test_filters_and_order_stand_in_the_address(place: Place, opened: Open, word: str) -> None:
    for name in ("b", "c", "a"):
        place.drop(f"{name} {word}", tags=[word])
    place.drop(f"other {word}")
    page = signed_in(place, opened)
    open_list(page, place)
    page.get_by_test_id("filters").click()
    page.get_by_test_id("filter-panel").get_by_label("Tags").select_option(value=word)
    expect(rows(page)).to_have_count(3)
    page.get_by_label("Order").select_option(label="Company A–Z")
    expect(rows(page).first).to_contain_text(f"a {word}")
    assert f"tag={word}" in page.url and "sort=company" in page.url
    page.reload()
    expect(rows(page)).to_have_count(3)
    expect(rows(page).last).to_contain_text(f"c {word}")
    page.get_by_role("button", name=f"Remove the filter {word}").click()
    expect(page.get_by_test_id("filter-chips")).to_have_count(0)


def test_a_view_is_saved_shared_and_chosen(place: Place, opened: Open, word: str) -> None:
    place.drop(f"{word} in", tags=[word])
    page = signed_in(place, opened)
    open_list(page, place, f"?tag={word}&sort=company")
    expect(rows(page)).to_have_count(1)
    page.get_by_test_id("views").select_option(value="save")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Enter a name.")
    dialog.get_by_label("Name").fill(f"View {word}")
    dialog.get_by_label("For everyone in the workspace").check()
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("views").locator("option:checked")).to_have_text(f"View {word}")
    viewer = signed_in(place, opened, VIEWER)
    open_list(viewer, place)
    viewer.get_by_test_id("views").select_option(label=f"View {word}")
    expect(rows(viewer)).to_have_count(1)
    assert f"tag={word}" in viewer.url
    page.get_by_test_id("views").select_option(value="manage")
    page.get_by_role("button", name=f"Delete the view View {word}").click()
    expect(page.get_by_role("dialog")).not_to_contain_text(word)


def test_search_shows_the_best_match_first_with_what_was_found(place: Place, opened: Open, word: str) -> None:
    place.drop("Somebody else", notes=f"They know {word} well")
    place.drop(f"Café {word}")
    page = signed_in(place, opened)
    open_list(page, place)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type(word)
    hits = page.get_by_test_id("search-hit")
    expect(hits).to_have_count(2)
    expect(hits.first.locator("mark").first).to_have_text(word)
    expect(hits.last).to_contain_text("They know")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Café {word}")


def test_the_trash_restores_a_lead(place: Place, opened: Open, word: str) -> None:
    lead = place.drop(word)
    version = place.lead(lead["id"])["version"]
    gone = place.owner.http.delete(f"/api/v1/leads/{lead['id']}", headers={"If-Match": f'"{version}"'})
    assert gone.status_code == 204, gone.text
    page = signed_in(place, opened, size=PHONE)
    open_list(page, place)
    choose(page, "More on the list", "Open the trash")
    page.get_by_role("button", name=f"Restore {word}").click()
    expect(page.get_by_role("button", name=f"Restore {word}")).to_have_count(0)
    no_sideways_scroll(page)
    page.get_by_role("button", name="Back to the list").click()
    expect(rows(page).filter(has_text=word)).to_be_visible()


def test_what_is_filtered_is_exported(place: Place, opened: Open, word: str) -> None:
    place.drop(f"=1+1 {word}", tags=[word])
    page = signed_in(place, opened)
    open_list(page, place, f"?tag={word}")
    expect(rows(page)).to_have_count(1)
    for act, ending in (("Export as CSV", "csv"), ("Export as JSON Lines", "jsonl")):
        with page.expect_download() as download:
            choose(page, "More on the list", act)
        assert download.value.suggested_filename.endswith(ending)
        text = Path(download.value.path()).read_text()
        assert word in text
        assert len([line for line in text.splitlines() if word in line]) == 1
        expect(page.get_by_test_id("export-status")).to_contain_text("is saved")


def test_an_ordered_list_is_fetched_again_when_its_answer_was_overtaken(place: Place, opened: Open, word: str) -> None:
    mover = place.drop(f"{word} B")
    place.drop(f"{word} C")
    page = signed_in(place, opened)
    open_list(page, place, f"?q={word}&sort=company")
    expect(rows(page)).to_have_count(2)
    held = Held(page, "**/api/v1/leads?*", times=1)
    place.change(mover["id"], company=f"{word} Ba")
    held.wait()
    place.change(mover["id"], company=f"{word} D")
    expect(rows(page).first).to_contain_text(f"{word} D")
    # The answer still has it above the other.
    held.give_on()
    expect(rows(page).first).to_contain_text(f"{word} C")
    expect(rows(page).last).to_contain_text(f"{word} D")


# Imports


def test_a_table_is_imported_step_by_step(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/leads/import")
    table = f"Société;Site web;Courriel\n{word} un;;un-{word}@example.com\n;;pas une adresse\n{word} deux;;\n"
    page.get_by_test_id("import-file").set_input_files(
        [{"name": "clients.csv", "mimeType": "text/csv", "buffer": table.encode("cp1252")}])
    shown = page.get_by_test_id("import")
    expect(shown).to_have_attribute("data-state", "mapping")
    expect(page.get_by_label("Meaning of Société")).to_have_value("company")
    expect(page.get_by_label("Meaning of Courriel")).to_have_value("email")
    page.get_by_label("Meaning of Site web").select_option("")
    page.get_by_label("Tags for all of them").press_sequentially(f"{word},")
    expect(page.get_by_test_id("preview").locator("tr[data-refused=true]")).to_have_count(1)
    shoot(page, "import-columns")
    # All of it stands on the node.
    page.reload()
    expect(page.get_by_test_id("tags")).to_contain_text(word)
    page.get_by_role("button", name="Check all rows").click()
    expect(shown).to_have_attribute("data-state", "checked")
    expect(page.locator("[data-count=good] dd")).to_have_text("2")
    expect(page.locator("[data-count=refused] dd")).to_have_text("1")
    expect(page.get_by_test_id("refused-rows")).to_contain_text("pas une adresse")
    page.get_by_test_id("start-import").click()
    expect(shown).to_have_attribute("data-state", "finished")
    expect(page.locator("[data-count=good] dd")).to_have_text("2")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the refused rows as CSV").click()
    assert "pas une adresse" in Path(download.value.path()).read_text()
    page.get_by_role("link", name="See the leads").click()
    expect(rows(page)).to_have_count(2)


def test_an_import_is_stopped_and_goes_on(place: Place, opened: Open, word: str) -> None:
    table = "company,email\n" + "".join(f"{word} {number},{word}-{number}@example.com\n" for number in range(IMPORTED_ROWS))
    made = place.owner.post(
        "/api/v1/imports", params={"name": "many.csv"}, content=table.encode(), headers={"Content-Type": "text/csv"})
    assert made.status_code == 201, made.text
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/leads/import")
    page.get_by_role("link", name="Open the import many.csv").click()
    shown = page.get_by_test_id("import")
    page.get_by_role("button", name="Check all rows").click()
    expect(page.get_by_test_id("start-import")).to_be_visible(timeout=60_000)
    page.get_by_test_id("start-import").click()
    page.get_by_role("button", name="Stop the import").click()
    expect(shown).to_have_attribute("data-state", "cancelled")
    page.get_by_role("button", name="Go on").click()
    expect(shown).to_have_attribute("data-state", "finished", timeout=120_000)
    assert len(place.owner.get("/api/v1/search", params={"q": word, "limit": 50}).json()["items"]) == 50


def test_a_pasted_list_needs_something_to_call_leads_by(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened, size=PHONE)
    page.goto(f"{place.node.url}/leads/import")
    page.get_by_role("button", name="Go on with the list").click()
    expect(page.get_by_test_id("field-fault")).to_have_text("Paste something first.")
    page.get_by_label("Paste a list").fill(f"{word} one\n{word} two\n")
    page.get_by_role("button", name="Go on with the list").click()
    expect(page.get_by_test_id("import")).to_have_attribute("data-state", "mapping")
    # The first choice is still on its way when the second is made, and the check is asked for.
    held: list[Route] = []
    page.route("**/api/v1/imports/*", lambda route: route.fallback() if held or route.request.method != "PATCH" else held.append(route))
    meaning = page.get_by_test_id("columns").get_by_role("combobox").first
    meaning.select_option("")
    expect(page.get_by_role("alert")).to_contain_text("Say which column")
    meaning.select_option("company")
    no_sideways_scroll(page)
    page.get_by_role("button", name="Check all rows").click()
    held[0].continue_()
    expect(page.get_by_test_id("import")).to_have_attribute("data-state", "checked")
    page.get_by_role("button", name="Delete this import").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete this import").click()
    expect(page.get_by_role("heading", name="Import leads")).to_be_visible()


# Projects and forms


def test_projects_are_made_renamed_archived_and_deleted(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/projects")
    page.get_by_role("button", name="New project").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(word)
    dialog.get_by_label("When a lead is there already").select_option("refuse")
    dialog.get_by_role("button", name="Save").click()
    project = page.get_by_test_id("project").filter(has_text=word)
    expect(project).to_contain_text("Refuse the new one")
    choose(page, f"Actions for {word}", "Edit…")
    page.get_by_role("dialog").get_by_label("Name").fill(f"{word} 2")
    page.get_by_role("dialog").get_by_role("button", name="Save").click()
    expect(project).to_contain_text(f"{word} 2")
    choose(page, f"Actions for {word} 2", "Archive")
    expect(project).to_have_count(0)
    page.get_by_role("button", name=f"Restore {word} 2").click()
    expect(project).to_be_visible()
    choose(page, f"Actions for {word} 2", "Delete…")
    page.get_by_role("dialog").get_by_role("button", name="Move to the trash").click()
    expect(project).to_have_count(0)
    expect(section(page, "Archived and deleted projects")).to_contain_text(word)


def test_a_public_form_is_made_and_brings_a_lead(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/forms")
    page.get_by_role("button", name="New form").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name", exact=True).first.fill(word)
    dialog.get_by_label("Sites that may embed it").fill("https://example.com/")
    dialog.get_by_role("button", name="Save").click()
    form = page.get_by_test_id("form").filter(has_text=word)
    expect(form).to_contain_text("https://example.com")
    form.get_by_role("button", name=f"Link and code of {word}").click()
    address = form.locator("code").first.inner_text()
    assert address.startswith(f"{place.node.url}/f/")
    expect(form.locator("code").last).to_contain_text("<iframe")
    sent = place.owner.http.post(
        address, data={"company": f"{word} visitor", "email": f"{word}@example.com"}, headers={"Origin": place.node.url})
    assert sent.status_code < 400, sent.text
    page.reload()
    expect(form).to_contain_text("1 received")
