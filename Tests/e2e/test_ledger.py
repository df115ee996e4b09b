"""The books of a node: what is posted stays, an export proves itself, and a tampered data file is found."""

import csv
import hashlib
import io
import json
import sqlite3
import subprocess
import threading
import uuid
from pathlib import Path
from typing import Any

from driver.api import Api, assert_problem, pointers
from driver.node import Node


def keyed(key: str | None = None) -> dict[str, str]:
    return {"Idempotency-Key": key or str(uuid.uuid4())}


def account(api: Api, kind: str = "asset", **more: Any) -> dict[str, Any]:
    code = f"T{uuid.uuid4().hex[:12].upper()}"
    answer = api.post("/api/v1/ledger/accounts", json={"code": code, "name": "Till", "kind": kind, **more}, headers=keyed())
    assert answer.status_code == 201, answer.text
    return answer.json()


def posting(*lines: tuple[dict[str, Any], int], currency: str = "EUR", date: str = "2024-01-31", **more: Any) -> dict[str, Any]:
    entries = [{"accountId": one["id"], "amount": {"amount": amount, "currency": currency}, "memo": "line\tone"} for one, amount in lines]
    return {"date": date, "description": "A sale", "entries": entries, **more}


def post(api: Api, body: dict[str, Any], key: str | None = None) -> dict[str, Any]:
    answer = api.post("/api/v1/ledger/transactions", json=body, headers=keyed(key))
    assert answer.status_code == 201, answer.text
    return answer.json()


def chain(lines: list[dict[str, Any]], workspace: str) -> str:
    """The hash at the end, computed as docs/ledger.md says."""
    previous = "0" * 64
    for t in lines:
        head = [
            "uprising-ledger-1", previous, workspace, t["number"], t["id"], t["date"], t["postedAt"], t["postedById"], t["reverses"], t["payoutId"],
            t["leadId"], t["reference"], t["description"]]
        entries = ["\t".join([e["accountCode"], str(e["amount"]["amount"]), e["amount"]["currency"], e["memo"] or ""]) for e in t["entries"]]
        text = "".join(("" if value is None else str(value)) + "\n" for value in head + entries)
        assert t["hash"] == hashlib.sha256(text.encode()).hexdigest(), t["number"]
        assert t["previousHash"] == previous
        previous = t["hash"]
    return previous


def ledger(node: Node, *arguments: str) -> subprocess.CompletedProcess[str]:
    return node.command("ledger", *arguments)


def test_what_must_not_be_posted(api: Api) -> None:
    a, b, yen = account(api), account(api), account(api, currency="JPY")
    before = api.get("/api/v1/ledger/head").json()
    for body, code, pointer in [
        (posting((a, 5), (b, -4)), "unbalanced", "/entries"), (posting((a, 5)), "invalid_request", "/entries"),
        (posting((a, 0), (b, 0)), "invalid_request", "/entries/0/amount"), (posting((a, 5), (yen, -5)), "invalid_request", "/entries/1/amount/currency"),
        (posting((a, 2**63 - 1), (b, -2**63 + 1), (a, 1), (b, -1)), "invalid_request", "/entries"),
        (posting((a, -2**63), (b, 2**63 - 1), (b, 1)), "invalid_request", "/entries"),
        (posting((a, 5), (b, -5), date="2024-02-30"), "invalid_request", "/date"),
        (posting((a, 5), (b, -5), currency="XXX"), "malformed_body", "/entries/0/amount/currency"),
    ]:
        problem = assert_problem(api.post("/api/v1/ledger/transactions", json=body, headers=keyed()), 400, code)
        assert pointer in pointers(problem), (pointer, problem)
    for amount in [2**63, 5.5]:
        problem = assert_problem(api.post("/api/v1/ledger/transactions", json=posting((a, amount), (b, -amount)), headers=keyed()), 400, "malformed_body")
        assert "numbers" in problem["detail"]
    assert_problem(api.post("/api/v1/ledger/transactions", json=posting((a, 5), (b, -5))), 400, "idempotency_key_required")
    assert api.get("/api/v1/ledger/head").json() == before


def test_fifty_at_once_with_one_key_are_one(node: Node, api: Api) -> None:
    a, b = account(api), account(api)
    body, key = posting((a, 7), (b, -7)), str(uuid.uuid4())
    numbers: list[int] = []

    def send() -> None:
        one = Api(node)
        numbers.append(post(one, body, key)["number"])
        one.close()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(numbers) == 50 and len(set(numbers)) == 1
    assert api.get(f"/api/v1/ledger/accounts/{a['id']}").json()["balances"] == [{"amount": 7, "currency": "EUR"}]


