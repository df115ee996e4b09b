"""Reads the command line, and runs the measurements that it names one after the other."""

import argparse
import os
from pathlib import Path

from . import ROOT, access, backup, chat, errors, fanout, files, idle, jobs, leads, ledger, mixed, observe, page, pipeline, posts, presence, ready, replay, sites, start
from .contenders import Options

MEASUREMENTS = {
    "posts": posts.run, "fanout": fanout.run, "idle": idle.run, "replay": replay.run, "presence": presence.run, "ready": ready.run, "start": start.run, "access": access.run,
    "jobs": jobs.run, "files": files.run, "leads": leads.run, "pipeline": pipeline.run, "chat": chat.run, "ledger": ledger.run, "mixed": mixed.run,
    "sites": sites.run, "observe": observe.run, "backup": backup.run, "page": page.run, "errors": errors.run,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="Benchmarks/run")
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(MEASUREMENTS))
    parser.add_argument("--binary", type=Path, default=ROOT / "dist" / "uprising")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--node-env", action="append", default=[], metavar="NAME=VALUE")
    given = parser.parse_args()
    unknown = set(given.names) - set(MEASUREMENTS)
    if unknown:
        parser.error(f"there is no measurement named {', '.join(sorted(unknown))}")
    if not os.access(given.binary, os.X_OK):
        parser.error(f"{given.binary} is not there; build it with ./install.sh build")
    variables = dict(pair.split("=", 1) for pair in given.node_env)
    options = Options(given.binary.absolute(), given.rounds, given.seconds, variables)
    for name in given.names or MEASUREMENTS:
        MEASUREMENTS[name](options)


main()
