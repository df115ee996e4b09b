"""Two browsers side by side while the node is killed under both: they catch up without a reload, with each other and with the node."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from driver.standing import OWNER, Standing, standing
from driver.until import until
from driver.watched import Open

MEMBER = "mo@example.com"
BACK_MS = 40_000


class Place(Standing):
    roles: ClassVar[dict[str, str]] = {MEMBER: "member"}


@pytest.fixture
def place(binary: Path, tmp_path: Path) -> Iterator[Place]:
    with standing(binary, tmp_path, Place) as place:
        yield place


def details(page: Page) -> Any:
    return page.get_by_test_id("lead-details")


def test_both_catch_up_after_the_node_was_killed(place: Place, opened: Open) -> None:
    answer = place.owner.post("/api/v1/leads", json={"company": "Acme", "phone": "+33 1 11 11 11 11"})
    lead = place.owner.wait_until_ended(answer.json())["lead"]
    watched = [opened(), opened()]
    for one, email in zip(watched, (OWNER, MEMBER), strict=True):
        one.context.add_cookies([place.node.sign_in_cookie(email)])
    pages = [one.page() for one in watched]
    for page in pages:
        page.goto(f"{place.node.url}/leads/{lead['id']}")
        expect(details(page)).to_contain_text("+33 1 11 11 11 11")
    for page in pages:
        expect(page.get_by_test_id("presence")).to_have_attribute("data-count", "2")
    place.node.kill()
    place.node.start()
    version = place.owner.war_room(lead["id"])["lead"]["version"]
    changed = place.owner.http.patch(
        f"/api/v1/leads/{lead['id']}", json={"phone": "+33 1 22 22 22 22"}, headers={"If-Match": f'"{version}"'})
    assert changed.status_code == 200, changed.text
    for page in pages:
        expect(details(page)).to_contain_text("+33 1 22 22 22 22", timeout=BACK_MS)
        expect(page.get_by_test_id("presence")).to_have_attribute("data-count", "2", timeout=BACK_MS)
    # And from one to the other.
    note = pages[1].get_by_role("region", name="Notes", exact=True)
    note.get_by_role("textbox").fill(f"back {uuid4().hex[:6]}")
    note.get_by_role("button", name="Add the note").click()
    expect(pages[0].get_by_test_id("notes")).to_contain_text("back", timeout=BACK_MS)
    until("the node has it once", lambda: len(place.owner.war_room(lead["id"])["notesList"]) == 1)
    # The browsers themselves report the refused connections of the pause.
    for one in watched:
        one.complaints[:] = [complaint for complaint in one.complaints if "WebSocket connection" not in complaint and "ERR_CONNECTION" not in complaint]
