"""Captured evaluators: third-party evaluations that the provider bought."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, count
from gpssim.analysis.needs import Needs
from gpssim.records.truth import Truth
from gpssim.texts.text import Text


def _captured(rows: Rows) -> pd.Series:
    return (rows["truth"].astype(int) & int(Truth.CAPTURED)) > 0


INDICATOR = Indicator(
    name="captured_share",
    label="Captured evaluations",
    label_zh="第三方评估被俘获比例",
    unit="share",
    family="information",
    direction=-1,
    meaning="captured evaluations over contracts that a third party evaluated",
    numerator=count("contracts", "truth", where=_captured, month="month_ended"),
    denominator=count("contracts", "evaluated", where=lambda rows: rows["evaluated"] != 0, month="month_ended"),
    groupings=("district", "domain", "mechanism", "purchaser"),
    needs=Needs(Text("third parties that evaluate", "第三方评估"), ("policy.levers.third_party",)),
)
