"""200 clients come back at once, each after 1,000 events; and what becomes of those who use the API meanwhile."""

import http.client
import json
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from driver.api import Api
from driver.node import Node
from driver.realtime import Socket

from . import BENCHMARKS
from .contenders import Options, fresh_node
from .report import Row, median, number, percentile, publish, spread

CLIENTS = 200
EVENTS = 1_000
READERS = 4
READS_PER_S = 25  # each
GOAL_SECONDS = 2.0
GOAL_READ_MS = 50.0
LEADS_AT_A_TIME = 32


class Reading:
    """People who read the list at their moments, until they are told to stop; milliseconds of each answer."""

    def __init__(self, node: Node):
        self.node = node
        self.took: list[float] = []
        self.ended = threading.Event()
        self.threads = [threading.Thread(target=self.read) for _ in range(READERS)]

    def read(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=30)
        started, count = time.perf_counter(), 0
        while not self.ended.wait(max(0.0, started + count / READS_PER_S - time.perf_counter())):
            count += 1
            began = time.perf_counter()
            connection.request("GET", "/api/v1/leads?limit=20", headers={"Authorization": f"Bearer {self.node.owner_token}"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200
            self.took.append((time.perf_counter() - began) * 1000)
        connection.close()

    def __enter__(self) -> "Reading":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()


@dataclass
class Missed:
    """What a room has heard: more than EVENTS events."""

    topic: str
    epoch: str
    seqs: list[int]

    @property
    def same(self) -> list[int]:
        """One place for all, as after an outage."""
        return self.seqs[-EVENTS - 1:-EVENTS]

    @property
    def different(self) -> list[int]:
        """A place for each client, so that no two miss the same."""
        return self.seqs[-EVENTS - 1:-EVENTS - 1 + CLIENTS]

    def events(self, firsts: list[int]) -> int:
        """How many events all clients get together."""
        return sum(len(self.seqs) - 1 - self.seqs.index(firsts[client % len(firsts)]) for client in range(CLIENTS))


def missed(node: Node, api: Api) -> Missed:
    room = f"room:workspace:{api.get('/api/v1/session').json()['workspace']['id']}"
    with Socket.open(node) as witness, ThreadPoolExecutor(8) as pool:
        witness.joined(room)
        count = 0
        while len(witness.events) <= EVENTS:
            leads = list(pool.map(lambda one: api.drop(f"Missed {one}"), range(count, count + LEADS_AT_A_TIME)))
            count += LEADS_AT_A_TIME
            for lead in leads:
                api.wait_until_ready(lead)
            witness.heartbeat()
        return Missed(f"realtime:{room}", witness.events[-1].meta["epoch"], [event.seq for event in witness.events])


def come_back(node: Node, missed: Missed, firsts: list[int]) -> dict[str, Any]:
    command = [BENCHMARKS / ".bin" / "replay", str(node.port), f"/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}", str(CLIENTS),
               str(node.pid), missed.topic, missed.epoch, str(missed.seqs[-1]), *map(str, firsts)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"replay: {done.stderr}")
    figures = json.loads(done.stdout)
    whole = figures["events"] == missed.events(firsts) and not figures["unordered"] and not figures["not_recovered"]
    return {**figures, "whole": whole}


def run(options: Options) -> None:
    with fresh_node(options) as node:
        api = Api(node)
        events = missed(node, api)
        api.close()
        with Reading(node) as calm:
            time.sleep(options.seconds)
        calm_p95 = percentile(calm.took, 0.95)
        figures: dict[str, Any] = {"calm_p95_ms": calm_p95}
        rows = []
        for name, firsts in (("all at one place", events.same), ("each at another", events.different)):
            rounds, disturbed = [], []
            for _ in range(options.rounds):
                with Reading(node) as reading:
                    rounds.append(come_back(node, events, firsts))
                disturbed += reading.took
            seconds, p95 = median(rounds, "seconds"), percentile(disturbed, 0.95)
            rows += [
                Row(f"{name}: until the last has everything, s", spread(rounds, "seconds"), f"< {GOAL_SECONDS:g}", seconds < GOAL_SECONDS),
                Row(f"{name}: a list read meanwhile, p95 ms (calm)", f"{number(p95)} ({number(calm_p95)})", f"< {GOAL_READ_MS:g}", p95 < GOAL_READ_MS),
                Row(f"{name}: CPU seconds of the node / of the clients", f"{median(rounds, 'server_cpu_s'):.2f} / {median(rounds, 'client_cpu_s'):.2f}"),
            ]
            figures[name] = {"rounds": rounds, "read_p95_ms": p95, "reads": len(disturbed)}
    every = [one for name in ("all at one place", "each at another") for one in figures[name]["rounds"]]
    grown = max(one["rss_most_kb"] - every[0]["rss_before_kb"] for one in every) / 1024
    unfit = sum(not one["whole"] for one in every)
    rows += [
        Row("most memory above the start, MB resident", number(grown)),
        Row("rounds in which anybody got less, more, or another order", str(unfit), "0", unfit == 0),
    ]
    publish(f"{CLIENTS} clients come back after {EVENTS:,} events", rows, figures)
