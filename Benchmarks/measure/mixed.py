"""A busy day of a large team: reads, messages, moves and edits at a steady rate, with everybody's page open; and whether each page is right at the end."""

import asyncio
import json
import multiprocessing
import random
import subprocess
import time
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from driver.api import Api
from driver.node import Node
from driver.realtime import Socket

from . import BENCHMARKS
from .contenders import Options, fresh_node
from .report import Row, number, percentile, publish
from .seed import fill

LEADS, PROJECTS, CHANGES = 200_000, 500, 200_000
READS_A_SECOND, WRITES_A_SECOND, SOCKETS, CONNECTIONS, CHANNELS, SECONDS = 350, 150, 500, 32, 20, 30
PATHS = 900
GOAL_P95_MS, GOAL_P99_MS = 20.0, 60.0
HEARTBEAT_SECONDS = 30
# Events of a wide room wait for each other some milliseconds after they were acknowledged.
SETTLE_SECONDS = 1.0


class Line:
    """One kept connection; HTTP/1.1 with lengths, no more than the node sends."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, token: str):
        self.reader, self.writer, self.token = reader, writer, token

    @classmethod
    async def open(cls, node: Node, token: str) -> "Line":
        return cls(*await asyncio.open_connection("127.0.0.1", node.port, limit=1 << 22), token)

    async def ask(self, method: str, path: str, body: Any = None, version: int | None = None) -> tuple[int, bytes]:
        content = b"" if body is None else json.dumps(body).encode()
        head = f"{method} /api/v1{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.token}\r\nContent-Length: {len(content)}\r\n"
        head += "Content-Type: application/json\r\n" if content else ""
        head += f'If-Match: "{version}"\r\n' if version is not None else ""
        self.writer.write(head.encode() + b"\r\n" + content)
        answer = (await self.reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(answer.split("content-length:", 1)[1].split("\r\n", 1)[0]) if "content-length:" in answer else 0
        return int(answer.split(" ", 2)[1]), await self.reader.readexactly(length)


@dataclass
class Work:
    """What the load does, and what it was told: of each lead the version that it was answered last, of each channel the messages."""

    project: str
    leads: dict[str, dict[str, Any]]
    stages: list[str]
    channels: list[str]
    chance: random.Random
    idle: list[str] = field(default_factory=list)
    written: dict[str, int] = field(default_factory=dict)
    sent: set[tuple[str, str]] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def turns(self) -> Iterator[tuple[str, Callable[[Line], Awaitable[None]]]]:
        """Two messages and a change of three, in an order of chance."""
        while True:
            three = [self.say] * 2 + [self.change]
            self.chance.shuffle(three)
            for act in three:
                yield act.__name__, act

    def told(self, status: int, answer: bytes) -> bool:
        if status >= 300:
            self.refused.append(f"{status} {answer.decode()}"[:300])
        return status < 300

    def paths(self) -> list[str]:
        """Of reads: nine kinds, equally often, among leads, channels and searches of chance."""
        paths: list[str] = []
        for _ in range(PATHS // 9):
            lead, channel = self.chance.choice([*self.leads]), self.chance.choice(self.channels)
            words = self.chance.choice(["dub", "boulangerie", "martin", "garage%20le"])
            paths += [
                "/leads?limit=50", f"/leads?project={self.project}&limit=50", f"/projects/{self.project}/board?limit=20", f"/leads/{lead}",
                f"/leads/{lead}/history", f"/search?q={words}", f"/channels/{channel}/messages?limit=50", "/unread", "/notifications",
            ]
        return [f"/api/v1{path}" for path in paths]

    async def say(self, line: Line) -> None:
        channel = self.chance.choice(self.channels)
        status, answer = await line.ask("POST", f"/channels/{channel}/messages", {
            "clientId": str(uuid.UUID(int=self.chance.getrandbits(128), version=4)), "text": "On se voit *mardi* à 10 h ? Le devis est prêt."})
        if self.told(status, answer):
            self.sent.add((channel, json.loads(answer)["id"]))

    async def change(self, line: Line) -> None:
        if not self.idle:
            return self.refused.append("no lead is free")
        lead = self.idle.pop(self.chance.randrange(len(self.idle)))
        version = self.leads[lead]["version"]
        if self.chance.random() < 0.5:
            status, answer = await line.ask("POST", f"/leads/{lead}/move", {"stageId": self.chance.choice(self.stages)}, version)
        else:
            status, answer = await line.ask("PATCH", f"/leads/{lead}", {"nextStep": f"Rappeler {self.chance.random()}"}, version)
        if self.told(status, answer):
            self.leads[lead] = json.loads(answer)
            self.written[lead] = self.leads[lead]["version"]
        self.idle.append(lead)


def watch(node: Node, room: str, end: Any, out: Any) -> None:
    """A page that only applies what it hears: the last of each lead and message, and whatever came twice, late or not at all."""
    leads: dict[str, dict[str, Any]] = {}
    messages: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    last, is_over = 0, False
    with Socket.open(node) as socket:
        socket.joined(room)
        out.put("joined")
        while not is_over:
            is_over = end.wait(0.05)
            if is_over:
                time.sleep(SETTLE_SECONDS)
            socket.heartbeat()
            for event in socket.events:
                if event.seq <= last:
                    faults.append(f"{event.name}: place {event.seq} after {last}")
                last, payload = event.seq, event.payload
                if event.name in ("lead.updated", "pipeline.moved"):
                    before, lead = leads.get(payload["leadId"]), payload["lead"]
                    if before and lead["version"] != before["version"] + 1:
                        faults.append(f"lead {lead['id']}: version {lead['version']} after {before['version']}")
                    leads[lead["id"]] = lead
                elif event.name == "chat.message.new":
                    messages[payload["messageId"]] = payload["message"]
            socket.events.clear()
    out.put((leads, messages, faults))


async def write(node: Node, token: str, work: Work, seconds: float) -> dict[str, list[float]]:
    """Milliseconds from when each request was due to when it was answered: one that waits for a connection has waited too."""
    free: asyncio.Queue[Line] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(await Line.open(node, token))
    took: dict[str, list[float]] = {}

    async def one(name: str, act: Callable[[Line], Awaitable[None]], due: float) -> None:
        line = await free.get()
        await act(line)
        took.setdefault(name, []).append((time.perf_counter() - due) * 1000)
        free.put_nowait(line)

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for count, (name, act) in enumerate(work.turns()):
            due = began + count / WRITES_A_SECOND
            if due > began + seconds:
                break
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            group.create_task(one(name, act, due))
    return took


def compare(api: Api, work: Work, leads: dict[str, Any], messages: dict[str, Any]) -> list[str]:
    """What the watching page shows otherwise than the API, and what it was never told."""
    faults = [f"lead {lead} was not heard of" for lead in work.written if lead not in leads]
    faults += [f"message {message} was not heard of" for _, message in work.sent if message not in messages]
    for lead, shown in leads.items():
        now = api.get(f"/api/v1/leads/{lead}").json()["lead"]
        if now != shown:
            faults.append(f"lead {lead} is {now}, shown {shown}")
    for channel in work.channels:
        place, told = 0, {message for own, message in work.sent if own == channel}
        while page := api.get(f"/api/v1/channels/{channel}/messages", params={"after": place, "limit": 200}).json()["items"]:
            for message in page:
                place += 1
                told.discard(message["id"])
                if message["seq"] != place:
                    faults.append(f"channel {channel}: message {message['seq']} at place {place}")
                if messages.get(message["id"]) != message:
                    faults.append(f"message {message['id']} is {message}, shown {messages.get(message['id'])}")
        faults += [f"message {message} was acknowledged and is not there" for message in told]
    return faults


def prepare(node: Node, api: Api, project: str) -> Work:
    page = api.get("/api/v1/leads", params={"project": project, "limit": 200}).json()["items"]
    leads = {lead["id"]: lead for lead in page}
    stages = [stage["id"] for stage in api.get(f"/api/v1/projects/{project}/stages").json()["items"] if not stage["requiredFields"]]
    channels = [channel["id"] for channel in api.get("/api/v1/channels").json()["items"] if channel["kind"] == "workspace"]
    return Work(project, leads, stages, channels + [*leads][:CHANNELS], random.Random(3), idle=[*leads])


def run(options: Options) -> None:
    seconds = max(options.seconds, SECONDS)
    with fresh_node(options) as node:
        node.stop()
        made = fill(node.data, LEADS, PROJECTS, CHANGES)
        node.start()
        api = Api(node)
        # An inbox is a person's.
        with closing(node.sign_in()) as browser:
            token = browser.headers["Authorization"].removeprefix("Bearer ")
        room = f"room:workspace:{api.get('/api/v1/session').json()['workspace']['id']}"
        work = prepare(node, api, made["projects"][7])
        crowd = subprocess.Popen(
            [BENCHMARKS / ".bin" / "idle", str(node.port), f"/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}", str(SOCKETS - 1),
             str(seconds + 5), str(node.pid), str(HEARTBEAT_SECONDS), f"realtime:{room}"], stdout=subprocess.PIPE, text=True)
        processes = multiprocessing.get_context("fork")
        end, out = processes.Event(), processes.Queue()
        page = processes.Process(target=watch, args=(node, room, end, out))
        page.start()
        out.get(timeout=30)
        time.sleep(3)  # until the crowd is in
        readers = subprocess.Popen(
            [BENCHMARKS / ".bin" / "reads", str(node.port), str(READS_A_SECOND), str(seconds), str(CONNECTIONS), f"Authorization: Bearer {token}"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert readers.stdin and readers.stdout
        with readers.stdin:
            readers.stdin.write("\n".join(work.paths()))
        took = asyncio.run(write(node, token, work, seconds))
        reads = json.loads(readers.stdout.read())
        readers.wait()
        took["read"] = reads["ms"]
        work.refused += [reads["first_refusal"]] * reads["refused"]
        end.set()
        leads, messages, faults = out.get(timeout=60)
        page.join()
        faults += compare(api, work, leads, messages)
        sockets = json.loads(crowd.communicate()[0])

    everything = [ms for times in took.values() for ms in times]
    p95, p99 = percentile(everything, 0.95), percentile(everything, 0.99)
    rows = [
        Row("requests in s; reads / messages / changes", f"{len(everything):,} in {seconds:g}; {' / '.join(str(len(took[name])) for name in ('read', 'say', 'change'))}"),
        Row("refused", f"{len(work.refused)} {work.refused[:1] or ''}", "0", not work.refused),
        Row("p50 / p95 ms", f"{number(percentile(everything, 0.5))} / {number(p95)}", f"p95 < {GOAL_P95_MS:g}", p95 < GOAL_P95_MS),
        Row("p99 / max ms", f"{number(p99)} / {number(max(everything))}", f"p99 < {GOAL_P99_MS:g}", p99 < GOAL_P99_MS),
        *(Row(f"{name}, p50 / p95 / p99 ms", " / ".join(number(percentile(took[name], share)) for share in (0.5, 0.95, 0.99))) for name in ("read", "say", "change")),
        Row("events lost, doubled, out of order, or shown otherwise than the API", f"{len(faults)} {faults[:1] or ''}", "0", not faults),
        Row("node, cores over the sockets' time; sockets", f"{sockets['cpu_cores']:.2f}; {sockets['connections'] + 1}"),
    ]
    publish(f"mixed load, {LEADS:,} leads", rows, {"p95_ms": p95, "p99_ms": p99, "faults": len(faults), "refused": len(work.refused)})
