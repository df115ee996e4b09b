"""Who is in a room, who types there, and who is out when what their membership rests on ends."""

import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from driver.api import Api
from driver.node import Node
from driver.realtime import Frame, Socket
from driver.watched import PHONE, Open, no_sideways_scroll, shoot

OUT_SECONDS = 1.0  # within which whoever lost access is out


@pytest.fixture(scope="module")
def office(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    node = Node(binary, tmp_path_factory.mktemp("office"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().set_up_owner(language="en").close()
        node.owner_token = node.create_token()
        yield node
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


@pytest.fixture(scope="module")
def lead(office: Node) -> str:
    with closing(Api(office)) as api:
        return api.drop("Meeting Point")["id"]


def member(node: Node, email: str, role: str = "member") -> httpx.Client:
    added = node.command("user", "add", email, "--role", role)
    assert added.returncode == 0, added.stderr
    return node.sign_in(email)


def person(browser: httpx.Client) -> str:
    return browser.get("/api/v1/session").json()["user"]["id"]


def token_of(browser: httpx.Client) -> str:
    return browser.headers["Authorization"].removeprefix("Bearer ")


def next_frame(socket: Socket, event: str, seconds: float = 10.0) -> Frame:
    deadline = time.monotonic() + seconds
    while True:
        frame = socket.take(max(0.01, deadline - time.monotonic()))
        if frame.event == event:
            return frame


def broadcast(socket: Socket, name: str, seconds: float = 10.0) -> dict:
    while True:
        frame = next_frame(socket, "broadcast", seconds)
        if frame.payload["event"] == name:
            return frame.payload["payload"]


def enter(socket: Socket, room: str, token: str) -> Frame:
    """Joins with presence, tracks, and returns the state that came between."""
    topic = f"realtime:{room}"
    ref = socket.push(topic, "phx_join", {"config": {"private": True, "presence": {"enabled": True}}, "access_token": token})
    assert socket.reply(ref)["status"] == "ok"
    state = next_frame(socket, "presence_state")
    assert socket.reply(socket.push(topic, "presence", {"type": "presence", "event": "track", "payload": {"name": "Eve"}}))["status"] == "ok"
    return state


# What is refused


@pytest.mark.parametrize("room", ["room:channel:", "room:project:", "room:lead:"])
def test_a_room_of_nothing_is_refused(office: Node, room: str) -> None:
    with Socket.open(office) as socket:
        reply = socket.join(room + "01900000-0000-7000-8000-000000000001")
        assert reply["status"] == "error" and reply["response"]["reason"].startswith("Unauthorized:")


def test_a_viewer_is_there_but_types_unheard(office: Node, lead: str) -> None:
    with closing(member(office, "viewer@example.com", "viewer")) as viewer, Socket.open(office, None) as quiet, Socket.open(office) as other:
        other.joined(f"room:lead:{lead}")
        enter(quiet, f"room:lead:{lead}", token_of(viewer))
        quiet.push(f"realtime:room:lead:{lead}", "broadcast", {"type": "broadcast", "event": "typing.start", "payload": {}})
        quiet.heartbeat()
        assert broadcast(other, "presence.update")["payload"] == {
            "scope": f"room:lead:{lead}", "users": [person(viewer)], "count": 1}
        other.heartbeat()


# Membership


@pytest.mark.parametrize("way", ["removed", "signed out", "token revoked"])
def test_who_loses_access_is_out_within_a_second(office: Node, lead: str, way: str) -> None:
    room = f"room:lead:{lead}"
    with closing(office.sign_in()) as owner, closing(member(office, f"{way.replace(' ', '.')}@example.com")) as leaver:
        token = token_of(leaver)
        made: dict = {}
        if way == "token revoked":
            made = owner.post("/api/v1/tokens", json={"name": "robot", "scopes": ["leads.read", "chat.read", "realtime.join"]}).json()
            token = made["text"]
        with Socket.open(office, token) as out, Socket.open(office) as kept:
            kept.joined(room)
            out.joined(room)
            before = time.monotonic()
            match way:
                case "removed": ended = owner.delete(f"/api/v1/members/{person(leaver)}")
                case "signed out": ended = leaver.delete("/api/v1/session")
                case _: ended = owner.delete(f"/api/v1/tokens/{made['id']}")
            assert ended.status_code == 204, ended.text
            said = next_frame(out, "system")
            assert said.payload["status"] == "error" and "permission" in said.payload["message"]
            next_frame(out, "phx_close")
            assert time.monotonic() - before < OUT_SECONDS
            assert out.join(room)["status"] == "error", "the credential that the socket was opened with counts no more"
            assert kept.heartbeat()["status"] == "ok"


# Presence and typing


def test_several_tabs_are_one_person_and_a_killed_client_leaves_no_ghost(office: Node, lead: str) -> None:
    room = f"room:lead:{lead}"
    with closing(member(office, "ada@example.com")) as ada, closing(member(office, "bob@example.com")) as bob:
        with Socket.open(office, None, vsn="1.0.0") as watcher, Socket.open(office, None) as first, Socket.open(office, None) as second:
            enter(watcher, room, token_of(bob))
            next_frame(watcher, "presence_diff")
            enter(first, room, token_of(ada))
            joined = next_frame(watcher, "presence_diff").payload
            assert joined["leaves"] == {} and list(joined["joins"]) == [person(ada)]
            meta = joined["joins"][person(ada)]["metas"][0]
            assert meta["userId"] == person(ada) and meta["name"] != "Eve" and meta["phx_ref"]
            state = enter(second, room, token_of(ada)).payload
            assert {key: len(entry["metas"]) for key, entry in state.items()} == {person(ada): 1, person(bob): 1}
            assert len(next_frame(watcher, "presence_diff").payload["joins"][person(ada)]["metas"]) == 1
            # The line is cut without a word, as by a process that is killed.
            first.connection.socket.close()
            left = next_frame(watcher, "presence_diff").payload
            assert left["joins"] == {} and left["leaves"][person(ada)]["metas"] == [meta]


def test_typing_is_the_senders_by_the_nodes_word_and_ends_with_the_sender(office: Node, lead: str) -> None:
    room = f"room:lead:{lead}"
    with closing(member(office, "ada@example.com")) as ada, Socket.open(office, None) as typist, Socket.open(office) as other:
        other.joined(room)
        typist.joined(room, token=token_of(ada))
        forged = {"type": "broadcast", "event": "typing.start", "payload": {"userId": "somebody", "name": "Eve"}}
        typist.push(f"realtime:{room}", "broadcast", forged)
        start = broadcast(other, "typing.start")
        assert start["actorId"] == person(ada) and start["payload"]["userId"] == person(ada)
        assert start["payload"]["scope"] == room and start["payload"]["name"] not in ("Eve", "")
        typist.connection.socket.close()
        stop = broadcast(other, "typing.stop")
        assert stop["entityId"] == start["entityId"] and stop["entityVersion"] > start["entityVersion"]


def test_no_client_sends_what_only_a_commit_may(office: Node, lead: str) -> None:
    room = f"room:lead:{lead}"
    with Socket.open(office) as forger, Socket.open(office) as other:
        other.joined(room)
        topic = f"realtime:{room}"
        joined = forger.push(topic, "phx_join", {"config": {"private": True, "broadcast": {"ack": True}}})
        assert forger.reply(joined)["status"] == "ok"
        for name in ("lead.updated", "Chat.Message.New", "presence.update"):
            answer = forger.reply(forger.push(topic, "broadcast", {"type": "broadcast", "event": name, "payload": {}}))
            assert answer["status"] == "error" and "by the node alone" in answer["response"]["reason"]
        assert other.heartbeat()["status"] == "ok"


def test_the_rooms_of_a_channel_and_a_project_can_be_joined(office: Node) -> None:
    with closing(Api(office)) as api, Socket.open(office) as socket:
        channels = api.get("/api/v1/channels").json()["items"]
        assert [channel["name"] for channel in channels] == ["General"]
        project = api.get("/api/v1/session").json()["project"]["id"]
        for room in (f"room:channel:{channels[0]['id']}", f"room:project:{project}"):
            assert socket.joined(room)["cursor"]["seq"] >= 0


# The page


@pytest.mark.parametrize("theme, size", [("light", None), ("dark", PHONE)])
def test_the_war_room_shows_who_is_here_and_who_types(
    office: Node, lead: str, opened: Open, theme: str, size: dict[str, int] | None,
) -> None:
    with closing(member(office, "zoe.martin@example.com")) as zoe:
        watched = opened(theme=theme, **({"size": size} if size else {}))
        watched.context.add_cookies([office.sign_in_cookie()])
        page = watched.page()
        page.goto(f"{office.url}/leads/{lead}")
        here = page.get_by_test_id("presence")
        expect(here).to_have_attribute("data-count", "1")
        with Socket.open(office, None) as other:
            enter(other, f"room:lead:{lead}", token_of(zoe))
            expect(here).to_have_attribute("data-count", "2")
            other.push(f"realtime:room:lead:{lead}", "broadcast", {"type": "broadcast", "event": "typing.start", "payload": {}})
            expect(page.get_by_test_id("typing")).to_contain_text("writing")
            shoot(page, f"war-room-presence-{theme}")
            no_sideways_scroll(page)
        expect(here).to_have_attribute("data-count", "1")
        expect(page.get_by_test_id("typing")).not_to_contain_text("writing")
