"""From a dropped lead to READY at 10 drops a second over the fixture sites; and how long a dossier takes to render."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime

from driver.api import ENDED, Api
from driver.until import until

from . import ROOT
from .contenders import Options, fresh_node
from .report import Row, number, percentile, publish

DROPS_A_SECOND = 10
GOAL_READY_SECONDS = 2.0
GOAL_DOSSIER_MS = 150.0
END_SECONDS = 180

# Their own slowness is what these sites are for, and a site's time is not the node's.
SLOW_SITES = {"drip", "slow-page", "gzip-bomb"}


@contextmanager
def sites() -> Iterator[dict[str, str]]:
    process = subprocess.Popen(
        [sys.executable, ROOT / "Tests" / "Sites" / "serve.py", "--port", "0"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    try:
        yield json.loads(process.stdout.readline())
    finally:
        process.stdin.close()
        process.wait(20)


def run(options: Options) -> None:
    seconds = max(20.0, options.seconds)
    with sites() as served, fresh_node(options) as node:
        urls = [url for name, url in sorted(served.items()) if name not in SLOW_SITES]
        api = Api(node)
        with ThreadPoolExecutor(16) as pool:
            started, drops = time.monotonic(), []
            for count in range(round(seconds * DROPS_A_SECOND)):
                # By the clock and not after the answer before: a slow node must not slow its own load.
                time.sleep(max(0.0, started + count / DROPS_A_SECOND - time.monotonic()))
                drops.append(pool.submit(api.drop, f"Ready {count}", website=urls[count % len(urls)]))
            dropped = [drop.result()["id"] for drop in drops]
        until("every lead ends", lambda: not any(api.page(status=status, limit=1)["items"] for status in ("new", "analyzing", "rendering")), END_SECONDS)
        leads = {lead["id"]: lead for lead in api.all_leads()}
        assert set(dropped) <= set(leads) and {lead["status"] for lead in leads.values()} <= ENDED
        api.close()
        log = node.output

    taken = [instant(lead["readyAt"]) - instant(lead["createdAt"]) for lead in leads.values() if lead["status"] == "ready"]
    records = [json.loads(line) for line in log.splitlines() if line.startswith("{") and '"render_dossier"' in line]
    rendered = [float(record["durationMs"]) for record in records if "durationMs" in record]
    if not taken or not rendered:
        raise SystemExit(f"ready: {len(taken)} leads became READY, {len(rendered)} log lines tell a dossier's durationMs")
    p95, dossier = percentile(taken, 0.95), percentile(rendered, 0.95)
    rows = [
        Row("leads dropped / READY / FAILED", f"{len(dropped)} / {len(taken)} / {len(leads) - len(taken)}"),
        Row("dropped → READY, p50 / max s", f"{number(percentile(taken, 0.5))} / {number(max(taken))}"),
        Row("dropped → READY, p95 s", number(p95), f"< {GOAL_READY_SECONDS:g}", p95 < GOAL_READY_SECONDS),
        Row("dossier, p50 / max ms", f"{number(percentile(rendered, 0.5))} / {number(max(rendered))}"),
        Row("dossier, p95 ms", number(dossier), f"< {GOAL_DOSSIER_MS:g}", dossier < GOAL_DOSSIER_MS),
    ]
    figures = {"ready_p95_s": p95, "dossier_p95_ms": dossier, "dropped": len(dropped), "ready": len(taken), "sites": len(urls)}
    publish(f"Dropped → READY at {DROPS_A_SECOND} drops/s", rows, figures)


def instant(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
