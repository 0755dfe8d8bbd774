"""Repeat winners: re-purchases that the organization serving the line wins again."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, count

COLUMNS = ("repurchase", "incumbent", "winner")


def _repurchased(rows: Rows) -> pd.Series:
    return rows["repurchase"].astype(bool) & (rows["incumbent"] >= 0) & (rows["winner"] >= 0)


INDICATOR = Indicator(
    name="repeat_winner_rate",
    label="Repeat winners",
    label_zh="连续中标率",
    unit="share",
    family="competition",
    direction=0,
    meaning="awards to the incumbent over awards that replace a contract of an incumbent",
    numerator=count(
        "projects", *COLUMNS, where=lambda rows: _repurchased(rows) & (rows["winner"] == rows["incumbent"]), month="month_opened"
    ),
    denominator=count("projects", *COLUMNS, where=_repurchased, month="month_opened"),
    groupings=("district", "domain", "mechanism", "purchaser"),
)
