"""What the status quo of each world of a study was like before the switch: measures, each with its standard error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim import registry
from gpssim.analysis.cells import runs_compared
from gpssim.records.parts import RUN_KEYS

if TYPE_CHECKING:
    from gpssim.records.results import Results

WINDOW, SETTLING, LEAST_WINDOW = 36, 12, 24
"""Months: how many at the end of the warm-up are judged, how many after founding never are, and fewer than which are too few."""
LEAST_CASES: Final = 10
"""Purchases or organizations below which a share is not judged (convention): its luck would decide."""
FIRST_QUARTER: Final = 3
"""Months after the switch in which the contracts in force are still those of the status quo; the warm-up records no citizens."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the warm-ups of a study left behind: rows of one run for each world and replication, within the months judged."""

    projects: pd.DataFrame
    """Attempts to tender."""
    contracts: pd.DataFrame
    """Contracts that tenders set the price of."""
    monthly: pd.DataFrame
    founders: pd.DataFrame
    exits: pd.DataFrame
    organizations: pd.DataFrame
    years: float


Cases = pd.DataFrame
"""Independent cases, a row each: ``world``, and what it adds ``above`` and ``below`` the line."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a status quo: the cases over which it is a ratio of two sums; labels are in :mod:`gpssim.texts.plausible`."""

    cases: Callable[[Evidence], Cases]
    over: Callable[[Evidence], pd.Series] | None = None
    """What lies below the line by world where it is known without error: the cases are events then, rare and independent."""
    is_share: bool = False
    """Whether every case either counts above the line or does not."""
    least: int = LEAST_CASES
    """How much must lie below the line for the ratio to be judged."""


def measured(results: Results) -> dict[str, tuple[pd.Series, pd.Series, pd.Series]]:
    """Every measure by world (0 is the scenario's own), its standard error and number of cases.

    Missing where the warm-up is too short, or holds too few cases.
    """
    worlds = pd.Index(sorted(runs_compared(results)["world"].unique()), name="world", dtype=np.int64)
    evidence = _evidence(results)
    if evidence is None:
        nothing = pd.Series(np.nan, index=worlds)
        return dict.fromkeys(MEASURES, (nothing, nothing, nothing))
    return {name: _ratio(measure, evidence, worlds) for name, measure in MEASURES.items()}


def error_at(measure: Measure, value: pd.Series, n: pd.Series) -> pd.Series:
    """Standard error that a share or rate of events would have at the bound next to what was found: none of a few has no error."""
    if measure.over is not None:
        return (value / n).pow(0.5)
    return (value * (1.0 - value) / n).pow(0.5) if measure.is_share else 0.0 * value


