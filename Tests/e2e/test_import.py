"""Imports over HTTP: files as people send them, files as nobody should, a node that dies in the middle, and who may not."""

import csv
import io
import random
import select
import socket
import time
from collections import Counter
from typing import Any

import httpx

from driver.api import Api, assert_problem
from driver.node import Node
from driver.until import until

BAD_SECONDS = 20  # a bad file is answered long before; a debug build on a busy machine
RUN_SECONDS = 120
# What a gigabyte in one cell may cost the node: the buffers of one connection, not the cell.
GROWTH_KB = 64 * 1024


def upload(api: Api, content: bytes, **query: str) -> httpx.Response:
    return api.post("/api/v1/imports", content=content, params=query, headers={"content-type": "text/csv"})


def uploaded(api: Api, content: bytes | str, **query: str) -> dict[str, Any]:
    answer = upload(api, content.encode() if isinstance(content, str) else content, **query)
    assert answer.status_code == 201, answer.text
    return answer.json()


def changed(api: Api, value: dict[str, Any], **change: Any) -> dict[str, Any]:
    path = f"/api/v1/imports/{value['id']}"
    answer = api.request("PATCH", path, api.get(path).json()["version"], json=change)
    assert answer.status_code == 200, answer.text
    return answer.json()


def reaches(api: Api, value: dict[str, Any], *states: str, seconds: float = RUN_SECONDS) -> dict[str, Any]:
    def look() -> dict[str, Any] | None:
        now = api.get(f"/api/v1/imports/{value['id']}").json()
        return now if now["state"] in states else None

    return until(f"the import is {' or '.join(states)}", look, seconds)


def ran(api: Api, value: dict[str, Any]) -> dict[str, Any]:
    answer = api.post(f"/api/v1/imports/{value['id']}/start")
    assert answer.status_code == 202, answer.text
    return reaches(api, value, "finished", "failed")


def counts(value: dict[str, Any]) -> dict[str, int]:
    return {name: count for name, count in value["counts"].items() if count}


def table(count: int, prefix: str) -> str:
    rows = "".join(f'"{prefix} {n}, Sté",https://{prefix.lower()}-{n}.example,c{n}@{prefix.lower()}-{n}.example\n' for n in range(count))
    return "Société,Site web,Courriel\n" + rows


# Files that can't be read


def test_a_bad_file_is_refused_with_its_place(api: Api) -> None:
    for content, words in [
        (b"", "empty"),
        (b"\r\n\r\n", "empty"),
        (b"company\nAc\x00me\n", "Line 2, column 1: there is a NUL byte"),
        (b'company,note\nAcme,"never closed\n' + b"x\n" * 1_000, "Line 2, column 2: a quote is opened there and never closed"),
        (b'company\n"Acme" Ltd\n', "Line 2, column 1: after the closing quote"),
        (b"a" + b",a" * 10_000 + b"\n", "more than 1000 columns"),
        (b"PK\x03\x04" + bytes(5_000), "workbook"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 64, "a picture"),
        (random.Random(7).randbytes(300_000), ""),
        (b"\xff\xfeA\x00\n\x00B", "UTF-16"),
    ]:
        began = time.monotonic()
        problem = assert_problem(upload(api, content), 400, "malformed_body")
        assert words in problem["detail"], (content[:40], problem["detail"])
        assert time.monotonic() - began < BAD_SECONDS


