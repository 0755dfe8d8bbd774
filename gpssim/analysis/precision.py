"""How closely a study knows its paired differences, and whether that is as closely as was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.domains import cut, of_differences
from gpssim.analysis.indicators import indicator
from gpssim.analysis.sequential import CONFIDENCE, Rule, Target, spread
from gpssim.analysis.values import values
from gpssim.errors import StudyError, unknown
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

DIFFERENCE: Final = ("outcome", "period", "closure", "policy_a", "policy_b")
COLUMNS: Final = (
    *("outcome", "label", "label_zh", "unit", *DIFFERENCE[1:]),
    *("n", "mean_a", "difference", "low", "high", "half_width", "target", "reached", "needed"),
)


@dataclass(frozen=True)
class Precision:
    """What is known of the differences of a study after some replications.

    Attributes
    ----------
    table : a row for each target, closure and policy: ``n`` replications in which both are defined, ``mean_a`` of the baseline,
        ``difference``, its interval ``low`` to ``high`` (which ends where differences of the outcome end), the ``half_width`` it
        has without that, the ``target``, whether it is ``reached``, and how many replications are ``needed`` if further ones vary
        as these (infinite where nobody can tell). All in the outcome's unit.
    n : replications of the scenario's own world.
    level : confidence of each interval; all are right at once with the ``confidence`` of the rule.
    capped : whether the cap of the rule stopped the study before all targets were reached.
    """

    table: pd.DataFrame
    n: int
    level: float
    confidence: float = CONFIDENCE
    capped: bool = False

    @property
    def needed(self) -> float:
        """Replications that all targets are expected to take."""
        return float(self.table["needed"].max())

    @property
    def reached(self) -> bool:
        """Whether all targets are reached."""
        return bool(self.table["reached"].all())


@usual_arithmetic()
def precision(results: Results, rule: Rule) -> Precision:
    """How closely the differences of a rule's outcomes are known in these results.

    Parameters
    ----------
    results : of a study of two policies or more; only runs in the scenario's own world count.
    rule : outcomes, targets and confidence.

    Raises
    ------
    StudyError : fewer than two policies, or no run of them.
    UnknownNameError : the baseline is not among the policies.
    """
    found = list(differences(results, rule))
    n = int(results.runs.loc[results.runs["world"] == 0, "replication"].nunique())
    level = rule.level(len(found))
    table = pd.DataFrame([_row(one, n, level) for one in found], columns=list(COLUMNS))
    stopped = n >= rule.cap and not bool(table["reached"].all())
    return Precision(table, n, level, rule.confidence, stopped)


@dataclass(frozen=True, slots=True)
class Differences:
    """The paired differences of one outcome between two policies."""

    target: Target
    keys: dict[str, str]
    """Closure, baseline ``policy_a`` and ``policy_b``."""
    replications: np.ndarray
    """In which both are defined, shape (n,)."""
    a: np.ndarray
    d: np.ndarray
    """Baseline and difference b - a, shape (n,)."""

    def first(self, n: int) -> Differences:
        """Those of the first n replications."""
        there = self.replications < n
        return Differences(self.target, self.keys, self.replications[there], self.a[there], self.d[there])


def differences(results: Results, rule: Rule) -> Iterator[Differences]:
    """The differences of every target, closure and policy of a study.

    Raises
    ------
    StudyError, UnknownNameError : as :func:`precision`.
    """
    base = _baseline(results, rule.baseline)
    others = [policy for policy in results.policies if policy != base]
    for target in rule.targets:
        value = values(results, target.outcome, target.period)
        own = value[value["world"] == 0].astype({"policy": str, "closure": str})
        for closure in _closures(results, own):
            wide = own[own["closure"] == closure].pivot(index="replication", columns="policy", values="value")
            wide = wide.reindex(columns=[base, *others])
            for other in others:
                both = wide[[base, other]].dropna()
                a, b = both[base].to_numpy(dtype=np.float64), both[other].to_numpy(dtype=np.float64)
                keys = {"closure": closure, "policy_a": base, "policy_b": other}
                yield Differences(target, keys, both.index.to_numpy(dtype=np.int64), a, b - a)


def _closures(results: Results, own: pd.DataFrame) -> list[str]:
    """The closures of the study, whether or not a run of one succeeded."""
    return list(results.manifest.get("closures") or dict.fromkeys(own["closure"]))


def _baseline(results: Results, baseline: str | None) -> str:
    names = results.policies
    if baseline is not None and baseline not in names:
        raise unknown("policy in these results:", baseline, names)
    if len(names) < 2:
        raise StudyError(f"differences need two policies, these results have {len(names)}: {', '.join(names)}")
    return baseline or names[0]


def _row(one: Differences, n: int, level: float) -> dict[str, Any]:
    """What is known of one difference after ``n`` replications; pairs that are not defined cost replications, too."""
    shown, width, known = indicator(one.target.outcome), one.target.width(one.a), spread(one.d, level)
    needed = known.needed(width)
    half = known.half_width
    mean = float(one.d.mean()) if one.d.size else float("nan")
    low, high = cut(mean - half, mean + half, mean, of_differences(shown.domain))
    reached = needed is not None and needed <= known.n
    period = one.target.period
    return {
        "outcome": shown.name,
        "label": shown.label,
        "label_zh": shown.label_zh,
        "unit": shown.unit,
        "period": period if isinstance(period, str) else f"{period[0]}-{period[1]}",
        **one.keys,
        "n": known.n,
        "mean_a": float(one.a.mean()) if one.a.size else float("nan"),
        "difference": mean,
        "low": float(low),
        "high": float(high),
        "half_width": half,
        "target": width,
        "reached": reached,
        "needed": _replications(needed, known.n, n, reached),
    }


def _replications(needed: int | None, defined: int, n: int, reached: bool) -> float:
    """Replications for so many pairs, of which ``defined`` came out of ``n``."""
    if needed is None:
        return inf
    return float(min(n, ceil(needed * n / defined))) if reached else float(max(n + 1, ceil(needed * n / defined)))
