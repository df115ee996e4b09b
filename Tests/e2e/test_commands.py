"""The program's commands, as the person who runs the node meets them."""

import base64
import hashlib
import json
import re
import stat
import subprocess
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from driver.api import Api
from driver.node import COMMAND_SECONDS, Node, environment, free_port
from driver.realtime import Socket

COMMANDS = [
    "serve", "migrate", "backup", "restore", "verify", "setup", "token", "config", "jobs", "analyze", "realtime", "smoke", "doctor", "version", "export", "import",
    "upgrade",
]
# sysexits.h
EX_USAGE = 64
EX_UNAVAILABLE = 69
EX_CONFIG = 78


def test_help_names_every_command(new_node: Node) -> None:
    shown = new_node.command("--help")
    assert shown.returncode == 0
    for command in COMMANDS:
        assert re.search(rf"^\s+{command}\b.*\w", shown.stdout, re.MULTILINE), command


@pytest.mark.parametrize("command", [*([name] for name in COMMANDS), ["token", "create"], ["realtime", "watch"], ["jobs", "list"]], ids=" ".join)
def test_every_command_explains_itself(new_node: Node, command: list[str]) -> None:
    shown = new_node.command(*command, "--help")
    assert shown.returncode == 0
    assert "OVERVIEW:" in shown.stdout and "USAGE:" in shown.stdout


def test_an_unknown_command_is_a_usage_error(new_node: Node) -> None:
    assert new_node.command("fly").returncode == EX_USAGE
    assert new_node.command("serve", "--port", "many").returncode == EX_USAGE


def test_version_is_the_one_that_the_node_tells(node: Node) -> None:
    shown = node.command("version")
    assert shown.returncode == 0
    found = re.search(r"\d+\.\d+\.\d+\S*", shown.stdout)
    assert found and found[0] == httpx.get(f"{node.url}/api/v1/config", trust_env=False).json()["version"]


# Deep folders


def test_a_node_in_a_very_deep_folder_is_reached_by_its_commands(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path.joinpath(*["a-folder-within"] * 15))
    door = node.data / "control.sock"
    assert 250 < len(str(door)) < 460, "the address of a socket has 107 bytes at most"
    try:
        node.start().prepared()
        assert stat.S_IMODE(door.stat().st_mode) == 0o600
        node.kill()
        assert door.exists()
        node.start()
        assert node.command("health").returncode == 0
        assert "camille@example.com" in node.command("user", "list").stdout
        assert node.stop() == 0
        assert not door.exists()
        assert "camille@example.com" in node.command("user", "list").stdout
    finally:
        node.kill()


def test_a_folder_too_deep_for_a_database_is_refused_before_anything_is_written(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "node")
    node.data = tmp_path.joinpath("deep", *["a-folder-within"] * 30)
    for command in (["serve", "--port", str(free_port())], ["migrate"], ["config"], ["user", "list"]):
        refused = node.command(*command)
        assert refused.returncode == EX_CONFIG, refused.stderr
        assert f"DATA_DIR: its whole path has {len(str(node.data))} bytes" in refused.stderr and "less deep" in refused.stderr, refused.stderr
    assert not (tmp_path / "deep").exists()


# Configuration


@pytest.mark.parametrize("profile", ["staging", "production"])
def test_a_profile_without_configuration_names_every_fault(new_node: Node, profile: str) -> None:
    refused = new_node.command("serve", "--profile", profile, "--port", str(free_port()))
    said = refused.stdout + refused.stderr
    assert refused.returncode == EX_CONFIG, said
    for key in ("SECRET_KEY", "NEXT_PUBLIC_APP_URL", "SMTP_URL", "MAIL_FROM"):
        assert key in said, said
    assert not (new_node.data / "uprising.sqlite").exists(), "nothing may start before the configuration is sound"


def test_weak_settings_are_refused_together(new_node: Node) -> None:
    refused = new_node.command(
        "serve", "--profile", "production", "--port", str(free_port()),
        SECRET_KEY="secret", NEXT_PUBLIC_APP_URL="http://crm.example.com")
    said = refused.stdout + refused.stderr
    assert refused.returncode == EX_CONFIG, said
    assert "SECRET_KEY" in said and "NEXT_PUBLIC_APP_URL" in said


