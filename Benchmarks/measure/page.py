"""The page in Chromium over loopback: how soon it can be used, how much of it there is, what a busy project costs it."""

import json
import os
import statistics
import subprocess
import threading
import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from driver.node import Node

from . import ROOT
from .contenders import Options, fresh_node
from .leads import Client
from .report import Row, number, percentile, publish
from .seed import fill

CARDS = 5_000
EVENTS_PER_SECOND = 20
ACTS = 60
MEMORY_SECONDS = float(os.environ.get("UPRISING_MEMORY_SECONDS", "600"))
GOAL_WARM_MS, GOAL_COLD_MS, GOAL_PAINT_MS, GOAL_SHIFT = 300.0, 600.0, 100.0, 0.01
GOAL_FIRST_KB, GOAL_AREA_KB, GOAL_GROWTH_MB = 90.0, 40.0, 10.0

# The shift of what is there, and the time from an act to what is painted of it, as the browser itself sees both.
OBSERVERS = """
window.shifts = 0; window.paints = [];
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts += one.value; })
    .observe({type: "layout-shift", buffered: true});
new PerformanceObserver(list => { for (const one of list.getEntries()) if (one.interactionId) window.paints.push(one.duration); })
    .observe({type: "event", buffered: true, durationThreshold: 16});
"""
# Interactive: a row is there, and the page answers (the next frame after it has been drawn).
INTERACTIVE = """() => new Promise(done => {
    const look = () => document.querySelector("[data-testid=lead-row] a") ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look);
    look();
})"""


class Events(threading.Thread):
    """Somebody else's work: leads of the board change, so many a second."""

    def __init__(self, node: Node, cards: list[dict[str, Any]]):
        super().__init__(daemon=True)
        self.client, self.cards, self.sent = Client(node), cards, 0
        self.is_over = threading.Event()

    def run(self) -> None:
        due = time.perf_counter()
        while not self.is_over.is_set():
            card = self.cards[self.sent % len(self.cards)]
            self.client.headers["If-Match"] = f'"{card["version"]}"'
            changed, _ = self.client.ask("PATCH", f"/leads/{card['id']}", {"nextStep": f"Rappeler {self.sent}"})
            card["version"] = changed["version"]
            self.sent += 1
            due += 1 / EVENTS_PER_SECOND
            self.is_over.wait(max(0.0, due - time.perf_counter()))

    def stop(self) -> None:
        self.is_over.set()
        self.join()


def context(browser: Browser, node: Node) -> BrowserContext:
    made = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    made.add_cookies([node.sign_in_cookie()])
    made.add_init_script("window.localStorage?.setItem('uprising.language', 'en')")
    made.add_init_script(OBSERVERS)
    return made


def first_loads(browser: Browser, node: Node, rounds: int) -> dict[str, list[float]]:
    """Milliseconds to the first row, in a browser that has nothing and in one that was here before; and what moved meanwhile."""
    found: dict[str, list[float]] = {"cold": [], "warm": [], "shift": []}
    for _ in range(rounds):
        visitor = context(browser, node)
        page = visitor.new_page()
        for kind in ("cold", "warm"):
            page.goto(f"{node.url}/leads", wait_until="commit")
            found[kind].append(page.evaluate(INTERACTIVE))
            page.wait_for_load_state("networkidle")
            found["shift"].append(page.evaluate("window.shifts"))
        visitor.close()
    return found


def sizes() -> tuple[float, dict[str, float]]:
    """Kilobytes (gzip) of script before the first page shows, and of each part that is loaded later, with all it imports."""
    told = json.loads(subprocess.run([ROOT / "web" / "tools" / "check-sizes", "--json"], check=True, capture_output=True).stdout)
    return told["first"] / 1000, {source: size / 1000 for source, size in told["areas"].items()}


def acts(page: Page, count: int) -> None:
    """What people do on a board: go along the cards, choose, open the filters, look for something in the palette."""
    page.locator("[data-card-link]").first.focus()
    for number_of in range(count):
        page.keyboard.press(("ArrowDown", "ArrowDown", "ArrowRight", "x", "ArrowUp", "x")[number_of % 6])
        if number_of % 15 == 14:
            page.keyboard.press("Control+k")
            page.keyboard.type("rep", delay=30)
            page.keyboard.press("Escape")
            page.locator("[data-card-link]").first.focus()
        page.wait_for_timeout(40)


