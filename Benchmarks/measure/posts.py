"""Acknowledged durable posts at 64 connections, beside FastAPI with SQLite."""

import json
import os
import statistics
import subprocess
from typing import Any

from . import BENCHMARKS
from .contenders import PEER_TOKEN, Options, fastapi, fresh_node
from .process import cpu_seconds, resident_kb
from .report import Row, median, number, publish, spread

CONNECTIONS = 64
GOAL_RATIO = 5.0
WARM_UP_SECONDS = 1


def load(port: int, pid: int, token: str, seconds: float) -> dict[str, Any]:
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--latency", "--script", BENCHMARKS / "load" / "post.lua"]
    environment = {**os.environ, "BENCHMARK_TOKEN": token}
    url = f"http://127.0.0.1:{port}/api/v1/leads"
    subprocess.run([*command, "--duration", str(WARM_UP_SECONDS), url], env=environment, check=True, capture_output=True)
    before = cpu_seconds(pid)
    done = subprocess.run([*command, "--duration", str(round(seconds)), url], env=environment, check=True, capture_output=True, text=True)
    figures = json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])
    used = cpu_seconds(pid) - before
    return {**figures, "cpu_cores": used / figures["seconds"], "per_cpu_s": figures["acknowledged"] / used, "rss_kb": resident_kb(pid)}


def run(options: Options) -> None:
    rounds: dict[str, list[dict[str, Any]]] = {"node": [], "fastapi": []}
    for _ in range(options.rounds):
        with fresh_node(options) as node:
            assert node.owner_token is not None
            rounds["node"].append(load(node.port, node.pid, node.owner_token, options.seconds))
        with fastapi() as (port, pid):
            rounds["fastapi"].append(load(port, pid, PEER_TOKEN, options.seconds))
    ratios = [ours["per_s"] / theirs["per_s"] for ours, theirs in zip(rounds["node"], rounds["fastapi"], strict=True)]
    ratio = statistics.median(ratios)
    rows = [
        Row("node, acknowledged posts/s", spread(rounds["node"], "per_s")),
        Row("FastAPI + SQLite, acknowledged posts/s", spread(rounds["fastapi"], "per_s")),
        Row("ratio, median of the rounds", f"{ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})", f"≥ {GOAL_RATIO:g}", ratio >= GOAL_RATIO),
        Row("node, p50 / p99 ms", f"{number(median(rounds['node'], 'p50_ms'))} / {number(median(rounds['node'], 'p99_ms'))}"),
        Row("FastAPI, p50 / p99 ms", f"{number(median(rounds['fastapi'], 'p50_ms'))} / {number(median(rounds['fastapi'], 'p99_ms'))}"),
        Row("node, posts a CPU second", spread(rounds["node"], "per_cpu_s")),
        Row("FastAPI, posts a CPU second", spread(rounds["fastapi"], "per_cpu_s")),
        Row("refused or broken, node", number(sum(one["refused"] + one["broken"] for one in rounds["node"])), "0",
            not any(one["refused"] + one["broken"] for one in rounds["node"])),
    ]
    publish(f"Durable posts at {CONNECTIONS} connections", rows, {"ratio": ratio, "rounds": rounds})
