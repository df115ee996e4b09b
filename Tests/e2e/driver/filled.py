"""A workspace with something of every kind, and all of it as its API shows it: what has to be the same after a move or an upgrade."""

import hashlib
import json
import re
import subprocess
import uuid
from typing import Any

from .api import Api
from .node import Node


def ran(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def good(answer: Any, status: int = 201) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json() if answer.content else None


def keyed() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid.uuid4())}


def fill(node: Node) -> None:
    """Something of every kind, made by the API as people make it."""
    api = Api(node)
    ran(node.command("user", "add", "bo@example.com", "--role", "member"))
    camille, bo = node.sign_in(), node.sign_in("bo@example.com")
    me = camille.get("/api/v1/session").json()["user"]["id"]
    his = bo.get("/api/v1/session").json()["user"]["id"]
    lead = good(camille.post("/api/v1/leads", json={
        "company": "Quillfeather SARL", "contactName": "Zacharie Quillfeather", "email": "zacharie.q@quillfeather.example", "phone": "+33612345678",
        "notes": "a secret plan of Zacharie", "tags": ["Brindlewood", "vip"], "ownerId": me, "value": {"amount": 500_000, "currency": "EUR"},
    }))
    api.wait_until_ready(lead)
    api.wait_until_ready(api.drop("Other Ltd"))
    path = f"/api/v1/leads/{lead['id']}"
    good(camille.post(f"{path}/contacts", json={"name": "Ninonette Aux", "email": "ninonette@quillfeather.example", "phone": "06 12 34 56 78"}))
    good(camille.post(f"{path}/notes", json={"text": "note on Quillfeather — “déjà vu”\twith\nlines"}))
    for name, content, kind in (("offre-quillfeather.txt", "Offer for Zacharie Quillfeather" * 40, "text/plain"), ("b.bin", "\u0000é" * 70_000, "application/x-b")):
        stored = api.http.post(f"/storage/v1/object/leads/{lead['id']}/{name}", content=content.encode(), headers={"content-type": kind})
        assert stored.status_code == 200, stored.text
    channel = good(camille.post("/api/v1/channels", json={"name": "Brindlewood"}))["id"]
    first = good(camille.post(f"/api/v1/channels/{channel}/messages", json={"clientId": str(uuid.uuid4()), "text": f"<@{his}> Zacharie calls"}))
    good(bo.post(f"/api/v1/channels/{channel}/messages", json={"clientId": str(uuid.uuid4()), "text": "an answer", "parentId": first["id"]}))
    good(bo.put(f"/api/v1/messages/{first['id']}/reactions/👍"), 200)
    good(camille.patch(f"/api/v1/messages/{first['id']}", json={"text": f"<@{his}> Zacharie called"}, headers={"If-Match": f'"{api.get("/api/v1/messages/" + first["id"]).json()["version"]}"'}), 200)
    good(bo.put(f"/api/v1/channels/{channel}/read", json={"upTo": 1}), 200)
    accounts = [
        good(camille.post("/api/v1/ledger/accounts", json={"code": code, "name": f"Till {code}", "kind": "asset"}, headers=keyed()))
        for code in ("411QUILLFEATHER", "512")
    ]
    for number in (1, 2):
        entries = [
            {"accountId": account["id"], "amount": {"amount": sign * number * 100, "currency": "EUR"}, "memo": "Zacharie pays"}
            for account, sign in zip(accounts, (1, -1), strict=True)
        ]
        good(camille.post("/api/v1/ledger/transactions", json={"date": "2024-01-31", "description": "Sale to Quillfeather", "entries": entries}, headers=keyed()))
    spare = good(camille.post("/api/v1/ledger/accounts", json={"code": "CLOSED", "name": "Spare", "kind": "asset"}, headers=keyed()))
    for one, other in ((spare, accounts[1]), (accounts[1], spare)):
        entries = [
            {"accountId": one["id"], "amount": {"amount": 7, "currency": "EUR"}}, {"accountId": other["id"], "amount": {"amount": -7, "currency": "EUR"}}]
        good(camille.post("/api/v1/ledger/transactions", json={"date": "2024-02-01", "description": "There and back", "entries": entries}, headers=keyed()))
    closed = camille.patch(f"/api/v1/ledger/accounts/{spare['id']}", json={"closed": True}, headers={"If-Match": f'"{spare["version"]}"'})
    assert closed.status_code == 200, closed.text
    rule = {"name": "Ten", "kind": "percentage", "rate": 1_000, "shares": [{"personId": "owner", "share": 10_000}]}
    good(camille.post("/api/v1/commissions/rules", json=rule, headers=keyed()))
    payout = good(camille.post("/api/v1/payouts", json={"personId": me, "amount": {"amount": 999, "currency": "EUR"}, "description": "Zacharie's bonus"}, headers=keyed()))
    approved = camille.post(f"/api/v1/payouts/{payout['id']}/approval", headers={**keyed(), "If-Match": f'"{payout["version"]}"'})
    assert approved.status_code == 200, approved.text
    good(camille.post("/api/v1/forms", json={"name": "Contact"}))
    good(camille.post("/api/v1/webhooks", json={"url": "http://127.0.0.1:9/zacharie", "types": ["*"], "description": "Zacharie's"}))
    good(camille.post("/api/v1/views", json={"name": "Quillfeather", "query": {"q": "Zacharie"}, "shared": True}))
    good(camille.post("/api/v1/jobs/schedules", json={"name": "Nightly", "cron": "@daily", "kind": "outside_work"}))
    good(camille.patch("/api/v1/notifications/preferences", json={"dailyAt": "18:30"}), 200)
    for browser in (camille, bo):
        browser.close()
    api.close()


