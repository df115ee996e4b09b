"""Measurements of a built node beside peers in the same minutes: only ratios within one run mean anything."""

import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
ROOT = BENCHMARKS.parent

# The end-to-end tests' driver starts and prepares nodes for the measurements too.
sys.path.insert(0, str(ROOT / "Tests" / "e2e"))
