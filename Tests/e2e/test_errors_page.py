"""Errors on the page: those of programs, and what the page itself reports when something of it fails.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from driver.node import Node
from driver.observed import TRACE, Observed, observed
from driver.standing import Standing, standing
from driver.watched import DESK, PHONE, Open, Watched, no_sideways_scroll, shoot

VIEWER = "vera@example.com"
MEMBER = "mika@example.com"


class Place(Standing):
    roles = {VIEWER: "viewer", MEMBER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("errors"), Place) as place:
        yield place


@pytest.fixture
def clumsy(opened: Open) -> Iterator[Open]:
    """Contexts whose pages may complain: their defects are what the test is about."""
    made: list[Watched] = []

    def open_context(**options) -> Watched:
        made.append(opened(**options))
        return made[-1]

    yield open_context
    for watched in made:
        watched.complaints.clear()


def test_a_viewer_sees_no_errors(place: Place, opened: Open) -> None:
    page, node = observed(place, opened, VIEWER)
    page.goto(f"{place.node.url}/errors")
    expect(page.get_by_role("heading", name="Errors are for members")).to_be_visible()
    assert not any(path.startswith("errors") for _, path, _, _ in node.asked)


@pytest.mark.parametrize("language, theme, size", [("en", "light", DESK), ("fr", "dark", DESK), ("fr", "light", PHONE), ("en", "dark", PHONE)],
                         ids=["desk-en", "desk-fr", "phone-fr", "phone-en"])
def test_each_page_about_errors_fits(place: Place, opened: Open, language: str, theme: str, size: dict[str, int]) -> None:
    page, _ = observed(place, opened, language=language, theme=theme, size=size)
    for name, path, sign in (("list", "/errors", "error-row"), ("group", "/errors/0190-e1", "stack"), ("projects", "/settings/errors", "error-project")):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_test_id(sign).first).to_be_visible()
        no_sideways_scroll(page)
        shoot(page, f"errors-{name}-{language}-{theme}-{size['width']}")


def test_an_error_is_found_understood_and_resolved(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/leads")
    page.get_by_role("navigation").get_by_role("link", name="Errors").click()
    expect(page.get_by_test_id("error-row")).to_have_count(4)
    page.get_by_label("Search errors").fill("card")
    page.get_by_role("search").filter(visible=True).get_by_label("Order").select_option("count")
    expect(page).to_have_url(re.compile(r"/errors\?q=card&sort=count$"))
    node.wait_for(page, "errors", q="card", sort="count", state="unresolved")

    page.get_by_role("link", name="PaymentError: The card could not be charged").click()
    expect(page.get_by_role("heading", name="PaymentError: The card could not be charged")).to_be_visible()
    stack = page.get_by_test_id("stack").first
    # Own calls alone, the newest first, with the line that threw.
    expect(stack.get_by_role("listitem")).to_have_count(2)
    expect(stack.get_by_role("listitem").first).to_contain_text("raise PaymentError(answer)")
    page.get_by_role("button", name="Show 1 call of a library").click()
    expect(stack).to_contain_text("gunicorn/app.py:12")
    expect(page.get_by_test_id("crumbs").get_by_role("listitem").first).to_contain_text("POST /api/charge → 503")
    expect(page.get_by_role("link", name="Its trace")).to_have_attribute("href", f"/node/traces/{TRACE}")

    page.get_by_role("button", name="Show event 11111111").click()
    expect(page.get_by_text("charge_before")).to_be_visible()

    page.get_by_role("button", name="Resolve").click()
    expect(page.get_by_test_id("said")).to_contain_text("opens again by itself")
    expect(page.get_by_test_id("error-state")).to_have_attribute("data-state", "resolved")
    page.get_by_role("link", name="All errors").click()
    expect(page.get_by_test_id("error-row")).to_have_count(3)
    page.get_by_role("link", name="Resolved").click()
    expect(page.get_by_test_id("error-row")).to_have_count(1)


def test_a_project_is_made_and_its_key_renewed(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/settings/errors")
    own = page.locator("[data-testid=error-project][data-name=page]")
    own.get_by_role("button", name="Actions for page").click()
    # What the node needs itself is not deleted.
    expect(page.get_by_role("menuitem", name="Delete")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="New project").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("field-fault")).to_have_text("Give it a name.")
    page.get_by_label("Name").fill("billing")
    page.get_by_role("button", name="Save").click()
    made = page.locator("[data-testid=error-project][data-name=billing]")
    expect(made).to_contain_text("@crm.example/8")
    made.get_by_role("button", name="How to use it").click()
    expect(made).to_contain_text("sentry_sdk.init(dsn=")
    made.get_by_role("button", name="Actions for billing").click()
    page.get_by_role("menuitem", name="New key").click()
    page.get_by_role("dialog").get_by_role("button", name="New key").click()
    expect(made).to_contain_text(f"{'a' * 32}@crm.example/8")


def test_an_answer_that_should_not_have_been_shows_its_trace_and_is_reported(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    node.broken["errors"] = (500, {"code": "internal_error", "detail": "The store could not be read."})
    page.goto(f"{place.node.url}/leads")
    page.get_by_role("navigation").get_by_role("link", name="Errors").click()
    shown = page.get_by_test_id("failure-trace").first
    expect(shown).to_be_visible()
    trace = shown.inner_text()
    # The person who runs the node is led to the trace; another one only quotes it.
    expect(shown).to_have_attribute("href", f"/node/traces/{trace}")
    wait_for_report(page, node)
    [event] = [event for event in node.sent if event["tags"]["traceId"] == trace]
    assert event["tags"] | {"code": "internal_error", "status": "500", "request": "GET /api/v1/errors", "route": "/errors"} == event["tags"]
    assert event["release"].startswith("uprising@") and event["transaction"] == "/errors"
    assert event["contexts"]["trace"]["trace_id"] == trace
    steps = [(crumb["category"], crumb.get("data", {}).get("to"), crumb.get("data", {}).get("status_code")) for crumb in event["breadcrumbs"]["values"]]
    assert ("navigation", "/errors", None) in steps and ("fetch", None, 500) in steps
    assert any(crumb["category"] == "ui.click" and crumb["message"].startswith("a /errors") for crumb in event["breadcrumbs"]["values"])
    assert event["envelope"]["event_id"] == event["event_id"] and re.fullmatch("[0-9a-f]{32}", event["event_id"])
    # Wherever the DSN says that it is, reports go to where the page came from.
    assert event["address"].startswith(f"{place.node.url}/api/2/envelope/?sentry_key=9ec79c33ec9942ab8353589fcb2e04dc&")

    with page.expect_response(lambda answer: "/api/v1/errors" in answer.url and answer.status == 500):
        page.get_by_role("button", name="Try again").first.click()
    expect(shown).not_to_have_text(trace)
    del node.broken["errors"]
    page.get_by_role("button", name="Try again").first.click()
    expect(page.get_by_test_id("error-row")).to_have_count(4)


def test_who_may_not_look_into_the_node_quotes_the_trace(place: Place, opened: Open) -> None:
    page, node = observed(place, opened, MEMBER)
    node.broken["errors"] = (500, {"code": "internal_error", "detail": "The store could not be read."})
    page.goto(f"{place.node.url}/errors")
    expect(page.get_by_test_id("failure-trace")).to_have_text(re.compile("^[0-9a-f]{32}$"))
    assert page.get_by_test_id("failure-trace").get_attribute("href") is None


def test_a_refusal_is_no_error(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    node.broken["errors"] = (403, {"code": "forbidden", "detail": "No."})
    page.goto(f"{place.node.url}/errors")
    expect(page.get_by_test_id("failure-code")).to_have_text("forbidden")
    page.goto(f"{place.node.url}/errors/0190-e1")
    expect(page.get_by_test_id("stack").first).to_be_visible()
    assert node.sent == []


def test_a_panel_that_crashes_leaves_the_rest_and_is_reported(place: Place, clumsy: Open) -> None:
    page, node = observed(place, clumsy)
    node.metrics[1]["parts"] = None
    page.goto(f"{place.node.url}/node/health")
    expect(page.get_by_test_id("panel-defect")).to_have_count(1)
    expect(page.get_by_test_id("panel-defect")).to_contain_text("page_defect")
    expect(page.get_by_test_id("metric")).to_have_count(4)
    expect(page.get_by_role("navigation").first.get_by_role("link", name="Leads")).to_be_visible()
    shoot(page, "panel-defect")
    wait_for_report(page, node)
    event = node.sent[0]
    [exception] = event["exception"]["values"]
    assert exception["type"] == "TypeError" and exception["mechanism"] == {"type": "panel", "handled": True}
    newest = exception["stacktrace"]["frames"][-1]
    assert newest["filename"].startswith("/assets/") and newest["lineno"] >= 1 and newest["colno"] > 1 and newest["in_app"]
    assert event["user"]["id"] and "componentStack" in event["contexts"]["react"]
    # The next answer is whole. That it has arrived is seen by another of its metrics.
    node.metrics[1]["parts"] = []
    node.metrics[3]["value"] = 119
    expect(page.locator("[data-metric=queueDepth]")).to_contain_text("119")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_test_id("metric")).to_have_count(5)


def test_what_nobody_caught_is_reported_once_and_within_a_budget(place: Place, clumsy: Open) -> None:
    page, node = observed(place, clumsy)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    page.evaluate("""() => {
        setTimeout(() => { throw new RangeError("nobody caught this"); });
        Promise.reject(new TypeError("nor this"));
        const twice = new Error("twice");
        for (let time = 0; time < 2; time += 1) Promise.reject(twice);
    }""")
    wait_for_report(page, node, 3)
    assert sorted(event["exception"]["values"][-1]["value"] for event in node.sent) == ["nobody caught this", "nor this", "twice"]
    assert {event["exception"]["values"][-1]["mechanism"]["handled"] for event in node.sent} == {False}
    page.evaluate("() => { for (let time = 0; time < 100; time += 1) Promise.reject(new Error(`loop ${time}`)); }")
    wait_for_report(page, node, 20)
    page.evaluate("() => { Promise.reject(new Error('after all')); }")
    page.wait_for_timeout(300)
    assert len(node.sent) == 20


def test_a_node_without_a_store_of_errors_is_told_nothing(place: Place, clumsy: Open) -> None:
    page, node = observed(place, clumsy)
    node.can_report = False
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    with page.expect_response("**/api/v1/config"):
        page.evaluate("() => { Promise.reject(new Error('unheard')); }")
    assert node.sent == []


def wait_for_report(page: Page, node: Observed, count: int = 1) -> None:
    """The page sends by itself, and its requests are answered while the browser is waited for."""
    for _ in range(300):
        if len(node.sent) >= count:
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the page reported {len(node.sent)} times, not {count}")
