"""A classification tree: where a policy wins as a few questions one after the other, for regions that one box does not hold."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.analysis.discovery.cases import Cases
from gpssim.analysis.shares import share_interval
from gpssim.errors import StudyError

COLUMNS: Final = ("leaf", "rule", "n", "wins", "low", "high", "coverage")
SEED, PARTS = 1, 5


def classification_tree(cases: Cases, depth: int = 3, least: float = 0.05) -> pd.DataFrame:
    """The leaves of a tree, the one with the largest share of wins first.

    Parameters
    ----------
    cases : as :func:`gpssim.analysis.discovery.cases_of` makes them.
    depth : questions one after the other, at most.
    least : part of all worlds that a leaf holds at least, in (0, 0.5].

    Returns
    -------
    DataFrame ``leaf`` (from 1 on), ``rule`` (limits of parameters by their paths, joined by "and"; "everywhere" for none), ``n``
    worlds, ``wins`` (share) with Wilson's 95 % interval ``low, high`` (too narrow: the rules were sought in the same worlds), and
    ``coverage``, the share of all wins that it holds; for the whole tree ``accuracy``, the share of worlds that it tells right in
    cross-validation (five parts; missing where one side has fewer worlds), beside ``usual``, that of always saying the same.

    Raises
    ------
    StudyError : scikit-learn is not installed.

    *Source:* CART, Breiman et al. 1984; Lempert, Bryant & Bankes 2008, RAND WR-557, compare it with PRIM.
    """
    if find_spec("sklearn") is None:
        raise StudyError('classification trees need scikit-learn, which is not installed: pip install "gpssim[explore]"')
    from sklearn.tree import DecisionTreeClassifier

    x, y = cases.points.to_numpy(), cases.wins.to_numpy(dtype=bool)
    made = DecisionTreeClassifier(max_depth=depth, min_samples_leaf=max(1, round(least * len(y))), random_state=SEED).fit(x, y)
    where, rules = made.apply(x), dict(_rules(made.tree_, 0, {}))
    rows = []
    for node, limits in rules.items():
        inside = where == node
        low, high = share_interval(int(y[inside].sum()), int(inside.sum()))
        share = y[inside].sum() / y.sum() if y.any() else np.nan
        rows.append((_written(cases, limits), int(inside.sum()), y[inside].mean(), low, high, share))
    frame = pd.DataFrame(rows, columns=list(COLUMNS[1:])).sort_values("wins", ascending=False, kind="stable", ignore_index=True)
    frame.insert(0, "leaf", range(1, len(frame) + 1))
    return frame.assign(accuracy=_accuracy(made, x, y), usual=max(y.mean(), 1 - y.mean()))


def _accuracy(made: Any, x: np.ndarray, y: np.ndarray) -> float:
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    if min(y.sum(), (~y).sum()) < PARTS:
        return float("nan")
    return float(cross_val_score(made, x, y, cv=StratifiedKFold(PARTS, shuffle=True, random_state=SEED)).mean())


def _rules(tree: Any, node: int, limits: dict[int, tuple[float, float]]) -> Any:
    """Each leaf with its limits by column."""
    if tree.children_left[node] < 0:
        yield node, limits
        return
    place, at = int(tree.feature[node]), float(tree.threshold[node])
    low, high = limits.get(place, (-np.inf, np.inf))
    yield from _rules(tree, int(tree.children_left[node]), {**limits, place: (low, min(high, at))})
    yield from _rules(tree, int(tree.children_right[node]), {**limits, place: (max(low, at), high)})


def _written(cases: Cases, limits: dict[int, tuple[float, float]]) -> str:
    return " and ".join(_limit(str(cases.points.columns[place]), *ends) for place, ends in limits.items()) or "everywhere"


def _limit(path: str, low: float, high: float) -> str:
    if np.isinf(low):
        return f"{path} <= {high:.4g}"
    return f"{path} > {low:.4g}" if np.isinf(high) else f"{low:.4g} < {path} <= {high:.4g}"
