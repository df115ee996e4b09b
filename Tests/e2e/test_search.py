"""Finding leads over HTTP: search with highlights, lists with filters and orders, pages that stay stable, saved views."""

import concurrent.futures
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from driver.api import Api, assert_problem
from driver.node import Node


class Desk(Api):
    """A client that makes leads of all kinds."""

    def lead(self, company: str, **fields) -> dict:
        answer = self.post("/api/v1/leads", json={"company": company, **fields})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def search(self, q: str, **options) -> dict:
        answer = self.get("/api/v1/search", params={"q": q, **options})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def found(self, q: str) -> list[str]:
        return [item["lead"]["company"] for item in self.search(q)["items"]]

    def listed(self, **query) -> list[str]:
        return [lead["company"] for lead in self.page(**query)["items"]]


def settled(desk: Desk) -> None:
    desk.http.put("/api/v1/jobs/queues/analysis/pause", json={}).raise_for_status()


@pytest.fixture(scope="module")
def desk(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A node of its own, on which nothing is analysed: leads change when a test changes them."""
    node = Node(binary, tmp_path_factory.mktemp("search"))
    try:
        desk = Desk(node.start().prepared())
        settled(desk)
        yield desk
        assert node.stop() == 0
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def marked(highlight: dict) -> list[str]:
    units = highlight["text"].encode("utf-16-le")
    return [units[2 * start:2 * (start + length)].decode("utf-16-le") for start, length in highlight["ranges"]]


def test_a_search_says_where_it_found_the_words(desk: Desk) -> None:
    desk.lead("🎉 Société Générale d’Élagage", contactName="Zoé Été", email="zoe@elagage.example", phone="+33 6 12 34 56 78", notes="Vu au salon.\nRappeler vendredi.")
    answer = desk.search("elag vendredi")
    assert set(answer) == {"items", "truncated"} and answer["truncated"] is False
    (hit,) = answer["items"]
    assert set(hit) == {"lead", "score", "highlights"}
    assert [(one["field"], marked(one)) for one in hit["highlights"]] == [("company", ["Élagage"]), ("email", ["elagage"]), ("notes", ["vendredi"])]
    assert hit["highlights"][2]["text"] == "Rappeler vendredi."
    assert desk.found("06 12 34 56") == desk.found("0033612345678") == desk.found('"d elagage"') == [hit["lead"]["company"]]
    assert desk.found('"elagage generale"') == []


@pytest.mark.parametrize("q", ["", "   ", "\"", "*", "( OR )", "!!! ???", "\u0301", "a" * 7_000, " ".join(f"terme{n}" for n in range(200)), "'; DROP TABLE lead;--"])
def test_what_people_type_is_text(desk: Desk, q: str) -> None:
    assert desk.search(q) == {"items": [], "truncated": False}
    if q.strip():
        assert desk.page(q=q)["items"] == []


def test_other_scripts_and_pictures_are_found(desk: Desk) -> None:
    desk.lead("株式会社東京タワー", notes="🦊 ไทย Москва")
    for q in ("東京", "京タ", "ワー", "京", "🦊", "моск", "ไทย"):
        assert "株式会社東京タワー" in desk.found(q), q
        assert desk.listed(q=q) == ["株式会社東京タワー"], q
    assert "株式会社東京タワー" not in desk.found("京東")


def test_another_workspace_is_never_found(binary: Path, tmp_path: Path) -> None:
    node = Node(binary, tmp_path / "tenants", ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        first = node.start().set_up_owner()
        assert first.post("/api/v1/workspaces", json={"name": "Other", "language": "en"}).status_code == 201
        assert node.command("user", "add", "other@example.com", "--role", "owner", "--workspace", "Other").returncode == 0
        second = node.sign_in("other@example.com")
        for client, company in ((first, "Commun Premier"), (second, "Commun Second")):
            assert client.post("/api/v1/leads", json={"company": company, "tags": ["commun"]}).status_code == 201
            assert client.post("/api/v1/views", json={"name": company, "shared": True}).status_code == 201
        for client, company in ((first, "Commun Premier"), (second, "Commun Second")):
            assert [one["lead"]["company"] for one in client.get("/api/v1/search", params={"q": "commun"}).json()["items"]] == [company]
            for query in ({"q": "commun"}, {"tag": "commun"}, {"sort": "company"}, {"sort": "-score"}):
                assert [lead["company"] for lead in client.get("/api/v1/leads", params=query).json()["items"]] == [company], query
            assert [view["name"] for view in client.get("/api/v1/views").json()["items"]] == [company]
        cursor = first.post("/api/v1/leads", json={"company": "Commun Deux"}) and first.get("/api/v1/leads", params={"limit": 1}).json()["next"]
        theirs = second.get("/api/v1/leads", params={"limit": 1, "cursor": cursor}).json()
        assert all(lead["company"] == "Commun Second" for lead in theirs["items"])
    finally:
        node.kill()


def test_the_trash_is_not_found_and_the_archive_is(desk: Desk) -> None:
    lead = desk.lead("Corbeille Unique")
    etag = f'"{lead["version"]}"'
    assert desk.http.delete(f"/api/v1/leads/{lead['id']}", headers={"If-Match": etag}).status_code == 204
    assert desk.found("corbeille") == desk.listed(q="corbeille") == []
    assert desk.listed(q="corbeille", trash="true") == ["Corbeille Unique"]
    back = desk.post(f"/api/v1/leads/{lead['id']}/restoration", headers={"If-Match": '"2"'})
    assert back.status_code == 200, back.text
    assert desk.found("corbeille") == ["Corbeille Unique"]
    put = desk.http.put(f"/api/v1/leads/{lead['id']}/archive", headers={"If-Match": f'"{back.json()["version"]}"'})
    assert put.status_code == 200, put.text
    assert desk.search("corbeille")["items"][0]["lead"]["archivedAt"] is not None
    assert desk.listed(q="corbeille") == [] and desk.listed(q="corbeille", archived="only") == ["Corbeille Unique"]


def test_a_change_is_found_at_once(desk: Desk) -> None:
    lead = desk.lead("Avant Change")
    changed = desk.http.patch(
        f"/api/v1/leads/{lead['id']}", headers={"If-Match": '"1"'}, json={"company": "Après Change", "tags": ["Très Rare"]})
    assert changed.status_code == 200, changed.text
    assert desk.found("avant chan") == [] and desk.found("apres chan") == desk.found("tres rare") == ["Après Change"]
    assert desk.listed(tag="TRES RARE") == ["Après Change"]
    note = desk.post(f"/api/v1/leads/{lead['id']}/notes", json={"text": "Proposition envoyée mardi"})
    assert note.status_code == 201, note.text
    contact = desk.post(f"/api/v1/leads/{lead['id']}/contacts", json={"name": "Ophélie Quidam", "email": "o.quidam@ailleurs.example"})
    assert contact.status_code == 201, contact.text
    assert desk.found("mardi proposition") == desk.found("quidam") == desk.found("o.quidam@ail") == ["Après Change"]


@pytest.mark.parametrize("sort", ["-created", "created", "-updated", "updated", "-score", "score", "company", "-company", "due"])
def test_pages_are_stable_while_leads_are_dropped_and_changed(desk: Desk, sort: str) -> None:
    mark = f"stable{sort.replace('-', 'm')}"
    made = [desk.lead(f"Page {number % 4}", notes=mark) for number in range(23)]
    moving = desk.lead("Mouvante", notes=mark)
    for query in ({"q": mark}, {}):
        seen, cursor, rounds = [], None, 0
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            while rounds < 200:
                page = desk.page(sort=sort, limit=7, **query, **({"cursor": cursor} if cursor else {}))
                seen += [lead["id"] for lead in page["items"]]
                cursor, rounds = page["next"], rounds + 1
                if cursor is None:
                    break
                list(pool.map(lambda number: desk.lead(f"Page {number}", notes="entre deux"), range(2)))
                version = desk.war_room(moving["id"])["lead"]["version"]
                desk.http.patch(f"/api/v1/leads/{moving['id']}", headers={"If-Match": f'"{version}"'}, json={"company": f"Mouvante {rounds}"})
        kept = [one for one in seen if one in {lead["id"] for lead in made}]
        assert len(kept) == len(set(kept)) == len(made), (sort, query)


def test_a_cursor_is_bound_to_its_query(desk: Desk) -> None:
    for number in range(3):
        desk.lead(f"Curseur {number}")
    cursor = desk.page(sort="company", limit=1)["next"]
    assert desk.get("/api/v1/leads", params={"sort": "company", "limit": 1, "cursor": cursor}).status_code == 200
    for query in ({"sort": "-company"}, {}, {"sort": "company", "q": "curseur"}, {"sort": "company", "archived": "include"}):
        assert_problem(desk.get("/api/v1/leads", params={**query, "cursor": cursor}), 400, "invalid_request")
    for forged in (cursor[:-1], cursor + "A", "x", "019a0000-0000-7000-8000-000000000000"):
        assert_problem(desk.get("/api/v1/leads", params={"sort": "company", "cursor": forged}), 400, "invalid_request")


def test_filters_and_orders(desk: Desk) -> None:
    mine = [desk.lead(name, notes="filtrage", tags=tags, nextStepDue=due) for name, tags, due in (
        ("Zoo", ["Chaud"], "2030-02-01T00:00:00Z"), ("élan", ["chaud", "VIP"], None), ("Brun", [], "2030-01-01T00:00:00Z"))]
    listed = lambda **query: desk.listed(q="filtrage", **query)  # noqa: E731
    assert listed(sort="company") == ["Brun", "élan", "Zoo"] and listed(sort="-company") == ["Zoo", "élan", "Brun"]
    assert listed(sort="due") == ["Brun", "Zoo", "élan"]
    assert listed(sort="created") == ["Zoo", "élan", "Brun"] and listed() == ["Brun", "élan", "Zoo"]
    assert listed(tag="CHAUD", sort="company") == ["élan", "Zoo"]
    assert desk.page(q="filtrage", **{"tag": ["chaud", "vip"]})["items"][0]["id"] == mine[1]["id"]
    assert listed(due_before="2030-01-15") == ["Brun"] and listed(owner="none", stage=mine[0]["stageId"]) == ["Brun", "élan", "Zoo"]
    assert listed(created_after="2031-01-01") == [] and listed(status="ready") == [] and listed(score_min=1) == []
    assert_problem(desk.get("/api/v1/leads", params={"stage": "x", "sort": "price", "score_min": "low"}), 400, "invalid_request")


def test_views_are_kept_and_guarded(desk: Desk) -> None:
    query = {"tag": ["chaud"], "score_min": 20, "sort": "-score", "columns": ["company", "score"]}
    made = desk.post("/api/v1/views", json={"name": "Chauds", "query": query})
    assert made.status_code == 201 and made.headers["etag"] == '"1"', made.text
    view = made.json()
    assert view["query"] == query and view["shared"] is False
    path = f"/api/v1/views/{view['id']}"
    assert_problem(desk.http.patch(path, json={"name": "B"}), 428, "version_required")
    stale = assert_problem(desk.http.patch(path, json={"name": "B"}, headers={"If-Match": '"9"'}), 409, "stale_version")
    assert stale["current"]["name"] == "Chauds"
    assert desk.http.patch(path, json={"shared": True}, headers={"If-Match": '"1"'}).json()["version"] == 2
    assert_problem(desk.post("/api/v1/views", json={"name": "x", "query": {"stage": 3, "unknown": 1}}), 400, "invalid_request")
    assert desk.http.delete(path, headers={"If-Match": '"2"'}).status_code == 204
    assert_problem(desk.http.delete(path, headers={"If-Match": '"2"'}), 404, "not_found")


def test_a_text_that_no_address_holds_is_refused(desk: Desk) -> None:
    assert_problem(desk.get("/api/v1/search", params={"q": "a" * 10_240}), 414, "invalid_request")
