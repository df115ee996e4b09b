"""The pipeline as a team works with it: moves and their races, stages, boards, many leads at once, and what is forged."""

import csv
import io
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from driver.api import LEAD_MEMBERS, Api, assert_problem, pointers
from driver.node import Node
from driver.realtime import Socket

STAGE_MEMBERS = {"id", "projectId", "name", "position", "kind", "probability", "colour", "staleDays", "requiredFields", "version"}


class Team:
    """One project with its stages, where leads are dropped without being analysed by chance."""

    def __init__(self, api: Api):
        self.api = api
        self.project = api.post("/api/v1/projects", json={"name": f"Pipeline {uuid.uuid4()}"}).json()["id"]
        self.path = f"/api/v1/projects/{self.project}"

    @property
    def stages(self) -> list[dict[str, Any]]:
        return self.api.get(f"{self.path}/stages").json()["items"]

    def drop(self, company: str, **fields: Any) -> dict[str, Any]:
        """A lead whose own work is over, so that its version stays."""
        lead = self.api.drop(company, projectId=self.project, **fields)
        return self.api.wait_until_ended(lead)["lead"]

    def move(self, lead: dict[str, Any], stage: dict[str, Any], **members: Any) -> dict[str, Any]:
        answer = self.api.request("POST", f"/api/v1/leads/{lead['id']}/move", lead["version"], json={"stageId": stage["id"], **members})
        assert answer.status_code == 200, answer.text
        assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
        assert set(answer.json()) == LEAD_MEMBERS
        return answer.json()

    def board(self, **query: Any) -> dict[str, Any]:
        answer = self.api.get(f"{self.path}/board", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()


@pytest.fixture
def team(api: Api) -> Iterator[Team]:
    yield Team(api)


def test_two_people_drag_one_card_and_the_loser_sees_the_winners_move(node: Node, team: Team) -> None:
    lead, stages = team.drop("Race"), team.stages

    def drag(number: int) -> tuple[int, dict[str, Any]]:
        own = Api(node)
        try:
            answer = own.request("POST", f"/api/v1/leads/{lead['id']}/move", lead["version"], json={"stageId": stages[1 + number % 3]["id"]})
            return answer.status_code, answer.json()
        finally:
            own.close()

    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(drag, range(24)))
    assert sorted(status for status, _ in answers) == [200] + [409] * 23
    winner = next(body for status, body in answers if status == 200)
    for status, body in answers:
        if status == 409:
            assert body["code"] == "stale_version" and body["current"] == winner
    moves = team.api.get(f"/api/v1/leads/{lead['id']}/moves").json()["items"]
    assert [(move["from"]["id"], move["to"]["id"]) for move in moves] == [(stages[0]["id"], winner["stageId"])]
    assert moves[0]["actor"]["kind"] in {"person", "token"}
    assert team.api.war_room(lead["id"])["lead"] == winner


def test_every_room_hears_a_move_once_and_no_other_event_of_it(node: Node, team: Team) -> None:
    lead, stages = team.drop("Heard", value={"amount": 1250, "currency": "EUR"}), team.stages
    workspace = lead["workspaceId"]
    with Socket.open(node) as socket:
        for room in (f"room:lead:{lead['id']}", f"room:project:{team.project}", f"room:workspace:{workspace}"):
            assert socket.join(room)["status"] == "ok"
        moved = team.move(lead, stages[1])
        for _ in range(3):
            event = heard(socket, lead["id"])
            assert event.payload["lead"] == moved and event.payload["version"] == moved["version"]
            assert (event.payload["from"], event.payload["to"]) == (stages[0]["id"], stages[1]["id"])
            assert event.payload["value"] == {"amount": 1250, "currency": "EUR"}
        assert not [one for one in socket.events if one.name == "lead.updated" and one.payload["version"] == moved["version"]]


def heard(socket: Socket, lead: str) -> Any:
    """The next move of a lead."""
    while True:
        for event in list(socket.events):
            if event.name == "pipeline.moved" and event.payload["leadId"] == lead:
                socket.events.remove(event)
                return event
        socket.take()


