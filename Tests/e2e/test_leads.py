"""Leads and projects as a team works with them: versions, history, duplicates, merging, trash, reminders; and rubbish."""

import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from driver.api import Api, assert_problem, pointers
from driver.node import Node
from driver.realtime import Socket
from driver.until import until

PAST = "2020-01-31T12:00:00Z"


def lead_of(api: Api, lead: dict[str, Any]) -> dict[str, Any]:
    return api.war_room(lead["id"])["lead"]


def project_with(api: Api, policy: str) -> str:
    answer = api.post("/api/v1/projects", json={"name": policy.title(), "duplicatePolicy": policy})
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"1"' and answer.headers["location"] == f"/api/v1/projects/{answer.json()['id']}"
    return answer.json()["id"]


# Versions


def test_a_change_says_on_which_version_it_is_based(api: Api) -> None:
    lead = api.drop("Versioned")
    path = f"/api/v1/leads/{lead['id']}"
    assert_problem(api.request("PATCH", path, json={"company": "Unbased"}), 428, "version_required")
    for tag in ('7', '*', 'W/"1"', '"x"', '""', '"1", "2"'):
        assert_problem(api.http.request("PATCH", path, headers={"If-Match": tag}, json={"company": "X"}), 400, "invalid_request")
    for method, target in (("DELETE", path), ("PUT", f"{path}/archive"), ("DELETE", f"{path}/archive"), ("POST", f"{path}/restoration")):
        assert_problem(api.request(method, target), 428, "version_required")
        assert_problem(api.request(method, target, 9), 409, "stale_version")
    assert lead_of(api, lead)["version"] >= 1 and lead_of(api, lead)["company"] == "Versioned"


def test_of_two_editors_the_second_is_told_what_differs(api: Api) -> None:
    lead = api.wait_until_ready(api.drop("Two editors", phone="1"))["lead"]
    first = api.edit(lead, company="By one", tags=["VIP"])
    answer = api.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"], json={"company": "By two", "phone": "2"})
    problem = assert_problem(answer, 409, "stale_version")
    assert problem["current"] == first
    assert problem["differences"] == [
        {"field": "company", "before": "Two editors", "current": "By one", "yours": "By two"},
        {"field": "phone", "before": "1", "current": "1", "yours": "2"},
        {"field": "tags", "before": [], "current": ["VIP"], "yours": None},
    ]
    merged = api.edit(problem["current"], phone="2")
    assert (merged["company"], merged["phone"], merged["tags"]) == ("By one", "2", ["VIP"])


def test_of_editors_at_once_one_wins_and_the_others_lose_nothing(node: Node, api: Api) -> None:
    lead = api.wait_until_ready(api.drop("Race"))["lead"]

    def edit(number: int) -> int:
        own = Api(node)
        try:
            return own.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"], json={"notes": f"by {number}"}).status_code
        finally:
            own.close()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(edit, range(32)))
    assert sorted(answers) == [200] + [409] * 31
    history = api.get(f"/api/v1/leads/{lead['id']}/history").json()["items"]
    assert [change["field"] for change in history[0]["changes"]] == ["notes"]
    assert lead_of(api, lead)["version"] == lead["version"] + 1


def test_the_history_says_who_changed_what(api: Api) -> None:
    lead = api.wait_until_ready(api.drop("History"))["lead"]
    owner = api.get("/api/v1/session").json()["user"]["id"]
    changed = api.edit(lead, ownerId=owner, siren="732 829 320", nextStepDue="2030-01-31T12:00:00+01:00")
    assert (changed["siren"], changed["nextStepDue"]) == ("732829320", "2030-01-31T11:00:00.000Z")
    page = api.get(f"/api/v1/leads/{lead['id']}/history?limit=1").json()
    [entry] = page["items"]
    assert entry["version"] == changed["version"] and entry["actor"]["kind"] == "token" and entry["actor"]["name"]
    assert {change["field"]: change["after"] for change in entry["changes"]} == {
        "ownerId": owner, "siren": "732829320", "nextStepDue": "2030-01-31T11:00:00.000Z"}
    rest = api.get(f"/api/v1/leads/{lead['id']}/history", params={"cursor": page["next"]}).json()
    assert [entry["actor"]["kind"] for entry in rest["items"]] == ["node"] and rest["next"] is None


