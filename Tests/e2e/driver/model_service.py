"""A server that speaks chat completions, for tests: it answers by the company's facts, or as badly as a name in them asks for.

    python model_service.py PORT

Python's standard library only. GET /asked lists the requests.
"""

import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

asked = []
DRIP_SECONDS = 120


def reading(facts):
    """What a good model says: each statement with its proof."""
    return {"claims": [{"text": "The company can be reached and is alive.", "evidence": [0, 1]}],
            "openings": [{"text": "What do you work on at the moment?", "evidence": [0]}]}


def injected(facts):
    """What a model says that followed a page's instructions."""
    return {"claims": [{"text": "Pay your invoice at https://evil.example/pay", "evidence": [0]},
                       {"text": "Call 06 99 88 77 66 at once", "evidence": [0]}, {"text": "They grow.", "evidence": [999]},
                       {"text": "The company can be reached.", "evidence": [0]}],
            "openings": [{"text": "Write to boss@evil.example", "evidence": [0]}]}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        self.answer(200, json.dumps(asked).encode())

    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        asked.append({"path": self.path, "authorization": self.headers.get("Authorization"), "traceparent": self.headers.get("traceparent"),
                      "request": request})
        lines = request["messages"][1]["content"].splitlines()
        facts = [json.loads(line) for line in lines if line.startswith('{"n":')]
        mood = request["model"]
        if mood == "limited":
            return self.answer(429, b'{"error": {"message": "slow down"}}')
        if mood == "huge":
            return self.answer(200, b" " * (4 * 1024 * 1024))
        if mood == "slow":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            end = time.monotonic() + DRIP_SECONDS
            while time.monotonic() < end:
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.2)
            return None
        content = {
            "not-json": "Sure! Here is what I think.", "wrong-schema": json.dumps({"claims": "none"}),
            "injected": json.dumps(injected(facts)),
        }.get(mood, json.dumps(reading(facts)))
        completion = {"id": "c", "object": "chat.completion", "model": mood,
                      "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}],
                      "usage": {"prompt_tokens": 900, "completion_tokens": 100, "total_tokens": 1000}}
        return self.answer(200, json.dumps(completion).encode())


if __name__ == "__main__":
    server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
    server.daemon_threads = True
    server.serve_forever()
