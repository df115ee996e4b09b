"""Payouts and the books in a real browser: approve, pay and void, second persons, rules, accounts, transactions, statements.

Screenshots go to .build/e2e/screenshots, for people to look at.
"""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Locator, Page, expect

from driver.node import Node
from driver.standing import OWNER, Standing, signed_in, standing
from driver.until import until
from driver.watched import DESK, PHONE, Open, no_sideways_scroll, shoot

ADMIN = "adele@example.com"
MEMBER = "mara@example.com"
VIEWER = "vera@example.com"
# A day of the books, in the time zone of whoever has the latest one.
YESTERDAY = date.today() - timedelta(days=1)


class Place(Standing):
    """A node with an owner, an admin, a member and a viewer, and payouts that the owner raises."""

    roles = {ADMIN: "admin", MEMBER: "member", VIEWER: "viewer"}

    def __init__(self, node: Node):
        super().__init__(node)
        self.camille = node.sign_in(OWNER)
        self.people = {
            one["person"]["email"]: one["person"] for one in self.owner.get("/api/v1/members").json()["items"]
        }

    def close(self) -> None:
        super().close()
        self.camille.close()

    def name(self, email: str) -> str:
        return self.people[email]["name"]

    def post(self, path: str, body: Any, client: httpx.Client | None = None, version: int | None = None) -> dict[str, Any]:
        headers = {"Idempotency-Key": uuid4().hex} | ({} if version is None else {"If-Match": f'"{version}"'})
        answer = (client or self.camille).post(f"/api/v1{path}", json=body, headers=headers)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def payout(self, description: str, email: str = MEMBER, amount: int = 12_550, currency: str = "EUR") -> dict[str, Any]:
        return self.post("/payouts", {
            "personId": self.people[email]["id"], "amount": {"amount": amount, "currency": currency},
            "description": description, "leadId": None,
        })

    def open(self, payout: dict[str, Any]) -> dict[str, Any]:
        answer = self.camille.get(f"/api/v1/payouts/{payout['id']}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def account(self, code: str, kind: str = "asset", **more: Any) -> dict[str, Any]:
        return self.post("/ledger/accounts", {"code": code, "name": code.title(), "kind": kind, "personId": None, "currency": None, **more})

    def need_two(self, isNeeded: bool) -> None:
        workspace = self.camille.get("/api/v1/workspace").json()
        answer = self.camille.patch(
            "/api/v1/workspace", json={"payoutsNeedTwo": isNeeded}, headers={"If-Match": f'"{workspace["version"]}"'})
        assert answer.status_code == 200, answer.text


@pytest.fixture(scope="module")
def place(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with standing(binary, tmp_path_factory.mktemp("payouts"), Place) as place:
        yield place


@pytest.fixture
def word() -> str:
    """A word that no other test's things have."""
    return f"w{uuid4().hex[:10]}"


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name, exact=True)


def row(page: Page, payout: dict[str, Any]) -> Locator:
    return page.locator(f'[data-payout="{payout["id"]}"]')


def choose(page: Page, menu: Locator, act: str) -> None:
    menu.click()
    page.get_by_role("menuitem", name=act, exact=True).click()


# Who sees what


def test_a_viewer_is_told_that_the_page_is_not_his(place: Place, opened: Open) -> None:
    page = signed_in(place, opened, VIEWER)
    page.goto(f"{place.node.url}/payouts")
    expect(page.get_by_role("heading", name="Your role does not include this page")).to_be_visible()
    expect(page.get_by_role("banner").get_by_role("link", name="Payouts")).to_have_count(0)


def test_a_member_sees_his_own_payouts_and_no_books(place: Place, opened: Open, word: str) -> None:
    own, other = place.payout(word), place.payout(word, ADMIN)
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/payouts")
    expect(row(page, own)).to_contain_text("€125.50")
    expect(row(page, other)).to_have_count(0)
    expect(row(page, own).get_by_role("button")).to_have_count(0)
    for name in ("Commission rules", "Accounts", "Transactions"):
        expect(page.get_by_role("main").get_by_role("link", name=name)).to_have_count(0)
    page.goto(f"{place.node.url}/ledger")
    expect(page.get_by_role("heading", name="Your role does not include this page")).to_be_visible()
    page.goto(f"{place.node.url}/payouts/{other['id']}")
    expect(page.get_by_test_id("failure-code")).to_have_text("not_found")


# Payouts


def test_a_payout_is_approved_and_paid_and_others_see_it(place: Place, opened: Open, word: str) -> None:
    payout = place.payout(word)
    page, onlooker = signed_in(place, opened), signed_in(place, opened, ADMIN)
    for one in (page, onlooker):
        one.goto(f"{place.node.url}/payouts")
        expect(row(one, payout).get_by_test_id("payout-state")).to_have_attribute("data-state", "pending")
    row(page, payout).get_by_role("button", name="Approve").click()
    page.get_by_role("dialog").get_by_role("button", name="Approve it").click()
    for one in (page, onlooker):
        expect(row(one, payout).get_by_test_id("payout-state")).to_have_attribute("data-state", "approved")
    row(page, payout).get_by_role("button", name="Pay").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Day of payment").fill("")
    dialog.get_by_role("button", name="It is paid").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Choose a day.")
    dialog.get_by_label("Day of payment").fill(YESTERDAY.isoformat())
    dialog.get_by_label("Reference").fill("SEPA 7")
    dialog.get_by_role("button", name="It is paid").click()
    for one in (page, onlooker):
        expect(row(one, payout).get_by_test_id("payout-state")).to_have_attribute("data-state", "paid")
    expect(row(page, payout).get_by_role("button")).to_have_count(0)
    stored = place.open(payout)
    assert (stored["state"], stored["reference"], len(stored["transactions"])) == ("paid", "SEPA 7", 2)
    row(page, payout).get_by_role("link", name=place.name(MEMBER)).click()
    facts = page.get_by_test_id("payout-facts")
    expect(facts).to_contain_text("SEPA 7")
    expect(facts).to_contain_text(f"{YESTERDAY.day} {YESTERDAY:%b %Y}")
    facts.get_by_role("link", name="Step 2").click()
    entries = page.get_by_test_id("entry-row")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("€125.50")


def test_voiding_wants_a_reason_and_shows_it(place: Place, opened: Open, word: str) -> None:
    payout = place.payout(word)
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/payouts?state=pending")
    choose(page, row(page, payout).get_by_role("button", name="More for"), "Void…")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Void it").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Say why. It stays with the payout.")
    expect(dialog.get_by_label("Reason")).to_be_focused()
    dialog.get_by_label("Reason").fill("Agreed otherwise")
    dialog.get_by_role("button", name="Void it").click()
    # It is none of the pending ones any more.
    expect(row(page, payout)).to_have_count(0)
    page.goto(f"{place.node.url}/payouts/{payout['id']}")
    expect(page.get_by_test_id("payout-facts")).to_contain_text("Agreed otherwise")
    assert place.open(payout)["state"] == "void"


