"""What the engine costs, as ratios measured in one run on one machine: ``python benchmarks/run.py [--json OUT] [--fast]``.

Bars are ratios, never seconds: the citizens' month against the oracle (one Mesa object per citizen, same rules, same numbers),
growth with the number of citizens, a tender of equilibrium bidders against one of mark-up bidders, two workers against one.
Everything is the median of several months or repeats.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import numpy as np
from bound import run_month as bound_month
from oracle import OracleMarket, Residents
from timing import Laps, seconds, stopwatches

import gpssim
from gpssim.agents.given import People
from gpssim.agents.kernel import run_needs_month, run_service_month
from gpssim.model import PublicServiceMarket
from gpssim.month.needs import needs
from gpssim.month.purchasing import holding
from gpssim.month.service import service
from gpssim.month.service.service import manner, supply
from gpssim.records import table_digest
from gpssim.scenario import Scenario, replace
from gpssim.state.citizens_month import people, words
from gpssim.state.domains import declared

POLICY = "status_quo"
LARGE = 1_000_000
CITIZENS_MONTH = ((needs, "update_needs"), (service, "serve_citizens"))


@dataclass(frozen=True)
class Figure:
    """One figure of the report; ``holds`` is None where there is no bar."""

    name: str
    value: float
    unit: str
    bar: str = ""
    holds: bool | None = None


def scenario(n_citizens: int, warm_up: int = 6) -> Scenario:
    """The preset with more or fewer survey units; money, organizations and contracts stay as they are."""
    preset = gpssim.load_scenario("suzhou-high-tech")
    residents = max(preset.world.city.residents, n_citizens)
    per_head = preset.world.purchasers.appropriation_per_head * preset.world.city.residents / residents
    sizes = {"world.city.n_citizens": n_citizens, "world.city.residents": residents, "warm_up": warm_up, "months": 24}
    return replace(preset, {**sizes, "world.purchasers.appropriation_per_head": per_head})


def month_of(laps: Laps) -> float:
    """Seconds of a citizens' month: the median over the months timed; the oracle's copying into columns does not count."""
    writing = laps.get("write") or [0.0] * (2 * len(laps["update_needs"]))
    spent = zip(laps["update_needs"], laps["serve_citizens"], writing[::2], writing[1::2], strict=True)
    return median(arise + serve - first - second for arise, serve, first, second in spent)


def against_the_oracle(n_citizens: int, months: int) -> tuple[float, float]:
    """How many times faster the citizens' month is, and the whole month; the tables must be the same."""
    start = PublicServiceMarket(scenario(n_citizens), POLICY).warm_up()
    model = start.branch(POLICY)
    oracle = OracleMarket(start.specification, POLICY, _from=start)
    with stopwatches(*CITIZENS_MONTH) as fast:
        whole_fast = median(seconds(model.step) for _ in range(months))
    with stopwatches(*CITIZENS_MONTH, (Residents, "write")) as slow:
        whole_slow = median(seconds(oracle.step) for _ in range(months))
    left = [{name: table_digest(t) for name, t in m.tables().items()} for m in (model, oracle)]
    if left[0] != left[1]:
        raise SystemExit(f"model and oracle differ at {n_citizens} citizens: the ratio would mean nothing")
    for market in (start, model, oracle):
        market.release()
    return month_of(slow) / month_of(fast), whole_slow / whole_fast


