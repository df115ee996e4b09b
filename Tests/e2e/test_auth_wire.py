"""Supabase Auth on the wire, `/auth/v1`, call by call: what is refused and in which words, then what works."""

import base64
import hashlib
import html
import json
import re
import secrets
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import httpx
import pytest

from driver.mailbox import MailServer, code_of, text_of
from driver.node import Node

API_VERSION = "2024-01-01"
APP = "http://localhost:3000/callback"
BODY_LIMIT = 1_048_576
UNKNOWN_USER = "0199aaaa-0000-7000-8000-00000000ffff"
REUSE_SECONDS = 1


@dataclass
class Wire:
    """One node as a stock client sees it, and the mail server that it sends to."""

    node: Node
    mail: MailServer
    keys: dict[str, Any]

    @property
    def anon(self) -> str:
        return self.keys["anon"]["jwt"]

    @property
    def service(self) -> str:
        return self.keys["service"]["jwt"]

    def call(
        self, method: str, path: str, json: Any = None, *, key: str | None = "", bearer: str | None = None,
        version: str | None = API_VERSION, headers: dict[str, str] | None = None, **options: Any,
    ) -> httpx.Response:
        sent = {
            **({"apikey": self.anon if key == "" else key} if key is not None else {}),
            **({"Authorization": f"Bearer {bearer}"} if bearer is not None else {}),
            **({"X-Supabase-Api-Version": version} if version is not None else {}), **(headers or {}),
        }
        if json is not None:
            options["json"] = json
        return httpx.request(method, f"{self.node.url}/auth/v1{path}", headers=sent, timeout=60, trust_env=False, **options)

    def admin(self, method: str, path: str, json: Any = None, **options: Any) -> httpx.Response:
        return self.call(method, path, json, key=self.service, bearer=self.service, **options)

    def code(self, address: str, **body: Any) -> str:
        """Asks for a code, and reads it."""
        before = len(self.mail.to(address.lower()))
        answer = self.call("POST", "/otp", {"email": address, **body})
        assert (answer.status_code, answer.json()) == (200, {}), answer.text
        return code_of(self.mail.wait_for(address.lower(), before + 1))

    def link(self, address: str, redirect: str | None = None, **body: Any) -> str:
        """Asks for a link, and reads it."""
        before = len(self.mail.to(address))
        query = f"?redirect_to={quote(redirect, safe='')}" if redirect else ""
        assert self.call("POST", f"/otp{query}", {"email": address, **body}).status_code == 200
        return link_in(text_of(self.mail.wait_for(address, before + 1)))

    def verify(self, address: str, code: str, kind: str = "email", **options: Any) -> httpx.Response:
        return self.call("POST", "/verify", {"email": address, "token": code, "type": kind}, **options)

    def signed_in(self, address: str | None = None, **body: Any) -> dict[str, Any]:
        address = address or fresh()
        answer = self.verify(address, self.code(address, **body))
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refresh(self, token: Any, **options: Any) -> httpx.Response:
        return self.call("POST", "/token?grant_type=refresh_token", {"refresh_token": token}, **options)

    def user(self, token: str, **options: Any) -> httpx.Response:
        return self.call("GET", "/user", bearer=token, **options)


def fresh() -> str:
    return f"u{uuid.uuid4().hex[:12]}@example.com"


def link_in(text: str) -> str:
    found = re.search(r"https?://[^\s\"'<>]+/auth/v1/verify\?[^\s\"'<>]+", text)
    assert found, text
    return found[0]


def refused(answer: httpx.Response, status: int, *codes: str) -> str:
    """Checks a refusal in the shape of clients that send the version; returns its message."""
    assert answer.status_code == status, (answer.status_code, answer.text)
    body = answer.json()
    assert set(body) == {"code", "message"} and body["code"] in codes, body
    assert answer.headers["x-sb-error-code"] == body["code"]
    assert answer.headers["x-supabase-api-version"] == API_VERSION
    open_to_all(answer)
    assert body["message"]
    return body["message"]


def open_to_all(answer: httpx.Response) -> None:
    assert answer.headers["access-control-allow-origin"] == "*"
    exposed = {name.strip() for name in answer.headers["access-control-expose-headers"].split(",")}
    assert {"x-supabase-api-version", "x-sb-error-code", "x-total-count", "link", "retry-after"} <= exposed


def claims(token: str) -> dict[str, Any]:
    return json.loads(unpad(token.split(".")[1]))


def unpad(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def pad(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def challenge_of(verifier: str) -> dict[str, str]:
    return {"code_challenge": pad(hashlib.sha256(verifier.encode()).digest()), "code_challenge_method": "s256"}


def fragment(location: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(location).fragment, keep_blank_values=True))


def press(wire: Wire, page: httpx.Response) -> httpx.Response:
    """Presses the one button of a page, as a browser does."""
    form = re.search(r'<form method="post" action="([^"]+)">', page.text)
    assert form, page.text
    fields = {name: html.unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)}
    return httpx.post(wire.node.url + form[1], data=fields, trust_env=False)


def started(binary: Path, folder: Path, mail: MailServer, **variables: str) -> Wire:
    node = Node(binary, folder, **{
        "SMTP_URL": mail.url, "SIGNUP": "open", "CODE_INTERVAL_SECONDS": "0", "CODE_HOURLY_LIMIT": "0", "ADDRESS_LIMIT_PER_5_MINUTES": "0",
        "REFRESH_REUSE_SECONDS": str(REUSE_SECONDS),
        "AUTH_REDIRECT_URLS": "http://localhost:*/**,app.example.notes://callback,https://*.example.org/in",
        **variables,
    })
    try:
        node.start()
        with closing(node.set_up_owner()) as owner:
            keys = owner.get("/api/v1/workspace/keys").json()
    except BaseException:
        node.kill()
        raise
    return Wire(node, mail, keys)


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def both(binary: Path, tmp_path_factory: pytest.TempPathFactory, mail: MailServer) -> Iterator[tuple[Wire, Wire]]:
    """Two workspaces of one node, by their keys."""
    wire = started(binary, tmp_path_factory.mktemp("wire"), mail)
    try:
        yield wire, Wire(wire.node, mail, second_keys(wire.node))
    finally:
        wire.node.kill()
        print(wire.node.log.read_text(errors="replace")[-4000:])


