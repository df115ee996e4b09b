"""A node for the tests of one module, with what they need to stand on it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from playwright.sync_api import Page

from .api import Api
from .node import Node
from .watched import Open

OWNER = "camille@example.com"


class Standing:
    """A node with an owner, whose workspace speaks English, and further people; `owner` is the API by a token of the owner."""

    # Of who else is there.
    roles: ClassVar[dict[str, str]] = {}

    def __init__(self, node: Node):
        self.node = node
        node.start().set_up_owner(language="en").close()
        node.owner_token = node.create_token()
        for email, role in self.roles.items():
            added = node.command("user", "add", email, "--role", role, "--workspace", "Atelier")
            assert added.returncode == 0, added.stderr
        self.owner = Api(node)

    def close(self) -> None:
        self.owner.close()


def signed_in(place: Standing, opened: Open, email: str = OWNER, language: str = "en", **look: Any) -> Page:
    """A page of a browser in which `email` is signed in, and chose the language before."""
    watched = opened(language=language, **look)
    # Where there is storage: the frame of the PDF viewer has none.
    watched.context.add_init_script(
        f"window.localStorage?.getItem('uprising.language') ?? window.localStorage?.setItem('uprising.language', '{language}')")
    watched.context.add_cookies([place.node.sign_in_cookie(email)])
    return watched.page()


Place = TypeVar("Place", bound=Standing)


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
