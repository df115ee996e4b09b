"""The release: packed, checked, laid out, taken away; and what a service manager hears of a node.

Laid out under a folder of its own, since the tests' machine is not theirs. docs/install.md says what was tried on whole systems.
"""

import hashlib
import os
import shutil
import signal
import socket
import subprocess
from base64 import b64decode
from pathlib import Path

import pytest

from driver.node import Node
from driver.until import until

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
ASKED = ["--public-url", "https://leads.example.com", "--smtp-url", "smtps://u:p@mail.example.com:465", "--mail-from", "node@example.com"]


@pytest.fixture(scope="module")
def packed(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the tested program."""
    folder = tmp_path_factory.mktemp("releases")
    done = subprocess.run([DEPLOY / "pack", binary, folder], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip().removesuffix(".tar.gz"))


@pytest.fixture
def release(packed: Path, tmp_path: Path) -> Path:
    """A copy to change; the program itself, which is large, is linked."""
    copy = tmp_path / packed.name
    shutil.copytree(packed, copy, copy_function=lambda source, target: os.link(source, target) if source.endswith("/uprising") else shutil.copy2(source, target))
    return copy


def install(release: Path, root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([release / "install", "--root", root, "--unattended", *options], capture_output=True, text=True, stdin=subprocess.DEVNULL)


def everything(root: Path) -> dict[str, str]:
    """Each path under `root` with what it is and holds."""
    found = {}
    for path in sorted(root.rglob("*")):
        mode = f"{path.lstat().st_mode & 0o7777:o}"
        content = os.readlink(path) if path.is_symlink() else hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        found[str(path.relative_to(root))] = f"{mode} {content}"
    return found


def test_an_archive_holds_the_release_and_is_the_same_each_time(binary: Path, packed: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "xzf", packed.with_name(packed.name + ".tar.gz"), "-C", tmp_path], check=True)
    unpacked = tmp_path / packed.name
    assert everything(unpacked) == everything(packed)
    assert subprocess.run(["sha256sum", "--quiet", "--strict", "--check", "SHA256SUMS"], cwd=unpacked).returncode == 0
    assert subprocess.run([unpacked / "uprising", "version"], capture_output=True, text=True).stdout.strip().endswith((packed / "VERSION").read_text().strip())
    again = subprocess.run([DEPLOY / "pack", binary, tmp_path / "again"], capture_output=True, text=True)
    assert Path(again.stdout.strip()).read_bytes() == packed.with_name(packed.name + ".tar.gz").read_bytes()


def test_what_cannot_be_guessed_is_named_and_nothing_is_laid_out(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    done = install(release, root, "--smtp-url", "smtp://mail.example.com")
    assert done.returncode == 1 and "--public-url --mail-from" in done.stderr
    assert not root.exists()
    for wrong in (["--profile", "local"], ["--port", "70000"], ["--port", "http"], ["--backup-folder", "backups"]):
        done = install(release, root, *ASKED, *wrong)
        assert done.returncode == 1 and wrong[0] in done.stderr, done.stderr
    assert install(release, root, "--nonsense").returncode == 64
    assert not root.exists()


def test_a_release_is_laid_out_with_a_secret_of_its_own_and_again_without_harm(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    done = install(release, root, *ASKED, "--backup-folder", "/mnt/backups")
    assert done.returncode == 0, done.stderr
    version = (release / "VERSION").read_text().strip()
    assert os.readlink(root / "opt/uprising/current") == f"releases/{version}"
    settings = root / "etc/uprising/.env.production"
    assert settings.stat().st_mode & 0o777 == 0o640
    values = dict(line.split("=", 1) for line in settings.read_text().splitlines() if not line.startswith("#"))
    assert len(b64decode(values["SECRET_KEY"])) == 32
    assert values["NEXT_PUBLIC_APP_URL"] == "https://leads.example.com" and values["DATA_DIR"] == "/var/lib/uprising/production"
    assert "ReadWritePaths=/mnt/backups" in (root / "etc/systemd/system/uprising@production.service.d/backup.conf").read_text()
    # The program takes these settings as they are.
    shown = subprocess.run(
        [root / "opt/uprising/current/uprising", "config", "--profile", "production"], cwd=settings.parent, capture_output=True, text=True)
    assert shown.returncode == 0, shown.stderr
    assert values["SECRET_KEY"] not in shown.stdout

    before = everything(root)
    assert install(release, root).returncode == 0
    assert everything(root) == before


def test_a_dry_run_says_what_a_real_one_does_and_does_nothing(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    said = install(release, root, *ASKED, "--dry-run")
    assert said.returncode == 0 and not root.exists(), said.stderr
    assert install(release, root, *ASKED).stdout == said.stdout


def test_a_damaged_or_unsigned_release_is_refused(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    key, other = tmp_path / "key.pem", tmp_path / "other.pem"
    for private in (key, other):
        subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True)
        subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", private.with_suffix(".pub")], check=True)
    done = install(release, root, *ASKED, "--key", str(key.with_suffix(".pub")))
    assert done.returncode == 1 and "not signed" in done.stderr
    subprocess.run(["openssl", "pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", release / "SHA256SUMS", "-out", release / "SHA256SUMS.sig"], check=True)
    done = install(release, root, *ASKED, "--key", str(other.with_suffix(".pub")))
    assert done.returncode == 1 and "not signed by" in done.stderr
    assert install(release, root, *ASKED, "--key", str(key.with_suffix(".pub")), "--dry-run").returncode == 0
    with open(release / "nginx.conf", "a") as file:
        file.write("# changed\n")
    done = install(release, root, *ASKED)
    assert done.returncode == 1 and "nginx.conf" in done.stderr + done.stdout and "damaged" in done.stderr
    assert not root.exists()


def test_profiles_stand_side_by_side_and_go_one_by_one_without_their_data(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    assert install(release, root, *ASKED).returncode == 0
    assert install(release, root, *ASKED, "--profile", "staging").returncode == 0
    production, staging = root / "etc/uprising/.env.production", root / "etc/uprising/.env.staging"
    assert "PORT=8080" in production.read_text() and "PORT=8081" in staging.read_text()
    secrets = {line for file in (production, staging) for line in file.read_text().splitlines() if line.startswith("SECRET_KEY")}
    assert len(secrets) == 2
    data = root / "var/lib/uprising/staging"
    data.mkdir(parents=True)
    (data / "uprising.sqlite").write_text("a database")

    assert install(release, root, "--profile", "staging", "--uninstall").returncode == 0
    assert (root / "opt/uprising/current/uprising").exists() and (data / "uprising.sqlite").exists() and staging.exists()
    staging.unlink()
    assert install(release, root, "--uninstall").returncode == 0
    assert not (root / "opt/uprising").exists() and not (root / "etc/systemd/system/uprising@.service").exists()
    assert production.exists() and (data / "uprising.sqlite").exists()


def test_three_releases_are_kept_and_the_current_one_always(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for age in range(5):
        old = root / f"opt/uprising/releases/0.0.{age}"
        old.mkdir(parents=True)
        os.utime(old, (age, age))
    assert install(release, root, *ASKED).returncode == 0
    version = (release / "VERSION").read_text().strip()
    assert {path.name for path in (root / "opt/uprising/releases").iterdir()} == {"0.0.3", "0.0.4", version}


@pytest.mark.parametrize("is_abstract", [False, True])
def test_a_service_manager_hears_that_a_node_answers_lives_and_stops(new_node: Node, tmp_path: Path, is_abstract: bool) -> None:
    name = f"@uprising-{os.getpid()}" if is_abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind("\0" + name[1:] if is_abstract else name)
        manager.settimeout(20)
        new_node.variables.update(NOTIFY_SOCKET=name, WATCHDOG_USEC="600000")
        new_node.start()
        hear(manager, b"READY=1")
        hear(manager, b"WATCHDOG=1")
        if not is_abstract:
            os.kill(new_node.pid, signal.SIGSTOP)
            manager.settimeout(0.5)
            until("the hung node falls silent", lambda: silent(manager))
            os.kill(new_node.pid, signal.SIGCONT)
            manager.settimeout(20)
            hear(manager, b"WATCHDOG=1")
        assert new_node.stop() == 0
        hear(manager, b"STOPPING=1")


def hear(manager: socket.socket, wanted: bytes) -> None:
    """Until it comes; a sign of life may come at any time, before the address is listened on too."""
    while (heard := manager.recv(100)) != wanted:
        assert heard == b"WATCHDOG=1"


def silent(manager: socket.socket) -> bool:
    try:
        manager.recv(100)
        return False
    except TimeoutError:
        return True
