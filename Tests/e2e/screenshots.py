"""Every page in both themes, both languages and three widths, for people to look at; no test, and run by hand:

    UPRISING_SCREENSHOTS=/tmp/shots .venv/bin/python -m pytest Tests/e2e/screenshots.py -q

The folder gets `PAGE/LANGUAGE-THEME-WIDTH.png`, and `sheets/PAGE.png` with all of a page side by side. UPRISING_SCREENSHOTS_ONLY takes those pages
alone whose name holds one of its words. It fails where a page scrolls sideways or complains.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from driver.node import Node
from driver.standing import OWNER, Standing, signed_in, standing
from driver.until import until
from driver.watched import Open

FOLDER = os.environ.get("UPRISING_SCREENSHOTS")
ONLY = os.environ.get("UPRISING_SCREENSHOTS_ONLY", "").split()
WIDTHS = {390: 844, 820: 1180, 1440: 900}
LOOKS = [("en", "light"), ("en", "dark"), ("fr", "light"), ("fr", "dark")]
# So many pixels of a page at most: what comes after looks like what was before.
TALLEST = 2_600
SETTLE_MS = 250

LONG = "Société coopérative d’intérêt collectif des Boulangeries artisanales du Haut-Rhin et du Territoire de Belfort"


class Furnished(Standing):
    """A workspace as it looks after some weeks of work."""

    roles: ClassVar[dict[str, str]] = {"mila@example.com": "member", "adele.von-hohenstein@example.com": "admin"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.camille = node.sign_in(OWNER)
        people = [one["person"]["id"] for one in self.owner.get("/api/v1/members").json()["items"]]
        stages = self.owner.get("/api/v1/projects").json()["items"][0]["id"]
        self.stages = self.owner.get(f"/api/v1/projects/{stages}/stages").json()["items"]
        names = [LONG, "Atelier Mécanique Vidal", "Biscuiterie des Flandres", "Cabinet Rousseau & Associés", "Durand", "Élan Vital", "Ferme du Pré",
                 "Garage Lopez", "Hôtel Bellevue", "Imprimerie Nouvelle", "Jardins d’Étretat", "Keller GmbH"]
        leads = []
        for number, name in enumerate(names):
            leads.append(self.post("/leads", {
                "company": name, "contactName": None if number % 4 == 3 else "Zoé Lefèvre-Dubois", "email": f"contact{number}@example.com",
                "phone": "+33 1 02 03 04 05", "tags": ["VIP", "Salon de l’agriculture", "Lyon", "Export"][: number % 5],
                "ownerId": people[number % 3] if number % 4 else None, "nextStep": "Rappeler la direction au sujet de l’offre" if number % 2 else None,
                "nextStepDue": ("2024-03-01T12:00:00Z" if number % 3 else "2034-03-01T12:00:00Z") if number % 2 else None,
                "value": {"amount": 1_250_000 * number + 99, "currency": "EUR"} if number % 3 else None,
                "notes": "Première rencontre au salon.\nIntéressés par l’abonnement annuel." if number == 0 else None}))
        leads = [self.owner.wait_until_ended(lead)["lead"] for lead in leads]
        self.lead = leads[0]
        for number, lead in enumerate(leads[4:]):
            stage = self.stages[number % len(self.stages)]
            reason = None if stage["kind"] == "open" else "Le prix convenait."
            self.post(f"/leads/{lead['id']}/move", {
                "stageId": stage["id"], "after": None, "before": None, "closeReason": reason, "fields": {}}, self.version(lead))
        self.post(f"/leads/{self.lead['id']}/notes", {"text": "Rappelés : ils attendent l’accord du conseil, qui se réunit en mars."})
        self.post(f"/leads/{self.lead['id']}/contacts", {"name": "Jean-Baptiste de La Rochefoucauld", "role": "Directeur général", "email": "jb@example.com", "phone": None})
        self.camille.put(f"/api/v1/leads/{self.lead['id']}/visit", json={"upTo": None})
        self.channel = self.owner.get("/api/v1/channels").json()["items"][0]["id"]
        for text in ("Bonjour à tous 👋", "Le dossier **Vidal** est prêt, voir https://example.com/un/chemin/qui/est/vraiment/tres/long/et/ne/se/coupe/pas",
                     "```\nlet mut x = vec![1, 2, 3]; // une ligne de code plutôt longue, qui dépasse\n```", "Qui appelle _Keller_ demain ?"):
            for where in (self.channel, self.lead["id"]):
                self.post(f"/channels/{where}/messages", {"clientId": str(uuid4()), "text": text})
        for name in ("Prospection grands comptes", "veille"):
            self.post("/channels", {"name": name, "topic": "Ce qui bouge"})
        self.post("/commissions/rules", {"name": "Apporteur", "kind": "percentage", "rate": 500, "shares": [{"personId": "owner", "share": 10_000}]}, session=True)
        payout = {}
        for number, amount in enumerate((125_50, 9_999_999_99, 5)):
            payout = self.post("/payouts", {
                "personId": people[number % 3], "amount": {"amount": amount, "currency": "EUR"}, "description": f"Commission {LONG}"[: 40 + 40 * number],
                "leadId": None}, session=True)
        account = self.post("/ledger/accounts", {"code": "CAISSE", "name": "Caisse du salon", "kind": "asset", "personId": None, "currency": None}, session=True)
        lines = [{"accountCode": "CAISSE", "amount": {"amount": amount, "currency": "EUR"}, "memo": "Recette du jour"} for amount in (5_000, -5_000)]
        transaction = self.post("/ledger/transactions", {"date": "2024-01-31", "description": "Recettes", "entries": lines}, session=True)
        self.camille.post(f"/storage/v1/object/leads/{self.lead['id']}/Offre commerciale - {LONG}.txt", content=b"offre", headers={"content-type": "text/plain"})
        self.camille.post("/storage/v1/bucket", json={"id": "plaquettes", "name": "plaquettes", "public": False})
        for name in ("plaquette 2024.pdf", "photo de l'equipe au salon de Lyon.png", "dossier/note.md"):
            self.camille.post(f"/storage/v1/object/plaquettes/{name}", content=b"%PDF-1.4", headers={"content-type": "application/octet-stream"})
        self.post("/forms", {"name": "Formulaire du site"}, session=True)
        self.post("/tokens", {"name": "Import nocturne", "scopes": ["leads.read", "leads.drop"]}, session=True)
        self.post("/invitations", {"email": "quelquun.qui.a.un.long.nom@une-entreprise-lointaine.example.com", "role": "member"}, session=True)
        self.post("/webhooks", {"url": "https://example.com/hooks/uprising", "types": ["lead.updated"]}, session=True)
        self.post("/jobs/schedules", {"name": "Chaque nuit", "cron": "0 3 * * *", "kind": "crawl"}, session=True)
        self.post("/views", {"name": "Mes leads du salon", "shared": True, "query": {"tag": ["VIP"]}}, session=True)
        error = self.error()
        job = self.owner.get("/api/v1/jobs").json()["items"][-1]["id"]
        trace = until("a trace is kept", lambda: next(iter(self.owner.get("/api/v1/node/traces").json()["items"]), None))["traceId"]
        lead = self.lead["id"]
        self.paths = {
            "leads": "/leads", "leads-filtered": "/leads?tag=VIP&sort=-value", "leads-search": "/leads?q=boulangeries", "leads-nothing": "/leads?q=zzzz", "leads-trash": "/leads?trash=true",
            "drop": "/leads/new", "import": "/leads/import", "war-room": f"/leads/{lead}", "board": "/pipeline", "report": "/pipeline/report",
            "stages": "/pipeline/stages", "chat": "/chat", "channel": f"/chat/{self.channel}", "files": "/files", "files-bucket": "/files?bucket=plaquettes",
            "files-trash": "/files/trash", "payouts": "/payouts", "payout": f"/payouts/{payout['id']}", "statements": "/payouts/statements", "rules": "/payouts/rules", "accounts": "/ledger",
            "account": f"/ledger/accounts/{account['id']}", "transactions": "/ledger/transactions", "transaction": f"/ledger/transactions/{transaction['id']}",
            "transaction-new": "/ledger/transactions/new", "jobs": "/jobs", "jobs-list": "/jobs/list", "job": f"/jobs/{job}", "schedules": "/jobs/schedules",
            "inbox": "/notifications", "health": "/node/health", "alerts": "/alerts", "alert-rules": "/alerts/rules", "alert-targets": "/alerts/targets",
            "logs": "/node/logs", "traces": "/node/traces", "trace": f"/node/traces/{trace}", "backups": "/node/backups", "node-mail": "/node/mail",
            "errors": "/errors", "error": f"/errors/{error}", "profile": "/settings/profile",
            "preferences": "/settings/notifications", "sessions": "/settings/sessions", "members": "/settings/members", "workspace": "/settings/workspace",
            "projects": "/settings/projects", "tags": "/settings/tags", "forms": "/settings/forms", "tokens": "/settings/tokens", "keys": "/settings/keys",
            "webhooks": "/settings/webhooks", "audit": "/settings/audit", "error-projects": "/settings/errors", "erasure": "/settings/erasure",
            "settings": "/settings", "workspace-new": "/workspaces/new", "mailbox": "/dev/mailbox", "not-found": "/nowhere",
        }

    def close(self) -> None:
        super().close()
        self.camille.close()

    def error(self) -> str:
        """An error as a stock SDK reports it, with how its release does."""
        shop = self.post("/error-projects", {"name": "boutique"}, session=True)
        frames = [{"function": name, "filename": f"boutique/{name}.py", "lineno": 12, "in_app": name != "serve"} for name in ("serve", "panier", "payer")]
        event = {"event_id": uuid4().hex, "release": "boutique@2.1.0", "environment": "production", "exception": {"values": [
            {"type": "ErreurDePaiement", "value": "La carte n’a pas pu être débitée", "stacktrace": {"frames": frames}}]}}
        session = {"attrs": {"release": "boutique@2.1.0"}, "sid": uuid4().hex, "did": "1", "init": True, "status": "crashed", "errors": 1}
        items: list[tuple[dict[str, Any], bytes]] = [
            ({"type": "event"}, json.dumps(event).encode()), ({"type": "session"}, json.dumps(session).encode()),
            ({"type": "attachment", "filename": "écran.png"}, b"x" * 20_480)]
        body = json.dumps({"event_id": event["event_id"]}).encode() + b"\n"
        for head, payload in items:
            body += json.dumps(head | {"length": len(payload)}).encode() + b"\n" + payload + b"\n"
        key = {"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={shop['publicKey']}"}
        assert self.camille.post(f"/api/{shop['id']}/envelope/", content=body, headers=key).status_code == 200
        return until("the error is there", lambda: next(iter(self.owner.get("/api/v1/errors").json()["items"]), None))["id"]

    def version(self, lead: dict[str, Any]) -> int:
        return self.owner.war_room(lead["id"])["lead"]["version"]

    def post(self, path: str, body: Any, version: int | None = None, session: bool = False) -> dict[str, Any]:
        headers = {"Idempotency-Key": uuid4().hex} | ({} if version is None else {"If-Match": f'"{version}"'})
        answer = (self.camille if session else self.owner.http).post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code in (200, 201), f"{path}: {answer.text}"
        return answer.json()


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    if FOLDER is None:
        pytest.skip("UPRISING_SCREENSHOTS names the folder they go to")
    with standing(binary, tmp_path_factory.mktemp("screenshots"), Furnished) as made:
        yield made


def shot(page: Page, path: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    page.wait_for_timeout(SETTLE_MS)
    height = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": height}, full_page=True)


def chosen(place: Furnished) -> dict[str, str]:
    return {name: path for name, path in place.paths.items() if not ONLY or any(word in name for word in ONLY)}


@pytest.mark.parametrize(("language", "theme"), LOOKS)
def test_pages(place: Furnished, opened: Open, language: str, theme: str) -> None:
    assert FOLDER is not None
    page = signed_in(place, opened, language=language, theme=theme, reduced_motion="reduce")
    wide = []
    for name, path in chosen(place).items():
        page.goto(place.node.url + path)
        page.wait_for_load_state("networkidle")
        for width in WIDTHS:
            shot(page, Path(FOLDER) / name / f"{language}-{theme}-{width}.png", width)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                wide.append(f"{name} at {width}")
    assert wide == []


def test_sheets(place: Furnished, browser: Browser) -> None:
    """All of a page on one picture: its widths side by side, English by day over French by night."""
    assert FOLDER is not None
    page = browser.new_page(viewport={"width": 1_800, "height": 900})
    for name in chosen(place):
        rows = "".join(
            "<div style='display:flex;gap:12px;align-items:flex-start;margin-bottom:12px'>" + "".join(
                f"<img src='file://{Path(FOLDER).absolute()}/{name}/{look}-{width}.png' width='{round(width * 0.66)}' "
                "style='object-fit:cover;object-position:top;max-height:1000px'>" for width in WIDTHS) + "</div>"
            for look in ("en-light", "fr-dark") if (Path(FOLDER) / name / f"{look}-390.png").exists())
        sheet = Path(FOLDER) / "sheets" / f"{name}.html"
        sheet.parent.mkdir(parents=True, exist_ok=True)
        sheet.write_text(f"<body style='margin:12px;background:#888'>{rows}</body>")
        page.goto(f"file://{sheet.absolute()}")
        page.screenshot(path=sheet.with_suffix(".png"), full_page=True)
        sheet.unlink()
    page.close()