def test_cards_stand_where_they_are_put(team: Team) -> None:
    stages = team.stages
    a, b, c = (team.drop(name) for name in "abc")
    column = lambda number: [card["company"] for card in team.board()["stages"][number]["cards"]]  # noqa: E731
    assert column(0) == ["c", "b", "a"]
    c = team.move(c, stages[0], after=b["id"], before=a["id"])
    assert column(0) == ["b", "c", "a"]
    a = team.move(a, stages[1])
    b = team.move(b, stages[1], before=a["id"])
    c = team.move(c, stages[1], after=a["id"])
    assert column(1) == ["b", "a", "c"] and column(0) == []
    again = team.move(b, stages[1], before=a["id"])
    assert again == b
    odd = team.api.request("POST", f"/api/v1/leads/{a['id']}/move", a["version"], json={"stageId": stages[2]["id"], "after": str(uuid.uuid4())})
    assert odd.status_code == 200


def test_what_a_stage_asks_for_comes_first_or_with_the_move(team: Team) -> None:
    lead, stage = team.drop("Bare"), team.stages[1]
    path = f"/api/v1/stages/{stage['id']}"
    answer = team.api.request("PATCH", path, stage["version"], json={"requiredFields": ["email", "value"], "staleDays": 3})
    assert answer.status_code == 200 and set(answer.json()) == STAGE_MEMBERS
    refused = team.api.request("POST", f"/api/v1/leads/{lead['id']}/move", lead["version"], json={"stageId": stage["id"]})
    assert pointers(assert_problem(refused, 400, "fields_required")) == {"/fields/email", "/fields/value"}
    patched = team.api.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"], json={"stageId": stage["id"]})
    assert pointers(assert_problem(patched, 400, "fields_required")) == {"/email", "/value"}
    fields = {"email": "a@b.example", "value": {"amount": 9_000, "currency": "EUR"}}
    assert team.move(lead, stage, fields=fields)["value"] == fields["value"]


@pytest.mark.parametrize(("value", "pointer"), [
    ({"amount": -1, "currency": "EUR"}, "/value/amount"), ({"amount": 2**63 - 1, "currency": "EUR"}, "/value/amount"),
    ({"amount": 1, "currency": "eur"}, "/value/currency"), ({"amount": 1, "currency": "XXX"}, "/value/currency"),
    ({"amount": "1", "currency": "EUR"}, "/value/amount"), ({"amount": 1.5, "currency": "EUR"}, "/value/amount"),
    ({"amount": 10**30, "currency": "EUR"}, "/value/amount"), (5, "/value/amount"), ([], "/value/amount"), ({}, "/value/amount"),
])
def test_no_value_is_taken_that_is_no_money(team: Team, value: Any, pointer: str) -> None:
    lead = team.drop("Money")
    patched = team.api.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"], json={"value": value})
    assert pointers(assert_problem(patched, 400, "invalid_request")) == {pointer}
    dropped = team.api.post("/api/v1/leads", json={"company": "X", "value": value})
    assert_problem(dropped, 400)
    edited = team.api.edit(lead, value={"amount": 0, "currency": "JPY"})
    assert edited["value"] == {"amount": 0, "currency": "JPY"}
    assert team.api.edit(edited, value=None)["value"] is None


def test_won_and_lost_have_a_reason_and_a_moment(team: Team) -> None:
    stages = team.stages
    lead = team.drop("Deal", value={"amount": 500, "currency": "EUR"})
    lost = team.move(lead, stages[5], closeReason="Too dear")
    assert lost["closeReason"] == "Too dear" and lost["closedAt"]
    won = team.move(lost, stages[4])
    assert won["closeReason"] is None and won["closedAt"] >= lost["closedAt"]
    report = team.api.get(f"{team.path}/report").json()
    assert report["won"] == {"count": 1, "sums": [{"amount": 500, "currency": "EUR"}], "reasons": [{"reason": None, "count": 1}]}
    assert report["lost"]["count"] == 0
    first = report["stages"][0]
    assert (first["entered"], first["left"], first["movedOn"], first["conversion"]) == (1, 1, 0, 0.0) and first["medianMs"] >= 0
    opened = team.move(won, stages[0])
    assert opened["closedAt"] is None and opened["closeReason"] is None
    early = team.api.request("PATCH", f"/api/v1/leads/{lead['id']}", opened["version"], json={"closeReason": "x"})
    assert pointers(assert_problem(early, 400, "invalid_request")) == {"/closeReason"}
    for query in ("from=x", "from=2030-01-02&to=2030-01-01", "to=2030-02-31", "from=1990-01-01"):
        assert_problem(team.api.get(f"{team.path}/report?{query}"), 400, "invalid_request")