def test_an_unknown_profile_is_refused(new_node: Node) -> None:
    refused = new_node.command("serve", "--profile", "party")
    assert refused.returncode == EX_CONFIG
    for name in ("local", "staging", "production"):
        assert name in refused.stdout + refused.stderr


def test_config_shows_where_a_value_came_from_and_masks_secrets(new_node: Node) -> None:
    secret = base64.b64encode(hashlib.sha256(b"only for this test").digest()).decode()
    (new_node.folder / ".env.local").write_text(
        "NEXT_PUBLIC_APP_URL=http://from-the-file.example\nNEXT_PUBLIC_API_URL=http://file-only.example\n")
    shown = new_node.command("config", SECRET_KEY=secret, NEXT_PUBLIC_APP_URL="http://from-the-environment.example")
    assert shown.returncode == 0, shown.stderr
    assert secret not in shown.stdout + shown.stderr
    lines = {line.split()[0]: line for line in shown.stdout.splitlines() if line.strip()}
    assert "SECRET_KEY" in lines
    assert "http://from-the-environment.example" in lines["NEXT_PUBLIC_APP_URL"]
    assert "(environment)" in lines["NEXT_PUBLIC_APP_URL"] and "(environment)" in lines["SECRET_KEY"]
    assert "http://file-only.example" in lines["NEXT_PUBLIC_API_URL"] and "(.env.local)" in lines["NEXT_PUBLIC_API_URL"]


def test_the_local_profile_keeps_its_secret(new_node: Node) -> None:
    """A restart without configuration must not sign everybody out."""
    new_node.start()
    browser = new_node.set_up_owner()
    new_node.stop()
    new_node.start()
    assert browser.get("/api/v1/session").status_code == 200
    browser.close()


# One process a data folder


def test_a_second_process_is_refused_with_the_holders_id(node: Node) -> None:
    second = node.command("serve", "--port", str(free_port()))
    assert second.returncode == EX_UNAVAILABLE
    assert str(node.pid) in second.stdout + second.stderr
    assert httpx.get(f"{node.url}/health", trust_env=False).status_code == 200


def test_a_taken_port_is_said_in_words(node: Node, new_node: Node) -> None:
    refused = new_node.command("serve", "--port", str(node.port))
    assert refused.returncode == EX_UNAVAILABLE
    assert str(node.port) in refused.stdout + refused.stderr
    assert "Fatal error" not in refused.stdout + refused.stderr


def test_migrate_prepares_a_folder_and_may_be_repeated(new_node: Node) -> None:
    for _ in range(2):
        done = new_node.command("migrate")
        assert done.returncode == 0, done.stderr
    assert (new_node.data / "uprising.sqlite").exists()
    new_node.start()
    new_node.set_up_owner().close()


def test_migrate_keeps_its_hands_off_a_running_node(node: Node) -> None:
    refused = node.command("migrate")
    assert refused.returncode == EX_UNAVAILABLE and str(node.pid) in refused.stdout + refused.stderr


def test_the_data_folder_is_its_owners_alone(new_node: Node) -> None:
    new_node.start()
    assert new_node.data.stat().st_mode & 0o077 == 0


# Tokens


def test_a_token_needs_an_owner_first(new_node: Node) -> None:
    new_node.start()
    refused = new_node.command("token", "create", "--name", "too early")
    assert refused.returncode != 0 and "upn_" not in refused.stdout
    assert "uprising setup" in refused.stderr


def test_a_token_can_be_made_while_the_node_is_stopped(new_node: Node) -> None:
    new_node.start().prepared()
    new_node.stop()
    token = new_node.create_token()
    new_node.start()
    api = Api(new_node, token)
    assert api.get("/api/v1/session").status_code == 200
    api.close()


# Smoke


def smoke(node: Node, url: str, *options: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [node.binary, "smoke", "--url", url, *options], cwd=node.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env=environment(node.data, SMOKE_TOKEN=token or node.owner_token or ""), timeout=COMMAND_SECONDS)


