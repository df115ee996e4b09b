"""Backup, restore and drill of the built binary: every command of docs/backup.md, a full disk, a vanished one, `kill -9`."""

import os
import random
import re
import shutil
import subprocess
import time
import warnings
from pathlib import Path

import pytest
from driver.api import Api
from driver.archive import Archive
from driver.node import Node, environment
from driver.until import until

PAGE = Path(__file__).resolve().parents[2] / "docs" / "backup.md"
NAME = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{8}")
KEYS = [None, "a passphrase of the test's own"]


def ran(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


def files_of(target: Path) -> list[Path]:
    return sorted(path for path in target.rglob("*") if path.is_file() and path.name != "lock")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o700)
    return folder


def filled(node: Node) -> Api:
    """A node with READY leads, so that there are files."""
    node.start().prepared()
    api = Api(node)
    for number in range(3):
        api.wait_until_ready(api.drop(f"Backed up {number}"))
    return api


def restored(node: Node, folder: Path, target: Path) -> Node:
    """Another node, with the newest backup of the first."""
    again = Node(node.binary, folder, **node.variables)
    assert Path(ran(again.command("restore", str(target), "--to", str(again.data))).strip()) == again.data
    again.owner_token = node.owner_token
    return again


@pytest.mark.parametrize("key", KEYS, ids=["plain", "encrypted"])
def test_a_lost_data_folder_comes_back_as_it_was(new_node: Node, target: Path, tmp_path: Path, key: str | None) -> None:
    variables = {} if key is None else {"BACKUP_PASSPHRASE": key}
    new_node.variables |= variables
    api = filled(new_node)
    before = {lead["id"]: lead for lead in api.all_leads()}
    first = ran(new_node.command("backup", "--to", str(target))).strip()
    assert NAME.fullmatch(first)
    api.drop("After the backup")
    assert new_node.stop() == 0
    if key is not None:
        refused = new_node.command("restore", str(target), "--to", str(tmp_path / "nowhere"), BACKUP_PASSPHRASE="something else entirely")
        assert refused.returncode == 1 and "key" in said(refused)
        assert not (tmp_path / "nowhere").exists()
    epoch = Archive(new_node).read().execute("SELECT epoch FROM store_epoch").fetchone()[0]
    shutil.rmtree(new_node.data)

    again = restored(new_node, tmp_path / "again", target)
    try:
        again.start()
        # The token is that of the node that was lost: its secret came back with it.
        back = Api(again)
        assert {lead["id"]: lead for lead in back.all_leads()} == before
        for lead_id in before:
            assert back.get(back.war_room(lead_id)["dossier"]["url"]).content.startswith(b"%PDF")
        assert back.wait_until_ready(back.drop("Life goes on"))
        back.close()
        assert again.stop() == 0
        Archive(again).assert_sound()
        assert Archive(again).read().execute("SELECT epoch FROM store_epoch").fetchone()[0] != epoch
    finally:
        again.kill()
    api.close()


def test_every_command_of_the_page_does_what_it_says(new_node: Node, target: Path, tmp_path: Path) -> None:
    """The commands stand in the page; only the folders are the test's own."""
    commands = set(re.findall(r"(?:`|^    )(uprising [^`\n]*)", PAGE.read_text(), re.MULTILINE))
    commands = {command for command in commands if command not in ("uprising serve", "uprising backup --begin", "uprising verify --backup")}
    api = filled(new_node)
    api.close()
    key = tmp_path / "backup.key"
    key.write_text(subprocess.run(["openssl", "rand", "-base64", "32"], capture_output=True, text=True, check=True).stdout)
    assert new_node.stop() == 0
    new_node.variables |= {"BACKUP_FOLDER": str(target), "BACKUP_KEY_FILE": str(key)}
    new_node.start()
    done = set()

    def run(command: str) -> str:
        assert command in commands, f"{command} does not stand in the page"
        done.add(command)
        words = command.replace("/mnt/backups", str(target)).replace("data/local", str(tmp_path / "data" / "local")).split()[1:]
        return ran(new_node.command(*words))

    run("uprising backup")
    second = run("uprising backup --to /mnt/backups").strip()
    # Of two in one hour the rule keeps the newer.
    assert [second] == NAME.findall(run("uprising backup list"))
    run("uprising backup drill")
    run("uprising verify --backup /mnt/backups")
    run("uprising restore /mnt/backups --to data/local")
    assert (tmp_path / "data" / "local" / "uprising.sqlite").exists()
    assert commands - done == set(), "commands of the page that no test runs"


