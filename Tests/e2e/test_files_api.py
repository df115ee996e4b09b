"""Files of leads, usage, trash, the end of links and the versions of a dossier, as the page asks for them."""

import base64
import sqlite3
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.node import Node
from driver.until import until

S = "/storage/v1"
MISSING = "0199aaaa-0000-7000-8000-00000000ffff"


@dataclass
class Desk:
    """A workspace as its owner sees it, a lead in it, and clients with less."""

    node: Node
    owner: httpx.Client
    lead: str
    bucket: str

    def as_(self, credential: str) -> httpx.Client:
        return self.node.client(headers={"Authorization": f"Bearer {credential}"})

    def token(self, *scopes: str) -> httpx.Client:
        made = self.owner.post("/api/v1/tokens", json={"name": "robot", "scopes": list(scopes)})
        assert made.status_code == 201, made.text
        return self.as_(made.json()["text"])

    def member(self, role: str) -> httpx.Client:
        email = f"{role}-{uuid.uuid4().hex[:8]}@example.com"
        added = self.node.command("user", "add", email, "--role", role, "--workspace", "Atelier")
        assert added.returncode == 0, added.stderr
        return self.node.sign_in(email)

    def put(self, bucket: str, key: str, content: bytes = b"hello", by: httpx.Client | None = None) -> httpx.Response:
        return (by or self.owner).post(f"{S}/object/{bucket}/{key}", content=content, headers={"content-type": "text/plain"})

    def trash(self, bucket: str, key: str, content: bytes = b"hello") -> str:
        """Stores and removes a file; answers its id in the trash."""
        assert self.put(bucket, key, content).status_code == 200
        assert self.owner.delete(f"{S}/object/{bucket}/{key}").status_code == 200
        items = self.owner.get("/api/v1/files/trash", params={"bucket": bucket, "prefix": key}).json()["items"]
        assert [item["name"] for item in items] == [key]
        return items[0]["id"]

    def signed(self, bucket: str, key: str) -> str:
        answer = self.owner.post(f"{S}/object/sign/{bucket}/{key}", json={"expiresIn": 60})
        return self.node.url + S + answer.json()["signedURL"]


