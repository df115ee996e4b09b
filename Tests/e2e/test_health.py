"""The health of the node and its alerts, with a mail server, receivers of webhooks, and a process that is killed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.mailbox import MailServer, text_of
from driver.node import Node, free_port
from driver.realtime import Socket
from driver.receiver import Receiver
from driver.until import until

METRICS = ["leadToReady", "jobFailureRate", "apiLatency", "queueDepth", "pdfTime"]
# A look every ten seconds, the job that brings the notice, and a machine that does other things.
LOOK_SECONDS = 60.0


class Switch:
    """Counts the signs of life that it is given."""

    def __init__(self) -> None:
        self.count = 0
        switch = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                switch.count += 1
                self.send_response(204)
                self.end_headers()

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/alive"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def mail() -> Iterator[MailServer]:
    made = MailServer()
    yield made
    made.close()


def switch_on(api: Api, rule: str, threshold: float, **more: Any) -> None:
    """Makes a rule fire at its next look, when its value is on the bad side."""
    before = api.get(f"/api/v1/alert-rules/{rule}").json()
    body = {"threshold": threshold, "forSeconds": 0, "resolveSeconds": 0, "severity": "critical", "isOn": True, **more}
    changed = api.request("PUT", f"/api/v1/alert-rules/{rule}", before["version"], json=body)
    assert changed.status_code == 200, changed.text


def tell(api: Api, emails: list[str] = [], webhooks: list[dict[str, str]] = [], **more: Any) -> None:
    before = api.get("/api/v1/alert-targets").json()
    body = {"emails": emails, "webhooks": webhooks, "deadManURL": None, "minutesBetween": 0, **more}
    changed = api.request("PUT", "/api/v1/alert-targets", before["version"], json=body)
    assert changed.status_code == 200, changed.text


def firing(api: Api) -> list[dict[str, Any]]:
    answer = api.get("/api/v1/alerts", params={"state": "firing"})
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_whoever_may_not_sees_nothing_of_the_node(node: Node) -> None:
    made = node.command("token", "create", "--name", "member", "--role", "member")
    member = Api(node, made.stdout.strip())
    for path in ["/api/v1/health", "/api/v1/health/history?metric=pdfTime", "/api/v1/alerts", "/api/v1/alert-rules", "/api/v1/alert-targets"]:
        assert_problem(member.get(path), 403, "forbidden")
    assert_problem(member.post("/api/v1/alert-targets/test"), 403, "forbidden")
    nobody = Api(node, None)
    assert_problem(nobody.get("/api/v1/health"), 401, "unauthenticated")


def test_metrics_are_for_this_machine_or_for_the_token(node: Node, new_node: Node) -> None:
    with node.client() as client:
        for name in ["X-Forwarded-For", "Forwarded", "Via"]:
            assert_problem(client.get("/metrics", headers={name: "203.0.113.7"}), 403, "forbidden")
        answer = client.get("/metrics")
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert "process_resident_memory_bytes " in answer.text and 'store_commit_writes_count{store="main"} ' in answer.text
        for _ in range(20):
            client.request("GET", "/api/v1/nothing/at/all")
        routes = {line for line in client.get("/metrics").text.splitlines() if "/api/v1/nothing" in line}
        assert routes == set()
    new_node.variables["METRICS_TOKEN"] = "correct-horse-battery-staple"
    new_node.start()
    with new_node.client() as client:
        for given in [None, "Bearer wrong-horse-battery-staple", "Basic correct-horse-battery-staple"]:
            assert_problem(client.get("/metrics", headers={"Authorization": given} if given else {}), 401, "unauthenticated")
        headers = {"Authorization": "Bearer correct-horse-battery-staple", "X-Forwarded-For": "203.0.113.7"}
        assert client.get("/metrics", headers=headers).status_code == 200


def test_a_stopped_node_has_no_health(new_node: Node) -> None:
    ended = new_node.command("health")
    assert ended.returncode == 1 and "No node of the profile local runs" in ended.stderr, ended
    new_node.start()


def test_page_command_and_metrics_show_the_same(node: Node) -> None:
    api = Api(node)
    lead = api.drop("Measured")
    api.wait_until_ended(lead)
    report = until(
        "a lead and a queue were seen",
        lambda: (lambda one: one if one["metrics"][0]["value"] is not None and one["metrics"][3]["parts"] else None)(
            api.get("/api/v1/health").json()),
        LOOK_SECONDS)
    assert [metric["name"] for metric in report["metrics"]] == METRICS
    assert report["status"] in ("ok", "warn") and report["disk"]["totalBytes"] > 0
    shown = node.command("health")
    assert shown.returncode == 0, shown.stderr
    for name in METRICS:
        assert name in shown.stdout
    printed = json.loads(node.command("health", "--json").stdout)
    assert [metric["target"] for metric in printed["metrics"]] == [metric["target"] for metric in report["metrics"]]
    with node.client() as client:
        exposed = client.get("/metrics").text
        assert 'health_value{metric="leadToReady",part=""} ' in exposed
        ready = client.get("/ready")
        assert ready.status_code == 200 and ready.json() == {"status": "ok", "checks": {"db": "ok", "queue": "ok", "storage": "ok"}}
    history = api.get("/api/v1/health/history", params={"metric": "queueDepth", "range": "1h"}).json()
    assert len(history["points"]) == 120 and any(point["value"] is not None for point in history["points"])


def test_an_alert_reaches_everyone_and_survives_a_kill(new_node: Node, receiver: Receiver, mail: MailServer) -> None:
    new_node.variables |= {"SMTP_URL": mail.url, "MAIL_FROM": "node@example.com"}
    api = Api(new_node.start().prepared())
    tell(
        api, ["ops@example.com"],
        [{"url": receiver.url, "format": "plain"}, {"url": receiver.url.replace("/events", "/slack"), "format": "slack"}])
    switch_on(api, "diskSpace", 1)  # no disk is all free

    alert = until("the alert fires", lambda: (firing(api) or [None])[0], LOOK_SECONDS)
    assert alert["rule"] == "diskSpace" and alert["severity"] == "critical" and alert["resolvedAt"] is None
    assert alert["cause"] and alert["command"].startswith("df -h")
    posted = {path: json.loads(body) for path, _, body in receiver.wait_for(2)}
    assert [one["id"] for one in posted["/events"]["alerts"]] == [alert["id"]]
    assert set(posted["/slack"]) == {"text"} and "The disk is nearly full" in posted["/slack"]["text"]
    letter = mail.wait_for("ops@example.com")
    assert "disk is nearly full" in str(letter["Subject"]) and "df -h" in text_of(letter)
    inbox = api.node.sign_in().get("/api/v1/notifications").json()["items"]
    assert [(one["kind"], one["subject"]["id"]) for one in inbox] == [("alert", alert["id"])]
    assert mail.to("camille@example.com") == []
    assert new_node.command("health").returncode == 1
    assert "An alert fires" in new_node.output

    new_node.kill()
    new_node.start()
    assert [one["id"] for one in firing(api)] == [alert["id"]]
    until("the new process has looked", lambda: api.get("/api/v1/health").json()["status"] == "failing", LOOK_SECONDS)
    switch_on(api, "diskSpace", 0)
    over = until(
        "the alert is over", lambda: api.get("/api/v1/alerts", params={"state": "resolved"}).json()["items"], LOOK_SECONDS)
    assert [one["id"] for one in over] == [alert["id"]] and over[0]["resolvedAt"]
    states = [json.loads(body)["alerts"][0]["state"] for path, _, body in receiver.wait_for(4) if path == "/events"]
    assert states == ["firing", "resolved"], "told twice, or not that it is over"
    mail.wait_for("ops@example.com", 2)
    assert len(mail.to("ops@example.com")) == 2


def test_a_receiver_that_refuses_gets_the_notice_later(new_node: Node, receiver: Receiver) -> None:
    api = Api(new_node.start().prepared())
    receiver.will_answer(500)
    tell(api, webhooks=[{"url": receiver.url, "format": "plain"}])
    tested = api.post("/api/v1/alert-targets/test")
    assert tested.status_code == 202, tested.text
    bodies = [json.loads(body) for _, _, body in receiver.wait_for(2)]
    assert [one["type"] for one in bodies] == ["alert.test", "alert.test"]
    jobs = api.get("/api/v1/jobs").json()["items"]
    assert all(receiver.url not in json.dumps(job) for job in jobs)


def test_mail_that_can_not_be_sent_is_an_alert(new_node: Node, receiver: Receiver) -> None:
    new_node.variables |= {"SMTP_URL": f"smtp://127.0.0.1:{free_port()}?tls=none", "MAIL_FROM": "node@example.com"}
    api = Api(new_node.start().prepared())
    tell(api, webhooks=[{"url": receiver.url, "format": "plain"}])
    switch_on(api, "smtpFailing", 0)
    with new_node.client() as client:
        asked = client.post("/auth/v1/otp", json={"email": "camille@example.com"}, headers={"apikey": anon_key(new_node)})
        assert asked.status_code == 200, asked.text
    sent = json.loads(receiver.wait_for(1)[0][2])["alerts"][0]
    assert sent["rule"] == "smtpFailing" and sent["command"].startswith("uprising mail test")


def anon_key(node: Node) -> str:
    shown = node.command("keys", "show", "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)["anon"]["opaque"]


def test_a_dead_node_stops_its_signs_of_life(new_node: Node) -> None:
    switch = Switch()
    try:
        api = Api(new_node.start().prepared())
        tell(api, deadManURL=switch.url)
        until("a sign of life", lambda: switch.count > 0, 90)
        new_node.kill()
        count = switch.count
        with pytest.raises(AssertionError):
            until("another sign of life", lambda: switch.count > count, 3)
    finally:
        switch.close()
        new_node.start()


def test_the_page_hears_of_an_alert(new_node: Node) -> None:
    api = Api(new_node.start().prepared())
    home = api.get("/api/v1/workspace").json()["id"]
    silenced = api.request(
        "PUT", "/api/v1/alert-rules/diskSpace/silence", json={"until": "2099-01-01T00:00:00Z", "reason": "too long"})
    assert_problem(silenced, 400, "invalid_request")
    with Socket.open(new_node) as socket:
        socket.joined(f"room:workspace:{home}")
        switch_on(api, "diskSpace", 1)
        heard = socket.collect(lambda event: event.name == "alert.changed", LOOK_SECONDS)[-1]
    payload = heard.payload
    assert payload["rule"] == "diskSpace" and payload["state"] == "firing"
    assert [one["id"] for one in firing(api)] == [payload["alertId"]]
