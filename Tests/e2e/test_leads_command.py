"""`uprising leads import` and `export`, as the person who runs the node uses them."""

import csv
import io
import json
import subprocess
from pathlib import Path

from driver.api import Api
from driver.node import Node

EX_USAGE = 64
REFUSED_ROWS = 2


def leads(node: Node, *arguments: str) -> subprocess.CompletedProcess[str]:
    return node.command("leads", *arguments)


def test_what_is_wrong_is_said_and_nothing_done(node: Node, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b'company\n"Acme\n')
    good = tmp_path / "good.csv"
    good.write_text("company,ville\nCommand Bad,Paris\n")
    for arguments, words in [
        (["import", str(tmp_path / "nowhere.csv")], "can't be read"),
        (["import", str(bad)], "Line 2, column 1"),
        (["import", str(good), "--project", "No such"], "no one project"),
        (["import", str(good), "--map", "Land=notes"], "no column “Land”"),
        (["import", str(good), "--map", "ville=moon"], "none of company"),
        (["import", str(good), "--duplicates", "burn"], "none of keep"),
        (["export", "--format", "xlsx"], "One of csv, jsonl"),
        (["export", "--filter", "colour=red"], "colour"),
    ]:
        ended = leads(node, *arguments)
        assert ended.returncode == 1 and words in ended.stderr and ended.stdout == "", (arguments, ended)
    assert leads(node, "import").returncode == EX_USAGE
    for command in ("import", "export"):
        assert "Exit status" in leads(node, command, "--help").stdout


def test_a_stopped_node_is_no_place_for_leads(new_node: Node, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("company\nAcme\n")
    ended = leads(new_node, "import", str(file))
    assert ended.returncode == 1 and "Start it first" in ended.stderr, ended.stderr


def test_there_and_back(node: Node, api: Api, tmp_path: Path) -> None:
    file = tmp_path / "salon.csv"
    file.write_bytes("Société;Ville;Courriel\r\nVestibule Un;Paris;a@vestibule-un.example\r\nVestibule Deux;Évry;nobody\r\n".encode("cp1252"))
    dry = leads(node, "import", str(file), "--dry-run")
    assert dry.returncode == REFUSED_ROWS and "would do    1" in dry.stdout, dry
    assert "windows-1252, semicolon" in dry.stderr and "Ville → left out" in dry.stderr
    assert api.all_leads(q="vestibule") == []

    report = tmp_path / "refused.csv"
    ended = leads(node, "import", str(file), "--map", "Ville=notes", "--tag", "vestibule", "--report", str(report))
    assert ended.returncode == REFUSED_ROWS and "leads made  1" in ended.stdout and "refused     1" in ended.stdout, ended
    lead, = api.all_leads(q="vestibule")
    assert (lead["notes"], lead["tags"], lead["company"]) == ("Paris", ["vestibule"], "Vestibule Un")
    rows = list(csv.reader(io.StringIO(report.read_text("utf-8-sig"))))
    assert rows[1][:4] == ["Vestibule Deux", "Évry", "nobody", "3"]

    out = tmp_path / "out.csv"
    ended = leads(node, "export", "--out", str(out), "--filter", "tag=vestibule")
    assert ended.returncode == 0 and ended.stdout == "" and not Path(f"{out}.part").exists(), ended
    assert [row["company"] for row in csv.DictReader(io.StringIO(out.read_text("utf-8-sig")))] == ["Vestibule Un"]
    lines = leads(node, "export", "--format", "jsonl", "--filter", "tag=vestibule").stdout.splitlines()
    assert [json.loads(line)["id"] for line in lines] == [lead["id"]]
