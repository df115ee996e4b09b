"""Sends a real node what its description allows and what it does not (schemathesis), signed in, with all checks.

Usage: fuzz_api.py PROGRAM [OPTION OF schemathesis run…]. Ends with 1 when an answer is not as described, or the node died.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from driver.node import Node

HERE = Path(__file__).resolve().parent
SECONDS = 180
# Each would end the very workspace or session that the others need.
LEFT_OUT = ("deleteWorkspace", "signOut", "endOtherSessions", "moveSession", "setUpNode")


def main(program: str, *options: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        node = Node(Path(program).absolute(), Path(folder))
        try:
            node.start().set_up_owner().close()
            ended = subprocess.run(
                [Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml", "run",
                 f"{node.url}/api/openapi.json", "--header", f"Authorization: Bearer {node.create_token()}", "--phases", "examples,coverage",
                 "--max-time", str(SECONDS), "--seed", "20260131", "--warnings", "off",
                 *(word for name in LEFT_OUT for word in ("--exclude-operation-id", name)), *options], cwd=folder).returncode
            if node.process is None or node.process.poll() is not None:
                print(node.output[-4000:], file=sys.stderr)
                return 1
            return ended or node.stop()
        finally:
            node.kill()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