def test_backup_drill_and_list_need_no_running_node(new_node: Node, target: Path) -> None:
    filled(new_node).close()
    assert new_node.stop() == 0
    name = ran(new_node.command("backup", "--to", str(target))).strip()
    assert name in ran(new_node.command("backup", "list", "--from", str(target)))
    ran(new_node.command("backup", "drill", "--from", str(target)))
    ran(new_node.command("verify", "--backup", str(target)))
    assert not (new_node.data / "backup").exists() and not (new_node.data / "drill").exists()


def test_what_is_refused_names_the_remedy(new_node: Node, target: Path, tmp_path: Path) -> None:
    nothing = new_node.command("backup", "--to", str(target))
    assert nothing.returncode == 1 and "data folder" in said(nothing)
    new_node.start()
    for arguments, word in (
        (["backup"], "BACKUP_FOLDER"), (["backup", "--to", str(tmp_path / "unmounted")], "mount"),
        (["backup", "list", "--from", str(target)], "no backups"), (["backup", "drill", "--from", str(target)], "no backups"),
        (["restore", str(target), "--to", str(tmp_path / "x")], "no backups"),
        (["backup", "--to", str(target), "--key-file", str(tmp_path / "none.key")], "openssl rand"),
    ):
        refused = new_node.command(*arguments)
        assert refused.returncode == 1 and word in said(refused), said(refused)
    ran(new_node.command("backup", "--to", str(target)))
    refused = new_node.command("restore", str(target), "--to", str(new_node.data))
    assert refused.returncode == 1 and "not an empty folder" in said(refused)
    shutil.rmtree(target)
    target.mkdir()
    refused = new_node.command("backup", "--to", str(target))
    assert refused.returncode == 1 and "--begin" in said(refused)
    ran(new_node.command("backup", "--to", str(target), "--begin"))


def test_settings_that_can_not_be_are_named_together(new_node: Node, tmp_path: Path) -> None:
    refused = new_node.command(
        "config", BACKUP_EVERY="often", BACKUP_KEEP="everything", BACKUP_DRILL_EVERY="7 days", BACKUP_PASSPHRASE="short")
    assert refused.returncode == 78
    for name in ("BACKUP_EVERY", "BACKUP_KEEP", "BACKUP_DRILL_EVERY", "BACKUP_PASSPHRASE"):
        assert name in said(refused)


def test_the_node_makes_them_by_itself_and_tells(new_node: Node, target: Path) -> None:
    new_node.variables |= {"BACKUP_FOLDER": str(target), "BACKUP_EVERY": "1d"}
    api = filled(new_node)
    state = api.get("/api/v1/node/backups/state").json()
    assert state["scheduled"] and state["folder"] == str(target) and state["lastGood"] is None and state["ageSeconds"] is None
    made = api.post("/api/v1/node/backups")
    assert made.status_code == 202, made.text

    def ended(path: str) -> dict | None:
        newest = api.get(path).json()["items"][0]
        return newest if newest["state"] in ("succeeded", "failed") else None

    backup = until("the backup has ended", lambda: ended("/api/v1/node/backups"))
    assert backup["state"] == "succeeded" and NAME.fullmatch(backup["backup"]) and backup["files"] == 3 and backup["fault"] is None
    assert api.post("/api/v1/node/drills").status_code == 202
    drill = until("the drill has ended", lambda: ended("/api/v1/node/drills"))
    assert drill["state"] == "succeeded" and drill["backup"] == backup["backup"] and drill["rows"] == backup["rows"]
    state = api.get("/api/v1/node/backups/state").json()
    assert state["lastGood"]["id"] == backup["id"] and state["lastDrill"]["id"] == drill["id"] and state["nextAt"] > backup["createdAt"]
    actions = [entry["action"] for entry in api.get("/api/v1/audit").json()["items"]]
    assert "backup.requested" in actions and "drill.requested" in actions
    for path in files_of(target):
        if path.parent.parent.name == "objects":
            path.write_bytes(bytes(len(path.read_bytes())))
    assert api.post("/api/v1/node/drills").status_code == 202
    drill = until("the drill has ended", lambda: (newest := ended("/api/v1/node/drills")) and newest["id"] != drill["id"] and newest)
    assert drill["state"] == "failed" and str(target) in drill["fault"]
    api.close()


