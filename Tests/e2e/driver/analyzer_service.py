"""An analyzer of a team's own, as `docs/analyzer.openapi.json` asks for it: FastAPI, the signature checked, one answer by company name.

    python analyzer_service.py PORT          the secret in ANALYZER_SECRET

What it was asked stands at GET /asked. Companies whose name says so are answered wrongly, slowly, or not at all.
"""

import base64
import hmac
import os
import sys
import time
from typing import Annotated, Any

import uvicorn
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, StreamingResponse
from pydantic import BaseModel

OLDEST_SECONDS = 300
SECRET = base64.b64decode(os.environ["ANALYZER_SECRET"])
# HKDF-SHA256 (RFC 5869), one block.
KEY = hmac.digest(hmac.digest(b"uprising key ring 1", SECRET, "sha256"), b"key for analyzer-signing\x01", "sha256")

app = FastAPI()
asked: list[dict[str, Any]] = []


class LeadAsked(BaseModel):
    id: str
    company: str
    website: str | None
    domain: str | None
    contactName: str | None
    email: str | None
    phone: str | None


class AnalysisRequest(BaseModel):
    job: str
    attempt: int
    language: str
    requestedAt: str
    lead: LeadAsked


async def check_signature(request: Request, timestamp: str, signature: str) -> None:
    expected = hmac.new(KEY, timestamp.encode() + b"." + await request.body(), "sha256").hexdigest()
    if not hmac.compare_digest(f"v1={expected}", signature) or abs(time.time() - int(timestamp)) > OLDEST_SECONDS:
        raise HTTPException(401, "the signature is wrong")


@app.get("/asked")
def show_asked() -> list[dict[str, Any]]:
    return asked


@app.post("/analyze")
async def analyze(
    order: AnalysisRequest, request: Request, uprising_timestamp: Annotated[str, Header()], uprising_signature: Annotated[str, Header()],
    traceparent: Annotated[str, Header()], idempotency_key: Annotated[str, Header()],
):
    await check_signature(request, uprising_timestamp, uprising_signature)
    asked.append({**order.model_dump(), "traceparent": traceparent, "key": idempotency_key, "headers": dict(request.headers)})
    page = order.lead.website or "https://nowhere.example/"
    match order.lead.company.split()[0]:
        case "Refused":
            raise HTTPException(422, "this company is not for us")
        case "Busy" if order.attempt == 1:
            raise HTTPException(503, "not now")
        case "Redirected":
            return RedirectResponse("/asked", 307)
        case "Garbled":
            return PlainTextResponse("<html>")
        case "Wrong":
            return {"facts": [{"kind": "siren", "value": "123456789", "url": page, "snippet": "SIREN 123 456 789"}]}
        case "Endless":
            return StreamingResponse((b" " * 65_536 for _ in range(10_000)), media_type="application/json")
    return {
        "website": page, "language": "fr",
        "facts": [
            {"kind": "email", "value": "bonjour@atelier.example", "url": page, "snippet": "Écrivez à bonjour@atelier.example"},
            {"kind": "other", "label": "Humeur", "value": "bonne", "url": page, "snippet": "de bonne humeur"},
        ],
        "score": {"signals": [{"id": "fit", "label": "Nous convient", "weight": 80, "points": 55, "note": "à notre avis"}]},
        "openings": [f"Bonjour {order.lead.company} !"], "pages": [{"url": page, "status": 200, "bytes": 1234, "title": "Atelier"}],
        "notices": [],
    }


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
