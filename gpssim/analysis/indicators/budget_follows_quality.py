"""Does a budget that answers to performance reward quality, or what is found of it?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.analysis.equity import each_cell
from gpssim.analysis.indicator import Indicator, Rows, State, defined, total
from gpssim.analysis.needs import PERFORMANCE

TRUE = total("budgets", "true_quality")


def _correlation(factor: np.ndarray, quality: np.ndarray) -> float:
    """Pearson correlation; missing where either does not vary."""
    seen = np.isfinite(factor) & np.isfinite(quality)
    x, y = factor[seen] - factor[seen].mean() if seen.any() else factor[seen], quality[seen]
    if x.size < 3 or np.ptp(x) < 1e-12 or np.ptp(y) < 1e-12:
        return float("nan")
    return float(np.corrcoef(x, y)[0, 1])


def _follows(rows: Rows) -> pd.Series:
    means = rows.assign(
        factor=rows["performance"] / rows["years"], quality=rows["true"] / rows["evaluated"].where(rows["evaluated"] > 0)
    )
    return each_cell(means, _correlation, "factor", "quality")


INDICATOR = Indicator(
    name="budget_follows_quality",
    label="Budget and true quality",
    label_zh="预算与实际质量之相关",
    unit="correlation",
    family="money",
    direction=1,
    meaning="correlation of performance factor and true quality over purchasers and domains, where budgets answer to performance",
    state=State(
        (
            ("performance", total("budgets", "performance")),
            ("years", defined(total("budgets", "performance"))),
            ("true", TRUE),
            ("evaluated", defined(TRUE)),
        ),
        ("purchaser", "domain"),
        _follows,
    ),
    needs=PERFORMANCE,
)
