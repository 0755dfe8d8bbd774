"""Many runs that do nothing: what driver and store take for each, how much memory they need, how many files they leave."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from figure import Figure
from studied import POLICIES
from timing import seconds

import gpssim
from gpssim.studies import RunOutcome, Task
from sections.memory import own_size

RUN = """
import json, sys
sys.path.insert(0, sys.argv[1])
from sections.many_runs import measured
print(json.dumps(measured(int(sys.argv[2]), workers=2)))
"""
PART = 4
"""Memory is compared with that of a study of a quarter the size: what is bounded does not grow with it."""


def figures(fast: bool) -> Iterator[Figure]:
    """A study by two processes, from its start to the last file; another process of its own for each size."""
    runs = 4_000 if fast else 100_000
    few, many = told(runs // PART), told(runs)
    name = f"{runs:,} runs that do nothing"
    yield Figure(name, many["rate"], "runs a second", at_least=2_000.0, ratio=False)
    yield Figure(f"{name}: files", many["files"], "files", at_most=250.0, ratio=False)
    yield Figure(f"{name}: memory beside what was there before", many["memory"], "MB", at_most=150.0, ratio=False)
    yield Figure(f"peak memory, {runs:,} runs / {runs // PART:,} runs", many["peak"] / few["peak"], at_most=1.25)


def told(runs: int) -> dict[str, float]:
    """What a process of its own measures."""
    here = str(Path(__file__).resolve().parents[1])
    done = subprocess.run([sys.executable, "-c", RUN, here, str(runs)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def measured(runs: int, workers: int) -> dict[str, Any]:
    """Runs a second, files, and the peak memory of this process in MB, altogether and beside what it had before."""
    study = gpssim.Study("textbook", POLICIES, replications=runs // 2, workers=workers, keep=0, runner=nothing)
    before = own_size("VmRSS")
    with tempfile.TemporaryDirectory() as folder:
        spent = seconds(lambda: study.run(Path(folder) / "study", progress=False))
        files = sum(path.is_file() for path in Path(folder).rglob("*"))
    peak = own_size("VmHWM")
    return {"rate": runs / spent, "files": files, "peak": peak, "memory": peak - before}


def nothing(task: Task) -> RunOutcome:
    """A run that leaves one row."""
    import pyarrow as pa

    return RunOutcome({"nothing": pa.table({"month": [task.replication]})}, seconds=0.0)