def oracle_figures(fast: bool) -> Iterator[Figure]:
    bars = {1_000: 6.0, 10_000: None, 100_000: 60.0}
    for n, months in ((1_000, 24), (10_000, 12), (100_000, 4)):
        if fast and n == 100_000:
            continue
        ratio, whole = against_the_oracle(n, months // 2 if fast else months)
        bar = bars[n]
        yield Figure(
            f"citizens' month, oracle / model, {n:,} citizens",
            ratio,
            "x",
            f">= {bar:g}" if bar else "",
            None if bar is None else ratio >= bar,
        )
        yield Figure(f"whole month, oracle / model, {n:,} citizens", whole, "x")


def against_the_bound(n_citizens: int, repeats: int) -> float:
    """How many times longer the two compiled passes take than one loop with the same rules: the least of several months of each."""
    model = PublicServiceMarket(scenario(n_citizens, warm_up=3), POLICY).warm_up()
    offered, now, how, declared_now = supply(model), words(model), manner(model), declared(model)
    onset, ending, access = declared_now.onset, declared_now.ending, np.array(model.world.citizens.access)
    heard, free = np.zeros((len(model.contracts), 3)), np.bincount(model.contracts.domain, offered.capacity).astype(np.int64)
    places, spent = np.asarray(model.citizens.district), ([], [])
    for _ in range(repeats):
        mine, theirs = (People(model.first_row, *(x.copy() for x in people(model)[1:])) for _ in range(2))

        def both(crowd: People = mine) -> None:
            cells = np.zeros_like(model.cells)
            run_needs_month(crowd, now, onset, ending, cells)
            run_service_month(crowd, offered, now, how, access, heard, cells)

        def bound(crowd: People = theirs) -> None:
            bound_month(crowd, offered, now, how, access, onset, ending, free.copy(), places, np.zeros(8))

        for laps, live in zip(spent, (both, bound), strict=True):
            laps.append(seconds(live))
    model.release()
    return min(spent[0][1:]) / min(spent[1][1:])


def bound_figures(fast: bool) -> Iterator[Figure]:
    for n in (10_000,) if fast else (10_000, 100_000):
        ratio = against_the_bound(n, 10 if fast else 40)
        bar = n == 100_000
        yield Figure(
            f"citizens' month / one compiled loop of the same rules, {n:,} citizens",
            ratio,
            "x",
            "<= 2" if bar else "",
            ratio <= 2.0 if bar else None,
        )


def growth_figures(fast: bool) -> Iterator[Figure]:
    """Nanoseconds of a citizen's month by the number of citizens."""
    largest = 100_000 if fast else LARGE
    cost = {}
    for n in (10_000, 100_000, LARGE):
        if n <= largest:
            model = PublicServiceMarket(scenario(n, warm_up=3), POLICY).warm_up()
            with stopwatches(*CITIZENS_MONTH) as laps:
                for _ in range(8):
                    model.step()
            model.release()
            cost[n] = 1e9 * month_of(laps) / n
            yield Figure(f"citizens' month, {n:,} citizens", cost[n], "ns a citizen")
    ratio = cost[largest] / cost[10_000]
    yield Figure(f"cost of a citizen, {largest:,} / 10,000 citizens", ratio, "x", "<= 1.3", ratio <= 1.3)


def memory_figures(fast: bool) -> Iterator[Figure]:
    """Columns exactly, and what a process needs at its peak, libraries and compiled code included."""
    n = 100_000 if fast else LARGE
    columns = PublicServiceMarket(scenario(10_000), POLICY).run(1).citizens.columns  # kernels are compiled and cached from here on
    held = sum(columns[name].nbytes for name in columns) / len(columns)
    yield Figure("columns", held, "bytes a citizen", "<= 200", held <= 200)
    large = peak_of(n)
    yield Figure(f"peak memory of a run, {n:,} citizens", large, "MB", "<= 450", large <= 450)


def peak_of(n_citizens: int) -> float:
    """Largest resident size, MB, of a process that runs four months."""
    done = subprocess.run([sys.executable, __file__, "--peak", str(n_citizens)], check=True, capture_output=True, text=True)
    return float(done.stdout)


def print_peak(n_citizens: int) -> None:
    PublicServiceMarket(scenario(n_citizens, warm_up=0), POLICY).run(4)
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024.0)


