"""No-op jobs over HTTP, beside huey on SQLite: enqueue, drain, latency, a million that wait, and what an idle node uses."""

import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from driver.node import Node

from . import BENCHMARKS
from .contenders import Options, fresh_node, scratch
from .process import cpu_seconds, wake_ups
from .report import Row, median, number, percentile, publish, spread
from .wrk import wrk

QUEUE = "noop"
DRAINED = 60_000
ENQUEUE_CONNECTIONS = 32
BATCH = 1_000
BATCHES = 100
BATCH_CONNECTIONS = 4
PEER_JOBS = 10_000
LOW_RATE_PER_S = 20
LOW_RATE_JOBS = 200
WAITING = 1_000_000
READS = 200
IDLE_SECONDS = 30.0
IDLE_SETTLING_SECONDS = 5.0
POLL_SECONDS = 0.03
PATIENCE_SECONDS = 120.0

GOAL_DRAIN = 15_000
GOAL_ENQUEUE = 10_000
GOAL_BULK = 50_000
GOAL_LATENCY_MS = (1.5, 3.0)
GOAL_READ_MS = 20.0
GOAL_IDLE_CORES = 0.005


class Client:
    """One connection of somebody who manages jobs; quicker than the tests' client, which checks more."""

    def __init__(self, node: Node, token: str | None = None):
        self.connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=60)
        self.headers = {"Authorization": f"Bearer {token or node.owner_token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: str | None = None) -> bytes:
        self.connection.request(method, f"/api/v1{path}", body, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status < 300, f"{method} {path}: {answer.status} {text[:500]!r}"
        return text

    def depth(self) -> dict[str, int]:
        queues = json.loads(self.ask("GET", "/jobs/queues"))["items"]
        return next((queue["depth"] for queue in queues if queue["name"] == QUEUE), {})

    def pause(self) -> None:
        self.ask("PUT", f"/jobs/queues/{QUEUE}/pause", "{}")

    def resume(self) -> None:
        self.ask("DELETE", f"/jobs/queues/{QUEUE}/pause")

    def close(self) -> None:
        self.connection.close()


def enqueue_batches(node: Node, batches: int) -> float:
    """Jobs a second, on four connections."""
    body = json.dumps({"jobs": [{"kind": QUEUE}] * BATCH})

    def enqueue(count: int) -> None:
        client = Client(node)
        for _ in range(count):
            client.ask("POST", "/jobs/batch", body)
        client.close()

    threads = [threading.Thread(target=enqueue, args=(batches // BATCH_CONNECTIONS,)) for _ in range(BATCH_CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return batches * BATCH / (time.perf_counter() - began)


def drain(node: Node, client: Client) -> dict[str, float]:
    """Lets what waits run, and looks until nothing is left; then the queue is paused again."""
    before = client.depth()
    used, began = cpu_seconds(node.pid), time.perf_counter()
    client.resume()
    while True:
        depth = client.depth()
        if depth["waiting"] + depth["running"] == 0:
            break
        assert time.perf_counter() < began + PATIENCE_SECONDS, depth
        time.sleep(POLL_SECONDS)
    seconds, used = time.perf_counter() - began, cpu_seconds(node.pid) - used
    client.pause()
    assert depth["completed"] - before["completed"] == before["waiting"] and depth["failed"] == 0, depth
    return {"per_s": before["waiting"] / seconds, "cpu_us_a_job": used * 1e6 / before["waiting"], "jobs": before["waiting"]}


def throughput(options: Options) -> dict[str, Any]:
    with fresh_node(options) as node:
        assert node.owner_token is not None
        client = Client(node)
        client.pause()
        enqueue_batches(node, DRAINED // BATCH)
        drained = drain(node, client)
        single = wrk("enqueue.lua", "/api/v1/jobs", ENQUEUE_CONNECTIONS, options.seconds, node.port, node.pid, node.owner_token)
        kept = client.depth()["waiting"]
        assert kept >= single["acknowledged"], f"{single['acknowledged']} were acknowledged, {kept} are there"
        bulk = enqueue_batches(node, BATCHES)
        client.close()
        return {"drain": drained["per_s"], "drain_cpu_us": drained["cpu_us_a_job"], "enqueue": single["per_s"], "enqueue_p99_ms": single["p99_ms"],
                "refused": single["refused"] + single["broken"], "bulk": bulk}


def huey(*arguments: str) -> dict[str, Any]:
    mode, *rest = arguments
    with scratch() as folder:
        command = [sys.executable, BENCHMARKS / "peers" / "huey_jobs.py", mode, folder / "huey.db", *rest]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout.splitlines()[-1])


def fdatasync_ms() -> float:
    """The median time that the disk needs to keep 4 KB, while nothing else is written."""
    took = []
    with scratch() as folder, open(folder / "probe", "wb", buffering=0) as probe:
        for _ in range(300):
            probe.write(b"x" * 4096)
            began = time.perf_counter()
            os.fdatasync(probe.fileno())
            took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took)


def latency(node: Node, token: str | None = None) -> dict[str, float]:
    """Jobs one by one at a low rate: how long until each starts, from when it was kept and from when it was sent.

    The API tells milliseconds; the database, which is read here, microseconds. A start is noted before it is committed and the handler runs;
    the end is noted after the handler has run, and so bounds it from above.
    """
    client = Client(node, token)
    sent: dict[str, int] = {}
    began = time.perf_counter()
    for position in range(LOW_RATE_JOBS):
        time.sleep(max(0.0, began + position / LOW_RATE_PER_S - time.perf_counter()))
        moment = time.time_ns() // 1000
        sent[json.loads(client.ask("POST", "/jobs", '{"kind":"noop"}'))["job"]["id"]] = moment
    time.sleep(1)
    client.close()
    with sqlite3.connect(f"file:{node.data / 'uprising.sqlite'}?mode=ro", uri=True) as database:
        rows = [database.execute("SELECT created_at, started_at, finished_at FROM job WHERE id = ?", [job]).fetchone() for job in sent]
    database.close()
    spans = {
        "": [started - created for created, started, _ in rows],
        "sent_": [started - moment for (_, started, _), moment in zip(rows, sent.values(), strict=True)],
        "ran_": [ended - created for created, _, ended in rows],
    }
    return {f"{name}p{round(share * 100)}": percentile(span, share) / 1000 for name, span in spans.items() for share in (0.5, 0.95)}


def low_rate(options: Options) -> dict[str, Any]:
    probe = fdatasync_ms()
    with fresh_node(options) as node:
        figures = latency(node)
    waited = huey("latency", str(LOW_RATE_JOBS), str(LOW_RATE_PER_S))["ms"]
    return {**figures, "fdatasync_ms": probe, "huey_p50": percentile(waited, 0.5), "huey_p95": percentile(waited, 0.95)}


def token_of_another_workspace(node: Node) -> str:
    browser = node.sign_in()
    answer = browser.post("/api/v1/workspaces", json={"name": "Other", "language": "en"})
    assert answer.status_code == 201, answer.text
    browser.close()
    made = node.command("token", "create", "--role", "owner", "--workspace", "Other")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def million(options: Options) -> dict[str, Any]:
    """One workspace has a million jobs in a queue that it has paused; another's jobs in the same queue go on."""
    with fresh_node(options) as node:
        other = token_of_another_workspace(node)
        calm = latency(node, other)
        client = Client(node)
        client.pause()
        per_s = enqueue_batches(node, WAITING // BATCH)
        assert client.depth()["waiting"] == WAITING
        reads = []
        for _ in range(READS):
            began = time.perf_counter()
            client.ask("GET", "/jobs/queues")
            reads.append((time.perf_counter() - began) * 1000)
        beside = latency(node, other)
        client.resume()
        time.sleep(1)
        before, began = client.depth()["completed"], time.perf_counter()
        time.sleep(options.seconds)
        drained = (client.depth()["completed"] - before) / (time.perf_counter() - began)
        client.close()
        size = Path(node.data / "uprising.sqlite").stat().st_size
        return {"enqueued_per_s": per_s, "queues_p95_ms": percentile(reads, 0.95), "calm": calm, "beside": beside, "drain": drained,
                "bytes_a_job": size / WAITING}


def idle(options: Options) -> dict[str, float]:
    with fresh_node(options) as node:
        time.sleep(IDLE_SETTLING_SECONDS)
        used, woken = cpu_seconds(node.pid), wake_ups(node.pid)
        time.sleep(IDLE_SECONDS)
        return {"cores": (cpu_seconds(node.pid) - used) / IDLE_SECONDS, "wake_ups_per_s": (wake_ups(node.pid) - woken) / IDLE_SECONDS}


def run(options: Options) -> None:
    rounds, peers, slow = [], [], []
    for _ in range(options.rounds):
        rounds.append(throughput(options))
        peers.append(huey("drain", str(PEER_JOBS)))
        slow.append(low_rate(options))
    many, still = million(options), idle(options)
    drained, enqueued, bulk = median(rounds, "drain"), median(rounds, "enqueue"), median(rounds, "bulk")
    p50, p95 = median(slow, "p50"), median(slow, "p95")
    goal_p50, goal_p95 = GOAL_LATENCY_MS
    rows = [
        Row("drained, jobs/s", spread(rounds, "drain"), f"≥ {GOAL_DRAIN:,}", drained >= GOAL_DRAIN),
        Row("the same, CPU µs a job", spread(rounds, "drain_cpu_us")),
        Row("huey, drained, jobs/s", spread(peers, "drained_per_s")),
        Row(f"enqueued one by one at {ENQUEUE_CONNECTIONS} connections, jobs/s", spread(rounds, "enqueue"), f"≥ {GOAL_ENQUEUE:,}", enqueued >= GOAL_ENQUEUE),
        Row("huey, enqueued one by one by one process, jobs/s", spread(peers, "enqueued_per_s")),
        Row(f"enqueued {BATCH:,} at a time at {BATCH_CONNECTIONS} connections, jobs/s", spread(rounds, "bulk"), f"≥ {GOAL_BULK:,}", bulk >= GOAL_BULK),
        Row("refused or broken", number(sum(one["refused"] for one in rounds)), "0", not any(one["refused"] for one in rounds)),
        Row(f"enqueued → started at {LOW_RATE_PER_S}/s, p50 ms", spread(slow, "p50"), f"< {goal_p50:g}", p50 < goal_p50),
        Row("the same, p95 ms", spread(slow, "p95"), f"< {goal_p95:g}", p95 < goal_p95),
        Row("request sent → started, p50 / p95 ms", f"{number(median(slow, 'sent_p50'))} / {number(median(slow, 'sent_p95'))}"),
        Row("enqueued → the handler has run, p50 / p95 ms", f"{number(median(slow, 'ran_p50'))} / {number(median(slow, 'ran_p95'))}"),
        Row("huey, add → the handler runs, p50 / p95 ms", f"{number(median(slow, 'huey_p50'))} / {number(median(slow, 'huey_p95'))}"),
        Row("fdatasync of 4 KB, ms", spread(slow, "fdatasync_ms")),
        Row(f"enqueued → started beside {WAITING:,} waiting in the queue, p50 / p95 ms (before them)",
            f"{number(many['beside']['p50'])} / {number(many['beside']['p95'])} ({number(many['calm']['p50'])} / {number(many['calm']['p95'])})"),
        Row("queues read with them, p95 ms", number(many["queues_p95_ms"]), f"< {GOAL_READ_MS:g}", many["queues_p95_ms"] < GOAL_READ_MS),
        Row("they drained, jobs/s", number(many["drain"])),
        Row("idle node, cores", f"{still['cores']:.4f}", f"< {GOAL_IDLE_CORES:g}", still["cores"] < GOAL_IDLE_CORES),
        Row("idle node, wake-ups a second, all threads", number(still["wake_ups_per_s"])),
    ]
    publish("No-op jobs", rows, {"rounds": rounds, "huey": peers, "low_rate": slow, "million": many, "idle": still})
