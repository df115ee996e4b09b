"""The peer: POST /api/v1/leads as a Python team would write it, with FastAPI and SQLite in WAL with synchronous=FULL.

It does what the node does for the request itself: looks the token up by its hash, checks the fields, stores the row
durably, answers with the lead. It does not enqueue a job or log an event, which the node does in the same write.
"""

import datetime
import hashlib
import os
import sqlite3
import uuid

from fastapi import FastAPI, Header, HTTPException
from pydantic import BaseModel, Field

database = sqlite3.connect(os.path.join(os.environ["DATA_DIR"], "peer.sqlite"), isolation_level=None, check_same_thread=False)
database.execute("PRAGMA journal_mode=WAL")
database.execute("PRAGMA synchronous=FULL")
database.executescript("""
    CREATE TABLE IF NOT EXISTS token (hash BLOB PRIMARY KEY, workspace_id TEXT NOT NULL) WITHOUT ROWID, STRICT;
    CREATE TABLE IF NOT EXISTS lead (
        id TEXT PRIMARY KEY, workspace_id TEXT NOT NULL, project_id TEXT NOT NULL, company TEXT NOT NULL, website TEXT,
        contact_name TEXT, email TEXT, phone TEXT, notes TEXT, status TEXT NOT NULL, version INTEGER NOT NULL,
        created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS lead_newest ON lead (workspace_id, created_at);
""")
database.execute("INSERT OR IGNORE INTO token VALUES (?, ?)", (hashlib.sha256(os.environ["TOKEN"].encode()).digest(), str(uuid.uuid4())))

app = FastAPI()


class Draft(BaseModel):
    company: str = Field(min_length=1, max_length=200)
    website: str | None = None
    contactName: str | None = None
    email: str | None = Field(default=None, pattern=r"^[^@\s]+@[^@\s]+$")
    phone: str | None = None
    notes: str | None = Field(default=None, max_length=10_000)


@app.get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


# Not in the thread pool: a commit blocks the loop, but a hand-over to a thread and back costs more than that.
@app.post("/api/v1/leads", status_code=201)
async def drop(draft: Draft, authorization: str = Header()) -> dict[str, object]:
    presented = hashlib.sha256(authorization.removeprefix("Bearer ").encode()).digest()
    row = database.execute("SELECT workspace_id FROM token WHERE hash = ?", (presented,)).fetchone()
    if row is None:
        raise HTTPException(401, "unauthenticated")
    lead_id, project_id, now = str(uuid.uuid4()), "0199aaaa-0000-7000-8000-000000000002", datetime.datetime.now(datetime.UTC)
    microseconds = int(now.timestamp() * 1e6)
    database.execute(
        "INSERT INTO lead VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'new', 1, ?, ?)",
        (lead_id, row[0], project_id, draft.company, draft.website, draft.contactName, draft.email, draft.phone, draft.notes, microseconds, microseconds),
    )
    return {
        "id": lead_id, "workspaceId": row[0], "projectId": project_id, **draft.model_dump(), "domain": None, "status": "new",
        "failure": None, "score": None, "version": 1, "createdAt": now.isoformat(), "updatedAt": now.isoformat(), "readyAt": None,
    }
