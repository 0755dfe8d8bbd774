"""Auctions of the city of Tsuchiura, a row a bid, as Chassang, Kawai, Nakabayashi & Ortner published them with ``missing_bids``."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from gpssim.calibration.purchases import COLUMNS, gaps_of
from gpssim.files.reading import there

TENDER = ["pid"]


def purchases_from_tsuchiura(path: str | Path) -> pd.DataFrame:
    """The tenders of the file, a row each, in the form of :mod:`gpssim.calibration.purchases` and with ``cluster``.

    Parameters
    ----------
    path : a CSV with ``pid, year, month, day, bid, reserveprice, winner, belowminprice``.

    Returns
    -------
    DataFrame; ``price`` is the winning bid over the reserve price, bids below the minimum price make no gap; tenders of one day
    are a cluster: the same firms meet on it.
    """
    bids = pd.read_csv(there(path))
    tenders = bids.groupby(TENDER, as_index=False).agg(
        year=("year", "first"), month=("month", "first"), day=("day", "first"), n_offers=("bid", "size")
    )
    won = bids[bids["winner"] == 1].drop_duplicates(TENDER)
    won = won.assign(price=won["bid"] / won["reserveprice"])[[*TENDER, "price"]]
    valid = bids[bids["belowminprice"] != 1].rename(columns={"bid": "price"})[[*TENDER, "price"]]
    frame = tenders.merge(won, how="left", on=TENDER).merge(gaps_of(valid, TENDER), how="left", on=TENDER)
    day = frame["year"] * 10_000 + frame["month"] * 100 + frame["day"]
    frame = frame.assign(cluster=day, month=0, domain="works", mechanism="open_tender", awarded=np.isfinite(frame["price"]))
    return frame[[*COLUMNS, "cluster"]]
