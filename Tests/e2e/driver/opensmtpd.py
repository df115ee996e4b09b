"""Debian's OpenSMTPD on loopback: a mail server that others have written.

It is unpacked and not installed, since a machine has one mail server and may be using it. What it expects in fixed places (its
accounts, its helpers, its spool) is laid over the system in a mount namespace of its own, which takes root.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from .node import free_port, listens
from .until import until

CACHE = Path(__file__).resolve().parents[3] / ".build" / "e2e" / "opensmtpd"

ENTER = """
set -e
mount -t overlay overlay -o lowerdir="$ROOT/usr/libexec:/usr/libexec" /usr/libexec
mount -t overlay overlay -o lowerdir="$ROOT/var/lib:/var/lib" /var/lib
mount -t tmpfs tmpfs /var/spool
mount -t tmpfs tmpfs /run
cp /etc/passwd /etc/group "$FOLDER/"
printf 'opensmtpd:x:64990:64990::/:/bin/false\\nopensmtpq:x:64991:64991::/:/bin/false\\n' >> "$FOLDER/passwd"
printf 'opensmtpd:x:64990:\\nopensmtpq:x:64991:\\n' >> "$FOLDER/group"
mount --bind "$FOLDER/passwd" /etc/passwd
mount --bind "$FOLDER/group" /etc/group
exec "$ROOT/usr/sbin/smtpd" -d -f "$FOLDER/smtpd.conf"
"""


class Unavailable(Exception):
    """Why this machine can't run it."""


def unpacked() -> Path:
    root = CACHE / "root"
    if root.exists():
        return root
    if os.geteuid() != 0 or not shutil.which("apt-get") or not shutil.which("unshare"):
        raise Unavailable("only root on a Debian machine can lay the server's places over the system")
    CACHE.mkdir(parents=True, exist_ok=True)
    fetched = subprocess.run(["apt-get", "download", "opensmtpd"], cwd=CACHE, capture_output=True, text=True)
    packages = list(CACHE.glob("opensmtpd_*.deb"))
    if not packages:
        raise Unavailable(f"apt-get download opensmtpd: {fetched.stderr.strip()[-200:]}")
    subprocess.run(["dpkg", "-x", packages[0], root], check=True)
    return root


class OpenSMTPD:
    """Takes every mail and appends it to one file."""

    def __init__(self, folder: Path):
        root = unpacked()
        folder.mkdir(parents=True)
        # The delivery runs as nobody.
        for part in [folder, *folder.parents]:
            if part.stat().st_uid == os.geteuid() and str(part).startswith("/tmp"):
                part.chmod(part.stat().st_mode | 0o011)
        drop = folder / "mail"
        drop.mkdir()
        drop.chmod(0o777)
        self.mbox = drop / "mbox"
        self.port = free_port()
        (folder / "smtpd.conf").write_text(
            'table users { "@" = nobody }\n'
            f"listen on 127.0.0.1 port {self.port}\n"
            f'action "keep" mda "/bin/cat >> {self.mbox}" virtual <users>\n'
            'match from any for any action "keep"\n')
        self.log = open(folder / "smtpd.log", "w")
        self.process = subprocess.Popen(
            ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER],
            env={**os.environ, "ROOT": str(root), "FOLDER": str(folder)}, stdout=self.log, stderr=subprocess.STDOUT)
        try:
            until("OpenSMTPD listens", lambda: self.process.poll() is not None or listens(self.port), 15)
            if self.process.poll() is not None:
                raise Unavailable(f"it ended at once: {(folder / 'smtpd.log').read_text()[-300:]}")
        except BaseException:
            self.close()
            raise

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}?tls=none"

    def mails(self) -> str:
        return self.mbox.read_text() if self.mbox.exists() else ""

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.log.close()
