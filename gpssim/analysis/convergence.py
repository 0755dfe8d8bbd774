"""How paired differences settle: the interval of each by the number of replications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.domains import cut, of_differences
from gpssim.analysis.indicators import indicator, indicators
from gpssim.analysis.periods import window_of
from gpssim.analysis.precision import Differences, differences
from gpssim.analysis.sequential import Rule, Target, spread
from gpssim.surroundings import usual_arithmetic

if TYPE_CHECKING:
    from gpssim.records.results import Results

MOST_POINTS: Final = 150
"""Numbers of replications at which an interval is computed; of more, so many evenly spread."""
KEYS: Final = ("outcome", "label", "label_zh", "unit", "period", "closure", "policy_a", "policy_b")
COLUMNS: Final = (*KEYS, "replications", "n", "difference", "low", "high", "target", "level")


@usual_arithmetic()
def convergence(results: Results, rule: Rule | None = None) -> pd.DataFrame:
    """The interval of each difference after 2, 3, … replications.

    Parameters
    ----------
    results : of a study of two policies or more.
    rule : what is looked at, and how closely it is to be known; without one the primary outcomes, in the later period where the
        runs reach it, and no targets.

    Returns
    -------
    DataFrame, a row for each outcome, closure, policy and number of ``replications``: ``difference`` and its interval ``low`` to
    ``high`` over the ``n`` of them in which it is defined, at the ``level`` of each interval, and the half-width that is the
    ``target`` (missing without a rule). In the outcome's unit.

    Raises
    ------
    StudyError : fewer than two policies.
    """
    asked = rule or of_primary(results)
    found = list(differences(results, asked))
    level = asked.level(len(found))
    last = int(results.runs.loc[results.runs["world"] == 0, "replication"].max()) + 1
    steps = np.unique(np.linspace(2, max(last, 2), MOST_POINTS).astype(int))
    frame = pd.DataFrame([row for one in found for row in _rows(one, steps, level)], columns=list(COLUMNS))
    return frame if rule is not None else frame.assign(target=np.nan)


def of_primary(results: Results) -> Rule:
    """A rule over all primary outcomes, for those who have none of their own."""
    period = "later" if window_of("later", results.months) else "all"
    return Rule(tuple(Target(one.name, period, of_sd=1.0) for one in indicators().values() if one.primary))


def _rows(one: Differences, steps: np.ndarray, level: float) -> Iterator[dict[str, Any]]:
    """One difference, step by step; the target is that of all replications."""
    shown, period = indicator(one.target.outcome), one.target.period
    keys = {
        **{name: getattr(shown, name) for name in ("label", "label_zh", "unit")},
        **one.keys,
        "outcome": shown.name,
        "period": period if isinstance(period, str) else f"{period[0]}-{period[1]}",
        "target": one.target.width(one.a),
        "level": level,
    }
    for n in steps:
        d = one.first(int(n)).d
        mean, half = (float(d.mean()), spread(d, level).half_width) if d.size else (np.nan, np.nan)
        low, high = cut(mean - half, mean + half, mean, of_differences(shown.domain))
        yield {**keys, "replications": int(n), "n": d.size, "difference": mean, "low": float(low), "high": float(high)}
