"""`kill -9` while 64 connections post leads: what was acknowledged is there once, and every lead becomes READY.

Three rounds; UPRISING_DRILL=full makes it twenty.
"""

import http.client
import json
import os
import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from driver.api import ENDED, Api
from driver.archive import Archive
from driver.node import Node
from driver.until import until

ROUNDS = 20 if os.environ.get("UPRISING_DRILL") == "full" else 3
CONNECTIONS = 64
ACKNOWLEDGED = (40, 200)  # how many answers a round waits for before the kill: few enough that all become READY soon
POSTING_SECONDS = 60
READY_SECONDS = 240


def body_of(company: str) -> str:
    return json.dumps({"company": company})


def headers_of(company: str) -> dict[str, str]:
    return {"Content-Type": "application/json", "Idempotency-Key": company}


@dataclass
class Round:
    """What the posting threads of one round saw: a lead's id by its company, and what was left unanswered."""

    number: int
    acknowledged: dict[str, str] = field(default_factory=dict)
    unanswered: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)
    enough: threading.Event = field(default_factory=threading.Event)

    def post(self, node: Node, connection_number: int, target: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=30)
        for count in range(target):
            company = f"Drill {self.number}-{connection_number}-{count}"
            try:
                headers = {"Authorization": f"Bearer {node.owner_token}", **headers_of(company)}
                connection.request("POST", "/api/v1/leads", body_of(company), headers)
                answer = connection.getresponse()
                body = answer.read()
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.unanswered.append(company)
                return
            with self.lock:
                if answer.status == 201:
                    self.acknowledged[company] = json.loads(body)["id"]
                elif answer.status != 503:  # busy is an honest answer, and acknowledges nothing
                    self.faults.append(f"{answer.status} {body[:200]!r}")
                if len(self.acknowledged) >= target:
                    self.enough.set()
                if self.enough.is_set() and node.process is None:
                    return

    def run(self, node: Node, target: int) -> None:
        threads = [threading.Thread(target=self.post, args=(node, number, target)) for number in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        reached = self.enough.wait(POSTING_SECONDS)
        node.kill()
        for thread in threads:
            thread.join(POSTING_SECONDS)
        assert reached, f"{len(self.acknowledged)} of {target} posts were acknowledged; faults: {self.faults[:3]}"
        assert not self.faults, self.faults[:3]


def assert_all_there_once(api: Api, acknowledged: dict[str, str]) -> None:
    stored = api.all_leads()
    companies = Counter(lead["company"] for lead in stored)
    assert [company for company, count in companies.items() if count > 1] == []
    ids = {lead["company"]: lead["id"] for lead in stored}
    lost = [company for company, lead_id in acknowledged.items() if ids.get(company) != lead_id]
    assert lost == [], f"{len(lost)} acknowledged leads are lost"


def wait_until_all_ready(api: Api) -> None:
    until("every lead ends", lambda: all(not api.page(status=status, limit=1)["items"] for status in ("new", "analyzing", "rendering")), READY_SECONDS)
    failed = api.all_leads(status="failed")
    assert failed == [], [(lead["company"], lead["failure"]) for lead in failed[:3]]
    assert {lead["status"] for lead in api.all_leads()} <= ENDED


def test_nothing_acknowledged_is_lost(new_node: Node) -> None:
    seed = random.randrange(1 << 32)
    print(f"seed {seed}")
    dice = random.Random(seed)
    new_node.start().prepared()
    api = Api(new_node)
    acknowledged: dict[str, str] = {}
    for number in range(ROUNDS):
        drill = Round(number)
        drill.run(new_node, dice.randint(*ACKNOWLEDGED))
        acknowledged |= drill.acknowledged

        new_node.start()
        assert_all_there_once(api, acknowledged)
        for company in drill.unanswered[:CONNECTIONS]:
            # Whoever got no answer asks again with his key, and has one lead, be it the old or a new one.
            answer = api.post("/api/v1/leads", content=body_of(company), headers=headers_of(company))
            assert answer.status_code == 201, answer.text
            acknowledged[company] = answer.json()["id"]
        assert_all_there_once(api, acknowledged)
        wait_until_all_ready(api)
        assert new_node.stop() == 0
        Archive(new_node).assert_sound()
        new_node.start()
    room = api.war_room(next(iter(acknowledged.values())))
    assert api.get(room["dossier"]["url"]).content.startswith(b"%PDF")
    api.close()
