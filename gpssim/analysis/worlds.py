"""The sampled worlds of a study as a table, and which of what was drawn goes with an outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
from scipy import stats

if TYPE_CHECKING:
    from gpssim.records.results import Results

LEVEL, LEAST_WORLDS = 0.05, 10


def worlds(results: Results) -> pd.DataFrame:
    """What was drawn for each sampled world.

    Parameters
    ----------
    results : a study's results.

    Returns
    -------
    DataFrame, one row a world from 1 on: ``world``, and a column for each parameter that was drawn, named by its dotted path
    (``world.…``, ``policy.levers.…``, ``mechanisms.…``, ``choices.…``); numbers in the parameters' own units. No rows where no
    world was sampled. Joined by ``world`` to :func:`gpssim.values`, it is what a regression of outcomes on parameters needs.
    """
    frame = pd.DataFrame([results.drawn(world) for world in range(1, results.n_worlds + 1)])
    frame.insert(0, "world", range(1, len(frame) + 1))
    return frame


def drivers(results: Results, value: pd.Series) -> pd.DataFrame:
    """How a number goes with what was drawn, over the sampled worlds: rank correlations, the strongest first.

    Parameters
    ----------
    results : a study with sampled worlds.
    value : one number a world, indexed by world; worlds in which it is missing are left out.

    Returns
    -------
    DataFrame ``parameter, correlation, n, beyond_luck``: Spearman's rank correlation over ``n`` worlds, and whether its two-sided
    p-value, times the number of parameters, is under 0.05 (Bonferroni; never under ten worlds, where the p-value is no good).
    Parameters that were drawn the same everywhere are left out. With few worlds only strong ones can be told from luck.
    """
    table = worlds(results).set_index("world")
    table = table[table.index.isin(value.dropna().index)]
    known = value.reindex(table.index)
    columns = [name for name in table if table[name].nunique() > 1] if known.nunique() > 1 else []
    rows = [(name, *stats.spearmanr(table[name], known)) for name in columns]
    frame = pd.DataFrame(rows, columns=["parameter", "correlation", "p"])
    sure = (frame["p"] * len(columns) < LEVEL) & (len(known) >= LEAST_WORLDS)
    frame = frame.assign(n=len(known), beyond_luck=sure).drop(columns="p")
    order = frame["correlation"].abs().sort_values(ascending=False, kind="stable").index
    return frame.loc[order].reset_index(drop=True)
