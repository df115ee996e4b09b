"""Realtime when things go wrong: the node dies, the line is bad, clients do not read, vanish or break the protocol.

UPRISING_DRILL=full takes a thousand subscribers in place of two hundred.
"""

import contextlib
import http.client
import json
import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from driver.api import Api
from driver.archive import Archive
from driver.crowd import Crowd
from driver.line import FAR, NEAR, Line, Weather
from driver.node import Node
from driver.until import until
from driver.wire import BINARY, CLOSE, PING, PONG, TEXT, Wire, frame, text

SUBSCRIBERS = 1_000 if os.environ.get("UPRISING_DRILL") == "full" else 200
DROPS_A_SECOND = 25  # each is eight events until its lead is READY
BEFORE_KILL_SECONDS = 3.0
MOST_MISSED = 40  # drops while the crowd comes back, however long that takes: with those before, no more than the 1,000 events that are made up for
SETTLED_SECONDS = 240.0

SILENT_READERS = 20
FLOOD = 120  # broadcasts
FLOOD_BYTES = 200_000  # each: more than kernel buffers and the node's bound hold together
CLOSE_SECONDS = 30.0
MEMORY_MB = 80.0

VANISHED_SECONDS = 75.0  # a ping within 20 s, 20 s for its answer, 5 s for the close
REPLAYED = 1_000  # the most that is; with the notes of its leads about 1.3 MB

MESSAGE_BYTES = 5 * 1_024 * 1_024


def workspace_room(api: Api) -> str:
    return f"room:workspace:{api.get('/api/v1/session').json()['workspace']['id']}"


def resident_mb(node: Node) -> float:
    with open(f"/proc/{node.pid}/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)


def heard_in(database, room: str, after: int, through: int) -> list[int]:
    """What the log says that a workspace's room has heard."""
    key = bytes([1]) + bytes.fromhex(room.rsplit(":", 1)[1].replace("-", ""))
    rows = database.execute("SELECT seq FROM event_room WHERE room = ? AND seq > ? AND seq <= ? ORDER BY seq", [key, after, through])
    return [row[0] for row in rows]


# The node dies


class Dropping:
    """Drops leads at a steady rate until told to stop, or all that it may; whoever gets no answer has nothing acknowledged."""

    def __init__(self, node: Node, most: int | None = None):
        self.node = node
        self.most = most
        self.acknowledged: list[str] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.drop, args=(number,)) for number in range(4)]

    def drop(self, number: int) -> None:
        connection, started, count = http.client.HTTPConnection(self.node.host, self.node.port, timeout=30), time.monotonic(), 0
        headers = {"Authorization": f"Bearer {self.node.owner_token}", "Content-Type": "application/json"}
        while not self.ended.wait(max(0.0, started + count * len(self.threads) / DROPS_A_SECOND - time.monotonic())):
            count += 1
            if self.most is not None and count * len(self.threads) > self.most:
                return
            try:
                connection.request("POST", "/api/v1/leads", json.dumps({"company": f"Flow {number}-{count}"}), headers)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException):
                return
            if answer.status == 201:
                self.acknowledged.append(json.loads(body)["id"])

    def __enter__(self) -> "Dropping":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()


