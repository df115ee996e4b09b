"""Files: downloads by signed link and uploads that are on the disk, beside nginx and beside the disk alone; links in bulk; a large folder."""

import http.client
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from driver.node import Node, free_port, listens
from driver.until import until

from . import BENCHMARKS
from .contenders import Options, fresh_node, scratch
from .process import cpu_seconds
from .report import Row, median, number, publish, spread

SMALL_BYTES, SMALL_CONNECTIONS = 102_400, 16
BIG_BYTES, BIG_CONNECTIONS = 10 << 20, 4
LINKS = 10_000
OBJECTS = 1_000_000
FOLDERS = 1_000
REPEATS = 15
BUCKET = "benchmark"

GOALS = {"small": 0.35, "big": 0.5, "put_1": 1.0, "put_4": 1.0, "put_disk": 0.5}
GOAL_LINKS_MS = 100.0
GOAL_LIST_MS = 10.0

NGINX = """
daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/errors warn; {user}
events {{ worker_connections 1000; }}
http {{
    access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000; client_max_body_size 1g;
    client_body_temp_path {folder}/temporary; proxy_temp_path {folder}/temporary; fastcgi_temp_path {folder}/temporary;
    uwsgi_temp_path {folder}/temporary; scgi_temp_path {folder}/temporary;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; location /put/ {{ dav_methods PUT; create_full_put_path on; }} }}
}}
"""


class Server:
    """What files are fetched from and put to."""

    def __init__(self, port: int, pids: Callable[[], list[int]], gets: dict[str, str], put: str, headers: list[str]):
        self.port, self.pids, self.gets, self.put, self.headers = port, pids, gets, put, headers

    def transfer(self, kind: str, path: str, connections: int, seconds: float, *more: str) -> dict[str, Any]:
        command = [BENCHMARKS / ".bin" / "transfer", kind, str(self.port), path, str(connections), str(seconds), *more]
        before = sum(cpu_seconds(pid) for pid in self.pids())
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        figures = json.loads(done.stdout)
        used = sum(cpu_seconds(pid) for pid in self.pids()) - before
        return {**figures, "cpu_cores": used / figures["seconds"], "mb_per_cpu_s": figures["mb"] / used}

    def download(self, name: str, connections: int, seconds: float) -> dict[str, Any]:
        return self.transfer("get", self.gets[name], connections, seconds)

    def upload(self, connections: int, seconds: float) -> dict[str, Any]:
        return self.transfer("put", self.put, connections, seconds, str(BIG_BYTES), *self.headers)