def second_keys(node: Node) -> dict[str, Any]:
    """The keys of a second workspace of the owner."""
    with closing(node.sign_in()) as owner:
        made = owner.post("/api/v1/workspaces", json={"name": "Other", "language": "en"})
        assert made.status_code == 201, made.text
        moved = owner.post("/api/v1/session/workspace", json={"workspaceId": made.json()["id"]})
        assert moved.status_code == 200, moved.text
        owner.headers["Authorization"] = f"Bearer {moved.json()['accessToken']}"
        return owner.get("/api/v1/workspace/keys").json()


@pytest.fixture(scope="module")
def wire(both: tuple[Wire, Wire]) -> Wire:
    return both[0]


@pytest.fixture(scope="module")
def other(both: tuple[Wire, Wire]) -> Wire:
    return both[1]


# The gateway


@pytest.mark.parametrize("method, path", [
    ("GET", "/user"), ("POST", "/otp"), ("POST", "/token?grant_type=refresh_token"), ("GET", "/settings"), ("GET", "/admin/users"),
    ("POST", "/logout"),
])
def test_without_a_key_nothing_is_answered(wire: Wire, method: str, path: str) -> None:
    answer = wire.call(method, path, key=None)
    assert answer.status_code == 401 and answer.json()["message"] == "No API key found in request"
    open_to_all(answer)


def test_an_unknown_key_is_refused(wire: Wire) -> None:
    head, payload, signature = wire.anon.split(".")
    forged = [
        "x", "sb_publishable_" + "A" * 40, wire.keys["anon"]["opaque"][:-1] + "!", f"{head}.{payload}.{signature[::-1]}",
        f"{pad(json.dumps({'alg': 'none', 'typ': 'JWT'}).encode())}.{payload}.",
        f"{head}.{pad(json.dumps({**claims(wire.anon), 'role': 'service_role'}).encode())}.{signature}",
        wire.keys["anon"]["opaque"].replace("sb_publishable_", "sb_secret_"), "upn_" + "A" * 43, "a" * 9_000,
    ]
    for key in forged:
        answer = wire.call("GET", "/settings", key=key)
        assert answer.status_code == 401, key
        assert answer.json()["message"] == "Invalid API key" and "anon" in answer.json()["hint"]
        open_to_all(answer)


def test_both_forms_of_both_keys_are_taken_by_header_and_query(wire: Wire) -> None:
    for kind in ("anon", "service"):
        for key in (wire.keys[kind]["jwt"], wire.keys[kind]["opaque"]):
            assert wire.call("GET", "/settings", key=key).status_code == 200
            assert wire.call("GET", f"/settings?apikey={key}", key=None).status_code == 200


def test_what_needs_no_key_says_so(wire: Wire) -> None:
    refused(wire.call("GET", "/verify", key=None), 400, "validation_failed")
    refused(wire.call("POST", "/verify", {}, key=None), 400, "validation_failed")
    assert "provider is not enabled" in refused(wire.call("GET", "/authorize?provider=github", key=None), 400, "validation_failed")
    refused(wire.call("GET", "/callback", key=None), 400, "validation_failed")
    keys = wire.call("GET", "/.well-known/jwks.json", key=None)
    assert keys.json() == {"keys": []} and keys.headers["cache-control"] == "public, max-age=600"


# The shapes of refusals, and other origins


@pytest.mark.parametrize("version", [None, "2023-12-31", "tomorrow", "2024-1-1", ""])
def test_an_old_client_gets_the_old_shape(wire: Wire, version: str | None) -> None:
    answer = wire.call("POST", "/otp", {}, version=version)
    assert answer.status_code == 400 and answer.headers["x-sb-error-code"] == "validation_failed"
    assert answer.json() == {"code": 400, "error_code": "validation_failed", "msg": "One of email or phone must be set"}
    assert "x-supabase-api-version" not in answer.headers


@pytest.mark.parametrize("version", ["2024-01-01", "2025-06-30"])
def test_a_newer_client_gets_the_code_by_itself_and_the_version_back(wire: Wire, version: str) -> None:
    assert refused(wire.call("POST", "/otp", {}, version=version), 400, "validation_failed") == "One of email or phone must be set"


@pytest.mark.parametrize("content", [
    b"", b"{", b"[]", b'"text"', b"7", b"null", b'{"email":7}', b'{"email":"a@example.com","data":[]}', b"\xff\xfe{}", b"[" * 5_000,
])
def test_what_is_no_json_object_is_refused(wire: Wire, content: bytes) -> None:
    for path in ("/otp", "/verify", "/recover", "/signup", "/resend"):
        said = refused(wire.call("POST", path, content=content), 400, "bad_json", "validation_failed")
        if content not in (b'{"email":7}', b'{"email":"a@example.com","data":[]}'):
            assert said.startswith("Could not parse request body as JSON"), path


def test_a_body_over_the_limit_is_refused(wire: Wire) -> None:
    for size in (BODY_LIMIT + 1, 10_000_000):
        refused(wire.call("POST", "/otp", content=b" " * size), 413, "request_entity_too_large")
    padded = json.dumps({"email": ""}).encode()
    refused(wire.call("POST", "/otp", content=padded + b" " * (BODY_LIMIT - len(padded))), 400, "validation_failed")

    def parts() -> Iterator[bytes]:
        for _ in range(20):
            yield b" " * 65_536

    refused(wire.call("POST", "/otp", content=parts()), 413, "request_entity_too_large")


