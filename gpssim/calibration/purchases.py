"""Purchases in one form, whether a market made them or records tell of them: what moments are computed from, by the same code."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS: Final = ("month", "domain", "mechanism", "n_offers", "awarded", "price", "gap")
"""``month`` from the switch; ``n_offers`` made; ``awarded`` whether there was an award; ``price`` the winning price over the
ceiling; ``gap`` the second-lowest price less the lowest one, over the lowest.
``price`` and ``gap`` are missing where they do not exist."""
GROUPINGS: Final = ("domain", "mechanism", "n_offers")
"""Columns by which a target may pick purchases."""


def purchases_of(tables: Mapping[str, pa.Table]) -> pd.DataFrame:
    """The purchases of one run, warm-up included: a row each attempt, with :data:`COLUMNS`.

    Parameters
    ----------
    tables : of the run, ``projects`` and ``bids`` among them.
    """
    projects = tables["projects"].to_pandas()
    bids = tables["bids"].to_pandas()[["project", "attempt", "price", "valid"]]
    price = np.where(projects["n_awards"] > 0, projects["winning_price"] / projects["ceiling"], np.nan)
    frame = pd.DataFrame(
        {
            "project": projects["project"],
            "attempt": projects["attempt"],
            "month": projects["month_opened"],
            "domain": projects["domain"].astype(str),
            "mechanism": projects["mechanism"].astype(str),
            "n_offers": projects["n_bids"],
            "awarded": projects["n_awards"] > 0,
            "price": price,
        }
    )
    gaps = gaps_of(bids[bids["valid"].astype(bool)], ["project", "attempt"])
    return frame.merge(gaps, how="left", on=["project", "attempt"])[list(COLUMNS)]


def gaps_of(offers: pd.DataFrame, purchase: list[str]) -> pd.DataFrame:
    """The gap between the two lowest offers of each purchase that has two, over the lower one.

    Parameters
    ----------
    offers : a row an offer, with ``price`` and the columns ``purchase`` that tell purchases apart.

    Returns
    -------
    DataFrame with these columns and ``gap``.
    """
    ordered = offers.sort_values([*purchase, "price"], kind="stable")
    place = ordered.groupby(purchase, sort=False).cumcount()
    lowest = ordered[place == 0].set_index(purchase)["price"]
    second = ordered[place == 1].set_index(purchase)["price"]
    gap = (second - lowest) / lowest.where(lowest > 0)
    return gap.dropna().rename("gap").reset_index()


def picked(frame: pd.DataFrame, by: Mapping[str, Any]) -> np.ndarray:
    """Which purchases are of a cell, bool ``(n,)``; a number of offers may be written ``8+`` or ``4-6``.

    >>> picked(pd.DataFrame({"n_offers": [1, 5, 9]}), {"n_offers": "4-8"}).tolist()
    [False, True, False]
    """
    inside = np.ones(len(frame), dtype=bool)
    for name, cell in by.items():
        inside &= _within(frame[name], cell).to_numpy(dtype=bool)
    return inside


def _within(column: pd.Series, cell: Any) -> pd.Series:
    ends = ends_of(cell)
    return column.eq(cell) if ends is None else column.between(*ends)


def ends_of(cell: Any) -> tuple[float, float] | None:
    """The ends of a range of whole numbers that a text writes; nothing where it writes none.

    >>> ends_of("8+"), ends_of("4-6"), ends_of("elder_care")
    ((8.0, inf), (4.0, 6.0), None)
    """
    low, sign, high = str(cell).partition("-")
    if str(cell).endswith("+") and str(cell)[:-1].isdecimal():
        return float(str(cell)[:-1]), float("inf")
    return (float(low), float(high)) if sign and low.isdecimal() and high.isdecimal() else None