# Rubbish


@pytest.mark.parametrize("body, fields", [
    ({"company": None}, {"/company"}),
    ({"company": "\u202e\u200e \n"}, {"/company"}),
    ({"company": 7, "notes": [], "tags": "a"}, {"/company", "/notes", "/tags"}),
    ({"tags": [f"t{number}" for number in range(21)]}, {"/tags"}),
    ({"tags": ["x" * 41]}, {"/tags/0"}),
    ({"tags": [None]}, {"/tags"}),
    ({"siren": "732829321", "vat": "FR00000000000"}, {"/siren", "/vat"}),
    ({"email": "a@b", "website": "javascript:alert(1)"}, {"/email", "/website"}),
    ({"ownerId": "me", "projectId": "x", "stageId": 1}, {"/ownerId", "/projectId", "/stageId"}),
    ({"remindAt": "31.1.2030", "nextStepDue": 1893456000}, {"/remindAt", "/nextStepDue"}),
    ({"version": 3, "workspaceId": "x", "a/b~c": 1}, {"/version", "/workspaceId", "/a~1b~0c"}),
    ({"company": "x" * 201, "notes": "e\u0301" * 10_001}, {"/company", "/notes"}),
])
def test_every_wrong_field_of_a_change_is_named(api: Api, body: dict[str, Any], fields: set[str]) -> None:
    lead = api.drop("Rubbish")
    problem = assert_problem(api.request("PATCH", f"/api/v1/leads/{lead['id']}", 1, json=body), 400, {"invalid_request", "malformed_body"})
    assert pointers(problem) == fields
    assert lead_of(api, lead)["company"] == "Rubbish"


@pytest.mark.parametrize("content, kind, status, code", [
    (b"", "application/json", 400, "malformed_body"),
    (b"[]", "application/json", 400, "malformed_body"),
    (b"null", "application/json", 400, "malformed_body"),
    (b"{" * 5_000, "application/json", 400, "malformed_body"),
    (b'{"company":' + b"[" * 5_000 + b"]" * 5_000 + b"}", "application/json", 400, "malformed_body"),
    (b'{"company":"\xff\xfe"}', "application/json", 400, "malformed_body"),
    (b"{}", "text/plain", 415, "unsupported_media_type"),
    (b'{"notes":"' + b"n" * (1 << 20) + b'"}', "application/merge-patch+json", 413, "body_too_large"),
])
def test_a_change_that_is_no_patch_is_refused(api: Api, content: bytes, kind: str, status: int, code: str) -> None:
    lead = api.drop("No patch")
    answer = api.http.patch(f"/api/v1/leads/{lead['id']}", content=content, headers={"Content-Type": kind, "If-Match": '"1"'})
    assert_problem(answer, status, code)


def test_texts_are_cleaned_of_what_can_disguise_them(api: Api) -> None:
    lead = api.wait_until_ready(api.drop("Clean"))["lead"]
    changed = api.edit(lead, company=" A\u202eB\u0000C \n", notes="one\r\ntwo\u2067\u0007", tags=["a\tb", " a b ", "\u200f"])
    assert (changed["company"], changed["notes"], changed["tags"]) == ("A B C", "one\ntwo", ["a b"])


@pytest.mark.parametrize("fields", [{"tags": "x"}, {"tags": [1]}, {"ownerId": 3}, {"remindAt": {}}])
def test_a_drop_of_wrong_types_is_refused(api: Api, fields: dict[str, Any]) -> None:
    assert_problem(api.post("/api/v1/leads", json={"company": "Types", **fields}), 400, "malformed_body")


# Archive and trash


