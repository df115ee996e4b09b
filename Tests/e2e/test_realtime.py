"""Rooms, events and replay over a raw socket, in both serialisations."""

import pytest
from websockets.exceptions import InvalidStatus

from driver.api import Api
from driver.node import Node
from driver.realtime import Event, Socket, ends_lead, ends_ready_lead_and_jobs

VERSIONS = ["1.0.0", "2.0.0"]
ENVELOPE_MEMBERS = {"type", "traceId", "workspaceId", "entityId", "entityVersion", "payload", "emittedAt"}


def workspace_room(api: Api) -> str:
    return f"room:workspace:{api.get('/api/v1/session').json()['workspace']['id']}"


def identities(events: list[Event]) -> list[tuple[int, str, str]]:
    return [(event.seq, event.meta["id"], event.name) for event in events]


# Who may listen


def test_a_wrong_token_hears_nothing(node: Node, api: Api) -> None:
    for token in (None, "upn_unknown"):
        try:
            channel = Socket.open(node, token)
        except InvalidStatus as refusal:
            assert refusal.response.status_code in (401, 403)
            continue
        with channel:
            assert channel.join(workspace_room(api))["status"] == "error"
            assert channel.join(workspace_room(api), token="upn_unknown")["status"] == "error"


def test_the_join_may_carry_the_token(node: Node, api: Api) -> None:
    with Socket.open(node, None) as channel:
        channel.joined(workspace_room(api), token=api.token)


@pytest.mark.parametrize("vsn", VERSIONS)
def test_rooms_that_are_not_there_are_refused_in_words(node: Node, vsn: str) -> None:
    with Socket.open(node, vsn=vsn) as channel:
        for room in ("", "room:lead:0199aaaa-0000-7000-8000-00000000ffff", "room:lead:not-an-id", "room:unknown:x"):
            reply = channel.join(room)
            assert reply["status"] == "error" and reply["response"]["reason"], room
        assert channel.heartbeat()["status"] == "ok"


def test_a_socket_without_a_credential_joins_by_its_own_token_alone(new_node: Node) -> None:
    """No cookie opens a socket, so a page of another site gets nothing from a signed-in browser."""
    new_node.start()
    browser = new_node.set_up_owner()
    token = browser.headers["Authorization"].removeprefix("Bearer ")
    workspace = browser.get("/api/v1/session").json()["workspace"]["id"]
    cookie = f"uprising_refresh={browser.cookies['uprising_refresh']}"
    with Socket.open(new_node, None, headers={"Cookie": cookie, "Origin": "http://evil.example"}) as channel:
        assert channel.join(f"room:workspace:{workspace}")["status"] == "error"
        assert channel.join(f"room:workspace:{workspace}", token=token)["status"] == "ok"
    browser.close()


def test_a_client_cannot_send_a_durable_event(node: Node, api: Api) -> None:
    lead = api.drop("Not yours to update")
    api.wait_until_ready(lead)
    room = f"room:lead:{lead['id']}"
    with Socket.open(node) as listener, Socket.open(node) as sender:
        listener.joined(room)
        sender.joined(room)
        forged = {"type": "broadcast", "event": "lead.updated", "payload": {"leadId": lead["id"], "status": "failed"}}
        sender.push(f"realtime:{room}", "broadcast", forged)
        sender.heartbeat()
        listener.heartbeat()
        assert listener.events == []
    assert api.war_room(lead["id"])["lead"]["status"] == "ready"


@pytest.mark.parametrize("vsn", VERSIONS)
def test_rubbish_does_not_close_the_socket(node: Node, vsn: str) -> None:
    with Socket.open(node, vsn=vsn) as channel:
        for message in ("", "{", "[]", "[1,2,3]", "null", '{"topic":1}', b"", b"\x03\xff\xff\xff\xff", b"\x09abc"):
            channel.connection.send(message)
        assert channel.heartbeat()["status"] == "ok"


# What is heard


@pytest.mark.parametrize("vsn", VERSIONS)
def test_a_lead_is_followed_from_drop_to_ready(node: Node, api: Api, vsn: str) -> None:
    with Socket.open(node, vsn=vsn) as channel:
        reply = channel.joined(workspace_room(api))
        assert reply["postgres_changes"] == [] and reply["cursor"]["epoch"]
        lead = api.drop(f"Followed in {vsn}")
        events = [event for event in channel.collect(ends_ready_lead_and_jobs(lead["id"])) if event.payload["leadId"] == lead["id"]]

    for event in events:
        assert ENVELOPE_MEMBERS <= set(event.envelope)
        assert event.envelope["type"] == event.name and event.envelope["workspaceId"] == lead["workspaceId"]
        assert event.meta["epoch"] == reply["cursor"]["epoch"] and "replayed" not in event.meta
    assert [event.seq for event in events] == sorted({event.seq for event in events})
    assert events[0].seq > reply["cursor"]["seq"]

    updates = [event for event in events if event.name == "lead.updated"]
    assert {event.envelope["entityId"] for event in updates} == {lead["id"]}
    assert updates[-1].payload["status"] == "ready" and updates[-1].payload["lead"]["readyAt"]
    for event in updates:
        assert event.envelope["entityVersion"] == event.payload["version"] == event.payload["lead"]["version"]
        assert event.payload["status"] == event.payload["lead"]["status"]

    for kind in ("analyze_lead", "render_dossier"):
        states = [event.payload for event in events if event.name == "lead.job.status" and event.payload["job"] == kind]
        assert states[-1]["state"] == "completed" and states[-1]["progress"] == 100, kind
        assert "running" in [state["state"] for state in states], kind
        progress = [state["progress"] for state in states]
        assert progress == sorted(progress), kind

    versions: dict[str, int] = {}
    for event in events:
        entity, version = event.envelope["entityId"], event.envelope["entityVersion"]
        assert version > versions.get(entity, 0), f"{event.name} of {entity} came twice or late"
        versions[entity] = version

    room = api.war_room(lead["id"])
    assert room["lead"] == updates[-1].payload["lead"]
    assert {job["id"]: job["version"] for job in room["jobs"]} == {key: value for key, value in versions.items() if key != lead["id"]}