def test_unknown_paths_and_wrong_methods(wire: Wire) -> None:
    for path in ("/nothing", "/admin/nothing", "/admin/users/a/b", "/sso", "/factors", "/otp/x", "/"):
        answer = wire.call("GET", path, headers={"Accept": "text/html"})
        assert answer.status_code == 404 and isinstance(answer.json(), dict), path
        open_to_all(answer)
    for method, path, allowed in (
        ("GET", "/otp", "OPTIONS, POST"), ("POST", "/user", "GET, HEAD, OPTIONS, PUT"), ("PATCH", "/verify", "GET, HEAD, OPTIONS, POST"),
    ):
        answer = wire.call(method, path)
        assert answer.status_code == 405 and answer.headers["allow"] == allowed
        open_to_all(answer)


def test_a_browser_of_another_origin_is_let_ask(wire: Wire) -> None:
    wanted = "apikey, authorization, x-supabase-api-version, x-something-new"
    for path in ("/otp", "/user", "/admin/users", "/nothing"):
        answer = wire.call("OPTIONS", path, key=None, headers={
            "Origin": "https://app.example", "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": wanted})
        assert answer.status_code in (200, 204) and answer.content == b""
        open_to_all(answer)
        assert answer.headers["access-control-allow-headers"] == wanted and "PUT" in answer.headers["access-control-allow-methods"]
        assert answer.headers["access-control-max-age"] == "3600"
    unasked = wire.call("OPTIONS", "/otp", key=None)
    assert {"apikey", "authorization", "x-client-info"} <= {name.strip() for name in unasked.headers["access-control-allow-headers"].split(",")}
    open_to_all(wire.call("GET", "/settings"))


# Asking for codes


@pytest.mark.parametrize("body, status, code", [
    ({}, 400, "validation_failed"), ({"email": ""}, 400, "validation_failed"), ({"email": None}, 400, "validation_failed"),
    ({"email": "nobody"}, 400, "validation_failed"), ({"email": "a b@example.com"}, 400, "validation_failed"),
    ({"email": "x" * 260 + "@example.com"}, 400, "validation_failed"), ({"email": "a@example.com\r\nBcc: b@example.com"}, 400, "validation_failed"),
    ({"phone": "+33600000000"}, 400, "phone_provider_disabled"), ({"email": "a@example.com", "phone": "+33600000000"}, 400, "validation_failed"),
    ({"email": "a@example.com", "code_challenge": "x" * 43}, 400, "validation_failed"),
    ({"email": "a@example.com", "code_challenge_method": "s256"}, 400, "validation_failed"),
    ({"email": "a@example.com", "code_challenge": "x" * 42, "code_challenge_method": "s256"}, 400, "validation_failed"),
    ({"email": "a@example.com", "code_challenge": "x" * 43, "code_challenge_method": "md5"}, 400, "validation_failed"),
    ({"email": "a@example.com", "data": {"filler": "x" * 20_000}}, 400, "validation_failed"),
])
def test_a_request_that_makes_no_sense_is_refused(wire: Wire, body: dict, status: int, code: str) -> None:
    for path in ("/otp", "/magiclink"):
        refused(wire.call("POST", path, body), status, code)


def test_someone_unknown_is_not_made_when_the_client_wants_none(wire: Wire) -> None:
    address = fresh()
    assert refused(wire.call("POST", "/otp", {"email": address, "create_user": False}), 422, "otp_disabled") == "Signups not allowed for otp"
    assert wire.call("POST", "/recover", {"email": address}).json() == {}
    for kind in ("signup", "email_change"):
        assert wire.call("POST", "/resend", {"email": address, "type": kind}).json() == {}
    known = fresh()
    wire.code(known)  # goes out after whatever was sent before
    assert wire.mail.to(address) == []


def test_passwords_and_other_providers_are_refused_clearly(wire: Wire) -> None:
    account = {"email": fresh(), "password": "correct horse battery"}
    refused(wire.call("POST", "/signup", account), 400, "email_provider_disabled")
    refused(wire.call("POST", "/signup", {"data": {}}), 422, "anonymous_provider_disabled")
    refused(wire.call("POST", "/signup", {"phone": "+33600000000", "password": "x"}), 400, "phone_provider_disabled")
    refused(wire.call("POST", "/token?grant_type=password", account), 422, "email_provider_disabled")
    refused(wire.call("POST", "/token?grant_type=id_token", {"provider": "google", "id_token": "x"}), 400, "validation_failed")
    for grant in ("", "?grant_type=", "?grant_type=magic"):
        assert refused(wire.call("POST", f"/token{grant}", {}), 400, "invalid_credentials") == "unsupported_grant_type"
    session = wire.signed_in()
    refused(wire.call("PUT", "/user", {"password": "correct horse battery"}, bearer=session["access_token"]), 422, "email_provider_disabled")


def test_the_resend_of_what_is_unclear_is_refused(wire: Wire) -> None:
    refused(wire.call("POST", "/resend", {"email": fresh()}), 400, "validation_failed")
    refused(wire.call("POST", "/resend", {"email": fresh(), "type": "magiclink"}), 400, "validation_failed")
    refused(wire.call("POST", "/resend", {"phone": "+33600000000", "type": "sms"}), 400, "phone_provider_disabled")
    refused(wire.call("POST", "/resend", {"type": "signup"}), 400, "validation_failed")
    refused(wire.call("POST", "/recover", {}), 400, "validation_failed")


def test_a_code_is_resent_only_to_someone_who_waits_for_one(wire: Wire) -> None:
    address = fresh()
    first = wire.code(address, data={"nick": "zoë"})
    assert wire.call("POST", "/resend", {"email": address, "type": "signup"}).json() == {}
    second = code_of(wire.mail.wait_for(address, 2))
    if first != second:
        refused(wire.verify(address, first), 403, "otp_expired")
    session = wire.verify(address, second, "signup").json()
    assert session["user"]["user_metadata"]["nick"] == "zoë", "what was said at first still counts"
    assert wire.call("POST", "/resend", {"email": address, "type": "signup"}).json() == {}
    wire.code(fresh())
    assert len(wire.mail.to(address)) == 2, "the address is proven"


# Redeeming codes


