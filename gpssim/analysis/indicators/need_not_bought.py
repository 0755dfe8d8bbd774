"""Narrow scope 购买范围窄: need in districts and domains in which nothing is bought."""

from __future__ import annotations

import pandas as pd

from gpssim.analysis.indicator import Indicator, Rows, State, total


def _outside(rows: Rows) -> pd.Series:
    need = rows["need"].fillna(0.0)
    outside = need.where(rows["contracts"].fillna(0.0) == 0.0, 0.0)
    sums = pd.DataFrame({"need": need, "outside": outside}).groupby(rows["cell"]).sum()
    return sums["outside"] / sums["need"].where(sums["need"] > 0)


INDICATOR = Indicator(
    name="need_not_bought",
    label="Need in domains not bought",
    label_zh="未购买领域的需求比例",
    unit="share",
    family="service",
    direction=-1,
    meaning="share of all need that lies in districts and domains without any contract in the whole window",
    state=State(
        (("need", total("monthly", "n_need")), ("contracts", total("services", "n_contracts"))), ("district", "domain"), _outside
    ),
    groupings=(),
)