def seen_of(owner: httpx.Client) -> dict[str, Any]:
    """All that somebody sees, by the lists of the API."""
    seen = {}
    for path in (
        "leads", "leads?trash=true", "leads?archived=only", "channels", "channels?archived=include", "files/trash", "files/usage", "imports", "notifications",
        "unread", "tokens", "tags", "ledger/transactions", "payouts", "jobs", "search?q=smoke", "messages/search?q=smoke",
    ):
        answer = owner.get(f"/api/v1/{path}")
        assert answer.status_code == 200, f"{path}: {answer.text}"
        seen[path] = answer.json()
        seen[path].pop("cursor", None)  # where the log of events stands, which goes on
    # Outside of the description, which is that of every profile.
    seen["mails"] = httpx.get(f"{str(owner.base_url).rstrip('/')}/api/v1/dev/mailbox", trust_env=False, headers=owner.headers).json()
    for token in seen["tokens"]["items"]:
        token.pop("lastUsedAt", None)
    return seen


CHECKS = ["health", "page", "sign-in", "metrics", "lead drop", "realtime", "war room", "dossier", "pipeline", "chat", "file", "ledger", "clean-up"]


def test_smoke_is_green_on_a_running_node_and_leaves_nothing_behind(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    api.wait_until_ready(api.drop("There before"))
    owner = new_node.sign_in()
    before = seen_of(owner)
    done = smoke(new_node, new_node.url)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [line for line in done.stdout.splitlines() if line.strip()]
    assert [line[:10].strip() for line in lines[:-1]] == CHECKS
    assert all(re.search(r" ok +\d+ ms  \S", line) for line in lines[:-1]), done.stdout
    # Once more without a token: the node of this machine lends one, and takes it back.
    borrowed = subprocess.run(
        [new_node.binary, "smoke", "--url", new_node.url, "--json"], cwd=new_node.folder, stdin=subprocess.DEVNULL, capture_output=True, text=True,
        env=environment(new_node.data), timeout=COMMAND_SECONDS)
    assert borrowed.returncode == 0, borrowed.stdout + borrowed.stderr
    told = json.loads(borrowed.stdout)
    assert told["ok"] is True and [check["check"] for check in told["checks"]] == CHECKS
    # One that fails half-way is cleaned up after, too.
    failed = smoke(new_node, new_node.url, "--patience", "0", "--json")
    assert failed.returncode == 1
    outcomes = {check["check"]: check["outcome"] for check in json.loads(failed.stdout)["checks"]}
    assert outcomes["clean-up"] == "passed" and "failed" in outcomes.values()
    assert seen_of(owner) == before
    owner.close()
    api.close()


def test_smoke_with_a_members_token_says_that_its_lead_is_in_the_trash(new_node: Node) -> None:
    new_node.start().prepared()
    made = new_node.command("token", "create", "--name", "member", "--role", "member")
    done = smoke(new_node, new_node.url, token=made.stdout.strip())
    assert done.returncode == 0, done.stdout + done.stderr
    assert "in the trash: this token may not erase" in done.stdout
    assert "this token may not see the books" in done.stdout
    api = Api(new_node)
    assert api.all_leads() == [] and len(api.all_leads(trash="true")) == 1
    api.close()


def test_smoke_is_red_when_nothing_answers(node: Node) -> None:
    done = smoke(node, f"http://127.0.0.1:{free_port()}")
    assert done.returncode == 1, done.stdout + done.stderr


# Ending


def test_sigterm_ends_the_node_cleanly_while_sockets_are_open(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    workspace = api.get("/api/v1/session").json()["workspace"]["id"]
    with Socket.open(new_node) as channel:
        channel.joined(f"room:workspace:{workspace}")
        assert new_node.stop() == 0
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                channel.take()  # whatever was under way; then the close
        # 1000 would tell stock clients to stay away.
        assert closed.value.rcvd is not None and closed.value.rcvd.code in (1001, 1012)
    api.close()


def test_logs_are_json_with_the_documents_fields(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    lead = api.drop("Logged")
    api.wait_until_ready(lead)
    new_node.stop()
    records = [json.loads(line) for line in new_node.log.read_text().splitlines() if line.startswith("{")]
    access = [record for record in records if record.get("status") == 201 or record.get("status") == "201"]
    assert access and all(re.fullmatch(r"[0-9a-f]{32}", record["traceId"]) and "durationMs" in record for record in access)
    job = [record for record in records if record.get("jobName") == "render_dossier" and "durationMs" in record]
    assert job and job[-1]["leadId"] == lead["id"] and job[-1]["workspaceId"] == lead["workspaceId"]
    assert re.fullmatch(r"[0-9a-f]{32}", job[-1]["traceId"])
    api.close()