def profile_figures(fast: bool) -> Iterator[Figure]:
    """Where a month of the preset goes: share of each verb under each mechanism."""
    for policy in ("open_tender", "directed_commission"):
        model = PublicServiceMarket(scenario(10_000), policy).warm_up()
        with stopwatches() as laps:
            whole = seconds(lambda model=model: model.run(12 if fast else 24))
        yield Figure(f"month of the preset under {policy}", 1e3 * whole / (12 if fast else 24), "ms")
        for verb, spent in sorted(laps.items(), key=lambda item: -sum(item[1])):
            if sum(spent) > 0.02 * whole:
                yield Figure(f"  of which {verb}", 100.0 * sum(spent) / whole, "%")


def tender_figures(fast: bool) -> Iterator[Figure]:
    """What a tender costs by bidding family once its equilibria are there: the median of all tenders of a second run."""
    cost = {}
    for family in ("markup", "equilibrium", "ewa"):
        market = replace(scenario(1_000), {"world.bidding.family": family})
        start = PublicServiceMarket(market, "open_tender").warm_up()
        start.branch("open_tender").run(12 if fast else 24)
        with stopwatches((holding, "hold")) as laps:
            start.branch("open_tender").run(12 if fast else 24)
        cost[family] = median(laps["hold"])
        yield Figure(f"a tender, {family} bidders", 1e3 * cost[family], "ms")
    ratio = cost["equilibrium"] / cost["markup"]
    yield Figure("a tender, equilibrium / mark-up", ratio, "x", "<= 2", ratio <= 2.0)


def command_figures(fast: bool) -> Iterator[Figure]:
    ask = [sys.executable, "-m", "gpssim", "--help"]
    spent = seconds(lambda: subprocess.run(ask, check=True, capture_output=True), 3 if fast else 7)
    yield Figure("gpssim --help", spent, "s", "<= 0.5", spent <= 0.5)


def worker_figures(fast: bool) -> Iterator[Figure]:
    """A study of small runs by one process and by two; the results must be the same."""
    small, n = scenario(1_000), 8 if fast else 100
    spent, digests = {}, set()
    for workers in (1, 2):
        study = gpssim.Study(small, ["open_tender", "directed_commission"], replications=n, workers=workers, keep=0)
        start = time.perf_counter()
        digests.add(study.run(progress=False).digest)
        spent[workers] = time.perf_counter() - start
    if len(digests) > 1:
        raise SystemExit("one and two workers left different results")
    ratio = spent[1] / spent[2]
    bar, holds = ("", None) if fast else (">= 1.6", ratio >= 1.6)
    yield Figure(f"study of {2 * n} small runs, 1 worker / 2 workers", ratio, "x", bar, holds)


SECTIONS: dict[str, Callable[[bool], Iterator[Figure]]] = {
    "against the oracle": oracle_figures,
    "against one loop": bound_figures,
    "growth": growth_figures,
    "memory": memory_figures,
    "profile": profile_figures,
    "tender": tender_figures,
    "command": command_figures,
    "workers": worker_figures,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, help="write the figures there")
    parser.add_argument("--fast", action="store_true", help="smaller sizes and fewer repeats, for a look")
    parser.add_argument("--only", choices=SECTIONS, help="one section")
    parser.add_argument("--peak", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        print_peak(asked.peak)
        return 0
    figures: list[Figure] = []
    for section, measure in SECTIONS.items():
        if asked.only in (None, section):
            print(f"\n{section}")
            for figure in measure(asked.fast):
                verdict = {None: "", True: "ok", False: "MISSED"}[figure.holds]
                print(f"  {figure.name:<58}{figure.value:>12,.4g} {figure.unit:<16}{figure.bar:<8}{verdict}", flush=True)
                figures.append(figure)
    if asked.json:
        asked.json.write_text(json.dumps([asdict(f) for f in figures], indent=2) + "\n", encoding="utf-8")
    return int(any(f.holds is False for f in figures))


if __name__ == "__main__":
    sys.exit(main())
