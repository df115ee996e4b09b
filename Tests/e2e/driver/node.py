"""One node: a process of the built binary with a data folder of its own."""

import itertools
import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import httpx

from .until import until

START_SECONDS = 30  # a debug build on a busy machine; the start itself is measured elsewhere
STOP_SECONDS = 30  # longer than the grace that running jobs get
COMMAND_SECONDS = 60

SETUP_LINK = re.compile(r"https?://[^\s\"'<>\\]*setup[^\s\"'<>\\]*")


# Below those that the kernel gives to outgoing connections, which could take one between its choice and its use. Processes begin at places of
# their own and none gives a port twice before it has been all around.
PORTS = range(10_000, 32_000)
ports = itertools.cycle(PORTS)
for _ in range(os.getpid() * 997 % len(PORTS)):
    next(ports)


def free_port() -> int:
    for port in itertools.islice(ports, len(PORTS)):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")


def listens(port: int) -> bool:
    """Whether anything on loopback does, without a connection that it would have to take."""
    with open("/proc/net/tcp") as table:
        return any(f"0100007F:{port:04X} 00000000:0000 0A" in line for line in table)


def environment(data: Path, **more: str) -> dict[str, str]:
    """What a node sees: nothing of the machine's own variables but what a program needs to run at all."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "DATA_DIR": str(data), "UPRISING_PROFILE": "local", **more}


class Node:
    """Starts, stops and kills one node. Its data folder and log outlive its processes."""

    # Sees every answer that a client of a node is given.
    witness: ClassVar[Callable[["Node", httpx.Response], None]] = staticmethod(lambda node, answer: None)

    def __init__(self, binary: Path, folder: Path, **variables: str):
        self.binary = binary
        self.folder = folder
        self.data = folder / "data"
        self.log = folder / "node.log"
        self.variables = variables
        self.host = "127.0.0.1"
        self.port = free_port()
        self.process: subprocess.Popen | None = None
        self.log_start = 0
        self.owner_token: str | None = None
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    @property
    def pid(self) -> int:
        assert self.process is not None
        return self.process.pid

    @property
    def output(self) -> str:
        """What the present process has written so far."""
        with open(self.log, "rb") as log:
            log.seek(self.log_start)
            return log.read().decode(errors="replace")

    def start(self, *options: str, ready: bool = True, preexec=None) -> "Node":
        assert self.process is None, "the node runs already"
        self.log.touch()
        self.log_start = self.log.stat().st_size
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "serve", "--host", self.host, "--port", str(self.port), *options],
                cwd=self.folder, env=environment(self.data, **self.variables), stdin=subprocess.DEVNULL,
                stdout=log, stderr=subprocess.STDOUT, preexec_fn=preexec,
            )
        if ready:
            until("GET /health answers 200", self._healthy, START_SECONDS)
        return self

    def _healthy(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the node ended with {self.process.returncode}:\n{self.output[-4000:]}"
        try:
            return httpx.get(f"{self.url}/health", timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> int:
        """Asks the node to end, and returns its exit code; the test fails when it doesn't end."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the node did not stop within {STOP_SECONDS} s of SIGTERM:\n{self.output[-4000:]}") from None
        finally:
            self.process = None

    def kill(self) -> None:
        """Ends the process at once, as a power cut would, but for what the kernel already holds."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def command(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Runs one command of the binary in the node's own surroundings."""
        return subprocess.run(
            [self.binary, *arguments], cwd=self.folder, env=environment(self.data, **{**self.variables, **variables}),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=COMMAND_SECONDS,
        )

    # Clients

    def client(self, **options) -> httpx.Client:
        hooks = {"response": [lambda answer: self.witness(self, answer)]}
        return httpx.Client(base_url=self.url, timeout=30, trust_env=False, event_hooks=hooks, **options)

    # Owner and tokens

    def setup_link(self) -> str:
        """The link that this process printed."""
        return until("a set-up link is printed", lambda: find_setup_link(self.output))

    def browser(self) -> httpx.Client:
        """A client that sends what this node's own page sends."""
        return self.client(headers={"Origin": self.url, "X-Uprising-Request": "1"})

    def set_up_owner(self, language: str = "fr", name: str = "Camille Owner", workspace: str = "Atelier") -> httpx.Client:
        """Uses the printed link as the page would; the client that comes back is signed in."""
        browser = self.browser()
        answer = browser.post("/api/v1/setup", json={
            "token": setup_token(self.setup_link()), "name": name, "email": "camille@example.com",
            "workspace": workspace, "language": language,
        })
        assert answer.status_code == 201, answer.text
        browser.headers["Authorization"] = f"Bearer {answer.json()['accessToken']}"
        return browser

    def sign_in(self, email: str = "camille@example.com") -> httpx.Client:
        """Another sign-in of someone who belongs here, by a link that the operator's command makes."""
        made = self.command("user", "link", email)
        assert made.returncode == 0, made.stderr
        browser = self.browser()
        answer = browser.post("/api/v1/sign-in", json={"link": setup_token(made.stdout.strip())})
        assert answer.status_code == 200, answer.text
        browser.headers["Authorization"] = f"Bearer {answer.json()['accessToken']}"
        return browser

    def sign_in_cookie(self, email: str = "camille@example.com") -> dict[str, str]:
        """The cookie of a sign-in of its own, as a browser is given it; two browsers never share one."""
        with closing(self.sign_in(email)) as browser:
            return {"name": "uprising_refresh", "value": browser.cookies["uprising_refresh"], "domain": "127.0.0.1", "path": "/api/v1/session"}

    def create_token(self) -> str:
        """A bearer token, made by the command while the node serves."""
        made = self.command("token", "create", "--name", "e2e", "--role", "owner")
        assert made.returncode == 0, f"token create ended with {made.returncode}: {made.stderr}"
        token = made.stdout.strip()
        assert re.fullmatch(r"upn_[A-Za-z0-9_-]+", token), f"standard output holds more or less than the token: {made.stdout}"
        return token

    def prepared(self) -> "Node":
        """The node with an owner and a token of his, which its clients use."""
        self.set_up_owner().close()
        self.owner_token = self.create_token()
        return self


def find_setup_link(output: str) -> str | None:
    found = SETUP_LINK.search(output)
    return found[0].rstrip(".,;") if found else None


def setup_token(link: str) -> str:
    """The secret at the link's end, be it a query's value, a fragment or the last part of the path."""
    found = re.search(r"[A-Za-z0-9_-]{16,}$", link)
    assert found, f"the link holds no token: {link}"
    return found[0]
