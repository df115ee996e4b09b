"""What changed since one last looked, in real browsers: in the war room and in the list, for each person on all devices.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from driver.axe import violations
from driver.node import Node
from driver.standing import OWNER, Standing, signed_in, standing
from driver.until import until
from driver.watched import PHONE, Open, no_sideways_scroll, shoot

MEMBER = "mo@example.com"


class Place(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.camille, self.mo = node.sign_in(OWNER), node.sign_in(MEMBER)

    def close(self) -> None:
        super().close()
        self.camille.close()
        self.mo.close()

    def drop(self, **fields: Any) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/leads", json={"company": f"w{uuid4().hex[:10]}", **fields})
        assert answer.status_code == 201, answer.text
        return self.owner.wait_until_ended(answer.json())["lead"]

    def room(self, lead: dict[str, Any], client: httpx.Client | None = None) -> dict[str, Any]:
        return (client or self.camille).get(f"/api/v1/leads/{lead['id']}").json()

    def change(self, lead: dict[str, Any], client: httpx.Client, **fields: Any) -> None:
        version = self.room(lead)["lead"]["version"]
        answer = client.patch(f"/api/v1/leads/{lead['id']}", json=fields, headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200, answer.text

    def seen(self, lead: dict[str, Any]) -> None:
        """The page has told the node that all there is was seen."""
        def is_seen() -> bool:
            room = self.room(lead)
            return room["seen"] is not None and room["seen"]["upTo"] == room["lastChange"]
        until("the visit is noted", is_seen)


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("news"), Place) as place:
        yield place


def open_lead(page: Page, place: Place, lead: dict[str, Any]) -> None:
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(page.get_by_test_id("war-room")).to_be_visible()
    expect(page.get_by_role("region", name="Notes", exact=True)).to_be_visible()


def news(page: Page) -> Locator:
    return page.get_by_test_id("news")


def test_a_key_and_another_workspace_have_seen_nothing(place: Place) -> None:
    lead = place.drop()
    with closing(httpx.Client(base_url=place.node.url)) as nobody:
        assert nobody.put(f"/api/v1/leads/{lead['id']}/visit", json={"upTo": None}).status_code == 401
    unknown = place.camille.put(f"/api/v1/leads/{uuid4()}/visit", json={"upTo": None})
    assert unknown.status_code == 404
    refused = place.camille.put(f"/api/v1/leads/{lead['id']}/visit", json={"upTo": "no id"})
    assert refused.status_code == 400


def test_a_first_visit_and_what_one_did_oneself_are_no_news(place: Place, opened: Open) -> None:
    lead = place.drop(phone="+33 1 11 11 11 11")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    expect(news(page)).to_have_count(0)
    place.seen(lead)
    place.change(lead, place.camille, phone="+33 1 22 22 22 22")
    page.reload()
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 22 22 22 22")
    expect(news(page)).to_have_count(0)
    expect(page.get_by_test_id("new-mark")).to_have_count(0)


def test_what_others_did_is_shown_at_the_next_visit_and_once(place: Place, opened: Open) -> None:
    lead = place.drop(phone="+33 1 11 11 11 11")
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    place.seen(lead)
    page.goto(f"{place.node.url}/leads")
    row = page.get_by_test_id("lead-row").filter(has_text=lead["company"])
    expect(row).to_be_visible()
    place.change(lead, place.mo, phone="+33 1 33 33 33 33", tags=["hot"])
    answer = place.mo.post(f"/api/v1/leads/{lead['id']}/notes", json={"text": "Call back on Monday"}, headers={"Idempotency-Key": uuid4().hex})
    assert answer.status_code == 201, answer.text
    page.reload()
    expect(row.get_by_role("img", name="2 changes by others since your last visit")).to_have_text("2")
    shoot(page, "news-list")
    # Another device of the same person.
    second = signed_in(place, opened)
    # The first one says later what it has seen.
    page.route("**/api/v1/leads/*/visit", lambda route: None)
    for one in (page, second):
        open_lead(one, place, lead)
        expect(news(one)).to_have_attribute("data-count", "2")
        expect(news(one)).to_contain_text("2 changes by others since your last visit")
        expect(news(one)).to_contain_text("Phone")
        expect(one.get_by_test_id("lead-details").get_by_test_id("new-mark")).to_have_count(2)
        expect(one.get_by_role("region", name="Notes").get_by_test_id("new-mark")).to_have_count(1)
    page.get_by_test_id("history").locator("summary").click()
    entries = page.get_by_test_id("history").locator("li[data-testid=history-entry], li[data-testid=new-line]")
    expect(entries.nth(2)).to_have_text("↑New since your last visit")
    news(page).locator("summary").click()
    expect(news(page).get_by_test_id("history-entry")).to_have_count(2)
    expect(news(page)).to_contain_text("+33 1 33 33 33 33")
    shoot(page, "news-war-room")
    assert violations(page) == []
    place.seen(lead)
    # What is new stays so while it is looked at, and is seen on all devices.
    expect(news(page)).to_be_visible()
    second.reload()
    expect(second.get_by_test_id("lead-details")).to_be_visible()
    expect(second.get_by_role("region", name="Notes", exact=True)).to_be_visible()
    expect(news(second)).to_have_count(0)
    second.goto(f"{place.node.url}/leads")
    expect(second.get_by_test_id("lead-row").filter(has_text=lead["company"])).to_be_visible()
    second.wait_for_load_state("networkidle")
    expect(second.get_by_test_id("lead-row").filter(has_text=lead["company"]).get_by_role("img")).to_have_count(0)


def test_what_happens_while_one_looks_is_seen(place: Place, opened: Open) -> None:
    lead = place.drop()
    page = signed_in(place, opened)
    open_lead(page, place, lead)
    place.seen(lead)
    place.change(lead, place.mo, phone="+33 1 44 44 44 44")
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 44 44 44 44")
    expect(news(page)).to_have_count(0)
    place.seen(lead)
    page.reload()
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 44 44 44 44")
    expect(news(page)).to_have_count(0)


def test_who_left_the_page_open_comes_back_to_what_changed(place: Place, opened: Open) -> None:
    lead = place.drop()
    page = signed_in(place, opened)
    page.clock.install()
    open_lead(page, place, lead)
    page.clock.fast_forward(2_000)
    place.seen(lead)
    hide = "(state) => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true}); document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(hide, "hidden")
    # What the page asks for because of it is answered before its clock leaps, or it would give that up.
    with page.expect_response(lambda answer: answer.request.method == "GET" and answer.url.endswith(f"/leads/{lead['id']}")):
        place.change(lead, place.mo, phone="+33 1 55 55 55 55")
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 55 55 55 55")
    page.clock.fast_forward(10 * 60_000)
    page.evaluate(hide, "visible")
    expect(page.get_by_test_id("lead-details")).to_contain_text("+33 1 55 55 55 55")
    expect(news(page)).to_have_attribute("data-count", "1")
    expect(page.get_by_test_id("lead-details").get_by_test_id("new-mark")).to_have_count(1)


def test_news_in_french_at_night_and_on_a_phone(place: Place, opened: Open) -> None:
    lead = place.drop(phone="+33 1 11 11 11 11", tags=["Salon"])
    assert place.camille.put(f"/api/v1/leads/{lead['id']}/visit", json={"upTo": place.room(lead)["lastChange"]}).status_code == 200
    place.change(lead, place.mo, phone="+33 1 66 66 66 66", nextStep="Rappeler la direction", tags=["Salon", "VIP"])
    page = signed_in(place, opened, language="fr", theme="dark", size=PHONE)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("img", name="Une modification par d’autres depuis votre dernière visite").first).to_be_visible()
    shoot(page, "news-list-fr-dark-phone")
    page.goto(f"{place.node.url}/leads/{lead['id']}")
    expect(news(page)).to_contain_text("Une modification par d’autres depuis votre dernière visite")
    news(page).locator("summary").click()
    expect(news(page).get_by_test_id("history-entry")).to_have_count(1)
    no_sideways_scroll(page)
    shoot(page, "news-war-room-fr-dark-phone")
    assert violations(page) == []