def test_a_lead_goes_into_the_trash_and_comes_back(api: Api) -> None:
    lead = api.wait_until_ready(api.drop("Trash"))["lead"]
    path = f"/api/v1/leads/{lead['id']}"
    archived = api.request("PUT", f"{path}/archive", lead["version"]).json()
    assert archived["archivedAt"]
    assert api.request("DELETE", path, archived["version"]).status_code == 204
    trashed = lead_of(api, lead)
    assert trashed["deletedAt"]
    assert_problem(api.request("PATCH", path, trashed["version"], json={"company": "X"}), 409, "conflict")
    assert_problem(api.post(f"{path}/notes", json={"text": "n"}), 409, "conflict")
    restored = api.request("POST", f"{path}/restoration", trashed["version"])
    assert restored.status_code == 200 and restored.json()["deletedAt"] is None
    assert api.edit(restored.json(), company="Back")["company"] == "Back"


def test_the_trash_is_emptied_when_its_time_is_over(new_node: Node) -> None:
    new_node.variables["LEADS_TRASH_DAYS"] = "0"
    new_node.start().prepared()
    api = Api(new_node)
    kept, gone = api.wait_until_ready(api.drop("Kept"))["lead"], api.wait_until_ready(api.drop("Gone", tags=["t"], notes="n"))["lead"]
    for lead in (kept, gone):
        assert api.post(f"/api/v1/leads/{lead['id']}/notes", json={"text": "n"}).status_code == 201
        assert api.post(f"/api/v1/leads/{lead['id']}/contacts", json={"name": "n"}).status_code == 201
        api.http.post(f"/storage/v1/object/leads/{lead['id']}/offer.txt", content=b"file")
    assert api.request("DELETE", f"/api/v1/leads/{gone['id']}", gone["version"]).status_code == 204
    new_node.stop()
    new_node.start()
    until("the lead is gone", lambda: api.get(f"/api/v1/leads/{gone['id']}").status_code == 404)
    assert api.war_room(kept["id"])["notesList"]
    new_node.stop()
    with sqlite3.connect(new_node.data / "uprising.sqlite") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            if "lead_id" in columns:
                assert not database.execute(f"SELECT 1 FROM {table} WHERE lead_id = ?", [gone["id"]]).fetchall(), table
        assert not database.execute("SELECT 1 FROM bucket_object WHERE key LIKE ?", [f"{gone['id']}/%"]).fetchall()
        assert database.execute("SELECT count(*) FROM blob_object WHERE purpose = 'dossier'").fetchall() == [(1,)]
    new_node.start()


# Contacts, notes, tags


def test_contacts_and_notes_have_versions_of_their_own(api: Api) -> None:
    lead = api.wait_until_ready(api.drop("People", contactName="Ana", email="ana@people.example"))["lead"]
    path = f"/api/v1/leads/{lead['id']}"
    assert pointers(assert_problem(api.post(f"{path}/contacts", json={"email": "x"}), 400, "invalid_request")) == {"/name", "/email"}
    added = api.post(f"{path}/contacts", json={"name": "Bo", "role": "CEO"}, headers={"Idempotency-Key": "bo"})
    again = api.post(f"{path}/contacts", json={"name": "Bo", "role": "CEO"}, headers={"Idempotency-Key": "bo"})
    contact = added.json()
    assert added.status_code == 201 and added.headers["etag"] == '"1"' and again.json() == contact
    assert_problem(api.request("PATCH", f"/api/v1/contacts/{contact['id']}", json={"role": None}), 428, "version_required")
    changed = api.request("PATCH", f"/api/v1/contacts/{contact['id']}", 1, json={"role": None, "phone": "+33 1 23 45 67 89"}).json()
    assert (changed["role"], changed["version"]) == (None, 2)
    stale = assert_problem(api.request("PATCH", f"/api/v1/contacts/{contact['id']}", 1, json={"name": "Bob"}), 409, "stale_version")
    assert stale["current"] == changed and stale["differences"] == [{"field": "name", "before": None, "current": "Bo", "yours": "Bob"}]
    main = api.request("PUT", f"/api/v1/contacts/{contact['id']}/main", 2).json()
    assert (main["contactName"], main["email"]) == ("Bo", None)
    room = api.war_room(lead["id"])
    assert [(one["name"], one["email"]) for one in room["contacts"]] == [("Ana", "ana@people.example")]
    assert api.request("DELETE", f"/api/v1/contacts/{contact['id']}", room["contacts"][0]["version"]).status_code == 204

    note = api.post(f"{path}/notes", json={"text": "Called.\nTwice."}).json()
    assert note["authorName"] and note["text"] == "Called.\nTwice."
    assert api.request("PATCH", f"/api/v1/notes/{note['id']}", 1, json={"text": "Called."}).json()["version"] == 2
    assert_problem(api.request("DELETE", f"/api/v1/notes/{note['id']}", 1), 409, "stale_version")
    assert api.get(f"{path}/notes").json()["items"][0]["text"] == "Called."
    assert api.request("DELETE", f"/api/v1/notes/{note['id']}", 2).status_code == 204
    assert api.war_room(lead["id"])["notesList"] == []
    fields = [change["field"] for entry in api.get(f"{path}/history").json()["items"] for change in entry["changes"]]
    assert fields.count("contact") == 4 and fields.count("note") == 3


