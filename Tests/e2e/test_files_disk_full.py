"""A disk that fills up under an upload: 507, nothing half-written, and no restart needed when there is room again."""

import base64
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from driver.node import Node
from driver.until import until

S = "/storage/v1"
MIB = 1_048_576
DISK_BYTES = 200 * MIB
UPLOAD_BYTES = 64 * MIB
TUS = {"Tus-Resumable": "1.0.0"}
PART = {**TUS, "Content-Type": "application/offset+octet-stream"}

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount the small tmpfs that it takes")


class SmallDisk:
    """A tmpfs of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.ballast = folder / "ballast"

    @property
    def free(self) -> int:
        space = os.statvfs(self.folder)
        return space.f_bavail * space.f_frsize

    def fill(self, left: int) -> None:
        with open(self.ballast, "wb") as ballast:
            # The node may take some of the room meanwhile.
            for _ in range(100):
                with suppress(OSError):
                    os.posix_fallocate(ballast.fileno(), 0, os.fstat(ballast.fileno()).st_size + self.free - left)
                if self.free <= left:
                    return
        raise AssertionError("the disk does not fill up")

    def empty(self) -> None:
        self.ballast.unlink(missing_ok=True)


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_BYTES},mode=0700", "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def world(new_node: Node) -> Iterator[tuple[Node, SmallDisk, httpx.Client]]:
    with small_disk(new_node.data) as disk:
        try:
            new_node.start().prepared()
            key = json.loads(new_node.command("keys", "show", "--json").stdout)["service"]["opaque"]
            with httpx.Client(base_url=new_node.url + S, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
                assert http.post("/bucket", json={"name": "b"}).status_code == 200
                yield new_node, disk, http
        finally:
            new_node.kill()


def halves(content: bytes, disk: SmallDisk) -> Iterator[bytes]:
    """The first half of a body; then the disk fills up, and the rest comes."""
    middle = len(content) // 2
    for place in range(0, middle, 65_536):
        yield content[place:min(place + 65_536, middle)]
    disk.fill(0)
    for place in range(middle, len(content), 65_536):
        yield content[place:place + 65_536]


def files(node: Node) -> list[str]:
    return sorted(path.name for path in (node.data / "blobs").rglob("*") if path.is_file())


def refused(answer: httpx.Response) -> None:
    assert answer.status_code == 507, (answer.status_code, answer.text)
    assert answer.json()["code"] == "DiskFull" and answer.json()["message"]


def put(http: httpx.Client, key: str, content: bytes) -> httpx.Response:
    return http.post(f"/object/b/{key}", content=content, headers={"content-type": "application/x-any"})


def test_the_disk_fills_up_under_an_upload(world: tuple[Node, SmallDisk, httpx.Client]) -> None:
    node, disk, http = world
    assert put(http, "before", b"before").status_code == 200
    content = os.urandom(UPLOAD_BYTES)
    kept = files(node)
    refused(http.post("/object/b/big", content=halves(content, disk), headers={"content-type": "application/x-any"}))
    assert files(node) == kept, "something half-written is left"
    # No room at all is told before a byte is sent, by the floor.
    refused(put(http, "small", b"small"))
    assert http.get("/object/b/before").content == b"before"
    disk.empty()
    assert put(http, "big", content).status_code == 200
    assert http.get("/object/b/big").content == content
    until("health is well again", lambda: httpx.get(node.url + "/health").json().get("storage") != "failing", 30)
    assert node.command("verify").returncode == 0


def test_the_disk_fills_up_under_a_part(world: tuple[Node, SmallDisk, httpx.Client]) -> None:
    node, disk, http = world
    content = os.urandom(UPLOAD_BYTES)
    described = ",".join(f"{name} {base64.b64encode(value).decode()}" for name, value in {"bucketName": b"b", "objectName": b"big"}.items())
    made = http.post("/upload/resumable", headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": described})
    place = made.headers["location"].removeprefix(S)
    refused(http.patch(place, content=halves(content, disk), headers={**PART, "Upload-Offset": "0"}))
    assert http.get("/object/b/big").json()["code"] == "NoSuchKey"
    disk.empty()
    offset = int(http.head(place, headers=TUS).headers["upload-offset"])
    assert offset < len(content)
    assert http.patch(place, content=content[offset:], headers={**PART, "Upload-Offset": str(offset)}).status_code == 204
    assert http.get("/object/b/big").content == content
    assert node.command("verify").returncode == 0


def test_a_full_disk_refuses_what_writes_rows_alone(world: tuple[Node, SmallDisk, httpx.Client]) -> None:
    node, disk, http = world
    assert put(http, "a", b"a").status_code == 200
    disk.fill(0)
    for _ in range(200):
        # The journal has room for some writes still.
        answer = http.post("/object/copy", json={"bucketId": "b", "sourceKey": "a", "destinationKey": os.urandom(16).hex()})
        if answer.status_code != 200:
            break
    refused(answer)
    copies = len(http.post("/object/list/b", json={"limit": 1_000}).json())
    refused(http.post("/object/move", json={"bucketId": "b", "sourceKey": "a", "destinationKey": "z" * 1_000}))
    assert http.get("/object/b/a").content == b"a"
    disk.empty()
    assert len(http.post("/object/list/b", json={"limit": 1_000}).json()) == copies
    until("writes are taken again", lambda: put(http, "after", b"after").status_code in (200, 409), 30)
    assert http.get("/object/b/after").content == b"after"
    assert node.command("verify").returncode == 0