def resident_kb(node: Node) -> int:
    with open(f"/proc/{node.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def test_a_gigabyte_in_one_cell_is_refused_early_in_little_memory(node: Node, api: Api) -> None:
    before = resident_kb(node)
    began = time.monotonic()
    sent = 0
    chunk = b"10000\r\n" + b"a" * 65_536 + b"\r\n"
    with socket.create_connection(("127.0.0.1", node.port)) as connection:
        head = (
            f"POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nAuthorization: Bearer {api.token}\r\n"
            "Content-Type: text/csv\r\nTransfer-Encoding: chunked\r\n\r\n8\r\ncompany\n\r\n")
        connection.sendall(head.encode())
        # Most clients look for an answer after they have sent everything; this one looks after each piece.
        for _ in range(16_384):
            if select.select([connection], [], [], 0)[0]:
                break
            connection.sendall(chunk)
            sent += 65_536
        connection.settimeout(BAD_SECONDS)
        answer = b""
        while b"the cell is longer than 100000 bytes" not in answer:
            received = connection.recv(65_536)
            assert received, answer
            answer += received
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert sent < 64 << 20, f"the node took {sent >> 20} MiB before it answered"
    assert time.monotonic() - began < BAD_SECONDS
    assert resident_kb(node) - before < GROWTH_KB


def test_a_file_above_the_limit_is_refused(new_node: Node) -> None:
    new_node.variables["IMPORT_MB"] = "1"
    new_node.start().prepared()
    api = Api(new_node)
    content = b"company\n" + b"Acme Ltd\n" * 200_000
    assert_problem(upload(api, content), 413, "body_too_large")
    assert api.get("/api/v1/imports").json()["items"] == []
    api.close()


def test_only_tables_and_lists_are_taken(api: Api) -> None:
    assert_problem(api.post("/api/v1/imports", content=b"x", headers={"content-type": "application/pdf"}), 415)
    assert_problem(api.post("/api/v1/imports", json={"txt": "x"}), 400, "malformed_body")
    assert_problem(upload(api, b"company\nAcme\n", project="nowhere"), 400, "invalid_request")


def test_who_may_not_import(node: Node, api: Api) -> None:
    value = uploaded(api, "company\nSecret plan\n")
    made = node.command("token", "create", "--name", "reader", "--scope", "leads.read")
    assert made.returncode == 0, made.stderr
    reader, nobody = Api(node, made.stdout.strip()), Api(node, None)
    for method, path in [
        ("POST", "imports"), ("GET", "imports"), ("GET", f"imports/{value['id']}"), ("GET", f"imports/{value['id']}/rows"),
        ("PATCH", f"imports/{value['id']}"), ("POST", f"imports/{value['id']}/check"), ("POST", f"imports/{value['id']}/start"),
        ("POST", f"imports/{value['id']}/cancellation"), ("GET", f"imports/{value['id']}/report"), ("DELETE", f"imports/{value['id']}"),
    ]:
        assert_problem(reader.http.request(method, f"/api/v1/{path}"), 403, "forbidden")
        assert_problem(nobody.http.request(method, f"/api/v1/{path}"), 401, "unauthenticated")
    reader.close()
    nobody.close()


# Files as people send them


def test_encodings_delimiters_and_line_breaks(api: Api) -> None:
    text = 'Raison sociale;Site web;Téléphone;Commentaires\r\n"Élan ""Vert""; fils";elan-csv.example;01 23 45 67 89;"deux\nlignes"\nŒuvre;;;\r'
    for encoding, named in [("utf-8-sig", "utf-8"), ("utf-16", "utf-16le"), ("utf-16-be", "utf-16be"), ("cp1252", "windows-1252")]:
        value = uploaded(api, text.encode(encoding), name=f"liste {encoding}.csv")
        assert (value["encoding"], value["delimiter"], value["hasHeader"]) == (named, "semicolon", True)
        assert value["mapping"] == {"0": "company", "1": "website", "2": "phone", "3": "notes"}
        assert value["fileName"] == f"liste {encoding}.csv" and value["state"] == "mapping" and value["progress"]["total"] == 2
        rows = api.get(f"/api/v1/imports/{value['id']}/rows").json()["items"]
        assert rows[0]["cells"] == ['Élan "Vert"; fils', "elan-csv.example", "01 23 45 67 89", "deux\nlignes"]
        assert [row["line"] for row in rows] == [2, 4] and rows[1]["cells"][0] == "Œuvre"


def test_only_a_header_makes_nothing(api: Api) -> None:
    value = uploaded(api, "company,website\n")
    assert value["progress"] == {"rows": 0, "total": 0}
    assert counts(ran(api, value)) == {}


def test_a_pasted_list_of_sites(api: Api) -> None:
    answer = api.post("/api/v1/imports", json={"text": "pasted-one.example\nhttps://www.pasted-two.example/shop\n"})
    assert answer.status_code == 201, answer.text
    value = answer.json()
    assert not value["hasHeader"] and value["mapping"] == {"0": "website"}
    assert counts(ran(api, value)) == {"rows": 2, "good": 2}
    assert {lead["company"] for lead in api.all_leads(q="pasted-")} == {"pasted-one.example", "pasted-two.example"}


def test_dry_run_import_report_and_the_same_file_again(api: Api) -> None:
    text = "Société,Courriel,Téléphone\nRapport Un,un@rapport.example,+33 1 23 45 67 89\n=Rapport Deux,not an address,\n,,0102030405\nRapport Un,un@rapport.example,+33 1 23 45 67 89\n"
    value = uploaded(api, text)
    before = len(api.all_leads(q="Rapport"))
    assert api.post(f"/api/v1/imports/{value['id']}/check").status_code == 202
    checked = reaches(api, value, "checked")
    assert counts(checked) == {"rows": 4, "good": 1, "refused": 2, "duplicates": 1}
    assert len(api.all_leads(q="Rapport")) == before == 0

    changed(api, value, options={"analyze": False, "tags": ["salon"]})
    finished = ran(api, value)
    assert counts(finished) == {"rows": 4, "good": 1, "refused": 2, "duplicates": 1}
    lead, = api.all_leads(q="Rapport Un")
    assert lead["tags"] == ["salon"] and lead["phone"] == "+33 1 23 45 67 89"
    assert api.war_room(lead["id"])["jobs"] == [] and lead["status"] == "idle"
    assert api.post(f"/api/v1/leads/{lead['id']}/analysis").status_code == 202
    until("the analysis that was asked for later", lambda: api.war_room(lead["id"])["lead"]["status"] == "ready")

    report = api.get(f"/api/v1/imports/{value['id']}/report")
    assert report.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(report.text.removeprefix("\ufeff"))))
    assert rows[0] == ["Société", "Courriel", "Téléphone", "line", "reason"]
    assert [row[:4] for row in rows[1:]] == [["'=Rapport Deux", "not an address", "", "3"], ["", "", "0102030405", "4"]]
    assert "email" in rows[1][4] and "company" in rows[2][4]

    again = ran(api, uploaded(api, text))
    assert counts(again) == {"rows": 4, "existing": 2, "refused": 2}
    assert_problem(api.post(f"/api/v1/imports/{value['id']}/start"), 409, "conflict")
    path, now = f"/api/v1/imports/{value['id']}", api.get(f"/api/v1/imports/{value['id']}")
    assert now.headers["etag"] == f'"{now.json()["version"]}"'
    assert_problem(api.request("PATCH", path, now.json()["version"], json={"hasHeader": False}), 409, "conflict")

    assert_problem(api.http.delete(path), 428, "version_required")
    assert_problem(api.request("DELETE", path, 1), 409, "stale_version")
    assert api.request("DELETE", path, now.json()["version"]).status_code == 204
    assert_problem(api.get(f"/api/v1/imports/{value['id']}"), 404)
    assert len(api.all_leads(q="Rapport Un")) == 1