def test_a_tag_is_renamed_everywhere(api: Api) -> None:
    first, second = api.drop("Tag one", tags=["Salon d’été", "x/y"]), api.drop("Tag two", tags=["salon D’ETE"])
    tags = {tag["name"]: tag["leads"] for tag in api.get("/api/v1/tags").json()["items"]}
    assert tags["x/y"] == 1 and 2 in tags.values()
    answer = api.http.patch("/api/v1/tags/salon%20d%E2%80%99%C3%A9t%C3%A9", json={"name": "Fair"})
    assert answer.json() == {"name": "Fair", "leads": 2}, answer.text
    assert lead_of(api, first)["tags"] == ["Fair", "x/y"] and lead_of(api, second)["tags"] == ["Fair"]
    assert api.http.delete("/api/v1/tags/x%2Fy").status_code == 204
    assert lead_of(api, first)["tags"] == ["Fair"]
    assert_problem(api.http.delete("/api/v1/tags/x%2Fy"), 404, "not_found")


# Duplicates


@pytest.mark.parametrize("policy", ["keep", "merge", "refuse"])
def test_drops_of_one_site_at_once_end_as_the_policy_has_it(node: Node, api: Api, policy: str) -> None:
    project = project_with(api, policy)

    def drop(number: int) -> tuple[int, dict[str, Any]]:
        own = Api(node)
        try:
            body = {"company": f"Acme {number}", "website": f"https://{policy}.invalid/", "projectId": project, "tags": [f"t{number % 25}"]}
            answer = own.post("/api/v1/leads", json=body)
            return answer.status_code, answer.json()
        finally:
            own.close()

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(drop, range(50)))
    statuses = sorted(status for status, _ in answers)
    ids = {body["id"] for status, body in answers if status < 300}
    if policy == "keep":
        assert statuses == [201] * 50 and len(ids) == 50
        assert all(api.war_room(lead)["links"] for lead in ids)
    elif policy == "merge":
        assert statuses == [200] * 49 + [201] and len(ids) == 1
        assert len(lead_of(api, {"id": ids.pop()})["tags"]) == 20
    else:
        assert statuses == [201] + [409] * 49
        [lead] = ids
        for status, body in answers:
            if status == 409:
                assert body["code"] == "duplicate_lead" and [one["id"] for one in body["duplicates"]] == [lead]
                assert body["duplicates"][0]["by"] == ["domain"]


