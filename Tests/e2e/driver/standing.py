"""A node for the tests of one module, with what they need to stand on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from .node import Node


class Closable(Protocol):
    def close(self) -> None: ...


Place = TypeVar("Place", bound=Closable)


@contextmanager
def standing(binary: Path, folder: Path, prepare: Callable[[Node], Place]) -> Iterator[Place]:
    """Lends what `prepare` makes of a new node; the end of the node's log is printed with what fails."""
    node = Node(binary, folder, ADDRESS_LIMIT_PER_5_MINUTES="0")
    made: Place | None = None
    try:
        made = prepare(node)
        yield made
    finally:
        if made is not None:
            made.close()
        node.kill()
        print(node.log.read_text(errors="replace")[-4000:] if node.log.exists() else "")
