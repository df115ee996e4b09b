"""Every endpoint with a limit says which one was hit, how much it gives, and when there is more."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx

from driver.api import assert_problem
from driver.node import Node

TRIES = 80


def until_refused(send: Callable[[int], httpx.Response]) -> httpx.Response:
    for number in range(TRIES):
        answer = send(number)
        if answer.status_code == 429:
            return answer
    raise AssertionError(f"{TRIES} requests were let through: the last was {answer.status_code} {answer.text[:200]}")


def crowd(node: Node, owner: httpx.Client) -> httpx.Client:
    """One client that may have as many connections as there are workers."""
    limits = httpx.Limits(max_connections=300)
    token = owner.post("/api/v1/tokens", json={"name": "crowd", "scopes": ["jobs.work"]}).json()["text"]
    return node.client(headers={"Authorization": f"Bearer {token}"}, limits=limits)


def many_at_once(client: httpx.Client) -> httpx.Response:
    """Workers that wait for work that does not come: one more than may."""
    def wait(number: int) -> httpx.Response:
        return client.post("/api/v1/worker/leases", json={"kinds": ["nothing"], "waitSeconds": 15}, timeout=120)

    with ThreadPoolExecutor(270) as pool:
        return next(answer for answer in pool.map(wait, range(265)) if answer.status_code != 200)


def test_every_endpoint_with_a_limit_says_so_in_its_headers(new_node: Node) -> None:
    new_node.start()
    with closing(new_node.set_up_owner()) as owner, closing(crowd(new_node, owner)) as workers:
        described = owner.get("/api/openapi.json").json()
        limited = {
            f"{method.upper()} {path}" for path, operations in described["paths"].items() for method, operation in operations.items()
            if "429" in operation["responses"]
        }
        post = owner.post
        guest = post("/api/v1/invitations", json={"email": "guest@example.com", "role": "viewer"}).json()["id"]
        refused = {
            "POST /api/v1/sign-in/codes": until_refused(lambda n: post("/api/v1/sign-in/codes", json={"email": "camille@example.com"})),
            "POST /api/v1/me/email": until_refused(lambda n: post("/api/v1/me/email", json={"email": "other@example.com"})),
            "POST /api/v1/me/email/confirmation": until_refused(
                lambda n: post("/api/v1/me/email/confirmation", json={"email": "other@example.com", "code": f"{n:06}"})),
            "POST /api/v1/sign-in": until_refused(
                lambda n: post("/api/v1/sign-in", json={"email": f"someone{n}@example.com", "code": "123456"})),
            "POST /api/v1/invitations/{invitation}/resend": until_refused(lambda n: post(f"/api/v1/invitations/{guest}/resend")),
            "POST /api/v1/invitations": until_refused(
                lambda n: post("/api/v1/invitations", json={"email": f"guest{n}@example.com", "role": "viewer"})),
            "POST /api/v1/node/mail/test": until_refused(lambda n: post("/api/v1/node/mail/test")),
            "POST /api/v1/worker/leases": many_at_once(workers),
        }
        assert set(refused) == limited
    for endpoint, answer in refused.items():
        assert_problem(answer, 429, "rate_limited")
        wait = int(answer.headers["retry-after"])
        policy = re.fullmatch(r'"([a-z-]+)";q=([1-9]\d*);(?:w=([1-9]\d*)|qu="concurrent-requests")', answer.headers["ratelimit-policy"])
        left = re.fullmatch(r'"([a-z-]+)";r=0;t=([1-9]\d*)', answer.headers["ratelimit"])
        assert policy and left, (endpoint, dict(answer.headers))
        assert policy[1] == left[1] and int(left[2]) == wait, (endpoint, dict(answer.headers))
        assert policy[3] is None or wait <= int(policy[3]), (endpoint, dict(answer.headers))
