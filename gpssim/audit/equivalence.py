"""Whether means agree within Monte-Carlo error: paired replications, an interval, and a margin declared beforehand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
from scipy import stats

from gpssim.analysis import indicator, values
from gpssim.audit.check import Finding
from gpssim.records.results import Results

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


def agreement(first: Results, second: Results) -> Finding:
    """Compare the outcomes of :data:`MARGINS` under every policy, replication by replication.

    A mean agrees if the whole interval lies within the margin; it differs if the interval leaves the margin and does not reach 0;
    otherwise more replications are needed to tell, which is said and is no failure.
    """
    rows = list(_judged(list(_pairs(first, second))))
    bad = [row for row in rows if row["verdict"] == "differs"]
    open_ = [row for row in rows if row["verdict"] == "undecided"]
    worst = max(rows, key=lambda row: row["in_margins"])
    words = f"{len(rows) - len(bad) - len(open_)} of {len(rows)} means agree, {len(open_)} undecided, {len(bad)} differ; "
    words += f"largest: {worst['outcome']} under {worst['policy']}, {worst['difference']:.3g} "
    words += f"in [{worst['low']:.3g}, {worst['high']:.3g}]"
    return Finding(worst["in_margins"], 1.0, not bad, f"{words}, margin {worst['margin']:.3g}", tuple(rows))


def _pairs(first: Results, second: Results) -> Iterator[tuple[str, str, np.ndarray, np.ndarray]]:
    """Outcome, policy and its values in replications where both are defined."""
    for name in MARGINS:
        a, b = (values(results, indicator(name)).set_index(["policy", "replication"])["value"] for results in (first, second))
        for policy in first.policies:
            x, y = a[policy].align(b[policy], join="inner")
            both = x.notna() & y.notna()
            if both.sum() > 1:
                yield name, policy, x[both].to_numpy(), y[both].to_numpy()


def _judged(pairs: list[tuple[str, str, np.ndarray, np.ndarray]]) -> Iterator[dict[str, Any]]:
    for name, policy, a, b in pairs:
        half_width = float(stats.t.ppf(1.0 - (1.0 - LEVEL) / (2.0 * len(pairs)), a.size - 1))
        difference, margin = float((b - a).mean()), MARGINS[name].around(float(a.mean()))
        half = half_width * float((b - a).std(ddof=1)) / np.sqrt(a.size)
        row = {"outcome": name, "policy": policy, "mean": float(a.mean()), "changed_mean": float(b.mean())}
        interval = {"difference": difference, "low": difference - half, "high": difference + half, "n_pairs": a.size}
        size = abs(difference) / margin if margin > 0.0 else float(difference != 0.0)
        yield {**row, **interval, "margin": margin, "in_margins": size, "verdict": verdict(difference, half, margin)}


def verdict(difference: float, half: float, margin: float) -> Verdict:
    """What an interval ``difference`` ± ``half`` says about a margin."""
    if abs(difference) + half <= margin:
        return "agrees"
    return "differs" if abs(difference) > half else "undecided"
