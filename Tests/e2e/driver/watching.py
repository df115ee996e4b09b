"""`uprising realtime watch` as a process: its lines as they come, and what it says beside them."""

import json
import subprocess
import threading
from collections.abc import Callable
from typing import Any

from .node import Node, environment
from .until import until

END_SECONDS = 20


class Watching:
    def __init__(self, node: Node, *arguments: str, **variables: str):
        self.process = subprocess.Popen(
            [node.binary, "realtime", "watch", *arguments], cwd=node.folder, env=environment(node.data, **{**node.variables, **variables}),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        self.lines: list[str] = []
        self.said: list[str] = []
        self.readers = [
            threading.Thread(target=into.extend, args=(stream,), daemon=True)
            for stream, into in ((self.process.stdout, self.lines), (self.process.stderr, self.said))
        ]
        for reader in self.readers:
            reader.start()

    def __enter__(self) -> "Watching":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    @property
    def envelopes(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in list(self.lines)]

    def until_said(self, text: str, seconds: float = 30, times: int = 1) -> None:
        until(f"{text!r} is said", lambda: "".join(self.said).count(text) >= times, seconds)

    def until_seen(self, what: str, condition: Callable[[list[dict[str, Any]]], bool], seconds: float = 60) -> list[dict[str, Any]]:
        until(what, lambda: condition(self.envelopes), seconds)
        return self.envelopes

    def end(self, signal: int) -> int:
        self.process.send_signal(signal)
        status = self.process.wait(END_SECONDS)
        for reader in self.readers:
            reader.join(END_SECONDS)
        return status
