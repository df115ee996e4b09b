"""No-op jobs on huey with SQLite, every commit flushed. One JSON line on standard output.

huey_jobs.py drain FILE COUNT     adds COUNT jobs one after the other, then starts the consumer and lets it run them.
huey_jobs.py latency FILE COUNT PER_S     adds them at that rate while the consumer, another process, waits for them.
"""

import json
import multiprocessing
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from huey import SqliteHuey

# Of 1, 2 and 8 threads one drains the fastest: they share one lock of the interpreter and one of the database.
WORKERS = 1


class Queue:
    """The queue, and what its handler saw."""

    def __init__(self, path: str, expected: int):
        self.expected = expected
        self.waited_ns: list[int] = []
        self.done = threading.Event()
        self.huey = SqliteHuey("benchmark", filename=path, results=False, fsync=True)
        self.noop: Callable[[int], Any] = self.huey.task(name="noop")(self.ran)

    def ran(self, sent_ns: int) -> None:
        self.waited_ns.append(time.time_ns() - sent_ns)
        if len(self.waited_ns) == self.expected:
            self.done.set()

    def consume(self) -> None:
        consumer = self.huey.create_consumer(workers=WORKERS, worker_type="thread", periodic=False)
        consumer.start()
        assert self.done.wait(300), f"{len(self.waited_ns)} of {self.expected} ran"
        consumer.stop()


def drain(path: str, count: int) -> dict[str, float]:
    queue = Queue(path, count)
    began = time.perf_counter()
    for _ in range(count):
        queue.noop(time.time_ns())
    added = time.perf_counter()
    queue.consume()
    return {"enqueued_per_s": count / (added - began), "drained_per_s": count / (time.perf_counter() - added)}


def consumer(path: str, count: int, pipe: Any) -> None:
    queue = Queue(path, count)
    pipe.send(None)
    queue.consume()
    pipe.send(queue.waited_ns)


def latency(path: str, count: int, per_s: float) -> dict[str, list[float]]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=consumer, args=(path, count, there))
    process.start()
    here.recv()
    queue = Queue(path, count)
    began = time.perf_counter()
    for number in range(count):
        time.sleep(max(0.0, began + number / per_s - time.perf_counter()))
        queue.noop(time.time_ns())
    waited = here.recv()
    process.join()
    return {"ms": [nanoseconds / 1e6 for nanoseconds in waited]}


def main() -> None:
    mode, path, count, *rest = sys.argv[1:]
    figures = drain(path, int(count)) if mode == "drain" else latency(path, int(count), float(rest[0]))
    print(json.dumps(figures), flush=True)


main()
