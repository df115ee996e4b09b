"""Certificates made with the command `openssl`, below an authority of their own."""

import os
import subprocess
from pathlib import Path

NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


def openssl(*arguments: str | Path) -> None:
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, stdin=subprocess.DEVNULL)


class Certificates:
    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.authority = folder / "ca.pem"
        openssl("req", "-x509", *NEW_KEY, "-keyout", folder / "ca.key", "-out", self.authority, "-subj", "/CN=Authority", "-days", "30")

    def make(self, name: str = "node", days: int = 30, names: str = "DNS:localhost,IP:127.0.0.1") -> tuple[Path, Path]:
        """Certificate and key; below zero days it has expired. Takes the place of what was there by that name, key last."""
        path = self.folder / name
        extensions = path.with_suffix(".ext")
        extensions.write_text(f"subjectAltName={names}\nbasicConstraints=critical,CA:FALSE\n")
        openssl("req", *NEW_KEY, "-keyout", f"{path}.key.new", "-out", f"{path}.csr", "-subj", f"/CN={name}")
        openssl("x509", "-req", "-in", f"{path}.csr", "-CA", self.authority, "-CAkey", self.folder / "ca.key", "-days", str(days),
                "-extfile", extensions, "-out", f"{path}.pem.new")
        os.rename(f"{path}.pem.new", f"{path}.pem")
        os.rename(f"{path}.key.new", f"{path}.key")
        return Path(f"{path}.pem"), Path(f"{path}.key")
