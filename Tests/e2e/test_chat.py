"""Chat over the wire: sent once, heard at once, read on every device, and what hostile texts and callers get."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from driver.api import Api, assert_problem, pointers
from driver.node import Node
from driver.realtime import Event, Socket

MESSAGE_MEMBERS = {
    "id", "channelId", "seq", "clientId", "parentId", "authorId", "authorName", "authorKind", "text", "html", "mentions", "attachments",
    "reactions", "replies", "lastReplyAt", "editedAt", "deletedAt", "version", "createdAt", "updatedAt",
}
THUMB = quote("👍")


def said(text: str, **more: Any) -> dict[str, Any]:
    return {"clientId": str(uuid.uuid4()), "text": text, **more}


def token_of(browser: httpx.Client) -> str:
    return browser.headers["Authorization"].removeprefix("Bearer ")


def of(name: str):
    return lambda event: event.name == name


class Office:
    """A node with an owner and a member, each signed in, and a viewer."""

    def __init__(self, node: Node):
        self.node = node
        self.ada = node.sign_in()
        self.people: dict[str, httpx.Client] = {}
        for name, role in (("bo", "member"), ("vi", "viewer")):
            added = node.command("user", "add", f"{name}@example.com", "--role", role)
            assert added.returncode == 0, added.stderr
            self.people[name] = node.sign_in(f"{name}@example.com")
        self.bo, self.vi = self.people["bo"], self.people["vi"]

    def channel(self) -> str:
        made = self.ada.post("/api/v1/channels", json={"name": uuid.uuid4().hex})
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def say(self, channel: str, text: str, by: httpx.Client | None = None, **more: Any) -> dict[str, Any]:
        answer = (by or self.ada).post(f"/api/v1/channels/{channel}/messages", json=said(text, **more))
        assert answer.status_code == 201, answer.text
        assert set(answer.json()) == MESSAGE_MEMBERS
        assert answer.headers["location"] == f"/api/v1/messages/{answer.json()['id']}"
        return answer.json()

    def inbox(self, browser: httpx.Client) -> str:
        return f"room:inbox:{browser.get('/api/v1/session').json()['inboxId']}"

    def person(self, browser: httpx.Client) -> str:
        return browser.get("/api/v1/session").json()["user"]["id"]


@pytest.fixture(scope="module")
def office(binary, tmp_path_factory) -> Iterator[Office]:
    node = Node(binary, tmp_path_factory.mktemp("chat"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().prepared()
        yield Office(node)
        assert node.stop() == 0
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


@pytest.fixture
def channel(office: Office) -> str:
    return office.channel()


# What is refused


def test_a_message_of_a_megabyte_of_marks_alone_or_of_overrides(office: Office, channel: str) -> None:
    path = f"/api/v1/channels/{channel}/messages"
    assert_problem(office.ada.post(path, json=said("a" * 1_000_000)), 413, "body_too_large")
    for text in ("a" * 8_001, "e\u0301" * 8_001, "\u0301" * 100, "\u202e\u2066", "\u200d", " \n ", ""):
        problem = assert_problem(office.ada.post(path, json=said(text)), 400, "invalid_request")
        assert pointers(problem) == {"/text"}
    assert_problem(office.ada.post(path, json={"text": "a"}), 400, "invalid_request")
    assert_problem(office.ada.post(path, content=b"{", headers={"content-type": "application/json"}), 400, "malformed_body")
    assert office.ada.get(path).json()["items"] == []
    kept = office.say(channel, "a\u202eb" + "\u0301" * 100)
    assert kept["text"] == "ab" + "\u0301" * 16 and kept["html"] == f'<p dir="auto">ab{chr(0x301) * 16}</p>'


def test_hostile_texts_are_text(office: Office, channel: str) -> None:
    for text in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[a](javascript:alert(1))", '"><svg onload=alert(1)>'):
        html = office.say(channel, text)["html"]
        assert html.count("<") == 2 and html.startswith('<p dir="auto">') and html.endswith("</p>"), html


def test_forged_cursors_and_places(office: Office, channel: str) -> None:
    office.say(channel, "findable one")
    office.say(channel, "findable two")
    first = office.ada.get("/api/v1/messages/search", params={"q": "findable", "channel": channel, "limit": 1}).json()
    assert [hit["message"]["text"] for hit in first["items"]] == ["findable two"]
    highlight = first["items"][0]["highlights"][0]
    assert (highlight["text"], highlight["ranges"]) == ("findable two", [[0, 8]])
    cursor = first["next"]
    second = office.ada.get("/api/v1/messages/search", params={"q": "findable", "channel": channel, "limit": 1, "cursor": cursor}).json()
    assert [hit["message"]["text"] for hit in second["items"]] == ["findable one"]
    for params in ({"q": "other", "cursor": cursor}, {"q": "findable", "cursor": cursor}, {"q": "findable", "channel": channel, "cursor": "AAAA"}):
        assert pointers(assert_problem(office.ada.get("/api/v1/messages/search", params=params), 400, "invalid_request")) == {"cursor"}
    channels = office.ada.get("/api/v1/channels", params={"limit": 1}).json()
    refused = office.ada.get("/api/v1/channels", params={"limit": 1, "kind": "lead", "cursor": channels["next"]})
    assert pointers(assert_problem(refused, 400, "invalid_request")) == {"cursor"}
    path = f"/api/v1/channels/{channel}/messages"
    for params in ({"before": "x"}, {"before": "-1"}, {"before": 1, "after": 1}, {"limit": 201}, {"limit": 0}):
        assert_problem(office.ada.get(path, params=params), 400, "invalid_request")


def test_who_may_not(office: Office, channel: str) -> None:
    mine = office.say(channel, "mine")
    theirs = office.say(channel, "theirs", by=office.bo)
    message, version = f"/api/v1/messages/{mine['id']}", {"If-Match": '"1"'}
    writing = [
        ("POST", "/api/v1/channels", {"name": "x"}), ("POST", f"/api/v1/channels/{channel}/messages", said("x")),
        ("POST", f"/api/v1/channels/{channel}/uploads", {"name": "a", "size": 1}), ("PATCH", message, {"text": "x"}), ("DELETE", message, None),
        ("PUT", f"{message}/reactions/{THUMB}", None), ("DELETE", f"{message}/reactions/{THUMB}", None),
    ]
    managing = [
        ("PATCH", f"/api/v1/channels/{channel}", {"name": "x"}), ("PUT", f"/api/v1/channels/{channel}/archive", None),
        ("DELETE", f"/api/v1/channels/{channel}/archive", None),
    ]
    reading = [
        ("GET", "/api/v1/channels", None), ("GET", f"/api/v1/channels/{channel}", None), ("GET", f"/api/v1/channels/{channel}/messages", None),
        ("GET", message, None), ("GET", f"{message}/thread", None), ("GET", f"{message}/history", None), ("GET", "/api/v1/unread", None),
        ("GET", "/api/v1/messages/search?q=a", None), ("PUT", f"/api/v1/channels/{channel}/read", {"upTo": 1}),
        ("PUT", f"/api/v1/channels/{channel}/mute", None), ("DELETE", f"/api/v1/channels/{channel}/mute", None),
    ]
    form = office.ada.post("/api/v1/tokens", json={"name": "form", "scopes": ["leads.read", "realtime.join"]}).json()["text"]
    with httpx.Client(base_url=office.node.url, headers={"Authorization": f"Bearer {form}"}, trust_env=False) as stranger:
        for client, calls in ((office.vi, writing + managing), (office.bo, managing), (stranger, writing + managing + reading)):
            for method, path, body in calls:
                assert_problem(client.request(method, path, json=body, headers=version), 403, "forbidden")
    # Their own words are each one's own; an admin deletes those of others and changes none.
    assert_problem(office.bo.patch(message, json={"text": "x"}, headers=version), 403, "forbidden")
    assert_problem(office.bo.delete(message), 403, "forbidden")
    assert_problem(office.bo.get(f"{message}/history"), 403, "forbidden")
    assert_problem(office.ada.patch(f"/api/v1/messages/{theirs['id']}", json={"text": "x"}, headers=version), 403, "forbidden")
    assert office.ada.delete(f"/api/v1/messages/{theirs['id']}").status_code == 204
    # Whoever hears a room of these hears what is said: a token without the scope is not let in.
    lead = office.ada.post("/api/v1/leads", json={"company": "Acme"}).json()
    with Socket.open(office.node, form) as socket:
        for room in (f"room:channel:{channel}", f"room:lead:{lead['id']}", f"room:workspace:{lead['workspaceId']}"):
            assert socket.join(room)["status"] == "error"
        assert socket.join(f"room:project:{lead['projectId']}")["status"] == "ok"


# What works


def test_a_message_is_sent_once_and_heard_by_the_others(office: Office, channel: str) -> None:
    draft, path = said("**Hello**"), f"/api/v1/channels/{channel}/messages"
    with Socket.open(office.node, token_of(office.bo)) as socket:
        socket.joined(f"room:channel:{channel}")
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: office.ada.post(path, json=draft), range(16)))
        assert sorted(answer.status_code for answer in answers) == [200] * 15 + [201]
        assert len({answer.json()["id"] for answer in answers}) == 1
        office.say(channel, "after", by=office.bo)
        events = socket.collect(lambda event: event.payload["seq"] == 2)
    assert [event.name for event in events] == ["chat.message.new", "chat.message.new"]
    message = events[0].payload["message"]
    assert set(message) == MESSAGE_MEMBERS and message["html"] == '<p dir="auto"><strong>Hello</strong></p>'
    assert events[0].envelope["entityId"] == message["id"] and events[0].envelope["entityVersion"] == 1
    assert_problem(office.ada.post(path, json={**draft, "text": "Other"}), 409, "message_conflict")
    window = office.ada.get(path).json()
    assert [message["seq"] for message in window["items"]] == [1, 2] and window["cursor"]["seq"] >= events[-1].seq


def test_a_socket_that_comes_with_the_cursor_of_the_list_misses_nothing(office: Office, channel: str) -> None:
    office.say(channel, "listed")
    window = office.bo.get(f"/api/v1/channels/{channel}/messages").json()
    office.say(channel, "in between")
    with Socket.open(office.node, token_of(office.bo)) as socket:
        joined = socket.joined(f"room:channel:{channel}", window["cursor"])
        assert joined["recovered"] is True
        office.say(channel, "live")
        events = socket.collect(lambda event: event.payload["message"]["text"] == "live")
    assert [event.payload["message"]["text"] for event in events] == ["in between", "live"]


def test_edits_threads_and_reactions_reach_everybody_in_the_order_of_versions(office: Office, channel: str) -> None:
    message = office.say(channel, "one")
    with Socket.open(office.node, token_of(office.bo)) as socket:
        socket.joined(f"room:channel:{channel}")
        path = f"/api/v1/messages/{message['id']}"
        reacted = office.bo.put(f"{path}/reactions/{THUMB}")
        assert reacted.status_code == 200 and reacted.headers["etag"] == '"2"'
        assert reacted.json()["reactions"] == [{"emoji": "👍", "count": 1, "mine": True, "people": [office.person(office.bo)]}]
        # A reaction meanwhile is no conflict; another text is.
        edited = office.ada.patch(path, json={"text": "two"}, headers={"If-Match": '"1"'})
        assert edited.status_code == 200 and edited.json()["version"] == 3
        stale = assert_problem(office.ada.patch(path, json={"text": "three"}, headers={"If-Match": '"2"'}), 409, "stale_version")
        assert stale["current"]["text"] == "two" and stale["differences"][0]["field"] == "text"
        assert_problem(office.ada.patch(path, json={"text": "three"}), 428, "version_required")
        reply = office.say(channel, "reply", by=office.bo, parentId=message["id"])
        assert office.ada.delete(path).status_code == 204
        events = socket.collect(lambda event: event.payload["message"]["deletedAt"] is not None)
    mine = [event for event in events if event.payload["messageId"] == message["id"]]
    assert [event.envelope["entityVersion"] for event in mine] == [2, 3, 4, 5]
    assert mine[0].payload["message"]["reactions"][0]["mine"] is None
    assert mine[-1].payload["message"]["text"] == "" and mine[-1].payload["message"]["replies"] == 1
    thread = office.vi.get(f"/api/v1/messages/{reply['id']}/thread").json()
    assert thread["parent"]["id"] == message["id"] and [one["id"] for one in thread["items"]] == [reply["id"]]
    history = office.ada.get(f"{path}/history").json()["items"]
    assert [(entry["text"], entry["change"]) for entry in history] == [("two", "deleted"), ("one", "edited")]
    assert_problem(office.ada.put(f"{path}/reactions/{THUMB}"), 409, "conflict")
    assert_problem(office.ada.put(f"/api/v1/messages/{reply['id']}/reactions/x"), 400, "invalid_request")


def test_unread_is_the_same_on_every_device(office: Office, channel: str) -> None:
    person = office.person(office.bo)
    for text in ("one", f"two <@{person}>", "three"):
        office.say(channel, text)
    def seen() -> dict[str, Any]:
        return office.bo.get(f"/api/v1/channels/{channel}").json()

    assert (seen()["unread"], seen()["mentions"], seen()["readSeq"], seen()["readUpTo"]) == (3, 1, 0, None)
    with closing(office.node.sign_in("bo@example.com")) as phone, ExitStack() as stack:
        sockets = [stack.enter_context(Socket.open(office.node, token_of(one))) for one in (office.bo, phone)]
        for socket in sockets:
            socket.joined(office.inbox(office.bo))
        others = stack.enter_context(Socket.open(office.node, token_of(office.ada)))
        assert others.join(office.inbox(office.bo))["status"] == "error"
        marked = phone.put(f"/api/v1/channels/{channel}/read", json={"upTo": 2})
        assert marked.json() == {"channelId": channel, "upTo": 2, "unread": 1, "mentions": 0}
        for socket in sockets:
            assert socket.collect(of("chat.read"))[-1].payload == marked.json()
        office.say(channel, f"four <@{person}>")
        for socket in sockets:
            event: Event = socket.collect(of("notification.new"))[-1]
            assert event.payload["notification"]["kind"] == "mention"
    assert (seen()["unread"], seen()["mentions"]) == (2, 1)
    listed = {entry["id"]: entry for entry in office.bo.get("/api/v1/unread").json()["channels"]}
    assert (listed[channel]["unread"], listed[channel]["mentions"]) == (2, 1)
    assert office.bo.put(f"/api/v1/channels/{channel}/read", json={"upTo": 1}).json()["upTo"] == 2
    assert office.bo.put(f"/api/v1/channels/{channel}/read", json={"upTo": 1, "force": True}).json()["unread"] == 3
    # Ada, who had read all, has read her own words.
    assert office.ada.get(f"/api/v1/channels/{channel}").json()["unread"] == 0


def test_a_file_goes_up_by_its_link_and_comes_with_the_message(office: Office, channel: str) -> None:
    url, content = office.node.url, b"%PDF-1.4 plan"
    prepared = office.bo.post(
        f"/api/v1/channels/{channel}/uploads", json={"name": "Plan é.pdf", "size": len(content), "contentType": "application/pdf"})
    assert prepared.status_code == 201, prepared.text
    upload = prepared.json()
    early = office.bo.post(f"/api/v1/channels/{channel}/messages", json=said("", attachments=[upload["key"]]))
    assert pointers(assert_problem(early, 400, "invalid_request")) == {"/attachments/0"}
    put = httpx.put(url + upload["url"], content=content, headers={"content-type": "application/pdf"}, trust_env=False)
    assert put.status_code == 200, put.text
    again = httpx.put(url + upload["url"], content=b"other", headers={"content-type": "application/pdf"}, trust_env=False)
    assert again.status_code in (400, 409)
    stolen = office.ada.post(f"/api/v1/channels/{channel}/messages", json=said("", attachments=[upload["key"]]))
    assert_problem(stolen, 400, "invalid_request")
    message = office.say(channel, "", by=office.bo, attachments=[upload["key"]])
    attachment = message["attachments"][0]
    assert (attachment["name"], attachment["size"], attachment["contentType"]) == ("Plan é.pdf", len(content), "application/pdf")
    opened = httpx.get(url + attachment["url"], trust_env=False)
    assert opened.status_code == 200 and opened.content == content
    # Nobody puts anything there but by such a link.
    direct = office.bo.post(f"/storage/v1/object/chat/{channel}/x/a.txt", content=b"x", headers={"content-type": "text/plain"})
    assert direct.status_code == 400 and direct.json()["statusCode"] == "403", direct.text
    assert office.bo.delete(f"/api/v1/messages/{message['id']}").status_code == 204
    assert httpx.get(url + attachment["url"], trust_env=False).status_code in (400, 404)


def test_a_lead_has_a_channel_that_goes_with_it(office: Office) -> None:
    lead = office.ada.post("/api/v1/leads", json={"company": "Acme & Sons"}).json()
    channel = lead["id"]
    with closing(Api(office.node)) as api:
        version = api.wait_until_ready(lead)["lead"]["version"]
    assert office.ada.get(f"/api/v1/channels/{channel}").json()["version"] == 0
    with Socket.open(office.node) as socket:
        socket.joined(f"room:lead:{lead['id']}")
        office.say(channel, f"about <#{lead['id']}>")
        event = socket.collect(of("chat.message.new"))[-1]
    assert event.payload["leadId"] == lead["id"]
    assert f'href="/leads/{lead["id"]}">Acme &amp; Sons</a>' in event.payload["message"]["html"]
    listed = office.ada.get("/api/v1/channels", params={"kind": "lead"}).json()["items"]
    assert [(one["id"], one["name"]) for one in listed if one["leadId"] == lead["id"]] == [(channel, "Acme & Sons")]
    trashed = office.ada.delete(f"/api/v1/leads/{lead['id']}", headers={"If-Match": f'"{version}"'})
    assert trashed.status_code in (200, 204), trashed.text
    assert_problem(office.ada.post(f"/api/v1/channels/{channel}/messages", json=said("x")), 409, "conflict")
    assert channel not in [one["id"] for one in office.ada.get("/api/v1/channels").json()["items"]]


def test_an_erased_person_is_gone_from_what_was_said(office: Office, channel: str) -> None:
    message = office.say(channel, "call ana.erased@example.org today")
    office.ada.patch(f"/api/v1/messages/{message['id']}", json={"text": "or ana.erased@example.org tomorrow"}, headers={"If-Match": '"1"'})
    counts = office.ada.post("/api/v1/erasures", json={"email": "ana.erased@example.org"}).json()
    assert counts["messages"] == 1 and counts["events"] >= 2
    assert office.ada.get(f"/api/v1/messages/{message['id']}").json()["text"] == "or [erased] tomorrow"
    assert office.ada.get(f"/api/v1/messages/{message['id']}/history").json()["items"][0]["text"] == "call [erased] today"
    assert office.ada.get("/api/v1/messages/search", params={"q": "ana.erased"}).json()["items"] == []
