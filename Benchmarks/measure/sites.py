"""50 sites read at the same time: how much memory that takes over an idle node."""

import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from driver.api import Api

from .contenders import Options, fresh_node
from .process import resident_kb
from .report import Row, publish

SITES = 50
LEADS_A_SITE = 2
PAGE_BYTES = 150_000
ANSWER_SECONDS = 0.3  # a site's own time; keeps all of them under way at once
GOAL_MB = 100.0
END_SECONDS = 240.0

ROLES = ("contact", "mentions-legales", "a-propos", "tarifs", "recrutement", "boutique", "reservation")
FILLER = "<li><a href='/produit-{0}'>Produit {0}</a> <b>24,90 €</b> une phrase comme il y en a sur tous les sites, numéro {0}.</li>"


def page(number: int, path: str) -> bytes:
    links = "".join(f"<a href='/{role}'>{role}</a> " for role in ROLES)
    head = (f"<!doctype html><html lang=fr><meta charset=utf-8><title>Site {number} {path}</title><h1>Site {number}</h1>{links}"
            f"<p>Tél. 02 61 91 {number:02} 42, bonjour@site-{number}.example<ul>")
    lines, size = [head], len(head)
    while size < PAGE_BYTES:
        lines.append(FILLER.format(len(lines)))
        size += len(lines[-1])
    return "".join(lines).encode()


def serve(number: int, read: list[int]) -> str:
    pages = {path: page(number, path) for path in ("/", *(f"/{role}" for role in ROLES))}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *arguments: object) -> None:
            pass

        def do_GET(self) -> None:
            body = pages.get(self.path, b"")
            read[number] += bool(body)
            time.sleep(ANSWER_SECONDS)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_address[1]}"


def run(options: Options) -> None:
    read = [0] * SITES
    urls = [serve(number, read) for number in range(SITES)]
    with fresh_node(options, ANALYSIS_CONCURRENCY=str(SITES)) as node:
        api = Api(node)
        api.wait_until_ready(api.drop("Warm", website=urls[0]))
        time.sleep(2)
        idle = resident_kb(node.pid)
        started = time.monotonic()
        leads = [api.drop(f"Site {number}", website=url) for _ in range(LEADS_A_SITE) for number, url in enumerate(urls)]
        most, at_once = idle, 0
        while True:
            most = max(most, resident_kb(node.pid))
            status = [lead["status"] for lead in api.all_leads()]
            running = api.get("/api/v1/jobs", params={"state": "running", "kind": "analyze_lead", "limit": 200}).json()["items"]
            at_once = max(at_once, len(running))
            if not {"new", "analyzing", "rendering"} & set(status):
                break
            if time.monotonic() - started > END_SECONDS:
                raise SystemExit("sites: the leads do not end")
            time.sleep(0.05)
        taken = time.monotonic() - started
        failed = [lead for lead in api.all_leads() if lead["status"] == "failed"]
        api.close()
    over = (most - idle) / 1024
    rows = [
        Row("memory over idle, MB resident", f"{over:.0f}", f"< {GOAL_MB:g}", over < GOAL_MB),
        Row("idle, after one analysis, MB", f"{idle / 1024:.0f}"),
        Row("most sites under way at once", str(at_once)),
        Row(f"{len(leads)} leads from drop to READY, seconds", f"{taken:.0f}"),
        Row("pages read a lead", f"{sum(read) / (len(leads) + 1):.1f}", f"{len(ROLES) + 1}"),
        Row("of them failed", str(len(failed)), "0", not failed),
    ]
    publish(f"{SITES} sites read at once, {PAGE_BYTES // 1000} kB a page, {len(ROLES) + 1} pages a site", rows, {"pages": sum(read)})
