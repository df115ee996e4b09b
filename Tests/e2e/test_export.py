"""Exports: what comes out, in both formats, and who may take it."""

import csv
import io
import json

from driver.api import Api, assert_problem
from driver.node import Node


def test_who_may_not_export(node: Node) -> None:
    made = node.command("token", "create", "--name", "member", "--role", "member")
    member, nobody = Api(node, made.stdout.strip()), Api(node, None)
    assert_problem(member.get("/api/v1/leads/export"), 403, "forbidden")
    assert_problem(nobody.get("/api/v1/leads/export"), 401, "unauthenticated")
    member.close()
    nobody.close()


def test_both_formats_hold_the_filtered_set_and_no_formula(api: Api) -> None:
    assert_problem(api.get("/api/v1/leads/export", params={"format": "xlsx"}), 400, "invalid_request")
    names = ["=cmd|' /C calc'!A0", "+1+2", "-Minus, Ltd", "@at \"quoted\"", "Élan; Vert"]
    for name in names:
        api.post("/api/v1/leads", json={"company": name, "email": "x@exported.example", "phone": "+33 1 23 45 67 89", "notes": "two\nlines"})
    answer = api.get("/api/v1/leads/export", params={"format": "csv", "q": "exported.example"})
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert [row["company"] for row in reversed(rows)] == ["'" + name if name[0] in "=+-@" else name for name in names]
    assert all(cell[:1] not in "=+-@\t\r" for row in rows for cell in row.values() if cell)
    assert rows[0]["notes"] == "two\nlines" and rows[0]["stage"] and rows[0]["project"]

    lines = api.get("/api/v1/leads/export", params={"format": "jsonl", "q": "exported.example"})
    leads = [json.loads(line) for line in lines.text.splitlines()]
    assert [lead["company"] for lead in reversed(leads)] == names
    # The members are those of the list; what is being analysed meanwhile changes in some of them.
    listed = api.all_leads(q="exported.example")
    assert [lead["id"] for lead in leads] == [lead["id"] for lead in listed]
    assert [list(lead) for lead in leads] == [list(lead) for lead in listed]

    entries = [entry for entry in api.get("/api/v1/audit").json()["items"] if entry["action"] == "lead.exported"]
    assert [entry["after"]["format"] for entry in entries[:2]] == ["jsonl", "csv"]


def test_more_than_a_page_comes_out_whole(api: Api) -> None:
    text = "company,website\n" + "".join(f"Page {n},export-page-{n}.example\n" for n in range(450))
    value = api.post("/api/v1/imports", content=text.encode(), headers={"content-type": "text/csv"}).json()
    assert api.post(f"/api/v1/imports/{value['id']}/start").status_code == 202
    from test_import import reaches

    reaches(api, value, "finished")
    lines = api.get("/api/v1/leads/export", params={"format": "jsonl", "q": "export-page"}).text.splitlines()
    assert len(lines) == 450 and len(set(lines)) == 450


def test_an_export_can_be_imported_again(api: Api) -> None:
    api.post("/api/v1/leads", json={"company": "+Round Trip", "phone": "+33 1 98 76 54 32", "website": "round-trip.example"})
    content = api.get("/api/v1/leads/export", params={"format": "csv", "q": "round-trip"}).content
    value = api.post("/api/v1/imports", content=content, headers={"content-type": "text/csv"}).json()
    fields = set(value["mapping"].values())
    assert {"company", "website", "phone", "email", "contactName", "notes", "tags"} <= fields, value["mapping"]
    rows = api.get(f"/api/v1/imports/{value['id']}/rows").json()["items"]
    assert rows[0]["reason"] is None
