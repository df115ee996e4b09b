"""CPU and memory of a process, from /proc."""

import os
from pathlib import Path

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")
PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024


def cpu_seconds(pid: int) -> float:
    """User and system time of all threads so far, in steps of a clock tick (10 ms)."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def resident_kb(pid: int) -> int:
    with open(f"/proc/{pid}/statm") as statm:
        return int(statm.read().split()[1]) * PAGE_KB


def machine_busy_seconds() -> float:
    """Busy time of all cores, ours included."""
    with open("/proc/stat") as stat:
        user, nice, system, _, _, irq, softirq = (int(part) for part in stat.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS_A_SECOND


def wake_ups(pid: int) -> int:
    """How often the threads that live now have gone to sleep of their own accord so far, and so were woken."""
    total = 0
    for status in Path(f"/proc/{pid}/task").glob("*/status"):
        total += next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("voluntary_ctxt_switches"))
    return total