def test_an_export_has_the_value_and_how_it_ended(team: Team) -> None:
    lead = team.drop("Exported", value={"amount": 123_450, "currency": "EUR"})
    team.move(lead, team.stages[5], closeReason="Too dear")
    text = team.api.get(f"/api/v1/leads/export?project={team.project}").text
    row = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert (row["value"], row["currency"], row["closeReason"]) == ("1234.50", "EUR", "Too dear") and row["closedAt"] and row["stageSince"]


def test_a_board_sums_what_its_filters_leave(team: Team) -> None:
    for number in range(4):
        team.drop(f"Card {number}", value={"amount": 1_000 * number, "currency": "EUR" if number else "USD"}, tags=["VIP"] if number % 2 else [])
    board = team.board(limit=2)
    first = board["stages"][0]
    assert (first["count"], first["staleCount"]) == (4, 0) and first["sums"] == [{"amount": 6_000, "currency": "EUR"}]
    assert first["weighted"] == [{"amount": 300, "currency": "EUR"}] and board["totals"]["count"] == 4
    assert [set(card) for card in first["cards"]] == [LEAD_MEMBERS | {"isStale"}] * 2
    assert team.board(tag="vip")["totals"]["sums"] == [{"amount": 4_000, "currency": "EUR"}]
    assert team.board(value_min=2_000)["totals"]["count"] == 2
    assert team.board(stale="true")["totals"]["count"] == 0
    page = team.api.page(project=team.project, sort="-value", limit=1)
    assert page["items"][0]["value"]["amount"] == 3_000
    assert [lead["company"] for lead in team.api.all_leads(project=team.project, sort="value")] == ["Card 0", "Card 1", "Card 2", "Card 3"]
    for query in ("value_min=-1", "value_min=x", "stale=yes", "limit=0", "limit=201", "sort=rank"):
        assert_problem(team.api.get(f"{team.path}/board?{query}"), 400, "invalid_request")
    assert_problem(team.api.get(f"/api/v1/projects/{uuid.uuid4()}/board"), 404, "not_found")


def test_a_cursor_that_is_forged_or_of_another_list_opens_nothing(team: Team) -> None:
    for number in range(3):
        team.drop(f"Page {number}")
    stages = team.stages
    column = f"{team.path}/stages/{stages[0]['id']}/leads"
    cursor = team.board(limit=1)["stages"][0]["next"]
    rest = team.api.get(column, params={"cursor": cursor, "limit": 5}).json()
    assert [card["company"] for card in rest["items"]] == ["Page 1", "Page 0"] and rest["next"] is None
    foreign = team.api.page(project=team.project, limit=1)["next"]
    for forged in (cursor[:-2], cursor + "AA", cursor.swapcase(), foreign, "x", "é", "A" * 1_000):
        assert_problem(team.api.get(column, params={"cursor": forged}), 400, "invalid_request")
    assert_problem(team.api.get(column, params={"cursor": cursor, "tag": "vip"}), 400, "invalid_request")
    assert_problem(team.api.get(f"{team.path}/stages/{stages[1]['id']}/leads", params={"cursor": cursor}), 400, "invalid_request")
    assert_problem(team.api.get(f"{team.path}/moves", params={"cursor": cursor}), 400, "invalid_request")
    assert_problem(team.api.get("/api/v1/leads", params={"cursor": cursor, "project": team.project}), 400, "invalid_request")


