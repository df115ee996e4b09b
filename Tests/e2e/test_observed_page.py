"""The pages about the node and its errors on what a node really says of itself."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Page, Route, expect

from driver.node import Node
from driver.standing import Standing, signed_in, standing
from driver.watched import Open, shoot


class Place(Standing):
    def __init__(self, node: Node):
        # Every trace is kept, not a share of those that are neither slow nor failed.
        node.variables["TRACE_SAMPLE"] = "1"
        super().__init__(node)


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("observed"), Place) as place:
        yield place


def seen(page: Page, address: str, what: str) -> None:
    """What is gathered before it is written shows a moment later: the page is looked at again."""
    for _ in range(20):
        page.goto(address)
        expect(page.get_by_role("heading", level=1).first).to_be_visible()
        page.wait_for_timeout(500)
        if page.get_by_text(what).count() > 0:
            return
    raise AssertionError(f"{what} is not on {address}")


def test_a_node_says_how_it_is(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/node/health")
    expect(page.get_by_test_id("overall")).to_have_attribute("data-state", re.compile("ok|warn"))
    expect(page.get_by_test_id("metric")).to_have_count(5)
    expect(page.get_by_text("Free on the disk").first).to_be_visible()
    shoot(page, "observed-health")


def test_a_rule_is_changed_and_silenced(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/alerts/rules")
    row = page.locator("[data-testid=rule][data-rule=jobFailureRate]")
    expect(row).to_contain_text("above 5%")
    row.get_by_role("button", name="Edit").click()
    page.get_by_label("Threshold (per cent)").fill("7.5")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("above 7.5%")
    row.get_by_role("button", name="Silence “Jobs fail”").click()
    page.get_by_role("menuitem", name="Silence").click()
    page.get_by_label("Reason").fill("a trial")
    page.get_by_role("dialog").get_by_role("button", name="Silence").click()
    expect(row).to_contain_text("Silenced until")
    row.get_by_role("button", name="End the silence of “Jobs fail”").click()
    page.get_by_role("menuitem", name="End the silence").click()
    expect(row).not_to_contain_text("Silenced until")
    shoot(page, "observed-rules")

    page.goto(f"{place.node.url}/alerts/targets")
    page.get_by_label("E-mail addresses").fill("ops@example.com")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto(f"{place.node.url}/alerts")
    expect(page.get_by_text("No alert", exact=True).or_(page.get_by_test_id("alert")).first).to_be_visible()


def test_a_click_is_found_in_the_log_and_in_its_trace(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    made = place.owner.post("/api/v1/leads", json={"company": "Atelier Brun"})
    assert made.status_code == 201, made.text
    page.goto(f"{place.node.url}/node/logs")
    expect(page.get_by_test_id("log-line").first).to_be_visible()
    shoot(page, "observed-logs")
    seen(page, f"{place.node.url}/node/traces?route=POST+%2Fapi%2Fv1%2Fleads", "POST /api/v1/leads")
    shoot(page, "observed-traces")
    page.get_by_role("link", name="POST /api/v1/leads", exact=True).first.click()
    expect(page.get_by_test_id("span").first).to_be_visible()
    shoot(page, "observed-trace")


def test_what_the_page_reports_is_among_the_errors(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)

    def broken(route: Route) -> None:
        route.fulfill(status=500, json={"code": "internal_error", "detail": "It broke.", "traceId": route.request.headers["traceparent"].split("-")[1]},
                      content_type="application/problem+json")

    page.route("**/api/v1/audit?*", broken)
    with page.expect_response(re.compile(r"/api/\d+/envelope/")) as reported:
        page.goto(f"{place.node.url}/settings/audit")
    assert reported.value.status == 200, reported.value.text()
    trace = page.get_by_test_id("failure-trace").inner_text()
    seen(page, f"{place.node.url}/errors", "ApiFailure")
    shoot(page, "observed-errors")
    page.get_by_role("link", name=re.compile("ApiFailure.*internal_error")).click()
    expect(page.get_by_test_id("crumbs")).to_contain_text("/api/v1/audit → 500")
    if "UPRISING_WEB_DIST" not in os.environ:
        # The calls are those of the sources, not of the bundle; the node has the maps of its own page alone.
        expect(page.get_by_test_id("stack").first).to_contain_text(re.compile(r"\.tsx?:\d+"))
    expect(page.get_by_role("link", name="Its trace")).to_have_attribute("href", f"/node/traces/{trace}")
    shoot(page, "observed-error")
    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_test_id("error-state")).to_have_attribute("data-state", "resolved")
    page.get_by_label("Assigned to").select_option(index=1)
    expect(page.get_by_test_id("said")).to_have_text("Assigned.")


def test_a_program_reports_to_a_project_of_its_own(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/settings/errors")
    page.get_by_role("button", name="New project").click()
    page.get_by_label("Name").fill("billing")
    page.get_by_role("button", name="Save").click()
    made = page.locator("[data-testid=error-project][data-name=billing]")
    before = made.locator("code").first.inner_text()
    assert re.fullmatch(r"https?://[0-9a-f]{32}@[^/]+/\d+", before)
    made.get_by_role("button", name="Actions for billing").click()
    page.get_by_role("menuitem", name="New key").click()
    page.get_by_role("dialog").get_by_role("button", name="New key").click()
    expect(made.locator("code").first).not_to_have_text(before)
    made.get_by_role("button", name="Actions for billing").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(made).to_have_count(0)


def project(place: Place) -> dict[str, Any]:
    made = place.owner.post("/api/v1/error-projects", json={"name": f"shop {uuid4().hex[:6]}"})
    assert made.status_code == 201, made.text
    return made.json()


def report(place: Place, project: dict[str, Any], *items: tuple[dict[str, Any], bytes], **head: str) -> None:
    """An envelope as a stock SDK sends it."""
    body = json.dumps(head).encode() + b"\n"
    for kind, payload in items:
        body += json.dumps(kind | {"length": len(payload)}).encode() + b"\n" + payload + b"\n"
    key = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={project['publicKey']}"}
    answer = httpx.post(f"{place.node.url}/api/{project['id']}/envelope/", content=body, headers=key, trust_env=False)
    assert answer.status_code == 200, answer.text


def test_what_came_with_an_error_is_saved_as_it_was(place: Place, opened: Open) -> None:
    shop = project(place)
    event = {"event_id": uuid4().hex, "message": f"Paper jam {uuid4().hex[:6]}"}
    report(
        place, shop, ({"type": "event"}, json.dumps(event).encode()),
        ({"type": "attachment", "filename": "état.html", "content_type": "text/html"}, b"<script>alert(1)</script>"),
        ({"type": "attachment", "filename": "core.bin"}, b"0" * 1_048_577), event_id=event["event_id"])
    page = signed_in(place, opened)
    seen(page, f"{place.node.url}/errors", event["message"])
    page.get_by_role("link", name=event["message"]).click()
    attachments = page.get_by_test_id("attachments")
    kept = attachments.get_by_role("listitem").filter(has_text="état.html")
    with page.expect_download() as download:
        kept.get_by_role("button").click()
    assert download.value.suggested_filename == "état.html"
    assert Path(download.value.path()).read_bytes() == b"<script>alert(1)</script>"
    # What was too large to be kept is named, and offers nothing.
    gone = attachments.get_by_role("listitem").filter(has_text="core.bin")
    expect(gone).to_contain_text("1 MB")
    expect(gone.get_by_role("button")).to_have_count(0)


def test_releases_show_how_many_of_their_sessions_met_no_crash(place: Place, opened: Open) -> None:
    shop = project(place)
    for release, crashed in (("shop@1.0", 1), ("shop@2.0", 0)):
        for number in range(3):
            status = "crashed" if number < crashed else "exited"
            session = {"attrs": {"release": release}, "sid": uuid4().hex, "did": str(number), "init": True, "status": status, "errors": 0}
            report(place, shop, ({"type": "session"}, json.dumps(session).encode()))
    page = signed_in(place, opened)
    seen(page, f"{place.node.url}/errors?project={shop['id']}", "shop@2.0")
    rows = page.get_by_test_id("releases").locator("tbody tr")
    expect(rows).to_have_count(2)
    cells = {row.get_by_role("rowheader").inner_text(): row.get_by_role("cell").all_inner_texts() for row in rows.all()}
    # 2 of 3, rounded down: a crash never shows as none.
    assert cells == {"shop@1.0": [shop["name"], "3", "1", "66.66%", "66.66%"], "shop@2.0": [shop["name"], "3", "0", "100%", "100%"]}
