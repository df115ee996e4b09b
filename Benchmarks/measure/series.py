"""A node with ten thousand series, made as they come up by themselves: requests of every route, jobs of a hundred queues."""

import time
from typing import Any

import httpx

from driver.node import Node

from .process import cpu_seconds

QUEUES = 100  # as many as have series of their own
READS = 100
SOMEBODY = "0199aaaa-0000-7000-8000-000000000001"  # an id of nothing
METHODS = ("get", "post", "put", "patch", "delete")


def expose(node: Node) -> dict[str, Any]:
    """Makes the series, reads `/metrics` a hundred times and says how many lines there were and what each reading took."""
    with httpx.Client(base_url=node.url, timeout=60, trust_env=False) as client:
        run_jobs(node, client)
        ask_all(node, client)
        took = []
        before = cpu_seconds(node.pid)
        for _ in range(READS):
            start = time.perf_counter()
            text = client.get("/metrics").raise_for_status().text
            took.append((time.perf_counter() - start) * 1_000)
        used = cpu_seconds(node.pid) - before
    series = sum(1 for line in text.splitlines() if not line.startswith("#"))
    return {"series": series, "bytes": len(text), "ms": sorted(took), "cpu_ms": used * 1_000 / READS}


def run_jobs(node: Node, client: httpx.Client) -> None:
    """One job in each queue, done by a worker outside."""
    owner = {"Authorization": f"Bearer {node.owner_token}"}
    made = node.command("token", "create", "--name", "worker", "--scope", "jobs.work")
    assert made.returncode == 0, made.stderr
    worker = {"Authorization": f"Bearer {made.stdout.strip()}"}
    kinds = [f"series{number}" for number in range(QUEUES)]
    client.post("/api/v1/jobs/batch", json={"jobs": [{"kind": kind} for kind in kinds]}, headers=owner).raise_for_status()
    for kind in kinds:
        answer = client.post("/api/v1/worker/leases", json={"kinds": [kind], "max": 1, "leaseSeconds": 60, "worker": "w"}, headers=worker)
        for job in answer.raise_for_status().json()["jobs"]:
            client.post(f"/api/v1/worker/jobs/{job['id']}/complete", json={"lease": job["lease"]}, headers=worker).raise_for_status()


def ask_all(node: Node, client: httpx.Client) -> None:
    """Every route that the node describes: by a stranger, and what only reads by its owner, too."""
    paths: dict[str, dict[str, Any]] = client.get("/api/openapi.json").raise_for_status().json()["paths"]
    for template, methods in paths.items():
        path = "/".join(SOMEBODY if part.startswith("{") else part for part in template.split("/"))
        for method in METHODS:
            if method in methods:
                client.request(method, path)
        if "get" in methods and "wait" not in path:
            client.head(path)
            client.get(path, headers={"Authorization": f"Bearer {node.owner_token}"})
