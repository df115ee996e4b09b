"""A presence room of 500 in which ten people a second come and as many go: everybody's picture of it, and what the changes cost."""

import asyncio
import json
import random
import statistics
import time
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from driver.api import Api
from driver.node import Node

from .contenders import Options, fresh_node
from .process import cpu_seconds
from .report import Row, number, percentile, publish, spread

MEMBERS = 500
JOINS_PER_S = 10
QUIET_SECONDS = 1.0  # without joins, so that the last diff (50 ms) has arrived everywhere
JOINING_SECONDS = 60.0
AT_A_TIME = 32
DIFF_BYTES_A_CHANGE = 400.0  # one meta with name, ids and frame, and nothing of those who stayed


@dataclass
class Member:
    """One client, and its picture of the room: key to the references of its metas."""

    key: str
    connection: ClientConnection
    state: dict[str, set[str]] = field(default_factory=dict)
    is_informed: asyncio.Event = field(default_factory=asyncio.Event)
    is_tracked: asyncio.Event = field(default_factory=asyncio.Event)
    diff_bytes: int = 0
    diffs: int = 0
    changes: int = 0
    strays: int = 0  # leaves of metas that were not there, joins of metas that were
    heard_at: dict[str, float] = field(default_factory=dict)

    async def read(self) -> None:
        async for message in self.connection:
            _, ref, _, event, payload = json.loads(message)
            if event == "presence_state":
                self.state = {key: {meta["phx_ref"] for meta in entry["metas"]} for key, entry in payload.items()}
                self.is_informed.set()
            elif event == "presence_diff":
                self.diffs += 1
                self.diff_bytes += len(message)
                self.apply(payload)
            elif event == "phx_reply" and ref == "track":
                assert payload["status"] == "ok", payload
                self.is_tracked.set()
            elif event == "phx_reply":
                assert payload["status"] == "ok", payload

    def apply(self, diff: dict[str, Any]) -> None:
        now = time.perf_counter()
        # Joins first: a meta that was updated stands in both, with a reference each.
        for key, entry in diff["joins"].items():
            for meta in entry["metas"]:
                self.changes += 1
                self.strays += meta["phx_ref"] in self.state.get(key, set())
                self.state.setdefault(key, set()).add(meta["phx_ref"])
                self.heard_at.setdefault(key, now)
        for key, entry in diff["leaves"].items():
            for meta in entry["metas"]:
                self.changes += 1
                self.strays += meta["phx_ref"] not in self.state.get(key, set())
                self.state.get(key, set()).discard(meta["phx_ref"])
            if not self.state.get(key):
                self.state.pop(key, None)


class Meeting:
    def __init__(self, node: Node, topic: str):
        self.url = f"ws://127.0.0.1:{node.port}/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}"
        self.topic = topic
        self.members: list[Member] = []
        self.reading: dict[str, asyncio.Task] = {}
        self.sent_at: dict[str, float] = {}
        self.count = 0

    async def come(self) -> Member:
        self.count += 1
        key = f"member-{self.count:05}"
        # Each keeps its read buffer small: there are five hundred of them.
        member = Member(key, await connect(self.url, compression=None, proxy=None, max_queue=64, ping_interval=None))
        self.reading[key] = asyncio.create_task(member.read())
        config = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": True, "key": key}}
        await member.connection.send(json.dumps(["1", "join", self.topic, "phx_join", {"config": config}]))
        await asyncio.wait_for(member.is_informed.wait(), JOINING_SECONDS)
        self.sent_at[key] = time.perf_counter()
        track = {"type": "presence", "event": "track", "payload": {"at": self.count}}
        await member.connection.send(json.dumps(["1", "track", self.topic, "presence", track]))
        await asyncio.wait_for(member.is_tracked.wait(), JOINING_SECONDS)
        self.members.append(member)
        return member

    async def go(self, member: Member) -> None:
        self.members.remove(member)
        await member.connection.close()
        self.reading.pop(member.key).cancel()

    async def server_state(self) -> dict[str, set[str]]:
        """What the node tells somebody who comes now and is not present himself."""
        async with connect(self.url, compression=None, proxy=None) as connection:
            onlooker = Member("", connection)
            reading = asyncio.create_task(onlooker.read())
            config = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": True}}
            await connection.send(json.dumps(["1", "join", self.topic, "phx_join", {"config": config}]))
            await asyncio.wait_for(onlooker.is_informed.wait(), JOINING_SECONDS)
            reading.cancel()
            return onlooker.state

    async def differing(self) -> int:
        """How many see another room than the node does, or other people than are there."""
        await asyncio.sleep(QUIET_SECONDS)
        state = await self.server_state()
        right = set(state) == {member.key for member in self.members}
        return sum(member.state != state for member in self.members) if right else len(self.members)


