"""Where welfare is lost: the distance from full information to what happens, split between the frictions that cause it.

Every set of frictions was switched off under the same luck (:class:`gpssim.CornerStudy`); a friction's part is its Shapley
value in the game whose players are the frictions and whose value is the loss they cause together. The parts of a replication
add up to its loss; intervals are over replications. A negative part is a friction without which things would be worse.

*Source:* Shapley 1953, Contributions to the Theory of Games II; Shorrocks 2013, Journal of Economic Inequality 11 (decomposition).
"""

from __future__ import annotations

from itertools import product
from math import factorial
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.bands import mean_band
from gpssim.analysis.domains import Domain, of_differences
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.indicators import indicator
from gpssim.analysis.periods import Period
from gpssim.analysis.values import values
from gpssim.errors import RunsFailedError, StudyError, unknown
from gpssim.records.runs import SUCCEEDED
from gpssim.surroundings import usual_arithmetic
from gpssim.texts.comparisons import LOSSES

if TYPE_CHECKING:
    from gpssim.records.results import Results

KEYS: Final = ("policy", "closure", "world", "replication")
COLUMNS: Final = (
    *("outcome", "outcome_label", "outcome_label_zh", "unit", "policy", "closure", "row", "label", "label_zh"),
    *("mean", "low", "high", "share", "n", "n_left_out"),
)
ENDS: Final = ("full_information", "actual")
"""Rows that are levels of the outcome; all others are parts of a difference."""


def shapley(worth: np.ndarray) -> np.ndarray:
    """Each player's Shapley value.

    Parameters
    ----------
    worth : shape (..., 2**k): worth of every coalition on the last axis, in the order of counting in
        binary, the first player's digit the highest; 0 is the empty coalition.

    Returns
    -------
    Shape (..., k): mean over all orders of entry of what the player adds. The values sum to the worth of all less that of none.

    Raises
    ------
    StudyError : the last axis is not a power of two, at least 2.

    >>> shapley(np.array([0.0, 1.0, 2.0, 7.0])).tolist()  # alone 2 and 1, together 4 more
    [4.0, 3.0]
    """
    table = np.asarray(worth, dtype=np.float64)
    k = int(table.shape[-1]).bit_length() - 1
    if k < 1 or table.shape[-1] != 1 << k:
        raise StudyError(f"a table of coalitions has 2, 4, 8, ... entries, not {table.shape[-1]}")
    cube = table.reshape(*table.shape[:-1], *(2,) * k)
    return np.stack([_added(cube, player, k) for player in range(k)], axis=-1)


def _added(cube: np.ndarray, player: int, k: int) -> np.ndarray:
    """What a player adds to each coalition of the others, weighted by how often it finds that coalition there."""
    axis = cube.ndim - k + player
    added = np.take(cube, 1, axis=axis) - np.take(cube, 0, axis=axis)
    sizes = np.array([int(np.count_nonzero(flags)) for flags in product((0, 1), repeat=k - 1)])
    weights = np.array([factorial(s) * factorial(k - 1 - s) / factorial(k) for s in range(k)])[sizes]
    return np.asarray((added.reshape(*cube.shape[: cube.ndim - k], -1) * weights).sum(axis=-1))


@usual_arithmetic()
def corner_values(results: Results, outcome: str | Indicator = "welfare_social", period: Period = "all") -> pd.DataFrame:
    """The outcome of every run: one row for each corner of a replication, failed ones with their reason.

    Returns
    -------
    DataFrame ``policy, closure, world, replication``, a column for each friction (True: on), ``value, status, reason``.

    Raises
    ------
    StudyError : results of another kind of study.
    UnknownNameError : no such outcome or period.
    """
    frictions, corners = _corners_of(results)
    runs = results.runs.merge(values(results, outcome, period), on=list(KEYS), how="left")
    names = runs["policy"].astype(str)
    flags = {f: [f not in corners[name]["off"] for name in names] for f in frictions}
    keys = {"policy": [corners[name]["policy"] for name in names], **{key: runs[key] for key in KEYS[1:]}}
    return pd.DataFrame({**keys, **flags, **{name: runs[name] for name in ("value", "status", "reason")}})


def _corners_of(results: Results) -> tuple[list[str], dict[str, dict[str, list[str]]]]:
    if "corners" not in results.manifest:
        raise StudyError("these results hold no corners to decompose: run gpssim decompose, or a gpssim.CornerStudy")
    return list(results.manifest["frictions"]), dict(results.manifest["corners"])


@usual_arithmetic()
def parts(results: Results, outcome: str | Indicator = "welfare_social", period: Period = "all") -> pd.DataFrame:
    """The decomposition of each replication.

    Returns
    -------
    DataFrame ``policy, closure, world, replication, row, value``: rows ``full_information``, a part for each friction,
    ``actual`` and ``loss`` (full information less actual, the sum of the parts; the other way round where less is better).
    Values are missing in replications with a corner that failed or in which the outcome is undefined.

    Raises
    ------
    StudyError, UnknownNameError : as :func:`corner_values`.
    """
    frictions, _ = _corners_of(results)
    sign = -1.0 if indicator(outcome).direction < 0 else 1.0
    corners = corner_values(results, outcome, period).sort_values(frictions, kind="stable")
    rows = []
    for keys, table in corners.groupby(list(KEYS), sort=False, observed=True):
        value = table["value"].to_numpy(dtype=np.float64)
        whole = len(value) == 1 << len(frictions) and np.isfinite(value).all()
        # sorted by flags, False first: the first corner has every friction off, the last one none
        loss = sign * (value[0] - value) if whole else np.full(1 << len(frictions), np.nan)
        split = dict(zip(frictions, shapley(loss).tolist(), strict=True))
        ends = (value[0], value[-1]) if whole else (np.nan, np.nan)
        found = {"full_information": ends[0], **split, "actual": ends[1], "loss": loss[-1]}
        rows += [(*keys, row, float(number)) for row, number in found.items()]
    return pd.DataFrame(rows, columns=[*KEYS, "row", "value"])


