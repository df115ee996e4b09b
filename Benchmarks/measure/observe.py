"""What logs, traces and their stores cost: the write benchmark with all of it and with none, in turn; `/metrics`; a line of the log on its caller."""

import json
import statistics
import subprocess
from typing import Any

from . import ROOT, posts, series
from .contenders import Options, fresh_node
from .report import Row, median, number, percentile, publish, spread

GOAL_SHARE = 0.95
GOAL_LINE_US = 3.0
GOAL_METRICS_MS = 20.0
GOAL_SERIES = 10_000
OFF = {"LOG_LEVEL": "critical", "TRACE_STORE_MB": "0", "LOG_WINDOW_MB": "0"}
VARIANTS = {"off": OFF, "log": {"TRACE_STORE_MB": "0", "LOG_WINDOW_MB": "0"}, "on": {}}


def costs() -> dict[str, float]:
    """Of lines and spans alone, in CPU time."""
    program = ROOT / ".build" / "release" / "observe-cost"
    if not program.exists():
        raise SystemExit("observe: build it first: swift build -c release --product observe-cost")
    figures: dict[str, float] = json.loads(subprocess.run([program], check=True, capture_output=True, text=True).stdout)
    return figures


def metrics(options: Options) -> dict[str, Any]:
    """Of `/metrics` of a node with ten thousand series."""
    with fresh_node(options) as node:
        return series.expose(node)


def run(options: Options) -> None:
    line = costs()
    shown = metrics(options)
    rounds: dict[str, list[dict[str, Any]]] = {name: [] for name in VARIANTS}
    for _ in range(options.rounds):
        for name, variables in VARIANTS.items():
            with fresh_node(options, **variables) as node:
                assert node.owner_token is not None
                rounds[name].append(posts.load(node.port, node.pid, node.owner_token, options.seconds))

    def share(name: str, key: str) -> float:
        """The median over rounds that followed each other within seconds: a disk here changes by the hour."""
        return statistics.median(one[key] / none[key] for one, none in zip(rounds[name], rounds["off"], strict=True))

    posts_kept, cpu_kept = share("on", "per_s"), share("on", "per_cpu_s")
    rows = [
        Row("acknowledged posts/s, all off", spread(rounds["off"], "per_s")),
        Row("acknowledged posts/s, log alone", spread(rounds["log"], "per_s")),
        Row("acknowledged posts/s, all on", spread(rounds["on"], "per_s")),
        Row("on / off, posts/s", f"{posts_kept:.3f}", f"≥ {GOAL_SHARE}", posts_kept >= GOAL_SHARE),
        Row("log alone / off, posts/s", f"{share('log', 'per_s'):.3f}"),
        Row("posts a CPU second, off / log / on", " / ".join(number(median(rounds[name], "per_cpu_s")) for name in VARIANTS)),
        Row("on / off, posts a CPU second", f"{cpu_kept:.3f}"),
        Row("a request's line on its caller, µs", number(line["line_access_us"]), f"< {GOAL_LINE_US:g}", line["line_access_us"] < GOAL_LINE_US),
        Row("a line without fields / below the level, µs", f"{number(line['line_bare_us'])} / {number(line['line_off_us'])}"),
        Row("the spans of a post on their request, µs", number(line["spans_of_a_post_us"])),
        Row("series of a node that was asked everything, jobs in 100 queues", number(shown["series"]), f"≥ {GOAL_SERIES:,}",
            shown["series"] >= GOAL_SERIES),
        Row("its /metrics, p50 / p95 ms", f"{number(percentile(shown['ms'], 0.5))} / {number(percentile(shown['ms'], 0.95))}",
            f"p95 < {GOAL_METRICS_MS:g}", percentile(shown["ms"], 0.95) < GOAL_METRICS_MS),
        Row("its /metrics, CPU ms / kB", f"{number(shown['cpu_ms'])} / {number(shown['bytes'] / 1_000)}"),
    ]
    publish("Logs and traces on and off, posts at 64 connections", rows, {"posts_kept": posts_kept, "line": line, "metrics": shown, "rounds": rounds})
