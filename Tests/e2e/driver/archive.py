"""What a stopped node leaves on disk, read without the node's own code."""

import hashlib
import sqlite3
from pathlib import Path
from urllib.parse import quote

from .node import Node


class Archive:
    """The data folder of a node that doesn't run: two processes must never have its database open."""

    def __init__(self, node: Node):
        assert node.process is None, "stop the node first"
        self.folder = node.data
        self.path = node.data / "uprising.sqlite"

    def read(self) -> sqlite3.Connection:
        database = sqlite3.connect(f"file:{quote(str(self.path))}?mode=ro", uri=True)
        database.row_factory = sqlite3.Row
        return database

    def write(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path)
        database.row_factory = sqlite3.Row
        return database

    def assert_sound(self) -> None:
        """SQLite finds nothing wrong, no reference dangles, and files and rows agree."""
        database = self.read()
        try:
            assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]
            assert database.execute("PRAGMA foreign_key_check").fetchall() == []
            self.assert_blobs_sound(database)
        finally:
            database.close()

    def assert_blobs_sound(self, database: sqlite3.Connection) -> None:
        """Each row has its file with the bytes that the hash names, and no file is without a row."""
        blobs = self.folder / "blobs"
        expected: dict[Path, sqlite3.Row] = {}
        for row in database.execute("SELECT workspace_id, sha256, byte_count FROM blob_object"):
            digest = row["sha256"]
            expected[blobs / row["workspace_id"] / digest[:2] / digest] = row
        present = {path for path in blobs.rglob("*") if path.is_file()}
        assert expected.keys() - present == set(), "rows without their file"
        assert present - expected.keys() == set(), "files that no row names"
        for path, row in expected.items():
            content = path.read_bytes()
            assert len(content) == row["byte_count"] and hashlib.sha256(content).hexdigest() == row["sha256"], f"{path} holds other bytes"


def move_to_other_workspace(node: Node, lead_id: str) -> str:
    """Gives a stopped node's lead to a second workspace, made by copying rows; returns the workspace's id."""
    other_workspace, other_project = "0199aaaa-0000-7000-8000-000000000001", "0199aaaa-0000-7000-8000-000000000002"
    database = Archive(node).write()
    with database:
        lead = database.execute("SELECT workspace_id, project_id FROM lead WHERE id = ?", [lead_id]).fetchone()
        copy_row(database, "workspace", lead["workspace_id"], id=other_workspace)
        copy_row(database, "project", lead["project_id"], id=other_project, workspace_id=other_workspace)
        database.execute(
            "UPDATE lead SET workspace_id = ?, project_id = ? WHERE id = ?", [other_workspace, other_project, lead_id])
    database.close()
    return other_workspace


def copy_row(database: sqlite3.Connection, table: str, row_id: str, **changes: str) -> None:
    row = dict(database.execute(f"SELECT * FROM {table} WHERE id = ?", [row_id]).fetchone()) | changes
    marks = ", ".join("?" for _ in row)
    database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))