def test_a_crowd_gets_every_event_once_across_a_kill(new_node: Node) -> None:
    api = Api(new_node.start().prepared())
    room = workspace_room(api)
    with Crowd(new_node, room, SUBSCRIBERS) as crowd:
        crowd.all_joined()
        with Dropping(new_node) as before:
            time.sleep(BEFORE_KILL_SECONDS)  # how long the load lasts, not a wait for anything
            new_node.kill()
        new_node.start()
        with Dropping(new_node, most=MOST_MISSED) as after:
            crowd.all_joined(comings=2)
            time.sleep(1)
        until("all leads have ended", lambda: not any(
            api.page(status=status, limit=1)["items"] for status in ("new", "analyzing", "rendering")), SETTLED_SECONDS)
        reached = api.page(limit=1)["cursor"]["seq"]
        crowd.all_reached(reached)
    api.close()
    print(f"{len(before.acknowledged)} + {len(after.acknowledged)} drops, {sum(len(one.seqs) for one in crowd.listeners)} events heard")
    assert crowd.faults == []
    acknowledged = {*before.acknowledged, *after.acknowledged}
    assert len(before.acknowledged) > DROPS_A_SECOND and after.acknowledged

    assert new_node.stop() == 0
    database = Archive(new_node).read()
    logged = {first: heard_in(database, room, first, reached) for first in {one.first for one in crowd.listeners}}
    wrong = [one for one in crowd.listeners if list(one.seqs) != logged[one.first]]
    assert wrong == [], f"{len(wrong)} of {SUBSCRIBERS} did not get each event once, in order"
    told = {row[0] for row in database.execute("SELECT DISTINCT entity_id FROM event WHERE type = 'lead.updated'")}
    database.close()
    assert acknowledged <= told, "an acknowledged lead was never told of"
    new_node.start()


# The line is bad


@pytest.fixture
def line() -> Iterator[Line]:
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    with Line(Weather(), seed) as line:
        yield line


@pytest.fixture
def far_node(binary, tmp_path, line: Line) -> Iterator[Node]:
    """A node that listens at the near end."""
    node = Node(binary, tmp_path / "node")
    node.host = NEAR
    try:
        yield node.start().prepared()
        assert node.stop() == 0
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def test_over_a_bad_line_everything_comes_once_and_posts_get_through(line: Line, far_node: Node) -> None:
    api = Api(far_node)
    room = workspace_room(api)
    with Crowd(far_node, room, 1) as witnesses:
        witnesses.all_joined()
        witness = witnesses.listeners[0]
        far = Crowd(far_node, room, 1)
        listener = far.listeners[0]
        far.connect = lambda one: connect_from_afar(far, one, line)  # type: ignore[method-assign]
        with far:
            far.all_joined()
            poster = http.client.HTTPConnection(NEAR, far_node.port, timeout=60)
            poster.sock = line.connect(far_node.port)
            poster.sock.settimeout(60)
            headers = {"Authorization": f"Bearer {far_node.owner_token}", "Content-Type": "application/json"}
            for number in range(15):
                poster.request("POST", "/api/v1/leads", json.dumps({"company": f"From afar {number}"}), headers)
                answer = poster.getresponse()
                lead = json.loads(answer.read())
                assert answer.status == 201, lead
                if number == 7:
                    # What happens while the far end is away is waiting for it when it comes back.
                    listener.transport.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
            poster.close()
            api.wait_until_ready(lead)
            until("all leads have ended", lambda: not any(
                api.page(status=status, limit=1)["items"] for status in ("new", "analyzing", "rendering")), SETTLED_SECONDS)
            reached = api.page(limit=1)["cursor"]["seq"]
            witnesses.all_reached(reached)
            far.all_reached(reached)
            assert listener.comings >= 2
        assert far.faults == [] and witnesses.faults == []
        assert list(listener.seqs) == [seq for seq in witness.seqs if seq > listener.first]
        assert len(listener.seqs) > 15 * 4
    assert line.lost > 0, "the line was a good one"
    print(f"{line.carried} packets, {line.lost} lost")
    api.close()


def test_a_long_replay_reaches_who_is_far_away_whole(line: Line, far_node: Node) -> None:
    """All of it leaves at once and takes a while: that is no reason to send its reader away as slow."""
    line.weather.loss = line.weather.reordered = 0
    api = Api(far_node)
    with Crowd(far_node, workspace_room(api), 1) as witnesses, ThreadPoolExecutor(8) as pool:
        witness = witnesses.listeners[0]
        witnesses.all_joined()
        while len(witness.seqs) <= REPLAYED:
            for lead in list(pool.map(lambda number: api.drop(f"Far {number}", notes="n" * 900), range(32))):
                api.wait_until_ready(lead)
            witnesses.all_reached(api.page(limit=1)["cursor"]["seq"])
        far = Crowd(far_node, witnesses.room, 1)
        far.connect = lambda one: connect_from_afar(far, one, line)  # type: ignore[method-assign]
        listener = far.listeners[0]
        listener.first, listener.epoch = witness.seqs[-REPLAYED - 1], witness.epoch
        with far:
            far.all_reached(witness.seqs[-1])
        assert list(listener.seqs) == list(witness.seqs[-REPLAYED:])
        assert listener.comings == 1 and far.faults == []
    api.close()


