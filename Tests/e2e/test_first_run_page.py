"""A new workspace on the page: the list of first steps, sample data and its removal; tags; dropping from anywhere; who is in a channel."""

import urllib.parse
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.standing import Standing, signed_in, standing
from driver.watched import PHONE, Open, shoot

READY_MS = 60_000
MEMBER = "mila@example.com"


class New(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[New]:
    with standing(binary, tmp_path, New) as made:
        yield made


def opened_at(place: New, opened: Open, path: str = "/leads", email: str = "camille@example.com", **look) -> Page:
    page = signed_in(place, opened, email, **look)
    page.goto(place.node.url + path)
    page.wait_for_load_state("networkidle")
    return page


def first_run(page: Page) -> Locator:
    return page.get_by_test_id("first-run")


def step(page: Page, name: str) -> Locator:
    return first_run(page).locator(f"[data-step={name}]")


def let_fall(page: Page, types: dict[str, str]) -> None:
    """A drag from another window, as the browser tells of it."""
    page.evaluate(
        """types => {
            const data = new DataTransfer();
            for (const [type, text] of Object.entries(types)) data.setData(type, text);
            for (const type of ["dragover", "drop"]) {
                document.querySelector("main").dispatchEvent(
                    new DragEvent(type, {dataTransfer: data, bubbles: true, cancelable: true}));
            }
        }""", types)


def test_the_list_of_first_steps_ends_with_a_lead_that_is_ready_and_samples_go_with_one_click(place: New, opened: Open) -> None:
    page = opened_at(place, opened)
    expect(first_run(page)).to_have_attribute("data-done", "false")
    shoot(page, "first-run")
    first_run(page).get_by_role("button", name="Fill in sample data").click()
    expect(page.get_by_test_id("lead-row")).to_have_count(6)
    expect(first_run(page).get_by_role("button", name="Remove the sample data")).to_be_visible()
    stages = {lead["stageId"] for lead in place.owner.all_leads()}
    assert len(stages) > 2
    # What is made up is no progress.
    expect(step(page, "drop")).to_have_attribute("data-done", "false")
    step(page, "drop").get_by_role("link").click()
    page.locator("input[name=company]").fill("La vraie")
    page.keyboard.press("Enter")
    page.wait_for_url("**/leads/*-*")
    page.get_by_role("link", name="All leads").click()
    expect(step(page, "drop")).to_have_attribute("data-done", "true")
    expect(first_run(page)).to_have_attribute("data-done", "true", timeout=READY_MS)
    shoot(page, "first-run-done")
    first_run(page).get_by_role("button", name="Remove the sample data").click()
    expect(page.get_by_test_id("lead-row")).to_have_count(1)
    first_run(page).get_by_role("button", name="Hide this list").click()
    expect(first_run(page)).to_have_count(0)
    page.reload()
    expect(page.get_by_test_id("lead-row")).to_have_count(1)
    expect(first_run(page)).to_have_count(0)


def test_tags_are_joined_and_taken_away_everywhere(place: New, opened: Open) -> None:
    for company, tags in (("Alpha", ["vip"]), ("Berta", ["Salon"]), ("Caesar", ["Salon"])):
        place.owner.drop(company, tags=tags)
    page = opened_at(place, opened, "/settings/tags")
    tags = page.get_by_test_id("tags")
    expect(tags.get_by_role("listitem").first).to_contain_text("Salon")
    shoot(page, "tags")
    page.get_by_role("button", name="Actions for the tag vip").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Salon")
    expect(page.get_by_role("dialog")).to_contain_text("both become one")
    page.get_by_role("button", name="Join them").click()
    expect(tags.get_by_role("listitem")).to_have_count(1)
    expect(tags).to_contain_text("3 leads")
    tags.get_by_role("link", name="3 leads").click()
    expect(page.get_by_test_id("lead-row")).to_have_count(3)
    page.goto(f"{place.node.url}/settings/tags")
    page.get_by_role("button", name="Actions for the tag Salon").click()
    page.get_by_role("menuitem", name="Remove").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("No lead has a tag yet.")).to_be_visible()


def test_what_falls_on_the_page_becomes_a_lead_or_an_import(place: New, opened: Open) -> None:
    page = opened_at(place, opened, "/pipeline")
    let_fall(page, {"text/uri-list": "https://www.dupont-fils.fr/", "text/plain": "Dupont"})
    page.wait_for_url("**/leads/new?*")
    expect(page.locator("input[name=company]")).to_have_value("Dupont fils")
    page.get_by_text("From any web site").click()
    mark = page.get_by_role("link", name="Drop as a lead").get_attribute("href") or ""
    assert mark.startswith("javascript:") and f'open("{place.node.url}/leads/new?"' in urllib.parse.unquote(mark)
    shoot(page, "drop-elsewhere")
    let_fall(page, {"text/plain": "Alpha\nBerta\nCaesar"})
    page.wait_for_url("**/leads/import/*")
    expect(page.get_by_text("Caesar").first).to_be_visible()


def test_a_bookmark_fills_the_form_in(place: New, opened: Open) -> None:
    page = opened_at(place, opened, "/leads/new?company=Dupont&website=https%3A%2F%2Fdupont.example%2F&notes=Vu%20en%20ligne")
    expect(page.locator("textarea[name=notes]")).to_have_value("Vu en ligne")
    expect(page.locator("input[name=website]")).to_have_value("https://dupont.example/")


def test_a_channel_shows_who_else_has_it_open(place: New, opened: Open) -> None:
    channel = place.owner.get("/api/v1/channels").json()["items"][0]["id"]
    page = opened_at(place, opened, f"/chat/{channel}")
    expect(page.get_by_test_id("channel-people")).to_have_count(0)
    other = opened_at(place, opened, f"/chat/{channel}", MEMBER)
    expect(page.get_by_test_id("channel-people").get_by_role("listitem")).to_have_count(1)
    other.close()
    expect(page.get_by_test_id("channel-people")).to_have_count(0)


def test_a_war_room_shows_what_is_paid_for_the_lead(place: New, opened: Open) -> None:
    lead = place.owner.wait_until_ended(place.owner.drop("Payé"))["lead"]
    people = place.owner.get("/api/v1/members").json()["items"]
    person = next(one["person"]["id"] for one in people if one["person"]["email"] == MEMBER)
    page = opened_at(place, opened, f"/leads/{lead['id']}")
    expect(page.get_by_text("Nothing is paid for this lead yet.")).to_be_visible()
    made = place.owner.http.post("/api/v1/payouts", headers={"Idempotency-Key": "k-1"}, json={
        "personId": person, "leadId": lead["id"], "description": "Prime", "amount": {"amount": 12_345, "currency": "EUR"}})
    assert made.status_code == 201, made.text
    expect(page.get_by_test_id("lead-payouts")).to_contain_text("€123.45")


def test_the_first_steps_fit_a_phone_in_french(place: New, opened: Open) -> None:
    page = opened_at(place, opened, size=PHONE, has_touch=True, is_mobile=True, language="fr")
    expect(first_run(page)).to_be_visible()
    shoot(page, "first-run-phone-fr")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
