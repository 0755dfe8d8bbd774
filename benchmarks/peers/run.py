"""The peers' lane: one small model in five versions, the same series from all: ``python benchmarks/peers/run.py [--limit S]``.

Each version runs in processes of its own, one core each, the versions in turn; a row is the median of ``--rounds``. A version
whose library is not installed, or that would take longer than ``--limit`` seconds, is a row that says so. ``--python
VERSION=PATH`` gives a version another interpreter: mesa-frames 0.1 wants NumPy 1, on which gpssim does not run.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from peers.comparing import difference
from peers.world import World

ONE = Path(__file__).with_name("one.py")
GPSSIM = "gpssim_engine"
VERSIONS = (GPSSIM, "ambr_columns", "mesa_frames_columns", "mesa_objects", "agentpy_objects")
ONE_CORE = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMBA")} | {"POLARS_MAX_THREADS": "1"}

Told = dict[str, Any]
"""What a process told of its run, or what was missing, or how it failed."""


def told_by(version: str, n_citizens: int, python: str) -> Told:
    """One run in a process of its own."""
    command = [python, str(ONE), version, str(n_citizens)]
    done = subprocess.run(command, env={**os.environ, **ONE_CORE}, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"failed": (done.stderr.strip().splitlines() or ["without a word"])[-1]}
    return dict(json.loads(done.stdout.splitlines()[-1]))


def in_turn(versions: list[str], rounds: int, run: Callable[[str], Told]) -> dict[str, Told]:
    """Every version once a round; seconds are the median of the rounds, the rest is what the first run told."""
    told = {version: run(version) for version in versions}
    seconds = {version: [t["seconds"]] for version, t in told.items() if "seconds" in t}
    for _ in range(rounds - 1):
        for version in seconds:
            seconds[version] += [t["seconds"] for t in (run(version),) if "seconds" in t]
    return {version: {**t, "seconds": median(seconds[version])} if version in seconds else t for version, t in told.items()}


def row(version: str, told: Told, base: Told | None, months: int) -> str:
    """A version's line in the table of a size."""
    if "seconds" not in told:
        return f"  {version:<22}" + " ".join(f"{how}: {what}" for how, what in told.items())
    ratio = f"{told['seconds'] / base['seconds']:>8.1f}" if base else f"{'-':>8}"
    memory = f"{told['peak_mb']:>9,.0f}{told['own_mb']:>8,.0f}"
    nanoseconds = told["seconds"] * 1e9 / (told["citizens"] * months)
    libraries = ", ".join(f"{name} {number}" for name, number in told["libraries"].items())
    return f"  {version:<22}{told['seconds']:>9.4f}{ratio}{nanoseconds:>18,.0f}{memory}  {libraries}"


class Lane:
    """The sizes one after the other; what a version took is remembered for the next size."""

    def __init__(self, interpreters: dict[str, str], limit: float, rounds: int) -> None:
        self.interpreters, self.limit, self.rounds = interpreters, limit, rounds
        self.nanoseconds: dict[str, float] = {}
        self.faults: list[str] = []

    def measure(self, n_citizens: int) -> None:
        """Run, compare and print one size."""
        expected = {v: self.nanoseconds[v] * n_citizens if v in self.nanoseconds else 0.0 for v in VERSIONS}
        fit = [v for v in VERSIONS if expected[v] <= self.limit]
        told = in_turn(fit, self.rounds, lambda v: told_by(v, n_citizens, self.interpreters.get(v, sys.executable)))
        told |= {v: {"left out": f"about {expected[v]:,.0f} s expected"} for v in VERSIONS if v not in fit}
        ran = {v: {**t, "citizens": n_citizens} for v, t in told.items() if "seconds" in t}
        self.nanoseconds |= {v: t["seconds"] / n_citizens for v, t in ran.items()}
        months = World(n_citizens).months
        print(f"\n{n_citizens:,} citizens, {months} months")
        print(f"  {'version':<22}{'seconds':>9}{'ratio':>8}{'ns/citizen-month':>18}{'peak MB':>9}{'its own':>8}  libraries")
        for version in VERSIONS:
            print(row(version, ran.get(version, told[version]), ran.get(GPSSIM), months), flush=True)
        self.compare(n_citizens, ran)
        self.faults += [f"{v} failed: {t['failed']}" for v, t in told.items() if "failed" in t]

    def compare(self, n_citizens: int, ran: dict[str, Told]) -> None:
        """All series against those of the first version that ran."""
        first = next(iter(ran), None)
        for version, told in ran.items():
            if found := difference(ran[first]["series"], told["series"]):
                self.faults.append(f"{n_citizens:,} citizens, {first} and {version} differ in {found}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--citizens", type=int, action="append", help="a size, several times for several")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds; what would take longer is left out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--python", action="append", default=[], metavar="VERSION=PATH", help="another interpreter for a version")
    asked = parser.parse_args()
    interpreters = dict(pair.split("=", 1) for pair in asked.python)
    if unknown := set(interpreters) - set(VERSIONS):
        parser.error(f"no version {', '.join(sorted(unknown))}: there are {', '.join(VERSIONS)}")
    lane = Lane(interpreters, asked.limit, asked.rounds)
    for n_citizens in sorted(asked.citizens or (1_000, 10_000, 100_000)):
        lane.measure(n_citizens)
    print("", *(lane.faults or ["The same series from all that ran."]), sep="\n")
    return 1 if lane.faults else 0


if __name__ == "__main__":
    sys.exit(main())
