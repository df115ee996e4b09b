"""Start to the first 200 on /health with an existing database, and idle memory."""

import http.client
import os
import statistics
import subprocess
import time

from driver.api import Api
from driver.node import environment

from .contenders import Options, fresh_node
from .process import cpu_seconds, resident_kb
from .report import Row, number, publish

LEADS = 200
GOAL_MS = 150.0
GOAL_IDLE_MB = 60.0
IDLE_SECONDS = 10
START_LIMIT_SECONDS = 30


def first_answer(port: int, process: subprocess.Popen) -> float:
    """When /health first answered 200, by the monotonic clock."""
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health")
            if connection.getresponse().status == 200:
                return time.monotonic()
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.0005)  # far below what is measured
    raise SystemExit(f"start: no 200 on /health (exit status {process.poll()})")


def run(options: Options) -> None:
    took_ms, idle_mb, idle_cpu = [], [], []
    with fresh_node(options) as node:
        api = Api(node)
        for lead in [api.drop(f"Existing {number}") for number in range(LEADS)]:
            api.wait_until_ready(lead)
        api.close()
        node.stop()
        variables = environment(node.data, **node.variables)
        for _ in range(options.rounds):
            started = time.monotonic()
            process = subprocess.Popen(
                [node.binary, "serve", "--host", "127.0.0.1", "--port", str(node.port)], cwd=node.folder, env=variables,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                took_ms.append((first_answer(node.port, process) - started) * 1000)
                before = cpu_seconds(process.pid)
                time.sleep(IDLE_SECONDS)
                idle_mb.append(resident_kb(process.pid) / 1024)
                idle_cpu.append((cpu_seconds(process.pid) - before) / IDLE_SECONDS)
            finally:
                process.terminate()
                process.wait()
    start, memory, size = statistics.median(took_ms), statistics.median(idle_mb), os.stat(options.binary).st_size
    rows = [
        Row("start to the first 200 on /health, ms", f"{number(start)} ({number(min(took_ms))}–{number(max(took_ms))})", f"< {GOAL_MS:g}", start < GOAL_MS),
        Row("idle memory, MB resident", number(memory), f"< {GOAL_IDLE_MB:g}", memory < GOAL_IDLE_MB),
        Row("idle CPU, cores", f"{statistics.median(idle_cpu):.3f}"),
        Row("size of the program, MB", number(size / 1e6)),
    ]
    publish("Start and idle", rows, {"start_ms": took_ms, "idle_mb": idle_mb, "leads": LEADS})
