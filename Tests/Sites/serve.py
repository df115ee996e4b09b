#!/usr/bin/env python3
"""Serves the sites of this folder on loopback, one port a site, for the analyzer's tests.

    python3 serve.py --port 0

prints one line of JSON, {"<site>": "http://127.0.0.1:<port>", ...}, and runs until standard input closes.
With `--port N` the sites take N, N+1, ... in alphabetical order.

A site is a folder of files (`/about` finds about, about.html or about/index.html). Its `_site.json` may give
"types" (path suffix to Content-Type), "headers" (added to every answer), "redirects" (path to Location) and "gzip": true.
Sites that misbehave are the functions in MISBEHAVING. `GET /__hits` on any site lists what was asked of it.
Python's standard library only.
"""

import argparse
import gzip
import json
import pathlib
import sys
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = pathlib.Path(__file__).resolve().parent
MAX_THREADS = 64  # a site: a test that leaks connections fails here, not on the machine
MAX_HITS = 1000
DRIP_SECONDS = 120
HUGE_BYTES = 50 * 1024 * 1024
BOMB_BYTES = 256 * 1024 * 1024
TYPES = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".css": "text/css", ".js": "text/javascript",
         ".pdf": "application/pdf", ".json": "application/json"}
urls = {}


def page(title, body):
    return f"<!doctype html><html lang=fr><meta charset=utf-8><title>{title}</title><body>{body}</body></html>".encode()


def huge(handler):
    """A catalogue of 50 MB, made as it is sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", str(HUGE_BYTES))
    handler.end_headers()
    head = page("Pièces détachées Lormont", "<h1>Pièces détachées Lormont</h1><p>Le plus long catalogue de joints toriques, sur une seule page."
                "<p>Tél. 05 36 49 10 20, <a href='mailto:vente@lormont-pieces.example'>vente@lormont-pieces.example</a>")
    handler.wfile.write(head)
    left = HUGE_BYTES - len(head)
    line = "".join(f"<li>Joint torique n° {n}, nitrile, diamètre {n % 97} mm</li>\n" for n in range(1000)).encode()
    while left > 0:
        handler.wfile.write(line[:left])
        left -= len(line)


def redirect_loop(handler):
    handler.redirect("/b" if handler.path == "/a" else "/a")


def redirect_chain(handler):
    """Never the same address twice."""
    number = int(handler.path.strip("/") or 0) if handler.path.strip("/").isdigit() else 0
    handler.redirect(f"/{number + 1}")


def redirect_private(handler):
    """To where cloud machines keep their credentials; other paths to another port of this machine, in spellings that hide it, or no site."""
    port = urls["canary"].rpartition(":")[2]
    handler.redirect({
        "/lan": urls["canary"] + "/secret", "/decimal": f"http://2130706433:{port}/secret", "/hex": f"http://0x7f.1:{port}/secret",
        "/octal": f"http://0177.0.0.1:{port}/secret", "/mapped": f"http://[::ffff:127.0.0.1]:{port}/secret",
        "/translated": f"http://[64:ff9b::7f00:1]:{port}/secret", "/userinfo": f"http://a.example@127.0.0.1:{port}/secret",
        "/file": "file:///etc/passwd", "/data": "data:text/html,<h1>secret", "/slashes": f"//127.0.0.1:{port}/secret",
    }.get(handler.path, "http://169.254.169.254/latest/meta-data/"))


def binary(handler):
    """A picture, or a program, that calls itself HTML."""
    handler.answer(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8_192)


def nested(handler):
    """A million elements in each other."""
    handler.answer(page("Poupées Russes", "<p>Tél. 05 36 49 88 11" + "<div>" * 1_000_000))


def bad_charset(handler):
    """Declares three encodings, keeps to none, and holds half characters and NULs."""
    body = ("<!doctype html><html lang=fr><meta charset=klingon><title>Encodage brisé</title><h1>Atelier</h1><p>Tél. 05 36 49 99 00</p>").encode("latin-1")
    handler.answer(body + b"<p>\xff\xfe\xc3\x28\xa0\xa1\xe2\x28\xa1\x00\xf0\x90\x28\xbc</p>" * 10_000, content_type="text/html; charset=utf-99")


def long_headers(handler):
    """Headers without end."""
    handler.send_response(200)
    for number in range(100_000):
        handler.send_header(f"X-Filler-{number}", "x" * 1_000)
        if number % 50 == 0:
            handler.flush_headers()
    handler.end_headers()


def canary(handler):
    handler.answer(page("Interne", "<p>Personne ne doit lire ceci."))


def drip(handler):
    """One byte every tenth of a second."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html; charset=utf-8")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    end = time.monotonic() + DRIP_SECONDS
    while time.monotonic() < end:
        handler.wfile.write(b"<")
        handler.wfile.flush()
        time.sleep(0.1)


