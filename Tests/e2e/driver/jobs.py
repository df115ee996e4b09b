"""Jobs over HTTP as a script uses them, with every answer held against the contract."""

import json
from pathlib import Path
from typing import Any

import httpx
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .api import Api
from .until import until

CONTRACT = json.loads((Path(__file__).resolve().parents[3] / "docs" / "openapi.json").read_text())
REGISTRY = Registry().with_resource("urn:contract", Resource(contents=CONTRACT, specification=DRAFT202012))
ENDED = {"completed", "failed", "cancelled"}


def operation(method: str, path: str) -> tuple[str, dict[str, Any]]:
    """The contract's template and operation of a request; a template without parameters goes first."""
    parts = path.split("?")[0].split("/")
    for template, methods in sorted(CONTRACT["paths"].items(), key=lambda item: item[0].count("{")):
        pattern = template.split("/")
        if method.lower() in methods and len(pattern) == len(parts) and all(
                want == have or want.startswith("{") for want, have in zip(pattern, parts, strict=True)):
            return template, methods[method.lower()]
    raise AssertionError(f"{method} {path} is not in the contract")


def check_answer(answer: httpx.Response) -> None:
    """The answer is one that the contract describes: status, media type, shape."""
    template, described = operation(answer.request.method, answer.request.url.path)
    status = str(answer.status_code)
    assert status in described["responses"], f"{answer.request.method} {template} answered {status}, which is not described: {answer.text[:300]}"
    content = described["responses"][status].get("content")
    if content is None:
        assert not answer.content
        return
    media_type = answer.headers["content-type"].split(";")[0]
    pointer = "/".join(part.replace("~", "~0").replace("/", "~1") for part in (
        "#/paths", template, answer.request.method.lower(), "responses", status, "content", media_type, "schema"))
    pointer = pointer.replace("#~1paths", "#/paths")
    validator = Draft202012Validator({"$ref": f"urn:contract{pointer}"}, registry=REGISTRY, format_checker=FormatChecker())
    faults = [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(answer.json())]
    assert faults == [], (answer.request.method, template, status, faults[:5])


class Jobs:
    """What those who enqueue and manage jobs do."""

    def __init__(self, api: Api):
        self.api = api

    def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        answer = self.api.http.request(method, f"/api/v1{path}", **options)
        check_answer(answer)
        return answer

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
        answer = self.api.post(f"/api/v1/worker{path}", json=body)
        check_answer(answer)
        return answer

    def lease(self, *kinds: str, **order: Any) -> list[dict[str, Any]]:
        answer = self.ask("/leases", kinds=list(kinds), **order)
        assert answer.status_code == 200, answer.text
        return answer.json()["jobs"]

    def tell(self, job: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
        return self.ask(f"/jobs/{job['id']}/{verb}", lease=job["lease"], **body)