def _ratio(measure: Measure, evidence: Evidence, worlds: pd.Index) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Sum above over sum below the line, its standard error, and the number of cases (of events: what lies below the line).

    Source: ratio of sums over independent cases (Cochran 1977, MEMORY); events are Poisson.
    """
    cases = measure.cases(evidence)
    n, above, below = (_by_world(cases, x).reindex(worlds, fill_value=0.0) for x in (1.0, cases["above"], cases["below"]))
    if measure.over is not None:
        n = below = measure.over(evidence).reindex(worlds, fill_value=0.0)
    value = (above / below).where(below >= measure.least)
    if measure.over is not None:
        return value, above.pow(0.5) / below, n
    left = cases["above"] - cases["world"].map(value) * cases["below"]
    squares = _by_world(cases, left**2).reindex(worlds, fill_value=0.0)
    return value, (squares * n / (n - 1.0).clip(lower=1.0)).pow(0.5) / below, n


def months_judged(results: Results) -> int:
    """How many months at the end of the warm-up are judged; 0 where it is too short."""
    n = min(WINDOW, int(results.manifest.get("warm_up", 0)) - SETTLING)
    return n if n >= LEAST_WINDOW else 0


def _evidence(results: Results) -> Evidence | None:
    months, runs = months_judged(results), runs_compared(results)
    if not months:
        return None
    one = runs.drop_duplicates(["world", "replication"])[list(RUN_KEYS)]

    def rows(table: str, month: str, columns: list[str], first: int, last: int) -> pd.DataFrame:
        frame = results.table(table, [month, *columns])
        frame = frame[frame[month].between(first, last)].astype({"policy": object, "closure": object})
        return frame.merge(one, on=list(RUN_KEYS))

    warm = {"first": -months, "last": -1}
    projects = rows("projects", "month_opened", _PROJECT, **warm)
    contracts = rows("contracts", "month_signed", _CONTRACT, **warm)
    return Evidence(
        projects=projects[projects["mechanism"].isin(_tenders())],
        contracts=contracts[contracts["mechanism"].isin(_tenders()) & (contracts["cycle_year"] == 0) & ~contracts["bridge"]],
        monthly=rows("monthly", "month", ["n_served", "n_need"], 0, FIRST_QUARTER - 1),
        founders=rows("founders", "month", ["registered"], **warm),
        exits=rows("exits", "month", [], **warm),
        organizations=rows("organizations", "month", [], FIRST_QUARTER - 1, FIRST_QUARTER - 1),
        years=months / 12,
    )


_PROJECT: Final = ["project", "mechanism", "outcome", "n_valid_bids", "repurchase", "incumbent", "winner"]
_CONTRACT: Final = ["mechanism", "cycle_year", "bridge", "unit_price", "ceiling", "places", "month_start", "month_end"]


def _tenders() -> list[str]:
    """Mechanisms in which several must offer, on published terms."""
    made = {name: registry.mechanism(name) for name, cls in registry.mechanisms().items() if cls.admissible == "published"}
    return [name for name, one in made.items() if one.min_bids > 1 and one.buys == "project"]


def _by_world(rows: pd.DataFrame, value: Any = 1.0) -> pd.Series:
    return pd.Series(value, index=rows.index, dtype=np.float64).groupby(rows["world"]).sum()


def _cases(rows: pd.DataFrame, above: Any, below: Any = 1.0) -> Cases:
    """Cases, one for each row."""
    return pd.DataFrame({"world": rows["world"], "above": above, "below": below}, index=rows.index).astype(
        {"above": np.float64, "below": np.float64}
    )


def _failure(e: Evidence) -> Cases:
    return _by_purchase(e, e.projects["outcome"] == "failed")


def _offers(e: Evidence) -> Cases:
    return _by_purchase(e, e.projects["n_valid_bids"])


def _by_purchase(e: Evidence, value: Any) -> Cases:
    """The attempts of one purchase are one case: who was missing at the first is missing at the second."""
    return (
        _cases(e.projects, value)
        .groupby([e.projects[key] for key in (*RUN_KEYS, "project")], observed=True)
        .agg({"world": "first", "above": "sum", "below": "sum"})
        .reset_index(drop=True)
    )


def _price(e: Evidence) -> Cases:
    months = e.contracts["places"] * (e.contracts["month_end"] - e.contracts["month_start"])
    return _cases(e.contracts, e.contracts["unit_price"] * months, e.contracts["ceiling"] * months)


def _coverage(e: Evidence) -> Cases:
    return _cases(e.monthly, e.monthly["n_served"], e.monthly["n_need"])


def _incumbency(e: Evidence) -> Cases:
    again = e.projects[e.projects["repurchase"].astype(bool) & (e.projects["incumbent"] >= 0) & (e.projects["winner"] >= 0)]
    return _cases(again, again["winner"] == again["incumbent"])


def _entry(e: Evidence) -> Cases:
    return _cases(e.founders, e.founders["registered"])


def _exit(e: Evidence) -> Cases:
    return _cases(e.exits, 1.0)


def _organization_years(e: Evidence) -> pd.Series:
    """Organizations at the middle of the months judged, times their years: those at their end, less half of the net growth."""
    net = _by_world(e.founders, e.founders["registered"]).sub(_by_world(e.exits), fill_value=0.0)
    return _by_world(e.organizations).sub(net / 2, fill_value=0.0) * e.years


MEASURES: Final = {
    "failure": Measure(_failure, is_share=True),
    "offers": Measure(_offers),
    "price": Measure(_price),
    "coverage": Measure(_coverage),
    "incumbency": Measure(_incumbency, is_share=True),
    "entry": Measure(_entry, _organization_years),
    "exit": Measure(_exit, _organization_years),
}
"""The measures by the name of their bounds in a scenario."""
