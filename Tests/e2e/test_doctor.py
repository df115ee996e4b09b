"""`uprising doctor`: every fault is made for real, and named with what mends it."""

import json
import os
import random
import shutil
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import httpx
import pytest

from driver.api import Api
from driver.certificates import Certificates
from driver.node import Node, free_port
from driver.until import until

CHECKS = ["configuration", "data folder", "disk", "clock", "ports", "name", "mail", "certificate", "database", "files", "queues", "backups", "libraries"]
SECONDS = 10.0


def examined(node: Node, *options: str, **variables: str) -> tuple[dict, int]:
    began = time.monotonic()
    ended = node.command("doctor", "--json", *options, PORT=str(node.port), **variables)
    assert time.monotonic() - began < SECONDS + 5, "it takes less than ten seconds; five are for the machine that the tests run on"
    assert ended.stdout, ended.stderr
    return json.loads(ended.stdout), ended.returncode


def found(report: dict, check: str, state: str = "fail") -> str:
    """What is said of that check in that state, with the mend, which only what is well may lack."""
    lines = [line for line in report["checks"] if line["check"] == check and line["state"] == state]
    assert lines, [line for line in report["checks"] if line["check"] == check]
    assert state == "ok" or all(line["mend"] for line in lines)
    return "\n".join(f"{line['found']} → {line['mend']}" for line in lines)


