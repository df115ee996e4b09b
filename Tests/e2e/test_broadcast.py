"""Broadcasts by HTTP: who may send, what is refused in the clients' own words, and that sockets get just what a socket would send."""

import json
import uuid
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from driver.api import Api
from driver.node import Node
from driver.realtime import Frame, Socket

PATH = "/realtime/v1/api/broadcast"
BLANK = ["can't be blank"]
LIMIT_BYTES = 262_144


def single(topic: str, event: str) -> str:
    return f"{PATH}/{quote(topic, safe='')}/events/{quote(event, safe='')}"


def batch(*messages: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(messages)}


def message(topic: str, event: str = "e", payload: Any = None, private: bool = True) -> dict[str, Any]:
    return {"topic": topic, "event": event, "payload": {"n": 1} if payload is None else payload, "private": private}


def join(channel: Socket, topic: str, private: bool = True) -> None:
    config = {"private": private, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": False}}
    reply = channel.reply(channel.push(f"realtime:{topic}", "phx_join", {"config": config}))
    assert reply["status"] == "ok", reply


def heard(channel: Socket) -> list[Frame]:
    """Every broadcast up to now. A heartbeat may come in beside what another loop of the node hands over; the one after it is answered behind that."""
    frames = []
    for _ in range(2):
        ref = channel.push("phoenix", "heartbeat", {})
        while (frame := channel.take()).ref != ref:
            if frame.event == "broadcast":
                frames.append(frame)
    return frames


@pytest.fixture
def topic() -> str:
    return f"topic/{uuid.uuid4().hex[:8]}: é"


@pytest.fixture
def sockets(node: Node) -> Iterator[dict[str, Socket]]:
    with ExitStack() as stack:
        yield {vsn: stack.enter_context(Socket.open(node, vsn=vsn)) for vsn in ("1.0.0", "2.0.0")}


@pytest.fixture
def viewer(api: Api) -> Iterator[Api]:
    """Someone who may hear and not speak."""
    made = api.node.command("token", "create", "--role", "viewer")
    assert made.returncode == 0, made.stderr
    client = Api(api.node, made.stdout.strip())
    yield client
    client.close()


# Who may not


@pytest.mark.parametrize("headers", [
    {}, {"apikey": "sb_secret_unknown"}, {"Authorization": "Bearer upn_unknown"}, {"Authorization": "Basic abc"},
])
def test_a_caller_without_a_good_credential_is_told_so(node: Node, api: Api, headers: dict[str, str]) -> None:
    for path in (PATH, single("t", "e")):
        # A good key in the query is none: clients leave theirs there by accident.
        answer = httpx.post(f"{node.url}{path}?apikey={api.token}", headers=headers, json=batch(message("t")))
        assert answer.status_code == 401 and answer.json() == {"message": "Unauthorized"}
        assert answer.headers["access-control-allow-origin"] == "*"


def test_a_good_key_does_not_make_up_for_a_bad_token(node: Node, api: Api) -> None:
    good, bad = api.token, "upn_unknown"
    for key, token in ((good, bad), (bad, good)):
        headers = {"apikey": key, "Authorization": f"Bearer {token}"}
        assert httpx.post(f"{node.url}{single('t', 'e')}", headers=headers, json={}).status_code == 401


def test_a_viewer_may_not_send_to_a_private_topic(viewer: Api, topic: str, sockets: dict[str, Socket]) -> None:
    for channel in sockets.values():
        join(channel, topic)
    answer = viewer.post(single(topic, "e"), params={"private": "true"}, json={})
    assert answer.status_code == 403 and topic in answer.json()["message"]
    answer = viewer.post(PATH, json=batch(message(topic)))
    assert (answer.status_code, answer.content) == (202, b"")
    assert [heard(channel) for channel in sockets.values()] == [[], []]


def test_a_room_that_is_not_there_takes_nothing(api: Api) -> None:
    for room in ("room:lead:0199aaaa-0000-7000-8000-00000000ffff", "room:lead:x", "room:", f"room:workspace:{uuid.uuid4()}"):
        assert api.post(single(room, "notice"), json={}).status_code == 403, room
        assert api.post(PATH, json=batch(message(room, private=False))).status_code == 202, room


def test_another_workspace_never_hears_it(new_node: Node, topic: str) -> None:
    owner = new_node.start().set_up_owner()
    token = new_node.create_token()
    assert owner.post("/api/v1/workspaces", json={"name": "Other", "language": "en"}).status_code == 201
    owner.close()
    made = new_node.command("token", "create", "--role", "owner", "--workspace", "Other")
    assert made.returncode == 0, made.stderr
    with Socket.open(new_node, made.stdout.strip()) as theirs, Socket.open(new_node, token) as ours:
        for channel in (theirs, ours):
            join(channel, topic)
        sent = httpx.post(f"{new_node.url}{single(topic, 'e')}?private=true", headers={"Authorization": f"Bearer {token}"}, json={})
        assert sent.status_code == 202
        assert heard(theirs) == [] and len(heard(ours)) == 1


@pytest.mark.parametrize("event", ["lead.updated", "Lead.Job.Status", "pipeline.moved", "presence.update"])
def test_what_the_node_alone_sends_is_refused(api: Api, event: str) -> None:
    lead = api.drop("Not yours to update")
    room = f"room:lead:{lead['id']}"
    with Socket.open(api.node) as channel:
        channel.joined(room)
        api.wait_until_ready(lead)
        heard(channel)
        assert api.post(single(room, event), json={"leadId": lead["id"]}).status_code == 403
        assert api.post(PATH, json=batch(message(room, event))).status_code == 202
        assert heard(channel) == []


# What is wrong with it


@pytest.mark.parametrize(("body", "faults"), [
    ({}, BLANK),
    ({"messages": None}, BLANK),
    ({"messages": []}, BLANK),
    ({"messages": "no"}, ["is invalid"]),
    (batch({"topic": "t", "event": "e"}), [{"payload": BLANK}]),
    (batch({"topic": "t", "event": "e", "payload": None}), [{"payload": BLANK}]),
    (batch({"topic": "t", "event": "e", "payload": [1]}), [{"payload": ["is invalid"]}]),
    (batch(message("t"), {"topic": 1, "event": "", "payload": {}}), [{}, {"topic": ["is invalid"], "event": BLANK}]),
    (batch({**message("t"), "private": "perhaps"}), [{"private": ["is invalid"]}]),
    (batch(message("t" * 247)), [{"topic": ["should be at most 246 byte(s)"]}]),
    (batch(7), [{"topic": BLANK, "event": BLANK, "payload": BLANK}]),
])
def test_a_batch_says_of_each_message_what_is_wrong(api: Api, body: Any, faults: Any) -> None:
    answer = api.post(PATH, json=body)
    assert (answer.status_code, answer.json()) == (422, {"errors": {"messages": faults}})


def test_one_wrong_message_keeps_the_others_back(api: Api, topic: str, sockets: dict[str, Socket]) -> None:
    join(sockets["2.0.0"], topic)
    assert api.post(PATH, json=batch(message(topic), {"topic": topic})).status_code == 422
    assert heard(sockets["2.0.0"]) == []


def test_what_is_too_much_is_refused(api: Api) -> None:
    answer = api.post(PATH, json=batch(*[message("t")] * 101))
    assert answer.status_code == 429
    assert answer.json() == {"message": "Too many messages to broadcast, please reduce the batch size"}
    large = {"text": "x" * LIMIT_BYTES}
    for answer in (api.post(PATH, json=batch(message("t", payload=large))), api.post(single("t", "e"), json=large)):
        assert answer.status_code == 413 and str(LIMIT_BYTES) in answer.json()["message"]
    whole = api.post(PATH, content=b'{"messages":[' + b" " * (5 << 20))
    assert whole.status_code == 413 and whole.json()["message"]


def test_other_types_and_methods_are_told_in_the_clients_shape_and_never_as_404(api: Api) -> None:
    assert api.post(single("t", "e"), content=b"a", headers={"content-type": "text/csv"}).status_code == 415
    assert api.post(single("t", "e"), content=b"a").status_code == 415
    assert api.post(PATH, content=b"no").status_code == 400
    for path in (f"{PATH}/t", f"{PATH}/t/events", f"{PATH}/t/events/", f"{PATH}//events/e", f"{PATH}/%FF/events/e", f"{PATH}/a/b/events/e"):
        answer = api.post(path, json={})
        assert answer.status_code == 422 and answer.json()["message"], path
    answer = api.get(PATH)
    assert answer.status_code == 405 and "POST" in answer.headers["allow"] and answer.json()["message"]
    for body in (b"[1]", b"1", b"{"):
        assert api.post(single("t", "e"), content=body, headers={"content-type": "application/json"}).status_code == 422


def test_a_sender_that_is_too_fast_is_told_to_wait(new_node: Node) -> None:
    new_node.variables["REALTIME_MESSAGES_PER_SECOND"] = "1"
    new_node.start().prepared()
    api = Api(new_node)
    answers = [api.post(PATH, json=batch(*[message("t")] * 15)) for _ in range(3)]
    assert [answer.status_code for answer in answers][0] == 202
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and refused[0].json()["message"] and refused[0].headers["retry-after"] == "1"
    api.close()


def test_any_page_may_ask_first(node: Node) -> None:
    for path in (PATH, single("a/b", "c")):
        answer = httpx.options(f"{node.url}{path}", headers={
            "Origin": "https://app.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "apikey,x-other",
        })
        assert answer.status_code == 204 and answer.headers["access-control-allow-origin"] == "*"
        assert "POST" in answer.headers["access-control-allow-methods"]
        assert answer.headers["access-control-allow-headers"] == "apikey,x-other"


# What is heard


def test_a_batch_reaches_every_socket_the_senders_own_too(api: Api, topic: str, sockets: dict[str, Socket]) -> None:
    for channel in sockets.values():
        join(channel, topic)
    payload = {"text": "“é”\n", "list": [1, 2.50, None]}
    answer = api.post(PATH, json=batch(message(topic, "First/1", payload), message("elsewhere"), message(topic, "second", {})))
    assert (answer.status_code, answer.content) == (202, b"")
    expected = [{"type": "broadcast", "event": "First/1", "payload": payload}, {"type": "broadcast", "event": "second", "payload": {}}]
    for channel in sockets.values():
        frames = heard(channel)
        assert [frame.payload for frame in frames] == expected
        assert {(frame.topic, frame.ref) for frame in frames} == {(f"realtime:{topic}", None)}


def test_the_public_and_the_private_topic_of_a_name_are_two(api: Api, topic: str, sockets: dict[str, Socket]) -> None:
    public, private = sockets.values()
    join(public, topic, private=False)
    join(private, topic, private=True)
    assert api.post(single(topic, "open"), json={}).status_code == 202
    assert api.post(single(topic, "closed"), params={"private": "true", "vsn": "2.0.0", "apikey": "x"}, json={}).status_code == 202
    assert api.post(PATH, json=batch(message(topic, "open", private=False), {"topic": topic, "event": "unsaid", "payload": {}})).status_code == 202
    assert [frame.payload["event"] for frame in heard(public)] == ["open", "open", "unsaid"]
    assert [frame.payload["event"] for frame in heard(private)] == ["closed"]


@pytest.mark.parametrize("name", ["a/b", "a:b", "100 %", "é✓", "a%2Fb", "?x=1#y"])
def test_names_are_split_before_they_are_decoded(api: Api, name: str, sockets: dict[str, Socket]) -> None:
    join(sockets["2.0.0"], name)
    assert api.post(f"{single(name, name)}?private=true", json={}).status_code == 202
    assert [(frame.topic, frame.payload["event"]) for frame in heard(sockets["2.0.0"])] == [(f"realtime:{name}", name)]


def test_bytes_reach_those_who_can_be_told_them(api: Api, topic: str, sockets: dict[str, Socket]) -> None:
    for channel in sockets.values():
        join(channel, topic, private=False)
    sent = api.post(single(topic, "blob"), content=b"\x00\xff", headers={"content-type": "application/octet-stream"})
    assert sent.status_code == 202
    assert heard(sockets["1.0.0"]) == []
    assert [frame.payload for frame in heard(sockets["2.0.0"])] == [{"type": "broadcast", "event": "blob", "payload": b"\x00\xff"}]


def test_in_a_room_the_node_says_who_speaks(api: Api, sockets: dict[str, Socket]) -> None:
    lead = api.drop("Talked about")
    api.wait_until_ready(lead)
    room = f"room:lead:{lead['id']}"
    for channel in sockets.values():
        channel.joined(room)
    forged = {"userId": "someone else", "name": "someone else", "x": 1}
    for event in ("cursor.moved", "Notice", "wave"):
        assert api.post(single(room, event), json=forged).status_code == 202
    for event in ("typing.start", "typing.stop"):
        assert api.post(single(room, event), json=forged).status_code == 403, "typing ends with the socket on which it began"
    assert api.post(single(room, "notice"), content=b"a", headers={"content-type": "application/octet-stream"}).status_code == 422

    for channel in sockets.values():
        cursor, notice, wave = [frame.payload for frame in heard(channel)]
        for said, name in ((cursor, "cursor.moved"), (notice, "notice")):
            envelope = said["payload"]
            assert said["event"] == envelope["type"] == name
            assert envelope["workspaceId"] == lead["workspaceId"] and envelope["traceId"] and envelope["emittedAt"]
            assert envelope["actorId"] == wave["meta"]["actorId"]
        assert cursor["payload"]["payload"] == notice["payload"]["payload"] == wave["payload"] == forged
        assert cursor["payload"]["entityVersion"] < notice["payload"]["entityVersion"]
