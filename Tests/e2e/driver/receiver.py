"""A receiver of webhooks on loopback: keeps what it is sent, and answers as it is told."""

import http.server
import threading
from typing import Any

from .until import until


class Receiver:
    """`answers` are used up one by one: a status, or a status and headers; then 204."""

    def __init__(self) -> None:
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[tuple[int, dict[str, str], bytes]] = []
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                with receiver.lock:
                    receiver.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
                    status, headers, content = receiver.answers.pop(0) if receiver.answers else (204, {}, b"")
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if status != 204:
                    self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *arguments: Any) -> None:
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/events"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def will_answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        with self.lock:
            self.answers.append((status, headers or {}, body))

    def wait_for(self, count: int) -> list[tuple[str, dict[str, str], bytes]]:
        def enough() -> list[tuple[str, dict[str, str], bytes]] | None:
            with self.lock:
                return list(self.requests) if len(self.requests) >= count else None

        return until(f"{count} requests arrive", enough, 30)
