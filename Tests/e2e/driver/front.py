"""A door before a node that can be shut, and behind which the page can be another release than the node's own."""

import base64
import hashlib
import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from .node import Node, free_port

HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "upgrade"}


class Door(ThreadingHTTPServer):
    def handle_error(self, *_) -> None:
        """A node that is away is what a test wants; the browser sees a connection that ends."""


class Front:
    """Passes requests on to the node; no WebSockets. With a `release`, the index has another text, as that of another build would."""

    def __init__(self, node: Node):
        self.node = node
        self.port = free_port()
        self.release: str | None = None
        self.server: ThreadingHTTPServer | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> "Front":
        front = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def pass_on(self) -> None:
                front.answer(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = pass_on

            def log_message(self, *_) -> None:
                pass

        self.server = Door(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def shut(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def answer(self, to: BaseHTTPRequestHandler) -> None:
        body = to.rfile.read(int(to.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in to.headers.items() if name.lower() not in HOP | {"accept-encoding"}}
        connection = http.client.HTTPConnection(self.node.host, self.node.port, timeout=30)
        try:
            connection.request(to.command, to.path, body or None, headers)
            found = connection.getresponse()
            text = self.other(urlsplit(to.path).path, found, found.read())
        finally:
            connection.close()
        to.send_response(found.status)
        for name, value in found.getheaders():
            if name.lower() not in HOP | {"etag"}:
                to.send_header(name, value)
        to.send_header("Content-Length", str(len(text)))
        to.end_headers()
        if to.command != "HEAD":
            to.wfile.write(text)

    def other(self, path: str, found: http.client.HTTPResponse, text: bytes) -> bytes:
        """The answer as the release has it."""
        if self.release is None:
            return text
        if (found.getheader("Content-Type") or "").startswith("text/html"):
            return self.index(text)
        if path == "/service-worker.js":
            digest = base64.b64encode(hashlib.sha256(self.index(self.own("/index.html"))).digest())
            text = re.sub(rb'index:"sha256-[^"]*"', b'index:"sha256-' + digest + b'"', text)
            return re.sub(rb'version:"[^"]*"', b'version:"' + self.release.encode() + b'"', text)
        return text

    def index(self, text: bytes) -> bytes:
        return text.replace(b"</head>", f'<meta name="release" content="{self.release}"></head>'.encode())

    def own(self, path: str) -> bytes:
        with self.node.client() as client:
            return client.get(path).content