@pytest.mark.parametrize("body, status, code", [
    ({"email": "a@example.com", "token": "123456"}, 400, "validation_failed"), ({"type": "email"}, 400, "validation_failed"),
    ({"type": "email", "email": "a@example.com"}, 400, "validation_failed"), ({"type": "email", "token": "123456"}, 400, "validation_failed"),
    ({"type": "email", "email": "a@example.com", "token": "123456", "token_hash": "x"}, 400, "validation_failed"),
    ({"type": "email", "email": "a@example.com", "phone": "+33600000000", "token": "123456"}, 400, "validation_failed"),
    ({"type": "email", "email": "a@example.com", "token_hash": "x"}, 400, "validation_failed"),
    ({"type": "email", "token_hash": "x", "redirect_to": APP}, 400, "validation_failed"),
    ({"type": "sign_in", "email": "a@example.com", "token": "123456"}, 400, "validation_failed"),
    ({"type": "sms", "phone": "+33600000000", "token": "123456"}, 400, "phone_provider_disabled"),
    ({"type": "email", "email": "nobody", "token": "123456"}, 422, "validation_failed"),
    ({"type": "email", "email": "a@example.com", "token": "12345"}, 403, "otp_expired"),
    ({"type": "email", "email": "a@example.com", "token": "abcdef"}, 403, "otp_expired"),
    ({"type": "email", "token_hash": "x"}, 403, "otp_expired"), ({"type": "magiclink", "token_hash": "pkce_" + "A" * 22}, 403, "otp_expired"),
])
def test_a_proof_that_proves_nothing_is_refused(wire: Wire, body: dict, status: int, code: str) -> None:
    refused(wire.call("POST", "/verify", body), status, code)


def test_a_wrong_code_and_an_unknown_address_are_told_alike(wire: Wire) -> None:
    address = fresh()
    code = wire.code(address)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    answers = [wire.verify(address, wrong), wire.verify(fresh(), wrong)]
    assert answers[0].content == answers[1].content
    assert {refused(answer, 403, "otp_expired") for answer in answers} == {"Token has expired or is invalid"}


def test_five_wrong_codes_void_the_right_one(wire: Wire) -> None:
    address = fresh()
    code = wire.code(address)
    for step in range(1, 6):
        refused(wire.verify(address, f"{(int(code) + step) % 1_000_000:06d}"), 403, "otp_expired")
    refused(wire.verify(address, code), 403, "otp_expired")


def test_a_code_is_for_its_own_type_and_workspace(wire: Wire, other: Wire) -> None:
    address = fresh()
    code = wire.code(address)
    for kind in ("magiclink", "recovery", "email_change"):
        refused(wire.verify(address, code, kind), 403, "otp_expired")
    refused(other.verify(address, code), 403, "otp_expired")
    assert wire.verify(address, code, "signup").status_code == 200


def test_of_many_at_once_one_code_lets_one_in(wire: Wire) -> None:
    address = fresh()
    code = wire.code(address)
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: wire.verify(address, code), range(20)))
    assert sorted(answer.status_code for answer in answers if answer.status_code != 503) == [200] + [403] * (
        len([answer for answer in answers if answer.status_code == 403]))
    for answer in answers:
        if answer.status_code == 503:  # more than wait for the hash at a time
            assert answer.json()["code"] == "unexpected_failure" and int(answer.headers["retry-after"]) >= 1


def test_a_session_has_all_that_clients_read(wire: Wire) -> None:
    address = fresh()
    session = wire.signed_in(address.upper(), data={"nick": "zoë ✓"})
    assert set(session) == {"access_token", "token_type", "expires_in", "expires_at", "refresh_token", "user"}
    token, user = claims(session["access_token"]), session["user"]
    assert session["token_type"] == "bearer" and 3_500 < session["expires_in"] <= 3_601 and session["expires_at"] == token["exp"]
    assert user["email"] == address and user["aud"] == user["role"] == "authenticated" and user["phone"] == ""
    assert user["user_metadata"]["nick"] == "zoë ✓" and user["app_metadata"] == {"provider": "email", "providers": ["email"]}
    assert user["is_anonymous"] is False and "factors" not in user and "banned_until" not in user and "new_email" not in user
    moments = ("created_at", "updated_at", "email_confirmed_at", "confirmed_at", "last_sign_in_at")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z", user[name]) for name in moments), user
    identity = user["identities"][0]
    assert identity["provider"] == "email" and identity["user_id"] == user["id"] and identity["identity_data"]["sub"] == user["id"]
    assert token["sub"] == user["id"] and token["aud"] == "authenticated" and token["amr"][0]["method"] == "otp"
    assert token["iss"] == f"{wire.node.url}/auth/v1" and token["session_id"] and token["ref"]
    assert wire.user(session["access_token"]).json() == {**user, "updated_at": wire.user(session["access_token"]).json()["updated_at"]}


# The signed-in user


def test_what_is_no_access_token_of_this_workspace_is_refused(wire: Wire, other: Wire) -> None:
    session = wire.signed_in()
    token = session["access_token"]
    head, payload, signature = token.split(".")
    none = pad(json.dumps({"alg": "none", "typ": "JWT"}).encode())
    later = pad(json.dumps({**claims(token), "exp": claims(token)["exp"] + 9_999}).encode())
    forged = [
        "nonsense", f"{none}.{payload}.", f"{none}.{payload}.{signature}", f"{head}.{later}.{signature}", f"{head}.{payload}.{'A' * 43}",
        f"{head}.{payload}", token + "=", "upn_" + "A" * 43, "a" * 9_000,
    ]
    for bearer in forged:
        refused(wire.user(bearer), 403, "bad_jwt")
        refused(wire.call("PUT", "/user", {"data": {"x": 1}}, bearer=bearer), 403, "bad_jwt")
        refused(wire.call("POST", "/logout", bearer=bearer), 403, "bad_jwt")
    refused(other.user(token), 403, "bad_jwt")
    for bearer in (wire.anon, wire.service, wire.keys["anon"]["opaque"], wire.keys["service"]["opaque"], other.anon):
        assert "missing sub claim" in refused(wire.user(bearer), 403, "bad_jwt")
    refused(wire.call("GET", "/user"), 401, "no_authorization")
    for header in ("Basic YTpi", "Bearer", token):
        refused(wire.call("GET", "/user", headers={"Authorization": header}), 401, "no_authorization")


