"""Favored awards: decisions that would have gone to somebody else without a tie."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, count
from gpssim.analysis.needs import VIOLATIONS
from gpssim.records.truth import Truth


def _favored(rows: Rows) -> pd.Series:
    return (rows["truth"].astype(int) & int(Truth.FAVORITISM)) > 0


def _decided(rows: Rows) -> pd.Series:
    """Awarded, or awarded and then void."""
    return (rows["outcome"].astype(str) == "awarded") | (rows["reason"].astype(str) == "violation")


INDICATOR = Indicator(
    name="favored_share",
    label="Awards that a tie explains",
    label_zh="由关系决定的授予比例",
    unit="share",
    family="competition",
    direction=-1,
    meaning="purchases won by a tie over purchases decided, void ones included (known only where violations are switched on)",
    numerator=count("projects", "truth", where=_favored, month="month_opened"),
    denominator=count("projects", "outcome", "reason", where=_decided, month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=VIOLATIONS,
)
