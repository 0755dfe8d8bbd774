"""The worlds in which one policy beats another, and the parameters that may explain which these are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.indicators import indicator
from gpssim.analysis.plausible import implausible_worlds
from gpssim.analysis.questions import Contrast, means, responses
from gpssim.analysis.worlds import worlds
from gpssim.errors import StudyError

if TYPE_CHECKING:
    from gpssim.records.results import Results

FITTING: Final = ("", "latin_hypercube", "sobol_sequence", "factorial", "listed")
"""Designs whose points fill the ranges, each for itself; empty: sampled worlds."""
LEAST: Final = 20
"""Worlds below which a box or a tree says nothing."""


def fills(results: Results) -> bool:
    """Whether the points of a study fill their ranges, and are enough."""
    kind = (results.manifest.get("design") or {}).get("kind", "")
    return kind in FITTING and results.n_worlds >= LEAST


def holds(results: Results, one: Contrast) -> pd.Series:
    """For each world that counts whether ``policy_b`` is better than ``policy_a``, indexed by world.

    Better is what the outcome's declared direction says; more, where it has none. Worlds with failed runs, and those whose status
    quo is not plausible, are left out.
    """
    gap = means(responses(results, one)).dropna()
    counts = gap[~gap.index.isin(implausible_worlds(results))]
    return (counts if indicator(one.outcome).direction >= 0 else -counts) > 0


def cases(results: Results, one: Contrast) -> tuple[pd.DataFrame, pd.Series]:
    """Parameters of the worlds that count, a row a world and a column a path, and in which of them ``policy_b`` is better.

    Values that are no numbers (listed words, yes and no) become 0 and 1 columns ``path = value``. Parameters that are the same
    everywhere are left out.

    Raises
    ------
    StudyError : points that do not fill their ranges, or fewer than 20 that count.
    """
    kind = (results.manifest.get("design") or {}).get("kind", "")
    if kind not in FITTING:
        raise StudyError(f"scenario discovery needs points that fill their ranges, such as latin_hypercube, not the design {kind}")
    won = holds(results, one)
    if len(won) < LEAST:
        raise StudyError(f"scenario discovery needs {LEAST} worlds that count, here are {len(won)}")
    table = worlds(results).set_index("world").loc[won.index].dropna(axis=1)
    return as_numbers(table), won


def as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """The same in numbers only, without what is the same everywhere."""
    columns = {}
    for path in table:
        column = table[path]
        if column.nunique() < 2:
            continue
        if pd.api.types.is_bool_dtype(column) or not pd.api.types.is_numeric_dtype(column):
            named = {f"{path} = {value}": (column == value).astype(float) for value in column.unique()}
            columns |= named if len(named) > 2 else dict(list(named.items())[-1:])
        else:
            columns[str(path)] = column.astype(float)
    return pd.DataFrame(columns, index=table.index, dtype=np.float64)