async def connect_from_afar(crowd: Crowd, listener, line: Line) -> None:
    while not crowd.is_ending:
        try:
            made = await crowd.loop.run_in_executor(None, line.connect, crowd.node.port)
            made.setblocking(False)
            await crowd.loop.create_connection(lambda: listener, sock=made)
            return
        except OSError:
            continue


def established(node: Node, peer: str) -> int:
    """How many connections the node's machine has with an address."""
    numbers = "".join(f"{int(part):02X}" for part in reversed(peer.split(".")))
    with open("/proc/net/tcp") as table:
        rows = [row.split() for row in table.readlines()[1:]]
    return sum(row[1].endswith(f":{node.port:04X}") and row[2].startswith(numbers) and row[3] == "01" for row in rows)


def test_who_vanishes_without_a_word_is_let_go(line: Line, far_node: Node) -> None:
    line.weather.loss = 0
    api = Api(far_node)
    room = workspace_room(api)
    gone = [Wire.open(far_node, connection=line.connect(far_node.port)) for _ in range(3)]
    for wire in gone:
        wire.join(room)
    with Wire.open(far_node) as witness:
        witness.join(room)
        assert established(far_node, FAR) == 3
        line.weather.is_dark = True
        deadline = time.monotonic() + VANISHED_SECONDS
        while established(far_node, FAR):
            assert time.monotonic() < deadline, "the node still holds clients that vanished"
            witness.heartbeat()
            time.sleep(0.5)
        api.drop("Somebody still hears")
        assert b"Somebody still hears" in witness.take(TEXT)
    for wire in gone:
        wire.close()
    api.close()


# Clients do not read


