"""The pages about the node: how it is, its alerts, its log and its traces.

What they show is answered by the test, so that every state can be seen. Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from driver.node import Node
from driver.observed import TRACE, observed, metric
from driver.standing import Standing, standing
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

MEMBER = "mika@example.com"
LOOKS = [("en", "light", DESK), ("fr", "dark", DESK), ("fr", "light", PHONE), ("en", "dark", PHONE)]
NAMES = ["desk-en", "desk-fr", "phone-fr", "phone-en"]


class Place(Standing):
    roles = {MEMBER: "member"}

    def __init__(self, node: Node):
        super().__init__(node)


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("health"), Place) as place:
        yield place


def test_a_member_has_no_way_into_the_node(place: Place, opened: Open) -> None:
    page, node = observed(place, opened, MEMBER)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("link", name="Health")).to_have_count(0)
    for path in ("/node/health", "/alerts", "/alerts/rules", "/node/logs", "/node/traces", f"/node/traces/{TRACE}"):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_role("heading", name="The node is for those who run it")).to_be_visible()
    assert [path for _, path, _, _ in node.asked if path.startswith(("health", "alert", "node"))] == []


@pytest.mark.parametrize("language, theme, size", LOOKS, ids=NAMES)
def test_each_page_about_the_node_fits_and_says_what_is_the_case(place: Place, opened: Open, language: str, theme: str, size: dict[str, int]) -> None:
    page, _ = observed(place, opened, language=language, theme=theme, size=size)
    look = f"{language}-{theme}-{size['width']}"
    for name, path, sign in (
        ("health", "/node/health", "metric"), ("alerts", "/alerts", "alert"), ("rules", "/alerts/rules", "rule"), ("targets", "/alerts/targets", "targets"),
        ("logs", "/node/logs", "log-line"), ("traces", "/node/traces", "trace-row"), ("trace", f"/node/traces/{TRACE}", "waterfall"),
        ("trace-unknown", f"/node/traces/{'0' * 32}", "trace-unknown"),
    ):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_test_id(sign).first).to_be_visible()
        if name == "health":
            expect(page.get_by_test_id("line").first).to_be_attached()
        if name in ("logs", "trace"):
            page.get_by_test_id("log-line" if name == "logs" else "span").nth(1).get_by_role("button").click()
        no_sideways_scroll(page)
        shoot(page, f"node-{name}-{look}")


def test_the_five_figures_are_shown_with_target_parts_and_history(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/leads")
    page.get_by_role("navigation").get_by_role("link", name="Health").click()
    expect(page.get_by_test_id("overall")).to_have_attribute("data-state", "warn")
    latency = page.locator("[data-metric=apiLatency]")
    expect(latency.get_by_test_id("metric-value")).to_have_text("1.4s")
    expect(latency).to_contain_text("Target 1.2s")
    expect(latency.get_by_test_id("target-line")).to_be_attached()
    # Where nothing was observed the line has a gap.
    expect(latency.get_by_test_id("line")).to_have_count(2)
    expect(page.locator("[data-metric=pdfTime]")).to_contain_text("Nothing was observed")

    latency.locator("[data-part=postMessage]").click()
    expect(latency.locator("[data-part=postMessage]")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="7 days").click()
    page.wait_for_function("document.querySelectorAll('[data-testid=line]').length > 0")
    expect(latency.get_by_test_id("line").first).to_be_attached()
    node.wait_for(page, "health/history", part="postMessage", range="7d")

    # By the keys as well as by a pointer.
    chart = latency.get_by_role("slider")
    chart.focus()
    chart.press("ArrowLeft")
    expect(latency.get_by_test_id("read-value")).to_be_visible()
    assert "1." in (chart.get_attribute("aria-valuetext") or "")

    # It goes on by itself, and a well node says so.
    node.alerts.clear()
    node.metrics[2] = metric("apiLatency", "seconds", 0.2, 1.2, "ok")
    expect(page.get_by_test_id("overall")).to_have_text(re.compile("The node is well"))
    expect(page.get_by_text("No alert is firing.")).to_be_visible()


def test_an_alert_is_read_silenced_and_heard_again(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/node/health")
    page.get_by_role("link", name="All alerts").click()
    row = page.locator("[data-testid=alert][data-rule=apiLatency]")
    expect(row).to_contain_text("Answers are slow: 1.4s")
    expect(row).to_contain_text("vmstat 5 3")
    row.get_by_role("button", name="Silence").click()
    page.get_by_role("dialog").get_by_role("button", name="Silence").click()
    expect(page.get_by_test_id("field-fault")).to_have_text("Give a reason.")
    page.get_by_label("For", exact=True).select_option("day")
    page.get_by_label("Reason").fill("The disk is being replaced")
    page.get_by_role("dialog").get_by_role("button", name="Silence").click()
    expect(row).to_contain_text("Silenced until")
    [(_, _, _, body)] = [asked for asked in node.asked if asked[:2] == ("PUT", "alert-rules/apiLatency/silence")]
    assert body["reason"] == "The disk is being replaced"
    row.get_by_role("button", name="End the silence").click()
    expect(row).not_to_contain_text("Silenced until")

    page.get_by_role("button", name="Over", exact=True).click()
    expect(page.get_by_test_id("alert")).to_have_count(1)
    expect(page.get_by_test_id("alert")).to_contain_text("lasted 44m")
    node.alerts.clear()
    page.get_by_role("button", name="All", exact=True).click()
    expect(page.get_by_text("No alert", exact=True)).to_be_visible()


def test_a_rule_is_changed_in_the_units_that_people_say(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/alerts/rules")
    row = page.locator("[data-testid=rule][data-rule=jobFailureRate]")
    expect(row).to_contain_text("above 5%")
    row.get_by_role("button", name="Edit").click()
    page.get_by_label("Threshold (per cent)").fill("much")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_test_id("field-fault")).to_have_text("A number of at least 0.")
    page.get_by_label("Threshold (per cent)").fill("7.5")
    page.get_by_label("Severity").select_option("critical")
    page.get_by_role("button", name="Save").click()
    expect(row).to_contain_text("above 7.5%")
    expect(row).to_contain_text("Critical")
    [(_, _, _, body)] = [asked for asked in node.asked if asked[:2] == ("PUT", "alert-rules/jobFailureRate")]
    assert body == {"threshold": 0.075, "forSeconds": 300, "resolveSeconds": 300, "severity": "critical", "isOn": True}


def test_who_is_told_is_changed_and_tried(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/alerts/targets")
    page.get_by_role("button", name="Add a webhook").click()
    # A test goes to what is saved.
    expect(page.get_by_role("button", name="Send a test")).to_be_disabled()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_test_id("field-fault")).to_have_count(1)
    page.get_by_label("Address", exact=True).nth(1).fill("https://chat.example/hook")
    page.get_by_label("E-mail addresses").fill("ops@example.com\nnight@example.com")
    page.get_by_label("Address called while the node is well").fill("https://hc-ping.example/1")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert node.targets["emails"] == ["ops@example.com", "night@example.com"]
    assert node.targets["webhooks"][1] == {"url": "https://chat.example/hook", "format": "plain"}
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Sent. Look whether it arrives.")).to_be_visible()


def test_the_log_is_searched_and_leads_to_the_trace(place: Place, opened: Open) -> None:
    page, node = observed(place, opened)
    page.goto(f"{place.node.url}/node/logs")
    lines = page.get_by_test_id("log-line")
    expect(lines).to_have_count(6)
    node.lines.insert(0, {**node.lines[0], "id": "77", "message": "A new line"})
    # Live, until it is switched off.
    expect(lines.first).to_contain_text("A new line")
    page.get_by_label("Search the log").fill("nothing like this")
    expect(page.get_by_text("No line matches")).to_be_visible()
    page.get_by_role("button", name="Clear the filters").click()
    page.get_by_label("Lowest level").select_option("warning")
    page.get_by_label("Search the log").fill("analyze_lead")
    expect(lines).to_have_count(1)
    assert page.url.endswith("/node/logs?level=warning&q=analyze_lead")
    node.wait_for(page, "node/logs", level="warning", q="analyze_lead")
    lines.get_by_role("button").click()
    expect(lines).to_contain_text("retryInSeconds")
    expect(lines.get_by_role("link", name="0190-ab")).to_have_attribute("href", "/leads/0190-ab")
    lines.get_by_role("link", name="Open its trace").click()
    expect(page.get_by_test_id("waterfall")).to_be_visible()


def test_a_trace_tells_its_story(place: Place, opened: Open) -> None:
    page, _ = observed(place, opened)
    page.goto(f"{place.node.url}/node/traces?status=error")
    expect(page.get_by_test_id("trace-row")).to_have_count(1)
    page.get_by_test_id("trace-row").get_by_role("link", name="POST /api/v1/leads").click()
    spans = page.get_by_test_id("span")
    expect(spans).to_have_count(8)
    # Each below what it belongs to.
    assert [row.inner_text().splitlines()[0] for row in spans.all()] == [
        "POST /api/v1/leads", "write", "job analyze_lead", "GET atelier.example", "POST model.example", "render dossier", "write", "mail"]
    slow = spans.filter(has_text="POST model.example")
    expect(slow).to_have_attribute("data-status", "error")
    slow.get_by_role("button").click()
    expect(slow).to_contain_text("timeout")
    spans.last.get_by_role("button").click()
    expect(spans.last).to_contain_text("Its parent is not in this trace")
    expect(page.get_by_test_id("log-line")).to_have_count(1)
    page.get_by_role("link", name="All traces").click()
    page.get_by_label("Open a trace by its id").fill("F" * 32)
    page.get_by_role("button", name="Open", exact=True).click()
    expect(page.get_by_text("This trace is not kept")).to_be_visible()
    expect(page.get_by_role("link", name="Look for its log lines")).to_have_attribute("href", f"/node/logs?traceId={'f' * 32}")
