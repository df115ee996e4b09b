"""10,000 connections in 100 rooms that do nothing but send heartbeats: memory, CPU, and how fast they come in."""

import json
import subprocess
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from driver.api import Api

from . import BENCHMARKS
from .contenders import Options, fresh_node
from .report import Row, median, publish, spread

CONNECTIONS = 10_000
ROOMS = 100
HEARTBEAT_SECONDS = 25  # what stock clients do
MEASURED_SECONDS = 25.0  # one heartbeat of everybody
ROUNDS = 3
GOAL_MB = 100.0
GOAL_CORES = 0.05
GOAL_OPENED_PER_S = 3_000


def load(options: Options) -> dict[str, Any]:
    with fresh_node(options) as node:
        api = Api(node)
        with ThreadPoolExecutor(8) as pool:
            leads = list(pool.map(lambda number: api.drop(f"Idle {number}"), range(ROOMS)))
        for lead in leads:
            api.wait_until_ready(lead)
        api.close()
        command = [BENCHMARKS / ".bin" / "idle", str(node.port), f"/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}", str(CONNECTIONS),
                   str(MEASURED_SECONDS), str(node.pid), str(HEARTBEAT_SECONDS), *[f"realtime:room:lead:{lead['id']}" for lead in leads]]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"idle: {done.stderr}")
        figures = json.loads(done.stdout)
        return {**figures, "mb": (figures["rss_after_kb"] - figures["rss_before_kb"]) / 1024}


def run(options: Options) -> None:
    rounds = [load(options) for _ in range(min(options.rounds, ROUNDS))]
    memory, cores, rate = median(rounds, "mb"), median(rounds, "cpu_cores"), median(rounds, "opened_per_s")
    unanswered = sum(one["unanswered"] for one in rounds)
    rows = [
        Row("memory above idle, MB resident", spread(rounds, "mb"), f"< {GOAL_MB:g}", memory < GOAL_MB),
        Row("CPU with heartbeats, cores", spread(rounds, "cpu_cores"), f"< {GOAL_CORES:g}", cores < GOAL_CORES),
        Row("connections opened and joined a second", spread(rounds, "opened_per_s"), f"≥ {GOAL_OPENED_PER_S:,}", rate >= GOAL_OPENED_PER_S),
        Row("of that, CPU seconds of the node / of the clients", f"{median(rounds, 'opening_cpu_s'):.2f} / {median(rounds, 'client_opening_cpu_s'):.2f}"),
        Row("heartbeats without an answer", str(unanswered), "0", unanswered == 0),
    ]
    publish(f"{CONNECTIONS:,} idle connections in {ROOMS} rooms", rows, {"rounds": rounds})
