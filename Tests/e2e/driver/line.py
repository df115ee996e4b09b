"""A bad line: a network namespace whose packets all pass through this process, which delays, loses and reorders them.

Two TUN devices with a thread between them, in place of netem, which many kernels are built without. The thread that enters it is at the
near end, with all that it starts until it leaves: a node listens there at `near`. Sockets made by `connect` are at the far end. The machine's
own network stays as it is, for a browser gives up what it has asked when an address comes or goes. Needs root and /dev/net/tun.
"""

import contextlib
import ctypes
import fcntl
import heapq
import os
import random
import selectors
import socket
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import pytest

Value = TypeVar("Value")

NEAR, FAR = "198.18.0.1", "198.18.0.2"  # of the range for tests of networks (RFC 2544)
PACKET_BYTES = 1500
LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CONNECT_SECONDS = 20.0


@dataclass
class Weather:
    """What happens to each packet, in either direction."""

    delay_seconds: float = 0.02
    jitter_seconds: float = 0.005
    loss: float = 0.05
    reordered: float = 0.1  # these take twice as long
    is_dark: bool = False  # nothing comes through, and nobody is told


class Line:
    near = NEAR

    def __init__(self, weather: Weather, seed: int):
        self.weather = weather
        self.dice = random.Random(seed)
        self.namespace = f"uprising-{os.getpid()}"
        self.resources = contextlib.ExitStack()
        self.is_ending = False
        self.carried = self.lost = 0

    def __enter__(self) -> "Line":
        if os.geteuid() != 0 or not os.path.exists("/dev/net/tun"):
            pytest.skip("NOT TESTED: a bad line needs root and /dev/net/tun")
        try:
            self.set_up()
        except (OSError, subprocess.CalledProcessError) as fault:
            self.resources.close()
            pytest.skip(f"NOT TESTED: no bad line can be had here: {fault}")
        return self

    def __exit__(self, *_: object) -> None:
        self.is_ending = True
        self.resources.close()

    def set_up(self) -> None:
        self.resources.enter_context(own_network())
        run("ip", "netns", "add", self.namespace)
        self.resources.callback(run, "ip", "netns", "del", self.namespace)
        # A thread that has gone to the far end stays there.
        self.far_thread = self.resources.enter_context(ThreadPoolExecutor(1, initializer=self.go_far))
        ends = [open_tun("upr-near"), self.at_far_end(lambda: open_tun("upr-far"))]
        for end in ends:
            self.resources.callback(os.close, end)
        run("ip", "address", "add", NEAR, "peer", FAR, "dev", "upr-near")
        run("ip", "link", "set", "upr-near", "up")
        run("ip", "-n", self.namespace, "address", "add", FAR, "peer", NEAR, "dev", "upr-far")
        run("ip", "-n", self.namespace, "link", "set", "upr-far", "up")
        carrier = threading.Thread(target=self.carry, args=(ends,))
        carrier.start()
        self.resources.callback(carrier.join)
        self.resources.callback(setattr, self, "is_ending", True)

    def go_far(self) -> None:
        with open(f"/run/netns/{self.namespace}") as namespace:
            enter(namespace.fileno())

    def at_far_end(self, make: Callable[[], Value]) -> Value:
        return self.far_thread.submit(make).result(CONNECT_SECONDS * 2)

    def connect(self, port: int) -> socket.socket:
        """A connection from the far end to a port of the near one."""
        return self.at_far_end(lambda: socket.create_connection((NEAR, port), CONNECT_SECONDS))

    def carry(self, ends: list[int]) -> None:
        under_way: list[tuple[float, int, int, bytes]] = []
        with selectors.DefaultSelector() as selector:
            for index, end in enumerate(ends):
                selector.register(end, selectors.EVENT_READ, ends[1 - index])
            while not self.is_ending:
                wait = under_way[0][0] - time.monotonic() if under_way else 0.05
                for key, _ in selector.select(min(0.05, max(0.0, wait))):
                    packet = os.read(key.fd, PACKET_BYTES)
                    self.carried += 1
                    if self.weather.is_dark or self.dice.random() < self.weather.loss:
                        self.lost += 1
                    else:
                        heapq.heappush(under_way, (time.monotonic() + self.delay(), self.carried, key.data, packet))
                while under_way and under_way[0][0] <= time.monotonic():
                    _, _, end, packet = heapq.heappop(under_way)
                    if not self.weather.is_dark:
                        with contextlib.suppress(OSError):
                            os.write(end, packet)

    def delay(self) -> float:
        once = self.weather.delay_seconds + self.dice.uniform(0, self.weather.jitter_seconds)
        return once * 2 if self.dice.random() < self.weather.reordered else once


@contextlib.contextmanager
def own_network() -> Iterator[None]:
    """Has the calling thread, and what it starts, in a network that has nothing but loopback."""
    with open("/proc/thread-self/ns/net") as before:
        if LIBC.unshare(CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        try:
            run("ip", "link", "set", "lo", "up")
            yield
        finally:
            enter(before.fileno())


def enter(namespace: int) -> None:
    if LIBC.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def open_tun(name: str) -> int:
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return end


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=20)
