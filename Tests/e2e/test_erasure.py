"""Erasure: after it no byte of the data folder names the lead or the person, and who may not erase can't."""

import base64
import json
from pathlib import Path

from driver.api import Api, assert_problem
from driver.node import Node
from driver.until import until
from test_errors import Project

MARKS = ("zzgone", "Zzgone", "ZZGONE")


def everything(node: Node) -> dict[str, bytes]:
    return {str(path.relative_to(node.data)): path.read_bytes() for path in node.data.rglob("*") if path.is_file()}


def holding(node: Node, *words: str) -> list[str]:
    """The files of the data folder in which a word stands, as UTF-8 or UTF-16."""
    forms = [form for word in words for form in (word.encode(), word.encode("utf-16le"))]
    return [name for name, content in everything(node).items() if any(form in content for form in forms)]


def imported(api: Api, text: str) -> str:
    value = api.post("/api/v1/imports", content=text.encode(), headers={"content-type": "text/csv"}).json()
    assert api.post(f"/api/v1/imports/{value['id']}/start").status_code == 202
    until("the import is finished", lambda: api.get(f"/api/v1/imports/{value['id']}").json()["state"] == "finished")
    return value["id"]


def test_who_may_not_erase(node: Node, api: Api) -> None:
    lead = api.post("/api/v1/leads", json={"company": "Kept"}).json()
    made = node.command("token", "create", "--name", "member", "--role", "member")
    member = Api(node, made.stdout.strip())
    assert_problem(member.post(f"/api/v1/leads/{lead['id']}/erasure"), 403, "forbidden")
    assert_problem(member.post("/api/v1/erasures", json={"email": "a@b.example"}), 403, "forbidden")
    member.close()
    assert api.get(f"/api/v1/leads/{lead['id']}").status_code == 200
    assert_problem(api.post("/api/v1/leads/0199c0de-0000-7000-8000-000000000000/erasure"), 404)
    assert_problem(api.post("/api/v1/erasures", json={}), 400, "invalid_request")
    assert_problem(api.post("/api/v1/erasures", json={"email": "nobody"}), 400, "invalid_request")
    assert_problem(api.post("/api/v1/erasures", json={"name": "x"}), 400, "malformed_body")


