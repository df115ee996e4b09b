"""`uprising realtime watch`: a room on standard output, across everything that may happen to the connection."""

import json
import re
import signal
import uuid

import pytest

from driver.api import Api
from driver.node import Node, free_port
from driver.watching import Watching


def workspace_room(api: Api) -> str:
    return f"room:workspace:{api.get('/api/v1/leads', params={'limit': 1}).json()['items'][0]['workspaceId']}"


def statuses(envelopes: list[dict], lead: str) -> list[str]:
    return [one["payload"]["status"] for one in envelopes if one["type"] == "lead.updated" and one["entityId"] == lead]


def is_ready(lead: str):
    return lambda envelopes: "ready" in statuses(envelopes, lead)


# What is refused


@pytest.mark.parametrize("arguments", [
    ["lead:no-id"], ["room:street:0199aaaa-0000-7000-8000-000000000000"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--since", "12"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--last", "soon"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--last", "1m", "--since", "e:1"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--token", "upn_x"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--url", "http://127.0.0.1:1"],
    ["workspace:0199aaaa-0000-7000-8000-000000000000", "--url", "ftp://x", "--token", "t"],
])
def test_what_makes_no_sense_is_said(node: Node, arguments: list[str]) -> None:
    refused = node.command("realtime", "watch", *arguments)
    assert refused.returncode == 1 and refused.stdout == ""
    assert re.fullmatch(r"uprising: .+\n", refused.stderr), refused.stderr


def test_rooms_that_are_not_there_or_not_open_to_the_token_are_refused(node: Node, api: Api) -> None:
    missing = f"room:lead:{uuid.uuid4()}"
    for arguments, word in (
        ([missing], "There is no room"),
        ([missing, "--url", node.url, "--token", api.token], "Unauthorized"),
        ([missing, "--url", node.url, "--token", "upn_unknown"], "401"),
    ):
        refused = node.command("realtime", "watch", *arguments)
        assert (refused.returncode, refused.stdout) == (1, "") and word in refused.stderr, refused.stderr
    form = node.command("token", "create", "--scope", "leads.drop").stdout.strip()
    lead = api.drop("Not for a form")["id"]
    refused = node.command("realtime", "watch", f"lead:{lead}", "--url", node.url, UPRISING_TOKEN=form)
    assert refused.returncode == 1 and "Unauthorized" in refused.stderr


def test_where_no_node_is_it_says_so(new_node: Node) -> None:
    room = f"room:lead:{uuid.uuid4()}"
    refused = new_node.command("realtime", "watch", room)
    assert refused.returncode == 1 and "No node" in refused.stderr
    assert not new_node.data.exists(), "nothing is made by looking"
    refused = new_node.command("realtime", "watch", room, "--url", f"http://127.0.0.1:{free_port()}", "--token", "t")
    assert refused.returncode == 1 and "nothing listens" in refused.stderr


# What is told


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_a_lead_is_followed_without_a_token(node: Node, api: Api, ending: int) -> None:
    api.drop("One before")
    with Watching(node, workspace_room(api)) as watching:
        watching.until_said("from now on")
        lead = api.drop("Watched")
        envelopes = watching.until_seen("READY", is_ready(lead["id"]))
        assert watching.end(ending) == 0
    ours = [one for one in envelopes if one["payload"]["leadId"] == lead["id"]]
    assert {"type", "traceId", "workspaceId", "entityId", "entityVersion", "payload", "emittedAt", "cursor"} <= set(ours[0])
    assert [status for status in statuses(ours, lead["id"])][-1] == "ready"
    assert {one["type"] for one in ours} == {"lead.updated", "lead.job.status"}
    cursors = [int(one["cursor"].rpartition(":")[2]) for one in envelopes]
    assert cursors == sorted(set(cursors))


def test_a_lead_of_another_workspace_is_found_by_the_operator(new_node: Node) -> None:
    new_node.start().set_up_owner().close()
    owner = new_node.sign_in()
    assert owner.post("/api/v1/workspaces", json={"name": "Other", "language": "en"}).status_code == 201
    owner.close()
    token = new_node.command("token", "create", "--role", "owner", "--workspace", "Other").stdout.strip()
    api = Api(new_node, token)
    lead = api.drop("Elsewhere")["id"]
    with Watching(new_node, f"lead:{lead}") as watching:
        watching.until_said("from now on")
        api.wait_until_ready({"id": lead, "company": "Elsewhere"})
        assert api.post(f"/api/v1/leads/{lead}/analysis").status_code == 202
        watching.until_seen("READY", is_ready(lead))
    api.close()


def test_with_a_token_it_goes_on_after_a_place_in_the_log(node: Node, api: Api) -> None:
    lead = api.drop("Since")
    cursor = api.war_room(lead["id"])["cursor"]
    api.wait_until_ready(lead)
    since = f"{cursor['epoch']}:{cursor['seq']}"
    room = f"realtime:room:lead:{lead['id']}"
    with Watching(node, room, "--url", node.url, "--since", since, UPRISING_TOKEN=api.token) as watching:
        watching.until_said("going on after")
        first = watching.until_seen("READY", is_ready(lead["id"]))
        assert watching.end(signal.SIGTERM) == 0
    with Watching(node, room, "--url", node.url, "--token", api.token, "--since", first[-1]["cursor"]) as watching:
        watching.until_said("going on after")
        assert api.post(f"/api/v1/leads/{lead['id']}/analysis").status_code == 202
        second = watching.until_seen("READY", is_ready(lead["id"]))
    assert not {one["cursor"] for one in first} & {one["cursor"] for one in second}


def test_a_place_of_another_history_is_told(node: Node, api: Api) -> None:
    lead = api.drop("Another history")["id"]
    with Watching(node, f"lead:{lead}", "--since", "elsewhere:3") as watching:
        watching.until_said("can't be told any more (epoch)")


def test_for_people_a_line_is_short(node: Node, api: Api) -> None:
    api.drop("One before")
    with Watching(node, workspace_room(api), "--pretty") as watching:
        watching.until_said("from now on")
        lead = api.drop("Pretty")
        api.wait_until_ready(lead)
        assert watching.end(signal.SIGINT) == 0
        assert watching.lines
        for line in watching.lines:
            assert re.match(r"\d\d:\d\d:\d\d  lead\.(updated|job\.status)  [0-9a-f-]{36}  \{", line) and len(line.encode()) < 220
            assert line.rstrip("\n").isprintable()


def test_it_goes_on_when_the_node_was_killed_without_a_gap_or_an_event_twice(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    api.drop("One before")
    room = workspace_room(api)
    with Watching(new_node, room) as watching:
        watching.until_said("from now on")
        leads = []
        for round_ in range(2):
            leads.append(api.drop(f"Round {round_}")["id"])
            watching.until_seen("the drop", lambda envelopes: bool(statuses(envelopes, leads[-1])))
            new_node.kill()
            watching.until_said("connection lost", times=round_ + 1)
            new_node.start()
            # In this moment the watcher may be away, between two tries.
            leads.append(api.drop(f"While away {round_}")["id"])
            watching.until_said("going on after", times=round_ + 1)
        envelopes = watching.until_seen("READY", lambda envelopes: all(is_ready(lead)(envelopes) for lead in leads))
        assert watching.end(signal.SIGTERM) == 0
        envelopes = watching.envelopes
    api.close()
    # Each entity's versions say whether one is missing; the place in the log whether one came twice or late.
    cursors = [int(one["cursor"].rpartition(":")[2]) for one in envelopes]
    assert cursors == sorted(set(cursors))
    for lead in leads:
        versions = [one["entityVersion"] for one in envelopes if one["type"] == "lead.updated" and one["entityId"] == lead]
        assert versions == list(range(1, len(versions) + 1)), json.dumps(versions)


def test_a_token_that_is_revoked_ends_the_watch_at_once(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    lead = api.drop("Revoked")["id"]
    with Watching(new_node, f"lead:{lead}", "--url", new_node.url, "--token", api.token) as watching:
        watching.until_said("from now on")
        new_node.kill()
        new_node.start()
        watching.until_said("going on after")
        browser = new_node.sign_in()
        for token in browser.get("/api/v1/tokens").json()["items"]:
            assert browser.delete(f"/api/v1/tokens/{token['id']}").status_code == 204
        browser.close()
        assert watching.process.wait(30) == 1
        watching.until_said("no longer have permission")
    api.close()
