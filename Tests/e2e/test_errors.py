"""Errors as services, the page and the node itself report them: who may, what is refused, and what is there afterwards."""

import gzip
import json
import os
import signal
import uuid
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.node import Node
from driver.until import until


class Project:
    """What reports to a node, with a stock SDK's words."""

    def __init__(self, api: Api, **fields: Any):
        made = api.post("/api/v1/error-projects", json={"name": f"shop {uuid.uuid4().hex[:6]}", "budgetPerMinute": 100_000, **fields})
        assert made.status_code == 201, made.text
        self.api, self.json = api, made.json()
        self.id, self.key = self.json["id"], self.json["publicKey"]
        assert self.json["dsn"] == f"{api.node.url.replace('://', f'://{self.key}@')}/{self.id}"

    def post(self, body: bytes, key: str | None = "", path: str = "envelope/", **headers: str) -> httpx.Response:
        own = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={self.key if key == '' else key}"} if key is not None else {}
        return httpx.post(f"{self.api.node.url}/api/{self.id}/{path}", content=body, headers={**own, **headers}, trust_env=False, timeout=60)

    def report(self, **event: Any) -> str:
        event_id = uuid.uuid4().hex
        answer = self.post(envelope({"event_id": event_id, **event}))
        assert answer.status_code == 200 and answer.json() == {"id": event_id}, answer.text
        return event_id

    def errors(self) -> list[dict[str, Any]]:
        return self.api.get("/api/v1/errors", params={"project": self.id}).json()["items"]


def envelope(event: dict[str, Any]) -> bytes:
    payload = json.dumps(event).encode()
    return b'{"event_id":"%s"}\n{"type":"event","length":%d}\n%s\n' % (event["event_id"].encode(), len(payload), payload)


@pytest.fixture
def api(node: Node) -> Iterator[Api]:
    client = Api(node)
    yield client
    client.close()


def test_only_the_key_of_the_project_itself_opens_it(api: Api) -> None:
    ours, theirs = Project(api), Project(api)
    body = envelope({"event_id": uuid.uuid4().hex, "message": "x"})
    assert ours.post(body, key=None).status_code == 401
    for key in (theirs.key, "f" * 32, "", "%00"):
        refused = ours.post(body, key=key or "x")
        assert refused.status_code == 403, refused.text
        assert refused.headers["access-control-allow-origin"] == "*"
    assert httpx.post(f"{api.node.url}/api/999999/envelope/?sentry_key={ours.key}", content=body, trust_env=False).status_code == 403
    assert httpx.get(f"{api.node.url}/api/{ours.id}/envelope/", trust_env=False).status_code == 405
    renewed = api.post(f"/api/v1/error-projects/{ours.id}/key").json()
    assert ours.post(body).status_code == 403
    assert ours.post(body, key=renewed["publicKey"]).status_code == 200


def test_members_read_errors_and_nobody_else_does(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "node")
    try:
        owner = node.start().set_up_owner()
        for scopes, status in ((["leads.read"], 403), (["errors.read"], 200)):
            made = owner.post("/api/v1/tokens", json={"name": "t", "scopes": scopes})
            assert made.status_code == 201, made.text
            other = Api(node, made.json()["text"])
            assert other.get("/api/v1/errors").status_code == status
            assert_problem(other.post("/api/v1/error-projects", json={"name": "mine"}), 403, "forbidden")
            other.close()
        assert_problem(Api(node, None).get("/api/v1/errors"), 401, "unauthenticated")
        assert node.stop() == 0
    finally:
        node.kill()


@pytest.mark.parametrize("body, headers, status", [
    (b"", {}, 400), (b"nonsense", {}, 400), (b'{}\n{"type":"event","length":9}\n{}', {}, 400),
    (b"\x1f\x8b\x08\x00garbage", {"Content-Encoding": "gzip"}, 400), (b"{}\n", {"Content-Encoding": "zstd"}, 400),
    (b'{}\n{"type":"event"}\n' + b"[" * 10_000 + b"]" * 10_000, {}, 400),
    (b'{}\n{"type":"event","length":104857600}\n', {}, 413),
    (gzip.compress(b'{}\n{"type":"attachment"}\n' + b"0" * 150_000_000, 1), {"Content-Encoding": "gzip"}, 413),
    (b"{}\n" + b" " * (20 * 1_048_576), {}, 413),
], ids=["empty", "words", "cut off", "gzip", "zstd", "nested", "100 MB event", "bomb", "long"])
def test_what_is_no_envelope_is_refused_and_leaves_nothing(api: Api, body: bytes, headers: dict[str, str], status: int) -> None:
    project = Project(api)
    answer = project.post(body, **headers)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"detail", "causes"}
    project.report(message="fine")
    until("the next one", project.errors)
    assert [error["title"] for error in project.errors()] == ["fine"]


