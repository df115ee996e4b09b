"""A whole workspace out of one node and into another: the same by the API, whole or not at all, and in a masked copy nobody."""

import hashlib
import json
import random
import shutil
import signal
import subprocess
import tarfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from driver.api import Api
from driver.archive import Archive
from driver.filled import fill, good, keyed, pages, ran, said, same, seen, token
from driver.node import Node, environment


# Everything that names somebody in the fixture; none of it may be in a masked copy.
PERSONAL = [
    "Zacharie", "Quillfeather", "zacharie.q@quillfeather.example", "quillfeather", "+33612345678", "6 12 34 56 78", "Ninonette", "ninonette@",
    "secret plan of Zacharie", "note on Quillfeather", "bo@example.com", "camille@example.com", "Camille", "offre-quillfeather", "Brindlewood",
]


def person(node: Node, email: str) -> str | None:
    row = Archive(node).read().execute("SELECT id FROM person WHERE email_normalized = ?", [email]).fetchone()
    return row and row[0]


class Moved:
    """A filled node with a second tenant, its export as a folder and a tar, and another node."""

    def __init__(self, binary: Path, folder: Path):
        self.first = Node(binary, folder / "first").start().prepared()
        fill(self.first)
        self.folder, self.tar, self.masked = folder / "export", folder / "export.tar", folder / "masked"
        browser = self.first.sign_in()
        self.workspace = browser.get("/api/v1/workspace").json()["id"]
        self.neighbour = good(browser.post("/api/v1/workspaces", json={"name": "Neighbour", "language": "en"}))
        browser.close()
        self.neighbours = Api(self.first, token(self.first, "Neighbour"))
        self.theirs = self.neighbours.drop("Neighbourly Secret Inc", notes="tenants never see each other")
        self.neighbours.wait_until_ready(self.theirs)
        self.neighbours.close()
        ran(self.first.command("export", str(self.folder), "--workspace", self.workspace))
        ran(self.first.command("export", str(self.tar), "--workspace", self.workspace))
        self.shown = seen(self.first, token(self.first, self.workspace))
        assert self.first.stop() == 0
        self.known = {email: person(self.first, email) for email in ("camille@example.com", "bo@example.com")}

    def lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / name).read_text().splitlines()]

    def copied(self, to: Path) -> Path:
        return Path(shutil.copytree(self.folder, to))