def test_mapping_faults_are_all_named(api: Api) -> None:
    value = uploaded(api, "a,b\nAcme,x\n")
    problem = assert_problem(
        api.request("PATCH", f"/api/v1/imports/{value['id']}", value["version"], json={
            "mapping": {"0": "company", "1": "company", "7": "email", "x": "email"},
            "options": {"duplicates": "burn", "ownerId": "me", "keyColumn": 9},
        }), 400, "invalid_request")
    assert {field["pointer"] for field in problem["fields"]} == {
        "/mapping/1", "/mapping/7", "/mapping/x", "/options/duplicates", "/options/ownerId", "/options/keyColumn"}
    unnamed = changed(api, value, mapping={"1": "notes"})
    problem = assert_problem(api.post(f"/api/v1/imports/{unnamed['id']}/start"), 400, "invalid_request")
    assert problem["fields"][0]["pointer"] == "/mapping"


def test_duplicates_by_policy(api: Api) -> None:
    ran(api, uploaded(api, "company,website\nDouble,double-policy.example\n"))
    for policy, expected in [
        ("skip", {"rows": 1, "duplicates": 1}), ("refuse", {"rows": 1, "refused": 1}), ("merge", {"rows": 1, "duplicates": 1}),
        ("keep", {"rows": 1, "good": 1}),
    ]:
        value = uploaded(api, f"company,website,notes\nDouble {policy},www.double-policy.example,by {policy}\n")
        changed(api, value, options={"duplicates": policy})
        assert api.post(f"/api/v1/imports/{value['id']}/check").status_code == 202
        assert counts(reaches(api, value, "checked")) == expected, policy
        assert counts(ran(api, value)) == expected, policy
    assert {lead["company"] for lead in api.all_leads(q="double-policy")} == {"Double", "Double keep"}