def test_who_is_too_late_is_shown_what_became_of_it(place: Place, opened: Open, word: str) -> None:
    payout = place.payout(word)
    page = signed_in(place, opened)
    # Without events the page finds out by the node's refusal.
    page.route_web_socket("**/realtime/**", lambda socket: None)
    page.goto(f"{place.node.url}/payouts")
    row(page, payout).get_by_role("button", name="Approve").click()
    place.post(f"/payouts/{payout['id']}/void", {"reason": "Quicker"}, version=payout["version"])
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Approve it").click()
    expect(dialog).to_contain_text("Someone was quicker")
    dialog.get_by_role("button", name="Show it as it is now").click()
    expect(dialog).to_have_count(0)
    expect(row(page, payout).get_by_test_id("payout-state")).to_have_attribute("data-state", "void")


def test_where_two_people_are_needed_the_page_says_why(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/payouts/rules")
    section(page, "Two people").get_by_label("A payout needs two different people").click()
    until("two are needed", lambda: place.camille.get("/api/v1/workspace").json()["payoutsNeedTwo"])
    try:
        own, raised = place.payout(word, OWNER), place.payout(word)
        page.goto(f"{place.node.url}/payouts")
        for payout, reason in ((raised, "You raised this payout."), (own, "This payout is your own.")):
            row(page, payout).get_by_role("button", name="Approve").click()
            dialog = page.get_by_role("dialog")
            dialog.get_by_role("button", name="Approve it").click()
            expect(dialog.get_by_test_id("second-person")).to_contain_text(reason)
            shoot(page, "payout-second-person")
            dialog.get_by_role("button", name="Cancel").click()
        with closing(place.node.sign_in(ADMIN)) as adele:
            approved = place.post(f"/payouts/{raised['id']}/approval", None, adele, raised["version"])
        other = signed_in(place, opened, ADMIN)
        other.goto(f"{place.node.url}/payouts/{raised['id']}")
        other.get_by_role("button", name="Pay…").click()
        other.get_by_role("dialog").get_by_role("button", name="It is paid").click()
        expect(other.get_by_test_id("second-person")).to_contain_text("You approved this payout.")
        paid = place.post(f"/payouts/{raised['id']}/payment", {"reference": None, "date": YESTERDAY.isoformat()}, version=approved["version"])
        assert paid["state"] == "paid"
    finally:
        place.need_two(False)


def test_a_payout_is_raised_by_hand_once(place: Place, opened: Open, word: str) -> None:
    lead = place.owner.post("/api/v1/leads", json={"company": f"{word} & Fils"}).json()
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/payouts")
    page.get_by_role("button", name="New payout").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Raise it").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text(["Choose who is to be paid.", "Enter an amount.", "Say what it is for."])
    dialog.get_by_label("Person").select_option(label=place.name(MEMBER))
    dialog.get_by_label("Amount", exact=True).fill("1,234.567")
    dialog.get_by_label("Description").fill(word)
    dialog.get_by_role("searchbox", name="Lead").fill(word)
    dialog.get_by_role("list", name="Leads found").get_by_role("button", name=lead["company"]).click()
    dialog.get_by_role("button", name="Raise it").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("The currency has no such fractions.")
    dialog.get_by_label("Amount", exact=True).fill("1,234.5")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if request.url.endswith("/payouts") and request.method == "POST" else None)
    # The first answer gets lost: the same key keeps the second from raising another.
    page.route("**/api/v1/payouts", lambda route: (route.fetch(), route.fulfill(status=502, body=""))[1], times=1)
    dialog.get_by_role("button", name="Raise it").click()
    expect(dialog.get_by_test_id("failure-code")).to_have_text("unavailable")
    dialog.get_by_role("button", name="Raise it").click()
    expect(dialog).to_have_count(0)
    rows = page.get_by_test_id("payout-row").filter(has_text=word)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("€1,234.50")
    assert len(sent) == 2 and '"amount":123450' in sent[0]