class Caller:
    """One connection with the service key."""

    def __init__(self, node: Node):
        shown = node.command("keys", "show", "--json")
        assert shown.returncode == 0, shown.stderr
        self.key = json.loads(shown.stdout)["service"]["opaque"]
        self.connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=120)

    def post(self, path: str, body: Any) -> Any:
        return self.timed(path, body)[1]

    def timed(self, path: str, body: Any) -> tuple[float, Any]:
        """How many milliseconds it took until the whole answer was there, unread; and what it says."""
        given = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/octet-stream" if given is body else "application/json"}
        began = time.perf_counter()
        self.connection.request("POST", f"/storage/v1{path}", given, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status < 300, f"{path}: {answer.status} {text[:500]!r}"
        return took, json.loads(text)

    def median_ms(self, path: str, body: Any) -> tuple[float, Any]:
        took, answers = zip(*(self.timed(path, body) for _ in range(REPEATS)), strict=True)
        return statistics.median(took), answers[-1]


def nginx_program() -> str | None:
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@contextmanager
def nginx(program: str) -> Iterator[Server]:
    """nginx with sendfile, and with PUT, which it does not flush; as many workers as there are cores."""
    with scratch() as folder:
        (folder / "files" / "put").mkdir(parents=True)
        (folder / "files" / "small").write_bytes(os.urandom(SMALL_BYTES))
        (folder / "files" / "big").write_bytes(os.urandom(BIG_BYTES))
        port = free_port()
        # Its workers would give up their rights, and could not write here.
        user = "user root;" if os.geteuid() == 0 else ""
        (folder / "configuration").write_text(NGINX.format(folder=folder, port=port, user=user))
        process = subprocess.Popen([program, "-p", str(folder), "-e", str(folder / "errors"), "-c", str(folder / "configuration")])
        try:
            until("nginx listens", lambda: listens(port))

            def pids() -> list[int]:
                children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
                return [process.pid, *map(int, children)]

            yield Server(port, pids, {"small": "/small", "big": "/big"}, "/put/f%d", [])
        finally:
            process.terminate()
            process.wait()


def prepared(node: Node) -> Server:
    caller = Caller(node)
    caller.post("/bucket", {"name": BUCKET})
    gets = {}
    for name, size in (("small", SMALL_BYTES), ("big", BIG_BYTES)):
        caller.post(f"/object/{BUCKET}/{name}", os.urandom(size))
        gets[name] = "/storage/v1" + caller.post(f"/object/sign/{BUCKET}/{name}", {"expiresIn": 3600})["signedURL"]
    headers = [f"Authorization: Bearer {caller.key}", "Content-Type: application/octet-stream"]
    return Server(node.port, lambda: [node.pid], gets, f"/storage/v1/object/{BUCKET}/put%d", headers)


def disk(folder: Path, seconds: float) -> dict[str, Any]:
    done = subprocess.run([BENCHMARKS / ".bin" / "put", folder, str(seconds), str(BIG_BYTES)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def emptied(folder: Path) -> None:
    """Makes room between two measurements, and lets the disk come to rest."""
    for file in folder.iterdir():
        file.unlink()
    os.sync()


def flushed(figures: dict[str, Any]) -> dict[str, Any]:
    """nginx flushes nothing: what it would come to if its time lasted until all it wrote is on the disk, by one flush for everything."""
    began = time.perf_counter()
    os.sync()
    return {**figures, "flushed_mb_per_s": figures["mb"] / (figures["seconds"] + time.perf_counter() - began)}


def transfers(options: Options) -> tuple[dict[str, dict[str, list[dict[str, Any]]]], str | None]:
    """By case and contender the rounds; and why there is no nginx, if there is none."""
    program = nginx_program()
    cases: dict[str, Callable[[Server], dict[str, Any]]] = {
        "small": lambda server: server.download("small", SMALL_CONNECTIONS, options.seconds),
        "big": lambda server: server.download("big", BIG_CONNECTIONS, options.seconds),
        "put_1": lambda server: server.upload(1, options.seconds),
        "put_4": lambda server: server.upload(4, options.seconds),
    }
    rounds: dict[str, dict[str, list[dict[str, Any]]]] = {case: {"node": [], "nginx": []} for case in cases}
    rounds["put_disk"] = {"disk": []}
    for _ in range(options.rounds):
        # Fresh ones each round, so that what was stored before weighs on nobody.
        with fresh_node(options, STORAGE_FILE_MB="64") as node, scratch() as plain:
            ours = prepared(node)
            for case, measure in cases.items():
                if program:
                    with nginx(program) as peer:
                        rounds[case]["nginx"].append(flushed(measure(peer)))
                if case == "put_1":
                    rounds["put_disk"]["disk"].append(disk(plain, options.seconds))
                    emptied(plain)
                rounds[case]["node"].append(measure(ours))
                os.sync()
    return rounds, None if program else "nginx is not installed (apt-get install nginx-light)"


def fill(node: Node) -> None:
    """A million objects in a thousand folders, written past the node: they share the bytes of one that it stored."""
    base = sqlite3.connect(node.data / "uprising.sqlite")
    bucket, = base.execute("SELECT id FROM bucket WHERE name = ?", (BUCKET,)).fetchone()
    version, = base.execute("SELECT version_id FROM bucket_object WHERE bucket_id = ? AND key = 'small'", (bucket,)).fetchone()
    numbers = f"(WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < {OBJECTS}) SELECT n FROM c)"
    identity = "printf('00000000-0000-7000-8000-%012x', n)"
    base.execute(
        f"""INSERT INTO blob_object SELECT {identity}, workspace_id, sha256, byte_count, content_type, name, purpose, created_at
            FROM blob_object, {numbers} WHERE id = ?""", (version,))
    base.execute(
        f"""INSERT INTO bucket_object
            (bucket_id, key, folder, id, version_id, cache_control, is_inert, generation, created_at, updated_at)
            SELECT ?, printf('d%03d/%07d', n % {FOLDERS}, n), printf('d%03d/', n % {FOLDERS}), {identity}, {identity}, 'no-cache', 1, 1, n, n
            FROM {numbers}""", (bucket,))
    base.commit()
    base.close()


def questions(options: Options) -> dict[str, float]:
    """Milliseconds of links in bulk and of lists, on a node with a million objects."""
    with fresh_node(options) as node:
        prepared(node)
        node.stop()
        fill(node)
        node.start()
        caller = Caller(node)
        figures = {}
        for name, prefix, offset in (("folder", "d500", 0), ("root", "", 0), ("offset", "", 900)):
            body = {"prefix": prefix, "limit": 100, "offset": offset}
            figures[f"list_{name}_ms"], answer = caller.median_ms(f"/object/list/{BUCKET}", body)
            assert len(answer) == 100, len(answer)
        paths = [f"d{n % FOLDERS:03}/{n:07}" for n in range(1, LINKS + 1)]
        figures["links_ms"], answer = caller.median_ms(f"/object/sign/{BUCKET}", {"expiresIn": 60, "paths": paths})
        assert sum(1 for entry in answer if entry["signedURL"]) == LINKS
        return figures


def ratio(rounds: list[dict[str, Any]], peers: list[dict[str, Any]], key: str = "mb_per_s") -> tuple[float, str]:
    values = [ours["mb_per_s"] / theirs[key] for ours, theirs in zip(rounds, peers, strict=True)]
    return statistics.median(values), f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def run(options: Options) -> None:
    rounds, skipped = transfers(options)
    rounds["put_disk"]["node"] = rounds["put_1"]["node"]
    texts = {
        "small": (f"100 KiB by signed link at {SMALL_CONNECTIONS} connections", "nginx"), "big": (f"10 MiB by signed link at {BIG_CONNECTIONS} connections", "nginx"),
        "put_1": ("10 MiB uploaded, flushed, one at a time", "nginx"), "put_4": ("the same, four at a time", "nginx"),
        "put_disk": ("10 MiB uploaded, flushed, one at a time", "disk"),
    }
    rows = []
    for case, (text, peer) in texts.items():
        ours, theirs = rounds[case]["node"], rounds[case][peer]
        if theirs:
            middle, told = ratio(ours, theirs)
            rows.append(Row(f"{text}, node ÷ {peer}", told, f"≥ {GOALS[case]:g}", middle >= GOALS[case]))
        else:
            rows.append(Row(f"{text}, node ÷ {peer}", f"skipped: {skipped}"))
        value = spread(ours, "mb_per_s") + (f" / {spread(theirs, 'mb_per_s')}" if theirs else "")
        rows.append(Row(f"node{' / ' + peer if theirs else ''}, MB a second", value))
        if theirs and peer == "nginx":
            rows.append(Row("node / nginx, MB a CPU second", f"{number(median(ours, 'mb_per_cpu_s'))} / {number(median(theirs, 'mb_per_cpu_s'))}"))
            if case.startswith("put"):
                rows.append(Row("node ÷ nginx with one flush of all at its end", ratio(ours, theirs, "flushed_mb_per_s")[1]))
    figures = questions(options)
    worst = max(value for name, value in figures.items() if name.startswith("list"))
    rows += [
        Row(f"{LINKS:,} links in one call, among {OBJECTS:,} objects", f"{number(figures['links_ms'])} ms", f"< {GOAL_LINKS_MS:g} ms", figures["links_ms"] < GOAL_LINKS_MS),
        Row("100 of a folder / of the root's folders / of those at offset 900", " / ".join(number(figures[f"list_{name}_ms"]) for name in ("folder", "root", "offset")) + " ms", f"< {GOAL_LIST_MS:g} ms", worst < GOAL_LIST_MS),
    ]
    publish("Files", rows, {"rounds": rounds, **figures})
