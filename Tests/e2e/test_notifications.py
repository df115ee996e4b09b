"""What people are told of: on the page's own connection, in lists, and by mail."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from driver.api import Api, assert_problem, pointers
from driver.mailbox import MailServer, text_of
from driver.node import Node, setup_token
from driver.realtime import Socket
from driver.until import until


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    server = MailServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def team(binary: Path, tmp_path_factory: pytest.TempPathFactory, mail: MailServer) -> Iterator[Node]:
    """A node whose mails of notifications go at once."""
    node = Node(
        binary, tmp_path_factory.mktemp("notified"), SMTP_URL=mail.url, MAIL_FROM="node@example.com", NOTIFICATION_MAIL_SECONDS="0",
        CODE_INTERVAL_SECONDS="0")
    node.start().prepared()
    owner = Api(node)
    for address, role in [("zoe@example.com", "member"), ("vic@example.com", "viewer")]:
        invited = owner.post("/api/v1/invitations", json={"email": address, "role": role})
        assert invited.status_code == 201, invited.text
        letter = text_of(mail.wait_for(address))
        token = setup_token(re.search(r"https?://\S+invitation\S+", letter)[0])
        accepted = httpx.post(
            f"{node.url}/api/v1/invitations/accept", json={"token": token}, trust_env=False,
            headers={"Origin": node.url, "X-Uprising-Request": "1"})
        assert accepted.status_code in (200, 201), accepted.text
    owner.close()
    yield node
    assert node.stop() == 0


def inbox(browser: httpx.Client, **query: Any) -> dict[str, Any]:
    answer = browser.get("/api/v1/notifications", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def person(browser: httpx.Client) -> str:
    return browser.get("/api/v1/session").json()["user"]["id"]


def test_an_inbox_is_for_people_who_are_signed_in(team: Node) -> None:
    owner = Api(team)
    some = "01900000-0000-7000-8000-000000000000"
    for method, path in [
        ("GET", ""), ("PUT", "/read"), ("PUT", f"/{some}/read"), ("DELETE", f"/{some}/read"), ("DELETE", f"/{some}"),
        ("GET", "/preferences"), ("PATCH", "/preferences"),
    ]:
        assert_problem(owner.http.request(method, f"/api/v1/notifications{path}", json={}), 403, "forbidden")
        answer = httpx.request(method, f"{team.url}/api/v1/notifications{path}", json={}, trust_env=False)
        assert_problem(answer, 401, "unauthenticated")
    assert owner.get("/api/v1/session").json()["inboxId"] is None
    owner.close()


def test_whoever_gets_a_lead_hears_it_alone_and_is_mailed(team: Node, mail: MailServer) -> None:
    owner, zoe, vic = Api(team), team.sign_in("zoe@example.com"), team.sign_in("vic@example.com")
    own = zoe.get("/api/v1/session").json()["inboxId"]
    assert own and own != vic.get("/api/v1/session").json()["inboxId"]
    before = len(mail.to("zoe@example.com"))
    with Socket.open(team, zoe.headers["Authorization"].removeprefix("Bearer ")) as channel, Socket.open(team) as foreign:
        channel.joined(f"room:inbox:{own}")
        assert foreign.join(f"room:inbox:{own}")["status"] == "error"
        with Socket.open(team, vic.headers["Authorization"].removeprefix("Bearer ")) as other:
            assert other.join(f"room:inbox:{own}")["status"] == "error"
            assert other.join(f"room:inbox:{vic.get('/api/v1/session').json()['inboxId']}")["status"] == "ok"
        # Given once it is READY, of which its owner would be told as well.
        lead = owner.wait_until_ended(owner.drop("Given to Zoe", nextStep="Rappeler"))["lead"]
        owner.edit(lead, ownerId=person(zoe))
        [event] = channel.collect(lambda event: event.name == "notification.new")[-1:]
        said = event.payload["notification"]
        assert (said["kind"], said["subject"]["id"], event.payload["unread"]) == ("assignment", lead["id"], 1)
        assert said["actor"]["kind"] == "token"
        page = inbox(zoe)
        assert page["items"][0] == said and page["unread"] == 1
        letter = mail.wait_for("zoe@example.com", before + 1)
        assert "Given to Zoe" in str(letter["Subject"]) and "Rappeler" in text_of(letter)
        assert f"/leads/{lead['id']}" in text_of(letter)
        marked = zoe.put(f"/api/v1/notifications/{said['id']}/read")
        assert marked.status_code == 200 and marked.json()["readAt"]
        [read] = channel.collect(lambda event: event.name == "notification.read")[-1:]
        assert read.payload["ids"] == [said["id"]] and read.payload["unread"] == 0
    assert_problem(vic.put(f"/api/v1/notifications/{said['id']}/read"), 404, "not_found")
    assert_problem(vic.put("/api/v1/notifications/read", json={"upTo": said["id"]}), 400, "invalid_request")
    assert zoe.delete(f"/api/v1/notifications/{said['id']}/read").json()["readAt"] is None
    assert zoe.put("/api/v1/notifications/read", json={"upTo": said["id"]}).status_code == 204
    assert inbox(zoe, unread="true")["items"] == []
    assert zoe.delete(f"/api/v1/notifications/{said['id']}").status_code == 204
    assert_problem(zoe.delete(f"/api/v1/notifications/{said['id']}"), 404, "not_found")
    for client in (owner, zoe, vic):
        client.close()


def test_one_click_ends_a_kind_of_mail_and_a_forged_one_ends_nothing(team: Node, mail: MailServer) -> None:
    owner, vic = Api(team), team.sign_in("vic@example.com")
    owner.drop("Click", ownerId=person(vic))
    letter = mail.wait_for("vic@example.com", 2)
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = str(letter["List-Unsubscribe"]).strip("<>")
    assert link in text_of(letter)
    token = link.rsplit("/", 1)[1]
    for forged in [token[:-2] + ("AA" if not token.endswith("AA") else "BB"), "x", "A" * 80]:
        answer = httpx.post(f"{team.url}/unsubscribe/{forged}", data={"List-Unsubscribe": "One-Click"}, trust_env=False)
        assert_problem(answer, {400, 403, 404}, "signature_invalid")
    # A scanner that opens the link changes nothing.
    assert httpx.get(link, trust_env=False).status_code == 200
    assert vic.get("/api/v1/notifications/preferences").json()["kinds"]["assignment"]["mail"] == "at once"
    for _ in range(2):
        done = httpx.post(link, data={"List-Unsubscribe": "One-Click"}, trust_env=False)
        assert done.status_code == 200 and done.headers["content-type"].startswith("text/html")
    kinds = vic.get("/api/v1/notifications/preferences").json()["kinds"]
    assert kinds["assignment"]["mail"] == "never" and kinds["mention"]["mail"] == "at once"
    owner.close()
    vic.close()


def test_choices_are_checked_and_kept(team: Node) -> None:
    zoe = team.sign_in("zoe@example.com")
    path = "/api/v1/notifications/preferences"
    wrong = {"kinds": {"mention": {"mail": "hourly"}}, "dailyAt": "8", "timeZone": "x"}
    unknown = assert_problem(zoe.patch(path, json={**wrong, "kinds": {"dream": {}}, "more": 1}), 400)
    assert pointers(unknown) == {"/kinds/dream", "/more"}
    problem = assert_problem(zoe.patch(path, json=wrong), 400)
    assert pointers(problem) == {"/kinds/mention/mail", "/dailyAt", "/timeZone"}
    changed = zoe.patch(path, json={"kinds": {"ready": {"mail": "daily"}}, "dailyAt": "18:30", "timeZone": "Asia/Tokyo", "language": "en"})
    assert changed.status_code == 200 and changed.json() == zoe.get(path).json()
    assert changed.json()["kinds"]["ready"] == {"page": True, "mail": "daily"}
    standard = zoe.patch(path, json={"kinds": {"ready": None}, "timeZone": None, "language": None}).json()
    assert standard["kinds"]["ready"]["mail"] == "never" and standard["timeZone"] is None and standard["dailyAt"] == "18:30"
    zoe.close()


def test_the_owner_was_told_who_joined_and_pages_follow(team: Node) -> None:
    owner = team.sign_in()
    first = inbox(owner, limit=1)
    assert first["unread"] >= 2 and first["next"]
    second = inbox(owner, limit=1, cursor=first["next"])
    assert {one["subject"]["title"] for one in first["items"] + second["items"]} == {"zoe", "vic"}
    assert {one["kind"] for one in first["items"] + second["items"]} == {"member"}
    assert_problem(owner.get("/api/v1/notifications", params={"unread": "true", "cursor": first["next"]}), 400, "invalid_request")
    assert_problem(owner.get("/api/v1/notifications", params={"cursor": "AAAA"}), 400, "invalid_request")
    assert_problem(owner.get("/api/v1/notifications", params={"limit": "0"}), 400, "invalid_request")
    owner.close()


def test_a_lead_that_is_ready_and_one_that_failed_are_told_to_their_owner(team: Node, sites: dict[str, str]) -> None:
    owner, zoe = Api(team), team.sign_in("zoe@example.com")
    ready = owner.drop("Ready", ownerId=person(zoe), website=sites["sme"])
    failed = owner.drop("Failed", ownerId=person(zoe), website="http://127.0.0.1:1/")
    owner.wait_until_ready(ready)
    owner.wait_until_ended(failed)

    def told() -> bool:
        kinds = {(one["kind"], one["subject"]["leadId"]) for one in inbox(zoe)["items"]}
        return {("ready", ready["id"]), ("failed", failed["id"])} <= kinds

    until("both are told", told)
    owner.close()
    zoe.close()
