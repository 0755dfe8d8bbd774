"""A small run (1,000 citizens, 60 organizations, 120 months) against one Mesa object per citizen and organization."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from figure import Figure
from oracle import FullOracleMarket
from scenarios import small
from timing import own_seconds

from gpssim.model import PublicServiceMarket
from gpssim.records import table_digest


def figures(fast: bool) -> Iterator[Figure]:
    """Ratio of whole runs, purchases included; the tables of both must be the same."""
    for policy in ("open_tender", "directed_commission"):
        ratio = median(_pair(policy, 36 if fast else 120) for _ in range(1 if fast else 3))
        yield Figure(f"a small run, oracle / model, {policy}", ratio, at_least=6.0, goal=15.0)


def _pair(policy: str, months: int) -> float:
    spent, left = [], []
    for market in (FullOracleMarket, PublicServiceMarket):
        model = market(small(), policy)
        spent.append(own_seconds(lambda model=model: model.run(months)))
        left.append({name: table_digest(table) for name, table in model.tables(arrow=True).items()})
        model.release()
    if left[0] != left[1]:
        raise SystemExit(f"model and oracle differ under {policy}: the ratio would mean nothing")
    return spent[0] / spent[1]
