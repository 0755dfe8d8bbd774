"""Candidates judged over worlds: a number for each objective, lower is better, and missing values are the worst there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from gpssim.analysis.periods import Window, window_of
from gpssim.analysis.read_ahead import read_ahead
from gpssim.analysis.values import values
from gpssim.policy_search.reading import Sought

if TYPE_CHECKING:
    from gpssim.analysis.indicator import Indicator
    from gpssim.records.results import Results

WORST: Final = 1e9
"""In place of what is not defined in some world: no policy is good of which that is so."""


def by_world(sought: Sought, results: Results) -> np.ndarray:
    """Each objective of each candidate in each world, means over replications, ``(candidates, worlds, objectives)``."""
    names, n = list(results.policies), results.n_worlds + 1
    found = np.full((len(names), n, len(sought.file.objectives)), np.nan)
    _read(sought, results)
    for j, one in enumerate(sought.file.objectives):
        table = values(results, sought.indicators[j], one.period, tuple(one.by))
        for name, cell in one.by.items():
            table = table[table[name].astype(str) == cell]
        means = table.groupby(["policy", "world"], observed=True)["value"].mean()
        for policy, world, value in means.reset_index().itertuples(index=False):
            found[names.index(str(policy)), int(world), j] = value
    return found


def _read(sought: Sought, results: Results) -> None:
    """Read for all objectives at once that ask for the same period and the same groups."""
    asked: dict[tuple[Window, tuple[str, ...]], list[Indicator]] = {}
    for one, measure in zip(sought.file.objectives, sought.indicators, strict=True):
        window = window_of(one.period, results.months)
        if window is not None:
            asked.setdefault((window, tuple(one.by)), []).append(measure)
    for (window, by), measures in asked.items():
        read_ahead(results, measures, [window], by)


def judged(sought: Sought, worlds: np.ndarray, best: np.ndarray) -> np.ndarray:
    """What is minimized, ``(candidates, objectives)``.

    Parameters
    ----------
    worlds : ``(candidates, worlds, objectives)``.
    best : the best of the first generation and the status quo in each world, ``(worlds, objectives)``, higher is better.
    """
    good = worlds * np.array(sought.signs)
    columns = []
    for j, one in enumerate(sought.file.objectives):
        columns.append(-robust(good[:, :, j], one.robust or sought.file.robust, best[:, j]))
    found = np.column_stack(columns)
    return np.where(np.isfinite(found), found, WORST)


def robust(good: np.ndarray, how: str, best: np.ndarray) -> np.ndarray:
    """Worlds put together, higher is better, ``(candidates,)``.

    >>> robust(np.array([[1.0, 3.0]]), "regret", np.array([2.0, 3.5])).tolist()
    [-1.0]
    """
    if how == "worst_decile":
        n = max(1, good.shape[1] // 10)
        return np.asarray(np.sort(good, axis=1)[:, :n].mean(axis=1))
    return np.asarray((good - best).min(axis=1) if how == "regret" else good.mean(axis=1))


def best_of(sought: Sought, worlds: np.ndarray) -> np.ndarray:
    """The best that any of these candidates does in each world, ``(worlds, objectives)``, higher is better."""
    good = worlds * np.array(sought.signs)
    return np.asarray(np.where(np.isfinite(good), good, -WORST).max(axis=0))


def front_of(losses: np.ndarray) -> np.ndarray:
    """Which candidates no other one is as good as everywhere and better somewhere, bool ``(n,)``; of equals, the first.

    >>> front_of(np.array([[1.0, 2.0], [2.0, 1.0], [2.0, 2.0], [1.0, 2.0]])).tolist()
    [True, True, False, False]
    """
    kept = np.ones(len(losses), dtype=bool)
    for i, own in enumerate(losses):
        as_good = (losses <= own).all(axis=1)
        better = as_good & (losses < own).any(axis=1)
        earlier = as_good & (losses == own).all(axis=1) & (np.arange(len(losses)) < i)
        kept[i] = not (better | earlier).any() and bool((own < WORST).all())
    return kept
