"""Concentration of a market."""

from __future__ import annotations

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
