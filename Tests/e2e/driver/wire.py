"""A WebSocket down to its bytes, for what no well-behaved client sends."""

import json
import os
import socket
import struct
from dataclasses import dataclass, field
from typing import Any

from .node import Node

PATH = "/realtime/v1/websocket?vsn=2.0.0"
FRAME_SECONDS = 20.0
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def frame(opcode: int, payload: bytes = b"", final: bool = True, masked: bool = True, reserved: int = 0, length: int | None = None) -> bytes:
    """One frame of a client (RFC 6455 §5.2), or what is wrong with it: another mask bit, reserved bits, a length that is not its own."""
    size = len(payload) if length is None else length
    head = bytes([(0x80 if final else 0) | reserved | opcode])
    bit = 0x80 if masked else 0
    if size < 126:
        head += bytes([bit | size])
    elif size < 1 << 16:
        head += bytes([bit | 126]) + struct.pack(">H", size)
    else:
        head += bytes([bit | 127]) + struct.pack(">Q", size)
    if not masked:
        return head + payload
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[index & 3] for index, byte in enumerate(payload))


def text(content: Any) -> bytes:
    return json.dumps(content).encode()


HEARTBEAT = text([None, "h", "phoenix", "heartbeat", {}])


@dataclass
class Wire:
    """One connection after the handshake; `head` is what the node answered to it."""

    connection: socket.socket
    head: str = ""
    rest: bytes = field(default=b"", repr=False)

    @classmethod
    def open(cls, node: Node, *headers: str, connection: socket.socket | None = None) -> "Wire":
        if connection is None:
            connection = socket.create_connection((node.host, node.port), timeout=FRAME_SECONDS)
        wire = cls(connection)
        lines = [
            f"GET {PATH}&apikey={node.owner_token} HTTP/1.1", f"Host: {node.host}:{node.port}", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", *headers, "", "",
        ]
        connection.sendall("\r\n".join(lines).encode())
        while b"\r\n\r\n" not in wire.rest:
            assert wire.more(), f"the handshake was not answered: {wire.rest!r}"
        head, _, wire.rest = wire.rest.partition(b"\r\n\r\n")
        wire.head = head.decode()
        assert wire.head.startswith("HTTP/1.1 101 "), wire.head
        return wire

    def close(self) -> None:
        self.connection.close()

    def __enter__(self) -> "Wire":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def more(self) -> bool:
        """Whether more has come; not when the connection has ended."""
        try:
            got = self.connection.recv(1 << 18)
        except ConnectionResetError:
            return False
        self.rest += got
        return bool(got)

    def send(self, *frames: bytes) -> None:
        self.connection.sendall(b"".join(frames))

    def join(self, room: str) -> None:
        config = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": False}}
        self.send(frame(TEXT, text(["1", "1", f"realtime:{room}", "phx_join", {"config": config}])))
        reply = json.loads(self.take(TEXT))
        assert reply[3] == "phx_reply" and reply[4]["status"] == "ok", reply

    def next(self) -> tuple[int, bytes] | None:
        """The next frame; none when the connection has ended without one."""
        while True:
            whole = self.parse()
            if whole:
                return whole
            if not self.more():
                return None

    def parse(self) -> tuple[int, bytes] | None:
        if len(self.rest) < 2:
            return None
        size, start = self.rest[1], 2
        assert size < 128, "a server masks nothing"
        if size == 126:
            size, start = struct.unpack_from(">H", self.rest.ljust(4, b"\0"), 2)[0], 4
        elif size == 127:
            size, start = struct.unpack_from(">Q", self.rest.ljust(10, b"\0"), 2)[0], 10
        if len(self.rest) < start + size:
            return None
        first, payload, self.rest = self.rest[0], self.rest[start:start + size], self.rest[start + size:]
        assert first & 0xF0 == 0x80, f"a server sends whole frames without extensions, not {first:#x}"
        return first & 0x0F, payload

    def take(self, opcode: int) -> bytes:
        """The payload of the next frame of this kind; pings are answered on the way."""
        while True:
            got = self.next()
            assert got is not None, "the connection has ended"
            if got[0] == PING:
                self.send(frame(PONG, got[1]))
            elif got[0] == opcode:
                return got[1]

    def heartbeat(self) -> None:
        self.send(frame(TEXT, HEARTBEAT))
        self.take_heartbeat()

    def take_heartbeat(self) -> None:
        while json.loads(self.take(TEXT))[1] != "h":
            pass

    def ends_with(self) -> int | None:
        """The code with which the node closes; none when the connection ends without one."""
        while True:
            got = self.next()
            if got is None:
                return None
            if got[0] == CLOSE:
                return struct.unpack(">H", got[1][:2])[0]
