"""Acknowledged durable posts at 64 connections, beside FastAPI with SQLite."""

import statistics
from typing import Any

from .contenders import PEER_TOKEN, Options, fastapi, fresh_node
from .report import Row, median, number, publish, spread
from .wrk import wrk

CONNECTIONS = 64
GOAL_RATIO = 5.0


def load(port: int, pid: int, token: str, seconds: float) -> dict[str, Any]:
    return wrk("post.lua", "/api/v1/leads", CONNECTIONS, seconds, port, pid, token)


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
