"""Two workspaces on one node never see each other: every endpoint, asked by everyone of the other one."""

import re
import uuid
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from conftest import ROOT
from driver.api import Api, assert_problem
from driver.node import Node
from driver.until import until

ENDPOINT = re.compile(r"^\| (GET|POST|PATCH|DELETE|PUT) \| `([^`]+)` \| (.+) \|$", re.MULTILINE)
# Those of the stock clients are tried in test_auth_wire.py, in their own words.
ENDPOINTS = [one for one in ENDPOINT.findall((ROOT / "docs" / "permissions.md").read_text()) if one[1].startswith("/api/v1/")]

BODIES = {
    "POST /api/v1/leads/{lead}/contacts": {"name": "mine"},
    "POST /api/v1/leads/{lead}/notes": {"text": "mine"},
    "PUT /api/v1/leads/{lead}/visit": {"upTo": None},
    "POST /api/v1/leads/{lead}/merge": {"from": "0199aaaa-0000-7000-8000-00000000ffff"},
    "POST /api/v1/projects/{project}/stages": {"name": "mine"},
    "POST /api/v1/leads/{lead}/move": {"stageId": "0199aaaa-0000-7000-8000-00000000ffff"},
    "POST /api/v1/ledger/transactions/{transaction}/reversal": {"date": "2024-02-01", "description": "mine"},
    "POST /api/v1/payouts/{payout}/payment": {"date": "2024-02-01"},
    "POST /api/v1/payouts/{payout}/void": {"reason": "mine"},
    "POST /api/v1/channels/{channel}/messages": {"clientId": "0199aaaa-0000-7000-8000-00000000ffff", "text": "mine"},
    "POST /api/v1/channels/{channel}/uploads": {"name": "a.txt", "size": 1},
    "PUT /api/v1/channels/{channel}/read": {"upTo": 1},
    "PATCH /api/v1/errors/{error}": {"state": "resolved"},
    "PATCH /api/v1/error-projects/{errorProject}": {"name": "mine"},
    "PATCH /api/v1/notes/{note}": {"text": "mine"},
    "PATCH /api/v1/tags/{tag}": {"name": "mine"},
    "PATCH /api/v1/members/{person}": {"role": "viewer"},
    "PATCH /api/v1/jobs/schedules/{schedule}": {"paused": True},
    "POST /api/v1/worker/jobs/{job}/heartbeat": {"lease": 1},
    "POST /api/v1/worker/jobs/{job}/complete": {"lease": 1},
    "POST /api/v1/worker/jobs/{job}/fail": {"lease": 1, "error": "mine"},
    "POST /api/v1/worker/jobs/{job}/release": {"lease": 1},
}