async def meet(node: Node, topic: str, options: Options) -> dict[str, Any]:
    meeting, dice = Meeting(node, topic), random.Random(1)
    for start in range(0, MEMBERS, AT_A_TIME):
        await asyncio.gather(*(meeting.come() for _ in range(min(AT_A_TIME, MEMBERS - start))))
    differing = [await meeting.differing()]
    rounds = []
    for _ in range(options.rounds):
        for member in meeting.members:
            member.diff_bytes = member.diffs = member.changes = 0
            member.heard_at.clear()
        meeting.sent_at.clear()
        cpu, started = cpu_seconds(node.pid), time.perf_counter()
        before = list(meeting.members)
        for count in range(round(options.seconds * JOINS_PER_S)):
            await asyncio.sleep(max(0.0, started + count / JOINS_PER_S - time.perf_counter()))
            await asyncio.gather(meeting.come(), meeting.go(dice.choice(meeting.members)))
        wall = time.perf_counter() - started
        used = cpu_seconds(node.pid) - cpu
        stayers = [member for member in before if member in meeting.members]
        differing.append(await meeting.differing())
        latencies = [
            (at - meeting.sent_at[key]) * 1000 for member in stayers for key, at in member.heard_at.items() if key in meeting.sent_at]
        if not latencies:
            raise SystemExit("presence: those who were there were told of nobody who came")
        changes = sum(member.changes for member in stayers)
        rounds.append({
            "cpu_cores": used / wall, "diffs": sum(member.diffs for member in stayers) / len(stayers),
            "bytes_a_change": sum(member.diff_bytes for member in stayers) / max(1, changes),
            "bytes_a_member_s": sum(member.diff_bytes for member in stayers) / len(stayers) / wall,
            "heard_p50_ms": percentile(latencies, 0.5), "heard_p95_ms": percentile(latencies, 0.95),
        })
    strays = sum(member.strays for member in meeting.members)
    for member in list(meeting.members):
        await meeting.go(member)
    return {"rounds": rounds, "differing": differing, "strays": strays}


def run(options: Options) -> None:
    with fresh_node(options) as node:
        api = Api(node)
        lead = api.wait_until_ready(api.drop("Presence"))["lead"]
        api.close()
        figures = asyncio.run(meet(node, f"realtime:room:lead:{lead['id']}", options))
    rounds, differing = figures["rounds"], figures["differing"]
    bytes_a_change = statistics.median(one["bytes_a_change"] for one in rounds)
    rows = [
        Row("members whose picture is not the node's, at quiet moments", ", ".join(map(str, differing)), "0", not any(differing)),
        Row("changes that did not fit the picture", str(figures["strays"]), "0", figures["strays"] == 0),
        Row("bytes of diff a change", spread(rounds, "bytes_a_change"), f"≤ {DIFF_BYTES_A_CHANGE:g}", bytes_a_change <= DIFF_BYTES_A_CHANGE),
        Row("bytes of diff a member and second", spread(rounds, "bytes_a_member_s")),
        Row("tracked → heard, p50 / p95 ms", f"{number(statistics.median(one['heard_p50_ms'] for one in rounds))} / {number(statistics.median(one['heard_p95_ms'] for one in rounds))}"),
        Row("CPU of the node, cores", spread(rounds, "cpu_cores")),
    ]
    publish(f"Presence: {MEMBERS} members, {JOINS_PER_S} joins and leaves a second", rows, figures)
