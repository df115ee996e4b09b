"""What a run prints: medians over the rounds, ratios between contenders, and the goal that each figure is held to."""

import json
import os
import statistics
import time
from dataclasses import dataclass
from typing import Any

from . import BENCHMARKS


@dataclass
class Row:
    """One figure of the table; `goal` says in words what it should be, `met` whether it is."""

    figure: str
    value: str
    goal: str = ""
    met: bool | None = None


def median(rounds: list[dict[str, Any]], key: str) -> float:
    return statistics.median(one[key] for one in rounds)


def spread(rounds: list[dict[str, Any]], key: str) -> str:
    """The median with the least and the greatest round."""
    values = [one[key] for one in rounds]
    return f"{number(statistics.median(values))} ({number(min(values))}–{number(max(values))})"


def number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def percentile(values: list[float], share: float) -> float:
    """The nearest-rank percentile."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered) + 0.5) - 1))]


def publish(name: str, rows: list[Row], figures: dict[str, Any]) -> None:
    print(f"\n## {name}\n\n| figure | value | goal | |\n|---|---|---|---|")
    for row in rows:
        mark = "" if row.met is None else "met" if row.met else "NOT met"
        print(f"| {row.figure} | {row.value} | {row.goal} | {mark} |")
    record = {"benchmark": name, "when": time.strftime("%Y-%m-%dT%H:%M:%S"), "cores": os.cpu_count(), **figures}
    line = json.dumps(record)
    print(f"\n{line}", flush=True)
    with open(BENCHMARKS / "results.jsonl", "a") as results:
        results.write(line + "\n")
