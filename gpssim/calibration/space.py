"""Figures of what history matching leaves: the least implausibility over pairs of parameters, or along the only one."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from gpssim.figures.charts import Pair, Texts, fields, lines, save_chart

CELLS: Final = 24
"""Cells along a parameter."""
MOST: Final = 4
"""Parameters of which pairs are shown: those whose ranges shrank most."""
TITLE: Final = ("Space that is not ruled out", "未被排除的参数空间")


def draw_space(found: Any, cut_off: float, folder: Path) -> None:
    """The figure ``space`` in both languages."""
    source = {"scenario": found.asked.scenario.name, "seed": found.asked.file.seed}
    shown = {v.path: (short := v.path.split(".", 1)[-1], short) for v in found.asked.variables}
    if len(shown) == 1:
        save_chart(lines, along(found, cut_off), _about_line(next(iter(shown)), shown), folder, source)
    else:
        save_chart(fields, pairs(found, cut_off), _about_pairs(shown), folder, source)


def along(found: Any, cut_off: float) -> pd.DataFrame:
    """``panel, series, x, mean, low, high, reference``: the least implausibility in cells of the only parameter."""
    path = found.asked.variables[0].path
    cells = _least(found, (path,))
    told = {"panel": path, "series": "least", "x": cells[path], "mean": cells["implausibility"]}
    return pd.DataFrame({**told, "low": told["mean"], "high": told["mean"], "reference": cut_off})


def pairs(found: Any, cut_off: float) -> pd.DataFrame:
    """``across, up, x, y, value, limit``: the least implausibility in cells of two parameters, whatever the others are."""
    rows = found.parameters.set_index("path")
    width = {v.path: np.ptp(v.values_at(np.array([0.0, 1.0]))) for v in found.asked.variables}
    narrow = sorted(rows.index, key=lambda path: (rows["high"][path] - rows["low"][path]) / width[path])[:MOST]
    pieces = []
    for pair in combinations([path for path in rows.index if path in narrow], 2):
        cells = _least(found, pair)
        told = {"across": pair[0], "up": pair[1], "x": cells[pair[0]], "y": cells[pair[1]], "value": cells["implausibility"]}
        pieces.append(pd.DataFrame({**told, "limit": cut_off}))
    return pd.concat(pieces, ignore_index=True)


def _least(found: Any, paths: tuple[str, ...]) -> pd.DataFrame:
    """The least implausibility in each cell that has candidates, at the middles of cells."""
    frame, variables = found.more["space"], {v.path: v for v in found.asked.variables}
    cells = {}
    for path in paths:
        ends = np.asarray(variables[path].values_at(np.linspace(0.0, 1.0, CELLS + 1)), dtype=float)
        place = np.clip(np.searchsorted(ends, frame[path].to_numpy(dtype=float), side="right") - 1, 0, CELLS - 1)
        cells[path] = ((ends[:-1] + ends[1:]) / 2)[place]
    least = frame.assign(**cells).groupby(list(paths), as_index=False)["implausibility"].min()
    return pd.DataFrame(least)


def _about_line(path: str, shown: dict[str, Pair]) -> Texts:
    note = (
        "Implausibility, in standard deviations; above the line places are ruled out.",
        "不合理度（以标准差计）；横线以上的取值被排除。",
    )
    words = {"least": ("implausibility", "不合理度"), f"x {path}": ("value", "取值"), **shown}
    return Texts("space", TITLE, note, words)


def _about_pairs(shown: dict[str, Pair]) -> Texts:
    note = (
        "Least implausibility over all other parameters, in standard deviations; only what the line encloses is not ruled out.",
        "对其他参数取最小的不合理度（以标准差计）；仅曲线所围部分未被排除。",
    )
    return Texts("space", TITLE, note, {"scale": ("implausibility", "不合理度"), **shown})
