"""A machine that fails under the node: its disk, its clock, its bytes, and a second node that comes to the same folder."""

import random
import sqlite3
import time
from pathlib import Path

import httpx
import pytest
from driver.api import Api, assert_problem
from driver.archive import Archive
from driver.faults import GONE, READ_ONLY, WELL, Faults
from driver.node import Node, free_port
from driver.until import until

DAY = 86_400
EX_UNAVAILABLE, EX_IOERR = 69, 74


@pytest.fixture
def faults(new_node: Node, tmp_path: Path) -> Faults:
    return Faults(new_node, tmp_path)


# The disk


@pytest.mark.parametrize("state", [READ_ONLY, GONE], ids=["read-only", "gone"])
def test_a_disk_that_fails_refuses_writes_by_a_code_and_is_used_again_when_it_is_back(new_node: Node, faults: Faults, state: int) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    before = api.wait_until_ready(api.drop("Before"))["lead"]
    faults.disk(state)

    def refused() -> bool:
        answer = api.post("/api/v1/leads", json={"company": "Refused"})
        # What is under way when the disk goes may be answered by what is in memory, and no more than once.
        return answer.status_code != 201

    until("a write is refused", refused)
    for _ in range(5):
        problem = assert_problem(api.post("/api/v1/leads", json={"company": "Refused"}), 503, "unavailable")
        assert "disk" in problem["detail"] and "operator" in problem["detail"]
    read = api.get(f"/api/v1/leads/{before['id']}")
    assert read.status_code == 200 or (state == GONE and read.status_code == 503), read.text
    until("GET /ready says no", lambda: api.get("/ready").status_code == 503, 60)
    assert new_node.process is not None and new_node.process.poll() is None

    faults.disk(WELL)
    after = until("writes are taken again", lambda: (answer := api.post("/api/v1/leads", json={"company": "After"})).status_code == 201 and answer.json(), 60)
    api.wait_until_ready(after)
    until("GET /ready says yes", lambda: api.get("/ready").status_code == 200, 60)
    assert {"Before", "After"} <= {lead["company"] for lead in api.all_leads()}
    until("every lead ends", lambda: all(lead["status"] in ("ready", "failed") for lead in api.all_leads()), 120)
    api.close()
    assert new_node.stop() == 0
    Archive(new_node).assert_sound()


def test_a_disk_that_takes_nothing_is_told_at_the_start(new_node: Node, faults: Faults) -> None:
    new_node.start()
    assert new_node.stop() == 0
    faults.disk(READ_ONLY)
    refused = new_node.command("serve", "--port", str(free_port()))
    assert refused.returncode == EX_IOERR and "can't be written" in refused.stderr, refused.stderr


# The clock


def warnings_of(node: Node) -> list[str]:
    return [line for line in node.output.splitlines() if "The clock may be wrong" in line]


def alert(api: Api) -> dict | None:
    items = api.get("/api/v1/alerts", params={"state": "firing"}).json()["items"]
    return next((item for item in items if item["rule"] == "clockSkew"), None)


def trashed(api: Api, company: str) -> dict:
    lead = api.wait_until_ready(api.drop(company))["lead"]
    assert api.request("DELETE", f"/api/v1/leads/{lead['id']}", lead["version"]).status_code == 204
    return lead


def in_trash(api: Api) -> set[str]:
    return {lead["company"] for lead in api.all_leads(trash="true")}


