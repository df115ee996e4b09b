"""The load generator: one script at a number of connections, and what the node used meanwhile."""

import json
import os
import subprocess
from typing import Any

from . import BENCHMARKS
from .process import cpu_seconds, resident_kb

WARM_UP_SECONDS = 1
SCRIPTS = BENCHMARKS / "load"


def wrk(script: str, path: str, connections: int, seconds: float, port: int, pid: int, token: str) -> dict[str, Any]:
    command = ["wrk", "--threads", "1", "--connections", str(connections), "--latency", "--script", SCRIPTS / script]
    environment = {**os.environ, "BENCHMARK_TOKEN": token, "BENCHMARK_LOAD": str(SCRIPTS)}
    url = f"http://127.0.0.1:{port}{path}"
    subprocess.run([*command, "--duration", str(WARM_UP_SECONDS), url], env=environment, check=True, capture_output=True)
    before = cpu_seconds(pid)
    done = subprocess.run([*command, "--duration", str(round(seconds)), url], env=environment, check=True, capture_output=True, text=True)
    figures = json.loads([line for line in done.stdout.splitlines() if line.startswith("{")][-1])
    used = cpu_seconds(pid) - before
    return {**figures, "cpu_cores": used / figures["seconds"], "per_cpu_s": figures["acknowledged"] / used, "rss_kb": resident_kb(pid)}
