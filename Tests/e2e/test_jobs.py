"""Jobs over the real node: enqueued, listed, shown, acted on."""

import json
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest

from driver.api import Api, assert_problem, pointers
from driver.jobs import External, Jobs
from driver.node import Node


@pytest.fixture(scope="module")
def place(binary, tmp_path_factory) -> Iterator[tuple[Node, Jobs, External]]:
    node = Node(binary, tmp_path_factory.mktemp("jobs"))
    try:
        browser = node.start().set_up_owner()
        node.owner_token = node.create_token()
        owner = Api(node)
        jobs = Jobs(owner)
        worker = Api(node, jobs.token(browser, "jobs.work"))
        yield node, jobs, External(worker)
        worker.close()
        owner.close()
        browser.close()
        assert node.stop() == 0
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


@pytest.fixture
def kind() -> str:
    """A kind that no other test knows."""
    return f"kind-{uuid4().hex[:12]}"


def test_what_the_node_does_itself_is_not_to_be_had(place, kind) -> None:
    _, jobs, _ = place
    for draft in ({"kind": "analyze_lead"}, {"kind": kind, "queue": "analysis"}, {"kind": "noop", "queue": kind}):
        assert_problem(jobs.ask("POST", "/jobs", json=draft), 400, "invalid_request")
    problem = assert_problem(jobs.ask("POST", "/jobs", json={"kind": kind, "priority": 12, "maxAttempts": 0}), 400, "invalid_request")
    assert pointers(problem) == {"/priority", "/maxAttempts"}
    problem = assert_problem(jobs.ask("POST", "/jobs", json={"kind": kind, "delay": 5}), 400, "malformed_body")
    assert pointers(problem) == {"/delay"}
    assert_problem(jobs.ask("POST", "/jobs", content=b"{}", headers={"Content-Type": "text/plain"}), 415, "unsupported_media_type")
    big = json.dumps({"kind": kind, "arguments": "x" * (1 << 20)})
    assert_problem(jobs.ask("POST", "/jobs", content=big, headers={"Content-Type": "application/json"}), 413, "body_too_large")


def test_a_noop_ends_at_once(place) -> None:
    _, jobs, _ = place
    job = jobs.enqueue("noop", arguments=[1, {"any": "thing"}])
    ended = jobs.wait_for(job["id"], "completed")
    assert ended["arguments"] == [1, {"any": "thing"}] and ended["external"] is False and ended["attempts"] == []


def test_a_job_from_its_draft_to_its_end(place, kind) -> None:
    _, jobs, worker = place
    job = jobs.enqueue(
        kind, arguments={"url": "https://example.com", "number": 12345678901234567890}, priority=1, subjectId="site-7",
        backoff={"kind": "fixed", "firstSeconds": 0}, timeoutSeconds=600, key={"name": "example.com", "concurrency": 2})
    assert job["state"] == "waiting" and job["key"] == "example.com"

    [leased] = worker.lease(kind, worker="w-1", leaseSeconds=30)
    assert leased["arguments"] == {"url": "https://example.com", "number": 12345678901234567890}
    beat = worker.tell(leased, "heartbeat", progress=50, text="half way", log=[{"level": "info", "text": "a line"}]).json()
    assert beat["cancel"] is False
    running = jobs.show(job["id"])
    assert (running["state"], running["progress"], running["progressText"], running["worker"]) == ("running", 50, "half way", "w-1")

    assert worker.tell(leased, "fail", error="no answer", stack="line 1\nline 2").json()["state"] == "waiting"
    [again] = worker.lease(kind)
    assert again["attempt"] == 2 and again["lease"] > leased["lease"]
    assert worker.tell(again, "complete", result={"pages": 3}).status_code == 204
    done = jobs.show(job["id"])
    assert done["state"] == "completed" and done["result"] == {"pages": 3} and done["progress"] == 100
    assert [(one["ending"], one["error"], one["stack"]) for one in done["attempts"]] == [("failed", "no answer", "line 1\nline 2")]
    assert [line["text"] for line in done["log"]] == ["a line"]
    assert [one["id"] for one in jobs.get("/jobs", q="site-7")["items"]] == [job["id"]]


