"""Paired differences between policies: the same replications under both, with intervals, and worlds in which the sign holds.

Two uncertainties are kept apart. The interval is Monte-Carlo uncertainty in the scenario's own world: a paired t interval
over replications. The share of sampled worlds with the same sign is uncertainty about the world. A p-value (Holm-adjusted
over the primary outcomes) is given only beside that share, for simulated replications alone can make any difference
significant.

*Source:* paired comparison under common random numbers, Law, Simulation Modeling and Analysis, ch. 10; Holm 1979,
Scandinavian Journal of Statistics 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from scipy import stats

from gpssim.analysis.catalog import indicator, indicators
from gpssim.analysis.cells import runs_compared
from gpssim.analysis.evaluate import read_ahead
from gpssim.analysis.indicator import Indicator
from gpssim.analysis.periods import PERIODS, Period, window_of
from gpssim.analysis.values import values
from gpssim.errors import StudyError, unknown

if TYPE_CHECKING:
    from gpssim.records.results import Results

COLUMNS: Final = (
    "outcome", "label", "label_zh", "unit", "family", "direction", "primary", "period", "closure", "policy_a", "policy_b",
    "mean_a", "mean_b", "difference", "low", "high", "n_pairs", "variance_reduction", "relative", "p_holm", "same_sign_share", "n_worlds",
)  # fmt: skip
LEVEL: Final = 0.95


def compare(
    results: Results,
    baseline: str | None = None,
    outcomes: Iterable[str | Indicator] | None = None,
    periods: Sequence[Period] = PERIODS,
) -> pd.DataFrame:
    """Every policy against the baseline, outcome by outcome.

    Parameters
    ----------
    results : a study's results.
    baseline : policy that the others are compared with; the first one by default.
    outcomes : indicators by name, or of your own; all by default.
    periods : periods of :mod:`gpssim.analysis.periods`; those that the runs do not reach are left out.

    Returns
    -------
    DataFrame, one row for each outcome, period, closure and policy: ``difference`` is policy_b minus policy_a over the
    ``n_pairs`` replications in which both are defined, ``low`` and ``high`` its paired 95 % t interval;
    ``variance_reduction`` is 1 - var(B - A) / (var A + var B); ``relative`` the difference over mean_a, missing where the
    unit has no zero or mean_a is not clearly apart from it; ``same_sign_share`` the share of the ``n_worlds`` sampled
    worlds whose mean difference has the same sign; ``p_holm`` for primary outcomes and only where that share exists.

    Raises
    ------
    StudyError : fewer than two policies, or no run that succeeded.
    UnknownNameError : no such policy, indicator or period.
    """
    chosen = [indicator(o) for o in (indicators() if outcomes is None else outcomes)]
    base = _baseline(results, baseline)
    read_ahead(results, chosen)
    rows = []
    for one in chosen:
        for period in periods:
            if window_of(period, results.months):
                rows += _contrasts(values(results, one, period), one, period, base, results.policies)
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "p"])
    frame["p_holm"] = _holm(frame)
    return frame[list(COLUMNS)]


def _baseline(results: Results, baseline: str | None) -> str:
    names = results.policies
    if baseline is not None and baseline not in names:
        raise unknown("policy in these results:", baseline, names)
    if len(names) < 2:
        raise StudyError(f"a comparison needs two policies, these results have {len(names)}: {', '.join(names)}")
    if not len(runs_compared(results)):
        reasons = results.runs["reason"]
        raise StudyError(f"no run succeeded: {reasons.iloc[0] if len(reasons) else 'there are none'}")
    return baseline or names[0]


def _contrasts(frame: pd.DataFrame, one: Indicator, period: Period, base: str, policies: Sequence[str]) -> list[dict[str, Any]]:
    """One row for each closure and policy other than the baseline."""
    rows = []
    said = {name: getattr(one, name) for name in ("label", "label_zh", "unit", "family", "direction", "primary")}
    label = period if isinstance(period, str) else f"{period[0]}-{period[1]}"
    for closure, runs in frame.groupby("closure", sort=False, observed=True):
        table = runs.pivot(index=["world", "replication"], columns="policy", values="value")
        for policy in policies:
            if policy != base:
                pair = table.reindex(columns=[base, policy]).dropna().set_axis(["a", "b"], axis=1)
                keys = {"outcome": one.name, **said, "period": label, "closure": closure, "policy_a": base, "policy_b": policy}
                rows.append(keys | paired(pair.loc[0] if 0 in pair.index else pair.iloc[:0], one.has_zero) | _over_worlds(pair))
    return rows


def paired(pair: pd.DataFrame, has_zero: bool = True) -> dict[str, float]:
    """The paired comparison of columns ``a`` and ``b``, one row a replication, none missing.

    Returns means, difference b - a, its 95 % t interval (missing under two pairs), variance reduction by pairing, relative
    change and two-sided p.
    """
    a, b = pair["a"].to_numpy(dtype=np.float64), pair["b"].to_numpy(dtype=np.float64)
    n = a.size
    difference = float((b - a).mean()) if n else np.nan
    error = float((b - a).std(ddof=1) / np.sqrt(n)) if n > 1 else np.nan
    half = float(stats.t.ppf((1 + LEVEL) / 2, n - 1)) * error if n > 1 else np.nan
    apart = float(a.var(ddof=1) + b.var(ddof=1)) if n > 1 else 0.0
    return {
        "mean_a": float(a.mean()) if n else np.nan,
        "mean_b": float(b.mean()) if n else np.nan,
        "difference": difference,
        "low": difference - half,
        "high": difference + half,
        "n_pairs": n,
        "variance_reduction": 1 - float((b - a).var(ddof=1)) / apart if apart > 0 else np.nan,
        "relative": difference / float(a.mean()) if has_zero and _clearly_not_zero(a) else np.nan,
        "p": _p(difference, error, n),
    }


def _clearly_not_zero(a: np.ndarray) -> bool:
    """Whether the baseline's mean is apart from 0: its own 95 % interval does not reach it."""
    if not a.size or abs(a.mean()) < 1e-12:
        return False
    return a.size == 1 or bool(abs(a.mean()) > stats.t.ppf((1 + LEVEL) / 2, a.size - 1) * a.std(ddof=1) / np.sqrt(a.size))


def _p(difference: float, error: float, n: int) -> float:
    if n < 2:
        return np.nan
    if error == 0:
        return float(difference == 0)
    return float(2 * stats.t.sf(abs(difference / error), n - 1))


def _over_worlds(pair: pd.DataFrame) -> dict[str, float]:
    """In how many sampled worlds the mean difference has the sign it has in the scenario's own world."""
    means = (pair["b"] - pair["a"]).groupby(level="world").mean()
    own, sampled = means.get(0, np.nan), means[means.index > 0]
    known = len(sampled) > 0 and np.isfinite(own) and own != 0
    return {"same_sign_share": float((np.sign(sampled) == np.sign(own)).mean()) if known else np.nan, "n_worlds": len(sampled)}


def _holm(frame: pd.DataFrame) -> pd.Series:
    """Holm-adjusted p over the primary outcomes of one period, closure and pair of policies, where sampled worlds stand beside it."""
    adjusted = pd.Series(np.nan, index=frame.index)
    tested = frame[frame["primary"].astype(bool) & frame["same_sign_share"].notna() & frame["p"].notna()]
    for _, rows in tested.groupby(["period", "closure", "policy_b"], observed=True):
        p = rows["p"].sort_values(kind="stable")
        raised = np.maximum.accumulate(p.to_numpy() * np.arange(len(p), 0, -1))
        adjusted[p.index] = np.minimum(raised, 1.0)
    return adjusted
