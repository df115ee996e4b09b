"""Workers outside the node: the example in docs/examples, leases that end, crowds that die, a node that is killed."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from conftest import ROOT
from driver.api import Api, assert_problem
from driver.jobs import External, Jobs
from driver.node import Node
from driver.until import until

EXAMPLE = ROOT / "docs" / "examples" / "worker.py"


class Place:
    """A node with an owner and a token for workers."""

    def __init__(self, node: Node):
        self.node = node
        with closing(node.start().set_up_owner()) as browser:
            node.owner_token = node.create_token()
            self.jobs = Jobs(Api(node))
            self.token = self.jobs.token(browser, "jobs.work")
        self.worker = External(Api(node, self.token))

    def close(self) -> None:
        self.jobs.api.close()
        self.worker.api.close()


@pytest.fixture
def place(new_node: Node) -> Iterator[Place]:
    one = Place(new_node)
    yield one
    one.close()


class Example:
    """The worker of the documentation, as a process."""

    def __init__(self, place: Place, folder: Path, **variables: str):
        self.log = folder / f"worker-{id(self)}.log"
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, EXAMPLE], stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                env={**kept, "UPRISING_URL": place.node.url, "UPRISING_TOKEN": place.token, "LEASE_SECONDS": "5", **variables})

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def __enter__(self) -> "Example":
        return self

    def __exit__(self, *_) -> None:
        self.process.kill()
        self.process.wait()
        print(f"--- {self.log} ---\n{self.log.read_text()[-3000:]}")


def test_the_example_needs_its_two_settings() -> None:
    refused = subprocess.run([sys.executable, EXAMPLE], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, timeout=20)
    assert refused.returncode == 1 and "UPRISING_URL and UPRISING_TOKEN" in refused.stderr


def test_the_example_works_fails_stops_and_gives_back(place: Place, tmp_path: Path) -> None:
    jobs = place.jobs
    with Example(place, tmp_path, GRACE_SECONDS="0.5") as example:
        words = jobs.enqueue("count_words", arguments={"text": "one two three"})["id"]
        done = jobs.wait_for(words, "completed")
        assert done["result"] == {"words": 3} and [line["text"] for line in done["log"]] == ["counted 3 words"]

        hopeless = jobs.enqueue("divide", arguments={"number": 1, "by": 0})["id"]
        assert jobs.wait_for(hopeless, "failed")["error"] == "Hopeless: nothing can be divided by 0"
        again = jobs.enqueue("divide", arguments={"number": "a", "by": 2}, backoff={"kind": "fixed", "firstSeconds": 0}, maxAttempts=2)["id"]
        failed = jobs.wait_for(again, "failed")
        assert len(failed["attempts"]) == 2 and "TypeError" in failed["error"] and "Traceback" in failed["attempts"][0]["stack"]

        flow = jobs.enqueue("add_up", children=[{"kind": "count_words", "arguments": {"text": "a b"}}] * 3)["id"]
        assert jobs.wait_for(flow, "completed")["result"] == {"words": 6}

        slow = {"text": "word " * 200, "secondsPerWord": 0.1}
        long = jobs.enqueue("count_words", arguments=slow, timeoutSeconds=600)["id"]
        until("its progress is seen", lambda: jobs.show(long)["progress"] > 5)
        jobs.act(long, "cancel", reason="enough")
        assert jobs.wait_for(long, "cancelled")["attempts"][0]["error"] == "stopped as asked"

        left = jobs.enqueue("count_words", arguments=slow, timeoutSeconds=600)["id"]
        jobs.wait_for(left, "running")
        assert example.stop() == 0
        back = jobs.show(left)
        assert back["state"] == "waiting" and back["attempt"] == 0 and back["attempts"][0]["ending"] == "interrupted"


def test_what_the_example_tells_is_a_step_of_the_story_of_whoever_wanted_the_job(new_node: Node, tmp_path: Path) -> None:
    new_node.variables["TRACE_SAMPLE"] = "1"
    place = Place(new_node)
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    try:
        with Example(place, tmp_path):
            made = place.jobs.ask(
                "POST", "/jobs", json={"kind": "count_words", "arguments": {"text": "one two"}},
                headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
            assert made.status_code == 201, made.text
            place.jobs.wait_for(made.json()["job"]["id"], "completed")

        def steps() -> set[str] | None:
            answer = place.jobs.ask("GET", f"/node/traces/{trace}")
            names = {span["name"] for span in answer.json().get("spans", [])}
            return names if "POST /api/v1/worker/jobs/{job}/complete" in names else None

        assert "POST /api/v1/jobs" in until("the story is whole", steps)
    finally:
        place.close()


def test_the_example_outlives_a_node_that_is_killed(place: Place, tmp_path: Path) -> None:
    jobs = place.jobs
    with Example(place, tmp_path) as example:
        slow = jobs.enqueue("count_words", arguments={"text": "word " * 40, "secondsPerWord": 0.1}, timeoutSeconds=600)["id"]
        jobs.wait_for(slow, "running")
        waiting = jobs.enqueue("count_words", arguments={"text": "a b c"}, delaySeconds=1)["id"]
        place.node.kill()
        place.node.start()
        assert jobs.wait_for(slow, "completed", seconds=40)["result"] == {"words": 40}
        assert jobs.wait_for(waiting, "completed", seconds=40)["result"] == {"words": 3}
        assert jobs.show(slow)["attempts"] == []
        assert example.stop() == 0


def test_a_lease_that_is_not_heard_of_ends_and_its_worker_is_refused(place: Place) -> None:
    jobs, worker = place.jobs, place.worker
    job = jobs.enqueue("crawl")["id"]
    [lost] = worker.lease("crawl", leaseSeconds=5, worker="silent")
    [taken] = worker.lease("crawl", leaseSeconds=60, waitSeconds=30, worker="next")
    assert taken["id"] == job and taken["lease"] > lost["lease"]
    for verb, body in (("complete", {"result": "mine"}), ("heartbeat", {}), ("fail", {"error": "mine"}), ("release", {})):
        assert_problem(worker.tell(lost, verb, **body), 409, "lease_lost")
    assert worker.tell(taken, "complete", result="ours").status_code == 204
    assert worker.tell(taken, "complete", result="ours").status_code == 204
    done = jobs.show(job)
    assert done["result"] == "ours" and [(one["ending"], one["worker"]) for one in done["attempts"]] == [("lease_expired", "silent")]


def test_who_hangs_up_while_waiting_takes_nothing(place: Place) -> None:
    jobs, worker = place.jobs, place.worker
    body = json.dumps({"kinds": ["crawl"], "waitSeconds": 60}).encode()
    head = (
        f"POST /api/v1/worker/leases HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer {place.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    for _ in range(5):
        with socket.create_connection(("127.0.0.1", place.node.port)) as connection:
            connection.sendall(head + body)
            connection.settimeout(0.3)
            with pytest.raises(TimeoutError):
                connection.recv(1)
    until("the node has seen that they are gone", lambda: place.node.output.count('"route":"/api/v1/worker/leases"') >= 5)
    job = jobs.enqueue("crawl")["id"]
    assert jobs.show(job)["state"] == "waiting"
    assert [one["id"] for one in worker.lease("crawl")] == [job]


def test_a_node_that_is_asked_to_stop_does_not_wait_for_those_who_wait(place: Place) -> None:
    answers: list[int] = []

    def wait() -> None:
        answers.append(len(External(Api(place.node, place.token)).lease("crawl", waitSeconds=60)))

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.5)
    started = time.monotonic()
    assert place.node.stop() == 0
    assert time.monotonic() - started < 5
    thread.join(5)
    assert answers == [0]
    place.node.start()


def test_a_worker_keeps_its_lease_over_a_kill_of_the_node(place: Place) -> None:
    jobs, worker = place.jobs, place.worker
    kept, lost = jobs.batch([{"kind": "kept"}, {"kind": "lost"}])
    [mine] = worker.lease("kept", leaseSeconds=60)
    [silent] = worker.lease("lost", leaseSeconds=5)
    done = jobs.enqueue("done")["id"]
    [ended] = worker.lease("done")
    assert worker.tell(ended, "complete", result=1).status_code == 204
    place.node.kill()
    place.node.start()
    assert jobs.show(done)["state"] == "completed"
    assert worker.tell(ended, "complete", result=1).status_code == 204
    assert worker.tell(mine, "heartbeat", progress=10).json()["cancel"] is False
    assert worker.tell(mine, "complete").status_code == 204 and jobs.show(kept)["state"] == "completed"
    [again] = worker.lease("lost", waitSeconds=30)
    assert again["id"] == lost and again["lease"] > silent["lease"]
    assert_problem(worker.tell(silent, "complete"), 409, "lease_lost")


class Crowd:
    """A hundred workers, a third of which vanish with a job in their hands."""

    WORKERS = 100
    JOBS = 300

    def __init__(self, place: Place, effects: Path):
        self.place = place
        self.effects = effects
        self.over = threading.Event()
        self.vanished = 0
        self.refused = 0
        self.lock = threading.Lock()
        with closing(sqlite3.connect(effects)) as database, database:
            database.execute("CREATE TABLE effect (job INTEGER PRIMARY KEY, worker INTEGER)")

    def run(self, number: int) -> None:
        worker = External(Api(self.place.node, self.place.token))
        dies_after = 1 + number % 2 if number % 3 == 0 else None
        taken = 0
        try:
            while not self.over.is_set():
                for job in worker.lease("count", leaseSeconds=5, waitSeconds=2, worker=f"w{number}"):
                    taken += 1
                    if taken == dies_after:
                        with self.lock:
                            self.vanished += 1
                        return  # without a word
                    self.work(worker, job, number)
        finally:
            worker.api.close()

    def work(self, worker: External, job: dict, number: int) -> None:
        """The effect happens with the completion: whoever was refused takes it back."""
        answer = worker.tell(job, "complete", result={"by": number})
        if answer.status_code != 204:
            assert_problem(answer, 409, "lease_lost")
            with self.lock:
                self.refused += 1
            return
        with closing(sqlite3.connect(self.effects, timeout=20)) as database, database:
            database.execute("INSERT INTO effect VALUES (?, ?)", (job["arguments"], number))


def test_a_hundred_workers_of_which_a_third_die_do_all_the_work_once(place: Place, tmp_path: Path) -> None:
    jobs = place.jobs
    crowd = Crowd(place, tmp_path / "effects.sqlite")
    threads = [threading.Thread(target=crowd.run, args=(number,)) for number in range(Crowd.WORKERS)]
    for thread in threads:
        thread.start()
    ids = jobs.batch([{"kind": "count", "arguments": number, "maxAttempts": 100} for number in range(Crowd.JOBS)])
    try:
        until("all jobs are completed", lambda: jobs.queue("count")["depth"]["completed"] == Crowd.JOBS, 30)
    finally:
        crowd.over.set()
        for thread in threads:
            thread.join(20)
    assert crowd.vanished >= 10, "too few died for the test to mean something"
    with closing(sqlite3.connect(crowd.effects)) as database:
        counted = Counter(job for job, in database.execute("SELECT job FROM effect"))
    assert counted == Counter(range(Crowd.JOBS))
    ends = Counter(attempt["ending"] for job in ids for attempt in jobs.show(job)["attempts"])
    assert ends == {"lease_expired": crowd.vanished}, ends


def test_worker_processes_that_are_killed_lose_no_job(place: Place, tmp_path: Path) -> None:
    jobs = place.jobs
    text = {"text": "word " * 5, "secondsPerWord": 0.1}
    ids = jobs.batch([{"kind": "count_words", "arguments": text, "maxAttempts": 20}] * 240)
    workers = [Example(place, tmp_path) for _ in range(6)]
    try:
        # Each has four threads: of more than sixteen jobs at least one is of the two that are killed.
        until("they are at work", lambda: jobs.queue("count_words")["depth"]["running"] > 16)
        for worker in workers[:2]:
            worker.process.kill()
        until("all jobs are completed", lambda: jobs.queue("count_words")["depth"]["completed"] == len(ids), 40)
        assert all(worker.stop() == 0 for worker in workers[2:])
    finally:
        for worker in workers:
            worker.__exit__()
    ends = Counter(attempt["ending"] for job in ids for attempt in jobs.show(job)["attempts"])
    # A worker that was killed while it asked had nothing yet: the node took back what was on its way there.
    assert set(ends) <= {"lease_expired", "interrupted"} and sum(ends.values()) >= 1