def test_metadata_is_merged_and_its_own_only(wire: Wire) -> None:
    token = wire.signed_in(data={"a": 1, "b": {"c": [1, 2]}})["access_token"]
    refused(wire.call("PUT", "/user", {"app_metadata": {"plan": "pro"}}, bearer=token), 403, "not_admin")
    refused(wire.call("PUT", "/user", {"phone": "+33600000000"}, bearer=token), 400, "phone_provider_disabled")
    refused(wire.call("PUT", "/user", {"data": {"filler": "x" * 20_000}}, bearer=token), 400, "validation_failed")
    answer = wire.call("PUT", "/user", {"data": {"a": None, "d": True, "email_verified": False}}, bearer=token)
    assert answer.status_code == 200, answer.text
    kept = answer.json()["user_metadata"]
    assert "a" not in kept and kept["b"] == {"c": [1, 2]} and kept["d"] is True and kept["email_verified"] is True
    assert wire.user(token).json()["user_metadata"] == kept


def test_an_address_changes_once_both_mailboxes_agree(wire: Wire) -> None:
    old, new, taken = fresh(), fresh(), fresh()
    wire.signed_in(taken)
    session = wire.signed_in(old)
    token = session["access_token"]
    refused(wire.call("PUT", "/user", {"email": "nobody"}, bearer=token), 400, "validation_failed")
    refused(wire.call("PUT", "/user", {"email": taken}, bearer=token), 422, "email_exists")
    assert wire.call("PUT", "/user", {"email": old.upper()}, bearer=token).json()["email"] == old
    pending = wire.call("PUT", "/user", {"email": new}, bearer=token).json()
    assert pending["email"] == old and pending["new_email"] == new
    first = wire.verify(old, code_of(wire.mail.wait_for(old, 2)), "email_change")
    assert first.status_code == 200 and first.json()["code"] == "200" and "access_token" not in first.json()
    assert wire.user(token).json()["email"] == old
    second = wire.verify(new, code_of(wire.mail.wait_for(new)), "email_change")
    assert second.status_code == 200, second.text
    assert second.json()["user"]["email"] == new and second.json()["user"]["id"] == session["user"]["id"]
    assert "new_email" not in second.json()["user"]


def test_reauthentication_sends_a_code(wire: Wire) -> None:
    address = fresh()
    token = wire.signed_in(address)["access_token"]
    assert wire.call("GET", "/reauthenticate", bearer=token).json() == {}
    assert code_of(wire.mail.wait_for(address, 2))


# Refreshing


@pytest.mark.parametrize("token, code", [
    ("short", "validation_failed"), ("with spaces in it", "validation_failed"), ("abcdefghijkl", "refresh_token_not_found"),
    ("Z" * 64, "refresh_token_not_found"), ("A" * 5_000, "refresh_token_not_found"),
])
def test_what_is_no_refresh_token_is_refused(wire: Wire, token: str, code: str) -> None:
    refused(wire.refresh(token), 400, code)


def test_an_empty_refresh_token_is_refused_as_oauth_does(wire: Wire) -> None:
    for token in ("", None):
        answer = wire.refresh(token)
        assert answer.status_code == 400
        assert answer.json() == {"error": "invalid_request", "error_description": "refresh_token required"}
    refused(wire.refresh(7), 400, "bad_json")


def test_a_refresh_token_is_of_no_use_to_another_workspace_and_not_lost_by_trying(wire: Wire, other: Wire) -> None:
    session = wire.signed_in()
    refused(other.refresh(session["refresh_token"]), 400, "refresh_token_not_found")
    assert wire.refresh(session["refresh_token"]).status_code == 200


def test_the_predecessor_gets_the_current_token_and_an_older_one_ends_the_session(wire: Wire) -> None:
    session = wire.signed_in()
    tokens = [session["refresh_token"]]
    for _ in range(2):
        renewed = wire.refresh(tokens[-1], bearer="whatever was left")
        assert renewed.status_code == 200, renewed.text
        assert claims(renewed.json()["access_token"])["session_id"] == claims(session["access_token"])["session_id"]
        assert renewed.json()["user"]["id"] == session["user"]["id"]
        tokens.append(renewed.json()["refresh_token"])
    assert len(set(tokens)) == 3
    assert wire.refresh(tokens[1]).json()["refresh_token"] == tokens[2]
    time.sleep(REUSE_SECONDS + 0.3)
    assert wire.refresh(tokens[1]).json()["refresh_token"] == tokens[2], "the direct predecessor is not bound to a time"
    refused(wire.refresh(tokens[0]), 400, "refresh_token_already_used")
    refused(wire.refresh(tokens[2]), 400, "session_not_found", "refresh_token_not_found")
    refused(wire.user(session["access_token"]), 403, "session_not_found")


