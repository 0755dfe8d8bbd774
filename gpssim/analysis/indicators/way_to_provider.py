"""Access 便捷: the way to the nearest provider, from how many there are in a district."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpssim.analysis.equity import each_cell
from gpssim.analysis.indicator import Indicator, Rows, State, count, total


def _mean_way(rows: Rows) -> pd.Series:
    providers = rows["providers"] / rows["months"].where(rows["months"] > 0)
    ways = rows.assign(way=1.0 / np.sqrt(np.maximum(1.0, providers.fillna(0.0))))
    return each_cell(ways, weighted_mean, "way", "need")


def weighted_mean(values: np.ndarray, weights: np.ndarray) -> float:
    """Mean of values by weights; missing where all weights are 0."""
    return float(values @ weights / weights.sum()) if weights.sum() > 0 else float("nan")


INDICATOR = Indicator(
    name="way_to_provider",
    label="Way to a provider",
    label_zh="到服务点的路程",
    unit="index",
    family="service",
    direction=-1,
    lowest=0.0,
    highest=1.0,
    meaning="(mean number of providers)^-1/2 of each district and domain (1 with at most one, 1/2 with four), weighted by need",
    state=State(
        (("need", total("monthly", "n_need")), ("providers", total("services", "n_providers")), ("months", count("services"))),
        ("district", "domain"),
        _mean_way,
    ),
)