@pytest.fixture(scope="module")
def moved(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    one = Moved(binary, tmp_path_factory.mktemp("moved"))
    try:
        yield one
    finally:
        one.first.kill()


def refused(node: Node, path: Path, *words: str) -> None:
    done = node.command("import", str(path))
    assert done.returncode == 1, said(done)
    for word in words:
        assert word in said(done), said(done)
    database = Archive(node).read()
    assert database.execute("SELECT count(*) FROM workspace").fetchone()[0] == 0
    assert not (node.data / "import").exists()


@pytest.fixture
def empty(binary: Path, tmp_path: Path) -> Node:
    """A node that has been started once and stopped, with nobody in it."""
    node = Node(binary, tmp_path / "empty")
    node.start()
    assert node.stop() == 0
    return node


def rehashed(folder: Path, name: str, content: bytes) -> None:
    """Puts a file in the place of another and makes the manifest fit, as somebody would who knows the format."""
    (folder / name).write_bytes(content)
    manifest = json.loads((folder / "manifest.json").read_text())
    for file in manifest["files"]:
        if file["name"] == name:
            file |= {"byteCount": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_a_changed_export_is_refused_with_file_and_line(moved: Moved, empty: Node, tmp_path: Path) -> None:
    changed = moved.copied(tmp_path / "changed")
    leads = (changed / "leads.jsonl").read_bytes()
    (changed / "leads.jsonl").write_bytes(leads.replace(b"Other Ltd", b"Other Inc"))
    line = next(n for n, text in enumerate(leads.splitlines(), 1) if b"Other Ltd" in text)
    refused(empty, changed, f"leads.jsonl, line {line}")

    broken = moved.copied(tmp_path / "broken")
    rehashed(broken, "leads.jsonl", leads.replace(b'"company":"Other Ltd"', b'"company":"Other Ltd'))
    refused(empty, broken, f"leads.jsonl, line {line}")

    foreign = moved.copied(tmp_path / "foreign")
    workspace = moved.neighbour["id"].encode()
    rehashed(foreign, "notes.jsonl", (foreign / "notes.jsonl").read_bytes().replace(moved.workspace.encode(), workspace))
    refused(empty, foreign, "notes.jsonl, line 1", "another workspace")

    dangling = moved.copied(tmp_path / "dangling")
    note = moved.lines("notes.jsonl")[0]
    text = (dangling / "notes.jsonl").read_bytes().replace(note["lead_id"].encode(), str(uuid.uuid4()).encode())
    rehashed(dangling, "notes.jsonl", text)
    refused(empty, dangling, "notes.jsonl, line 1", "FOREIGN KEY")

    booked = moved.copied(tmp_path / "booked")
    rehashed(booked, "entries.jsonl", (booked / "entries.jsonl").read_bytes().replace(b'"amount":100,', b'"amount":900,').replace(b'"amount":-100,', b'"amount":-900,'))
    refused(empty, booked, "transactions.jsonl, transaction 1", "hash")

    unknown = moved.copied(tmp_path / "unknown")
    manifest = json.loads((unknown / "manifest.json").read_text())
    (unknown / "manifest.json").write_text(json.dumps({**manifest, "format": 2}))
    refused(empty, unknown, "format 2")
    (unknown / "manifest.json").write_text(json.dumps({**manifest, "schema": manifest["schema"][:-1]}))
    refused(empty, unknown, "version")
    (unknown / "manifest.json").unlink()
    refused(empty, unknown, "manifest.json")


def test_a_missing_or_changed_file_is_refused(moved: Moved, empty: Node, tmp_path: Path) -> None:
    gone = moved.copied(tmp_path / "gone")
    blob = sorted((gone / "files").iterdir())[0]
    content = blob.read_bytes()
    blob.unlink()
    refused(empty, gone, blob.name, "missing")
    blob.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    refused(empty, gone, blob.name, "not as it was exported")


def test_an_archive_that_leads_elsewhere_is_refused(moved: Moved, empty: Node, tmp_path: Path) -> None:
    for name in ("../evil", "/etc/evil", "files/../../evil", "leads.jsonl/../x"):
        path = tmp_path / "evil.tar"
        with tarfile.open(path, "w") as tar:
            tar.addfile(tarfile.TarInfo(name))
        refused(empty, path, name.lstrip("/"), "Nothing was unpacked")
    with tarfile.open(tmp_path / "link.tar", "w") as tar:
        link = tarfile.TarInfo("manifest.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tar.addfile(link)
    refused(empty, tmp_path / "link.tar", "no plain file")
    # A size beyond the archive's own end, as a bomb would have it.
    huge = tarfile.TarInfo("manifest.json")
    huge.size = 1 << 40
    (tmp_path / "huge.tar").write_bytes(huge.tobuf(tarfile.GNU_FORMAT) + b"\0" * 1024)
    refused(empty, tmp_path / "huge.tar", "ends before")
    (tmp_path / "cut.tar").write_bytes(moved.tar.read_bytes()[:-1536])
    refused(empty, tmp_path / "cut.tar")
    refused(empty, tmp_path / "nowhere", "nothing")


def test_no_row_of_another_tenant_and_no_secret_is_exported(moved: Moved) -> None:
    texts = [path.read_bytes() for path in moved.folder.rglob("*") if path.is_file()] + [moved.tar.read_bytes()]
    strange = [moved.neighbour["id"], moved.theirs["id"], moved.theirs["projectId"], "Neighbourly", "tenants never see"]
    strange += ["upn_", "whsec_", "token_hash", "code_hash", "salt"]
    for word in strange:
        assert not any(word.encode() in text for text in texts), word
    manifest = json.loads((moved.folder / "manifest.json").read_text())
    for file in manifest["files"]:
        content = (moved.folder / file["name"]).read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (file["byteCount"], file["sha256"])
        assert file.get("lines") in (None, len(content.splitlines()))
    assert manifest["storedFileCount"] == len(list((moved.folder / "files").iterdir()))
    described = {file["name"]: {field["name"] for field in file["fields"]} for file in json.loads((moved.folder / "schema.json").read_text())["files"]}
    for name, fields in described.items():
        for line in moved.lines(name):
            assert set(line) == fields
    with tarfile.open(moved.tar) as tar:
        inside = {member.name: tar.extractfile(member).read() for member in tar.getmembers()}
    outside = {str(path.relative_to(moved.folder)): path.read_bytes() for path in moved.folder.rglob("*") if path.is_file()}
    assert inside.keys() == outside.keys()
    assert {name for name in inside if inside[name] != outside[name]} <= {"manifest.json", "audit.jsonl", "sums/audit.txt"}


@pytest.mark.parametrize(("form", "runs"), [("folder", True), ("tar", False)])
def test_another_node_shows_the_same(moved: Moved, binary: Path, tmp_path: Path, form: str, runs: bool) -> None:
    second = Node(binary, tmp_path / "second").start().prepared()
    try:
        # Camille is somebody here, too, with another id; Bo is not.
        if not runs:
            assert second.stop() == 0
        arrived = ran(second.command("import", str(moved.folder if form == "folder" else moved.tar))).strip()
        assert arrived == moved.workspace
        again = second.command("import", str(moved.tar))
        assert again.returncode == 1 and "here already" in said(again)
        if not runs:
            second.start()
        shown = seen(second, token(second, moved.workspace))
        # What is owed to somebody who was known here goes on in the account that came with the books.
        api = Api(second, token(second, moved.workspace))
        owner = next(one for one in shown["members"] if one["person"]["email"] == "camille@example.com")["person"]
        body = {"personId": owner["id"], "amount": {"amount": 5, "currency": "EUR"}, "description": "More"}
        more = good(api.post("/api/v1/payouts", json=body, headers=keyed()))
        good(api.post(f"/api/v1/payouts/{more['id']}/approval", headers={**keyed(), "If-Match": f'"{more["version"]}"'}), 200)
        assert {one["code"] for one in pages(api, "/api/v1/ledger/accounts")} == {one["code"] for one in shown["ledger/accounts"]}
        api.close()
        assert ran(second.command("ledger", "verify"))
        assert second.stop() == 0
        ids = {moved.known["camille@example.com"]: person(second, "camille@example.com"), moved.known["bo@example.com"]: person(second, "bo@example.com")}
        assert moved.known["camille@example.com"] != person(second, "camille@example.com")
        assert moved.known["bo@example.com"] == person(second, "bo@example.com")
        before, after = same(moved.shown, ids), same(shown, ids)
        # What reaches out of the node has come to rest.
        for one in (before, after):
            for hook in one["webhooks"]:
                hook.pop("secretHint", None)
                hook.pop("enabled"), hook.pop("disabledReason", None)
            for schedule in one["jobs/schedules"]:
                schedule.pop("paused"), schedule.pop("nextRunAt", None), schedule.pop("upcoming", None)
            for member in one["members"]:
                member.pop("lastSeenAt", None), member.pop("emailConfirmedAt", None)
        assert shown["webhooks"][0]["enabled"] is False and shown["jobs/schedules"][0]["paused"] is True
        # In the books stays who posted as the hashes have it.
        before["ledger/transactions"], after["ledger/transactions"] = moved.shown["ledger/transactions"], shown["ledger/transactions"]
        for name in before:
            assert before[name] == after[name], name
        Archive(second).assert_sound()
        database = Archive(second).read()
        assert database.execute("SELECT count(*) FROM session WHERE workspace_id = ?", [moved.workspace]).fetchone()[0] == 0
        assert database.execute("SELECT count(*) FROM audit_entry WHERE action = 'workspace.imported'").fetchone()[0] == 1
        home = database.execute("SELECT id FROM workspace ORDER BY created_at, id LIMIT 1").fetchone()[0]
        assert home != moved.workspace, "a workspace that came from elsewhere must not run the node"
    finally:
        second.kill()


def test_a_workspace_arrives_under_another_name(moved: Moved, binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "named").start().prepared()
    try:
        for wrong in ("", "x" * 121):
            done = node.command("import", str(moved.tar), "--as", wrong)
            assert done.returncode == 1 and "--as" in said(done), said(done)
        done = node.command("import", str(moved.tar), "--as", "Atelier Lyon")
        assert ran(done).strip() == moved.workspace and "Atelier Lyon" in said(done)
        # The node has an Atelier of its own: by the new name they are told apart.
        api = Api(node, token(node, "Atelier Lyon"))
        assert good(api.get("/api/v1/workspace"), 200)["name"] == "Atelier Lyon"
        assert len(api.all_leads()) == 2
        entry = next(one for one in pages(api, "/api/v1/audit") if one["action"] == "workspace.imported")
        assert (entry["after"]["name"], entry["after"]["exportedName"]) == ("Atelier Lyon", "Atelier")
        api.close()
        ran(node.command("user", "add", "lea@example.com", "--role", "owner", "--workspace", "Atelier Lyon"))
        lea = node.sign_in("lea@example.com")
        assert good(lea.get("/api/v1/workspace"), 200)["id"] == moved.workspace
        lea.close()
        api = Api(node, token(node, "Atelier"))
        assert api.all_leads() == []
        api.close()
        assert node.stop() == 0
    finally:
        node.kill()
    Archive(node).assert_sound()


def test_a_kill_leaves_nothing_of_an_import(moved: Moved, empty: Node) -> None:
    chance = random.Random(7)
    whole = time.monotonic()
    ran(empty.command("import", str(moved.tar)))
    whole = time.monotonic() - whole
    shutil.rmtree(empty.data)
    for _ in range(6):
        empty.start()
        assert empty.stop() == 0
        process = subprocess.Popen(
            [empty.binary, "import", str(moved.tar)], cwd=empty.folder, env=environment(empty.data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, whole))
        process.send_signal(signal.SIGKILL)
        process.wait()
        empty.start()
        assert empty.stop() == 0
        count = Archive(empty).read().execute("SELECT count(*) FROM workspace").fetchone()[0]
        if count == 1:
            assert Archive(empty).read().execute("SELECT count(*) FROM lead").fetchone()[0] == 2
        else:
            database = Archive(empty).read()
            for table in ("lead", "message", "person", "blob_object", "ledger_transaction", "search_document"):
                assert database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table
        assert not (empty.data / "import").exists()
        if count == 0:
            ran(empty.command("import", str(moved.tar)))
        Archive(empty).assert_sound()
        shutil.rmtree(empty.data)


def test_what_is_refused_names_the_remedy(moved: Moved, tmp_path: Path) -> None:
    node = moved.first
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    for arguments, word in (
        (["export", str(tmp_path / "full"), "--workspace", moved.workspace], "there already"), (["export", str(tmp_path / "a")], "--workspace"),
        (["export", str(tmp_path / "a"), "--workspace", moved.workspace, "--keep-member", "bo@example.com"], "--mask-personal-data"),
        (["export", str(tmp_path / "no" / "where"), "--workspace", moved.workspace], "No such file"),
    ):
        done = node.command(*arguments)
        assert done.returncode == 1 and word in said(done), said(done)
    assert not (tmp_path / "a").exists()


def test_nobody_can_be_known_in_a_masked_copy(moved: Moved, empty: Node, tmp_path: Path) -> None:
    masked = tmp_path / "masked"
    ran(moved.first.command("export", str(masked), "--workspace", moved.workspace, "--mask-personal-data"))

    def known(content: bytes) -> list[str]:
        text = content.decode(errors="ignore").lower()
        return [word for word in PERSONAL if word.lower() in text]

    assert known(b"Zacharie") == ["Zacharie"], "the check finds what it looks for"
    for path in masked.rglob("*"):
        if path.is_file():
            assert known(path.read_bytes()) == [], path.name
            assert known(str(path).encode()) == [], path
    leads = [json.loads(line) for line in (masked / "leads.jsonl").read_text().splitlines()]
    keys = [json.loads(line) for line in (masked / "keys.jsonl").read_text().splitlines()]
    one = next(lead for lead in leads if lead["email"])
    assert {key["value"] for key in keys if key["lead_id"] == one["id"] and key["kind"] == "email"} >= {one["email"]}
    for line in (masked / "people.jsonl").read_text().splitlines():
        assert json.loads(line)["email"].endswith("@example.com")

    ran(empty.command("import", str(masked)))
    for path in empty.data.rglob("*"):
        if path.is_file():
            assert known(path.read_bytes()) == [], path
    empty.start()
    assert ran(empty.command("ledger", "verify"))
    api = Api(empty, token(empty, moved.workspace))
    assert len(api.all_leads()) == 2
    for lead in api.all_leads():
        assert api.get(api.war_room(lead["id"])["dossier"]["url"]).content.startswith(b"%PDF")
        assert good(api.get("/api/v1/search", params={"q": lead["company"]}), 200)["items"]
        pages(api, f"/api/v1/leads/{lead['id']}/history")
    for channel in pages(api, "/api/v1/channels"):
        pages(api, f"/api/v1/channels/{channel['id']}/messages")
    api.close()
    assert empty.stop() == 0
    Archive(empty).assert_sound()

    kept = tmp_path / "kept"
    ran(moved.first.command("export", str(kept), "--workspace", moved.workspace, "--mask-personal-data", "--keep-member", "Bo@example.com"))
    emails = {json.loads(line)["email"] for line in (kept / "people.jsonl").read_text().splitlines()}
    assert "bo@example.com" in emails and "camille@example.com" not in emails