def test_a_key_column_tells_rows_apart(api: Api) -> None:
    value = uploaded(api, "ref,company\nK-1,Clef\nK-1,Clef bis\nK-2,Clef ter\n")
    changed(api, value, options={"keyColumn": 0})
    assert counts(ran(api, value)) == {"rows": 3, "good": 2, "duplicates": 1}


# While it runs


def test_cancel_stops_and_start_goes_on(api: Api) -> None:
    value = uploaded(api, table(3_000, "Arret"))
    assert api.post(f"/api/v1/imports/{value['id']}/start").status_code == 202
    until("some rows are done", lambda: api.get(f"/api/v1/imports/{value['id']}").json()["counts"]["rows"] > 0, RUN_SECONDS)
    now = api.get(f"/api/v1/imports/{value['id']}").json()
    # Its version goes on while it runs: either says no.
    assert_problem(api.request("DELETE", f"/api/v1/imports/{value['id']}", now["version"]), 409, {"conflict", "stale_version"})
    answer = api.post(f"/api/v1/imports/{value['id']}/cancellation")
    assert answer.status_code == 200, answer.text
    cancelled = answer.json()
    assert cancelled["state"] == "cancelled" and 0 < cancelled["counts"]["rows"] < 3_000
    assert_problem(api.post(f"/api/v1/imports/{value['id']}/cancellation"), 409, "conflict")
    assert counts(ran(api, value)) == {"rows": 3_000, "good": 3_000}


def test_kill_in_the_middle_of_an_import_makes_each_row_once(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    rows = 4_000
    value = uploaded(api, table(rows, "Coupe"))
    assert api.post(f"/api/v1/imports/{value['id']}/start").status_code == 202
    seen = 0
    for share in (0.2, 0.6):
        seen = until(
            "more rows are done",
            lambda: (n := api.get(f"/api/v1/imports/{value['id']}").json()["counts"]["rows"]) > rows * share and n, RUN_SECONDS)
        assert seen < rows, "the import was over before it could be killed"
        new_node.kill()
        new_node.start()
    # What the node has died of twice it does not start a third time by itself: that is for a person to say.
    stopped = reaches(api, value, "failed")
    assert stopped["counts"]["good"] == stopped["counts"]["rows"] >= seen and "goes on where it stopped" in stopped["error"]
    finished = ran(api, value)
    assert counts(finished) == {"rows": rows, "good": rows}, finished["error"]
    companies = Counter(lead["company"] for lead in api.all_leads())
    assert len(companies) == rows and set(companies.values()) == {1}
    api.close()


def test_others_are_not_hurt_meanwhile(node: Node, api: Api) -> None:
    value = uploaded(api, table(3_000, "Calme"))
    assert api.post(f"/api/v1/imports/{value['id']}/start").status_code == 202
    waits = []
    while api.get(f"/api/v1/imports/{value['id']}").json()["state"] == "running" and len(waits) < 200:
        began = time.monotonic()
        assert api.post("/api/v1/leads", json={"company": "Meanwhile"}).status_code == 201
        waits.append(time.monotonic() - began)
    assert waits, "the import was over at once"
    waits.sort()
    print(f"POST /leads during an import: median {waits[len(waits) // 2] * 1e3:.1f} ms, worst {waits[-1] * 1e3:.1f} ms of {len(waits)}")
    # Twice the longest batch and a slow flush of a debug build.
    assert waits[len(waits) // 2] < 0.5
    reaches(api, value, "finished")
