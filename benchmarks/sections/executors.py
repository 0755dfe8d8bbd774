"""Executors: two processes against one, Dask against processes, and what it costs to hand small runs out in chunks."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from figure import Figure
from scenarios import PRESET, preset
from studied import POLICIES, spent_by
from timing import seconds, stopwatches

import gpssim
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario
from gpssim.studies import elsewhere

WAYS: dict[str, dict[str, Any]] = {"1 worker": {"workers": 1}, "2 workers": {"workers": 2}}
DASK: dict[str, dict[str, Any]] = {"Dask": {"workers": 2, "on": "dask"}} if find_spec("distributed") else {}


def figures(fast: bool) -> Iterator[Figure]:
    """The same study everywhere, in turn, starting the workers included; then a study whose runs are quick."""
    runs, rounds = (8, 1) if fast else (80, 3)
    spent = [spent_by(gpssim.load_scenario(PRESET), runs // 2, WAYS | DASK) for _ in range(rounds)]
    yield Figure(f"{runs} runs of the preset, 1 worker / 2 workers", median(s["1 worker"] / s["2 workers"] for s in spent),
                 at_least=1.8, goal=1.9)  # fmt: skip
    if DASK:
        ratio = median(s["2 workers"] / s["Dask"] for s in spent)
        yield Figure(f"{runs} runs of the preset, 2 workers / a Dask cluster of 2", ratio, at_least=0.95)
    runs = 40 if fast else 400
    shares = [beside(preset(1_000), runs // 2) for _ in range(rounds)]
    yield Figure("small runs in chunks: time not spent stepping models", median(months for months, _ in shares), "%", at_most=10.0)
    yield Figure("  of it, handing out, taking and storing", median(handed for _, handed in shares), "%")


def beside(scenario: Scenario, replications: int) -> tuple[float, float]:
    """Percent of a study's time in which no model steps, and in which no group of runs is made.

    Groups go the way to a worker and back, pickled and in chunks; the worker is a thread, so that its time can be taken from here.
    """
    study = gpssim.Study(scenario, POLICIES, replications=replications, workers=1, keep=0)
    watched = ((PublicServiceMarket, "step"), (elsewhere, "run_group"))
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as worker, stopwatches(*watched) as laps:
        whole = seconds(lambda: study.run(Path(folder) / "study", progress=False, executor=worker))
    months, groups = (100.0 * (1.0 - sum(laps[name]) / whole) for name in ("step", "run_group"))
    return months, groups
