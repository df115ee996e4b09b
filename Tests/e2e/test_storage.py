"""The file store over the wire: what stock clients do not try, and what no client should be able to do."""

import base64
import hashlib
import json
import os
import re
import socket
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from driver.node import Node
from driver.until import until

S = "/storage/v1"
MIB = 1_048_576


@dataclass
class Store:
    """The storage of one node, with the service key of its workspace."""

    node: Node
    http: httpx.Client
    anon: str
    key: str

    def bucket(self, **options: object) -> str:
        name = "b-" + uuid.uuid4().hex[:8]
        assert self.http.post("/bucket", json={"name": name, **options}).status_code == 200
        return name

    def put(self, bucket: str, key: str, content: bytes = b"hello", **headers: str) -> httpx.Response:
        return self.http.post(f"/object/{bucket}/{key}", content=content, headers={"content-type": "text/plain", **headers})

    def sign(self, bucket: str, key: str) -> str:
        return self.node.url + S + self.http.post(f"/object/sign/{bucket}/{key}", json={"expiresIn": 60}).json()["signedURL"]


def opened(node: Node) -> Iterator[Store]:
    keys = json.loads(node.command("keys", "show", "--json").stdout)
    key = keys["service"]["opaque"]
    with httpx.Client(base_url=node.url + S, headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
        yield Store(node, http, keys["anon"]["opaque"], key)


@pytest.fixture
def store(node: Node) -> Iterator[Store]:
    yield from opened(node)


def refused(answer: httpx.Response, status: int, code: str, wire: int = 400) -> None:
    assert answer.status_code == wire, answer.text
    body = answer.json()
    assert (body["statusCode"], body["code"]) == (str(status), code) and body["error"] and body["message"]


def files(node: Node) -> list[Path]:
    return [path for path in (node.data / "blobs").rglob("*") if path.is_file()]


def test_a_digest_that_is_not_the_file_s_is_refused_and_leaves_nothing(store: Store) -> None:
    bucket, content = store.bucket(), os.urandom(70_000)
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    refused(store.put(bucket, "a", content + b"x", **{"content-digest": f"sha-256=:{digest}:"}), 400, "BadDigest")
    refused(store.put(bucket, "a", content, **{"content-digest": "sha-256=:AAAA:"}), 400, "InvalidRequest")
    assert store.http.head(f"/object/{bucket}/a").status_code == 400
    assert store.put(bucket, "a", content, **{"content-digest": f"sha-512=:x:, sha-256=:{digest}:"}).status_code == 200
    assert store.http.get(f"/object/{bucket}/a").content == content


def test_what_a_browser_could_run_is_never_shown_in_the_node_s_name(store: Store) -> None:
    bucket = store.bucket(public=True)
    for name, kind, content in [
        ("page", "text/html", b"<script>alert(1)</script>"), ("x", "application/xhtml+xml", b"<html/>"), ("i", "image/svg+xml", b"<svg/>"),
        ("lie.png", "image/png", b"<svg onload='x'>"), ("lie.txt", "text/plain", b"<!doctype html>"), ("s", "text/javascript", b"alert(1)"),
    ]:
        store.put(bucket, name, content, **{"content-type": kind})
        answer = httpx.get(f"{store.node.url}{S}/object/public/{bucket}/{name}")
        assert answer.content == content
        assert answer.headers["content-disposition"].startswith("attachment"), name
        assert "sandbox" in answer.headers["content-security-policy"] and answer.headers["x-content-type-options"] == "nosniff"
        assert "html" not in answer.headers["content-type"]
    store.put(bucket, "d.pdf", b"%PDF-1.7\n", **{"content-type": "application/pdf"})
    assert "content-disposition" not in httpx.get(f"{store.node.url}{S}/object/public/{bucket}/d.pdf").headers


def test_links_end_when_they_are_revoked_and_stand_in_no_log(store: Store) -> None:
    bucket = store.bucket()
    store.put(bucket, "a")
    store.put(bucket, "b")
    first, other = store.sign(bucket, "a"), store.sign(bucket, "b")
    assert httpx.get(first).status_code == 200
    assert store.http.delete(f"/object/sign/{bucket}/a").status_code == 200
    refused(httpx.get(first), 400, "InvalidSignature")
    assert httpx.get(other).status_code == 200
    again = store.sign(bucket, "a")
    assert httpx.get(again).status_code == 200
    assert store.http.delete(f"/object/sign/{bucket}").status_code == 200
    for link in (other, again):
        refused(httpx.get(link), 400, "InvalidSignature")
    upload = store.http.post(f"/object/upload/sign/{bucket}/c").json()
    refused(httpx.get(f"{store.node.url}{S}/object/sign/{bucket}/c?token={upload['token']}"), 400, "InvalidSignature")
    refused(httpx.get(f"{store.node.url}{S}/object/sign/{bucket}/a?token={store.anon}"), 400, "InvalidJWT")
    for link in (first, other, again, upload["token"]):
        assert link.split("token=")[-1].split(".")[-1] not in store.node.log.read_text()


def test_conditions_and_ranges_of_the_same_file(store: Store) -> None:
    bucket, content = store.bucket(), os.urandom(300_000)
    store.put(bucket, "r", content, **{"content-type": "application/octet-stream"})
    get = lambda **headers: store.http.get(f"/object/{bucket}/r", headers={name.replace("_", "-"): value for name, value in headers.items()})
    whole = get()
    tag, date = whole.headers["etag"], whole.headers["last-modified"]
    assert whole.content == content and whole.headers["accept-ranges"] == "bytes"
    assert "no-cache" in whole.headers["cache-control"]
    assert get(If_None_Match=f'"x", W/{tag}').status_code == 304
    assert get(If_Modified_Since=date).status_code == 304 and get(If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT").status_code == 200
    refused(get(If_Match='"x"'), 412, "PreconditionFailed", 412)
    refused(get(If_Unmodified_Since="Thu, 01 Jan 1970 00:00:00 GMT"), 412, "PreconditionFailed", 412)
    part = get(Range="bytes=100-299999", If_Range=tag)
    assert part.status_code == 206 and part.content == content[100:] and part.headers["content-range"] == "bytes 100-299999/300000"
    assert get(Range="bytes=0-9", If_Range='"x"').content == content
    assert get(Range="bytes=-7").content == content[-7:]
    last = get(Range="bytes=300000-")
    refused(last, 416, "InvalidRange", 416)
    assert last.headers["content-range"] == "bytes */300000"
    head = store.http.head(f"/object/{bucket}/r")
    assert (head.status_code, head.headers["content-length"], head.content) == (200, "300000", b"")


def test_many_megabytes_come_and_go_in_little_memory(store: Store) -> None:
    bucket, block, count = store.bucket(), os.urandom(MIB), 200

    def resident() -> int:
        return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{store.node.pid}/status").read_text()).group(1)) // 1024

    store.put(bucket, "warm", block * 8)
    before, most, digest = resident(), 0, hashlib.sha256()

    def body() -> Iterator[bytes]:
        nonlocal most
        for _ in range(count):
            most = max(most, resident())
            digest.update(block)
            yield block

    # Of unknown length: httpx sends it in chunks.
    assert store.http.post(f"/object/{bucket}/big", content=body(), headers={"content-type": "application/x-x"}).status_code == 200
    read = hashlib.sha256()
    with store.http.stream("GET", f"/object/{bucket}/big") as answer:
        assert answer.headers["content-length"] == str(count * MIB)
        for chunk in answer.iter_bytes():
            most = max(most, resident())
            read.update(chunk)
    assert read.digest() == digest.digest()
    assert most - before < 64, f"{before} MiB before, {most} MiB at most"


def test_a_body_is_asked_for_only_when_it_will_be_taken(store: Store) -> None:
    bucket = store.bucket(file_size_limit="1KB")

    def ask(length: int) -> tuple[socket.socket, bytes]:
        wire = socket.create_connection((store.node.host, store.node.port), timeout=10)
        wire.sendall((
            f"POST {S}/object/{bucket}/x HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {store.key}\r\nContent-Type: text/plain\r\n"
            f"Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n").encode())
        return wire, wire.recv(4_096)

    wire, answer = ask(5_000)
    while b"EntityTooLarge" not in answer:
        answer += wire.recv(4_096)
    assert answer.startswith(b"HTTP/1.1 400")
    wire, answer = ask(5)
    assert answer.startswith(b"HTTP/1.1 100")
    wire.sendall(b"12345")
    assert wire.recv(4_096).startswith(b"HTTP/1.1 200")


def test_names_that_addresses_do_not_carry_are_refused(store: Store) -> None:
    bucket = store.bucket()
    for key in ["%C3%BC", "a%00b", "a%zz", "a//b", "%2e%2e/x", "a/%2e%2e/b", "a%23b", "x" * 1_025]:
        answer = store.put(bucket, key)
        assert answer.json()["code"] in ("InvalidKey", "NoSuchBucket") or answer.status_code == 404, (key, answer.text)
    assert store.http.post(f"/object/list/{bucket}", json={"prefix": ""}).json() == []
    for name in ["a/b", "..", "ü", "sign", ""]:
        refused(store.http.post("/bucket", json={"name": name}), 400, "InvalidBucketName")
    assert store.put(bucket, "x" * 1_024).status_code == 200


def test_names_of_any_script_are_for_who_asks_for_them(store: Store) -> None:
    bucket, name = store.bucket(), "dossiers/Précis d'été – 日本.pdf"
    escaped = quote(name, safe="/")
    refused(store.put(bucket, escaped), 400, "InvalidKey")
    order = {"bucketId": bucket, "sourceKey": "plain", "destinationKey": name}
    assert store.put(bucket, "plain", b"plain").status_code == 200
    refused(store.http.post("/object/move", json=order), 400, "InvalidKey")
    knowing = {"x-unicode-keys": "true"}
    for odd in ("e\u0301", "a\u202eb", "a\u200bb", "a/\u0301b", "a\u0085", "a\ue000", "\u0d4e/../x", "100%", "a#b", "a\u2028b"):
        refused(store.put(bucket, quote(odd, safe="/").replace("..", "%2e%2e"), **knowing), 400, "InvalidKey")
    assert store.put(bucket, escaped, b"first", **knowing).json()["Key"] == f"{bucket}/{name}"
    assert store.http.get(f"/object/{bucket}/{escaped}").content == b"first"
    assert store.http.get(f"/object/info/{bucket}/{escaped}").json()["name"] == name
    assert httpx.get(store.sign(bucket, escaped)).content == b"first"
    assert store.http.post(f"/object/move", json=order, headers={**knowing, "x-upsert": "true"}).json()["Key"] == name
    assert store.http.get(f"/object/{bucket}/{escaped}").content == b"plain"
    listed = store.http.post(f"/object/list/{bucket}", json={"prefix": "dossiers", "search": "préc"}).json()
    assert [one["name"] for one in listed] == [name.split("/")[1]]
    metadata = described(bucketName=bucket, objectName="dossiers/œuvre.txt")
    headers = {**PART, "Upload-Length": "5", "Upload-Metadata": metadata}
    assert store.http.post("/upload/resumable", content=b"hello", headers=headers).status_code == 400
    assert store.http.post("/upload/resumable", content=b"hello", headers={**headers, **knowing}).status_code == 201
    answer = store.http.get(f"/object/{bucket}/dossiers/%C5%93uvre.txt", params={"download": "œuvre.txt"})
    assert answer.content == b"hello" and "filename*=UTF-8''%C5%93uvre.txt" in answer.headers["content-disposition"]
    removed = store.http.request("DELETE", f"/object/{bucket}", json={"prefixes": [name]}).json()
    assert [one["name"] for one in removed] == [name]


def test_equal_files_are_one_on_the_disk_until_the_last_goes(store: Store) -> None:
    bucket, content = store.bucket(), os.urandom(1_000)
    before = len(files(store.node))
    for key in ("a", "b"):
        store.put(bucket, key, content)
    body = {"bucketId": bucket, "sourceKey": "a", "destinationKey": "c/d"}
    assert store.http.post("/object/copy", json=body).json()["Key"] == f"{bucket}/c/d"
    assert len(files(store.node)) == before + 1
    assert store.http.delete(f"/object/{bucket}/a").json()["message"]
    assert store.http.get(f"/object/{bucket}/c/d").content == content


def test_a_quota_answers_before_a_byte_is_sent(new_node: Node) -> None:
    new_node.variables["STORAGE_WORKSPACE_MB"] = "2"
    new_node.start().prepared()
    for store in opened(new_node):
        bucket = store.bucket()
        assert store.put(bucket, "a", os.urandom(MIB)).status_code == 200
        refused(store.put(bucket, "b", os.urandom(2 * MIB)), 507, "QuotaExceeded", 507)
        chunks = (os.urandom(65_536) for _ in range(64))
        late = store.http.post(f"/object/{bucket}/c", content=chunks, headers={"content-type": "a/b"})
        refused(late, 507, "QuotaExceeded", 507)
        until("the temporary files are gone", lambda: not list((new_node.data / "blobs" / "tmp").iterdir()))


def test_damage_behind_the_node_s_back_is_named(new_node: Node) -> None:
    new_node.start().prepared()
    for store in opened(new_node):
        bucket = store.bucket()
        store.put(bucket, "a", b"precious")
        assert new_node.command("verify").returncode == 0
        path = next(path for path in files(new_node) if path.name == hashlib.sha256(b"precious").hexdigest())
        path.write_bytes(b"PRECIOUS")
        found = new_node.command("verify")
        assert found.returncode != 0 and path.name in found.stdout
        path.unlink()
        found = new_node.command("verify")
        assert found.returncode != 0 and "missing" in found.stdout
        assert store.http.get(f"/object/{bucket}/a").status_code == 500
        store.put(bucket, "b", b"precious")
        assert new_node.command("verify").returncode == 0 and store.http.get(f"/object/{bucket}/a").content == b"precious"


def test_what_was_acknowledged_survives_a_kill(new_node: Node) -> None:
    new_node.start().prepared()
    kept: dict[str, bytes] = {}
    for store in opened(new_node):
        bucket = store.bucket()
        for number in range(20):
            content = os.urandom(50_000 + number)
            assert store.put(bucket, f"f/{number}", content).status_code == 200
            kept[f"f/{number}"] = content
        wire = socket.create_connection((new_node.host, new_node.port))
        wire.sendall((
            f"POST {S}/object/{bucket}/half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {store.key}\r\nContent-Type: a/b\r\n"
            "Content-Length: 10000000\r\n\r\n").encode() + b"x" * 600_000)
        until("the upload has begun", lambda: list((new_node.data / "blobs" / "tmp").iterdir()))
        new_node.kill()
    new_node.start()
    for store in opened(new_node):
        for key, content in kept.items():
            assert store.http.get(f"/object/{bucket}/{key}").content == content
        until("the sweep has been", lambda: not list((new_node.data / "blobs" / "tmp").iterdir()))
        assert new_node.command("verify").returncode == 0


TUS = {"Tus-Resumable": "1.0.0"}
PART = {**TUS, "Content-Type": "application/offset+octet-stream"}


def described(**fields: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in fields.items())


def test_an_upload_goes_on_after_a_kill(new_node: Node) -> None:
    new_node.start().prepared()
    content = os.urandom(3 * MIB)
    for store in opened(new_node):
        bucket = store.bucket()
        metadata = described(bucketName=bucket, objectName="f/big.bin", contentType="application/x-big", cacheControl="60", metadata='{"a":1}')
        made = store.http.post("/upload/resumable", headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata})
        assert made.status_code == 201 and made.headers["tus-resumable"] == "1.0.0" and made.headers["upload-expires"]
        place = made.headers["location"]
        assert place.startswith("/storage/v1/upload/resumable/")
        place = place.removeprefix(S)
        assert store.http.post("/upload/resumable", headers={"Upload-Length": "1"}).status_code == 412
        assert store.http.patch(place, content=b"x", headers={**PART, "Upload-Offset": "5"}).status_code == 409
        sent = store.http.patch(place, content=content[:MIB], headers={**PART, "Upload-Offset": "0"})
        assert (sent.status_code, sent.headers["upload-offset"]) == (204, str(MIB))
        new_node.kill()
    new_node.start()
    for store in opened(new_node):
        asked = store.http.head(place, headers=TUS)
        assert (asked.status_code, asked.headers["upload-offset"], asked.headers["upload-length"]) == (200, str(MIB), str(len(content)))
        assert httpx.head(new_node.url + S + place, headers=TUS).status_code == 403
        assert store.http.patch(place, content=content[MIB:], headers={**PART, "Upload-Offset": str(MIB)}).status_code == 204
        answer = store.http.get(f"/object/{bucket}/f/big.bin")
        assert answer.content == content and answer.headers["content-type"] == "application/x-big"
        assert store.http.get(f"/object/info/{bucket}/f/big.bin").json()["metadata"] == {"a": 1}
        # Who did not hear the answer to the last part asks, or sends it again.
        asked = store.http.head(place, headers=TUS)
        assert (asked.status_code, asked.headers["upload-offset"]) == (200, asked.headers["upload-length"])
        again = store.http.patch(place, content=b"", headers={**PART, "Upload-Offset": str(len(content))})
        assert (again.status_code, again.headers["upload-offset"]) == (204, str(len(content)))
        assert store.http.patch(place, content=content[MIB:], headers={**PART, "Upload-Offset": str(MIB)}).status_code == 409
        assert store.http.delete(place, headers=TUS).status_code == 409
        assert store.http.get(f"/object/{bucket}/f/big.bin").content == content
        assert new_node.command("verify").returncode == 0


def test_an_upload_whose_parts_have_all_come_is_finished_by_whoever_asks(new_node: Node) -> None:
    new_node.start().prepared()
    content = os.urandom(MIB)
    for store in opened(new_node):
        bucket = store.bucket()
        metadata = described(bucketName=bucket, objectName="whole.bin")
        made = store.http.post("/upload/resumable", headers={**TUS, "Upload-Length": str(len(content)), "Upload-Metadata": metadata})
        place = made.headers["location"].removeprefix(S)
        store.http.patch(place, content=content[:1_000], headers={**PART, "Upload-Offset": "0"})
        new_node.kill()
    # As a node leaves it that dies between the last part and the object.
    with open(new_node.data / "blobs" / "partial" / place.rsplit("/", 1)[1], "ab") as partial:
        partial.write(content[1_000:])
    with closing(sqlite3.connect(new_node.data / "uprising.sqlite")) as database, database:
        assert database.execute("UPDATE resumable_upload SET received_count = byte_count").rowcount == 1
    new_node.start()
    for store in opened(new_node):
        asked = store.http.head(place, headers=TUS)
        assert (asked.status_code, asked.headers["upload-offset"]) == (200, str(len(content)))
        assert store.http.get(f"/object/{bucket}/whole.bin").content == content


def test_a_link_takes_an_upload_in_parts_and_an_upload_can_be_given_up(store: Store) -> None:
    bucket = store.bucket()
    token = store.http.post(f"/object/upload/sign/{bucket}/x").json()["token"]
    with httpx.Client(base_url=store.node.url + S, headers={**TUS, "x-signature": token}) as stranger:
        for name in ("y", "x"):
            made = stranger.post(
                "/upload/resumable/sign", headers={"Upload-Length": "5", "Upload-Metadata": described(bucketName=bucket, objectName=name)})
            assert made.status_code == (201 if name == "x" else 403), made.text
        place = made.headers["location"].removeprefix(S)
        assert stranger.patch(place, content=b"12", headers={**PART, "Upload-Offset": "0"}).headers["upload-offset"] == "2"
        assert stranger.delete(place).status_code == 204
        assert stranger.head(place).status_code == 404
    assert store.http.options("/upload/resumable").headers["tus-extension"] == "creation,creation-with-upload,termination,expiration"


def test_an_upload_may_begin_with_its_first_part(store: Store) -> None:
    bucket = store.bucket(allowed_mime_types=["text/plain"])

    def begin(key: str, length: int, part: bytes, type_: str = "text/plain") -> httpx.Response:
        metadata = described(bucketName=bucket, objectName=key, contentType=type_)
        return store.http.post(
            "/upload/resumable", content=part, headers={**PART, "Upload-Length": str(length), "Upload-Metadata": metadata})

    assert begin("a", 3, b"too long").status_code == 413
    assert begin("a", 3, b"abc", "image/png").status_code == 415
    whole = begin("whole", 5, b"hello")
    assert (whole.status_code, whole.headers["upload-offset"]) == (201, "5")
    assert store.http.get(f"/object/{bucket}/whole").content == b"hello"
    begun = begin("parts", 5, b"he")
    assert (begun.status_code, begun.headers["upload-offset"], begun.headers["upload-length"]) == (201, "2", "5")
    place = begun.headers["location"].removeprefix(S)
    assert store.http.patch(place, content=b"llo", headers={**PART, "Upload-Offset": "2"}).status_code == 204
    assert store.http.get(f"/object/{bucket}/parts").content == b"hello"
    assert begin("empty", 0, b"").headers["upload-offset"] == "0"
    assert store.http.get(f"/object/{bucket}/empty").content == b""
    assert begin("whole", 5, b"again").status_code == 409
    with closing(sqlite3.connect(store.node.data / "uprising.sqlite")) as database:
        [open_uploads] = database.execute(
            "SELECT count(*) FROM resumable_upload AS u JOIN bucket AS b ON b.id = u.bucket_id WHERE b.name = ? AND is_finished = 0",
            [bucket]).fetchone()
    assert open_uploads == 0, "an upload that its client never heard of is open"


def test_a_move_replaces_what_it_is_told_to_in_one_write(store: Store) -> None:
    bucket = store.bucket()
    store.put(bucket, "old", b"old")
    store.put(bucket, "new", b"new")
    link = store.sign(bucket, "old")
    order = {"bucketId": bucket, "sourceKey": "new", "destinationKey": "old"}
    refused(store.http.post("/object/move", json=order), 409, "KeyAlreadyExists")
    assert httpx.get(link).content == b"old"
    moved = store.http.post("/object/move", json=order, headers={"x-upsert": "true"})
    assert (moved.status_code, moved.json()["Key"]) == (200, "old")
    assert httpx.get(link).content == b"new"
    refused(store.http.get(f"/object/{bucket}/new"), 404, "NoSuchKey")
    store.put(bucket, "third", b"third")
    order = {"bucketId": bucket, "sourceKey": "third", "destinationKey": "old"}
    refused(store.http.post("/object/copy", json=order), 409, "KeyAlreadyExists")
    assert store.http.post("/object/copy", json=order, headers={"x-upsert": "true"}).status_code == 200
    assert store.http.get(f"/object/{bucket}/old").content == b"third"


def test_pages_in_any_order_go_on_where_they_ended(store: Store) -> None:
    bucket = store.bucket()
    for key in ("c", "f/x", "a", "g/y", "b"):
        store.put(bucket, key)

    def page(**order: object) -> dict[str, Any]:
        answer = store.http.post(f"/object/list-v2/{bucket}", json=order)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def pages(column: str, direction: str, delimited: bool) -> list[str]:
        seen: list[str] = []
        cursor: dict[str, str] = {}
        while True:
            found = page(limit=2, with_delimiter=delimited, sortBy={"column": column, "order": direction}, **cursor)
            seen += [one["name"] for one in found["folders"] + found["objects"]]
            if not found["hasNext"]:
                return seen
            cursor = {"cursor": found["nextCursor"]}

    for column in ("created_at", "updated_at"):
        assert pages(column, "asc", False) == ["c", "f/x", "a", "g/y", "b"]
        assert pages(column, "desc", False) == ["b", "g/y", "a", "f/x", "c"]
        assert pages(column, "desc", True) == ["f/", "g/", "b", "a", "c"]
    assert pages("name", "desc", False) == ["g/y", "f/x", "c", "b", "a"]
    first = page(limit=2, sortBy={"column": "created_at", "order": "desc"})
    assert [one["name"] for one in page(limit=2, cursor=first["nextCursor"])["objects"]] == ["a", "f/x"]
    for order in ({"column": "created_at", "order": "asc"}, {"column": "name"}, {"column": "updated_at", "order": "desc"}):
        refused(store.http.post(f"/object/list-v2/{bucket}", json={"cursor": first["nextCursor"], "sortBy": order}), 400, "InvalidRequest")
    for cursor in ("x", "!!", base64.urlsafe_b64encode(b"c-x").decode().rstrip("="), base64.urlsafe_b64encode(b"q+a").decode().rstrip("=")):
        refused(store.http.post(f"/object/list-v2/{bucket}", json={"cursor": cursor}), 400, "InvalidRequest")
    refused(store.http.post(f"/object/list-v2/{bucket}", json={"sortBy": {"column": "size"}}), 400, "InvalidRequest")


def test_what_was_removed_comes_back(store: Store) -> None:
    bucket = store.bucket()
    with httpx.Client(base_url=store.node.url + "/api/v1", headers={"Authorization": f"Bearer {store.node.owner_token}"}) as page:
        store.put(bucket, "f/a", b"one")
        store.put(bucket, "f/a", b"two", **{"x-upsert": "true"})
        assert store.http.request("DELETE", f"/object/{bucket}", json={"prefixes": ["f/a"]}).status_code == 200
        found = [item for item in page.get("/files/trash").json()["items"] if item["bucket"] == bucket]
        assert [(item["name"], item["replaced"]) for item in found] == [("f/a", False), ("f/a", True)]
        assert page.post(f"/files/trash/{uuid.uuid4()}/restore").status_code == 404
        assert page.post(f"/files/trash/{found[1]['id']}/restore").status_code == 200
        assert store.http.get(f"/object/{bucket}/f/a").content == b"one"
        before = page.get("/files/usage").json()["trashBytes"]
        assert page.delete(f"/files/trash/{found[0]['id']}").status_code == 204
        assert page.get("/files/usage").json()["trashBytes"] == before - len(b"two")
        assert httpx.get(store.node.url + "/api/v1/files/trash", headers={"Authorization": f"Bearer {store.anon}"}).status_code == 403
