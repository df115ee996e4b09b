"""Changes of rows (`postgres_changes`) over a raw socket, in both serialisations."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import httpx
import pytest

from driver.api import Api
from driver.node import Node
from driver.realtime import Frame, Socket

VERSIONS = ["1.0.0", "2.0.0"]
LEAD_COLUMNS = {
    "id", "workspace_id", "project_id", "stage_id", "rank", "stage_since", "owner_id", "company", "website", "domain", "contact_name",
    "email", "phone", "siren", "vat",
    "notes", "tags", "status", "failure_code", "failure_message", "score", "value_amount", "value_currency", "close_reason", "closed_at", "next_step", "next_step_due", "remind_at", "archived_at",
    "deleted_at", "version", "created_at", "updated_at", "ready_at",
}
DOSSIER_COLUMNS = {"id", "lead_id", "object_id", "pages", "created_at"}
LEADS = {"event": "*", "schema": "public", "table": "lead"}


def subscribe(channel: Socket, topic: str, *entries: Any) -> tuple[dict[str, Any], Frame]:
    """Joins with these entries; returns what the ok reply says, and the system message that follows."""
    private = topic.startswith("room:")
    reply = channel.reply(channel.push(f"realtime:{topic}", "phx_join", {"config": {"private": private, "postgres_changes": list(entries)}}))
    assert reply["status"] == "ok", reply
    while True:
        frame = channel.take()
        if frame.event == "system":
            assert frame.ref is None and frame.topic == f"realtime:{topic}"
            assert set(frame.payload) == {"extension", "status", "message", "channel"}
            assert frame.payload["extension"] == "postgres_changes" and frame.payload["channel"] == topic
            return reply["response"], frame


def subscribed(channel: Socket, topic: str, *entries: Any) -> dict[str, Any]:
    response, system = subscribe(channel, topic, *entries)
    assert (system.payload["status"], system.payload["message"]) == ("ok", "Subscribed to PostgreSQL")
    return response


def until_status(channel: Socket, lead_id: str, status: str) -> list[Frame]:
    """The pushes up to the one with this status of the lead."""
    pushes: list[Frame] = []
    while True:
        frame = channel.take()
        if frame.event == "postgres_changes":
            assert frame.ref is None
            pushes.append(frame)
            record = frame.payload["data"].get("record", {})
            if record.get("id") == lead_id and record.get("status") == status:
                return pushes


def pushes_so_far(channel: Socket) -> list[Frame]:
    """What came before the answer to a heartbeat that is sent now."""
    ref = channel.push("phoenix", "heartbeat", {})
    pushes: list[Frame] = []
    while True:
        frame = channel.take()
        if frame.event == "postgres_changes":
            pushes.append(frame)
        if frame.ref == ref:
            return pushes


@pytest.fixture(scope="module")
def tenants(binary, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, httpx.Client, httpx.Client]]:
    """A node with two workspaces, and the owner of each."""
    node = Node(binary, tmp_path_factory.mktemp("changes"), ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        first = node.start().set_up_owner()
        assert first.post("/api/v1/workspaces", json={"name": "Other", "language": "en"}).status_code == 201
        assert node.command("user", "add", "other@example.com", "--role", "owner", "--workspace", "Other").returncode == 0
        yield node, first, node.sign_in("other@example.com")
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def bearer(browser: httpx.Client) -> str:
    return browser.headers["Authorization"].removeprefix("Bearer ")


# Who hears nothing


def test_another_workspace_hears_nothing(tenants: tuple[Node, httpx.Client, httpx.Client]) -> None:
    node, ours, theirs = tenants
    with Socket.open(node, bearer(ours)) as member, Socket.open(node, bearer(theirs)) as stranger:
        for channel in (member, stranger):
            subscribed(channel, "board", LEADS)
            subscribed(channel, "all", {"event": "*", "schema": "public"})
        lead = ours.post("/api/v1/leads", json={"company": "Ours"}).json()
        until_status(member, lead["id"], "ready")
        assert pushes_so_far(stranger) == []


def test_a_token_that_may_not_read_leads_hears_why_and_no_rows(tenants: tuple[Node, httpx.Client, httpx.Client]) -> None:
    node, ours, _ = tenants
    token = ours.post("/api/v1/tokens", json={"name": "listener", "scopes": ["realtime.join"]}).json()["text"]
    with Socket.open(node, bearer(ours)) as member, Socket.open(node, token) as listener:
        subscribed(member, "board", LEADS)
        _, system = subscribe(listener, "board", LEADS)
        assert system.payload["status"] == "error"
        assert system.payload["message"].startswith("Unable to subscribe to changes with given parameters.")
        lead = ours.post("/api/v1/leads", json={"company": "Not for listeners"}).json()
        until_status(member, lead["id"], "new")
        assert pushes_so_far(listener) == []


@pytest.mark.parametrize("entry, said", [
    ({"filter": "status=equals.ready"}, "Error parsing `filter` params: there is no operator `equals`"),
    ({"filter": "score=gt.high"}, "Error parsing `filter` params: `high` is no int4"),
    ({"filter": "company_key=eq.a"}, "has no column `company_key`"),
    ({"table": "member"}, "There is no table `member` for you"),
    ({"schema": "auth"}, "There is no schema `auth`"),
])
def test_what_can_not_be_followed_joins_and_says_why(node: Node, entry: dict[str, str], said: str) -> None:
    entry = {**LEADS, **entry}
    with Socket.open(node) as channel:
        response, system = subscribe(channel, "faulty", entry)
        assert response["postgres_changes"] == [{**entry, "id": 1}]
        assert system.payload["status"] == "error" and said in system.payload["message"]


# What is heard


@pytest.mark.parametrize("vsn", VERSIONS)
def test_a_leads_rows_are_heard_from_drop_to_ready(node: Node, api: Api, vsn: str) -> None:
    entries = [LEADS, None, {**LEADS, "filter": "status=in.(ready,failed)", "own": {"key": [1]}}, {**LEADS, "event": "INSERT", "table": "dossier"}]
    with Socket.open(node, vsn=vsn) as channel:
        response = subscribed(channel, f"leads in {vsn}", *entries)
        sent = [entry for entry in entries if entry]
        assert response["postgres_changes"] == [{**entry, "id": number} for number, entry in enumerate(sent, 1)]
        lead = api.drop(f"Row in {vsn}", notes='With "quotes"\nand é', website=None)
        pushes = [push.payload for push in until_status(channel, lead["id"], "ready")]

    rows = [push for push in pushes if push["data"]["table"] == "lead" and push["data"]["record"]["id"] == lead["id"]]
    assert [row["data"]["record"]["status"] for row in rows] == ["new", "analyzing", "rendering", "ready"]
    assert [row["data"]["record"]["version"] for row in rows] == [1, 2, 3, 4]
    assert [row["data"]["type"] for row in rows] == ["INSERT", "UPDATE", "UPDATE", "UPDATE"]
    assert [row["ids"] for row in rows] == [[1], [1], [1], [1, 2]]
    for row in rows:
        data = row["data"]
        assert data["schema"] == "public" and data["errors"] is None
        assert datetime.fromisoformat(data["commit_timestamp"]).tzinfo
        assert {column["name"] for column in data["columns"]} == set(data["record"]) == LEAD_COLUMNS
        assert data.get("old_record") == ({"id": lead["id"]} if data["type"] == "UPDATE" else None)
        assert data["record"]["notes"] == 'With "quotes"\nand é'
    room = api.war_room(lead["id"])
    last = rows[-1]["data"]["record"]
    assert last["score"] == room["lead"]["score"] and last["ready_at"] == room["lead"]["readyAt"]

    dossiers = [push for push in pushes if push["data"]["table"] == "dossier" and push["data"]["record"]["lead_id"] == lead["id"]]
    assert [push["ids"] for push in dossiers] == [[3]]
    assert set(dossiers[0]["data"]["record"]) == DOSSIER_COLUMNS and dossiers[0]["data"]["record"]["id"] == room["dossier"]["id"]


def test_a_filter_and_a_selection_narrow_what_is_heard(node: Node, api: Api) -> None:
    mine = {**LEADS, "filter": 'company=eq."Atelier, Lyon",status=eq.ready', "select": ["id", "company", "status"]}
    with Socket.open(node) as channel:
        subscribed(channel, "filtered", mine)
        api.wait_until_ready(api.drop("Atelier Nord"))
        lead = api.drop("Atelier, Lyon")
        pushes = until_status(channel, lead["id"], "ready")
    assert [push.payload["data"]["record"] for push in pushes] == [{"id": lead["id"], "company": "Atelier, Lyon", "status": "ready"}]


def test_rows_and_events_of_a_room_come_in_the_order_of_commits(node: Node, api: Api) -> None:
    room = f"room:workspace:{api.get('/api/v1/session').json()['workspace']['id']}"
    with Socket.open(node) as channel:
        assert subscribed(channel, room, LEADS)["cursor"]["epoch"]
        leads = {api.drop(f"In order {number}")["id"] for number in range(8)}
        rows: list[tuple[str, int]] = []
        ready = 0
        while ready < len(leads):
            frame = channel.take()
            if frame.event == "postgres_changes" and frame.payload["data"]["record"]["id"] in leads:
                record = frame.payload["data"]["record"]
                rows.append((record["id"], record["version"]))
                ready += record["status"] == "ready"
        events = [(event.envelope["entityId"], event.envelope["entityVersion"]) for event in channel.events if event.name == "lead.updated"]
    assert rows == [event for event in events if event[0] in leads]
