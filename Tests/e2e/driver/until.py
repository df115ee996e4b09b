"""Waiting that ends: a condition is looked at again and again until it holds or its time is up."""

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

POLL_SECONDS = 0.03  # short beside anything that is waited for, long beside one look


def until(what: str, look: Callable[[], Value | None], seconds: float = 20.0) -> Value:
    """The first true value of `look`; an AssertionError that says `what` did not happen when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        value = look()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"{what}: not within {seconds:g} s")
        time.sleep(POLL_SECONDS)
