"""Receives the events of an Uprising Node and believes only those that are signed with the secret of the webhook.

    WEBHOOK_SECRET=whsec_... python3 webhook_receiver.py [PORT]

Needs nothing but Python 3.9. What counts is `verified`; see docs/webhooks.md.
"""

import base64
import hashlib
import hmac
import http.server
import json
import os
import sys
import time

TOLERANCE_SECONDS = 300  # an older request may be one that somebody recorded
seen: set = set()  # keep these in a database, for as long as a day: an event may come twice


def verified(secret: str, headers, body: bytes, now: float) -> bool:
    """Whether a request is one of the node's own: by one of its signatures, and not of long ago."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    identifier, moment = headers.get("Webhook-Id", ""), headers.get("Webhook-Timestamp", "")
    if not moment.isdigit() or abs(now - int(moment)) > TOLERANCE_SECONDS:
        return False
    signed = f"{identifier}.{moment}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    # More than one while a secret is being replaced.
    return any(hmac.compare_digest(expected, given) for given in headers.get("Webhook-Signature", "").split(" "))


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if not verified(os.environ["WEBHOOK_SECRET"], self.headers, body, time.time()):
            self.send_response(401)
            self.end_headers()
            return
        # Answered at once: the node waits for 15 seconds, and then sends it again.
        self.send_response(204)
        self.end_headers()
        identifier = self.headers["Webhook-Id"]
        if identifier in seen:
            return
        seen.add(identifier)
        event = json.loads(body)
        # In one piece: events come side by side, each on a thread of its own.
        sys.stdout.write(f"{event['type']} {event['entityId']} {event['entityVersion']}\n")
        sys.stdout.flush()

    def log_message(self, *arguments) -> None:
        pass


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 9000
    http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
