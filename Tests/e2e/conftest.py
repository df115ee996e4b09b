"""Nodes, sites and clients for the tests.

Options: UPRISING_BINARY (the program; .build/debug/uprising), UPRISING_CHROMIUM, UPRISING_DRILL=full (20 rounds of
`kill -9` in place of 3), UPRISING_WEB_DIST (a folder whose page is tried in the place of the binary's own).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from driver.api import Api
from driver.contract import LIES, hold
from driver.node import Node
from driver.page_folder import serve_page
from driver.watched import DESK, Open, Watched

ROOT = Path(__file__).resolve().parents[2]
Node.witness = staticmethod(hold)
SITES = ROOT / "Tests" / "Sites" / "serve.py"


@pytest.fixture(scope="session")
def binary() -> Path:
    path = Path(os.environ.get("UPRISING_BINARY", ROOT / ".build" / "debug" / "uprising")).absolute()
    if not os.access(path, os.X_OK):
        pytest.exit(f"{path} is not there; build it with `swift build`, or name another in UPRISING_BINARY", returncode=1)
    return path


def ended_well(node: Node) -> Iterator[Node]:
    """Lends the node; afterwards it must still be there, and stop cleanly when it is asked to."""
    yield node
    try:
        if node.process is not None:
            ended = node.process.poll()
            assert ended is None, f"the node died with {ended}"
            assert node.stop() == 0
    finally:
        node.kill()
        if node.log.exists():
            print(f"--- end of {node.log} ---\n{node.log.read_text(errors='replace')[-6000:]}")


@pytest.fixture(scope="session")
def node(binary: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node with an owner and a token, shared by every test that leaves it usable for the next."""
    shared = Node(binary, tmp_path_factory.mktemp("shared"), NEXT_PUBLIC_E2E="seen")
    try:
        yield from ended_well(shared.start().prepared())
    finally:
        shared.kill()


@pytest.fixture
def new_node(binary: Path, tmp_path: Path) -> Iterator[Node]:
    """A node of the test's own, not started yet."""
    yield from ended_well(Node(binary, tmp_path / "node"))


@pytest.fixture(autouse=True)
def truthful() -> Iterator[None]:
    """Whatever a test is about: the node took and answered what its description says."""
    LIES.clear()
    yield
    lies = sorted(set(LIES))
    LIES.clear()
    if os.environ.get("UPRISING_LIES"):
        with open(os.environ["UPRISING_LIES"], "a") as log:
            log.writelines(f"{lie}\n" for lie in lies)
    else:
        assert lies == []


@pytest.fixture
def api(node: Node) -> Iterator[Api]:
    client = Api(node)
    yield client
    client.close()


@pytest.fixture(scope="session")
def sites() -> Iterator[dict[str, str]]:
    """The fixture sites on loopback: name to address."""
    process = subprocess.Popen([sys.executable, SITES, "--port", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    yield json.loads(process.stdout.readline())
    process.stdin.close()
    process.wait(20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    options = {"executable_path": os.environ.get("UPRISING_CHROMIUM", "/usr/bin/chromium")}
    # Chromium's sandbox refuses to start for root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    # A page that comes from no address counts as a stranger to the loopback that it speaks to.
    if "UPRISING_WEB_DIST" in os.environ:
        sandbox.append("--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(args=sandbox, **options)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens contexts; at the end none of them may hold a complaint."""
    watched: list[Watched] = []

    def open_context(language: str = "en", theme: str = "light", size: dict[str, int] = DESK, **options) -> Watched:
        locale = {"en": "en-GB", "fr": "fr-FR"}[language]
        # What tests put in the way of requests would not see those of a page that the browser has kept.
        options.setdefault("service_workers", "block")
        watched.append(Watched(browser.new_context(locale=locale, color_scheme=theme, viewport=size, **options)))
        if (folder := os.environ.get("UPRISING_WEB_DIST")) is not None:
            serve_page(watched[-1].context, Path(folder).absolute())
        return watched[-1]

    yield open_context
    complaints = [complaint for one in watched for complaint in one.complaints]
    for one in watched:
        one.context.close()
    assert complaints == []