@pytest.fixture(scope="module")
def lived(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The data folder of a node that has had leads and files, and has stopped."""
    node = Node(binary, tmp_path_factory.mktemp("lived"))
    try:
        node.start().prepared()
        with closing(Api(node)) as api:
            for number in range(3):
                api.drop(f"Company {number}", notes="word " * 1_000)
        key = json.loads(node.command("keys", "show", "--json").stdout)["service"]["opaque"]
        with httpx.Client(base_url=f"{node.url}/storage/v1", headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
            assert http.post("/bucket", json={"name": "papers"}).status_code == 200
            kept = http.post("/object/papers/a.txt", content=b"kept " * 5_000, headers={"content-type": "text/plain"})
            assert kept.status_code == 200, kept.text
        assert node.stop() == 0
        yield node.data
    finally:
        node.kill()


@pytest.fixture
def stopped(binary: Path, tmp_path: Path, lived: Path) -> Node:
    node = Node(binary, tmp_path / "node")
    shutil.copytree(lived, node.data, ignore=shutil.ignore_patterns("*.sock"))
    node.data.chmod(0o700)
    return node


# What is well


def test_a_node_that_runs_is_looked_at_beside_its_work(new_node: Node) -> None:
    new_node.start().prepared()
    before = {path.name: path.stat().st_mtime_ns for path in new_node.data.glob("uprising.sqlite")}
    report, status = examined(new_node)
    assert status == 0 and [line["check"] for line in report["checks"] if line["state"] == "fail"] == []
    assert sorted({line["check"] for line in report["checks"]}) == sorted(CHECKS)
    assert f"held by the node, process {new_node.pid}" in found(report, "ports", "ok")
    assert "is whole" in found(report, "database", "ok")
    assert "SQLite 3." in found(report, "libraries", "ok")
    assert {path.name: path.stat().st_mtime_ns for path in new_node.data.glob("uprising.sqlite")} == before
    # No backups are made: a warning ends with 1 only where that is asked for.
    assert "BACKUP_FOLDER" in found(report, "backups", "warn")
    assert examined(new_node, "--strict")[1] == 1
    assert new_node.process is not None and new_node.process.poll() is None


def test_a_node_that_does_not_run_is_looked_at_too(stopped: Node) -> None:
    before = (stopped.data / "uprising.sqlite").read_bytes()
    report, status = examined(stopped)
    assert status == 0, report
    assert "is free" in found(report, "ports", "ok")
    assert "as they were stored" in found(report, "files", "ok")
    assert (stopped.data / "uprising.sqlite").read_bytes() == before
    text = stopped.command("doctor", PORT=str(stopped.port))
    assert text.returncode == 0
    assert all(line[:6] in ("ok    ", "warn  ") for line in text.stdout.splitlines()[:-1]), text.stdout
    stopped.start()
    assert stopped.stop() == 0


def test_a_first_look_before_the_first_start_finds_nothing_wrong(new_node: Node) -> None:
    report, status = examined(new_node)
    assert status == 0, report
    assert not new_node.data.exists()


# What fails


def test_a_faulty_configuration_is_told_by_setting(new_node: Node) -> None:
    report, status = examined(new_node, LOG_LEVEL="loud")
    assert status == 1 and "LOG_LEVEL" in found(report, "configuration")


def test_secrets_for_everybody_are_told(stopped: Node) -> None:
    settings = stopped.folder / ".env.local"
    settings.write_text("LOG_LEVEL=info\n")
    settings.chmod(0o644)
    assert f"chmod o-rwx {settings}" in found(examined(stopped)[0], "configuration")
    settings.chmod(0o600)
    stopped.data.chmod(0o755)
    assert f"chmod go-rwx {stopped.data}" in found(examined(stopped)[0], "data folder")
    stopped.data.chmod(0o700)
    (stopped.data / "secret.key").chmod(0o644)
    assert "secret.key" in found(examined(stopped)[0], "data folder")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_files_of_another_user_are_told(stopped: Node) -> None:
    os.chown(stopped.data / "uprising.sqlite", 65534, -1)
    said = found(examined(stopped)[0], "data folder")
    assert "uprising.sqlite" in said and "chown root:" in said


def test_a_port_of_another_program_is_told_with_its_process(stopped: Node) -> None:
    with ExitStack() as held:
        held.enter_context(socket.create_server(("127.0.0.1", stopped.port)))
        # The system's table of sockets is then longer than a page.
        for _ in range(200):
            held.enter_context(socket.create_server(("127.0.0.1", 0)))
        report, status = examined(stopped)
        assert status == 1
        said = found(report, "ports")
        assert f"process {os.getpid()}" in said and f"kill {os.getpid()}" in said


def test_a_node_that_listens_elsewhere_is_told(new_node: Node) -> None:
    new_node.start()
    ended = new_node.command("doctor", "--json", PORT=str(free_port()))
    assert ended.returncode == 1
    assert "nothing listens" in found(json.loads(ended.stdout), "ports")


def test_a_name_without_an_address_is_told(stopped: Node) -> None:
    said = found(examined(stopped, NEXT_PUBLIC_APP_URL="http://no-such-name.invalid")[0], "name")
    assert "no-such-name.invalid" in said and "A or AAAA" in said


def test_a_mail_server_out_of_reach_is_told(stopped: Node) -> None:
    said = found(examined(stopped, SMTP_URL=f"smtp://127.0.0.1:{free_port()}?tls=none")[0], "mail")
    assert "tcp" in said and "uprising mail test" in said


def test_a_mail_server_without_tls_is_told_and_gets_no_mail(stopped: Node) -> None:
    with plain_smtp() as (port, said):
        assert "tls" in found(examined(stopped, SMTP_URL=f"smtp://127.0.0.1:{port}")[0], "mail").lower()
        report, _ = examined(stopped, SMTP_URL=f"smtp://127.0.0.1:{port}?tls=none")
        assert "answers" in found(report, "mail", "ok")
        assert not any(line.upper().startswith(("MAIL", "RCPT", "DATA")) for line in said), said


def test_certificates_are_judged_as_browsers_do(stopped: Node) -> None:
    certificates = Certificates(stopped.folder / "tls")
    trust = ["--ca-file", str(certificates.authority)]

    def given(chain: Path, key: Path) -> dict[str, str]:
        return {"TLS_CERTIFICATE_FILE": str(chain), "TLS_KEY_FILE": str(key), "NEXT_PUBLIC_APP_URL": "https://localhost:8443"}

    good = certificates.make()
    assert "good until" in found(examined(stopped, *trust, **given(*good))[0], "certificate", "ok")
    assert "--ca-file" in found(examined(stopped, **given(*good))[0], "certificate", "warn")
    assert "has expired" in found(examined(stopped, *trust, **given(*certificates.make("old", days=-1)))[0], "certificate")
    assert "renew" in found(examined(stopped, *trust, **given(*certificates.make("soon", days=3)))[0], "certificate", "warn")
    assert "not for localhost" in found(examined(stopped, *trust, **given(*certificates.make("else", names="DNS:crm.example")))[0], "certificate")
    assert "does not belong" in found(examined(stopped, *trust, **given(good[0], certificates.make("other")[1]))[0], "certificate")
    good[1].chmod(0o644)
    assert f"chmod o-rwx {good[1]}" in found(examined(stopped, *trust, **given(*good))[0], "certificate")


def test_the_certificate_of_a_proxy_is_looked_at_from_outside(stopped: Node) -> None:
    certificates = Certificates(stopped.folder / "tls")
    chain, key = certificates.make()
    port = free_port()
    proxy = subprocess.Popen(["openssl", "s_server", "-accept", f"127.0.0.1:{port}", "-cert", chain, "-key", key, "-quiet"],
                             stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until("the proxy listens", lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        address = {"NEXT_PUBLIC_APP_URL": f"https://localhost:{port}"}
        assert "good until" in found(examined(stopped, "--ca-file", str(certificates.authority), **address)[0], "certificate", "ok")
        assert "not trusted" in found(examined(stopped, **address)[0], "certificate")
    finally:
        proxy.kill()
        proxy.wait()
    assert "s_client" in found(examined(stopped, **address)[0], "certificate", "warn")


def test_a_damaged_page_is_told(stopped: Node) -> None:
    path = stopped.data / "uprising.sqlite"
    size = path.stat().st_size
    chance = random.Random(7)
    with open(path, "r+b") as database:
        for place in range(8 * 4_096, size, 4_096):
            database.seek(place + 8)
            database.write(bytes(chance.randrange(256) for _ in range(64)))
    report, status = examined(stopped)
    assert status == 1
    said = found(report, "database")
    assert "damaged" in said and "uprising restore" in said


def test_a_missing_reference_is_told(stopped: Node) -> None:
    with closing(sqlite3.connect(stopped.data / "uprising.sqlite")) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("DELETE FROM workspace")
        database.commit()
    assert "refers to a missing row" in found(examined(stopped)[0], "database")


def test_a_database_of_a_newer_version_is_told(stopped: Node) -> None:
    with closing(sqlite3.connect(stopped.data / "uprising.sqlite")) as database:
        database.execute("INSERT INTO schema_migration (name, checksum, applied_at) VALUES ('leads/999', 'x', 0)")
        database.commit()
    said = found(examined(stopped)[0], "database")
    assert "leads/999" in said and "newer version" in said


def test_an_older_schema_is_told_but_does_not_fail(stopped: Node) -> None:
    with closing(sqlite3.connect(stopped.data / "uprising.sqlite")) as database:
        database.execute("DELETE FROM schema_migration WHERE name = 'backups/001'")
        database.commit()
    assert "uprising migrate" in found(examined(stopped)[0], "database", "warn")


@pytest.mark.parametrize("fault", ["flipped", "cut", "gone"])
def test_a_damaged_file_is_told(stopped: Node, fault: str) -> None:
    files = [path for path in (stopped.data / "blobs").glob("*/*/*") if path.is_file() and len(path.name) == 64]
    assert files
    for path in files:
        if fault == "gone":
            path.unlink()
            continue
        content = bytearray(path.read_bytes())
        content[0] ^= 1
        path.write_bytes(content if fault == "flipped" else content[:-1])
    said = found(examined(stopped)[0], "files")
    assert "uprising verify" in said and any(str(path) in said for path in files)


def test_old_and_failed_work_is_told(stopped: Node) -> None:
    with closing(sqlite3.connect(stopped.data / "uprising.sqlite")) as database:
        database.execute("UPDATE job SET state = 'failed' WHERE id IN (SELECT id FROM job LIMIT 1)")
        [(queue, workspace)] = database.execute("SELECT queue, workspace_id FROM job WHERE state = 'failed' LIMIT 1").fetchall()
        database.execute("INSERT INTO job_count (workspace_id, queue, is_external, state, jobs) VALUES (?, ?, 0, 'failed', 1) "
                         "ON CONFLICT DO UPDATE SET jobs = 1", [workspace, queue])
        database.commit()
    assert "uprising jobs list --state failed" in found(examined(stopped)[0], "queues", "warn")


def test_work_that_nobody_takes_is_told(new_node: Node) -> None:
    new_node.start().prepared()
    with closing(Api(new_node)) as api:
        assert api.post("/api/v1/jobs", json={"kind": "outside"}).status_code == 201
    assert new_node.stop() == 0
    with closing(sqlite3.connect(new_node.data / "uprising.sqlite")) as database:
        changed = database.execute("UPDATE job SET run_at = run_at - 7200000000 WHERE is_external = 1 AND state = 'waiting'")
        assert changed.rowcount == 1
        database.commit()
    assert "no node runs" in found(examined(new_node)[0], "queues", "warn")
    new_node.start()
    said = found(examined(new_node)[0], "queues")
    assert "has waited for 2" in said and "uprising jobs stats" in said


def test_backups_that_are_not_made_are_told(stopped: Node) -> None:
    gone = stopped.folder / "backups"
    assert f"mkdir -p {gone}" in found(examined(stopped, BACKUP_FOLDER=str(gone))[0], "backups")
    gone.mkdir()
    assert "uprising backup" in found(examined(stopped, BACKUP_FOLDER=str(gone))[0], "backups")


def test_backups_that_are_old_or_can_not_be_restored_are_told(binary: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    node = Node(binary, tmp_path / "node", BACKUP_FOLDER=str(folder), BACKUP_EVERY="never", BACKUP_DRILL_EVERY="never")
    try:
        node.start().prepared()
        assert node.command("backup").returncode == 0
        assert "uprising backup drill" in found(examined(node)[0], "backups", "warn")
        for path in folder.rglob("*"):
            if path.is_file() and path.stat().st_size > 10_000:
                path.write_bytes(bytes(path.stat().st_size))
        assert node.command("backup", "drill").returncode == 1
        assert "could not be restored" in found(examined(node)[0], "backups")
        assert node.stop() == 0
    finally:
        node.kill()
    with closing(sqlite3.connect(node.data / "uprising.sqlite")) as database:
        database.execute("UPDATE backup_run SET started_at = started_at - 259200000000 WHERE kind = 'backup'")
        database.commit()
    assert "the newest is 3 d old" in found(examined(node)[0], "backups")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts")
def test_a_full_disk_is_told(stopped: Node) -> None:
    small = stopped.folder / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"nothing can be mounted here: {mounted.stderr}")
    try:
        data = small / "data"
        data.mkdir(mode=0o700)
        try:
            with open(data / "filling", "wb", buffering=0) as filling:
                while True:
                    filling.write(b"\0" * 4_096)
        except OSError:
            pass
        said = found(examined(stopped, DATA_DIR=str(data))[0], "disk")
        assert "takes no more bytes" in said and "du -xh" in said
    finally:
        subprocess.run(["umount", small], check=True)


def test_a_clock_is_compared_where_somebody_is_asked(new_node: Node) -> None:
    new_node.start()
    assert "to the second or two" in found(examined(new_node, "--time-from", new_node.url)[0], "clock", "ok")
    assert "--time-from" in found(examined(new_node, "--time-from", f"http://127.0.0.1:{free_port()}")[0], "clock", "warn")


@contextmanager
def plain_smtp() -> Iterator[tuple[int, list[str]]]:
    """A mail server without TLS, that writes down what clients say."""
    import threading

    said: list[str] = []

    def serve(server: socket.socket) -> None:
        while True:
            try:
                client, _ = server.accept()
            except OSError:
                return
            with client, client.makefile("rwb") as stream:
                stream.write(b"220 plain.example\r\n")
                stream.flush()
                for line in stream:
                    said.append(line.decode(errors="replace").strip())
                    stream.write(b"250 plain.example\r\n")
                    stream.flush()

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=serve, args=(server,), daemon=True).start()
        yield server.getsockname()[1], said