@pytest.mark.parametrize("key", KEYS, ids=["plain", "encrypted"])
def test_a_flipped_bit_is_found_and_named(new_node: Node, target: Path, tmp_path: Path, key: str | None) -> None:
    new_node.variables |= {} if key is None else {"BACKUP_PASSPHRASE": key}
    filled(new_node).close()
    assert new_node.stop() == 0
    ran(new_node.command("backup", "--to", str(target)))
    header, manifest = target / "uprising-backups.json", next((target / "manifests").iterdir())
    objects = sorted((target / "objects").rglob("*"), key=lambda path: path.stat().st_size)
    for path in (header, manifest, [path for path in objects if path.is_file()][0], objects[-1]):
        good = path.read_bytes()
        changed = bytearray(good)
        changed[random.randrange(len(good))] ^= 1 << random.randrange(8)
        path.write_bytes(changed)
        found = new_node.command("verify", "--backup", str(target))
        assert found.returncode == 1 and str(path) in said(found), said(found)
        refused = new_node.command("restore", str(target), "--to", str(tmp_path / "x"))
        assert refused.returncode == 1 and not (tmp_path / "x").exists()
        path.write_bytes(good)
    ran(new_node.command("verify", "--backup", str(target)))


def test_a_full_backup_disk_is_told_and_leaves_the_backups_whole(new_node: Node, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        warnings.warn("NOT TESTED: a full backup disk, since only root may mount the small tmpfs that it takes", stacklevel=1)
        pytest.skip("only root may mount a tmpfs")
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", disk], check=True)
    try:
        api = filled(new_node)
        ran(new_node.command("backup", "--to", str(disk)))
        space = os.statvfs(disk)
        with open(disk / "ballast", "wb") as ballast:
            os.posix_fallocate(ballast.fileno(), 0, max(1, space.f_bavail * space.f_frsize - 40_000))
        for number in range(20):
            api.post("/api/v1/leads", json={"company": f"Grows {number}", "notes": "x" * 10_000})
        refused = new_node.command("backup", "--to", str(disk))
        assert refused.returncode == 1 and "Free space" in said(refused), said(refused)
        (disk / "ballast").unlink()
        ran(new_node.command("verify", "--backup", str(disk)))
        ran(new_node.command("backup", "--to", str(disk)))
        # The disk goes away under the node: the folder is there and empty.
        subprocess.run(["umount", "--lazy", disk], check=True)
        refused = new_node.command("backup", "--to", str(disk))
        assert refused.returncode == 1 and "mount" in said(refused), said(refused)
        assert files_of(disk) == []
        assert api.get("/health").status_code == 200
        api.close()
    finally:
        subprocess.run(["umount", "--lazy", disk], check=False, stderr=subprocess.DEVNULL)


def test_a_read_only_disk_gives_its_backups_back_and_takes_none(new_node: Node, target: Path, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        warnings.warn("NOT TESTED: a read-only backup disk, since only root may mount", stacklevel=1)
        pytest.skip("only root may mount")
    filled(new_node).close()
    assert new_node.stop() == 0
    ran(new_node.command("backup", "--to", str(target)))
    subprocess.run(["mount", "--bind", target, target], check=True)
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", target], check=True)
        refused = new_node.command("backup", "--to", str(target))
        assert refused.returncode == 1 and "can't be written" in said(refused), said(refused)
        again = restored(new_node, tmp_path / "again", target)
        Archive(again).assert_sound()
    finally:
        subprocess.run(["umount", "--lazy", target], check=True)


def test_kill_9_at_any_moment_leaves_whole_backups_and_whole_folders(new_node: Node, target: Path, tmp_path: Path) -> None:
    """At moments of chance; the steps one by one are tried in BackupsTests."""
    filled(new_node).close()
    assert new_node.stop() == 0
    began = time.monotonic()
    ran(new_node.command("backup", "--to", str(target)))
    took = time.monotonic() - began
    for number in range(6):
        killed(new_node, random.uniform(0, took), "backup", "--to", str(target))
        ran(new_node.command("verify", "--backup", str(target)))
    folder = tmp_path / "restored"
    for number in range(6):
        killed(new_node, random.uniform(0, took), "restore", str(target), "--to", str(folder))
        if folder.exists():
            assert (folder / "uprising.sqlite").exists()
            shutil.rmtree(folder)
    again = restored(new_node, tmp_path / "again", target)
    again.start()
    assert again.stop() == 0
    Archive(again).assert_sound()


def killed(node: Node, after: float, *arguments: str) -> None:
    process = subprocess.Popen(
        [node.binary, *arguments], cwd=node.folder, env=environment(node.data, **node.variables), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