def test_a_merge_takes_all_that_both_had(api: Api) -> None:
    into = api.wait_until_ready(api.drop("Merge into", notes="a"))["lead"]
    lead = api.wait_until_ready(api.drop("Merge from", email="bo@from.example", notes="b", tags=["T"]))["lead"]
    for one in (into, lead):
        api.http.post(f"/storage/v1/object/leads/{one['id']}/offer.txt", content=one["company"].encode())
        assert api.post(f"/api/v1/leads/{one['id']}/notes", json={"text": one["company"]}).status_code == 201
    path = f"/api/v1/leads/{into['id']}/merge"
    assert_problem(api.request("POST", path, into["version"], json={"from": lead["id"]}), 428, "version_required")
    answer = api.request("POST", path, into["version"], json={"from": lead["id"], "fromVersion": lead["version"]})
    assert answer.status_code == 200, answer.text
    merged = answer.json()
    assert (merged["email"], merged["notes"], merged["tags"]) == ("bo@from.example", "a\n\nb", ["T"])
    gone = assert_problem(api.get(f"/api/v1/leads/{lead['id']}"), 404, "lead_merged")
    assert gone["into"] == into["id"]
    room = api.war_room(into["id"])
    assert len(room["notesList"]) == 2
    assert len(api.get(f"/api/v1/leads/{into['id']}/dossiers").json()["items"]) == 2
    files = api.post("/storage/v1/object/list/leads", json={"prefix": f"{into['id']}/"}).json()
    assert sorted(file["name"] for file in files) == ["offer (2).txt", "offer.txt"]
    assert api.get(f"/storage/v1/object/leads/{into['id']}/offer (2).txt").content == b"Merge from"
    history = api.get(f"/api/v1/leads/{into['id']}/history").json()["items"]
    assert {entry["mergedFrom"] for entry in history} == {None, lead["id"]}


