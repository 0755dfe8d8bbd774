"""Memory: columns of a citizen, and what a process needs at its peak, libraries and compiled code included."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from figure import Figure
from scenarios import preset

from gpssim.model import PublicServiceMarket

RUN = """
import sys
sys.path.insert(0, sys.argv[1])
from scenarios import preset
from sections.memory import own_size
from gpssim.model import PublicServiceMarket
PublicServiceMarket(preset(int(sys.argv[2]), warm_up=0), "status_quo").run(4)
print(own_size("VmHWM"))
"""


def figures(fast: bool) -> Iterator[Figure]:
    """Bytes of a citizen, and the peak of a run of four months."""
    n = 100_000 if fast else 1_000_000
    columns = PublicServiceMarket(preset(10_000), "status_quo").run(1).citizens.columns  # and kernels are compiled and kept
    held = sum(columns[name].nbytes for name in columns) / len(columns)
    yield Figure("columns", held, "bytes a citizen", at_most=200.0)
    large = peak_of(n)
    yield Figure(f"peak memory of a run, {n:,} citizens", large, "MB", at_most=450.0, goal=400.0, ratio=False)


def peak_of(n_citizens: int) -> float:
    """Largest resident size, MB, of a process that runs four months."""
    here = str(Path(__file__).resolve().parents[1])
    done = subprocess.run([sys.executable, "-c", RUN, here, str(n_citizens)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def own_size(entry: str) -> float:
    """Size of this process, MB: ``VmHWM``, the largest it ever had, or ``VmRSS``; the largest where the system tells no more."""
    status = Path("/proc/self/status")  # what getrusage says begins with the size of the process that started this one
    own = [line.split()[1] for line in status.read_text().splitlines() if line.startswith(entry)] if status.is_file() else []
    if own:
        return float(own[0]) / 1024.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0