class Place:
    """A workspace with one of everything, and one credential of every kind."""

    def __init__(self, node: Node, browser: httpx.Client):
        self.node = node
        self.browser = browser
        session = browser.get("/api/v1/session").json()
        self.person = session["user"]["id"]
        self.session = browser.get("/api/v1/sessions").json()["items"][0]["id"]
        self.lead = browser.post("/api/v1/leads", json={"company": "Ours alone"}).json()["id"]
        self.contact = browser.post(f"/api/v1/leads/{self.lead}/contacts", json={"name": "Bo"}).json()["id"]
        self.note = browser.post(f"/api/v1/leads/{self.lead}/notes", json={"text": "ours"}).json()["id"]
        self.project = browser.post("/api/v1/projects", json={"name": "Ours alone"}).json()["id"]
        self.stage = browser.get(f"/api/v1/projects/{self.project}/stages").json()["items"][0]["id"]
        self.channel = browser.post("/api/v1/channels", json={"name": "Ours alone"}).json()["id"]
        self.message = browser.post(
            f"/api/v1/channels/{self.channel}/messages", json={"clientId": str(uuid.uuid4()), "text": "ours"}).json()["id"]
        self.account = self.made("/api/v1/ledger/accounts", {"code": "TILL", "name": "Till", "kind": "asset"})
        lines = [{"accountCode": "TILL", "amount": {"amount": amount, "currency": "EUR"}, "memo": ""} for amount in (5, -5)]
        self.transaction = self.made("/api/v1/ledger/transactions", {"date": "2024-01-31", "description": "Ours", "entries": lines})
        self.rule = self.made("/api/v1/commissions/rules", {
            "name": "Ours", "kind": "percentage", "rate": 500, "shares": [{"personId": "owner", "share": 10_000}]})
        self.payout = self.made("/api/v1/payouts", {
            "personId": self.person, "amount": {"amount": 5, "currency": "EUR"}, "description": "Ours"})
        self.tag = f"tag {self.person}"
        browser.post("/api/v1/leads", json={"company": "Tagged", "tags": [self.tag]})
        self.invitation = browser.post("/api/v1/invitations", json={"email": f"guest-{self.person}@example.com", "role": "viewer"}).json()["id"]
        browser.post("/storage/v1/object/leads/%s/offer.txt" % self.lead, content=b"ours")
        browser.delete("/storage/v1/object/leads/%s/offer.txt" % self.lead)
        self.file = browser.get("/api/v1/files/trash").json()["items"][0]["id"]
        self.token = browser.post("/api/v1/tokens", json={"name": "read", "scopes": ["leads.read"]}).json()["id"]
        self.job = browser.post("/api/v1/jobs", json={"kind": "crawl"}).json()["job"]["id"]
        self.schedule = browser.post("/api/v1/jobs/schedules", json={"name": "Nightly", "cron": "0 3 * * *", "kind": "crawl"}).json()["id"]
        self.view = browser.post("/api/v1/views", json={"name": "Ours", "shared": True}).json()["id"]
        self.import_ = browser.post("/api/v1/imports", content="company\nOurs alone\n", headers={"content-type": "text/csv"}).json()["id"]
        self.form = browser.post("/api/v1/forms", json={"name": "Ours"}).json()["id"]
        analyses = f"/api/v1/leads/{self.lead}/analyses"
        self.analysis = until("an analysis", lambda: browser.get(analyses).json()["items"])[0]["id"]
        keys = browser.get("/api/v1/workspace/keys").json()
        # By a key: nobody is told of what they did themselves.
        httpx.post(
            f"{node.url}/api/v1/leads", headers={"Authorization": f"Bearer {keys['service']['opaque']}"}, trust_env=False,
            json={"company": "Given", "ownerId": self.person})
        notifications = browser.get("/api/v1/notifications").json()["items"]
        self.notification = next(one["id"] for one in notifications if one["kind"] == "assignment")
        self.webhook = browser.post("/api/v1/webhooks", json={"url": "http://127.0.0.1:9/", "types": ["import.progress"]}).json()["id"]
        self.delivery = browser.post(f"/api/v1/webhooks/{self.webhook}/test", json={}).json()["id"]

        reports = browser.post("/api/v1/error-projects", json={"name": "Ours"}).json()
        self.error_project, self.event = reports["id"], uuid.uuid4().hex
        reported = httpx.post(
            f"{node.url}/api/{self.error_project}/store/?sentry_key={reports['publicKey']}", trust_env=False,
            json={"message": "ours", "event_id": self.event})
        assert reported.status_code == 200, reported.text
        self.error = until("the error", lambda: browser.get("/api/v1/errors").json()["items"])[0]["id"]

        def token(*scopes: str) -> str:
            return browser.post("/api/v1/tokens", json={"name": scopes[0], "scopes": list(scopes)}).json()["text"]

        self.credentials = {
            "owner": browser.headers["Authorization"].removeprefix("Bearer "),
            "token": token(*[scope for scope in session["permissions"]]),
            "worker": token("jobs.work"),
            "form": token("leads.drop"),
            "anon": keys["anon"]["opaque"],
            "anon-jwt": keys["anon"]["jwt"],
            "service": keys["service"]["opaque"],
            "service-jwt": keys["service"]["jwt"],
        }


    def made(self, path: str, body: dict[str, object]) -> str:
        answer = self.browser.post(path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]


