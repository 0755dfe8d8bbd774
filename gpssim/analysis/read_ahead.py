"""What many indicators need, read in as few passes over the tables as possible, and never more of it at once than memory can hold.

Few runs: sums by month are kept with the results, so that any question about them is answered without reading again. Many runs:
block by block, each reduced to the numbers asked for, one a run and period, before the next is opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from gpssim.analysis.cells import Keys, one_under_another, prefetch, runs_compared
from gpssim.analysis.evaluate import evaluate, keep, kept, within
from gpssim.analysis.indicator import Indicator, Time
from gpssim.analysis.periods import Window
from gpssim.records.parts import RUN_KEYS

if TYPE_CHECKING:
    from gpssim.records.results import Results

BLOCK: Final = 300
"""Runs whose sums by month are held at once: about 200 MB for all indicators of ten years."""


def read_ahead(
    results: Results, indicators: Sequence[Indicator], windows: Iterable[Window], by: Keys = (), block: int = BLOCK
) -> None:
    """Read what several indicators need over several windows, each asked for alone.

    Where one of them cannot be read so, nothing is read ahead of it: it reads for itself, and fails alone.

    Parameters
    ----------
    block : the most runs that are held at once.
    """
    asked = [(one, window) for window in windows for one in indicators if kept(results, one, window, by) is None]
    blocks = results.blocks(block)
    if len(blocks) == 1:
        _prefetch(results, indicators, by)
        return
    able = [k for k, (one, _) in enumerate(asked) if not (by and isinstance(one.denominator, Time))]  # these look at all groups
    pieces: dict[int, list[pd.Series]] = {k: [] for k in able}
    for some in blocks:
        _prefetch(some, [asked[k][0] for k in pieces], by)
        rows = _rows_of(results, some)
        for k in list(pieces):
            try:
                value = evaluate(some, asked[k][0], [asked[k][1]], by)
            except Exception:  # it is asked again, alone, where its failure is told
                del pieces[k]
            else:
                pieces[k].append(_moved(value, rows))
        some.cache.clear()
    for k, values in pieces.items():
        keep(results, *asked[k], by, _joined(values, by))


def _prefetch(results: Results, indicators: Iterable[Indicator], by: Keys) -> None:
    with suppress(Exception):
        prefetch(results, [(one, (*by, *within(indicator))) for indicator in indicators for one in indicator.sums])


def _rows_of(results: Results, block: Results) -> np.ndarray:
    """The row among the runs compared of all results for each of those of a block."""
    whole = runs_compared(results).rename_axis("row").reset_index()
    return runs_compared(block).merge(whole, on=list(RUN_KEYS), how="left")["row"].to_numpy(dtype=np.int64)


def _moved(value: pd.Series, rows: np.ndarray) -> pd.Series:
    """The values of a block with the rows of all results."""
    frame = value.index.to_frame(index=False)
    frame["run"] = rows[frame["run"].to_numpy(dtype=np.int64)]
    return pd.Series(value.to_numpy(dtype=np.float64), index=pd.MultiIndex.from_frame(frame))


def _joined(values: Sequence[pd.Series], by: Keys) -> pd.Series:
    """The values of all blocks in the order of runs."""
    frames = [value.index.to_frame(index=False).assign(value=value.to_numpy()) for value in values]
    frame = one_under_another(frames, by).set_index(["run", "window", *by])
    return frame["value"].sort_index()
