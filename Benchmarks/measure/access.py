"""Sign-in: verification at a steady rate, people who are signed in during a flood of guesses, and what authentication costs a request."""

import http.client
import json
import os
import statistics
import subprocess
import threading
import time
from typing import Any

import httpx

from driver.node import Node

from . import BENCHMARKS
from .contenders import Options, fresh_node
from .process import cpu_seconds
from .report import Row, number, percentile, publish

VERIFICATIONS_PER_S = 20
VERIFICATIONS = 200
GUESSES_PER_S = 500
READS_PER_S = 50
GOAL_VERIFY_MS = 80.0
GOAL_READ_MS = 50.0
GOAL_COST = 0.15
WITHOUT_LIMITS = {"ADDRESS_LIMIT_PER_5_MINUTES": "0", "CODE_INTERVAL_SECONDS": "0", "CODE_HOURLY_LIMIT": "0"}


def service_key(node: Node) -> str:
    shown = node.command("keys", "show", "--json")
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)["service"]["opaque"]


def codes(node: Node, count: int) -> list[tuple[str, str]]:
    """People with a code each, made by the administration call, which sends no mail."""
    key = service_key(node)
    made = []
    with httpx.Client(base_url=node.url, headers={"apikey": key, "Authorization": f"Bearer {key}"}, timeout=30, trust_env=False) as admin:
        for number in range(count):
            email = f"person{number}@example.com"
            answer = admin.post("/auth/v1/admin/generate_link", json={"type": "magiclink", "email": email})
            assert answer.status_code == 200, answer.text
            made.append((email, answer.json()["email_otp"]))
    return made


def verify_steadily(node: Node) -> list[float]:
    """Milliseconds of each verification, which start at their moments whether the ones before have ended or not."""
    key, took, lock = service_key(node), [], threading.Lock()

    def verify(email: str, code: str) -> None:
        began = time.perf_counter()
        answer = httpx.post(
            f"{node.url}/auth/v1/verify", headers={"apikey": key}, json={"email": email, "token": code, "type": "email"}, timeout=30,
            trust_env=False)
        with lock:
            took.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, answer.text

    made = codes(node, VERIFICATIONS)
    started, threads = time.perf_counter(), []
    for number, (email, code) in enumerate(made):
        time.sleep(max(0.0, started + number / VERIFICATIONS_PER_S - time.perf_counter()))
        threads.append(threading.Thread(target=verify, args=(email, code)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert len(took) == VERIFICATIONS
    return took


def read_steadily(node: Node, seconds: float) -> list[float]:
    """Milliseconds of each reading of the list by someone who is signed in."""
    connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
    took, started = [], time.perf_counter()
    for number in range(int(READS_PER_S * seconds)):
        time.sleep(max(0.0, started + number / READS_PER_S - time.perf_counter()))
        began = time.perf_counter()
        connection.request("GET", "/api/v1/leads?limit=20", headers={"Authorization": f"Bearer {node.owner_token}"})
        answer = connection.getresponse()
        answer.read()
        took.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200
    connection.close()
    return took


def flood(node: Node, seconds: float) -> tuple[subprocess.Popen, float]:
    """Guesses codes at the wanted rate: each of the connections waits between two guesses and for the answer."""
    command = ["wrk", "--threads", "1", "--connections", "50", "--timeout", "10s", "--duration", f"{round(seconds)}s", "--script",
               str(BENCHMARKS / "load" / "guess.lua"), f"http://127.0.0.1:{node.port}/api/v1/sign-in"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True), time.perf_counter()


def gets(node: Node, seconds: float, token: str | None) -> dict[str, float]:
    headers = ["--header", f"Authorization: Bearer {token}"] if token else []
    before = cpu_seconds(node.pid)
    done = subprocess.run(
        ["wrk", "--threads", "1", "--connections", "32", "--duration", f"{round(seconds)}s", *headers,
         f"http://127.0.0.1:{node.port}/api/v1/config"], capture_output=True, text=True, check=True)
    rate = float(next(line.split()[-1] for line in done.stdout.splitlines() if line.startswith("Requests/sec")))
    assert "Non-2xx" not in done.stdout, done.stdout
    return {"per_s": rate, "per_cpu_s": rate * seconds / (cpu_seconds(node.pid) - before)}


def run(options: Options) -> None:
    figures: dict[str, Any] = {}
    with fresh_node(options, **WITHOUT_LIMITS) as node:
        took = verify_steadily(node)
        figures["verify_ms"] = {"p50": percentile(took, 0.5), "p95": percentile(took, 0.95), "max": max(took)}

        calm = read_steadily(node, options.seconds)
        guessing, began = flood(node, options.seconds + 2)
        time.sleep(1)
        flooded = read_steadily(node, options.seconds)
        output, _ = guessing.communicate()
        guesses = json.loads(next(line for line in output.splitlines() if line.startswith("{")))
        figures["flood"] = {**guesses, "calm_p95_ms": percentile(calm, 0.95), "flooded_p95_ms": percentile(flooded, 0.95)}

        with httpx.Client(base_url=node.url, trust_env=False) as browser:
            key = service_key(node)
            link = browser.post("/auth/v1/admin/generate_link", headers={"apikey": key, "Authorization": f"Bearer {key}"},
                                json={"type": "magiclink", "email": "reader@example.com"}).json()
            session = browser.post("/auth/v1/verify", headers={"apikey": key}, json={
                "email": "reader@example.com", "token": link["email_otp"], "type": "email"}).json()
        rounds = [(gets(node, options.seconds, None), gets(node, options.seconds, session["access_token"])) for _ in range(options.rounds)]
        costs = [1 - signed["per_s"] / open_["per_s"] for open_, signed in rounds]
        cpu_costs = [1 - signed["per_cpu_s"] / open_["per_cpu_s"] for open_, signed in rounds]
        figures["get"] = [{"open": open_, "signed_in": signed} for open_, signed in rounds]
    verify, flooded_p95, cost = figures["verify_ms"]["p95"], figures["flood"]["flooded_p95_ms"], statistics.median(costs)
    rows = [
        Row(f"verification at {VERIFICATIONS_PER_S}/s, p50 / p95 ms", f"{number(figures['verify_ms']['p50'])} / {number(verify)}", f"< {GOAL_VERIFY_MS:g}", verify < GOAL_VERIFY_MS),
        Row("guesses answered a second (busy among them)", f"{number(guesses['per_s'])} ({number(guesses['busy'])} busy)", f"{GUESSES_PER_S}"),
        Row("list read during the flood, p95 ms (calm)", f"{number(flooded_p95)} ({number(figures['flood']['calm_p95_ms'])})", f"< {GOAL_READ_MS:g}", flooded_p95 < GOAL_READ_MS),
        Row("a GET with an access token, answers a second less", f"{cost:.1%} ({min(costs):.1%}–{max(costs):.1%})", f"≤ {GOAL_COST:.0%}", cost <= GOAL_COST),
        Row("the same, answers a CPU second less", f"{statistics.median(cpu_costs):.1%} ({min(cpu_costs):.1%}–{max(cpu_costs):.1%})"),
        Row("cores", str(os.cpu_count())),
    ]
    publish("Sign-in", rows, figures)