@pytest.fixture(scope="module")
def places(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Place]]:
    node = Node(binary, tmp_path_factory.mktemp("tenants"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        first = node.start().set_up_owner()
        made = first.post("/api/v1/workspaces", json={"name": "Other", "language": "en"})
        assert made.status_code == 201, made.text
        added = node.command("user", "add", "other@example.com", "--role", "owner", "--workspace", "Other")
        assert added.returncode == 0, added.stderr
        second = node.sign_in("other@example.com")
        yield Place(node, first), Place(node, second)
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def test_the_page_of_permissions_names_the_endpoints() -> None:
    assert len(ENDPOINTS) > 30
    assert {access for _, _, access in ENDPOINTS} >= {"open", "signed in", "`leads.read`"}


NODE_ENDPOINTS = [one for one in ENDPOINTS if "home workspace" in one[2]]


@pytest.mark.parametrize("method, path, access", [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in NODE_ENDPOINTS])
def test_the_node_itself_is_of_the_workspace_that_it_was_set_up_with(
        places: tuple[Place, Place], method: str, path: str, access: str) -> None:
    home, other = places
    target = home.node.url + re.sub(r"\{[a-zA-Z]+\}", "0", path)
    for credential in other.credentials.values():
        answer = httpx.request(method, target, headers={"Authorization": f"Bearer {credential}"}, json={}, trust_env=False)
        assert_problem(answer, {401, 403})


@pytest.mark.parametrize("method, path, access", [
    pytest.param(*one, id=f"{one[0]} {one[1]}") for one in ENDPOINTS if "{" in one[1] and one not in NODE_ENDPOINTS])
def test_what_belongs_to_another_workspace_is_not_there(places: tuple[Place, Place], method: str, path: str, access: str) -> None:
    ours, theirs = places
    if "{kind}" in path or "{queue}" in path or "dev/mailbox" in path:
        pytest.skip("names nothing of a workspace")
    target = path.format(
        lead=theirs.lead, session=theirs.session, person=theirs.person, invitation=theirs.invitation, token=theirs.token, job=theirs.job,
        schedule=theirs.schedule, file=theirs.file, contact=theirs.contact, note=theirs.note, project=theirs.project, tag=theirs.tag,
        stage=theirs.stage, view=theirs.view, form=theirs.form, analysis=theirs.analysis, channel=theirs.channel, message=theirs.message,
        emoji="%F0%9F%91%8D", notification=theirs.notification, webhook=theirs.webhook, delivery=theirs.delivery,
        account=theirs.account, transaction=theirs.transaction, rule=theirs.rule, payout=theirs.payout,
        error=theirs.error, event=theirs.event, number=0, errorProject=theirs.error_project, **{"import": theirs.import_})
    if path.startswith("/api/v1/worker/"):
        # Leased, so that only the workspace keeps a worker of another one away; it is told the same of a job that nobody has.
        worker = {"Authorization": f"Bearer {theirs.credentials['worker']}"}
        httpx.post(f"{theirs.node.url}/api/v1/worker/leases", headers=worker, json={"kinds": ["crawl"]}, trust_env=False)
    missing = (409, "lease_lost") if path.startswith("/api/v1/worker/") else (404, "not_found")
    knower = "worker" if path.startswith("/api/v1/worker/") else "owner"
    seen = set()
    # Money moves under a key alone, and whoever sends none is told so first.
    marked = path.startswith(("/api/v1/ledger/", "/api/v1/payouts/")) and method == "POST"
    for name, credential in ours.credentials.items():
        headers = {"Authorization": f"Bearer {credential}"} | ({"Idempotency-Key": str(uuid.uuid4())} if marked else {})
        answer = httpx.request(
            method, ours.node.url + target, headers=headers, json=BODIES.get(f"{method} {path}", {}), trust_env=False)
        problem = assert_problem(answer, {missing[0], 403, 401})
        seen.add(answer.status_code)
        if name == knower:
            assert (answer.status_code, problem["code"]) == missing, f"{name}: {problem}"
        elif answer.status_code != 404:
            # Refused for what it is, before anything was looked up: the same as for an id that nobody has.
            nobody = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "0199aaaa-0000-7000-8000-00000000ffff", target)
            again = httpx.request(
                method, ours.node.url + nobody, headers=headers,
                json=BODIES.get(f"{method} {path}", {}), trust_env=False)
            assert (again.status_code, again.json()["code"]) == (answer.status_code, problem["code"]), name
    assert missing[0] in seen


@pytest.mark.parametrize("method, path, access", [pytest.param(*one, id=f"{one[0]} {one[1]}") for one in ENDPOINTS if one[2] != "open"])
def test_nobody_gets_in_without_a_credential(places: tuple[Place, Place], method: str, path: str, access: str) -> None:
    ours, _ = places
    target = re.sub(r"\{\w+\}", "0199aaaa-0000-7000-8000-00000000ffff", path)
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": f"Bearer upn_{'A' * 43}"}, {"Authorization": "Basic YTpi"}):
        answer = httpx.request(method, ours.node.url + target, headers=headers, json={}, trust_env=False)
        assert_problem(answer, 401, "unauthenticated")


def test_each_credential_sees_its_own_workspace_alone(places: tuple[Place, Place]) -> None:
    for own, other in (places, places[::-1]):
        for name in ("owner", "token", "service", "service-jwt"):
            api = Api(own.node, own.credentials[name])
            leads = {lead["id"] for lead in api.all_leads()}
            assert own.lead in leads and other.lead not in leads, name
            api.close()


def test_what_a_credential_may_not_do_is_refused(places: tuple[Place, Place]) -> None:
    ours, _ = places
    for name, allowed in (("worker", set()), ("form", {"drop"}), ("anon", set()), ("anon-jwt", set())):
        api = Api(ours.node, ours.credentials[name])
        dropped = api.post("/api/v1/leads", json={"company": f"By {name}"})
        if "drop" in allowed:
            assert dropped.status_code == 201
        else:
            assert_problem(dropped, 403, "forbidden")
        for path in ("/api/v1/jobs", f"/api/v1/jobs/{ours.job}", "/api/v1/jobs/queues", "/api/v1/leads", f"/api/v1/leads/{ours.lead}", "/api/v1/members", "/api/v1/audit", "/api/v1/workspace/keys"):
            assert_problem(api.get(path), 403, "forbidden")
        api.close()
