"""Tables of experiments as tables for papers, where they fit."""

from __future__ import annotations

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

    Returns
    -------
    Whether it was written; a file from an earlier carrying-out does not stay where it was not.
    """
    from gpssim.analysis.latex import comparison_table, data_table
    from gpssim.analysis.latex.data import table_of

    path.unlink(missing_ok=True)
    words = path.stem.replace("_", " ")
    caption = words[:1].upper() + words[1:] + (f" ({experiment.replace('_', ' ')})" if experiment else "")
    label = f"tab:{path.stem}"
    if set(table) >= COMPARED and len(table):
        primary = table[table["primary"].astype(bool)]
        comparison_table(primary if len(primary) else table, path, caption=caption, label=label)
        return True
    if not 0 < len(table) <= MOST_ROWS or not table_of(table, "en", caption, label).fits:
        return False
    data_table(table, path, caption=caption, label=label)
    return True
