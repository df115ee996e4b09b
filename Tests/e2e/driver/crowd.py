"""Many subscribers of one room in one thread, light enough for a thousand of them: frames are cut by hand, and no JSON is read.

Each comes back by itself when its connection ends, with the place of the last event that it had, and writes down what it gets.
"""

import asyncio
import random
import struct
import threading
from array import array

from .node import Node
from .until import until
from .wire import PATH, PONG, frame, text

RETRY_SECONDS = (0.05, 0.5)


class Listener(asyncio.Protocol):
    """One subscriber, over all of its connections."""

    def __init__(self, crowd: "Crowd"):
        self.crowd = crowd
        self.seqs = array("q")  # of the events that it got, in the order in which they came
        self.first = -1  # the place in the log where it joined first
        self.epoch = ""
        self.comings = 0
        self.is_joined = False
        self.rest = b""
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport, self.rest, self.is_joined, self.is_open = transport, b"", False, False
        node = self.crowd.node
        transport.write(
            f"GET {PATH}&apikey={node.owner_token} HTTP/1.1\r\nHost: {node.host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())

    def connection_lost(self, exc: Exception | None) -> None:
        self.is_joined = False
        self.crowd.come_back(self)

    @property
    def place(self) -> int:
        return self.seqs[-1] if self.seqs else self.first

    def join(self) -> None:
        config = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": False}}
        if self.first >= 0:
            config["cursor"] = {"epoch": self.epoch, "seq": self.place}
        assert self.transport is not None
        self.transport.write(frame(1, text(["1", "1", f"realtime:{self.crowd.room}", "phx_join", {"config": config}])))

    def data_received(self, data: bytes) -> None:
        data = self.rest + data
        if not self.is_open:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self.rest = head
                return
            if not head.startswith(b"HTTP/1.1 101 "):
                return self.transport.close()
            self.is_open = True
            self.join()
        at, end = 0, len(data)
        while end - at >= 2:
            size, start = data[at + 1], at + 2
            if size == 126:
                if end - at < 4:
                    break
                size, start = data[at + 2] << 8 | data[at + 3], at + 4
            elif size == 127:
                if end - at < 10:
                    break
                size, start = struct.unpack_from(">Q", data, at + 2)[0], at + 10
            if end - start < size:
                break
            self.take(data[at] & 15, data, start, start + size)
            at = start + size
        self.rest = data[at:]

    def take(self, opcode: int, data: bytes, start: int, end: int) -> None:
        if opcode == 1:
            meta = data.rfind(b'"meta":{"id":"', start, end)
            if meta >= 0:
                number = data.index(b'"seq":', meta, end) + 6
                self.seqs.append(int(data[number:data.index(b",", number, end)]))
            elif not self.is_joined and data.find(b'"phx_reply"', start, end) >= 0:
                self.take_reply(data[start:end])
        elif opcode == 9:
            self.transport.write(frame(PONG, data[start:end]))
        elif opcode == 8:
            self.transport.close()

    def take_reply(self, reply: bytes) -> None:
        if b'"status":"ok"' not in reply:
            self.crowd.faults.append(reply.decode())
        elif self.first >= 0 and b'"recovered":true' not in reply:
            self.crowd.faults.append(reply.decode())
        if self.first < 0:
            self.epoch = reply.split(b'"epoch":"', 1)[1].split(b'"', 1)[0].decode()
            self.first = int(reply.split(b'"seq":', 1)[1].split(b"}", 1)[0])
        self.comings += 1
        self.is_joined = True


class Crowd:
    """Listeners of one room; a thread of their own, until the block ends."""

    def __init__(self, node: Node, room: str, count: int):
        self.node = node
        self.room = room
        self.listeners = [Listener(self) for _ in range(count)]
        self.faults: list[str] = []
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.is_ending = False
        self.tasks: set[asyncio.Task] = set()

    def __enter__(self) -> "Crowd":
        self.thread.start()
        for listener in self.listeners:
            self.loop.call_soon_threadsafe(self.come_back, listener)
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ending = True
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result(30)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(30)
        self.loop.close()

    async def end(self) -> None:
        for task in self.tasks:
            task.cancel()
        for listener in self.listeners:
            if listener.transport:
                listener.transport.abort()
        await asyncio.sleep(0)

    def come_back(self, listener: Listener) -> None:
        if self.is_ending:
            return
        task = self.loop.create_task(self.connect(listener))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def connect(self, listener: Listener) -> None:
        while not self.is_ending:
            try:
                await self.loop.create_connection(lambda: listener, self.node.host, self.node.port)
                return
            except OSError:
                await asyncio.sleep(random.uniform(*RETRY_SECONDS))

    def all_joined(self, comings: int = 1, seconds: float = 60.0) -> None:
        until(
            f"all {len(self.listeners)} have joined {comings} times (faults: {self.faults[:2]})",
            lambda: all(one.is_joined and one.comings >= comings for one in self.listeners), seconds)

    def all_reached(self, seq: int, seconds: float = 60.0) -> None:
        until(f"all have event {seq}", lambda: all(one.place >= seq for one in self.listeners), seconds)
