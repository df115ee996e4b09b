"""The pages about jobs in a real browser: what is enqueued and worked on over HTTP is seen and acted on there, live.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from driver.api import Api, assert_problem
from driver.node import Node
from driver.standing import Standing, signed_in, standing
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

VIEWER = "vera@example.com"


class Worker:
    """A program outside the node, which works on one kind of job."""

    def __init__(self, node: Node, token: str):
        self.api = Api(node, token)

    def lease(self, kind: str) -> dict[str, Any]:
        answer = self.api.post("/api/v1/worker/leases", json={"kinds": [kind], "waitSeconds": 10, "worker": "e2e-worker"})
        assert answer.status_code == 200, answer.text
        [job] = answer.json()["jobs"]
        return job

    def tell(self, job: dict[str, Any], verb: str, **body: Any) -> Any:
        answer = self.api.post(f"/api/v1/worker/jobs/{job['id']}/{verb}", json={"lease": job["lease"], **body})
        assert answer.status_code in {200, 204}, answer.text
        return answer.json() if answer.content else None


class Place(Standing):
    """A node with an owner, a viewer, and a worker that does what a test says."""

    roles = {VIEWER: "viewer"}

    def __init__(self, node: Node):
        super().__init__(node)
        with closing(node.sign_in()) as browser:
            made = browser.post("/api/v1/tokens", json={"name": "worker", "scopes": ["jobs.work"]})
            assert made.status_code == 201, made.text
        self.worker = Worker(node, made.json()["text"])

    def close(self) -> None:
        super().close()
        self.worker.api.close()

    def enqueue(self, kind: str, **draft: Any) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/jobs", json={"kind": kind, **draft})
        assert answer.status_code == 201, answer.text
        return answer.json()["job"]

    def job(self, job_id: str) -> dict[str, Any]:
        answer = self.owner.get(f"/api/v1/jobs/{job_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("jobs"), Place) as place:
        yield place


@pytest.fixture
def kind() -> str:
    """A kind of job, and so a queue, that no other test uses."""
    return f"crawl-{uuid4().hex[:8]}"


def queue(page: Page, name: str) -> Locator:
    return page.locator(f'[data-testid=queue][data-queue="{name}"]')


def depth(page: Page, name: str, state: str) -> Locator:
    return queue(page, name).get_by_test_id(f"depth-{state}")


def state(page: Page) -> Locator:
    """The state of the job whose page it is; those of its family come after it."""
    return page.get_by_test_id("job-page").get_by_test_id("job-state").first


def test_a_viewer_has_no_way_to_the_jobs(place: Place, opened: Open, kind: str) -> None:
    job = place.enqueue(kind, arguments={"secret": "for admins alone"})
    page = signed_in(place, opened, VIEWER)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    expect(page.get_by_role("navigation").get_by_role("link", name="Jobs")).to_have_count(0)
    for path in ("/jobs", "/jobs/list", "/jobs/schedules", f"/jobs/{job['id']}"):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_role("heading", name="Jobs are for admins and owners")).to_be_visible()
        expect(page.get_by_text("for admins alone")).to_have_count(0)
    shoot(page, "jobs-viewer")
    # Nor is it the page alone that says so.
    with closing(place.node.sign_in(VIEWER)) as browser:
        for path in ("/api/v1/jobs", "/api/v1/jobs/queues", "/api/v1/jobs/schedules", f"/api/v1/jobs/{job['id']}"):
            assert_problem(browser.get(path), 403, "forbidden")
        assert_problem(browser.post(f"/api/v1/jobs/{job['id']}/cancel", json={}), 403, "forbidden")


def test_where_nothing_was_enqueued_the_page_teaches(new_node: Node, opened: Open) -> None:
    new_node.start().set_up_owner(language="en").close()
    watched = opened()
    watched.context.add_cookies([new_node.sign_in_cookie()])
    page = watched.page()
    page.goto(f"{new_node.url}/jobs/list")
    expect(page.get_by_test_id("teaching")).to_contain_text(f"curl {new_node.url}/api/v1/jobs")
    shoot(page, "jobs-empty")


@pytest.mark.parametrize("size, theme", [(DESK, "light"), (PHONE, "dark")], ids=["desk", "phone"])
def test_a_job_is_found_opened_cancelled_and_retried(place: Place, opened: Open, kind: str, size: dict[str, int], theme: str) -> None:
    page = signed_in(place, opened, size=size, theme=theme)
    page.goto(f"{place.node.url}/leads")
    if size == PHONE:
        page.get_by_test_id("pages-menu").click()
    page.get_by_role("link", name="Jobs").click()
    expect(page.get_by_role("heading", name="Jobs")).to_be_visible()
    job = place.enqueue(kind, arguments={"site": "https://example.com/", "depth": 2})
    # It comes by itself.
    expect(depth(page, kind, "waiting")).to_have_text("1")
    no_sideways_scroll(page)
    shoot(page, f"jobs-queues-{theme}")

    depth(page, kind, "waiting").get_by_role("link").click()
    row = page.get_by_test_id("job-row")
    expect(row).to_have_count(1)
    no_sideways_scroll(page)
    row.get_by_role("link", name=kind).click()
    expect(page.get_by_test_id("arguments")).to_contain_text('"depth": 2')
    expect(page.get_by_text(job["traceId"])).to_be_visible()
    expect(page.get_by_test_id("timeline").locator("[data-moment=created]")).to_be_visible()

    page.get_by_role("button", name="Cancel").click()
    page.get_by_label("Reason").fill("the wrong site")
    page.get_by_role("button", name="Cancel the job").click()
    expect(state(page)).to_have_attribute("data-state", "cancelled")
    expect(page.get_by_test_id("timeline")).to_contain_text("the wrong site")
    no_sideways_scroll(page)
    shoot(page, f"jobs-cancelled-{theme}")

    page.get_by_role("button", name="Retry").click()
    expect(state(page)).to_have_attribute("data-state", "waiting")
    assert place.job(job["id"])["state"] == "waiting"


def test_a_failure_is_seen_while_one_watches(place: Place, opened: Open, kind: str) -> None:
    job = place.enqueue(kind)
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs/{job['id']}")
    expect(state(page)).to_have_attribute("data-state", "waiting")
    page.evaluate("window.stillTheSame = true")

    leased = place.worker.lease(kind)
    place.worker.tell(leased, "heartbeat", progress=40, text="Two pages of five", log=[{"level": "warning", "text": "The imprint is missing"}])
    expect(page.get_by_text("Two pages of five")).to_be_visible()
    expect(page.get_by_role("progressbar")).to_have_attribute("aria-valuenow", "40")
    expect(page.get_by_test_id("log-line")).to_contain_text("The imprint is missing")
    place.worker.tell(leased, "fail", error="The site does not answer", stack="crawl.py, line 7\n  open(site)", retry=False)
    expect(state(page)).to_have_attribute("data-state", "failed")
    expect(page.get_by_test_id("job-error")).to_have_text("The site does not answer")
    attempt = page.get_by_test_id("attempt")
    expect(attempt).to_contain_text("e2e-worker")
    attempt.get_by_role("button", name="Stack").click()
    expect(attempt).to_contain_text("crawl.py, line 7")
    assert page.evaluate("window.stillTheSame")
    shoot(page, "jobs-failed")

    page.goto(f"{place.node.url}/jobs/list?state=failed&queue={kind}")
    row = page.get_by_test_id("job-row")
    expect(row).to_contain_text("The site does not answer")
    page.get_by_label("Search jobs").fill("no such word anywhere")
    expect(page.get_by_text("No job matches")).to_be_visible()
    page.get_by_label("Search jobs").fill("does not answer")
    expect(row).to_have_count(1)
    row.get_by_role("button", name=f"Retry {kind}").click()
    # It is no failed job any more, so it leaves this list.
    expect(row).to_have_count(0)
    assert place.job(job["id"])["state"] == "waiting"


def test_a_running_job_is_told_to_stop(place: Place, opened: Open, kind: str) -> None:
    job = place.enqueue(kind)
    leased = place.worker.lease(kind)
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs/{job['id']}")
    expect(state(page)).to_have_attribute("data-state", "running")
    page.get_by_role("button", name="Cancel").click()
    page.get_by_label("Reason").fill("enough")
    page.get_by_role("button", name="Cancel the job").click()
    expect(state(page)).to_have_text("Stopping")
    told = place.worker.tell(leased, "heartbeat")
    assert told["cancel"] is True and told["reason"] == "enough"


def test_a_result_and_a_family_are_shown(place: Place, opened: Open, kind: str) -> None:
    parent = place.enqueue(f"{kind}.site", children=[{"kind": f"{kind}.page", "arguments": {"page": 1}}])
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs/{parent['id']}")
    expect(state(page)).to_have_attribute("data-state", "waiting_for_children")
    page.get_by_test_id("family").get_by_role("link", name=f"{kind}.page").click()
    expect(page.get_by_role("heading", name=f"{kind}.page")).to_be_visible()
    place.worker.tell(place.worker.lease(f"{kind}.page"), "complete", result={"facts": 12})
    expect(state(page)).to_have_attribute("data-state", "completed")
    expect(page.get_by_test_id("result")).to_contain_text('"facts": 12')
    shoot(page, "jobs-completed")
    page.get_by_test_id("family").get_by_role("link", name=f"{kind}.site").click()
    expect(state(page)).to_have_attribute("data-state", "waiting")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_queue_is_paused_limited_and_resumed(place: Place, opened: Open, kind: str, size: dict[str, int]) -> None:
    place.enqueue(kind)
    page = signed_in(place, opened, size=size)
    page.goto(f"{place.node.url}/jobs")
    card = queue(page, kind)
    card.get_by_role("button", name=f"Pause {kind}").click()
    page.get_by_label("A time of my own").check()
    page.get_by_role("button", name="Pause the queue").click()
    expect(page.get_by_test_id("field-fault")).to_be_visible()
    page.get_by_label("In one hour").check()
    no_sideways_scroll(page)
    page.get_by_role("button", name="Pause the queue").click()
    expect(card.get_by_text("Paused until")).to_be_visible()
    waiting = place.worker.api.post("/api/v1/worker/leases", json={"kinds": [kind]})
    assert waiting.json()["jobs"] == [], "a paused queue gives no job away"

    card.get_by_role("button", name=f"Set the limits of {kind}").click()
    page.get_by_label("Jobs at once").fill("2")
    page.get_by_label("Jobs that may begin").fill("10")
    page.get_by_label("In so many seconds").fill("60")
    page.get_by_role("button", name="Save the limits").click()
    expect(card).to_contain_text("2 at once · 10 in 1m")

    card.get_by_role("button", name=f"Resume {kind}").click()
    expect(card.get_by_text("Paused until")).to_have_count(0)
    shoot(page, f"jobs-queue-{size['width']}")
    place.worker.lease(kind)
    expect(depth(page, kind, "running")).to_have_text("1")


def test_failed_jobs_are_all_retried_and_ended_ones_removed(place: Place, opened: Open, kind: str) -> None:
    for _ in range(3):
        place.enqueue(kind)
        place.worker.tell(place.worker.lease(kind), "fail", error="No", retry=False)
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs")
    card = queue(page, kind)
    expect(depth(page, kind, "failed")).to_have_text("3")
    card.get_by_role("button", name=f"Retry all failed jobs of {kind}").click()
    page.get_by_role("dialog").get_by_role("button", name="Retry all").click()
    expect(depth(page, kind, "failed")).to_have_text("0")
    expect(page.get_by_test_id("status-line")).to_contain_text("3")
    for _ in range(3):
        place.worker.tell(place.worker.lease(kind), "complete")
    card.get_by_role("button", name=f"Clean {kind}").click()
    page.get_by_label("And ended").select_option("0")
    page.get_by_role("button", name="Remove these jobs").click()
    expect(page.get_by_test_id("status-line")).to_have_text("Removed: 3.")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_schedule_is_made_and_run_now(place: Place, opened: Open, kind: str, size: dict[str, int]) -> None:
    name = f"Nightly {kind}"
    page = signed_in(place, opened, size=size)
    page.goto(f"{place.node.url}/jobs/schedules")
    page.get_by_role("button", name="New schedule").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Kind of job").fill(kind)
    page.get_by_label("Time zone").select_option("America/New_York")
    page.get_by_label("Cron expression").fill("every day")
    page.get_by_label("Arguments").fill("{depth: 2}")
    page.get_by_role("button", name="Save the schedule").click()
    expect(page.get_by_text("This is no valid JSON.")).to_be_visible()
    page.get_by_label("Arguments").fill('{"depth": 2}')
    page.get_by_role("button", name="Save the schedule").click()
    # The node has the last word on the expression.
    expect(page.get_by_test_id("field-fault")).to_be_visible()
    page.get_by_label("Cron expression").fill("30 2 * * *")
    no_sideways_scroll(page)
    shoot(page, f"jobs-schedule-form-{size['width']}")
    page.get_by_role("button", name="Save the schedule").click()
    expect(page.get_by_role("dialog").get_by_test_id("upcoming").get_by_role("listitem")).to_have_count(3)
    page.get_by_role("button", name="Done").click()

    row = page.get_by_test_id("schedule").filter(has_text=name)
    expect(row).to_contain_text("02:30 in New York")
    row.get_by_role("button", name=f"Pause {name}").click()
    expect(row.get_by_text("None while it is paused.")).to_be_visible()
    row.get_by_role("button", name=f"Resume {name}").click()
    expect(row.get_by_test_id("upcoming")).to_be_visible()
    no_sideways_scroll(page)
    shoot(page, f"jobs-schedules-{size['width']}")

    row.get_by_role("button", name=f"Run {name} now").click()
    page.get_by_role("link", name="Open the job").click()
    expect(page.get_by_test_id("arguments")).to_contain_text('"depth": 2')
    assert place.worker.lease(kind)["id"] == page.url.rsplit("/", 1)[1]

    page.goto(f"{place.node.url}/jobs/schedules")
    row.get_by_role("button", name=f"Remove {name}").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    expect(row).to_have_count(0)


def test_a_schedule_that_another_changed_is_not_overwritten(place: Place, opened: Open, kind: str) -> None:
    made = place.owner.post("/api/v1/jobs/schedules", json={"name": kind, "cron": "0 7 * * *", "timeZone": "Europe/Paris", "kind": kind})
    assert made.status_code == 201, made.text
    schedule = made.json()
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs/schedules")
    page.get_by_role("button", name=f"Edit {kind}").click()
    page.get_by_label("Priority").select_option("0")
    changed = place.owner.http.patch(
        f"/api/v1/jobs/schedules/{schedule['id']}", json={"cron": "0 9 * * *"}, headers={"If-Match": f'"{schedule["version"]}"'})
    assert changed.status_code == 200, changed.text
    page.get_by_role("button", name="Save the schedule").click()
    expect(page.get_by_test_id("stale-changes")).to_have_text("Cron expression: 0 7 * * * → 0 9 * * *")
    shoot(page, "jobs-schedule-stale")
    page.get_by_role("button", name="Load their version").click()
    expect(page.get_by_label("Cron expression")).to_have_value("0 9 * * *")
    expect(page.get_by_label("Priority")).to_have_value("5")


def test_older_jobs_are_a_page_away(place: Place, opened: Open, kind: str) -> None:
    answer = place.owner.post("/api/v1/jobs/batch", json={"jobs": [{"kind": kind, "arguments": {"n": n}} for n in range(120)]})
    assert answer.status_code == 201, answer.text
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/jobs/list?kind={kind}")
    rows = page.get_by_test_id("job-row")
    expect(rows).to_have_count(50)
    newest = rows.first.get_attribute("data-job-id")
    page.get_by_role("button", name="Older").click()
    expect(page.locator(f'[data-job-id="{newest}"]')).to_have_count(0)
    page.get_by_role("button", name="Older").click()
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="Newer").click()
    page.get_by_role("button", name="Newer").click()
    expect(page.locator(f'[data-job-id="{newest}"]')).to_be_visible()


def test_a_list_is_walked_by_keyboard(place: Place, opened: Open, kind: str) -> None:
    for n in range(3):
        place.enqueue(kind, arguments={"n": n})
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_role("heading", name="Leads")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile(r"/jobs$"))
    page.goto(f"{place.node.url}/jobs/list?queue={kind}")
    rows = page.get_by_test_id("job-row")
    expect(rows).to_have_count(3)
    wanted = rows.nth(2).get_attribute("data-job-id")
    rows.first.get_by_role("link").focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("job-page")).to_have_attribute("data-job-id", wanted or "")
