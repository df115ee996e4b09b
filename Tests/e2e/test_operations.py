"""docs/operations.md, command by command: each section is carried out in its order on a node that has the fault it is about."""

import base64
import hashlib
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from driver.api import Api
from driver.faults import READ_ONLY, WELL, Faults
from driver.node import Node, environment
from driver.until import until

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "operations.md").read_text()
SECRET = base64.b64encode(hashlib.sha256(b"of this test alone").digest()).decode()

# What takes systemd or another machine, and what the test does in its place. Everything else is run as it stands.
SYSTEM: dict[str, Callable[["World"], object]] = {
    "systemctl stop uprising@production": lambda world: world.stop(),
    "systemctl start uprising@production": lambda world: world.node.start(),
    "systemctl status uprising@production": lambda world: None,
    "systemctl reload caddy": lambda world: None,
    "journalctl -u uprising@production -o cat -n 50": lambda world: None,
    "journalctl --vacuum-size=200M": lambda world: None,
    "journalctl -u 'uprising@*' --since -1h | grep '\"level\":\"error\"'": lambda world: None,
    "timedatectl": lambda world: None,
    "timedatectl timesync-status": lambda world: None,
    "timedatectl set-ntp true": lambda world: world.right_clock(),
    "./install --unattended": lambda world: world.install(),
}
# Of these the page says that they fail while the fault is there; of two in one section the first.
FAILS = {
    ("The database is damaged", "uprising verify"), ("The chain of the books is broken", "uprising ledger verify"),
    ("Mail is down", "uprising mail test you@example.com"),
}


def sections() -> dict[str, list[str]]:
    """Heading to the commands of its indented lines, in order."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in PAGE.splitlines():
        if match := re.match(r"#+ (.*)", line):
            heading = match[1]
        elif line.startswith("    ") and line.strip():
            found.setdefault(heading, []).append(line.strip())
    return found


def alert_table() -> dict[str, str]:
    rows = re.findall(r"^\| `(\w+)` \| [^|]* \| `((?:[^`\\]|\\.)*)` \|", PAGE, re.MULTILINE)
    return {name: command.replace("\\|", "|") for name, command in rows}


class World:
    """A node with leads and books, backups of it, and a machine on which the commands of the page can be typed."""

    def __init__(self, node: Node, folder: Path):
        self.node = node
        self.folder = folder
        self.bin = folder / "bin"
        self.backups, self.keep, self.etc = folder / "backups", folder / "keep", folder / "etc"
        for place in (self.bin, self.backups, self.keep, self.etc, folder / "new-backups"):
            place.mkdir()
        self.faults = Faults(node, folder)
        node.variables |= {"BACKUP_FOLDER": str(self.backups), "SECRET_KEY": SECRET}
        self.script("sudo", 'exec "$@"')
        self.seen: list[dict] = []
        self.took = 0.0

    def script(self, name: str, text: str) -> None:
        path = self.bin / name
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)

    def prepare(self) -> None:
        self.node.start().prepared()
        api = Api(self.node)
        for number in range(3):
            api.wait_until_ready(api.drop(f"Kept {number}"))
        accounts = [self.account(api, kind) for kind in ("asset", "income")]
        posted = api.post("/api/v1/ledger/transactions", headers={"Idempotency-Key": "kept"}, json={
            "date": "2024-01-31", "description": "Kept", "entries": [
                {"accountId": account, "amount": {"amount": amount, "currency": "EUR"}} for account, amount in zip(accounts, (5, -5), strict=True)]})
        assert posted.status_code == 201, posted.text
        self.seen = sorted(api.all_leads(), key=lambda lead: lead["id"])
        api.close()
        self.run("uprising backup")
        # Elsewhere: the settings of the profile.
        (self.keep / ".env.production").write_text(f"SECRET_KEY={SECRET}\n")

    @staticmethod
    def account(api: Api, kind: str) -> str:
        made = api.post("/api/v1/ledger/accounts", headers={"Idempotency-Key": kind}, json={"code": kind.upper(), "name": kind, "kind": kind})
        assert made.status_code == 201, made.text
        return made.json()["id"]

    def stop(self) -> None:
        if self.node.process is not None:
            assert self.node.stop() == 0

    def right_clock(self) -> None:
        self.faults.clock(0)

    def install(self) -> None:
        """The release on a new machine leaves a node that runs, with an empty database of its own."""
        self.node.start()

    def environment(self) -> dict[str, str]:
        own = environment(self.node.data, **self.node.variables)
        self.script("uprising", f'exec {shlex.quote(str(self.node.binary))} "$@"')
        return {**own, "PATH": f"{self.bin}:{own['PATH']}"}

    def at_hand(self, line: str) -> str:
        """The command with the places of this machine in the place of the page's."""
        for page, here in (
            ("/var/lib/uprising/production", str(self.node.data)), ("/mnt/new-backups", str(self.folder / "new-backups")),
            ("/mnt/backups", str(self.backups)), ("/root/keep", str(self.keep)), ("/etc/uprising", str(self.etc)),
            ("https://YOUR-ADDRESS", self.node.url),
            ("name@example.com", "camille@example.com"), ("--max-depth=2 /", f"--max-depth=2 {self.folder}"), ("vmstat 5 3", "vmstat 1 2"),
        ):
            line = line.replace(page, here)
        # The profile's port is that of the settings; the node of a test has one of its own.
        line = line.replace("uprising doctor", f"PORT={self.node.port} uprising doctor").replace("sudo PORT", "PORT")
        return line.replace("uprising smoke", f"uprising smoke --url {self.node.url}") if "--url" not in line else line

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        began = time.monotonic()
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", self.at_hand(line)], cwd=self.node.folder, env=self.environment(), stdin=subprocess.DEVNULL,
            capture_output=True, text=True, timeout=120)
        self.took += time.monotonic() - began
        return done

    def carry_out(self, heading: str, line: str) -> None:
        plain = line.removeprefix("sudo ")
        if plain in SYSTEM:
            began = time.monotonic()
            SYSTEM[plain](self)
            self.took += time.monotonic() - began
            return
        done = self.run(line)
        fails = (heading, plain) in FAILS - FAILED
        if fails:
            FAILED.add((heading, plain))
        assert (done.returncode != 0) == fails, f"{line} ended with {done.returncode}:\n{done.stdout}{done.stderr}"


