"""Data folders of released versions, kept in releases/, come forward to the present one with everything that is in them."""

import json
import sqlite3
import tarfile
from pathlib import Path
from typing import Any

import pytest

from driver.archive import Archive
from driver.filled import ran, same, seen
from driver.node import Node

RELEASES = Path(__file__).resolve().parent / "releases"
KEPT = sorted(path.name.removesuffix(".tar.xz") for path in RELEASES.glob("*.tar.xz"))
# What goes by the clock, or rests on what came of work since then.
PASSING = {
    "webhooks": {"enabled", "disabledReason", "failingSince", "version", "updatedAt"}, "jobs/schedules": {"nextRunAt", "upcoming", "lastRunAt", "lastJobId"},
    "members": {"lastSeenAt"},
}


@pytest.fixture(params=KEPT)
def kept(request: pytest.FixtureRequest, binary: Path, tmp_path: Path) -> tuple[str, Node, dict[str, Any]]:
    """A version, a node of the present program with that version's data folder, and what it showed then."""
    node = Node(binary, tmp_path / "node")
    with tarfile.open(RELEASES / f"{request.param}.tar.xz") as archive:
        archive.extractall(node.folder)
    return request.param, node, json.loads((node.folder / "kept.json").read_text())


def version(node: Node) -> str:
    return ran(node.command("version")).split()[-1]


def steps(path: Path) -> dict[str, str]:
    database = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return dict(database.execute("SELECT name, checksum FROM schema_migration"))
    finally:
        database.close()


def without_passing(shown: dict[str, Any]) -> dict[str, Any]:
    shown = same(shown, {})
    for name, members in PASSING.items():
        for item in shown[name]:
            for member in members:
                item.pop(member, None)
    return shown


def missing(before: Any, after: Any, place: str = "") -> list[str]:
    """Where `after` lacks something that `before` has. A later version may show more."""
    if isinstance(before, dict) and isinstance(after, dict):
        return [fault for name in before for fault in missing(before[name], after.get(name), f"{place}/{name}")]
    if isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        return [fault for number, pair in enumerate(zip(before, after, strict=True)) for fault in missing(*pair, f"{place}/{number}")]
    return [] if before == after else [f"{place}: {before!r} became {after!r}"]


def test_the_present_version_has_its_data_folder_kept(new_node: Node) -> None:
    """With the schema that it makes now: a step that a release has made is never changed, it gets another behind it."""
    present = version(new_node)
    assert present in KEPT, f"keep one of {present}: Tests/e2e/releases/keep"
    ran(new_node.command("migrate"))
    made = steps(new_node.data / "uprising.sqlite")
    for name in KEPT:
        with tarfile.open(RELEASES / f"{name}.tar.xz") as archive:
            archive.extract("data/uprising.sqlite", new_node.folder / name)
        changed = {step for step, sum_ in steps(new_node.folder / name / "data/uprising.sqlite").items() if made.get(step) != sum_}
        assert not changed, (
            f"{', '.join(sorted(changed))}: not as in the data folder that is kept of {name}. If {name} is released, leave these as they were and add "
            "a migration; if it is not, keep its data folder anew: Tests/e2e/releases/keep")


def test_a_released_data_folder_comes_forward_whole(kept: tuple[str, Node, dict[str, Any]]) -> None:
    name, node, then = kept
    looked = node.command("upgrade", "--check")
    assert looked.returncode in (0, 2), looked.stdout + looked.stderr
    try:
        node.start()
        # A token that was given out then opens now what it opened then.
        shown = seen(node, then["token"])
        assert not missing(without_passing(then["shown"]), without_passing(shown))
        node.sign_in("bo@example.com").close()
        ran(node.command("ledger", "verify"))
        ran(node.command("verify"))
        assert node.stop() == 0
    finally:
        node.kill()
    Archive(node).assert_sound()


def test_what_is_missing_is_seen() -> None:
    before = {"a": [{"b": 1, "c": "x"}], "d": None}
    assert not missing(before, {"a": [{"b": 1, "c": "x", "new": 2}], "d": None, "e": 5})
    assert missing(before, {"a": [{"b": 1, "c": "y"}], "d": None}) == ["/a/0/c: 'x' became 'y'"]
    assert missing(before, {"a": [], "d": None}) and missing(before, {"d": None})
