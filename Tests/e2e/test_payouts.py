"""Commissions of won leads, and payouts from pending to paid, by more than one person at a time."""

import threading
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from driver.api import Api, assert_problem
from driver.node import Node


def keyed(key: str | None = None) -> dict[str, str]:
    return {"Idempotency-Key": key or str(uuid.uuid4())}


def step(api: Api, payout: dict[str, Any], name: str, body: dict[str, Any] | None = None, key: str | None = None):
    headers = {**keyed(key), "If-Match": f'"{payout["version"]}"'}
    return api.post(f"/api/v1/payouts/{payout['id']}/{name}", json=body or None, headers=headers)


def approved(api: Api, payout: dict[str, Any]) -> dict[str, Any]:
    answer = step(api, payout, "approval")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture(scope="module")
def books(new_module_node: Node) -> Iterator[Api]:
    api = Api(new_module_node)
    yield api
    api.close()


@pytest.fixture(scope="module")
def new_module_node(binary, tmp_path_factory) -> Iterator[Node]:
    """Rules raise payouts for every lead that is won, so they have a node of their own."""
    node = Node(binary, tmp_path_factory.mktemp("payouts"))
    try:
        yield node.start().prepared()
        assert node.stop() == 0
    finally:
        node.kill()


def me(api: Api) -> str:
    return api.get("/api/v1/members").json()["items"][0]["person"]["id"]


def won(api: Api, company: str, cents: int, kind: str = "won") -> dict[str, Any]:
    value = {"amount": cents, "currency": "EUR"}
    dropped = api.post("/api/v1/leads", json={"company": company, "ownerId": me(api), "value": value})
    assert dropped.status_code == 201 and dropped.json()["value"] == value, dropped.text
    return move(api, dropped.json(), kind)


def move(api: Api, lead: dict[str, Any], kind: str) -> dict[str, Any]:
    stages = api.get(f"/api/v1/projects/{lead['projectId']}/stages").json()["items"]
    stage = next(one for one in stages if one["kind"] == kind)
    for _ in range(20):
        now = api.get(f"/api/v1/leads/{lead['id']}").json()["lead"]
        answer = api.request("PATCH", f"/api/v1/leads/{lead['id']}", now["version"], json={"stageId": stage["id"]})
        if answer.status_code == 200:
            return answer.json()
        assert_problem(answer, 409, "stale_version")  # its analysis was faster
    raise AssertionError("the lead never stands still")


def of(api: Api, lead: dict[str, Any]) -> list[dict[str, Any]]:
    return list(reversed(api.get("/api/v1/payouts", params={"lead": lead["id"]}).json()["items"]))


def raised(api: Api, cents: int = 10_000) -> dict[str, Any]:
    body = {"personId": me(api), "amount": {"amount": cents, "currency": "EUR"}, "description": "Bonus"}
    answer = api.post("/api/v1/payouts", json=body, headers=keyed())
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_what_must_not_be_raised_or_done(books: Api) -> None:
    body = {"personId": me(books), "amount": {"amount": 5, "currency": "EUR"}, "description": "x"}
    assert_problem(books.post("/api/v1/payouts", json=body), 400, "idempotency_key_required")
    for amount in [0, -5, -2**63]:
        assert_problem(books.post("/api/v1/payouts", json={**body, "amount": {"amount": amount, "currency": "EUR"}}, headers=keyed()), 400, "invalid_request")
    payout = raised(books)
    path = f"/api/v1/payouts/{payout['id']}"
    assert_problem(books.post(f"{path}/approval", headers=keyed()), 428, "version_required")
    assert_problem(books.post(f"{path}/approval", headers={"If-Match": '"1"'}), 400, "idempotency_key_required")
    assert_problem(step(books, payout, "payment", {"date": "2024-01-31", "reference": None}), 409, "payout_state")
    assert_problem(step(books, payout, "void", {"reason": " "}), 400, "invalid_request")
    assert_problem(books.get("/api/v1/payouts/0199c0de-0000-7000-8000-000000000000"), 404, "not_found")


