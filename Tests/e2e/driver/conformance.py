"""A fresh node for a suite of stock clients, and pytest on that suite: `python -m driver.conformance DIR [pytest arguments]`."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import xml.etree.ElementTree as xml
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx

from .node import Node, free_port

ROOT = Path(__file__).resolve().parents[3]
CODE_SECONDS = 8  # a suite that tests expiry waits for it, one that doesn't uses its codes at once
SENTRY_BUDGET = 40  # of the project that a suite uses up; far below what the rest of it sends
LOG_LINES = 60  # of the node's log, shown when the suite fails


def settings(smtp_port: int) -> dict[str, str]:
    """What the suites ask of a node: fast, open, and no limit that a run of one machine would meet."""
    return {
        "SMTP_URL": f"smtp://127.0.0.1:{smtp_port}?tls=none",
        "SIGNUP": "open",
        "CODE_SECONDS": str(CODE_SECONDS),
        "CODE_INTERVAL_SECONDS": "1",
        "CODE_HOURLY_LIMIT": "1000",
        "ADDRESS_LIMIT_PER_5_MINUTES": "0",
        "REFRESH_REUSE_SECONDS": "1",
        "AUTH_REDIRECT_URLS": "http://localhost:*/**",
        # The clients that follow links here are no browsers, and nothing scans the mail on its way.
        "AUTH_LINK_VISIT": "redeem",
    }


def keys(node: Node) -> dict[str, str]:
    shown = node.command("keys", "show", "--json")
    assert shown.returncode == 0, f"keys show ended with {shown.returncode}: {shown.stderr}"
    found = json.loads(shown.stdout)
    form = os.environ.get("CONFORMANCE_KEYS", "jwt")
    return {
        "CONF_ANON_KEY": found["anon"][form],
        "CONF_SERVICE_KEY": found["service"][form],
        **({"CONF_JWT_SECRET": found["jwtSecret"]} if found.get("jwtSecret") else {}),
    }


def sentry(owner: httpx.Client, reader: str) -> dict[str, str]:
    """Two projects to report to, one of which is soon used up."""

    def dsn(name: str, budget: int) -> str:
        made = owner.post("/api/v1/error-projects", json={"name": name, "budgetPerMinute": budget})
        assert made.status_code == 201, made.text
        return made.json()["dsn"]

    return {
        "CONF_SENTRY_DSN": dsn("conformance", 100_000),
        "CONF_SENTRY_LIMITED_DSN": dsn("limited", SENTRY_BUDGET),
        "CONF_SENTRY_BUDGET": str(SENTRY_BUDGET),
        "CONF_SENTRY_READ_URL": reader + "/{event_id}",
    }


@contextlib.contextmanager
def event_reader(owner: httpx.Client) -> Iterator[str]:
    """An address that reads reports back for a suite, which has no credential of this node's."""

    class Reader(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = owner.get(f"/api/v1/errors/events{self.path}")
            self.send_response(answer.status_code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Reader)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def run_suite(suite: Path, arguments: list[str], variables: dict[str, str], report: Path) -> int:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", f"--junitxml={report}", *arguments]
    # The driver's own folder has a conftest.py, which is not this suite's.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(command, check=False, cwd=suite, env={**environment, **variables}).returncode


def summary(report: Path, status: int) -> str:
    if not report.exists():
        return f"pytest ended with {status} before a test ran"
    suites = list(xml.parse(report).getroot().iter("testsuite"))

    def total(name: str) -> int:
        return sum(int(suite.get(name, 0)) for suite in suites)

    failed, skipped = total("failures") + total("errors"), total("skipped")
    seconds = sum(float(suite.get("time", 0)) for suite in suites)
    return f"{total('tests') - failed - skipped} passed, {failed} failed, {skipped} skipped in {seconds:.0f} s"


def main() -> int:
    suite, arguments = Path(sys.argv[1]).resolve(), sys.argv[2:]
    binary = Path(os.environ.get("UPRISING_BINARY", ROOT / ".build" / "debug" / "uprising")).absolute()
    if not os.access(binary, os.X_OK):
        print(f"{binary} is not there; build it with `swift build`, or name another in UPRISING_BINARY", file=sys.stderr)
        return 69
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    smtp_port = free_port()
    with tempfile.TemporaryDirectory(prefix="uprising-conformance-") as folder, contextlib.ExitStack() as resources:
        report = Path(folder) / "report.xml"
        node = Node(binary, Path(folder) / "node", **settings(smtp_port))
        status, ended = 1, None
        try:
            owner = resources.enter_context(contextlib.closing(node.start().set_up_owner()))
            reader = resources.enter_context(event_reader(owner))
            status = run_suite(suite, arguments, {
                "BASE_URL": node.url,
                "CONF_SMTP_HOST": "127.0.0.1",
                "CONF_SMTP_PORT": str(smtp_port),
                "CONF_OTP_INTERVAL": "1",
                "CONF_OTP_LIFETIME": str(CODE_SECONDS),
                "CONF_REUSE_INTERVAL": "1",
                "CONF_MAGIC_LINK": "1",
                "CONF_OWNER_RULES": "1",
                **keys(node),
                **sentry(owner, reader),
            }, report)
            died = node.process is not None and node.process.poll() is not None
            ended = node.process.returncode if died else node.stop()
        finally:
            node.kill()
            if ended != 0 or status != 0:
                print(f"--- end of the node's log ---\n{os.linesep.join(node.output.splitlines()[-LOG_LINES:])}", file=sys.stderr)
        print(f"conformance: {summary(report, status)} ({suite})" + (f"; the node ended with {ended}" if ended else ""))
    return status or (1 if ended else 0)


if __name__ == "__main__":
    sys.exit(main())