def test_who_never_reads_is_sent_away_and_costs_the_others_nothing(node: Node, api: Api) -> None:
    room = workspace_room(api)
    silent = []
    for _ in range(SILENT_READERS):
        narrow = socket.socket()
        narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        narrow.settimeout(CLOSE_SECONDS)
        narrow.connect((node.host, node.port))
        silent.append(Wire.open(node, connection=narrow))
        silent[-1].join(room)
    before = resident_mb(node)
    pad = "x" * FLOOD_BYTES
    with Wire.open(node) as reader, ThreadPoolExecutor(2) as pool:
        reader.join(room)
        senders = [Wire.open(node) for _ in range(2)]

        def flood(sender: Wire) -> None:
            sender.join(room)
            for number in range(FLOOD // 2):
                message = {"type": "broadcast", "event": "flood", "payload": {"pad": pad}}
                sender.send(frame(TEXT, text(["1", str(number), f"realtime:{room}", "broadcast", message])))
                if number % 4 == 3:
                    sender.heartbeat()  # as much as the node takes, and no more

        flooding = [pool.submit(flood, sender) for sender in senders]
        heard = 0
        while heard < FLOOD:
            heard += pad[:100].encode() in reader.take(TEXT)[:1_000]
        for flow in flooding:
            flow.result(CLOSE_SECONDS)
        grown = resident_mb(node) - before
        assert grown < MEMORY_MB, f"{SILENT_READERS} silent readers cost {grown:.0f} MB"
        reader.heartbeat()
        for sender in senders:
            sender.close()
    for wire in silent:
        # With a code when it still found room in the kernel, else by the end alone.
        assert wire.ends_with() in (1013, None)
        wire.close()
    api.wait_until_ready(api.drop("After the flood"))


# Clients break the protocol

HALF = b"a" * (MESSAGE_BYTES // 2 + 1)

HOSTILE = {
    "a frame without a mask": (frame(TEXT, b"{}", masked=False), 1002),
    "a reserved bit": (frame(TEXT, b"{}", reserved=0x40), 1002),
    "all reserved bits": (frame(TEXT, b"{}", reserved=0x70), 1002),
    "a reserved bit of a ping": (frame(PING, b"", reserved=0x20), 1002),
    "an unknown kind of message": (frame(3, b"{}"), 1002),
    "an unknown kind of control frame": (frame(11, b""), 1002),
    "a ping too long": (frame(PING, b"x" * 126), 1002),
    "a close too long": (frame(CLOSE, b"\x03\xe8" + b"x" * 124), 1002),
    "a ping in fragments": (frame(PING, b"x", final=False), 1002),
    "the rest of nothing": (frame(0, b"{}"), 1002),
    "a message inside another": (frame(TEXT, b"{", final=False) + frame(TEXT, b"}"), 1002),
    "half a close code": (frame(CLOSE, b"\x03"), 1002),
    "a close code for nobody to send": (frame(CLOSE, b"\x03\xed"), 1002),
    "a close reason that is not text": (frame(CLOSE, b"\x03\xe8\xff"), 1007),
    "text that is none": (frame(TEXT, b"\xc3\x28"), 1007),
    "a surrogate": (frame(TEXT, b'"\xed\xa0\x80"'), 1007),
    "text that is none only as a whole": (frame(TEXT, b"\xe2\x98", final=False) + frame(0, b"\x28"), 1007),
    "a length out of all bounds": (frame(BINARY, b"", length=(1 << 63) - 1), 1009),
    "a length that is negative": (frame(BINARY, b"", length=(1 << 64) - 1), 1009),
    "one byte too much": (frame(TEXT, b"", length=MESSAGE_BYTES + 1), 1009),
    "one byte too much in two fragments": (frame(TEXT, HALF, final=False) + frame(0, b"", length=len(HALF)), 1009),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_who_breaks_the_protocol_is_told_how_and_nobody_else_notices(node: Node, api: Api, name: str) -> None:
    frames, code = HOSTILE[name]
    with Wire.open(node) as witness, Wire.open(node) as hostile:
        witness.join(workspace_room(api))
        hostile.join(workspace_room(api))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            hostile.send(frames)
        assert hostile.ends_with() == code
        witness.heartbeat()


def test_a_message_in_pieces_is_a_message(node: Node) -> None:
    message = text([None, "h", "phoenix", "heartbeat", {"name": "☀ héllo"}])
    with Wire.open(node) as wire:
        pieces = [message[:7], message[7:-6], message[-6:-5], message[-5:]]
        wire.send(frame(TEXT, pieces[0], final=False), frame(PING, b"between"), frame(0, pieces[1], final=False),
                  frame(PONG, b"unasked"), frame(0, b"", final=False), frame(0, pieces[2], final=False), frame(0, pieces[3]))
        assert wire.next() == (PONG, b"between")
        wire.take_heartbeat()
        for byte in frame(TEXT, message):
            wire.send(bytes([byte]))
        wire.take_heartbeat()
        wire.send(frame(CLOSE, b"\x0f\xa0bye"))
        assert wire.ends_with() == 4_000


def test_half_a_frame_is_never_a_message(node: Node, api: Api) -> None:
    with Wire.open(node) as wire:
        whole = frame(TEXT, text([None, "h", "phoenix", "heartbeat", {}]))
        wire.send(whole[:-1])
        assert api.get("/health").status_code == 200
        wire.connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            wire.next()
        wire.connection.settimeout(20)
        wire.send(whole[-1:])
        wire.take_heartbeat()


@pytest.mark.parametrize("offer", ["permessage-deflate", "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame", "no-such-thing"])
def test_an_offer_to_compress_is_answered_without_it(node: Node, offer: str) -> None:
    """Decision 0013: the header is not answered (RFC 6455 §9.1), and the socket works."""
    with Wire.open(node, f"Sec-WebSocket-Extensions: {offer}") as wire:
        assert "sec-websocket-extensions" not in wire.head.lower()
        wire.heartbeat()
        wire.send(frame(TEXT, b"\xca\x48", reserved=0x40))
        assert wire.ends_with() == 1002
