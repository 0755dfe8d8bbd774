"""Concentration of a market."""

from __future__ import annotations

import numpy as np
import pandas as pd


def herfindahl(amounts: pd.Series, markets: pd.Series | list[pd.Series]) -> pd.Series:
    """The Herfindahl-Hirschman index of each market: the sum of squared shares, in (0, 1]; missing where nothing was sold.

    Parameters
    ----------
    amounts : what each organization sold in a market, >= 0 (one row for each organization and market).
    markets : what tells markets apart, same length.
    """
    amounts = amounts.astype("float64")
    whole = amounts.groupby(markets, observed=True).transform("sum")
    shares = amounts / whole.where(whole > 0)
    return (shares**2).groupby(markets, observed=True).sum(min_count=1)


def hhi(amounts: np.ndarray) -> np.ndarray:
    """The Herfindahl-Hirschman index of amounts >= 0 along the last axis, in (0, 1]; NaN where nothing was sold.

    >>> float(hhi(np.array([1.0, 2.0, 3.0, 4.0])).round(12))
    0.3
    """
    amounts = np.asarray(amounts, dtype=np.float64)
    whole = amounts.sum(axis=-1, keepdims=True)
    shares = np.divide(amounts, whole, out=np.full(amounts.shape, np.nan), where=whole > 0.0)
    return np.asarray((shares**2).sum(axis=-1))
