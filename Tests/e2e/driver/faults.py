"""A machine that is faulty for one node alone: a disk that takes nothing or is gone, a clock that is wrong. No privilege is needed.

A small library is put before the C library (LD_PRELOAD); it does as a file says that the test writes, at each moment.
"""

import mmap
import struct
import subprocess
from pathlib import Path

from .node import Node

WELL, READ_ONLY, GONE = 0, 1, 2


class Faults:
    """The faults of the machine of `node`, which has to be started after this was made."""

    def __init__(self, node: Node, folder: Path):
        library, control = folder / "faults.so", folder / "faults"
        if not library.exists():
            subprocess.run(
                ["cc", "-shared", "-fPIC", "-O1", "-o", library, Path(__file__).with_name("faults.c")], check=True, capture_output=True)
        control.write_bytes(bytes(16))
        with open(control, "r+b") as file:
            self.numbers = mmap.mmap(file.fileno(), 16)
        node.variables.update(LD_PRELOAD=str(library), FAULTS=str(control), FAULTY_FOLDER=str(node.data))

    def disk(self, state: int) -> None:
        struct.pack_into("<q", self.numbers, 0, state)

    def clock(self, seconds: int) -> None:
        """How far the clock is from the right one."""
        struct.pack_into("<q", self.numbers, 8, seconds)
