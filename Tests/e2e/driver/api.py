"""The REST API as a script uses it, with the checks that every answer owes."""

import re
from typing import Any

import httpx

from .node import Node
from .until import until

READY_SECONDS = 60  # bounds a test on a debug build, and is no claim about speed

LEAD_MEMBERS = {
    "id", "workspaceId", "projectId", "stageId", "rank", "stageSince", "ownerId", "company", "website", "domain", "contactName", "email", "phone",
    "siren", "vat", "notes", "tags", "status", "failure", "score", "value", "closeReason", "closedAt", "nextStep", "nextStepDue", "remindAt", "archivedAt", "deletedAt", "version", "createdAt",
    "updatedAt", "readyAt",
}
ENDED = {"ready", "failed"}


class Api:
    """A client of one node, with a bearer token or none."""

    def __init__(self, node: Node, token: str | None = ""):
        self.node = node
        self.token = node.owner_token if token == "" else token
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        self.http = node.client(headers=headers)

    def close(self) -> None:
        self.http.close()

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.http.get(path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.http.post(path, **options)

    def drop(self, company: str, **fields: Any) -> dict[str, Any]:
        answer = self.post("/api/v1/leads", json={"company": company, **fields})
        assert answer.status_code == 201, answer.text
        lead = answer.json()
        assert answer.headers["location"] == f"/api/v1/leads/{lead['id']}"
        assert set(lead) == LEAD_MEMBERS
        return lead

    def war_room(self, lead_id: str) -> dict[str, Any]:
        answer = self.get(f"/api/v1/leads/{lead_id}")
        assert answer.status_code == 200, answer.text
        return answer.json()

    def request(self, method: str, path: str, version: int | None = None, **options: Any) -> httpx.Response:
        headers = {"If-Match": f'"{version}"'} if version is not None else {}
        return self.http.request(method, path, headers=headers, **options)

    def edit(self, lead: dict[str, Any], **fields: Any) -> dict[str, Any]:
        answer = self.request("PATCH", f"/api/v1/leads/{lead['id']}", lead["version"], json=fields)
        assert answer.status_code == 200, answer.text
        assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
        return answer.json()

    def page(self, **query: Any) -> dict[str, Any]:
        answer = self.get("/api/v1/leads", params=query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def all_leads(self, **query: Any) -> list[dict[str, Any]]:
        """Every lead, page after page."""
        leads, cursor = [], None
        while True:
            page = self.page(limit=100, **query, **({"cursor": cursor} if cursor else {}))
            leads += page["items"]
            cursor = page["next"]
            if cursor is None:
                return leads
            assert page["items"], "a page that promises a next one is empty"

    def wait_until_ended(self, lead: dict[str, Any], seconds: float = READY_SECONDS) -> dict[str, Any]:
        """The war room once the lead is READY or FAILED."""

        def ended() -> dict[str, Any] | None:
            room = self.war_room(lead["id"])
            return room if room["lead"]["status"] in ENDED else None

        return until(f"{lead['company']} is READY or FAILED", ended, seconds)

    def wait_until_ready(self, lead: dict[str, Any], seconds: float = READY_SECONDS) -> dict[str, Any]:
        room = self.wait_until_ended(lead, seconds)
        assert room["lead"]["status"] == "ready", room["lead"]["failure"]
        return room


def assert_problem(answer: httpx.Response, status: int | set[int], code: str | set[str] | None = None) -> dict[str, Any]:
    """The answer is a problem document (RFC 9457) that a person can quote and a program can act on."""
    statuses = status if isinstance(status, set) else {status}
    assert answer.status_code in statuses, f"{answer.status_code}: {answer.text[:500]}"
    assert answer.headers["content-type"].split(";")[0] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["title"] and problem["type"]
    assert re.fullmatch(r"[0-9a-f]{32}", problem["traceId"]), problem["traceId"]
    assert re.fullmatch(r"[a-z][a-z0-9_]*", problem["code"]), problem["code"]
    if code is not None:
        assert problem["code"] in (code if isinstance(code, set) else {code})
    return problem


def pointers(problem: dict[str, Any]) -> set[str]:
    """The fields that a problem names."""
    assert all(field["message"] for field in problem["fields"])
    return {field["pointer"] for field in problem["fields"]}
