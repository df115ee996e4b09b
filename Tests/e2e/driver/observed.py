"""Answers about the node's health, alerts, log, traces and errors, in the place of the node's own: states that no test can bring about."""

import json
import math
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Page, Route

from .standing import OWNER, Standing, signed_in
from .until import until
from .watched import Open

OBSERVED = re.compile(r"^https?://[^/]+/api/v1/(health|alerts|alert-rules|alert-targets|node|errors|error-projects|config)\b")
INGEST = re.compile(r"^https?://[^/]+/api/\d+/envelope/")
TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
DSN = "https://9ec79c33ec9942ab8353589fcb2e04dc@crm.example/2"


def ago(**time: float) -> str:
    return (datetime.now(UTC) - timedelta(**time)).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ahead(**time: float) -> str:
    return ago(**{name: -value for name, value in time.items()})


def metric(name: str, unit: str, value: float | None, target: float | None, state: str, *parts: tuple[str, float, str]) -> dict[str, Any]:
    return {"name": name, "unit": unit, "value": value, "target": target, "state": state, "window": "1h",
            "parts": [{"name": name, "value": value, "state": state} for name, value, state in parts]}


def alert(rule: str, severity: str, state: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {"id": f"0190-{rule}", "rule": rule, "severity": severity, "state": state, "startedAt": ago(minutes=42), "firedAt": ago(minutes=40),
            "resolvedAt": None, "value": value, "unit": unit, "summary": f"{rule} is at {value}", "silencedUntil": None,
            "cause": "The disk or the processor is busy with something else, or there is not enough memory and the machine swaps.",
            "command": "vmstat 5 3", **more}


def rule(name: str, unit: str, threshold: float, **more: Any) -> dict[str, Any]:
    return {"name": name, "title": name, "unit": unit, "comparison": "above", "threshold": threshold, "forSeconds": 300,
            "resolveSeconds": 300, "severity": "warning", "isOn": True, "cause": "", "command": "", "silencedUntil": None,
            "silenceReason": None, "version": 1, **more}


def span(number: int, parent: int | None, name: str, kind: str, at: float, took: float, status: str = "ok", **attributes: Any) -> dict[str, Any]:
    return {"spanId": f"{number:016x}", "parentSpanId": None if parent is None else f"{parent:016x}", "name": name, "kind": kind,
            "startedAt": (datetime(2026, 5, 4, 8, 30, tzinfo=UTC) + timedelta(milliseconds=at)).isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "durationMs": took, "status": status, "attributes": attributes}


def line(number: int, level: str, logger: str, message: str, **more: Any) -> dict[str, Any]:
    return {"id": f"{number}", "time": ago(seconds=number * 7), "level": level, "logger": logger, "message": message, **more}


def frame(function: str, file: str, number: int, own: bool = True, context: list[str] | None = None) -> dict[str, Any]:
    return {"function": function, "module": None, "file": file, "line": number, "column": 11, "inApp": own, "context": context or []}


def group(number: int, title: str, project: str, **more: Any) -> dict[str, Any]:
    return {"id": f"0190-e{number}", "project": {"id": "7" if project == "shop" else "1", "name": project}, "assignee": None, "title": title,
            "culprit": "render in page.tsx", "type": title.split(":")[0], "value": title.split(": ")[-1], "level": "error",
            "state": "unresolved", "firstSeenAt": ago(days=3), "lastSeenAt": ago(minutes=number * 9), "count": 1_284 // number,
            "peopleCount": 37 // number, "releases": ["shop@1.0.0", "shop@1.1.0"], "isRegression": False, "version": 3,
            "trend": [max(0, round(9 * math.sin((hour + number) / 3))) for hour in range(24)], **more}


EVENT = {
    "eventId": "9ec79c33ec9942ab8353589fcb2e04dc", "receivedAt": ago(minutes=4), "occurredAt": ago(minutes=4), "level": "error", "message": None,
    "exceptions": [
        {"type": "HTTPError", "value": "503 for https://pay.example/charge", "module": None, "frames": [frame("send", "http/client.py", 88)]},
        {"type": "PaymentError", "value": "The card could not be charged", "module": "shop", "frames": [
            frame("serve", "gunicorn/app.py", 12, own=False), frame("checkout", "shop/views.py", 41),
            frame("charge", "shop/payments.py", 107, context=["    card = order.card", "    raise PaymentError(answer)", "    return receipt"])]}],
    "breadcrumbs": [
        {"at": ago(minutes=5), "category": "navigation", "level": "info", "message": None, "data": {"from": "/cart", "to": "/checkout"}},
        {"at": ago(minutes=4.5), "category": "ui.click", "level": "info", "message": "button[name=pay]", "data": None},
        {"at": ago(minutes=4), "category": "fetch", "level": "error", "message": None, "data": {"method": "POST", "url": "/api/charge", "status_code": 503}}],
    "request": {"url": "https://shop.example/checkout", "method": "POST", "query": None, "headers": [{"name": "User-Agent", "value": "Mozilla/5.0"}]},
    "user": {"id": "17", "email": None, "username": None, "ipAddress": None}, "tags": [{"name": "browser", "value": "Firefox 140"}],
    "contexts": {"os": {"name": "Linux", "version": "6.1"}}, "extra": None, "release": "shop@1.1.0", "environment": "production",
    "transaction": "/checkout", "platform": "python", "traceId": TRACE, "spanId": "00f067aa0ba902b7", "sdk": "sentry.python 2.75.0",
    "attachments": [{"number": 1, "name": "screen.png", "bytes": 20_480, "kept": True}, {"number": 2, "name": "core.dmp", "bytes": 5_000_000, "kept": False}]}

STORY = [
    span(1, None, "POST /api/v1/leads", "server", 0, 812, **{"http.response.status_code": 201, "url.path": "/api/v1/leads"}),
    span(2, 1, "write", "internal", 3, 9.4, queue_ms=1.2, commit_ms=7.9),
    span(3, 1, "job analyze_lead", "consumer", 14, 700, "error", attempt=1),
    span(4, 3, "GET atelier.example", "client", 20, 310.25, **{"server.address": "atelier.example"}),
    span(5, 3, "POST model.example", "client", 340, 360, "error", **{"error.type": "timeout", "server.address": "model.example"}),
    span(6, 3, "render dossier", "internal", 705, 90),
    span(7, 6, "write", "internal", 797, 6.1),
    span(8, 99, "mail", "producer", 806, 4)]


@dataclass
class Observed:
    """What the node would say. `asked` is what it was asked, `sent` what the page reported."""

    can_report: bool = True
    asked: list[tuple[str, str, dict[str, list[str]], Any]] = field(default_factory=list)
    sent: list[dict[str, Any]] = field(default_factory=list)
    # Paths that fail, with the problem of each.
    broken: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    metrics: list[dict[str, Any]] = field(default_factory=lambda: [
        metric("leadToReady", "minutes", 4.2, 10, "ok"),
        metric("jobFailureRate", "ratio", 0.0432, 0.05, "warn"),
        metric("apiLatency", "seconds", 1.43, 1.2, "failing", ("createLead", 0.31, "ok"), ("getWarRoom", 0.12, "ok"), ("postMessage", 1.43, "failing")),
        metric("queueDepth", "jobs", 118, None, "ok", ("analyze", 112, "ok"), ("mail", 6, "ok"), ("a-queue-of-a-program-with-a-long-name", 0, "ok")),
        metric("pdfTime", "seconds", None, None, "unknown")])
    alerts: list[dict[str, Any]] = field(default_factory=lambda: [
        alert("apiLatency", "warning", "firing", 1.43, "seconds"),
        alert("diskSpace", "critical", "pending", 0.07, "ratio", command="df -h && du -xh --max-depth=2 / 2>/dev/null | sort -h | tail -20"),
        alert("queueStuck", "critical", "firing", 31.5, "minutes", silencedUntil=ahead(hours=5)),
        alert("smtpFailing", "critical", "resolved", 3, "count", startedAt=ago(days=2), resolvedAt=ago(days=2, minutes=-44))])
    rules: list[dict[str, Any]] = field(default_factory=lambda: [
        rule("leadToReady", "minutes", 10), rule("jobFailureRate", "ratio", 0.05), rule("apiLatency", "seconds", 1.2),
        rule("diskSpace", "ratio", 0.1, comparison="below", severity="critical", silencedUntil=ahead(hours=3)),
        rule("walGrowing", "bytes", 268_435_456), rule("certificate", "days", 14, comparison="below", isOn=False)])
    targets: dict[str, Any] = field(default_factory=lambda: {
        "emails": ["ops@example.com"], "webhooks": [{"url": "https://hooks.slack.example/T0/B0", "format": "slack"}], "deadManURL": None,
        "minutesBetween": 10, "version": 1})
    lines: list[dict[str, Any]] = field(default_factory=lambda: [
        line(1, "info", "http", "GET /api/v1/leads 200", durationMs=12.4, status=200, traceId=TRACE),
        line(2, "error", "jobs", "analyze_lead failed: the model did not answer in time", jobName="analyze_lead", leadId="0190-ab", errorCode="model_timeout",
             traceId=TRACE, spanId="0000000000000005", fields={"attempt": 1, "queue": "analyze", "retryInSeconds": 30}),
        line(3, "warning", "store", "A commit took 312 ms", durationMs=312), line(4, "notice", "node", "A checkpoint wrote 1,204 pages"),
        line(5, "debug", "realtime", "room:workspace:0190 was joined", userId="0190-u"),
        line(6, "critical", "node", "The disk is full: " + "/var/lib/uprising/" * 9)])
    traces: list[dict[str, Any]] = field(default_factory=lambda: [
        {"traceId": TRACE, "name": "POST /api/v1/leads", "startedAt": ago(minutes=2), "durationMs": 812, "status": "error", "spanCount": 8, "kind": "request"},
        {"traceId": "a" * 32, "name": "GET /api/v1/workspaces/{workspace}/projects/{project}/leads/{lead}/war-room", "startedAt": ago(minutes=7),
         "durationMs": 3_240.5, "status": "ok", "spanCount": 4, "kind": "request"},
        {"traceId": "b" * 32, "name": "job send_mail", "startedAt": ago(hours=3), "durationMs": 61.2, "status": "ok", "spanCount": 2, "kind": "job"}])
    groups: list[dict[str, Any]] = field(default_factory=lambda: [
        group(1, "PaymentError: The card could not be charged", "shop", isRegression=True, assignee={"id": "0190-p", "name": "Camille Martin"}),
        group(2, "TypeError: undefined is not a function", "page", level="fatal"),
        group(3, "internal_error: " + "the store could not be read because of a very long reason, " * 4, "node", culprit="Store.read in Store.swift"),
        group(5, "DeprecationWarning: old call", "shop", level="warning", releases=["shop@1.1.0"])])
    projects: list[dict[str, Any]] = field(default_factory=lambda: [
        {"id": str(number), "kind": kind, "name": name, "dsn": f"https://9ec79c33ec9942ab8353589fcb2e04dc@crm.example/{number}", "publicKey": "9e",
         "budgetPerMinute": 1_000, "keepsAddresses": False, "version": 1, "createdAt": ago(days=9), "updatedAt": ago(days=9)}
        for number, kind, name in ((1, "node", "node"), (2, "page", "page"), (7, "service", "shop"))])

    def attach(self, context: BrowserContext) -> "Observed":
        context.route(OBSERVED, self.answer)
        context.route(INGEST, self.take)
        return self

    def wait_for(self, page: Page, path: str, **query: str) -> None:
        """Returns when the page has asked for the path with these members of the query."""
        until(f"the page asks for {path} with {query}", lambda: page.wait_for_timeout(20) or any(
            asked == path and all(members.get(name) == [value] for name, value in query.items()) for _, asked, members, _ in self.asked))

    def take(self, route: Route) -> None:
        header, item, event = (route.request.post_data or "").splitlines()
        assert json.loads(item) == {"type": "event"}
        self.sent.append(json.loads(event) | {"envelope": json.loads(header), "address": route.request.url})
        route.fulfill(status=200, json={"id": "0" * 32})

    def answer(self, route: Route) -> None:
        request = route.request
        url = urlsplit(request.url)
        path = url.path.removeprefix("/api/v1/")
        query = parse_qs(url.query)
        body = request.post_data_json if request.post_data else None
        self.asked.append((request.method, path, query, body))
        if path in self.broken:
            status, problem = self.broken[path]
            trace = request.headers["traceparent"].split("-")[1]
            route.fulfill(status=status, json={"traceId": trace, **problem}, content_type="application/problem+json")
        elif path == "config":
            route.fulfill(status=200, json={"version": "1.0.0"} | ({"errorsDsn": DSN} if self.can_report else {}))
        elif (said := self.said(request.method, path, query, body)) is None:
            route.fulfill(status=404, json={"code": "not_found", "detail": "There is nothing here.", "traceId": TRACE}, content_type="application/problem+json")
        else:
            route.fulfill(status=200, json=said)

    def said(self, method: str, path: str, query: dict[str, list[str]], body: Any) -> Any:
        match path.split("/"):
            case ["health"]:
                firing = [alert for alert in self.alerts if alert["state"] == "firing"]
                states = [metric["state"] for metric in self.metrics]
                return {"status": "warn" if firing or "failing" in states else "ok", "checkedAt": ago(seconds=3), "metrics": self.metrics, "alerts": firing,
                        "disk": {"freeBytes": 52_428_800_000, "totalBytes": 107_374_182_400}, "uptimeSeconds": 191_000, "version": "1.0.0"}
            case ["health", "history"]:
                return self.history(query)
            case ["alerts"]:
                state = query.get("state", [None])[0]
                return {"items": [alert for alert in self.alerts if state in (None, alert["state"])], "next": None}
            case ["alert-rules"]:
                return {"items": self.rules}
            case ["alert-rules", name, *rest]:
                [known] = [rule for rule in self.rules if rule["name"] == name] or [None]
                silence = {"silencedUntil": body["until"], "silenceReason": body["reason"]} if rest and body else {"silencedUntil": None} if rest else body
                known.update(silence, version=known["version"] + 1)
                for alert in self.alerts:
                    if rest and alert["rule"] == name:
                        alert["silencedUntil"] = known["silencedUntil"]
                return known
            case ["alert-targets"]:
                self.targets |= (body or {}) | ({"version": self.targets["version"] + 1} if method == "PUT" else {})
                return self.targets
            case ["alert-targets", "test"]:
                return {}
            case ["node", "logs"]:
                wanted = query.get("q", [""])[0]
                return {"items": [line for line in self.lines if wanted in line["message"]], "next": None}
            case ["node", "traces"]:
                status = query.get("status", [None])[0]
                return {"items": [trace for trace in self.traces if status in (None, trace["status"])], "next": None}
            case ["node", "traces", trace]:
                return {"traceId": trace, "spans": STORY, "logs": self.lines[1:2]} if trace == TRACE else None
            case ["errors"]:
                state = query.get("state", [None])[0]
                return {"items": [group for group in self.groups if state in (None, group["state"])], "next": None}
            case ["errors", "events", event]:
                return {"event": {"event_id": event, "exception": {"values": [{"type": "PaymentError", "value": "An older one",
                        "stacktrace": {"frames": [{"function": "charge_before", "filename": "shop/payments.py", "lineno": 99}]}}]}}, "items": [], "attachments": []}
            case ["errors", "releases"]:
                return {"items": [{
                    "project": self.groups[0]["project"], "release": "shop@1.1.0", "sessions": 1_000, "errored": 20, "crashed": 1, "abnormal": 0, "people": 400,
                    "crashedPeople": 1, "crashFreeSessions": 0.999, "crashFreePeople": 0.9975, "firstDay": "2030-01-25", "lastDay": "2030-01-26"}]}
            case ["errors", number, *rest]:
                [known] = [group for group in self.groups if group["id"] == number] or [None]
                if rest:
                    older = {"eventId": "1" * 32, "receivedAt": ago(hours=2), "release": "shop@1.0.0", "environment": "production"}
                    return {"items": [{name: EVENT[name] for name in ("eventId", "receivedAt", "release", "environment", "traceId")}, older], "next": None}
                if method == "PATCH":
                    known.update({"state": body["state"]} if "state" in body else {}, version=known["version"] + 1)
                    return known
                return known and {**known, "latest": EVENT}
            case ["error-projects"] if method == "POST":
                self.projects.append({**self.projects[-1], **body, "id": "8", "dsn": DSN.replace("/2", "/8")})
                return self.projects[-1]
            case ["error-projects"]:
                return {"items": self.projects}
            case ["error-projects", number, "key"]:
                [known] = [project for project in self.projects if project["id"] == number]
                known["dsn"] = f"https://{'a' * 32}@crm.example/{number}"
                return known
        return None

    def history(self, query: dict[str, list[str]]) -> Any:
        [name] = query["metric"]
        minutes = {"1h": 60, "24h": 1_440, "7d": 10_080, "90d": 129_600}[query["range"][0]]
        [known] = [metric for metric in self.metrics if metric["name"] == name]
        base = known["value"]
        points = [] if base is None else [
            {"at": ago(minutes=minutes * (1 - step / 96)), "value": None if 30 < step < 36 else base * (0.7 + 0.3 * math.sin(step / 7)) if step < 96 else base}
            for step in range(97)]
        return {"metric": name, "unit": known["unit"], "target": known["target"], "points": points}


def observed(place: Standing, opened: Open, email: str = OWNER, **look: Any) -> tuple[Page, Observed]:
    """Someone's page, and what answers it in the node's place."""
    page = signed_in(place, opened, email, **look)
    return page, Observed().attach(page.context)
