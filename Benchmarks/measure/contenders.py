"""What is measured: the node and its peers, each started fresh for one measurement."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from driver.node import Node, free_port, listens
from driver.until import until

from . import BENCHMARKS

PEER_TOKEN = "benchmark-peer-token-0123456789abcdef"


@dataclass
class Options:
    binary: Path
    rounds: int
    seconds: float
    variables: dict[str, str] = field(default_factory=dict)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the disk that the checkout is on: durable writes must meet a real one."""
    parent = BENCHMARKS / ".bin"
    folder = Path(tempfile.mkdtemp(prefix="data-", dir=parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def fresh_node(options: Options, **variables: str) -> Iterator[Node]:
    """A node with an owner and a token, on a data folder of its own."""
    with scratch() as folder:
        node = Node(options.binary, folder, **options.variables, **variables)
        try:
            yield node.start().prepared()
        finally:
            node.kill()


@contextmanager
def fastapi() -> Iterator[tuple[int, int]]:
    """The FastAPI peer: its port and process id."""
    with scratch() as folder:
        port = free_port()
        command = [sys.executable, "-m", "uvicorn", "--app-dir", BENCHMARKS / "peers", "fastapi_leads:app", "--host", "127.0.0.1",
                   "--port", str(port), "--loop", "uvloop", "--http", "httptools", "--no-access-log", "--log-level", "warning"]
        process = subprocess.Popen(command, env={**os.environ, "DATA_DIR": str(folder), "TOKEN": PEER_TOKEN})
        try:
            until("the peer answers", lambda: answers(f"http://127.0.0.1:{port}/health"))
            yield port, process.pid
        finally:
            process.kill()
            process.wait()


@contextmanager
def hub(*mode: str) -> Iterator[tuple[int, int]]:
    """The minimal hub: its port and process id."""
    port = free_port()
    process = subprocess.Popen([BENCHMARKS / ".bin" / "hub", str(port), *mode])
    try:
        until("the hub listens", lambda: listens(port))
        yield port, process.pid
    finally:
        process.kill()
        process.wait()


def answers(url: str) -> bool:
    try:
        return httpx.get(url, trust_env=False).status_code == 200
    except httpx.TransportError:
        return False
