"""The first owner: a link that works once, and a sign-in that only this node's own page can renew."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import httpx
import pytest

from driver.api import assert_problem
from driver.node import Node, find_setup_link, setup_token

OWNER = {"name": "Camille Owner", "email": "camille@example.com", "workspace": "Atelier", "language": "fr"}


def test_a_wrong_link_is_refused(new_node: Node) -> None:
    new_node.start()
    new_node.setup_link()
    for token in ("", "x", "A" * 43):
        answer = httpx.post(f"{new_node.url}/api/v1/setup", json={"token": token, **OWNER}, headers={"Origin": new_node.url}, trust_env=False)
        assert_problem(answer, {400, 403}, {"setup_link_invalid", "invalid_request"})
    with new_node.browser() as browser:
        problem = assert_problem(browser.post("/api/v1/session/refresh"), 401, "unauthenticated")
    assert problem["setupNeeded"] is True


def test_bad_fields_do_not_use_up_the_link(new_node: Node) -> None:
    new_node.start()
    token = setup_token(new_node.setup_link())
    answer = httpx.post(
        f"{new_node.url}/api/v1/setup", json={"token": token, **OWNER, "email": "nobody", "name": ""},
        headers={"Origin": new_node.url}, trust_env=False)
    assert_problem(answer, 400, "invalid_request")
    new_node.set_up_owner().close()


def test_the_link_works_once_even_when_raced(new_node: Node) -> None:
    new_node.start()
    token = setup_token(new_node.setup_link())

    def use(number: int) -> httpx.Response:
        body = {"token": token, **OWNER, "email": f"owner{number}@example.com"}
        return httpx.post(f"{new_node.url}/api/v1/setup", json=body, headers={"Origin": new_node.url}, timeout=30, trust_env=False)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(use, range(8)))
    assert sorted(answer.status_code for answer in answers) == [201] + [403] * 7
    assert_problem(use(9), 403, "setup_link_invalid")


def test_a_restart_prints_no_link_once_there_is_an_owner(new_node: Node) -> None:
    new_node.start()
    first = new_node.setup_link()
    new_node.stop()
    new_node.start()
    second = new_node.setup_link()
    assert first != second, "a link is new at each start"
    new_node.set_up_owner().close()
    new_node.stop()
    new_node.start()
    assert new_node.stop() == 0
    assert find_setup_link(new_node.log.read_bytes()[new_node.log_start:].decode()) is None


def test_the_setup_command_prints_a_link_while_the_node_serves(new_node: Node) -> None:
    new_node.start()
    made = new_node.command("setup")
    link = find_setup_link(made.stdout)
    assert made.returncode == 0 and link, made.stdout + made.stderr
    answer = httpx.post(
        f"{new_node.url}/api/v1/setup", json={"token": setup_token(link), **OWNER}, headers={"Origin": new_node.url}, trust_env=False)
    assert answer.status_code == 201, answer.text
    late = new_node.command("setup")
    assert find_setup_link(late.stdout + late.stderr) is None, "there is an owner already"


def test_the_cookie_renews_the_session_until_it_is_signed_out(new_node: Node) -> None:
    new_node.start()
    browser = new_node.set_up_owner()
    cookie = next(iter(browser.cookies.jar))
    assert cookie.name == "uprising_refresh" and cookie.path == "/api/v1/session" and cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "Strict"
    del browser.headers["Authorization"]
    renewed = browser.post("/api/v1/session/refresh")
    assert renewed.status_code == 200 and renewed.json()["user"]["name"] == "Camille Owner"
    kept = dict(browser.cookies)
    assert browser.delete("/api/v1/session").status_code == 204
    with new_node.browser() as other:
        other.cookies.update(kept)
        assert_problem(other.post("/api/v1/session/refresh"), 401, "refresh_token_invalid")
    ended = httpx.get(f"{new_node.url}/api/v1/session", headers={"Authorization": f"Bearer {renewed.json()['accessToken']}"}, trust_env=False)
    assert_problem(ended, 401, "unauthenticated")
    browser.close()


def test_the_cookie_alone_opens_nothing(new_node: Node) -> None:
    new_node.start()
    with closing(new_node.set_up_owner()) as browser:
        del browser.headers["Authorization"]
        for path in ("/api/v1/session", "/api/v1/leads", "/api/v1/members", "/api/v1/tokens"):
            assert_problem(browser.get(path), 401, "unauthenticated")
        assert_problem(browser.post("/api/v1/leads", json={"company": "By cookie"}), 401, "unauthenticated")


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "http://127.0.0.1:1"])
@pytest.mark.parametrize("own", ["1", None])
def test_another_sites_page_renews_and_ends_nothing(new_node: Node, origin: str | None, own: str | None) -> None:
    new_node.start()
    browser = new_node.set_up_owner()
    headers = ({"Origin": origin} if origin else {}) | ({"X-Uprising-Request": own} if own else {})
    stranger = httpx.Client(base_url=new_node.url, cookies=dict(browser.cookies), headers=headers, trust_env=False)
    assert_problem(stranger.post("/api/v1/session/refresh"), 403, "origin_refused")
    assert_problem(stranger.delete("/api/v1/session"), 403, "origin_refused")
    assert browser.get("/api/v1/session").status_code == 200
    for client in (stranger, browser):
        client.close()


def test_only_a_tokens_hash_is_stored(new_node: Node) -> None:
    new_node.start().prepared()
    token = new_node.owner_token
    assert token is not None
    new_node.stop()
    for path in new_node.data.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path
    assert token not in new_node.log.read_text()