def pages(api: Api, path: str) -> list[Any]:
    items, cursor = [], None
    while True:
        page = good(api.get(path, params={"cursor": cursor} if cursor else {}), 200)
        items += page["items"]
        cursor = page.get("next")
        if cursor is None:
            return items


def seen(node: Node, token: str) -> dict[str, Any]:
    """The workspace of a token, as its API shows it."""
    api = Api(node, token)
    leads = sorted(api.all_leads(), key=lambda lead: lead["id"])
    shown: dict[str, Any] = {"leads": leads}
    for lead in leads:
        path = f"/api/v1/leads/{lead['id']}"
        room = api.war_room(lead["id"])
        dossier = api.get(room["dossier"]["url"])
        shown[lead["id"]] = {
            "analysis": room["analysis"], "dossier": hashlib.sha256(dossier.content).hexdigest(),
            **{name: pages(api, f"{path}/{name}") for name in ("notes", "contacts", "history", "moves", "dossiers")},
        }
        listed = api.http.post("/storage/v1/object/list/leads", json={"prefix": lead["id"]}).json()
        shown[lead["id"]]["files"] = {
            one["name"]: hashlib.sha256(api.get(f"/storage/v1/object/leads/{lead['id']}/{one['name']}").content).hexdigest() for one in listed
        }
    for name in ("projects", "members", "views", "forms", "webhooks", "tags", "commissions/rules", "payouts", "ledger/accounts", "ledger/transactions", "jobs/schedules"):
        shown[name] = pages(api, f"/api/v1/{name}")
    shown["head"] = good(api.get("/api/v1/ledger/head"), 200)
    for project in shown["projects"]:
        shown[project["id"]] = good(api.get(f"/api/v1/projects/{project['id']}/board"), 200)
    for channel in pages(api, "/api/v1/channels"):
        shown[channel["id"]] = [channel, pages(api, f"/api/v1/channels/{channel['id']}/messages")]
    shown["search"] = [good(api.get("/api/v1/search", params={"q": word}), 200) for word in ("quillfeather", "ninonette")]
    for project in shown["projects"]:
        # Each node counts its own events.
        shown[project["id"]].pop("cursor", None)
    shown["said"] = good(api.get("/api/v1/messages/search", params={"q": "called"}), 200)
    shown["usage"] = good(api.get("/api/v1/files/usage"), 200)
    api.close()
    return shown


def same(shown: dict[str, Any], ids: dict[str, str]) -> dict[str, Any]:
    """Without links, which are signed by each node, and with people under one id."""
    text = json.dumps(shown, sort_keys=True)
    for old, new in ids.items():
        text = text.replace(old, new)
    text = re.sub(r'"(url|downloadUrl)": "[^"]*(token|signature|expires)=[^"]*"', '"url": "a link"', text)
    text = re.sub(r'"expiresAt": "[^"]*"', '"expiresAt": "soon"', text)
    return json.loads(text)


def token(node: Node, workspace: str) -> str:
    return ran(node.command("token", "create", "--name", "e2e", "--role", "owner", "--workspace", workspace)).strip()
