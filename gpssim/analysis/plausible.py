"""Which sampled worlds count: those whose status quo looks like a market that could exist.

A tested range says how far one number may lie; it does not say that all numbers at their ends make a market. Each world is judged
on the last three years of its warm-up, which runs under the status quo and is the same in all arms: no arm can pass or fail it. The
bounds are the scenario's (:class:`gpssim.scenario.declarations.plausible.Plausible`), each with its source or reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim import registry
from gpssim.analysis.cells import runs_compared
from gpssim.errors import unknown
from gpssim.records.parts import RUN_KEYS
from gpssim.scenario.declarations.plausible import Plausible

if TYPE_CHECKING:
    from gpssim.records.results import Results

WINDOW, SETTLING, LEAST_WINDOW = 36, 12, 24
"""Months: how many at the end of the warm-up are judged, how many after founding never are, and fewer than which are too few."""
LEAST_CASES: Final = 10
"""Purchases or organizations below which a share is not judged (convention): its luck would decide."""
FIRST_QUARTER: Final = 3
"""Months after the switch in which the contracts in force are still those of the status quo; the warm-up records no citizens."""

Bounds = tuple[float, float]


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


Parts = tuple[pd.Series, pd.Series]
"""What is above and below the line, by world."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure of a status quo: the two sums of which it is the ratio. Its label is in :mod:`gpssim.texts.plausible`."""

    parts: Callable[[Evidence], Parts]
    least: int = LEAST_CASES
    """How much must lie below the line for the ratio to be judged."""


def plausible(results: Results, bounds: Mapping[str, Bounds] | None = None) -> pd.DataFrame:
    """Each world's status quo beside the bounds within which it counts.

    Parameters
    ----------
    results : a study's results.
    bounds : lowest and highest value by measure, in place of the scenario's.

    Returns
    -------
    DataFrame, a row for each world (0 is the scenario's own) and measure: ``world``, ``condition``, ``value`` (missing where there
    is too little to judge), ``low``, ``high``, ``passes`` (True, False, or missing where it is not judged) and ``world_passes``:
    whether nothing of what was judged fails; missing where nothing was judged. No rows where no run succeeded.

    Raises
    ------
    UnknownNameError : no such measure.
    """
    limits = _limits(results, bounds)
    found = [_judged(name, value, limits[name]) for name, value in _values(results).items()]
    frame = pd.concat(found, ignore_index=True).sort_values("world", kind="stable", ignore_index=True)
    known = frame.dropna(subset="passes").groupby("world")["passes"].all()
    return frame.assign(world_passes=frame["world"].map(known).astype("boolean"))


def implausible_worlds(results: Results) -> frozenset[int]:
    """The sampled worlds that do not count, by the scenario's own bounds; none where nothing could be judged."""
    if "implausible" not in results.cache:
        frame = plausible(results)
        failing = frame.loc[(frame["world"] > 0) & ~frame["world_passes"].fillna(value=True).astype(bool), "world"]
        results.cache["implausible"] = frozenset(failing.tolist())
    kept: frozenset[int] = results.cache["implausible"]
    return kept


def judged(results: Results) -> bool:
    """Whether sampled worlds are told apart at all: there are some, and the warm-up is long enough."""
    return bool(months_judged(results)) and bool((runs_compared(results)["world"] > 0).any())


def plausible_share(frame: pd.DataFrame) -> pd.DataFrame:
    """How many sampled worlds pass, condition by condition.

    Parameters
    ----------
    frame : what :func:`plausible` returns.

    Returns
    -------
    DataFrame, one row for each condition, then ``all``: ``low`` and ``high``, ``own`` (the value in the scenario's own world),
    ``median`` over the sampled worlds judged, ``n_worlds`` judged, and of these the shares ``below`` and ``above`` the bounds,
    ``share`` that passes, and ``alone`` that fails by this condition and no other.
    """
    sampled = frame[frame["world"] > 0]
    n_failed = (sampled["passes"] == False).groupby(sampled["world"]).sum()  # noqa: E712  # missing is not False
    rows = [_shares(str(name), frame[frame["condition"] == name], n_failed) for name in frame["condition"].unique()]
    worlds = sampled.groupby("world")["world_passes"].first().dropna().astype(bool)
    rows.append({"condition": "all", "n_worlds": len(worlds), "share": worlds.mean() if len(worlds) else np.nan})
    return pd.DataFrame(rows, columns=["condition", "low", "high", "own", "median", "n_worlds", "below", "above", "share", "alone"])


