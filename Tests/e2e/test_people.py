"""Members, invitations, workspaces, tokens and the audit log over the API."""

import csv
import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.node import Node


@pytest.fixture(scope="module")
def house(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    node = Node(binary, tmp_path_factory.mktemp("house"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().set_up_owner().close()
        yield node
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def member(node: Node, email: str, role: str) -> httpx.Client:
    added = node.command("user", "add", email, "--role", role)
    assert added.returncode == 0, added.stderr
    return node.sign_in(email)


def person(browser: httpx.Client) -> str:
    return browser.get("/api/v1/session").json()["user"]["id"]


def test_a_changed_role_counts_from_the_next_request(house: Node) -> None:
    with closing(house.sign_in()) as owner, closing(member(house, "sinks@example.com", "member")) as other:
        assert other.post("/api/v1/leads", json={"company": "Before"}).status_code == 201
        assert owner.patch(f"/api/v1/members/{person(other)}", json={"role": "viewer"}).status_code == 204
        assert_problem(other.post("/api/v1/leads", json={"company": "After"}), 403, "forbidden")
        assert owner.delete(f"/api/v1/members/{person(other)}").status_code == 204
        assert_problem(other.get("/api/v1/session"), 401, "unauthenticated")


def test_nobody_acts_on_someone_above_or_gives_more_than_they_have(house: Node) -> None:
    with closing(house.sign_in()) as owner, closing(member(house, "adam@example.com", "admin")) as admin:
        for body in ({"role": "viewer"}, {"role": "owner"}):
            assert_problem(admin.patch(f"/api/v1/members/{person(owner)}", json=body), 403, "forbidden")
        assert_problem(admin.patch(f"/api/v1/members/{person(admin)}", json={"role": "owner"}), 403, "forbidden")
        assert_problem(admin.delete(f"/api/v1/members/{person(owner)}"), 403, "forbidden")
        assert_problem(admin.post("/api/v1/invitations", json={"email": "x@example.com", "role": "owner"}), 403, "forbidden")
        assert_problem(admin.request("DELETE", "/api/v1/workspace", json={"name": "Atelier"}), 403, "forbidden")
        made = admin.post("/api/v1/tokens", json={"name": "more", "scopes": ["workspace.delete"]})
        assert_problem(made, 403, "forbidden")


def test_the_last_owner_stays(new_node: Node) -> None:
    new_node.start()
    with closing(new_node.set_up_owner()) as owner:
        assert_problem(owner.patch(f"/api/v1/members/{person(owner)}", json={"role": "member"}), 409, "last_owner")
        assert_problem(owner.delete(f"/api/v1/members/{person(owner)}"), 409, "last_owner")
        with closing(member(new_node, "second@example.com", "owner")) as second:
            ids = [(owner, person(owner)), (second, person(second))]
            with ThreadPoolExecutor(2) as pool:
                answers = list(pool.map(lambda one: one[0].delete(f"/api/v1/members/{one[1]}"), ids))
            assert sorted(answer.status_code for answer in answers) == [204, 409]


def test_a_workspace_is_changed_by_its_version_and_deleted_by_its_name(new_node: Node) -> None:
    new_node.start()
    with closing(new_node.set_up_owner()) as owner:
        before = owner.get("/api/v1/workspace").json()
        tag = {"If-Match": f'"{before["version"]}"'}
        assert_problem(owner.patch("/api/v1/workspace", json={"name": "Whatever"}), 428, "version_required")
        assert_problem(owner.patch("/api/v1/workspace", json={"name": "Old", "version": before["version"]}, headers=tag), 400, "malformed_body")
        changed = owner.patch("/api/v1/workspace", json={"name": "Atelier neuf", "timeZone": "Europe/Brussels"}, headers=tag)
        assert changed.status_code == 200 and changed.json()["version"] == before["version"] + 1
        assert_problem(owner.patch("/api/v1/workspace", json={"name": "Late"}, headers=tag), 409, "stale_version")
        assert_problem(owner.patch("/api/v1/workspace", json={"timeZone": "Mars/Olympus", "currency": "XXY"}), 400, "invalid_request")
        token = new_node.create_token()
        assert_problem(owner.request("DELETE", "/api/v1/workspace", json={"name": "Atelier"}), 400, "invalid_request")
        gone = owner.request("DELETE", "/api/v1/workspace", json={"name": "Atelier neuf"})
        assert gone.status_code == 202 and gone.json()["deletesAt"]
        assert_problem(owner.post("/api/v1/leads", json={"company": "Too late"}), 403, "forbidden")
        api = Api(new_node, token)
        assert_problem(api.get("/api/v1/leads"), 401, "unauthenticated")
        assert owner.post("/api/v1/workspace/restore").json()["deletesAt"] is None
        assert api.get("/api/v1/leads").status_code == 200
        api.close()


def test_a_token_has_its_scopes_and_an_end(house: Node) -> None:
    with closing(house.sign_in()) as owner:
        for body in ({"name": "", "scopes": ["leads.read"]}, {"name": "x", "scopes": []}, {"name": "x", "scopes": ["leads.eat"]},
                     {"name": "x", "scopes": ["leads.read"], "expiresAt": "2001-01-01T00:00:00Z"}, {"name": "x", "scopes": ["leads.read"], "expiresAt": "soon"}):
            assert_problem(owner.post("/api/v1/tokens", json=body), 400, "invalid_request")
        made = owner.post("/api/v1/tokens", json={"name": "reader", "scopes": ["leads.read"]}).json()
        api = Api(house, made["text"])
        assert api.get("/api/v1/leads").status_code == 200
        assert_problem(api.post("/api/v1/leads", json={"company": "Not mine"}), 403, "forbidden")
        assert owner.delete(f"/api/v1/tokens/{made['id']}").status_code == 204
        assert_problem(api.get("/api/v1/leads"), 401, "unauthenticated")
        assert made["text"] not in owner.get("/api/v1/tokens").text
        api.close()


def test_the_audit_log_has_every_act_and_can_be_taken_along(house: Node) -> None:
    with closing(house.sign_in()) as owner:
        sent = owner.post("/api/v1/invitations", json={"email": "=cmd|'/c calc'!a1@example.com".replace("|", "-").replace("'", ""), "role": "viewer"})
        assert sent.status_code in (201, 400)
        assert owner.post("/api/v1/invitations", json={"email": "audited@example.com", "role": "viewer"}).status_code == 201
        entries, cursor = [], None
        while True:
            page = owner.get("/api/v1/audit", params={"limit": 7, **({"cursor": cursor} if cursor else {})}).json()
            entries += page["items"]
            cursor = page["next"]
            if cursor is None:
                break
        newest = entries[0]
        assert newest["action"] == "invitation.sent" and newest["subject"]["label"] == "audited@example.com"
        assert newest["actor"]["label"] == "Camille Owner" and newest["after"]["role"] == "viewer" and newest["remoteAddress"] == "127.0.0.1"
        assert {"node.set_up", "session.opened"} <= {entry["action"] for entry in entries}
        table = owner.get("/api/v1/audit.csv", params={"action": "invitation"})
        rows = list(csv.DictReader(io.StringIO(table.text)))
        assert rows and {row["action"].split(".")[0] for row in rows} == {"invitation"}
        assert not [value for row in rows for value in row.values() if value[:1] in "=+-@" and value]


def test_rotated_keys_leave_what_was_signed_before_good(new_node: Node) -> None:
    new_node.start()
    with closing(new_node.set_up_owner()) as owner:
        before = owner.get("/api/v1/workspace/keys").json()
        done = new_node.command("keys", "rotate")
        assert done.returncode == 0 and "access-token-signing: generation 2" in done.stderr
        assert owner.get("/api/v1/session").status_code == 200
        assert owner.post("/api/v1/session/refresh").status_code == 200
        after = owner.post("/api/v1/workspace/keys/service/rotation").json()
        assert after["service"]["opaque"] != before["service"]["opaque"] and after["service"]["previousUntil"]
        for key in (before["service"]["opaque"], before["service"]["jwt"], after["service"]["opaque"]):
            api = Api(new_node, key)
            assert api.get("/api/v1/leads").status_code == 200
            api.close()


def test_the_operator_gets_people_in_and_out(new_node: Node) -> None:
    new_node.start().set_up_owner().close()
    assert "camille@example.com" in new_node.command("user", "list").stdout
    assert new_node.command("user", "link", "nobody@example.com").returncode != 0
    with closing(new_node.sign_in()) as owner:
        assert new_node.command("user", "sign-out", "camille@example.com").returncode == 0
        assert_problem(owner.get("/api/v1/session"), 401, "unauthenticated")


def test_mail_test_says_which_step_fails(new_node: Node) -> None:
    refused = new_node.command("mail", "test", "you@example.com", SMTP_URL="smtp://127.0.0.1:1?tls=none")
    assert refused.returncode != 0 and "FAILED tcp" in refused.stdout
    unknown = new_node.command("mail", "test", "you@example.com", SMTP_URL="smtp://nowhere.invalid?tls=none")
    assert unknown.returncode != 0 and "FAILED dns" in unknown.stdout
