"""A year of a large team's leads: finding them, listing them in every order, and what a drop costs among them."""

import http.client
import json
import random
import time
from typing import Any
from urllib.parse import urlencode

from driver.node import Node

from .contenders import Options, fresh_node
from .report import Row, number, percentile, publish
from .seed import FIRST, NAMES, TOWNS, TRADES, WORDS, fill

LEADS, PROJECTS, CHANGES = 200_000, 500, 2_000_000
SEARCHES, LISTS, DROPS = 400, 25, 600
GOAL_SEARCH_MS, GOAL_LIST_MS, GOAL_DROP = 30.0, 15.0, 1.2
SORTS = ["-created", "created", "-updated", "updated", "-score", "score", "company", "-company", "due"]


class Client:
    """One connection that is kept."""

    def __init__(self, node: Node):
        self.connection = http.client.HTTPConnection("127.0.0.1", node.port, timeout=60)
        self.headers = {"Authorization": f"Bearer {node.owner_token}", "Content-Type": "application/json"}

    def ask(self, method: str, path: str, body: Any = None) -> tuple[Any, float]:
        """The answer, and how many milliseconds it took."""
        began = time.perf_counter()
        self.connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, self.headers)
        answer = self.connection.getresponse()
        text = answer.read()
        took = (time.perf_counter() - began) * 1000
        assert answer.status < 300, text
        return json.loads(text) if text else None, took


def queries(chance: random.Random) -> list[str]:
    """As people type: the beginning of a name, two words, a town, an address, a number; one letter now and then."""

    def beginning(text: str) -> str:
        return text[:chance.randrange(1, len(text) + 1)]

    kinds = [
        lambda: beginning(chance.choice(NAMES)), lambda: beginning(chance.choice(TRADES)), lambda: f"{chance.choice(TRADES)} {beginning(chance.choice(NAMES))}",
        lambda: f"{chance.choice(NAMES)} {chance.choice(TOWNS)}", lambda: f"{chance.choice(FIRST)} {chance.choice(NAMES)}".lower(),
        lambda: f"{chance.choice(FIRST)}.{chance.choice(NAMES)}@".lower(), lambda: f"06{chance.randrange(10**4, 10**6)}",
        lambda: chance.choice(WORDS), lambda: f'"{chance.choice(TRADES)} {chance.choice(NAMES)}"', lambda: "wordpress " + beginning(chance.choice(TOWNS)),
    ]
    return [chance.choice(kinds)() for _ in range(SEARCHES)]


def lists(client: Client, filters: dict[str, str]) -> dict[str, list[float]]:
    """Milliseconds of first and following pages, by order."""
    took: dict[str, list[float]] = {}
    for sort in SORTS:
        times, cursor = took.setdefault(sort, []), None
        for _ in range(LISTS):
            page, ms = client.ask("GET", "/leads?" + urlencode({**filters, "sort": sort, "limit": 50, **({"cursor": cursor} if cursor else {})}))
            times.append(ms)
            cursor = page["next"]
    return took


def drops(full: Client, empty: Client) -> tuple[list[float], list[float]]:
    """In turn, so that whatever else the machine does meets both."""
    took: tuple[list[float], list[float]] = ([], [])
    for client in (full, empty):
        client.ask("PUT", "/jobs/queues/analysis/pause", {})
    for count in range(DROPS):
        name = f"{TRADES[count % len(TRADES)]} {NAMES[count % len(NAMES)]} {count}"
        lead = {"company": name, "contactName": "Zoé Martin", "email": f"zoe@new-{count}.example", "phone": f"+3361234{count:04}", "notes": "Rappeler en septembre."}
        for client, times in zip((full, empty), took, strict=True):
            times.append(client.ask("POST", "/leads", lead)[1])
    return took


def run(options: Options) -> None:
    chance = random.Random(11)
    with fresh_node(options) as node, fresh_node(options) as other:
        node.stop()
        began = time.perf_counter()
        made = fill(node.data, LEADS, PROJECTS, CHANGES)
        seeded = time.perf_counter() - began
        node.start()
        client = Client(node)
        searches = [(query, client.ask("GET", "/search?" + urlencode({"q": query, "limit": 20}))[1]) for query in queries(chance)]
        found = [ms for _, ms in searches]
        plain = lists(client, {})
        filtered = {
            "status=failed": lists(client, {"status": "failed"}), "owner": lists(client, {"owner": made["owner"][0]}),
            "tag": lists(client, {"tag": "vip"}), "project": lists(client, {"project": made["projects"][7]}),
            "score 40–60": lists(client, {"score_min": "40", "score_max": "60"}), "q=dubois": lists(client, {"q": "dubois"}),
            "trash": lists(client, {"trash": "true"}),
        }
        full, empty = drops(client, Client(other))

    everything = [ms for times in plain.values() for ms in times]
    slowest = sorted(searches, key=lambda one: -one[1])[:3]
    search, page = percentile(found, 0.95), percentile(everything, 0.95)
    ratio = percentile(full, 0.95) / percentile(empty, 0.95)
    rows = [
        Row("leads / projects / history rows; seeded in s", f"{LEADS:,} / {PROJECTS} / {CHANGES:,}; {number(seeded)}"),
        Row("tables with their indexes", ", ".join(made["sizes"])),
        Row("search, p50 / max ms", f"{number(percentile(found, 0.5))} / {number(max(found))}"),
        Row("search, p95 ms", number(search), f"< {GOAL_SEARCH_MS:g}", search < GOAL_SEARCH_MS),
        Row("slowest searches", ", ".join(f"{query} {number(ms)}" for query, ms in slowest)),
        Row("list, all orders, p50 / max ms", f"{number(percentile(everything, 0.5))} / {number(max(everything))}"),
        Row("list, all orders, p95 ms", number(page), f"< {GOAL_LIST_MS:g}", page < GOAL_LIST_MS),
    ]
    rows += [Row(f"list by {sort}, p95 ms", number(percentile(times, 0.95)), f"< {GOAL_LIST_MS:g}", percentile(times, 0.95) < GOAL_LIST_MS)
             for sort, times in plain.items()]
    for name, by_sort in filtered.items():
        worst = max(by_sort, key=lambda sort: percentile(by_sort[sort], 0.95))
        all_of = [ms for times in by_sort.values() for ms in times]
        rows.append(Row(f"list with {name}, all orders, p50 / p95 ms; worst order", f"{number(percentile(all_of, 0.5))} / {number(percentile(all_of, 0.95))}; "
                        f"{worst} {number(percentile(by_sort[worst], 0.95))}"))
    rows += [
        Row("drop among them / in an empty database, p50 ms", f"{number(percentile(full, 0.5))} / {number(percentile(empty, 0.5))}"),
        Row("drop among them / in an empty database, p95 ms", f"{number(percentile(full, 0.95))} / {number(percentile(empty, 0.95))}"),
        Row("ratio of the p95", f"{ratio:.2f}", f"≤ {GOAL_DROP:g}", ratio <= GOAL_DROP),
    ]
    publish(f"{LEADS:,} leads", rows, {"search_p95_ms": search, "list_p95_ms": page, "drop_ratio": ratio})
