"""Jobs over HTTP as a script uses them."""

from typing import Any

import httpx

from .api import Api
from .until import until

ENDED = {"completed", "failed", "cancelled"}


class Jobs:
    """What those who enqueue and manage jobs do."""

    def __init__(self, api: Api):
        self.api = api

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.api.http.request(method, f"/api/v1{path}", **options)

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        return self._expect(200, self.ask("GET", path, params=query))

    def enqueue(self, kind: str, **draft: Any) -> dict[str, Any]:
        return self._expect(201, self.ask("POST", "/jobs", json={"kind": kind, **draft}))["job"]

    def batch(self, drafts: list[dict[str, Any]]) -> list[str]:
        return self._expect(201, self.ask("POST", "/jobs/batch", json={"jobs": drafts}))["ids"]

    def show(self, job: str) -> dict[str, Any]:
        return self.get(f"/jobs/{job}")

    def act(self, job: str, verb: str, **body: Any) -> dict[str, Any]:
        return self._expect(200, self.ask("POST", f"/jobs/{job}/{verb}", **({"json": body} if body else {})))

    def all(self, **query: Any) -> list[dict[str, Any]]:
        """Every job of the filter, page after page."""
        jobs: list[dict[str, Any]] = []
        cursor: dict[str, str] = {}
        while True:
            page = self.get("/jobs", limit=200, **query, **cursor)
            jobs += page["items"]
            if page["next"] is None:
                return jobs
            cursor = {"cursor": page["next"]}

    def queue(self, name: str) -> dict[str, Any]:
        [queue] = [one for one in self.get("/jobs/queues")["items"] if one["name"] == name]
        return queue

    def wait_for(self, job: str, *states: str, seconds: float = 20) -> dict[str, Any]:
        def reached() -> dict[str, Any] | None:
            whole = self.show(job)
            return whole if whole["state"] in states else None

        return until(f"{job} is {' or '.join(states)}", reached, seconds)

    def token(self, browser: httpx.Client, *scopes: str) -> str:
        made = browser.post("/api/v1/tokens", json={"name": scopes[0], "scopes": list(scopes)})
        assert made.status_code == 201, made.text
        return made.json()["text"]

    @staticmethod
    def _expect(status: int, answer: httpx.Response) -> dict[str, Any]:
        assert answer.status_code == status, answer.text
        return answer.json()


class External:
    """A worker as a script of one's own would be: it does what a test says and nothing else."""

    def __init__(self, api: Api):
        self.api = api

    def ask(self, path: str, **body: Any) -> httpx.Response:
        return self.api.post(f"/api/v1/worker{path}", json=body)

    def lease(self, *kinds: str, **order: Any) -> list[dict[str, Any]]:
        answer = self.ask("/leases", kinds=list(kinds), **order)
        assert answer.status_code == 200, answer.text
        return answer.json()["jobs"]

    def tell(self, job: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
        return self.ask(f"/jobs/{job['id']}/{verb}", lease=job["lease"], **body)
