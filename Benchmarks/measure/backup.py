"""Backups of a large node: what writers feel of one, how long it takes, and how fast it comes back."""

import hashlib
import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from driver.node import Node, environment

from .contenders import Options, fresh_node
from .report import Row, number, percentile, publish

DATABASE_BYTES = int(os.environ.get("BACKUP_DATABASE_MB", "1024")) << 20
FILES_BYTES = int(os.environ.get("BACKUP_FILES_MB", "10240")) << 20
FILE_BYTES = 4 << 20
WRITERS = 8
PAUSE_SECONDS = 0.02
ALONE_SECONDS = 20
GOAL_P99_MS, GOAL_RESTORE_MB_S = 100.0, 100.0


def fill(data: Path) -> None:
    """Rows and files of random bytes: nothing of them is kept twice."""
    database = sqlite3.connect(data / "uprising.sqlite", isolation_level=None)
    database.execute("PRAGMA synchronous = OFF")
    workspace, = database.execute("SELECT id FROM workspace ORDER BY created_at LIMIT 1").fetchone()
    database.execute("BEGIN IMMEDIATE")
    for _ in range(FILES_BYTES // FILE_BYTES):
        content = os.urandom(FILE_BYTES)
        digest = hashlib.sha256(content).hexdigest()
        folder = data / "blobs" / workspace / digest[:2]
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        (folder / digest).write_bytes(content)
        database.execute(
            "INSERT INTO blob_object (id, workspace_id, sha256, byte_count, content_type, name, purpose, created_at) VALUES (?, ?, ?, ?, 'a/b', 'x', 'dossier', 1)",
            [str(uuid.uuid4()), workspace, digest, FILE_BYTES])
    # Rows that nobody reads: they make the database as large as it is to be.
    database.execute("CREATE TABLE ballast (bytes BLOB)")
    for _ in range(DATABASE_BYTES // (64 << 10)):
        database.execute("INSERT INTO ballast VALUES (randomblob(65000))")
    database.execute("COMMIT")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    os.sync()


class Writers:
    """Enqueue jobs that do nothing at a steady rate on connections of their own, and measure how long each took."""

    def __init__(self, node: Node):
        self.node = node
        self.stopped = threading.Event()
        self.times: list[float] = []
        self.refused: list[bytes] = []
        self.threads = [threading.Thread(target=self._write, args=(number,)) for number in range(WRITERS)]

    def _write(self, place: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.node.port, timeout=120)
        headers = {"Authorization": f"Bearer {self.node.owner_token}", "Content-Type": "application/json"}
        while not self.stopped.is_set():
            began = time.perf_counter()
            connection.request("POST", "/api/v1/jobs", json.dumps({"kind": "noop"}), headers)
            answer = connection.getresponse()
            text = answer.read()
            self.times.append((time.perf_counter() - began) * 1000)
            if answer.status >= 300:
                self.refused.append(text)
            time.sleep(PAUSE_SECONDS)
        connection.close()

    def during(self, work: Callable[[], None]) -> tuple[list[float], float]:
        """The times of the writes, and how many seconds the work took."""
        for thread in self.threads:
            thread.start()
        began = time.perf_counter()
        work()
        took = time.perf_counter() - began
        self.stopped.set()
        for thread in self.threads:
            thread.join()
        assert not self.refused, self.refused[0]
        return self.times, took


def measure(options: Options, node: Node, target: Path, variables: dict[str, str]) -> dict[str, float]:
    target.mkdir()

    def command(*arguments: str) -> None:
        subprocess.run([options.binary, *arguments], cwd=node.folder, env=environment(node.data, **variables), check=True, capture_output=True)

    found: dict[str, float] = {}
    for name in ("full", "next"):
        writers = Writers(node)
        times, seconds = writers.during(lambda: command("backup", "--to", str(target)))
        found |= {
            f"{name}_s": seconds, f"{name}_p50_ms": percentile(times, 0.5), f"{name}_p99_ms": percentile(times, 0.99), f"{name}_max_ms": max(times),
            f"{name}_writes": len(times)}
    back = target.parent / "restored"
    began = time.perf_counter()
    command("restore", str(target), "--to", str(back))
    size = sum(path.stat().st_size for path in back.rglob("*") if path.is_file())
    found["restore_mb_s"] = size / 1e6 / (time.perf_counter() - began)
    shutil.rmtree(back)
    shutil.rmtree(target)
    return found


def copied(node: Node, target: Path) -> list[float]:
    """The times of writes while `dd` copies the node's files, each megabyte on the disk before the next: what the disk alone does to a writer."""
    command = f"find {node.data / 'blobs'} -type f -exec cat {{}} + | dd of={target} bs=1M iflag=fullblock oflag=dsync status=none"
    times, _ = Writers(node).during(lambda: subprocess.run(["bash", "-o", "pipefail", "-c", command], check=True))
    return times


def run(options: Options) -> None:
    with fresh_node(options) as node, tempfile.TemporaryDirectory(prefix="uprising-backup-") as folder:
        node.stop()
        fill(node.data)
        variables = {"BACKUP_PASSPHRASE": "a passphrase of the benchmark"}
        node.start()
        alone, _ = Writers(node).during(lambda: time.sleep(ALONE_SECONDS))
        plain = measure(options, node, Path(folder) / "plain", {})
        node.stop()
        node.variables |= variables
        node.start()
        sealed = measure(options, node, Path(folder) / "sealed", variables)
        # Last, for what it leaves behind is freed at once, which holds every flush.
        beside_dd = copied(node, Path(folder) / "copy")
    rows = [
        Row("writers alone, p50 / p99 / max ms", f"{number(percentile(alone, 0.5))} / {number(percentile(alone, 0.99))} / {number(max(alone))}"),
        Row(
            "writers beside dd, which copies the same files, p50 / p99 / max ms",
            f"{number(percentile(beside_dd, 0.5))} / {number(percentile(beside_dd, 0.99))} / {number(max(beside_dd))}")]
    for name, found in (("plain", plain), ("encrypted", sealed)):
        for kind in ("full", "next"):
            p99 = found[f"{kind}_p99_ms"]
            rows.append(Row(
                f"beside a {kind} backup, {name}: p50 / p99 / max ms", f"{number(found[f'{kind}_p50_ms'])} / {number(p99)} / {number(found[f'{kind}_max_ms'])}",
                f"p99 < {GOAL_P99_MS:g}", p99 < GOAL_P99_MS))
            rows.append(Row(f"{kind} backup, {name}: seconds", number(found[f"{kind}_s"])))
        rows.append(Row(
            f"restore, {name}: MB/s", number(found["restore_mb_s"]), f"≥ {GOAL_RESTORE_MB_S:g}", found["restore_mb_s"] >= GOAL_RESTORE_MB_S))
    publish(
        f"Backup of {DATABASE_BYTES >> 20} MB of database and {FILES_BYTES >> 20} MB of files", rows,
        {"alone_p50_ms": percentile(alone, 0.5), "alone_p99_ms": percentile(alone, 0.99), "alone_max_ms": max(alone),
         "dd_p99_ms": percentile(beside_dd, 0.99), "dd_max_ms": max(beside_dd), "plain": plain, "encrypted": sealed})
