"""`uprising jobs`, as the person who runs the node uses it."""

import json
import socket
import subprocess
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from driver.api import Api
from driver.node import Node, free_port
from driver.until import until

EX_USAGE = 64
# Three attempts with their back-offs, on a debug build.
FAILING_SECONDS = 60.0


def jobs(node: Node, *arguments: str) -> subprocess.CompletedProcess[str]:
    return node.command("jobs", *arguments)


def done(node: Node, *arguments: str) -> str:
    """Standard output of a command that must succeed."""
    ended = jobs(node, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def refused(node: Node, *arguments: str) -> str:
    """What a command that must be refused says."""
    ended = jobs(node, *arguments)
    assert ended.returncode == 1 and ended.stdout == "", ended
    assert ended.stderr.startswith("uprising: ") and "Error" not in ended.stderr, ended.stderr
    return ended.stderr


def about(node: Node, lead: dict[str, Any], kind: str) -> dict[str, Any] | None:
    """The newest job of that kind about a lead."""
    items = json.loads(done(node, "list", "--kind", kind, "--json", "--limit", "100"))["items"]
    return next((job for job in items if job["subjectId"] == lead["id"]), None)


def reaches(node: Node, lead: dict[str, Any], kind: str, state: str, seconds: float = 30.0) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        job = about(node, lead, kind)
        return job if job is not None and job["state"] == state else None

    return until(f"the job {kind} is {state}", look, seconds)


class Site(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = b"<!doctype html><html lang=en><title>Late</title><h1>Late Ltd</h1><p>Here at last.</p>"
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def site(port: int) -> Iterator[None]:
    server = HTTPServer(("127.0.0.1", port), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def silent_site() -> Iterator[str]:
    """A site that takes connections and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(16)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"


@pytest.mark.parametrize("command", ["list", "show", "retry", "cancel", "pause", "resume", "stats"])
def test_every_command_explains_itself(node: Node, command: str) -> None:
    shown = jobs(node, command, "--help")
    assert shown.returncode == 0
    assert "OVERVIEW:" in shown.stdout and "USAGE:" in shown.stdout


@pytest.mark.parametrize("arguments", [
    ["retry"], ["retry", str(uuid.UUID(int=1)), "--failed"], ["retry", str(uuid.UUID(int=1)), "--queue", "analysis"],
    ["pause", "analysis", "--for", "2h", "--until", "2027-01-01T00:00:00Z"], ["show"], ["list", "--limit", "many"],
], ids=" ".join)
def test_a_wrong_command_line_is_a_usage_error(node: Node, arguments: list[str]) -> None:
    assert jobs(node, *arguments).returncode == EX_USAGE


def test_what_is_not_there_is_refused_in_words(node: Node) -> None:
    stranger = str(uuid.uuid4())
    assert stranger in refused(node, "show", stranger)
    assert stranger in refused(node, "cancel", stranger)
    assert stranger in refused(node, "retry", stranger)
    assert "no id" in refused(node, "show", "job-1")
    assert "waiting_for_children" in refused(node, "list", "--state", "happy")
    assert "--limit" in refused(node, "list", "--limit", "0")
    assert "--workspace" in refused(node, "list", "--workspace", "Nowhere")
    assert "2h" in refused(node, "pause", "analysis", "--for", "2 hours")
    assert "past" in refused(node, "pause", "analysis", "--until", "2020-01-01T00:00:00Z")


def test_a_drop_is_seen_as_its_jobs(node: Node, api: Api) -> None:
    lead = api.drop("Seen by the operator")
    api.wait_until_ready(lead)
    analysis, dossier = reaches(node, lead, "analyze_lead", "completed"), reaches(node, lead, "render_dossier", "completed")
    assert analysis["workspaceId"] == lead["workspaceId"] and analysis["workspace"] == "Atelier"

    listed = done(node, "list", "--limit", "100").splitlines()
    assert listed[0].split()[:4] == ["id", "state", "queue", "kind"]
    places = [index for index, line in enumerate(listed) for job in (dossier, analysis) if line.startswith(job["id"])]
    assert len(places) == 2 and places == sorted(places), "the newest stands first"
    assert analysis["id"] in done(node, "list", "--text", lead["id"])
    assert analysis["id"] not in done(node, "list", "--state", "failed", "--limit", "1000")

    shown = json.loads(done(node, "show", analysis["id"], "--json"))
    assert shown["arguments"] == {"leadID": lead["id"]} and shown["state"] == "completed" and shown["attempts"] == []
    assert f"analyze_lead {analysis['id']}" in done(node, "show", analysis["id"])

    queues = {queue["name"]: queue for queue in json.loads(done(node, "stats", "--json"))["items"]}
    assert queues["analysis"]["depth"]["completed"] >= 1 and queues["analysis"]["lastHour"]["runMs"]["p50"] > 0
    assert done(node, "stats").splitlines()[0].startswith("queue")
    assert "can't be retried" in refused(node, "retry", analysis["id"])
    assert "can't be cancelled" in refused(node, "cancel", analysis["id"])


def test_what_failed_is_retried_when_its_cause_is_gone(new_node: Node) -> None:
    new_node.start().prepared()
    api, port = Api(new_node), free_port()
    one, two = (api.drop(f"Late {number}", website=f"http://127.0.0.1:{port}/") for number in (1, 2))
    for lead in (one, two):
        failed = reaches(new_node, lead, "analyze_lead", "failed", FAILING_SECONDS)
        assert failed["error"] and failed["attempt"] == failed["maxAttempts"] == 3
        attempts = json.loads(done(new_node, "show", failed["id"], "--json"))["attempts"]
        assert [attempt["number"] for attempt in attempts] == [1, 2, 3]
        assert all(attempt["ending"] == "failed" and attempt["error"] for attempt in attempts)
        assert failed["id"] in done(new_node, "list", "--state", "failed", "--workspace", "Atelier")

    with site(port):
        first = about(new_node, one, "analyze_lead")
        assert first is not None
        done(new_node, "retry", first["id"])
        api.wait_until_ready(one)
        assert "One job was retried." in jobs(new_node, "retry", "--failed", "--kind", "analyze_lead").stderr
        api.wait_until_ready(two)
    assert done(new_node, "list", "--state", "failed") == ""
    entries = [entry["action"] for entry in api.get("/api/v1/audit").json()["items"]]
    assert {"job.retried", "job.many_retried"} <= set(entries), entries
    api.close()


def test_a_running_job_is_asked_to_stop(node: Node, api: Api, silent_site: str) -> None:
    lead = api.drop("Silent", website=silent_site)
    running = reaches(node, lead, "analyze_lead", "running")
    said = jobs(node, "cancel", running["id"], "--reason", "it never answers")
    assert said.returncode == 0 and "asked to stop" in said.stderr
    cancelled = reaches(node, lead, "analyze_lead", "cancelled")
    assert cancelled["cancelReason"] == "it never answers"
    assert api.wait_until_ended(lead)["lead"]["status"] == "failed"


def test_a_paused_queue_starts_nothing_until_it_is_resumed(new_node: Node) -> None:
    new_node.start().prepared()
    assert "paused" in jobs(new_node, "pause", "analysis").stderr
    api = Api(new_node)
    lead = api.drop("Held up")
    waiting = reaches(new_node, lead, "analyze_lead", "waiting")
    new_node.stop()
    api.close()

    # A pause outlives the process, and is seen and ended without it.
    queue = next(queue for queue in json.loads(done(new_node, "stats", "--json"))["items"] if queue["name"] == "analysis")
    assert queue["paused"] and queue["depth"]["waiting"] == 1 and queue["oldestWaitingSince"] and "lastHour" not in queue
    assert "not known" in jobs(new_node, "stats").stderr
    assert waiting["id"] in done(new_node, "list") and "waiting" in done(new_node, "show", waiting["id"])
    for act in (["retry", waiting["id"]], ["retry", "--failed"], ["cancel", waiting["id"]]):
        assert "No node" in refused(new_node, *act)

    new_node.start()
    api = Api(new_node)
    assert "resumed" in jobs(new_node, "resume", "analysis").stderr
    api.wait_until_ready(lead)
    assert "no job" in jobs(new_node, "pause", "analisys", "--for", "1m").stderr.lower(), "a slip of the pen is told"
    api.close()
