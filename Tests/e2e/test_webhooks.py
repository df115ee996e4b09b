"""Webhooks against a receiver of its own, and against the example that the documentation gives."""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from driver.api import Api, assert_problem, pointers
from driver.node import Node, free_port
from driver.receiver import Receiver
from driver.until import until

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "webhook_receiver.py"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def hooks(new_node: Node) -> Iterator[Api]:
    client = Api(new_node.start().prepared())
    yield client
    client.close()


def created(api: Api, url: str, types: list[str], **more: Any) -> dict[str, Any]:
    answer = api.post("/api/v1/webhooks", json={"url": url, "types": types, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def signature(secret: str, headers: dict[str, str], body: bytes) -> str:
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()


def deliveries(api: Api, hook: dict[str, Any], **query: Any) -> list[dict[str, Any]]:
    answer = api.get(f"/api/v1/webhooks/{hook['id']}/deliveries", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def test_who_may_not_manage_webhooks(hooks: Api) -> None:
    hook = created(hooks, "http://127.0.0.1:9/", ["lead.*"])
    made = hooks.node.command("token", "create", "--name", "member", "--role", "member")
    path = f"/api/v1/webhooks/{hook['id']}"
    nobody, member = Api(hooks.node, None), Api(hooks.node, made.stdout.strip())
    for method, url in [
        ("GET", "/api/v1/webhooks"), ("POST", "/api/v1/webhooks"), ("GET", path), ("PATCH", path), ("DELETE", path),
        ("POST", f"{path}/secret"), ("POST", f"{path}/test"), ("GET", f"{path}/deliveries"), ("GET", f"{path}/deliveries/{hook['id']}"),
        ("POST", f"{path}/deliveries/{hook['id']}/redelivery"),
    ]:
        assert_problem(nobody.http.request(method, url, json={}), 401, "unauthenticated")
        assert_problem(member.http.request(method, url, json={}), 403, "forbidden")
    nobody.close()
    member.close()


def test_addresses_inside_are_refused(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "node", ANALYSIS_PRIVATE_SITES="refuse")
    api = Api(node.start().prepared())
    try:
        for url in [
            "http://127.0.0.1:9000/", "https://127.0.0.1/", "https://localhost/", "https://10.1.2.3/", "https://192.168.1.1/",
            "https://[::1]/", "https://169.254.169.254/latest/meta-data", "https://2130706433/", "https://0x7f000001/",
            "https://[::ffff:10.0.0.1]/", "http://93.184.216.34/", "https://93.184.216.34:8443/", "ftp://93.184.216.34/", "nonsense", "",
        ]:
            problem = assert_problem(api.post("/api/v1/webhooks", json={"url": url, "types": ["*"]}), 400, "invalid_request")
            assert pointers(problem) == {"/url"}, url
        assert api.get("/api/v1/webhooks").json() == {"items": []}
    finally:
        api.close()
        assert node.stop() == 0


def test_every_fault_is_named_and_secrets_are_shown_once(hooks: Api, receiver: Receiver) -> None:
    problem = assert_problem(
        hooks.post("/api/v1/webhooks", json={
            "url": receiver.url, "types": ["lead.*", "typing.start", "notification.new"], "description": "x" * 201}), 400)
    assert pointers(problem) == {"/types/1", "/types/2", "/description"}
    assert pointers(assert_problem(hooks.post("/api/v1/webhooks", json={"url": 1, "types": "x", "secret": "y"}), 400)) == {"/secret"}
    assert pointers(assert_problem(hooks.post("/api/v1/webhooks", json={"url": 1, "types": "x"}), 400)) == {"/url", "/types"}
    headers = {"Idempotency-Key": "once"}
    body = {"url": receiver.url, "types": ["lead.*"]}
    first = hooks.post("/api/v1/webhooks", json=body, headers=headers)
    again = hooks.post("/api/v1/webhooks", json=body, headers=headers)
    assert first.json() == again.json() and first.status_code == 201
    hook = first.json()
    secret = hook.pop("secret")
    assert hooks.get("/api/v1/webhooks").json()["items"] == [hook]
    assert hook["secretHint"].endswith(secret[-4:]) and len(base64.b64decode(secret.removeprefix("whsec_"))) == 32
    for row in (hooks.node.data / "uprising.sqlite", hooks.node.data / "uprising.sqlite-wal"):
        assert secret.removeprefix("whsec_").encode() not in row.read_bytes()
    path = f"/api/v1/webhooks/{hook['id']}"
    assert_problem(hooks.request("PATCH", path, json={"enabled": False}), 428, "version_required")
    changed = hooks.request("PATCH", path, 1, json={"enabled": False})
    assert changed.headers["etag"] == '"2"' and changed.json()["disabledReason"] == "person"
    assert_problem(hooks.request("PATCH", path, 1, json={"enabled": True}), 409, "stale_version")
    assert hooks.request("DELETE", path, 2).status_code == 204
    assert_problem(hooks.get(path), 404, "not_found")


def test_an_event_arrives_signed_and_whole(hooks: Api, receiver: Receiver) -> None:
    hook = created(hooks, receiver.url, ["lead.updated"], description="CRM")
    lead = hooks.drop("Envelope & Söhne")

    def dropped() -> tuple[str, dict[str, str], bytes] | None:
        """The analysis that begins is told, too, and may arrive before."""
        return next((one for one in receiver.requests if json.loads(one[2])["entityVersion"] == lead["version"]), None)

    path, headers, body = until("the drop is told", dropped)
    event = json.loads(body)
    assert path == "/events" and headers["content-type"] == "application/json"
    assert event["type"] == "lead.updated" and event["entityId"] == lead["id"] and event["payload"]["lead"] == lead
    assert headers["webhook-signature"] == signature(hook["secret"], headers, body)
    assert abs(int(headers["webhook-timestamp"]) - time.time()) < 60
    assert headers["traceparent"].split("-")[1] == event["traceId"]

    def first() -> dict[str, Any] | None:
        return next((one for one in deliveries(hooks, hook, state="delivered") if one["eventId"] == headers["webhook-id"]), None)

    delivered = until("it is recorded", first)
    assert delivered["attempts"][0]["status"] == 204
    # Sent again by hand: the same event, by its id.
    before = len(receiver.requests)
    again = hooks.post(f"/api/v1/webhooks/{hook['id']}/deliveries/{delivered['id']}/redelivery")
    assert again.status_code == 202, again.text
    until("it arrives again", lambda: [one for one in receiver.requests[before:] if one[1]["webhook-id"] == headers["webhook-id"]])


def test_a_receiver_that_fails_is_tried_again_and_a_redirect_is_not_followed(hooks: Api, receiver: Receiver) -> None:
    trap = Receiver()
    receiver.will_answer(500, body=b"<h1>broken</h1>" + b"x" * 10_000)
    hook = created(hooks, receiver.url, ["project.updated"])
    answer = hooks.post("/api/v1/projects", json={"name": "Retry"})
    assert answer.status_code == 201
    first, second = receiver.wait_for(2)[:2]
    assert first[1]["webhook-id"] == second[1]["webhook-id"] and first[2] == second[2]
    [delivery] = until("it is recorded", lambda: deliveries(hooks, hook, state="delivered"))
    assert [(one["status"], one["error"]) for one in delivery["attempts"]] == [(500, "status"), (204, None)]

    receiver.will_answer(302, {"Location": trap.url})
    test = hooks.post(f"/api/v1/webhooks/{hook['id']}/test")
    assert test.status_code == 202
    [failed] = until("the test has failed", lambda: deliveries(hooks, hook, state="failed"))
    assert failed["attempts"][0]["error"] == "redirect" and failed["type"] == "webhook.test"
    receiver.will_answer(503, body=b"y" * 10_000)
    test = hooks.post(f"/api/v1/webhooks/{hook['id']}/test").json()
    path = f"/api/v1/webhooks/{hook['id']}/deliveries/{test['id']}"
    until("the second has failed", lambda: hooks.get(path).json()["state"] == "failed")
    whole = hooks.get(path).json()
    assert whole["response"] == "y" * 4_096 and whole["request"]["url"] == receiver.url
    assert json.loads(whole["request"]["body"])["payload"] == {"webhookId": hook["id"]}
    assert trap.requests == []
    trap.close()


def test_a_receiver_that_is_gone_is_left_alone(hooks: Api, receiver: Receiver) -> None:
    browser = hooks.node.sign_in()
    receiver.will_answer(410)
    hook = created(hooks, receiver.url, ["project.updated"])
    hooks.post("/api/v1/projects", json={"name": "Gone"})
    path = f"/api/v1/webhooks/{hook['id']}"
    until("it is disabled", lambda: not hooks.get(path).json()["enabled"])
    assert hooks.get(path).json()["disabledReason"] == "gone"
    told = browser.get("/api/v1/notifications").json()["items"]
    assert [(one["kind"], one["subject"]["id"]) for one in told] == [("webhook_disabled", hook["id"])]
    hooks.post("/api/v1/projects", json={"name": "Not sent"})
    assert len(deliveries(hooks, hook)) == 1
    browser.close()


def test_deliveries_survive_a_kill(hooks: Api, receiver: Receiver) -> None:
    receiver.will_answer(500)
    hook = created(hooks, receiver.url, ["project.updated"])
    hooks.post("/api/v1/projects", json={"name": "Kill"})
    receiver.wait_for(1)
    hooks.node.kill()
    hooks.node.start()
    receiver.wait_for(2)
    assert until("it is recorded", lambda: deliveries(hooks, hook, state="delivered"))


def test_a_replaced_secret_signs_beside_the_new_one(hooks: Api, receiver: Receiver) -> None:
    hook = created(hooks, receiver.url, ["lead.*"])
    rotated = hooks.post(f"/api/v1/webhooks/{hook['id']}/secret")
    assert rotated.status_code == 200 and rotated.json()["secret"] != hook["secret"] and rotated.json()["oldSecretUntil"]
    hooks.post(f"/api/v1/webhooks/{hook['id']}/test")
    _, headers, body = receiver.wait_for(1)[0]
    assert headers["webhook-signature"].split(" ") == [
        signature(rotated.json()["secret"], headers, body), signature(hook["secret"], headers, body)]


def test_the_example_believes_the_node_alone(hooks: Api) -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    hook = created(hooks, url, ["lead.updated"])
    example = subprocess.Popen(
        [sys.executable, EXAMPLE, str(port)], stdout=subprocess.PIPE, text=True, env={**os.environ, "WEBHOOK_SECRET": hook["secret"]})
    try:
        import httpx

        def refused() -> bool:
            try:
                forged = {"Webhook-Id": "a", "Webhook-Timestamp": str(int(time.time())), "Webhook-Signature": "v1,AAAA"}
                return httpx.post(url, content=b"{}", headers=forged, trust_env=False).status_code == 401
            except httpx.TransportError:
                return False

        until("the example answers, and refuses what is forged", refused)
        lead = hooks.drop("Example")
        assert example.stdout is not None
        assert example.stdout.readline().split()[:2] == ["lead.updated", lead["id"]]
    finally:
        example.kill()
        example.wait()
