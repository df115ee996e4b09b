"""A raw realtime client: Phoenix frames in both serialisations, written from the protocol alone."""

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from .node import Node

FRAME_SECONDS = 20.0
USER_BROADCAST = 4  # the kind of a server's binary frame in vsn 2.0.0


@dataclass
class Frame:
    topic: str
    event: str
    payload: dict[str, Any]
    ref: str | None
    join_ref: str | None


@dataclass
class Event:
    """A durable event: the name, the envelope and where it stands in the log."""

    name: str
    envelope: dict[str, Any]
    meta: dict[str, Any]

    @property
    def payload(self) -> dict[str, Any]:
        return self.envelope["payload"]

    @property
    def seq(self) -> int:
        return self.meta["seq"]


@dataclass
class Socket:
    """One connection. Frames are taken in order; events of joined rooms are kept until they are asked for."""

    connection: ClientConnection
    resources: ExitStack
    vsn: str
    last_ref: int = 0
    join_refs: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    @classmethod
    def open(cls, node: Node, token: str | None = "", vsn: str = "2.0.0", headers: dict[str, str] | None = None) -> "Socket":
        key = node.owner_token if token == "" else token
        query = f"?vsn={vsn}" + (f"&apikey={key}" if key else "")
        resources = ExitStack()
        connection = resources.enter_context(connect(
            f"ws://{node.host}:{node.port}/realtime/v1/websocket{query}", additional_headers=headers or {},
            compression=None, open_timeout=FRAME_SECONDS, proxy=None,
        ))
        return cls(connection, resources, vsn)

    def close(self) -> None:
        self.resources.close()

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def push(self, topic: str, event: str, payload: dict[str, Any]) -> str:
        self.last_ref += 1
        ref = str(self.last_ref)
        if event == "phx_join":
            self.join_refs[topic] = ref
        join_ref = self.join_refs.get(topic)
        if self.vsn == "2.0.0":
            self.connection.send(json.dumps([join_ref, ref, topic, event, payload]))
        else:
            self.connection.send(json.dumps({"topic": topic, "event": event, "payload": payload, "ref": ref, "join_ref": join_ref}))
        return ref

    def take(self, seconds: float = FRAME_SECONDS) -> Frame:
        """The next frame; a durable event is kept as well."""
        frame = self.decode(self.connection.recv(timeout=seconds))
        if frame.event == "broadcast" and "seq" in frame.payload.get("meta", {}):
            assert frame.ref is None, "a push carries no ref"
            self.events.append(Event(frame.payload["event"], frame.payload["payload"], frame.payload["meta"]))
        return frame

    def decode(self, message: str | bytes) -> Frame:
        if isinstance(message, bytes):
            return decode_user_broadcast(message)
        content = json.loads(message)
        if self.vsn == "2.0.0":
            join_ref, ref, topic, event, payload = content[:5]
            return Frame(topic, event, payload, ref, join_ref)
        assert "ref" in content, "stock clients drop a frame without the key ref"
        return Frame(content["topic"], content["event"], content["payload"], content["ref"], content.get("join_ref"))

    def reply(self, ref: str, seconds: float = FRAME_SECONDS) -> dict[str, Any]:
        """The answer to the push with this ref: {"status", "response"}."""
        deadline = time.monotonic() + seconds
        while True:
            frame = self.take(max(0.01, deadline - time.monotonic()))
            if frame.event == "phx_reply" and frame.ref == ref:
                assert set(frame.payload) >= {"status", "response"} and isinstance(frame.payload["response"], dict)
                return frame.payload

    def join(self, room: str, cursor: dict[str, Any] | None = None, token: str | None = None) -> dict[str, Any]:
        """Joins `room:…`; returns the reply, whatever its status."""
        config: dict[str, Any] = {"private": True, "broadcast": {"self": False, "ack": False}, "presence": {"enabled": False}}
        if cursor is not None:
            config["cursor"] = cursor
        payload = {"config": config, **({"access_token": token} if token else {})}
        return self.reply(self.push(f"realtime:{room}", "phx_join", payload))

    def joined(self, room: str, cursor: dict[str, Any] | None = None, token: str | None = None) -> dict[str, Any]:
        """Joins, and returns what the ok reply says."""
        reply = self.join(room, cursor, token)
        assert reply["status"] == "ok", reply
        return reply["response"]

    def heartbeat(self) -> dict[str, Any]:
        """Answered after everything that was sent before it on this socket, so it also says: no more is under way."""
        return self.reply(self.push("phoenix", "heartbeat", {}))

    def collect(self, last, seconds: float = 60.0) -> list[Event]:
        """Takes frames until an event for which `last` is true; returns all events kept so far."""
        deadline = time.monotonic() + seconds
        looked = 0
        while True:
            while looked < len(self.events):
                looked += 1
                if last(self.events[looked - 1]):
                    return self.events[:looked]
            try:
                self.take(max(0.01, deadline - time.monotonic()))
            except (TimeoutError, ConnectionClosed) as fault:
                seen = [f"{event.seq} {event.name} {event.payload}" for event in self.events]
                raise AssertionError(f"the event did not come ({fault!r}); seen: {seen}") from fault


def decode_user_broadcast(message: bytes) -> Frame:
    """[4][length of topic][of event][of metadata][encoding] topic event metadata payload"""
    kind, topic_length, event_length, meta_length, encoding = message[:5]
    assert kind == USER_BROADCAST and encoding in (0, 1), f"kind {kind}, encoding {encoding}"
    rest = message[5:]
    topic, rest = rest[:topic_length].decode(), rest[topic_length:]
    event, rest = rest[:event_length].decode(), rest[event_length:]
    meta, body = rest[:meta_length], rest[meta_length:]
    payload = {"type": "broadcast", "event": event, "payload": json.loads(body) if encoding else body}
    if meta:
        payload["meta"] = json.loads(meta)
    return Frame(topic, "broadcast", payload, None, None)


def ends_lead(lead_id: str):
    """True for the event that ends a lead's way: READY or FAILED."""
    return lambda event: (
        event.name == "lead.updated" and event.envelope["entityId"] == lead_id and event.payload["status"] in ("ready", "failed")
    )


def ends_ready_lead_and_jobs(lead_id: str):
    """True once READY and the completion of the dossier's job were both heard; they come from one write, in either order."""
    heard: set[str] = set()

    def hear(event: Event) -> bool:
        if event.payload["leadId"] == lead_id:
            heard.add(event.payload["status"] if event.name == "lead.updated" else f"{event.payload['job']} {event.payload['state']}")
        return {"ready", "render_dossier completed"} <= heard

    return hear
