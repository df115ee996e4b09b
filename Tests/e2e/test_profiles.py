"""Three profiles of one machine side by side, in what they differ, and what an upgrade of their data would do."""

import base64
import hashlib
import json
import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from driver.archive import Archive
from driver.node import Node, environment, free_port
from driver.until import until

PROFILES = ["local", "staging", "production"]
EX_UNAVAILABLE, EX_IOERR = 69, 74


def said(done: subprocess.CompletedProcess[str]) -> str:
    return done.stdout + done.stderr


class Machine:
    """A folder with the settings of three profiles, as somebody keeps them who runs all three."""

    def __init__(self, binary: Path, folder: Path):
        self.binary, self.folder = binary, folder
        self.ports = {profile: free_port() for profile in PROFILES}
        self.running: dict[str, subprocess.Popen] = {}
        for profile in PROFILES:
            lines = [f"PORT={self.ports[profile]}"]
            if profile != "local":
                secret = base64.b64encode(hashlib.sha256(profile.encode()).digest()).decode()
                lines += [
                    f"NEXT_PUBLIC_APP_URL=https://{profile}.example.com", f"SECRET_KEY={secret}", "SMTP_URL=smtp://127.0.0.1:9",
                    f"MAIL_FROM={profile}@example.com"]
            (folder / f".env.{profile}").write_text("\n".join(lines) + "\n")

    def environment(self, **more: str) -> dict[str, str]:
        variables = environment(self.folder, **more)
        for name in ("DATA_DIR", "UPRISING_PROFILE"):
            variables.pop(name)
        return variables | more

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.binary, *arguments], cwd=self.folder, env=self.environment(**variables), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=60)

    def start(self, profile: str) -> None:
        with open(self.folder / f"{profile}.log", "wb") as log:
            self.running[profile] = subprocess.Popen(
                [self.binary, "serve", "--profile", profile], cwd=self.folder, env=self.environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        until(f"{profile} answers", lambda: self.answers(profile), 30)

    def answers(self, profile: str) -> bool:
        assert self.running[profile].poll() is None, (self.folder / f"{profile}.log").read_text()[-2000:]
        try:
            return httpx.get(f"http://127.0.0.1:{self.ports[profile]}/health", timeout=5, trust_env=False).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        for process in self.running.values():
            process.send_signal(signal.SIGTERM)
        for process in self.running.values():
            process.wait(30)


@pytest.fixture
def machine(binary: Path, tmp_path: Path) -> Iterator[Machine]:
    one = Machine(binary, tmp_path)
    try:
        yield one
    finally:
        one.stop()


def test_three_profiles_run_side_by_side(machine: Machine) -> None:
    for profile in PROFILES:
        machine.start(profile)
    for profile in PROFILES:
        holder = (machine.folder / "data" / profile / "uprising.lock").read_text().strip()
        assert holder == str(machine.running[profile].pid)
        assert machine.answers(profile)
    epochs = {
        sqlite3.connect(f"file:{machine.folder}/data/{profile}/uprising.sqlite?mode=ro", uri=True).execute("SELECT epoch FROM store_epoch").fetchone()[0]
        for profile in PROFILES
    }
    assert len(epochs) == 3
    # Nobody takes the folder of another, by whatever way it is named.
    for variables in ({"DATA_DIR": "data/production"}, {"DATA_DIR": str(machine.folder / "data" / "production")}):
        taken = machine.run("serve", "--profile", "staging", "--port", str(free_port()), **variables)
        assert taken.returncode == EX_UNAVAILABLE
        assert f"held by process {machine.running['production'].pid}" in said(taken) and "DATA_DIR" in said(taken)
    again = machine.run("serve", "--profile", "local")
    assert again.returncode == EX_UNAVAILABLE and "held by process" in said(again)
    # A command asks the node of its own profile.
    links = {profile: machine.run("setup", "--profile", profile).stdout.strip() for profile in PROFILES}
    assert len(set(links.values())) == 3
    assert links["production"].startswith("https://production.example.com/") and links["staging"].startswith("https://staging.example.com/")


def test_profiles_are_compared_without_their_secrets(machine: Machine) -> None:
    unknown = machine.run("config", "diff", "staging", "elsewhere")
    assert unknown.returncode == 2 and "elsewhere" in said(unknown)
    differing = machine.run("config", "diff", "staging", "production")
    assert differing.returncode == 1
    lines = {line.split()[0]: line for line in differing.stdout.splitlines()}
    assert "staging@example.com" in lines["MAIL_FROM"] and "production@example.com" in lines["MAIL_FROM"] and ".env.staging" in lines["MAIL_FROM"]
    assert "differs" in lines["SECRET_KEY"] and "same" in lines["SMTP_URL"] and "LOG_LEVEL" not in lines
    secrets = [line.split("=", 1)[1] for profile in PROFILES[1:] for line in (machine.folder / f".env.{profile}").read_text().splitlines() if line.startswith(("SECRET_KEY", "SMTP_URL"))]
    shown = json.loads(machine.run("config", "diff", "staging", "production", "--json").stdout)
    for secret in secrets:
        assert secret not in differing.stdout and secret not in json.dumps(shown)
    settings = {one["name"]: one for one in shown["settings"]}
    assert (shown["left"], shown["right"]) == ("staging", "production")
    assert settings["PORT"]["left"] == {"value": str(machine.ports["staging"]), "source": ".env.staging"}
    assert settings["SMTP_URL"]["isSecret"] and settings["SMTP_URL"]["isSame"] and not settings["SECRET_KEY"]["isSame"]
    # What stands on one side alone, and a profile that could not start as it is.
    with open(machine.folder / ".env.staging", "a") as file:
        file.write("LOG_FILE=staging.log\nLOG_LEVEL=loud\n")
    one_sided = machine.run("config", "diff", "staging", "production").stdout
    assert "staging.log" in one_sided and "(not set)" in one_sided and "loud" in one_sided
    same = machine.run("config", "diff", "staging", "staging")
    assert same.returncode == 0
    assert machine.run("config", "--profile", "production").returncode == 0


def contents(folder: Path) -> dict[str, tuple[str, float]]:
    return {
        str(path.relative_to(folder)): (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime)
        for path in folder.rglob("*") if path.is_file()
    }


def check(node: Node, *arguments: str, **variables: str) -> tuple[int, dict]:
    done = node.command("upgrade", "--check", "--json", *arguments, **variables)
    return done.returncode, json.loads(done.stdout)


def changed(node: Node, sql: str, *values: object) -> None:
    database = Archive(node).write()
    with database:
        database.execute(sql, values)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def test_an_upgrade_is_looked_at_without_a_trace(new_node: Node, tmp_path: Path) -> None:
    assert new_node.command("upgrade").returncode == 64
    status, nothing = check(new_node)
    assert (status, nothing["isThere"], nothing["verdict"]) == (0, False, "ready") and not new_node.data.exists()
    new_node.start().prepared()
    status, found = check(new_node)
    assert (status, found["isRunning"], found["pending"], found["verdict"]) == (2, True, [], "careful")
    assert any("uprising backup" in warning for warning in found["warnings"])
    target = tmp_path / "backups"
    target.mkdir()
    assert new_node.command("backup", "--to", str(target)).returncode == 0
    status, found = check(new_node)
    assert (status, found["verdict"], found["refusals"]) == (0, "ready", []) and found["lastBackupAt"]
    assert new_node.stop() == 0
    before = contents(new_node.data)
    status, found = check(new_node)
    assert (status, found["isRunning"], found["neededByteCount"]) == (0, False, 0)
    words = new_node.command("upgrade", "--check")
    assert words.returncode == 0 and "pending    nothing" in words.stdout
    assert contents(new_node.data) == before


def test_an_older_schema_is_pending_and_a_newer_one_refused(new_node: Node) -> None:
    new_node.start()
    assert new_node.stop() == 0
    known = Archive(new_node).read().execute("SELECT name, checksum, applied_at FROM schema_migration WHERE name LIKE 'backup%'").fetchone()
    changed(new_node, "DELETE FROM schema_migration WHERE name = ?", known["name"])
    before = contents(new_node.data)
    status, found = check(new_node)
    assert found["pending"] == [known["name"]] and found["neededByteCount"] > 0 and found["estimatedSeconds"] > 0 and status == 2
    changed(new_node, "INSERT INTO schema_migration VALUES (?, ?, ?)", *known)
    changed(new_node, "INSERT INTO schema_migration VALUES ('future/001', 'x', 1)")
    status, found = check(new_node)
    assert (status, found["verdict"]) == (1, "refused") and "future/001" in found["refusals"][0] and "uprising restore" in found["refusals"][0]
    assert before.keys() == contents(new_node.data).keys()
    for command in ("serve", "migrate"):
        refused = new_node.command(command)
        assert refused.returncode == EX_IOERR and "future/001" in said(refused) and "restore" in said(refused)


def test_migrating_says_each_step(new_node: Node) -> None:
    first = new_node.command("migrate")
    assert first.returncode == 0
    count = Archive(new_node).read().execute("SELECT count(*) FROM schema_migration").fetchone()[0]
    assert f"Migration 1 of {count}: " in first.stderr and f"Migration {count} of {count}: " in first.stderr
    assert "Migration" not in new_node.command("migrate").stderr


def test_a_kill_in_the_middle_of_a_migration_leaves_the_old_schema(new_node: Node) -> None:
    process = subprocess.Popen(
        [new_node.binary, "migrate"], cwd=new_node.folder, env=environment(new_node.data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "Migration 5 of" in line:
            os.kill(process.pid, signal.SIGKILL)
            break
    process.wait()
    database = sqlite3.connect(new_node.data / "uprising.sqlite")
    tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    database.close()
    # All or nothing: whichever was faster.
    assert tables <= {"schema_migration"} or "backup_run" in tables
    assert new_node.command("migrate").returncode == 0
    Archive(new_node).assert_sound()
