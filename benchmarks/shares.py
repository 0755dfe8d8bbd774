"""Where a month goes at four sizes, as shares of the process's own time, which other work on the machine hardly moves.

``python benchmarks/shares.py`` prints them for this checkout; for another one, put it first: ``PYTHONPATH=OTHER python
benchmarks/shares.py``. ``--size`` (several times) and ``--policy`` choose.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from unittest.mock import patch

from scenarios import grown, preset, small
from timing import stopwatches

import gpssim
from gpssim.model import PublicServiceMarket
from gpssim.scenario import Scenario

SIZES: dict[str, Callable[[], Scenario]] = {
    "small run": small,
    "preset": lambda: gpssim.load_scenario("suzhou-high-tech"),
    "112 districts, 960 organizations": lambda: grown(16, 0, 24),
    "1,000,000 citizens": lambda: preset(1_000_000, 0, 24),
}
LEAST = 1.0
"""Percent from which a verb is printed."""


def shares(scenario: Scenario, policy: str) -> dict[str, float]:
    """Percent of a run by verb, by setting it up, and by making its tables."""
    PublicServiceMarket(scenario, policy, seed=3).run(3 - scenario.warm_up).release()  # compiles, and solves what bidders ask for
    with patch("time.perf_counter", time.process_time), stopwatches() as laps:
        start = time.process_time()
        model = PublicServiceMarket(scenario, policy, seed=2)
        ready = time.process_time()
        model.run()
        over = time.process_time()
    try:
        model.tables(arrow=True)
    except TypeError:  # earlier states give nothing else
        model.tables()
    end = time.process_time()
    model.release()
    whole = end - start
    found = {verb: 100.0 * sum(spent) / whole for verb, spent in laps.items()}
    return found | {"(set-up)": 100.0 * (ready - start) / whole, "(tables)": 100.0 * (end - over) / whole}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", action="append", choices=list(SIZES), help="several times for several; all by default")
    parser.add_argument("--policy", default="open_tender")
    asked = parser.parse_args()
    for name in asked.size or SIZES:
        print(f"{name}, {asked.policy}, {gpssim.__file__}")
        for verb, share in sorted(shares(SIZES[name](), asked.policy).items(), key=lambda item: -item[1]):
            if share >= LEAST or verb.startswith("("):
                print(f"  {share:5.1f} %  {verb}", flush=True)


if __name__ == "__main__":
    main()
