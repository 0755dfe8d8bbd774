"""Studies of small runs: two workers against one, and how much of the time goes into anything but months."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from figure import Figure
from scenarios import preset
from studied import POLICIES, spent_by
from timing import seconds, stopwatches

import gpssim
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario


def figures(fast: bool) -> Iterator[Figure]:
    """Ratios of the same study by one worker and by two, in turn; results must be the same."""
    runs, rounds = (16, 1) if fast else (200, 3)
    yield Figure(f"{runs} small runs, 1 worker / 2 workers", speed_up(preset(1_000), runs // 2, rounds), at_least=1.75, goal=1.85)
    yield Figure("share of a study's time not spent stepping models", beside_months(preset(1_000), runs // 2), "%",
                 at_most=15.0, goal=10.0)  # fmt: skip


def speed_up(scenario: Scenario, replications: int, rounds: int) -> float:
    """How many times faster two workers are: the median of pairs."""
    pairs = [spent_by(scenario, replications, {"one": {"workers": 1}, "two": {"workers": 2}}) for _ in range(rounds)]
    return median(pair["one"] / pair["two"] for pair in pairs)


def beside_months(scenario: Scenario, replications: int) -> float:
    """Percent of a study's time by one worker in which no model steps, writing to disk included."""
    study = gpssim.Study(scenario, POLICIES, replications=replications, workers=1, keep=0)
    with tempfile.TemporaryDirectory() as folder, stopwatches((PublicServiceMarket, "step")) as laps:
        whole = seconds(lambda: study.run(Path(folder) / "study", progress=False))
    return 100.0 * (1.0 - sum(laps["step"]) / whole)
