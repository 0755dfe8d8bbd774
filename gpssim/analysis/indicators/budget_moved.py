"""Performance budgeting 预算绩效管理: how much money answers to how spending was evaluated."""

from __future__ import annotations

from math import inf

import numpy as np

from gpssim.analysis.indicator import Indicator, Rows, Sum, total
from gpssim.analysis.needs import PERFORMANCE


def _moved(rows: Rows) -> np.ndarray:
    return np.asarray(np.abs(rows["performance"] - 1.0) * rows["usual"])


INDICATOR = Indicator(
    name="budget_moved",
    label="Money moved by performance",
    label_zh="随绩效变动的资金比例",
    unit="share",
    family="money",
    direction=0,
    highest=inf,
    meaning="money that budget lines gain or lose by performance, over their usual money, where budgets are recorded",
    numerator=Sum("budgets", ("performance", "usual"), _moved),
    denominator=total("budgets", "usual"),
    groupings=("purchaser", "domain"),
    needs=PERFORMANCE,
)