def test_amounts_at_the_ends_of_their_range_are_shown_to_the_last_digit(place: Place, opened: Open, word: str) -> None:
    payout = place.payout(word, amount=9_007_199_254_740_993, currency="EUR")
    yen = place.payout(word, amount=1_234, currency="JPY")
    dinar = place.payout(word, amount=1_234, currency="KWD")
    page = signed_in(place, opened, language="fr")
    page.goto(f"{place.node.url}/payouts")
    for one, text in ((payout, "90\u202f071\u202f992\u202f547\u202f409,93\u00a0€"), (yen, "1\u202f234\u00a0JPY"), (dinar, "1,234\u00a0KWD")):
        expect(row(page, one).get_by_test_id("payout-amount")).to_have_text(text)
    for one in (payout, yen, dinar):
        place.post(f"/payouts/{one['id']}/void", {"reason": "Tried"}, version=one["version"])


def test_payouts_are_narrowed_by_state_and_person_in_the_address(place: Place, opened: Open, word: str) -> None:
    payout, other = place.payout(word), place.payout(word, ADMIN)
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/payouts")
    expect(page.get_by_test_id("total-pending")).to_contain_text("€")
    page.get_by_label("Person").select_option(label=place.name(ADMIN))
    expect(row(page, other)).to_be_visible()
    expect(row(page, payout)).to_have_count(0)
    assert page.url.endswith(f"person={place.people[ADMIN]['id']}")
    page.get_by_role("link", name="Paid").click()
    expect(page.get_by_text("No payout matches")).to_be_visible()
    # The button below the list takes the state away as well.
    page.get_by_role("button", name="Clear the filters").last.click()
    expect(row(page, payout)).to_be_visible()


# Rules


