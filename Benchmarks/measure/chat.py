"""Messages at a steady rate: from the moment that one client sends it to the moment that the others have it on their sockets."""

import asyncio
import json
import statistics
import time
import uuid
from typing import Any

from websockets.asyncio.client import connect

from driver.api import Api
from driver.node import Node

from .contenders import Options, fresh_node
from .process import cpu_seconds
from .report import Row, number, percentile, publish, spread

MESSAGES_PER_S = 200
SENDERS = 8
LISTENERS = 5
GOAL_P95_MS = 20.0
STORED_BEFORE = 2_000  # the channel has some past
TEXT = "The offer for **Acme** is out, see https://acme.example/offer; they answer by *Friday*. " * 2


class Sender:
    """One connection that sends a message at a time, written by hand so that the client costs little."""

    def __init__(self, node: Node, channel: str):
        self.node, self.channel = node, channel

    async def open(self) -> None:
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.node.port)

    async def send(self, client_id: str) -> int:
        body = json.dumps({"clientId": client_id, "text": TEXT}).encode()
        self.writer.write((
            f"POST /api/v1/channels/{self.channel}/messages HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self.node.owner_token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await self.reader.readexactly(int(length.split(b":")[1]))
        return int(head[9:12])


class Conversation:
    def __init__(self, node: Node, channel: str):
        self.node, self.channel = node, channel
        self.sent_at: dict[str, float] = {}
        self.heard_ms: list[float] = []
        self.answered_ms: list[float] = []
        self.seqs: list[list[int]] = [[] for _ in range(LISTENERS)]
        self.refused = 0

    async def listen(self, number: int, ready: asyncio.Event) -> None:
        url = f"ws://127.0.0.1:{self.node.port}/realtime/v1/websocket?vsn=2.0.0&apikey={self.node.owner_token}"
        async with connect(url, compression=None, proxy=None, ping_interval=None) as socket:
            config = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": False}}
            await socket.send(json.dumps(["1", "1", f"realtime:room:channel:{self.channel}", "phx_join", {"config": config}]))
            async for frame in socket:
                now = time.perf_counter()
                _, _, _, event, payload = json.loads(frame)[:5]
                if event == "phx_reply":
                    assert payload["status"] == "ok", payload
                    ready.set()
                elif event == "broadcast" and payload["event"] == "chat.message.new":
                    message = payload["payload"]["payload"]["message"]
                    self.seqs[number].append(message["seq"])
                    if (sent := self.sent_at.get(message["clientId"])) is not None:
                        self.heard_ms.append((now - sent) * 1000)

    async def speak(self, sender: Sender, offset: int, started: float, count: int) -> None:
        for turn in range(count):
            due = started + (turn * SENDERS + offset) / MESSAGES_PER_S
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            client_id = str(uuid.uuid4())
            self.sent_at[client_id] = sent = time.perf_counter()
            self.refused += await sender.send(client_id) != 201
            self.answered_ms.append((time.perf_counter() - sent) * 1000)

    async def run(self, seconds: float, rounds: int) -> list[dict[str, Any]]:
        ready = [asyncio.Event() for _ in range(LISTENERS)]
        listeners = [asyncio.create_task(self.listen(number, ready[number])) for number in range(LISTENERS)]
        await asyncio.gather(*(event.wait() for event in ready))
        senders = [Sender(self.node, self.channel) for _ in range(SENDERS)]
        await asyncio.gather(*(sender.open() for sender in senders))
        await asyncio.gather(*(self.past(sender) for sender in senders))
        figures = []
        for _ in range(rounds):
            self.sent_at.clear()
            self.heard_ms.clear()
            self.answered_ms.clear()
            count = round(seconds * MESSAGES_PER_S / SENDERS)
            cpu, started = cpu_seconds(self.node.pid), time.perf_counter()
            await asyncio.gather(*(self.speak(sender, offset, started, count) for offset, sender in enumerate(senders)))
            wall = time.perf_counter() - started
            used = cpu_seconds(self.node.pid) - cpu
            await asyncio.sleep(1)
            figures.append({
                "per_s": count * SENDERS / wall, "heard": len(self.heard_ms), "wanted": count * SENDERS * LISTENERS,
                "p50_ms": percentile(self.heard_ms, 0.5), "p95_ms": percentile(self.heard_ms, 0.95), "p99_ms": percentile(self.heard_ms, 0.99),
                "answered_p95_ms": percentile(self.answered_ms, 0.95), "cpu_cores": used / wall,
            })
        for listener in listeners:
            listener.cancel()
        return figures

    async def past(self, sender: Sender) -> None:
        for _ in range(STORED_BEFORE // SENDERS):
            await sender.send(str(uuid.uuid4()))

    @property
    def disorders(self) -> int:
        """Listeners that missed a number, or had one twice or out of order."""
        return sum(seqs != list(range(1, len(seqs) + 1)) for seqs in self.seqs)


def run(options: Options) -> None:
    with fresh_node(options) as node:
        api = Api(node)
        channel = api.post("/api/v1/channels", json={"name": "Benchmark"}).json()["id"]
        api.close()
        conversation = Conversation(node, channel)
        rounds = asyncio.run(conversation.run(options.seconds, options.rounds))
    p95 = statistics.median(one["p95_ms"] for one in rounds)
    missing = sum(one["wanted"] - one["heard"] for one in rounds)
    rows = [
        Row("sent → heard by another socket, p95 ms", spread(rounds, "p95_ms"), f"< {GOAL_P95_MS:g}", p95 < GOAL_P95_MS),
        Row("p50 / p99 ms", f"{number(statistics.median(one['p50_ms'] for one in rounds))} / {number(statistics.median(one['p99_ms'] for one in rounds))}"),
        Row("answered, p95 ms", spread(rounds, "answered_p95_ms")),
        Row("messages/s", spread(rounds, "per_s"), f"{MESSAGES_PER_S}", all(one["per_s"] > MESSAGES_PER_S * 0.98 for one in rounds)),
        Row("not heard, refused, listeners out of order", f"{missing}, {conversation.refused}, {conversation.disorders}", "0, 0, 0",
            missing == conversation.refused == conversation.disorders == 0),
        Row("CPU of the node, cores", spread(rounds, "cpu_cores")),
    ]
    publish(f"Chat: {MESSAGES_PER_S} messages a second, {LISTENERS} listeners", rows, {"rounds": rounds})
