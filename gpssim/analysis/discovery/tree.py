"""A small classification tree: the few questions that best part the worlds in which something holds from the others."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.errors import GpssimError

DEPTH, LEAF, SEED = 3, 0.05, 1
"""Most questions one after the other, least share of all worlds in a leaf."""
INSTALL: Final = 'a classification tree needs scikit-learn: pip install "gpssim[explore]"'


def tree_rules(x: pd.DataFrame, holds: pd.Series, depth: int = DEPTH) -> pd.DataFrame:
    """The leaves of the tree, the one in which it holds most often first.

    Parameters
    ----------
    x : parameters, a row a world.
    holds : whether a world is of interest; the same index.
    depth : most questions one after the other.

    Returns
    -------
    DataFrame ``rule`` (the answers that lead there, joined by ``and``), ``density`` (share of its worlds of interest),
    ``coverage`` (share of all worlds of interest that are in it), ``n`` (its worlds) and ``accuracy`` of the whole tree by
    cross-validation in five parts (missing where they are too few for it), beside ``usual``, that of always saying the same.

    Raises
    ------
    GpssimError : scikit-learn is not installed.
    """
    classifier = available()
    y = holds.to_numpy(dtype=bool)
    leaf = max(2, int(np.ceil(LEAF * len(y))))
    made = classifier(max_depth=depth, min_samples_leaf=leaf, ccp_alpha=0.005, random_state=SEED)
    fitted = made.fit(x.to_numpy(dtype=float), y)
    where, rules = fitted.apply(x.to_numpy(dtype=float)), _rules(fitted.tree_, list(map(str, x)))
    rows = []
    for node, rule in rules.items():
        own = y[where == node]
        rows.append({"rule": rule, "density": own.mean(), "coverage": own.sum() / max(1, y.sum()), "n": own.size})
    said = {"accuracy": _accuracy(made, x, y), "usual": max(y.mean(), 1.0 - y.mean())}
    return pd.DataFrame(rows).assign(**said).sort_values("density", ascending=False, kind="stable", ignore_index=True)


def available() -> Any:
    """The class of trees.

    Raises
    ------
    GpssimError : scikit-learn is not installed; the line says how to install it.
    """
    try:
        from sklearn.tree import DecisionTreeClassifier
    except ImportError:
        raise GpssimError(INSTALL) from None
    return DecisionTreeClassifier


def _rules(tree: Any, names: list[str]) -> dict[int, str]:
    """The answers that lead to each leaf."""
    found: dict[int, str] = {}
    waiting: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while waiting:
        node, said = waiting.pop()
        left, right = int(tree.children_left[node]), int(tree.children_right[node])
        if left < 0:
            found[node] = " and ".join(said) or "all worlds"
            continue
        name, at = names[int(tree.feature[node])], f"{tree.threshold[node]:.4g}"
        waiting += [(left, (*said, f"{name} <= {at}")), (right, (*said, f"{name} > {at}"))]
    return found


def _accuracy(made: Any, x: pd.DataFrame, y: np.ndarray) -> float:
    from sklearn.model_selection import StratifiedKFold, cross_val_score

    if min(y.sum(), (~y).sum()) < 5:
        return float("nan")
    parts = StratifiedKFold(5, shuffle=True, random_state=SEED)
    return float(cross_val_score(made, x.to_numpy(dtype=float), y, cv=parts).mean())
