"""The citizens' month against one Mesa object per citizen: same rules, same draws, same numbers."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from figure import Figure
from oracle import OracleMarket, Residents
from scenarios import preset
from timing import Laps, seconds, stopwatches

from gpssim.model import PublicServiceMarket
from gpssim.month.needs import needs
from gpssim.month.service import service
from gpssim.records import table_digest

POLICY = "status_quo"
CITIZENS_MONTH = ((needs, "update_needs"), (service, "serve_citizens"))
BARS = {1_000: (6.0, 15.0), 10_000: (None, None), 100_000: (120.0, 150.0)}


def figures(fast: bool) -> Iterator[Figure]:
    """Ratios at three sizes; the tables of both must be the same."""
    for n, months in ((1_000, 24), (10_000, 12), (100_000, 4)):
        if not (fast and n == 100_000):
            bar, goal = BARS[n]
            ratio = against_the_oracle(n, months // 2 if fast else months)
            yield Figure(f"citizens' month, oracle / model, {n:,} citizens", ratio, at_least=bar, goal=goal)


def month_of(laps: Laps) -> float:
    """Seconds of a citizens' month: the median over the months timed; the oracle's copying into columns does not count."""
    writing = laps.get("write") or [0.0] * (2 * len(laps["update_needs"]))
    spent = zip(laps["update_needs"], laps["serve_citizens"], writing[::2], writing[1::2], strict=True)
    return median(arise + serve - first - second for arise, serve, first, second in spent)


def against_the_oracle(n_citizens: int, months: int) -> float:
    """How many times faster the citizens' month is; the tables must be the same."""
    start = PublicServiceMarket(preset(n_citizens), POLICY).warm_up()
    model = start.branch(POLICY)
    oracle = OracleMarket(start.specification, POLICY, _from=start)
    with stopwatches(*CITIZENS_MONTH) as fast:
        seconds(model.step, months)
    with stopwatches(*CITIZENS_MONTH, (Residents, "write")) as slow:
        seconds(oracle.step, months)
    left = [{name: table_digest(t) for name, t in m.tables(arrow=True).items()} for m in (model, oracle)]
    if left[0] != left[1]:
        raise SystemExit(f"model and oracle differ at {n_citizens} citizens: the ratio would mean nothing")
    for market in (start, model, oracle):
        market.release()
    return month_of(slow) / month_of(fast)