@pytest.fixture(scope="module")
def place(binary, tmp_path_factory) -> Iterator[tuple[Node, httpx.Client]]:
    node = Node(binary, tmp_path_factory.mktemp("files"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        yield node.start(), node.set_up_owner()
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


@pytest.fixture
def desk(place: tuple[Node, httpx.Client]) -> Desk:
    node, owner = place
    lead = owner.post("/api/v1/leads", json={"company": "Acme"}).json()["id"]
    bucket = "b-" + uuid.uuid4().hex[:8]
    assert owner.post(f"{S}/bucket", json={"name": bucket}).status_code == 200
    return Desk(node, owner, lead, bucket)


def refused(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == 400, answer.text
    body = answer.json()
    assert (body["statusCode"], body["code"]) == (str(status), code) and body["message"]


def begin(client: httpx.Client, bucket: str, key: str, size: int = 5) -> httpx.Response:
    """Begins a resumable upload."""
    notes = ",".join(f"{name} {base64.b64encode(text.encode()).decode()}" for name, text in (("bucketName", bucket), ("objectName", key)))
    return client.post(
        f"{S}/upload/resumable", headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(size), "Upload-Metadata": notes})


# The bucket of the leads


def test_the_bucket_stays_private_and_stays_there(desk: Desk) -> None:
    keys = desk.owner.get("/api/v1/workspace/keys").json()
    for client in (desk.owner, desk.as_(keys["service"]["opaque"])):
        refused(client.delete(f"{S}/bucket/leads"), 400, "InvalidRequest")
        refused(client.post(f"{S}/bucket/leads/empty"), 400, "InvalidRequest")
        refused(client.put(f"{S}/bucket/leads", json={"public": True}), 400, "InvalidRequest")
        refused(client.post(f"{S}/bucket", json={"name": "leads"}), 409, "BucketAlreadyExists")
    assert desk.owner.put(f"{S}/bucket/leads", json={"id": "other", "name": "other", "public": False, "file_size_limit": "1MB"}).status_code == 200
    bucket = desk.owner.get(f"{S}/bucket/leads").json()
    assert (bucket["name"], bucket["public"], bucket["file_size_limit"]) == ("leads", False, 1_048_576)


def test_no_file_goes_to_a_lead_that_is_not_there(desk: Desk) -> None:
    service = desk.as_(desk.owner.get("/api/v1/workspace/keys").json()["service"]["opaque"])
    for client in (desk.owner, service):
        for key in (f"{MISSING}/a.txt", "a.txt", f"{desk.lead.upper()}/a.txt", f"folder/{desk.lead}/a.txt"):
            refused(desk.put("leads", key, by=client), 404, "NoSuchKey")
            refused(client.put(f"{S}/object/leads/{key}", content=b"x"), 404, "NoSuchKey")
            refused(client.post(f"{S}/object/upload/sign/leads/{key}"), 404, "NoSuchKey")
            assert begin(client, "leads", key).status_code == 404
    desk.put("leads", f"{desk.lead}/a.txt")
    desk.put(desk.bucket, "a.txt")
    for order in (
        {"bucketId": "leads", "sourceKey": f"{desk.lead}/a.txt", "destinationKey": f"{MISSING}/a.txt"},
        {"bucketId": desk.bucket, "sourceKey": "a.txt", "destinationBucket": "leads", "destinationKey": "a.txt"},
    ):
        refused(desk.owner.post(f"{S}/object/move", json=order), 404, "NoSuchKey")
        refused(desk.owner.post(f"{S}/object/copy", json=order), 404, "NoSuchKey")


def test_a_token_that_reads_leads_reads_there_and_nothing_else(desk: Desk) -> None:
    key = f"{desk.lead}/a.txt"
    desk.put("leads", key, b"offer")
    desk.put(desk.bucket, "a.txt")
    reader = desk.token("leads.read")
    assert [bucket["name"] for bucket in reader.get(f"{S}/bucket").json()] == ["leads"]
    assert reader.get(f"{S}/object/leads/{key}").content == b"offer"
    assert [one["name"] for one in reader.post(f"{S}/object/list/leads", json={"prefix": desk.lead}).json()] == ["a.txt"]
    assert reader.post(f"{S}/object/sign/leads/{key}", json={"expiresIn": 60}).status_code == 200
    refused(desk.put("leads", f"{desk.lead}/b.txt", by=reader), 403, "AccessDenied")
    refused(reader.delete(f"{S}/object/leads/{key}"), 403, "AccessDenied")
    assert reader.request("DELETE", f"{S}/object/leads", json={"prefixes": [key]}).json() == []
    refused(reader.get(f"{S}/object/{desk.bucket}/a.txt"), 404, "NoSuchBucket")
    assert reader.post(f"{S}/object/list/{desk.bucket}", json={}).json() == []
    refused(desk.put(desk.bucket, "c.txt", by=reader), 403, "AccessDenied")
    move = {"bucketId": "leads", "sourceKey": key, "destinationBucket": desk.bucket, "destinationKey": "c.txt"}
    refused(reader.post(f"{S}/object/copy", json=move), 404, "NoSuchBucket")
    for path in ("usage", "trash"):
        assert_problem(reader.get(f"/api/v1/files/{path}"), 403, "forbidden")


def test_forms_anon_keys_and_readers_of_files_have_no_part_in_it(desk: Desk) -> None:
    key = f"{desk.lead}/a.txt"
    desk.put("leads", key)
    anon = desk.owner.get("/api/v1/workspace/keys").json()["anon"]
    for client in (desk.token("leads.drop"), desk.as_(anon["opaque"]), desk.as_(anon["jwt"]), desk.token("files.read", "files.write")):
        refused(client.get(f"{S}/object/leads/{key}"), 404, "NoSuchBucket")
        refused(desk.put("leads", f"{desk.lead}/b.txt", by=client), 403, "AccessDenied")
        assert "leads" not in [bucket["name"] for bucket in client.get(f"{S}/bucket").json()]


def test_a_viewer_reads_and_a_member_writes(desk: Desk) -> None:
    viewer, member = desk.member("viewer"), desk.member("member")
    key = f"{desk.lead}/a.txt"
    refused(desk.put("leads", key, by=viewer), 403, "AccessDenied")
    assert desk.put("leads", key, by=member).status_code == 200
    assert viewer.get(f"{S}/object/leads/{key}").content == b"hello"
    assert begin(viewer, "leads", f"{desk.lead}/parts.txt").status_code == 403
    begun = begin(member, "leads", f"{desk.lead}/parts.txt")
    assert begun.status_code == 201
    part = {"Tus-Resumable": "1.0.0", "Upload-Offset": "0", "content-type": "application/offset+octet-stream"}
    assert viewer.patch(begun.headers["location"], content=b"parts", headers=part).status_code == 404
    assert member.patch(begun.headers["location"], content=b"parts", headers=part).status_code == 204
    assert viewer.get(f"{S}/object/leads/{desk.lead}/parts.txt").content == b"parts"
    move = {"bucketId": "leads", "sourceKey": key, "destinationKey": f"{desk.lead}/b.txt"}
    refused(viewer.post(f"{S}/object/move", json=move), 403, "AccessDenied")
    assert member.post(f"{S}/object/move", json=move).status_code == 200
    assert [one["name"] for one in member.request("DELETE", f"{S}/object/leads", json={"prefixes": [f"{desk.lead}/b.txt"]}).json()]


def test_another_workspace_has_a_bucket_of_its_own_and_sees_nothing_of_ours(desk: Desk) -> None:
    name = "Other " + uuid.uuid4().hex[:6]
    assert desk.owner.post("/api/v1/workspaces", json={"name": name, "language": "en"}).status_code == 201
    email = f"{uuid.uuid4().hex[:8]}@example.com"
    added = desk.node.command("user", "add", email, "--role", "owner", "--workspace", name)
    assert added.returncode == 0, added.stderr
    stranger = desk.node.sign_in(email)
    file, key = desk.trash("leads", f"{desk.lead}/gone.txt"), f"{desk.lead}/a.txt"
    desk.put("leads", key)
    assert [bucket["name"] for bucket in stranger.get(f"{S}/bucket").json()] == ["chat", "leads"]
    refused(stranger.get(f"{S}/object/leads/{key}"), 404, "NoSuchKey")
    refused(desk.put("leads", f"{desk.lead}/b.txt", by=stranger), 404, "NoSuchKey")
    assert stranger.get("/api/v1/files/trash").json() == {"items": [], "next": None}
    assert stranger.get("/api/v1/files/usage").json() == {"bytes": 0, "quotaBytes": None, "objects": 0, "trashBytes": 0}
    assert_problem(stranger.post(f"/api/v1/files/trash/{file}/restore"), 404, "not_found")
    assert_problem(stranger.delete(f"/api/v1/files/trash/{file}"), 404, "not_found")
    assert_problem(stranger.post("/api/v1/files/links/revocation", json={"bucket": "leads", "name": key}), 404, "not_found")
    assert_problem(stranger.get(f"/api/v1/leads/{desk.lead}/dossiers"), 404, "not_found")


def test_the_bucket_is_there_after_a_restart(place: tuple[Node, httpx.Client]) -> None:
    node, owner = place
    node.stop()
    database = sqlite3.connect(next(path for path in node.folder.rglob("*.sqlite")))
    database.execute("DELETE FROM bucket_object WHERE bucket_id IN (SELECT id FROM bucket WHERE name = 'leads')")
    database.execute("DELETE FROM bucket WHERE name = 'leads'")
    database.commit()
    database.close()
    node.start()
    assert "leads" in [bucket["name"] for bucket in owner.get(f"{S}/bucket").json()]


# Usage and trash


def test_usage_tells_what_is_stored_and_what_of_it_is_in_the_trash(desk: Desk) -> None:
    # A dossier is stored as well, once it is rendered.
    until("no lead is under way", lambda: all(
        lead["status"] in ("ready", "failed") for lead in desk.owner.get("/api/v1/leads", params={"limit": 200}).json()["items"]), 60)
    before = desk.owner.get("/api/v1/files/usage").json()
    desk.put(desk.bucket, "kept", b"123")
    file = desk.trash(desk.bucket, "gone", b"12345")
    after = desk.owner.get("/api/v1/files/usage").json()
    assert {name: after[name] - before[name] for name in ("bytes", "objects", "trashBytes")} == {"bytes": 8, "objects": 1, "trashBytes": 5}
    assert after["quotaBytes"] is None
    assert desk.owner.delete(f"/api/v1/files/trash/{file}").status_code == 204
    assert desk.owner.get("/api/v1/files/usage").json() == {**after, "bytes": after["bytes"] - 5, "trashBytes": after["trashBytes"] - 5}


@pytest.mark.parametrize("query", [{"limit": "0"}, {"limit": "201"}, {"limit": "x"}, {"cursor": "made up"}])
def test_a_page_of_the_trash_that_cannot_be_is_refused(desk: Desk, query: dict[str, str]) -> None:
    problem = assert_problem(desk.owner.get("/api/v1/files/trash", params=query), 400, "invalid_request")
    assert problem["fields"][0]["pointer"] in query


def test_the_trash_is_paged_and_filtered(desk: Desk) -> None:
    for name in ("1", "2", "3"):
        desk.trash("leads", f"{desk.lead}/{name}")
        desk.trash(desk.bucket, name)
    seen, cursor = [], None
    while True:
        page = desk.owner.get(
            "/api/v1/files/trash",
            params={"bucket": "leads", "prefix": f"{desk.lead}/", "limit": 2, **({"cursor": cursor} if cursor else {})}).json()
        seen += page["items"]
        cursor = page["next"]
        if cursor is None:
            break
    assert [item["name"].split("/")[1] for item in seen] == ["3", "2", "1"]
    assert set(seen[0]) == {"id", "bucket", "name", "size", "contentType", "replaced", "trashedAt", "trashedBy", "purgedAt"}
    me = desk.owner.get("/api/v1/session").json()["user"]["id"]
    assert (seen[0]["bucket"], seen[0]["size"], seen[0]["contentType"], seen[0]["trashedBy"]) == ("leads", 5, "text/plain", me)
    assert seen[0]["purgedAt"] > seen[0]["trashedAt"] and seen[0]["replaced"] is False


def test_restoring_is_refused_and_says_why(desk: Desk) -> None:
    file = desk.trash(desk.bucket, "a.txt")
    restore = f"/api/v1/files/trash/{file}/restore"
    for client in (desk.member("viewer"), desk.token("leads.drop"), desk.token("leads.read", "leads.write")):
        assert_problem(client.post(restore), 403, "forbidden")
    assert_problem(desk.owner.post(f"/api/v1/files/trash/{MISSING}/restore"), 404, "not_found")
    assert_problem(desk.owner.post("/api/v1/files/trash/nonsense/restore"), 404, "not_found")
    for name in ("", "../x", "/x", "a//b", "e\u0301", "a\u202eb", "a\u0000", "x" * 1_025):
        problem = assert_problem(desk.owner.post(restore, json={"name": name}), 400, "invalid_request")
        assert problem["fields"][0]["pointer"] == "/name"
    assert_problem(desk.owner.post(restore, json={"name": 1}), 400, "malformed_body")
    assert_problem(desk.owner.post(restore, json={"key": "a"}), 400, "malformed_body")
    desk.put(desk.bucket, "a.txt", b"newer")
    assert_problem(desk.owner.post(restore), 409, "conflict")
    offer = desk.trash("leads", f"{desk.lead}/offer")
    assert_problem(desk.owner.post(f"/api/v1/files/trash/{offer}/restore", json={"name": f"{MISSING}/offer"}), 404, "not_found")


def test_what_was_removed_comes_back(desk: Desk) -> None:
    file = desk.trash(desk.bucket, "f/a.txt", b"old")
    desk.put(desk.bucket, "f/a.txt", b"new")
    member = desk.member("member")
    answer = member.post(f"/api/v1/files/trash/{file}/restore", json={"name": "f/b.txt"})
    assert (answer.status_code, answer.json()) == (200, {"bucket": desk.bucket, "name": "f/b.txt"})
    assert desk.owner.get(f"{S}/object/{desk.bucket}/f/b.txt").content == b"old"
    offer = desk.trash("leads", f"{desk.lead}/offer")
    assert member.post(f"/api/v1/files/trash/{offer}/restore").json() == {"bucket": "leads", "name": f"{desk.lead}/offer"}
    assert_problem(member.post(f"/api/v1/files/trash/{offer}/restore"), 404, "not_found")


def test_only_who_manages_buckets_purges(desk: Desk) -> None:
    file = desk.trash(desk.bucket, "a.txt")
    for client in (desk.member("viewer"), desk.member("member"), desk.token("files.read", "files.write"), desk.token("leads.drop")):
        assert_problem(client.delete(f"/api/v1/files/trash/{file}"), 403, "forbidden")
    assert desk.member("admin").delete(f"/api/v1/files/trash/{file}").status_code == 204
    assert_problem(desk.owner.delete(f"/api/v1/files/trash/{file}"), 404, "not_found")
    entry = desk.owner.get("/api/v1/audit", params={"action": "file.purged"}).json()["items"][0]
    assert entry["subject"]["label"] == f"{desk.bucket}/a.txt"


def test_the_trash_is_emptied_by_who_manages_buckets(new_node: Node) -> None:
    owner = new_node.start().set_up_owner()
    assert owner.post(f"{S}/bucket", json={"name": "docs"}).status_code == 200
    desk = Desk(new_node, owner, "", "docs")
    for number in range(3):
        desk.trash("docs", f"{number}", b"12345")
    desk.put("docs", "kept", b"kept")
    for client in (desk.member("viewer"), desk.member("member"), desk.token("files.read", "files.write"), desk.token("leads.drop")):
        assert_problem(client.delete("/api/v1/files/trash"), 403, "forbidden")
    answer = desk.member("admin").delete("/api/v1/files/trash")
    assert (answer.status_code, answer.json()) == (200, {"count": 3, "bytes": 15})
    assert owner.delete("/api/v1/files/trash").json() == {"count": 0, "bytes": 0}
    usage = owner.get("/api/v1/files/usage").json()
    assert (usage["objects"], usage["trashBytes"], usage["bytes"]) == (1, 0, 4)
    [entry] = owner.get("/api/v1/audit", params={"action": "trash.emptied"}).json()["items"]
    assert (entry["before"]["count"], entry["before"]["bytes"]) == (3, 15)
    assert owner.get(f"{S}/object/docs/kept").content == b"kept"


# Links and dossiers


def test_links_are_not_ended_by_who_may_not(desk: Desk) -> None:
    desk.put(desk.bucket, "a.txt")
    link = desk.signed(desk.bucket, "a.txt")
    revocation = "/api/v1/files/links/revocation"
    for client in (desk.member("viewer"), desk.token("leads.drop")):
        assert_problem(client.post(revocation, json={"bucket": desk.bucket, "name": "a.txt"}), 403, "forbidden")
    assert_problem(desk.member("member").post(revocation, json={"bucket": desk.bucket}), 403, "forbidden")
    assert_problem(desk.owner.post(revocation, json={"bucket": desk.bucket, "name": "missing"}), 404, "not_found")
    assert_problem(desk.owner.post(revocation, json={"bucket": "missing"}), 404, "not_found")
    assert_problem(desk.owner.post(revocation, json={}), 400, "malformed_body")
    assert_problem(desk.owner.post(revocation, json={"bucket": desk.bucket, "path": "a"}), 400, "malformed_body")
    assert httpx.get(link, trust_env=False).content == b"hello"


def test_links_end_for_a_file_and_for_a_bucket(desk: Desk) -> None:
    desk.put(desk.bucket, "a.txt")
    desk.put(desk.bucket, "b.txt")
    first, second = desk.signed(desk.bucket, "a.txt"), desk.signed(desk.bucket, "b.txt")
    answer = desk.member("member").post("/api/v1/files/links/revocation", json={"bucket": desk.bucket, "name": "a.txt"})
    assert (answer.status_code, answer.json()) == (200, {"revoked": True})
    refused(httpx.get(first, trust_env=False), 400, "InvalidSignature")
    assert httpx.get(second, trust_env=False).status_code == 200
    assert desk.owner.post("/api/v1/files/links/revocation", json={"bucket": desk.bucket}).json() == {"revoked": True}
    refused(httpx.get(second, trust_env=False), 400, "InvalidSignature")
    # A storage client's own call leaves an entry as well.
    assert desk.owner.delete(f"{S}/object/sign/{desk.bucket}/b.txt").status_code == 200
    for action, label in (("file.links_revoked", f"{desk.bucket}/b.txt"), ("bucket.links_revoked", desk.bucket)):
        assert desk.owner.get("/api/v1/audit", params={"action": action}).json()["items"][0]["subject"]["label"] == label


def test_dossiers_are_not_for_who_may_not_read_leads(desk: Desk) -> None:
    path = f"/api/v1/leads/{desk.lead}/dossiers"
    for client in (desk.token("leads.drop"), desk.token("files.read")):
        assert_problem(client.get(path), 403, "forbidden")
    for lead in (MISSING, "nonsense"):
        assert_problem(desk.owner.get(f"/api/v1/leads/{lead}/dossiers"), 404, "not_found")


def test_every_version_of_a_dossier_opens_and_is_saved(node: Node, api: Api, sites: dict[str, str]) -> None:
    lead = api.drop("No site")
    api.wait_until_ready(lead)
    assert api.post(f"/api/v1/leads/{lead['id']}/analysis").status_code == 202
    api.wait_until_ready(lead)
    items = api.get(f"/api/v1/leads/{lead['id']}/dossiers").json()["items"]
    assert [item["current"] for item in items] == [True, False]
    assert items[0]["createdAt"] > items[1]["createdAt"]
    assert items[0]["id"] == api.war_room(lead["id"])["dossier"]["id"]
    for item in items:
        shown, saved = (httpx.get(node.url + item[name], trust_env=False) for name in ("url", "downloadUrl"))
        assert shown.content == saved.content and shown.content.startswith(b"%PDF") and len(shown.content) == item["size"]
        assert shown.headers["content-disposition"].startswith("inline") and saved.headers["content-disposition"].startswith("attachment")
        assert item["pages"] >= 1
        assert_problem(httpx.get(node.url + item["url"].replace("signature=", "signature=A"), trust_env=False), 403, "signature_invalid")
