"""Books of a million entries: how long it takes to read them all again, what a balance and a page cost, and what posting costs among them."""

import http.client
import json
import sqlite3
import subprocess
import time
import uuid
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

from driver.node import Node, environment

from .contenders import Options, fresh_node
from .report import Row, number, percentile, publish

ENTRIES, ACCOUNTS, DAYS = 1_000_000, 50, 3_650
READS, POSTS = 300, 300
GOAL_VERIFY_S, GOAL_BALANCE_MS = 5.0, 5.0


class Client:
    """One connection that is kept."""

    def __init__(self, node: Node):
        self.connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=120)
        self.headers = {"Authorization": f"Bearer {node.owner_token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[Any, float]:
        """The answer, and how many milliseconds it took."""
        headers = {**self.headers, "Idempotency-Key": str(uuid.uuid4())} if method == "POST" else self.headers
        began = time.perf_counter()
        self.connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status < 300, text
        return json.loads(text), took


def fill(data: Path) -> float:
    """Posts by SQL, through the triggers that guard the books; posting by the API would take an hour."""
    began = time.perf_counter()
    database = sqlite3.connect(data / "uprising.sqlite", isolation_level=None)
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("PRAGMA synchronous = OFF")
    database.execute("PRAGMA cache_size = -400000")
    workspace, = database.execute("SELECT id FROM workspace").fetchone()
    person, = database.execute("SELECT person_id FROM member").fetchone()
    accounts = {known: code for known, code in database.execute("SELECT number, code FROM ledger_account ORDER BY number")}
    numbers = list(accounts)
    posted = 1_700_000_000_000_000
    moment = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(posted // 1_000_000))
    previous = bytes(32)
    database.execute("BEGIN IMMEDIATE")
    for count in range(1, ENTRIES // 2 + 1):
        day = 16_000 + count * DAYS // (ENTRIES // 2)
        date = time.strftime("%Y-%m-%d", time.gmtime(day * 86_400))
        # Half of all is in one account.
        debit, credit, amount = numbers[0], numbers[1 + count % (len(numbers) - 1)], 1 + count % 9_999
        lines = [(debit, amount), (credit, -amount)]
        identifier = str(uuid.UUID(int=(1_700_000_000_000 << 80) | (7 << 76) | (2 << 62) | count))
        text = "\n".join([
            "uprising-ledger-1", previous.hex(), workspace, str(count), identifier, date, moment, person, "", "", "", f"Invoice {count}", "A sale",
            *(f"{accounts[account]}\t{value}\tEUR\t" for account, value in lines), ""])
        current = sha256(text.encode()).digest()
        database.executemany(
            "INSERT INTO ledger_entry (transaction_seq, position, account, day, currency, amount) VALUES (?, ?, ?, ?, 'EUR', ?)",
            [(count, place, account, day, value) for place, (account, value) in enumerate(lines, 1)])
        database.execute(
            "INSERT INTO ledger_transaction (seq, id, workspace_id, number, day, description, reference, posted_by_id, posted_at, previous_hash, hash) "
            "VALUES (?, ?, ?, ?, ?, 'A sale', ?, ?, ?, ?, ?)",
            (count, identifier, workspace, count, day, f"Invoice {count}", person, posted, previous, current))
        previous = current
    database.execute("COMMIT")
    database.close()
    return time.perf_counter() - began


def run(options: Options) -> None:
    with fresh_node(options) as node:
        client = Client(node)
        made = [client.ask("POST", "/ledger/accounts", {"code": f"A{place:03}", "name": "x", "kind": "asset"})[0] for place in range(ACCOUNTS)]
        node.stop()
        seeded = fill(node.data)
        command = [options.binary, "ledger", "verify"]
        began = time.perf_counter()
        told = subprocess.run(command, env=environment(node.data), capture_output=True, text=True, check=True)
        stopped = time.perf_counter() - began
        assert f"{ENTRIES} entries" in told.stdout, told
        node.start()
        client = Client(node)
        checks = [client.ask("POST", "/ledger/verification") for _ in range(options.rounds)]
        assert all(found["ok"] and found["entries"] == ENTRIES for found, _ in checks), checks
        verify = sorted(ms for _, ms in checks)[len(checks) // 2] / 1000
        first, other = made[0]["id"], made[7]["id"]
        reads = {
            "balance": f"/ledger/accounts/{first}/balance", "balance at a day": f"/ledger/accounts/{first}/balance?at=2020-06-30",
            "balance at a day, small account": f"/ledger/accounts/{other}/balance?at=2020-06-30",
            "balance at a moment": f"/ledger/accounts/{other}/balance?at={quote('2024-01-01T00:00:00Z')}",
            "entries of an account": f"/ledger/accounts/{first}/entries?limit=50", "transactions": "/ledger/transactions?limit=50",
            "transactions of an account": f"/ledger/transactions?account={other}&limit=50", "head": "/ledger/head", "accounts": "/ledger/accounts",
        }
        times = {name: [client.ask("GET", path)[1] for _ in range(READS)] for name, path in reads.items()}
        posts = [
            client.ask("POST", "/ledger/transactions", {"date": "2024-01-31", "description": "A sale", "entries": [
                {"accountId": first, "amount": {"amount": 5, "currency": "EUR"}}, {"accountId": other, "amount": {"amount": -5, "currency": "EUR"}}]})[1]
            for _ in range(POSTS)]
    balance = percentile(times["balance at a day"], 0.95)
    rows = [
        Row("entries / transactions / accounts; seeded in s", f"{ENTRIES:,} / {ENTRIES // 2:,} / {ACCOUNTS}; {number(seeded)}"),
        Row("verification of a running node, median s", number(verify), f"< {GOAL_VERIFY_S:g}", verify < GOAL_VERIFY_S),
        Row("uprising ledger verify with none running, s", number(stopped), f"< {GOAL_VERIFY_S:g}", stopped < GOAL_VERIFY_S),
    ]
    for name, measured in times.items():
        p95 = percentile(measured, 0.95)
        bound = name in ("balance", "balance at a day", "balance at a day, small account")
        rows.append(Row(
            f"{name}, p50 / p95 ms", f"{number(percentile(measured, 0.5))} / {number(p95)}", f"< {GOAL_BALANCE_MS:g}" if bound else "",
            p95 < GOAL_BALANCE_MS if bound else None))
    rows.append(Row("post among them, p50 / p95 ms", f"{number(percentile(posts, 0.5))} / {number(percentile(posts, 0.95))}"))
    publish(f"ledger of {ENTRIES:,} entries", rows, {"verify_s": verify, "balance_p95_ms": balance})