FAILED: set[tuple[str, str]] = set()


@pytest.fixture
def world(new_node: Node, tmp_path: Path) -> World:
    made = World(new_node, tmp_path)
    made.prepare()
    return made


# What is wrong, and how it is known to be mended


def lose_the_data(world: World) -> None:
    world.stop()
    shutil.rmtree(world.node.data)


def lose_the_machine(world: World) -> None:
    lose_the_data(world)
    shutil.rmtree(world.etc)


def damage_the_database(world: World) -> None:
    world.stop()
    path = world.node.data / "uprising.sqlite"
    database = sqlite3.connect(path)
    size = database.execute("PRAGMA page_size").fetchone()[0]
    page = database.execute("SELECT rootpage FROM sqlite_master WHERE name = 'lead'").fetchone()[0]
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with open(path, "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff")
    world.node.process = None


def change_the_books(world: World) -> None:
    world.stop()
    with sqlite3.connect(world.node.data / "uprising.sqlite") as database:
        triggers = database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger_%'").fetchall()
        for name, _ in triggers:
            database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE ledger_entry SET amount = amount * 3")
        for _, definition in triggers:
            database.execute(definition)
    database.close()
    world.node.start()


def set_the_clock_wrong(world: World) -> None:
    world.stop()
    world.faults.clock(-int(time.time()) + 600)
    world.node.start()
    assert "The clock may be wrong" in world.node.output


def fail_the_mail(world: World) -> None:
    # A name that can't be found (RFC 6761).
    world.node.variables |= {"SMTP_URL": "smtp://mail.invalid:25", "MAIL_FROM": "node@example.com"}
    world.stop()
    world.node.start()


def fill_the_disk(world: World) -> None:
    world.faults.disk(READ_ONLY)
    api = Api(world.node)
    until("writes are refused", lambda: api.post("/api/v1/leads", json={"company": "Refused"}).status_code in (503, 507))
    world.faults.disk(WELL)
    until("writes are taken", lambda: api.post("/api/v1/leads/changes", json={}).status_code != 503, 30)
    api.close()


def as_before(world: World) -> None:
    api = Api(world.node)
    leads = sorted(api.all_leads(), key=lambda lead: lead["id"])
    assert leads == world.seen, "what was backed up is not what came back"
    assert api.get(api.war_room(leads[0]["id"])["dossier"]["url"]).content.startswith(b"%PDF")
    api.close()


HARM: dict[str, Callable[[World], None]] = {
    "The disk with the data is gone": lose_the_data, "The machine is gone": lose_the_machine,
    "The database is damaged": damage_the_database, "The chain of the books is broken": change_the_books,
    "The disk is full": fill_the_disk, "Mail is down": fail_the_mail, "The clock is wrong": set_the_clock_wrong,
}
RESTORED = {"The disk with the data is gone", "The machine is gone", "The database is damaged", "The chain of the books is broken"}


@pytest.mark.parametrize("heading", sections())
def test_every_command_of_a_section_does_what_the_page_says(world: World, heading: str) -> None:
    HARM.get(heading, lambda _: None)(world)
    world.took = 0
    for line in sections()[heading]:
        world.carry_out(heading, line)
    print(f"{heading}: {world.took:.1f} s")
    if told := os.environ.get("UPRISING_DRILL_TIMES"):
        with open(told, "a") as file:
            file.write(f"{world.took:.1f} s  {heading}\n")
    assert {pair for pair in FAILS if pair[0] == heading} <= FAILED, "a command that the page says fails is not there"
    if heading in RESTORED:
        as_before(world)
    assert world.node.process is not None and world.node.process.poll() is None


def test_every_rule_of_alerts_stands_in_the_page_with_its_command(node: Node) -> None:
    api = Api(node)
    rules = {rule["name"] for rule in api.get("/api/v1/alert-rules").json()["items"]}
    api.close()
    # That page is held against the code's table by a test of its own.
    told = dict(re.findall(r"^### `(\w+)`$.*?^    (\S.*?)$", (DOCS / "alerts.md").read_text(), re.MULTILINE | re.DOTALL))
    assert set(told) == rules
    assert alert_table() == told


def test_the_commands_of_alerts_and_tables_run(world: World) -> None:
    lines = list(alert_table().values()) + [
        command for command in re.findall(r"`((?:sudo )?uprising [^`…]+)`", "\n".join(line for line in PAGE.splitlines() if line.startswith("|")))]
    world.run("uprising backup")
    fail_the_mail(world)
    for line in dict.fromkeys(lines):
        if line.startswith("uprising mail test") or line.removeprefix("sudo ") == "uprising doctor":
            # Mail is down here, and both say so.
            assert world.run(line).returncode == 1
        elif line.removeprefix("sudo ") == "uprising config":
            assert world.run(line).returncode == 0
        else:
            world.carry_out("Every alert", line)


def test_every_place_that_the_page_leads_to_is_there() -> None:
    headings = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.*)$", PAGE, re.MULTILINE)}
    for target in re.findall(r"\]\(([^)]+)\)", PAGE):
        file, _, anchor = target.partition("#")
        assert (DOCS / file).exists() if file else anchor in headings, target
