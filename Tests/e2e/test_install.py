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


def test_the_packages_of_a_release_have_every_library_that_the_program_links(packed: Path) -> None:
    linked = subprocess.run(["ldd", packed / "uprising"], capture_output=True, text=True, check=True).stdout
    needed = subprocess.run(["objdump", "-p", packed / "uprising"], capture_output=True, text=True, check=True).stdout
    paths = dict(line.split()[::2][:2] for line in linked.splitlines() if "=>" in line)
    names = {name for line in (packed / "PACKAGES").read_text().splitlines() for name in line.split("|")}
    # Every system has these, and a debug build links the toolchain's own.
    names |= {"libc6", "libgcc-s1", "libstdc++6"}
    libraries = [line.split()[1] for line in needed.splitlines() if "NEEDED" in line]
    assert "libsqlite3.so.0" in libraries
    for library in libraries:
        if library in paths and "swift" not in paths[library].lower():
            owner = subprocess.run(["dpkg", "--search", f"*/{Path(paths[library]).resolve().name}"], capture_output=True, text=True, check=True).stdout
            assert owner.split(":")[0] in names, f"{library} is of {owner}"


def test_what_cannot_be_guessed_is_named_and_nothing_is_laid_out(release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    done = install(release, root, "--smtp-url", "smtp://mail.example.com")
    assert done.returncode == 1 and "--public-url --mail-from" in done.stderr
    assert not root.exists()
    for wrong in (
        ["--profile", "local"], ["--port", "70000"], ["--port", "http"], ["--backup-folder", "backups"],
        ["--backup-folder", "/var/lib/uprising/production/backups"], ["--backup-folder", "/var/lib/uprising/x/.."],
    ):
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


# Cut off


TOOLS = ["install", "cp", "mv", "ln", "rm", "chmod", "sync", "cat", "sha256sum"]


@pytest.fixture
def small_release(release: Path) -> Path:
    """With a program that is small, so that a hundred installations take a moment."""
    (release / "uprising").unlink()
    (release / "uprising").write_text("#!/bin/sh\necho a node\n")
    (release / "uprising").chmod(0o755)
    return sealed(release)


def sealed(release: Path) -> Path:
    names = sorted(path.name for path in release.iterdir() if not path.name.startswith("SHA256SUMS"))
    sums = (f"{hashlib.sha256((release / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (release / "SHA256SUMS").write_text("".join(sums))
    return release


class Killer:
    """A PATH on which every tool that the installer calls first looks whether all of it is to be killed now."""

    def __init__(self, folder: Path):
        self.bin, self.count = folder / "killing", folder / "count"
        self.bin.mkdir()
        for tool in TOOLS:
            path = self.bin / tool
            path.write_text(
                f"#!/bin/bash\ncalls=$(($(< {self.count}) + 1))\necho $calls > {self.count}\n"
                # By 0 the whole process group is meant.
                f"[ $calls = $KILL_BEFORE ] && kill -9 0\n{shutil.which(tool)} \"$@\"\nresult=$?\n"
                "[ $calls = $KILL_AFTER ] && kill -9 0\nexit $result\n")
            path.chmod(0o755)

    def install(self, release: Path, root: Path, before: int = 0, after: int = 0) -> int:
        self.count.write_text("0\n")
        done = subprocess.run(
            [release / "install", "--root", root, "--unattended", *ASKED], stdin=subprocess.DEVNULL, capture_output=True, start_new_session=True,
            env={**os.environ, "PATH": f"{self.bin}:{os.environ['PATH']}", "KILL_BEFORE": str(before), "KILL_AFTER": str(after)})
        return done.returncode

    @property
    def calls(self) -> int:
        return int(self.count.read_text())


def without_secret(found: dict[str, str]) -> dict[str, str]:
    return {path: what for path, what in found.items() if not path.endswith(".env.production")}


@pytest.mark.parametrize("is_upgrade", [False, True], ids=["first", "upgrade"])
def test_kill_9_at_any_step_leaves_a_whole_release_in_force_and_the_next_run_ends_it(small_release: Path, tmp_path: Path, is_upgrade: bool) -> None:
    old = tmp_path / "old"
    shutil.copytree(small_release, old)
    (old / "uprising").write_text("#!/bin/sh\necho an older node\n")
    (old / "VERSION").write_text("0.0.1\n")
    sealed(old)
    start = tmp_path / "start"
    start.mkdir()
    if is_upgrade:
        assert install(old, start, *ASKED).returncode == 0
    killer = Killer(tmp_path)
    wanted = tmp_path / "wanted"
    shutil.copytree(start, wanted, symlinks=True)
    assert killer.install(small_release, wanted) == 0
    points = killer.calls
    assert points > 15
    # Of a first installation every third: the upgrade goes through the same steps.
    for point in range(1, 2 * points + 1, 1 if is_upgrade else 3):
        root = tmp_path / f"root-{point}"
        shutil.copytree(start, root, symlinks=True)
        call = (point + 1) // 2
        assert killer.install(small_release, root, **({"before": call} if point % 2 else {"after": call})) == -signal.SIGKILL
        current = root / "opt/uprising/current"
        assert current.is_symlink() or not is_upgrade
        if current.is_symlink():
            assert subprocess.run(["sha256sum", "--quiet", "--strict", "--check", "SHA256SUMS"], cwd=current, capture_output=True).returncode == 0
        settings = root / "etc/uprising/.env.production"
        if settings.exists():
            assert {"SECRET_KEY", "SMTP_URL", "DATA_DIR"} <= {line.split("=")[0] for line in settings.read_text().splitlines()}
        secret = settings.read_text() if settings.exists() else None
        done = install(small_release, root, *ASKED)
        assert done.returncode == 0, f"after {point}: {done.stderr}"
        assert without_secret(everything(root)) == without_secret(everything(wanted)), f"after a kill at {point}"
        assert secret is None or settings.read_text() == secret
        shutil.rmtree(root)


def test_another_build_of_one_version_lies_beside_the_one_that_runs(small_release: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    assert install(small_release, root, *ASKED).returncode == 0
    version = (small_release / "VERSION").read_text().strip()
    first = everything(root / f"opt/uprising/releases/{version}")
    (small_release / "uprising").write_text("#!/bin/sh\necho another build\n")
    sealed(small_release)
    assert install(small_release, root).returncode == 0
    assert everything(root / f"opt/uprising/releases/{version}") == first
    assert os.readlink(root / "opt/uprising/current").startswith(f"releases/{version}-")
    assert (root / "opt/uprising/current/uprising").read_text().endswith("another build\n")


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