def heap(page: Page) -> float:
    """Megabytes that are in use after everything that is not has been collected."""
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    session.detach()
    return used


def run(options: Options) -> None:
    chromium = os.environ.get("UPRISING_CHROMIUM", "/usr/bin/chromium")
    # Chromium's sandbox refuses to start for root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    first_kb, areas = sizes()
    with fresh_node(options, ADDRESS_LIMIT_PER_5_MINUTES="0") as node, sync_playwright() as playwright:
        node.stop()
        made = fill(node.data, CARDS, 1, 0, first_share=CARDS)
        node.start()
        client = Client(node)
        client.ask("PUT", "/jobs/queues/analysis/pause", {})
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        loads = first_loads(browser, node, options.rounds)
        board, _ = client.ask("GET", f"/projects/{made['projects'][0]}/board?limit=50")
        cards = [card for stage in board["stages"] for card in stage["cards"]]
        events = Events(node, cards)
        page = context(browser, node).new_page()
        page.goto(f"{node.url}/pipeline")
        page.wait_for_selector("[data-card-link]")
        page.wait_for_load_state("networkidle")
        events.start()
        began = time.perf_counter()
        acts(page, ACTS * options.rounds)
        paints, shift = page.evaluate("[window.paints, window.shifts]")
        # The first minute fills what a page keeps anyway.
        page.wait_for_timeout(min(60_000, MEMORY_SECONDS * 100))
        heaps = [heap(page)]
        for _ in range(5):
            page.wait_for_timeout(MEMORY_SECONDS * 200)
            heaps.append(heap(page))
        events.stop()
        rate = events.sent / (time.perf_counter() - began)
        browser.close()

    cold, warm = statistics.median(loads["cold"]), statistics.median(loads["warm"])
    # The browser tells of none that took less than a frame.
    paint = percentile([16.0] * max(0, ACTS * options.rounds - len(paints)) + paints, 0.95)
    moved = max(*loads["shift"], shift)
    growth = heaps[-1] - heaps[0]
    largest = max(areas.items(), key=lambda area: area[1])
    rows = [
        Row("first load until a row answers, cold, ms", f"{number(cold)} ({number(min(loads['cold']))}–{number(max(loads['cold']))})", f"< {GOAL_COLD_MS:g}", cold < GOAL_COLD_MS),
        Row("the same, warm, ms", f"{number(warm)} ({number(min(loads['warm']))}–{number(max(loads['warm']))})", f"< {GOAL_WARM_MS:g}", warm < GOAL_WARM_MS),
        Row("script before the first page, gzip kB", f"{first_kb:.1f}", f"≤ {GOAL_FIRST_KB:g}", first_kb <= GOAL_FIRST_KB),
        Row("largest area that is loaded later, gzip kB", f"{largest[1]:.1f} ({largest[0]}; {len(areas)} in all)", f"≤ {GOAL_AREA_KB:g}", largest[1] <= GOAL_AREA_KB),
        Row(f"act to paint on a board of {CARDS:,} cards at {rate:.0f} events/s, p95 ms", number(paint), f"< {GOAL_PAINT_MS:g}", paint < GOAL_PAINT_MS),
        Row("layout shift, at most", f"{moved:.4f}", f"< {GOAL_SHIFT:g}", moved < GOAL_SHIFT),
        Row(f"heap over {MEMORY_SECONDS:.0f} s of {events.sent:,} events, MB", " → ".join(f"{one:.1f}" for one in heaps), f"grows < {GOAL_GROWTH_MB:g}", growth < GOAL_GROWTH_MB),
    ]
    publish("The page", rows, {
        "cold_ms": cold, "warm_ms": warm, "first_kb": first_kb, "largest_area_kb": largest[1], "paint_p95_ms": paint, "shift": moved,
        "heap_mb": heaps, "memory_seconds": MEMORY_SECONDS})
