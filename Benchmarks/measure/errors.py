"""Reports of errors of 20 kB, taken by a project with a budget that lets them all in."""

from pathlib import Path
from typing import Any

import httpx

from .contenders import Options, fresh_node
from .report import Row, median, number, publish, spread
from .wrk import wrk

CONNECTIONS = 32
GOAL_PER_SECOND = 1_000.0
KEPT_MEGABYTES = 64


def load(node: Any, seconds: float) -> dict[str, Any]:
    token = {"Authorization": f"Bearer {node.owner_token}"}
    made = httpx.post(
        f"{node.url}/api/v1/error-projects", json={"name": "load", "budgetPerMinute": 1_000_000}, headers=token, trust_env=False).json()
    figures = wrk("report.lua", f"/api/{made['id']}/envelope/", CONNECTIONS, seconds, node.port, node.pid, made["publicKey"])
    kept = Path(node.data) / "telemetry.sqlite"
    return {**figures, "telemetry_mb": sum(one.stat().st_size for one in kept.parent.glob(f"{kept.name}*")) / 1_048_576}


def run(options: Options) -> None:
    rounds = []
    for _ in range(options.rounds):
        with fresh_node(options, ERRORS_MB=str(KEPT_MEGABYTES)) as node:
            rounds.append(load(node, options.seconds))
    per_second = median(rounds, "per_s")
    rows = [
        Row("reports of 20 kB taken a second", spread(rounds, "per_s"), f"≥ {GOAL_PER_SECOND:g}", per_second >= GOAL_PER_SECOND),
        Row("p50 / p99 ms", f"{number(median(rounds, 'p50_ms'))} / {number(median(rounds, 'p99_ms'))}"),
        Row("reports a CPU second", spread(rounds, "per_cpu_s")),
        Row(f"telemetry.sqlite with its log, MB, of reports at most {KEPT_MEGABYTES}", spread(rounds, "telemetry_mb")),
        Row("told to wait", number(sum(one["refused"] for one in rounds))),
    ]
    publish(f"Reports of errors at {CONNECTIONS} connections", rows, {"rounds": rounds})