def test_posted_reversed_and_read_back(api: Api) -> None:
    a, b = account(api), account(api, "income")
    wrong = post(api, posting((a, 100), (b, -100), reference="Invoice 1"))
    assert wrong["entries"][0]["memo"] == "line one"
    path = f"/api/v1/ledger/transactions/{wrong['id']}"
    back = api.post(f"{path}/reversal", json={"date": "2024-02-01", "description": "A slip"}, headers=keyed())
    assert back.status_code == 201 and back.json()["reverses"] == wrong["id"], back.text
    assert_problem(api.post(f"{path}/reversal", json={"date": "2024-02-01", "description": "x"}, headers=keyed()), 409, "already_reversed")
    assert api.get(path).json()["reversedBy"] == back.json()["id"]
    for at, amount in [("2024-01-30", None), ("2024-01-31", 100), ("2024-02-01", 0), (wrong["postedAt"], 100)]:
        balances = api.get(f"/api/v1/ledger/accounts/{a['id']}/balance", params={"at": at}).json()["balances"]
        assert [one["amount"] for one in balances] in ([amount], [] if amount is None else [amount]) or at == wrong["postedAt"], (at, balances)
    entries = api.get(f"/api/v1/ledger/accounts/{a['id']}/entries", params={"limit": 1}).json()
    assert entries["items"][0]["amount"]["amount"] == -100 and entries["next"]
    rest = api.get(f"/api/v1/ledger/accounts/{a['id']}/entries", params={"limit": 1, "cursor": entries["next"]}).json()
    assert rest["items"][0]["amount"]["amount"] == 100 and rest["next"] is None
    assert_problem(api.get("/api/v1/ledger/transactions", params={"cursor": entries["next"]}), 400, "invalid_request")
    assert api.get("/api/v1/ledger/transactions", params={"account": a["id"]}).json()["items"][0]["id"] == back.json()["id"]


def test_an_export_proves_itself(node: Node, api: Api) -> None:
    a, b = account(api), account(api)
    for number in range(3):
        post(api, posting((a, number + 1), (b, -number - 1), reference="=cmd()", description="Élan, vital"))
    text = api.get("/api/v1/ledger/export", params={"format": "jsonl"}).text
    lines = [json.loads(line) for line in text.splitlines()]
    workspace = api.get("/api/v1/workspace").json()["id"]
    assert chain(lines, workspace) == api.get("/api/v1/ledger/head").json()["hash"]
    table = list(csv.DictReader(io.StringIO(api.get("/api/v1/ledger/export", params={"format": "csv"}).text.removeprefix("\ufeff"))))
    assert len(table) == sum(len(one["entries"]) for one in lines)
    assert table[-1]["amount"] == "-0.03" and table[-1]["reference"] == "'=cmd()"
    assert ledger(node, "export").stdout == text
    assert api.post("/api/v1/ledger/verification").json()["ok"] is True


def test_who_may_not_read_or_post(node: Node) -> None:
    member = Api(node, node.command("token", "create", "--name", "member", "--role", "member").stdout.strip())
    for path in ["accounts", "transactions", "head", "export"]:
        assert_problem(member.get(f"/api/v1/ledger/{path}"), 403, "forbidden")
    assert_problem(member.post("/api/v1/ledger/verification"), 403, "forbidden")
    assert_problem(member.post("/api/v1/ledger/transactions", json={}, headers=keyed()), 403, "forbidden")
    member.close()


def test_a_tampered_data_file_is_found(new_node: Node, tmp_path: Path) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    a, b = account(api), account(api)
    for amount in range(1, 6):
        post(api, posting((a, amount), (b, -amount)))
    kept = tmp_path / "head.json"
    kept.write_text(ledger(new_node, "head").stdout)
    assert json.loads(kept.read_text())["number"] == 5
    running = ledger(new_node, "verify", "--head", str(kept))
    assert running.returncode == 0 and "5 transactions, 10 entries" in running.stdout, running
    api.close()
    new_node.stop()
    assert ledger(new_node, "verify").returncode == 0, "also of a node that does not run"

    database = sqlite3.connect(new_node.data / "uprising.sqlite")
    for statement in ["UPDATE ledger_entry SET amount = 9", "DELETE FROM ledger_transaction"]:
        try:
            database.execute(statement)
            raise AssertionError(f"{statement} was taken")
        except sqlite3.IntegrityError as refused:
            assert "append-only" in str(refused)
    names = [name for name, in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")]
    definitions = [sql for sql, in database.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'")]
    for name in names:
        database.execute(f"DROP TRIGGER {name}")
    database.execute("UPDATE ledger_entry SET amount = amount * 3 WHERE transaction_seq = 4")
    for sql in definitions:
        database.execute(sql)
    database.commit()
    database.close()
    found = ledger(new_node, "verify")
    assert found.returncode == 1 and "transaction 4: its hash does not fit what it says" in found.stdout, found

    database = sqlite3.connect(new_node.data / "uprising.sqlite")
    for name in names:
        database.execute(f"DROP TRIGGER {name}")
    for table in ["ledger_entry WHERE transaction_seq > 3", "ledger_transaction WHERE seq > 3"]:
        database.execute(f"DELETE FROM {table}")
    for table in ["ledger_balance", "ledger_day"]:
        database.execute(f"UPDATE {table} SET amount = CASE WHEN amount > 0 THEN 6 ELSE -6 END")
    database.commit()
    database.close()
    assert ledger(new_node, "verify").returncode == 0, "a chain that was cut off is whole"
    cut = ledger(new_node, "verify", "--head", str(kept))
    assert cut.returncode == 1 and "ends at number 3, before number 5" in cut.stdout, cut
    new_node.start()
