"""What this machine allows: two processes that share nothing, each with the same runs, against one of them alone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from figure import Figure

RUN = """
import sys, time
sys.path.insert(0, sys.argv[1])
import gpssim
from scenarios import PRESET, small
from gpssim.model import PublicServiceMarket
scenario = gpssim.load_scenario(PRESET) if sys.argv[2] == "preset" else small()
PublicServiceMarket(scenario, "open_tender", seed=1).run(2 - scenario.warm_up).release()
print("ready", flush=True)
sys.stdin.readline()
start = time.perf_counter()
for seed in range(int(sys.argv[3])):
    PublicServiceMarket(scenario, "open_tender", seed=seed).run().release()
print(time.perf_counter() - start, flush=True)
"""


def figures(fast: bool) -> Iterator[Figure]:
    """How many times more two processes do in the same time: no study can gain more from a second worker."""
    for which, runs in (("preset", 2 if fast else 10), ("small", 6 if fast else 40)):
        ratios = [2.0 * of_each(which, runs, 1) / of_each(which, runs, 2) for _ in range(1 if fast else 3)]
        yield Figure(f"two processes that share nothing / one, {which} runs", median(ratios), "x")


def of_each(which: str, runs: int, processes: int) -> float:
    """Seconds that the slowest of some processes needs for its runs; all begin at once, with everything imported and compiled."""
    command = [sys.executable, "-c", RUN, str(Path(__file__).resolve().parents[1]), which, str(runs)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    for process in started:
        assert process.stdout is not None
        process.stdout.readline()
    for process in started:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    spent = [float(process.communicate()[0]) for process in started]
    if any(process.returncode for process in started):
        raise SystemExit("a process failed")
    return max(spent)