def test_a_rule_is_made_and_a_won_lead_raises_its_payouts(place: Place, opened: Open, word: str) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/payouts/rules")
    page.get_by_role("button", name="New rule").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill(word)
    dialog.get_by_label("Per cent of the value").fill("10")
    dialog.get_by_label("Per cent of person 1").fill("60")
    dialog.get_by_role("button", name="Add a person").click()
    dialog.get_by_label("Per cent of person 2").fill("30")
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("Choose who gets this share.")
    dialog.get_by_label("Person 2", exact=True).select_option(label=place.name(MEMBER))
    expect(dialog.get_by_test_id("field-fault")).to_have_text("The shares have to be 100% together.")
    expect(dialog).to_contain_text("90% of 100% shared")
    dialog.get_by_label("Per cent of person 2").fill("40")
    shoot(page, "rule-dialog")
    dialog.get_by_role("button", name="Save").click()
    rule = page.get_by_test_id("rule").filter(has_text=word)
    expect(rule).to_contain_text("10% of the value")
    expect(rule).to_contain_text(f"Owner of the lead 60%, {place.name(MEMBER)} 40%")

    lead = place.owner.wait_until_ended(place.owner.post("/api/v1/leads", json={"company": f"{word} SA"}).json())["lead"]
    stages = place.owner.get(f"/api/v1/projects/{lead['projectId']}/stages").json()["items"]
    won = next(stage for stage in stages if stage["kind"] == "won")
    place.owner.edit(lead, value={"amount": 100_001, "currency": "EUR"}, ownerId=place.people[OWNER]["id"], stageId=won["id"])
    page.goto(f"{place.node.url}/payouts")
    rows = page.get_by_test_id("payout-row").filter(has_text=f"{word} SA")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text=place.name(OWNER))).to_contain_text("€60.00")
    expect(rows.filter(has_text=place.name(MEMBER))).to_contain_text("€40.00")

    page.goto(f"{place.node.url}/payouts/rules")
    choose(page, rule.get_by_role("button", name="Actions for"), "Switch off")
    expect(rule).to_contain_text("Off")
    choose(page, rule.get_by_role("button", name="Actions for"), "Change")
    expect(dialog.get_by_label("Per cent of the value")).to_have_value("10")
    dialog.get_by_label("Kind").select_option(label="Fixed amount")
    dialog.get_by_label("Amount", exact=True).fill("50")
    dialog.get_by_role("button", name="Save").click()
    expect(rule).to_contain_text("€50.00 a lead")
    choose(page, rule.get_by_role("button", name="Actions for"), "Delete")
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(rule).to_have_count(0)


# The books


def test_a_transaction_is_written_with_its_running_balance(place: Place, opened: Open, word: str) -> None:
    code = word.upper()
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/ledger")
    page.get_by_role("button", name="New account").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Code").fill("with space")
    dialog.get_by_label("Name").fill(word)
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_test_id("field-fault")).to_have_text("1 to 40 of A to Z, 0 to 9 and _ . : -")
    dialog.get_by_label("Code").fill(word)
    dialog.get_by_role("button", name="Save").click()
    expect(page.locator(f'[data-code="{code}"]')).to_contain_text(word)
    cash = place.account(f"{code}.CASH")

    page.goto(f"{place.node.url}/ledger/transactions")
    page.get_by_role("link", name="New transaction").click()
    expect(page.get_by_role("heading", name="New transaction", level=1)).to_be_visible()
    lines = page.get_by_test_id("entry-fields")
    balance = page.get_by_test_id("running-balance")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("A transaction has at least two entries.")).to_be_visible()
    page.get_by_label("Description").fill(word)
    lines.nth(0).get_by_label("Account").select_option(label=f"{word} ({code})")
    lines.nth(0).get_by_label("Debit").fill("1,200.30")
    expect(balance).to_have_text("€1,200.30 more to credit")
    lines.nth(1).get_by_label("Account").select_option(value=cash["id"])
    lines.nth(1).get_by_label("Credit").fill("1,000")
    expect(balance).to_have_text("€200.30 more to credit")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_text("Debits and credits are not the same yet.")).to_be_visible()
    page.get_by_role("button", name="Add an entry").click()
    lines.nth(2).get_by_label("Account").select_option(value=cash["id"])
    lines.nth(2).get_by_role("button", name="Fill entry 3 with what is missing").click()
    expect(lines.nth(2).get_by_label("Credit")).to_have_value("200.3")
    expect(balance).to_have_text("EUR balances")
    shoot(page, "new-transaction")
    page.get_by_role("button", name="Post it").click()
    expect(page.get_by_test_id("entry-row")).to_have_count(3)
    expect(page.get_by_test_id("hash")).to_have_text(re.compile("^[0-9a-f]{64}$"))

    # The account holds it, and held nothing before.
    page.goto(f"{place.node.url}/ledger")
    page.locator(f'[data-code="{code}"]').get_by_role("link", name=word).click()
    expect(page.get_by_test_id("balance-now")).to_have_text("€1,200.30")
    page.get_by_label("At the end of").fill("2020-01-01")
    expect(page.get_by_test_id("balance-at")).not_to_contain_text("1,200.30")
    expect(page.get_by_test_id("entry-row")).to_have_count(1)
    shoot(page, "account")

    page.get_by_test_id("entry-row").get_by_role("link", name=word).click()
    page.get_by_role("button", name="Reverse…").click()
    page.get_by_role("dialog").get_by_role("button", name="Reverse it").click()
    expect(page.get_by_role("link", name="The earlier transaction")).to_be_visible()
    page.get_by_role("link", name="The earlier transaction").click()
    expect(page.get_by_text("A later transaction took this one back.")).to_be_visible()
    expect(page.get_by_role("button", name="Reverse…")).to_have_count(0)
    account = next(one for one in place.camille.get("/api/v1/ledger/accounts?limit=200").json()["items"] if one["code"] == code)
    assert [money["amount"] for money in account["balances"]] in ([], [0])


