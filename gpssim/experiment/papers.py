"""Tables of experiments as tables for papers, where they fit."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS: Final = 300
"""Rows beyond which a table is data, and no table of a paper."""
COMPARED: Final = frozenset({"closure", "period", "policy_a", "policy_b", "mean_a", "mean_b", "p_holm", "n_worlds_others", "label"})
"""Columns by which a comparison is known."""


def write_latex(table: pd.DataFrame, path: Path, experiment: str) -> bool:
    """Write a table as LaTeX where it fits a page: comparisons (their primary outcomes) as such, others as they are.

    A comparison has a Chinese twin ``NAME_zh.tex`` where all that it names has Chinese.

    Returns
    -------
    Whether it was written; a file from an earlier carrying-out does not stay where it was not.
    """
    from gpssim.analysis.latex import comparison_table, data_table
    from gpssim.analysis.latex.data import table_of

    twin = path.with_stem(f"{path.stem}_zh")
    for file in (path, twin):
        file.unlink(missing_ok=True)
    words = path.stem.replace("_", " ")
    caption = words[:1].upper() + words[1:] + (f" ({experiment.replace('_', ' ')})" if experiment else "")
    label = f"tab:{path.stem}"
    if set(table) >= COMPARED and len(table):
        primary = table[table["primary"].astype(bool)]
        rows = primary if len(primary) else table
        comparison_table(rows, path, caption=caption, label=label)
        if _has_chinese(rows):
            comparison_table(rows, twin, "zh", label=label)
        return True
    if not 0 < len(table) <= MOST_ROWS or not table_of(table, "en", caption, label).fits:
        return False
    data_table(table, path, caption=caption, label=label)
    return True


def _has_chinese(rows: pd.DataFrame) -> bool:
    """Whether every policy and outcome of a comparison is named in Chinese."""
    from gpssim.texts.names import name

    named = [*rows["label_zh"], *(name(policy, "zh") for side in "ab" for policy in rows[f"policy_{side}"].unique())]
    return not any(re.search("[A-Za-z]{2}", str(one)) for one in named)
