"""A board of 5,000 cards among 200,000 leads: looking at it, moving on it, and taking a stage away."""

import random
from typing import Any
from urllib.parse import urlencode

from .contenders import Options, fresh_node
from .leads import Client
from .report import Row, number, percentile, publish
from .seed import fill

LEADS, PROJECTS, CARDS = 200_000, 500, 5_000
BOARDS, COLUMNS, MOVES, BULKS = 300, 300, 400, 8
GOAL_BOARD_MS, GOAL_MOVE_MS = 15.0, 20.0


def moves(client: Client, board: dict[str, Any], chance: random.Random) -> list[float]:
    """Cards dragged to a place in another stage, or in their own."""
    stages = board["stages"]
    cards = [card for stage in stages for card in stage["cards"]]
    took = []
    for _ in range(MOVES):
        card, stage = chance.choice(cards), chance.choice(stages)
        near = chance.choice(stage["cards"])["id"] if stage["cards"] else None
        client.headers["If-Match"] = f'"{card["version"]}"'
        moved, ms = client.ask("POST", f"/leads/{card['id']}/move", {"stageId": stage["stage"]["id"], "after": near})
        card.update(moved)
        took.append(ms)
    del client.headers["If-Match"]
    return took


def run(options: Options) -> None:
    chance = random.Random(5)
    with fresh_node(options) as node:
        node.stop()
        made = fill(node.data, LEADS, PROJECTS, 0, first_share=CARDS)
        node.start()
        client = Client(node)
        client.ask("PUT", "/jobs/queues/analysis/pause", {})
        path = f"/projects/{made['projects'][0]}"
        boards = [client.ask("GET", f"{path}/board") for _ in range(BOARDS)]
        board = boards[-1][0]
        short = [client.ask("GET", f"{path}/board?limit=10")[1] for _ in range(BOARDS)]
        filtered = {
            "owner": {"owner": made["owner"][0]}, "tag": {"tag": "vip"}, "value_min": {"value_min": "4000000"}, "stale": {"stale": "true"},
            "q=dubois": {"q": "dubois"},
        }
        by_filter = {name: [client.ask("GET", f"{path}/board?{urlencode(query)}")[1] for _ in range(BOARDS // 10)] for name, query in filtered.items()}
        columns, cursor, stage = [], None, board["stages"][0]["stage"]["id"]
        for _ in range(COLUMNS):
            page, ms = client.ask("GET", f"{path}/stages/{stage}/leads" + (f"?cursor={cursor}" if cursor else ""))
            columns.append(ms)
            cursor = page["next"]
        moved = moves(client, board, chance)
        bulks = []
        for count in range(BULKS):
            source, target = (board["stages"][0], board["stages"][1]) if count % 2 == 0 else (board["stages"][1], board["stages"][0])
            cards = []
            while len(cards) < 500:
                page, _ = client.ask("GET", f"{path}/stages/{source['stage']['id']}/leads?limit=200" + (f"&cursor={page['next']}" if cards else ""))
                cards += page["items"]
            order = {"stageId": target["stage"]["id"], "leads": [{"id": card["id"], "version": card["version"]} for card in cards[:500]]}
            outcome, ms = client.ask("POST", "/leads/moves", order)
            assert len(outcome["moved"]) == 500, outcome["refused"][:3]
            bulks.append(ms)
        reports = [client.ask("GET", f"{path}/report")[1] for _ in range(BOARDS // 10)]
        stages, _ = client.ask("GET", f"{path}/stages")
        gone = stages["items"][1]
        client.headers["If-Match"] = f'"{gone["version"]}"'
        _, emptied = client.ask("DELETE", f"/stages/{gone['id']}?moveTo={stages['items'][0]['id']}")

    whole, move = [ms for _, ms in boards], percentile(moved, 0.95)
    p95 = percentile(whole, 0.95)
    rows = [
        Row("leads / of them on the board", f"{LEADS:,} / {board['totals']['count']:,}"),
        Row("board of 50 cards a stage, p50 / p95 ms", f"{number(percentile(whole, 0.5))} / {number(p95)}", f"< {GOAL_BOARD_MS:g}", p95 < GOAL_BOARD_MS),
        Row("board of 10 cards a stage, p50 / p95 ms", f"{number(percentile(short, 0.5))} / {number(percentile(short, 0.95))}"),
        *(Row(f"board with {name}, p50 / p95 ms", f"{number(percentile(times, 0.5))} / {number(percentile(times, 0.95))}") for name, times in by_filter.items()),
        Row("50 more cards of a column, p50 / p95 ms", f"{number(percentile(columns, 0.5))} / {number(percentile(columns, 0.95))}"),
        Row("move, p50 / p95 ms", f"{number(percentile(moved, 0.5))} / {number(move)}", f"< {GOAL_MOVE_MS:g}", move < GOAL_MOVE_MS),
        Row("500 leads moved at once, p50 / max ms", f"{number(percentile(bulks, 0.5))} / {number(max(bulks))}"),
        Row("report, p50 / p95 ms", f"{number(percentile(reports, 0.5))} / {number(percentile(reports, 0.95))}"),
        Row(f"a stage of {board['stages'][1]['count']:,} leads emptied and taken away, s", number(emptied / 1000)),
    ]
    publish(f"A board of {CARDS:,} cards", rows, {"board_p95_ms": p95, "move_p95_ms": move})
