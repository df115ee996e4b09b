"""The REST API seen by a script: what it refuses, and how it answers."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from driver.api import LEAD_MEMBERS, Api, assert_problem, pointers
from driver.archive import move_to_other_workspace
from driver.node import Node
from driver.realtime import Socket

UNKNOWN_LEAD = "0199aaaa-0000-7000-8000-00000000ffff"


# Who asks


@pytest.mark.parametrize("token", [None, "upn_unknown", "not a token", "upn_" + "a" * 4000])
@pytest.mark.parametrize("path", ["/api/v1/leads", f"/api/v1/leads/{UNKNOWN_LEAD}", "/api/v1/session"])
def test_without_a_valid_token_nothing_is_shown(node: Node, token: str | None, path: str) -> None:
    client = Api(node, token)
    assert_problem(client.get(path), 401, "unauthenticated")
    client.close()


def test_without_a_token_nothing_is_dropped(node: Node, api: Api) -> None:
    stranger = Api(node, None)
    assert_problem(stranger.post("/api/v1/leads", json={"company": "Never stored"}), 401, "unauthenticated")
    stranger.close()
    assert api.page(q="Never stored")["items"] == []


def test_a_token_says_whose_it_is_and_what_it_may_do(api: Api) -> None:
    session = api.get("/api/v1/session").json()
    assert session["role"] is None and session["workspaces"] == [] and session["setupNeeded"] is False
    assert {"leads.write", "workspace.delete"} <= set(session["permissions"])
    assert session["user"]["email"] == "camille@example.com"
    assert session["workspace"]["name"] == "Atelier" and session["workspace"]["language"] == "fr"
    assert session["project"]["id"]


def test_another_workspace_stays_out_of_reach(new_node: Node) -> None:
    new_node.start().prepared()
    api = Api(new_node)
    theirs, ours = api.drop("Theirs"), api.drop("Ours")
    api.wait_until_ready(theirs)
    api.wait_until_ready(ours)
    new_node.stop()
    other_workspace = move_to_other_workspace(new_node, theirs["id"])
    new_node.start()
    assert_problem(api.get(f"/api/v1/leads/{theirs['id']}"), 404, "not_found")
    assert_problem(api.post(f"/api/v1/leads/{theirs['id']}/analysis"), 404, "not_found")
    assert [lead["id"] for lead in api.all_leads()] == [ours["id"]]
    with Socket.open(new_node) as channel:
        for room in (f"room:lead:{theirs['id']}", f"room:workspace:{other_workspace}"):
            assert channel.join(room)["status"] == "error", room
        channel.joined(f"room:lead:{ours['id']}")
    api.close()


# What is refused


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/company"),
        ({"company": ""}, "/company"),
        ({"company": "   "}, "/company"),
        ({"company": "x" * 201}, "/company"),
        ({"company": "Fine", "email": "not an address"}, "/email"),
        ({"company": "Fine", "website": "ftp://example.com"}, "/website"),
        ({"company": "Fine", "website": "http://"}, "/website"),
        ({"company": "Fine", "notes": "x" * 10_001}, "/notes"),
    ],
)
def test_a_bad_field_is_named(api: Api, body: dict, pointer: str) -> None:
    problem = assert_problem(api.post("/api/v1/leads", json=body), 400, "invalid_request")
    assert pointer in pointers(problem)


def test_every_bad_field_is_named_at_once(api: Api) -> None:
    body = {"company": "", "email": "nobody", "notes": "x" * 10_001}
    problem = assert_problem(api.post("/api/v1/leads", json=body), 400, "invalid_request")
    assert pointers(problem) >= {"/company", "/email", "/notes"}


@pytest.mark.parametrize("body", [b"", b"{", b'{"company": "Cut', b"[]", b'"text"', b"null", b"\xff\xfe{}", b'{"company": 7}'])
def test_a_malformed_body_is_refused(api: Api, body: bytes) -> None:
    answer = api.post("/api/v1/leads", content=body, headers={"Content-Type": "application/json"})
    assert_problem(answer, 400, {"malformed_body", "invalid_request"})


def test_a_deeply_nested_body_is_refused_and_harmless(api: Api) -> None:
    body = b'{"company":' + b"[" * 50_000 + b"]" * 50_000 + b"}"
    answer = api.post("/api/v1/leads", content=body, headers={"Content-Type": "application/json"})
    assert_problem(answer, {400, 413})
    assert api.get("/health").status_code == 200


def test_a_body_of_10_megabytes_is_refused(node: Node, api: Api) -> None:
    """By hand: the node may answer and close before all is sent, which HTTP clients report as a broken pipe."""
    size = 10_000_000
    head = (
        f"POST /api/v1/leads HTTP/1.1\r\nHost: 127.0.0.1:{node.port}\r\nAuthorization: Bearer {api.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", node.port), timeout=20) as connection:

        def send() -> None:
            try:
                connection.sendall(head.encode() + b'{"company":"' + b"x" * (size - 14) + b'"}')
            except OSError:
                pass  # refused before the end, as it may be

        sender = threading.Thread(target=send)
        sender.start()
        answer = b""
        try:
            while part := connection.recv(65536):
                answer += part
        except ConnectionResetError:
            pass  # what was sent after the answer was not read; the answer itself must have come
        sender.join(20)
    assert answer.startswith(b"HTTP/1.1 413 "), answer[:200]
    assert b"application/problem+json" in answer and b"body_too_large" in answer


def test_an_unknown_route_is_a_problem_and_not_the_page(api: Api) -> None:
    for path in ("/api/v2", "/api/v1/nonsense", f"/api/v1/leads/{UNKNOWN_LEAD}", "/api/v1/leads/not-an-id"):
        assert_problem(api.get(path), 404, "not_found")


def test_an_unknown_method_is_refused(api: Api) -> None:
    answer = api.http.put("/api/v1/leads", json={})
    assert_problem(answer, 405, "method_not_allowed")
    assert {"GET", "POST"} <= {method.strip() for method in answer.headers["allow"].split(",")}


@pytest.mark.parametrize("query", [{"limit": "many"}, {"limit": "0"}, {"limit": "-1"}, {"limit": "201"}, {"status": "lost"}, {"cursor": "rubbish"}])
def test_a_bad_query_is_refused(api: Api, query: dict) -> None:
    assert_problem(api.get("/api/v1/leads", params=query), 400, "invalid_request")


def test_another_content_type_is_refused(api: Api) -> None:
    answer = api.post("/api/v1/leads", content=b'{"company": "Typed"}', headers={"Content-Type": "text/plain"})
    assert_problem(answer, 415, "unsupported_media_type")


def test_analysis_of_an_unknown_lead_is_not_found(api: Api) -> None:
    assert_problem(api.post(f"/api/v1/leads/{UNKNOWN_LEAD}/analysis"), 404, "not_found")


# What is kept


def test_a_lead_comes_back_as_it_was_dropped(api: Api) -> None:
    fields = {
        "website": "https://Exemple.example/contact", "contactName": "Zoë 山田 عمر", "email": "Zoe@Exemple.example",
        "phone": "+33 1 02 03 04 05", "notes": "première ligne\nseconde ligne 🙂",
    }
    lead = api.drop("Été & Fils", **fields)
    kept = api.war_room(lead["id"])["lead"]
    assert set(kept) == LEAD_MEMBERS
    assert kept["company"] == "Été & Fils"
    assert kept["contactName"] == fields["contactName"] and kept["notes"] == fields["notes"]
    assert kept["email"].lower() == fields["email"].lower()
    assert kept["domain"] == "exemple.example"
    assert lead["version"] == 1 and lead["status"] in ("new", "analyzing") and lead["readyAt"] is None


def test_analysis_is_refused_while_one_runs_and_repeated_afterwards(api: Api) -> None:
    lead = api.drop("Twice analysed")
    first = api.wait_until_ready(lead)
    again = api.post(f"/api/v1/leads/{lead['id']}/analysis")
    assert again.status_code == 202, again.text
    assert again.json()["version"] > first["lead"]["version"]
    second = api.wait_until_ready(lead)
    assert second["lead"]["version"] > again.json()["version"]
    assert second["dossier"]["id"] != first["dossier"]["id"]


# Idempotency


def test_the_same_key_and_body_give_the_same_answer(api: Api) -> None:
    body, headers = {"company": "Once only"}, {"Idempotency-Key": "e2e-once-only"}
    first, second = (api.post("/api/v1/leads", json=body, headers=headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert len(api.page(q="Once only")["items"]) == 1


def test_the_same_key_with_another_body_is_a_conflict(api: Api) -> None:
    headers = {"Idempotency-Key": "e2e-two-bodies"}
    assert api.post("/api/v1/leads", json={"company": "First body"}, headers=headers).status_code == 201
    refused = api.post("/api/v1/leads", json={"company": "Second body"}, headers=headers)
    assert_problem(refused, 409, "idempotency_key_reused")
    assert api.page(q="Second body")["items"] == []


def test_a_refused_request_does_not_use_up_its_key(api: Api) -> None:
    headers = {"Idempotency-Key": "e2e-mended"}
    assert_problem(api.post("/api/v1/leads", json={"company": ""}, headers=headers), 400)
    assert api.post("/api/v1/leads", json={"company": "Mended"}, headers=headers).status_code == 201


def test_sixteen_at_once_with_one_key_make_one_lead(api: Api) -> None:
    def post(_: int) -> httpx.Response:
        return api.post("/api/v1/leads", json={"company": "Raced"}, headers={"Idempotency-Key": "e2e-raced"})

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(post, range(16)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len(api.page(q="Raced")["items"]) == 1


def test_a_key_outlives_a_restart(new_node: Node) -> None:
    api = Api(new_node.start().prepared())
    body, headers = {"company": "Kept key"}, {"Idempotency-Key": "e2e-kept"}
    first = api.post("/api/v1/leads", json=body, headers=headers)
    new_node.stop()
    new_node.start()
    assert api.post("/api/v1/leads", json=body, headers=headers).json()["id"] == first.json()["id"]
    assert len(api.all_leads()) == 1
    api.close()


# Lists


def test_pages_have_no_gap_and_no_double_while_leads_arrive(api: Api) -> None:
    expected = [api.drop(f"Paged {number:02}")["id"] for number in range(25)]
    seen, cursor, page_number = [], None, 0
    while True:
        page = api.page(q="Paged", limit=7, **({"cursor": cursor} if cursor else {}))
        assert len(page["items"]) <= 7
        seen += [lead["id"] for lead in page["items"]]
        cursor, page_number = page["next"], page_number + 1
        if cursor is None:
            break
        api.drop(f"Paged late {page_number}")
    assert seen == expected[::-1]


def test_filters_by_status_and_text(api: Api) -> None:
    ready, literal = api.drop("Filtre Été"), api.drop("100% _pur_ Filtre")
    api.wait_until_ready(ready)
    assert {lead["id"] for lead in api.page(q="filtre", limit=100)["items"]} >= {ready["id"], literal["id"]}
    assert ready["id"] in {lead["id"] for lead in api.page(status="ready", q="Filtre", limit=100)["items"]}
    assert api.page(status="failed", q="Filtre")["items"] == []
    # The signs that LIKE knows are text like any other.
    for text in ("100% filtre", "_pur_ filtre"):
        assert [lead["id"] for lead in api.page(q=text)["items"]] == [literal["id"]]
    assert api.page(q="no lead says this")["items"] == []


def test_the_list_carries_a_realtime_cursor(api: Api) -> None:
    before = api.page(limit=1)["cursor"]
    api.drop("Moves the cursor")
    after = api.page(limit=1)["cursor"]
    assert before["epoch"] == after["epoch"] and after["seq"] > before["seq"]


# Around the API


def test_health_answers_anybody(node: Node) -> None:
    answer = httpx.get(f"{node.url}/health", trust_env=False)
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "checks": {"db": "ok", "queue": "ok", "storage": "ok"}}


def test_only_public_variables_reach_the_browser(node: Node) -> None:
    values = httpx.get(f"{node.url}/api/v1/config", trust_env=False).json()
    assert values.pop("version")
    # Where the page reports its errors to, by a key that is no secret.
    assert "@127.0.0.1" in values.pop("errorsDsn")
    assert values["NEXT_PUBLIC_E2E"] == "seen"
    assert all(name.startswith("NEXT_PUBLIC_") for name in values), values


def test_every_answer_has_the_security_headers(api: Api) -> None:
    for path in ("/", "/api/v1/leads", "/api/v1/nonsense", "/health"):
        headers = api.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src" in policy and "unsafe-inline" not in policy and "unsafe-eval" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] in ("DENY", "SAMEORIGIN") or "frame-ancestors" in policy
        assert headers["referrer-policy"]
        assert "strict-transport-security" not in headers, "only https may promise https"


def test_the_page_is_served_for_its_own_paths_only(node: Node) -> None:
    for path in ("/", "/leads", "/leads/some-id"):
        answer = httpx.get(f"{node.url}{path}", headers={"Accept": "text/html,*/*;q=0.8"}, trust_env=False)
        assert answer.status_code == 200 and answer.headers["content-type"].startswith("text/html")
    assert httpx.get(f"{node.url}/assets/unknown.js", trust_env=False).status_code == 404
    assert httpx.get(f"{node.url}/..%2f..%2fetc%2fpasswd", trust_env=False).text.find("root:") == -1


def test_assets_are_cached_for_ever_and_compressed(node: Node) -> None:
    page = httpx.get(f"{node.url}/", trust_env=False).text
    start = page.index('src="/') + len('src="')
    path = page[start : page.index('"', start)]
    plain = httpx.get(f"{node.url}{path}", headers={"Accept-Encoding": "identity"}, trust_env=False)
    small = httpx.get(f"{node.url}{path}", headers={"Accept-Encoding": "gzip"}, trust_env=False)
    assert plain.status_code == 200 and "immutable" in plain.headers["cache-control"]
    assert small.headers["content-encoding"] == "gzip" and small.content == plain.content
    assert "accept-encoding" in small.headers["vary"].lower()
    known = httpx.get(f"{node.url}{path}", headers={"If-None-Match": small.headers["etag"], "Accept-Encoding": "gzip"}, trust_env=False)
    assert known.status_code == 304 and known.content == b""