def test_one_payout_fifty_times(new_module_node: Node, books: Api) -> None:
    body = {"personId": me(books), "amount": {"amount": 5, "currency": "EUR"}, "description": "Once"}
    key, ids = str(uuid.uuid4()), []

    def send() -> None:
        one = Api(new_module_node)
        ids.append(one.post("/api/v1/payouts", json=body, headers=keyed(key)).json()["id"])
        one.close()

    threads = [threading.Thread(target=send) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 50 and len(set(ids)) == 1


def test_approved_and_void_at_once(new_module_node: Node, books: Api) -> None:
    for _ in range(10):
        payout = raised(books)
        answers: list[Any] = []

        def send(name: str, body: dict[str, Any]) -> None:
            one = Api(new_module_node)
            answers.append(step(one, payout, name, body))
            one.close()

        threads = [threading.Thread(target=send, args=("approval", {})), threading.Thread(target=send, args=("void", {"reason": "x"}))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(answer.status_code for answer in answers) == [200, 409]
        lost = next(answer for answer in answers if answer.status_code == 409)
        problem = assert_problem(lost, 409, "stale_version")
        assert problem["current"]["version"] == 2
        now = books.get(f"/api/v1/payouts/{payout['id']}").json()
        assert len(now["transactions"]) == (1 if now["state"] == "approved" else 0)
    assert books.post("/api/v1/ledger/verification").json()["ok"] is True


def test_from_pending_to_paid_with_a_statement(books: Api) -> None:
    payout = approved(books, raised(books, 123_456))
    paid = step(books, payout, "payment", {"date": "2024-01-31", "reference": "SEPA 9"})
    assert paid.status_code == 200 and paid.json()["state"] == "paid" and len(paid.json()["transactions"]) == 2, paid.text
    assert paid.headers["etag"] == '"3"'
    days = {"person": me(books), "from": "2024-01-01", "to": "2024-01-31"}
    section, = books.get("/api/v1/statements", params=days).json()["currencies"]
    assert section["lines"][0]["amount"] == {"amount": -123_456, "currency": "EUR"} and section["lines"][0]["reference"] == "SEPA 9"
    table = books.get("/api/v1/statements", params={**days, "format": "csv"})
    assert ",-1234.56,-1234.56,EUR," in table.text and table.headers["content-disposition"].endswith('.csv"')
    first = books.get("/api/v1/statements", params={**days, "format": "pdf"})
    assert first.content.startswith(b"%PDF-") and first.headers["content-type"] == "application/pdf"
    assert books.get("/api/v1/statements", params={**days, "format": "pdf"}).content == first.content
    assert_problem(books.get("/api/v1/statements", params={"person": me(books)}), 400, "invalid_request")


def test_won_and_won_no_more(books: Api) -> None:
    rule = {"name": "Ten", "kind": "percentage", "rate": 1_000, "shares": [{"personId": "owner", "share": 10_000}]}
    assert_problem(books.post("/api/v1/commissions/rules", json={**rule, "shares": [{"personId": "owner", "share": 1}]}, headers=keyed()), 400, "invalid_request")
    made = books.post("/api/v1/commissions/rules", json=rule, headers=keyed())
    assert made.status_code == 201, made.text
    lead = won(books, "Commissioned", 123_456)
    payout, = of(books, lead)
    assert payout["state"] == "pending" and payout["amount"] == {"amount": 12_346, "currency": "EUR"} and payout["ruleId"] == made.json()["id"]
    lead = move(books, lead, "open")
    assert [one["state"] for one in of(books, lead)] == ["void"]
    lead = move(books, lead, "won")
    payout = approved(books, of(books, lead)[-1])
    assert step(books, payout, "payment", {"date": "2024-01-31", "reference": None}).status_code == 200
    lead = move(books, lead, "lost")
    states = [(one["state"], one["amount"]["amount"]) for one in of(books, lead)]
    assert states == [("void", 12_346), ("paid", 12_346), ("pending", -12_346)], states
    history = books.get(f"/api/v1/leads/{lead['id']}/history").json()["items"]
    outcomes = [change["after"]["outcome"] for entry in history for change in entry["changes"] if change["field"] == "commission"]
    assert outcomes == ["claimed_back", "raised", "voided", "raised"], outcomes
    assert "12346" not in str(history) and "12_346" not in str(history)
    gone = books.request("DELETE", f"/api/v1/commissions/rules/{made.json()['id']}", 1)
    assert gone.status_code == 204, gone.text


def test_an_erased_lead_leaves_its_sums(books: Api) -> None:
    lead = books.post("/api/v1/leads", json={"company": "Zzpayee", "email": "ana@zzpayee.example"}).json()
    body = {"personId": me(books), "amount": {"amount": 5, "currency": "EUR"}, "description": "For Zzpayee", "leadId": lead["id"]}
    payout = approved(books, books.post("/api/v1/payouts", json=body, headers=keyed()).json())
    counts = books.post(f"/api/v1/leads/{lead['id']}/erasure")
    assert counts.status_code == 200 and counts.json()["payouts"] == 1, counts.text
    left = books.get(f"/api/v1/payouts/{payout['id']}").json()
    assert left["leadCompany"] == "[erased]" and left["description"] == "For [erased]" and left["amount"] == payout["amount"]
    assert books.post("/api/v1/ledger/verification").json()["ok"] is True


def need_two(books: Api, isNeeded: bool) -> bool:
    version = books.get("/api/v1/workspace").json()["version"]
    return books.request("PATCH", "/api/v1/workspace", version, json={"payoutsNeedTwo": isNeeded}).json()["payoutsNeedTwo"]


def test_two_people(books: Api, new_module_node: Node) -> None:
    assert need_two(books, True) is True
    try:
        assert_problem(step(books, raised(books), "approval"), 403, "second_person_needed")
    finally:
        need_two(books, False)
    member = Api(new_module_node, new_module_node.command("token", "create", "--name", "member", "--role", "member").stdout.strip())
    assert_problem(step(member, raised(books), "approval"), 403, "forbidden")
    assert member.get("/api/v1/payouts").status_code == 200
    assert_problem(member.get("/api/v1/payouts", params={"person": str(uuid.uuid4())}), 403, "forbidden")
    member.close()