def test_a_closed_account_takes_no_entry(place: Place, opened: Open, word: str) -> None:
    account = place.account(word.upper())
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/ledger")
    line = page.locator(f'[data-code="{account["code"]}"]')
    choose(page, line.get_by_role("button", name="Actions for"), "Close")
    expect(line).to_contain_text("Closed")
    page.goto(f"{place.node.url}/ledger/transactions/new")
    expect(page.get_by_test_id("entry-fields")).to_have_count(2)
    expect(page.get_by_label("Account").first.locator(f'option[value="{account["id"]}"]')).to_have_count(0)
    page.goto(f"{place.node.url}/ledger")
    choose(page, line.get_by_role("button", name="Actions for"), "Open again")
    expect(line).not_to_contain_text("Closed")


def test_the_chain_is_verified_and_taken_out(place: Place, opened: Open, word: str) -> None:
    one, other = place.account(word.upper()), place.account(f"{word.upper()}.B")
    place.post("/ledger/transactions", {
        "date": YESTERDAY.isoformat(), "description": word, "reference": None, "entries": [
            {"accountId": one["id"], "amount": {"amount": 5, "currency": "EUR"}, "memo": None},
            {"accountId": other["id"], "amount": {"amount": -5, "currency": "EUR"}, "memo": None},
        ]})
    head = place.camille.get("/api/v1/ledger/head").json()
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/ledger/transactions")
    chain = section(page, "Chain")
    expect(chain.get_by_test_id("head")).to_have_text(head["hash"])
    chain.get_by_role("button", name="Verify").click()
    expect(chain.get_by_test_id("verification")).to_have_attribute("data-ok", "true")
    with page.expect_download() as got:
        chain.get_by_role("button", name="Download all as JSON").click()
    assert got.value.suggested_filename == "ledger.jsonl"
    assert head["hash"] in got.value.path().read_text()
    page.get_by_label("Search transactions").fill(word)
    expect(page.get_by_test_id("transaction-row")).to_have_count(1)
    expect(page.get_by_test_id("transaction-row")).to_contain_text("€0.05")


# Statements


def test_a_member_takes_his_statement_out_as_csv_and_pdf(place: Place, opened: Open, word: str) -> None:
    payout = place.payout(word, amount=4_200)
    place.post(f"/payouts/{payout['id']}/approval", None, version=payout["version"])
    page = signed_in(place, opened, MEMBER)
    page.goto(f"{place.node.url}/payouts/statements")
    expect(page.get_by_test_id("statement")).to_contain_text("€42.00")
    expect(page.get_by_label("Person")).to_have_count(0)
    page.get_by_role("button", name="This year").click()
    expect(page.get_by_test_id("closing")).to_contain_text("€")
    with page.expect_download() as csv:
        page.get_by_role("button", name="Download as CSV").click()
    assert "42.00" in csv.value.path().read_text()
    with page.expect_download() as pdf:
        page.get_by_role("button", name="Download as PDF").click()
    assert pdf.value.path().read_bytes().startswith(b"%PDF")
    shoot(page, "statement")


# Looks


@pytest.mark.parametrize(("language", "theme", "size"), [("en", "light", DESK), ("fr", "dark", DESK), ("fr", "light", PHONE), ("en", "dark", PHONE)])
def test_the_pages_fit_every_screen(place: Place, opened: Open, language: str, theme: str, size: dict[str, int]) -> None:
    place.payout("Look")
    page = signed_in(place, opened, language=language, theme=theme, size=size)
    for path, ready in (
        ("/payouts", "payouts"), ("/payouts/rules", None), ("/payouts/statements", None), ("/ledger", "account-row"),
        ("/ledger/transactions", "head"), ("/ledger/transactions/new", "entry-fields"),
    ):
        page.goto(f"{place.node.url}{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        if ready is not None:
            expect(page.get_by_test_id(ready).first).to_be_visible()
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)
        expect(page.get_by_role("status", name="Chargement")).to_have_count(0)
        no_sideways_scroll(page)
        shoot(page, f"money{path.replace('/', '-')}-{language}-{theme}-{size['width']}")


def test_the_keyboard_leads_to_the_payouts(place: Place, opened: Open) -> None:
    page = signed_in(place, opened)
    page.goto(f"{place.node.url}/leads")
    expect(page.get_by_test_id("list-tools")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page.get_by_role("heading", name="Payouts", level=1)).to_be_focused()
