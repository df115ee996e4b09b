"""The node speaks TLS itself: what clients see, what is refused, and how certificates change under it."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from driver.certificates import Certificates
from driver.node import Node, free_port
from driver.until import until

EX_CONFIG = 78
# Two looks at the files, ten seconds apart, and what a busy machine takes beside.
TAKEN_SECONDS = 45


class SecureNode(Node):
    """A node whose clients trust the authority of its certificate."""

    # What it answers is held against its description by every other test; the description would be asked for without that trust.
    witness = staticmethod(lambda node, answer: None)

    def __init__(self, binary: Path, folder: Path, **variables: str):
        self.certificates = Certificates(folder / "tls")
        chain, key = self.certificates.make()
        super().__init__(binary, folder, TLS_CERTIFICATE_FILE=str(chain), TLS_KEY_FILE=str(key), **variables)

    @property
    def url(self) -> str:
        return f"https://{self.host}:{self.port}"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.certificates.authority))

    def client(self, **options) -> httpx.Client:
        return super().client(verify=self.trust, **options)

    def _healthy(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, f"the node ended with {self.process.returncode}:\n{self.output[-4000:]}"
        try:
            return httpx.get(f"{self.url}/health", timeout=5, trust_env=False, verify=self.trust).status_code == 200
        except httpx.TransportError:
            return False

    def certificate(self) -> dict:
        """What a new connection is shown."""
        with socket.create_connection((self.host, self.port), 10) as plain, self.trust.wrap_socket(plain, server_hostname="localhost") as secure:
            shown = secure.getpeercert()
            assert shown
            return shown

    def log_lines(self, message: str) -> list[dict]:
        return [json.loads(line) for line in self.output.splitlines() if line.startswith("{") and message in line]


@pytest.fixture(scope="module")
def secure(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SecureNode]:
    node = SecureNode(binary, tmp_path_factory.mktemp("secure"), HTTP_REDIRECT_PORT=str(free_port()), METRICS_TOKEN="a-token-for-metrics")
    try:
        node.start().prepared()
        yield node
        assert node.stop() == 0
    finally:
        node.kill()
        print(node.output[-4000:])


@pytest.fixture
def own(binary: Path, tmp_path: Path) -> Iterator[SecureNode]:
    node = SecureNode(binary, tmp_path / "secure")
    yield node
    node.kill()
    print(node.output[-4000:] if node.log.exists() else "")


def curl(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["curl", "-sS", "--max-time", "10", *arguments], capture_output=True, text=True)


def s_client(node: Node, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["openssl", "s_client", "-connect", f"{node.host}:{node.port}", *arguments], input="", capture_output=True, text=True, timeout=20)


# What is refused


@pytest.mark.parametrize("version", ["-tls1", "-tls1_1"])
def test_old_versions_of_tls_are_refused(secure: SecureNode, version: str) -> None:
    # OpenSSL itself would not offer them at its usual level.
    ended = s_client(secure, version, "-cipher", "DEFAULT:@SECLEVEL=0")
    assert "alert protocol version" in ended.stderr, ended.stderr
    assert "Cipher is (NONE)" in ended.stdout


def test_plain_http_is_told_so_and_does_not_hang(secure: SecureNode) -> None:
    began = time.monotonic()
    answer = httpx.get(f"http://{secure.host}:{secure.port}/health", trust_env=False)
    assert answer.status_code == 400 and "https://" in answer.text
    with socket.create_connection((secure.host, secure.port), 10) as noise:
        noise.sendall(b"\x00\x01\x02")
        assert noise.recv(100) == b""
    assert time.monotonic() - began < 5


def test_a_handshake_that_stops_is_cut(secure: SecureNode) -> None:
    with socket.create_connection((secure.host, secure.port), 30) as slow:
        slow.sendall(bytes([22, 3, 1, 2, 0, 1]))
        began = time.monotonic()
        while slow.recv(100):
            pass
        assert time.monotonic() - began < 20


def test_who_does_not_trust_the_authority_gets_no_further(secure: SecureNode) -> None:
    refused = curl(f"https://localhost:{secure.port}/health")
    assert refused.returncode == 60, refused.stderr
    smoked = secure.command("smoke", "--url", f"https://localhost:{secure.port}")
    assert smoked.returncode == 1 and "is not trusted here" in smoked.stdout + smoked.stderr


@pytest.mark.parametrize(("fault", "setting", "said"), [
    ("missing", "TLS_CERTIFICATE_FILE", "No such file"), ("mismatch", "TLS_KEY_FILE", "does not belong"),
    ("open", "TLS_KEY_FILE", "chmod o-rwx"), ("unreadable", "TLS_KEY_FILE", "Permission denied"), ("garbage", "TLS_CERTIFICATE_FILE", "no certificate"),
])
def test_a_pair_that_can_not_be_served_keeps_the_node_from_starting(own: SecureNode, fault: str, setting: str, said: str) -> None:
    chain, key = own.certificates.make()
    if fault == "missing":
        chain.unlink()
    elif fault == "mismatch":
        shutil.copy(own.certificates.make("other")[1], key)
    elif fault == "open":
        key.chmod(0o644)
    elif fault == "unreadable":
        key.chmod(0)
    else:
        chain.write_text("-----BEGIN CERTIFICATE-----\nnothing\n")
    if fault == "unreadable" and os.geteuid() == 0:
        # Root may read everything; without the right to, it may not.
        ended = subprocess.run(
            ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search",
             str(own.binary), "serve", "--port", str(own.port)],
            cwd=own.folder, env={**os.environ, "DATA_DIR": str(own.data), **own.variables}, capture_output=True, text=True, timeout=60)
    else:
        ended = own.command("serve", "--port", str(own.port))
    assert ended.returncode == EX_CONFIG, ended.stderr
    assert setting in ended.stderr and said in ended.stderr
    assert not (own.data / "uprising.sqlite").exists()
    # What changes nothing about the certificate goes on.
    assert own.command("config").returncode == 0


def test_an_expired_certificate_is_served_and_said_aloud(own: SecureNode) -> None:
    own.certificates.make(days=-1)
    own.start(ready=False)
    until("the node says that its certificate has expired", lambda: own.log_lines("The certificate has expired"), 30)
    until("the node listens", lambda: own.log_lines('"Listening"'), 30)
    assert "certificate has expired" in curl("--cacert", str(own.certificates.authority), f"https://localhost:{own.port}/health").stderr
    assert curl("-k", f"https://localhost:{own.port}/health").returncode == 0
    health = own.command("health", "--json")
    assert health.returncode in (0, 1), health.stderr
    # The alert comes by itself, after the rule's minute.
    until("the alert fires", lambda: "certificate" in [a["rule"] for a in json.loads(own.command("health", "--json").stdout)["alerts"]], 120)
    assert own.stop() == 0


# What works


def test_tls_13_and_12_are_spoken_with_forward_secrecy(secure: SecureNode) -> None:
    assert "TLSv1.3" in s_client(secure, "-tls1_3").stdout
    older = s_client(secure, "-tls1_2").stdout
    assert re.search(r"Cipher\s+(is|:) ECDHE-", older), older


def test_curl_gets_an_answer_and_a_secure_cookie(secure: SecureNode) -> None:
    answer = curl("--cacert", str(secure.certificates.authority), "-i", f"https://localhost:{secure.port}/health")
    assert answer.stdout.startswith("HTTP/1.1 200"), answer
    # A name that every machine has to itself would be locked out of plain HTTP for two years.
    assert "strict-transport-security" not in answer.stdout.lower()
    with closing(secure.sign_in()) as browser:
        answer = browser.post("/api/v1/session/refresh")
        cookie = browser.cookies.jar
        assert answer.status_code == 200, answer.text
        assert all(one.secure for one in cookie)


def test_hsts_is_promised_for_a_name_of_its_own(binary: Path, tmp_path: Path) -> None:
    node = SecureNode(binary, tmp_path / "named", NEXT_PUBLIC_APP_URL="https://crm.example")
    node.certificates.make(names="DNS:crm.example,IP:127.0.0.1")
    try:
        node.start()
        answer = curl("--cacert", str(node.certificates.authority), "-i", "--resolve", f"crm.example:{node.port}:127.0.0.1", f"https://crm.example:{node.port}/health")
        assert "strict-transport-security: max-age=63072000" in answer.stdout.lower()
        assert node.stop() == 0
    finally:
        node.kill()


def test_plain_requests_are_led_over_and_nothing_else_is_there(secure: SecureNode) -> None:
    port = secure.variables["HTTP_REDIRECT_PORT"]
    answer = httpx.post(f"http://127.0.0.1:{port}/api/v1/leads?a=%20b", trust_env=False)
    assert answer.status_code == 308
    assert answer.headers["location"] == f"{secure.url}/api/v1/leads?a=%20b"
    assert "strict-transport-security" not in answer.headers
    stranger = httpx.get(f"http://127.0.0.1:{port}/", headers={"Host": "evil.example"}, trust_env=False)
    assert stranger.status_code == 421 and "location" not in stranger.headers
    assert httpx.get(f"http://127.0.0.1:{port}/health", trust_env=False).status_code == 308


def test_commands_of_this_machine_work_and_others_trust_an_authority(secure: SecureNode) -> None:
    address = f"https://localhost:{secure.port}"
    authority = str(secure.certificates.authority)
    smoked = secure.command("smoke", "--url", address, "--ca-file", authority)
    assert smoked.returncode == 0, smoked.stdout + smoked.stderr
    with closing(secure.client(headers={"Authorization": f"Bearer {secure.owner_token}"})) as owner:
        assert owner.post("/api/v1/leads", json={"company": "Watched"}).status_code == 201
    listed = secure.command("leads", "export", "--format", "jsonl")
    assert listed.returncode == 0 and "Watched" in listed.stdout, listed.stderr
    lead = json.loads(listed.stdout.splitlines()[0])["id"]
    for options in ([], ["--url", address, "--token", secure.owner_token, "--ca-file", authority]):
        watch = subprocess.Popen(
            [secure.binary, "realtime", "watch", f"room:lead:{lead}", "--last", "1h", *options], cwd=secure.folder,
            env={**os.environ, "DATA_DIR": str(secure.data), "UPRISING_PROFILE": "local", **secure.variables}, stdout=subprocess.PIPE, text=True)
        try:
            assert watch.stdout is not None
            assert "lead" in watch.stdout.readline()
        finally:
            watch.terminate()
            watch.wait(20)
    lost = secure.command("smoke", "--url", address, "--ca-file", str(secure.folder))
    assert lost.returncode == 1 and "--ca-file" in lost.stderr


def test_the_expiry_is_a_metric(secure: SecureNode) -> None:
    with secure.client(headers={"Authorization": "Bearer a-token-for-metrics"}) as client:
        text = client.get("/metrics").text
    value = re.search(r"^tls_certificate_expiry_time_seconds (\S+)$", text, re.MULTILINE)
    assert value
    assert 28 < (float(value[1]) - time.time()) / 86_400 < 31
    assert 'http_connections_ended_total{reason="handshake"}' in text


def test_new_files_are_taken_for_new_connections_and_bad_ones_are_not(own: SecureNode) -> None:
    own.start().prepared()
    first = own.certificate()["serialNumber"]
    with connect(f"wss://localhost:{own.port}/realtime/v1/websocket?vsn=2.0.0&apikey={own.owner_token}", ssl=own.trust, proxy=None) as kept:
        def beats() -> bool:
            kept.send(json.dumps([None, "1", "phoenix", "heartbeat", {}]))
            return json.loads(kept.recv(10))[4]["status"] == "ok"

        assert beats()
        # A chain without its key.
        chain, key = own.certificates.make("next")
        shutil.copy(chain, own.variables["TLS_CERTIFICATE_FILE"])
        until("the bad pair is refused", lambda: own.log_lines("can't be served; the one before stays"), TAKEN_SECONDS)
        [line] = own.log_lines("can't be served; the one before stays")
        assert line["level"] == "error" and "TLS_KEY_FILE" in json.dumps(line)
        assert own.certificate()["serialNumber"] == first and beats()

        shutil.copy(key, own.variables["TLS_KEY_FILE"])
        until("the new pair is taken", lambda: own.certificate()["serialNumber"] != first, TAKEN_SECONDS)
        assert beats(), "a connection outlives the certificate that it began with"
    assert own.stop() == 0
