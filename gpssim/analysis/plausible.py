"""Which sampled worlds count: those whose status quo looks like a market that could exist.

A tested range says how far one number may lie; it does not say that all numbers at their ends make a market. Each world is judged
on the last three years of its warm-up, which runs under the status quo and is the same in all arms: no arm can pass or fail it. The
bounds are the scenario's (:class:`gpssim.scenario.declarations.plausible.Plausible`), each with its source or reason.

Three years hold about forty tenders of one luck: the share of them that fails is known to six points, and to more where the luck of
what went before counts. A condition counts as failed where the value lies outside by more than two of its standard errors: a world
is ruled out by what it is, not by its luck in a sample (history matching with the variance of a stochastic model; Craig, Goldstein,
Seheult & Smith 1997 and Vernon, Goldstein & Bower 2010, MEMORY).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import runs_compared
from gpssim.analysis.status_quo import MEASURES, error_at, measured, months_judged
from gpssim.errors import impossible, unknown
from gpssim.scenario.declarations.plausible import Plausible
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

ERRORS: Final = 2.0
"""Standard errors by which a value must lie outside its bounds to count as outside: what chance alone does once in forty to a world
on the bound (convention; history matching often takes 3). They are those within a run: the luck of its history comes on top."""

SHARES: Final = ("condition", "low", "high", "own", "median", "n_worlds", "below", "above", "share", "alone", "within")
"""Columns of :func:`plausible_share`."""

Bounds = tuple[float, float]


@usual_arithmetic()
def plausible(results: Results, bounds: Mapping[str, Bounds] | None = None, errors: float = ERRORS) -> pd.DataFrame:
    """Each world's status quo beside the bounds within which it counts.

    Parameters
    ----------
    results : a study's results.
    bounds : lowest and highest value by measure, in place of the scenario's.
    errors : standard errors by which a value may lie outside its bounds and pass, at least 0 (0: not at all).

    Returns
    -------
    DataFrame, a row for each world (0 is the scenario's own) and measure: ``world``, ``condition``, ``value`` (missing where there
    is too little to judge), ``error`` (its standard error), ``low``, ``high``, ``passes`` (True, False, or missing where it is not
    judged) and ``world_passes``: whether nothing of what was judged fails; missing where nothing was judged. No rows where no run
    succeeded.

    Raises
    ------
    GpssimError : no such measure, or fewer than no errors.
    """
    if not errors >= 0.0:
        raise impossible("errors", errors, "a number >= 0")
    limits = _limits(results, bounds)
    rows = [_judged(name, *found, limits[name], errors) for name, found in measured(results).items()]
    frame = pd.concat(rows, ignore_index=True).sort_values("world", kind="stable", ignore_index=True)
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
    ``median`` over the sampled worlds judged, ``n_worlds`` judged, and of these the shares that fail ``below`` and ``above`` the
    bounds, ``share`` that passes, ``alone`` that fails by this condition and no other, and ``within`` whose bare value lies in the
    bounds: what would pass if no error were counted.
    """
    sampled = frame[frame["world"] > 0]
    n_failed = (sampled["passes"] == False).groupby(sampled["world"]).sum()  # noqa: E712  # missing is not False
    rows = [_shares(str(name), frame[frame["condition"] == name], n_failed) for name in frame["condition"].unique()]
    worlds = sampled.groupby("world")["world_passes"].first().dropna().astype(bool)
    bare = _within(sampled.dropna(subset="value")).groupby(sampled["world"]).all()
    whole = {"share": worlds.mean(), "within": bare.mean()} if len(worlds) else {}
    rows.append({"condition": "all", "n_worlds": len(worlds), **whole})
    return pd.DataFrame(rows, columns=list(SHARES))


def _within(rows: pd.DataFrame) -> pd.Series:
    return rows["value"].between(rows["low"], rows["high"])


def _shares(name: str, rows: pd.DataFrame, n_failed: pd.Series) -> dict[str, object]:
    low, high = float(rows["low"].iloc[0]), float(rows["high"].iloc[0])
    own, sampled = rows.loc[rows["world"] == 0, "value"], rows[rows["world"] > 0].dropna(subset="value")
    passes, value, n = sampled["passes"].astype(bool), sampled["value"], len(sampled)
    only = ~passes & (sampled["world"].map(n_failed) == 1)
    shares = {"below": ~passes & (value < low), "above": ~passes & (value > high), "share": passes, "alone": only}
    shares["within"] = _within(sampled)
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


def _judged(name: str, value: pd.Series, error: pd.Series, n: pd.Series, limits: Bounds, errors: float) -> pd.DataFrame:
    bound = value.clip(*limits)
    error = error.clip(lower=error_at(MEASURES[name], bound, n))
    passes = ((value - bound).abs() <= errors * error).astype("boolean").mask(value.isna())
    rows = {"world": value.index, "condition": name, "value": value.to_numpy(), "error": error.to_numpy()}
    return pd.DataFrame({**rows, "low": limits[0], "high": limits[1], "passes": passes.array})
