#!/usr/bin/env python3
"""A worker for Uprising Node: takes jobs over HTTP, works on them, and says what became of them.

    UPRISING_URL=https://node.example UPRISING_TOKEN=upn_… python3 worker.py

Needs Python 3.9 and `requests`, nothing else. The token needs the scope jobs.work.

Put your own work in HANDLERS at the end. A handler gets a Task: its arguments, `task.progress(40, "half way")`,
`task.log("a line")` and `task.check()`, which raises when the job was cancelled or is not ours any more. What it returns is the job's
result, as JSON. `task.trace` are the headers with which a request of your own goes on in the job's trace. What it raises counts as a failed attempt: the node tries again after a pause, unless it raises Hopeless.

A job may be started twice: when this program dies or is not heard of for LEASE_SECONDS, the node gives its jobs to another
worker. Do the same thing twice only where that does no harm, or use `task.id` to find out that it is done already.
"""

import os
import random
import signal
import socket
import sys
import threading
import time
import traceback

import requests

LEASE_SECONDS = int(os.environ.get("LEASE_SECONDS", "60"))  # the node takes a job back when it hears nothing for so long
POLL_SECONDS = 30  # how long the node may keep us waiting for a job
TIMEOUT_SECONDS = 20  # for an answer, beyond what we asked it to wait
LONGEST_PAUSE_SECONDS = 30  # between two tries while the node is away
TELL_SECONDS = LEASE_SECONDS  # how long we try to report an outcome; after that the lease is over anyway


class Hopeless(Exception):
    """Raised by a handler when trying again is useless."""


class Cancelled(Exception):
    """The job was cancelled, or its lease is lost: stop working on it, nothing of it counts."""


class Stop(BaseException):
    """SIGTERM came while we waited for a job."""


class Refused(Exception):
    """The node understood us and said no; asking again changes nothing."""

    def __init__(self, code, text):
        super().__init__(text)
        self.code = code


class Node:
    """The node's API for workers, with patience for a node that is restarting."""

    def __init__(self, url, token):
        self.url = url.rstrip("/") + "/api/v1/worker"
        self.token = token
        self.local = threading.local()  # a session is for one thread

    @property
    def session(self):
        if not hasattr(self.local, "session"):
            self.local.session = requests.Session()
            self.local.session.headers["Authorization"] = f"Bearer {self.token}"
        return self.local.session

    def post(self, path, body, wait=0, headers=None):
        """One try: the answer's JSON, `None` for an empty one. Raises Refused, or requests.RequestException to try again."""
        answer = self.session.post(self.url + path, json=body, headers=headers, timeout=(5, wait + TIMEOUT_SECONDS))
        if answer.status_code in (429, 500, 502, 503, 504, 507):
            raise requests.RequestException(f"{answer.status_code}: {answer.text[:200]}")
        if not answer.ok:
            problem = answer.json() if "json" in answer.headers.get("Content-Type", "") else {}
            raise Refused(problem.get("code", str(answer.status_code)), problem.get("detail", answer.text[:200]))
        return answer.json() if answer.content else None

    def insist(self, path, body, seconds, headers=None):
        """Tries for so long: an outcome is worth it. Saying `complete` twice does no harm, the node knows its lease."""
        end = time.monotonic() + seconds
        for pause in pauses():
            try:
                return self.post(path, body, headers=headers)
            except requests.RequestException:
                if time.monotonic() + pause > end:
                    raise
                time.sleep(pause)


def pauses():
    """How long to wait before each next try: doubling, and never the same for two workers."""
    longest = 0.5
    while True:
        yield random.uniform(longest / 2, longest)
        longest = min(longest * 2, LONGEST_PAUSE_SECONDS)


class Task:
    """One leased job. Its heartbeat runs in a thread of its own until the work ends."""

    def __init__(self, node, job):
        self.node = node
        self.id = job["id"]
        self.kind = job["kind"]
        self.arguments = job["arguments"]
        self.attempt = job["attempt"]
        self.children = job["children"]  # what the jobs that this one waited for left behind
        self.lease = job["lease"]
        self.trace = {"traceparent": job["traceparent"]}  # of whoever wanted the job (W3C Trace Context)
        self.over = threading.Event()  # cancelled, lost, or given back
        self.ended = threading.Event()
        self.news = threading.Event()
        self.lock = threading.Lock()
        self.percent, self.text, self.lines = None, None, []
        self.heartbeat = threading.Thread(target=self._beat, daemon=True)

    # For handlers

    def progress(self, percent, text=None):
        with self.lock:
            self.percent, self.text = percent, text
        self.check()

    def log(self, text, level="info"):
        with self.lock:
            self.lines.append({"level": level, "text": text})

    def check(self):
        if self.over.is_set():
            raise Cancelled()

    # The rest of its life

    def run(self, handler):
        """Works on the job and reports the outcome; never raises."""
        self.heartbeat.start()
        try:
            result = handler(self)
            outcome = ("complete", {} if result is None else {"result": result})
        except Cancelled:
            outcome = ("fail", {"error": "stopped as asked", "retry": False})
        except Exception as error:
            outcome = ("fail", {
                "error": f"{type(error).__name__}: {error}"[:2000], "stack": traceback.format_exc()[-16000:],
                "retry": not isinstance(error, Hopeless),
            })
        self.ended.set()
        self.news.set()
        self.heartbeat.join()
        try:
            self.tell(*outcome)
            say(f"{self.kind} {self.id}: {outcome[0]}")
        except (Refused, requests.RequestException) as error:
            # Lost: another worker has it, or nobody wants it any more. What we did of it does not count.
            say(f"{self.kind} {self.id}: not reported: {error}")

    def tell(self, verb, body):
        return self.node.insist(f"/jobs/{self.id}/{verb}", {"lease": self.lease, **body}, TELL_SECONDS, self.trace)

    def release(self):
        """Gives the job back at no cost of an attempt; the handler is told to stop, and what it still does counts no more."""
        self.over.set()
        try:
            self.node.post(f"/jobs/{self.id}/release", {"lease": self.lease}, headers=self.trace)
        except (Refused, requests.RequestException) as error:
            say(f"{self.kind} {self.id}: not given back: {error}")  # its lease ends by itself

    def _beat(self):
        """Says three times a lease that we live, and how far the work is. One beat lost is no job lost."""
        while not self.ended.is_set():
            self.news.wait(LEASE_SECONDS / 3)
            if self.ended.is_set() and not self.lines:
                return
            with self.lock:
                percent, text, lines = self.percent, self.text, self.lines[:100]
            body = {"lease": self.lease, "leaseSeconds": LEASE_SECONDS, "log": lines}
            if percent is not None:
                body["progress"] = percent
                if text is not None:
                    body["text"] = text
            try:
                answer = self.node.post(f"/jobs/{self.id}/heartbeat", body, headers=self.trace)
            except requests.RequestException:
                continue  # the node is away: the next beat may find it back
            except Refused:
                return self.over.set()
            with self.lock:
                del self.lines[:len(lines)]
            if answer["cancel"]:
                self.over.set()