def test_two_tabs_that_refresh_at_once_both_stay_signed_in(wire: Wire) -> None:
    token = wire.signed_in()["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: wire.refresh(token), range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


# Signing out


def test_each_scope_ends_what_it_names(wire: Wire) -> None:
    address = fresh()
    sessions = [wire.signed_in(address) for _ in range(3)]
    tokens = [session["access_token"] for session in sessions]
    refused(wire.call("POST", "/logout?scope=everything", bearer=tokens[0]), 400, "validation_failed")
    refused(wire.call("POST", "/logout"), 401, "no_authorization")
    local = wire.call("POST", "/logout?scope=local", bearer=tokens[0])
    assert (local.status_code, local.content) == (204, b"")
    refused(wire.user(tokens[0]), 403, "session_not_found")
    refused(wire.refresh(sessions[0]["refresh_token"]), 400, "session_not_found")
    assert wire.call("POST", "/logout?scope=others", bearer=tokens[1]).status_code == 204
    assert wire.user(tokens[1]).status_code == 200
    refused(wire.user(tokens[2]), 403, "session_not_found")
    assert wire.call("POST", "/logout", bearer=tokens[1]).status_code == 204
    refused(wire.call("POST", "/logout", bearer=tokens[1]), 403, "session_not_found")


# Links


def test_opening_a_link_uses_nothing_up_and_its_button_works_once(wire: Wire) -> None:
    address = fresh()
    link = wire.link(address, APP)
    for _ in range(2):
        page = httpx.get(link, trust_env=False, headers={"Accept-Language": "fr-FR,fr;q=0.9"})
        assert page.status_code == 200 and page.headers["content-type"].startswith("text/html")
        assert httpx.head(link, trust_env=False).status_code == 200
    assert '<html lang="fr">' in page.text and address in page.text and "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "form-action" not in policy
    assert page.headers["cache-control"] == "no-store" and page.headers["referrer-policy"] == "no-referrer"
    pressed = press(wire, page)
    assert pressed.status_code == 303 and pressed.headers["location"].startswith(APP + "#")
    given = fragment(pressed.headers["location"])
    assert set(given) == {"access_token", "expires_at", "expires_in", "refresh_token", "sb", "token_type", "type"}
    assert wire.user(given["access_token"]).json()["email"] == address
    assert wire.refresh(given["refresh_token"]).status_code == 200
    again = press(wire, page)
    assert again.status_code == 303 and fragment(again.headers["location"]) == {
        "error": "access_denied", "error_code": "otp_expired", "error_description": "Email link is invalid or has expired", "sb": ""}
    gone = httpx.get(link, trust_env=False)
    assert gone.status_code == 303 and fragment(gone.headers["location"])["error_code"] == "otp_expired"


def test_a_link_without_its_parts_is_refused(wire: Wire) -> None:
    for query in ("", "?token=abc", "?type=magiclink", "?token=&type=magiclink", "?token=abc&type=other"):
        refused(wire.call("GET", f"/verify{query}", key=None), 400, "validation_failed")
    unknown = wire.call("GET", f"/verify?token={'A' * 22}&type=magiclink", key=None)
    assert unknown.status_code == 303 and unknown.headers["location"].startswith(wire.node.url + "#error=")
    pkce = wire.call("GET", f"/verify?token=pkce_{'A' * 22}&type=magiclink", key=None).headers["location"]
    assert parse_qs(urlsplit(pkce).query)["error_code"] == ["otp_expired"] and fragment(pkce)["error_code"] == "otp_expired"


@pytest.mark.parametrize("target", [
    "https://evil.example/", "//evil.example", "javascript:alert(1)", "data:text/html,x", "http://localhost:3000@evil.example/",
    "https://a.b.example.org/in", "http://localhost:3000.evil.example/", "http://localhost:3000\\@evil.example/",
    "https://.example.org/in/../../x", "http://localhost:3000/\"><b>", "app.example.notes://other", "http://localhost:3000/" + "a" * 3_000,
])
def test_tokens_go_nowhere_but_to_allowed_addresses(wire: Wire, target: str) -> None:
    link = wire.link(fresh(), target)
    assert "redirect_to" not in link
    page = httpx.get(f"{link}&redirect_to={quote(target, safe='')}", trust_env=False)
    assert page.status_code == 200 and "evil" not in page.text and "<b>" not in page.text
    location = press(wire, page).headers["location"]
    assert location.startswith(wire.node.url + "#access_token=")


@pytest.mark.parametrize("target", [APP, "http://localhost:5173/a.b/c?x=1&y=2", "app.example.notes://callback", "https://app.example.org/in"])
def test_allowed_addresses_get_them(wire: Wire, target: str) -> None:
    location = press(wire, httpx.get(wire.link(fresh(), target), trust_env=False)).headers["location"]
    assert location.startswith(f"{target}#access_token=")


def test_with_a_challenge_a_link_gives_a_code_that_the_verifier_redeems_once(wire: Wire, other: Wire) -> None:
    verifier = secrets.token_urlsafe(48)
    address = fresh()
    link = wire.link(address, APP + "?from=mail", **challenge_of(verifier))
    assert parse_qs(urlsplit(link).query)["token"][0].startswith("pkce_")
    location = press(wire, httpx.get(link, trust_env=False)).headers["location"]
    assert location.startswith(APP + "?from=mail&code=")
    code = parse_qs(urlsplit(location).query)["code"][0]
    assert uuid.UUID(code)

    def exchange(auth_code: str | None, code_verifier: str | None, by: Wire = wire) -> httpx.Response:
        return by.call("POST", "/token?grant_type=pkce", {"auth_code": auth_code, "code_verifier": code_verifier})

    refused(exchange(code, ""), 400, "validation_failed")
    refused(exchange(None, verifier), 400, "validation_failed")
    refused(exchange(str(uuid.uuid4()), verifier), 404, "flow_state_not_found")
    refused(exchange("no uuid", verifier), 404, "flow_state_not_found")
    refused(exchange(code, verifier[::-1]), 400, "bad_code_verifier")
    session = exchange(code, verifier)
    assert session.status_code == 200, session.text
    assert session.json()["user"]["email"] == address and claims(session.json()["access_token"])["amr"][0]["method"] == "magiclink"
    refused(exchange(code, verifier), 404, "flow_state_not_found")
    typed = wire.signed_in(address, **challenge_of(verifier))
    assert typed["user"]["email"] == address, "the typed code gives a session all the same"


# Administration: who may not


def admin_calls() -> list[tuple[str, str, Any]]:
    one = f"/admin/users/{UNKNOWN_USER}"
    return [
        ("GET", "/admin/users", None), ("POST", "/admin/users", {"email": "made@example.com"}), ("GET", one, None),
        ("PUT", one, {"user_metadata": {}}), ("DELETE", one, None), ("POST", "/invite", {"email": "made@example.com"}),
        ("POST", "/admin/generate_link", {"type": "magiclink", "email": "made@example.com"}),
    ]


@pytest.mark.parametrize("method, path, body", admin_calls(), ids=lambda value: value if isinstance(value, str) else "")
def test_only_the_workspaces_own_service_key_administers(wire: Wire, other: Wire, method: str, path: str, body: Any) -> None:
    token = wire.signed_in()["access_token"]
    for key in (wire.anon, wire.service):
        refused(wire.call(method, path, body, key=key), 401, "no_authorization")
        for bearer in (wire.anon, wire.keys["anon"]["opaque"], token, other.anon, other.service, other.keys["service"]["opaque"]):
            refused(wire.call(method, path, body, key=key, bearer=bearer), 403, "not_admin")
        refused(wire.call(method, path, body, key=key, bearer="nonsense"), 403, "bad_jwt")
    refused(wire.call(method, path, body, key=other.service, bearer=wire.service), 403, "not_admin")
    with closing(wire.node.sign_in()) as owner:
        page = owner.headers["Authorization"].removeprefix("Bearer ")
        refused(wire.call(method, path, body, bearer=page), 403, "not_admin", "bad_jwt")
    assert all(user["email"] != "made@example.com" for user in wire.admin("GET", "/admin/users?per_page=1000").json()["users"])


def test_a_user_of_another_workspace_is_not_there(wire: Wire, other: Wire) -> None:
    user = wire.signed_in()["user"]
    for method, body in (("GET", None), ("PUT", {"user_metadata": {"x": 1}}), ("DELETE", None)):
        refused(other.admin(method, f"/admin/users/{user['id']}", body), 404, "user_not_found")
    assert user["id"] not in {one["id"] for one in other.admin("GET", "/admin/users?per_page=1000").json()["users"]}


def test_administration_that_makes_no_sense_is_refused(wire: Wire) -> None:
    for method in ("GET", "PUT", "DELETE"):
        refused(wire.admin(method, "/admin/users/nobody", {} if method == "PUT" else None), 404, "validation_failed")
        refused(wire.admin(method, f"/admin/users/{UNKNOWN_USER}", {} if method == "PUT" else None), 404, "user_not_found")
    for body in ({}, {"email": ""}, {"email": "nobody"}, {"email": fresh(), "id": "7"}, {"email": fresh(), "ban_duration": "long"}):
        refused(wire.admin("POST", "/admin/users", body), 400, "validation_failed")
    for query in ("page=x", "page=0", "per_page=-1"):
        refused(wire.admin("GET", f"/admin/users?{query}"), 400, "validation_failed")
    for body in ({}, {"type": "magiclink"}, {"type": "other", "email": fresh()}, {"type": "email_change_new", "email": fresh()}):
        assert wire.admin("POST", "/admin/generate_link", body).status_code in (400, 404), body
    refused(wire.admin("POST", "/admin/generate_link", {"type": "recovery", "email": fresh()}), 404, "user_not_found")
    refused(wire.admin("POST", "/invite", {}), 400, "validation_failed")


# Administration


def test_the_life_of_a_user(wire: Wire) -> None:
    address = fresh()
    made = wire.admin("POST", "/admin/users", {
        "email": address.upper(), "email_confirm": True, "user_metadata": {"n": 1, "m": 1}, "app_metadata": {"plan": "pro"}, "password": "not kept"})
    assert made.status_code == 200, made.text
    user = made.json()
    assert user["email"] == address and user["email_confirmed_at"]
    assert user["app_metadata"] == {"plan": "pro", "provider": "email", "providers": ["email"]}
    refused(wire.admin("POST", "/admin/users", {"email": address}), 422, "email_exists")
    path = f"/admin/users/{user['id']}"
    changed = wire.admin("PUT", path, {"user_metadata": {"n": 2, "m": None}, "app_metadata": {"plan": None, "seats": 3}}).json()
    assert changed["user_metadata"]["n"] == 2 and "m" not in changed["user_metadata"]
    assert changed["app_metadata"]["seats"] == 3 and "plan" not in changed["app_metadata"]
    assert wire.admin("GET", path).json()["app_metadata"] == changed["app_metadata"]

    session = wire.signed_in(address)
    assert session["user"]["id"] == user["id"] and claims(session["access_token"])["app_metadata"]["seats"] == 3
    banned = wire.admin("PUT", path, {"ban_duration": "1h30m"}).json()
    assert banned["banned_until"]
    refused(wire.user(session["access_token"]), 403, "user_banned")
    refused(wire.refresh(session["refresh_token"]), 400, "user_banned")
    refused(wire.verify(address, wire.code(address)), 403, "user_banned")
    assert "banned_until" not in wire.admin("PUT", path, {"ban_duration": "none"}).json()
    assert wire.user(session["access_token"]).status_code == 200

    refused(wire.admin("DELETE", path, {"should_soft_delete": True}), 400, "validation_failed")
    gone = wire.admin("DELETE", path, {"should_soft_delete": False})
    assert (gone.status_code, gone.json()) == (200, {})
    refused(wire.admin("GET", path), 404, "user_not_found")
    refused(wire.user(session["access_token"]), 403, "user_not_found", "session_not_found")
    refused(wire.refresh(session["refresh_token"]), 400, "session_not_found")


def test_users_are_listed_page_by_page_newest_first(wire: Wire) -> None:
    made = [wire.admin("POST", "/admin/users", {"email": fresh()}).json()["id"] for _ in range(3)]
    page = wire.admin("GET", "/admin/users?page=&per_page=")
    assert page.json()["aud"] == "authenticated" and [user["id"] for user in page.json()["users"][:3]] == made[::-1]
    total = int(page.headers["x-total-count"])
    first = wire.admin("GET", "/admin/users?page=1&per_page=2")
    last = (total + 1) // 2
    assert len(first.json()["users"]) == 2
    assert first.headers["link"] == ", ".join(
        f'<{wire.node.url}/auth/v1/admin/users?page={number}&per_page=2>; rel="{relation}"' for number, relation in ((2, "next"), (last, "last")))
    end = wire.admin("GET", f"/admin/users?page={last}&per_page=2")
    assert 'rel="next"' not in end.headers["link"] and 1 <= len(end.json()["users"]) <= 2
    assert wire.admin("GET", f"/admin/users?page={10**15}").json()["users"] == []


def test_generated_links_work_and_mail_nothing(wire: Wire) -> None:
    for kind in ("signup", "magiclink", "invite"):
        address = fresh()
        made = wire.admin("POST", f"/admin/generate_link?redirect_to={quote(APP, safe='')}", {"type": kind, "email": address, "data": {"kind": kind}})
        assert made.status_code == 200, made.text
        link = made.json()
        assert link["email"] == address and link["verification_type"] == kind and link["redirect_to"] == APP and link["id"]
        assert link["action_link"].startswith(f"{wire.node.url}/auth/v1/verify?token={link['hashed_token']}&type={kind}")
        refused(wire.verify(address, link["email_otp"][::-1] + "0"), 403, "otp_expired")
        session = wire.verify(address, link["email_otp"])
        assert session.status_code == 200 and session.json()["user"]["id"] == link["id"], session.text
        assert session.json()["user"]["user_metadata"]["kind"] == kind
        assert wire.mail.to(address) == []
    again = wire.admin("POST", "/admin/generate_link", {"type": "recovery", "email": address}).json()
    redeemed = wire.call("POST", "/verify", {"token_hash": again["hashed_token"], "type": "recovery"}, key=None)
    assert redeemed.status_code == 200 and redeemed.json()["user"]["email"] == address
    said = refused(wire.call("POST", "/verify", {"token_hash": again["hashed_token"], "type": "recovery"}), 403, "otp_expired")
    assert said == "Email link is invalid or has expired"
    refused(wire.admin("POST", "/admin/generate_link", {"type": "signup", "email": address}), 422, "email_exists")


def test_someone_invited_comes_in_by_the_mail(wire: Wire) -> None:
    address = fresh()
    invited = wire.admin("POST", "/invite", {"email": address, "data": {"team": "red"}})
    assert invited.status_code == 200 and invited.json()["invited_at"], invited.text
    mailed = text_of(wire.mail.wait_for(address))
    token = parse_qs(urlsplit(link_in(mailed)).query)["token"][0]
    session = wire.call("POST", "/verify", {"token_hash": token, "type": "invite"})
    assert session.status_code == 200 and session.json()["user"]["user_metadata"]["team"] == "red", session.text
    refused(wire.admin("POST", "/invite", {"email": address}), 422, "email_exists")


# What the service says of itself


def test_settings_and_health(wire: Wire) -> None:
    settings = wire.call("GET", "/settings").json()
    assert settings["external"]["email"] is True
    assert not any(on for name, on in settings["external"].items() if name != "email")
    assert settings["disable_signup"] is False and settings["mailer_autoconfirm"] is False
    health = wire.call("GET", "/health").json()
    assert health["name"] == "GoTrue" and health["version"].startswith("v2")
    assert wire.call("HEAD", "/health").status_code == 200


# Limits and lifetimes


def test_mails_to_one_address_and_requests_of_one_remote_are_limited(binary: Path, tmp_path: Path, mail: MailServer) -> None:
    wire = started(binary, tmp_path, mail, CODE_INTERVAL_SECONDS="60", CODE_HOURLY_LIMIT="5", ADDRESS_LIMIT_PER_5_MINUTES="8")
    try:
        address = fresh()
        wire.code(address)
        for path, body in (("/otp", {}), ("/recover", {}), ("/magiclink", {}), ("/resend", {"type": "signup"})):
            answer = wire.call("POST", path, {"email": address, **body})
            said = refused(answer, 429, "over_email_send_rate_limit")
            said = re.fullmatch(r"For security purposes, you can only request this after (\d+) seconds\.", said)
            assert said and 0 < int(said[1]) <= 60 and answer.headers["retry-after"] == said[1]
        codes = set()
        for _ in range(12):
            answer = wire.call("POST", "/otp", {"email": fresh()})
            codes.add(answer.json().get("code"))
        assert codes == {None, "over_request_rate_limit"}
        assert refused(answer, 429, "over_request_rate_limit") == "Request rate limit reached" and int(answer.headers["retry-after"]) >= 1
        for _ in range(12):
            answer = wire.verify(fresh(), "123456")
        refused(answer, 429, "over_request_rate_limit")
        for _ in range(12):  # a client takes 429 here for the end of its session
            refused(wire.refresh("A" * 40), 400, "refresh_token_not_found")
    finally:
        wire.node.kill()


def test_codes_and_access_tokens_expire(binary: Path, tmp_path: Path, mail: MailServer) -> None:
    wire = started(binary, tmp_path, mail, CODE_SECONDS="2", ACCESS_TOKEN_SECONDS="5")
    try:
        session = wire.signed_in()
        late, link = fresh(), wire.link(fresh(), APP)
        code = wire.code(late)
        time.sleep(max(0.0, session["expires_at"] - time.time()) + 0.2)
        refused(wire.verify(late, code), 403, "otp_expired")
        assert fragment(httpx.get(link, trust_env=False).headers["location"])["error_code"] == "otp_expired"
        assert "expired" in refused(wire.user(session["access_token"]), 403, "bad_jwt")
        assert wire.refresh(session["refresh_token"], bearer=session["access_token"]).status_code == 200
    finally:
        wire.node.kill()


def test_where_sign_up_is_by_invitation_a_stranger_learns_nothing(binary: Path, tmp_path: Path, mail: MailServer) -> None:
    wire = started(binary, tmp_path, mail, SIGNUP="invited")
    try:
        assert wire.call("GET", "/settings").json()["disable_signup"] is True
        stranger, guest = fresh(), fresh()
        for body in ({}, {"create_user": False}):
            answer = wire.call("POST", "/otp", {"email": stranger, **body})
            assert (answer.status_code, answer.json()) == (200, {})
        assert wire.admin("POST", "/admin/users", {"email": guest}).status_code == 200
        assert wire.signed_in(guest)["user"]["email"] == guest
        assert mail.to(stranger) == []
    finally:
        wire.node.kill()
