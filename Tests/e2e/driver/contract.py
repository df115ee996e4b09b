"""Holds what a node takes and answers against the description that it serves of itself."""

import json
from functools import cache
from typing import Any

import httpx
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .node import Node

PREFIX = "/api/v1/"
JSON_TYPES = {"application/json", "application/problem+json", "application/merge-patch+json"}

# Of each program and its variables; and what was found to be otherwise.
CONTRACTS: dict[tuple[str, frozenset[tuple[str, str]]], "Contract"] = {}
LIES: list[str] = []


class Contract:
    """One node's description."""

    def __init__(self, document: dict[str, Any]):
        self.document = document
        self.registry = Registry().with_resource("urn:contract", Resource(contents=document, specification=DRAFT202012))

    @classmethod
    def served_by(cls, url: str) -> "Contract":
        answer = httpx.get(f"{url}/api/openapi.json", trust_env=False, timeout=30)
        assert answer.status_code == 200, answer.text
        return cls.of(answer.text)

    @classmethod
    @cache
    def of(cls, text: str) -> "Contract":
        """One for each description: what it has learnt to check serves every node that describes itself alike."""
        return cls(json.loads(text))

    def template(self, method: str, path: str) -> tuple[str, dict[str, Any]]:
        """The template and the operation of a request; a template without parameters goes first."""
        parts = path.split("?")[0].split("/")
        for template, methods in sorted(self.document["paths"].items(), key=lambda item: item[0].count("{")):
            pattern = template.split("/")
            if method.lower() in methods and len(pattern) == len(parts) and all(
                    want == have or want.startswith("{") for want, have in zip(pattern, parts, strict=True)):
                return template, methods[method.lower()]
        raise AssertionError(f"{method} {path} is not described")

    def faults_of(self, answer: httpx.Response) -> list[str]:
        """What of this answer, and of a request that was taken, is not as described."""
        method, path = answer.request.method, answer.request.url.path
        if not path.startswith(PREFIX) or answer.status_code == 405:
            return []
        method = "GET" if method == "HEAD" else method
        try:
            template, operation = self.template(method, path)
        except AssertionError:
            # A wrong address is nobody's lie.
            return [] if answer.status_code == 404 else [f"{method} {path} is not described"]
        place = f"{method} {template} {answer.status_code}"
        response = operation["responses"].get(str(answer.status_code))
        if response is None:
            return [f"{place} is not described: {answer.text[:200]}"]
        response = self._resolved(response)
        faults = self._faults_of_headers(answer, response)
        content = response.get("content")
        media_type = answer.headers.get("content-type", "").split(";")[0]
        if content is None:
            faults += ["has a body"] if answer.content else []
        elif media_type not in {name.split(";")[0] for name in content}:
            faults.append(f"is {media_type}")
        elif media_type in JSON_TYPES and answer.request.method != "HEAD":
            faults += self._faults(self._schema(content, media_type), answer.json())
        if answer.is_success:
            faults += [f"took {fault}" for fault in self._faults_of_request(answer.request, operation)]
        return [f"{place} {fault}" for fault in faults]

    def _faults_of_headers(self, answer: httpx.Response, response: dict[str, Any]) -> list[str]:
        described = {name.lower() for name in response.get("headers", {})}
        faults = [f"has {name}" for name in ("etag", "location", "retry-after", "set-cookie") if name in answer.headers and name not in described]
        if answer.is_success and "etag" in described and "etag" not in answer.headers:
            faults.append("has no ETag")
        # A request line that is too long is refused before its headers are read.
        if "traceparent" not in answer.headers and answer.status_code not in (414, 431):
            faults.append("has no traceparent")
        return faults

    def _faults_of_request(self, request: httpx.Request, operation: dict[str, Any]) -> list[str]:
        known = {self._resolved(one)["name"] for one in operation.get("parameters", []) if self._resolved(one)["in"] == "query"}
        faults = [f"?{name}" for name in request.url.params if name not in known and request.url.params[name]]
        media_type = request.headers.get("content-type", "").split(";")[0]
        body = operation.get("requestBody")
        if media_type not in JSON_TYPES:
            return faults
        if body is None:
            return [*faults, "a body"]
        if media_type not in body["content"]:
            return [*faults, media_type]
        try:
            value = json.loads(request.content)
        except (ValueError, httpx.RequestNotRead):
            return faults
        return faults + self._faults(self._schema(body["content"], media_type), value)

    def _resolved(self, value: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in value:
            return value
        found: Any = self.document
        for part in value["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return found

    @staticmethod
    def _schema(content: dict[str, Any], media_type: str) -> dict[str, Any]:
        return next(described for name, described in content.items() if name.split(";")[0] == media_type).get("schema", {})

    def _faults(self, schema: dict[str, Any], value: Any) -> list[str]:
        validator = self._validator(json.dumps(schema))
        return [f"{fault.json_path}: {fault.message[:300]}" for fault in validator.iter_errors(value)][:5]

    @cache
    def _validator(self, schema: str) -> Draft202012Validator:
        # References of the document are to itself.
        text = schema.replace('"$ref": "#/', '"$ref": "urn:contract#/')
        return Draft202012Validator(json.loads(text), registry=self.registry, format_checker=FormatChecker())


def hold(node: Node, answer: httpx.Response) -> None:
    """Notes what of an answer is not as the node describes it. What comes as a stream is read by the test, if at all."""
    if answer.request.url.path.startswith(PREFIX) and "content-length" in answer.headers:
        answer.read()
        # Some variables, as those of the mail, decide which operations there are.
        kind = (str(node.binary), frozenset(node.variables.items()))
        if kind not in CONTRACTS:
            CONTRACTS[kind] = Contract.served_by(node.url)
        LIES.extend(CONTRACTS[kind].faults_of(answer))