def broken_page(handler):
    """A good home page, and a contact page that breaks off."""
    if handler.path == "/contact":
        return cut_short(handler)
    handler.answer(page("Serrurerie Bastide", "<h1>Serrurerie Bastide</h1><p>Serrurier à Albi depuis trente ans, dépannage et portes blindées."
                        "<p>Tél. 05 36 49 33 44<p><a href=/contact>Contact</a>"))


def bomb(handler):
    """256 MB of spaces in 256 kB of gzip."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * (1024 * 1024)
    body = packer.compress(b"<html><body>") + b"".join(packer.compress(block) for _ in range(BOMB_BYTES // len(block))) + packer.flush()
    handler.answer(body, extra={"Content-Encoding": "gzip"})


def out_of_order(handler):
    handler.answer(page("Erreur", "<p>Service indisponible"), status=503)


def robots_broken(handler):
    handler.answer(b"", status=500)


def not_html(handler):
    handler.answer(b"%PDF-1.4 not really", content_type="application/pdf")


def empty(handler):
    handler.answer(b"")


def cut_short(handler):
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b"<html><body><p>Bonjour")
    handler.close_connection = True


# Sites whose every answer is made here; the value's second part says whether /robots.txt is 404 instead.
MISBEHAVING = {
    "huge": (huge, True), "redirect-loop": (redirect_loop, True), "redirect-chain": (redirect_chain, True),
    "redirect-private": (redirect_private, True), "canary": (canary, True), "drip": (drip, True), "broken-page": (broken_page, True),
    "gzip-bomb": (bomb, True), "out-of-order": (out_of_order, True), "robots-broken": (robots_broken, False), "not-html": (not_html, True),
    "empty": (empty, True), "cut-short": (cut_short, True), "binary": (binary, True), "nested": (nested, True),
    "bad-charset": (bad_charset, True), "long-headers": (long_headers, True),
}


class Site(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, name, port):
        super().__init__(("127.0.0.1", port), Handler)
        self.name = name
        self.hits = []
        self.room = threading.BoundedSemaphore(MAX_THREADS)
        self.folder = ROOT / name
        settings = self.folder / "_site.json"
        self.settings = json.loads(settings.read_text()) if settings.exists() else {}

    def process_request_thread(self, request, client_address):
        with self.room:
            super().process_request_thread(request, client_address)

    def handle_error(self, request, client_address):
        pass  # clients hang up on purpose here


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Sites"
    sys_version = ""
    timeout = 30

    def log_message(self, *arguments):
        pass

    def redirect(self, target):
        self.answer(b"", status=302, extra={"Location": target})

    def answer(self, body, status=200, content_type="text/html; charset=utf-8", extra=None):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (extra or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def do_GET(self):
        site = self.server
        if self.path == "/__hits":
            return self.answer(json.dumps(site.hits).encode(), content_type="application/json")
        if len(site.hits) < MAX_HITS:
            site.hits.append({"path": self.path, "userAgent": self.headers.get("User-Agent", "")})
        if site.name in MISBEHAVING:
            function, hides_robots = MISBEHAVING[site.name]
            if hides_robots and self.path == "/robots.txt":
                return self.answer(b"", status=404)
            return function(self)
        self.file(site)

    do_HEAD = do_GET

    def file(self, site):
        path = self.path.split("?")[0]
        if path in site.settings.get("redirects", {}):
            return self.redirect(site.settings["redirects"][path])
        base = site.folder / path.lstrip("/")
        inside = base.resolve() == site.folder or site.folder in base.resolve().parents
        found = next((c for c in (base, base.with_name(base.name + ".html"), base / "index.html") if inside and c.is_file()), None)
        if found is None or found.name == "_site.json":
            return self.answer(page("Introuvable", "<p>Page introuvable"), status=404)
        body = found.read_bytes()
        kind = site.settings.get("types", {}).get(found.suffix, TYPES.get(found.suffix, "application/octet-stream"))
        extra = dict(site.settings.get("headers", {}))
        if site.settings.get("gzip") and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body)
            extra["Content-Encoding"] = "gzip"
        self.answer(body, content_type=kind, extra=extra)


def main():
    parser = argparse.ArgumentParser(description="Serve the test sites on loopback until standard input closes.")
    parser.add_argument("--port", type=int, default=0, help="first port, or 0 for free ones")
    port = parser.parse_args().port
    names = sorted({entry.name for entry in ROOT.iterdir() if entry.is_dir() and not entry.name.startswith(("_", "."))} | set(MISBEHAVING))
    for offset, name in enumerate(names):
        site = Site(name, port + offset if port else 0)
        urls[name] = f"http://127.0.0.1:{site.server_address[1]}"
        threading.Thread(target=site.serve_forever, daemon=True).start()
    print(json.dumps(urls), flush=True)
    sys.stdin.buffer.read()


if __name__ == "__main__":
    main()