def test_many_leads_move_and_change_at_once(team: Team) -> None:
    stages = team.stages
    leads = [team.drop(f"Many {number}") for number in range(3)]
    named = [{"id": lead["id"], "version": lead["version"]} for lead in leads]
    order = {"stageId": stages[1]["id"], "leads": [*named, {"id": str(uuid.uuid4()), "version": 1}, named[0]]}
    key = {"Idempotency-Key": str(uuid.uuid4())}
    first = team.api.post("/api/v1/leads/moves", json=order, headers=key)
    assert first.status_code == 200, first.text
    assert [one["id"] for one in first.json()["moved"]] == [lead["id"] for lead in leads]
    assert [one["code"] for one in first.json()["refused"]] == ["not_found", "stale_version"]
    assert team.api.post("/api/v1/leads/moves", json=order, headers=key).json() == first.json()
    assert [card["company"] for card in team.board()["stages"][1]["cards"]] == ["Many 0", "Many 1", "Many 2"]
    changes = {"leads": first.json()["moved"], "patch": {"addTags": ["Bulk"], "archive": True}}
    assert len(team.api.post("/api/v1/leads/changes", json=changes).json()["moved"]) == 3
    assert team.board()["totals"]["count"] == 0 and len(team.api.page(tag="bulk", archived="only")["items"]) == 3
    for wrong in ({"stageId": stages[1]["id"], "leads": []}, {"stageId": stages[1]["id"], "leads": named * 200}):
        assert pointers(assert_problem(team.api.post("/api/v1/leads/moves", json=wrong), 400, "invalid_request")) == {"/leads"}
    unknown = team.api.post("/api/v1/leads/changes", json={"leads": named, "patch": {"archive": True, "status": "ready"}})
    assert pointers(assert_problem(unknown, 400, "malformed_body")) == {"/patch/status"}
    odd = team.api.post("/api/v1/leads/changes", json={"leads": named, "patch": {"archive": 1}})
    assert pointers(assert_problem(odd, 400, "invalid_request")) == {"/patch/archive"}


def test_stages_are_made_ordered_and_taken_away_with_their_leads_elsewhere(team: Team) -> None:
    key = {"Idempotency-Key": str(uuid.uuid4())}
    draft = {"name": "Demo", "position": 1, "probability": 20, "colour": "#ABCDEF"}
    made = team.api.post(f"{team.path}/stages", json=draft, headers=key)
    assert made.status_code == 201 and made.headers["etag"] == '"1"' and set(made.json()) == STAGE_MEMBERS
    assert team.api.post(f"{team.path}/stages", json=draft, headers=key).json() == made.json()
    assert_problem(team.api.post(f"{team.path}/stages", json={"name": "DÉMO"}), 400, "invalid_request")
    stages = team.stages
    assert [stage["position"] for stage in stages] == list(range(7)) and stages[1]["id"] == made.json()["id"]
    lead, trashed = team.move(team.drop("In"), stages[1]), team.move(team.drop("Gone"), stages[1])
    assert team.api.request("DELETE", f"/api/v1/leads/{trashed['id']}", trashed["version"]).status_code == 204
    path = f"/api/v1/stages/{stages[1]['id']}"
    assert_problem(team.api.request("DELETE", path), 428, "version_required")
    full = assert_problem(team.api.request("DELETE", path, stages[1]["version"]), 409, "stage_not_empty")
    assert full["leads"] == 2
    assert_problem(team.api.request("DELETE", f"{path}?moveTo={stages[1]['id']}", stages[1]["version"]), 400, "invalid_request")
    assert team.api.request("DELETE", f"{path}?moveTo={stages[2]['id']}", stages[1]["version"]).status_code == 204
    assert [stage["id"] for stage in team.stages] == [stage["id"] for stage in stages if stage["id"] != stages[1]["id"]]
    assert team.api.war_room(lead["id"])["lead"]["stageId"] == stages[2]["id"]
    assert_problem(team.api.request("DELETE", path, 1), 404, "not_found")
    moves = team.api.get(f"/api/v1/leads/{lead['id']}/moves").json()["items"]
    assert moves[0]["from"]["name"] == "Demo" and moves[0]["to"]["id"] == stages[2]["id"]


def test_a_stage_under_drops_and_moves_is_emptied_and_nothing_is_lost(node: Node, team: Team) -> None:
    stages = team.stages
    stage = stages[0]
    leads = [team.api.drop(f"Busy {number}", projectId=team.project, stageId=stage["id"]) for number in range(120)]

    def late(number: int) -> int:
        own = Api(node)
        try:
            return own.post("/api/v1/leads", json={"company": f"Late {number}", "projectId": team.project, "stageId": stage["id"]}).status_code
        finally:
            own.close()

    with ThreadPoolExecutor(5) as pool:
        gone = pool.submit(team.api.request, "DELETE", f"/api/v1/stages/{stage['id']}?moveTo={stages[1]['id']}", stage["version"])
        answers = list(pool.map(late, range(40)))
        assert gone.result().status_code == 204, gone.result().text
    assert set(answers) <= {201, 409, 400}
    board = team.board()
    assert board["totals"]["count"] == len(leads) + answers.count(201)
    assert stage["id"] not in {one["stage"]["id"] for one in board["stages"]}
