"""From what a study of a file leaves to the table that a page shows: one function a table.

They are found beside those of ``published_tables``, and keep to the same form: headings in words, numbers rounded.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

PLACES = {"price_per_unit": 2, "welfare_social": 2}
"""Decimal places of differences, where not 3."""


def _signed(value: float, places: int) -> str:
    return f"{value:+.{places}f}".replace("-", "−")


def precision(folder: Path) -> pd.DataFrame:
    """Every look of a study that runs until its differences are known: the half widths, and what was asked."""
    table = pd.read_csv(folder / "precision.csv")
    rows: list[dict[str, Any]] = []
    for outcome, part in table.groupby("outcome", sort=False):
        places, last = PLACES.get(str(outcome), 3), part.iloc[-1]
        told: dict[str, Any] = {"Outcome": f"{last['label']} ({last['unit']})"}
        told |= {f"± after {row.n}": f"{row.half_width:.{places}f}" for row in part.itertuples()}
        told["asked"] = f"{last['target']:.{places}f}"
        told["difference at the end"] = f"{_signed(last['difference'], places)} ± {last['half_width']:.{places}f}"
        rows.append(told)
    return pd.DataFrame(rows)