def _shares(name: str, rows: pd.DataFrame, n_failed: pd.Series) -> dict[str, object]:
    low, high = float(rows["low"].iloc[0]), float(rows["high"].iloc[0])
    own, sampled = rows.loc[rows["world"] == 0, "value"], rows[rows["world"] > 0].dropna(subset="value")
    value, n = sampled["value"], len(sampled)
    only = ~sampled["passes"].astype(bool) & (sampled["world"].map(n_failed) == 1)
    shares = {"below": value < low, "above": value > high, "share": value.between(low, high), "alone": only}
    return {
        "condition": name,
        "low": low,
        "high": high,
        "own": float(own.iloc[0]) if len(own) else np.nan,
        "median": value.median() if n else np.nan,
        "n_worlds": n,
        **{key: float(which.mean()) if n else np.nan for key, which in shares.items()},
    }


def _limits(results: Results, bounds: Mapping[str, Bounds] | None) -> dict[str, Bounds]:
    said = (results.manifest.get("scenario") or {}).get("plausible") or {}
    limits: dict[str, Bounds] = {**dict(Plausible()), **{name: (low, high) for name, (low, high) in said.items()}}
    for name in bounds or {}:
        if name not in limits:
            raise unknown("measure of plausible worlds:", name, limits)
    return {**limits, **(bounds or {})}


def _judged(name: str, value: pd.Series, limits: Bounds) -> pd.DataFrame:
    passes = value.between(*limits).astype("boolean").mask(value.isna())
    rows = {"world": value.index, "condition": name, "value": value.to_numpy(), "low": limits[0], "high": limits[1]}
    return pd.DataFrame({**rows, "passes": passes.array})


def _values(results: Results) -> dict[str, pd.Series]:
    """Every measure by world; missing where the warm-up is too short, or holds too few cases."""
    worlds = pd.Index(sorted(runs_compared(results)["world"].unique()), name="world", dtype=np.int64)
    evidence = _evidence(results)
    if evidence is None:
        return {name: pd.Series(np.nan, index=worlds) for name in MEASURES}
    values = {}
    for name, measure in MEASURES.items():
        above, below = (part.reindex(worlds, fill_value=0).astype(np.float64) for part in measure.parts(evidence))
        values[name] = (above / below).where(below >= measure.least)
    return values


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


_PROJECT: Final = ["mechanism", "outcome", "n_valid_bids", "repurchase", "incumbent", "winner"]
_CONTRACT: Final = ["mechanism", "cycle_year", "bridge", "unit_price", "ceiling", "places", "month_start", "month_end"]


def _tenders() -> list[str]:
    """Mechanisms in which several must offer, on published terms."""
    made = {name: registry.mechanism(name) for name, cls in registry.mechanisms().items() if cls.admissible == "published"}
    return [name for name, one in made.items() if one.min_bids > 1 and one.buys == "project"]


def _by_world(rows: pd.DataFrame, value: Any = 1.0) -> pd.Series:
    return pd.Series(value, index=rows.index, dtype=np.float64).groupby(rows["world"]).sum()


def _failure(e: Evidence) -> Parts:
    return _by_world(e.projects, e.projects["outcome"] == "failed"), _by_world(e.projects)


def _offers(e: Evidence) -> Parts:
    return _by_world(e.projects, e.projects["n_valid_bids"]), _by_world(e.projects)


def _price(e: Evidence) -> Parts:
    months = e.contracts["places"] * (e.contracts["month_end"] - e.contracts["month_start"])
    return _by_world(e.contracts, e.contracts["unit_price"] * months), _by_world(e.contracts, e.contracts["ceiling"] * months)


def _coverage(e: Evidence) -> Parts:
    return _by_world(e.monthly, e.monthly["n_served"]), _by_world(e.monthly, e.monthly["n_need"])


def _incumbency(e: Evidence) -> Parts:
    again = e.projects[e.projects["repurchase"].astype(bool) & (e.projects["incumbent"] >= 0) & (e.projects["winner"] >= 0)]
    return _by_world(again, again["winner"] == again["incumbent"]), _by_world(again)


def _entry(e: Evidence) -> Parts:
    return _by_world(e.founders, e.founders["registered"]), _organization_years(e)


def _exit(e: Evidence) -> Parts:
    return _by_world(e.exits), _organization_years(e)


def _organization_years(e: Evidence) -> pd.Series:
    """Organizations at the middle of the months judged, times their years: those at their end, less half of the net growth."""
    net = _by_world(e.founders, e.founders["registered"]).sub(_by_world(e.exits), fill_value=0.0)
    return _by_world(e.organizations).sub(net / 2, fill_value=0.0) * e.years


MEASURES: Final = {
    "failure": Measure(_failure),
    "offers": Measure(_offers),
    "price": Measure(_price),
    "coverage": Measure(_coverage),
    "incumbency": Measure(_incumbency),
    "entry": Measure(_entry),
    "exit": Measure(_exit),
}
"""The measures by the name of their bounds in a scenario."""