@usual_arithmetic()
def decompose(results: Results, outcome: str | Indicator = "welfare_social", period: Period = "all") -> pd.DataFrame:
    """Full information, what each friction takes from it, and what is left, with 95 % intervals.

    Parameters
    ----------
    results : of a :class:`gpssim.CornerStudy`.
    outcome : indicator by name, or of your own.
    period : as for :func:`gpssim.values`.

    Returns
    -------
    DataFrame, for each policy and closure a row ``full_information``, one for each friction, ``actual`` and ``loss``: ``mean``
    in the outcome's unit, ``low`` and ``high`` its t interval over the ``n`` replications (parts are paired: all corners of a
    replication have the same luck), ``share`` of the mean loss where that is clearly apart
    from zero, ``n_left_out`` replications that could not be decomposed.

    Raises
    ------
    StudyError : results of another kind of study, or no replication all of whose corners succeeded.
    UnknownNameError : no such outcome or period.
    """
    chosen, found = indicator(outcome), parts(results, outcome, period)
    found = found[found["world"] == 0]
    if found["value"].isna().all():
        raise RunsFailedError(_why_none(results, chosen.name))
    band = _banded(found, ["policy", "closure", "row"], chosen.domain)
    total = band[band["row"] == "loss"].set_index(["policy", "closure"])
    loss = total.reindex(pd.MultiIndex.from_frame(band[["policy", "closure"]]))
    losses, clear = loss["mean"].to_numpy(), ~((loss["low"] <= 0) & (loss["high"] >= 0)).to_numpy()
    of_loss = ~band["row"].isin(ENDS).to_numpy() & (losses != 0) & clear
    share = np.divide(band["mean"].to_numpy(), losses, out=np.full(losses.shape, np.nan), where=of_loss)
    n_asked = results.runs.loc[results.runs["world"] == 0, "replication"].nunique()
    band = band.assign(
        outcome=chosen.name,
        outcome_label=chosen.label,
        outcome_label_zh=chosen.label_zh,
        unit=chosen.unit,
        label=[LOSSES[row].en for row in band["row"]],
        label_zh=[LOSSES[row].zh for row in band["row"]],
        share=share,
        n_left_out=n_asked - band["n"],
    )
    return band[list(COLUMNS)]


@usual_arithmetic()
def compare_losses(
    results: Results, baseline: str | None = None, outcome: str | Indicator = "welfare_social", period: Period = "all"
) -> pd.DataFrame:
    """What each friction takes more under a policy than under the baseline, paired by replication.

    Parameters
    ----------
    results : of a :class:`gpssim.CornerStudy`.
    baseline : policy that the others are compared with; the first one by default.
    outcome : indicator by name, or of your own.
    period : as for :func:`gpssim.values`.

    Returns
    -------
    DataFrame ``closure, policy_a, policy_b, row, mean, low, high, n``: differences policy_b minus policy_a of each row of
    :func:`decompose`, with 95 % t intervals over the replications decomposed under both.

    Raises
    ------
    StudyError : results of another kind of study, or fewer than two policies.
    UnknownNameError : no such policy, outcome or period.
    """
    found = parts(results, outcome, period)
    names = list(dict.fromkeys(found["policy"]))
    base = names[0] if baseline is None else baseline
    if base not in names:
        raise unknown("policy in these results:", base, names)
    if len(names) < 2:
        raise StudyError(f"a comparison needs two policies, these results have one: {base}")
    by_policy = found[found["world"] == 0].set_index([*KEYS[1:], "row", "policy"])["value"].unstack("policy", sort=False)
    more = by_policy[[name for name in names if name != base]].sub(by_policy[base], axis=0)
    long = more.reset_index().melt([*KEYS[1:], "row"], var_name="policy_b")
    band = _banded(long, ["closure", "policy_b", "row"], of_differences(indicator(outcome).domain))
    band.insert(1, "policy_a", base)
    return band


def _banded(found: pd.DataFrame, keys: list[str], levels: Domain) -> pd.DataFrame:
    """Means with intervals: those of the two ends end where levels end, those of parts where differences of levels end."""
    is_end = found["row"].isin(ENDS)
    ends = mean_band(found[is_end], keys, domain=levels)
    band = mean_band(found, keys, domain=of_differences(levels)).set_index(keys)
    band.update(ends.set_index(keys)[["low", "high"]])
    return band.reset_index()


def _why_none(results: Results, outcome: str) -> str:
    """Why nothing can be decomposed: the first failure, or an outcome that is undefined somewhere."""
    for policy, replication, status, reason in results.runs[["policy", "replication", "status", "reason"]].to_numpy().tolist():
        if status != SUCCEEDED:
            return f"no replication has all its corners: under {policy} in replication {replication}: {reason}"
    return f"{outcome} is undefined in a corner of every replication: it cannot be decomposed"