def test_a_lead_leaves_no_trace(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    kept = api.post("/api/v1/leads", json={"company": "Neighbour", "email": "n@neighbour.example"}).json()
    dropped = api.post(
        "/api/v1/leads", json={"company": "Zzgone Ltd", "email": "ana@zzgone.example", "notes": "zzgone likes tea"},
        headers={"Idempotency-Key": "erase-me-once"})
    assert dropped.status_code == 201, dropped.text
    lead = api.wait_until_ended(dropped.json())["lead"]
    changed = api.http.patch(
        f"/api/v1/leads/{lead['id']}", json={"contactName": "Ana Zzgone"}, headers={"If-Match": f'"{lead["version"]}"'})
    assert changed.status_code == 200, changed.text
    assert api.post(f"/api/v1/leads/{lead['id']}/notes", json={"text": "Zzgone again"}).status_code == 201
    assert api.post(
        f"/api/v1/leads/{lead['id']}/contacts", json={"name": "Bo Zzgone", "email": "bo@zzgone.example"}).status_code == 201
    stored = api.post(
        f"/storage/v1/object/leads/{lead['id']}/offer.txt", content=b"an offer to zzgone", headers={"content-type": "text/plain"})
    assert stored.status_code == 200, stored.text
    assert holding(new_node, *MARKS), "the test would find nothing anyway"

    answer = api.post(f"/api/v1/leads/{lead['id']}/erasure")
    assert answer.status_code == 200, answer.text
    counts = answer.json()
    assert counts["leads"] == 1 and counts["notes"] == 1 and counts["contacts"] == 1 and counts["files"] == 1, counts
    assert counts["events"] > 0 and counts["answers"] == 1 and counts["history"] > 0 and counts["dossiers"] >= 1, counts
    assert_problem(api.get(f"/api/v1/leads/{lead['id']}"), 404)
    assert api.all_leads(q="zzgone") == []
    assert api.get(f"/api/v1/leads/{kept['id']}").status_code == 200
    entry = next(one for one in api.get("/api/v1/audit").json()["items"] if one["action"] == "lead.erased")
    assert entry["subject"]["id"] == lead["id"] and entry["subject"]["label"] is None and entry["after"]["notes"] == 1
    api.close()
    assert holding(new_node, *MARKS) == []
    assert new_node.stop() == 0
    assert holding(new_node, *MARKS) == []
    new_node.start()


def test_a_person_leaves_every_lead_and_the_leads_stay(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    address = "ana.zzgone@mail.example"
    main = api.post("/api/v1/leads", json={
        "company": "Main Ltd", "contactName": "Ana Zzgone", "email": address, "phone": "+33 6 12 34 56 78"}).json()
    noted = api.post("/api/v1/leads", json={"company": "Noted Ltd", "notes": f"Ask {address.upper()} first"}).json()
    beside = api.post("/api/v1/leads", json={"company": "Beside Ltd", "email": "bo@beside.example"}).json()
    assert api.post(
        f"/api/v1/leads/{beside['id']}/contacts", json={"name": "Ana Zzgone", "email": address}).status_code == 201
    lead = api.war_room(main["id"])["lead"]
    imported(api, f"company,email\nImported Ltd,{address}\n")
    for one in (main, noted, beside):
        api.wait_until_ended(one)

    answer = api.post("/api/v1/erasures", json={"email": address})
    assert answer.status_code == 200, answer.text
    counts = answer.json()
    assert counts["leads"] == 4 and counts["imports"] == 1, counts
    for one in (main, noted, beside):
        api.wait_until_ended(one)
    lead = api.war_room(main["id"])["lead"]
    assert (lead["contactName"], lead["email"], lead["phone"], lead["company"]) == (None, None, None, "Main Ltd")
    assert api.war_room(noted["id"])["lead"]["notes"] == "Ask [erased] first"
    assert api.get(f"/api/v1/leads/{beside['id']}/contacts").json()["items"] == []
    assert api.war_room(beside["id"])["lead"]["email"] == "bo@beside.example"
    api.close()
    assert holding(new_node, *MARKS, "6 12 34 56 78") == []


def test_a_person_leaves_files_views_and_what_the_node_wrote_of_its_own_work(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    address = "ana.zzgone@mail.example"
    lead = api.post("/api/v1/leads", json={"company": "Main Ltd", "email": address}).json()
    api.wait_until_ended(lead)
    for name, headers in ((f"CV of {address}.txt", {}), ("plain.txt", {"x-metadata": base64.b64encode(json.dumps({"of": address}).encode()).decode()})):
        stored = api.post(
            f"/storage/v1/object/leads/{lead['id']}/{name}", content=b"hello", headers={"content-type": "text/plain", **headers})
        assert stored.status_code == 200, stored.text
    project = Project(api)
    project.report(message=f"mail to {address} bounced", user={"email": address})
    project.report(message="another")
    until("two errors", lambda: len(project.errors()) == 2)
    assert holding(new_node, address), "the test would find nothing anyway"

    answer = api.post("/api/v1/erasures", json={"email": address})
    assert answer.status_code == 200 and answer.json()["files"] >= 1, answer.text
    until("telemetry names nobody", lambda: holding(new_node, *MARKS) == [])
    assert {one["title"] for one in project.errors()} == {"mail to [erased] bounced", "another"}
    names = [one["name"] for one in api.post(f"/storage/v1/object/list/leads", json={"prefix": f"{lead['id']}/"}).json()]
    assert sorted(names) == ["CV of [erased].txt", "plain.txt"], names
    api.close()
    assert new_node.stop() == 0
    assert holding(new_node, *MARKS) == []