def test_a_clock_in_1970_is_told_and_destroys_nothing(new_node: Node, faults: Faults, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    target.mkdir()
    new_node.start().prepared()
    api = Api(new_node)
    kept = api.wait_until_ready(api.drop("Kept"))["lead"]
    trashed(api, "In the trash")
    browser = new_node.sign_in()
    good = new_node.command("backup", "--to", str(target)).stdout.strip()
    assert warnings_of(new_node) == []
    assert new_node.stop() == 0

    faults.clock(-int(time.time()) + 600)
    new_node.start()
    [warning] = warnings_of(new_node)
    assert "1970-01-01" in warning and "timedatectl" in warning
    fired = until("the alert fires", lambda: alert(api), 60)
    assert fired["command"] and fired["cause"]
    # Work goes on: sessions, links, jobs, files.
    # An access token of a time to come is refused; the page gets another by its session, as it does every few minutes.
    assert browser.get("/api/v1/session").status_code == 401
    renewed = browser.post("/api/v1/session/refresh")
    assert renewed.status_code == 200, renewed.text
    assert new_node.sign_in().get("/api/v1/session").status_code == 200
    room = api.wait_until_ready(api.drop("Dropped in 1970"))
    assert api.get(room["dossier"]["url"]).content.startswith(b"%PDF")
    assert api.get(api.war_room(kept["id"])["dossier"]["url"]).content.startswith(b"%PDF")
    early = new_node.command("backup", "--to", str(target))
    assert early.returncode == 0 and early.stdout.strip().startswith("19700101"), early.stderr
    assert {good, early.stdout.strip()} == {path.name for path in (target / "manifests").iterdir()}
    assert in_trash(api) == {"In the trash"}

    # Set right while the node runs: nothing is let go because it was thrown away in 1970.
    trashed(api, "Thrown away in 1970")
    faults.clock(0)
    assert new_node.stop() == 0
    new_node.start()
    assert any("after what it told" in line for line in warnings_of(new_node))
    assert in_trash(api) == {"In the trash", "Thrown away in 1970"}
    assert {"Kept", "Dropped in 1970"} <= {lead["company"] for lead in api.all_leads()}
    # Of two in one hour the newer is kept.
    newest = new_node.command("backup", "--to", str(target)).stdout.strip()
    assert {path.name for path in (target / "manifests").iterdir()} == {early.stdout.strip(), newest}
    browser.close()
    api.close()
    assert new_node.stop() == 0
    Archive(new_node).assert_sound()


def test_a_clock_that_runs_years_ahead_destroys_nothing(new_node: Node, faults: Faults, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    target.mkdir()
    new_node.start().prepared()
    api = Api(new_node)
    api.wait_until_ready(api.drop("Kept"))
    trashed(api, "In the trash")
    browser = new_node.sign_in()
    good = new_node.command("backup", "--to", str(target)).stdout.strip()
    assert new_node.stop() == 0

    new_node.variables["LOG_LEVEL"] = "debug"
    faults.clock(20 * 365 * DAY)
    for _ in range(2):  # A restart forgets nothing.
        new_node.start()
        until("the house was kept", lambda: "files swept" in new_node.output)
        assert in_trash(api) == {"In the trash"}
        made = new_node.command("backup", "--to", str(target))
        assert made.returncode == 0, made.stderr
        assert new_node.stop() == 0

    faults.clock(0)
    new_node.start()
    assert any("before what it told" in line for line in warnings_of(new_node))
    assert until("the alert fires", lambda: alert(api), 60)["rule"] == "clockSkew"
    assert in_trash(api) == {"In the trash"}
    # Who was signed in is so again: their session was not thrown away by the wrong clock.
    assert browser.post("/api/v1/session/refresh").status_code == 200
    assert good in {path.name for path in (target / "manifests").iterdir()}
    newest = new_node.command("backup", "--to", str(target)).stdout.strip()
    tried = new_node.command("backup", "drill", "--from", str(target))
    assert tried.returncode == 0 and newest in tried.stdout + tried.stderr, "the drill took the one that a wrong clock made"
    browser.close()
    api.close()
    assert new_node.stop() == 0
    Archive(new_node).assert_sound()


# Bytes


def test_a_flipped_bit_in_a_page_of_the_database_is_found_and_said(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    api.wait_until_ready(api.drop("Sound"))
    api.close()
    assert new_node.stop() == 0
    path = new_node.data / "uprising.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = database.execute("PRAGMA page_size").fetchone()[0]
        pages = {name: page for name, page in database.execute("SELECT name, rootpage FROM sqlite_master WHERE rootpage > 0")}
    database.close()
    for name in ("lead", "event", next(name for name in pages if name.startswith("lead_by"))):
        good = path.read_bytes()
        changed = bytearray(good)
        # The kind of the page (SQLite file format, 1.6): free text has no hash in SQLite, the tree itself is checked.
        changed[(pages[name] - 1) * size] ^= 1 << random.randrange(8)
        path.write_bytes(changed)
        found = new_node.command("verify")
        said = found.stdout + found.stderr
        assert found.returncode != 0 and "database" in said, f"{name}: {said}"
        backup = new_node.folder / f"of-{name}"
        backup.mkdir()
        made = new_node.command("backup", "--to", str(backup))
        assert made.returncode != 0 or new_node.command("backup", "drill", "--from", str(backup)).returncode != 0, f"{name} passes for whole"
        path.write_bytes(good)
    assert new_node.command("verify").returncode == 0


def test_a_flipped_bit_in_a_file_is_found_and_named_and_mended_by_a_backup(new_node: Node, tmp_path: Path) -> None:
    target = tmp_path / "backups"
    target.mkdir()
    new_node.start().prepared()
    api = Api(new_node)
    api.wait_until_ready(api.drop("Sound"))
    api.close()
    assert new_node.stop() == 0
    assert new_node.command("backup", "--to", str(target)).returncode == 0
    [blob] = [path for path in (new_node.data / "blobs").rglob("*") if path.is_file()]
    changed = bytearray(blob.read_bytes())
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    blob.write_bytes(changed)
    found = new_node.command("verify")
    assert found.returncode == 1 and str(blob) in found.stdout, found.stdout + found.stderr
    assert new_node.command("restore", str(target), "--to", str(tmp_path / "back")).returncode == 0
    blob.write_bytes((tmp_path / "back" / blob.relative_to(new_node.data)).read_bytes())
    assert new_node.command("verify").returncode == 0


# Two of one


def test_a_second_node_on_the_same_folder_is_refused_by_whatever_path_it_comes(new_node: Node, tmp_path: Path) -> None:
    new_node.start().prepared()
    link = tmp_path / "link"
    link.symlink_to(new_node.data)
    for path in (new_node.data, link, new_node.data / ".." / new_node.data.name):
        refused = new_node.command("serve", "--port", str(free_port()), DATA_DIR=str(path))
        assert refused.returncode == EX_UNAVAILABLE and str(new_node.pid) in refused.stderr, refused.stderr
    assert httpx.get(f"{new_node.url}/health", trust_env=False).status_code == 200


def test_a_folder_for_backups_within_the_data_folder_is_refused(new_node: Node, tmp_path: Path) -> None:
    new_node.start()
    assert new_node.stop() == 0
    link = tmp_path / "link"
    link.symlink_to(new_node.data)
    for place in (new_node.data, new_node.data / "backups", link / "backups", new_node.data.parent):
        refused = new_node.command("config", BACKUP_FOLDER=str(place))
        assert refused.returncode == 78 and "BACKUP_FOLDER" in refused.stderr, refused.stderr
    inner = new_node.data / "backups"
    inner.mkdir()
    refused = new_node.command("backup", "--to", str(inner))
    assert refused.returncode == 1 and "lies in the data folder" in refused.stderr
    inner.rmdir()
