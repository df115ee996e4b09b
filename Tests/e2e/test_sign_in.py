"""Signing in by a mailed code or link, with a real mail server on loopback."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from driver.api import assert_problem
from driver.mailbox import MailServer, code_of, link_of
from driver.node import Node, setup_token
from driver.until import until

OWNER = "camille@example.com"


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def signing(binary: Path, tmp_path_factory: pytest.TempPathFactory, mail: MailServer) -> Iterator[Node]:
    node = Node(
        binary, tmp_path_factory.mktemp("signing"), SMTP_URL=mail.url, MAIL_FROM="node@example.com", CODE_INTERVAL_SECONDS="0",
        CODE_HOURLY_LIMIT="0", ADDRESS_LIMIT_PER_5_MINUTES="0")
    try:
        node.start().set_up_owner().close()
        yield node
    finally:
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:])


def ask(node: Node, address: str, **body: str) -> httpx.Response:
    with node.browser() as browser:
        return browser.post("/api/v1/sign-in/codes", json={"email": address, **body})


def show(node: Node, **body: str) -> httpx.Response:
    with node.browser() as browser:
        return browser.post("/api/v1/sign-in", json=body)


def next_mail(mail: MailServer, node: Node, address: str = OWNER):
    before = len(mail.to(address))
    assert ask(node, address).status_code == 202
    return mail.wait_for(address, before + 1)


@pytest.mark.parametrize("body", [
    {}, {"email": "nobody"}, {"email": "a@b@example.com"}, {"email": "x@example.com\r\nBcc: y@example.com"}, {"email": 7}, {"email": None}, [], "text",
])
def test_a_malformed_address_is_refused(signing: Node, mail: MailServer, body: object) -> None:
    with signing.browser() as browser:
        assert_problem(browser.post("/api/v1/sign-in/codes", json=body), 400, {"invalid_request", "malformed_body"})


def test_a_body_of_ten_megabytes_is_refused_unread(signing: Node) -> None:
    with signing.browser() as browser:
        assert_problem(browser.post("/api/v1/sign-in/codes", json={"email": "a" * 10_000_000}), 413, "body_too_large")


def test_a_stranger_gets_the_same_answer_and_no_mail(signing: Node, mail: MailServer) -> None:
    known, unknown = ask(signing, OWNER), ask(signing, "stranger@example.com")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    mail.wait_for(OWNER)
    # The mails go out one after the other: once a later one is there, an earlier one would be.
    next_mail(mail, signing)
    assert mail.to("stranger@example.com") == []


def test_wrong_codes_are_all_refused_alike_and_void_the_right_one(signing: Node, mail: MailServer) -> None:
    right = code_of(next_mail(mail, signing))
    wrong = "000000" if right != "000000" else "000001"
    answers = [show(signing, email=OWNER, code=wrong) for _ in range(5)]
    answers += [show(signing, email="stranger@example.com", code=wrong), show(signing, email=OWNER, code=right)]
    problems = [assert_problem(answer, 403, "code_invalid") for answer in answers]
    assert len({problem["detail"] for problem in problems}) == 1


def test_a_code_signs_in_once(signing: Node, mail: MailServer) -> None:
    code = code_of(next_mail(mail, signing))
    # As people type it.
    first = show(signing, email=OWNER.upper(), code=f" {code[:3]} {code[3:]} ")
    assert first.status_code == 200, first.text
    session = first.json()
    assert session["user"]["email"] == OWNER and session["role"] == "owner" and session["accessToken"]
    assert_problem(show(signing, email=OWNER, code=code), 403, "code_invalid")


def test_of_fifty_who_show_one_code_at_once_one_gets_in(signing: Node, mail: MailServer) -> None:
    code = code_of(next_mail(mail, signing))
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: show(signing, email=OWNER, code=code), range(50)))
    assert [answer.status_code for answer in answers].count(200) == 1
    for answer in answers:
        if answer.status_code != 200:
            assert_problem(answer, {403, 503}, {"code_invalid", "busy"})


def test_a_link_signs_in_and_a_new_code_voids_the_old(signing: Node, mail: MailServer) -> None:
    old, new = next_mail(mail, signing), next_mail(mail, signing)
    assert_problem(show(signing, link=setup_token(link_of(old))), 403, "code_invalid")
    assert_problem(show(signing, email=OWNER, code=code_of(old)), 403, "code_invalid")
    assert show(signing, link=setup_token(link_of(new))).status_code == 200
    assert_problem(show(signing, link=setup_token(link_of(new))), 403, "code_invalid")


def test_two_tabs_that_renew_at_once_stay_signed_in(signing: Node) -> None:
    with closing(signing.sign_in()) as browser:
        cookies = dict(browser.cookies)

        def renew(_: int) -> httpx.Response:
            with signing.browser() as tab:
                tab.cookies.update(cookies)
                return tab.post("/api/v1/session/refresh")

        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(renew, range(8)))
        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.cookies["uprising_refresh"] for answer in answers}) == 1


def test_what_the_mail_server_refuses_for_good_is_not_tried_again(signing: Node, mail: MailServer) -> None:
    added = signing.command("user", "add", "gone@example.com", "--role", "viewer")
    assert added.returncode == 0, added.stderr
    mail.refusals["gone@example.com"] = "550 5.1.1 no such mailbox"
    assert ask(signing, "gone@example.com").status_code == 202
    until("the refusal is logged", lambda: "no such mailbox" in signing.output, 30)


def test_limits_say_when_to_come_back_and_survive_a_restart(new_node: Node) -> None:
    new_node.start().set_up_owner().close()
    assert ask(new_node, OWNER).status_code == 202
    too_soon = ask(new_node, OWNER)
    assert_problem(too_soon, 429, "rate_limited")
    assert 0 < int(too_soon.headers["retry-after"]) <= 60
    # A stranger meets the same limit, or it would tell who is known.
    assert ask(new_node, "stranger@example.com").status_code == 202
    assert_problem(ask(new_node, "stranger@example.com"), 429, "rate_limited")
    new_node.stop()
    new_node.start()
    assert_problem(ask(new_node, OWNER), 429, "rate_limited")


def test_guesses_across_addresses_meet_the_limit_of_their_remote(new_node: Node) -> None:
    new_node.start().set_up_owner().close()
    # Thirty in five minutes, and one more each ten seconds: a slow machine's guesses win some back on their way.
    passed = 0
    while passed < 200 and (answer := show(new_node, email=f"someone{passed}@example.com", code="123456")).status_code == 403:
        passed += 1
    assert_problem(answer, 429, "rate_limited")
    assert passed >= 30 and int(answer.headers["retry-after"]) > 0


def test_nothing_of_a_code_or_token_lies_in_the_database_or_the_log(binary: Path, tmp_path: Path, mail: MailServer) -> None:
    node = Node(binary, tmp_path / "node", SMTP_URL=mail.url, MAIL_FROM="node@example.com", CODE_INTERVAL_SECONDS="0")
    try:
        node.start().set_up_owner().close()
        letter = next_mail(mail, node)
        signed_in = show(node, link=setup_token(link_of(letter)))
        secrets = [setup_token(link_of(letter)), signed_in.json()["accessToken"], signed_in.cookies["uprising_refresh"], f"{code_of(letter)} "]
        assert node.stop() == 0
        for path in node.data.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                assert not [secret for secret in secrets if secret.encode() in content], path
        assert not [secret for secret in secrets if secret in node.log.read_text()]
    finally:
        node.kill()
