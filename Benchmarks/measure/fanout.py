"""One room with 1,000 subscribers: one and eight publishes in flight beside a minimal hub in C, and a steady rate."""

import json
import statistics
import subprocess
from typing import Any

from driver.api import Api

from . import BENCHMARKS
from .contenders import Options, fresh_node, hub
from .report import Row, median, number, publish, spread

SUBSCRIBERS = 1_000
IN_FLIGHT = 8
PUBLISHES_A_SECOND = 20
GOAL_RATIO = 1.0
GOAL_IN_FLIGHT = 400_000
GOAL_P99_MS = 20.0
GOAL_KB_A_CONNECTION = 12.0

Rounds = list[dict[str, Any]]


def load(port: int, pid: int, path: str, seconds: float, in_flight: int, rate: int, *topic: str) -> dict[str, Any]:
    command = [BENCHMARKS / ".bin" / "fanout", str(port), path, str(SUBSCRIBERS), str(seconds), str(pid), str(in_flight), str(rate), *topic]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"fanout: {done.stderr}")
    return json.loads(done.stdout)


def of_node(options: Options, in_flight: int, rate: int = 0) -> dict[str, Any]:
    with fresh_node(options) as node:
        api = Api(node)
        lead = api.wait_until_ready(api.drop("Fan-out"))["lead"]
        api.close()
        path = f"/realtime/v1/websocket?vsn=2.0.0&apikey={node.owner_token}"
        return load(node.port, node.pid, path, options.seconds, in_flight, rate, f"realtime:room:lead:{lead['id']}")


def of_hub(options: Options, in_flight: int, *mode: str) -> dict[str, Any]:
    with hub(*mode) as (port, pid):
        return load(port, pid, "/", options.seconds, in_flight, 0)


def ratio(ours: Rounds, theirs: Rounds, key: str) -> list[float]:
    return [our[key] / their[key] for our, their in zip(ours, theirs, strict=True)]


def run(options: Options) -> None:
    one: Rounds = []
    one_hub: Rounds = []
    eight: Rounds = []
    eight_hub: Rounds = []
    steady: Rounds = []
    for _ in range(options.rounds):
        one.append(of_node(options, 1))
        one_hub.append(of_hub(options, 1))
        eight.append(of_node(options, IN_FLIGHT))
        eight_hub.append(of_hub(options, IN_FLIGHT, "--batch"))
        steady.append(of_node(options, 1, PUBLISHES_A_SECOND))
    ratios, ratios_eight = ratio(one, one_hub, "deliveries_per_cpu_s"), ratio(eight, eight_hub, "deliveries_per_cpu_s")
    middle, memory = statistics.median(ratios), median(one, "rss_per_connection_kb")
    in_flight = median(eight, "deliveries_per_s")
    p99 = statistics.median(round_["latency_ms"]["p99"] for round_ in steady)
    p50 = statistics.median(round_["latency_ms"]["p50"] for round_ in steady)
    lost = sum(round_["lost"] + round_["doubled"] for round_ in one + eight + steady)
    rows = [
        Row("one in flight: node, deliveries a CPU second", spread(one, "deliveries_per_cpu_s")),
        Row("one in flight: C hub, deliveries a CPU second", spread(one_hub, "deliveries_per_cpu_s")),
        Row("one in flight: ratio, median of the rounds", f"{middle:.2f} ({min(ratios):.2f}–{max(ratios):.2f})", f"≥ {GOAL_RATIO:g}", middle >= GOAL_RATIO),
        Row("one in flight: node / C hub, deliveries/s", f"{spread(one, 'deliveries_per_s')} / {spread(one_hub, 'deliveries_per_s')}"),
        Row(f"{IN_FLIGHT} in flight: node, deliveries/s", spread(eight, "deliveries_per_s"), f"≥ {number(GOAL_IN_FLIGHT)}", in_flight >= GOAL_IN_FLIGHT),
        Row(f"{IN_FLIGHT} in flight: C hub that gathers, deliveries/s", spread(eight_hub, "deliveries_per_s")),
        Row(f"{IN_FLIGHT} in flight: node, deliveries a CPU second", spread(eight, "deliveries_per_cpu_s")),
        Row(f"{IN_FLIGHT} in flight: C hub that gathers, deliveries a CPU second", spread(eight_hub, "deliveries_per_cpu_s")),
        Row(f"{IN_FLIGHT} in flight: ratio, median of the rounds", f"{statistics.median(ratios_eight):.2f} ({min(ratios_eight):.2f}–{max(ratios_eight):.2f})"),
        Row(f"{number(SUBSCRIBERS * PUBLISHES_A_SECOND)} deliveries/s: node, p50 / p99 ms", f"{number(p50)} / {number(p99)}", f"p99 < {GOAL_P99_MS:g}", p99 < GOAL_P99_MS),
        Row("node, kB resident a connection", f"{memory:.1f}", f"≤ {GOAL_KB_A_CONNECTION:g}", memory <= GOAL_KB_A_CONNECTION),
        Row("lost or doubled, node", str(lost), "0", lost == 0),
    ]
    rounds = {"one": one, "one_hub": one_hub, "eight": eight, "eight_hub": eight_hub, "steady": steady}
    publish(f"One room, {SUBSCRIBERS:,} subscribers", rows, {"ratio": middle, "in_flight_deliveries_per_s": in_flight, "p99_ms": p99, "rounds": rounds})