def test_a_leads_room_hears_that_lead_only(node: Node, api: Api) -> None:
    first = api.drop("Heard")
    with Socket.open(node) as channel:
        cursor = api.war_room(first["id"])["cursor"]
        channel.joined(f"room:lead:{first['id']}", cursor)
        second = api.drop("Not heard")
        api.wait_until_ready(second)
        api.wait_until_ready(first)
        assert api.post(f"/api/v1/leads/{first['id']}/analysis").status_code == 202
        api.wait_until_ready(first)
        channel.heartbeat()
        assert channel.events and {event.payload["leadId"] for event in channel.events} == {first["id"]}


def test_after_leaving_nothing_more_is_heard(node: Node, api: Api) -> None:
    room = workspace_room(api)
    with Socket.open(node) as channel:
        channel.joined(room)
        assert channel.reply(channel.push(f"realtime:{room}", "phx_leave", {}))["status"] == "ok"
        api.wait_until_ready(api.drop("After leaving"))
        channel.heartbeat()
        assert channel.events == []


# What was missed


@pytest.mark.parametrize("vsn", VERSIONS)
def test_who_comes_back_gets_exactly_what_he_missed(node: Node, api: Api, vsn: str) -> None:
    room = workspace_room(api)
    with Socket.open(node, vsn=vsn) as witness:
        witness.joined(room)
        with Socket.open(node, vsn=vsn) as leaver:
            leaver.joined(room)
            heard = leaver.collect(ends_lead(api.drop(f"Heard by both {vsn}")["id"]))
        cursor = {"epoch": heard[-1].meta["epoch"], "seq": heard[-1].seq}
        missed = [api.drop(f"Missed {vsn} {number}") for number in range(3)]
        for lead in missed:
            api.wait_until_ready(lead)
        witness.heartbeat()
        with Socket.open(node, vsn=vsn) as back:
            reply = back.joined(room, cursor)
            assert reply["recovered"] is True
            back.heartbeat()
            replayed = list(back.events)
    expected = [event for event in witness.events if event.seq > cursor["seq"]]
    assert identities(replayed) == identities(expected)
    assert [event.envelope for event in replayed] == [event.envelope for event in expected]
    assert all(event.meta.get("replayed") is True for event in replayed)
    assert reply["cursor"]["seq"] >= expected[-1].seq


def test_a_cursor_outlives_a_restart(new_node: Node) -> None:
    api = Api(new_node.start().prepared())
    room = workspace_room(api)
    cursor = api.page(limit=1)["cursor"]
    lead = api.drop("Before the restart")
    api.wait_until_ready(lead)
    new_node.stop()
    new_node.start()
    with Socket.open(new_node) as channel:
        assert channel.joined(room, cursor)["recovered"] is True
        channel.heartbeat()
        assert any(ends_lead(lead["id"])(event) for event in channel.events)
    api.close()


def test_replay_and_live_meet_without_gap_or_double(node: Node, api: Api) -> None:
    """Joins while events are being made: whatever came by replay must not come live, and the other way round."""
    room = workspace_room(api)
    cursor = api.page(limit=1)["cursor"]
    leads = [api.drop(f"Meeting {number}") for number in range(8)]
    sockets = []
    try:
        for _ in range(6):
            channel = Socket.open(node)
            sockets.append(channel)
            assert channel.joined(room, cursor)["recovered"] is True
        for lead in leads:
            api.wait_until_ready(lead)
        heard = []
        # What a GET shows is committed; the rooms hear of it a moment later.
        last = api.page(limit=1)["cursor"]["seq"]
        for channel in sockets:
            channel.collect(lambda event: event.seq >= last)
            heard.append(identities([event for event in channel.events if event.seq <= last]))
        assert all(one == heard[0] for one in heard)
        assert [seq for seq, _, _ in heard[0]] == sorted({seq for seq, _, _ in heard[0]})
        assert {lead["id"] for lead in leads} <= {event.payload["leadId"] for event in sockets[0].events}
    finally:
        for channel in sockets:
            channel.close()


def test_a_cursor_of_another_epoch_is_not_recovered(node: Node, api: Api) -> None:
    with Socket.open(node) as channel:
        reply = channel.joined(workspace_room(api), {"epoch": "another", "seq": 1})
        assert reply["recovered"] is False and reply["reason"] == "epoch"
        channel.heartbeat()
        assert channel.events == []


def test_a_cursor_from_the_future_is_not_recovered(node: Node, api: Api) -> None:
    cursor = api.page(limit=1)["cursor"]
    with Socket.open(node) as channel:
        reply = channel.joined(workspace_room(api), {"epoch": cursor["epoch"], "seq": cursor["seq"] + 1_000_000})
        assert reply["recovered"] is False


def test_without_a_cursor_nothing_is_replayed(node: Node, api: Api) -> None:
    api.wait_until_ready(api.drop("Long before"))
    with Socket.open(node) as channel:
        assert "recovered" not in channel.joined(workspace_room(api))
        channel.heartbeat()
        assert channel.events == []