def test_a_kill_leaves_every_lead_with_its_keys_and_history(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    project = project_with(api, "merge")

    def work(number: int) -> None:
        own = Api(new_node)
        try:
            for count in range(100):
                body = {"company": f"K {number}", "email": f"k{count}@kill.example", "projectId": project, "notes": f"{number}"}
                own.post("/api/v1/leads", json=body)
        except Exception:
            return  # the node is gone, which is the point
        finally:
            own.close()

    with ThreadPoolExecutor(9) as pool:
        for number in range(8):
            pool.submit(work, number)
        until("some leads are merged", lambda: len(api.page(limit=50)["items"]) > 20)
        new_node.kill()
    new_node.start()
    new_node.stop()
    with sqlite3.connect(new_node.data / "uprising.sqlite") as database:
        assert database.execute("SELECT count(*) FROM lead").fetchone()[0] > 20
        assert database.execute(
            "SELECT value FROM lead_key WHERE kind = 'email' GROUP BY value HAVING count(DISTINCT lead_id) > 1").fetchall() == []
        assert database.execute(
            "SELECT id FROM lead WHERE NOT EXISTS (SELECT 1 FROM lead_key WHERE lead_id = lead.id AND kind = 'email')").fetchall() == []
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    new_node.start()


# Reminders


def test_the_owner_is_reminded_by_event_and_mail(new_node: Node) -> None:
    new_node.variables["NOTIFICATION_MAIL_SECONDS"] = "0"
    new_node.start().prepared()
    api = Api(new_node)
    owner = api.get("/api/v1/session").json()["user"]["id"]
    lead = api.wait_until_ready(api.drop("Remind me", ownerId=owner, nextStep="Rappeler"))["lead"]
    with Socket.open(new_node) as channel:
        channel.joined(f"room:lead:{lead['id']}")
        api.edit(lead, remindAt=PAST)
        events = channel.collect(lambda event: event.name == "lead.reminder")
    assert events[-1].payload["remindAt"] == "2020-01-31T12:00:00.000Z"
    assert lead_of(api, lead)["remindAt"] is None
    [mail] = until("the mail is sent", lambda: api.get("/api/v1/jobs", params={"kind": "send_mail", "state": "completed"}).json()["items"])
    assert mail["state"] == "completed"


# Projects


def test_projects_are_made_changed_and_put_away(api: Api) -> None:
    assert pointers(assert_problem(api.post("/api/v1/projects", json={"name": "", "x": 1}), 400, "malformed_body")) == {"/x"}
    assert pointers(assert_problem(api.post("/api/v1/projects", json={"name": ""}), 400, "invalid_request")) == {"/name"}
    project = project_with(api, "keep")
    path = f"/api/v1/projects/{project}"
    stages = api.get(f"{path}/stages").json()["items"]
    assert [stage["name"] for stage in stages] == ["Nouveau", "Contacté", "Rendez-vous", "Proposition", "Gagné", "Perdu"]
    assert_problem(api.request("PATCH", path, json={"name": "X"}), 428, "version_required")
    changed = api.request("PATCH", path, 1, json={"name": "Renamed", "description": "d"}).json()
    stale = assert_problem(api.request("PATCH", path, 1, json={"name": "Late"}), 409, "stale_version")
    assert stale["current"] == changed and stale["differences"][0]["yours"] == "Late"
    lead = api.wait_until_ready(api.drop("In project", projectId=project))["lead"]
    assert lead["stageId"] == stages[0]["id"]
    assert_problem(api.request("DELETE", path, 2), 409, "project_not_empty")
    moved = api.edit(lead, projectId=api.get("/api/v1/session").json()["project"]["id"])
    assert moved["stageId"] != stages[0]["id"]
    assert api.request("DELETE", path, 2).status_code == 204
    assert project in [one["id"] for one in api.get("/api/v1/projects?trash=true").json()["items"]]
    assert project not in [one["id"] for one in api.get("/api/v1/projects").json()["items"]]
    assert_problem(api.post("/api/v1/leads", json={"company": "X", "projectId": project}), 400, "invalid_request")
    restored = api.request("POST", f"{path}/restoration", 3).json()
    assert restored["deletedAt"] is None
    assert api.request("PUT", f"{path}/archive", 4).json()["archivedAt"]
    assert_problem(api.request("PUT", f"{path}/default", 5), 409, "conflict")
    assert_problem(api.get("/api/v1/projects?archived=maybe"), 400, "invalid_request")


def test_the_default_project_stays(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    [first] = api.get("/api/v1/projects").json()["items"]
    assert first["isDefault"]
    for method, path in (("DELETE", ""), ("PUT", "/archive")):
        assert_problem(api.request(method, f"/api/v1/projects/{first['id']}{path}", 1), 409, "project_is_default")
    second = project_with(api, "merge")
    assert api.request("PUT", f"/api/v1/projects/{second}/default", 1).json()["isDefault"]
    assert api.drop("Goes there")["projectId"] == second
    assert re.fullmatch(r'"\d+"', api.get(f"/api/v1/projects/{second}").headers["etag"])


def test_what_an_analysis_finds_links_the_lead_to_its_duplicate(api: Api, sites: dict[str, str]) -> None:
    project = project_with(api, "refuse")
    known = api.drop("By number", siren="012876546", projectId=project)
    found = api.drop("By site", website=sites["sme"], projectId=project)
    api.wait_until_ready(found)
    assert [(one["id"], one["by"]) for one in api.war_room(found["id"])["links"]] == [(known["id"], ["siren"])]
    assert [one["id"] for one in api.war_room(known["id"])["links"]] == [found["id"]]


def test_leads_of_a_member_who_is_taken_out_belong_to_nobody(new_node: Node) -> None:
    browser = new_node.start().set_up_owner()
    new_node.owner_token = new_node.create_token()
    api = Api(new_node)
    assert new_node.command("user", "add", "bo@example.com", "--role", "member").returncode == 0
    bo = next(one["person"]["id"] for one in browser.get("/api/v1/members").json()["items"] if one["person"]["email"] == "bo@example.com")
    lead = api.wait_until_ready(api.drop("Bo's", ownerId=bo))["lead"]
    assert lead["ownerId"] == bo
    assert browser.delete(f"/api/v1/members/{bo}").status_code == 204
    until("nobody owns it", lambda: lead_of(api, lead)["ownerId"] is None)
    assert_problem(api.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"] + 1, json={"ownerId": bo}), 400, "invalid_request")
