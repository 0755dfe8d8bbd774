"""Whether means agree within Monte-Carlo error: paired replications, an interval, and a margin declared beforehand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from scipy import stats

from gpssim.analysis import indicator, indicators, values
from gpssim.analysis.domains import EVERYWHERE, cut, of_differences
from gpssim.audit.check import Finding, called, finding
from gpssim.audit.words import found
from gpssim.records.results import Results
from gpssim.texts.numbers import estimate, number

LEVEL = 0.95
"""Level at which all intervals of a check hold together (Bonferroni)."""

Verdict = Literal["agrees", "differs", "undecided"]


@dataclass(frozen=True, slots=True)
class Margin:
    """A difference too small to matter: in units of the outcome, or relative to its mean."""

    size: float
    relative: bool = False

    def around(self, mean: float) -> float:
        """The margin in units of the outcome."""
        return self.size * abs(mean) if self.relative else self.size


MARGINS: Final = {
    "coverage": Margin(0.05),
    "delivered_quality": Margin(0.03),
    "experienced_quality": Margin(0.03),
    "satisfaction": Margin(0.03),
    "trust_government": Margin(0.03),
    "trust_providers": Margin(0.03),
    "awareness": Margin(0.03),
    "capability": Margin(0.10),
    "price_per_unit": Margin(0.05, relative=True),
    "cost_per_quality_unit": Margin(0.08, relative=True),
    "valid_bids_per_project": Margin(0.15, relative=True),
    "budget_execution": Margin(0.05),
}
"""Outcomes per head, per place or per purchase that theory says do not depend on the size of anything, with their margins.

Counts, concentration (1/n of the number of sellers), gaps and Gini coefficients (extremes over districts and groups) do depend on
sizes; welfare is made of the outcomes above.
"""


Pair = tuple[str, str, np.ndarray, np.ndarray]
"""Outcome, policy, and its values on both sides, replication by replication."""


def agreement(first: Results, second: Results) -> Finding:
    """Compare the outcomes of :data:`MARGINS` under every policy, replication by replication."""
    return judged(list(_pairs(first, second)), MARGINS)


def judged(pairs: Sequence[Pair], margins: Mapping[str, Margin]) -> Finding:
    """What paired values say about means.

    A mean agrees if the whole interval lies within the margin; it differs if the interval leaves the margin and does not reach 0;
    otherwise more replications are needed to tell, which is said and is no failure.
    """
    able = [pair for pair in pairs if pair[2].size > 1]
    rows = tuple(_row(pair, margins[pair[0]], 1.0 - (1.0 - LEVEL) / (2.0 * len(able))) for pair in able)
    if not rows:
        return finding(0.0, 1.0, True, found("undefined"))
    differing = [row for row in rows if row["verdict"] == "differs"]
    return finding(max(row["in_margins"] for row in rows), 1.0, not differing, _said(differing or rows, rows), rows)


def _said(worst_of: Sequence[Mapping[str, Any]], rows: Sequence[Mapping[str, Any]]) -> tuple[str, str]:
    """How many means agree, and the largest difference of those that matter most."""
    n = {word: sum(row["verdict"] == word for row in rows) for word in ("agrees", "undecided", "differs")}
    w = max(worst_of, key=lambda row: row["in_margins"])
    difference, interval = estimate(w["difference"], w["low"], w["high"], plus=True)
    told = {"difference": difference, "interval": interval, "margin": number(w["margin"])}
    outcome = w["outcome"], indicators()[w["outcome"]].label_zh if w["outcome"] in indicators() else w["outcome"]
    return found("means", n=len(rows), **n, outcome=outcome, policy=called(w["policy"]), **told)


def _pairs(first: Results, second: Results) -> Iterator[Pair]:
    """Every outcome of :data:`MARGINS` and policy in replications where both sides are defined."""
    for name in MARGINS:
        a, b = (values(results, indicator(name)).set_index(["policy", "replication"])["value"] for results in (first, second))
        for policy in first.policies:
            x, y = a[policy].align(b[policy], join="inner")
            both = x.notna() & y.notna()
            yield name, policy, x[both].to_numpy(), y[both].to_numpy()


def _row(pair: Pair, declared: Margin, quantile: float) -> dict[str, Any]:
    outcome, policy, a, b = pair
    mean, difference, margin = float(a.mean()), float((b - a).mean()), declared.around(float(a.mean()))
    half = float(stats.t.ppf(quantile, a.size - 1)) * float((b - a).std(ddof=1)) / np.sqrt(a.size)
    size = abs(difference) / margin if margin > 0.0 else float(difference != 0.0)
    can_be = of_differences(indicators()[outcome].domain if outcome in indicators() else EVERYWHERE)
    low, high = map(float, cut(difference - half, difference + half, difference, can_be))
    return {
        "outcome": outcome,
        "policy": policy,
        "mean": mean,
        "changed_mean": float(b.mean()),
        "difference": difference,
        "low": low,
        "high": high,
        "n_pairs": a.size,
        "margin": margin,
        "in_margins": size,
        "verdict": verdict(difference, half, margin),
    }


def verdict(difference: float, half: float, margin: float) -> Verdict:
    """What an interval ``difference`` ± ``half`` says about a margin."""
    if abs(difference) + half <= margin:
        return "agrees"
    return "differs" if abs(difference) > half else "undecided"