class Worker:
    """Keeps a number of threads busy until it is told to stop."""

    def __init__(self, node, handlers, threads=4, name=None):
        self.node = node
        self.handlers = handlers
        self.name = name or f"{socket.gethostname()}:{os.getpid()}"
        self.free = threading.Semaphore(threads)
        self.threads = threads
        self.stopping = threading.Event()
        self.polling = False
        self.tasks = set()
        self.lock = threading.Lock()

    def run(self):
        say(f"{self.name} takes {', '.join(sorted(self.handlers))}")
        pause = pauses()
        while not self.stopping.is_set():
            if not self.free.acquire(timeout=0.5):
                continue
            # One slot is ours; ask for as many jobs as there are free ones.
            slots = 1
            while slots < self.threads and self.free.acquire(blocking=False):
                slots += 1
            try:
                jobs = self.lease(slots)
                pause = pauses()
            except Stop:
                break
            except requests.RequestException as error:
                jobs = []
                seconds = next(pause)
                say(f"the node is away, next try in {seconds:.1f} s: {error}")
                self.stopping.wait(seconds)
            for _ in range(slots - len(jobs)):
                self.free.release()
            for job in jobs:
                self.start(Task(self.node, job))
        self.wait_or_release()

    def lease(self, count):
        self.polling = True
        try:
            return self.node.post("/leases", {
                "kinds": sorted(self.handlers), "max": count, "leaseSeconds": LEASE_SECONDS, "waitSeconds": POLL_SECONDS,
                "worker": self.name,
            }, wait=POLL_SECONDS)["jobs"]
        finally:
            self.polling = False

    def start(self, task):
        with self.lock:
            self.tasks.add(task)
        if self.stopping.is_set():
            return self.drop(task)
        threading.Thread(target=self.work, args=(task,), daemon=True).start()

    def work(self, task):
        task.run(self.handlers[task.kind])
        with self.lock:
            self.tasks.discard(task)
        self.free.release()

    def drop(self, task):
        task.release()
        with self.lock:
            self.tasks.discard(task)

    def stop(self, *_):
        """Takes nothing more. What is under way has GRACE_SECONDS to end, then it is given back."""
        self.stopping.set()
        if self.polling:
            self.polling = False
            raise Stop()  # ends the wait; the node sees that we hang up, and keeps what it was about to give us

    def wait_or_release(self):
        end = time.monotonic() + GRACE_SECONDS
        while self.tasks and time.monotonic() < end:
            time.sleep(0.1)
        with self.lock:
            left = list(self.tasks)
        for task in left:
            self.drop(task)
        say(f"{self.name} stopped")


GRACE_SECONDS = float(os.environ.get("GRACE_SECONDS", "20"))


def say(text):
    print(time.strftime("%H:%M:%S"), text, flush=True)


# Your work


def count_words(task):
    words = task.arguments["text"].split()
    for position, word in enumerate(words):
        task.progress(100 * position // len(words), word)
        time.sleep(task.arguments.get("secondsPerWord", 0))
    task.log(f"counted {len(words)} words")
    return {"words": len(words)}


def add_up(task):
    """A parent: it starts when its children have ended, and sees what they left."""
    return {"words": sum(child["result"]["words"] for child in task.children if child["state"] == "completed")}


def divide(task):
    if task.arguments["by"] == 0:
        raise Hopeless("nothing can be divided by 0")
    return task.arguments["number"] / task.arguments["by"]


HANDLERS = {"count_words": count_words, "add_up": add_up, "divide": divide}


def main():
    missing = [name for name in ("UPRISING_URL", "UPRISING_TOKEN") if name not in os.environ]
    if missing:
        sys.exit(f"set {' and '.join(missing)}")
    worker = Worker(Node(os.environ["UPRISING_URL"], os.environ["UPRISING_TOKEN"]), HANDLERS)
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    try:
        worker.run()
    except Refused as error:
        sys.exit(f"the node refuses this worker: {error}")


if __name__ == "__main__":
    main()