def test_reports_are_put_together_and_followed_to_their_end(api: Api) -> None:
    project = Project(api)
    frames = [{"filename": "lib.py", "function": "call", "lineno": 4}, {"filename": "shop.py", "function": "pay", "lineno": 7, "in_app": True}]
    last = ""
    for number in range(3):
        last = project.report(
            exception={"values": [{"type": "ValueError", "value": f"basket {number}", "stacktrace": {"frames": frames}}]},
            user={"id": str(number % 2), "ip_address": "192.0.2.1"}, release=f"shop@1.{number}", tags={"plan": "pro"},
            request={"url": "https://shop.example/pay?token=hush", "headers": [["Authorization", "hush"], ["Accept", "*/*"]]},
            contexts={"trace": {"trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "span_id": "00f067aa0ba902b7"}})
    error = until("three reports", lambda: next((one for one in project.errors() if one["count"] == 3), None))
    assert error["title"] == "ValueError: basket 2" and error["culprit"] == "pay in shop.py"
    assert (error["peopleCount"], error["releases"], error["state"]) == (2, ["shop@1.0", "shop@1.2"], "unresolved")
    assert len(error["trend"]) == 24 and sum(error["trend"]) == 3
    whole = api.get(f"/api/v1/errors/{error['id']}").json()
    latest = whole["latest"]
    assert latest["eventId"] == last and latest["traceId"] == "4bf92f3577b34da6a3ce929d0e0e4736"
    assert latest["exceptions"][0]["frames"][-1] == {
        "function": "pay", "module": None, "file": "shop.py", "line": 7, "column": None, "inApp": True, "context": []}
    assert "hush" not in json.dumps(whole) and "192.0.2.1" not in json.dumps(whole)
    events = api.get(f"/api/v1/errors/{error['id']}/events", params={"limit": 2}).json()
    rest = api.get(f"/api/v1/errors/{error['id']}/events", params={"cursor": events["next"]}).json()
    assert len(events["items"]) == 2 and len(rest["items"]) == 1 and rest["next"] is None

    person = api.get("/api/v1/members").json()["items"][0]["person"]["id"]
    path = f"/api/v1/errors/{error['id']}"
    assert_problem(api.request("PATCH", path, json={"state": "resolved"}), 428, "version_required")
    assert_problem(api.request("PATCH", path, 99, json={"state": "resolved"}), 409, "stale_version")
    assert_problem(api.request("PATCH", path, 1, json={"assigneeId": str(uuid.uuid4())}), 400, "invalid_request")
    resolved = api.request("PATCH", path, 1, json={"state": "resolved", "assigneeId": person})
    assert resolved.status_code == 200 and resolved.json()["assignee"]["id"] == person, resolved.text
    project.report(exception={"values": [{"type": "ValueError", "value": "again", "stacktrace": {"frames": frames}}]})
    back = until("a regression", lambda: next((one for one in project.errors() if one["isRegression"]), None))
    assert back["id"] == error["id"] and back["state"] == "unresolved" and back["count"] == 4
    assert api.request("DELETE", path).status_code == 204
    assert project.errors() == []


def test_attachments_are_saved_by_those_who_read_errors_and_never_shown(api: Api, node: Node) -> None:
    project = Project(api)
    page = b"<script>alert(1)</script>"
    event = {"event_id": uuid.uuid4().hex, "message": "with a file"}
    body = envelope(event) + b'{"type":"attachment","length":%d,"filename":"a\\"b\\u00e9.html","content_type":"text/html"}\n%s\n' % (len(page), page)
    big = b'{"type":"attachment","length":1048577,"filename":"big.bin"}\n' + b"0" * 1_048_577
    assert project.post(body + big).status_code == 200
    error = until("the error", project.errors)[0]
    shown = api.get(f"/api/v1/errors/{error['id']}").json()["latest"]["attachments"]
    assert [(one["bytes"], one["kept"]) for one in shown] == [(len(page), True), (1_048_577, False)]
    path = f"/api/v1/errors/events/{event['event_id']}/attachments"
    made = node.command("token", "create", "--name", "viewer", "--role", "viewer")
    for other, status in ((Api(node, None), 401), (Api(node, made.stdout.strip()), 403)):
        assert other.get(f"{path}/{shown[0]['number']}").status_code == status
        other.close()
    for number in (0, shown[1]["number"], 9):
        assert_problem(api.get(f"{path}/{number}"), 404, "not_found")
    saved = api.get(f"{path}/{shown[0]['number']}")
    assert saved.status_code == 200 and saved.content == page
    assert saved.headers["content-type"] == "application/octet-stream" and saved.headers["content-disposition"].startswith("attachment; ")
    assert saved.headers["x-content-type-options"] == "nosniff" and "sandbox" in saved.headers["content-security-policy"]


def test_a_release_says_how_many_of_its_sessions_met_no_crash(api: Api, node: Node) -> None:
    project = Project(api)
    attrs = {"release": "shop@2.0", "environment": "production"}

    def tell(kind: str, **session: Any) -> None:
        payload = json.dumps({"attrs": attrs, **session}).encode()
        assert project.post(b'{}\n{"type":"%s","length":%d}\n%s\n' % (kind.encode(), len(payload), payload)).status_code == 200

    for status in ("ok", "crashed", "crashed"):
        tell("session", sid="a" * 32, did="1", init=status == "ok", status=status, errors=1)
    tell("session", sid="b" * 32, did="2", init=True, status="exited", errors=0)
    tell("sessions", aggregates=[{"started": "2030-01-01T00:00:00Z", "exited": 2}])
    assert Api(node, None).get("/api/v1/errors/releases").status_code == 401
    assert_problem(api.get("/api/v1/errors/releases", params={"days": 91}), 400, "invalid_request")
    found = until("the sessions", lambda: api.get("/api/v1/errors/releases", params={"project": project.id}).json()["items"])
    [release] = found if found[0]["sessions"] == 4 else until(
        "all of them", lambda: [one for one in api.get("/api/v1/errors/releases", params={"project": project.id}).json()["items"] if one["sessions"] == 4])
    assert (release["release"], release["crashed"], release["errored"], release["people"], release["crashedPeople"]) == ("shop@2.0", 1, 0, 2, 1)
    assert release["crashFreeSessions"] == 0.75 and release["crashFreePeople"] == 0.5
    assert release["project"]["id"] == project.id


def test_zlib_is_taken_and_the_rest_of_an_envelope_over_budget_too(api: Api) -> None:
    project = Project(api, budgetPerMinute=1)
    first = envelope({"event_id": uuid.uuid4().hex, "message": "one"})
    assert project.post(zlib.compress(first), **{"Content-Encoding": "deflate"}).status_code == 200
    over = project.post(envelope({"event_id": uuid.uuid4().hex, "message": "two"}))
    assert over.status_code == 429 and 1 <= int(over.headers["retry-after"]) <= 60
    assert over.headers["x-sentry-rate-limits"].startswith(f"{over.headers['retry-after']}:error;default:key:budget")
    assert "x-sentry-rate-limits" in over.headers["access-control-expose-headers"]
    assert project.post(b'{}\n{"type":"transaction","length":2}\n{}\n').status_code == 200


def test_the_page_is_told_where_to_report_and_its_reports_land_there(api: Api) -> None:
    dsn = httpx.get(f"{api.node.url}/api/v1/config", trust_env=False).json()["errorsDsn"]
    key, project = dsn.split("://")[1].split("@")[0], dsn.rsplit("/", 1)[1]
    title = f"page {uuid.uuid4()}"
    answer = httpx.post(
        f"{api.node.url}/api/{project}/envelope/?sentry_key={key}&sentry_version=7", trust_env=False,
        content=envelope({"event_id": uuid.uuid4().hex, "message": title}), headers={"Content-Type": "text/plain;charset=UTF-8"})
    assert answer.status_code == 200
    until("the page's error", lambda: api.get("/api/v1/errors", params={"project": project, "q": title[:12]}).json()["items"])


class Hanging(BaseHTTPRequestHandler):
    """A Sentry that takes what it is sent, and answers when it is let."""

    bodies: list[bytes] = []
    released = Event()

    def do_POST(self) -> None:
        self.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.released.wait(60)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_crash_is_found_at_the_next_start_and_sent_on_to_a_sentry_that_hangs(binary: Path, tmp_path: Path) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hanging)
    Thread(target=server.serve_forever, daemon=True).start()
    node = Node(binary, tmp_path / "node", SENTRY_DSN=f"http://abc@127.0.0.1:{server.server_port}/4")
    try:
        node.start().prepared()
        reports = node.data / "crashes"
        assert oct(reports.stat().st_mode & 0o777) == "0o700"
        (reports / "uprising-1-0.0.log").write_text(
            "*** Program crashed: Bad pointer dereference at 0x0000000000000000 ***\n\nThread 0 \"uprising\" crashed:\n\n"
            "  0 0x00007f00d336df7f Basket.first() + 42 in uprising at /build/Sources/Shop/Basket.swift:1:67\n")
        os.kill(node.pid, signal.SIGKILL)
        assert node.process is not None and node.process.wait() == -signal.SIGKILL
        node.process = None
        node.start()
        api = Api(node)
        crash = until("the crash", lambda: api.get("/api/v1/errors", params={"q": "Crash"}).json()["items"])[0]
        assert crash["title"] == "Crash: Bad pointer dereference" and crash["level"] == "fatal" and crash["project"]["name"] == "Node"
        assert crash["culprit"] == "Basket.first() in /build/Sources/Shop/Basket.swift"
        assert [one.name for one in reports.iterdir()] == ["uprising-1-0.0.log.read"]
        until("it is sent on", lambda: Hanging.bodies)
        # It hangs; nothing else does.
        assert api.drop("Still here")["status"] == "new"
        assert b"Bad pointer dereference" in Hanging.bodies[0]
        assert node.stop() == 0
    finally:
        Hanging.released.set()
        node.kill()
        server.shutdown()


def test_what_was_answered_is_there_after_a_stop(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "node")
    try:
        node.start().prepared()
        project = Project(Api(node))
        project.report(message="just before")
        assert node.stop() == 0
        node.start()
        api = Api(node)
        assert [one["title"] for one in api.get("/api/v1/errors").json()["items"]] == ["just before"]
        assert node.stop() == 0
    finally:
        node.kill()
