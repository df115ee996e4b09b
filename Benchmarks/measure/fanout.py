"""One room with 1,000 subscribers and one publish in flight, beside a minimal hub in C."""

import json
import statistics
import subprocess
from typing import Any

from driver.api import Api

from . import BENCHMARKS
from .contenders import Options, fresh_node, hub
from .report import Row, median, publish, spread

SUBSCRIBERS = 1_000
GOAL_RATIO = 0.9
GOAL_KB_A_CONNECTION = 12.0


def load(port: int, pid: int, path: str, seconds: float, *topic: str) -> dict[str, Any]:
    command = [BENCHMARKS / ".bin" / "fanout", str(port), path, str(SUBSCRIBERS), str(seconds), str(pid), *topic]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"fanout: {done.stderr}")
    return json.loads(done.stdout)


def run(options: Options) -> None:
    rounds: dict[str, list[dict[str, Any]]] = {"node": [], "hub": []}
    for _ in range(options.rounds):
        with fresh_node(options) as node:
            api = Api(node)
            lead = api.wait_until_ready(api.drop("Fan-out"))["lead"]
            path = f"/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}"
            rounds["node"].append(load(node.port, node.pid, path, options.seconds, f"realtime:room:lead:{lead['id']}"))
            api.close()
        with hub() as (port, pid):
            rounds["hub"].append(load(port, pid, "/", options.seconds))
    ratios = [
        ours["deliveries_per_cpu_s"] / theirs["deliveries_per_cpu_s"] for ours, theirs in zip(rounds["node"], rounds["hub"], strict=True)]
    ratio = statistics.median(ratios)
    memory = median(rounds["node"], "rss_per_connection_kb")
    lost = sum(one["lost"] + one["doubled"] for one in rounds["node"])
    rows = [
        Row("node, deliveries a CPU second", spread(rounds["node"], "deliveries_per_cpu_s")),
        Row("C hub, deliveries a CPU second", spread(rounds["hub"], "deliveries_per_cpu_s")),
        Row("ratio, median of the rounds", f"{ratio:.2f} ({min(ratios):.2f}–{max(ratios):.2f})", f"≥ {GOAL_RATIO:g}", ratio >= GOAL_RATIO),
        Row("node, deliveries/s", spread(rounds["node"], "deliveries_per_s")),
        Row("C hub, deliveries/s", spread(rounds["hub"], "deliveries_per_s")),
        Row("node, kB resident a connection", f"{memory:.1f}", f"≤ {GOAL_KB_A_CONNECTION:g}", memory <= GOAL_KB_A_CONNECTION),
        Row("lost or doubled, node", str(lost), "0", lost == 0),
    ]
    publish(f"One room, {SUBSCRIBERS:,} subscribers, one publish in flight", rows, {"ratio": ratio, "rounds": rounds})