def test_lists_are_paged_filtered_and_searched(place, kind) -> None:
    _, jobs, _ = place
    ids = jobs.batch([{"kind": kind, "queue": f"{kind}.{number % 2}", "arguments": {"host": f"h{number}.example"}} for number in range(450)])
    assert [one["id"] for one in jobs.all(kind=kind)] == ids[::-1]
    assert len(jobs.all(kind=kind, queue=f"{kind}.1")) == 225
    assert [one["id"] for one in jobs.all(kind=kind, q="h44.EXAMPLE")] == [ids[44]]
    assert jobs.all(kind=kind, state="running") == []
    assert_problem(jobs.ask("GET", "/jobs", params={"state": "lost"}), 400, "invalid_request")


def test_cancel_retry_promote_and_remove(place, kind) -> None:
    _, jobs, worker = place
    job = jobs.enqueue(kind, delaySeconds=3600)["id"]
    assert jobs.show(job)["state"] == "scheduled" and worker.lease(kind) == []
    assert jobs.act(job, "promote")["state"] == "waiting"
    assert_problem(jobs.ask("POST", f"/jobs/{job}/promote"), 409, "conflict")
    assert jobs.act(job, "cancel", reason="not wanted")["state"] == "cancelled"
    assert jobs.act(job, "retry")["state"] == "waiting"
    [leased] = worker.lease(kind)
    assert_problem(jobs.ask("DELETE", f"/jobs/{job}"), 409, "conflict")
    assert jobs.act(job, "cancel", reason="too late")["state"] == "running"
    beat = worker.tell(leased, "heartbeat").json()
    assert (beat["cancel"], beat["reason"]) == (True, "too late")
    assert worker.tell(leased, "fail", error="stopped").json()["state"] == "cancelled"
    assert jobs.ask("DELETE", f"/jobs/{job}").status_code == 204
    assert_problem(jobs.ask("GET", f"/jobs/{job}"), 404, "not_found")
    assert_problem(worker.tell(leased, "complete"), 409, "lease_lost")
    audit = jobs.api.get("/api/v1/audit", params={"action": "job", "limit": 50}).json()["items"]
    acts = [one["action"] for one in reversed(audit) if one["subject"]["id"] == job]
    assert acts == ["job.promoted", "job.cancelled", "job.retried", "job.cancelled", "job.removed"]


def test_what_is_unique_is_there_once_however_many_ask_at_once(place, kind) -> None:
    _, jobs, _ = place
    drafts = [{"kind": kind, "unique": {"key": "one", "onConflict": "keep"}}] * 50
    assert len(set(jobs.batch(drafts))) == 1
    assert_problem(jobs.ask("POST", "/jobs", json={"kind": kind, "unique": {"key": "one"}}), 409, "conflict")
    kept = jobs.ask("POST", "/jobs", json=drafts[0])
    assert kept.status_code == 200 and kept.json()["duplicate"] is True
    key = {"Idempotency-Key": kind}
    first, again = (jobs.ask("POST", "/jobs", json={"kind": kind}, headers=key) for _ in range(2))
    assert first.json()["job"]["id"] == again.json()["job"]["id"]
    assert_problem(jobs.ask("POST", "/jobs", json={"kind": kind, "priority": 1}, headers=key), 409, "idempotency_key_reused")
    assert len(jobs.all(kind=kind)) == 2


def test_a_flow_starts_its_parent_when_the_children_have_ended(place, kind) -> None:
    _, jobs, worker = place
    part = f"{kind}.part"
    parent = jobs.enqueue(kind, children=[{"kind": part, "arguments": number} for number in (1, 2, 3)], onChildFailure="continue")
    assert parent["state"] == "waiting_for_children" and worker.lease(kind) == []
    for leased in worker.lease(part, max=10):
        if leased["arguments"] == 2:
            worker.tell(leased, "fail", error="no", retry=False)
        else:
            worker.tell(leased, "complete", result=leased["arguments"] * 10)
    [leased] = worker.lease(kind)
    assert [(child["state"], child.get("result")) for child in leased["children"]] == [("completed", 10), ("failed", None), ("completed", 30)]
    worker.tell(leased, "complete")
    whole = jobs.show(parent["id"])
    assert len(whole["children"]) == 3 and jobs.show(whole["children"][0]["id"])["parent"]["id"] == parent["id"]

    strict = jobs.enqueue(kind, children=[{"kind": part}, {"kind": part, "delaySeconds": 60}])
    [leased] = worker.lease(part)
    worker.tell(leased, "fail", error="no", retry=False)
    assert jobs.show(strict["id"])["state"] == "failed"
    assert {child["state"] for child in jobs.show(strict["id"])["children"]} == {"failed", "cancelled"}


def test_a_paused_queue_starts_nothing_and_limits_hold(place, kind) -> None:
    _, jobs, worker = place
    assert_problem(jobs.ask("PUT", "/jobs/queues/analysis/limits", json={"concurrency": 1}), 409, "conflict")
    assert jobs.ask("PUT", f"/jobs/queues/{kind}/pause").json()["paused"] is True
    jobs.batch([{"kind": kind}] * 10)
    assert worker.lease(kind) == []
    assert jobs.ask("DELETE", f"/jobs/queues/{kind}/pause").json()["paused"] is False
    assert jobs.ask("PUT", f"/jobs/queues/{kind}/limits", json={"concurrency": 3}).json()["concurrency"] == 3
    leased = worker.lease(kind, max=10)
    assert len(leased) == 3 and worker.lease(kind) == []
    worker.tell(leased[0], "complete")
    assert len(worker.lease(kind, max=10)) == 1
    queue = jobs.queue(kind)
    assert queue["depth"]["running"] == 3 and queue["depth"]["completed"] == 1 and queue["depth"]["waiting"] == 6
    assert queue["lastHour"]["completed"] == 1 and queue["lastHour"]["runMs"]["p95"] >= 0


def test_a_pause_ends_by_itself_and_wakes_who_waits(place, kind) -> None:
    _, jobs, worker = place
    jobs.enqueue(kind)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2.5))
    assert jobs.ask("PUT", f"/jobs/queues/{kind}/pause", json={"until": moment}).json()["pausedUntil"] is not None
    assert worker.lease(kind) == []
    assert len(worker.lease(kind, waitSeconds=20)) == 1


def test_failed_jobs_are_retried_together_and_ended_ones_cleaned(place, kind) -> None:
    _, jobs, worker = place
    jobs.batch([{"kind": kind}] * 230)
    while leased := worker.lease(kind, max=100):
        for job in leased:
            worker.tell(job, "fail", error="no", retry=False)
    assert jobs.ask("POST", "/jobs/retry", json={"state": "failed", "kind": kind}).json() == {"retried": 230}
    for job in worker.lease(kind, max=30):
        worker.tell(job, "complete")
    assert jobs.ask("DELETE", "/jobs", params={"state": "completed", "kind": kind, "olderThanSeconds": 60}).json() == {"removed": 0}
    assert jobs.ask("DELETE", "/jobs", params={"state": "completed", "kind": kind}).json() == {"removed": 30}
    assert len(jobs.all(kind=kind)) == 200


def test_schedules_are_made_changed_run_and_removed(place, kind) -> None:
    _, jobs, worker = place
    problem = assert_problem(jobs.ask("POST", "/jobs/schedules", json={"name": "Bad", "cron": "61 * * * *", "kind": kind}), 400, "invalid_request")
    assert pointers(problem) == {"/cron"}
    made = jobs.ask("POST", "/jobs/schedules", json={
        "name": kind, "cron": "30 2 * * *", "timeZone": "Europe/Paris", "kind": kind, "arguments": {"all": True}}).json()
    assert len(made["upcoming"]) == 3 and made["nextRunAt"] == made["upcoming"][0]
    path = f"/jobs/schedules/{made['id']}"
    assert_problem(jobs.ask("PATCH", path, json={"paused": True}), 428, "version_required")
    assert_problem(jobs.ask("PATCH", path, json={"paused": True}, headers={"If-Match": '"9"'}), 409, "stale_version")
    assert jobs.ask("PATCH", path, json={"paused": True}, headers={"If-Match": '"1"'}).json()["nextRunAt"] is None
    run = jobs.ask("POST", f"{path}/run").json()["job"]
    [leased] = worker.lease(kind)
    assert leased["id"] == run["id"] and leased["arguments"] == {"all": True}
    assert jobs.get(path)["lastJobId"] == run["id"]
    assert made["id"] in {one["id"] for one in jobs.get("/jobs/schedules")["items"]}
    assert_problem(jobs.ask("DELETE", path, headers={"If-Match": '"1"'}), 409, "stale_version")
    assert jobs.ask("DELETE", path, headers={"If-Match": '"2"'}).status_code == 204
    assert_problem(jobs.ask("GET", path), 404, "not_found")
